"""Facts written a second by the loader, against a bare driver that sends the same batches, and one row a statement.

    python benchmarks/loading.py [--facts 10000] [--uri bolt://…] [--store neo4j,embedded] [--write]

The bare driver replays exactly the statements and rows that the loader sent, so what is left is the cost of
making and checking rows and of merging. The stores are a Neo4j 5.26 that this script starts (or the server at
--uri, which is emptied; NEO4J_PASSWORD) and the embedded one.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

import servers
from section import write_section
from world import articles, datasets, dyad_days, rows

from detente.atlas.book import open_atlas
from detente.graph.schema import node_batch
from detente.graph.store import open_store
from detente.loaders import gdelt
from detente.loaders.articles.extract import Extraction
from detente.loaders.articles.reading import Reading
from detente.loaders.dataset import CHUNK, write_told
from detente.loaders.load import load_extractions
from detente.loaders.stream import Wave, write_waves
from detente.loaders.write import write_rows

CHUNKS = (250, 1_000, CHUNK, 8_000)  # facts a transaction
SAMPLE = 300  # rows that are sent one a statement
WANTED = {"bare": 0.8, "single": 10.0}
KINDS = {"stream": "an event stream", "table": "rows of data sets", "articles": "articles"}


class Recorder:
    """A store that keeps what is sent."""

    def __init__(self, store):
        self.store, self.sent = store, []

    def write_many(self, batches):
        self.sent.append(("write", [(statement, list(rows)) for statement, rows in batches]))
        return self.store.write_many(batches)

    def read(self, cypher, /, **parameters):
        self.sent.append(("read", (cypher, parameters)))
        return self.store.read(cypher, **parameters)

    def __getattr__(self, name):
        return getattr(self.store, name)


def invented(kind, count):
    """Return what a kind of load takes, before the clock runs."""
    if kind == "stream":
        by_day = {}
        for fact in dyad_days(count):
            by_day.setdefault(fact.valid.start, []).append(fact)
        return by_day
    if kind == "table":
        return list(rows(count))
    told = list(articles(count // 4))
    reading = Reading(tuple(t.article for t in told), tuple(p for t in told for p in t.printed), ())
    return reading, [Extraction(t.article.id, (), (), t.facts) for t in told]


def load(kind, store, made, atlas, chunk=CHUNK):
    """Write what was invented as the command `detente load` does; rows in chunks of that many facts."""
    if kind == "stream":
        waves = (Wave("gdelt2_events", (day,), tuple(told)) for day, told in made.items())
        list(write_waves(store, gdelt.CARDS["gdelt2_events"], waves, atlas))
    elif kind == "table":
        write_rows(store, datasets())
        list(write_told(store, made, atlas, {}, size=chunk))
    else:
        load_extractions(store, *made, atlas)


def empty(store):
    while store.read("MATCH (n) WHERE NOT n:Detente RETURN count(n) AS n")[0]["n"]:
        store.write(
            "UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente WITH n LIMIT 20000 DETACH DELETE n", [{}]
        )


def bare(store, sent, kinds):
    """Return the seconds that the driver alone takes for the statements and rows of the given kinds."""
    from detente.graph.values import portions, to_driver

    driver, database = store._driver, store._address.database
    chosen = [(kind, told) for kind, told in sent if kind in kinds]
    start = time.perf_counter()
    for kind, told in chosen:
        with driver.session(database=database) as session:
            if kind == "read":
                session.execute_read(lambda tx, told=told: list(tx.run(told[0], to_driver(told[1]))))
                continue

            def work(transaction, batches=told):
                for statement, rows in batches:
                    for portion in portions(to_driver(rows)):
                        transaction.run(statement, rows=portion).consume()

            session.execute_write(work)
    return time.perf_counter() - start


def single(store, sent):
    """Return the seconds for some rows of each kind, sent one a statement and transaction, scaled to all rows."""
    from detente.graph.values import to_driver

    driver, database = store._driver, store._address.database
    told = [batch for kind, batches in sent if kind == "write" for batch in batches]
    every = [(statement, row) for statement, rows in told for row in to_driver(rows)]
    chosen = every[:: max(1, len(every) // SAMPLE)]
    start = time.perf_counter()
    with driver.session(database=database) as session:
        for statement, row in chosen:
            session.execute_write(lambda tx, s=statement, r=row: tx.run(s, rows=[r]).consume())
    return (time.perf_counter() - start) * len(every) / len(chosen)


def measure(kind, store, count, times):
    """Return the best seconds of each way of sending the facts of one kind of load."""
    atlas, made = open_atlas(), invented(kind, count)
    best = {}
    for _ in range(times):
        empty(store)
        recorder = Recorder(store)
        start = time.perf_counter()
        load(kind, recorder, made, atlas)
        found = {"loader": time.perf_counter() - start}
        empty(store)
        found["bare"] = bare(store, recorder.sent, ("write",))
        empty(store)
        found["asking"] = bare(store, recorder.sent, ("read", "write"))
        best = {way: min(best.get(way, seconds), seconds) for way, seconds in found.items()}
    best["single"] = single(store, recorder.sent)
    held = store.read("MATCH (f:Fact) WHERE f.source <> 'atlas' RETURN count(f) AS n")[0]["n"]
    assert held >= count * 0.95, (held, count)
    return held, best


def sized(store, count):
    """Return the facts a second for some sizes of a transaction: what the loader's own is chosen by."""
    atlas, made, found = open_atlas(), invented("table", count), {}
    for chunk in CHUNKS:
        empty(store)
        start = time.perf_counter()
        load("table", store, made, atlas, chunk)
        found[chunk] = len(made) / (time.perf_counter() - start)
    return found


