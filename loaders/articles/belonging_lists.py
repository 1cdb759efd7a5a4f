"""Reads memberships from lists that a body's members introduce: "the four members of X, A, B, C and D"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from . import arguments
from .belonging import Linked
from .document import Document, Token

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


def listed_members(doc: Document, index: int, token: Token) -> Iterator[Linked]:
    """Yield the states of a list that a body's members introduce: ``the four members of X, A, B, C and D``."""
    start = doc.place_of(index, token)[1]
    told = LIST_PLAIN.match(doc.text, start) or LIST_TOLD.match(doc.text, start)
    match = told or LIST_OPENS.match(doc.text, start)
    if not match or not (told or LIST_OF.search(doc.text[max(0, start - 70) : match.end()])):
        return
    row = [
        m
        for m in doc.mentions_between(match.end() - 1, doc.sentences[index].end)
        if m.kind == "country" and m.form == "noun"
    ]
    found = row[:1] if row and row[0].start - match.end() <= 4 else []
    for one, two in itertools.pairwise(row):
        if not found or not re.fullmatch(r"(?:,|,? and) (?:the )?", doc.text[one.end : two.start]):
            break
        found.append(two)
    if len(found) >= 2:
        yield (
            tuple(r for m in found if (r := arguments.resolved(doc, m)) is not None),
            "member",
            "member.list",
            0.8,
        )
