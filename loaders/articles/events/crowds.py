"""Whose people demonstrate: the state a crowd is named after, the one it marches in, else the one the report comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import arguments, context
from ..document import Resolved, Token
from ..wordlists import words
from . import company

if TYPE_CHECKING:
    from .reader import Reader

__all__ = ["marchers"]

CROWDS = words("turned.crowds")
MARCHING = frozenset(
    ["march", "protest", "demonstrate", "rally", "chant", "picket", "jeer", "boo", "burn", "pelt", "stone", "gather", "throng", "shout",
     "wave", "heckle", "riot", "torch", "tear"]
)  # fmt: skip
"""What crowds do in their own country."""


def marchers(reader: Reader, index: int, token: Token, subjects: list[Any]) -> list[Resolved]:
    """Return the state of demonstrators: the one they are named after, else the one in which they march."""
    doc = reader.doc
    if token.dep_ == "relcl" and any(s.lower_ in ("that", "who", "which") for s in subjects):
        subjects = [token.head]
    for one in subjects:
        if one.pos_ == "PRON" or any(r.kind != "group" for r in arguments.parties(doc, index, one)):
            return []
        found = arguments.inside(doc, index, one)
        if found:
            return found
    before: list[Resolved] = []
    for child in [*token.lefts, *token.rights]:
        if child.dep_ == "prep" and child.lower_ in ("in", "across", "throughout"):
            for obj in child.children:
                mention = doc.mention_of(index, obj) if obj.dep_ == "pobj" else None
                one = arguments.resolved(doc, mention) if mention is not None else None
                if one is not None and one.kind == "country":
                    before.append(one)
    found = before[:1] or company.hosts(doc, index, token, arguments.objects(token))
    line = doc.memo.get("dateline")
    if (
        not found
        and line is not None
        and token.lemma_.lower() in MARCHING
        and any(s.lemma_.lower() in CROWDS or s.lower_ in CROWDS for s in subjects)
    ):
        start, end = doc.place_of(index, token)
        found = [context.step(doc, line, doc.span(start, end))]
    return found
