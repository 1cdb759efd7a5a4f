"""`detente review` and `detente judge` on the sample: what is listed, what a judgement changes, what is said."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

import detente
from detente.app.cli import cli
from detente.views.tables import facts_jsonl

SAMPLE = Path(str(files("detente.app") / "sample"))


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review") / "store"
    with detente.connect(folder, environ={}) as store:
        detente.load_articles(store, [SAMPLE])
        yield folder, store


@pytest.fixture
def told(graph):
    def ask(*arguments, code=0):
        done = CliRunner().invoke(cli, [*arguments, "--store", str(graph[0])])
        if code == 0:
            assert done.exit_code == 0, (done.output, done.exception)
            return json.loads(done.stdout) if "--json" in arguments else done.stdout
        assert done.exit_code == code or getattr(done.exception, "exit_code", 0) == code, done.output
        return str(done.exception) + done.output

    return ask


def heaviest(told, score):
    return next(f for f in told("review", "--limit", "500", "--json")["facts"] if f["score"] == score)


def tension(told):
    return told("tension", "TUR", "USA", "--as-of", "2020-12-15", "--explain", "--json")["dyads"][0]


def test_review_names_reasons_and_words_the_most_worth_first(told):
    found = told("review", "--limit", "12", "--json")
    assert len(found["facts"]) == 12 < found["total"]
    worth = [f["worth"] for f in found["facts"]]
    assert worth == sorted(worth, reverse=True)
    for fact in told("review", "--limit", "500", "--json")["facts"]:
        assert fact["reasons"] and fact["quote"] and fact["source"], fact
        if fact["confidence"] < 0.7:
            assert any("low confidence" in reason for reason in fact["reasons"])
    kinds = " ".join(" ".join(f["reasons"]) for f in told("review", "--limit", "500", "--json")["facts"])
    for reason in ("contested: ", "low confidence", "heavy in tension", "claimed by one source only"):
        assert reason in kinds
    assert found["facts"][0]["fact"] in told("review", "--limit", "3")


def test_a_rejected_fact_leaves_the_score_and_stays_in_the_explanation(told, graph):
    before = tension(told)
    fact = heaviest(told, "tension TUR/USA")["fact"]
    assert fact in [c["fact"] for c in before["contributions"]]
    made = told("judge", "reject", fact, "--reason", "[b]misread[/b]", "--author", "ana", "--json")
    assert (made["action"], made["author"], made["targets"]) == ("reject", "ana", [fact])
    after = tension(told)
    assert after["n"] == before["n"] - 1 and after["value"] != before["value"]
    assert fact not in [c["fact"] for c in after["contributions"]]
    assert fact not in [f["fact"] for f in told("review", "--limit", "500", "--json")["facts"]]
    for id in ("TUR/USA", fact):
        (part,) = [p for p in told("explain", id, "--json")["parts"] if p["title"].startswith("Judgements")]
        (row,) = [r for r in part["rows"] if r["judgement"] == made["judgement"]]
        assert (row["judgement"], row["author"], row["so"]) == (made["judgement"], "ana", "counts no more")
        assert "[b]misread[/b]" in told("explain", id)
    (record,) = [
        r
        for line in facts_jsonl(detente.read_snapshot(graph[1])).splitlines()
        if (r := json.loads(line)).get("judged")
    ]
    assert (record["fact"], record["judged"]) == (fact, "rejected") and "by ana" in record["note"]
    assert fact in str(told("query", "judgements", "--param", f"id={fact}", "--json")["rows"])
    undone = told("judge", "undo", made["judgement"], "--author", "bob", "--json")
    assert undone["undone_by"] == "bob"
    assert tension(told) == before
    listed = {j["judgement"]: j for j in told("judge", "list", "--json")["judgements"]}
    assert listed[made["judgement"]]["undone_at"] and made["judgement"] in told("judge", "list")


def test_a_confirmed_fact_weighs_more_and_a_corrected_one_moves(told):
    fact = heaviest(told, "tension TUR/USA")["fact"]
    before = tension(told)
    confirmed = told("judge", "confirm", fact, "--reason", "checked", "--json")
    assert confirmed["author"]
    assert fact in [c["fact"] for c in tension(told)["contributions"]]
    moved = told(
        "judge", "correct", fact, "--reason", "it was Greece", "--role", "target", "--to", "grc", "--json"
    )
    assert moved["becomes"] == "target is GRC"
    assert fact not in [c["fact"] for c in tension(told)["contributions"]]
    (part,) = [p for p in told("explain", fact, "--json")["parts"] if p["title"].startswith("Judgements")]
    assert {"is certain", "target is GRC"} <= {row["so"] for row in part["rows"]}
    for made in (confirmed, moved):
        told("judge", "undo", made["judgement"])
    assert tension(told) == before


def test_errors_say_what_to_do_and_no_graph_is_made(told, tmp_path):
    assert "nothing in the graph has the id 'nope'" in told(
        "judge", "reject", "nope", "--reason", "x", code=2
    )
    assert "detente judge list" in told("judge", "undo", "nope", code=2)
    assert "--reason" in told("judge", "reject", "nope", code=2)
    place = tmp_path / "none"
    done = CliRunner().invoke(cli, ["judge", "reject", "x", "--reason", "x", "--store", str(place)])
    assert done.exit_code != 0 and not place.exists()
