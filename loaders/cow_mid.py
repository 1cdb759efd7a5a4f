"""Militarized interstate disputes of the Correlates of War Project: each side's highest act against the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact, Interval
from .card import Card, Expected
from .cells import BadCellError, TableRow, span_of
from .dataset import dataset_id
from .disputes import HOSTILITY, act
from .layout import Layout
from .states import by_cow
from .table import headed, rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

CARDS = {
    "cow_mid": Card(
        name="cow_mid",
        title="Militarized Interstate Disputes",
        publisher="Correlates of War Project",
        terms="free for research with citation; not to be passed on",
        citation="Palmer, McManus, D'Orazio, Kenwick, Karstens, Bloch, Dietrich, Kahn, Ritter and Soules (2022), "
        "Conflict Management and Peace Science 39(4):470-482. Version 5.0.",
        coverage="1816-2014, incidents 1992-2014",
        version="5.0",
        released=date(2020, 12, 1),
        files="MIDA 5.0.csv, MIDB 5.0.csv, MIDI 5.0.csv, MIDIP 5.0.csv (give the folder)",
        gives="event facts: THREATEN, MOBILIZE or ASSAULT by the highest level of hostility",
        tested="official files of 5.0; 4.3 from the layout only (untested)",
        expected=(
            Expected("mida 5.0.csv", 2436),
            Expected("midb 5.0.csv", 5883),
            Expected("midi 5.0.csv", 4483),
            Expected("midip 5.0.csv", 9619),
        ),
        notes="Dyads are the two sides of a dispute whose times in it overlap, which is coarse: not all of them "
        "met. Facts come from the participants (B); disputes (A) and incidents (I, IP) are read and counted, and "
        "tell no further fact.",
    )
}
SUFFIXES = (".csv",)
_DATES = {name: (name,) for name in ("stday", "stmon", "styear", "endday", "endmon", "endyear")}
_INCIDENT = ("incidnum", "incidnum3", "incidnum4")
INCIDENT_SIDES = Layout(
    "participants in incidents (IP)",
    {"dispute": ("dispnum", "dispnum3", "dispnum4"), "incident": _INCIDENT, "state": ("ccode",), **_DATES},
    needed=("dispute", "incident", "state"),
)
INCIDENTS = Layout(
    "incidents (I)",
    {
        "dispute": ("dispnum", "dispnum3", "dispnum4"),
        "incident": _INCIDENT,
        "hostility": ("hostlev",),
        **_DATES,
    },
    needed=("dispute", "incident", "hostility"),
)
SIDES = Layout(
    "participants (B)",
    {
        "dispute": ("dispnum", "dispnum3", "dispnum4"), "state": ("ccode",), **_DATES, "side": ("sidea",),
        "hostility": ("hostlev",),
    },
    needed=("dispute", "state", "side", "hostility", "styear", "endyear"),
)  # fmt: skip
DISPUTES = Layout(
    "disputes (A)",
    {
        "dispute": ("dispnum", "dispnum3", "dispnum4"),
        **_DATES,
        "outcome": ("outcome",),
        "hostility": ("hostlev",),
    },
    needed=("dispute", "outcome", "hostility"),
)
LAYOUTS = (INCIDENT_SIDES, INCIDENTS, SIDES, DISPUTES)
REASONS = {
    INCIDENT_SIDES.name: "a side in an incident: its dispute is told by the participants (B)",
    INCIDENTS.name: "an incident: its dispute is told by the participants (B)",
    DISPUTES.name: "a dispute as a whole: its sides are told by the participants (B)",
}


@dataclass(frozen=True, slots=True)
class Party:
    """A state's time on one side of a dispute."""

    state: str
    side: int
    hostility: int
    valid: Interval
    row: TableRow


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield, for each pair of opposed states, what each did to the other in the dispute."""
    for file, found in headed(files, LAYOUTS, intake):
        source = dataset_id(name, file.sha256())
        parties: dict[int, list[Party]] = defaultdict(list)
        for row in rows(file, LAYOUTS, intake, found=found):
            try:
                if found.layout is SIDES:
                    parties[row.whole("dispute")].append(_party(row))
                else:
                    _check(row)
                    intake.passes(REASONS[found.layout.name])
            except BadCellError as error:
                intake.reject(row.file, row.line, str(error), column=error.column)
        for dispute, sides in parties.items():
            yield from _acts(dispute, sides, source, intake)


def _party(row: TableRow) -> Party:
    start = span_of(row, "styear", "stmon", "stday")
    end = span_of(row, "endyear", "endmon", "endday")
    if start is None or end is None or end.end < start.start:
        raise BadCellError("endyear", row.text("endyear"), "a time after the start")
    side, hostility = row.whole("side"), row.whole("hostility")
    if side not in (0, 1):
        raise BadCellError("side", row.text("side"), "0 or 1")
    if not 1 <= hostility <= 5:
        raise BadCellError("hostility", row.text("hostility"), "a level from 1 to 5")
    exact = "day" if start.granularity == end.granularity == "day" else "period"
    valid = Interval(start.start, end.end, exact)  # type: ignore[arg-type]
    return Party(by_cow(row, "state", start.start), side, hostility, valid, row)


def _check(row: TableRow) -> None:
    row.whole("dispute")
    if "styear" in row:
        span_of(row, "styear", "stmon", "stday")
    if "state" in row:
        by_cow(row, "state", row.whole_or_none("styear"))
    if "hostility" in row and not 1 <= row.whole("hostility") <= 5:
        raise BadCellError("hostility", row.text("hostility"), "a level from 1 to 5")


def _acts(dispute: int, sides: Sequence[Party], source: str, intake: Intake) -> Iterator[Fact]:
    card = CARDS["cow_mid"]
    for one in sides:
        met = [other for other in sides if other.side != one.side and _overlap(one, other)]
        if one.hostility not in HOSTILITY:
            intake.passes("took no militarized action")
        elif not met:
            intake.passes("no opponent at that time")
        else:
            for other in {p.state: p for p in met if p.state != one.state}.values():
                valid = _common(one.valid, other.valid)
                item = f"dispute {dispute}"
                yield act(one.row, card, source, one.state, other.state, one.hostility, valid, item)


def _overlap(one: Party, other: Party) -> bool:
    return one.valid.start <= other.valid.end and other.valid.start <= one.valid.end


def _common(one: Interval, other: Interval) -> Interval:
    return Interval(max(one.start, other.start), min(one.end, other.end), one.granularity)
