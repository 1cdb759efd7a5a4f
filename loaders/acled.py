"""Armed Conflict Location and Event Data: the user's own export, as events between named parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..atlas.codes import from_name
from ..graph.model import Fact, Interval, Role, make_fact
from .armed import group
from .card import Card
from .cells import BadCellError, TableRow
from .layout import Layout
from .states import state
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

CARDS = {
    "acled": Card(
        name="acled",
        title="Armed Conflict Location and Event Data",
        publisher="ACLED",
        terms="the user's own licence with ACLED; not to be passed on",
        citation="Raleigh, Linke, Hegre and Karlsen (2010), Journal of Peace Research 47(5):651-660.",
        coverage="1997 to now, by export",
        version="export",
        released=None,
        files="an export as CSV (31 columns)",
        gives="event facts: ASSAULT, COERCE or PROTEST between two named parties",
        tested="rows of an old layout example",
        notes="You bring the file. Forces and governments of a country stand for it; other parties keep their names. "
        "Events with one party, and against civilians without a name, tell no fact between two.",
    )
}
SUFFIXES = (".csv",)
LAYOUT = Layout(
    "export",
    {
        "id": ("event_id_cnty", "data_id"), "day": ("event_date",), "exact": ("time_precision",),
        "type": ("event_type",), "subtype": ("sub_event_type",), "a": ("actor1",), "b": ("actor2",),
        "country": ("country",), "deaths": ("fatalities",),
    },
    needed=("id", "day", "type", "a", "b"),
)  # fmt: skip
CLASSES = {
    "battles": "ASSAULT",
    "explosions/remote violence": "ASSAULT",
    "violence against civilians": "ASSAULT",
    "riots": "PROTEST",
    "protests": "PROTEST",
    "strategic developments": None,
}
_STATE = re.compile(r"^(?:military forces|police forces|government|border guards?) of (?:the )?([^(]+)", re.I)
_CROWD = re.compile(r"^(?:civilians|protesters|rioters|unidentified)", re.I)


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one event fact a row that names two parties, one of them a state."""
    yield from tell_rows(name, files, (LAYOUT,), intake, _facts, rejoin=True)


def _facts(row: TableRow, source: str) -> list[Fact] | str:
    day = row.day("day", "%Y-%m-%d", "%d %B %Y", "%d/%m/%Y")
    kind = row.text("type").lower()
    if kind not in CLASSES:
        raise BadCellError("type", row.text("type"), f"one of {', '.join(CLASSES)}")
    plover = CLASSES[kind]
    if plover is None:
        return "a strategic development, not an act between two"
    first, second = _party(row, "a", "source", day), _party(row, "b", "target", day)
    if first is None or second is None:
        return "fewer than two named parties"
    if first.entity == second.entity:
        return "both parties are one"
    if "country" not in (first.kind, second.kind):
        return "neither party is a state"
    card = CARDS["acled"]
    return [
        make_fact(
            "event",
            plover,
            (first, second),
            source=source,
            subtype=row.text("subtype") or None,
            polarity="-",
            valid=Interval(day, day, "day"),
            reported_at=day,
            reported_basis="inferred",
            row=row.number,
            row_hash=row.hash(),
            extractor=f"acled {card.version}",
            rule="acled.event",
        )
    ]


def _party(row: TableRow, field: str, role: str, on: date) -> Role | None:
    name = row.text(field)
    if not name or _CROWD.match(name):
        return None
    said = _STATE.match(name)
    found = from_name(said[1].strip(), on) if said else None
    return state(role, found) if found else group(role, name)
