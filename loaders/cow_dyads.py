"""Correlates of War numbers of pairs of states: trade, joint memberships in organizations, diplomatic exchange."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact
from .card import Card
from .cells import BadCellError, TableRow
from .indicators import indicator
from .layout import Layout
from .states import by_cow, state
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

TERMS = "free for research with citation; not to be passed on"
CARDS = {
    "cow_trade": Card(
        name="cow_trade",
        title="Correlates of War trade, dyadic",
        publisher="Correlates of War Project",
        terms=TERMS,
        citation="Barbieri, Keshk and Pollins (2009), Conflict Management and Peace Science 26:471-491. Version 4.0.",
        coverage="1870-2014",
        version="4.0",
        released=date(2016, 6, 1),
        files="Dyadic_COW_4.0.csv",
        gives="indicator facts: imports of one state from another, millions of current US dollars",
        tested="package layout of the official table",
        notes="flow1 is what state 1 imports from state 2. A row gives up to two facts; -9 and empty are missing.",
    ),
    "cow_igo": Card(
        name="cow_igo",
        title="Correlates of War intergovernmental organizations",
        publisher="Correlates of War Project",
        terms=TERMS,
        citation="Pevehouse, Nordstrom, McManus and Jamison (2020), Journal of Peace Research 57:492-503. Version 3.",
        coverage="1816-2014",
        version="3",
        released=date(2019, 10, 1),
        files="dyad counts and state counts of memberships",
        gives="indicator facts: joint memberships, memberships by kind",
        tested="package layout of the official table",
        notes="Dyad counts name each pair once. A row of state counts gives up to four facts.",
    ),
    "cow_dipex": Card(
        name="cow_dipex",
        title="Diplomatic exchange",
        publisher="Correlates of War Project",
        terms=TERMS,
        citation="Bayer (2006), Diplomatic Exchange Data set, v2006.1, Correlates of War Project.",
        coverage="1817-2005",
        version="2006.1",
        released=date(2006, 6, 1),
        files="Diplomatic_Exchange_2006v1.csv",
        gives="indicator facts: rank of the representative of one state at another",
        tested="excerpt",
        notes="0 none, 1 charge d'affaires, 2 minister, 3 ambassador, 9 other. A row gives two facts.",
    ),
}
SUFFIXES = (".csv",)
_PAIR = {"a": ("ccode1",), "b": ("ccode2",), "year": ("year",)}
_COUNTS = {
    "sum_igo_full": "full memberships in organizations",
    "sum_igo_associate": "associate memberships in organizations",
    "sum_igo_observer": "observer seats in organizations",
    "sum_igo_anytype": "memberships of any kind in organizations",
}
TRADE = Layout(
    "trade", {**_PAIR, "flow1": ("flow1",), "flow2": ("flow2",)}, needed=("a", "b", "year", "flow1", "flow2")
)
JOINT = Layout("joint memberships", {**_PAIR, "joint": ("dyadigos", "dyad_igos", "joint_igos")})
SEATS = Layout(
    "memberships by state",
    {"state": ("ccode",), "year": ("year",), **{name: (name,) for name in _COUNTS}},
    needed=("state", "year", "sum_igo_full"),
)
DIPEX = Layout("diplomatic exchange", {**_PAIR, "at_a": ("DR_at_1",), "at_b": ("DR_at_2",)})
LAYOUTS = {"cow_trade": (TRADE,), "cow_igo": (JOINT, SEATS), "cow_dipex": (DIPEX,)}


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield the indicator facts of one of the three sources."""
    yield from tell_rows(name, files, LAYOUTS[name], intake, MAKERS[name])


def _pair(row: TableRow) -> tuple[str, str, int]:
    year = row.year("year")
    a, b = by_cow(row, "a", year), by_cow(row, "b", year)
    if a == b:
        raise BadCellError("b", row.text("b"), "another state than ccode1")
    return a, b, year


def _trade(row: TableRow, source: str) -> list[Fact] | str:
    a, b, year = _pair(row)
    facts = []
    for importer, exporter, column in ((a, b, "flow1"), (b, a, "flow2")):
        value = row.number_or_none(column)
        if value is not None:
            roles = state("importer", importer), state("exporter", exporter)
            facts.append(
                indicator(
                    row, CARDS["cow_trade"], source, "imports", roles, year, value, "millions of US dollars"
                )
            )
    return facts or "neither flow is known"


def _joint(row: TableRow, source: str) -> list[Fact] | str:
    a, b, year = _pair(row)
    value = row.number_or_none("joint")
    if value is None:
        return "the count is missing"
    first, second = sorted((a, b))
    roles = state("a", first), state("b", second)
    return [
        indicator(
            row,
            CARDS["cow_igo"],
            source,
            "joint memberships in organizations",
            roles,
            year,
            value,
            "organizations",
        )
    ]


def _seats(row: TableRow, source: str) -> list[Fact] | str:
    year = row.year("year")
    roles = (state("state", by_cow(row, "state", year)),)
    numbers = [(kind, row.number_or_none(column)) for column, kind in _COUNTS.items()]
    facts = [
        indicator(row, CARDS["cow_igo"], source, kind, roles, year, value, "organizations")
        for kind, value in numbers
        if value is not None
    ]
    return facts or "the counts are missing"


def _envoys(row: TableRow, source: str) -> list[Fact] | str:
    a, b, year = _pair(row)
    facts = []
    for sender, host, column in ((b, a, "at_a"), (a, b, "at_b")):
        value = row.number_or_none(column)
        if value is not None:
            roles = state("sender", sender), state("host", host)
            facts.append(
                indicator(row, CARDS["cow_dipex"], source, "rank of the envoy", roles, year, value, "rank")
            )
    return facts or "neither rank is known"


def _bodies(row: TableRow, source: str) -> list[Fact] | str:
    return _joint(row, source) if "joint" in row else _seats(row, source)


MAKERS = {"cow_trade": _trade, "cow_igo": _bodies, "cow_dipex": _envoys}
