"""The analyst's hand: a judgement is recorded, and what facts merge to is computed again.

A judgement is a record of its own, with author, reason and time; taking it back leaves the graph as it would
be without it, beside the record marked as undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..graph.errors import UsageError
from ..graph.model import Action, Fact, Judgement, digest
from ..graph.schema import Batch, node_batch, relationship_batch
from .merge import BY_ID, merge_again, read_fact
from .rulings import Rulings, instant, read_judgements, read_rulings
from .targets import checked_facts, checked_party, checked_things, facts_of, label_of

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..graph.store import GraphStore

OF_ARTICLES = (
    "UNWIND $ids AS key MATCH (a:Article {sha256: key})<-[:STATED_IN]-(f:Fact) RETURN f.id AS id ORDER BY id"
)
# What a judgement alone brought into the graph goes with it.
UNUSED = (
    "UNWIND $rows AS row MATCH (n:Item) WHERE NOT (n)--() DELETE n",
    "UNWIND $rows AS row MATCH (n:Organization {id: row.id}) WHERE NOT (n)<-[]-() AND NOT (n)-[:BUYS|SELLS|FINANCES|BUILDS|SOURCE_OF]->() DETACH DELETE n",
    "UNWIND $rows AS row MATCH (n:Person {id: row.id}) WHERE NOT (n)--() DELETE n",
    "UNWIND $rows AS row MATCH (n:Alliance {id: row.id}) WHERE NOT (n)--() DELETE n",
    "UNWIND $rows AS row MATCH (n:Country) WHERE n.iso3 IN [row.id, row.state] AND NOT (n)--() DELETE n",
)


def judge(
    store: GraphStore,
    atlas: Atlas,
    action: Action,
    ids: Sequence[str],
    *,
    reason: str,
    author: str,
    decided_at: datetime,
    role: str | None = None,
    to: str | None = None,
) -> Judgement:
    """Record a judgement and bring the graph in line with it; UsageError where it cannot be.

    Parameters
    ----------
    action : what is decided
    ids : facts (reject, confirm, correct), articles (retract), contracts or events (merge), or one of these
        and the facts that leave it (split)
    reason, author, decided_at : why, who and when; of two judgements that contradict each other the later holds
    role, to : of a correction: the part, and the actor that plays it
    """
    if not reason.strip() or not author.strip():
        raise UsageError("a judgement needs a reason and an author: add --reason TEXT (and --author NAME).")
    targets = tuple(dict.fromkeys(ids))
    becomes: str | None = None
    anchors: tuple[str, ...] = ()
    if action in ("reject", "confirm", "correct"):
        told = checked_facts(store, targets)
        if action == "correct":
            becomes = checked_party(store, atlas, told, role, to)
        targets = tuple(sorted(targets))
    elif action == "retract":
        label_of(store, targets, ("Article",), "retract takes articles")
        targets = tuple(sorted(targets))
    else:
        checked_things(store, action, targets)
        targets = tuple(sorted(targets)) if action == "merge" else (targets[0], *sorted(targets[1:]))
        anchors = tuple(facts_of(store, targets if action == "merge" else targets[:1]))
    when = instant(decided_at)
    part = role if action == "correct" else None
    made = Judgement(
        id=digest("judgement", action, *targets, part, becomes, author.strip(), reason.strip(), when),
        action=action,
        author=author.strip(),
        reason=reason.strip(),
        decided_at=when,
        targets=targets,
        role=part,
        becomes=becomes,
        anchors=anchors,
    )
    former = _facts(store, _named(store, made), read_rulings(store))
    _record(store, made)
    _settle(store, atlas, made, former)
    return made


def undo(store: GraphStore, atlas: Atlas, id: str, *, author: str, undone_at: datetime) -> Judgement:
    """Take a judgement back: the graph becomes what it would be without it; the record stays, marked as undone."""
    known = {j.id: j for j in read_judgements(store)}
    if id not in known:
        raise UsageError(f"no judgement has the id {id!r}. All of them: detente judge list")
    if known[id].undone_at:
        raise UsageError(f"judgement {id} was undone at {known[id].undone_at} by {known[id].undone_by}.")
    former = _facts(store, _named(store, known[id]), read_rulings(store))
    done = replace(known[id], undone_at=instant(undone_at), undone_by=author)
    store.write_many(
        [node_batch("Judgement", [{"id": id, "undone_at": done.undone_at, "undone_by": author}])]
    )
    _settle(store, atlas, done, former)
    return done


def _named(store: GraphStore, told: Judgement) -> list[str]:
    """Return the facts whose merging a judgement changes."""
    if told.action == "retract":
        return [row["id"] for row in store.read(OF_ARTICLES, ids=sorted(set(told.targets)))]
    return list(told.anchors or told.targets)


def _facts(store: GraphStore, ids: Sequence[str], rulings: Rulings) -> list[Fact]:
    """Return facts as they count under the judgements."""
    return [rulings.seen(read_fact(row)) for row in store.read(BY_ID, ids=sorted(set(ids)))]


def _record(store: GraphStore, made: Judgement) -> None:
    batches: list[Batch] = [
        node_batch(
            "Judgement",
            [
                {
                    "id": made.id, "action": made.action, "author": made.author, "reason": made.reason,
                    "decided_at": made.decided_at, "targets": list(made.targets), "role": made.role,
                    "becomes": made.becomes, "anchors": list(made.anchors) or None,
                }
            ],
        )
    ]  # fmt: skip
    label, ends = "Fact", made.targets
    if made.action == "retract":
        label = "Article"
    elif made.action in ("merge", "split"):  # the things themselves are linked wherever facts are merged
        ends = made.targets[1:] if made.action == "split" else ()
    if ends:
        rows: list[dict[str, Any]] = [{"from": made.id, "to": end} for end in ends]
        batches.append(relationship_batch("JUDGES", "Judgement", label, rows))
    store.write_many(batches)


def _settle(store: GraphStore, atlas: Atlas, told: Judgement, former: Sequence[Fact]) -> None:
    """Merge again what the judgement changes, and remove what no longer belongs to anything."""
    merge_again(store, _facts(store, _named(store, told), Rulings()), atlas, former=former)
    _, _, entity = (told.becomes or "").partition(":")
    row = {"id": entity, "state": (atlas.acts_for(entity) if entity else None) or ""}
    store.write_many([(statement, [row]) for statement in UNUSED])
