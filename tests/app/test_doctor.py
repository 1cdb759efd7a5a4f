"""Doctor finds what was broken on purpose, names it, and says what to do next."""

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.app.cli import cli
from detente.app.doctor import check_folder, check_store, language_model, set_aside
from detente.app.health import evidence, examine, keys, loads
from detente.atlas.book import open_atlas
from detente.graph.lock import try_lock, unlock
from detente.graph.model import Role, Span, make_fact
from detente.graph.schema import VERSION, node_batch
from detente.graph.store import open_store
from detente.loaders.articles.extract import Extraction
from detente.loaders.articles.reading import Reading, make
from detente.loaders.load import load_extractions
from detente.loaders.manifest import Setback, write_quarantine

TEXT = "Norway ordered ferries from Iceland 🛥 in May."
QUOTE = "facts whose quote does not stand in the text"
# In this order, one break does not hide another, but for the last.
BREAK = {
    QUOTE: "UNWIND $rows AS row MATCH (f:Fact {kind: 'contract'}) SET f.starts = [30], f.ends = [9999]",
    "articles whose text was changed": "UNWIND $rows AS row MATCH (a:Article) SET a.text = a.text + '!'",
    "printings without an article": "UNWIND $rows AS row MATCH (:Publication)-[r:PRINTS]->() DELETE r",
    "contracts without a fact": "UNWIND $rows AS row CREATE (:Contract {id: 'stray'})",
    "events without a fact": "UNWIND $rows AS row CREATE (:Event {id: 'stray'})",
    "memberships without a fact": "UNWIND $rows AS row CREATE (:Membership {id: 'stray'})",
    "edges that name a fact that is gone": (
        "UNWIND $rows AS row MATCH (:Country {iso3: 'NOR'})-[r:MEMBER_OF]->() SET r.facts = ['gone']"
    ),
    "edges of a membership that is gone": (
        "UNWIND $rows AS row MATCH (:Country {iso3: 'NOR'})-[r:MEMBER_OF]->() SET r.membership = 'gone'"
    ),
    "facts about nobody": "UNWIND $rows AS row MATCH (f:Fact {kind: 'contract'})-[r:ABOUT]->() DELETE r",
    "facts without a source": "UNWIND $rows AS row MATCH (f:Fact {kind: 'contract'})-[r:STATED_IN]->() DELETE r",
}
HIDDEN = {"facts without a source": {QUOTE}}


def found(checks, level="wrong"):
    return {c.what: c for c in checks if c.level == level}


def loaded(store):
    article, printing = make(TEXT, date="2019-05-05")
    roles = tuple(
        Role(part, code, "country", Span(TEXT.index(name), TEXT.index(name) + len(name), name))
        for part, code, name in (("buyer", "NOR", "Norway"), ("seller", "ISL", "Iceland"))
    )
    fact = make_fact(
        "contract", "trade", roles, source=article.id, evidence=(Span(0, len(TEXT), TEXT),), item="ferries",
        status="signed", extractor="test", rule="t",
    )  # fmt: skip
    told = [Extraction(article.id, ("NOR", "ISL"), (), (fact,))]
    return load_extractions(store, Reading((article,), (printing,), ()), told, open_atlas())


def test_a_sound_graph_has_no_finding_and_each_break_its_own(embedded_store):
    assert loaded(embedded_store).facts == 1
    assert found(examine(embedded_store)) == {}
    broken = set()
    for what, statement in BREAK.items():
        embedded_store.write(statement, [{}])
        wrong = found(examine(embedded_store))
        broken.add(what)
        assert wrong.keys() == broken - HIDDEN.get(what, set())
        assert "detente load" in wrong[what].advice


def test_what_a_load_wrote_is_put_back_by_loading_it_again(embedded_store):
    loaded(embedded_store)
    breaks = ("printings without an article", "facts whose quote does not stand in the text")
    for what in breaks:
        embedded_store.write(BREAK[what], [{}])
    assert found(examine(embedded_store)).keys() == set(breaks)
    loaded(embedded_store)
    assert found(examine(embedded_store)) == {}


def test_quotes_beyond_the_text_are_told_also_where_their_lengths_differ(embedded_store):
    loaded(embedded_store)
    for starts, ends in (([-1], [3]), ([5], [5]), ([], []), ([0, 1], [2])):
        embedded_store.write(
            "UNWIND $rows AS row MATCH (f:Fact {kind: 'contract'}) SET f.starts = row.starts, f.ends = row.ends",
            [{"starts": starts, "ends": ends}],
        )
        assert "1 of 1" in found(evidence(embedded_store)).popitem()[1].found


