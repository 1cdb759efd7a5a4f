"""Many articles at once: several processes give what one gives, and nothing of the process is left changed."""

import gc
import json
from concurrent.futures import Future
from pathlib import Path

import pytest

from detente.app.facts import extractions
from detente.app.workers import AHEAD, CHUNK, read_all
from detente.atlas.book import open_atlas
from detente.loaders.articles.reading import Reading, make

GOLD = Path(__file__).parents[2] / "benchmarks" / "gold" / "articles_written.jsonl"


@pytest.fixture(scope="module")
def reading():
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()[:12]]
    made = [make(row["text"], title=row["title"], date=row["date"]) for row in rows]
    return Reading(tuple(a for a, _ in made), tuple(p for _, p in made), ())


def test_two_processes_give_the_facts_of_one_in_its_order(reading):
    one = list(extractions(reading, open_atlas()))
    assert sum(len(e.facts) for e in one) > 50
    assert list(extractions(reading, open_atlas(), workers=2)) == one


class Pool:
    """Runs at once what is submitted, and counts it."""

    def __init__(self, **options):
        self.options, self.sent = options, 0
        pools.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return None

    def submit(self, work, jobs):
        self.sent += 1
        done = Future()
        done.set_result([f"read {job}" for job in jobs])
        return done


pools = []


def test_the_processes_wait_for_who_takes_the_facts(monkeypatch):
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    told = read_all(list(range(1000)), open_atlas(), 2)
    for number in range(3 * CHUNK):
        assert next(told) == f"read {number}"
        assert pools[-1].sent <= 2 * AHEAD + number // CHUNK
    assert [*told][-1] == "read 999"
    assert pools[-1].sent == 125


def test_the_garbage_collector_is_left_as_it_was(reading):
    before = gc.get_freeze_count()
    told = extractions(reading, open_atlas())
    next(told)
    assert gc.get_freeze_count() > before
    told.close()
    assert gc.get_freeze_count() <= before
