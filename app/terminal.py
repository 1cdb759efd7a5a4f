"""What the commands print: tables and JSON to stdout, progress and messages to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import pandas as pd

Thing = TypeVar("Thing")


class Track(Protocol):
    """Wraps a sequence so that its progress is shown while it is walked through."""

    def __call__(self, things: Sequence[Thing], label: str) -> Iterable[Thing]:
        """Return the things one by one."""
        ...


def silent(things: Sequence[Thing], label: str) -> Iterable[Thing]:
    """Return the things as they are: no progress is shown."""
    return things


def bar(things: Sequence[Thing], label: str) -> Iterator[Thing]:
    """Yield the things under a progress bar on stderr; nothing is drawn where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=label, console=Console(stderr=True), transient=True)


@contextmanager
def busy(label: str) -> Iterator[None]:
    """Show that something takes a moment, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(label):
        yield


def plain(value: object) -> object:
    """Return a value that JSON can hold: dates as ISO text, decimals as numbers, NaN as null.

    >>> plain(float("nan")) is None, plain(Decimal("2")), plain(date(2018, 4, 3))
    (True, 2, '2018-04-03')
    """
    if isinstance(value, float):
        return None if value != value else value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    item = getattr(value, "item", None)  # a numpy scalar
    return plain(item()) if callable(item) else str(value)


def show_json(value: object) -> None:
    """Write one JSON object to stdout and nothing else."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, allow_nan=False) + "\n")


def say(text: str = "") -> None:
    """Write a line to stdout."""
    sys.stdout.write(text + "\n")


def hint(text: str) -> None:
    """Write a line to stderr."""
    sys.stderr.write(text + "\n")


def cell(value: object, whole: bool = False) -> str:
    """Return the text of a table's cell: short numbers, a dash for what is missing.

    >>> cell(0.0123456), cell(2.5e9, whole=True), cell(None), cell(12), cell(["a", "b"])
    ('0.012', '2,500,000,000', '–', '12', 'a, b')
    """
    value = plain(value)
    if value is None or value == "":
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if whole else f"{value:.3f}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def table(rows: Iterable[Sequence[object]], columns: Sequence[str], title: str | None = None) -> None:
    """Print rows as a table; article text in it is never read as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = [list(row) for row in rows]
    drawn = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    whole = []
    for place, column in enumerate(columns):
        floats = [value for value in (r[place] for r in rows) if isinstance(value, float) and value == value]
        whole.append(all(f.is_integer() for f in floats))
        numbers = bool(rows) and all(isinstance(r[place], int | float) or r[place] is None for r in rows)
        drawn.add_column(column, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell(value, flat)) for value, flat in zip(row, whole, strict=True)))
    console = Console(soft_wrap=False) if sys.stdout.isatty() else Console(width=160)
    console.print(drawn)


def frame_table(frame: pd.DataFrame, title: str | None = None) -> None:
    """Print a DataFrame as a table."""
    table(frame.itertuples(index=False, name=None), list(frame.columns), title)
