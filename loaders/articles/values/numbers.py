"""Reads numbers in figures and words: separators, decimals in either style, scales, bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ....graph.model import Bound

SPACE = "[ \\t\u00a0\u202f\u2009]"
ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "millions": 10**6, "mln": 10**6,
    "mn": 10**6, "mio": 10**6, "m": 10**6, "billion": 10**9, "billions": 10**9, "bln": 10**9, "bn": 10**9,
    "b": 10**9, "trillion": 10**12, "trn": 10**12, "tn": 10**12, "lakh": 10**5, "lakhs": 10**5,
    "crore": 10**7, "crores": 10**7, "lakh crore": 10**12, "hundred million": 10**8,
    "hundred thousand": 10**5, "thousand million": 10**9, "thousand billion": 10**12,
}  # fmt: skip

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_TEN = "|".join(sorted(TENS, key=len, reverse=True))
WORDS = (
    rf"(?:(?:{_ONE}) and a half|(?:{_TEN})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONE}"
    r"|half a dozen|a dozen|two dozen|three dozen|dozen|half an?|an?)"
)
DIGITS = (
    r"(?:\d{1,3}(?:[, \u00a0\u202f’']\d{3}){1,8}(?:\.\d{1,3})?"
    r"|\d{1,3}(?:\.\d{3}){2,8}(?:,\d{1,2})?"
    r"|\d{1,12}(?:[.,]\d{1,4})?)(?!\d)"
)
SCALE = (
    r"(?:hundred (?:million|thousand)|thousand (?:million|billion)|lakh crore|thousand|million|billion|trillion"
    r"|lakhs?|crores?|hundred|bln|mln|mio|trn|bn|mn|tn)"
)

BEFORE: tuple[tuple[Bound, str], ...] = (
    (
        "at_most",
        r"up to|as (?:much|many) as|at (?:the )?most|(?:not|no) (?:more|over) than|less than|fewer than|under|below"
        r"|a maximum(?: of)?|a ceiling of|not exceeding|capped at|within",
    ),
    (
        "at_least",
        r"(?:not|no) (?:less|fewer) than|more than|at least|in excess of|upwards? of|over|above|exceed(?:s|ed|ing)?"
        r"|a minimum(?: of)?|topp(?:ed|ing)|surpass(?:ed|ing)|well over|as a minimum",
    ),
    (
        "about",
        r"about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated at|estimated|circa|c\."
        r"|approx\.?|somewhere near|in the region of|in the order of|reportedly about|just (?:under|over)|a reported|~",
    ),
)
AFTER: tuple[tuple[Bound, str], ...] = (
    ("at_least", r"or more|or so more|and more|plus\b|at least"),
    ("at_most", r"or less|or fewer|at most"),
    ("about", r"or so|or thereabouts|approximately"),
)
_BEFORE = [(bound, re.compile(rf"(?:^|[\s(\u00a0])({words}){SPACE}*$", re.I)) for bound, words in BEFORE]
_AFTER = [(bound, re.compile(rf"{SPACE}(?:{words})", re.I)) for bound, words in AFTER]


@dataclass(frozen=True, slots=True)
class BoundFound:
    """A bound with the place where its words begin or end."""

    bound: Bound
    at: int


def value_of(words: str, scale: str | None = None) -> Decimal | None:
    """Return the number that figures or words (and a scale) stand for, None where they stand for none.

    A single comma is decimal before one or two figures, and before three only where a scale follows that
    would make thousands of it absurd; else it groups thousands.

    >>> value_of("1,5", "bn"), value_of("101"), value_of("twenty-one"), value_of("2,500", "million")
    (Decimal('1500000000'), Decimal('101'), Decimal('21'), Decimal('2500000000'))
    """
    base = _plain(words.strip())
    if base is None:
        return None
    if scale:
        base *= SCALES[re.sub(r"\s+", " ", scale.strip().lower())]
    return _tidy(base)


def bound_before(text: str, at: int, floor: int = 0) -> BoundFound | None:
    """Return the bound that the words before an offset state.

    >>> bound_before("worth more than 2", 16)
    BoundFound(bound='at_least', at=6)
    """
    window = text[max(floor, at - 28) : at]
    base = max(floor, at - 28)
    found = [(match.start(1), bound) for bound, pattern in _BEFORE if (match := pattern.search(window))]
    # "no less than" ends in "less than": the longer words win.
    return BoundFound(min(found)[1], base + min(found)[0]) if found else None


def bound_after(text: str, at: int) -> BoundFound | None:
    """Return the bound that the words after an offset state ("or more")."""
    for bound, pattern in _AFTER:
        match = pattern.match(text, at)
        if match:
            return BoundFound(bound, match.end())
    return None


def _plain(words: str) -> Decimal | None:
    low = words.lower()
    if low[:1].isdigit():
        return _figures(low)
    if low in {"a", "an"}:
        return Decimal(1)
    if low.endswith(" and a half"):
        return ONES[low.split()[0]] + Decimal("0.5")
    if low.startswith("half a"):
        return Decimal(6) if low.endswith("dozen") else Decimal("0.5")
    if low.endswith("dozen"):
        return Decimal(12 * ONES.get(low.split()[0], 1))
    parts = re.split(r"[- ]", low)
    if all(p in ONES or p in TENS for p in parts):
        return Decimal(sum(ONES.get(p, TENS.get(p, 0)) for p in parts))
    return None


def _figures(words: str) -> Decimal | None:
    plain = re.sub("[ \u00a0\u202f’']", "", words)
    if plain.count(".") > 1:
        plain = plain.replace(".", "").replace(",", ".")
    elif "," in plain and "." not in plain:
        head, tail = plain.rsplit(",", 1)
        grouped = len(tail) == 3 and len(head.split(",")[0]) <= 3 and head.split(",")[0] != "0"
        plain = head.replace(",", "") + ("" if grouped else ".") + tail
    else:
        plain = plain.replace(",", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _tidy(value: Decimal) -> Decimal:
    """Write a whole number without exponent or needless zeros."""
    whole = value.to_integral_value()
    return (
        whole.quantize(Decimal(1)) if whole == value and abs(whole) < Decimal(10) ** 24 else value.normalize()
    )
