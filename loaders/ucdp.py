"""Armed conflict after the Uppsala Conflict Data Program: conflict-years, and single events of violence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..atlas.book import open_atlas
from ..atlas.codes import from_name
from ..atlas.values import within
from ..graph.model import Fact, Interval, Role
from .armed import MOST_PARTIES, assault, group
from .card import Card, Expected
from .cells import BadCellError, TableRow
from .layout import Layout
from .states import state
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

TERMS = "CC BY 4.0; cite"
CARDS = {
    "ucdp_acd": Card(
        name="ucdp_acd",
        title="UCDP/PRIO Armed Conflict Dataset",
        publisher="Uppsala Conflict Data Program and Peace Research Institute Oslo",
        terms=TERMS,
        citation="Gleditsch, Wallensteen, Eriksson, Sollenberg and Strand (2002), Journal of Peace Research 39(5):615-637; "
        "Davies, Engstrom, Pettersson and Oberg (2024), Journal of Peace Research 61(4). Version 24.1.",
        coverage="1946-2023",
        version="24.1",
        released=date(2024, 6, 1),
        files="UcdpPrioConflict_v24_1.csv",
        gives="event facts: ASSAULT between the sides, one conflict-year a row",
        tested="official file",
        shipped=True,
        expected=(Expected("ucdpprioconflict_v24_1.csv", 2686),),
        notes="States go by Gleditsch-Ward numbers (gwno_loc only tells where); armed groups keep their names. "
        "Supporting states (side 2nd) fight too. A row gives two facts for each pair of opposed parties.",
    ),
    "ucdp_ged": Card(
        name="ucdp_ged",
        title="UCDP Georeferenced Event Dataset",
        publisher="Uppsala Conflict Data Program",
        terms=TERMS,
        citation="Sundberg and Melander (2013), Journal of Peace Research 50(4):523-532. Version 19.1.",
        coverage="1989-2018 (the excerpt: Syria 2016-2019)",
        version="19.1",
        released=date(2019, 6, 1),
        files="GED as CSV",
        gives="event facts: ASSAULT between the parties, with dates",
        tested="excerpt",
        shipped=True,
        notes="Violence against civilians (type 3) has one party only and tells no fact between two.",
    ),
}
SUFFIXES = (".csv",)
YEARS = Layout(
    "conflict-years",
    {
        "id": ("conflict_id", "conflictid"), "a": ("side_a", "sidea"), "a2": ("side_a_2nd", "sidea2nd"),
        "b": ("side_b", "sideb"), "b2": ("side_b_2nd", "sideb2nd"), "year": ("year",),
        "intensity": ("intensity_level", "intensitylevel"), "kind": ("type_of_conflict", "typeofconflict"),
        "a_gw": ("gwno_a", "gwnoa"), "b_gw": ("gwno_b", "gwnob"),
    },
    needed=("id", "a", "b", "year", "intensity", "kind"),
)  # fmt: skip
EVENTS = Layout(
    "events of violence",
    {
        "id": ("id",), "kind": ("type_of_violence",), "name": ("conflict_name",), "a": ("side_a",), "b": ("side_b",),
        "start": ("date_start",), "end": ("date_end",), "best": ("best", "best_est"), "exact": ("date_prec",),
    },
    needed=("id", "kind", "a", "b", "start", "end"),
)  # fmt: skip
LAYOUTS = {"ucdp_acd": (YEARS,), "ucdp_ged": (EVENTS,)}
_GOVERNMENT = re.compile(r"^government of (?:the )?(.+?)(?: \([^()]*\))?$", re.I)


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield, both ways, that opposed parties used armed force against each other."""
    make = _year if name == "ucdp_acd" else _event
    yield from tell_rows(name, files, LAYOUTS[name], intake, make, rejoin=True)


def party(name: str, on: date) -> Role:
    """Return the state that "Government of X" stands for on a day, else an armed group under its own name.

    >>> party("Government of Russia (Soviet Union)", date(1979, 1, 1)).entity
    'SUN'
    >>> party("Syrian insurgents", date(2016, 1, 1)).entity
    'org:syrian-insurgents'
    """
    said = _GOVERNMENT.match(name.strip())
    if not said:
        return group("source", name)
    inner = re.search(r"\(([^()]*)\)", name)
    found = [iso3 for one in (said[1], *([inner[1]] if inner else [])) if (iso3 := from_name(one, on))]
    # "Russia (Soviet Union)" in 1979: the name of the state that existed then comes first.
    countries = open_atlas().countries
    alive = [one for one in found if within(on, countries[one].valid_from, countries[one].valid_to)]
    return state("source", (alive or found)[0]) if found else group("source", name)


def _parties(row: TableRow, fields: Sequence[str], on: date) -> list[Role]:
    text = ", ".join(cell for field in fields if (cell := row.text(field)))
    names = [part.strip() for part in text.split(", ") if part.strip()]
    if not 0 < len(names) <= MOST_PARTIES:
        raise BadCellError(fields[0], text, "the names of one to two hundred parties")
    found = [party(name, on) for name in names]
    return list({role.entity: role for role in found}.values())


def _year(row: TableRow, source: str) -> list[Fact] | str:
    year, kind = row.year("year"), row.whole("kind")
    intensity = row.whole("intensity")
    if kind not in (1, 2, 3, 4):
        raise BadCellError("kind", row.text("kind"), "a type of conflict from 1 to 4")
    if intensity not in (1, 2):
        raise BadCellError("intensity", row.text("intensity"), "1 or 2")
    for field in ("a_gw", "b_gw"):
        if not re.fullmatch(r"[\d ,.-]*", row.text(field)):
            raise BadCellError(field, row.text(field), "Gleditsch-Ward numbers")
    valid = Interval(date(year, 1, 1), date(year, 12, 31), "year")
    middle = date(year, 7, 1)
    subtype = "war" if intensity == 2 else "minor armed conflict"
    return _fight(row, source, ("a", "a2"), ("b", "b2"), middle, valid, f"conflict {row.text('id')}", subtype)


def _event(row: TableRow, source: str) -> list[Fact] | str:
    kind = row.whole("kind")
    if kind not in (1, 2, 3):
        raise BadCellError("kind", row.text("kind"), "a type of violence from 1 to 3")
    start, end = (_day(row, field) for field in ("start", "end"))
    if end < start:
        raise BadCellError("end", row.text("end"), "a day after the start")
    if kind == 3:
        return "violence against civilians: one party only"
    valid = Interval(start, end, "day" if start == end else "period")
    subtype = "state-based violence" if kind == 1 else "non-state violence"
    return _fight(row, source, ("a",), ("b",), start, valid, row.text("name"), subtype)


def _day(row: TableRow, field: str) -> date:
    return row.day(
        field, "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y"
    )


def _fight(
    row: TableRow, source: str, first: Sequence[str], second: Sequence[str], on: date, valid: Interval, item: str,
    subtype: str,
) -> list[Fact]:  # fmt: skip
    card = CARDS["ucdp_acd" if "intensity" in row else "ucdp_ged"]
    facts = []
    for one in _parties(row, first, on):
        for other in _parties(row, second, on):
            if one.entity != other.entity:
                facts.append(assault(row, card, source, one, other, valid, item, subtype))
                facts.append(assault(row, card, source, other, one, valid, item, subtype))
    return facts
