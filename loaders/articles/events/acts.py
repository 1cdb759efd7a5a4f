"""Turns what a lasting tie between two parties tells into events: a contract signed, a body entered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ....graph.model import Fact, make_fact

Act = tuple[str, str, str]
"""The role of who acts, the role of the other side, the PLOVER class."""


def untold(facts: list[Fact], acts: Callable[[Fact], Iterable[Act]]) -> list[Fact]:
    """Return the events of ties that no sentence told as an act of the same two."""
    known = {
        (a.entity, b.entity, e.type)
        for e in facts
        if e.kind == "event" and (a := e.party("source")) and (b := e.party("target"))
    }
    made: list[Fact] = []
    for tie in facts:
        for event in _events(tie, acts(tie)):
            key = (event.roles[0].entity, event.roles[1].entity, event.type)
            if key not in known:
                known.add(key)
                made.append(event)
    return made


def _events(tie: Fact, acts: Iterable[Act]) -> Iterator[Fact]:
    for doer, other, cls in acts:
        a, b = tie.party(doer), tie.party(other)
        if a is None or b is None:
            continue
        yield make_fact(
            "event", cls, (replace(a, role="source"), replace(b, role="target")), source=tie.source,
            evidence=tie.evidence, polarity="+", modality="planned" if tie.status == "planned" else "fact",
            # Who announces a contract does not answer for its being signed.
            attribution=tie.attribution if tie.kind == "membership" else None,
            valid=tie.valid, reported_at=tie.reported_at, reported_basis=tie.reported_basis,
            confidence=tie.confidence, extractor=tie.extractor, rule=tie.rule + "/event",
        )  # fmt: skip
