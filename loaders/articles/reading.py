"""Reads articles from files and folders: text, web pages, JSON lines, and with extras PDF, feeds and web archives."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...graph.model import Article, Publication, digest
from .datelines import datelines
from .files.cleaning import MOST_BYTES, clean, declared_encoding, decode, is_english
from .files.html import MARKUP, http_only, read_page
from .values import dates

LOG = logging.getLogger(__name__)
SUFFIXES = (
    ".txt", ".text", ".html", ".htm", ".jsonl", ".pdf", ".rss", ".atom", ".xml", ".warc", ".warc.gz",
)  # fmt: skip
SEVERAL_MARKS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
LONGEST_TITLE = 220


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that was set aside: where it stands, why, and what to do about it."""

    path: str
    line: int | None
    reason: str
    advice: str

    @property
    def where(self) -> str:
        """The place as ``file`` or ``file:line``."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Found:
    """One article as read, with its printing; ``given_id`` is the id of a JSON line, ``note`` a remark on it."""

    article: Article
    publication: Publication
    given_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: each text once, every printing of it, and what was set aside."""

    articles: tuple[Article, ...]
    publications: tuple[Publication, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...] = ()
    given_ids: tuple[tuple[str, str], ...] = ()


def read_paths(
    paths: Iterable[str | os.PathLike[str]], *, date: str | None = None, most: int = MOST_BYTES
) -> Reading:
    """Return the articles of files and folders; the same text twice is one article with two publications.

    Parameters
    ----------
    paths : files with one of the endings ``SUFFIXES``, or folders, which are read sorted and in depth.
    date : publication date for those that state none.
    most : size of the largest text that is read, in bytes of a text file and letters of a line.
    """
    articles: dict[str, Article] = {}
    publications: dict[str, Publication] = {}
    rejected: list[Rejected] = []
    notes: list[str] = []
    given: list[tuple[str, str]] = []
    for one in stream(paths, date=date, most=most):
        if isinstance(one, Rejected):
            rejected.append(one)
            continue
        articles.setdefault(one.article.id, one.article)
        publications.setdefault(one.publication.id, one.publication)
        if one.given_id:
            given.append((one.given_id, one.article.id))
        if one.note:
            notes.append(f"{one.publication.path}: {one.note}")
    return Reading(
        tuple(articles.values()), tuple(publications.values()), tuple(rejected), tuple(notes), tuple(given)
    )


def stream(
    paths: Iterable[str | os.PathLike[str]], *, date: str | None = None, most: int = MOST_BYTES
) -> Iterator[Found | Rejected]:
    """Yield articles one by one in the order of the paths, so that memory does not grow with their number."""
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                yield from _folder(path, date, most)
            elif not path.exists():
                yield Rejected(str(path), None, "no such file or folder", "Check the spelling of the path.")
            else:
                yield from _file(path, date, most)
        except OSError as error:
            yield _unreadable(path, error)


def make(
    text: str,
    *,
    title: str | None = None,
    date: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    path: str | None = None,
) -> tuple[Article, Publication]:
    """Return the article and the publication for a text that is already clean.

    >>> article, printing = make("Peru and Chile sign\\nThey signed.", date="2018-04-03")
    >>> article.title, printing.published_at, printing.article == article.id
    ('Peru and Chile sign', '2018-04-03', True)
    """
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    title = title or headline(text)
    key = (url or outlet or "", date or "") if url or outlet or date else (path or "",)
    printing = Publication(
        id=digest("publication", sha, *key),
        article=sha,
        url=url,
        outlet=outlet,
        published_at=date,
        title=title,
        path=path,
    )
    return Article(id=sha, title=title, text=text), printing


def headline(text: str) -> str | None:
    """Return the first line if it has no final stop and more text follows: it is the headline, and stays in the text.

    >>> headline("Talks open in Oslo\\nThe two sides met."), headline("The two sides met.\\nThey left.")
    ('Talks open in Oslo', None)
    """
    first, newline, rest = text.partition("\n")
    first = first.strip()
    if (
        not newline
        or not rest.strip()
        or not first
        or len(first) > LONGEST_TITLE
        or SEVERAL_MARKS.search(first)
    ):
        return None
    return first


