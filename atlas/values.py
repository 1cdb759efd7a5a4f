"""The frozen values that the atlas hands out: names, offices, memberships, rivalries, items, states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

NameKind = Literal["country", "alliance", "organization", "person", "group", "place"]
Via = Literal[
    "name", "demonym", "capital", "metonym", "leader", "company", "ministry", "organ", "former", "group",
    "place", "person",
]  # fmt: skip
Form = Literal["noun", "adj", "people", "person", "surname"]


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an entity, case as printed.

    ``entity`` is the id of what it names, the display name for a ``group`` (armed group, unrecognised
    entity), and empty for a ``place``: a name that must not be read as the state it contains. Dates say
    when the text means this entity; without dates it always does.
    """

    text: str
    entity: str
    kind: NameKind
    via: Via
    form: Form = "noun"
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date | None) -> bool:
        """Tell whether the name means its entity on that day; without a day, yes.

        >>> bonn = Name("Bonn", "DEU", "country", "capital", "noun", date(1949, 5, 23), date(1999, 8, 31))
        >>> bonn.holds(date(1970, 1, 1)), bonn.holds(date(2020, 1, 1)), bonn.holds(None)
        (True, False, True)
        """
        return on is None or within(on, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Office:
    """A person in a post of a state or a body, with the days in and out, both included."""

    person: str
    name: str
    state: str
    role: str
    start: date | None
    end: date | None
    source: str

    def holds(self, on: date | None) -> bool:
        """Tell whether the person is in the post on that day; without a day, yes.

        >>> Office("person:a-b", "A B", "TUR", "president", date(2014, 8, 28), None, "").holds(date(2014, 8, 27))
        False
        """
        return on is None or within(on, self.start, self.end)


@dataclass(frozen=True, slots=True)
class AtlasMembership:
    """A state in a body, as public record has it."""

    alliance: str
    iso3: str
    start: date | None
    end: date | None
    status: str
    obligations: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class AtlasRivalry:
    """Two states that hold each other for rivals; ``level`` in (0, 1]."""

    a: str
    b: str
    start: date | None
    end: date | None
    level: float
    source: str


@dataclass(frozen=True, slots=True)
class ItemName:
    """One way to write a weapon system, a facility, a pipeline: what a contract can concern."""

    text: str
    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Code:
    """A number of a state in a list, and the day before which it was used (None: in use, or always)."""

    number: int
    before: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What the table of states says beyond ``graph.model.Country``: codes, capital, a point for maps.

    ``numeric``, ``cow`` and ``gw`` list the code of today first, then others that sources use for the state.
    """

    iso3: str
    iso2: str | None
    numeric: tuple[Code, ...]
    name: str
    official: str
    cow: tuple[Code, ...]
    gw: tuple[Code, ...]
    capital: str
    lat: float
    lon: float
    valid_from: date | None
    valid_to: date | None
    continued_by: str | None


def within(on: date, start: date | None, end: date | None) -> bool:
    """Tell whether a day lies between two days, both included; None is open.

    >>> within(date(2000, 1, 1), None, date(2000, 1, 1)), within(date(2000, 1, 2), None, date(2000, 1, 1))
    (True, False)
    """
    return (start is None or start <= on) and (end is None or on <= end)
