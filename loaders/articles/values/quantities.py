"""Finds counted things in news text: four S-400 battalions, 101 Leopard tanks; designations stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ....graph.model import Bound, Quantity, Span
from .numbers import DIGITS, SCALE, SPACE, WORDS, bound_after, bound_before, value_of

NOUNS = [
    "battalion", "battery", "regiment", "brigade", "squadron", "division", "launcher", "missile", "rocket",
    "system", "interceptor", "tank", "jet", "fighter", "aircraft", "airplane", "aeroplane", "plane",
    "warplane", "bomber", "trainer", "helicopter", "gunship", "drone", "airliner", "ship", "warship",
    "frigate", "corvette", "destroyer", "submarine", "boat", "vessel", "carrier", "tanker", "freighter",
    "icebreaker", "minesweeper", "minehunter", "ferry", "cutter", "hull", "barge", "tug", "rifle", "pistol",
    "gun", "machine-gun", "cannon", "mortar", "howitzer", "radar", "engine", "turbine", "reactor", "unit",
    "block", "vehicle", "truck", "lorry", "bus", "car", "locomotive", "tram", "train", "wagon", "carriage",
    "container", "crane", "shell", "round", "torpedo", "bomb", "mine", "satellite", "transformer", "pylon",
    "station", "plant", "mill", "generator", "telescope", "computer", "tonne", "ton", "barrel", "metre",
    "meter", "kilometre", "kilometer", "mile", "litre", "megawatt", "gigawatt", "kilowatt", "dose",
    "vaccine", "bag", "sack", "head", "copy", "set", "piece", "platform", "pod", "simulator", "parachute",
    "helmet", "vest", "uniform", "tractor", "harvester", "mast", "buoy", "bridge", "house", "flat",
    "school", "hospital", "ventilator", "mask", "warhead", "centrifuge", "cubic-metre", "ammunition",
    "projectile", "howitzers", "airframe", "hovercraft", "spacecraft", "rotorcraft", "watercraft", "APC",
    "IFV", "MW", "GW", "MWh", "TWh", "bcm", "cu-m", "km",
]  # fmt: skip
SAME_IN_PLURAL = frozenset([
    "aircraft", "hovercraft", "spacecraft", "rotorcraft", "watercraft", "mw", "gw", "mwh", "twh", "bcm",
    "km", "head", "ammunition",
])  # fmt: skip
IRREGULAR = {
    "batteries": "battery",
    "lorries": "lorry",
    "ferries": "ferry",
    "buses": "bus",
    "gas": "gas",
    "men": "man",
}

_PLURAL = "|".join(
    sorted(
        set(NOUNS)
        | {n + "s" for n in NOUNS}
        | {n + "es" for n in NOUNS if n.endswith(("s", "x", "sh", "ch"))}
        | set(IRREGULAR),
        key=lambda n: (-len(n), n),
    )
)
_NOUN = re.compile(rf"(?:{_PLURAL})(?![\w-])", re.I)
_DESIGNATION = re.compile(r"(?=[\w./-]*\d)(?=[\w./-]*[A-Z])[A-Z][\w./-]{1,14}(?<![./-])s?(?![\w-])")
_NAMED_SYSTEM = re.compile(r"[A-Z][a-z]{2,14}s(?![\w-])")
_WORD = re.compile(r"\d[\d,.]*-[a-z]{1,12}|[^\W\d_][\w./’'-]{0,24}|[A-Z]?\d{1,4}[A-Z]?\d?[A-Za-z]?(?![\w.,])")
_GAP = re.compile(rf"{SPACE}|-(?=[A-Za-z])")
_CUBIC = re.compile(r"(?:cubic|square) (?:metres?|meters?|feet|kilomet(?:re|er)s?)(?![\w])", re.I)
_STOP = frozenset([
    "of", "and", "or", "to", "in", "on", "at", "by", "for", "with", "from", "per", "the", "a", "an", "is",
    "are", "was", "were", "will", "would", "that", "which", "who", "its", "his", "her", "their", "as",
    "but", "than", "into", "over", "under", "after", "before", "since", "until", "during", "between",
    "against", "through", "have", "has", "had", "be", "been", "it", "they", "per", "cent", "percent",
    "years", "year", "months", "month", "weeks", "week", "days", "day", "hours", "minutes", "times",
    "people", "other", "dollars", "euros", "rubles", "roubles", "pounds", "euro", "dollar", "people",
    "countries", "states", "nations", "members", "governments", "parties", "men", "ministers", "leaders",
    "sides",
])  # fmt: skip
_START = re.compile(
    rf"(?<![\w.,$€£¥₽₹/-])(?P<number>{DIGITS}|{WORDS}(?![A-Za-z]))(?:{SPACE}?-?(?P<scale>{SCALE})(?![A-Za-z]))?(?=[\s\u00a0])",
    re.I,
)
_LOW = re.compile(rf"(?:between{SPACE}|from{SPACE})?(?P<low>{DIGITS}|{WORDS}){SPACE}(?:to|and){SPACE}$", re.I)
MODIFIERS = 6


@dataclass(frozen=True, slots=True)
class QuantityFound:
    """A count with what is counted: ``quantity.unit`` is the singular head, ``noun`` the whole noun group."""

    start: int
    end: int
    quantity: Quantity
    noun: str


def quantities(text: str) -> list[QuantityFound]:
    """Return the counted things of a text in order.

    >>> [(q.quantity.value, q.quantity.unit, q.noun) for q in quantities("Ankara will receive four S-400 battalions.")]
    [(Decimal('4'), 'battalion', 'S-400 battalions')]
    """
    found: list[QuantityFound] = []
    for match in _START.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        number = match.group("number")
        article = number.lower() in {"a", "an"}
        if article and not match.group("scale"):
            continue
        value = value_of(number, match.group("scale"))
        head = _head(text, match.end()) if value is not None else None
        if head is None or value is None or _a_year(number, value):
            continue
        found.append(_made(text, match.start(), value, head))
    return found


def singular(noun: str) -> str:
    """Return the singular of a counted noun.

    >>> singular("batteries"), singular("F-16s"), singular("aircraft"), singular("buses")
    ('battery', 'F-16', 'aircraft', 'bus')
    """
    low = noun.lower()
    if low in SAME_IN_PLURAL:
        return noun
    if low in IRREGULAR:
        return IRREGULAR[low]
    if low.endswith(("shes", "ches", "xes", "sses")):
        return noun[:-2]
    return noun[:-1] if low.endswith("s") and not low.endswith("ss") else noun


def _made(text: str, start: int, value: Decimal, head: tuple[int, int, str]) -> QuantityFound:
    first, end, unit = head
    bound: Bound = "exact"
    low = _LOW.search(text, max(0, start - 32), start)
    if (
        low
        and (lowest := value_of(low.group("low"))) is not None
        and low.group("low").lower() not in {"a", "an"}
    ):
        if "to" in low.group().lower().split() or "between" in low.group().lower():
            start, value, bound = low.start(), lowest, "range"
    elif stated := bound_before(text, start):
        start, bound = stated.at, stated.bound
    elif after := bound_after(text, end):
        bound = after.bound
    quantity = Quantity(value, unit, bound, Span(start, end, text[start:end]))
    return QuantityFound(start, end, quantity, text[first:end])


def _a_year(number: str, value: Decimal) -> bool:
    return len(number) == 4 and number.isdigit() and 1900 <= value <= 2100


def _head(text: str, at: int) -> tuple[int, int, str] | None:
    """Return start and end of the counted noun group after a number, and its head in the singular."""
    best: tuple[int, int, str] | None = None
    first: int | None = None
    for _ in range(MODIFIERS):
        gap = _GAP.match(text, at)
        if not gap:
            break
        at = gap.end()
        if first is None and text.startswith("of the ", at):
            at += 7
        first = at if first is None else first
        if cubic := _CUBIC.match(text, at):
            return first, cubic.end(), cubic.group().lower()
        word = _WORD.match(text, at)
        if not word or word.group().lower().rstrip(".") in _STOP or (best and text[at - 2 : at] == ". "):
            break
        if (noun := _NOUN.match(text, at)) and noun.group() != "Block":
            best = first, noun.end(), singular(noun.group())
        elif (named := _DESIGNATION.match(text, at)) and named.group().endswith("s"):
            best = first, named.end(), singular(named.group())
        elif best:
            break
        elif (plural := _NAMED_SYSTEM.match(text, at)) and not text.startswith(" ", plural.end()):
            best = first, plural.end(), singular(plural.group())
        at = word.end()
    return best
