"""A membership as one sentence tells it, and as it stands beside the public record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ....graph.model import Span
from .. import context
from ..document import Document, Resolved
from .bodies import recent_bodies, topic
from .passage import rostered
from .record import YEAR, listed, standing

PLAIN = 0.7
SAID = ("member.noun.negotiation", "member.noun.talk", "member.told", "member.rank", "member.context.want")
NAMED = ("member.frame", "member.noun.member")
PARTNERSHIP = re.compile(
    r"Partnership for Peace|Istanbul Cooperation Initiative|Eastern Partnership|(?:NATO.s )?Mediterranean Dialogue",
    re.I,
)


@dataclass(slots=True)
class Row:
    """A membership as one sentence tells it."""

    state: Resolved
    body: Resolved
    status: str
    index: int
    evidence: Span
    rule: str
    confidence: float = 0.8


def weighed_rows(doc: Document, rows: Iterable[Row]) -> list[Row]:
    """Return the rows that stand beside the public record, as they stand."""
    return [row for told in rows if (row := weighed(doc, told)) is not None]


def weighed(doc: Document, row: Row) -> Row | None:
    """Return a row as it stands beside the public record: another reading of vague words, or None where they cannot mean it."""
    if row.status == "member" and PARTNERSHIP.match(row.body.mention.quote):
        row = replace(row, status="partner")
    on = doc.base_date
    known = standing(doc.atlas, row.state.entity, row.body.entity, on)
    if not known.ever:
        far = row.status != "joining" or _fetched(doc, row.index, row.body)
        vague = (row.body.via == "coref" and far) or (row.state.via == "coref" and row.status == "member")
        if not vague or not listed(doc.atlas, row.body.entity) or row.confidence > 0.8:
            return row
        if row.body.via == "coref" and row.status == "candidate":
            for mention in recent_bodies(doc, row.index):
                if row.status in standing(doc.atlas, row.state.entity, mention.entity or "", on).now:
                    return replace(row, body=context.step(doc, mention, row.body.mention))
        if _beside(doc, row):
            return row  # the sentence names the body
        if row.rule.startswith(SAID) and row.status != "leaving" and row.state.via != "coref":
            return row  # the record knows few who wait or look on
        if row.body.via == "coref":
            for mention in recent_bodies(doc, row.index):
                other = standing(doc.atlas, row.state.entity, mention.entity or "", on)
                if other.ever and (
                    row.status != "leaving" or other.left is not None or other.leaves is not None
                ):
                    return replace(row, body=context.step(doc, mention, row.body.mention))
            if row.status == "partner" and rostered(doc) and not topic(doc):
                return row
            if row.status == "partner" and (first := topic(doc)):
                if first[0].entity == row.body.entity:
                    return row
                return replace(
                    row, body=context.step(doc, first[0], row.body.mention)
                )  # few onlookers are on record
        return None
    if on is None or row.rule.startswith("member.loose"):
        return row
    if (
        row.status == "leaving"
        and row.body.via == "coref"
        and row.confidence <= PLAIN
        and "leaving" not in known.now
    ):
        soon = known.leaves is not None and (known.leaves - on).days < 5 * YEAR
        return row if soon or known.left is not None else None
    if row.confidence >= PLAIN and not any(_fetched(doc, row.index, r) for r in (row.state, row.body)):
        return row  # a plain telling stands, whatever else is known
    if row.status == "partner" and row.body.via == "coref" and "member" in known.now:
        for mention in recent_bodies(doc, row.index):
            if "member" not in standing(doc.atlas, row.state.entity, mention.entity or "", on).now:
                return replace(row, body=context.step(doc, mention, row.body.mention))
        return None
    if row.body.via == "coref" and row.status == "candidate" and not known.now & {"candidate", "joining"}:
        for mention in recent_bodies(doc, row.index):
            its = standing(doc.atlas, row.state.entity, mention.entity or "", on).now
            if its & {"candidate", "joining"}:
                return replace(row, body=context.step(doc, mention, row.body.mention))
    settled = "member" in known.now and known.since is not None and (on - known.since).days > 400
    if row.status in ("candidate", "joining") and settled:
        return None
    if (
        row.status == "member"
        and "member" not in known.now
        and not (row.rule.startswith(NAMED) or _counted(row))
    ):
        return replace(row, status=next((s for s in ("joining", "candidate") if s in known.now), row.status))
    if row.status == "candidate" and "joining" in known.now:
        return replace(row, status="joining")
    return row


def _counted(row: Row) -> bool:
    """Tell whether a state is said to be a body's so-and-so-manyth, not to become it: ``Togo is its 56th member``."""
    return (
        row.rule == "member.told.nth" and re.search(r"\b(?:is|are|became)\b", row.evidence.quote) is not None
    )


def _beside(doc: Document, row: Row) -> bool:
    """Tell whether the body that a row takes up is named in its sentence."""
    known = row.body.antecedent
    sentence = doc.sentences[row.index]
    return known is not None and sentence.start <= known.start < sentence.end and row.status == "partner"


def _fetched(doc: Document, index: int, party: Resolved) -> bool:
    """Tell whether a party was found outside the sentence that means it."""
    sentence = doc.sentences[index]
    known = party.antecedent
    return party.via == "coref" and (known is None or not sentence.start <= known.start < sentence.end)
