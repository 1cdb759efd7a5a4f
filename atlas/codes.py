"""Crosswalks between code lists: COW and Gleditsch-Ward numbers, ISO letters and numbers, valid by date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from .book import open_atlas
from .values import Code, State, within

When = date | int | None


def from_cow(number: int, when: When = None) -> str | None:
    """Return the iso3 of a Correlates of War state number, in a year or on a day.

    A year is read as its first of July. Where several states had the number, the one that existed then
    is meant, on a day without any of them (and without a day) the state of today.

    >>> from_cow(365, 1980), from_cow(365, 2000), from_cow(260, 1970), from_cow(345, 2004), from_cow(9999)
    ('SUN', 'RUS', 'DEU', 'SCG', None)
    """
    return _chosen(_index("cow").get(number, ()), when)


def from_gw(number: int, when: When = None) -> str | None:
    """Return the iso3 of a Gleditsch-Ward state number, in a year or on a day.

    >>> from_gw(678, 1980), from_gw(340, 2010), from_gw(972)
    ('YEM', 'SRB', 'TON')
    """
    return _chosen(_index("gw").get(number, ()), when)


def from_numeric(number: int | str, when: When = None) -> str | None:
    """Return the iso3 of an ISO 3166 (United Nations M49) number, also of states of the past.

    >>> from_numeric("004"), from_numeric(810), from_numeric(280)
    ('AFG', 'SUN', 'DEU')
    """
    text = str(number).strip()
    return _chosen(_index("numeric").get(int(text), ()), when) if text.isdigit() else None


def from_iso2(letters: str, when: When = None) -> str | None:
    """Return the iso3 of an ISO 3166 two-letter code; ``UK`` and ``EL`` are understood.

    >>> from_iso2("tr"), from_iso2("UK"), from_iso2("SU"), from_iso2("zz")
    ('TUR', 'GBR', 'SUN', None)
    """
    wanted = {"UK": "GB", "EL": "GR"}.get(letters.upper(), letters.upper())
    return _chosen(tuple(s for s in open_atlas().states.values() if s.iso2 == wanted), when)


def from_name(name: str, when: When = None) -> str | None:
    """Return the iso3 of a state by one of its English names; case, accents, a leading "the" and a final comma part are let go.

    Names of states of the past mean the state that had the name on the day.

    >>> from_name("TURKIYE"), from_name("Cote d'Ivoire"), from_name("Russian Federation"), from_name("Atlantis")
    ('TUR', 'CIV', 'RUS', None)
    """
    table, turned = _names(), " ".join(reversed(name.split(",", 1)))
    found = table.get(_folded(name)) or table.get(_folded(turned)) or ()
    states = tuple(dict.fromkeys(open_atlas().states[entity] for entity in found))
    return _chosen(states, when)


def to_cow(iso3: str, when: When = None) -> int | None:
    """Return the Correlates of War number of a state, in a year or on a day.

    >>> to_cow("DEU", 1970), to_cow("DEU", 2000), to_cow("VAT")
    (260, 255, None)
    """
    state = open_atlas().states.get(iso3)
    return _number(state.cow, when) if state else None


def to_gw(iso3: str, when: When = None) -> int | None:
    """Return the Gleditsch-Ward number of a state, in a year or on a day.

    >>> to_gw("SRB", 2000), to_gw("SRB", 2010), to_gw("DEU", 2000)
    (345, 340, 260)
    """
    state = open_atlas().states.get(iso3)
    return _number(state.gw, when) if state else None


def heir(iso3: str) -> str:
    """Return the state of today that continues a state of the past; a state of today continues itself.

    >>> heir("SUN"), heir("DDR"), heir("FRA")
    ('RUS', 'DEU', 'FRA')
    """
    state = open_atlas().states.get(iso3)
    return heir(state.continued_by) if state and state.continued_by else iso3


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[str, ...]]:
    atlas = open_atlas()
    named: dict[str, dict[str, None]] = {}
    former: dict[str, dict[str, None]] = {}
    for state in atlas.states.values():
        for name in (state.name, state.official):
            named.setdefault(_folded(name), {})[state.iso3] = None
    for told in atlas.names:
        if told.kind == "country" and told.via in ("name", "former") and told.form == "noun":
            table = named if told.via == "name" else former
            table.setdefault(_folded(told.text), {})[told.entity] = None
    return {text: tuple(entities) for text, entities in {**former, **named}.items() if text}


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("\u2019", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9' ]+", " ", plain.replace("&", " and ").replace("st.", "saint"))
    return " ".join(re.sub(r"^the ", "", plain.strip()).split())


@lru_cache(maxsize=3)
def _index(field: str) -> Mapping[int, tuple[State, ...]]:
    found: dict[int, list[State]] = {}
    for state in open_atlas().states.values():
        for code in getattr(state, field):
            found.setdefault(code.number, []).append(state)
    return {number: tuple(states) for number, states in found.items()}


def _day(when: When) -> date | None:
    return date(when, 7, 1) if isinstance(when, int) else when


def _chosen(states: tuple[State, ...], when: When) -> str | None:
    """Return the state meant: the shortest-lived of those that existed then, else that of today."""
    on = _day(when)
    living = [s for s in states if s.valid_to is None]
    if on is not None:
        living = [s for s in states if within(on, s.valid_from, s.valid_to)] or living
    found = sorted(living or states, key=lambda s: (_days(s), s.iso3))
    return found[0].iso3 if found else None


def _days(state: State) -> int:
    first, last = state.valid_from or date.min, state.valid_to or date.max
    return (last - first).days


def _number(codes: tuple[Code, ...], when: When) -> int | None:
    on = _day(when)
    if on is not None:
        for code in codes:
            if code.before and on < code.before:
                return code.number
    return codes[0].number if codes else None
