"""The closed word lists that the reading rules go by, kept as data in ``wordlists.tsv``."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("wordlists.tsv")


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["list"]: tuple(row["words"].split()) for row in rows}


@lru_cache(maxsize=256)
def words(name: str) -> frozenset[str]:
    """Return a word list by its name, such as ``arguments.rebels``.

    >>> "guerrillas" in words("arguments.rebels")
    True
    """
    return frozenset(_lists()[name])


def starting(prefix: str) -> tuple[str, ...]:
    """Return the names of the lists that begin with a prefix.

    >>> "kin.island" in starting("kin.")
    True
    """
    return tuple(name for name in _lists() if name.startswith(prefix))


def ranked(name: str) -> tuple[str, ...]:
    """Return a word list in the order of its row.

    >>> ranked("region.sizes")[:2]
    ('RUS', 'CAN')
    """
    return _lists()[name]
