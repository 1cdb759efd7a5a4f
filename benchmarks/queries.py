"""Every library question on a graph of a million facts in a real Neo4j, beside the same question written by hand.

    python benchmarks/queries.py [--facts 1000000] [--runs 11] [--only NAME,NAME] [--keep FOLDER] [--write]

The graph is made by Neo4j's bulk importer from the files of `bulk.py`; with --keep it stays for the next time.
What is written by hand stands in `queries_by_hand.py`: it must give the same rows, and the library may take ten
times as long at most. Ends with 1 where it takes longer or gives other rows.
"""

import argparse
import json
import math
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import bulk
import servers
from queries_by_hand import BY_HAND
from section import write_section

from detente.graph.schema import schema_statements
from detente.graph.values import from_driver, to_driver
from detente.queries.library import library

TIMES = 10.0  # the most that a question may take, as a multiple of the same by hand
CLOCK = 0.2  # seconds of processor time under which its clock is too coarse
FLOOR = 0.01  # seconds under which nobody waits, and clocks and contention tell the difference
MOST = 120.0  # seconds after which a run is stopped
PATIENCE = 60.0  # seconds for all runs of a question, of which three are made at least
BUSY = {"a": "TUR", "b": "GRC"}  # the pair with most facts
GIVEN = {
    "events_between": BUSY, "known_by": BUSY, "shared_bodies": BUSY, "path_between": {"a": "KHM", "b": "ISL"},
    "contract_story": {"buyer": "TUR", "item": "F-16"}, "contracts_for_item": {"item": "F-16"},
    "members_of": {"body": "Body 7"}, "facts_of_article": {"title": "Report 4711 from"},
    "between_days": {"since": "2015-03-01", "until": "2015-03-14"}, "ahead": {"on": "2020-06-01"},
    "low_confidence": {"below": "0.56"},
}  # fmt: skip
SCANS = frozenset((
    "charge_and_reply", "who_says_what", "not_done", "contested_events", "contested_contracts", "contracts_by_status",
    "brokers", "common_suppliers", "shared_enemies", "unbalanced_triads", "outlets", "one_source_only", "undated",
    "rules_at_work", "most_hostile", "events_by_year", "joined_and_left", "supplier_against_ally", "largest_contracts",
))  # fmt: skip
A_THING = "MATCH (f:Fact)-[:SUPPORTS]->(e:Event) WHERE f.row IS NULL RETURN e.id AS id ORDER BY id LIMIT 1"


def prepared(folder, count):
    """Make the database of the folder where there is none yet."""
    if not (folder / "data" / "made").exists():
        start = time.perf_counter()
        options, counts = bulk.write_world(folder / "files", count)
        written = time.perf_counter() - start
        servers.import_files(folder, folder / "files", options)
        print(f"files {written:.0f} s, import {time.perf_counter() - start - written:.0f} s", flush=True)
        (folder / "data" / "made").write_text(json.dumps(counts))
    return json.loads((folder / "data" / "made").read_text())


def indexed(store):
    with store._driver.session() as session:
        for statement in schema_statements():
            session.run(statement).consume()
        session.run("CALL db.awaitIndexes(1800)").consume()


def ask(store, text, parameters):
    """Return the rows and the seconds; None where it takes longer or more memory than a server gives."""
    from neo4j.exceptions import Neo4jError

    start = time.perf_counter()
    try:
        with store._driver.session() as session, session.begin_transaction(timeout=MOST) as transaction:
            rows = [record.values() for record in transaction.run(text, parameters)]
    except Neo4jError as error:
        if not any(word in str(error.code) for word in ("TimedOut", "Terminated", "OutOfMemory")):
            raise
        return None, MOST
    return rows, time.perf_counter() - start


def processor(server):
    """Return the processor time of the server so far, in seconds: what other work on the machine does not change."""
    try:
        told = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return math.nan
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def timed(server, store, text, parameters, runs):
    """Return the rows, the seconds of each run, and the server's own a run; the first run, which warms, does not count."""
    rows, first = ask(store, text, parameters)
    if rows is None:
        return None, [MOST], MOST
    took, before = [], processor(server)
    while len(took) < runs and (len(took) < min(3, runs) or sum(took) + first < PATIENCE):
        took.append(ask(store, text, parameters)[1])
    return rows, took, (processor(server) - before) / len(took)


def plain(rows):
    """Return rows without the order of their lists, sorted: what two ways of asking must share."""
    told = [
        [sorted(map(repr, v)) if isinstance(v, list) else v for v in map(from_driver, row)] for row in rows
    ]
    return sorted(map(repr, told))


