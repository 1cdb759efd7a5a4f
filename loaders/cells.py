"""A row of a table, its cells read as numbers, days and states; a cell that cannot be is named."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from ..graph.model import Interval

MOST_DIGITS = 300
MISSING = frozenset(["", "NA", ". .", ".", "-9", "-8", "-9.0", "-8.0"])


class BadCellError(ValueError):
    """A cell that does not hold what its column must hold."""

    def __init__(self, column: str, value: str, wanted: str) -> None:
        """Say which column holds what, and what was expected."""
        super().__init__(f"{column} is {value[:60]!r}; {wanted} was expected")
        self.column = column


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its line and number in the file, and its cells by field.

    ``missing`` are the codes that stand for an unknown value in this data set.
    """

    file: str
    line: int
    number: int
    cells: Sequence[str]
    places: Mapping[str, int]
    missing: Collection[str] = MISSING

    def __contains__(self, field: str) -> bool:
        """Tell whether the file has the column."""
        return field in self.places

    def text(self, field: str) -> str:
        """Return a cell without blanks around it; empty where the file has no such column."""
        place = self.places.get(field)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    def known(self, field: str) -> str | None:
        """Return a cell, or None where it holds one of the codes for a missing value."""
        found = self.text(field)
        return None if found in self.missing else found

    def number_or_none(self, field: str) -> Decimal | None:
        """Return a cell as a number, None where it is missing."""
        found = self.known(field)
        if found is None:
            return None
        try:
            number = Decimal(found.replace(",", ""))
        except InvalidOperation:
            raise BadCellError(field, found, "a number") from None
        if not number.is_finite():
            raise BadCellError(field, found, "a finite number")
        if abs(number.adjusted()) > MOST_DIGITS:  # such a number would cost hours to write out
            raise BadCellError(field, found, f"a number of fewer than {MOST_DIGITS} digits")
        return number

    def whole_or_none(self, field: str) -> int | None:
        """Return a cell as a whole number (``2.0`` counts as one), None where it is missing."""
        number = self.number_or_none(field)
        if number is None:
            return None
        if number != number.to_integral_value() or abs(number) > 10**15:
            raise BadCellError(field, self.text(field), "a whole number")
        return int(number)

    def whole(self, field: str) -> int:
        """Return a cell as a whole number; an error where it is missing."""
        number = self.whole_or_none(field)
        if number is None:
            raise BadCellError(field, self.text(field), "a whole number")
        return number

    def year(self, field: str) -> int:
        """Return a cell as a year between 1400 and 2200."""
        found = self.whole(field)
        if not 1400 <= found <= 2200:
            raise BadCellError(field, self.text(field), "a year")
        return found

    def day(self, field: str, *forms: str) -> date:
        """Return a cell as a day in one of the forms of ``strptime`` (ISO without any)."""
        found = self.text(field)
        for form in forms or ("%Y-%m-%d",):
            try:
                return datetime.strptime(found, form).date()
            except ValueError:
                continue
        raise BadCellError(field, found, "a day")

    def hash(self) -> str:
        """Return a hash of the row's cells: what it said when it was read."""
        return hashlib.sha256("\x1f".join(self.cells).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def span_of(row: TableRow, year: str, month: str = "", day: str = "") -> Interval | None:
    """Return the time that cells for year, month and day tell, as exactly as they tell it; None without a year.

    >>> row = TableRow("f", 1, 1, ["1951", "10", "-9"], {"y": 0, "m": 1, "d": 2})
    >>> span_of(row, "y", "m", "d")
    Interval(start=datetime.date(1951, 10, 1), end=datetime.date(1951, 10, 31), granularity='month')
    """
    told = row.whole_or_none(year)
    if not told:
        return None
    row.year(year)
    in_month = row.whole_or_none(month) if month else None
    if not in_month:
        return Interval(date(told, 1, 1), date(told, 12, 31), "year")
    if not 1 <= in_month <= 12:
        raise BadCellError(month, row.text(month), "a month")
    last = monthrange(told, in_month)[1]
    on = row.whole_or_none(day) if day else None
    if not on:
        return Interval(date(told, in_month, 1), date(told, in_month, last), "month")
    if not 1 <= on <= last:
        raise BadCellError(day, row.text(day), f"a day of {told}-{in_month:02}")
    return Interval(date(told, in_month, on), date(told, in_month, on), "day")
