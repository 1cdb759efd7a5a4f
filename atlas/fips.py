"""Two-letter FIPS 10-4 codes, which GDELT uses for places; many look like ISO codes of other states."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from .tables import rows


def from_fips(letters: str) -> str | None:
    """Return the iso3 of a FIPS 10-4 code.

    >>> from_fips("BO"), from_fips("RS"), from_fips("GM"), from_fips("AU"), from_fips("zz")
    ('BLR', 'RUS', 'DEU', 'AUT', None)
    """
    return fips_codes().get(letters.strip().upper())


@lru_cache(maxsize=1)
def fips_codes() -> Mapping[str, str]:
    """Return every FIPS 10-4 code with its iso3."""
    path = Path(__file__).with_name("fips.tsv")
    return {row.cells[0]: row.cells[1] for row in rows(path, ("fips", "iso3"))}
