"""A source card: who publishes a data set, on what terms, how to cite it, and what its files must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Expected:
    """Counts that a published file has: ``file`` is its official name, in lower case.

    A load of a file of that name that reads another number of rows is not assured.
    """

    file: str
    rows: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a user must know before using a data set.

    ``released`` is when one could know what the data set says; it dates its facts on the axis of
    knowledge. ``shipped`` tells whether its terms would allow to pass the files on. ``tested`` names what
    the loader was tried on: "official file", "excerpt" or "layout only".
    """

    name: str
    title: str
    publisher: str
    terms: str
    citation: str
    coverage: str
    version: str
    released: date | None
    files: str
    gives: str
    tested: str
    address: str = ""
    shipped: bool = False
    expected: tuple[Expected, ...] = ()
    notes: str = ""
    offered: bool = True

    def rows_expected(self, file: str) -> Expected | None:
        """Return what a file of this name must hold, or None where nothing is known.

        >>> about = {"title": "", "publisher": "", "terms": "", "citation": "", "coverage": "", "version": "1"}
        >>> about |= {"released": None, "files": "", "gives": "", "tested": "excerpt"}
        >>> card = Card("pacts", expected=(Expected("pacts.csv", 12),), **about)
        >>> card.rows_expected("Pacts.CSV").rows, card.rows_expected("other.csv")
        (12, None)
        """
        return next((one for one in self.expected if one.file == file.lower()), None)

    def stated(self, row: int, row_hash: str) -> dict[str, object]:
        """Return what every fact of the data set carries: when one could know it, its row, and who read it."""
        return {
            "reported_at": self.released,
            "reported_basis": "published",
            "row": row,
            "row_hash": row_hash,
            "extractor": f"{self.name} {self.version}",
        }
