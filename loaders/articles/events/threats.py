"""Threats told without a word of threat: ``would pay dearly``, ``would not go unanswered``, ``or face sanctions``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import arguments, context
from ..document import Document, Resolved, Token
from . import partners
from .lexicon import HOSTILE

if TYPE_CHECKING:
    from .reader import Row

__all__ = [
    "COMING",
    "LETTING",
    "doomed",
    "foe",
    "looming",
    "or_else",
    "order",
    "personal",
    "pressed",
    "subjects",
    "unpunished",
]

COMING = frozenset(["will", "would", "'ll", "'d", "wo", "shall"])
LETTING = frozenset(["let", "allow", "leave", "permit"])
RUEING = frozenset(["regret", "rue", "repent"])
PAYING = frozenset(["pay", "face", "suffer", "bear", "reap", "feel", "meet", "get", "be", "have"])
PRICES = frozenset(
    ["dearly", "heavily", "price", "consequences", "retaliation", "wrath", "whirlwind", "punishment", "sorry", "reprisals",
     "reckoning", "pain"]
)  # fmt: skip
FORCE = frozenset(
    [
        "force",
        "fire",
        "response",
        "retaliation",
        "reply",
        "resistance",
        "steel",
        "counterattack",
        "counterstrike",
    ]
)
UNANSWERED = frozenset(["unanswered", "unpunished", "unavenged", "unopposed"])
SUFFERING = frozenset(["face", "suffer", "risk", "bear"])
FOLLOWING = frozenset(["follow", "ensue", "come", "be"])
RESPONDING = frozenset(
    [
        "respond",
        "retaliate",
        "act",
        "strike",
        "hit",
        "fight",
        "shoot",
        "fire",
        "react",
        "answer",
        "reply",
        "sink",
        "destroy",
        "crush",
        "punish",
    ]
)


def subjects(doc: Document, index: int, verb: Token) -> list[Resolved]:
    """Return who is the grammatical subject of a verb."""
    return [r for t in arguments.surface_subjects(verb) for r in arguments.parties(doc, index, t)]


def doomed(verb: Token) -> bool:
    """Tell whether a verb says that its subject will suffer: ``would pay dearly``, ``will face the consequences``."""
    low = verb.lemma_.lower()
    if low == "play":
        return verb.dep_ != "pcomp" and any(t.lower_ == "fire" for t in verb.subtree)
    if not any(c.dep_ == "aux" and c.lower_ in COMING for c in verb.children):
        return False
    if any(c.dep_ == "neg" or (c.dep_ == "mark" and c.lower_ in ("if", "unless")) for c in verb.children):
        return False
    if low in ("meet", "answer", "repel") and arguments.passive(verb):
        return any(t.lower_ in FORCE for t in arguments.prep_objects(verb, "with", "by"))
    if low in ("regard", "treat", "consider", "see", "view"):
        return arguments.passive(verb) and any(t.lower_ == "war" for t in verb.subtree)
    if low == "pay" and any(t.lower_ in ("this", "that", "it") for t in arguments.prep_objects(verb, "for")):
        return True
    return low in RUEING or (low in PAYING and any(t.lower_ in PRICES for t in verb.subtree))


def unpunished(verb: Token) -> bool:
    """Tell whether a deed is to be paid back: ``would not go unanswered``, ``will not let it go unpunished``."""
    if verb.lemma_.lower() not in ("go", "remain", *LETTING):
        return False
    if not {c.lower_ for c in verb.children} & UNANSWERED:
        return False
    above = verb.head if verb.head.lemma_.lower() in LETTING else verb
    return any(c.dep_ == "neg" for one in (verb, above) for c in one.children)


def looming(verb: Token) -> bool:
    """Tell whether blows are said to be near: ``there would be consequences``, ``all options were on the table``."""
    if verb.lemma_.lower() not in FOLLOWING or any(c.dep_ == "neg" for c in verb.children):
        return False
    heads = [c for c in verb.children if c.dep_ in ("nsubj", "attr")]
    if any(c.lower_ == "options" for c in heads):
        on = any(t.lower_ == "table" for t in arguments.prep_objects(verb, "on"))
        return on or any(c.dep_ == "acomp" and c.lower_ == "open" for c in verb.children)
    if not any(c.dep_ == "aux" and c.lower_ in COMING for c in verb.children):
        return False
    return any(c.lower_ in PRICES for c in heads)


def or_else(verb: Token) -> bool:
    """Tell whether a verb says what happens to who does not obey: ``told Mali to leave or face sanctions``."""
    if verb.dep_ != "conj" or verb.lemma_.lower() not in SUFFERING:
        return False
    return any(c.lower_ == "or" and c.dep_ == "cc" for c in verb.head.children)


def order(verb: Token) -> Token:
    """Return the verb of asking above the alternatives that someone is left with."""
    one = verb.head
    return one.head if one.dep_ in ("xcomp", "ccomp", "advcl") else one


def pressed(doc: Document, index: int, verb: Token) -> list[Resolved]:
    """Return who must give way where someone says what he would do otherwise: ``would sue unless Chile paid``."""
    if verb.dep_ not in ("ccomp", "ROOT") or any(c.dep_ == "neg" for c in verb.children):
        return []
    if not any(c.dep_ == "aux" and c.lower_ in COMING for c in verb.children):
        return []
    for one in verb.children:
        marks = {c.lower_ for c in one.children if c.dep_ == "mark"}
        denied = any(c.dep_ == "neg" for c in one.children)
        grim = verb.lemma_.lower() in RESPONDING
        if one.dep_ == "advcl" and ("unless" in marks or ("if" in marks and (denied or grim))):
            own = {r.entity for r in subjects(doc, index, verb)}
            return [r for r in subjects(doc, index, one) if r.kind != "group" and r.entity not in own]
    return []


def personal(verb: Token) -> bool:
    """Tell whether the subject of a verb is a person or anybody, of whom a deed is not told."""
    return any(
        t.pos_ in ("PRON", "PROPN") and t.lower_ not in ("it", "this", "that", "there", "which")
        for t in arguments.surface_subjects(verb)
    )


def foe(doc: Document, index: int, verb: Token, asking: list[Resolved], found: list[Row]) -> list[Resolved]:
    """Return whom a threat without an addressee most likely means."""
    start, end = doc.place_of(index, verb)
    known = frozenset(r.entity for r in asking)
    blamed = [r.target for r in found if r.source.entity in known and r.cls in HOSTILE]
    if blamed:
        return blamed[:1]
    ranked = partners.rank(doc, doc.memo.get("rows", []), index, start, known, "THREATEN", bodies=False)
    return [context.step(doc, ranked[0].mention, doc.span(start, end))] if ranked else []
