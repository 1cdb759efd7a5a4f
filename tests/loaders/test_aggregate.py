"""The aggregation: sums that no order of rows changes, and the same statement for other engines."""

import random
from datetime import date

import duckdb
import pytest

from detente.loaders.aggregate import DYAD_DAYS, on, prepare
from detente.loaders.gdelt import state_of
from detente.loaders.raw import engine, quoted

STATES = ("TUR", "GRC", "USA", "RUS", "EUR", None)


def raw(folder, seed, shuffle=0):
    """Write invented raw rows to two Parquet files, dealt out in one order or another."""
    chance = random.Random(seed)
    rows = [
        (n % 180, date(2019, 1, 1 + n % 3), chance.choice(STATES), chance.choice(STATES), n % 2,
         chance.choice(("112", "040", "190", "020")), chance.choice((-10.0, 0.1, 0.3, 2.8)), 1 + n % 5, 1 + n % 4, f"s{n % 50}")
        for n in range(200)
    ]  # fmt: skip
    random.Random(shuffle).shuffle(rows)
    paths = [folder / f"{shuffle}-{half}.parquet" for half in range(2)]
    with engine() as connection:
        for half, path in enumerate(paths):
            connection.execute(
                "CREATE OR REPLACE TABLE t (id BIGINT, day DATE, source_code VARCHAR, target_code VARCHAR, root BIGINT, "
                "code VARCHAR, score DOUBLE, mentions BIGINT, sources BIGINT, story VARCHAR)"
            )
            connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows[half::2])
            connection.execute(f"COPY (SELECT *, day AS added FROM t) TO {quoted(path)} (FORMAT parquet)")
    return paths


def summed(paths, statement=DYAD_DAYS):
    with engine() as connection:
        prepare(connection, paths, state_of)
        return connection.execute(statement).fetchall()


def test_the_order_of_rows_does_not_change_a_digit(tmp_path):
    want = summed(raw(tmp_path, 1))
    assert len(want) > 20
    for shuffle in range(1, 4):
        assert summed(raw(tmp_path, 1, shuffle)) == want


def test_a_row_told_twice_counts_once(tmp_path):
    paths = raw(tmp_path, 2)
    assert summed([*paths, *paths]) == summed(paths)


@pytest.mark.parametrize("dialect", ["spark", "bigquery", "duckdb"])
def test_the_statement_is_the_same_in_the_sql_of_other_engines(tmp_path, dialect):
    sqlglot = pytest.importorskip("sqlglot", reason="the extra `spark` is not installed")
    told = on(dialect)
    back = sqlglot.transpile(told, read=dialect, write="duckdb")[0]
    paths = raw(tmp_path, 3)
    assert summed(paths, back) == summed(paths)


def test_the_engine_loads_nothing_from_outside():
    with engine() as connection, pytest.raises(duckdb.Error):
        connection.execute("SELECT * FROM read_csv('https://data.example/x.csv')")
