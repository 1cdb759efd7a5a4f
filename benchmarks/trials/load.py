"""A large load: how fast, in how much memory and on how much disk, as the graph grows; what readers notice of it."""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import servers
from trials import crowding
from trials.trial import Told

from detente.graph.errors import DetenteError
from detente.graph.store import open_store
from detente.queries.library import find

TITLE = "Large loads"
SECONDS = (75.0, 10_000.0)
SIZES = ((1_000,), (10_000, 100_000, 1_000_000))
HERE = Path(__file__).resolve().parent
ASKED = (
    ("contracts_of", {"state": "TUR"}), ("members_of", {"body": "Body 7"}), ("shared_bodies", {"a": "TUR", "b": "GRC"}),
    ("facts_of_article", {"title": "Report 12 from"}), ("loads", {}), ("datasets", {}),
)  # fmt: skip
COUNTS = "MATCH (f:Fact) RETURN count(f) AS n", "MATCH (a:Article) RETURN count(a) AS n"
GROWTH = 3.0  # how much slower a fact may be loaded into the largest graph than into the smallest


class Askers:
    """Asks a few questions of the library, again and again, while another process loads."""

    def __init__(self, store):
        self.store, self.took, self.errors, self.over = store, [], [], threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while not self.over.wait(0.2):
            for name, given in ASKED:
                query, start = find(name), time.monotonic()
                try:
                    self.store.read(query.text, **query.bind(given))
                except DetenteError as error:
                    self.errors.append(f"{name}: {error}")
                self.took.append(time.monotonic() - start)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *problem):
        self.over.set()
        self.thread.join()


@contextlib.contextmanager
def neo4j(folder):
    with servers.serve(folder / "neo4j") as server, servers.opened(server) as store:
        yield (
            store,
            server.uri,
            (
                folder / "neo4j" / "data" / "data" / "databases",
                folder / "neo4j" / "data" / "data" / "transactions",
            ),
        )


@contextlib.contextmanager
def embedded(folder):
    with open_store(folder / "store", environ={}) as store:
        yield store, str(folder / "store"), (folder / "store" / "databases",)


def size(folders):
    """Return the size of all files in MB; some may go while they are counted."""
    found = 0
    for path in (p for folder in folders for p in folder.rglob("*")):
        with contextlib.suppress(OSError):
            found += path.stat().st_size
    return found / 1e6


def percentile(took, share):
    return sorted(took)[min(len(took) - 1, int(share * len(took)))] if took else float("nan")


def loader(verb, file, number, first, count, seconds, last):
    """Run one part in a process of its own and return what it told."""
    command = [sys.executable, str(HERE / "loader.py"), verb, str(file), str(number), str(first), str(count)]
    done = subprocess.run(
        [*command, str(int(seconds)), str(last)], capture_output=True, text=True, cwd=HERE.parent
    )
    if done.returncode:
        raise RuntimeError(f"the loader ended with {done.returncode}: {done.stderr[-1500:]}")
    return json.loads(done.stdout.splitlines()[-1])


def read(folder, sizes, seconds, workers):
    """Let the extractor read the articles of all steps; return the file of each and what reading told."""
    end, before, files, told = time.monotonic() + seconds, 0, [], []
    for number, wanted in enumerate(sizes):
        if (left := end - time.monotonic()) < 10:
            break
        files.append(folder / f"step{number}.pickle")
        told.append(loader("read", files[-1], number, before, wanted - before, left, workers))
        before = wanted
    return files, told


def grow(store, where, folders, sizes, files, seconds):
    """Load up to each size in turn; yield what each step told until the seconds are over."""
    store.apply_schema()
    end, before = time.monotonic() + seconds, 0
    for number, (wanted, file) in enumerate(zip(sizes, files, strict=False)):
        left = end - time.monotonic()
        if left < 10:
            return
        with Askers(store) as asking:
            told = loader("load", file, number, before, wanted - before, left, where)
        with contextlib.suppress(DetenteError):
            store.read("CALL db.checkpoint()")
        facts, articles = (store.read(statement)[0]["n"] for statement in COUNTS)
        whole = told["articles"] == (wanted - before) // 10 and told["rows"] >= (wanted - before) * 0.59
        yield told | {
            "facts": facts, "held": articles, "disk": size(folders), "whole": whole, "took": asking.took,
            "errors": asking.errors,
        }  # fmt: skip
        if not whole:
            return
        before = wanted


