"""Tables of country codes, checked against the atlas: they tell no fact, but say where the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..graph.model import Fact
from .card import Card, Expected
from .cells import BadCellError, TableRow
from .layout import Layout
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

CARDS = {
    "codes": Card(
        name="codes",
        title="Country codes",
        publisher="Open Knowledge (datasets/country-codes)",
        terms="public domain (PDDL)",
        citation="Open Knowledge, Comprehensive country codes, datahub.io/core/country-codes.",
        coverage="states and territories of today",
        version="2024",
        released=None,
        files="datasets_country-codes.csv, or any table with ISO alpha-3 and alpha-2",
        gives="no facts: a check of the codes in the atlas",
        tested="official file",
        shipped=True,
        expected=(Expected("datasets_country-codes.csv", 249),),
        notes="A code that differs from the atlas is set aside, so that it can be looked at.",
    )
}
SUFFIXES = (".csv",)
LAYOUT = Layout(
    "codes",
    {
        "iso3": ("ISO3166-1-Alpha-3", "iso3c", "iso3"), "iso2": ("ISO3166-1-Alpha-2", "iso2c", "iso2"),
        "numeric": ("ISO3166-1-numeric", "iso3n", "M49"), "cow": ("cown",), "gw": ("gwn",),
    },
    needed=("iso3", "iso2"),
)  # fmt: skip


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield nothing; count the rows that agree with the atlas, and set those aside that do not."""
    yield from tell_rows(
        name, files, (LAYOUT,), intake, lambda row, _: _compared(row, atlas), missing=("",), rejoin=True
    )


def _compared(row: TableRow, atlas: Atlas) -> str:
    iso3, iso2 = row.text("iso3").upper(), row.text("iso2").upper()
    if not iso3:
        return "no code of a state"
    known = atlas.states.get(iso3)
    if known is None:
        return "not a state of the atlas"
    if iso2 and known.iso2 and iso2 != known.iso2:
        raise BadCellError("iso2", iso2, f"{known.iso2}, as the atlas has it for {iso3},")
    for field, ours in (("numeric", known.numeric), ("cow", known.cow), ("gw", known.gw)):
        number = row.whole_or_none(field) if row.text(field) not in ("", "NA") else None
        if number is not None and ours and number not in {code.number for code in ours}:
            told_here = ", ".join(str(code.number) for code in ours)
            raise BadCellError(field, str(number), f"{told_here}, as the atlas has it for {iso3},")
    return "the codes agree with the atlas"
