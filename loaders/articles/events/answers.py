"""Acts that take up what was told before without naming its parties: ``the offer was taken up``, ``turned it down``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import arguments
from ..document import Resolved, Token
from . import company
from .lexicon import HOSTILE

if TYPE_CHECKING:
    from .reader import Reader, Row
    from .triggers import Hit

__all__ = ["answered", "maker", "pressed", "quarrel"]

ASKED = {
    **dict.fromkeys(
        ["offer", "proposal", "invitation", "overture", "suggestion", "idea", "plan"], frozenset(["AGREE"])
    ),
    **dict.fromkeys(["request", "appeal", "demand", "call", "plea", "ultimatum"], frozenset(["REQUEST"])),
    **dict.fromkeys(
        ["charge", "accusation", "allegation", "protest", "complaint", "criticism", "claim"],
        frozenset(["ACCUSE"]),
    ),
    **dict.fromkeys(["threat", "warning"], frozenset(["THREATEN"])),
}
ANSWERS = frozenset(["AGREE", "REJECT", "CONCEDE"])
TURNING = frozenset(
    ["turn", "reject", "accept", "refuse", "decline", "rebuff", "spurn", "veto", "brush", "wave", "laugh", "rule", "throw", "shrug",
     "take", "dismiss", "snub", "ignore"]
)  # fmt: skip
FEUDS = frozenset(
    ["row", "dispute", "quarrel", "spat", "feud", "rift", "difference", "disagreement", "crisis", "standoff", "squabble", "wrangle",
     "argument", "tiff", "conflict"]
)  # fmt: skip
PRESSING = company.PRESSING | {"threat"}
RECENT = 60
BACK = 2


def asked(reader: Reader, index: int, classes: frozenset[str], back: int = BACK) -> list[Row]:
    """Return the rows of the last act of a class that was told in the sentences before."""
    near = [r for r in reader.rows[-RECENT:] if r.cls in classes and 0 <= index - r.sentence <= back]
    return [r for r in near if (r.sentence, r.trigger) == (near[-1].sentence, near[-1].trigger)]


def here(reader: Reader, index: int, token: Token, other: Resolved) -> Resolved:
    """Return a party of an earlier act as resolved at a word of this sentence."""
    start, end = reader.doc.place_of(index, token)
    return Resolved(
        other.entity, other.kind, "coref", reader.doc.span(start, end), other.antecedent or other.mention
    )


def answered(reader: Reader, index: int, hit: Hit) -> tuple[tuple[Resolved, ...], tuple[Resolved, ...]]:
    """Return who answers whom where neither is named: ``the offer was taken up within hours``."""
    verb = hit.token
    if hit.row.cls not in ANSWERS or verb.pos_ != "VERB" or not arguments.passive(verb):
        return (), ()
    for noun in arguments.objects(verb):
        classes = ASKED.get(noun.lemma_.lower())
        if (
            classes is None
            or (hit.row.cls == "CONCEDE" and "REQUEST" not in classes)
            or not any(c.lower_ in ("the", "this", "that") for c in noun.children)
        ):
            continue
        rows = [r for r in asked(reader, index, classes) if r.target.entity != r.source.entity]
        if rows:
            last = rows[-1]
            return (here(reader, index, verb, last.target),), (here(reader, index, verb, last.source),)
    return (), ()


def maker(reader: Reader, index: int, hit: Hit, known: set[str]) -> tuple[Resolved, ...]:
    """Return whose offer or request ``it`` is that someone turns down: ``Canberra has turned it down``."""
    verb = hit.token
    if hit.row.cls not in ("REJECT", "AGREE") or verb.pos_ != "VERB" or verb.lemma_.lower() not in TURNING:
        return ()
    if not known or not any(
        o.lower_ in ("it", "this", "that", "them") and o.dep_ == "dobj" for o in verb.children
    ):
        return ()
    rows = asked(reader, index, frozenset(["AGREE", "REQUEST", "ACCUSE"]), 1)
    rows = [r for r in rows if r.source.entity not in known]
    return (here(reader, index, verb, rows[-1].source),) if rows else ()


def pressed(noun: Token) -> bool:
    """Tell whether a noun tells what its subject is under: ``has come under pressure``."""
    return (
        noun.lemma_.lower() in PRESSING
        and noun.dep_ == "pobj"
        and noun.head.lower_ == "under"
        and noun.head.head.pos_ in ("VERB", "AUX")
    )


def quarrel(reader: Reader, index: int, hit: Hit) -> tuple[Resolved, ...]:
    """Return the two whose feud was told last, where ``the row`` is ended or fanned without their names."""
    noun = hit.object if hit.object is not None else hit.token
    if noun.lemma_.lower() not in FEUDS or not any(
        c.lower_ in ("the", "this", "that") for c in noun.children
    ):
        return ()
    rows = asked(reader, index, HOSTILE, 1)
    sides = {frozenset((r.source.entity, r.target.entity)) for r in rows}
    if len(sides) != 1:
        return ()
    return here(reader, index, hit.token, rows[-1].source), here(reader, index, hit.token, rows[-1].target)
