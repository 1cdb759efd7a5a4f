"""Who frets over a deal stands outside it: ``concern in Washington over the Turkish purchase``."""

from __future__ import annotations

from . import arguments
from .document import Document, Token

FEELINGS = frozenset(
    ["concern", "worry", "anger", "alarm", "dismay", "unease", "fury", "criticism", "objection", "protest", "misgiving", "outrage",
     "displeasure", "annoyance", "irritation", "doubt", "fear", "suspicion", "disquiet", "anxiety", "sanction", "penalty", "reservation",
     "disappointment", "frustration", "resentment", "opposition", "consternation", "regret"]
)  # fmt: skip
REACTING = frozenset(
    ["object", "protest", "worry", "complain", "bristle", "fume", "fret", "criticize", "criticise", "condemn", "oppose", "denounce",
     "deplore", "decry", "slam", "sanction", "punish", "penalise", "penalize", "resent", "question", "lambast", "rue", "lament"]
)  # fmt: skip
TOWARDS = frozenset(["over", "about", "at", "against", "to", "with", "by", "for"])


def reacting(doc: Document, index: int, deal: Token) -> frozenset[str]:
    """Return the parties that a sentence tells to have reacted to a deal, which are not the unsaid side of it."""
    found: set[str] = set()
    one, steps = deal, 0
    while one.head.i != one.i and steps < 6:
        governor, steps = one.head, steps + 1
        aimed = one.dep_ == "prep" and one.lower_ in TOWARDS
        if governor.pos_ in ("VERB", "AUX"):
            feels = any(c.lemma_.lower() in FEELINGS for c in governor.children if c.dep_ in ("dobj", "pobj"))
            direct = one.dep_ in ("dobj", "nsubjpass") or aimed
            if (governor.lemma_.lower() in REACTING and direct) or (
                feels and (aimed or one.lemma_ in FEELINGS)
            ):
                found |= {
                    r.entity for t in arguments.agents(governor) for r in arguments.parties(doc, index, t)
                }
            if one.dep_ not in ("prep", "dobj", "nsubjpass", "xcomp"):
                break
        one = governor
    return frozenset(found)
