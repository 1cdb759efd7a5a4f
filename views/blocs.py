"""The bloc of each country: the military alliance that fills its circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

from .frames import Frames, Row, rows

HUES: Final = 4


def blocs(frames: Frames, countries: Collection[str], as_of: str | None) -> tuple[list[Row], dict[str, int]]:
    """Return the blocs, largest first, and the place of each country's bloc in that list.

    A bloc is an alliance (where there is none, a ``bloc``) with two or more members among these
    countries on that day. A country in several belongs to the largest. The first four have a hue; the others a mark of
    two letters.
    """
    for kind in ("alliance", "bloc"):
        members = [
            (row["alliance"], row["country"])
            for row in rows(frames.memberships)
            if row.get("alliance_kind") == kind and row["country"] in countries and _held(row, as_of)
        ]
        if members:
            break
    sizes = Counter(alliance for alliance, _ in set(members))
    members = [(alliance, country) for alliance, country in members if sizes[alliance] > 1]
    order = sorted(sizes, key=lambda alliance: (-sizes[alliance], alliance))
    place: dict[str, int] = {}
    for alliance, country in members:
        place[country] = min(order.index(alliance), place.get(country, len(order)))
    used = sorted(set(place.values()))
    found = [
        {"id": order[i], "members": sizes[order[i]], "hue": n if n < HUES else None,
         "mark": None if n < HUES else order[i][:2].upper()}
        for n, i in enumerate(used)
    ]  # fmt: skip
    return found, {country: used.index(i) for country, i in sorted(place.items())}


def _held(row: Row, as_of: str | None) -> bool:
    if row.get("status") not in (None, "member", "leaving"):
        return False
    start, end = row.get("valid_from"), row.get("valid_to")
    return as_of is None or ((start is None or start <= as_of) and (end is None or end >= as_of))