def test_an_unfinished_load_and_rows_set_aside_are_named(embedded_store):
    base = {"started": datetime(2024, 5, 1, tzinfo=UTC), "source": "cow_mid"}
    embedded_store.write_many([node_batch("Load", [{"id": "1", "complete": False, **base}])])
    embedded_store.write_many([node_batch("Load", [{"id": "2", "complete": True, "quarantined": 3, **base}])])
    told = list(loads(embedded_store))
    assert found(told)["loads"].found == "2 loads, 1 unfinished (cow_mid; the last begun 2024-05-01 00:00)"
    assert "detente load cow_mid" in found(told)["loads"].advice
    assert found(told, "note")["rows set aside"].found == "3 in 1 loads"


def test_missing_constraints_doubled_keys_and_another_model_are_named(tmp_path):
    with open_store(tmp_path / "s", environ={}) as store:
        for one in ("p", "p", "q"):
            store.write("UNWIND $rows AS row CREATE (:Person {id: row.id})", [{"id": one}])
        store.write_many([node_batch("Detente", [{"id": "schema", "version": VERSION}])])
        wrong = found(keys(store))
        assert "Person" in wrong["key constraints"].found
        assert wrong["Person keys held twice"].found == "1, such as p"
        for version, advice in ((VERSION - 1, "--migrate"), (VERSION + 1, "Update")):
            store.write_many([node_batch("Detente", [{"id": "schema", "version": version}])])
            wrong = found(check_store(tmp_path / "s", quick=True))
            assert advice in wrong["graph model"].advice


def test_a_folder_without_a_graph_a_file_and_a_full_disk(tmp_path):
    resource = pytest.importorskip("resource")
    assert "detente load" in found(check_folder(tmp_path / "s"), "note")["store folder"].advice
    assert not (tmp_path / "s").exists()
    (tmp_path / "file").write_text("")
    assert "is a file" in found(check_store(tmp_path / "file"))["store folder"].found
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        told = list(check_folder(tmp_path / "s"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "is full" in found(told)["room on the disk"].found
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_folder_that_may_not_be_written():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            told = list(check_folder(Path(name) / "s"))
        finally:
            os.seteuid(was)
        assert "ermission" in found(told)["store folder"].found
        assert "--store" in found(told)["store folder"].advice


def test_a_lock_that_is_held_or_was_left(tmp_path):
    lock = try_lock(tmp_path / "lock")
    told = {"port": 1, "user": "root", "password": "hidden", "database": "d", "process": 4242}
    (tmp_path / "connection.json").write_text(json.dumps(told))
    held = found(check_folder(tmp_path))["store lock"]
    assert held.found == "held by process 4242, which does not answer"
    unlock(lock)
    left = found(check_folder(tmp_path), "note")["store lock"]
    assert "left by process 4242" in left.found
    with open_store(tmp_path / "s", environ={}):
        assert not found(check_folder(tmp_path / "s"))
        assert {c.found for c in check_folder(tmp_path / "s")} >= {f"served by process {os.getpid()}"}


def test_a_server_that_does_not_answer_and_a_wrong_password(neo4j_526, monkeypatch):
    wrong = found(check_store("bolt://127.0.0.1:1"))["graph store"]
    assert "Start the server" in wrong.advice
    monkeypatch.setenv("NEO4J_PASSWORD", "not-this-one")
    wrong = found(check_store(neo4j_526.uri))["graph store"]
    assert "NEO4J_PASSWORD" in wrong.advice
    assert "not-this-one" not in wrong.found
    assert "--store" in found(check_store("ftp://somewhere"))["graph store"].advice


def test_a_missing_model_and_a_quarantine_file(tmp_path, monkeypatch):
    from detente.loaders.articles import parse

    def absent():
        raise OSError("no model here")

    assert language_model().level == "ok"
    monkeypatch.setattr(parse, "model", absent)
    assert "pip install" in language_model().advice
    assert list(set_aside(tmp_path)) == []
    write_quarantine(
        tmp_path / "quarantine.jsonl", [Setback("a.txt", 1, "not UTF-8"), Setback("b.txt", 2, "no")]
    )
    assert found(set_aside(tmp_path), "note")["quarantine.jsonl"].found == "2 inputs were set aside"


def test_the_command_says_it_and_leaves_with_four(tmp_path, monkeypatch, embedded_home, embedded_store):
    monkeypatch.chdir(tmp_path)
    loaded(embedded_store)
    told = CliRunner().invoke(cli, ["doctor", "--store", str(embedded_home), "--json"])
    assert (told.exit_code, json.loads(told.stdout)["ok"]) == (0, True)
    embedded_store.write(BREAK["contracts without a fact"], [{}])
    told = CliRunner().invoke(cli, ["doctor", "--store", str(embedded_home)])
    assert told.exception.exit_code == 4
    assert "contracts without a fact" in told.exception.message
    assert "WRONG" in told.stdout
