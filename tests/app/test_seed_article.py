"""The article that the project started from: what a reader finds in it, the graph must hold."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "DETENTE_"))}


@pytest.fixture(scope="module")
def seed(reference, tmp_path_factory):
    out = tmp_path_factory.mktemp("seed") / "out"
    subprocess.run(
        [Path(sys.executable).with_name("detente"), "analyze", reference / "seed" / "article.txt", "--out", out],
        check=True, capture_output=True, env=CLEAN, timeout=300,
    )  # fmt: skip
    facts = [json.loads(line) for line in (out / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    return out, facts


def parties(fact):
    return {party["role"]: party["entity"] for party in fact["parties"]}


def found(facts, kind, **wanted):
    return [f for f in facts if f["kind"] == kind and all(f.get(k) == v for k, v in wanted.items())]


def test_the_s400_contract_with_its_bound_and_speaker(seed):
    deals = [f for f in found(seed[1], "contract") if parties(f) == {"buyer": "TUR", "seller": "RUS"}]
    (sum_told,) = [f for f in deals if f["amount"] and "S-400" in (f["item"] or "")]
    assert (sum_told["amount"], sum_told["currency"], sum_told["bound"]) == (2e9, "USD", "at_least")
    assert "Chemezov" in sum_told["speaker"]
    assert any(f["quantity"] == 4 and f["unit"] == "battalion" for f in deals)


def test_talks_in_ankara_on_the_third_of_april(seed):
    talks = [f for f in found(seed[1], "event", type="CONSULT") if f["valid_from"] == "2018-04-03"]
    assert {tuple(sorted(parties(f).values())) for f in talks} >= {("RUS", "TUR")}
    assert any("Putin held talks with Erdogan" in f["evidence"][0]["quote"] for f in talks)


def test_technology_transfer_is_possible_not_done(seed):
    possible = [f for f in seed[1] if f["modality"] == "possible" and "technolog" in str(f["evidence"])]
    assert possible
    assert any("Putin" in (f["speaker"] or "") for f in possible)


def test_membership_and_concern(seed):
    members = found(seed[1], "membership", type="member")
    assert any(parties(f) == {"member": "TUR", "body": "NATO"} and f["evidence"] for f in members)
    blame = {
        (parties(f)["source"], f["type"])
        for f in found(seed[1], "event", polarity="-")
        if parties(f)["target"] == "TUR"
    }
    assert {("NATO", "ACCUSE"), ("USA", "ACCUSE")} <= blame
    assert not [f for f in found(seed[1], "event", type="COOPERATE") if "NATO" in parties(f).values()]


def test_people_with_their_roles(seed):
    roles = {(parties(f)["holder"], f["type"]) for f in found(seed[1], "office")}
    names = {holder for holder, _ in roles}
    assert len(names) >= 4
    assert any("kozhin" in holder and "aide" in role for holder, role in roles)
    assert any("chemezov" in holder and "director" in role for holder, role in roles)


def test_cross_pressure_on_turkey_is_above_zero(seed):
    told = subprocess.run(
        [Path(sys.executable).with_name("detente"), "pressure", "TUR", "--json", "--store", seed[0] / "store"],
        check=True, capture_output=True, text=True, env=CLEAN, timeout=300,
    ).stdout  # fmt: skip
    (turkey,) = json.loads(told)["states"]
    assert turkey["value"] > 0
    assert all(term["contract_facts"] for term in turkey["terms"])
