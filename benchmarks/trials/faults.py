"""Loads that are killed, cut off, starved of room, run twice at once or interrupted, and run again."""

import contextlib
import logging
import os
import random
import shutil
import tempfile
import traceback
from pathlib import Path

from .breaks import BREAKS, Row
from .corpus import ARTICLES, DAYS, corpus
from .homes import Folder, Served
from .kills import WAYS, Tally, chain, clean_run
from .trial import Told

TITLE = "Faults"
SECONDS = (120.0, 3600.0)
SEED = 20190107


def run(budget):
    """Break loads off in every way; one that is run again must end in the graph of a clean run."""
    folder = Path(tempfile.mkdtemp(prefix="detente-faults-"))
    logging.disable(logging.ERROR)  # the driver tells of every connection that is cut
    try:
        return _run(folder, budget)
    finally:
        logging.disable(logging.NOTSET)
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder, budget):
    wanted, facts = budget.either(4, 200), 400
    parts = corpus(folder / "corpus", facts)
    if not budget.long:  # two of each kind
        parts = [*parts[:2], *parts[ARTICLES : ARTICLES + 2], *parts[-DAYS:]]
    with contextlib.ExitStack() as stack:
        homes, absent = [Folder(folder / "embedded")], []
        try:
            homes.append(Served(folder / "neo4j"))
        except Exception as reason:
            absent.append(f"Neo4j was not tried: {reason}")
        for home in homes:
            stack.callback(home.close)
        clean = {home.name: clean_run(home, parts) for home in homes}
        hashes = {told[-1].hash for told in clean.values()}
        failures = absent + (["the clean graphs of the two stores differ"] if len(hashes) > 1 else [])
        size = clean[homes[0].name][-1].counts[-1]
        tallies = _kill(homes, parts, clean, wanted, budget, budget.left() * budget.either(0.5, 0.2))
        rows = []
        for work in BREAKS:
            begun = budget.left()
            rows.append(_broken(work, homes, parts, clean, budget))
            if os.environ.get("DETENTE_TRIAL_TIMES"):
                print(f"{work.__name__}: {begun - budget.left():.0f} s", flush=True)
    failures += [
        f"{row.what} ({row.store}): {problem}" for rows_ in rows for row in rows_ for problem in row.bad
    ]
    failures += [problem for tally in tallies.values() for problem in tally.bad]
    told = [
        f"A load of {size['Fact']:,} facts, most of them the atlas's, in {len(parts)} commands "
        "(invented articles, a register of disputes, a stream of events), "
        f"{sum(len(part.seconds) for part in clean[homes[0].name])} write transactions. Each command is broken off "
        "and run again; then the canonical hash of the graph is compared with that of a clean run, which is the same "
        "for both stores.",
        "",
        *_kill_lines(tallies, wanted),
        "",
        *_break_lines([row for rows_ in rows for row in rows_]),
    ]
    return Told(tuple(told), tuple(failures))


def _kill(homes, parts, clean, wanted, budget, until):
    """Kill loads in turns of the stores, until there are as many kills as wanted or the time is over."""
    tallies = {home.name: Tally() for home in homes}
    draw = random.Random(SEED)
    for number, home in enumerate(homes, 1):
        tally, share = (
            tallies[home.name],
            until + (budget.left() - until) * (1 - 1 / (len(homes) - number + 1)),
        )

        def enough(tally=tally, share=share):
            return tally.count >= wanted or budget.left() < share

        while not enough():
            chain(home, parts, clean[home.name], draw, tally, enough)
            if budget.long:
                print(home.name, tally, flush=True)
    return tallies


def _broken(work, homes, parts, clean, budget):
    try:
        return work(homes, parts, clean, budget)
    except Exception as problem:
        traceback.print_exc()
        return [Row(work.__name__, "", bad=[f"the trial broke off: {type(problem).__name__}: {problem}"])]


def _kill_lines(tallies, wanted):
    yield (
        "| kill -9, store | kills | "
        + " | ".join(WAYS)
        + " | write under way | of these kept | server killed too | "
    )
    yield "|---" * (len(WAYS) + 6) + "|"
    for name, t in tallies.items():
        ways = " | ".join(str(t.kills[way]) for way in WAYS)
        yield f"| {name} | {t.count} of {wanted} | {ways} | {t.under_way} | {t.kept} | {t.servers} |"
    yield ""
    yield "| store | survived | acknowledged writes lost | doubled | half-written | graph differs after the re-run | seconds a kill |"
    yield "|---|---|---|---|---|---|---|"
    for name, t in tallies.items():
        hurt = len(t.bad)
        yield (
            f"| {name} | {t.count - hurt} of {t.count} | {len(t.lost)} | {len(t.doubled)} | {len(t.torn)} "
            f"| {len(t.unequal)} | {t.seconds / max(1, t.count):.1f} |"
        )


def _break_lines(rows):
    yield "| fault | store | runs | faults | went on by itself | after a re-run | lost or doubled | |"
    yield "|---|---|---|---|---|---|---|---|"
    for r in rows:
        yield f"| {r.what} | {r.store} | {r.runs} | {r.faults} | {r.alone} | {r.again} | {len(r.bad)} | {r.note} |"
