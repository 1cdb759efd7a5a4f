"""The map of the world in a dossier: outlines of states, and where each state on the page stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from .frames import Row
from .projection import project


@cache
def outlines() -> dict[str, Any]:
    """Return the borders: ``source``, ``width``, ``height`` and a path in tenths for each state.

    A key with a tilde is a shape that the atlas has no state for.
    """
    file = resources.files(__package__ or "") / "static" / "outline.json"
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def positions(states: Iterable[str]) -> dict[str, list[float]]:
    """Return the place of each state's capital in the frame of the map; one that the atlas does not know has none.

    >>> list(positions(["TUR", "XXX"]))
    ['TUR']
    """
    from ..atlas.places import capitals

    seats = capitals()
    return {
        state: list(project(seats[state].lat, seats[state].lon)) for state in sorted(states) if state in seats
    }


def map_record(states: Iterable[str]) -> Row | None:
    """Return the map of a dossier, or None where none of its states has a place on it."""
    at = positions(states)
    return {**outlines(), "at": at} if at else None


def rings(path: str) -> list[list[tuple[float, float]]]:
    """Return the rings of a path in the coordinates of the frame, for those who draw without SVG.

    >>> rings("M10 10l10 0-10 20Z")
    [[(1.0, 1.0), (2.0, 1.0), (1.0, 3.0)]]
    """
    found = []
    for part in path.split("M")[1:]:
        start, _, steps = part.rstrip("Z").partition("l")
        x, y = (int(n) for n in start.split())
        ring = [(x / 10, y / 10)]
        numbers = [int(n) for n in steps.replace("-", " -").split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / 10, y / 10))
        found.append(ring)
    return found
