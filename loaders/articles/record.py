"""Extractions in the form of the gold records: whole articles, and single sentences with their event codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...graph.model import Article, Fact, Interval
from .document import Token
from .extract import Extraction, extract

if TYPE_CHECKING:
    from ...atlas.book import Atlas

FRIENDLY = frozenset({"COOPERATE", "AID", "SUPPORT", "CONSULT", "CONCEDE", "RETREAT"})
RELEASED = re.compile(
    r"^(?:release|free|return|repatriate|reopen|liberate|hand)\.|\.(?:prisoner|sanction|blockade|embargo|inspector|hostage|border)$"
)
"""Rules whose act the sentence records count as RETREAT: release, return, measures ended, inspectors admitted."""

DAYS = {"day": 10, "month": 7, "year": 4}


def gold_record(given_id: str, extraction: Extraction, atlas: Atlas) -> dict[str, Any]:
    """Return an extraction as one line of the article gold: plain values, evidence as text."""
    return {
        "id": given_id,
        "states": [s for s in extraction.states if not past(s, atlas)],
        "alliances": list(extraction.alliances),
        "contracts": [contract(f, atlas) for f in extraction.facts if f.kind == "contract"],
        "events": [event(f, atlas) for f in extraction.facts if f.kind == "event"],
        "memberships": [membership(f, atlas) for f in extraction.facts if f.kind == "membership"],
        "people": [person(f, atlas) for f in extraction.people],
    }


def past(entity: str, atlas: Atlas) -> bool:
    """Tell whether a state is one of the past, which the gold writes by name and does not count."""
    known = atlas.countries.get(entity)
    return known is not None and known.valid_to is not None


def named(atlas: Atlas, fact: Fact, role: str) -> str | None:
    """Return the code of a party as the gold writes it: ISO code or name of the body, else a name."""
    party = fact.party(role)
    if party is None:
        return None
    if party.kind in ("country", "alliance"):
        return atlas.label(party.entity) if past(party.entity, atlas) else party.entity
    if party.kind == "organization":
        known = atlas.organizations.get(party.entity)
        if known is not None:
            return known.acts_for or known.name
    return party.entity


def quote(fact: Fact) -> str | None:
    """Return the first piece of evidence as text."""
    return fact.evidence[0].quote if fact.evidence else None


def day(valid: Interval | None) -> str | None:
    """Return an interval as an ISO date as exact as it is known."""
    return valid.start.isoformat()[: DAYS.get(valid.granularity, 10)] if valid else None


def event(fact: Fact, atlas: Atlas) -> dict[str, Any]:
    """Return an event fact as a gold row."""
    return {
        "source": named(atlas, fact, "source"),
        "target": named(atlas, fact, "target"),
        "class": fact.type,
        "date": day(fact.valid),
        "polarity": fact.polarity,
        "modality": fact.modality,
        "speaker": fact.attribution.speaker if fact.attribution else None,
        "evidence": quote(fact),
    }


def contract(fact: Fact, atlas: Atlas) -> dict[str, Any]:
    """Return a contract fact as a gold row."""
    amount = fact.amount
    return {
        "buyer": named(atlas, fact, "buyer"),
        "seller": named(atlas, fact, "seller"),
        "item": fact.item,
        "value": float(amount.value) if amount else None,
        "currency": amount.currency if amount else None,
        "quantity": float(fact.quantity.value) if fact.quantity else None,
        "status": fact.status,
        "evidence": quote(fact),
        **(
            {"alt_values": [[float(v), c] for v, c in amount.alternatives]}
            if amount and amount.alternatives
            else {}
        ),
    }


def membership(fact: Fact, atlas: Atlas) -> dict[str, Any]:
    """Return a membership fact as a gold row."""
    return {
        "state": named(atlas, fact, "member"),
        "alliance": named(atlas, fact, "body"),
        "status": fact.type,
        "evidence": quote(fact),
    }


def person(fact: Fact, atlas: Atlas) -> dict[str, Any]:
    """Return an office fact as a gold row."""
    holder = fact.party("holder")
    known = atlas.persons.get(holder.entity) if holder else None
    name = known.name if known else (holder.mention.quote if holder and holder.mention else None)
    return {"name": name, "role": fact.type, "state": named(atlas, fact, "employer")}


def sentence_record(given_id: str, article: Article, atlas: Atlas, nlp: Token = None) -> dict[str, Any]:
    """Return a single sentence as event codes: acts inside one state count, planned friendly acts are AGREE."""
    extraction = extract(article, None, atlas, nlp, domestic=True)
    rows: list[dict[str, Any]] = []
    for fact in extraction.facts:
        if fact.kind != "event" or fact.modality == "denied":
            continue
        cls = fact.type
        if cls == "AGREE" and fact.rule.endswith("/event"):
            continue
        if cls in FRIENDLY and fact.modality in ("planned", "possible"):
            cls = "AGREE"
        elif fact.modality == "possible":
            continue
        elif cls == "CONCEDE" and RELEASED.search(fact.rule.split("/")[0]):
            cls = "RETREAT"
        row = {"source": coded(fact, "source"), "target": coded(fact, "target"), "class": cls}
        if row not in rows:
            rows.append(row)
    return {"id": given_id, "events": rows}


def coded(fact: Fact, role: str) -> str | None:
    """Return the code of a party in sentence records: a state, or IGO for any intergovernmental body."""
    party = fact.party(role)
    if party is None:
        return None
    return "IGO" if party.kind == "alliance" else party.entity if party.kind == "country" else None
