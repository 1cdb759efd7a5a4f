"""The sums of event rows on DuckDB and on a Spark cluster, articles on Spark, and what more rows cost."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import many_rows, spark
from .trial import Told

TITLE = "More rows than one machine"
SECONDS = (90.0, 3600.0)
HERE = Path(__file__).resolve().parent
GOLD = HERE.parent / "gold" / "articles_written.jsonl"
WORKERS = 2
COMPARED = (100_000, 10_000_000)  # rows that both engines add up, in the short form and in the long one
CURVE = ((100_000,), (100_000, 1_000_000, 10_000_000, 100_000_000))
ARTICLES = (24, 84)
DAYS = {100_000: 10, 1_000_000: 10, 10_000_000: 50, 100_000_000: 400}


def run(budget):
    """Compare the engines and follow the cost of more rows."""
    failures, lines = [], []
    with tempfile.TemporaryDirectory(prefix="detente-cluster-") as name:
        scratch = Path(name)
        compared = budget.either(*COMPARED)
        curve = [_added_up(scratch, rows) for rows in sorted({*budget.either(*CURVE), compared})]
        lines += _curve_lines(curve)
        try:
            found = _on_spark(scratch, compared, budget.either(*ARTICLES), budget.either("1g", "2g"))
        except (spark.AbsentError, subprocess.SubprocessError) as problem:
            return Told((*lines, "", f"Spark did not run: {problem}"), (f"Spark did not run: {problem}",))
        more, failures = _compare(found, curve, compared)
    return Told((*lines, "", *more), tuple(failures))


def _added_up(scratch, rows):
    """Write rows and add them up; return their number, their bytes and the account."""
    folder, out = scratch / f"rows-{rows}", scratch / f"sums-{rows}"
    size = many_rows.write(folder, rows, DAYS[rows])
    told = _alone(folder, out)
    if rows > COMPARED[1]:
        shutil.rmtree(folder)
        shutil.rmtree(out)
    return rows, size, told


def _alone(folder, out):
    """Add up with DuckDB in a process of its own, so that its peak of memory is its own."""
    command = [sys.executable, str(HERE / "many_rows.py"), str(folder), str(out)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _on_spark(scratch, rows, articles, memory):
    """Run the job on a cluster; return what it told and how its sums differ from those of DuckDB."""
    from detente.loaders.aggregate import on

    begun = time.perf_counter()
    folder = spark.home()
    installed = time.perf_counter() - begun
    many_rows.name_meanings(scratch / f"rows-{rows}", scratch)
    chosen = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()[:articles]]
    job = scratch / "job.json"
    tables = {"raw_rows": f"rows-{rows}", "states": "states.parquet", "classes": "classes.parquet"}
    begun = time.perf_counter()
    with spark.cluster(folder, scratch, WORKERS, memory) as place:
        job.write_text(
            json.dumps(
                {
                    "master": place,
                    "workers": WORKERS,
                    "memory": memory,
                    "options": spark.QUICK if rows <= 1_000_000 else "-XX:+UseSerialGC",
                    "partitions": 4 if rows <= 1_000_000 else 32,
                    "statement": on("spark"),
                    "tables": {name: str(scratch / path) for name, path in tables.items()},
                    "out": str(scratch / "sums-spark"),
                    "articles": chosen,
                }
            ),
            encoding="utf-8",
        )
        command = [sys.executable, str(HERE / "spark_job.py"), str(job)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=spark.environment(folder, scratch),
            timeout=SECONDS[1],
        )
        if done.returncode:
            raise spark.AbsentError(f"the driver ended with {done.returncode}: {done.stderr.strip()[-600:]}")
    told = json.loads(job.with_suffix(".told").read_text(encoding="utf-8"))
    told["whole"], told["installed"] = time.perf_counter() - begun, installed
    told["sums"], told["differ"] = many_rows.differences(scratch / f"sums-{rows}", scratch / "sums-spark")
    told["alone"] = _articles_here(chosen)
    return told


def _articles_here(chosen):
    """Return the facts of the articles as one process reads them."""
    from detente.atlas.book import open_atlas
    from detente.loaders.articles import extract, reading

    atlas = open_atlas()
    begun = time.perf_counter()
    told = {}
    for row in chosen:
        article, printed = reading.make(row["text"], title=row["title"], date=row["date"])
        found = extract.extract(article, printed, atlas)
        told[row["id"]] = [repr(fact) for fact in (*found.facts, *found.people)]
    return {"facts": told, "seconds": time.perf_counter() - begun}


def _curve_lines(curve):
    yield from (
        f"Invented event rows in Parquet, added up to dyad-days by DuckDB, whole days at a time, at most "
        f"{many_rows.MEMORY} of memory for the engine.",
        "",
        "| rows | on disk | dyad-day sums | seconds | processor seconds | rows a second | peak of memory |",
        "|---|---|---|---|---|---|---|",
    )
    for rows, size, told in curve:
        yield (
            f"| {rows:,} | {size / 1e6:,.1f} MB | {told['facts']:,} | {told['seconds']:.1f} "
            f"| {told['processor']:.1f} | {rows / told['seconds']:,.0f} | {told['peak']:.0f} MB |"
        )


def _compare(found, curve, rows):
    failures = []
    duck = next(told for count, _, told in curve if count == rows)
    mine, theirs = found["alone"]["facts"], found["articles"]["facts"]
    other = [name for name in mine if mine[name] != theirs.get(name)]
    facts = sum(map(len, mine.values()))
    if found["differ"] or found["sums"] != duck["facts"]:
        failures.append(f"{found['differ']} of {found['sums']:,} sums differ between DuckDB and Spark")
    if not found["sums"] or not facts:
        failures.append("there was nothing to compare")
    if other or len(mine) != len(theirs):
        failures.append(f"{len(other)} articles have other facts on Spark: {', '.join(other[:5])}")
    if found["executors"] != WORKERS or found["articles"]["processes"] != WORKERS:
        failures.append(f"{found['executors']} executors, {found['articles']['processes']} reading processes")
    lines = [
        f"The same statement, translated by sqlglot, on a cluster of a master and {found['executors']} workers "
        f"({spark.PINNED[0]}, one core each, started and ended by the trial):",
        "",
        "| what | DuckDB, or one process | Spark | differ |",
        "|---|---|---|---|",
        f"| {rows:,} rows to {found['sums']:,} dyad-day sums | {duck['seconds']:.1f} s | {found['seconds']:.1f} s "
        f"| {found['differ']} sums |",
        f"| {len(mine)} articles to {facts:,} facts | {found['alone']['seconds']:.1f} s "
        f"| {found['articles']['seconds']:.1f} s in {found['articles']['processes']} processes | {len(other)} articles |",
        "",
        f"The cluster with its start and end took {found['whole']:.0f} seconds, the driver's connection "
        f"{found['start']:.1f}.",
    ]
    return lines, failures
