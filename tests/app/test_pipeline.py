"""The main job end to end: the demo, its files, its numbers, and the same bytes every time."""

import csv
import hashlib
import json
import math
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pytest

SAMPLE = Path(str(files("detente.app") / "sample"))
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "DETENTE_"))}
FILES = (
    "index.html",
    "facts.jsonl",
    "graph.graphml",
    "graph.gexf",
    "tension.csv",
    "alignment.csv",
    "network.png",
)


def detente(*arguments, **environment):
    done = subprocess.run(
        [Path(sys.executable).with_name("detente"), *map(str, arguments)],
        capture_output=True, text=True, env={**CLEAN, **environment}, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def digests(folder):
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "out"
    told = detente("demo", "--out", out, NEO4J_URI="bolt://127.0.0.1:1", PYTHONHASHSEED="1")
    return out, told


@pytest.fixture(scope="module")
def facts(demo):
    return [json.loads(line) for line in (demo[0] / "facts.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_demo_names_the_page_it_wrote_and_ignores_a_configured_server(demo):
    out, told = demo
    assert str(out / "index.html") in told
    assert "tension" in told.lower()
    assert all((out / name).stat().st_size > 0 for name in FILES)


def test_every_quote_stands_in_its_article(demo, facts):
    from detente.loaders.articles.reading import read_paths

    texts = {a.id: a.text for a in read_paths([SAMPLE]).articles}
    quoted = 0
    for fact in facts:
        for span in fact["evidence"]:
            assert texts[fact["source"]["article"]][span["start"] : span["end"]] == span["quote"]
            quoted += 1
    assert quoted > 60


def test_the_s400_contract_keeps_its_disagreement(demo):
    rows = json.loads(detente("query", "contested_contracts", "--store", demo[0] / "store", "--json"))
    told = [dict(zip(rows["columns"], row, strict=True)) for row in rows["rows"]]
    missiles = [r for r in told if r["item"] and "S-400" in r["item"]]
    assert {r["unit"] for r in missiles if r["quantity"]} >= {"system", "battalion"}


def test_contributions_sum_to_the_score_and_open_to_sentences(demo):
    told = json.loads(detente("tension", "--explain", "--json", "--store", demo[0] / "store"))
    assert told["dyads"]
    for dyad in told["dyads"]:
        parts = math.fsum(c["value"] for c in dyad["contributions"]) + dyad["prior"]
        assert math.isclose(parts, dyad["value"], abs_tol=1e-12)
        assert all(c["quote"] for c in dyad["contributions"])


def test_cross_pressure_on_turkey_names_its_facts_and_lists_the_atlas_apart(demo):
    told = json.loads(
        detente("pressure", "TUR", "--json", "--as-of", "2019-07-18", "--store", demo[0] / "store")
    )
    (turkey,) = told["states"]
    assert turkey["value"] > 0
    assert math.isclose(math.fsum(t["value"] for t in turkey["terms"]), turkey["value"], abs_tol=1e-12)
    assert {t["supplier"] for t in turkey["terms"]} >= {"RUS"}
    assert all(t["contract_facts"] for t in turkey["terms"])
    assert any(t["prior_facts"] for t in turkey["terms"])
    assert not {f for t in turkey["terms"] for f in t["contract_facts"]} & {
        f for t in turkey["terms"] for f in t["prior_facts"]
    }


def test_the_syndicated_copy_is_one_article_with_two_printings(demo):
    rows = json.loads(detente("query", "loads", "--store", demo[0] / "store", "--json"))["rows"]
    read, accepted = rows[0][3], rows[0][4]
    assert (read, accepted) == (9, 9)
    records = map(json.loads, (demo[0] / "facts.jsonl").read_text(encoding="utf-8").splitlines())
    assert len({r["source"]["article"] for r in records if "article" in r["source"]}) == 8


def test_exchange_files_are_read_back(demo):
    out, _ = demo
    ml, gexf = nx.read_graphml(out / "graph.graphml"), nx.read_gexf(out / "graph.gexf")
    assert set(ml) == set(gexf)
    assert {"TUR", "RUS", "USA", "NATO"} <= set(ml)
    with (out / "tension.csv").open(newline="") as lines:
        assert len(list(csv.DictReader(lines))) > 5


def test_the_same_again_gives_the_same_bytes_under_another_hash_seed(demo, tmp_path):
    want = digests(demo[0])
    detente("demo", "--out", tmp_path / "again", PYTHONHASHSEED="77")
    assert digests(tmp_path / "again") == want


def test_analyzing_again_into_the_same_store_changes_nothing(demo, tmp_path):
    out = tmp_path / "twice"
    first = json.loads(detente("analyze", SAMPLE, "--out", out, "--json"))
    before = digests(out)
    second = json.loads(detente("analyze", SAMPLE, "--out", out, "--json"))
    assert first["manifest"]["created"] > 0
    assert (second["manifest"]["created"], second["manifest"]["updated"]) == (0, 0)
    assert digests(out) == before == digests(demo[0])


@pytest.mark.parametrize("server", ["neo4j_526", "neo4j_2026"])
def test_a_real_neo4j_gives_the_same_bytes(demo, tmp_path, server, request):
    uri, user, password = request.getfixturevalue(server)
    from detente.graph.store import open_store

    environment = {"NEO4J_URI": uri, "NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}
    with open_store(None, environ=environment) as store:
        store.write("UNWIND $rows AS row MATCH (n) DETACH DELETE n", [{"all": True}])
    for _ in range(2):
        detente("analyze", SAMPLE, "--out", tmp_path / "server", **environment)
        assert digests(tmp_path / "server") == digests(demo[0])
    assert not (tmp_path / "server" / "store").exists()
