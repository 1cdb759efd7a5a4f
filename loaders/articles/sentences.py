"""Cuts an article into sentences with exact offsets: paragraphs first, then stops, guarded by abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 2000
"""No sentence is longer than this many characters, so that a parser's cost stays linear in the text."""

ALWAYS_INSIDE = frozenset([
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "cmdr", "adm", "brig", "cpl",
    "sen", "rep", "gov", "pres", "st", "hon", "rev", "amb", "fr", "messrs", "vs", "viz", "cf", "eg", "ie",
    "al", "approx", "est", "dept", "gen-lt", "sheik",
])  # fmt: skip
"""Abbreviations that never end a sentence: a name or an explanation follows."""

BEFORE_NUMBER = frozenset([
    "no", "nos", "art", "arts", "sec", "fig", "vol", "p", "pp", "para", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ca", "c", "ch",
])  # fmt: skip
"""Abbreviations that go on when a number follows."""

MAY_END = frozenset([
    "inc", "co", "corp", "ltd", "plc", "bros", "jr", "sr", "etc", "us", "u.s", "u.k", "u.n", "e.u", "u.a.e",
    "u.s.s.r", "a.m", "p.m", "d.c", "ph.d", "b.c", "a.d", "i.e", "e.g", "s.a", "s.p.a", "n.v", "mt", "ft",
    "tel",
])  # fmt: skip
"""Abbreviations that end a sentence only when a usual first word of a sentence follows."""

STARTERS = frozenset([
    "The", "A", "An", "This", "That", "These", "Those", "He", "She", "It", "They", "We", "I", "In", "On",
    "At", "By", "For", "From", "But", "And", "As", "After", "Before", "When", "While", "Although", "Though",
    "However", "Meanwhile", "Earlier", "Later", "Last", "Since", "Under", "With", "Both", "Its", "His",
    "Her", "Their", "Our", "If", "There", "Here", "Such", "Some", "Many", "Most", "Other", "Another", "Yet",
    "Also", "Still", "Now", "Then", "So", "To", "Of", "No", "Not", "Asked", "Officials", "According",
    "Instead", "Despite", "During",
])  # fmt: skip
SAID = r"(?:said|says|asked|added|told|replied|wrote|warned|declared|demanded|exclaimed|wondered|cried)"

_PARAGRAPH = re.compile(r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029])+")
_BLANK = re.compile(r"\r?\n[ \t\xa0]*\r?\n")
_STOP = re.compile(r"[.?!…。]+[\"'”’»)\]]{0,4}")
_OPENING = re.compile(r"[\s\xa0]+[\"'“‘«`(\[—–-]{0,4}\s?(?=(\S))")
_LAST_WORD = re.compile(r"([^\s\xa0\"'“‘«()\[\]]{1,12})$")
_NEXT_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_ASKED_BY = re.compile(
    r"\s+(?:[A-Z][\w.'’-]{0,30}\s+){1,5}"
    + SAID
    + r"\b|\s+(?:the|a|he|she|they)\s+(?:\w{1,20}\s+){0,5}?"
    + SAID
    + r"\b"
)
_GLUED = re.compile(r"[A-Z][a-z]{1,20}\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the article and its words, ``text == article.text[start:end]``."""

    index: int
    start: int
    end: int
    paragraph: int
    text: str


def split(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; what stands between them is white space only.

    >>> [s.text for s in split("Talks open\\nGen. A. B. Cole met Mr. Day. He left at 2.5 p.m. today.")]
    ['Talks open', 'Gen. A. B. Cole met Mr. Day.', 'He left at 2.5 p.m. today.']
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        for left, right in _sentences(text, start, end):
            found.append(Sentence(len(found), left, right, number, text[left:right]))
    return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return start and end of each paragraph: lines, or blocks of lines where the text is hard-wrapped.

    >>> paragraphs("One line\\n\\nAnother")
    [(0, 8), (10, 17)]
    """
    breaks = _BLANK if _wrapped(text) else _PARAGRAPH
    found = []
    at = 0
    for match in breaks.finditer(text):
        found.append((at, match.start()))
        at = match.end()
    found.append((at, len(text)))
    trimmed = (_trim(text, start, end) for start, end in found)
    return [(start, end) for start, end in trimmed if start < end]


def _wrapped(text: str) -> bool:
    """Tell whether single line breaks only wrap lines: short lines that mostly stop in mid-sentence."""
    lines = [line.rstrip() for line in text[:20000].split("\n")]
    inner = [a for a, b in pairwise(lines) if a and b]
    if len(inner) < 3 or max(map(len, lines)) > 110:
        return False  # where a paragraph is one long line, a list of links is no wrapped paragraph
    # A wrapped line breaks where it is full; the lines of a list are as long as what they say.
    if sum(len(a) >= 0.5 * max(map(len, lines)) for a in inner) < 0.7 * len(inner):
        return False
    open_ended = sum(not line.endswith((".", "!", "?", '"', "”", ":")) for line in inner)
    return open_ended >= 0.6 * len(inner)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _STOP.finditer(text, start, end):
        cut = match.end()
        if cut - at <= 1 or not _ends(text, match, end):
            continue
        yield from _pieces(text, at, cut)
        at = cut
    yield from _pieces(text, at, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run that is too long at white space, so that hostile text stays cheap."""
    start, end = _trim(text, start, end)
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        left, right = _trim(text, start, cut)
        if left < right:
            yield left, right
        start, _ = _trim(text, cut, end)
    if start < end:
        yield start, end


def _ends(text: str, stop: re.Match[str], limit: int) -> bool:
    """Tell whether this stop ends its sentence."""
    mark, cut = stop.group(), stop.end()
    if cut >= limit:
        return True
    before = _LAST_WORD.search(text, max(0, stop.start() - 13), stop.start())
    word = before.group(1) if before else ""
    opening = _OPENING.match(text, cut, limit)
    if not opening:
        glued = mark == "." and len(word) > 2 and word[-1].islower() and _GLUED.match(text, cut, limit)
        return bool(glued)
    first = opening.group(1)
    if first.islower() or first in ",;:":
        return False
    if mark[0] in "?!" and len(mark) > 1 and _ASKED_BY.match(text[cut : min(limit, cut + 160)]):
        return False
    if mark[0] != "." or len(mark) > 1:
        return True
    return not _abbreviated(word, first, text, opening.end())


def _abbreviated(word: str, first: str, text: str, at: int) -> bool:
    """Tell whether the word before the stop is short for something and the sentence goes on."""
    low = word.lower()
    if low in ALWAYS_INSIDE or low.split("-")[-1].split(".")[-1] in ALWAYS_INSIDE:
        return True
    if low in BEFORE_NUMBER and (first.isdigit() or (low in {"jan", "feb", "sept", "oct", "nov", "dec"})):
        return True
    short = (
        low in MAY_END
        or (len(word) == 1 and word.isupper())
        or (len(word) < 9 and "." in word and word[-2:-1] == ".")
    )
    if not short:
        return False
    following = _NEXT_WORD.match(text, at)
    return not (following and following.group() in STARTERS)
