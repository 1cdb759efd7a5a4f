"""Nouns by the plainer noun they are a kind of, for object rules that name only the plain one: an islet is an island."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..wordlists import ranked, starting

__all__ = ["plainer"]

PREFIX = "kin."


@lru_cache(maxsize=1)
def table() -> dict[str, frozenset[str]]:
    """Return the plain nouns of each noun."""
    found: dict[str, set[str]] = {}
    for name in starting(PREFIX):
        for word in ranked(name):
            found.setdefault(word, set()).add(name.removeprefix(PREFIX))
    return {word: frozenset(kinds) for word, kinds in found.items()}


def plainer(said: Iterable[str]) -> frozenset[str]:
    """Return the plain nouns that words are a kind of.

    >>> sorted(plainer(["islet", "peace"]))
    ['island']
    """
    known = table()
    return frozenset(kind for word in said for kind in known.get(word, ()))
