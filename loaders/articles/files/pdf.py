"""Reads the article of a PDF: the words of its pages as paragraphs, without running heads and broken words.

A PDF does not say when its text was published. Its day is the one of a dateline, then the one the caller
gives, and last the file's CreationDate, with a note, and only where that is plausible: since 1993, when the
format came up, not after the last change of the file, and, where the text names years, one of them is that
year or the one before. A scan of an old paper, made into a PDF decades later, so gets no false day.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ..reading import Found, Rejected, checked, lacking, told_by_dateline
from .cleaning import MOST_BYTES, clean

LOG = logging.getLogger(__name__)
MOST_FILE = 50_000_000
MOST_PAGES = 200
MOST_DRAWN = 20_000_000
MOST_STEPS = 2_000_000
"""Bounds on all pages together: bytes that draw them, and steps of drawing, with parts that are drawn again."""
FEWEST_LETTERS = 20
FIRST_YEAR = 1993
EDGE = 2  # so many lines at the top and the foot of a page may be running heads

_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_BROKEN = re.compile(r"(?<=[a-zß-öø-ÿ])[-\u2010\u00ad]$")
_FILE_NAME = re.compile(r"^(?:microsoft \w+ - .*|untitled.*|\S+\.\w{2,5}|\S*)$", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read_pdf(path: Path, date: str | None) -> Iterator[Found | Rejected]:
    """Yield the one article of a PDF, or why it cannot be read; ``date`` counts where no dateline tells one."""
    try:
        import pypdf
    except ImportError:
        yield lacking(path, "pdf")
        return
    size = path.stat().st_size
    if size > MOST_FILE:
        yield _refuse(path, f"too large: {size / 1e6:.1f} MB, at most {MOST_FILE / 1e6:.0f} MB")
        return
    # The parser's remarks on damaged files are not for the reader, who gets our reason.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with path.open("rb") as opened:
            yield _read(pypdf.PdfReader(opened), path, date)
    except OSError:
        raise
    except Exception as error:  # a damaged file fails anywhere in the parser, with any error
        LOG.debug("%s: %r", path, error)
        yield _refuse(
            path, "not a PDF that can be read: it is damaged", "Open it, save it again, or as text."
        )


def _read(reader: Any, path: Path, date: str | None) -> Found | Rejected:  # noqa: ANN401  untyped library
    if reader.is_encrypted:
        return _refuse(path, "the PDF is encrypted", "Save a copy without a password.")
    count = len(reader.pages)
    if count > MOST_PAGES:
        return _refuse(path, f"too many pages: {count}, at most {MOST_PAGES}")
    pages, failed, letters, drawn, steps = [], 0, 0, 0, 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            raise OverflowError

    for page in reader.pages:
        try:
            contents = page.get_contents()
            drawn += len(contents.get_data()) if contents is not None else 0
            words = clean(page.extract_text(visitor_operand_before=step)) if drawn <= MOST_DRAWN else None
        except Exception as error:  # one bad page does not cost the others
            LOG.debug("%s: %r", path, error)
            failed += 1
            words = None
        if drawn > MOST_DRAWN or steps > MOST_STEPS:
            return _refuse(path, "its pages are too large or too involved to be read")
        pages.append(words or "")
        letters += len(words or "")
        if letters > MOST_BYTES:
            return _refuse(path, f"too large: more than {MOST_BYTES / 1e6:.0f} MB of text")
    if sum(c.isalpha() for words in pages for c in words[:1000]) < FEWEST_LETTERS:
        told = (
            "none of its pages can be read" if failed else "the PDF holds no text: it is scanned or a picture"
        )
        return _refuse(path, told, "Run text recognition over it and save the text.")
    text = whole(pages)
    notes = [f"{failed} of {count} pages could not be read"] if failed else []
    day = told_by_dateline(text) or date
    if not day and (day := _made(reader, text)):
        notes.append("dated by the day on which the PDF was made")
    return checked(text, str(path), None, title=_title(reader), date=day, note="; ".join(notes) or None)


def whole(pages: Sequence[str]) -> str:
    """Return the text of pages: running heads dropped, broken words mended, one line a paragraph.

    >>> whole(["The Daily\\nThe two minis-\\nters met and", "The Daily\\nthey left."])
    'The two ministers met and they left.'
    """
    split = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    lines = [line for page in _without_heads(split) for line in page]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    words = set(re.findall(r"\b\w+-\w+", "\n".join(lines)))
    paragraphs: list[str] = []
    ended = True
    for at, line in enumerate(lines):
        if not line:
            ended = True
        elif ended:
            paragraphs.append(line)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line, words)
        if line:
            ended = _closes(line, lines[at + 1] if at + 1 < len(lines) else "", width)
    return clean("\n".join(paragraphs))


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """Drop the lines at the edges of pages that come back on others, page numbers apart."""
    edges = [[_mask(page[at]) for at in _edge(page)] for page in pages]
    seen = Counter(mask for page in edges for mask in set(page))
    heads = {m for m, n in seen.items() if m and n >= max(2, len(pages) / 3)}
    kept = []
    for page in pages:
        gone = {at for at in _edge(page) if _mask(page[at]) in heads}
        kept.append([line for at, line in enumerate(page) if at not in gone])
    return kept


def _edge(page: list[str]) -> list[int]:
    full = [at for at, line in enumerate(page) if line]
    return sorted({*full[:EDGE], *full[-EDGE:]})


def _mask(line: str) -> str:
    """Return a line with its numbers made equal; "" for figures of a table, which may be alike by chance."""
    masked = re.sub(r"\d+", "#", line)
    return masked if re.search(r"[^\W\d_]", line) or re.fullmatch(r"\W*\d+\W*", line) else ""


def _closes(line: str, following: str, width: int) -> bool:
    """Tell whether a paragraph or heading ends with a line: the next word would still have had room on it."""
    if not following:
        return False
    room = len(line) + 1 + len(following.split()[0]) < 0.85 * width
    if _ENDS.search(line):
        return room
    return room and not following[0].islower() and not _BROKEN.search(line)


def _joined(before: str, line: str, words: set[str]) -> str:
    """Join two lines; a word broken by a hyphen is mended unless the text elsewhere writes it with one."""
    if not _BROKEN.search(before):
        return f"{before}{line}" if before.endswith("-") and line[0].isalpha() else f"{before} {line}"
    first, rest = before.split()[-1], re.match(r"\w*", line)
    whole_word = f"{first[:-1].lstrip('(“‘')}-{rest.group() if rest else ''}"
    if not line[0].islower() or (whole_word in words and not before.endswith("\u00ad")):
        return f"{before[:-1]}-{line}"
    return before[:-1] + line


def _title(reader: Any) -> str | None:  # noqa: ANN401  untyped library
    """Return the title of the metadata, unless it is a file's name or a program's default."""
    told = reader.metadata.title if reader.metadata else None
    title = " ".join(clean(str(told)).split()) if told else ""
    return None if _FILE_NAME.match(title) else title[:300]


def _made(reader: Any, text: str) -> str | None:  # noqa: ANN401  untyped library
    """Return the day the file was made where it may be the day of publication, else None."""
    try:
        told = reader.metadata.creation_date if reader.metadata else None
        changed = reader.metadata.modification_date if told else None
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    if not isinstance(told, datetime):
        return None
    day = told.date()
    years = {int(y) for y in _YEAR.findall(text)}
    late = isinstance(changed, datetime) and changed.date() < day
    if day.year < FIRST_YEAR or late or (years and not years & {day.year, day.year - 1}):
        return None
    return day.isoformat()


def _refuse(path: Path, reason: str, advice: str = "Give the pages of one article.") -> Rejected:
    return Rejected(str(path), None, reason, advice)
