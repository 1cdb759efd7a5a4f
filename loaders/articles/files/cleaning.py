"""Turns bytes into the text that is stored: decoded, with plain newlines and no control characters, else untouched."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

MOST_BYTES = 2_000_000
"""Texts above this size are refused: parsing them would take minutes and gigabytes."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]|[\ud800-\udfff]")
_NEWLINES = re.compile("\r\n|\r|\u2028|\u2029|\x85")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
STOP_WORDS = frozenset([
    "the", "of", "to", "and", "in", "a", "that", "is", "was", "for", "on", "it", "with", "as", "be", "at",
    "by", "he", "had", "his", "from", "this", "have", "are", "not", "but", "they", "which", "were", "an",
    "has", "been", "will", "would", "its", "said", "their", "or", "who", "she", "we", "there", "after",
    "when", "more", "about", "than", "also", "into", "over", "could", "between", "against", "under",
    "before", "i", "you",
])  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_-]{2,20})", re.I)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in; ``note`` says so where the encoding was a guess."""

    text: str
    encoding: str
    note: str | None = None


def decode(raw: bytes, *, declared: str | None = None) -> Decoded | None:
    """Return the text of bytes, or None where they are no text at all.

    Tried in order: a byte order mark, a declared encoding, UTF-8, Windows-1252 (with a note).

    >>> decode("Café".encode("cp1252")).text, decode(bytes(range(256)) * 8)
    ('Café', None)
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return Decoded(raw.decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    if raw[:65536].count(0) > max(2, len(raw[:65536]) // 200) or raw[:4] in {
        b"%PDF",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\x1f\x8b\x08\x00",
    }:
        return None
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return Decoded(raw.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    text = raw.decode("cp1252", errors="replace")
    odd = len(_CONTROL.findall(text)) + text.count("\ufffd")
    if odd > max(3, len(text) // 100):
        return None
    return Decoded(text, "windows-1252", "not UTF-8: read as Windows-1252")


def declared_encoding(raw: bytes) -> str | None:
    """Return the encoding that a page's head declares.

    >>> declared_encoding(b'<meta charset="iso-8859-2">')
    'iso-8859-2'
    """
    match = _META.search(raw[:4096])
    return match.group(1).decode("ascii") if match else None


def clean(text: str) -> str:
    """Return the text as stored: plain newlines, no control characters, no blank ends, letters untouched.

    The words themselves are never normalised (no NFC, no straightened quotes), so a quoted span is what
    the source printed; ``clean`` is idempotent.

    >>> clean("A\\r\\nB\\x00C \\n")
    'A\\nBC'
    """
    return _CONTROL.sub("", _NEWLINES.sub("\n", text)).strip()


def is_english(text: str) -> bool:
    """Tell whether a text reads as English: the share of its most common words says so.

    Short texts need less evidence: a headline has few such words.

    >>> is_english("The minister said that the talks with the neighbours were over."), is_english("Der Minister sagt nein.")
    (True, False)
    """
    words = [w.lower() for w in _WORD.findall(text[:50_000])]
    if not words:
        return False
    latin = sum(w.isascii() for w in words)
    if latin < 0.6 * len(words):
        return False
    share = sum(w in STOP_WORDS for w in words) / len(words)
    return share >= (0.18 if len(words) >= 40 else 0.1)
