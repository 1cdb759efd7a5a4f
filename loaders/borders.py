"""Land borders from a map: states whose outlines share a line in a TopoJSON file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ..atlas.codes import from_numeric
from ..graph.model import Fact, Interval, digest, make_fact
from .card import Card
from .dataset import dataset_id
from .manifest import Setback
from .prior import OPEN
from .states import state

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

MOST = 200_000_000
DRAWN = date(2018, 1, 1)  # the map shows the borders of about then
CARDS = {
    "borders": Card(
        name="borders",
        title="Countries of the world, 1:110 million",
        publisher="Natural Earth, as TopoJSON of world-atlas",
        terms="public domain",
        citation="Natural Earth, Admin 0 countries, naturalearthdata.com; world-atlas 2 (Bostock).",
        coverage="states of today",
        version="2",
        released=date(2019, 1, 1),
        files="countries-110m.json (also 50m, 10m)",
        gives="border facts between states whose outlines share a line",
        tested="official file",
        shipped=True,
        notes="Shapes without a number (Kosovo, Somaliland, Northern Cyprus) and territories tell no fact.",
    )
}
SUFFIXES = (".json", ".topojson")


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one border fact for each pair of states that share a line."""
    for file in files:
        try:
            with file.open() as opened:
                told = json.loads(opened.read(MOST))
            shapes = told["objects"]["countries"]["geometries"]
        except (ValueError, KeyError, TypeError, RecursionError):
            reason = "this is no TopoJSON map with an object `countries`. Give countries-110m.json."
            intake.refused.append(Setback(file.shown, None, reason))
            continue
        yield from _shared(file, shapes, intake)


def _shared(file: SourceFile, shapes: Sequence[Any], intake: Intake) -> Iterator[Fact]:
    card, source = CARDS["borders"], dataset_id("borders", file.sha256())
    lines: dict[int, set[str]] = defaultdict(set)
    place: dict[str, tuple[int, str]] = {}
    for number, shape in enumerate(shapes, 1):
        intake.came()
        iso3 = from_numeric(str(shape.get("id", ""))) if isinstance(shape, dict) else None
        arcs = set(_arcs(shape.get("arcs"))) if isinstance(shape, dict) else set()
        if not arcs:
            intake.reject(file.shown, number, "the shape has no outline")
        elif iso3 is None:
            intake.passes("a shape that is no state of the atlas")
        else:
            intake.passes("a state with an outline; borders are told by the lines that two share")
            place.setdefault(iso3, (number, digest(*sorted(arcs))[:16]))
            for arc in arcs:
                lines[arc].add(iso3)
    pairs = {(a, b) for states in lines.values() for a in states for b in states if a < b}
    for a, b in sorted(pairs):
        yield make_fact(
            "border",
            "land",
            (state("a", a), state("b", b)),
            source=source,
            valid=Interval(DRAWN, OPEN, "year"),
            reported_at=card.released,
            reported_basis="published",
            row=place[a][0],
            row_hash=place[a][1],
            extractor=f"borders {card.version}",
            rule="borders.shared_line",
        )


def _arcs(nested: Any) -> Iterator[int]:  # noqa: ANN401  JSON of any shape
    """Yield the numbers of the lines of a shape; ``~n`` is line n the other way round."""
    for one in nested if isinstance(nested, list) else ():
        if isinstance(one, int):
            yield one if one >= 0 else ~one
        else:
            yield from _arcs(one)
