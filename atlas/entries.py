"""From the rows of the tables to the values of the atlas, one function a table."""

from __future__ import annotations

from pathlib import Path

from ..graph.model import Alliance, Country, Organization
from .people import person_id
from .tables import Row, codes, fault, parts, real, rows, span
from .values import AtlasMembership, AtlasRivalry, ItemName, Office, State

STATES = (
    "iso3", "iso2", "numeric", "name", "official", "cow", "gw", "capital", "lat", "lon", "valid_from",
    "valid_to", "continued_by",
)  # fmt: skip
ALLIANCES = ("id", "name", "kind", "founded", "dissolved", "aliases", "organs", "source")
ORGANIZATIONS = ("id", "name", "kind", "acts_for", "aliases")
LEADERS = ("person", "alias", "state", "role", "start", "end", "source")
MEMBERSHIPS = ("alliance", "iso3", "start", "end", "status", "obligations", "source")
RIVALRIES = ("a", "b", "start", "end", "level", "source")
ITEMS = ("text", "id", "name", "kind")


def states(path: Path) -> dict[str, State]:
    """Return the states by iso3."""
    found: dict[str, State] = {}
    for row in rows(path, STATES):
        iso3, iso2, numeric, name, official, cow, gw, capital, lat, lon, start, end, heir = row.cells
        if iso3 in found:
            raise fault(row.where, f"{iso3} stands in the table twice")
        first, last = span(start, end, row.where)
        found[iso3] = State(
            iso3=iso3,
            iso2=iso2 or None,
            numeric=codes(numeric, row.where),
            name=name,
            official=official,
            cow=codes(cow, row.where),
            gw=codes(gw, row.where),
            capital=capital,
            lat=real(lat, row.where),
            lon=real(lon, row.where),
            valid_from=first,
            valid_to=last,
            continued_by=heir or None,
        )
    return found


def country(state: State) -> Country:
    """Return what the graph keeps of a state."""
    return Country(
        iso3=state.iso3,
        name=state.name,
        cow=state.cow[0].number if state.cow else None,
        gw=state.gw[0].number if state.gw else None,
        valid_from=state.valid_from,
        valid_to=state.valid_to,
    )


def alliances(path: Path) -> tuple[list[Row], dict[str, Alliance], dict[str, str]]:
    """Return rows of (id, name, aliases, organs) for the names, the bodies by id, and their sources."""
    named: list[Row] = []
    found: dict[str, Alliance] = {}
    sources: dict[str, str] = {}
    for row in rows(path, ALLIANCES, optional=True):
        made, name, kind, founded, dissolved, aliases, organs, source = row.cells
        if made in found:
            raise fault(row.where, f"{made} stands in the table twice")
        first, last = span(founded, dissolved, row.where)
        found[made] = Alliance(made, name, kind, first, last)
        sources[made] = source
        named.append(Row(row.table, row.line, (made, name, aliases, organs)))
    return named, found, sources


def organizations(path: Path, known: dict[str, State]) -> tuple[tuple[Organization, tuple[str, ...]], ...]:
    """Return the organizations with their aliases."""
    found: list[tuple[Organization, tuple[str, ...]]] = []
    for row in rows(path, ORGANIZATIONS):
        made, name, kind, acts_for, aliases = row.cells
        if acts_for and acts_for not in known:
            raise fault(row.where, f"{made} acts for {acts_for}, which is no state of states.tsv")
        found.append((Organization(made, name, kind, acts_for or None), parts(aliases)))
    return tuple(found)


def leaders(path: Path) -> tuple[tuple[Office, ...], dict[str, tuple[str, ...]]]:
    """Return the offices, and the other ways to write each person."""
    found: list[Office] = []
    aliases: dict[str, tuple[str, ...]] = {}
    for row in rows(path, LEADERS, optional=True):
        name, alias, state, role, start, end, source = row.cells
        person = person_id(name)
        if person == "person:" or not state:
            raise fault(row.where, "an office needs a person and a state or body")
        first, last = span(start, end, row.where)
        found.append(Office(person, name, state, role, first, last, source))
        aliases[person] = tuple(dict.fromkeys((*aliases.get(person, ()), *parts(alias))))
    return tuple(found), aliases


def memberships(path: Path) -> tuple[AtlasMembership, ...]:
    """Return who was in which body, and when."""
    found = []
    for row in rows(path, MEMBERSHIPS, optional=True):
        alliance, iso3, start, end, status, obligations, source = row.cells
        first, last = span(start, end, row.where)
        found.append(AtlasMembership(alliance, iso3, first, last, status, parts(obligations), source))
    return tuple(found)


def rivalries(path: Path) -> tuple[AtlasRivalry, ...]:
    """Return the rivalries."""
    found = []
    for row in rows(path, RIVALRIES, optional=True):
        a, b, start, end, level, source = row.cells
        strength = real(level, row.where)
        if not 0 < strength <= 1:
            raise fault(row.where, f"a level lies above 0 and not above 1, this is {level}")
        first, last = span(start, end, row.where)
        found.append(AtlasRivalry(a, b, first, last, strength, source))
    return tuple(found)


def items(path: Path) -> tuple[ItemName, ...]:
    """Return the ways to write what contracts concern."""
    return tuple(ItemName(*row.cells) for row in rows(path, ITEMS))
