"""Years in a row that say the same make one spell."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ..graph.model import Interval
from .cells import TableRow

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Spell(Generic[Key]):
    """What held from one year to another, both included, and the row that tells its first year."""

    key: Key
    first: int
    last: int
    row: TableRow

    @property
    def interval(self) -> Interval:
        """The spell as valid time."""
        return Interval(date(self.first, 1, 1), date(self.last, 12, 31), "year")


def spells(years: Iterable[tuple[Key, int, TableRow]]) -> Iterator[Spell[Key]]:
    """Yield the spells of each key, whatever the order of the rows; a year told twice counts once.

    >>> one = TableRow("f", 2, 1, [], {})
    >>> [(s.first, s.last) for s in spells([("x", 1991, one), ("x", 1990, one), ("x", 1995, one)])]
    [(1990, 1991), (1995, 1995)]
    """
    told: dict[Key, dict[int, TableRow]] = {}
    for key, year, row in years:
        held = told.setdefault(key, {})
        if year not in held or row.number < held[year].number:
            held[year] = row
    for key, held in told.items():
        ordered = sorted(held)
        start = 0
        for place, year in enumerate(ordered):
            if place + 1 == len(ordered) or ordered[place + 1] != year + 1:
                yield Spell(key, ordered[start], year, held[ordered[start]])
                start = place + 1
