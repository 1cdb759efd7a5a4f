"""Finds sums of money in news text: bounds, ranges, scales, symbols, codes, words, the same sum in other money."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ....graph.model import Amount, Bound, Span
from .numbers import DIGITS, SCALE, SPACE, WORDS, bound_after, bound_before, value_of
from .quantities import QuantityFound, quantities

__all__ = ["Found", "MoneyFound", "QuantityFound", "find", "quantities"]

SYMBOLS = {
    "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "CAN$": "CAD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "JPY", "₽": "RUB", "₹": "INR", "₺": "TRY", "₩": "KRW", "₪": "ILS", "₴": "UAH", "₦": "NGN",
    "Rs": "INR", "Rs.": "INR", "zł": "PLN",
}  # fmt: skip
CODES = [
    "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "RUB", "RUR", "INR", "TRY", "KRW", "ILS", "UAH", "NGN", "AUD",
    "CAD", "NZD", "HKD", "SGD", "TWD", "BRL", "CHF", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON",
    "BGN", "RSD", "HRK", "MXN", "ARS", "CLP", "COP", "PEN", "ZAR", "EGP", "SAR", "AED", "QAR", "KWD", "BHD",
    "OMR", "JOD", "IQD", "IRR", "PKR", "BDT", "LKR", "THB", "MYR", "IDR", "VND", "PHP", "KZT", "UZS", "AZN",
    "GEL", "AMD", "BYN", "MAD", "TND", "DZD", "LYD", "ETB", "KES", "XOF", "XAF", "DEM", "FRF", "ITL", "ESP",
    "ECU", "SDR",
]  # fmt: skip
WORDS_OF = {
    "USD": r"(?:US|U\.S\.|American)[ -]dollars?|dollars?|greenbacks?", "AUD": r"Australian dollars?",
    "CAD": r"Canadian dollars?", "NZD": r"New Zealand dollars?", "HKD": r"Hong Kong dollars?",
    "SGD": r"Singapore(?:an)? dollars?", "TWD": r"(?:New )?Taiwan(?:ese)? dollars?", "EUR": r"euros?",
    "GBP": r"(?:British )?pounds? sterling|British pounds?|sterling|pounds?", "EGP": r"Egyptian pounds?",
    "LBP": r"Lebanese pounds?", "SYP": r"Syrian pounds?", "RUB": r"(?:Russian )?(?:roubles?|rubles?)",
    "BYN": r"Belarus(?:ian)? (?:roubles?|rubles?)", "CNY": r"(?:Chinese )?(?:yuan|renminbi)", "JPY": r"(?:Japanese )?yen",
    "INR": r"Indian rupees?|rupees?", "PKR": r"Pakistani rupees?", "LKR": r"Sri Lankan rupees?",
    "NPR": r"Nepal(?:i|ese) rupees?", "IDR": r"rupiahs?", "TRY": r"Turkish liras?|liras?", "CHF": r"Swiss francs?",
    "XOF": r"CFA francs?", "FRF": r"French francs?", "DEM": r"(?:German |West German |Deutsche? ?)?marks?",
    "DKK": r"Danish (?:krone|kroner|crowns?)", "SEK": r"Swedish (?:krona|kronor|crowns?)",
    "NOK": r"Norwegian (?:krone|kroner|crowns?)", "ISK": r"Icelandic (?:krona|kronur)",
    "CZK": r"Czech (?:koruna|korunas|crowns?)|korunas?", "PLN": r"(?:Polish )?zlot(?:ys?|ies)|(?:Polish )?złot(?:ys?|ych)",
    "HUF": r"forints?", "RON": r"(?:Romanian )?lei", "BGN": r"leva", "UAH": r"hryvnias?|hryvnyas?", "KZT": r"tenge",
    "GEL": r"(?:Georgian )?lari", "AMD": r"Armenian drams?|drams?", "AZN": r"manats?", "UZS": r"Uzbek soms?",
    "ILS": r"(?:Israeli |new )?shekels?", "SAR": r"Saudi (?:riyals?|rials?)|riyals?", "QAR": r"Qatari (?:riyals?|rials?)",
    "IRR": r"Iranian rials?", "OMR": r"Omani rials?", "AED": r"(?:UAE |Emirati )dirhams?", "MAD": r"Moroccan dirhams?",
    "KWD": r"Kuwaiti dinars?", "JOD": r"Jordanian dinars?", "IQD": r"Iraqi dinars?", "DZD": r"Algerian dinars?",
    "TND": r"Tunisian dinars?", "RSD": r"Serbian dinars?", "KRW": r"(?:South Korean )?won", "ZAR": r"(?:South African )?rands?",
    "NGN": r"nairas?", "KES": r"Kenyan shillings?", "UGX": r"Ugandan shillings?", "TZS": r"Tanzanian shillings?",
    "ETB": r"(?:Ethiopian )?birr", "GHS": r"cedis?", "BRL": r"(?:Brazilian )?reai?s|Brazilian real", "MXN": r"Mexican pesos?",
    "ARS": r"Argentine pesos?", "CLP": r"Chilean pesos?", "PHP": r"Philippine pesos?", "COP": r"Colombian pesos?",
    "ALL": r"(?:Albanian )?leks?", "BDT": r"(?:Bangladeshi )?takas?", "MMK": r"kyats?", "LAK": r"kips?", "KHR": r"riels?",
    "MNT": r"(?:tugriks?|togrogs?)", "TMT": r"Turkmen manats?", "TJS": r"somonis?", "KGS": r"Kyrgyz soms?", "MDL": r"Moldovan lei",
    "MKD": r"denars?", "BAM": r"convertible marks?", "AOA": r"kwanzas?", "ZMW": r"kwachas?", "MZN": r"meticais|meticals?", "BWP": r"pulas?",
    "GMD": r"dalasis?", "MGA": r"ariary", "RWF": r"Rwandan francs?", "HNL": r"lempiras?", "GTQ": r"quetzals?|quetzales", "NIO": r"cordobas?",
    "PYG": r"guaranies", "BOB": r"bolivianos?", "VES": r"bolivars?|bolivares", "UYU": r"Uruguayan pesos?", "HTG": r"gourdes?",
    "DOP": r"Dominican pesos?", "PGK": r"kinas?", "MVR": r"rufiyaas?", "BTN": r"ngultrums?", "YER": r"Yemeni rials?",
    "BHD": r"Bahraini dinars?", "LYD": r"Libyan dinars?", "CUP": r"Cuban pesos?", "XAF": r"Central African francs?",
    "THB": r"baht", "MYR": r"ringgit", "VND": r"dong", "PEN": r"Peruvian soles",
}  # fmt: skip
SAME = {"RMB": "CNY", "RUR": "RUB"}
SHARED = r"pesos?|crowns?|kron(?:a|e|er|or)|francs?|dinars?|dirhams?|rials?|shillings?|guilders?|escudos?|schillings?|pesetas?"
"""Money that several states call by one name: a sum, of a currency not told."""

_SYMBOL = "|".join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True) if s[0].isalpha())
_SIGN = "".join(re.escape(s) for s in SYMBOLS if len(s) == 1)
_CODE = "|".join(CODES)
_PREFIX = rf"(?:(?<![A-Za-z])(?:{_SYMBOL}|{_CODE})|[{_SIGN}])"
_NAMES = [(code, re.compile(rf"(?:{words})(?![A-Za-z])", re.I)) for code, words in WORDS_OF.items()]
_NAMED = "|".join(f"(?:{words})" for words in (*WORDS_OF.values(), SHARED))
_NUMBER = rf"(?:{DIGITS}|{WORDS}(?![A-Za-z]))"
_SCALED = rf"(?:{SPACE}?-?{SPACE}?(?P<scale{{0}}>{SCALE}|(?<=\d)(?:m|b|k)|(?<=\d )(?:m|b)(?= ?(?:{_NAMED})))(?![A-Za-z]))?"
_SUFFIX = rf"{SPACE}?-?{SPACE}?(?:worth of )?(?P<suffix{{0}}>(?:(?:{_CODE})(?!{SPACE}?\d)|{_NAMED})(?![A-Za-z])|[€£₽₺₴](?![\d]))"
_AMOUNT = re.compile(
    rf"(?<![\w.,-])(?:(?P<prefix>{_PREFIX}){SPACE}?(?P<figure>{DIGITS}|{WORDS}(?![A-Za-z]))"
    rf"(?:{SPACE}?(?:-|–|to|or){SPACE}?(?P<figure2>{DIGITS}))?{_SCALED.format('')}"
    rf"|(?P<number>{_NUMBER}){_SCALED.format(2)}{_SUFFIX.format('')})",
    re.I,
)
_BARE = re.compile(
    rf"(?<![\w.,$€£-])(?P<number>{DIGITS}|{WORDS}){SPACE}?-?(?P<scale>{SCALE})(?![A-Za-z-])", re.I
)
_WORTH = re.compile(
    rf"(?:worth|valued at|value (?:of|at)|costing|cost of|costs?|price of|priced at|sum of|total(?:l?ing)? of|totall?ing"
    rf"|(?:value|price|cost)(?:{SPACE}\w{{1,15}}){{0,6}}{SPACE}(?:is|was|at))(?:{SPACE}[a-z]{{1,14}}){{0,3}}{SPACE}$",
    re.I,
)
_HANDED = re.compile(
    rf"\b(?:loans?|credits?|sum|total|rest|of which|lend(?:s|ing)?|lent|pays?|paid|another|further|drew|spent?|grant|cost|order|deal|contract|put)"
    rf"(?:{SPACE}(?:of|is|was|up|to|about|some|at|more|than|a|for|by|nearly|almost|roughly|around|only|just|it|them|him|(?-i:[A-Z][a-z]+))){{0,4}}{SPACE}$",
    re.I,
)
_CLOSED = re.compile(
    rf"{SPACE}(?:for|is|was|are|were|to|by|in|from|at|on|will|would|over|as|and|but|or|of which|has|had|have|goes|went|came|more|last|this|next|later|earlier|of (?:it|them|this|that|the (?:sum|money|total)))\b|[.,;:)\]]|$",
    re.I,
)
_COUNTED = re.compile(
    rf"{SPACE}(?:cubic|square|barrels?|tonnes?|tons?|people|troops|refugees|doses|kilowatt|megawatt|litres?|acres?|hectares?|votes|residents)",
    re.I,
)
_CLOSE = 260
_HEADS = re.compile(
    r"\b(?:population|inhabitants|people|users|voters|subscribers|customers|barrels|tonnes|metres|acres|hectares)\b",
    re.I,
)
_RANGE = re.compile(
    rf"(?:(?P<between>between){SPACE}|(?P<from>from){SPACE})?(?P<prefix>{_PREFIX})?{SPACE}?(?P<low>{DIGITS}|{WORDS}(?![A-Za-z])){_SCALED.format('')}"
    rf"{SPACE}?(?:(?P<and>and)|to|or|-|–|—){SPACE}?$",
    re.I,
)
_TAIL = re.compile(
    rf"{SPACE}?(?:(?:per|for each|for every|each|apiece|annually|a piece|yearly|monthly|/){SPACE}?(?P<per>(?:(?:1[,. ]?000|thousand|million|cubic|metric|square|hundred|troy){SPACE})*[a-z]{{1,15}})?"
    rf"|an?{SPACE}(?P<unit>barrel|tonne|ton|year|month|day|week|piece|unit|head|share|kilowatt-hour|kilowatt|copy|plane|jet|tank|cubic metre|litre|gallon|pound|ounce|bushel|shot|dose|kilo|kilogram))(?![A-Za-z])(?!{SPACE}(?:later|after|afterwards|ago|before|earlier|on)\b)",
    re.I,
)
_OTHER = re.compile(
    rf"{SPACE}?(?P<open>[(\[]|,{SPACE}?or{SPACE}|{SPACE}or{SPACE}|,?{SPACE}?(?:then{SPACE})?(?:equivalent|equal) to{SPACE}|,?{SPACE}?i\.e\.,?{SPACE}|{SPACE}?/{SPACE}?|{SPACE}?={SPACE}?|,{SPACE}(?=about|around|some|roughly|approximately|nearly))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class MoneyFound:
    """A sum of money in a text; ``unit_price`` is set where it is a price for ``unit`` and no total."""

    start: int
    end: int
    amount: Amount
    unit_price: bool = False
    unit: str | None = None


Found = MoneyFound


def find(text: str) -> list[MoneyFound]:
    """Return the sums of money of a text in order; the same sum in other money is one find with alternatives.

    >>> one = find("a deal worth more than $2 billion")[0]
    >>> one.amount.value, one.amount.currency, one.amount.bound
    (Decimal('2000000000'), 'USD', 'at_least')
    """
    found = [one for match in _AMOUNT.finditer(text) if (one := _read(text, match))]
    taken = [(f.start, f.end) for f in found]
    found += [one for match in _BARE.finditer(text) if (one := _bare(text, match, taken))]
    found.sort(key=lambda f: f.start)
    return _joined(text, found)


def currency_of(words: str) -> str | None:
    """Return the ISO code for a symbol, a code or the name of a currency.

    >>> currency_of("US$"), currency_of("Turkish lira"), currency_of("RMB")
    ('USD', 'TRY', 'CNY')
    """
    plain = words.strip()
    for symbol, code in SYMBOLS.items():
        if plain.lower() == symbol.lower():
            return code
    if plain.upper() in CODES:
        return SAME.get(plain.upper(), plain.upper())
    best = max(
        ((len(m.group()), code) for code, pattern in _NAMES if (m := pattern.match(plain))), default=(0, None)
    )
    return best[1]


def _read(text: str, match: re.Match[str]) -> MoneyFound | None:
    prefix = match.group("prefix")
    # A code or a word is a currency only as it is written: "try 3" is no Turkish money.
    if prefix and prefix.isalpha() and prefix != prefix.upper() and prefix not in SYMBOLS:
        return None
    figure = match.group("figure") or match.group("number")
    suffix = match.group("suffix")
    if suffix and suffix.upper() in CODES and suffix != suffix.upper():
        return None
    if not prefix and figure.lower() in {"a", "an"} and not match.group("scale2"):
        return None
    scale = match.group("scale") or match.group("scale2")
    if scale and scale.lower() in {"k", "b", "m"} and not prefix and not suffix:
        return None
    value = value_of(figure, scale)
    if value is None:
        return None
    end = match.end()
    code = currency_of(prefix or suffix or "")
    if suffix and code is None and not scale:
        return None  # "three crowns"
    if (
        match.group("figure2")
        and (high := value_of(match.group("figure2"), scale)) is not None
        and high > value
    ):
        found = _finish(text, match.start(), end, value, scale, code)
        return replace(found, amount=replace(found.amount, bound="range", high=high))
    if prefix and (named := re.compile(rf"{SPACE}?(?:{_NAMED})(?![A-Za-z])").match(text, end)):
        end = named.end()
    return _finish(text, match.start(), end, value, scale, code)


def _bare(text: str, match: re.Match[str], taken: list[tuple[int, int]]) -> MoneyFound | None:
    """Read a sum without a currency, only where the words before say that it is one."""
    start, end = match.span()
    if any(a < end and start < b for a, b in taken) or _COUNTED.match(text, end):
        return None
    told = _WORTH.search(text, max(0, start - 70), start)
    if not told and not (
        _CLOSED.match(text, end)
        and (_HANDED.search(text, max(0, start - 40), start) or _goes_on(text, start, taken))
    ):
        return None
    value = value_of(match.group("number"), match.group("scale"))
    return None if value is None else _finish(text, start, end, value, match.group("scale"), None)


def _goes_on(text: str, start: int, taken: list[tuple[int, int]]) -> bool:
    """Tell whether a bare number goes on from a sum just named: ``Riga pays 600 million euros, Tallinn 400 million``."""
    last = max((end for _, end in taken if end <= start), default=None)
    if last is None or start - last > _CLOSE or _HEADS.search(text, max(last, start - 60), start):
        return False
    between = [m for m in _BARE.finditer(text, last, start) if m.end() < start]
    return not any(_COUNTED.match(text, m.end()) for m in between)


def _finish(
    text: str, start: int, end: int, value: Decimal, scale: str | None, code: str | None
) -> MoneyFound:
    """Add bound, range and unit tail to a sum that was read."""
    bound: Bound = "exact"
    high: Decimal | None = None
    low = _range_before(text, start, scale, code)
    if low:
        start, value, high, bound = low[0], low[1], value, "range"
    else:
        stated = bound_before(text, start)
        if stated:
            start, bound = stated.at, stated.bound
        elif after := bound_after(text, end):
            end, bound = after.at, after.bound
    tail = _TAIL.match(text, end)
    unit = (tail.group("per") or tail.group("unit") or tail.group().strip()) if tail else None
    span = Span(start, end, text[start:end])
    return MoneyFound(start, end, Amount(value, code, bound, high, span), tail is not None, unit)


def _range_before(text: str, start: int, scale: str | None, code: str | None) -> tuple[int, Decimal] | None:
    """Return start and lower end of a range whose upper end begins at an offset."""
    floor = max(0, start - 40)
    match = None
    for match in re.finditer(
        rf"(?<![\w.,-])(?:between{SPACE}|from{SPACE})?(?:{_PREFIX})?{SPACE}?(?:{DIGITS}|{WORDS}(?![A-Za-z]))",
        text[floor:start],
        re.I,
    ):
        whole = _RANGE.match(text[floor:start], match.start())
        if not whole or (whole.group("and") and not whole.group("between")):
            continue
        if whole.group("low").lower() in {"a", "an"}:
            continue
        if whole.group("prefix") and code and currency_of(whole.group("prefix")) not in {code, None}:
            continue
        value = value_of(whole.group("low"), whole.group("scale") or scale)
        if value is not None:
            return floor + match.start(), value
    return None


def _joined(text: str, found: list[MoneyFound]) -> list[MoneyFound]:
    """Fold the same sum in other money into alternatives, and drop the lower ends that a range took in."""
    kept: list[MoneyFound] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            if one.amount.bound == "range" and kept[-1].start >= one.start:
                kept[-1] = one
            continue
        last = kept[-1] if kept else None
        if last and one.amount.bound == "range" and one.start <= last.start:
            kept[-1] = one
            continue
        if last and _alternative(text, last, one):
            others = (*last.amount.alternatives, (one.amount.value, one.amount.currency or ""))
            end = one.end + (text[one.end : one.end + 1] in {")", "]"} and "(" in text[last.end : one.start])
            span = Span(last.start, end, text[last.start : end])
            kept[-1] = replace(last, end=end, amount=replace(last.amount, alternatives=others, span=span))
            continue
        kept.append(one)
    return kept


def _alternative(text: str, first: MoneyFound, second: MoneyFound) -> bool:
    a, b = first.amount.currency, second.amount.currency
    if (
        not (a or text.startswith(" (", first.end))
        or not b
        or a == b
        or b in {c for _, c in first.amount.alternatives}
        or second.start - first.end > 32
    ):
        return False
    if first.amount.alternatives and text[first.end : second.start].strip() == ";":
        return True  # "(7.8 billion euros; 6.7 billion pounds)"
    return bool(_OTHER.match(text[first.end : second.start + 12]))