def tail(took):
    """Return the 95th percentile."""
    return sorted(took)[min(len(took) - 1, round(0.95 * len(took) + 0.49) - 1)]


def times(own, theirs, took, hand):
    """Return how many times as long it takes: by the server's time where there is enough to measure."""
    if own + theirs >= CLOCK:
        return own / max(theirs, 0.01)
    return min(took) / min(hand)


def measure(server, store, names, runs):
    table, thing = {}, store.read(A_THING)[0]["id"]
    for name, query in sorted(library().items(), key=lambda item: (item[1].theme, item[0])):
        if names and name not in names:
            continue
        given = GIVEN.get(name, {"id": thing} if name == "sentences_of" else {})
        parameters = to_driver(query.bind(given))
        rows, took, own = timed(server, store, query.text, parameters, runs)
        entry = {"theme": query.theme, "rows": None if rows is None else len(rows), "took": took, "own": own}
        if name in BY_HAND:
            by_hand, hand, theirs = timed(server, store, BY_HAND[name], parameters, runs)
            entry |= {
                "times": times(own, theirs, took, hand),
                "hand": hand,
                "same": rows is not None and by_hand is not None and plain(rows) == plain(by_hand),
            }
        table[name] = entry
        told = f"{statistics.median(took):.3f} s, 95% {tail(took):.3f}, server {own:.3f}, {entry['rows']} rows, {len(took)} runs"
        if "hand" in entry:
            told += f"; by hand {statistics.median(hand):.3f}, {entry['times']:.1f} times, same rows: {entry['same']}"
        print(name, told, flush=True)
    return table


def wrong(table):
    """Return what is too slow, or not the same, a sentence each."""
    for name, entry in table.items():
        if entry["rows"] is None:
            yield f"{name} does not end in {MOST:.0f} seconds"
        elif "hand" in entry:
            mine = statistics.median(entry["took"])
            if not entry["same"]:
                yield f"{name} gives other rows than the same question by hand"
            if mine > FLOOR and entry["times"] > TIMES:
                yield f"{name} takes {entry['times']:.0f} times as long as by hand"


def lines(counts, table):
    ties = counts["ties"]
    nodes = sum(counts.values()) - ties
    yield from (
        "## Questions of the library",
        "",
        f"Made by `benchmarks/queries.py`: an invented graph of {counts['Fact']:,} facts ({nodes:,} nodes,",
        f"{ties:,} relationships; {counts['Article']:,} articles, {counts['Contract']:,} contracts,",
        f"{counts['Event']:,} events) in a Neo4j 5.26 with 2 GB of heap and 1 GB of page cache; seconds, after one run",
        "to warm up, asked for the busiest states. *By hand*: the same question as an expert would write it for this",
        "graph, with hints for its indexes where they help (`benchmarks/queries_by_hand.py`), and the same rows.",
        "*Server*: processor time of the server for one run, by which *times* is computed where there is enough of it.",
        "*All*: the question is about the whole graph and reads all of a label by nature.",
        "",
        "| theme | question | rows | median | 95% | server | runs | by hand, median | times | |",
        "|---|---|---|---|---|---|---|---|---|---|",
    )
    for name, entry in table.items():
        mine = statistics.median(entry["took"])
        by_hand = "– | –"
        if "hand" in entry:
            hand = statistics.median(entry["hand"])
            by_hand = f"{hand:.3f} | {entry['times']:.1f}"
        rows = "stopped" if entry["rows"] is None else f"{entry['rows']:,}"
        yield (
            f"| {entry['theme']} | `{name}` | {rows} | {mine:.3f} | {tail(entry['took']):.3f} | {entry['own']:.3f} | {len(entry['took'])} "
            f"| {by_hand} | {'all' if name in SCANS else ''} |"
        )
    yield from ("", *(f"**{problem[0].upper() + problem[1:]}.**" for problem in wrong(table)))


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--facts", type=int, default=1_000_000)
    asked.add_argument("--runs", type=int, default=11)
    asked.add_argument("--only", help="some questions, with commas")
    asked.add_argument("--keep", type=Path, help="a folder for the database, which stays")
    asked.add_argument("--write", action="store_true", help="write the section of docs/speed.md")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = told.keep or Path(scratch)
        counts = prepared(folder, told.facts)
        with servers.serve(folder) as server, servers.opened(server) as store:
            indexed(store)
            table = measure(server, store, told.only and told.only.split(","), told.runs)
    problems = list(wrong(table))
    print("\n".join(problems))
    if told.write:
        write_section("queries", lines(counts, table))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
