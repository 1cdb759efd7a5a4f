"""Reads memberships from lists that a body's members introduce: "the four members of X, A, B, C and D"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from .. import arguments, context
from ..document import Document, Resolved, Token
from .bodies import recent_bodies
from .words import Linked

LIST_OPENS = re.compile(
    r"(?:['’]s)? ?(?:member )?(?:countries|states|members|nations|governments|partners|allies)?"
    r"(?: such as|, including| including|,| -| –|:| \() ?(?:namely )?(?=[A-Zt])"
)
LIST_PLAIN = re.compile(
    r"(?:['’]s)? (?:member )?(?:countries|states|members|nations|partners|allies) (?:of )?(?=[A-Z])|,? (?:\(|of (?=[A-Z][\w ]+, [A-Z]))"
)
LIST_TOLD = re.compile(
    r"[^.;]{0,50}?\b(?:groups|grouping|unites|uniting|links|linking|comprises|comprising|includes|brings together|consists of"
    r"|consisting of|(?:is |are )?made up of|(?:is |are )?composed of|whose (?:\w+ ){0,2}members (?:are|include)|members are) "
    r"(?:the )?(?=[A-Z])"
)
LIST_OF = re.compile(
    r"\b(?:(?:members?|states|countries|nations|leaders|ministers|presidents) (?:of|in)\b[^.]{0,50}$"
    r"|(?:member )?(?:countries|states|members|nations)\b[^.]{0,14}$"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b[^.]{0,40}$)",
    re.I,
)


POINTED = re.compile(
    r"(?:[Ii]ts|[Tt]he(?: \w+)?|[Tt]his|[Tt]hat)(?: (?:organi[sz]ation|bloc|group|grouping|alliance|union|body|pact|cartel|community)(?:['’]s)?)?"
)
NOUNS = r"(?:countries|states|nations|members)"
ROLE = re.compile(
    r"(?P<body>\b[Ii]ts|\b[Tt]h(?:e|is|at) (?:[\w-]{1,30} ){0,4}?[\w-]{1,30}['’]s?|(?<![\w-])[A-Z][\w-]{1,30}(?:['’]s)?) (?:(?:current|present|existing|full|permanent|other) )?"
    rf"(?P<role>observers?(?: {NOUNS})?|(?:dialogue |associate )?partners?(?: {NOUNS})?|associate (?:members|states)|candidates?(?: {NOUNS})?|member {NOUNS}|members)"
    r" (?:are|include|includes|were|comprise|currently include)(?: currently| now)? (?:the )?(?=[A-Z])"
    r"|(?P<body2>(?<![\w])[Tt]h(?:e|is) (?:organi[sz]ation|bloc|group|grouping|alliance|union|body|pact|cartel|community))"
    r" (?:(?:also|now|currently|today) )*(?:includes|comprises|groups|unites|consists of|is made up of|brings together)(?: also)? (?:the )?(?=[A-Z])"
)
ROLES = {
    "observer": "partner",
    "partner": "partner",
    "associate": "partner",
    "candidate": "candidate",
    "member": "member",
}


def listed_roles(doc: Document, index: int) -> Iterator[tuple[Resolved, Resolved, str]]:
    """Yield the states and the body of ``its observers are A and B``, ``the organisation also includes C``."""
    sentence = doc.sentences[index]
    for match in ROLE.finditer(doc.text, sentence.start, sentence.end):
        body = _whose(doc, index, match)
        role = (match.group("role") or "member").lower()
        status = next((s for word, s in ROLES.items() if word in role), "member")
        if body is None:
            continue
        for state in _row_at(doc, index, match.end()):
            yield state, body, status


def _whose(doc: Document, index: int, match: re.Match[str]) -> Resolved | None:
    """Return the body that a role is in: the one named before it, or the one that ``its`` or ``the bloc`` means."""
    here = doc.span(*match.span("body" if match.group("body") else "body2"))
    own = [
        m
        for m in doc.mentions_between(here.start, here.end + 1)
        if m.kind == "alliance" and m.end >= here.end - 2
    ]
    if own:
        return arguments.resolved(doc, own[-1])
    if not POINTED.fullmatch(here.quote):
        return None
    known = recent_bodies(doc, index)
    return context.step(doc, known[0], here) if known else None


def _row_at(doc: Document, index: int, at: int) -> list[Resolved]:
    """Return the states of the list that begins at a place."""
    row = [
        m
        for m in doc.mentions_between(at, doc.sentences[index].end)
        if m.kind == "country" and m.form == "noun"
    ]
    found = row[:1] if row and row[0].start - at <= 4 else []
    for one, two in itertools.pairwise(row):
        if not found or not re.fullmatch(r"(?:,|,? and) (?:the )?", doc.text[one.end : two.start]):
            break
        found.append(two)
    return [r for m in found if (r := arguments.resolved(doc, m)) is not None and r.kind == "country"]


def listed_members(doc: Document, index: int, token: Token) -> Iterator[Linked]:
    """Yield the states of a list that a body's members introduce: ``the four members of X, A, B, C and D``."""
    start = doc.place_of(index, token)[1]
    told = LIST_PLAIN.match(doc.text, start) or LIST_TOLD.match(doc.text, start)
    match = told or LIST_OPENS.match(doc.text, start)
    if not match or not (told or LIST_OF.search(doc.text[max(0, start - 70) : match.end()])):
        return
    found = _row_at(doc, index, match.end())
    if len(found) >= 2:
        yield tuple(found), "member", "member.list", 0.8
