"""Invented event rows by the million, written and added up by DuckDB; a process of its own adds them up.

    python benchmarks/trials/many_rows.py FOLDER OUT

The rows have the columns that every event set keeps, whole days to a file, as the loader leaves them.
"""

import json
import resource
import sys
import time
from pathlib import Path

from detente.loaders.aggregate import DYAD_DAYS, prepare
from detente.loaders.gdelt import state_of
from detente.loaders.raw import engine, quoted

PER_FILE = 5_000_000
MEMORY = "1GB"
CODES = (
    "USA", "RUS", "CHN", "GBR", "FRA", "DEU", "TUR", "GRC", "ISR", "IRN", "IRQ", "SYR", "SAU", "EGY", "IND",
    "PAK", "JPN", "KOR", "PRK", "UKR", "POL", "ITA", "ESP", "CAN", "AUS", "BRA", "MEX", "ZAF", "NGA", "KEN",
    "ETH", "SDN", "SOM", "YEM", "ARE", "QAT", "JOR", "LBN", "AFG", "BGD", "MMR", "THA", "VNM", "PHL", "IDN",
    "MYS", "ARG", "CHL", "COL", "PER", "VEN",
)  # fmt: skip
EVENTS = (
    ("010", 0.0), ("020", 3.0), ("036", 4.0), ("042", 1.9), ("051", 3.4), ("057", 8.0), ("071", 7.4), ("090", -2.0),
    ("112", -2.0), ("120", -4.0), ("130", -4.4), ("138", -7.0), ("163", -8.0), ("173", -5.0), ("190", -10.0),
)  # fmt: skip
# Of a hundred rows 39 have no first country, 52 no second, 2 a region for one, and one has the id of the row before.
ROWS = """
SELECT CAST(500000000 + i - CAST(h // 7 % 100 = 0 AS BIGINT) AS BIGINT) AS id,
       DATE '2019-01-01' + CAST(i // {per_day} AS INTEGER) AS day,
       CAST(DATE '2019-01-01' + CAST(i // {per_day} AS INTEGER) AS TIMESTAMP) + INTERVAL 15 MINUTE AS added,
       CASE WHEN h % 100 < 39 THEN NULL WHEN h % 100 < 41 THEN 'EUR'
            ELSE {codes}[1 + CAST(floor({known} * power(h // 100 % 10007 / 10007, 2)) AS INTEGER)] END AS source_code,
       CASE WHEN g % 100 < 52 THEN NULL
            ELSE {codes}[1 + CAST(floor({known} * power(g // 100 % 10007 / 10007, 2)) AS INTEGER)] END AS target_code,
       CAST(h // 1000 % 10 < 6 AS BIGINT) AS root,
       {events}[1 + CAST(g // 1000 % {kinds} AS INTEGER)] AS code,
       {scores}[1 + CAST(g // 1000 % {kinds} AS INTEGER)] AS score,
       CAST(1 + h // 10007 % 9 AS BIGINT) AS mentions,
       CAST(1 + g // 10007 % 5 AS BIGINT) AS sources,
       'https://news' || (i // 5 % 50) || '.example/2019/world/a-headline-of-some-length-about-it-' || (i // 5) AS story
FROM (SELECT range AS i, hash(range) AS h, hash(range + 1000000007) AS g FROM range({first}, {last}))
"""


def write(folder, rows, days):
    """Write files of whole days; return their bytes."""
    per_day = rows // days
    per_file = max(1, min(PER_FILE, rows) // per_day) * per_day
    told = {
        "codes": "[" + ", ".join(map(quoted, CODES)) + "]",
        "known": len(CODES),
        "events": "[" + ", ".join(quoted(code) for code, _ in EVENTS) + "]",
        "scores": "[" + ", ".join(f"CAST({score} AS DOUBLE)" for _, score in EVENTS) + "]",
        "kinds": len(EVENTS),
        "per_day": per_day,
    }
    folder.mkdir(parents=True)
    with engine(folder) as connection:
        for number, first in enumerate(range(0, per_day * days, per_file)):
            sql = ROWS.format(first=first, last=min(first + per_file, per_day * days), **told)
            out = quoted(folder / f"{number:03}.parquet")
            connection.execute(
                f"COPY ({sql}) TO {out} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 500000)"
            )
    return sum(path.stat().st_size for path in folder.glob("*.parquet"))


def sums(folder, out):
    """Add up the files, whole days at a time, as a load does."""
    out.mkdir(parents=True)
    begun, spent = time.perf_counter(), time.process_time()
    facts = rows = 0
    for path in sorted(folder.glob("*.parquet")):
        with engine(out, MEMORY) as connection:
            prepare(connection, [path], state_of)
            rows += connection.execute("SELECT count(*) FROM raw_rows").fetchall()[0][0]
            made = quoted(out / path.name)
            facts += connection.execute(f"COPY ({DYAD_DAYS}) TO {made} (FORMAT parquet)").fetchall()[0][0]
    return {
        "rows": rows,
        "facts": facts,
        "seconds": time.perf_counter() - begun,
        "processor": time.process_time() - spent,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def name_meanings(folder, out):
    """Write the states and classes that the codes of all files mean, for another engine."""
    with engine(out) as connection:
        prepare(connection, sorted(folder.glob("*.parquet")), state_of)
        for table in ("states", "classes"):
            connection.execute(f"COPY {table} TO {quoted(out / f'{table}.parquet')} (FORMAT parquet)")


def differences(one, other):
    """Return how many rows the one has, and how many are in one of the two and not in the other."""
    with engine(one) as connection:
        mine, theirs = (f"(SELECT * FROM read_parquet({quoted(p / '*.parquet')}))" for p in (one, other))
        count = connection.execute(f"SELECT count(*) FROM {mine}").fetchall()[0][0]
        lost, more = (
            connection.execute(f"SELECT count(*) FROM ({a} EXCEPT ALL {b})").fetchall()[0][0]
            for a, b in ((mine, theirs), (theirs, mine))
        )
    return count, lost + more


if __name__ == "__main__":
    print(json.dumps(sums(Path(sys.argv[1]), Path(sys.argv[2]))))
