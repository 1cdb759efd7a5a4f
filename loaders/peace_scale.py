"""The peace scale of Goertz, Diehl and Balas: how a pair of states stood, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..atlas.codes import from_cow
from ..graph.model import Fact, make_fact
from .card import Card, Expected
from .cells import BadCellError, TableRow
from .dataset import dataset_id
from .layout import Layout
from .spells import Spell, spells
from .states import state
from .table import headed, rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

TRANSITIONAL = 9
NAMES = {
    0: "severe rivalry",
    25: "lesser rivalry",
    50: "negative peace",
    75: "warm peace",
    100: "security community",
}
LEVELS = {0: 1.0, 25: 0.5}  # how heavy a rivalry weighs
CARDS = {
    "peace_scale": Card(
        name="peace_scale",
        title="Peace data, dyad-years",
        publisher="Gary Goertz, Paul F. Diehl and Alexandru Balas",
        terms="free for non-commercial use with citation of book, article and version; not to be passed on",
        citation="Goertz, Diehl and Balas (2016), The Puzzle of Peace, Oxford University Press; Diehl, Goertz and "
        "Gallegos (2021), Conflict Management and Peace Science 38:605-624. Version 3.1.",
        coverage="1900-2020",
        version="3.1",
        released=date(2022, 6, 1),
        files="peacedatav31dyyearmean.csv",
        gives="rivalry facts (severe, lesser), tie facts (warm peace, security community)",
        tested="official file",
        expected=(Expected("peacedatav31dyyearmean.csv", 99387),),
        notes="Yearly means are taken to the nearest level, the more hostile at half way; years in a row at one "
        "level make one fact. 9 stands for a transition (the readme says -9), and a mean above 1 for a year with a transition in it.",
    )
}
SUFFIXES = (".csv",)
LAYOUT = Layout(
    "peace scale", {"dyad": ("dyad",), "year": ("yearmonth", "year"), "level": ("peacelevel", "peacescale")}
)
Key = tuple[str, str, int]


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one fact a spell at one level; negative peace is neither tie nor rivalry."""
    for file, found in headed(files, (LAYOUT,), intake):
        source = dataset_id(name, file.sha256())
        good: list[tuple[Key, int, TableRow]] = []
        for row in rows(file, (LAYOUT,), intake, found=found, missing=("", "NA")):
            try:
                if key := _key(row):
                    good.append((key, row.year("year"), row))
                else:
                    intake.passes("transitional year, no level")
            except BadCellError as error:
                intake.reject(row.file, row.line, str(error), column=error.column)
        made = 0
        for spell in spells(good):
            made += 1
            if spell.key[2] == 50:
                intake.passes("negative peace: neither tie nor rivalry")
            else:
                yield _fact(spell, source)
        intake.passes("continues a spell", len(good) - made)


def level(mean: float) -> int:
    """Return the level nearest to a yearly mean, in hundredths; the more hostile one at half way.

    >>> level(0.75), level(0.8), level(0.875), level(0.9)
    (75, 75, 75, 100)
    """
    return min(NAMES, key=lambda one: (round(abs(one / 100 - mean), 9), one))


def _key(row: TableRow) -> Key | None:
    number = row.number_or_none("level")
    if number is None or number == -TRANSITIONAL or 1 < number <= TRANSITIONAL:
        return None  # a mean above 1 has transitional months in it
    if not 0 <= number <= 1:
        raise BadCellError("level", row.text("level"), "a level from 0 to 1, or 9")
    year, dyad = row.year("year"), row.whole("dyad")
    states = from_cow(dyad // 1000, year), from_cow(dyad % 1000, year)
    if not (states[0] and states[1]) or states[0] == states[1]:
        raise BadCellError("dyad", row.text("dyad"), "two Correlates of War state numbers, as in 2200")
    a, b = sorted(s for s in states if s)
    return a, b, level(float(number))


def _fact(spell: Spell[Key], source: str) -> Fact:
    a, b, hundredths = spell.key
    card = CARDS["peace_scale"]
    hostile = hundredths in LEVELS
    return make_fact(
        "rivalry" if hostile else "tie",
        "rivalry" if hostile else "peace",
        (state("a", a), state("b", b)),
        source=source,
        subtype=NAMES[hundredths],
        polarity="-" if hostile else "+",
        level=LEVELS.get(hundredths),
        valid=spell.interval,
        **card.stated(spell.row.number, spell.row.hash()),
        rule="peace_scale.spell",
    )
