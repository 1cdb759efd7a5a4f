"""GDELT: events coded by machine from the world's news, as dyad-day aggregates, and the mentions behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..atlas.book import open_atlas
from .card import Card
from .dyad_days import take_in_events, waves
from .gdelt_columns import table_of
from .opening import SourceFile, WrongFileError
from .raw import Account, take_in
from .stream import Wave
from .tabbed import Kept, to_parquet

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from ..atlas.book import Atlas
    from .intake import Intake

_ABOUT = {
    "publisher": "The GDELT Project",
    "terms": "open for any use; passing on with a citation of and link to https://www.gdeltproject.org",
    "address": "https://www.gdeltproject.org",
    "shipped": True,
}
_NOTES = (
    "One fact for each pair of states, day and PLOVER class, whatever the files: rows with one GLOBALEVENTID on "
    "one day count once, score is the mean GoldsteinScale of the rows. Confidence of a row: .4 (one source), .6, "
    ".7, .8 (four and more), and .2 more for a root event; of a fact, the mean of its rows. Actor codes that name "
    "a group or a region (EUR, AFR, SEA) are no states. Rows that name the countries of both "
    "actors stay in Parquet beside the graph."
)
CARDS = {
    "gdelt2_events": Card(
        name="gdelt2_events",
        title="GDELT 2.0 events",
        citation="Leetaru and Schrodt (2013), GDELT: Global Data on Events, Location and Tone; gdeltproject.org.",
        coverage="since 2015-02-18, a file each quarter of an hour",
        version="2.0",
        released=None,
        files="YYYYMMDDHHMMSS.export.CSV (also .zip, .gz), or a sample with a header",
        gives="event facts, aggregated by dyad and day",
        tested="official file",
        notes=_NOTES,
        **_ABOUT,  # type: ignore[arg-type]
    ),
    "gdelt1_events": Card(
        name="gdelt1_events",
        title="GDELT 1.0 events",
        citation="Leetaru and Schrodt (2013), GDELT: Global Data on Events, Location and Tone; gdeltproject.org.",
        coverage="since 1979",
        version="1.0",
        released=None,
        files="YYYY.zip, YYYYMM.zip, YYYYMMDD.export.CSV.zip: 58 columns, 57 in the backfiles",
        gives="event facts, aggregated by dyad and day",
        tested="layout only",
        notes=_NOTES + " Untested on a published file.",
        **_ABOUT,  # type: ignore[arg-type]
    ),
    "gdelt2_mentions": Card(
        name="gdelt2_mentions",
        title="GDELT 2.0 mentions",
        citation="Leetaru and Schrodt (2013), GDELT: Global Data on Events, Location and Tone; gdeltproject.org.",
        coverage="since 2015-02-18, a file each quarter of an hour",
        version="2.0",
        released=None,
        files="YYYYMMDDHHMMSS.mentions.CSV (also .zip, .gz)",
        gives="the articles that mention an event, beside the graph",
        tested="official file",
        notes="Mentions tell no fact of their own; `detente explain` lists them under the rows of their event.",
        **_ABOUT,  # type: ignore[arg-type]
    ),
}
SUFFIXES = (".csv", ".tsv")
FORMER_CODES = {"ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "KOS": "XKX"}  # spellings of older code lists


def stream(
    name: str, files: Sequence[tuple[SourceFile, str]], intake: Intake, atlas: Atlas, raw: Path
) -> Iterator[Wave]:
    """Take the files in; yield the dyad-days that they touch, aggregated over all files of the stream."""
    if name == "gdelt2_mentions":
        _mentions(files, intake, raw)
        return
    own, days = take_in_events(name, files, intake, raw, table_of, state_of)
    yield from waves(name, CARDS[name], own, days, intake, raw, state_of)


@lru_cache(maxsize=10_000)
def state_of(code: str, year: int) -> str | None:
    """Return the state behind a CAMEO actor country code; None for groups and regions.

    >>> state_of("TUR", 2019), state_of("ROM", 2019), state_of("EUR", 2019), state_of("SUN", 2019)
    ('TUR', 'ROU', None, None)
    """
    found = open_atlas().countries.get(FORMER_CODES.get(code, code))
    if found is None or (found.valid_to is not None and found.valid_to.year < year):
        return None
    return found.iso3


def _mentions(files: Sequence[tuple[SourceFile, str]], intake: Intake, raw: Path) -> None:
    def account(_: DuckDBPyConnection, rows: Kept) -> Account:
        return Account(no_fact={"a mention, kept beside the graph": rows.accepted} if rows.accepted else {})

    def make(file: SourceFile, out: Path) -> Account:
        return to_parquet(file, table_of("gdelt2_mentions", file), out, account)

    for file, sha in files:
        try:
            take_in(raw, "gdelt2_mentions", file, sha, make).settle(intake)
        except WrongFileError as error:
            intake.refuse(file, error)
