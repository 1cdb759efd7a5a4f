"""Acts that their words turn into another: ``no longer recognises``, ``would not sign``, ``crowds stormed``."""

from __future__ import annotations

from dataclasses import replace

from . import arguments
from .document import Token
from .triggers import Hit
from .wordlists import words

__all__ = ["ended", "turn"]

STOPPING = frozenset(["stop", "cease", "quit", "halt", "discontinue"])
BOUND = frozenset(["COOPERATE", "AID", "CONSULT", "SUPPORT"])
GIVEN = frozenset(["COOPERATE", "AID", "SUPPORT", "CONCEDE", "AGREE", "RETREAT"])
UNDONE = {"ASSAULT": "RETREAT", "SANCTION": "CONCEDE", "COERCE": "CONCEDE", "MOBILIZE": "CONCEDE"}
CROWDS = words("turned.crowds")
VIOLENT = frozenset({"SANCTION", "COERCE", "ASSAULT"})
WILL = frozenset(["will", "would", "wo", "'ll", "'d"])


def ended(token: Token) -> Token | None:
    """Return the verb that ends an act: the word itself after ``no longer``, ``stopped`` in ``stopped buying``.

    Nothing where the act is not told as ended.
    """
    for child in token.children:
        if child.lower_ == "longer" and child.i > 0 and child.nbor(-1).lower_ == "no":
            return token
    head = token.head
    if (
        token.dep_ == "xcomp"
        and token.tag_ == "VBG"
        and head.i != token.i
        and head.lemma_.lower() in STOPPING
    ):
        return head
    return None


def refused(token: Token) -> bool:
    """Tell whether someone will not do a thing: ``would not sign``."""
    words = [c for c in token.children if c.i < token.i]
    return any(c.dep_ == "neg" for c in words) and any(c.dep_ == "aux" and c.lower_ in WILL for c in words)


def turn(hit: Hit) -> Hit | None:
    """Return the hit with the class of its end, its refusal or its crowd, or nothing where it stands as it is told."""
    token, row = hit.token, hit.row
    if token.pos_ not in ("VERB", "AUX"):
        return None
    cls = None
    if row.cls in VIOLENT and any(
        c.lower_ in CROWDS or c.lemma_.lower() in CROWDS for c in arguments.agents(token)
    ):
        return replace(hit, row=replace(row, cls="PROTEST"))
    if ended(token) is not None:
        cls = "SANCTION" if row.cls in BOUND else UNDONE.get(row.cls)
    elif refused(token) and row.cls in GIVEN and row.words[0] != "stand":
        cls = "REJECT"
    if cls is None:
        return None
    return replace(hit, row=replace(row, cls=cls, polarity="", direction="fwd", act="done"))
