"""Whom an act means that names nobody: both sides of a quarrel, the one whose deed is taken up, the one under a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import arguments, context
from ..document import Document, Resolved, Token
from .lexicon import HOSTILE

if TYPE_CHECKING:
    from .reader import Row
    from .triggers import Hit

__all__ = ["both_sides", "conditioned", "resumed"]

PEACE = frozenset(
    ["ceasefire", "cease-fire", "truce", "armistice", "restraint", "calm", "dialogue", "de-escalation", "moderation", "patience",
     "detente", "reconciliation", "compromise", "talk", "negotiation", "peace", "standstill", "disengagement"]
)  # fmt: skip
STRIFE = frozenset(
    ["violence", "fighting", "bloodshed", "clash", "hostility", "escalation", "flare-up", "conflict", "war", "tension",
     "confrontation", "skirmish", "crisis", "standoff", "stand-off", "feud", "dispute", "quarrel", "row"]
)  # fmt: skip
SERVICES = frozenset(
    ["office", "mediation", "mediate", "mediator", "intermediary", "go-between", "facilitator", "bridge", "conduit", "venue",
     "arbitrate", "broker", "host", "facilitate", "conciliate", "peacemaker", "arbiter"]
)  # fmt: skip
TAKEN_UP = frozenset(
    ["move", "step", "act", "action", "decision", "claim", "charge", "allegation", "accusation", "suggestion", "idea", "proposal",
     "demand", "request", "remark", "comment", "word", "statement", "explanation", "assertion", "gesture", "measure", "threat",
     "warning", "report", "denial", "offer", "plea", "appeal", "call", "version", "account", "condition", "term", "figure",
     "argument", "notion", "plan", "policy", "practice", "stance", "announcement", "invitation", "ultimatum", "development"]
)  # fmt: skip


def both_sides(
    doc: Document, rows: list[Row], index: int, hit: Hit, sources: tuple[Resolved, ...]
) -> tuple[Resolved, ...]:
    """Return the two who quarrel, where an outsider speaks of what is theirs: ``urged a ceasefire``, ``offered to mediate``."""
    if not shared(hit):
        return ()
    own = frozenset(s.entity for s in sources)
    start, end = doc.place_of(index, hit.token)
    pair = context.group(doc, index, doc.span(start, end), 2, own)
    two = {p.entity for p in pair}
    quarrel = [r for r in rows if r.cls in HOSTILE]
    between = any({r.source.entity, r.target.entity} == two for r in quarrel)
    involved = any(
        r.source.entity in own | two
        and r.target.entity in own | two
        and own & {r.source.entity, r.target.entity}
        for r in quarrel
    )
    return pair if between and not involved else ()


def shared(hit: Hit) -> bool:
    """Tell whether what is asked, deplored or offered concerns two sides at once."""
    verb = hit.token
    if verb.pos_ != "VERB":
        return False
    if hit.row.cls == "AGREE":
        return any(t.lemma_.lower() in SERVICES for t in verb.subtree if t.i >= verb.i)
    wanted = {"REQUEST": PEACE | STRIFE, "ACCUSE": STRIFE}.get(hit.row.cls)
    if wanted is None:
        return False
    things = [*arguments.objects(verb), *arguments.prep_objects(verb, "for", "at", "about", "over", "to")]
    things += [hit.object] if hit.object is not None else []
    things += [t for one in list(things) for t in arguments.prep_objects(one, "to", "of", "for", "in")]
    return any(t.lemma_.lower() in wanted or t.lower_ in wanted for t in things)


def resumed(doc: Document, index: int, verb: Token, known: frozenset[str]) -> tuple[Resolved, ...]:
    """Return whose deed a noun after a comma takes up: ``Chile shut the road, a move Peru condemned``."""
    noun = verb.head
    if verb.dep_ not in ("relcl", "acl") or noun.lemma_.lower() not in TAKEN_UP:
        return ()
    first = noun.left_edge.i
    if first == 0 or noun.doc[first - 1].text not in (",", "-", "--", "–", "—"):
        return ()
    one = noun
    for _ in range(8):
        if one.head.i == one.i:
            break
        one = one.head
        if one.pos_ in ("VERB", "AUX"):
            found = [r for t in arguments.agents(one) for r in arguments.parties(doc, index, t)]
            found = [r for r in found if r.kind != "group" and r.entity not in known]
            if found:
                return tuple(arguments.unique(found))
    return ()


def conditioned(doc: Document, index: int, verb: Token, known: set[str]) -> tuple[Resolved, ...]:
    """Return who must meet a condition: Peru in ``threatened to quit unless Peru paid``."""
    clauses = [c for c in verb.children if c.dep_ in ("advcl", "xcomp", "ccomp")]
    clauses += [g for c in clauses for g in c.children if g.dep_ == "advcl"]
    for one in clauses:
        if not any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "until") for c in one.children):
            continue
        found = [r for t in arguments.surface_subjects(one) for r in arguments.parties(doc, index, t)]
        found = [r for r in found if r.kind != "group" and r.entity not in known]
        if found:
            return tuple(arguments.unique(found))
    return ()
