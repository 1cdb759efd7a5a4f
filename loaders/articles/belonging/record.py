"""What the public record has of a state and a body: it settles which reading of a loose telling is meant, never adds one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ....atlas.book import Atlas
    from ....atlas.values import AtlasMembership

_TABLES: dict[str, dict[tuple[str, str], tuple[AtlasMembership, ...]]] = {}
YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Standing:
    """How a state stands to a body on a day: statuses then, and the nearest days of coming in and going out.

    ``since`` is the day it came in if it is in, ``enters`` the day it will, ``left`` the day it went out last and
    ``leaves`` the day it will; a change of obligations is no leaving.
    """

    now: frozenset[str] = frozenset()
    since: date | None = None
    enters: date | None = None
    left: date | None = None
    leaves: date | None = None
    ever: bool = False

    def fresh(self, on: date | None, days: int = 400) -> bool:
        """Tell whether the state comes in, goes out or knocks about that day."""
        if on is None:
            return False
        near = (d for d in (self.since, self.enters, self.left, self.leaves) if d is not None)
        return "joining" in self.now or "leaving" in self.now or any(abs((d - on).days) < days for d in near)


UNKNOWN = Standing()


def standing(atlas: Atlas, state: str, body: str, on: date | None) -> Standing:
    """Return how a state stands to a body on a day; without a day, whatever it ever was counts as now."""
    rows = _table(atlas).get((state, body), ())
    if not rows:
        return UNKNOWN
    if on is None:
        return Standing(frozenset(r.status for r in rows), ever=True)
    held = frozenset(r.status for r in rows if _begun(r, on) and not _over(r, on))
    inside = sorted((r for r in rows if r.status == "member"), key=lambda r: r.start or date.min)
    spells: list[tuple[date | None, date | None]] = []
    for row in inside:
        if spells and spells[-1][1] is not None and spells[-1][1] == row.start:
            spells[-1] = (spells[-1][0], row.end)
        else:
            spells.append((row.start, row.end))
    within = [s for s in spells if (s[0] is None or s[0] <= on) and (s[1] is None or on < s[1])]
    return Standing(
        held,
        since=within[0][0] if within else None,
        enters=min((s for s, _ in spells if s is not None and s > on), default=None),
        left=max((e for _, e in spells if e is not None and e <= on), default=None),
        leaves=min((e for _, e in within if e is not None), default=None),
        ever=True,
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """The year in which a state took or gave up a rank in a body; ``first`` if the body began with it."""

    year: int
    status: str
    first: bool = False


def turns(atlas: Atlas, state: str, body: str) -> list[Turn]:
    """Return the years in which a state came into a body, went out of it or was given another rank."""
    rows = sorted(_table(atlas).get((state, body), ()), key=lambda r: r.start or date.min)
    begun = min((r.start for r in _of_body(atlas, body) if r.start is not None), default=None)
    starts = {r.start for r in rows if r.status == "member"}
    ends = {r.end for r in rows if r.status == "member"}
    found = []
    for row in rows:
        if row.start is not None and not (row.status == "member" and row.start in ends):
            first = begun is not None and row.start.year == begun.year
            found.append(Turn(row.start.year, row.status, first))
        if row.status == "member" and row.end is not None and row.end not in starts:
            found.append(Turn(row.end.year, "leaving"))
    return found


def cohort(atlas: Atlas, states: list[str], body: str, on: date | None) -> float:
    """Return how much of a body's members, or of those who came in with them, some states are; 0 if one is no member."""
    rows = [r for r in _of_body(atlas, body) if r.status == "member"]
    now = {r.iso3 for r in rows if on is None or (_begun(r, on) and not _over(r, on))}
    if not set(states) <= now:
        return 0.0
    came = {
        one: max((t.year for t in turns(atlas, one, body) if t.status == "member"), default=0) for one in now
    }
    together = {came[one] for one in states}
    same = {one for one in now if came[one] in together} if len(together) == 1 else now
    return len(set(states)) / len(same or now)


def listed(atlas: Atlas, body: str) -> bool:
    """Tell whether the record has the members of a body at all."""
    _table(atlas)
    return body in _SIZES[atlas.version]


def worldwide(atlas: Atlas, body: str) -> bool:
    """Tell whether nearly everybody is in a body, so that being in it is seldom what a text is about."""
    _table(atlas)
    return _SIZES[atlas.version].get(body, 0) > CROWD or body in COURTS


CROWD = 60
COURTS = frozenset({"ICJ", "ICC", "IMF", "World Bank", "IAEA", "WHO", "OPCW", "WTO"})
_SIZES: dict[str, dict[str, int]] = {}
_BODIES: dict[str, dict[str, tuple[AtlasMembership, ...]]] = {}


def _of_body(atlas: Atlas, body: str) -> tuple[AtlasMembership, ...]:
    _table(atlas)
    return _BODIES[atlas.version].get(body, ())


def _begun(row: AtlasMembership, on: date) -> bool:
    return row.start is None or row.start <= on


def _over(row: AtlasMembership, on: date) -> bool:
    return row.end is not None and row.end <= on


def _table(atlas: Atlas) -> dict[tuple[str, str], tuple[AtlasMembership, ...]]:
    found = _TABLES.get(atlas.version)
    if found is None:
        found = {}
        for row in atlas.memberships:
            key = (row.iso3, row.alliance)
            found[key] = (*found.get(key, ()), row)
        _TABLES[atlas.version] = found
        sizes: dict[str, int] = {}
        for (_, body), rows in found.items():
            sizes[body] = sizes.get(body, 0) + any(r.status == "member" for r in rows)
        _SIZES[atlas.version] = sizes
        bodies: dict[str, list[AtlasMembership]] = {}
        for row in atlas.memberships:
            bodies.setdefault(row.alliance, []).append(row)
        _BODIES[atlas.version] = {body: tuple(rows) for body, rows in bodies.items()}
    return found
