"""Denials without a word of denying: ``Peru insisted that its ships had not entered Chilean waters``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import arguments, evidence
from ..document import Resolved, Token
from . import sides
from .triggers import Hit

if TYPE_CHECKING:
    from .reader import Reader, Row

__all__ = ["disclaimers"]

HOLDING = frozenset(
    ["insist", "maintain", "affirm", "assert", "stress", "claim", "argue", "contend", "reiterate", "emphasise", "emphasize", "swear",
     "protest", "say", "retort", "counter", "respond", "reply"]
)  # fmt: skip
DEEDS = frozenset(["ASSAULT", "COERCE", "MOBILIZE"])


def disclaimers(reader: Reader, index: int, hits: list[Hit], heads: set[int], model: type[Row]) -> list[Row]:
    """Return the rejections of those who say that they did no harm to another."""
    found: list[Row] = []
    for hit in hits:
        holding = held(hit.token)
        if holding is None or hit.row.cls not in DEEDS:
            continue
        voices = tuple(
            r
            for t in arguments.surface_subjects(holding)
            for r in arguments.parties(reader.doc, index, t)
            if r.kind != "group"
        )
        if len(voices) != 1:
            continue
        doers, blocked = sides.sources(reader, index, hit, heads)
        if blocked or any(d.entity != voices[0].entity for d in doers):
            continue
        harmed, _, hidden = sides.targets(reader, index, hit, voices, heads)
        if not hidden:
            found += [row(reader, index, hit, holding, voices[0], one, model) for one in harmed]
    return found


def held(verb: Token) -> Token | None:
    """Return the verb of saying under which a verb is denied, or None."""
    above = verb.head
    if verb.pos_ != "VERB" or verb.dep_ != "ccomp" or above.lemma_.lower() not in HOLDING:
        return None
    if not any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children):
        return None
    will = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    return None if will or any(c.dep_ == "neg" for c in above.children) else above


def row(
    reader: Reader, index: int, hit: Hit, holding: Token, voice: Resolved, one: Resolved, model: type[Row]
) -> Row:
    """Return one rejection."""
    proof = evidence.clause(reader.doc, index, [holding, hit.token], [voice.mention, one.mention])
    return model(
        voice, one, "REJECT", "-", "fact", None, proof, f"disclaimer/{hit.row.id}", 0.6, index, holding.i
    )
