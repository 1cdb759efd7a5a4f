"""Which states had a number of the Correlates of War over a time: one state follows another under the same number."""

from __future__ import annotations

from datetime import date, timedelta

from ..atlas.book import open_atlas
from ..atlas.codes import from_cow
from ..atlas.values import within
from .cells import BadCellError, TableRow

DAY = timedelta(days=1)


def holders(row: TableRow, field: str, start: date, end: date) -> list[tuple[str, date, date]]:
    """Return the states that the number in a cell meant from one day to another, each with its share of the time.

    Number 365 is the Soviet Union until 1991 and Russia from then on: a treaty that binds it from 1980 on
    binds one and then the other.

    >>> row = TableRow("pacts.csv", 2, 1, ["365"], {"member": 0})
    >>> [iso3 for iso3, _, _ in holders(row, "member", date(1980, 10, 8), date.max)]
    ['SUN', 'RUS']
    """
    number = row.whole(field)
    found: list[tuple[str, date, date]] = []
    turns = sorted(day for day in _turns(number) if start < day <= end)
    for first, after in zip([start, *turns], [*turns, None], strict=True):
        iso3 = found[-1][0] if found and _exists(found[-1][0], first) else from_cow(number, first)
        if iso3 is None:
            raise BadCellError(field, row.text(field), "a Correlates of War state number")
        last = after - DAY if after else end
        if found and found[-1][0] == iso3:
            found[-1] = iso3, found[-1][1], last
        else:
            found.append((iso3, first, last))
    return found


def _exists(iso3: str, on: date) -> bool:
    known = open_atlas().states[iso3]
    return within(on, known.valid_from or date.max, known.valid_to)


def _turns(number: int) -> set[date]:
    """Return the days on which the number may have passed to another state."""
    days = set()
    for known in open_atlas().states.values():
        if any(code.number == number for code in known.cow):
            days |= {known.valid_from} if known.valid_from else set()
            days |= {known.valid_to + DAY} if known.valid_to else set()
    return days
