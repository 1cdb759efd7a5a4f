"""Towns that are no seats of government: which state they lie in, where the text names that state itself."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from ...graph.model import Span
from . import context
from .document import Document, Mention, Resolved, Token

__all__ = ["named", "state_of", "towns"]

TABLE = Path(__file__).with_name("towns.tsv")
WORD = re.compile(r"(?<![\w'’-])[A-Z]\w+")
TOWN_END = re.compile(r"(?![\w-])")


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, frozenset[str]]]:
    """Return, by the first word of a town's name, the names and the states that have a town of that name.

    >>> sorted(table()["Brest"]["Brest"])
    ['BLR', 'FRA']
    """
    found: dict[str, dict[str, frozenset[str]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            for name in row["towns"].split(","):
                same = found.setdefault(name.split()[0].split("-")[0].split("'")[0], {})
                same[name] = same.get(name, frozenset()) | {row["state"]}
    return found


def towns(doc: Document, index: int) -> dict[int, tuple[str, Span]]:
    """Return, by the place of a town's first token in a parsed sentence, its state and the town as written.

    Only states count that the text names as well, so that nothing is added to what it says.
    """
    memo: dict[int, dict[int, tuple[str, Span]]] = doc.memo.setdefault("towns", {})
    if index in memo:
        return memo[index]
    found = memo[index] = {}
    sentence = doc.sentences[index]
    known: set[str] | None = None
    for token in doc.tokens[index]:
        named = table().get(token.text) if token.text[:1].isupper() else None
        if not named:
            continue
        start = sentence.start + token.idx
        fits = [n for n in named if doc.text.startswith(n, start)]
        if not fits or doc.mention_of(index, token) is not None:
            continue
        if known is None:
            known = {m.entity or "" for m in context.actors(doc)}
        name = max(fits, key=len)
        states = sorted(named[name] & known)
        if len(states) == 1:
            found[token.i] = (states[0], doc.span(start, start + len(name)))
    return found


def named(doc: Document) -> list[Mention]:
    """Return the towns of a text as mentions of their states, of which the text must name each as well."""
    found: list[Mention] | None = doc.memo.get("named towns")
    if found is None:
        known = {m.entity or "" for m in context.actors(doc)}
        found = []
        for word in WORD.finditer(doc.text):
            places = table().get(word.group())
            fits = [
                n
                for n in places or ()
                if TOWN_END.match(doc.text, word.start() + len(n)) and doc.text.startswith(n, word.start())
            ]
            if not places or not fits:
                continue
            name = max(fits, key=len)
            start, end = word.start(), word.start() + len(name)
            states = sorted(places[name] & known)
            if len(states) == 1 and not doc.mentions_between(start, end):
                found.append(Mention(start, end, name, states[0], "country", "place"))
        doc.memo["named towns"] = found
    return found


def state_of(doc: Document, index: int, token: Token) -> tuple[Resolved, ...]:
    """Return the state of the town that a token is part of, with the mention of the state as antecedent."""
    start, _ = doc.place_of(index, token)
    for state, span in towns(doc, index).values():
        if span.start <= start < span.end:
            named = [m for m in context.actors(doc) if m.entity == state]
            before = [m for m in named if m.start < start]
            return (context.step(doc, (before or named)[-1 if before else 0], span),)
    return ()
