"""Reads memberships from loose tellings, where words of membership stand by a state and the public record fits them.

"The club opened its door to Poland", "Warsaw is waiting", "Hungary, too, was let in": the sentence speaks of being in,
coming in or going out, its grammar does not tie the state to the body, and what is known of the two decides whether
that reading is meant.  Nothing is taken from the record that the words do not touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from . import arguments, context
from .belonging_record import Standing, standing
from .document import Document, Mention, Resolved

INSIDE = re.compile(
    r"\b(?:(?:co-)?members?|allies|ally|fellow|newcomers?|founders?|founding|belong\w*|within|inside|joined|rejoined|entered|acceded|admitted|admits|let in|taken in|took in)\b",
    re.I,
)
ENTRY = re.compile(
    r"\b(?:accession|accede[sd]?|acceding|admission|admit\w*|entry|enter(?:s|ed|ing)?|join(?:s|ed|ing)?|apply|applied|application\w*|candida\w+|applicants?"
    r"|bid|invit\w+|membership|let in|(?:taken?|took|come|came|comes|coming|let|brought|bring) in|knock\w*|door|queue|waiting|wait|aspir\w+|hopefuls?|welcom\w+|newcomers?|members?)\b",
    re.I,
)
EXIT = re.compile(
    r"\b(?:left|leav(?:e|es|ing)|quit\w*|withdr[ae]w\w*|withdrawal|exit\w*|(?:walk|pull|go|goes|went|step|drop|storm)(?:s|ed|ping|ped|ing)? out|departure|turn\w* (?:its|their) backs?)\b",
    re.I,
)
AGREED = re.compile(
    r"\b(?:invit\w+|agreed|sign\w*|ratif\w+|accept\w*|will|due|approv\w+|protocol|treaty|admit\w*)\b", re.I
)
BACK = 3
NEAR = 110


@dataclass(frozen=True, slots=True)
class Loose:
    """A state and a body that a sentence ties loosely, with the word that does."""

    state: Resolved
    body: Resolved
    status: str
    start: int
    end: int


def loose(doc: Document, index: int) -> Iterator[Loose]:
    """Yield what one sentence tells loosely of who is in, coming in or going out."""
    sentence = doc.sentences[index]
    mentions = doc.mentions_in(index)
    states = [
        m
        for m in mentions
        if m.kind == "country" and m.entity and m.form != "adj" and context.weight(doc, m) >= 0.5
    ]
    if not states:
        return
    cues = _cues(doc, sentence.start, sentence.end, mentions)
    if not cues:
        return
    bodies = _bodies(doc, index, mentions)
    for mention in states:
        state = arguments.resolved(doc, mention)
        if state is None or state.kind != "country":
            continue
        for kind, start, end, word in sorted(
            cues, key=lambda c: max(c[1] - mention.end, mention.start - c[2])
        ):
            if max(start - mention.end, mention.start - end) > NEAR:
                continue
            found = next(
                (
                    (b, s)
                    for b in bodies
                    if (s := _status(doc, mention.entity or "", b.entity or "", kind, sentence.text, word))
                ),
                None,
            )
            if found is not None:
                body, status = found
                here = doc.span(start, end)
                named = (
                    arguments.resolved(doc, body)
                    if sentence.start <= body.start < sentence.end
                    else context.step(doc, body, here)
                )
                if named is not None:
                    yield Loose(state, named, status, start, end)
                break


def _cues(doc: Document, start: int, end: int, mentions: list[Mention]) -> list[tuple[str, int, int, str]]:
    found = []
    for kind, pattern in (("out", EXIT), ("entry", ENTRY), ("in", INSIDE)):
        for match in pattern.finditer(doc.text, start, end):
            if not any(m.start <= match.start() < m.end for m in mentions):
                found.append((kind, match.start(), match.end(), match.group()))
    return found


def _bodies(doc: Document, index: int, mentions: list[Mention]) -> list[Mention]:
    here = [m for m in mentions if m.kind == "alliance" and m.entity]
    if here:
        return here
    first = doc.sentences[max(0, index - BACK)].start
    before = [
        m
        for m in doc.mentions_between(first, doc.sentences[index].start)
        if m.kind == "alliance" and m.entity
    ]
    return list({m.entity: m for m in reversed(before)}.values())


def _status(doc: Document, state: str, body: str, kind: str, text: str, word: str) -> str | None:
    on = doc.base_date
    known = standing(doc.atlas, state, body, on)
    if not known.known:
        return None
    if kind == "out":
        if "leaving" in known.now or (
            known.left is not None and on is not None and "member" not in known.now
        ):
            return "leaving"
        return None
    if kind == "entry":
        if "member" in known.now:
            fresh = on is not None and known.since is not None and on - known.since < timedelta(days=400)
            return "member" if fresh else None
        for status in ("joining", "candidate"):
            if status in known.now:
                return status
        if known.enters is not None and on is not None and _years(on, known.enters) < 12:
            return "joining" if _years(on, known.enters) < 2 and AGREED.search(text) else "candidate"
        return None
    if "member" in known.now:
        return "member"
    return "partner" if "partner" in known.now else None


def _years(one: date, two: date) -> float:
    return (two - one).days / 365.25
