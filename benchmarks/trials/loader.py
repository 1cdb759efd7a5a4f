"""A process that loads a part of the invented world and says what it took: run by the trial of loading.

    python trials/loader.py STORE NUMBER FIRST COUNT SECONDS

A tenth of COUNT is read by the extractor as articles and loaded, then six tenths as rows of data sets, as
`detente load` does it; after SECONDS it stops where it is. The last line that it prints is JSON.
"""

import json
import os
import resource
import sys
import time
from itertools import takewhile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import world

from detente.app.facts import extractions
from detente.atlas.book import open_atlas
from detente.graph.store import open_store
from detente.loaders.articles.reading import Reading
from detente.loaders.dataset import write_told
from detente.loaders.load import load_extractions
from detente.loaders.write import write_rows


def peak():
    """Return the peak of this process's memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


class Clock:
    """Hands extractions on and keeps the time that making them takes."""

    def __init__(self, made, until):
        self.made, self.until, self.spent, self.count, self.facts = iter(made), until, 0.0, 0, 0

    def __iter__(self):
        while time.monotonic() < self.until:
            start = time.monotonic()
            one = next(self.made, None)
            self.spent += time.monotonic() - start
            if one is None:
                return
            self.count, self.facts = self.count + 1, self.facts + len(one.facts) + len(one.people)
            yield one


def load_texts(store, number, first, count, seconds):
    """Read and load articles; return how many, their facts, and the seconds of reading and of all the rest."""
    told = list(world.articles(count, seed=100 + number, first=first))
    reading = Reading(tuple(t.article for t in told), tuple(p for t in told for p in t.printed), ())
    del told
    next(
        iter(extractions(Reading(reading.articles[:1], reading.publications[:1], ()), open_atlas()))
    )  # the parser
    start = time.monotonic()
    clock = Clock(extractions(reading, open_atlas()), start + seconds)
    load_extractions(store, reading, clock, open_atlas())
    whole = time.monotonic() - start
    return {
        "articles": clock.count,
        "told": clock.facts,
        "reading": clock.spent,
        "loading": whole - clock.spent,
    }


def load_rows(store, number, first, count, seconds):
    """Load rows of data sets; return how many facts and the seconds."""
    write_rows(store, world.datasets())
    start = time.monotonic()
    rows = world.rows(count, seed=200 + number, first=first)  # invented while the ones before are written
    intime = takewhile(lambda _: time.monotonic() < start + seconds, rows)
    done = sum(told for *_, told in write_told(store, intime, open_atlas(), {}))
    return {"rows": done, "writing": time.monotonic() - start}


def main():
    """Load one part."""
    where, number, first, count, seconds = sys.argv[1], *map(int, sys.argv[2:6])
    place = where if "://" in where else Path(where)
    with open_store(place, environ=dict(os.environ)) as store:
        told = load_texts(store, number, first // 10, count // 10, seconds * 0.6)
        told |= {"peak": peak()}
        left = seconds - told["reading"] - told["loading"]
        told |= load_rows(store, number, first, count * 6 // 10, max(left, 1.0))
    print(json.dumps(told | {"peak": peak(), "cpu": time.process_time()}))


if __name__ == "__main__":
    main()