def _folder(folder: Path, date: str | None, most: int) -> Iterator[Found | Rejected]:
    """Yield the articles of a folder, sorted by path; files of other kinds are passed over silently."""
    empty = True
    for path in sorted(folder.rglob("*"), key=lambda p: p.as_posix()):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or ending(path) not in SUFFIXES or not path.is_file():
            continue
        try:
            if ending(path) == ".xml" and not _is_feed(path):
                continue
            empty = False
            yield from _file(path, date, most)
        except OSError as error:
            yield _unreadable(path, error)
    if empty:
        kinds = ", ".join(SUFFIXES)
        yield Rejected(
            str(folder), None, "no articles in this folder", f"Put files with these endings into it: {kinds}."
        )


def _file(path: Path, date: str | None, most: int) -> Iterator[Found | Rejected]:
    suffix = ending(path)
    if suffix not in SUFFIXES:
        kinds = ", ".join(SUFFIXES)
        yield Rejected(
            str(path), None, f"unsupported kind of file ({suffix or 'no suffix'})", f"Give one of: {kinds}."
        )
    elif suffix == ".jsonl":
        yield from _lines(path, date, most)
    elif suffix == ".pdf":
        from .files.pdf import read_pdf

        yield from read_pdf(path, date)
    elif suffix in {".rss", ".atom", ".xml"}:
        from .files.feeds import read_feed

        yield from read_feed(path, date)
    elif suffix in {".warc", ".warc.gz"}:
        from .files.warc import read_archive

        yield from read_archive(path, date)
    else:
        yield _whole(path, suffix, date, most)


def ending(path: Path) -> str:
    """Return the ending of a file's name that tells its kind, in small letters.

    >>> ending(Path("CRAWL.warc.GZ")), ending(Path("a.b.txt"))
    ('.warc.gz', '.txt')
    """
    return ".warc.gz" if path.name.lower().endswith(".warc.gz") else path.suffix.lower()


def lacking(path: Path, extra: str) -> Rejected:
    """Return the rejection of a file whose kind is read by an extra that is not installed."""
    return Rejected(
        str(path),
        None,
        f'this kind of file needs the extra "{extra}", which is not installed',
        f'Run: pip install "detente[{extra}]"',
    )


def _is_feed(path: Path) -> bool:
    from .files.feeds import FEED

    with path.open("rb") as opened:
        return FEED.search(opened.read(65_536).replace(b"\0", b"")) is not None


def _whole(path: Path, suffix: str, date: str | None, most: int) -> Found | Rejected:
    """Read one file that holds one article."""
    page = suffix in {".html", ".htm"}
    cap = most * (5 if page else 1)
    size = path.stat().st_size
    if size > cap:
        return Rejected(
            str(path),
            None,
            f"too large: {size / 1e6:.1f} MB, at most {cap / 1e6:.0f} MB",
            "Split it into its articles.",
        )
    raw = path.read_bytes()
    if not raw.strip():
        return Rejected(str(path), None, "empty file", "Save the article's text into it, or leave it out.")
    decoded = decode(raw, declared=declared_encoding(raw) if page else None)
    if decoded is None:
        return Rejected(
            str(path), None, "not a text: binary data or an unknown encoding", "Save it as text in UTF-8."
        )
    if page or MARKUP.match(decoded.text.lstrip()[:200]):
        return _page(path, decoded.text, decoded.note, date)
    return checked(clean(decoded.text), str(path), None, date=date, note=decoded.note, most=most)


def _page(path: Path, markup: str, note: str | None, date: str | None) -> Found | Rejected:
    try:
        page = read_page(markup)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        LOG.debug("%s: %s", path, error)
        page = None
    if page is None:
        return Rejected(
            str(path),
            None,
            "no article found in this page",
            "Give the page of one article, or save its text as .txt.",
        )
    return checked(
        page.text,
        str(path),
        None,
        title=page.title,
        date=page.published_at or date,
        outlet=page.outlet,
        url=page.url,
        note=note,
    )


