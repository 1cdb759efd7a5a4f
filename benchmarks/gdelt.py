"""Rows of GDELT's layout parsed and aggregated a second, against pandas reading the same columns.

    python benchmarks/gdelt.py [--most] [--write]

Each run is a process of its own, so that its peak of memory is its own. `--most` adds ten million rows.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from section import write_section
from synthetic import write_events

USED = (0, 1, 7, 17, 25, 26, 30, 31, 32, 59, 60)  # the columns that the aggregation needs
FORM = {
    "sep": "\t", "header": None, "usecols": list(USED), "quoting": 3, "keep_default_na": False, "na_values": [""],
}  # fmt: skip
WANTED = 2.0


def ours(path, folder):
    """A load up to its facts as Python values, without the hash of the file, which is told beside it."""
    from detente.loaders import gdelt
    from detente.loaders.intake import Intake
    from detente.loaders.opening import SourceFile

    warm(folder)
    intake = Intake()
    file = SourceFile(path, path.name)
    hashing = Clock()
    sha = file.sha256()
    hashed = hashing.told()
    clock = Clock()
    waves = gdelt.stream("gdelt2_events", [(file, sha)], intake, None, folder / "raw")
    facts = sum(len(wave.facts) for wave in waves)
    assert intake.read == intake.accepted == facts + sum(intake.no_fact.values())
    return clock.told() | {"rows": intake.read, "hash": hashed["seconds"], "facts": facts}


def warm(folder):
    """Import what is needed and open the atlas, which a load does once."""
    from detente.atlas.book import open_atlas
    from detente.loaders.raw import engine

    open_atlas()
    with engine(folder) as connection:
        connection.execute("SELECT 1")


def parsing(path, folder):
    """Rows parsed, checked, counted by reason and aggregated, without the Parquet file and the facts."""
    from detente.loaders.aggregate import DYAD_DAYS, NEEDED, name_meanings, no_fact
    from detente.loaders.gdelt import state_of
    from detente.loaders.gdelt_columns import GDELT2
    from detente.loaders.raw import engine
    from detente.loaders.tabbed import MEMORY, rows_sql

    warm(folder)
    clock = Clock()
    with engine(folder, MEMORY) as connection:
        connection.execute("CREATE SEQUENCE came")
        connection.execute(f"CREATE TEMP TABLE raw_rows AS {rows_sql(path, GDELT2, NEEDED)}")
        read, kept = connection.execute("SELECT currval('came'), count(*) FROM raw_rows").fetchall()[0]
        name_meanings(connection, state_of)
        none = no_fact(connection, read - kept)
        found = connection.execute(f"SELECT count(*), sum(events) FROM ({DYAD_DAYS}) AS days").fetchall()[0]
    assert read == sum(none.values()) + found[1]
    return clock.told() | {"rows": read, "facts": found[0], "events": int(found[1])}


def keeping(path, folder):
    """The same through the Parquet file that stays beside the graph, as a load does it, some days at a time."""
    from detente.loaders.aggregate import DYAD_DAYS, prepare
    from detente.loaders.dyad_days import batches, take_in_events
    from detente.loaders.gdelt import state_of
    from detente.loaders.gdelt_columns import table_of
    from detente.loaders.intake import Intake
    from detente.loaders.opening import SourceFile
    from detente.loaders.raw import engine

    warm(folder)
    clock = Clock()
    intake = Intake()
    file = (SourceFile(path, path.name), "0" * 64)
    own, days = take_in_events("gdelt2_events", [file], intake, folder / "raw", table_of, state_of)
    facts = events = 0
    for batch in batches(days):
        with engine(folder) as connection:
            prepare(connection, own, state_of, batch)
            found = connection.execute(f"SELECT count(*), sum(events) FROM ({DYAD_DAYS}) AS days").fetchall()[
                0
            ]
            facts, events = facts + found[0], events + int(found[1])
    assert intake.read == sum(intake.no_fact.values()) + events
    return clock.told() | {"rows": intake.read, "facts": facts, "events": events}


def pandas(path, folder):
    """Read the eleven columns as pandas takes them, days and times as whole numbers."""
    import pandas as pd

    clock = Clock()
    frame = pd.read_csv(path, dtype={26: str}, **FORM)
    return clock.told() | {"rows": len(frame)}


def typed(path, folder):
    """Read the columns as the types that the aggregation has them in."""
    import pandas as pd

    clock = Clock()
    frame = pd.read_csv(path, dtype={1: str, 26: str, 59: str}, **FORM)
    frame[1] = pd.to_datetime(frame[1], format="%Y%m%d")
    frame[59] = pd.to_datetime(frame[59], format="%Y%m%d%H%M%S")
    return clock.told() | {"rows": len(frame)}


class Clock:
    """Seconds and processor seconds since it was made."""

    def __init__(self):
        self.begun, self.spent = time.perf_counter(), time.process_time()

    def told(self):
        return {"seconds": time.perf_counter() - self.begun, "processor": time.process_time() - self.spent}


KINDS = {kind.__name__: kind for kind in (pandas, typed, parsing, keeping, ours)}


def run(kind, path, folder):
    """Run one kind in a process of its own."""
    command = [sys.executable, __file__, "--one", kind, str(path), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def one(kind, path, folder):
    told = KINDS[kind](Path(path), Path(folder))
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--most", action="store_true", help="also ten million rows (4 GB)")
    asked.add_argument("--write", action="store_true", help="write the section of docs/speed.md")
    asked.add_argument("--times", type=int, default=3, help="the best of so many runs counts")
    asked.add_argument("--one", nargs=3)
    told = asked.parse_args()
    if told.one:
        return one(*told.one)
    table = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in (100_000, 1_000_000, *([10_000_000] if told.most else [])):
            path = folder / "events.CSV"
            write_events(path, rows, days=1 if rows <= 1_000_000 else 30)
            best = {}
            for _ in range(told.times if rows < 10_000_000 else 1):
                for kind in KINDS:
                    shutil.rmtree(folder / "raw", ignore_errors=True)
                    found = run(kind, path, folder)
                    best[kind] = min(best.get(kind, found), found, key=lambda f: f["seconds"])
            table.append((rows, best))
            shown = {
                k: (round(rows / v["seconds"]), round(v["processor"], 2), round(v["peak"]))
                for k, v in best.items()
            }
            print(rows, shown, flush=True)
    if told.write:
        write_section("gdelt", lines(table))
    worst = min(best["pandas"]["seconds"] / best["parsing"]["seconds"] for _, best in table)
    print(f"at least {worst:.1f} times pandas (wanted: {WANTED})")
    return 0 if worst >= WANTED else 1


def lines(table):
    yield from (
        "## Event files",
        "",
        "Made by `benchmarks/gdelt.py` from invented rows in the 61 columns of GDELT 2.0 (`benchmarks/synthetic.py`),",
        "each run in a process of its own. *pandas* reads the eleven columns that the aggregation needs; *typed*, with",
        "days and times as such. *Parsed and aggregated*: the eleven columns of all rows checked, rows counted by what",
        "they tell, one row for each dyad, day and class. *Kept*: the same through the Parquet file that stays beside",
        "the graph, 17 columns. *To facts*: a load up to its facts as Python values, without the hash of the file.",
        f"DuckDB uses every core, pandas one; cores here: {os.cpu_count()}, processes that wanted them: "
        f"{os.getloadavg()[0]:.0f}. Where they are many, the processor seconds say more than the clock.",
        "",
        "| rows | what | rows a second | times pandas | processor seconds | peak of memory |",
        "|---|---|---|---|---|---|",
    )
    names = ("pandas", "pandas, typed", "parsed and aggregated", "parsed, kept and aggregated", "to facts")
    for rows, best in table:
        for name, found in zip(names, best.values(), strict=True):
            times = best["pandas"]["seconds"] / found["seconds"]
            yield (
                f"| {rows:,} | {name} | {rows / found['seconds']:,.0f} | {times:.1f} | {found['processor']:.2f} "
                f"| {found['peak']:.0f} MB |"
            )


if __name__ == "__main__":
    sys.exit(main())
