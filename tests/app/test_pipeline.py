"""The main job end to end: the demo, its files, its numbers, and the same bytes every time."""

import csv
import hashlib
import json
import math
import os
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pytest

import detente
from detente.app.tables import tension_object

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


def run(*arguments, **environment):
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
    told = run("demo", "--out", out, NEO4J_URI="bolt://127.0.0.1:1", PYTHONHASHSEED="1")
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


@pytest.fixture(scope="module")
def graph(demo):
    with detente.connect(demo[0] / "store", environ={}) as store:
        yield store


@pytest.fixture(scope="module")
def snapshot(graph):
    return detente.read_snapshot(graph)


def test_the_s400_contract_keeps_its_disagreement(graph):
    told = detente.query(graph, "contested_contracts")
    missiles = told[told["item"].str.contains("S-400", na=False)]
    assert {"system", "battalion"} <= set(missiles["unit"].dropna())
    assert missiles["contested"].map(lambda names: "quantity" in names).all()


def test_contributions_sum_to_the_score_and_open_to_sentences(snapshot):
    scores = detente.score(snapshot)
    assert scores.tensions
    rows = tension_object(scores, scores.tensions, snapshot, explained=True)["dyads"]
    for dyad in rows:
        parts = math.fsum(c["value"] for c in dyad["contributions"]) + dyad["prior"]
        assert math.isclose(parts, dyad["value"], abs_tol=1e-12)
        assert all(c["quote"] for c in dyad["contributions"])


def test_cross_pressure_on_turkey_names_its_facts_and_lists_the_atlas_apart(snapshot):
    scores = detente.score(snapshot, as_of=date(2019, 7, 18))
    (turkey,) = [p for p in scores.pressures if p.state == "TUR"]
    assert turkey.value > 0
    assert math.isclose(math.fsum(t.value for t in turkey.terms), turkey.value, abs_tol=1e-12)
    assert "RUS" in {t.supplier for t in turkey.terms}
    assert all(t.contract_facts for t in turkey.terms)
    prior = {f for t in turkey.terms for f in t.prior_facts}
    assert prior
    assert not prior & {f for t in turkey.terms for f in t.contract_facts}
    origin = dict(zip(snapshot.facts["fact"], snapshot.facts["origin"], strict=True))
    assert {origin[f] for f in prior} == {"atlas"}


def test_what_was_not_yet_known_does_not_count(snapshot):
    early = detente.score(snapshot, as_of=date(2020, 12, 15), known_by=date(2018, 1, 1))
    known = {c.fact for t in early.tensions for c in t.contributions}
    reported = dict(zip(snapshot.facts["fact"], snapshot.facts["reported_at"], strict=True))
    assert known
    assert all(reported[f] <= date(2018, 1, 1) for f in known)


def test_the_syndicated_copy_is_one_article_with_two_printings(demo, graph):
    (load,) = detente.query(graph, "loads").to_dict("records")
    assert (load["read"], load["accepted"], load["complete"]) == (9, 9, True)
    records = map(json.loads, (demo[0] / "facts.jsonl").read_text(encoding="utf-8").splitlines())
    assert len({r["source"]["article"] for r in records if "article" in r["source"]}) == 8


def test_exchange_files_are_read_back(demo):
    out, _ = demo
    ml, gexf = nx.read_graphml(out / "graph.graphml"), nx.read_gexf(out / "graph.gexf")
    assert set(ml) == set(gexf)
    assert {"TUR", "RUS", "USA", "NATO"} <= set(ml)
    with (out / "tension.csv").open(newline="") as lines:
        assert len(list(csv.DictReader(lines))) > 5


def test_explain_opens_dyads_states_contracts_events_and_facts(snapshot):
    contract = snapshot.contracts.iloc[0]
    event = snapshot.events.iloc[0]
    for name in ("TUR/USA", "TUR", contract["contract"], event["event"], event["fact"]):
        told = detente.explain(snapshot, name)
        assert told["what"]
        assert any(part["rows"] for part in told["parts"]), name
    with pytest.raises(detente.DetenteError, match="nothing in the graph"):
        detente.explain(snapshot, "no-such-id")


def test_the_command_gives_the_documented_objects(demo):
    store = demo[0] / "store"
    told = json.loads(run("tension", "TUR", "USA", "--explain", "--json", "--store", store))
    assert {"as_of", "known_by", "dyads"} <= set(told)
    (dyad,) = told["dyads"]
    wanted = [
        "a",
        "b",
        "value",
        "lo",
        "hi",
        "n",
        "n_eff",
        "prior_share",
        "volume",
        "hostility",
        "cooperation",
        "ambivalence",
        "status",
    ]
    assert {*wanted, "prior", "contributions"} <= set(dyad)
    assert {"fact", "value", "quote", "article", "date"} <= set(dyad["contributions"][0])
    assert "states" in json.loads(run("pressure", "TUR", "--json", "--store", store))


def test_the_same_again_gives_the_same_bytes_under_another_hash_seed(demo, tmp_path):
    run("demo", "--out", tmp_path / "again", PYTHONHASHSEED="77")
    assert digests(tmp_path / "again") == digests(demo[0])


def test_analyzing_again_into_the_same_store_changes_nothing(demo, tmp_path):
    out = tmp_path / "twice"
    first = detente.analyze([SAMPLE], out, environ={})
    assert digests(out) == digests(demo[0])
    second = detente.analyze([SAMPLE], out, environ={})
    assert first.manifest.created > 0
    assert (second.manifest.created, second.manifest.updated) == (0, 0)
    assert digests(out) == digests(demo[0])


@pytest.mark.parametrize("server", ["neo4j_526", "neo4j_2026"])
def test_a_real_neo4j_gives_the_same_bytes(demo, tmp_path, server, request):
    uri, user, password = request.getfixturevalue(server)
    environment = {"NEO4J_URI": uri, "NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}
    with detente.connect(None, environ=environment) as store:
        store.write("UNWIND $rows AS row MATCH (n) DETACH DELETE n", [{"all": True}])
    for _ in range(2):
        detente.analyze([SAMPLE], tmp_path / "server", environ=environment)
        assert digests(tmp_path / "server") == digests(demo[0])
    assert not (tmp_path / "server" / "store").exists()
