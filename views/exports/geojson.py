"""States as points at their capitals and their ties as lines: GeoJSON (RFC 7946) for QGIS and web maps.

A tie is there for each score, each merged event, each rivalry, and each contract from seller to buyer.
Alliances have no place; those of a state stand in its properties. A line that crosses the date line is cut
there, as the standard asks. A state without a known place stays without geometry.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ...atlas.book import open_atlas
from ...atlas.places import Place, capitals
from .registry import Counts, Scored

if TYPE_CHECKING:
    import networkx as nx

Position: TypeAlias = tuple[float, float]
Feature: TypeAlias = dict[str, Any]
_LINES: Final = ("ALIGNMENT", "EVENT", "RIVAL_OF", "TENSION")


def write(source: Scored, path: Path) -> Counts:
    """Write the file; return the numbers of points and lines."""
    graph = source.graph()
    points, lines = _points(graph), _lines(graph)
    # One feature a line: the file stays readable and a difference of two exports is short.
    told = ",\n".join(json.dumps(f, ensure_ascii=False, allow_nan=False) for f in (*points, *lines))
    text = '{"type": "FeatureCollection", "features": [\n' + told + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return {"points": len(points), "lines": len(lines)}


def seat(state: str) -> Place | None:
    """Return the capital of a state; a point inside it where the capital is not in the atlas; or None.

    >>> seat("TUR").name, seat("XXX")
    ('Ankara', None)
    """
    known = capitals().get(state)
    inside = open_atlas().point(state)
    return known or (Place("", *inside) if inside else None)


def line(a: Position, b: Position) -> dict[str, Any]:
    """Return the straight line between two positions, the shorter way round, cut at the date line.

    >>> line((179.0, 0.0), (-179.0, 2.0))["coordinates"]
    [[(179.0, 0.0), (180.0, 1.0)], [(-180.0, 1.0), (-179.0, 2.0)]]
    """
    (x, y), (u, v) = a, b
    if abs(u - x) <= 180:
        return {"type": "LineString", "coordinates": [a, b]}
    edge = 180.0 if x > 0 else -180.0
    beyond = u + 2 * edge
    middle = round(y + (v - y) * (edge - x) / (beyond - x), 6)
    return {"type": "MultiLineString", "coordinates": [[a, (edge, middle)], [(-edge, middle), b]]}


def _points(graph: nx.MultiDiGraph) -> list[Feature]:
    made = []
    for node, data in graph.nodes(data=True):
        if data.get("kind") != "country":
            continue
        place = seat(node)
        bodies = sorted({b for _, b, d in graph.out_edges(node, data=True) if d["relation"] == "MEMBER_OF"})
        told = {**data, "id": node, "capital": place.name if place else None, "member_of": "; ".join(bodies)}
        spot = {"type": "Point", "coordinates": (place.lon, place.lat)} if place else None
        made.append({"type": "Feature", "id": node, "geometry": spot, "properties": told})
    return made


def _lines(graph: nx.MultiDiGraph) -> list[Feature]:
    states = {n for n, d in graph.nodes(data=True) if d.get("kind") == "country"}
    ties = [
        (a, b, key, data)
        for a, b, key, data in graph.edges(keys=True, data=True)
        if data["relation"] in _LINES and a in states and b in states
    ]
    for node, data in graph.nodes(data=True):
        if data.get("kind") == "contract":
            sides = {d["relation"]: a for a, _, d in graph.in_edges(node, data=True)}
            seller, buyer = sides.get("SELLS"), sides.get("BUYS")
            if seller in states and buyer in states:
                ties.append((seller, buyer, f"contract:{node}", {**data, "relation": "CONTRACT"}))
    return [_tie(*tie) for tie in sorted(ties, key=lambda tie: (str(tie[0]), str(tie[1]), tie[2]))]


def _tie(a: str, b: str, key: str, data: dict[str, Any]) -> Feature:
    start, end = seat(a), seat(b)
    shape = None
    if start and end and (start.lon, start.lat) != (end.lon, end.lat):
        shape = line((start.lon, start.lat), (end.lon, end.lat))
    return {
        "type": "Feature", "id": key, "geometry": shape,
        "properties": {**{k: v for k, v in data.items() if k != "key"}, "source": a, "target": b},
    }  # fmt: skip
