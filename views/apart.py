"""Boxes that must not overlap: pushing them apart, and packing whole groups side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

GAP: Final = 5.0
ROUNDS: Final = 400
CROWD: Final = 150  # more boxes than this are moved all at once, as arrays


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle around a node and its label: centre, half width and half height."""

    id: str
    x: float
    y: float
    half_width: float
    half_height: float


def overlaps(a: Box, b: Box, gap: float = 0.0) -> bool:
    """Tell whether two boxes come closer than the gap.

    >>> overlaps(Box("a", 0, 0, 5, 5), Box("b", 9, 0, 5, 5)), overlaps(Box("a", 0, 0, 5, 5), Box("b", 10, 0, 5, 5))
    (True, False)
    """
    # Coordinates are rounded later, to a tenth: closer than that is not an overlap.
    near = 1e-9 - gap
    return (
        a.half_width + b.half_width - abs(a.x - b.x) > near
        and a.half_height + b.half_height - abs(a.y - b.y) > near
    )


def push_apart(boxes: Sequence[Box], gap: float = GAP) -> list[Box]:
    """Return the boxes moved as little as it takes that none overlaps another.

    Each round moves every overlapping pair along the axis that needs the shorter way. Where rounds do
    not suffice the whole picture is spread by a tenth, which always ends: distinct centres drift apart.
    """
    if len(boxes) > CROWD:
        return _crowd_apart(boxes, gap)
    now = [
        replace(box, x=box.x + 0.01 * math.cos(i * 2.4), y=box.y + 0.01 * math.sin(i * 2.4))
        for i, box in enumerate(boxes)
    ]
    for turn in range(1, ROUNDS * 4):
        if not _round(now, gap):
            return now
        if turn % 60 == 0:
            now = [replace(box, x=box.x * 1.1, y=box.y * 1.1) for box in now]
    while any(_hits(now, gap)):
        now = [replace(box, x=box.x * 1.2, y=box.y * 1.2) for box in now]
    return now


def _hits(boxes: Sequence[Box], gap: float) -> list[tuple[int, int]]:
    """Find overlapping pairs by a sweep along x."""
    order = sorted(range(len(boxes)), key=lambda i: (boxes[i].x - boxes[i].half_width, i))
    active: list[int] = []
    found = []
    for i in order:
        left = boxes[i].x - boxes[i].half_width - gap
        active = [j for j in active if boxes[j].x + boxes[j].half_width > left]
        found += [(min(i, j), max(i, j)) for j in active if overlaps(boxes[i], boxes[j], gap)]
        active.append(i)
    return sorted(found)


def _round(boxes: list[Box], gap: float) -> bool:
    hits = _hits(boxes, gap)
    for i, j in hits:
        a, b = boxes[i], boxes[j]
        dx = a.half_width + b.half_width + gap - abs(a.x - b.x)
        dy = a.half_height + b.half_height + gap - abs(a.y - b.y)
        if dx <= 0 or dy <= 0:
            continue
        if dx < dy:
            step = (0.5 * dx + 0.05) * (1.0 if a.x <= b.x else -1.0)
            boxes[i], boxes[j] = replace(a, x=a.x - step), replace(b, x=b.x + step)
        else:
            step = (0.5 * dy + 0.05) * (1.0 if a.y <= b.y else -1.0)
            boxes[i], boxes[j] = replace(a, y=a.y - step), replace(b, y=b.y + step)
    return bool(hits)


def _crowd_apart(boxes: Sequence[Box], gap: float) -> list[Box]:
    """Push many boxes apart, all pairs of a round at once; the picture is first made large enough for them."""
    import numpy as np

    turns = np.arange(len(boxes)) * 2.4
    x = np.array([box.x for box in boxes]) + 0.01 * np.cos(turns)
    y = np.array([box.y for box in boxes]) + 0.01 * np.sin(turns)
    half_w = np.array([box.half_width for box in boxes])
    half_h = np.array([box.half_height for box in boxes])
    need = float((4 * (half_w + gap / 2) * (half_h + gap / 2)).sum()) * 3
    room = float(np.ptp(x) * np.ptp(y))
    scale = math.sqrt(max(1.0, need / max(room, 1e-9)))
    x, y = x * scale, y * scale
    reach_w, reach_h = half_w[:, None] + half_w + gap, half_h[:, None] + half_h + gap
    for turn in range(1, ROUNDS * 4):
        dx, dy = reach_w - np.abs(x[:, None] - x), reach_h - np.abs(y[:, None] - y)
        first, second = np.nonzero(np.triu((dx > 1e-9) & (dy > 1e-9), 1))
        if not len(first):
            break
        across = dx[first, second] < dy[first, second]
        step_x = np.where(across, 0.5 * dx[first, second] + 0.05, 0.0) * np.where(
            x[first] <= x[second], 1, -1
        )
        step_y = np.where(across, 0.0, 0.5 * dy[first, second] + 0.05) * np.where(
            y[first] <= y[second], 1, -1
        )
        for place, step in ((x, step_x), (y, step_y)):
            place -= np.bincount(first, step, len(boxes))
            place += np.bincount(second, step, len(boxes))
        if turn % 25 == 0:
            x, y = x * 1.06, y * 1.06
    return [
        replace(box, x=float(i), y=float(j)) for box, i, j in zip(boxes, x.tolist(), y.tolist(), strict=True)
    ]


def pack(groups: Sequence[Sequence[Box]], aspect: float, gap: float = 34.0) -> list[Box]:
    """Return all boxes with the groups set side by side on shelves, in a frame of about that aspect."""
    frames = [_frame(group) for group in groups]
    area = sum((w + gap) * (h + gap) for _, _, w, h in frames)
    width = max([math.sqrt(area * aspect), *(w for _, _, w, _ in frames)], default=0.0)
    placed: list[Box] = []
    x = y = shelf = 0.0
    for group, (left, top, w, h) in zip(groups, frames, strict=True):
        if x > 0 and x + w > width:
            x, y, shelf = 0.0, y + shelf + gap, 0.0
        placed += [replace(box, x=box.x - left + x, y=box.y - top + y) for box in group]
        x, shelf = x + w + gap, max(shelf, h)
    return placed


def _frame(group: Sequence[Box]) -> tuple[float, float, float, float]:
    left, top = min(b.x - b.half_width for b in group), min(b.y - b.half_height for b in group)
    right, bottom = max(b.x + b.half_width for b in group), max(b.y + b.half_height for b in group)
    return left, top, right - left, bottom - top
