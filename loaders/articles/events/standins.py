"""The common nouns that a name stands for where an object rule asks for one: a body, a leader, a country, its people."""

from __future__ import annotations

from ..document import Document, Token

__all__ = ["NATIONALS", "stand_ins"]

NATIONALS = frozenset(("national", "citizen", "worker", "people"))
STANDS_FOR = {
    "alliance": frozenset(
        ["organisation", "organization", "body", "bloc", "alliance", "union", "community", "club", "league"]
    ),
    "person": frozenset(["president", "minister", "leader", "premier"]),
    "country": frozenset(("country", "state", "nation")),
}


def stand_ins(doc: Document, index: int, sentence: Token) -> dict[int, frozenset[str]]:
    """Return, by token, the common nouns that a name stands for in object rules: a body, a leader, a country."""
    found: dict[int, frozenset[str]] = {}
    for token in sentence:
        if token.pos_ != "PROPN" and not token.text.isupper():
            continue
        mention = doc.mention_of(index, token)
        if mention is not None:
            kind = "person" if mention.person or mention.via == "leader" else mention.kind
            if mention.form == "people" and kind == "country":
                if token.dep_ != "pobj" or token.head.lower_ == "of":
                    found[token.i] = NATIONALS
            elif kind in STANDS_FOR:
                found[token.i] = STANDS_FOR[kind]
    return found
