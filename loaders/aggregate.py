"""Rows of event sets to one row for each pair of states, day and class: written once, as SQL.

DuckDB runs it here. It uses nothing that other engines lack, so that `on` gives the same statement for Spark
or BigQuery where a day's rows no longer fit one machine. Sums are made of whole numbers and decimals, never
of floats, so that the result does not depend on the order in which rows come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .cameo import cameo
from .raw import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from duckdb import DuckDBPyConnection

# The columns that every event set keeps, besides its own.
NEEDED = (
    "id",
    "day",
    "added",
    "source_code",
    "target_code",
    "root",
    "code",
    "score",
    "mentions",
    "sources",
    "story",
)

# Rows with the states and the class that their codes mean; the first of rows with one id on one day.
TOLD = """
SELECT r.id, r.day, CAST(r.added AS DATE) AS added, s.iso3 AS source, t.iso3 AS target, c.class AS class,
       r.code, CAST(coalesce(r.score, c.score) AS DECIMAL(9, 3)) AS score, r.story,
       coalesce(r.mentions, 1) AS mentions,
       CASE WHEN coalesce(r.root, 1) = 1 THEN 200 ELSE 0 END
       + CASE WHEN coalesce(r.sources, 1) <= 1 THEN 400 WHEN r.sources = 2 THEN 600
              WHEN r.sources = 3 THEN 700 ELSE 800 END AS trust
FROM raw_rows AS r
JOIN states AS s ON s.code = r.source_code AND s.year = year(r.day)
JOIN states AS t ON t.code = r.target_code AND t.year = year(r.day)
JOIN classes AS c ON c.code = r.code
WHERE s.iso3 <> t.iso3
"""

ONCE = f"""
SELECT * FROM (
  SELECT *, row_number() OVER (
    PARTITION BY day, id ORDER BY added, source, target, code, score, mentions, story
  ) AS place
  FROM ({TOLD}) AS told
) AS numbered
WHERE place = 1
"""  # noqa: S608  no value enters the text

DYAD_DAYS = f"""
SELECT day, source, target, class, count(*) AS events, sum(score) AS score, count(DISTINCT story) AS stories,
       sum(mentions) AS mentions, sum(trust) AS trust, min(id) AS first, min(added) AS added,
       CASE WHEN min(code) = max(code) THEN min(code) END AS code
FROM ({ONCE}) AS once
GROUP BY day, source, target, class
ORDER BY day, source, target, class
"""  # noqa: S608  no value enters the text


def prepare(
    connection: DuckDBPyConnection,
    files: Sequence[Path],
    state_of: Callable[[str, int], str | None],
    days: Iterable[date] | None = None,
) -> None:
    """Name the rows, the states of their codes and the classes in a connection, as the statements above use them.

    ``state_of`` gives the iso3 behind a code or name in a year; ``days`` are those that count (all without).
    """
    listed = ", ".join(quoted(path) for path in files)
    where = ""
    if days is not None:
        chosen = ", ".join(f"DATE {quoted(day.isoformat())}" for day in sorted(days))
        where = f" WHERE day IN ({chosen})"
    connection.execute(
        f"CREATE OR REPLACE VIEW raw_rows AS SELECT * FROM read_parquet([{listed}], union_by_name = true){where}"  # noqa: S608
    )
    name_meanings(connection, state_of)


def name_meanings(connection: DuckDBPyConnection, state_of: Callable[[str, int], str | None]) -> None:
    """Name the states and classes that the codes of `raw_rows` mean."""
    seen = connection.execute(
        "SELECT DISTINCT source_code, year(day) FROM raw_rows WHERE source_code IS NOT NULL UNION "
        "SELECT DISTINCT target_code, year(day) FROM raw_rows WHERE target_code IS NOT NULL"
    ).fetchall()
    known = [(code, year, iso3) for code, year in seen if (iso3 := state_of(code, year))]
    _table(connection, "states", "code VARCHAR, year INTEGER, iso3 VARCHAR", known)
    codes = connection.execute("SELECT DISTINCT code FROM raw_rows WHERE code IS NOT NULL").fetchall()
    told = [(code, found.plover, found.goldstein) for (code,) in codes if (found := cameo(code))]
    _table(connection, "classes", "code VARCHAR, class VARCHAR, score DECIMAL(9, 3)", told)


def no_fact(connection: DuckDBPyConnection, lacking: int = 0) -> dict[str, int]:
    """Return how many rows tell no event between two states, by reason, and how many repeat another one.

    ``lacking`` are rows without the country of an actor that were not kept.
    """
    found = connection.execute(
        """
        SELECT count(*),
               count(*) FILTER (r.source_code IS NULL OR r.target_code IS NULL),
               count(*) FILTER (r.source_code IS NOT NULL AND r.target_code IS NOT NULL
                                AND (s.iso3 IS NULL OR t.iso3 IS NULL)),
               count(*) FILTER (s.iso3 = t.iso3),
               count(*) FILTER (s.iso3 <> t.iso3 AND c.class IS NULL)
        FROM raw_rows AS r
        LEFT JOIN states AS s ON s.code = r.source_code AND s.year = year(r.day)
        LEFT JOIN states AS t ON t.code = r.target_code AND t.year = year(r.day)
        LEFT JOIN classes AS c ON c.code = r.code
        """
    ).fetchall()[0]
    keys = f"SELECT DISTINCT day, id FROM ({TOLD}) AS told"  # noqa: S608
    once = connection.execute(f"SELECT count(*) FROM ({keys}) AS keys").fetchall()[0][0]  # noqa: S608
    reasons = (
        "an actor without a country",
        "an actor's country is no state (a group or a region)",
        "both actors are of one state",
        "no CAMEO code that is known",
    )
    told = dict(zip(reasons, found[1:], strict=True))
    told[reasons[0]] += lacking
    told["an event told before (the same id)"] = found[0] - sum(found[1:]) - once
    return {reason: rows for reason, rows in told.items() if rows}


def days_told(connection: DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows of each day may tell an event: those with two codes that differ."""
    found = connection.execute(
        "SELECT strftime(day, '%Y-%m-%d'), count(*) FROM raw_rows WHERE source_code <> target_code "
        "GROUP BY day ORDER BY day"
    ).fetchall()
    return dict(found)


def on(dialect: str, statement: str = DYAD_DAYS) -> str:
    """Return the aggregation in the SQL of another engine; needs the extra `spark`."""
    import sqlglot

    return str(sqlglot.transpile(statement, read="duckdb", write=dialect)[0])


def _table(
    connection: DuckDBPyConnection, name: str, columns: str, rows: Sequence[tuple[str | int | float, ...]]
) -> None:
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
    if rows:
        listed = ", ".join("(" + ", ".join(quoted(cell) for cell in row) + ")" for row in sorted(rows))
        connection.execute(f"INSERT INTO {name} VALUES {listed}")  # noqa: S608
