"""Refusals told without a word of refusal: ``will not hear of it``, ``has not answered``, ``is not ready to talk``."""

from __future__ import annotations

from .. import arguments
from ..document import Token
from ..wordlists import words

__all__ = ["unmet", "unwilling"]

WILL = frozenset(["will", "would", "wo", "'ll", "'d"])
IDLE = words("triggers.idle")
UNMET = words("triggers.unmet")
SOON = frozenset(["immediately", "directly", "instantly", "promptly"])
READY = words("triggers.ready")


def unwilling(verb: Token) -> bool:
    """Tell whether someone is told to be unwilling: ``Peru will not hear of it``."""
    before = [c for c in verb.children if c.i < verb.i]
    if not any(c.dep_ == "neg" for c in before) or not any(c.lower_ in WILL for c in before):
        return False
    if arguments.passive(verb) or verb.lemma_.lower() in IDLE or verb.dep_ in ("relcl", "advcl", "acl"):
        return False
    return not any(c.lower_ in ("if", "unless") or c.dep_ == "csubj" for c in verb.children)


def unmet(token: Token) -> bool:
    """Tell whether what was asked is told to be left undone: ``has not answered the note``, ``is not ready to talk``."""
    if token.lemma_.lower() == "be" and any(c.dep_ == "neg" for c in token.children):
        return any(
            c.dep_ == "acomp"
            and c.lemma_.lower() in READY
            and any(g.dep_ == "xcomp" and not arguments.passive(g) for g in c.children)
            for c in token.children
        )
    if token.dep_ == "xcomp" and token.head.lemma_ == "have" and token.lemma_.lower() in UNMET:
        return any(c.lower_ == "yet" for c in (*token.head.children, *token.children))
    if token.lemma_.lower() not in UNMET or token.dep_ in ("advcl", "acl") or arguments.passive(token):
        return False
    if any(
        c.lower_ in SOON or (c.text == "at" and any(g.lower_ == "once" for g in c.children))
        for c in token.children
    ):
        return False  # "did not respond at once"
    denied = any(c.dep_ == "neg" for c in token.children)
    return denied and any(c.lemma_.lower() in ("have", "do") for c in token.children if c.dep_ == "aux")
