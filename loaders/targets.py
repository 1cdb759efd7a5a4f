"""What a judgement may be about: ids that the graph holds, parties that fit, and clear words where not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..graph.errors import UsageError
from .rows import PARTY

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..graph.store import GraphStore

LABELED = (
    "UNWIND $ids AS key MATCH (n:Fact {id: key}) RETURN n.id AS id, 'Fact' AS label "
    "UNION UNWIND $ids AS key MATCH (n:Contract {id: key}) RETURN n.id AS id, 'Contract' AS label "
    "UNION UNWIND $ids AS key MATCH (n:Event {id: key}) RETURN n.id AS id, 'Event' AS label "
    "UNION UNWIND $ids AS key MATCH (n:Membership {id: key}) RETURN n.id AS id, 'Membership' AS label "
    "UNION UNWIND $ids AS key MATCH (n:Article {sha256: key}) RETURN n.sha256 AS id, 'Article' AS label"
)
TOLD = (
    "UNWIND $ids AS key MATCH (f:Fact {id: key}) "
    "RETURN f.id AS id, f.kind AS kind, f.parties AS parties, f.source AS source, f.count AS count ORDER BY id"
)
BEHIND = (
    "UNWIND $ids AS key MATCH (t:Contract {id: key})<-[:SUPPORTS|DISPUTES]-(f:Fact) RETURN f.id AS id "
    "UNION UNWIND $ids AS key MATCH (t:Event {id: key})<-[:SUPPORTS|DISPUTES]-(f:Fact) RETURN f.id AS id "
    "UNION UNWIND $ids AS key MATCH (t:Membership {id: key})<-[:SUPPORTS|DISPUTES]-(f:Fact) RETURN f.id AS id"
)
NAMED = (
    "MATCH (n:Organization) WHERE n.id = $id RETURN n.id AS id "
    "UNION MATCH (n:Person) WHERE n.id = $id RETURN n.id AS id"
)
FITS = {
    **dict.fromkeys(PARTY, ("country", "organization", "alliance")),
    "member": ("country",),
    "body": ("alliance",),
    "holder": ("person",),
    "employer": ("country", "organization", "alliance"),
}
ACTORS = ("country", "alliance", "organization", "person")
FIND = "Ids of facts: detente review, detente explain ID"


def label_of(store: GraphStore, ids: Sequence[str], wanted: Sequence[str], takes: str) -> str:
    """Return the one label that all ids have; UsageError where an id is unknown or of another kind."""
    if not ids:
        raise UsageError(f"{takes}: give at least one id. {FIND}")
    found: dict[str, str] = {row["id"]: row["label"] for row in store.read(LABELED, ids=list(ids))}
    for one in ids:
        if one not in found:
            raise UsageError(f"nothing in the graph has the id {one!r}. {FIND}")
        if found[one] not in wanted:
            raise UsageError(f"{one} is a {found[one].lower()}, and {takes}. {FIND}")
    if len(set(found.values())) > 1:
        told = ", ".join(f"{one} is a {found[one].lower()}" for one in ids)
        raise UsageError(f"{takes} of one kind: {told}.")
    return found[ids[0]]


def checked_facts(store: GraphStore, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the facts of the ids as rows; UsageError where one is unknown or cannot be judged."""
    label_of(store, ids, ("Fact",), "this takes facts")
    told = store.read(TOLD, ids=sorted(set(ids)))
    for row in told:
        if row["count"] is not None:
            raise UsageError(
                f"fact {row['id']} counts {row['count']} rows of {row['source']} on one day, and a day is not judged as "
                "a whole. Leave its source out instead: detente tension A B --without-source NAME"
            )
    return told


def checked_party(
    store: GraphStore, atlas: Atlas, facts: Sequence[dict[str, Any]], role: str | None, to: str | None
) -> str:
    """Return the corrected party as kind:id; UsageError where it is unknown or does not fit the facts."""
    if not role or not to:
        raise UsageError("a correction needs the part and the actor: --role target --to USA")
    entity = to.upper() if to.upper() in atlas.countries else to
    known = any(
        entity in part for part in (atlas.countries, atlas.alliances, atlas.organizations, atlas.persons)
    )
    if not known and not store.read(NAMED, id=entity):
        raise UsageError(
            f"--to {to}: no country, body, organization or person has this id. A country is written as its ISO "
            "code (USA), a body as its short name (NATO), a company as org:gazprom."
        )
    kind = atlas.kind(entity)
    if kind not in FITS.get(role, ACTORS):
        raise UsageError(f"--to {to} is a {kind}, and cannot be the {role} of a fact.")
    for fact in facts:
        parts = dict(reversed([party.split("=", 1) for party in fact["parties"]]))
        if role not in parts:
            raise UsageError(f"fact {fact['id']} has no {role!r}; it has: {', '.join(sorted(parts))}.")
        if parts[role] == f"{kind}:{entity}":
            raise UsageError(f"fact {fact['id']} has {entity} as its {role} already.")
        if f"{kind}:{entity}" in [party for name, party in parts.items() if name != role]:
            raise UsageError(f"fact {fact['id']} would have {entity} on both sides.")
    return f"{kind}:{entity}"


def checked_things(store: GraphStore, action: str, ids: Sequence[str]) -> None:
    """Raise UsageError unless the ids are things to merge, or a thing and some of its facts to split off."""
    if action == "merge":
        if len(ids) < 2:
            raise UsageError("merge takes two or more contracts, or two or more events.")
        label_of(store, ids, ("Contract", "Event"), "merge takes contracts or events")
        return
    if len(ids) < 2:
        raise UsageError("split takes a contract or an event, then the facts that leave it.")
    label_of(store, ids[:1], ("Contract", "Event"), "split takes a contract or an event first")
    label_of(store, ids[1:], ("Fact",), "split takes facts after the thing that they leave")
    own = facts_of(store, ids[:1])
    for fact in ids[1:]:
        if fact not in own:
            raise UsageError(f"fact {fact} is not behind {ids[0]}; its facts: {', '.join(own)}.")
    if set(ids[1:]) == set(own):
        raise UsageError(f"{ids[0]} would have no fact left; name those that leave it.")


def facts_of(store: GraphStore, ids: Sequence[str]) -> list[str]:
    """Return the facts behind contracts or events, by id."""
    return sorted(row["id"] for row in store.read(BEHIND, ids=list(ids)))
