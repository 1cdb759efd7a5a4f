"""What can be the object of a word in an object rule: objects, complements and modifiers, each with the words for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import arguments
from ..document import Token
from ..wordlists import words
from .kin import plainer
from .lexicon import lemma

__all__ = ["Seen", "object_match", "widened"]

Seen = dict[str, list[tuple[Token, set[str]]]]

NO_WORDS: frozenset[str] = frozenset()
BESIDE = frozenset(
    [
        "after",
        "before",
        "despite",
        "during",
        "since",
        "until",
        "besides",
        "amid",
        "under",
        "like",
        "unlike",
        "without",
        "than",
    ]
)
HEAPS = words("triggers.heaps")
BEHESTS = frozenset(["request", "insistence", "behest", "invitation", "demand", "appeal"])
DEADLINES = frozenset(["hour", "day", "week", "month"])
MEASURES = words("triggers.measures")
CURRENCIES = words("triggers.currencies")
SUMS = frozenset(["million", "billion", "dollar"])


def object_match(
    token: Token,
    wanted: frozenset[str],
    names: dict[int, frozenset[str]],
    particle: str,
    seen: Seen,
) -> Token:
    """Return the token that meets an object rule: an object, a complement, or for nouns a modifier.

    ``seen`` keeps what was gathered for a token from one rule to the next.
    """
    kept = particle if particle in BESIDE else ""
    if kept not in seen:
        seen[kept] = list(candidates(token, kept))
    for one, said in seen[kept]:
        if not said.isdisjoint(wanted) or not wanted.isdisjoint(names.get(one.i, NO_WORDS)):
            return one
    return None


def widened(seen: Seen) -> Seen:
    """Return what can be an object with the plain nouns that it is a kind of, or nothing where it is of no such kind."""
    kinds = {
        kept: [(t, plainer(said) if t.pos_ == "NOUN" else NO_WORDS) for t, said in found]
        for kept, found in seen.items()
    }
    if not any(more for found in kinds.values() for _, more in found):
        return {}
    return {
        kept: [(t, said | more) for (t, said), (_, more) in zip(seen[kept], found, strict=True)]
        for kept, found in kinds.items()
    }


def candidates(token: Token, particle: str) -> Iterator[tuple[Token, set[str]]]:
    """Yield what can be the object of a verb or a noun, each with the words that an object rule may call it by."""
    pool: list[Any] = []
    if token.pos_ in ("VERB", "AUX"):
        pool += list(arguments.objects(token))
        pool += [g for c in pool for g in c.children if g.dep_ == "appos" and g.lemma_ in DEADLINES]
        # "the ban that Peru imposed" is what Peru imposed.
        if token.dep_ == "relcl" and any(o.tag_ in ("WDT", "WP") or o.lower_ == "that" for o in pool):
            pool.append(token.head)
        for child in token.children:
            loose = child.dep_ == "advmod" and child.lower_ in ("away", "back", "aside")
            if (loose or child.dep_ in ("prep", "agent", "dative", "prt")) and (
                child.lower_ not in BESIDE or child.lower_ == particle
            ):
                for inner in child.children:
                    if child.lower_ == "at" and inner.lemma_.lower() in BEHESTS:
                        continue
                    if inner.dep_ in ("pobj", "pcomp"):
                        pool.append(inner)
                    elif inner.dep_ == "prep":
                        pool += [c for c in inner.children if c.dep_ == "pobj"]
            elif child.dep_ in ("xcomp", "ccomp", "oprd", "acomp", "intj") or (
                child.dep_ == "npadvmod" and child.lemma_.lower() in DEADLINES
            ):
                pool.append(child)
    else:
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nmod", "poss"):
                pool.append(child)
            elif child.dep_ == "prep" and child.lower_ in ("of", "on", "for", "to", "from"):
                pool += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            elif child.dep_ in ("acl", "xcomp") and (child.dep_ == "acl" or token.pos_ == "ADJ"):
                pool.append(child)
    for one in pool:
        for head in [one, *[c for c in one.conjuncts if c.i > one.i]]:
            base, low = lemma(head), head.lower_
            said = {base, low}
            said.update(f"{c.lower_}-{base}" for c in head.lefts if c.dep_ in ("compound", "nmod", "amod"))
            if base in CURRENCIES:
                said |= SUMS
            yield head, said
            if base in HEAPS or base in MEASURES or low in HEAPS or low in MEASURES:
                for inner in arguments.prep_objects(head, "of"):
                    yield inner, {lemma(inner)}
