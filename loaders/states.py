"""Which state a code or a name in a table means, on the row's own date."""

from __future__ import annotations

from ..atlas.codes import When, from_cow, from_name
from ..graph.model import Role
from .cells import BadCellError, TableRow


def by_cow(row: TableRow, field: str, when: When = None) -> str:
    """Return the iso3 behind a Correlates of War number; a number that no state has is a bad cell."""
    return _known(from_cow(row.whole(field), when), row, field, "a Correlates of War state number")


def by_name(row: TableRow, field: str, when: When = None) -> str:
    """Return the iso3 behind a country's name."""
    return _known(from_name(row.text(field), when), row, field, "a country's name")


def state(role: str, iso3: str) -> Role:
    """Return the role of a state in a fact of a data set.

    >>> state("buyer", "TUR").via
    'dataset'
    """
    return Role(role, iso3, "country", via="dataset")


def _known(found: str | None, row: TableRow, field: str, wanted: str) -> str:
    if found is None:
        raise BadCellError(field, row.text(field), wanted)
    return found
