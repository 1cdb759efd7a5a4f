"""Putting together every name of the atlas: states, groups, places, bodies, organizations, persons."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import cast

from ..graph.model import Organization
from .people import forms
from .tables import Row, fault, parts, rows, span
from .values import Form, Name, NameKind, Office, Via

NAME_COLUMNS = ("text", "entity", "kind", "via", "form", "valid_from", "valid_to")
KINDS = frozenset({"country", "alliance", "organization", "person", "group", "place"})
VIAS = frozenset({
    "name", "demonym", "capital", "metonym", "leader", "company", "ministry", "organ", "former", "group",
    "place", "person",
})  # fmt: skip
FORMS = frozenset({"noun", "adj", "people", "person"})
GRACE = timedelta(days=366)


def written(path: Path) -> Iterator[Name]:
    """Yield the names of the table of names."""
    for row in rows(path, NAME_COLUMNS):
        text, entity, kind, via, form, start, end = row.cells
        if not text or kind not in KINDS or via not in VIAS or form not in FORMS:
            raise fault(row.where, f"a name needs a text, and a known kind, via and form: {row.cells!r}")
        first, last = span(start, end, row.where) if start or end else (None, None)
        yield Name(text, entity, cast(NameKind, kind), cast(Via, via), cast(Form, form), first, last)


def of_bodies(table: Iterable[Row]) -> Iterator[Name]:
    """Yield the names of alliances and of the organs that stand for them; rows are (id, name, aliases, organs)."""
    for row in table:
        made, name, aliases, organs = row.cells
        texts = dict.fromkeys((made, name, *parts(aliases)))
        for text in texts:
            yield Name(text, made, "alliance", "name")
        for text in parts(organs):
            if text not in texts:
                yield Name(text, made, "alliance", "organ")


def of_organizations(table: Iterable[tuple[Organization, tuple[str, ...]]]) -> Iterator[Name]:
    """Yield the names of organizations with their aliases."""
    for organization, aliases in table:
        via: Via = "ministry" if organization.kind in ("ministry", "agency", "armed force") else "company"
        for text in dict.fromkeys((organization.name, *aliases)):
            yield Name(text, organization.id, "organization", via)


def of_persons(
    offices: Iterable[Office],
    aliases: Mapping[str, tuple[str, ...]],
    taken: frozenset[str],
    bodies: Container[str] = (),
) -> Iterator[Name]:
    """Yield the names of office holders.

    A part of a name stands alone where the table lists it or where it is nobody else's: no other name in
    ``taken``, no leader of a second state (``bodies`` are none). It holds during the offices, with a year of grace on both sides.
    """
    held: dict[str, list[Office]] = {}
    for office in offices:
        held.setdefault(office.person, []).append(office)
    made: dict[str, list[tuple[str, bool, bool]]] = {}
    owners: dict[str, set[str]] = {}
    for person, posts in held.items():
        made[person] = list(forms(posts[0].name, aliases.get(person, ()), posts[0].state))
        for text, part, _ in made[person]:
            if part:
                owners.setdefault(text, set()).update(post.state for post in posts)
    for person, posts in held.items():
        start, end = _years(posts)
        for text, part, guess in made[person]:
            if not part:
                yield Name(text, person, "person", "leader")
            elif text not in taken and (
                not guess or len(owners[text]) == 1 or _one_home(owners[text], bodies)
            ):
                yield Name(text, person, "person", "leader", "surname", start, end)


def _one_home(states: set[str], bodies: Container[str]) -> bool:
    """Tell whether the posts are those of one state and of bodies, as of a minister who went on to the EU."""
    return sum(s not in bodies for s in states) == 1


def _years(posts: list[Office]) -> tuple[date | None, date | None]:
    starts = [p.start for p in posts]
    ends = [p.end for p in posts]
    first = None if None in starts else min(s for s in starts if s)
    last = None if None in ends else max(e for e in ends if e)
    return (first - GRACE if first else None), (last + GRACE if last else None)


def unique(names: Iterable[Name]) -> Iterator[Name]:
    """Yield the names without a second one of the same text, entity, form and dates."""
    seen: set[tuple[str, str, str, date | None]] = set()
    for name in names:
        key = (name.text, name.entity, name.form, name.valid_from)
        if key not in seen:
            seen.add(key)
            yield name
