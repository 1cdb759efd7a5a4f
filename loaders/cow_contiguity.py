"""Direct contiguity after the Correlates of War Project: borders by land and across water, as spells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact, make_fact
from .card import Card, Expected
from .cells import BadCellError, TableRow
from .dataset import dataset_id
from .layout import Layout
from .spells import spells
from .states import by_cow, state
from .table import headed, rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

KINDS = {1: "land", 2: "water, 12 miles", 3: "water, 24 miles", 4: "water, 150 miles", 5: "water, 400 miles"}
CARDS = {
    "cow_contiguity": Card(
        name="cow_contiguity",
        title="Direct contiguity",
        publisher="Correlates of War Project",
        terms="free for research with citation; not to be passed on",
        citation="Stinnett, Tir, Schafer, Diehl and Gochman (2002), Conflict Management and Peace Science 19(2):58-66. "
        "Version 3.2.",
        coverage="1816-2016",
        version="3.2",
        released=date(2017, 3, 1),
        files="contdird.csv",
        gives="border facts",
        tested="official file",
        expected=(Expected("contdird.csv", 82498),),
        notes="The file is directed: both directions of a pair make one fact. dyad = 1000 x state 1 + state 2.",
    )
}
SUFFIXES = (".csv",)
LAYOUT = Layout(
    "contiguity",
    {"a": ("state1no", "statelno"), "b": ("state2no", "statehno"), "year": ("year",), "type": ("conttype",)},
)
Key = tuple[str, str, int]


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one border fact a spell."""
    for file, found in headed(files, (LAYOUT,), intake):
        source = dataset_id(name, file.sha256())
        good: list[tuple[Key, int, TableRow]] = []
        for row in rows(file, (LAYOUT,), intake, found=found):
            try:
                good.append((_key(row), row.year("year"), row))
            except BadCellError as error:
                intake.reject(row.file, row.line, str(error), column=error.column)
        made = 0
        for spell in spells(good):
            made += 1
            a, b, kind = spell.key
            yield make_fact(
                "border",
                KINDS[kind],
                (state("a", a), state("b", b)),
                source=source,
                valid=spell.interval,
                **CARDS[name].stated(spell.row.number, spell.row.hash()),
                rule="cow_contiguity.spell",
            )
        intake.passes("continues a spell, or tells it from the other side", len(good) - made)


def _key(row: TableRow) -> Key:
    year, kind = row.year("year"), row.whole("type")
    if kind not in KINDS:
        raise BadCellError("type", row.text("type"), "a type of contiguity from 1 to 5")
    a, b = sorted((by_cow(row, "a", year), by_cow(row, "b", year)))
    if a == b:
        raise BadCellError("b", row.text("b"), "another state than the first")
    return a, b, kind
