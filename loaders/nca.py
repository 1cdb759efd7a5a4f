"""Nuclear cooperation agreements: bilateral treaties on the civilian use of nuclear energy, from a Stata file."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from ..graph.model import Fact, Interval, Role, make_fact
from .card import Card, Expected
from .cells import BadCellError, TableRow
from .dataset import dataset_id
from .layout import Layout
from .manifest import Setback
from .opening import SourceFile, WrongFileError
from .states import by_cow
from .table import headed, rows
from .telling import told

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake

CARDS = {
    "nca": Card(
        name="nca",
        title="Nuclear Cooperation Agreements",
        publisher="Matthew Fuhrmann",
        terms="free for research with citation; not to be passed on",
        citation="Fuhrmann (2012), Atomic Assistance, Cornell University Press.",
        coverage="1951-2003",
        version="2012",
        released=date(2012, 6, 1),
        files="nca_dataset.dta",
        gives="events: each side supports the other by an agreement",
        tested="official file",
        expected=(Expected("nca_dataset.dta", 3152),),
        notes=(
            "A row tells two facts, one for each side: a treaty has no direction. The types 1 to 7 have no labels in "
            "the file and are kept as numbers. Agreements of one type between one pair in one year are one event; "
            "a pair of two suppliers stands in the file in both orders."
        ),
    )
}
SUFFIXES = (".dta", ".csv")
LAYOUT = Layout(
    "agreements",
    {
        "a": ("ccode1", "ccodea"),
        "b": ("ccode2", "ccodeb"),
        "year": ("year",),
        "nca": ("nca",),
        "type": ("nca_type", "ncatype"),
    },
    needed=("a", "b", "year", "type"),
)
CHUNK = 10_000
STATA = (*range(103, 116), 60)  # the first byte of a Stata file: its release, or that of <stata_dta>


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield two facts a row: each side supports the other."""
    for file in files:
        source = dataset_id(name, file.sha256())
        make = partial(_facts, source=source)
        if file.head(1)[:1] and file.head(1)[0] in STATA:
            try:
                yield from told(_stata(file, intake), intake, make)
            except WrongFileError as error:
                intake.refused.append(Setback(file.shown, None, str(error)))
        else:
            for _, found in headed((file,), (LAYOUT,), intake):
                yield from told(rows(file, (LAYOUT,), intake, found=found), intake, make)


def _stata(file: SourceFile, intake: Intake) -> Iterator[TableRow]:
    """Yield the rows of a Stata file as those of a table; a row's line is its number."""
    from pandas.io.stata import StataReader

    with file.open() as opened:
        content = io.BytesIO(opened.read())
    number = 0
    try:
        with StataReader(content, chunksize=CHUNK, convert_categoricals=False) as reader:
            for frame in reader:
                places = LAYOUT.match([str(column) for column in frame.columns])
                if places is None:
                    found = ", ".join(map(str, frame.columns))
                    raise WrongFileError(f"expected {LAYOUT.shown()}; found the columns {found[:300]}")
                for cells in frame.itertuples(index=False, name=None):
                    number += 1
                    intake.came()
                    yield TableRow(file.shown, number, number, [_text(cell) for cell in cells], places)
    except (ValueError, KeyError, OverflowError, EOFError, OSError, struct.error) as error:
        if not number:
            raise WrongFileError(f"cannot be read as a Stata file ({error}). Fetch it again.") from error
        intake.came()
        intake.reject(file.shown, None, f"breaks off after row {number}: {error}", "Fetch the file again.")
        intake.doubt(f"{file.shown}: the file breaks off after row {number}")


def _text(cell: Any) -> str:  # noqa: ANN401  whatever pandas reads
    return "" if cell is None or cell != cell else str(cell)


def _facts(row: TableRow, source: str) -> list[Fact] | str:
    year = row.year("year")
    a, b = by_cow(row, "a", year), by_cow(row, "b", year)
    if a == b:
        return "both sides are one state today"
    if row.known("nca") and row.whole("nca") == 0:
        return "no agreement in the year"
    kind = row.whole("type")
    if not 1 <= kind <= 9:
        raise BadCellError("type", row.text("type"), "a type from 1 to 7")
    return [
        make_fact(
            "event",
            "SUPPORT",
            (Role("source", one, "country", via="dataset"), Role("target", other, "country", via="dataset")),
            source=source,
            subtype="nuclear cooperation agreement",
            item=f"nuclear cooperation agreement of type {kind}",
            polarity="+",
            valid=Interval(date(year, 1, 1), date(year, 12, 31), "year"),
            **CARDS["nca"].stated(row.number, row.hash()),
            rule="nca.agreement",
        )
        for one, other in ((a, b), (b, a))
    ]
