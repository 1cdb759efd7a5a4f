"""What a comment of the arms register says a deal was worth: a sum, its currency, and what it is the sum of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from ..graph.model import Amount, Bound

Kind = Literal["deal", "aid", "lease", "offset", "components", "other"]
UNITS = {"m": Decimal(10**6), "b": Decimal(10**9), "t": Decimal(10**12), "k": Decimal(10**3), "": Decimal(1)}
SIGNS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "S$": "SGD", "€": "EUR", "£": "GBP",
    "¥": "JPY", "DM": "DEM", "FF": "FRF", "SKR": "SEK", "NKR": "NOK", "DKR": "DKK", "UKP": "GBP", "YEN": "JPY",
    "SFR": "CHF", "RS": "INR",
}  # fmt: skip
NUMBER = r"\d[\d,]*(?:\.\d+)?"
MONEY = re.compile(
    rf"(?P<currency>(?:US|NZ|[ACS])?\$|[€£¥]|\b[A-Z]{{2,3}})\s?"
    rf"(?P<low>{NUMBER})(?:\s?(?P<low_unit>m|b|t)?(?:-|\sto\s)(?P<high>{NUMBER})(?:-{NUMBER})?)?"
    r"\s?(?P<unit>m(?:illion)?|bn?|billion|t(?:rillion)?)?(?![\w.])"
)
BRACKETS = re.compile(r"\([^()]*\)")
ABOUT = re.compile(r"\b(possibly|probably|about|approximately|around|some|ca\.?|estimated|c\.?)\s*$", re.I)
AT_LEAST = re.compile(r"\b(more than|over|at least|minimum)\s*$", re.I)
AT_MOST = re.compile(r"\b(up to|at most|less than|under|maximum)\s*$", re.I)
PART = re.compile(r"\bpart of\b[^;]*$", re.I)
ELSEWHERE = re.compile(r"\b(modernized|modernised|rebuilt|upgraded|built|produced) in(?: an?)?\s*$", re.I)
BEFORE = re.compile(r"\b(originally|offsets?|loan|financed with|instead of|incl)\s*$", re.I)
AFTER: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("lease", re.compile(r"^[^;$()]{0,30}\blease\b", re.I)),
    ("offset", re.compile(r"^[^;$()]{0,20}\boffsets?\b", re.I)),
    (
        "components",
        re.compile(r"^[^;$()]{0,20}\bfor (?:components|spare parts|parts|engines|support)\b", re.I),
    ),
    ("aid", re.compile(r"^\s?(?:'[^']*'\s)?aid\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Worth:
    """A sum that a comment names: of the deal itself or of something else; ``shared`` by several deals."""

    amount: Amount
    kind: Kind
    shared: bool = False

    @property
    def of_deal(self) -> bool:
        """Tell whether the sum is what the deal, or the aid that it is, was worth."""
        return self.kind in ("deal", "aid")


def worth(comment: str) -> Worth | None:
    """Return what a deal was worth by its comment, or None; dollars in brackets go before other money.

    >>> worth("INR390 b ($5.4 b) deal; delivery planned 2021-2024").amount
    Amount(value=Decimal('5400000000.0'), currency='USD', bound='exact', high=None, span=None, alternatives=((Decimal('390000000000'), 'INR'),))
    >>> shared = worth("Part of $1.1 b deal (offsets $705 m)")
    >>> shared.amount.value, shared.amount.bound, shared.shared
    (Decimal('1100000000.0'), 'at_most', True)
    >>> worth("For LCS; 57m vessel") is None, worth("$70 m 2-year lease").kind
    (True, 'lease')
    """
    found = [_read(comment, match) for match in _sums(comment)]
    return next((w for w in found if w.of_deal), found[0] if found else None)


def _sums(comment: str) -> list[re.Match[str]]:
    """Return the sums outside brackets; where there are none, those that fill a bracket."""
    inside = [m.span() for m in BRACKETS.finditer(comment)]
    every = [m for m in MONEY.finditer(comment) if _value(m) is not None and _currency(m)]
    outside = [m for m in every if not any(a <= m.start() < b for a, b in inside)]
    return outside or [m for m in every if (m.start() - 1, m.end() + 1) in inside]


def _read(comment: str, match: re.Match[str]) -> Worth:
    before, after = comment[: match.start()], comment[match.end() :]
    kind = next((kind for kind, form in AFTER if form.search(after)), None)
    if kind is None and re.match(r"^(?:[^;]*;)*\s*lease\b[^;]*;\s*$", before, re.I):
        kind = "lease"
    if kind is None and (ELSEWHERE.search(before) or BEFORE.search(before)):
        kind = "other"
    if kind is None and re.search(r"\baid worth\s*$", before, re.I):
        kind = "aid"
    shared = bool(PART.search(before.rpartition(";")[2]))
    amount = _amount(match, before)
    dollars = _in_brackets(after)
    if dollars is not None and amount.currency != "USD":
        amount = _in_dollars(dollars, amount)
    elif other := re.match(r"\s(?:or|to)\s", after):
        second = MONEY.match(after, other.end())
        if second and _currency(second) == amount.currency and (high := _value(second)):
            amount = Amount(min(amount.value, high), amount.currency, "range", max(amount.value, high))
    if shared:
        top = amount.high or amount.value
        amount = Amount(top, amount.currency, "at_most", alternatives=amount.alternatives)
    return Worth(amount, kind or "deal", shared)


def _in_brackets(after: str) -> re.Match[str] | None:
    """Return the dollars that a bracket right after a sum holds, and nothing but them."""
    bracket = re.match(r"\s?\(", after)
    found = MONEY.match(after, bracket.end()) if bracket else None
    closes = found is not None and after[found.end() : found.end() + 1] in (")", ";")
    return found if found is not None and closes and _currency(found) == "USD" else None


def _in_dollars(match: re.Match[str], local: Amount) -> Amount:
    dollars = _amount(match, "")
    others = ((local.value, local.currency),) if local.currency else ()
    return Amount(dollars.value, "USD", dollars.bound, dollars.high, alternatives=others)


def _amount(match: re.Match[str], before: str) -> Amount:
    value, high = _value(match) or Decimal(0), _high(match)
    bound: Bound = "exact"
    if high is not None and high > value:
        return Amount(value, _currency(match), "range", high)
    for form, meant in ((AT_LEAST, "at_least"), (AT_MOST, "at_most"), (ABOUT, "about")):
        if form.search(before):
            bound = meant  # type: ignore[assignment]
            break
    return Amount(value, _currency(match), bound)


def _currency(match: re.Match[str]) -> str | None:
    sign = match["currency"]
    if sign in SIGNS:
        return SIGNS[sign]
    return sign if len(sign) == 3 and sign.isalpha() else None


def _scale(text: str | None) -> Decimal:
    return UNITS[(text or "")[:1]]


def _value(match: re.Match[str]) -> Decimal | None:
    """Return the lower sum of a match; None where neither its sign nor its unit makes it money."""
    unit = match["unit"]
    if not unit and match["currency"] not in SIGNS:
        return None
    return _decimal(match["low"], _scale(match["low_unit"] or unit))


def _high(match: re.Match[str]) -> Decimal | None:
    return _decimal(match["high"], _scale(match["unit"])) if match["high"] else None


def _decimal(text: str, scale: Decimal) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")) * scale
    except InvalidOperation:
        return None
