"""Who a stretch of text is attributed to: the quotation or report that covers it, and its speaker as an entity."""

from __future__ import annotations

import re

from ...graph.model import Attribution, Span
from .document import Document, Mention, Quotation

_TITLED = re.compile(
    r"\b(?:president|premier|minister|chancellor|king|emir|leader|chief|secretary|director|spokes(?:man|woman|person)|ambassador"
    r"|envoy|aide|general)$",
    re.I,
)


def covering(doc: Document, start: int, end: int) -> Quotation | None:
    """Return the closest quotation or report around a stretch of text, or None where the outlet speaks."""
    around = [q for q in doc.quotations if q.start <= start and end <= q.end + 1 and q.mention is not None]
    return min(around, key=lambda q: (q.end - q.start, q.start), default=None)


def of_stretch(doc: Document, start: int, end: int) -> Attribution | None:
    """Return the attribution of a stretch of text, with the speaker's name without title where it is one.

    ``entity`` is the person where the atlas knows him, else the state or body that the words name.
    """
    quote = covering(doc, start, end)
    if quote is None or quote.mention is None:
        return None
    return Attribution(
        name_of(doc, quote.mention), entity_of(doc, quote.mention), quote.mention, quote.verb, quote.mode
    )


def name_of(doc: Document, span: Span) -> str:
    """Return the name inside the words that name a speaker, in its longest form in the article.

    A title without a name gives the words themselves.
    """
    named = person_mention(doc, span)
    if named is not None:
        known = doc.atlas.persons.get(named.person or "")
        if known is not None:
            return str(known.name)
        fuller = [
            b.name
            for b in doc.memo.get("bearers", [])
            if b.name == named.person or b.surname == named.text.split()[-1]
        ]
        return str(max([named.text, *fuller], key=len))
    titled = title_bearer(doc, span)
    return name_of(doc, titled.span) if titled is not None else span.quote


def title_bearer(doc: Document, span: Span) -> Mention | None:
    """Return the last named person whom a title without a name stands for: ``the Russian president``."""
    if not _TITLED.search(span.quote):
        return None
    inside = [
        m
        for m in doc.mentions_between(span.start, span.end)
        if m.entity and m.kind in ("country", "alliance")
    ]
    before = [m for m in doc.mentions_between(0, span.start) if (m.person or m.kind == "person") and m.entity]
    if inside:
        before = [m for m in before if m.entity == inside[-1].entity]
    return before[-1] if before else None


def person_mention(doc: Document, span: Span) -> Mention | None:
    """Return the mention of a named person inside a span, the last one."""
    inside = [m for m in doc.mentions_between(span.start, span.end) if m.person or m.kind == "person"]
    return inside[-1] if inside else None


def entity_of(doc: Document, span: Span) -> str | None:
    """Return the entity that stands behind the words that name a speaker: a person's state, a state, a body."""
    named = person_mention(doc, span)
    if named is not None and named.entity:
        return named.entity
    acting = [
        m
        for m in doc.mentions_between(span.start, span.end)
        if m.entity and m.kind in ("country", "alliance", "organization")
    ]
    if not acting:
        return None
    last = acting[-1]
    known = doc.atlas.organizations.get(last.entity or "")
    if known is not None and known.acts_for:
        return known.acts_for
    states: dict[int, str] = doc.memo.get("firms", {})
    return states.get(last.start, last.entity)
