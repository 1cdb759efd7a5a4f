"""What the public record has of a state and a body: it settles which reading of a loose telling is meant, never adds one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...atlas.book import Atlas
    from ...atlas.values import AtlasMembership

_TABLES: dict[str, dict[tuple[str, str], tuple[AtlasMembership, ...]]] = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a state stands to a body on a day: statuses then, whether it was in before, and when it first comes in after."""

    now: frozenset[str]
    past: frozenset[str]
    since: date | None
    left: date | None
    enters: date | None

    @property
    def known(self) -> bool:
        """Whether the record ties the two at all."""
        return bool(self.now or self.past or self.enters)


UNKNOWN = Standing(frozenset(), frozenset(), None, None, None)


def standing(atlas: Atlas, state: str, body: str, on: date | None) -> Standing:
    """Return how a state stands to a body on a day; without a day, whatever it ever was counts as now."""
    rows = _table(atlas).get((state, body), ())
    if not rows:
        return UNKNOWN
    if on is None:
        return Standing(frozenset(r.status for r in rows), frozenset(), None, None, None)
    held = [r for r in rows if (r.start is None or r.start <= on) and (r.end is None or on < r.end)]
    gone = [r for r in rows if r.end is not None and r.end <= on]
    ahead = [r.start for r in rows if r.start is not None and r.start > on and r.status == "member"]
    inside = [r.start for r in held if r.status == "member" and r.start is not None]
    left = [r.end for r in gone if r.status == "member" and r.end is not None]
    return Standing(
        frozenset(r.status for r in held),
        frozenset(r.status for r in gone),
        min(inside, default=None),
        max(left, default=None),
        min(ahead, default=None),
    )


def _table(atlas: Atlas) -> dict[tuple[str, str], tuple[AtlasMembership, ...]]:
    found = _TABLES.get(atlas.version)
    if found is None:
        found = {}
        for row in atlas.memberships:
            key = (row.iso3, row.alliance)
            found[key] = (*found.get(key, ()), row)
        _TABLES[atlas.version] = found
    return found
