"""Whose hands a thing leaves and whose it comes into, by a verb of selling, lending or leasing."""

from __future__ import annotations

from .. import arguments
from ..document import Document, Resolved, Token
from .commerce import compounded_receiver, given, states_of
from .makers import charged

Sides = tuple[tuple[Resolved, ...], tuple[Resolved, ...]]
"""Who gives, who takes."""


def sold(
    doc: Document,
    index: int,
    verb: Token,
    thing: Token | None,
    frame: str,
    agents: tuple[Resolved, ...],
    receivers: tuple[Resolved, ...],
    givers: tuple[Resolved, ...],
) -> Sides:
    """Return the sides of a sale or a loan."""
    sellers, buyers = agents, receivers or compounded_receiver(doc, index, thing)
    buyers = buyers or charged(doc, index, verb)
    if not buyers and verb.lemma_.lower() in ("park", "deposit"):
        with_whom = arguments.prep_objects(verb, "with", "at")
        buyers = states_of(doc, index, with_whom) or states_of(
            doc, index, [g for t in with_whom for g in arguments.prep_objects(t, "in", "of")]
        )
    if not sellers and givers:
        sellers = givers
    if not buyers and frame == "sell" and thing is not None:
        buyers = states_of(doc, index, [c for c in thing.children if c.dep_ == "poss" and c.pos_ == "PROPN"])
    known = {s.entity for s in sellers}
    return sellers, tuple(b for b in buyers if b.entity not in known or b.via != "coref")


def leased(
    doc: Document, index: int, verb: Token, agents: tuple[Resolved, ...], givers: tuple[Resolved, ...]
) -> Sides:
    """Return the sides of a lease."""
    direct = given(doc, index, verb)
    ends = arguments.prep_objects(verb, "to") or [
        t for c in verb.subtree if c.lower_ == "to" and c.i > verb.i for t in c.children if t.dep_ == "pobj"
    ]
    to_other = states_of(doc, index, [*direct, *ends])
    if direct and not givers and any(a.via == "company" for a in agents):
        told = {a.entity for a in agents}  # "Hoegh leases it two"
        return agents, tuple(r for r in to_other if r.entity not in told)
    return (agents, to_other) if to_other else (givers, agents)
