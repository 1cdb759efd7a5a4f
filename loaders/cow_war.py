"""The war lists of the Correlates of War Project: inter-state, extra-state, intra-state and non-state wars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ..atlas.codes import from_cow, from_name
from ..graph.model import Fact, Interval, Role
from .armed import assault, group
from .card import Card, Expected
from .cells import MISSING, BadCellError, TableRow, span_of
from .dataset import dataset_id
from .layout import Layout
from .states import by_cow, state
from .table import headed, rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

CARDS = {
    "cow_war": Card(
        name="cow_war",
        title="Correlates of War war lists",
        publisher="Correlates of War Project",
        terms="free for research with citation; not to be passed on",
        citation="Sarkees and Wayman (2010), Resort to War, CQ Press; Dixon and Sarkees (2015), A Guide to Intra-state "
        "Wars, CQ Press. Versions 4.0 and 5.1.",
        coverage="1816-2007, intra-state wars to 2014",
        version="4.0 / 5.1",
        released=date(2011, 1, 1),
        files="Inter-StateWarData_v4.0.csv, Extra-StateWarData_v4.0.csv, Non-StateWarData_v4.0.csv, "
        "INTRA-STATE WARS v5.1 CSV.csv",
        gives="event facts: ASSAULT between the sides, for each spell of fighting",
        tested="official files",
        expected=(
            Expected("inter-statewardata_v4.0.csv", 337),
            Expected("extra-statewardata_v4.0.csv", 198),
            Expected("non-statewardata_v4.0.csv", 62),
            Expected("intra-state wars v5.1 csv.csv", 420),
        ),
        notes="-8 is not applicable, -9 unknown. Parties that are no states keep their own names; wars without any "
        "state tell no fact. Lines end in a carriage return only, and names may be in MacRoman or Latin-1.",
    )
}
SUFFIXES = (".csv",)


def _dates(spells: int, month: str, day: str, year: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for n in range(1, spells + 1):
        for end in ("Start", "End"):
            found |= {f"{end}{n}_m": (f"{end}{month}{n}",), f"{end}{n}_d": (f"{end}{day}{n}",)}
            found |= {f"{end}{n}_y": (f"{end}{year}{n}",)}
    return found


INTER = Layout(
    "inter-state wars",
    {"war": ("WarNum",), "name": ("WarName",), "state": ("ccode",), "side": ("Side",), **_dates(2, "Month", "Day", "Year")},
    needed=("war", "state", "side", "Start1_y"),
)  # fmt: skip
EXTRA = Layout(
    "extra-state wars",
    {
        "war": ("WarNum",), "name": ("WarName",), "a": ("ccode1",), "a_name": ("SideA",), "b": ("ccode2",),
        "b_name": ("SideB",), **_dates(2, "Month", "Day", "Year"),
    },
    needed=("war", "a", "a_name", "b", "b_name", "Start1_y"),
)  # fmt: skip
INTRA = Layout(
    "intra-state wars",
    {
        "war": ("WarNum",), "name": ("WarName",), "a": ("CcodeA",), "a_name": ("SideA",), "b": ("CcodeB",),
        "b_name": ("SideB",), **_dates(4, "Mo", "Dy", "Yr"),
    },
    needed=("war", "a", "a_name", "b_name", "Start1_y"),
)  # fmt: skip
NON = Layout(
    "non-state wars",
    {"war": ("WarNum",), "name": ("WarName",), "year": ("StartYear",), "a1": ("SideA1",), "b1": ("SideB1",)},
)
LAYOUTS = (INTER, EXTRA, INTRA, NON)
UNKNOWN = MISSING | {"?"}
CODINGS = {"extra": "mac_roman"}


@dataclass(slots=True)
class War:
    """A war as its rows tell it: the parties of both sides with their times and rows."""

    name: str
    sides: dict[int, list[tuple[Role, tuple[Interval, ...], TableRow]]] = field(
        default_factory=lambda: {1: [], 2: []}
    )


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield, both ways, that the opposed parties of a war fought while both were in it."""
    for file in files:
        otherwise = next((c for part, c in CODINGS.items() if part in file.name.lower()), "cp1252")
        for one, found in headed((file,), LAYOUTS, intake, otherwise=otherwise):
            source = dataset_id(name, one.sha256())
            wars: dict[str, War] = defaultdict(lambda: War(""))
            for row in rows(one, LAYOUTS, intake, found=found, otherwise=otherwise, missing=UNKNOWN):
                try:
                    _take(row, found.layout, wars, intake)
                except BadCellError as error:
                    intake.reject(row.file, row.line, str(error), column=error.column)
            for war in wars.values():
                yield from _acts(war, source, found.layout.name)


