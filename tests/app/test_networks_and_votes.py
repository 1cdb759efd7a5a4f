import json

import pytest
from click.testing import CliRunner

from detente.app.cli import cli
from detente.graph.errors import DetenteError, UsageError

TIES = "source,target,sign\nA,B,1\nB,C,1\nA,C,-1\nC,D,-1\nB,A,1\n"


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=True)


@pytest.fixture
def ties(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text(TIES, encoding="utf-8")
    return path


def test_balance_of_a_table(ties):
    done = run("balance", ties, "--json", "--null")
    told = json.loads(done.stdout)
    assert (told["nodes"], told["edges"], told["negative"]) == (4, 4, 2)
    assert (told["triangle_balance"], told["frustration_index"], told["frustration_normalised"]) == (
        0.0,
        1.0,
        0.5,
    )
    assert [(e["source"], e["target"], e["when"]) for e in told["frustrated"]] == [
        ("A", "B", "some"), ("A", "C", "some"), ("B", "C", "some"),
    ]  # fmt: skip
    assert told["notes"]["merged"] == 1
    assert (told["null"]["status"], 0 < told["null"]["p"] <= 1) == ("ok", True)
    assert "1 further lines" in done.stderr


def test_balance_of_an_empty_network_is_null_with_a_status(tmp_path):
    path = tmp_path / "loop.csv"
    path.write_text("source,target,sign\nA,A,1\n", encoding="utf-8")
    told = json.loads(run("balance", path, "--json").stdout)
    assert (told["status"], told["triangle_balance"], told["frustration_index"]) == ("no_edges", None, None)


def test_blocs_of_a_table(ties):
    told = json.loads(run("blocs", ties, "--json", "--runs", 5).stdout)
    assert told["k_bloc_index"] == 1.0
    members = [m["node"] for bloc in told["blocs"] for m in bloc["members"]]
    assert sorted(members) == ["A", "B", "C", "D"]
    assert run("blocs", ties).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("balance", "{ties}", "--as-of", "2020-01-01"), "--as-of"),
        (("balance", "--where", "a=b"), "file"),
        (("balance", "{ties}", "--where", "period"), "COLUMN=VALUE"),
        (("alignment", "AAA"), "two different states"),
        (("alignment", "AAA", "AAA"), "different"),
        (("alignment", "--source", "unga", "--metric", "s_known"), "s_known"),
        (("alignment", "--source", "unga", "--as-of", "2020-01-01"), "--year"),
    ],
)
def test_what_does_not_go_together_is_said(ties, arguments, told):
    done = run(*(a.format(ties=ties) for a in arguments))
    assert done.exit_code != 0
    assert told in (done.stderr or str(done.exception))


def test_a_broken_table_names_its_line(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text("source,target,sign\nA,B,up\n", encoding="utf-8")
    done = run("balance", path)
    assert isinstance(done.exception, DetenteError)
    assert f"{path}:2" in str(done.exception)
    assert isinstance(run("balance", tmp_path / "gone.csv").exception, UsageError)


VOTES = """
UNWIND $rows AS row
MERGE (a:Country {iso3: row.a}) SET a.name = row.a, a.cow = row.cow_a
MERGE (b:Country {iso3: row.b}) SET b.name = row.b, b.cow = row.cow_b
MERGE (a)-[r:VOTED_WITH {dataset: row.dataset, year: 1990}]->(b) SET r.n = 20, r.table = row.table
"""


def test_alignment_of_votes_in_the_graph(embedded_store, embedded_home):
    table = [9, 1, 0, 0, 0, 2, 0, 0, 1, 0, 7, 4, 0, 0, 0, 0]
    row = {"a": "AAA", "b": "BBB", "cow_a": 2, "cow_b": 20, "table": table, "dataset": "unga_votes:1"}
    less = row | {"dataset": "unga_votes:2", "table": [1] + [0] * 15}
    embedded_store.write_many([(VOTES, [row, less])])
    done = run(
        "alignment",
        "bbb",
        "aaa",
        "--source",
        "unga",
        "--metric",
        "agreement",
        "--store",
        embedded_home,
        "--json",
    )
    told = json.loads(done.stdout)
    assert (told["metric"], told["source"], told["year"]) == ("agreement", "unga", 1990)
    (dyad,) = told["dyads"]
    assert (dyad["a"], dyad["b"], dyad["cow_a"], dyad["cow_b"], dyad["n"]) == ("AAA", "BBB", 2, 20, 20)
    assert dyad["value"] == 0.925
    assert dyad["lo"] < dyad["value"] < dyad["hi"]
    none = run("alignment", "--source", "unga", "--year", 1991, "--store", embedded_home, "--json")
    assert json.loads(none.stdout)["dyads"] == []
    assert "detente load unga_votes" in none.stderr
