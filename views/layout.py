"""Where the nodes stand: computed here, once, so that every opening shows the same picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from .apart import Box, pack
from .clear import clear_lines

if TYPE_CHECKING:
    import networkx as nx

Points: TypeAlias = dict[str, tuple[float, float]]

SMALL: Final = 60
CROWD: Final = 400  # from here on a round of ForceAtlas2 is slow, and what it still moves is not seen
EDGE: Final = 118.0
MARGIN: Final = 26.0
ASPECT: Final = {"wide": 2.2, "tall": 0.72}


@dataclass(frozen=True, slots=True)
class Spot:
    """A node to be placed: its id, half its width and half its height with the label included."""

    id: str
    half_width: float
    half_height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Coordinates of the nodes in a frame of that width and height; y runs down."""

    width: float
    height: float
    at: Points


def place(
    spots: Sequence[Spot], edges: Iterable[tuple[str, str, float]], shape: str = "wide", seed: int = 7
) -> Placed:
    """Return coordinates at which friends stand close, foes apart, and no two nodes or labels overlap.

    Parameters
    ----------
    spots : the nodes with the room each needs.
    edges : (a, b, weight); a negative weight is tension. Weights of a pair are added.
    shape : ``wide`` for a screen, ``tall`` for a telephone.
    seed : start of ForceAtlas2, which lays out components of more than 60 nodes; smaller ones are
        laid out by Kamada-Kawai, which has no random start.

    Notes
    -----
    Each component is laid out by itself, turned so that its long axis follows the frame, scaled so that
    the mean positive edge has a fixed length, pushed apart, and packed. A negative weight is never given
    to networkx: ForceAtlas2 gets 0.1 times its size, Kamada-Kawai a length of 3 in place of 1.
    """
    return places(spots, edges, (shape,), seed)[shape]


def places(
    spots: Sequence[Spot],
    edges: Iterable[tuple[str, str, float]],
    shapes: Sequence[str] = ("wide", "tall"),
    seed: int = 7,
) -> dict[str, Placed]:
    """Return the coordinates for several frames; the costly part of the layout is done once."""
    import networkx as nx

    sizes = {spot.id: spot for spot in spots}
    signed: dict[tuple[str, str], float] = {}
    for a, b, weight in edges:
        if a in sizes and b in sizes and a != b:
            key = (min(a, b), max(a, b))
            signed[key] = signed.get(key, 0.0) + weight
    graph = nx.Graph()
    graph.add_nodes_from(sorted(sizes))
    for (a, b), weight in sorted(signed.items()):
        pull = max(0.25, weight) if weight >= 0 else 0.1 * max(0.25, -weight)
        graph.add_edge(a, b, weight=pull, length=1.0 if weight >= 0 else 3.0)
    groups = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c))
    raw = [(graph.subgraph(group), group, _raw(graph.subgraph(group), group, seed)) for group in groups]
    lines = sorted(signed)
    found = {}
    for shape in shapes:
        islands = []
        for part, group, start in raw:
            points = _scaled(_turned(start, ASPECT[shape]), part)
            boxes = [Box(i, *points[i], sizes[i].half_width, sizes[i].half_height) for i in group]
            islands.append(clear_lines(boxes, [(a, b) for a, b in lines if a in points]))
        found[shape] = _framed(pack(islands, ASPECT[shape]))
    return found


def _raw(part: nx.Graph, group: list[str], seed: int) -> Points:
    import networkx as nx

    # A subgraph view iterates in set order: rebuild it sorted, or the picture depends on the hash seed.
    ordered = nx.Graph()
    ordered.add_nodes_from(group)
    ordered.add_edges_from(sorted(part.edges(data=True), key=lambda e: (min(e[:2]), max(e[:2]))))
    if len(group) == 1:
        return {group[0]: (0.0, 0.0)}
    if len(group) == 2:
        length = 1.0 if ordered.edges[group[0], group[1]]["length"] == 1.0 else 1.8
        return {group[0]: (0.0, 0.0), group[1]: (length, 0.0)}
    if len(group) <= SMALL:
        lengths = dict(nx.all_pairs_dijkstra_path_length(ordered, weight="length"))
        found = nx.kamada_kawai_layout(ordered, dist=lengths, weight=None)
    else:
        start = nx.circular_layout(ordered, scale=math.sqrt(len(group)))
        found = nx.forceatlas2_layout(
            ordered,
            pos=start,
            max_iter=220 if len(group) <= CROWD else 90,
            scaling_ratio=6.0,
            weight="weight",
            seed=seed,
        )
    return {i: (float(found[i][0]), float(found[i][1])) for i in group}


def _turned(points: Points, aspect: float) -> Points:
    """Turn the long axis of the cloud along the frame, and its first node to the left and the top."""
    if len(points) < 2:
        return points
    n = len(points)
    mx, my = sum(x for x, _ in points.values()) / n, sum(y for _, y in points.values()) / n
    xx = sum((x - mx) ** 2 for x, _ in points.values())
    yy = sum((y - my) ** 2 for _, y in points.values())
    xy = sum((x - mx) * (y - my) for x, y in points.values())
    angle = 0.5 * math.atan2(2 * xy, xx - yy) + (0.0 if aspect >= 1 else math.pi / 2)
    cos, sin = math.cos(-angle), math.sin(-angle)
    turned = {
        i: ((x - mx) * cos - (y - my) * sin, (x - mx) * sin + (y - my) * cos) for i, (x, y) in points.items()
    }
    first = turned[min(turned)]
    flip_x, flip_y = (-1.0 if first[0] > 1e-9 else 1.0), (-1.0 if first[1] > 1e-9 else 1.0)
    turned = {i: (x * flip_x, y * flip_y) for i, (x, y) in turned.items()}
    width = max(x for x, _ in turned.values()) - min(x for x, _ in turned.values())
    height = max(y for _, y in turned.values()) - min(y for _, y in turned.values())
    stretch = math.sqrt(min(3.0, max(0.4, aspect * max(height, 1e-6) / max(width, 1e-6))))
    return {i: (x * stretch, y / stretch) for i, (x, y) in turned.items()}


def _scaled(points: Points, part: nx.Graph) -> Points:
    lengths = [
        math.dist(points[a], points[b]) / (1.0 if d["length"] == 1.0 else 1.8)
        for a, b, d in part.edges(data=True)
    ]
    mean = sum(sorted(lengths)) / len(lengths) if lengths else 1.0
    factor = EDGE / mean if mean > 1e-9 else 1.0
    return {i: (x * factor, y * factor) for i, (x, y) in points.items()}


def _framed(boxes: Sequence[Box]) -> Placed:
    if not boxes:
        return Placed(400.0, 300.0, {})
    left = min(b.x - b.half_width for b in boxes) - MARGIN
    top = min(b.y - b.half_height for b in boxes) - MARGIN
    right = max(b.x + b.half_width for b in boxes) + MARGIN
    bottom = max(b.y + b.half_height for b in boxes) + MARGIN
    at = {b.id: (round(b.x - left, 1), round(b.y - top, 1)) for b in boxes}
    return Placed(round(right - left, 1), round(bottom - top, 1), dict(sorted(at.items())))
