"""The atlas: who the actors are, what they are called, who speaks for them, valid by date."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from ..graph.model import Alliance, Country, Dataset, EntityKind, Organization, Person
from . import entries
from .naming import of_bodies, of_organizations, of_persons, unique, written
from .values import AtlasMembership, AtlasRivalry, ItemName, Name, Office, State

__all__ = [
    "Atlas", "AtlasMembership", "AtlasRivalry", "ItemName", "Name", "Office", "State", "open_atlas",
]  # fmt: skip

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Atlas:
    """Entities, names, offices, memberships and rivalries of the shipped tables, read once."""

    countries: Mapping[str, Country]
    states: Mapping[str, State]
    alliances: Mapping[str, Alliance]
    organizations: Mapping[str, Organization]
    persons: Mapping[str, Person]
    names: tuple[Name, ...]
    leaders: tuple[Office, ...]
    memberships: tuple[AtlasMembership, ...]
    rivalries: tuple[AtlasRivalry, ...]
    items: tuple[ItemName, ...]
    sources: Mapping[str, str]
    version: str
    dataset: Dataset

    def country(self, iso3: str) -> Country:
        """Return the country with that code; KeyError when there is none.

        >>> open_atlas().country("MMR").name
        'Myanmar'
        """
        return self.countries[iso3]

    def label(self, entity: str) -> str:
        """Return a short English name for any entity; an id that the atlas does not know is its own label.

        >>> open_atlas().label("TUR"), open_atlas().label("org:rosoboronexport"), open_atlas().label("Hezbollah")
        ('Turkey', 'Rosoboronexport', 'Hezbollah')
        """
        if entity in self.countries:
            return self.countries[entity].name
        if entity in self.organizations:
            return self.organizations[entity].name
        if entity in self.persons:
            return self.persons[entity].name
        return entity

    def kind(self, entity: str) -> EntityKind:
        """Return what an entity is; armed groups and unrecognised entities count as organizations.

        >>> atlas = open_atlas()
        >>> atlas.kind("SUN"), atlas.kind("org:gazprom"), atlas.kind("Hezbollah")
        ('country', 'organization', 'organization')
        """
        if entity in self.countries:
            return "country"
        if entity in self.alliances:
            return "alliance"
        return "person" if entity.startswith("person:") else "organization"

    def acts_for(self, entity: str) -> str | None:
        """Return the state that an organization stands for, a country for itself, else None.

        >>> open_atlas().acts_for("org:gazprom"), open_atlas().acts_for("org:airbus"), open_atlas().acts_for("FRA")
        ('RUS', None, 'FRA')
        """
        if entity in self.countries:
            return entity
        found = self.organizations.get(entity)
        return found.acts_for if found else None

    def readings(self, text: str, on: date | None = None) -> tuple[Name, ...]:
        """Return what a text can name on that day, the likeliest first.

        Names with dates hold only inside them and then go before names without; on an unknown day the
        names without dates go first. Where a text names several entities (``Congo``, ``Dominican``) the
        article has to decide; a ``place`` among them (``Korea``) means: without help, none of them.

        >>> [n.entity for n in open_atlas().readings("Yugoslavia", date(1999, 4, 1))]
        ['SRB', 'YUG']
        >>> [n.entity for n in open_atlas().readings("Yugoslavia", date(1975, 4, 1))]
        ['YUG']
        """
        held = [n for n in self._by_text.get(text, ()) if n.holds(on)]
        dated_first = on is not None
        return tuple(sorted(held, key=lambda n: ((n.valid_from or n.valid_to) is None) == dated_first))

    def officeholders(self, person: str, on: date | None = None) -> tuple[Office, ...]:
        """Return the posts that a person holds on that day, or ever; none for a person not listed."""
        return tuple(o for o in self._by_person.get(person, ()) if o.holds(on))

    def offices(self, state: str, on: date | None = None) -> tuple[Office, ...]:
        """Return the posts of a state or a body that are held on that day, or ever."""
        return tuple(o for o in self._by_state.get(state, ()) if o.holds(on))

    def item(self, text: str) -> ItemName | None:
        """Return the weapon system or facility of that name, in capitals or not.

        >>> open_atlas().item("s-400").text
        'S-400'
        """
        return self._by_item.get(text.lower())

    def point(self, iso3: str) -> tuple[float, float] | None:
        """Return latitude and longitude of a point inside the state, for maps.

        >>> open_atlas().point("TUR")
        (39.1, 35.2)
        """
        state = self.states.get(iso3)
        return (state.lat, state.lon) if state else None

    @cached_property
    def _by_text(self) -> Mapping[str, tuple[Name, ...]]:
        found: dict[str, list[Name]] = {}
        for name in self.names:
            found.setdefault(name.text, []).append(name)
        return {text: tuple(names) for text, names in found.items()}

    def begins_item(self, word: str) -> bool:
        """Tell whether the name of a thing may begin with a word."""
        return _first(word) in self._item_heads

    @cached_property
    def _item_heads(self) -> frozenset[str]:
        return frozenset(_first(item.text.split()[0]) for item in self.items)

    @cached_property
    def _by_item(self) -> Mapping[str, ItemName]:
        return {item.text.lower(): item for item in self.items}

    @cached_property
    def _by_person(self) -> Mapping[str, tuple[Office, ...]]:
        return _grouped(self.leaders, "person")

    @cached_property
    def _by_state(self) -> Mapping[str, tuple[Office, ...]]:
        return _grouped(self.leaders, "state")


@lru_cache(maxsize=4)
def open_atlas(folder: Path = HERE) -> Atlas:
    """Return the atlas of a folder of tables, by default the shipped one; read once.

    >>> open_atlas() is open_atlas()
    True
    """
    states = entries.states(folder / "states.tsv")
    bodies, alliances, sources = entries.alliances(folder / "alliances.tsv")
    spelled = entries.organizations(folder / "organizations.tsv", states)
    leaders, aliases = entries.leaders(folder / "leaders.tsv")
    names = [*written(folder / "names.tsv"), *of_bodies(bodies), *of_organizations(spelled)]
    names += of_persons(leaders, aliases, frozenset(name.text for name in names), alliances)
    whole = _sha256(folder)
    return Atlas(
        countries=MappingProxyType({s.iso3: entries.country(s) for s in states.values()}),
        states=MappingProxyType(states),
        alliances=MappingProxyType(alliances),
        organizations=MappingProxyType({o.id: o for o, _ in spelled}),
        persons=MappingProxyType({o.person: Person(o.person, o.name) for o in reversed(leaders)}),
        names=tuple(unique(names)),
        leaders=leaders,
        memberships=entries.memberships(folder / "memberships.tsv"),
        rivalries=entries.rivalries(folder / "rivalries.tsv"),
        items=entries.items(folder / "items.tsv"),
        sources=MappingProxyType(sources),
        version=whole[:12],
        dataset=Dataset(
            id="atlas",
            version=whole[:12],
            publisher="detente",
            licence="Apache-2.0",
            citation="detente atlas: states, bodies, offices and names from public record",
            sha256=whole,
        ),
    )


def _grouped(offices: tuple[Office, ...], field: str) -> Mapping[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = {}
    for office in offices:
        found.setdefault(getattr(office, field), []).append(office)
    return {key: tuple(held) for key, held in found.items()}


def _first(word: str) -> str:
    """Return the first word of a name as it is looked up: in small letters, without the stops that follow it."""
    return word.lower().rstrip(".'’-")


def _sha256(folder: Path) -> str:
    made = hashlib.sha256()
    for path in sorted(folder.glob("*.tsv")):
        made.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()