def rate(count, seconds):
    return count / seconds if seconds > 0 and count else 0.0


def row(name, step):
    speed = f"{rate(step['told'], step['loading']):,.0f} | {rate(step['rows'], step['writing']):,.0f}"
    waits = " / ".join(f"{1000 * percentile(step['took'], share):,.0f}" for share in (0.5, 0.95, 1.0))
    return (
        f"| {name} | {step['facts']:,}{'' if step['whole'] else ' (stopped by the clock)'} | {step['held']:,} | {speed} "
        f"| {step['peak']:,.0f} | {step['disk']:,.0f} | {1000 * step['disk'] / step['facts']:.1f} "
        f"| {len(step['took']):,} | {waits} | {len(step['errors'])} |"
    )


def run(budget):
    """Read the articles, load them into both stores (at once in the long form), then let fifty readers at a server."""
    sizes, workers = budget.either(*SIZES), budget.either(1, os.cpu_count() or 1)
    together = budget.either(1, len(STORES))
    with tempfile.TemporaryDirectory() as scratch:
        files, reading = read(Path(scratch), sizes, budget.seconds / 2, workers)
        seconds = (budget.left() - budget.either(35, 700)) * together / len(STORES)
        with ThreadPoolExecutor(together) as pool:
            given = Path(scratch), sizes, files, seconds, budget.either(20.0, 600.0)
            parts = [part.result() for part in [pool.submit(filled, *store, *given) for store in STORES]]
    articles, took = (sum(told[key] for told in reading) for key in ("articles", "reading"))
    lines = [
        f"Of an invented world (`benchmarks/world.py`) {articles:,} articles are read once for both stores, by "
        f"{workers} process{'es' if workers > 1 else ''}:",
        f"{rate(articles, took):,.0f} articles and {rate(sum(told['told'] for told in reading), took):,.0f} facts "
        "a second. Then those facts, and rows of data sets, are loaded",
        f"in steps by a process of its own, {'both stores at once, ' if together > 1 else ''}while another one asks six "
        "questions of the library. *Facts of articles*",
        "are loaded with merging; *rows* are facts of data sets. The database of Neo4j has 2 GB of heap and 1 GB of",
        "page cache, its disk includes its transaction log; the embedded store has 512 MB.",
        "",
        "| store | facts held | articles held | facts of articles/s | rows/s | peak of the loader, MB "
        "| disk, MB | kB a fact | questions | ms: median / 95% / longest | errors |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    lines += (
        [line for part in parts for line in part.rows]
        + [""]
        + [line for part in parts for line in part.crowd]
    )
    return Told(tuple(lines), tuple(failure for part in parts for failure in part.failures))


class Filled(NamedTuple):
    """What loading into one store told: its rows of the table, what the readers met, and what failed."""

    rows: list[str]
    crowd: tuple[str, ...]
    failures: list[str]


def filled(name, opened, scratch, sizes, files, seconds, crowded):
    """Load what was read into one store; the readers come to the server of Neo4j afterwards."""
    with opened(scratch) as (store, where, folders):
        steps, rows, crowd, failures = [], [], (), []
        for step in grow(store, where, folders, sizes, files, seconds):
            steps.append(step)
            rows.append(row(name, step))
            print(time.strftime("%H:%M"), rows[-1], flush=True)
        failures += [
            f"{name}: a question failed during the load: {e}" for s in steps for e in s["errors"][:3]
        ]
        failures += judged(name, steps)
        if opened is neo4j:
            crowd, wrong = crowding.crowd(where, crowded)
            failures += wrong
    return Filled(rows, crowd, failures)


STORES = (("Neo4j 5.26", neo4j), ("embedded", embedded))


def judged(name, steps):
    """Return what grows worse than it may."""
    if not steps:
        yield f"{name}: nothing was loaded in the time"
        return
    speeds = [rate(s["rows"], s["writing"]) for s in steps if s["rows"]]
    if len(speeds) > 1 and speeds[-1] * GROWTH < max(speeds[:-1]):
        yield f"{name}: a row takes {max(speeds[:-1]) / speeds[-1]:.1f} times as long in the largest graph as in a smaller one"
    calm = [statistics.median(s["took"]) for s in steps if s["took"]]
    if not calm:
        yield f"{name}: no question was answered during the load"
