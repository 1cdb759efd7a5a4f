"""Crosswalks between code lists: COW and Gleditsch-Ward numbers, ISO letters and numbers, valid by date."""

from __future__ import annotations

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
