"""Keeping nodes off lines that are not theirs: a line through a circle reads as a tie that is not there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .apart import Box, push_apart

AIR: Final = 9.0
ROUNDS: Final = 50
LARGEST: Final = 30_000


def clear_lines(boxes: Sequence[Box], edges: Sequence[tuple[str, str]]) -> list[Box]:
    """Return the boxes moved so that few nodes lie on a line between two others, and none overlap.

    Each round pushes a node away from a line that comes too near, and the ends of the line a little the
    other way; then overlaps are undone. Large pictures are left as they are: the work grows with nodes
    times lines, and there no arrangement is free of crossings.
    """
    now = list(boxes)
    if not edges or len(boxes) * len(edges) > LARGEST:
        return push_apart(now)
    place = {box.id: i for i, box in enumerate(boxes)}
    lines = [(place[a], place[b]) for a, b in edges]
    best, least = push_apart(now), math.inf
    for _ in range(ROUNDS):
        now = push_apart(now)
        hits = _hits(now, lines)
        depth = sum(math.hypot(dx, dy) for *_, dx, dy in hits)
        if depth < least:
            best, least = list(now), depth
        if not hits:
            break
        for i, j, k, dx, dy in hits:
            now[k] = replace(now[k], x=now[k].x + 0.6 * dx, y=now[k].y + 0.6 * dy)
            for end in (i, j):
                now[end] = replace(now[end], x=now[end].x - 0.2 * dx, y=now[end].y - 0.2 * dy)
    return best


def _hits(boxes: Sequence[Box], lines: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, float, float]]:
    """Find nodes under foreign lines, with the step that would free each."""
    found = []
    for i, j in lines:
        a, b = boxes[i], boxes[j]
        ux, uy = b.x - a.x, b.y - a.y
        length = math.hypot(ux, uy)
        if length < 1e-6:
            continue
        ux, uy = ux / length, uy / length
        for k, c in enumerate(boxes):
            if k in (i, j):
                continue
            along = (c.x - a.x) * ux + (c.y - a.y) * uy
            across = -(c.x - a.x) * uy + (c.y - a.y) * ux
            room = min(c.half_width, c.half_height) + AIR
            if 0 < along < length and abs(across) < room:
                step = (room - abs(across) + 1.0) * (1.0 if across >= 0 else -1.0)
                found.append((i, j, k, -uy * step, ux * step))
    return found