@contextlib.contextmanager
def homes(names, uri, folder):
    """Give the stores by name."""
    with contextlib.ExitStack() as stack:
        stores = {}
        for name in names:
            if name == "embedded":
                store = stack.enter_context(open_store(folder / "store", environ={}))
            elif uri:
                store = stack.enter_context(open_store(uri, environ=dict(os.environ)))
            else:
                store = stack.enter_context(
                    servers.opened(stack.enter_context(servers.serve(folder / "neo4j")))
                )
            store.apply_schema()
            stores["embedded" if name == "embedded" else store.server.split(" at ")[0]] = store
        yield stores


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--facts", type=int, default=10_000)
    asked.add_argument("--times", type=int, default=2)
    asked.add_argument("--store", default="neo4j,embedded", help="which stores, with commas")
    asked.add_argument("--kind", default=",".join(KINDS), help="which loads, with commas")
    asked.add_argument("--chunks", action="store_true", help="also try other sizes of a transaction")
    asked.add_argument("--uri", help="a Neo4j server whose content may be removed")
    asked.add_argument("--write", action="store_true", help="write the section of docs/speed.md")
    told = asked.parse_args()
    table, sizes = {}, {}
    with (
        tempfile.TemporaryDirectory() as folder,
        homes(told.store.split(","), told.uri, Path(folder)) as stores,
    ):
        for name, store in stores.items():
            store.write_many([node_batch("Load", [{"id": "benchmark", "source": "benchmark"}])])
            for kind in told.kind.split(","):
                load(
                    kind, store, invented(kind, 1_000), open_atlas()
                )  # what is compiled once is compiled now
                held, best = measure(kind, store, told.facts, told.times)
                table[name, kind] = {way: held / seconds for way, seconds in best.items()}
                print(name, kind, {way: round(rate) for way, rate in table[name, kind].items()}, flush=True)
            if told.chunks:
                sizes[name] = sized(store, told.facts)
                print(name, {chunk: round(speed) for chunk, speed in sizes[name].items()}, flush=True)
            empty(store)
    if told.write:
        write_section("loading", lines(told.facts, table, sizes))
    good = all(
        rate["loader"] / rate["bare"] >= WANTED["bare"]
        and rate["loader"] / rate["single"] >= WANTED["single"]
        for rate in table.values()
    )
    return 0 if good else 1


def lines(count, table, sizes):
    yield from (
        "## Writing facts",
        "",
        f"Made by `benchmarks/loading.py`: {count:,} invented facts of each kind, with their events, deals,",
        "parties and sources, facts a second, the best of several runs. *Bare driver*: the same statements and rows,",
        "sent by the driver alone, without making, checking or merging them; *that asks*: with the questions that",
        "the loader asks the graph before it merges. *One row a statement*: each row in a transaction of its own",
        f"(scaled up from a sample). Cores: {os.cpu_count()}, processes that wanted them: {os.getloadavg()[0]:.0f}.",
        "",
        "| store | what | loader | bare driver | loader / bare | bare driver that asks | loader / that | one row a statement | loader / that |",
        "|---|---|---|---|---|---|---|---|---|",
    )
    for (name, kind), rate in table.items():
        mine = rate["loader"]
        cells = " | ".join(f"{rate[way]:,.0f} | {mine / rate[way]:.2f}" for way in ("bare", "asking"))
        yield f"| {name} | {KINDS[kind]} | {mine:,.0f} | {cells} | {rate['single']:,.0f} | {mine / rate['single']:.0f} |"
    if sizes:
        yield from (
            "",
            f"Rows of data sets, facts a second by the size of a transaction; the loader's is {CHUNK:,}:",
            "",
        )
        yield "| store | " + " | ".join(f"{chunk:,} facts" for chunk in CHUNKS) + " |"
        yield "|---" * (len(CHUNKS) + 1) + "|"
    for name, found in sizes.items():
        yield f"| {name} | " + " | ".join(f"{found[chunk]:,.0f}" for chunk in CHUNKS) + " |"


if __name__ == "__main__":
    sys.exit(main())
