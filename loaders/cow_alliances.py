"""Formal alliances of the Correlates of War, from a file that the user brings.

Its maintainers asked that software should not ease its use: it is not offered, and ATOP is the source to take.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact, Granularity, Interval, Role, make_fact
from .card import Card
from .cells import BadCellError, TableRow, span_of
from .holders import holders
from .layout import Layout
from .prior import OPEN
from .states import state
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

NAME = "cow_alliances"
CARDS = {
    NAME: Card(
        name=NAME,
        title="Formal Alliances of the Correlates of War",
        publisher="Correlates of War Project",
        terms="only a file that you have from its publisher yourself; ATOP is the source offered here",
        citation="Gibler (2009), International Military Alliances, 1648-2008, CQ Press.",
        coverage="1816-2012",
        version="4.1",
        released=date(2013, 1, 1),
        files="alliance_v4.1_by_member.csv, alliance_v4.1_by_dyad.csv",
        gives="membership facts",
        tested="layout only",
        notes="A dyad's row tells one fact for each of its two states. An end without a year, or censored, is open.",
        offered=False,
    )
}
SUFFIXES = (".csv",)
OBLIGATIONS = {
    "defense": "defence", "neutrality": "neutrality", "nonaggression": "non-aggression", "entente": "consultation",
}  # fmt: skip
GRAINS: tuple[Granularity, ...] = ("day", "month", "year")


def _days(*prefixes: str) -> dict[str, tuple[str, ...]]:
    return {
        f"{end}_{part}": tuple(f"{prefix}_{short}_{part}" for prefix in prefixes)
        for end, short in (("start", "st"), ("end", "end"))
        for part in ("year", "month", "day")
    }


_TREATY = {
    "treaty": ("version4id",), "right": ("right_censor",), **{name: (name,) for name in OBLIGATIONS},
}  # fmt: skip
DYADS = Layout(
    "by dyad",
    {"a": ("ccode1",), "b": ("ccode2",), **_TREATY, **_days("dyad")},
    needed=("treaty", "a", "b", "start_year", "end_year", *OBLIGATIONS),
)
MEMBERS = Layout(
    "by member",
    {"a": ("ccode",), **_TREATY, **_days("mem", "member")},
    needed=("treaty", "a", "start_year", "end_year", *OBLIGATIONS),
)
YEARS = Layout(
    "a row a year",
    {"treaty": ("version4id",), "year": ("year",), **{name: (name,) for name in OBLIGATIONS}},
    needed=("treaty", "year", *OBLIGATIONS),
)
LAYOUTS = (DYADS, MEMBERS, YEARS)


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield a membership fact for each state of a row."""
    yield from tell_rows(name, files, LAYOUTS, intake, _facts)


def _facts(row: TableRow, source: str) -> list[Fact] | str:
    if "year" in row:
        return "years follow from the spells of members and dyads"
    start = span_of(row, "start_year", "start_month", "start_day")
    if start is None:
        raise BadCellError("start_year", row.text("start_year"), "a year")
    end = span_of(row, "end_year", "end_month", "end_day") if row.whole_or_none("right") != 1 else None
    if end and end.end < start.start:
        raise BadCellError("end_year", row.text("end_year"), f"an end after {start.start}")
    last = end.end if end else OPEN
    grain = max(start.granularity, end.granularity if end else start.granularity, key=GRAINS.index)
    owed = tuple(sorted(shown for name, shown in OBLIGATIONS.items() if row.whole_or_none(name) == 1))
    number = row.whole("treaty")
    treaty = Role("body", f"cow:{number}", "alliance", via="dataset", label=f"COW alliance {number}")
    return [
        make_fact(
            "membership",
            "member",
            (state("member", iso3), treaty),
            source=source,
            valid=Interval(first, until, grain),
            obligations=owed,
            **CARDS[NAME].stated(row.number, row.hash()),
            rule="cow_alliances.member" if "b" not in row else "cow_alliances.dyad",
        )
        for side in ("a", "b")
        if side in row
        for iso3, first, until in holders(row, side, start.start, last)
    ]
