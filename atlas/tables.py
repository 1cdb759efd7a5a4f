"""Reading the atlas's tab-separated tables; a fault is told with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..graph.errors import DetenteError
from .values import Code


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells in the order asked for, and where it stands."""

    table: str
    line: int
    cells: tuple[str, ...]

    @property
    def where(self) -> str:
        """Return ``table:line``."""
        return f"{self.table}:{self.line}"


def rows(path: Path, columns: Sequence[str], *, optional: bool = False) -> Iterator[Row]:
    """Yield the rows of a table as the named columns, in their order; an optional table may be absent."""
    if optional and not path.exists():
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].split("\t")
    missing = [c for c in columns if c not in header]
    if missing:
        raise fault(f"{path.name}:1", f"column {', '.join(missing)} is missing")
    order = [header.index(c) for c in columns]
    straight = order == list(range(len(header)))
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise fault(f"{path.name}:{number}", f"{len(cells)} cells where the header has {len(header)}")
        yield Row(path.name, number, tuple(cells) if straight else tuple(cells[i] for i in order))


def day(text: str, where: str) -> date | None:
    """Return the ISO date, or None for an empty cell.

    >>> day("1991-12-26", "x:1"), day("", "x:1")
    (datetime.date(1991, 12, 26), None)
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fault(where, f"{text!r} is not an ISO date") from None


def span(start: str, end: str, where: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of two cells, in order.

    >>> span("1990-01-01", "", "x:1")
    (datetime.date(1990, 1, 1), None)
    """
    first, last = day(start, where), day(end, where)
    if first and last and last < first:
        raise fault(where, f"it ends on {end}, before it starts on {start}")
    return first, last


def real(text: str, where: str) -> float:
    """Return the number of a cell.

    >>> real("-0.5", "x:1")
    -0.5
    """
    try:
        return float(text)
    except ValueError:
        raise fault(where, f"{text!r} is not a number") from None


def parts(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several, in order, without empty ones.

    >>> parts("a| b||c"), parts("")
    (('a', 'b', 'c'), ())
    """
    if not text:
        return ()
    return tuple(p for p in (piece.strip() for piece in text.split("|")) if p)


def codes(text: str, where: str) -> tuple[Code, ...]:
    """Return the codes of a cell such as ``255|260<1990-10-03``: 255, and 260 before that day.

    >>> codes("255|260<1990-10-03", "x:1")
    (Code(number=255, before=None), Code(number=260, before=datetime.date(1990, 10, 3)))
    """
    found = []
    for part in parts(text):
        number, _, before = part.partition("<")
        if not number.isdigit():
            raise fault(where, f"{part!r} is not a code number")
        found.append(Code(int(number), day(before, where)))
    return tuple(found)


def fault(where: str, why: str) -> DetenteError:
    """Return the error for a table that cannot be read."""
    return DetenteError(
        f"the atlas cannot be read: {where}: {why}. Correct that line, or install detente again."
    )
