"""Boxes that must not overlap: pushing them apart, and packing whole groups side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

GAP: Final = 5.0
ROUNDS: Final = 400


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
