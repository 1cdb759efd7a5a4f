"""Many articles at once: several processes give what one gives, and nothing of the process is left changed."""

import gc
import json
from pathlib import Path

import pytest

from detente.app.facts import extractions
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


def test_the_garbage_collector_is_left_as_it_was(reading):
    before = gc.get_freeze_count()
    told = extractions(reading, open_atlas())
    next(told)
    assert gc.get_freeze_count() > before
    told.close()
    assert gc.get_freeze_count() <= before
