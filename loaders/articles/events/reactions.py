"""Who frets over a deal stands outside it: ``concern in Washington over the Turkish purchase``."""

from __future__ import annotations

from .. import arguments
from ..document import Document, Token

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


def reacting(doc: Document, index: int, deal: Token) -> bool:
    """Tell whether a sentence says that somebody reacted to a deal, who is then no side of it."""
    one, steps = deal, 0
    while one.head.i != one.i and steps < 6:
        governor, steps = one.head, steps + 1
        aimed = one.dep_ == "prep" and one.lower_ in TOWARDS
        if governor.pos_ in ("VERB", "AUX"):
            felt = [c for c in governor.children if c.dep_ in ("dobj", "pobj")]
            feels = any(c.lemma_.lower() in FEELINGS for c in felt)
            direct = one.dep_ in ("dobj", "nsubjpass") or aimed
            if direct and any(t.lemma_.lower() in FEELINGS for t in arguments.prep_objects(governor, "with")):
                return True  # "views the purchase with suspicion"
            reacts = (governor.lemma_.lower() in REACTING and direct) or (
                feels and (aimed or one.lemma_ in FEELINGS)
            )
            if reacts and any(arguments.parties(doc, index, t) for t in arguments.agents(governor)):
                return True
            if one.dep_ not in ("prep", "dobj", "nsubjpass", "xcomp"):
                break
        one = governor
    return False
