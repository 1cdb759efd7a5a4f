"""Patterns of whole clauses: verdicts (``called the raid a crime``), and words too faint to guess a party for."""

from __future__ import annotations

from typing import Any

from ..document import Token
from ..wordlists import words

FAINT = words("frames.faint")
MEMBER_VERBS = frozenset(["join", "admit", "accede", "enter", "leave", "quit", "rejoin"])
CALLING = words("frames.calling")
NAMING = frozenset(["call", "brand", "label", "term", "dub", "deem", "declare", "pronounce"])
DENYING = frozenset(
    [
        "neither",
        "nor",
        "not",
        "no",
        "less",
        "anything",
        "far",
        "hardly",
        "scarcely",
        "never",
        "insufficiently",
    ]
)
FAIR = frozenset(["fair", "free", "credible", "transparent", "clean", "democratic", "acceptable", "adequate", "justified", "sufficient",
                  "convincing", "compatible", "conducive", "consistent", "lawful", "legal", "proper"])  # fmt: skip
SPEAKING = frozenset(["speak", "talk", "complain", "write"])
REFUTING = words("frames.refuting")
BLAMING = words("frames.blaming")
PRAISING = words("frames.praising")


def verdict(token: Token) -> tuple[str, list[Any]] | None:
    """Return the class of a judgement and the tokens judged: ``called the raid illegal`` is ACCUSE of its doer."""
    low = token.lemma_.lower()
    if low in CALLING:
        judged = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        said: list[Any] = [c for c in token.children if c.dep_ in ("oprd", "attr", "acomp", "xcomp")]
        for child in token.children:
            if child.dep_ == "ccomp" and child.i < token.i and child.tag_ in ("VBD", "VBZ", "VBP"):
                continue  # "Mali stood by its friend, the premier declared": the clause is only what he says
            if child.dep_ == "ccomp":
                judged += [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
                finite = child.pos_ == "VERB" and any(
                    c.dep_ in ("mark", "aux", "auxpass") for c in child.children
                )
                said += [] if finite else [child]
                said += [c for c in child.children if c.dep_ in ("attr", "acomp", "oprd")]
            elif child.dep_ == "dobj" and low in NAMING:
                said += [c for c in child.children if c.dep_ == "appos"]
            elif child.dep_ == "prep" and child.lower_ == "as":
                said += [c for c in child.children if c.dep_ in ("pobj", "pcomp", "amod")]
        if low in ("see", "find", "think", "view", "consider") and not judged:
            return None
    elif low in SPEAKING:
        said = [
            c
            for p in token.children
            if p.dep_ == "prep" and p.lower_ == "of"
            for c in p.children
            if c.dep_ == "pobj"
        ]
        judged = said
    else:
        return None
    words = {t.lower_ for one in said for t in [one, *one.subtree]}
    words |= {t.lemma_.lower() for one in said for t in [one, *one.children]}
    words |= {
        w for one in said for w in token.doc[one.left_edge.i : one.right_edge.i + 1].text.lower().split()
    }
    if words & REFUTING:
        return "REJECT", judged
    if words & BLAMING:
        return "ACCUSE", judged
    if words & DENYING and words & (PRAISING | FAIR):
        return "ACCUSE", judged
    if words & PRAISING and low not in SPEAKING:
        return "SUPPORT", judged
    return None
