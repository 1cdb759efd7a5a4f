"""`detente tension`, `pressure` and `explain` over time, without sources, and written into the graph."""

import json
import math
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

import detente
from detente.analysis.tension import tension
from detente.app.cli import cli
from detente.app.variants import centre, restricted
from detente.app.writeback import remove_scores, write_alignment, write_tension

SAMPLE = Path(str(files("detente.app") / "sample"))


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tension") / "store"
    with detente.connect(folder, environ={}) as store:
        detente.load_articles(store, [SAMPLE])
        yield folder, store


@pytest.fixture(scope="module")
def snapshot(graph):
    return detente.read_snapshot(graph[1])


@pytest.fixture
def told(graph):
    def ask(*arguments, code=0):
        done = CliRunner().invoke(cli, [*arguments, "--store", str(graph[0])])
        assert done.exit_code == code, (done.output, done.exception)
        return json.loads(done.stdout) if "--json" in arguments else done.output

    return ask


def test_a_series_ends_at_the_value_itself(told):
    plain = told("tension", "RUS", "TUR", "--json")["dyads"][0]
    (dyad,) = told("tension", "RUS", "TUR", "--series", "month", "--json")["dyads"]
    last = dyad["series"][-1]
    for name in ("value", "lo", "hi", "n"):
        assert last[name] == pytest.approx(plain[name], abs=1e-12)
    assert {"date", "value", "lo", "hi", "n", "change"} <= set(dyad["series"][0])
    assert dyad["series"] == sorted(dyad["series"], key=lambda point: point["date"])
    assert sum(point["change"] for point in dyad["series"]) <= len(dyad["shifts"])
    assert plain.items() <= dyad.items()


def test_a_series_is_a_table_on_the_terminal(told):
    shown = told("tension", "RUS", "TUR", "--series", "month", "--since", "2019-01-01")
    assert "2019-01-31" in shown and "2018-" not in shown


def test_two_dates_are_compared_with_what_entered(told, snapshot):
    found = told("tension", "--as-of", "2019-12-31", "--against", "2018-12-31", "--json")
    assert (found["as_of"], found["against"]) == ("2019-12-31", "2018-12-31")
    by = {(row["a"], row["b"]): row for row in found["dyads"]}
    day = dict(zip(snapshot.events["fact"], snapshot.events["reported_at"], strict=True))
    for at, name in ((date(2019, 12, 31), "value"), (date(2018, 12, 31), "before")):
        for dyad in tension(snapshot.events, as_of=at, draws=0):
            assert by[dyad.a, dyad.b][name] == pytest.approx(dyad.value, abs=1e-12)
    for row in found["dyads"]:
        assert row["change"] == pytest.approx(row["value"] - row["before"], abs=1e-12)
        assert row["beyond"] == (row["lo"] > 0 or row["hi"] < 0)
    assert any(row["entered"] for row in found["dyads"]) and all(
        day[f] for r in found["dyads"] for f in r["entered"]
    )
    assert "new facts" in told("tension", "--against", "2018-12-31")


def test_an_explanation_says_what_would_be_otherwise(told, snapshot):
    (dyad,) = told("tension", "TUR", "USA", "--explain", "--json")["dyads"]
    assert math.isclose(
        math.fsum(c["value"] for c in dyad["contributions"]) + dyad["prior"], dyad["value"], abs_tol=1e-12
    )
    at = detente.score(snapshot).as_of
    for one in dyad["sources"]:
        (rest,) = tension(
            restricted(snapshot, sources=[one["source"]]).events, as_of=at, pairs=[("TUR", "USA")], draws=0
        )
        assert one["value"] == pytest.approx(rest.value, abs=1e-12)
        assert one["change"] == pytest.approx(rest.value - dyad["value"], abs=1e-12)
    removal, reversal = dyad["would_turn"]
    assert (removal["by"], reversal["by"]) == ("removal", "reversal")
    gone = {fact for act in removal["acts"] for fact in act}
    left = snapshot.events[~snapshot.events["fact"].isin(gone)]
    (turned,) = tension(left, as_of=at, pairs=[("TUR", "USA")], draws=0)
    assert turned.value == pytest.approx(removal["value"], abs=1e-9) and turned.value <= 0.1 < dyad["value"]
    shown = told("tension", "TUR", "USA", "--explain")
    assert "What it would be" in shown and "without contested claims" in shown


def test_a_source_can_be_left_out_and_the_date_stays(told):
    whole = told("tension", "TUR", "USA", "--json")
    rest = told(
        "tension",
        "TUR",
        "USA",
        "--without-source",
        "(no outlet named)",
        "--without-contested",
        "--facts-only",
        "--json",
    )
    assert rest["as_of"] == whole["as_of"]
    assert rest["dyads"][0]["n"] < whole["dyads"][0]["n"]


def test_an_unknown_source_is_refused_with_the_known_ones(graph):
    done = CliRunner().invoke(cli, ["tension", "--without-source", "The Moon", "--store", str(graph[0])])
    assert isinstance(done.exception, detente.DetenteError)
    assert "The Moon" in str(done.exception) and "atlas" in str(done.exception)


