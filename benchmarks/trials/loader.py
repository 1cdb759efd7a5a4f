"""A process that reads or loads a part of the invented world and says what it took: run by the trial of loading.

    python trials/loader.py read FILE NUMBER FIRST COUNT SECONDS WORKERS
    python trials/loader.py load FILE NUMBER FIRST COUNT SECONDS STORE

A tenth of COUNT is read by the extractor as articles, into FILE; those are loaded, then six tenths as rows of data
sets, as `detente load` does it; after SECONDS it stops where it is. The last line that it prints is JSON.
"""

import json
import os
import pickle
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


def texts(number, first, count):
    """Return the articles of a part, and their publications."""
    told = list(world.articles(count, seed=100 + number, first=first))
    return Reading(tuple(t.article for t in told), tuple(p for t in told for p in t.printed), ())


def read(file, number, first, count, seconds, workers):
    """Write the extractions of a part to a file; return how many, their facts, and the seconds without the start."""
    done, facts, start = 0, 0, None
    with Path(file).open("wb") as out:
        made = extractions(texts(number, first, count // 10), open_atlas(), workers=workers)
        for one in made:
            start = start or time.monotonic()  # the parser is loaded
            pickle.dump(one, out)
            done, facts = done + 1, facts + len(one.facts) + len(one.people)
            if time.monotonic() > start + seconds:
                break
        made.close()
    return {"articles": done, "told": facts, "reading": time.monotonic() - start}


def kept(file, until):
    """Yield the extractions of a file; none after the time is over."""
    with Path(file).open("rb") as told:
        while time.monotonic() < until:
            try:
                yield pickle.load(told)
            except EOFError:
                return


def load_texts(store, file, reading, seconds):
    """Load what was read; return how many articles, their facts, and the seconds."""
    done, facts = 0, 0
    start = time.monotonic()

    def counted():
        nonlocal done, facts
        for one in kept(file, start + seconds):
            yield one
            done, facts = done + 1, facts + len(one.facts) + len(one.people)

    load_extractions(store, reading, counted(), open_atlas())
    return {"articles": done, "told": facts, "loading": time.monotonic() - start}


def load_rows(store, number, first, count, seconds):
    """Load rows of data sets; return how many facts and the seconds."""
    write_rows(store, world.datasets())
    start = time.monotonic()
    rows = world.rows(count, seed=200 + number, first=first)  # invented while the ones before are written
    intime = takewhile(lambda _: time.monotonic() < start + seconds, rows)
    done = sum(told for *_, told in write_told(store, intime, open_atlas(), {}))
    return {"rows": done, "writing": time.monotonic() - start}


def main():
    """Read or load one part."""
    verb, file, last = sys.argv[1], sys.argv[2], sys.argv[7]
    number, first, count, seconds = map(int, sys.argv[3:7])
    if verb == "read":
        told = read(file, number, first // 10, count, seconds, int(last))
    else:
        reading = texts(number, first // 10, count // 10)
        with open_store(last if "://" in last else Path(last), environ=dict(os.environ)) as store:
            told = load_texts(store, file, reading, seconds * 0.6)
            told |= load_rows(store, number, first, count * 6 // 10, max(seconds - told["loading"], 1.0))
    print(json.dumps(told | {"peak": peak(), "cpu": time.process_time()}))


if __name__ == "__main__":
    main()
