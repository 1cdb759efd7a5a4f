"""Layout: nothing overlaps, friends stand closer than foes, the same picture each time."""

import math
import random

import pytest

from detente.views.apart import Box, overlaps, pack, push_apart
from detente.views.clear import clear_lines
from detente.views.layout import Spot, place


def spots_of(n, half=18.0):
    return [Spot(f"N{i:03}", half, 14.0) for i in range(n)]


def boxes_of(placed, spots):
    return [Box(s.id, *placed.at[s.id], s.half_width, s.half_height) for s in spots]


def hits(boxes):
    return [(a.id, b.id) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if overlaps(a, b)]


@pytest.mark.parametrize("n", [1, 2, 3, 12, 45, 90])
@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_no_two_boxes_overlap_and_all_lie_in_the_frame(n, shape):
    rng = random.Random(n)
    spots = spots_of(n)
    edges = [
        (f"N{i:03}", f"N{rng.randrange(n):03}", rng.choice([1.0, -1.0])) for i in range(n) for _ in range(2)
    ]
    placed = place(spots, edges, shape)
    assert set(placed.at) == {s.id for s in spots}
    boxes = boxes_of(placed, spots)
    assert hits(boxes) == []
    assert all(b.x - b.half_width >= 0 and b.x + b.half_width <= placed.width for b in boxes)
    assert all(b.y - b.half_height >= 0 and b.y + b.half_height <= placed.height for b in boxes)


def test_no_nodes_give_an_empty_frame():
    assert place([], []).at == {}


def test_two_blocs_stand_apart():
    ids = [f"{side}{i}" for side in "AB" for i in range(5)]
    spots = [Spot(i, 14, 14) for i in ids]
    edges = [(a, b, 1.0) for a in ids for b in ids if a < b and a[0] == b[0]]
    edges += [("A0", "B0", -1.0), ("A1", "B1", -1.0)]
    at = place(spots, edges).at
    mean = [
        sum(lengths) / len(lengths)
        for lengths in ([math.dist(at[a], at[b]) for a, b, w in edges if w * sign > 0] for sign in (1, -1))
    ]
    assert mean[1] > 1.5 * mean[0]


def test_layout_does_not_depend_on_the_order_of_nodes_and_edges():
    spots = spots_of(20)
    edges = [(f"N{i:03}", f"N{(i * 7 + 3) % 20:03}", -1.0 if i % 4 == 0 else 1.0) for i in range(20)]
    assert place(spots, edges) == place(spots[::-1], edges[::-1])


def test_coordinates_are_rounded_to_a_tenth():
    placed = place(spots_of(9), [("N000", f"N{i:03}", 1.0) for i in range(1, 9)])
    assert all(round(v, 1) == v for xy in placed.at.values() for v in xy)


def test_boxes_in_one_spot_come_apart():
    assert hits(push_apart([Box(str(i), 0, 0, 20, 10) for i in range(30)])) == []


def test_groups_are_packed_without_overlap():
    groups = [[Box(f"{g}{i}", i * 50, 0, 20, 10) for i in range(g + 1)] for g in range(5)]
    assert hits(pack(groups, 1.5)) == []


def test_a_node_moves_off_a_line_that_is_not_its_own():
    boxes = [Box("a", 0, 0, 14, 14), Box("b", 300, 0, 14, 14), Box("c", 150, 1, 14, 14)]
    at = {b.id: b for b in clear_lines(boxes, [("a", "b")])}
    (ax, ay), (bx, by) = (at["a"].x, at["a"].y), (at["b"].x, at["b"].y)
    across = abs((by - ay) * (at["c"].x - ax) - (bx - ax) * (at["c"].y - ay)) / math.dist((ax, ay), (bx, by))
    assert across >= 14