def test_the_prior_can_be_the_mean_of_all_events(told, snapshot):
    asked = told("tension", "TUR", "USA", "--prior", "mean", "--explain", "--json")["dyads"][0]
    dyads = {
        (d.a, d.b): d
        for d in tension(snapshot.events, as_of=detente.score(snapshot).as_of, prior="mean", draws=0)
    }
    assert asked["value"] == pytest.approx(dyads["TUR", "USA"].value, abs=1e-12)
    centres = [centre(d) for d in dyads.values()]
    assert max(centres) - min(centres) < 1e-9 and centres[0] != 0
    assert told("tension", "--prior", "1", "--json")["dyads"]
    told("tension", "--prior", "eleven", code=2)
    told("tension", "TUR", "TUR", code=2)


def test_codes_may_be_small_letters(told):
    assert told("tension", "usa", "tur", "--json") == told("tension", "TUR", "USA", "--json")


def test_pressure_has_an_interval_and_shares_for_contracts(told):
    (turkey,) = told("pressure", "TUR", "--json")["states"]
    assert turkey["lo"] <= turkey["value"] <= turkey["hi"]
    assert math.isclose(math.fsum(t["value"] for t in turkey["terms"]), turkey["value"], abs_tol=1e-12)
    for term in turkey["terms"]:
        assert {
            "supplier",
            "ally",
            "value",
            "alliance_facts",
            "rivalry_facts",
            "contract_facts",
            "prior_facts",
        } <= set(term)
        assert math.isclose(math.fsum(c["value"] for c in term["contracts"]), term["value"], abs_tol=1e-12)
    assert "90 % interval" in told("pressure")
    (less,) = told("pressure", "TUR", "--without-source", "atlas", "--json")["states"]
    assert less["value"] < turkey["value"] and not any(t["prior_facts"] for t in less["terms"])
    (nobody,) = told("pressure", "ZZZ", "--json")["states"]
    assert (nobody["value"], nobody["status"]) == (0.0, "no_contracts")


def test_explain_shows_variants_and_triads_out_of_balance(snapshot):
    told = detente.explain(snapshot, "TUR/USA")
    titles = [part["title"] for part in told["parts"]]
    assert any(t.startswith("What the tension would be otherwise") for t in titles)
    triads = next(part["rows"] for part in told["parts"] if part["title"].startswith("Triads"))
    assert all(row["signs"].count("-") % 2 == 1 for row in triads)


def test_scores_are_written_once_and_can_be_removed(graph, snapshot):
    _, store = graph
    dyads = detente.score(snapshot).tensions
    first = write_tension(store, dyads)
    again = write_tension(store, dyads)
    rows = store.read(
        "MATCH (a:Country)-[r:TENSION]->(b:Country) RETURN a.iso3 AS a, b.iso3 AS b, r.value AS value, r.lo AS lo, "
        "r.facts AS facts, r.as_of AS as_of, r.parameters AS parameters ORDER BY a, b"
    )
    assert first == again and first["written"] == len(rows) > 0
    assert first["left_out"] == len(dyads) - len(rows)
    by = {(d.a, d.b): d for d in dyads}
    for row in rows:
        dyad = by[row["a"], row["b"]]
        assert (row["value"], row["lo"], row["as_of"]) == (dyad.value, dyad.lo, dyad.as_of)
        assert row["facts"] == sorted({c.fact for c in dyad.contributions})
        assert json.loads(row["parameters"])["half_life"] == 90
    earlier = write_tension(store, tension(snapshot.events, as_of=date(2019, 12, 31), draws=0))
    assert remove_scores(store, "TENSION", ["tension"], date(2019, 12, 31)) == earlier["written"]
    assert remove_scores(store, "TENSION", ["tension"]) == first["written"]
    assert store.read("MATCH ()-[r:TENSION]->() RETURN count(r) AS n")[0]["n"] == 0


def test_alignment_is_written_likewise(graph, snapshot):
    _, store = graph
    found = detente.score(snapshot).alignments
    done = write_alignment(store, found)
    assert done["written"] == sum(d.value == d.value for d in found)
    assert remove_scores(store, "ALIGNMENT", ["s_known"]) == done["written"]


def test_the_command_writes_and_removes(told):
    done = told("tension", "--write", "--json")
    assert done["written"] > 0
    assert told("tension", "--unwrite", "--json") == {"relationship": "TENSION", "removed": done["written"]}
    assert "0 TENSION relationships removed" in told("tension", "--unwrite")


def test_the_alignment_command_writes_and_removes_too(told):
    done = told("alignment", "--write", "--json")
    assert done["written"] > 0 and done["metric"] == "s_known"
    assert "0 ALIGNMENT" in told("alignment", "--unwrite", "--as-of", "1990-01-01")
    assert told("alignment", "--unwrite", "--json")["removed"] == done["written"]
    told("alignment", "--write", "--source", "unga", code=2)
