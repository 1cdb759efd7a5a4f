"""Strategic rivalries after Thompson and others: spells in which two states saw each other as enemies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..atlas.codes import from_cow
from ..graph.model import Fact, Interval, make_fact
from .card import Card, Expected
from .cells import TableRow
from .layout import Layout
from .prior import OPEN
from .states import by_cow, state
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

FIRST = 1816  # the system of states begins
LAST = 2020  # the end of the list: a rivalry that ends then was still going on
TYPES = ("positional", "spatial", "ideological", "interventionary")
CARDS = {
    "rivalries": Card(
        name="rivalries",
        title="Strategic rivalries",
        publisher="William R. Thompson, Kentaro Sakuwa and Prashant Hosur Suhas",
        terms="free for research with citation; not to be passed on",
        citation="Thompson, Sakuwa and Suhas (2021), Analyzing Strategic Rivalries in World Politics, Springer.",
        coverage="1494-2020",
        version="2021",
        released=date(2021, 10, 1),
        files="tss_rivalries.csv",
        gives="rivalry facts",
        tested="official file",
        expected=(Expected("tss_rivalries.csv", 264),),
        notes="An end in 2020 means that the rivalry went on when the list was made.",
    )
}
SUFFIXES = (".csv",)
LAYOUT = Layout(
    "rivalries",
    {
        "id": ("tssr_id", "rivalryno"),
        "name": ("rivalry", "rivalryname"),
        "a": ("ccode1", "ccodea"),
        "b": ("ccode2", "ccodeb"),
        "start": ("start", "styear"),
        "end": ("end", "endyear"),
        **{name: (name,) for name in TYPES},
    },
    needed=("a", "b", "start", "end"),
)


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one rivalry fact a row."""
    yield from tell_rows(name, files, (LAYOUT,), intake, _facts)


def _facts(row: TableRow, source: str) -> list[Fact] | str:
    start, end = row.year("start"), row.year("end")
    last = max(start, min(end, LAST))
    if end < FIRST and None in (from_cow(row.whole("a"), end), from_cow(row.whole("b"), end)):
        return "a party of before the system of states"
    a, b = sorted((by_cow(row, "a", last), by_cow(row, "b", last)))
    if a == b:
        return "both sides are one state today"
    kinds = [name for name in TYPES if row.whole_or_none(name) == 1]
    return [
        make_fact(
            "rivalry",
            "rivalry",
            (state("a", a), state("b", b)),
            source=source,
            subtype=", ".join(kinds) or None,
            polarity="-",
            level=1.0,
            valid=Interval(date(start, 1, 1), OPEN if end >= LAST else date(end, 12, 31), "year"),
            **CARDS["rivalries"].stated(row.number, row.hash()),
            rule="rivalries.spell",
        )
    ]
