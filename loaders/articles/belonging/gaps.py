"""Reads memberships that share the verb of another: "Greece joined in 1981, Spain five years later", "so did Cuba", "Kenya followed suit"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from .. import arguments
from ..document import Document, Mention, Resolved
from .words import LIST_JOINT

if TYPE_CHECKING:
    from .rows import Row

OPENS = re.compile(r"(?:[,;]|[,;]? and|[,;]? while|[,;] then)(?: (?:so|both|then|later|only))?(?: the)? $")
TIME = re.compile(
    r",? (?:only |just |also |not until |as late as )?"
    r"(?:(?:in|since|from|by) (?:(?:early|late|mid|[A-Z][a-z]+)[ -])?\d{4}|(?:in|last|next|this) (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|spring|summer|autumn|fall|winter|year|month|week)"
    r"|(?:[\w-]+ ){1,3}?(?:years?|months?|weeks?|days?|decades?) (?:later|after|afterwards|before|earlier|ago)"
    r"|after (?:the|its) [a-z]+ of \d{4}|(?:soon|shortly|long) (?:after(?:wards)?|before)|the (?:next|following|same) (?:year|month|day)|afterwards|(?:long )?before (?:that|it|them))"
    r"(?=[,;.:)]|$| and )"
)
SO = re.compile(
    r"\b(?:[Ss]o|as|and so) (?:too )?(?:did|does|do|has|have|had|is|are|was|were|will|would|must|may|might|can|could|should) (?:later )?(?:both )?(?:the )?$"
    r"|\b(?:[Jj]ust )?[Ll]ike (?:the )?$|\b(?:[Aa]longside|[Tt]ogether with|[Aa]long with|followed by|not counting) (?:the )?$|, with (?:the )?$|\bon a par with (?:the )?$|\bjust as (?:the )?$"
)
COMPANY = re.compile(r"[.;]| for company| in tow| (?:alongside|too|as well|besides)\b")
LIKEWISE = re.compile(
    r"(?:,? (?:too|also|then|later|soon|both|in turn),?)? (?:(?:has|have|had) (?:since )?)?"
    r"(?:(?:did|does|do|done|doing)(?: exactly)? (?:so|likewise|the same|as much)\b|follow(?:ed|s)? (?:suit|(?:its|their|his|that) (?:example|lead))\b"
    r"|(?:went|gone|goes|going|chose|took|taken|takes|trod|travelled|traveled) (?:down )?the same (?:way|road|path|course|route|door|step)"
    r"|(?:has|have|had) (?:been|done|gone) (?:so )?(?:before (?:them|it|that)|already|earlier)"
    r"|set the (?:example|precedent)|gone before (?:it|them)|went before (?:it|them)|beat (?:it|them) to it)"
)
VERBAL = ("member.verb", "member.unsaid", "member.context", "member.told", "member.noun")


def gaps(doc: Document, index: int, rows: list[Row], earlier: list[Row]) -> Iterator[tuple[Row, Resolved]]:
    """Yield the states that a list only dates or an echo adds, with the row of this or the last sentence whose verb they share."""
    yield from _echoed(doc, index, rows, earlier)
    verbal = [r for r in rows if r.rule.startswith(VERBAL)]
    named = [m for m in doc.mentions_in(index) if m.kind == "country" and m.form != "adj"] if verbal else []
    sentence = doc.sentences[index]
    for group in lists(doc, named):
        first, last = group[0], group[-1]
        if not OPENS.search(doc.text, max(sentence.start, first.start - 20), first.start):
            continue
        then = "then" in doc.text[max(sentence.start, first.start - 12) : first.start]
        if not TIME.match(doc.text, last.end, sentence.end) and not (
            then and doc.text[last.end : last.end + 1] in (".", ";")
        ):
            continue
        before = [r for r in verbal if r.evidence.start < first.start and r.state.mention.start < first.start]
        base = max(before, key=lambda r: r.state.mention.start, default=None)
        if base is None:
            continue
        for mention in group:
            one = arguments.resolved(doc, mention)
            if one is not None and one.kind == "country" and one.entity != base.state.entity:
                yield base, one


def _echoed(doc: Document, index: int, rows: list[Row], earlier: list[Row]) -> Iterator[tuple[Row, Resolved]]:
    named = [m for m in doc.mentions_in(index) if m.kind == "country" and m.form != "adj"]
    sentence = doc.sentences[index]
    for group in lists(doc, named):
        start, end = group[0].start, group[-1].end
        so = SO.search(doc.text, max(sentence.start, start - 30), start)
        if so and so.group().startswith(", with") and not COMPANY.match(doc.text, end):
            continue
        if not so and not LIKEWISE.match(doc.text, end, sentence.end):
            continue
        before = [r for r in rows if r.state.mention.end <= start and sentence.start <= r.state.mention.start]
        across = not so or so.group().lower().startswith("so ")
        base = max(
            before or (earlier if across else []),
            key=lambda r: (r.evidence.end, r.body.mention.start, r.confidence),
            default=None,
        )
        if base is None or base.confidence < 0.4:
            continue
        for mention in group:
            one = arguments.resolved(doc, mention)
            if one is not None and one.kind == "country" and one.entity != base.state.entity:
                yield base, one


def lists(doc: Document, named: list[Mention]) -> list[list[Mention]]:
    """Return the states of a sentence in the lists they stand in."""
    found: list[list[Mention]] = [[m] for m in named[:1]]
    for one, two in pairwise(named):
        if LIST_JOINT.fullmatch(doc.text[one.end : two.start]):
            found[-1].append(two)
        else:
            found.append([two])
    return found
