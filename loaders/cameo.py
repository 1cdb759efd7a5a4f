"""The CAMEO code book: each code with its name, its PLOVER class and its score on the Goldstein scale.

Scores follow the table that goes with ICEWS, with the two values that GDELT's own rows carry (016 and 022).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..atlas.tables import rows
from ..graph.model import POSITIVE, Polarity

VERSION = "1.1b3, scores of ICEWS with GDELT's 016 and 022"
EITHER = ("STATEMENT", "REQUEST")  # classes that can be friendly or not


@dataclass(frozen=True, slots=True)
class Cameo:
    """One code of the book; ``plover`` is a PLOVER class, or STATEMENT for the root 01."""

    code: str
    name: str
    plover: str
    goldstein: float


@lru_cache(maxsize=1)
def cameo_codes() -> Mapping[str, Cameo]:
    """Return the code book by code.

    >>> book = cameo_codes()
    >>> book["190"].plover, book["0872"].plover, book["057"].goldstein, len(book)
    ('ASSAULT', 'RETREAT', 8.0, 316)
    """
    path = Path(__file__).with_name("cameo.tsv")
    found = (row.cells for row in rows(path, ("code", "name", "class", "goldstein")))
    return {code: Cameo(code, name, plover, float(score)) for code, name, plover, score in found}


def cameo(code: str) -> Cameo | None:
    """Return what a code means; one that the book lacks is read as the code it refines, down to its root.

    A code that has lost its leading zero is not restored: 10 may have been 010.

    >>> cameo("1799").code, cameo("---") is None, cameo("40") is None
    ('17', True, True)
    """
    book = cameo_codes()
    text = code.strip()
    while len(text) >= 2 and text.isdigit():
        if text in book:
            return book[text]
        text = text[:-1]
    return None


def by_relation(name: str) -> Cameo | None:
    """Return the code that has a name; of a root and its first code, the latter.

    >>> by_relation("Consult").code, by_relation("Make a visit").code, by_relation("Dance") is None
    ('040', '042', True)
    """
    return _by_name().get(" ".join(name.split()).casefold())


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Cameo]:
    return {told.name.casefold(): told for told in sorted(cameo_codes().values(), key=lambda c: len(c.code))}


def polarity(plover: str, score: float) -> Polarity:
    """Return the sign of a class; statements and requests take that of their score.

    >>> polarity("AID", 7.0), polarity("ACCUSE", -2.0), polarity("REQUEST", 3.4), polarity("REQUEST", -5.0)
    ('+', '-', '+', '-')
    """
    if plover in EITHER:
        return "+" if score >= 0 else "-"
    return "+" if plover in POSITIVE else "-"