def _lines(path: Path, date: str | None, most: int) -> Iterator[Found | Rejected]:
    """Yield the articles of a JSON lines file; a bad line is set aside and the rest are read."""
    number = 0
    with path.open("rb") as lines:
        while raw := lines.readline(8 * most):
            number += 1
            if raw.strip():
                yield _line(path, number, raw, date, most)
    if not number:
        yield Rejected(
            str(path), None, "empty file", "Write one JSON object a line: id, title, text, date, url, outlet."
        )


def _line(path: Path, number: int, raw: bytes, date: str | None, most: int) -> Found | Rejected:
    name = str(path)
    decoded = decode(raw)
    if decoded is None:
        return Rejected(name, number, "not a text line", "Save the file as UTF-8.")
    try:
        row: Any = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
        return Rejected(name, number, f"not valid JSON: {said}", "Write one whole JSON object on the line.")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Rejected(
            name, number, 'no "text" in this line', 'Give each line a "text" field with the article.'
        )
    fields: dict[str, str | None] = {}
    for key in ("title", "outlet", "url", "date", "id"):
        value = row.get(key)
        if value is not None and not isinstance(value, str | int):
            return Rejected(
                name, number, f'"{key}" is not a text', f'Write "{key}" as a string or leave it out.'
            )
        fields[key] = clean(str(value)) or None if value is not None else None
    if fields["date"] and not _is_date(fields["date"]):
        told = fields["date"][:40]
        return Rejected(
            name,
            number,
            f'"date" is not a date: "{told}"',
            "Write it as 2018-04-03, 2018-04 or a time stamp.",
        )
    if len(row["text"]) > most:
        return Rejected(
            name, number, f"too large: {len(row['text']) / 1e6:.1f} MB of text", "Split it into its articles."
        )
    return checked(
        clean(row["text"]), name, number, title=fields["title"], date=fields["date"] or date,
        outlet=fields["outlet"], url=http_only(fields["url"]), given_id=fields["id"], note=decoded.note, most=most,
    )  # fmt: skip


def checked(
    text: str,
    path: str,
    line: int | None,
    *,
    title: str | None = None,
    date: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    given_id: str | None = None,
    note: str | None = None,
    most: int = MOST_BYTES,
) -> Found | Rejected:
    """Return the article if its text, already clean, is fit for reading: not empty, not too long, English."""
    if not text:
        return Rejected(path, line, "no text left after cleaning", "Give the article's text.")
    if len(text) > most:
        return Rejected(
            path, line, f"too large: {len(text) / 1e6:.1f} MB of text", "Split it into its articles."
        )
    if not is_english(text):
        return Rejected(
            path,
            line,
            "the text is not English",
            "Give an English text or a translation; other languages are not read.",
        )
    day = date or told_by_dateline(text)
    article, printing = make(text, title=title, date=day, outlet=outlet, url=url, path=path)
    return Found(article, printing, given_id, note)


def told_by_dateline(text: str) -> str | None:
    """Return the day of a dateline that tells it whole, with its year; it is the day of the report.

    >>> told_by_dateline("Ships leave\\n\\nADEN, March 2, 1991 - Two ships left."), told_by_dateline("ADEN, March 2 - Two.")
    ('1991-03-02', None)
    """
    for line in datelines(text):
        if line.date and re.search(r"\d{4}", line.date):
            days = [f.interval for f in dates.find(line.date) if f.interval.granularity == "day"]
            return days[0].start.isoformat() if days else None
    return None


def _is_date(words: str) -> bool:
    import datetime

    if re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", words):
        return True
    try:
        datetime.datetime.fromisoformat(words)
    except ValueError:
        return False
    return True


def _unreadable(path: Path, error: OSError) -> Rejected:
    return Rejected(
        str(path), None, f"cannot be read: {error.strerror or error}", "Check the permissions of the file."
    )
