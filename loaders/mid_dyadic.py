"""Dyadic disputes after Gibler, Miller and Little: what one state did to another in a dispute, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact, Interval
from .card import Card
from .cells import BadCellError, TableRow
from .disputes import HOSTILITY, act
from .layout import Layout
from .states import by_cow
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

CARDS = {
    "mid_dyadic": Card(
        name="mid_dyadic",
        title="Dyadic militarized disputes",
        publisher="Douglas M. Gibler, Steven V. Miller and Erin K. Little",
        terms="free for research with citation; not to be passed on",
        citation="Gibler, Miller and Little (2016), International Studies Quarterly 60(4):719-730. Version 2.2.1.",
        coverage="1816-2010",
        version="2.2.1",
        released=date(2022, 1, 1),
        files="directed dyadic dispute-years",
        gives="event facts: THREATEN, MOBILIZE or ASSAULT",
        tested="package layout of the published table",
        notes="Directed: each row tells what ccode1 did. Numbers are written as floats.",
    )
}
SUFFIXES = (".csv",)
LAYOUT = Layout(
    "directed dispute-years",
    {
        "dispute": ("dispnum", "dispnum3"), "a": ("ccode1",), "b": ("ccode2",), "year": ("year",),
        "hostility": ("hostlev1",), "version": ("version",),
    },
    needed=("dispute", "a", "b", "year", "hostility"),
)  # fmt: skip


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one event fact a row in which the first state acted."""
    yield from tell_rows(name, files, (LAYOUT,), intake, _facts)


def _facts(row: TableRow, source: str) -> list[Fact] | str:
    year = row.year("year")
    actor, target = by_cow(row, "a", year), by_cow(row, "b", year)
    hostility = row.whole_or_none("hostility")
    if actor == target:
        raise BadCellError("b", row.text("b"), "another state than ccode1")
    if hostility is None:
        return "the level of hostility is missing"
    if not 0 <= hostility <= 5:
        raise BadCellError("hostility", row.text("hostility"), "a level from 1 to 5")
    if hostility not in HOSTILITY:
        return "took no militarized action"
    valid = Interval(date(year, 1, 1), date(year, 12, 31), "year")
    item = f"dispute {row.whole('dispute')}"
    return [act(row, CARDS["mid_dyadic"], source, actor, target, hostility, valid, item)]
