"""What a contract tells of events: a signed treaty of sale binds both sides, and it names whom a guess has to mean."""

from __future__ import annotations

import re
from dataclasses import replace

from ....graph.model import Fact, Role, make_fact
from .acts import Act, untold

__all__ = ["deeds", "redirected"]

SIGNING = re.compile(r"\b(?:sign|conclud|award|ink|initial|clinch|seal)")
DELIVERED = frozenset(["completed", "in_delivery"])
HANDED = frozenset(["arms", "energy", "trade"])
COMING = ("deal.verb.sell", "deal.verb.build")
"""Rules of goods still to be delivered or works still to be done, which is no treaty still to be signed."""
TOUCHED = ("deal.noun.licence", "deal.noun.license", "deal.noun.purchase")
"""Rules of deals that a noun only touches on."""
GUESSED = ("/context", "/frame")
TRADE = frozenset(["AGREE", "SUPPORT", "COOPERATE", "AID", "CONSULT"])


def deeds(facts: list[Fact]) -> list[Fact]:
    """Return the events of contracts that no sentence told as an act of the same two."""
    return untold(facts, lambda bond: _acts(bond, facts))


def _acts(bond: Fact, facts: list[Fact]) -> list[Act]:
    if bond.kind != "contract" or bond.party("buyer") is None or bond.party("seller") is None:
        return []
    acts: list[Act] = []
    if bond.status in DELIVERED and bond.type in HANDED:
        acts.append(("seller", "buyer", "COOPERATE"))
    touched = bond.rule.startswith(TOUCHED)
    if bond.status == "signed" and not touched and (bond.type == "loan" or not carried_out(bond, facts)):
        acts += (
            [("seller", "buyer", "AID")]
            if bond.type == "loan"
            else [("buyer", "seller", "SUPPORT"), ("seller", "buyer", "SUPPORT")]
        )
    if bond.status == "planned" and bond.rule.startswith(COMING):
        acts.append(("seller", "buyer", "COOPERATE"))
    elif bond.status == "planned" and bond.type != "loan" and not carried_out(bond, facts):
        acts += [("buyer", "seller", "AGREE"), ("seller", "buyer", "AGREE")]
    return acts


def carried_out(bond: Fact, facts: list[Fact]) -> bool:
    """Tell whether the words of a contract tell of its delivery rather than its signing: ``sells gas to Peru``."""
    buyer, seller = bond.party("buyer"), bond.party("seller")
    if any(SIGNING.search(x.quote) for x in bond.evidence):
        return False
    return any(
        e.kind == "event"
        and e.type == "COOPERATE"
        and (a := e.party("source")) is not None
        and (b := e.party("target")) is not None
        and seller is not None
        and buyer is not None
        and (a.entity, b.entity) == (seller.entity, buyer.entity)
        and any(x.start < y.end and y.start < x.end for x in bond.evidence for y in e.evidence)
        for e in facts
    )


def redirected(facts: list[Fact]) -> list[Fact]:
    """Return the facts with the guessed party of an act of trade put right by a contract told in the same words."""
    bonds = [f for f in facts if f.kind == "contract" and f.party("buyer") and f.party("seller")]
    kept: list[Fact] = []
    for one in facts:
        kept += put_right(one, bonds) or [one]
    return kept


def put_right(act: Fact, bonds: list[Fact]) -> list[Fact]:
    """Return an act with the other sides that contracts in its words give to the one that is named, or nothing."""
    source, target = act.party("source"), act.party("target")
    if act.kind != "event" or act.type not in TRADE or not act.rule.endswith(GUESSED):
        return []
    if source is None or target is None:
        return []
    near = [
        b for b in bonds if any(x.start < y.end and y.start < x.end for x in b.evidence for y in act.evidence)
    ]
    pairs = [{r.entity: r for r in (b.party("buyer"), b.party("seller")) if r is not None} for b in near]
    if act.rule.endswith("/context"):
        if (source.antecedent is None) == (target.antecedent is None):
            return []
        known, guess = (source, target) if source.antecedent is None else (target, source)
    else:
        known, guess = (source, target) if any(source.entity in p for p in pairs) else (target, source)
    others: dict[str, Role] = {}
    for pair in pairs:
        if known.entity in pair and len(pair) == 2:
            other = next(r for e, r in pair.items() if e != known.entity)
            others.setdefault(other.entity, other)
    if guess.entity in others:
        return []
    return [
        make_fact(
            "event", act.type,
            tuple(r if r.entity == known.entity else stood_in(guess, other) for r in act.roles),
            source=act.source, evidence=act.evidence, subtype=act.subtype, polarity=act.polarity,
            modality=act.modality, attribution=act.attribution, valid=act.valid, reported_at=act.reported_at,
            reported_basis=act.reported_basis, confidence=act.confidence, extractor=act.extractor,
            rule=act.rule + "/contract",
        )
        for other in others.values()
    ]  # fmt: skip


def stood_in(guess: Role, other: Role) -> Role:
    """Return the other side of a contract in the place of a guess, with the mention that settles it."""
    return replace(
        guess, entity=other.entity, kind=other.kind, via="coref", antecedent=other.antecedent or other.mention
    )
