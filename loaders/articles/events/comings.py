"""What coming into a body and asking for it tell of events: an entry binds both sides, an application is a request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ....graph.model import Fact
from ..belonging.record import turns
from .acts import Act, untold

if TYPE_CHECKING:
    from ....atlas.book import Atlas

ENTERED = re.compile(
    r"^member\.(?:verb|unsaid|context)\.(?:(?:re)?join|(?:re)?enter|accede|(?:re)?admit\w*|take|let|bring|come|get|creep|welcome|usher|induct|accept)\b"
    r"|^member\.told\.nth|^member\.noun\.(?:accession|entry|admission)"
)
ASKED = re.compile(r"^member\.(?:verb|unsaid|context)\.(?:apply|petition)")
LONG_AGO = 1  # years after which an entry is no event of the story any more


def comings(facts: list[Fact], atlas: Atlas) -> list[Fact]:
    """Return the events of entries and applications that no sentence told as an act of the same two."""
    return untold(facts, lambda tie: _acts(tie, atlas))


def _acts(tie: Fact, atlas: Atlas) -> list[Act]:
    member, body = tie.party("member"), tie.party("body")
    if tie.kind != "membership" or member is None or body is None:
        return []
    if _old(tie, atlas, member.entity, body.entity):
        return []
    if tie.type == "member" and ENTERED.search(tie.rule):
        return [("member", "body", "SUPPORT"), ("body", "member", "SUPPORT")]
    if tie.type == "candidate" and ASKED.search(tie.rule):
        return [("member", "body", "REQUEST")]
    return []


def _old(one: Fact, atlas: Atlas, state: str, body: str) -> bool:
    """Tell whether an entry lies long back, by the time it is told with or by the public record."""
    if one.reported_at is None:
        return False
    now = one.reported_at.year
    entered = [t.year for t in turns(atlas, state, body) if t.status == "member" and t.year <= now]
    told = [one.valid.start.year] if one.valid is not None else []
    return now - max(told or entered, default=now) > LONG_AGO
