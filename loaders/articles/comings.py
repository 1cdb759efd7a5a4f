"""What coming into a body and asking for it tell of events: an entry binds both sides, an application is a request."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...graph.model import Fact, make_fact
from .belonging_record import turns

if TYPE_CHECKING:
    from ...atlas.book import Atlas

ENTERED = re.compile(
    r"^member\.(?:verb|unsaid|context)\.(?:(?:re)?join|(?:re)?enter|accede|(?:re)?admit\w*|take|let|bring|come|get|creep|welcome|usher|induct|accept)\b"
    r"|^member\.told\.nth|^member\.noun\.(?:accession|entry|admission)"
)
ASKED = re.compile(r"^member\.(?:verb|unsaid|context)\.(?:apply|petition)")
LONG_AGO = 1  # years after which an entry is no event of the story any more


def comings(facts: list[Fact], atlas: Atlas) -> list[Fact]:
    """Return the events of entries and applications that no sentence told as an act of the same two."""
    known = {
        (a.entity, b.entity, e.type)
        for e in facts
        if e.kind == "event" and (a := e.party("source")) and (b := e.party("target"))
    }
    made: list[Fact] = []
    for one in facts:
        member, body = one.party("member"), one.party("body")
        if (
            one.kind != "membership"
            or member is None
            or body is None
            or _old(one, atlas, member.entity, body.entity)
        ):
            continue
        acts: list[tuple[str, str, str]] = []
        if one.type == "member" and ENTERED.search(one.rule):
            acts = [("member", "body", "SUPPORT"), ("body", "member", "SUPPORT")]
        elif one.type == "candidate" and ASKED.search(one.rule):
            acts = [("member", "body", "REQUEST")]
        for doer, other, cls in acts:
            a, b = one.party(doer), one.party(other)
            if a is None or b is None or (a.entity, b.entity, cls) in known:
                continue
            known.add((a.entity, b.entity, cls))
            made.append(
                make_fact(
                    "event", cls, (replace(a, role="source"), replace(b, role="target")), source=one.source,
                    evidence=one.evidence, polarity="+", modality="fact",
                    attribution=one.attribution, valid=one.valid, reported_at=one.reported_at,
                    reported_basis=one.reported_basis, confidence=one.confidence, extractor=one.extractor,
                    rule=one.rule + "/event",
                )
            )  # fmt: skip
    return made


def _old(one: Fact, atlas: Atlas, state: str, body: str) -> bool:
    """Tell whether an entry lies long back, by the time it is told with or by the public record."""
    if one.reported_at is None:
        return False
    now = one.reported_at.year
    entered = [t.year for t in turns(atlas, state, body) if t.status == "member" and t.year <= now]
    told = [one.valid.start.year] if one.valid is not None else []
    return now - max(told or entered, default=now) > LONG_AGO
