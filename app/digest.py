"""A digest as files: a small page that makes no request, and the same as JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from .terminal import cell, plain

Object = Mapping[str, Any]
STYLE: Final = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
li { margin: .6rem 0; } blockquote { margin: .3rem 0 .3rem 1rem; padding-left: .8rem; border-left: 3px solid #8888; }
small { opacity: .75; }
"""
NOTHING: Final = "Nothing of note."


def write_digest(out: Path, digest: Object) -> list[Path]:
    """Write a digest into a folder as ``digest-DAY.html`` and ``.json``, whole or not at all; return the paths.

    The day is the one that the digest is as of, not that of the clock. A second digest of a day gets a number;
    the same digest again is not written twice.
    """
    from ..views.write import prepare_folder

    prepare_folder(out)
    told = json.dumps(plain(dict(digest)), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    stem = f"digest-{digest['as_of'] or 'undated'}"
    name, number = stem, 1
    while (out / f"{name}.json").exists() and (out / f"{name}.json").read_text(encoding="utf-8") != told:
        number += 1
        name = f"{stem}-{number}"
    return [_write(out / f"{name}.html", digest_page(digest)), _write(out / f"{name}.json", told)]


def _write(path: Path, text: str) -> Path:
    from ..graph.errors import UsageError

    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(text.encode("utf-8", "replace"))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        why = error.strerror or str(error)
        raise UsageError(f"{path}: cannot be written: {why}. Choose another folder with --out.") from error
    return path


def headlines(digest: Object) -> list[tuple[str, list[tuple[str, list[Object]]]]]:
    """Return the sections of a digest: a title, and lines of text, each with what was said."""
    return [
        ("Contracts", [(contract_line(row), row["said"]) for row in digest["contracts"]]),
        ("Memberships", [(membership_line(row), row["said"]) for row in digest["memberships"]]),
        ("Tension that moved", [(tension_line(row), row["said"]) for row in digest["tension"]]),
        ("Pairs of which nothing was known", [(tension_line(row), row["said"]) for row in digest["first"]]),
        ("Sources that disagree", [(contested_line(row), row["said"]) for row in digest["contested"]]),
    ]


def title_of(digest: Object) -> str:
    """Return the first line of a digest.

    >>> title_of({"articles": [1], "facts": 2, "as_of": "2018-04-04", "printings": 0})
    '1 new article, 2 facts, as of 2018-04-04'
    """
    n, facts = len(digest["articles"]), digest["facts"]
    text = f"{n} new article{'' if n == 1 else 's'}, {facts} fact{'' if facts == 1 else 's'}"
    if digest["printings"]:
        text += f", {digest['printings']} further printings of known ones"
    return text + (f", as of {digest['as_of']}" if digest["as_of"] else "")


def contract_line(row: Object) -> str:
    """Return a contract as a line of text."""
    amount = f", {cell(row['value'], whole=True)} {row['currency'] or ''}".rstrip() if row["value"] else ""
    number = f", {row['quantity']:g} {row['unit'] or ''}".rstrip() if row["quantity"] else ""
    who = f"{row['buyer'] or '?'} from {row['seller'] or '?'}"
    return f"{who}: {row['item'] or row['kind']} ({row['status']}){number}{amount}"


def membership_line(row: Object) -> str:
    """Return a membership as a line of text."""
    return f"{row['country']} – {row['alliance']}: {row['status']}" + (
        " (the atlas has it too)" if row["atlas"] else ""
    )


def tension_line(row: Object) -> str:
    """Return the tension of a pair, and what it was, as a line of text.

    >>> tension_line({"a": "A", "b": "B", "value": 0.5, "lo": 0.1, "hi": 0.8})
    'A – B: 0.50 [0.10, 0.80]'
    """
    now = f"{row['a']} – {row['b']}: {row['value']:.2f} [{row['lo']:.2f}, {row['hi']:.2f}]"
    if "before" not in row:
        return now
    return f"{now}, was {row['before']:.2f} [{row['before_lo']:.2f}, {row['before_hi']:.2f}]"


def contested_line(row: Object) -> str:
    """Return a disagreement as a line of text."""
    return f"{row['what']}: on {', '.join(row['on'])}"


def digest_page(digest: Object) -> str:
    """Return a digest as the text of one HTML file: no script, no request, everything from articles escaped."""
    from ..views.page import source_hash

    policy = f"default-src 'none'; style-src '{source_hash(STYLE)}'; base-uri 'none'; form-action 'none'"
    title = _safe(title_of(digest))
    parts = [f"<h1>{title}</h1>", _list([_article(row) for row in digest["articles"]])]
    for heading, lines in headlines(digest):
        parts.append(f"<h2>{_safe(heading)}</h2>")
        parts.append(_list([f"{_safe(line)}{_quotes(said)}" for line, said in lines]))
    if digest["rejected"]:
        parts += ["<h2>Not read</h2>", _list([_safe(line) for line in digest["rejected"]])]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>detente: {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def _article(row: Object) -> str:
    about = ", ".join(str(row[name]) for name in ("outlet", "published_at") if row[name])
    return f"{_safe(row['title'] or row['article'][:12])}<br><small>{_safe(about)}</small>"


def _quotes(said: Sequence[Object]) -> str:
    return "".join(
        f"<blockquote>{_safe(one['quote'])}<br><small>{_safe(_about(one))}</small></blockquote>"
        for one in said
    )


def _about(one: Object) -> str:
    source = one["title"] or str(one["article"])[:12]
    return f"{source} ({one['modality']}{', says ' + one['speaker'] if one['speaker'] else ''})"


def _list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<ul>\n{rows}</ul>" if rows else f"<p>{NOTHING}</p>"


def _safe(value: object) -> str:
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in str(value or ""))
    return html.escape(text, quote=True).encode("ascii", "xmlcharrefreplace").decode()
