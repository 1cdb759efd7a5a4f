"""Facts written a second by the loader, against a bare driver that sends the same batches, and one row a statement.

    python benchmarks/loading.py [--facts 10000] [--uri bolt://…] [--write]

The bare driver replays exactly the statements and rows that the loader sent, so what is left is the cost of
making and checking rows. The store is embedded, or the Neo4j server at --uri (NEO4J_PASSWORD), which is emptied.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from section import write_section
from synthetic import STATES

from detente.atlas.book import open_atlas
from detente.graph.model import Interval, Quantity, make_fact
from detente.graph.schema import node_batch
from detente.graph.store import open_store
from detente.loaders import gdelt
from detente.loaders.states import state
from detente.loaders.stream import Wave, write_wave

SAMPLE = 400  # rows that are sent one a statement
WANTED = {"bare": 0.8, "single": 10.0}


def facts(count):
    """Return invented dyad-days."""
    first, made = date(2019, 1, 1), []
    pairs = [(a, b) for a in STATES for b in STATES if a != b]
    for n in range(count):
        a, b = pairs[(n * 37) % len(pairs)]
        day = first + timedelta(days=n // 3000)
        made.append(
            make_fact(
                "event", ("CONSULT", "ACCUSE", "ASSAULT")[n % 3], (state("source", a), state("target", b)),
                source="gdelt2_events", subtype="040", polarity="+", valid=Interval(day, day), reported_at=day,
                reported_basis="published", quantity=Quantity(Decimal(1 + n % 4), "stories"), score=1.5, count=1 + n % 7,
                row=n, confidence=0.6, extractor="gdelt2_events 2.0", rule="gdelt2_events.dyad_day",
            )
        )  # fmt: skip
    return made


class Recorder:
    """A store that keeps what is written."""

    def __init__(self, store):
        self.store, self.sent = store, []

    def write_many(self, batches):
        self.sent.append([(statement, list(rows)) for statement, rows in batches])
        return self.store.write_many(batches)

    def __getattr__(self, name):
        return getattr(self.store, name)


def empty(store):
    while store.read("MATCH (n) WHERE NOT n:Detente RETURN count(n) AS n")[0]["n"]:
        store.write(
            "UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente WITH n LIMIT 20000 DETACH DELETE n", [{}]
        )


def loader(store, made, atlas):
    by_day = {}
    for fact in made:
        by_day.setdefault(fact.valid.start, []).append(fact)
    start = time.perf_counter()
    for day, told in by_day.items():
        write_wave(store, gdelt.CARDS["gdelt2_events"], Wave("gdelt2_events", (day,), tuple(told)), atlas)
    return time.perf_counter() - start


def bare(store, sent):
    from detente.graph.values import portions, to_driver

    driver, database = store._driver, store._address.database
    start = time.perf_counter()
    for batches in sent:

        def work(transaction, batches=batches):
            for statement, rows in batches:
                for portion in portions(to_driver(rows)):
                    transaction.run(statement, rows=portion).consume()

        with driver.session(database=database) as session:
            session.execute_write(work)
    return time.perf_counter() - start


def single(store, sent):
    """Return the seconds for some rows of each kind, sent one a statement and transaction, scaled to all rows."""
    from detente.graph.values import to_driver

    driver, database = store._driver, store._address.database
    rows = [(statement, row) for batches in sent for statement, told in batches for row in to_driver(told)]
    step = max(1, len(rows) // SAMPLE)
    chosen = rows[::step]
    start = time.perf_counter()
    with driver.session(database=database) as session:
        for statement, row in chosen:
            session.execute_write(lambda tx, s=statement, r=row: tx.run(s, rows=[r]).consume())
    return (time.perf_counter() - start) * len(rows) / len(chosen)


def measure(store, count, times):
    atlas, made = open_atlas(), facts(count)
    best = {}
    loader(store, made[:500], atlas)  # what is compiled once is compiled now
    for _ in range(times):
        empty(store)
        recorder = Recorder(store)
        found = {"loader": loader(recorder, made, atlas)}
        empty(store)
        found["bare"] = bare(store, recorder.sent)
        best = {kind: min(best.get(kind, seconds), seconds) for kind, seconds in found.items()}
    best["single"] = single(store, recorder.sent)
    held = store.read("MATCH (f:Fact) RETURN count(f) AS n")[0]["n"]
    assert held == count, (held, count)
    return best


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--facts", type=int, default=10_000)
    asked.add_argument("--times", type=int, default=2)
    asked.add_argument("--uri", help="a Neo4j server whose content may be removed")
    asked.add_argument("--write", action="store_true", help="write the section of docs/speed.md")
    told = asked.parse_args()
    table = {}
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder) / "store", *([told.uri] if told.uri else [])]
        for home in homes:
            with open_store(home, environ=dict(os.environ)) as store:
                store.apply_schema()
                store.write_many([node_batch("Load", [{"id": "benchmark", "source": "benchmark"}])])
                name = "embedded" if isinstance(home, Path) else store.server.split(" at ")[0]
                table[name] = measure(store, told.facts, told.times)
                empty(store)
            print(name, {kind: round(told.facts / seconds) for kind, seconds in table[name].items()})
    if told.write:
        write_section("loading", lines(told.facts, table))
    good = all(
        best["bare"] / best["loader"] >= WANTED["bare"]
        and best["single"] / best["loader"] >= WANTED["single"]
        for best in table.values()
    )
    return 0 if good else 1


def lines(count, table):
    yield from (
        "## Writing facts",
        "",
        f"Made by `benchmarks/loading.py`: {count:,} dyad-day facts with their events, parties and sources, facts a",
        "second. *Bare driver*: the same statements and rows, sent by the driver alone, without making or checking",
        "them. *One row a statement*: each row in a transaction of its own (scaled up from a sample). Cores:",
        f"{os.cpu_count()}, processes that wanted them: {os.getloadavg()[0]:.0f}.",
        "",
        "| store | loader | bare driver | loader / bare | one row a statement | loader / that |",
        "|---|---|---|---|---|---|",
    )
    for name, best in table.items():
        rate = {kind: count / seconds for kind, seconds in best.items()}
        yield (
            f"| {name} | {rate['loader']:,.0f} | {rate['bare']:,.0f} | {rate['loader'] / rate['bare']:.2f} "
            f"| {rate['single']:,.0f} | {rate['loader'] / rate['single']:.0f} |"
        )


if __name__ == "__main__":
    sys.exit(main())
