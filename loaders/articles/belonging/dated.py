"""Reads memberships that a date or a whole list gives away: "1981 - Athens makes it ten", "Suriname (1995)", "the six: A, B, C".

The words need no verb of membership: where a passage is about a body, a state beside the very year in which it came in
or went out, or a list that is the body's own, can hardly mean anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ....graph.model import Span
from .. import arguments, context
from ..document import Document, Mention, Resolved
from .bodies import recent_bodies
from .passage import rostered
from .record import Turn, cohort, standing, turns, worldwide
from .words import LIST_JOINT

ABOUT = re.compile(
    r"\b(?:members?|membership|join\w*|accession|enlarge\w*|candidates?|admi(?:t|ss)\w*|bloc|alliance|pact|union|league|club|community|founded"
    r"|founders?|set up|signed|treaty|charter|observers?|belong\w*)\b",
    re.I,
)
FOUNDED = re.compile(
    r"\b(?:found\w*|sign\w*|set up|creat\w*|establish\w*|original\w*|charter|treaty|beg[au]n|born|birth|since|launch\w*|start\w*|members?|inaugural|first|revived?)\b",
    re.I,
)
PUT_OUT = re.compile(
    r"\b(?:suspen\w+|expel\w*|expulsion|barr?(?:ed|ing)|(?:shut|kept|thrown|put|kicked|turned) out|excluded|oust\w*|banned|readmi\w+)\b",
    re.I,
)
HEADING = re.compile(
    r"\s*(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?((?:19|20)\d\d)(?:[-–/]\d{2,4}\b)?\s?(?:[-–—:]|\.(?= ))"
)
BRACKETED = re.compile(r"\(((?:19|20)\d\d)\)")
PIECE = re.compile(r";|(?<=[a-z]), (?:while|but|and) (?=[A-Z])")
LED = re.compile(
    r"(?i:(?::|--?|–|—|\(|\b(?:of|with|between|among|binds?|links?|unites?|ties|comprises?|comprising|groups?|grouping|includes?|leaves|counts?|numbers|embraces?|takes in|brings together"
    r"|(?:makers?|founders?|members?|founded by|set up by|core|rest|faithful|remainder) (?:is|are|being)|are|namely))\s(?:the )?$)|\($"
)
LEFT_OVER = re.compile(
    r"\b(?:leaves|left|remaining|(?:core|rest|remainder|faithful|hard core|makers?|founders?)(?: \w+){0,4}(?: (?:is|are|were)|:|,))\s(?:the )?$"
)
LEADS = re.compile(
    r",? (?:which |that |who )?(?:(?:still|now|together|between them|jointly|all) )?(?:makes? up|made up|forms?|formed|constitutes?|composed?|found(?:ed)?|set up|"
    r"establish(?:ed)?|creat(?:e|ed)|launch(?:ed)?|are (?:the|its|all|in|members)|(?:were|are) (?:founder|founding|original|charter)|signed|swell(?:ed)?|are left|"
    r"remain(?:ed)?|put their names|belong(?:ed)?|sit)\b"
)
COUNT = re.compile(
    r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|dozen|trio|quartet)\b",
    re.I,
)
NEVER = re.compile(r"\b(?:never|not|nor)\b")
FAR = 110
HALF = 0.6
SOME = 0.25
MOST = 0.6


@dataclass(frozen=True, slots=True)
class Given:
    """A state and a body that a date or a list ties, with the stretch of text that does."""

    state: Resolved
    body: Resolved
    status: str
    span: Span
    rule: str


def given(doc: Document, index: int) -> Iterator[Given]:
    """Yield what the dates and the lists of one sentence give away of who is in a body."""
    states = [
        m
        for m in doc.mentions_in(index)
        if m.kind == "country"
        and m.form != "adj"
        and m.via not in ("company", "person")
        and context.weight(doc, m) >= 0.5
    ]
    bodies = recent_bodies(doc, index) if states else []
    if not bodies:
        return
    here = doc.sentences[index]
    near = doc.text[doc.sentences[max(0, index - 2)].start : here.end]
    if ABOUT.search(near) or rostered(doc) or _heading(doc, index):
        yield from _dated(doc, index, states, bodies)
    yield from _listed(doc, index, states, bodies)


def _dated(doc: Document, index: int, states: list[Mention], bodies: list[Mention]) -> Iterator[Given]:
    years = _years(doc, index)
    base = doc.base_date.year if doc.base_date is not None else 9999
    for mention in states if years else []:
        start, end = _piece(doc, index, mention)
        year = _nearest(doc, years, mention, start, end)
        if year is None or year >= base:
            continue
        text = doc.text[start:end]
        for body in bodies:
            inside = start <= body.start < end
            if not inside and worldwide(doc.atlas, body.entity or ""):
                continue
            turn = _turn(doc, mention, body, year)
            if turn is None or (
                turn.first and not FOUNDED.search(doc.text, doc.sentences[max(0, index - 1)].start, end)
            ):
                continue
            if (turn.status == "leaving" and PUT_OUT.search(text)) or NEVER.search(
                doc.text, mention.end, end
            ):
                continue
            found = _given(
                doc, index, mention, body, turn.status, (start, end), f"member.dated.{turn.status}"
            )
            if found is not None:
                yield found
            break


def _turn(doc: Document, mention: Mention, body: Mention, year: int) -> Turn | None:
    """Return what the record has a state do to a body in a year, if it still holds when the text was written."""
    now = standing(doc.atlas, mention.entity or "", body.entity or "", doc.base_date).now
    for turn in turns(doc.atlas, mention.entity or "", body.entity or ""):
        if turn.year != year:
            continue
        if turn.status == "leaving" and "member" not in now:
            return turn
        if turn.status in now:
            return turn
    return None


def _years(doc: Document, index: int) -> list[tuple[int, int, int]]:
    """Return the years a sentence names, or the one that heads its paragraph."""
    here = doc.sentences[index]
    found = []
    for one in doc.found_in(doc.dates, index):
        if one.since or one.interval.start.year == one.interval.end.year:
            found.append((one.start, one.end, one.interval.start.year))
    found += [(m.start(), m.end(), int(m[1])) for m in BRACKETED.finditer(doc.text, here.start, here.end)]
    if not found and (head := _heading(doc, index)):
        found.append((here.start, here.start, int(head[1])))
    return found


def _heading(doc: Document, index: int) -> re.Match[str] | None:
    """Return the year that heads the paragraph of a sentence, as calendars of events have it."""
    return HEADING.match(doc.text, doc.text.rfind("\n", 0, doc.sentences[index].start + 1) + 1)


def _piece(doc: Document, index: int, mention: Mention) -> tuple[int, int]:
    """Return the stretch between the semicolons around a name."""
    here = doc.sentences[index]
    start, end = here.start, here.end
    for cut in PIECE.finditer(doc.text, here.start, here.end):
        if cut.end() <= mention.start:
            start = cut.end()
        elif cut.start() >= mention.end:
            end = cut.start()
            break
    lead = len(doc.text[start:end]) - len(doc.text[start:end].lstrip())
    return start + lead, start + len(doc.text[start:end].rstrip())


def _nearest(
    doc: Document, years: list[tuple[int, int, int]], mention: Mention, start: int, end: int
) -> int | None:
    """Return the year that is told of a name: the next one after it, else the one before it."""
    after = [y for y in years if mention.end <= y[0] < end and y[0] - mention.end < FAR]
    before = [y for y in years if start <= y[0] and y[1] <= mention.start and mention.start - y[1] < FAR]
    if not before and not after and len(years) == 1 and years[0][0] == years[0][1]:
        return years[0][2]  # the heading of a paragraph
    if after and before:
        gap = after[0][0] - mention.end
        return after[0][2] if gap <= mention.start - before[-1][1] or gap < 40 else before[-1][2]
    return after[0][2] if after else before[-1][2] if before else None


def _listed(doc: Document, index: int, states: list[Mention], bodies: list[Mention]) -> Iterator[Given]:
    here = doc.sentences[index]
    for row in _rows(doc, states):
        before = doc.text[here.start : row[0].start]
        makes = bool(LEADS.match(doc.text, row[-1].end)) or bool(LEFT_OVER.search(before))
        led = makes or bool(LED.search(before))
        if not led and not COUNT.search(before):
            continue
        for body in bodies:
            if worldwide(doc.atlas, body.entity or ""):
                continue
            share = cohort(doc.atlas, [m.entity or "" for m in row], body.entity or "", doc.base_date)
            wide = led and len(row) > 4 and rostered(doc)
            if share < (SOME if makes or wide else HALF if led else MOST):
                continue
            for mention in row:
                found = _given(
                    doc,
                    index,
                    mention,
                    body,
                    "member",
                    (min(here.start, row[0].start), here.end),
                    "member.dated.list",
                )
                if found is not None:
                    yield found
            break


def _rows(doc: Document, states: list[Mention]) -> list[list[Mention]]:
    """Return the lists of three or more states."""
    found: list[list[Mention]] = [[m] for m in states[:1]]
    for one, two in pairwise(states):
        if LIST_JOINT.fullmatch(doc.text[one.end : two.start]):
            found[-1].append(two)
        else:
            found.append([two])
    return [row for row in found if len(row) > 2]


def _given(
    doc: Document, index: int, mention: Mention, body: Mention, status: str, place: tuple[int, int], rule: str
) -> Given | None:
    state, there = arguments.resolved(doc, mention), arguments.resolved(doc, body)
    if state is None or there is None or state.kind != "country":
        return None
    here = doc.sentences[index]
    if not here.start <= body.start < here.end:
        there = context.step(doc, body, doc.span(mention.start, mention.end))
    return Given(state, there, status, doc.span(*place), rule)