def _take(row: TableRow, layout: Layout, wars: dict[str, War], intake: Intake) -> None:
    number = str(row.number_or_none("war") or row.whole("war"))  # 502.1 is a war of its own
    if layout is NON:
        row.year("year")
        intake.passes("a war without any state")
        return
    times = tuple(_spells(row))
    if not times:
        raise BadCellError("Start1_y", row.text("Start1_y"), "the year in which the war began")
    war = wars[number]
    war.name = war.name or row.text("name")
    if layout is INTER:
        side = row.whole("side")
        if side not in war.sides:
            raise BadCellError("side", row.text("side"), "1 or 2")
        war.sides[side].append((state("source", by_cow(row, "state", times[0].start)), times, row))
        return
    found = 0
    for side, (code, text) in enumerate((("a", "a_name"), ("b", "b_name")), 1):
        if (party := _party(row, code, text, times[0].start, by_names=layout is INTRA)) is not None:
            war.sides[side].append((party, times, row))
            found += 1
    if not found:
        raise BadCellError("a_name", row.text("a_name"), "a party")


def _party(row: TableRow, code: str, text: str, on: date, *, by_names: bool) -> Role | None:
    name = row.known(text)
    number = row.whole_or_none(code)
    if number is not None:
        iso3 = from_cow(number, on)
        if iso3 is None:
            raise BadCellError(code, row.text(code), "a Correlates of War state number")
        return state("source", iso3)
    if name is None:
        return None
    # The intra-state list has no number for a state on side B.
    iso3 = from_name(name, on) if by_names and code == "b" else None
    return state("source", iso3) if iso3 else group("source", name)


def _spells(row: TableRow) -> Iterator[Interval]:
    for n in range(1, 5):
        start = span_of(row, f"Start{n}_y", f"Start{n}_m", f"Start{n}_d")
        if start is None:
            continue
        ended = row.whole_or_none(f"End{n}_y")
        end = span_of(row, f"End{n}_y", f"End{n}_m", f"End{n}_d") if ended and ended > 0 else None
        last = end.end if end else start.end  # an unknown end: as far as the start is known
        if last < start.start:
            raise BadCellError(f"End{n}_y", row.text(f"End{n}_y"), "a time after the start")
        exact = end is not None and start.granularity == end.granularity == "day"
        yield Interval(start.start, last, "day" if exact else "period")


def _acts(war: War, source: str, kind: str) -> Iterator[Fact]:
    card = CARDS["cow_war"]
    made: set[tuple[str, str, date, date]] = set()
    for side, other in ((1, 2), (2, 1)):
        for one, times, row in war.sides[side]:
            for enemy, enemy_times, enemy_row in war.sides[other]:
                if one.entity == enemy.entity or "country" not in (one.kind, enemy.kind):
                    continue
                told = row if row.number >= enemy_row.number else enemy_row
                for valid in _common(times, enemy_times):
                    key = (one.entity, enemy.entity, valid.start, valid.end)
                    if key not in made:
                        made.add(key)
                        yield assault(told, card, source, one, enemy, valid, war.name, kind.removesuffix("s"))


def _common(one: Sequence[Interval], other: Sequence[Interval]) -> Iterator[Interval]:
    for a in one:
        for b in other:
            start, end = max(a.start, b.start), min(a.end, b.end)
            if start <= end:
                yield Interval(start, end, "day" if a.granularity == b.granularity == "day" else "period")
