"""Raw votes to joint tables: how two states voted in a year, as counts of each pair of choices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ..atlas.book import open_atlas
from ..atlas.codes import from_cow, to_cow
from ..graph.model import Agreement
from .raw import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Votes with the calendar year of their roll call, and the state that held the seat then: lists give the seat
# of Serbia as Yugoslavia, that of the Soviet Union as Russia.
TIMED = """
CREATE OR REPLACE VIEW timed AS
SELECT v.call, v.state, v.choice, v.form, coalesce(v.year, c.year) AS year
FROM votes AS v LEFT JOIN (SELECT call, min(year) AS year FROM calls GROUP BY call) AS c ON c.call = v.call
"""
DATED = """
CREATE OR REPLACE VIEW dated AS
SELECT t.call, coalesce(s.holder, t.state) AS state, t.choice, t.form, t.year
FROM timed AS t LEFT JOIN seats AS s ON s.state = t.state AND s.year = t.year
"""
# One vote a state and roll call. A state that voted in the year and has no row in a roll call of the tidy
# form (form 1) was absent.
ONCE = """
CREATE OR REPLACE TABLE once AS
WITH told AS (
  SELECT call, state, min_by(choice, 10 * form + choice) AS choice, min(form) AS form
  FROM dated WHERE choice < 4 AND year = $year GROUP BY call, state
), tidy AS (
  SELECT call FROM told GROUP BY call HAVING min(form) = 1
), absent AS (
  SELECT tidy.call, states.state
  FROM tidy CROSS JOIN (SELECT DISTINCT state FROM told) AS states
  ANTI JOIN told ON told.call = tidy.call AND told.state = states.state
)
SELECT call, state, choice FROM told UNION ALL SELECT call, state, 3 FROM absent
"""
PAIRS = """
SELECT a.state, b.state, 4 * a.choice + b.choice AS cell, count(*) AS calls
FROM once AS a JOIN once AS b ON a.call = b.call AND a.state < b.state
GROUP BY ALL ORDER BY ALL
"""


def years_told(
    connection: DuckDBPyConnection, votes: Sequence[Path], calls: Sequence[Path], own: Sequence[Path]
) -> tuple[list[int], int]:
    """Name the votes in a connection; return the years that some files speak of, and how many of their votes have no date.

    ``own`` are those files: votes of the year, or roll calls that date votes of it.
    """
    if not votes:
        return [], 0
    connection.execute(f"CREATE OR REPLACE VIEW votes AS {_read(votes)}")
    connection.execute(
        f"CREATE OR REPLACE VIEW calls AS {_read(calls)}"
        if calls
        else "CREATE OR REPLACE VIEW calls AS SELECT 0 AS call, 0 AS year WHERE false"
    )
    connection.execute(TIMED)
    seen = connection.execute("SELECT DISTINCT state, year FROM timed WHERE year IS NOT NULL").fetchall()
    holders = [(told, year, holder) for told, year in seen if (holder := _holder(told, year)) != told]
    connection.execute("CREATE OR REPLACE TABLE seats (state VARCHAR, year INTEGER, holder VARCHAR)")
    for one in sorted(holders):
        connection.execute("INSERT INTO seats VALUES (?, ?, ?)", one)
    connection.execute(DATED)
    mine = [path for path in own if path in votes]
    dating = [path for path in own if path in calls]
    years: set[int] = set()
    undated = 0
    for chosen in (_calls_of(mine), _calls_of(dating)):
        if chosen:
            found = connection.execute(
                f"SELECT year, count(*) FROM dated SEMI JOIN ({chosen}) AS own ON own.call = dated.call GROUP BY year"  # noqa: S608
            ).fetchall()
            years |= {year for year, _ in found if year is not None}
            undated += sum(count for year, count in found if year is None)
    return sorted(years), undated


def yearly(connection: DuckDBPyConnection, year: int, source: str) -> Iterator[Agreement]:
    """Yield the agreement of each pair of states in a year, in their order."""
    connection.execute(ONCE, {"year": year})
    found = connection.execute(PAIRS)
    cells = iter(found.fetchone, None)
    for (a, b), told in groupby(cells, key=lambda row: (row[0], row[1])):
        table = [0] * 16
        for _, _, cell, calls in told:
            table[cell] = calls
        yield Agreement(a, b, year, tuple(table), source)


def _holder(told: str, year: int) -> str:
    """Return the state that had the Correlates of War number of a state in a year, where that one did not exist."""
    found = open_atlas().states[told]
    day = date(year, 7, 1)
    if (found.valid_from is None or found.valid_from <= date(year, 12, 31)) and (
        found.valid_to is None or day <= found.valid_to
    ):
        return told
    number = to_cow(told, year)
    return (from_cow(number, year) if number is not None else None) or told


def _read(paths: Sequence[Path]) -> str:
    listed = ", ".join(quoted(path) for path in paths)
    return f"SELECT * FROM read_parquet([{listed}], union_by_name = true)"  # noqa: S608


def _calls_of(paths: Sequence[Path]) -> str:
    return f"SELECT DISTINCT call FROM ({_read(paths)}) AS files" if paths else ""  # noqa: S608
