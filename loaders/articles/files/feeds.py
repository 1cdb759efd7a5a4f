"""Reads the entries of RSS and Atom feeds, each an article; only bytes are parsed and nothing is fetched."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.sax.handler import ContentHandler

from ..reading import Found, Rejected, checked, lacking
from .cleaning import MOST_BYTES, clean, decode
from .fragments import bare, words
from .html import http_only, read_page

LOG = logging.getLogger(__name__)
MOST_FILE = 10_000_000
DEEPEST = 200
FRAGMENT = 400
"""Shorter pieces of markup only lose their tags: there is no page around the article to be cut away."""

FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.I)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s{0,4}=\s{0,4}[\"']([A-Za-z0-9_.-]{2,30})")
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_TAG = re.compile(r"<[a-zA-Z/!]")


class _Depth(ContentHandler):
    """Refuses a document whose elements are nested deeper than any feed's."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        """Count an element that opens."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise RecursionError

    def endElement(self, name: str) -> None:  # noqa: N802
        """Count an element that closes."""
        self.depth -= 1


def read_feed(path: Path, date: str | None) -> Iterator[Found | Rejected]:
    """Yield the entries of a feed as articles; ``date`` counts for those that state none."""
    try:
        import defusedxml.sax
        import feedparser
    except ImportError:
        yield lacking(path, "feeds")
        return
    del defusedxml
    size = path.stat().st_size
    if size > MOST_FILE:
        yield _refuse(path, f"too large: {size / 1e6:.1f} MB, at most {MOST_FILE / 1e6:.0f} MB")
        return
    raw = path.read_bytes()
    if not raw.strip():
        yield _refuse(path, "empty file", "Save the feed into it, or leave it out.")
        return
    declared = _DECLARED.match(raw)
    decoded = decode(raw, declared=declared.group(1).decode("ascii") if declared else None)
    if decoded is None:
        yield _refuse(path, "not a text: binary data or an unknown encoding", "Save the feed in UTF-8.")
        return
    # Both parsers get the same UTF-8, so that none can see a declaration which the other did not.
    plain = ('<?xml version="1.0" encoding="utf-8"?>' + _PROLOGUE.sub("", decoded.text).lstrip()).encode()
    danger, note = _unsafe(plain)
    if danger or not FEED.search(plain):
        yield _refuse(path, danger or "this XML is no RSS or Atom feed")
        return
    try:
        # A stream, for the parser takes a string, or bytes too, for the name of a file to open.
        told = feedparser.parse(
            io.BytesIO(plain), response_headers={"content-type": "application/xml; charset=utf-8"}
        )
    except Exception as error:  # the lenient parser fails on odd markup with any error
        LOG.debug("%s: %r", path, error)
        yield _refuse(path, "the feed cannot be parsed: it is damaged")
        return
    if not told.entries:
        yield _refuse(path, "the feed has no entries")
    outlet = bare(told.feed.get("title", "")) or None
    for number, entry in enumerate(told.entries, 1):
        try:
            yield _entry(entry, path, number, outlet, date, note or decoded.note)
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError) as error:
            LOG.debug("%s, entry %d: %r", path, number, error)
            yield _refuse(path, f"entry {number}: it is damaged", "Look at this entry; the others are read.")


def _unsafe(plain: bytes) -> tuple[str | None, str | None]:
    """Return why a document must not be parsed, if so, and a note where it is not well formed."""
    from xml.sax import SAXException

    import defusedxml.sax
    from defusedxml.common import DefusedXmlException

    refused = "it declares a document type or entities, which can blow up or reach for other files"
    try:
        defusedxml.sax.parseString(plain, _Depth(), forbid_dtd=True)
    except DefusedXmlException:
        return refused, None
    except RecursionError:
        return f"its elements are nested more than {DEEPEST} deep", None
    except SAXException:
        # The lenient parser reads on where the strict one stopped, so no declaration may follow.
        if re.search(rb"<!(?:DOCTYPE|ENTITY)", plain, re.I):
            return refused, None
        return None, "not well-formed XML: read leniently"
    return None, None


def _entry(
    entry: Any,  # noqa: ANN401  untyped library
    path: Path,
    number: int,
    outlet: str | None,
    date: str | None,
    note: str | None,
) -> Found | Rejected:
    title = bare(entry.get("title", ""))
    bodies = [str(part.get("value") or "") for part in entry.get("content", ())]
    body = max(bodies, key=len, default="")
    notes = [note] if note else []
    if not body.strip():
        body = str(entry.get("summary") or "")
        notes.append("only a summary in the feed")
    if len(body) > 5 * MOST_BYTES:
        return _refuse(path, f"entry {number}: too large: {len(body) / 1e6:.1f} MB")
    day, changed = _day(entry)
    if changed:
        notes.append("dated by its last change")
    read = checked(
        _text(body, title), str(path), None, title=title or None, date=day or date, outlet=outlet,
        url=http_only(entry.get("link")), note="; ".join(f"entry {number}: {n}" for n in notes) or None,
    )  # fmt: skip
    if isinstance(read, Rejected):
        return _refuse(path, f"entry {number}: {read.reason}", read.advice)
    return read


def _text(body: str, title: str) -> str:
    """Return the words of an entry: through the reading of pages, or without its tags where it is short."""
    if not _TAG.search(body):
        return clean(words(body) if "&" in body else body)
    if len(body) >= FRAGMENT:
        try:
            page = read_page(f"<html><body><article>{body}</article></body></html>")
        except (ValueError, TypeError, AttributeError, RecursionError):
            page = None
        if page is not None:
            first, _, rest = page.text.partition("\n")
            return rest.strip() if rest and bare(first).lower() == title.lower() else page.text
    return clean(words(body))


def _day(entry: Any) -> tuple[str | None, bool]:  # noqa: ANN401  untyped library
    """Return an entry's time in ISO form with the zone it states, and whether it is that of its last change."""
    for key in ("published", "updated"):
        if key in entry and (found := iso(str(entry[key])) or _utc(entry.get(f"{key}_parsed"))):
            return found, key == "updated"
    return None, False


def iso(told: str) -> str | None:
    """Return a time of RFC 822 or ISO 8601 as ISO, a bare day as a day.

    >>> iso("Wed, 04 Apr 2018 23:30:00 +0900"), iso("2018-04-04"), iso("soon")
    ('2018-04-04T23:30:00+09:00', '2018-04-04', None)
    """
    told = told.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(told)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found.date().isoformat() if len(told) == 10 else found.isoformat(timespec="seconds")
    return None


def _utc(parsed: time.struct_time | None) -> str | None:
    return datetime(*parsed[:6], tzinfo=UTC).isoformat() if parsed else None


def _refuse(
    path: Path, reason: str, advice: str = "Give an RSS or Atom feed as it was published."
) -> Rejected:
    return Rejected(str(path), None, reason, advice)
