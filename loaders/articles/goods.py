"""What contracts are about: goods by kind, and the states that known weapon systems come from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
DESIGNATION = re.compile(
    r"(?:[A-Z]{1,4}/?[A-Z]?-?\d{1,4}[A-Z]{0,3}|[A-Z][a-z]{1,2}-\d{1,3}[A-Z]{0,3}|\d{2,3}[A-Z]{1,3})s?"
)

SATELLITE = re.compile(r"\b[A-Z]\w{0,20}?[Ss][Aa][Tt](?:-?\d{1,2}[A-Z]?)?")
"""Names that satellites are given: ``PeruSAT-1``, ``LaoSat``."""

# Words for things that soldiers have too, and words before them which say that they are meant.
EITHER = frozenset(["complex", "equipment", "machinery", "goods", "truck", "ship", "vessel", "satellite"])
OF_WAR = frozenset(
    ["defence", "defense", "military", "combat", "missile", "weapon", "weapons", "anti-aircraft"]
)


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Return the kind of contract for each good; the first kind that lists a word wins."""
    table: dict[str, str] = {}
    for kind, word in _rows("goods.tsv"):
        table.setdefault(word, kind)
    return table


@lru_cache(maxsize=1)
def origins() -> dict[str, str]:
    """Return the state that makes each weapon system of the table, by its name in lower case."""
    return {word.lower().replace("-iron", "iron"): state for state, word in _rows("origins.tsv")}


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """Return the class of each good that tells two deals apart: submarines are no fighters."""
    return {word: kind for kind, word in _rows("classes.tsv")}


def classes_of(words: str) -> set[str]:
    """Return the classes of goods that a stretch of text names.

    >>> sorted(classes_of("two submarines and 22 helicopters"))
    ['helicopter', 'ship/submarine']
    """
    table = classes()
    found = set()
    for word in re.findall(r"[a-z][a-z-]+", words.lower()):
        for form in (word, word.removesuffix("s"), re.sub(r"ies$", "y", word)):
            if form in table:
                found.add(table[form])
                break
    return found


def alike(one: set[str], two: set[str]) -> bool:
    """Tell whether two sets of classes may mean one good: a class and one under it do, two under one class do not.

    >>> alike({"ship/frigate"}, {"ship"}), alike({"ship/frigate"}, {"ship/corvette"})
    (True, False)
    """
    return any(a == b or a.startswith(b + "/") or b.startswith(a + "/") for a in one for b in two)


def kind_of(lemmas: Iterable[str]) -> str | None:
    """Return the kind of contract that the words of an item point to, the last word first.

    What is built or traded in peace is arms where a word of war stands before it.

    >>> kind_of(["air", "defence", "missile"]), kind_of(["friendship"])
    ('arms', None)
    >>> kind_of(["housing", "complex"]), kind_of(["defence", "complex"])
    ('construction', 'arms')
    """
    table, told = kinds(), [lemma.lower() for lemma in lemmas]
    for at in range(len(told) - 1, -1, -1):
        if told[at] in table:
            return "arms" if told[at] in EITHER and OF_WAR & {*told[:at]} else table[told[at]]
    return None


def maker(words: str) -> str | None:
    """Return the state whose weapon systems the words name, if they name those of one state only.

    >>> maker("four S-400 battalions"), maker("F-16s"), maker("two ships")
    ('RUS', 'USA', None)
    """
    table = origins()
    found = set()
    names = re.findall(r"[A-Za-z][\w/]*(?:-\d+\w*)?", words)
    for one, two in pairwise(names):
        low = f"{one}-{two}".lower()  # "Black Hawk" is no Hawk
        if one[0].isupper() and (low in table or low.removesuffix("s") in table):
            found.add(table.get(low) or table[low.removesuffix("s")])
            names = [n for n in names if n not in (one, two)]
    for word in names:
        low = word.lower()
        for form in (low, low.removesuffix("s"), re.sub(r"(?<=\d)[a-z]+$", "", low)):
            if form in table and word[0].isupper():
                found.add(table[form])
                break
    return found.pop() if len(found) == 1 else None


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    pairs = (line.split("\t", 1) for line in lines if "\t" in line)
    return [(first, word) for first, words in pairs for word in words.split()]
