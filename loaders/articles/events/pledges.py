"""Promises that are threats: ``vowed to pay Chile back``, ``promised to hold the culprits to account``."""

from __future__ import annotations

from ..document import Token
from .lexicon import Trigger

__all__ = ["VOW", "deeds", "grim"]

VOW = Trigger(
    "vow", ("vow",), "verb", "", frozenset({"*"}), ("comp", "on", "against", "to", "at", "for", "with"), "THREATEN", "", "fwd", "done"
)  # fmt: skip

VOWING = frozenset(["vow", "promise", "pledge", "swear", "undertake", "prepare", "plan", "intend", "resolve"])
BACK = frozenset(["pay", "hit", "strike", "fire", "fight", "kick", "push", "shoot", "bite"])
PUNISHING = frozenset(
    ["retaliate", "punish", "avenge", "crush", "annihilate", "obliterate", "penalise", "penalize"]
)
ANSWERING = frozenset(["respond", "reply", "answer", "react"])
FIRMLY = frozenset(
    [
        "kind",
        "force",
        "harshly",
        "firmly",
        "forcefully",
        "swiftly",
        "decisively",
        "measures",
        "fire",
        "like",
        "strongly",
    ]
)
ACCOUNTS = frozenset(["account", "accountable", "responsible", "liable"])
SUFFERING = frozenset(["pay", "suffer", "regret", "rue", "answer", "feel", "bleed"])


def grim(verb: Token) -> bool:
    """Tell whether what is promised is a blow: ``vowed to make Peru pay``, ``swore to teach it a lesson``."""
    if verb.lemma_.lower() not in VOWING or verb.pos_ != "VERB":
        return False
    return any(harsh(one) for one in deeds(verb))


def deeds(verb: Token) -> list[Token]:
    """Return the verbs of what is promised."""
    return [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "VERB"]


def harsh(deed: Token) -> bool:
    """Tell whether a verb tells a blow that somebody gets."""
    low = deed.lemma_.lower()
    beside = {c.lower_ for c in deed.children}
    if low in BACK and "back" in beside:
        return not any(c.lemma_.lower() in ("loan", "debt", "credit", "money") for c in deed.children)
    if low == "hold":
        return any(t.lower_ in ACCOUNTS for t in deed.subtree)
    if low == "bring":
        return any(t.lower_ in ("justice", "account") for t in deed.subtree)
    if low == "make":
        return any(c.lemma_.lower() in SUFFERING for c in deed.children if c.dep_ in ("ccomp", "xcomp"))
    if low in ("teach", "settle"):
        return any(t.lemma_.lower() in ("lesson", "score") for t in deed.children)
    if low in ANSWERING:
        return bool({t.lower_ for t in deed.subtree} & FIRMLY)
    return low in PUNISHING
