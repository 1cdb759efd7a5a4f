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
WANTED = 2.0


def ours(path, folder):
    from detente.loaders import gdelt
    from detente.loaders.intake import Intake
    from detente.loaders.opening import SourceFile

    warm(folder)
    start = time.perf_counter()
    intake = Intake()
    file = SourceFile(path, path.name)
    sha = file.sha256()
    hashed = time.perf_counter() - start
    waves = gdelt.stream("gdelt2_events", [(file, sha)], intake, None, folder / "raw")
    facts = sum(len(wave.facts) for wave in waves)
    took = time.perf_counter() - start
    assert intake.read == intake.accepted == facts + sum(intake.no_fact.values())
    return {"rows": intake.read, "seconds": took - hashed, "hash": hashed, "facts": facts}


def warm(folder):
    """Import what is needed and open the atlas, which a load does once."""
    from detente.atlas.book import open_atlas
    from detente.loaders.raw import engine

    open_atlas()
    with engine(folder) as connection:
        connection.execute("SELECT 1")


def parsing(path, folder):
    """The same without facts: rows parsed, checked, kept and aggregated, as DuckDB does it."""
    from detente.loaders.aggregate import DYAD_DAYS, prepare
    from detente.loaders.gdelt import state_of
    from detente.loaders.gdelt_columns import GDELT2
    from detente.loaders.opening import SourceFile
    from detente.loaders.raw import Account, engine
    from detente.loaders.tabbed import to_parquet

    warm(folder)
    start = time.perf_counter()
    out = folder / "rows.parquet"
    to_parquet(SourceFile(path, path.name), GDELT2, out, lambda connection, rows: Account())
    with engine(folder) as connection:
        prepare(connection, [out], state_of)
        found = connection.execute(f"SELECT count(*), sum(events) FROM ({DYAD_DAYS}) AS days").fetchall()[0]
    return {"rows": None, "seconds": time.perf_counter() - start, "facts": found[0], "events": int(found[1])}


def pandas(path, folder):
    import pandas as pd

    start = time.perf_counter()
    frame = pd.read_csv(
        path, sep="\t", header=None, usecols=list(USED), dtype={26: str}, quoting=3, keep_default_na=False,
        na_values=[""],
    )  # fmt: skip
    return {"rows": len(frame), "seconds": time.perf_counter() - start}


def run(kind, path, folder):
    """Run one kind in a process of its own."""
    command = [sys.executable, __file__, "--one", kind, str(path), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def one(kind, path, folder):
    told = {"ours": ours, "parsing": parsing, "pandas": pandas}[kind](Path(path), Path(folder))
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
                for kind in ("pandas", "parsing", "ours"):
                    shutil.rmtree(folder / "raw", ignore_errors=True)
                    found = run(kind, path, folder)
                    best[kind] = min(best.get(kind, found), found, key=lambda f: f["seconds"])
            table.append((rows, best))
            print(rows, {k: (round(rows / v["seconds"]), round(v["peak"])) for k, v in best.items()})
    if told.write:
        write_section("gdelt", lines(table))
    worst = min(rows / best["parsing"]["seconds"] * best["pandas"]["seconds"] / rows for rows, best in table)
    print(f"at least {worst:.1f} times pandas (wanted: {WANTED})")
    return 0 if worst >= WANTED else 1


def lines(table):
    yield from (
        "## Event files",
        "",
        "Made by `benchmarks/gdelt.py` from invented rows in the 61 columns of GDELT 2.0 (`benchmarks/synthetic.py`):",
        "rows a second and the peak of memory of a process. *pandas* reads the eleven columns that the aggregation",
        "needs. *Parsed and aggregated*: all cells checked, rows kept in Parquet, one row for each dyad, day and",
        "class. *To facts*: also the account by reasons and the facts as Python values, ready to be written. DuckDB",
        f"uses every core, pandas one; cores here: {os.cpu_count()}, processes that wanted them: {os.getloadavg()[0]:.0f}.",
        "",
        "| rows | pandas | parsed and aggregated | times pandas | to facts | peak: pandas, aggregated, facts |",
        "|---|---|---|---|---|---|",
    )
    for rows, best in table:
        rate = {kind: rows / found["seconds"] for kind, found in best.items()}
        peaks = ", ".join(f"{best[kind]['peak']:.0f} MB" for kind in ("pandas", "parsing", "ours"))
        yield (
            f"| {rows:,} | {rate['pandas']:,.0f} | {rate['parsing']:,.0f} | {rate['parsing'] / rate['pandas']:.1f} "
            f"| {rate['ours']:,.0f} | {peaks} |"
        )


if __name__ == "__main__":
    sys.exit(main())
