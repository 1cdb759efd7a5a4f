"""How fast articles are read: a mixed stream of news, the cost beside the bare parser, two processes, memory.

Written to docs/speed.md. The stream is made of the open gold articles and of four times as many invented
pieces without two actors (weather, sport, towns, firms), in a fixed order.
Run: .venv/bin/python benchmarks/stream.py
"""

import json
import os
import random
import resource
import time
from pathlib import Path

from section import write_section

from detente.app.facts import extractions
from detente.atlas.book import open_atlas
from detente.loaders.articles import parse, reading, sentences

GOLD = Path(__file__).parent / "gold" / "articles_written.jsonl"
ATLAS = open_atlas()
SUBJECTS = (
    "The council",
    "The mayor",
    "Farmers in the valley",
    "The club",
    "A local firm",
    "The orchestra",
    "The ferry company",
)
VERBS = ("opened", "repaired", "sold", "planned", "closed", "painted", "discussed", "welcomed", "tested")
OBJECTS = (
    "the old bridge",
    "a new school",
    "the harvest",
    "three buses",
    "the harbour road",
    "its summer fair",
    "the swimming pool",
)
TAILS = (
    "on Monday",
    "after heavy rain",
    "for the second year",
    "at a cost of 2 million",
    "before the holidays",
    "in the spring",
)


def local(chance):
    told = [
        f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(TAILS)}."
        for _ in range(chance.randint(8, 24))
    ]
    if chance.random() < 0.4:
        told[0] = told[0].replace("the ", "Norway's ", 1)
    return " ".join(told)


def stream(times):
    chance = random.Random(3)
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    made = []
    for turn in range(times):
        for row in gold:
            tail = f" Edition {turn}." if turn else ""
            made.append(reading.make(row["text"] + tail, title=row["title"], date=row["date"]))
            made += [reading.make(local(chance), title="Town news", date=row["date"]) for _ in range(4)]
    return made


def count(articles):
    return sum(len(sentences.split(a.text)) for a, _ in articles)


def seconds(call):
    begun = time.process_time()
    call()
    return time.process_time() - begun


def read(articles, workers=1):
    told = reading.Reading(tuple(a for a, _ in articles), tuple(p for _, p in articles), ())
    for _ in extractions(told, ATLAS, workers=workers):
        pass


def parsed(articles):
    """Return the lists of sentences that reading the articles has the parser parse."""
    asked, real = [], parse.parse

    def noting(wanted, nlp):
        asked.append(list(wanted))
        return real(wanted, nlp)

    parse.parse = noting
    try:
        read(articles)
    finally:
        parse.parse = real
    return asked


def wall(articles, workers):
    begun = time.monotonic()
    read(articles, workers)
    return time.monotonic() - begun


def main():
    mixed = stream(2)
    read(mixed[:5])
    load = os.getloadavg()[0]
    gold_only = mixed[::5]
    whole = seconds(lambda: read(mixed))
    wanted, nlp = parsed(gold_only), parse.model()
    bare = full = float("inf")
    for _ in range(3):
        bare = min(bare, seconds(lambda: [parse.parse(sentences, nlp) for sentences in wanted]))
        full = min(full, seconds(lambda: read(gold_only)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    read(stream(4))
    later = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    long = stream(16)
    one, two = wall(long, 1), wall(long, 2)
    lines = [
        "## Reading articles", "",
        f"Made by `benchmarks/stream.py` (load of the machine at the start: {load:.1f} on {os.cpu_count()} cores). The mixed stream has",
        f"{len(mixed):,} articles with {count(mixed):,} sentences, four in five of them without two actors.", "",
        "| what | figure |", "|---|---|",
        f"| mixed stream, sentences a second and core | {count(mixed) / whole:,.0f} |",
        f"| articles about states only, sentences a second and core | {count(gold_only) / full:,.0f} |",
        f"| extraction beside the bare parser on the sentences it parses ({sum(map(len, wanted)):,}), the best of three runs | {full / bare:.2f} x |",
        f"| two processes beside one, wall clock, {len(long):,} articles with their start | {one / two:.2f} x |",
        f"| peak memory after {len(mixed):,} articles and after {len(mixed) * 3:,} | {peak:.0f} MB, {later:.0f} MB |",
    ]  # fmt: skip
    print("\n".join(lines))
    write_section("stream", lines)


if __name__ == "__main__":
    main()
