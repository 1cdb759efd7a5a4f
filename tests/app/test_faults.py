"""What a load leaves that was broken off, and that the trial of faults would notice what it looks for."""

import importlib
import sys
from pathlib import Path

import pytest

from detente.atlas.book import open_atlas
from detente.graph.canonical import graph_hash
from detente.graph.errors import PartialLoad, StoreUnavailable
from detente.loaders import load as loading
from detente.loaders.articles.extract import Extraction
from detente.loaders.articles.reading import Reading, make

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def trials(monkeypatch):
    """The modules of the trial, by name."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    before = set(sys.modules)
    yield lambda name: importlib.import_module(f"trials.{name}")
    for name in set(sys.modules) - before:
        if name.split(".")[0] in ("trials", "synthetic"):
            del sys.modules[name]


@pytest.fixture
def parts(trials, tmp_path, monkeypatch):
    """A few articles, a small register and a short stream; of the atlas, a few facts."""
    whole = loading.prior_facts
    monkeypatch.setattr(loading, "prior_facts", lambda seen, atlas: whole(seen, atlas)[:20])
    made = trials("corpus").corpus(tmp_path / "corpus", 200)
    return [made[0], made[4], made[8]]


class Breaking:
    """A store whose next write fails, once as many have passed."""

    def __init__(self, store, passed):
        self.store, self.left = store, passed

    def __getattr__(self, name):
        return getattr(self.store, name)

    def write_many(self, batches):
        self.left -= 1
        if self.left < 0:
            raise StoreUnavailable("the server went away.")
        return self.store.write_many(batches)


def test_a_load_that_breaks_at_any_write_and_runs_again_equals_a_clean_one(embedded_store, trials, parts):
    load = trials("corpus").load
    wanted = []
    for part in parts:
        load(embedded_store, part)
        wanted.append(graph_hash(embedded_store))
    embedded_store.write("UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n", [{}])
    for part, want in zip(parts, wanted, strict=True):
        passed = 1  # the manifest; before that nothing was begun
        while True:
            try:
                load(Breaking(embedded_store, passed), part)
                break
            except (PartialLoad, StoreUnavailable) as error:
                last = "the manifest is closed" if isinstance(error, StoreUnavailable) else error.message
            passed += 1
            open_ones = embedded_store.read("MATCH (l:Load) WHERE NOT l.complete RETURN l.source AS source")
            assert open_ones == [{"source": part.source}], last
        assert passed > 3
        assert graph_hash(embedded_store) == want


def test_a_load_whose_store_goes_away_says_what_is_written(embedded_store, parts, trials):
    with pytest.raises(
        PartialLoad, match="articles: the load broke off after 0 inputs: the server went"
    ) as caught:
        trials("corpus").load(Breaking(embedded_store, 1), parts[0])
    assert caught.value.exit_code == 5
    assert "run the same command again" in caught.value.message


def test_atlas_facts_that_a_killed_load_wrote_are_merged_by_the_next(embedded_store, monkeypatch):
    article, printing = make("Norway thanked Iceland.", date="2019-05-05")
    whole, atlas = loading.merge_again, open_atlas()
    fact = loading.prior_facts(["NOR"], atlas)[0][0]
    assert fact.kind == "membership"
    monkeypatch.setattr(loading, "prior_facts", lambda seen, atlas: [(fact, "a source")])

    def killed(store, facts, atlas):
        if fact in facts:
            raise KeyboardInterrupt
        return whole(store, facts, atlas)

    def load():
        reading = Reading((article,), (printing,), ())
        loading.load_extractions(embedded_store, reading, [Extraction(article.id, (), (), ())], atlas)

    monkeypatch.setattr(loading, "merge_again", killed)
    with pytest.raises(KeyboardInterrupt):
        load()
    count = "MATCH (:Country)-[r:MEMBER_OF]->() RETURN count(r) AS n"
    assert embedded_store.read(count) == [{"n": 0}]
    monkeypatch.setattr(loading, "merge_again", whole)
    load()
    assert embedded_store.read(count) == [{"n": 1}]


@pytest.mark.parametrize(
    ("found", "again", "kind"),
    [
        ({"Fact": 10}, "same", None),
        ({"Fact": 20}, "same", None),
        ({"Fact": 9}, "same", "lost"),
        ({"Fact": 21}, "same", "doubled"),
        ({"Fact": 15}, "same", "torn"),
        ({"Fact": 10}, "other", "unequal"),
        (None, None, "broken"),
    ],
)
def test_the_trial_of_kills_notices_what_it_looks_for(trials, found, again, kind):
    kills = trials("kills")
    part = kills.Clean([{"Fact": 0}, {"Fact": 10}, {"Fact": 20}], [1.0, 1.0], 2.0, "same")
    heard = [("sent", 1), ("acknowledged", 1), ("sent", 2)]
    after = [("found", found), ("again", again)] if found else [("error", "gone")]
    tally = kills.Tally()
    kills._judge(tally, "here", part, heard, after)
    assert [name for name in ("lost", "doubled", "torn", "unequal", "broken") if getattr(tally, name)] == (
        [kind] if kind else []
    )
    assert (tally.under_way, tally.kept) == ((1, int(found == {"Fact": 20})) if found else (0, 0))


def test_the_proxy_knows_a_commit_as_the_driver_sends_it(trials):
    from neo4j._codec.packstream.v1 import PackableBuffer, Packer

    buffer = PackableBuffer()
    Packer(buffer).pack_struct(b"\x12", ())
    told = bytes(buffer.data)
    assert len(told).to_bytes(2, "big") + told + b"\x00\x00" == trials("proxy").COMMIT
