"""What stands behind balance, blocs and supplies, on the demo's graph."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "app" / "sample"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    store = tmp_path_factory.mktemp("reasons") / "store"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J", "DETENTE"))}

    def run(*arguments, code=0):
        done = subprocess.run(
            [Path(sys.executable).with_name("detente"), *arguments, "--store", store],
            capture_output=True, text=True, env=env, cwd=store.parent, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stdout if code == 0 else done.stderr

    run("load", "articles", str(SAMPLE))
    return run


def test_frustrated_ties_open_to_their_facts(ask):
    told = json.loads(ask("balance", "--explain", "--json"))
    assert told["frustrated"]
    assert [(r["source"], r["target"]) for r in told["reasons"]] == [
        (t["source"], t["target"]) for t in told["frustrated"]
    ]
    for reason in told["reasons"]:
        assert reason["sign"] in (1, -1) and reason["n"] >= len(reason["facts"]) > 0
        assert all(fact["quote"] for fact in reason["facts"])
    assert "words" in ask("balance", "--explain")


def test_ties_against_the_blocs_are_told(ask):
    told = json.loads(ask("blocs", "--explain", "--json"))
    home = {m["node"]: bloc["bloc"] for bloc in told["blocs"] for m in bloc["members"]}
    assert told["against"]
    for tie in told["against"]:
        assert (home[tie["source"]] == home[tie["target"]]) == (tie["sign"] < 0)


def test_a_file_has_no_facts_to_explain(ask, tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,sign\nA,B,1\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("detente"), "balance", path, "--explain"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "no facts" in done.stderr


def test_supplies_of_a_pressed_state(ask):
    (turkey,) = json.loads(ask("pressure", "TUR", "--json"))["states"]
    supply = turkey["supply"]
    shares = [one["share"] for one in supply["suppliers"]]
    assert math.isclose(sum(shares), 1) and math.isclose(supply["concentration"], sum(s * s for s in shares))
    assert math.isclose(supply["rival_weighted"], sum(one["value"] for one in supply["suppliers"]))
    assert supply["suppliers"][0]["supplier"] == "RUS" and supply["suppliers"][0]["rivalry"] > 0
