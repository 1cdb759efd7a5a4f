"""The Correlates of War national material capabilities: six numbers a state and year, and their index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact
from .card import Card, Expected
from .cells import TableRow
from .indicators import indicator
from .layout import Layout
from .states import by_cow, state
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

UNITS = {
    "milex": "thousands of current money",
    "milper": "thousands of persons",
    "irst": "thousands of tons",
    "pec": "thousands of coal-ton equivalents",
    "tpop": "thousands of persons",
    "upop": "thousands of persons",
    "cinc": "share of the world",
}
CARDS = {
    "cow_nmc": Card(
        name="cow_nmc",
        title="National Material Capabilities",
        publisher="Correlates of War Project",
        terms="free for research with citation; not to be passed on",
        citation="Singer, Bremer and Stuckey (1972), in Russett (ed.), Peace, War, and Numbers; Singer (1987), "
        "International Interactions 14:115-132. Version 5.0.",
        coverage="1816-2012",
        version="5.0",
        released=date(2017, 2, 1),
        files="NMC_5_0.csv",
        gives="indicator facts: " + ", ".join(UNITS),
        tested="official file",
        expected=(Expected("nmc_5_0.csv", 15171),),
        notes="A row gives up to seven facts; -9 is missing. The index cinc is never missing.",
    )
}
SUFFIXES = (".csv",)
LAYOUT = Layout(
    "capabilities",
    {"state": ("ccode",), "year": ("year",), **{name: (name,) for name in UNITS}},
    needed=("state", "year", "cinc"),
)


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one indicator fact for each number that is not missing."""
    yield from tell_rows(name, files, (LAYOUT,), intake, _facts)


def _facts(row: TableRow, source: str) -> list[Fact] | str:
    year = row.year("year")
    roles = (state("state", by_cow(row, "state", year)),)
    numbers = {kind: row.number_or_none(kind) for kind in UNITS}
    facts = [
        indicator(row, CARDS["cow_nmc"], source, kind, roles, year, value, UNITS[kind])
        for kind, value in numbers.items()
        if value is not None
    ]
    return facts or "no number of that year is known"
