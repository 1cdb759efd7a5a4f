"""Reads the web pages of a WARC archive: responses of HTML, each an article with its address.

A page's own day comes first, then a dateline's, then the one the caller gives; the day on which the page
was archived is the last resort and said in a note, for it may be years later.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from ..reading import Found, Rejected, checked, lacking, told_by_dateline
from .cleaning import MOST_BYTES, declared_encoding, decode
from .html import http_only, read_page
from .inflating import BLOCK, TAIL, Inflating, OverflowingError

LOG = logging.getLogger(__name__)
MOST_FILE = 2_000_000_000
MOST_PLAIN = 20_000_000_000
MOST_PAGE = 5 * MOST_BYTES
MOST_HEAD = 1_000_000
MOST_RECORD = 2_000_000_000

_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_.-]{2,30})", re.I)
_PAGE = ("text/html", "application/xhtml+xml")


def read_archive(path: Path, date: str | None) -> Iterator[Found | Rejected]:
    """Yield the pages of an archive as articles; ``date`` counts for those that state none."""
    try:
        import warcio.archiveiterator  # noqa: F401
    except ImportError:
        yield lacking(path, "warc")
        return
    size = path.stat().st_size
    if size > MOST_FILE:
        yield _refuse(path, f"too large: {size / 1e9:.1f} GB, at most {MOST_FILE / 1e9:.0f} GB")
        return
    if not size:
        yield _refuse(path, "empty file")
        return
    with path.open("rb") as opened:
        yield from _records(opened, path, date)


def _records(opened: BinaryIO, path: Path, date: str | None) -> Iterator[Found | Rejected]:
    """Yield the pages of the records, as far as the file goes, and then why it does not go on."""
    from warcio.archiveiterator import ArchiveIterator

    source = Inflating(opened, MOST_PLAIN)
    records = ArchiveIterator(source)
    records.reader.set_decomp(None)  # it is unpacked already, within bounds
    whole = pages = end = 0
    why: str | None = None
    while why is None:
        source.budget = MOST_HEAD
        try:
            # The library writes its remarks on damaged records to stderr.
            with contextlib.redirect_stderr(io.StringIO()):
                record = next(records, None)
                if record is None:
                    # A head that is cut off ends the library's reading without an error.
                    rest = source.tell() - end
                    source.broken |= rest > TAIL or bool(rest and source.tail[-rest:].strip())
                    break
                if not hasattr(record.raw_stream, "limit"):
                    raise ValueError("the head states no length")
                source.budget = MOST_RECORD
                body = _body(record)
                end = source.tell() - records.reader.rem_length()
        except OverflowingError:
            why = "is too large, has too long a head or is packed more than 100 times"
            continue
        except Exception as error:  # a damaged head fails anywhere in the parser, with any error
            LOG.debug("%s, record %d: %r", path, whole + 1, error)
            why = "is no record of a WARC archive, or a damaged one"
            continue
        if source.broken or record.raw_stream.limit > 0:
            break
        whole += 1
        if body is not None:
            pages += 1
            yield _page(record, body, path, whole, date)
    if why or source.broken or (record is not None):
        told = why or "breaks off or is damaged"
        yield _refuse(
            path, f"record {whole + 1} {told}; the {whole} before it are read", "Fetch the archive again."
        )
    elif not pages:
        yield _refuse(path, "the archive holds no web pages")


def _body(record: Any) -> bytes | None:  # noqa: ANN401  untyped library
    """Return the bytes of a page, at most one more than is allowed, and read its record to the end.

    None stands for what is no page: requests, pictures, answers that report an error.
    """
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    told = record.http_headers.get_header("Content-Type") if record.http_headers else None
    kind = (told or "").partition(";")[0].strip().lower()
    body: bytes | None = None
    if record.rec_type == "response" and status.startswith("2") and kind in _PAGE:
        try:
            body = record.content_stream().read(MOST_PAGE + 1)
        except OverflowingError:
            raise
        except Exception as error:  # a page packed wrongly does not stop the others
            LOG.debug("a page cannot be unpacked: %r", error)
            body = b""
    while record.raw_stream.read(BLOCK):
        pass
    return body


def _page(record: Any, body: bytes, path: Path, number: int, date: str | None) -> Found | Rejected:  # noqa: ANN401  untyped library
    url = http_only((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> "))
    place = f"record {number}" + (f" ({url[:100]})" if url else "")
    if not body.strip():
        return _refuse(path, f"{place}: an empty page, or one that cannot be unpacked")
    if len(body) > MOST_PAGE:
        return _refuse(path, f"{place}: too large, at most {MOST_PAGE / 1e6:.0f} MB")
    charset = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    decoded = decode(body, declared=charset.group(1) if charset else declared_encoding(body))
    if decoded is None:
        return _refuse(path, f"{place}: not a text, or of an unknown encoding")
    try:
        page = read_page(decoded.text)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        LOG.debug("%s, %s: %r", path, place, error)
        page = None
    if page is None:
        return _refuse(path, f"{place}: no article found in this page")
    notes = [decoded.note] if decoded.note else []
    if record.rec_headers.get_header("WARC-Truncated"):
        notes.append("cut short when it was archived")
    day = page.published_at or told_by_dateline(page.text) or date
    if not day and (day := _archived(record)):
        notes.append("dated by the day on which it was archived")
    read = checked(
        page.text, str(path), None, title=page.title, date=day, outlet=page.outlet, url=url or page.url,
        note="; ".join(f"{place}: {note}" for note in notes) or None,
    )  # fmt: skip
    return read if isinstance(read, Found) else _refuse(path, f"{place}: {read.reason}", read.advice)


def _archived(record: Any) -> str | None:  # noqa: ANN401  untyped library
    told = str(record.rec_headers.get_header("WARC-Date") or "")[:10]
    try:
        return datetime.fromisoformat(told).date().isoformat()
    except ValueError:
        return None


def _refuse(
    path: Path, reason: str, advice: str = "Give the responses of web pages in a WARC file."
) -> Rejected:
    return Rejected(str(path), None, reason, advice)
