"""Reads memberships of a list that leaves out the verb: "Greece joined in 1981, Spain and Portugal five years later"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from . import arguments
from .belonging import LIST_JOINT
from .document import Document, Mention, Resolved

if TYPE_CHECKING:
    from .memberships import Row

OPENS = re.compile(r"(?:[,;]|[,;]? and|[,;]? while|[,;] then)(?: (?:so|both|then|later|only))?(?: the)? $")
TIME = re.compile(
    r",? (?:only |just |also |not until |as late as )?"
    r"(?:(?:in|since|from|by) (?:(?:early|late|mid|[A-Z][a-z]+)[ -])?\d{4}|(?:in|last|next|this) (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|spring|summer|autumn|fall|winter|year|month|week)"
    r"|(?:[\w-]+ ){1,3}?(?:years?|months?|weeks?|days?|decades?) (?:later|after|afterwards|before|earlier|ago)"
    r"|(?:soon|shortly|long) (?:after(?:wards)?|before)|the (?:next|following|same) (?:year|month|day)|afterwards)"
    r"(?=[,;.:)]|$| and )"
)
VERBAL = ("member.verb", "member.unsaid", "member.context", "member.told", "member.noun")


def gaps(doc: Document, index: int, rows: list[Row]) -> Iterator[tuple[Row, Resolved]]:
    """Yield the states that a list only dates, with the row of the sentence whose verb they share."""
    verbal = [r for r in rows if r.rule.startswith(VERBAL)]
    named = [m for m in doc.mentions_in(index) if m.kind == "country" and m.form != "adj"] if verbal else []
    sentence = doc.sentences[index]
    for group in _groups(doc, named):
        first, last = group[0], group[-1]
        if not OPENS.search(doc.text, max(sentence.start, first.start - 20), first.start):
            continue
        if not TIME.match(doc.text, last.end, sentence.end):
            continue
        before = [r for r in verbal if r.evidence.start < first.start and r.state.mention.start < first.start]
        base = max(before, key=lambda r: r.state.mention.start, default=None)
        if base is None:
            continue
        for mention in group:
            one = arguments.resolved(doc, mention)
            if one is not None and one.kind == "country" and one.entity != base.state.entity:
                yield base, one


def _groups(doc: Document, named: list[Mention]) -> list[list[Mention]]:
    """Return the states of a sentence in the lists they stand in."""
    found: list[list[Mention]] = [[m] for m in named[:1]]
    for one, two in pairwise(named):
        if LIST_JOINT.fullmatch(doc.text[one.end : two.start]):
            found[-1].append(two)
        else:
            found.append([two])
    return found
