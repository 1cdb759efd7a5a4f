"""Ideal points of states in the General Assembly, estimated from roll calls, with their posterior quantiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact, Interval, Quantity, make_fact
from .card import Card, Expected
from .cells import BadCellError, TableRow
from .layout import Layout
from .states import by_cow, state
from .telling import tell_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

FOUNDED = 1945  # session 1 met in the year after
QUANTILES = ("0", "5", "10", "50", "90", "95", "100")
CARDS = {
    "unga_ideal_points": Card(
        name="unga_ideal_points",
        title="Ideal points in the United Nations General Assembly",
        publisher="Michael Bailey, Anton Strezhnev and Erik Voeten",
        terms="Harvard Dataverse doi:10.7910/DVN/LEJUQZ; check its terms before passing files on",
        citation=(
            "Bailey, Strezhnev and Voeten (2017), Estimating Dynamic State Preferences from United Nations Voting "
            "Data, Journal of Conflict Resolution 61(2):430-456."
        ),
        coverage="sessions 1-74 (1946-2019) without 19",
        version="April 2020",
        released=date(2020, 4, 1),
        files="IdealpointestimatesAll_*.csv",
        gives="indicator facts `ideal point` of a state and session, with seven quantiles",
        tested="official file",
        address="https://doi.org/10.7910/DVN/LEJUQZ",
        expected=(Expected("idealpointestimatesall_apr2020.csv", 10469),),
        notes="A session is dated by the calendar year in which it opens: 1945 and its number.",
    )
}
SUFFIXES = (".csv", ".tsv", ".tab")
LAYOUT = Layout(
    "ideal points",
    {
        "state": ("ccode",),
        "session": ("session",),
        "votes": ("NVotes", "NVotesAll"),
        "point": ("IdealPoint", "IdealPointAll", "theta"),
        # The first quantile is spelled with a letter in the published file.
        **{f"q{q}": (f"Q{q}%", f"Q{q}%All", *(("QO%", "QO%All") if q == "0" else ())) for q in QUANTILES},
    },
    needed=("state", "session", "point"),
)


def read(name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas) -> Iterator[Fact]:
    """Yield one indicator fact a row."""
    yield from tell_rows(name, files, (LAYOUT,), intake, _facts, missing=("", "NA"))


def _facts(row: TableRow, source: str) -> list[Fact] | str:
    session = row.whole("session")
    if not 1 <= session <= 255:
        raise BadCellError("session", row.text("session"), "the number of a session")
    year = FOUNDED + session
    who = by_cow(row, "state", year)
    point = row.number_or_none("point")
    if point is None:
        return "no estimate"
    if abs(point) > 20:
        raise BadCellError("point", row.text("point"), "an ideal point")
    votes = row.whole_or_none("votes")
    found = [row.number_or_none(f"q{q}") for q in QUANTILES]
    quantiles = tuple(float(q) for q in found if q is not None)
    if quantiles != tuple(sorted(quantiles)):
        raise BadCellError("q50", row.text("q50"), "quantiles in ascending order")
    return [
        make_fact(
            "indicator",
            "ideal point",
            (state("state", who),),
            source=source,
            subtype=f"session {session}" + (f", {votes} votes" if votes is not None else ""),
            valid=Interval(date(year, 1, 1), date(year, 12, 31), "year"),
            quantity=Quantity(point, "ideal point"),
            quantiles=quantiles if len(quantiles) == len(QUANTILES) else (),
            **CARDS["unga_ideal_points"].stated(row.number, row.hash()),
            rule="unga_ideal_points.session",
        )
    ]
