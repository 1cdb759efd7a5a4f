"""The events that go with a contract: a signed treaty of sale binds both sides, goods handed over are cooperation."""

from __future__ import annotations

from dataclasses import replace

from ...graph.model import Fact, make_fact

__all__ = ["deeds"]

DELIVERED = frozenset(["completed", "in_delivery"])
HANDED = frozenset(["arms", "energy", "trade"])


def deeds(facts: list[Fact]) -> list[Fact]:
    """Return the events of contracts that no sentence told as an act of the same two."""
    known = {
        (a.entity, b.entity, e.type)
        for e in facts
        if e.kind == "event" and (a := e.party("source")) and (b := e.party("target"))
    }
    made: list[Fact] = []
    for one in facts:
        buyer, seller = one.party("buyer"), one.party("seller")
        if one.kind != "contract" or buyer is None or seller is None:
            continue
        acts: list[tuple[str, str, str]] = []
        if one.status in DELIVERED and one.type in HANDED:
            acts.append(("seller", "buyer", "COOPERATE"))
        if one.status == "signed":
            acts += (
                [("seller", "buyer", "AID")]
                if one.type == "loan"
                else [("buyer", "seller", "SUPPORT"), ("seller", "buyer", "SUPPORT")]
            )
        for doer, other, cls in acts:
            a, b = one.party(doer), one.party(other)
            if a is None or b is None or (a.entity, b.entity, cls) in known:
                continue
            known.add((a.entity, b.entity, cls))
            made.append(
                make_fact(
                    "event", cls, (replace(a, role="source"), replace(b, role="target")), source=one.source,
                    evidence=one.evidence, polarity="+", modality="fact", attribution=None, valid=one.valid,
                    reported_at=one.reported_at, reported_basis=one.reported_basis, confidence=one.confidence,
                    extractor=one.extractor, rule=one.rule + "/event",
                )
            )  # fmt: skip
    return made
