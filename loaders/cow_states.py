"""The Correlates of War state system: which states existed when, and which were major powers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact, Interval, make_fact
from .card import Card, Expected
from .cells import BadCellError, TableRow, span_of
from .dataset import dataset_id
from .layout import Layout
from .prior import OPEN
from .spells import spells
from .states import by_cow, state
from .table import headed, rows
from .telling import told

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

CARDS = {
    "cow_states": Card(
        name="cow_states",
        title="Correlates of War state system membership",
        publisher="Correlates of War Project",
        terms="free for research with citation; not to be passed on",
        citation="Correlates of War Project (2017), State System Membership List, v2016.",
        coverage="1816-2016",
        version="2016",
        released=date(2017, 2, 1),
        files="states2016.csv, system2016.csv, majors2016.csv",
        gives="statehood facts with dates",
        tested="official file",
        expected=(
            Expected("states2016.csv", 243),
            Expected("system2016.csv", 15951),
            Expected("majors2016.csv", 14),
        ),
        notes="A spell that ends on the last day of the list is still open.",
    )
}
SUFFIXES = (".csv",)
_DATES = {f"{end}_{part}": (f"{end}{part}",) for end in ("st", "end") for part in ("year", "month", "day")}
SPELLS = Layout(
    "spells (states, majors)",
    {"state": ("ccode",), "letters": ("stateabb",), "name": ("statenme", "statename"), **_DATES, "version": ("version",)},
    needed=("state", *_DATES),
)  # fmt: skip
YEARS = Layout(
    "state-years (system)",
    {"state": ("ccode",), "letters": ("stateabb",), "year": ("year",), "version": ("version",)},
    needed=("state", "year", "letters"),
)
LAYOUTS = (SPELLS, YEARS)


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one statehood fact a spell; state-years in a row make one."""
    for file, found in headed(files, LAYOUTS, intake):
        source = dataset_id(name, file.sha256())
        listed = rows(file, LAYOUTS, intake, found=found)
        if found.layout is YEARS:
            yield from _from_years(listed, intake, source)
            continue
        kind = "major power" if "name" not in found.places else "member of the state system"

        def make(row: TableRow, source: str = source, kind: str = kind) -> list[Fact]:
            start = span_of(row, "st_year", "st_month", "st_day")
            end = span_of(row, "end_year", "end_month", "end_day")
            if start is None or end is None or end.end < start.start:
                raise BadCellError("end_year", row.text("end_year"), "a day after the start")
            return [_fact(row, source, kind, Interval(start.start, _open(end.end, row), start.granularity))]

        yield from told(listed, intake, make)


def _from_years(listed: Iterator[TableRow], intake: Intake, source: str) -> Iterator[Fact]:
    good = []
    version = 0
    for row in listed:
        try:
            good.append((by_cow(row, "state", row.year("year")), row.year("year"), row))
            version = max(version, row.whole_or_none("version") or 0)
        except BadCellError as error:
            intake.reject(row.file, row.line, str(error), column=error.column)
    made = 0
    for spell in spells(good):
        last = OPEN if spell.last >= version > 0 else date(spell.last, 12, 31)
        made += 1
        valid = Interval(date(spell.first, 1, 1), last, "year")
        yield _fact(spell.row, source, "member of the state system", valid)
    intake.passes("continues a spell", len(good) - made)


def _open(end: date, row: TableRow) -> date:
    """Return the end of a spell: open where it is the last day of the list (its version is a year)."""
    version = row.whole_or_none("version")
    return OPEN if version and end >= date(min(max(version, 1), 9999), 12, 31) else end


def _fact(row: TableRow, source: str, kind: str, valid: Interval) -> Fact:
    card = CARDS["cow_states"]
    return make_fact(
        "statehood",
        kind,
        (state("state", by_cow(row, "state", valid.start)),),
        source=source,
        valid=valid,
        **card.stated(row.number, row.hash()),
        rule="cow_states.spell",
    )
