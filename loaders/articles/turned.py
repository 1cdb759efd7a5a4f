"""Acts that their words turn into another: ``no longer recognises``, ``would not sign``, ``crowds stormed``."""

from __future__ import annotations

from dataclasses import replace

from . import arguments, goods
from .document import Token
from .triggers import Hit
from .wordlists import words

__all__ = ["ended", "turn"]

STOPPING = frozenset(["stop", "cease", "quit", "halt", "discontinue"])
BOUND = frozenset(["COOPERATE", "AID", "CONSULT", "SUPPORT"])
GIVEN = frozenset(["COOPERATE", "AID", "SUPPORT", "CONCEDE", "AGREE", "RETREAT"])
UNDONE = {"ASSAULT": "RETREAT", "SANCTION": "CONCEDE", "COERCE": "CONCEDE", "MOBILIZE": "CONCEDE"}
SPANS = frozenset(["hour", "day", "week"])
LEAVING = frozenset(["leave", "depart", "go", "quit", "withdraw"])
WISHING = frozenset(["ask", "apply", "request", "want", "seek"])
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


def sent_away(verb: Token) -> bool:
    """Tell whether someone is given hours or days to leave: ``gave the diplomats 48 hours to leave``."""
    span = [c for c in verb.children if c.lemma_.lower() in SPANS and c.dep_ in ("dobj", "npadvmod")]
    return bool(span) and any(
        t.lemma_.lower() in LEAVING and t.i > span[0].i for t in verb.subtree if t.pos_ == "VERB"
    )


def wares(verb: Token, met: Token | None) -> bool:
    """Tell whether what is asked for are arms, which are bought and sold."""
    wanted = [
        *(c for c in verb.children if c.dep_ == "dobj"),
        *arguments.prep_objects(verb, "for"),
        *([met] if met is not None and met.pos_ in ("NOUN", "PROPN") else []),
    ]
    return any(goods.kind_of([t.lemma_.lower(), t.lower_]) == "arms" for t in wanted)


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
    if row.words == ("refusal",):
        return hit
    if row.words[0] == "give" and sent_away(token):
        cls = "SANCTION"
    elif row.cls == "REQUEST" and row.words[0] in WISHING and wares(token, hit.object):
        cls = "AGREE"
    elif ended(token) is not None:
        cls = "SANCTION" if row.cls in BOUND else UNDONE.get(row.cls)
    elif refused(token) and row.cls in GIVEN and row.words[0] != "stand":
        cls = "REJECT"
    if cls is None:
        return None
    return replace(hit, row=replace(row, cls=cls, polarity="", direction="fwd", act="done"))
