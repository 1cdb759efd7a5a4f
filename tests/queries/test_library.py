"""Every question of the library: in order, and with the promised columns and rows on every store."""

from pathlib import Path

import pytest

from detente.app.pipeline import load_articles
from detente.graph.errors import UsageError
from detente.queries.library import find, library, parse, run

ARTICLES = (
    (
        "2019-05-06",
        "Turkey signed a contract with Russia for two S-400 systems worth $2 billion on May 2. "
        "The United States condemned the Turkish purchase.",
    ),
    (
        "2019-05-08",
        "Turkey signed a contract with Russia for four S-400 battalions, President Vladimir Putin said. "
        "Turkey could buy Su-35 fighters from Russia.",
    ),
)


@pytest.fixture(scope="module", params=["embedded", "neo4j_526", "neo4j_2026"])
def graph(request, tmp_path_factory):
    from detente.graph.store import open_store

    folder = tmp_path_factory.mktemp("library")
    for number, (day, text) in enumerate(ARTICLES):
        (folder / f"{number}.jsonl").write_text(__import__("json").dumps({"text": text, "date": day}))
    if request.param == "embedded":
        store = open_store(folder / "store", environ={})
    else:
        uri, user, password = request.getfixturevalue(request.param)
        store = open_store(uri, environ={"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password})
        store.write("UNWIND $rows AS row MATCH (n) DETACH DELETE n", [{"all": True}])
    with store:
        load_articles(store, sorted(folder.glob("*.jsonl")))
        yield store


@pytest.mark.parametrize("name", sorted(library()))
def test_gives_its_columns(graph, name):
    query = find(name)
    given = {p.name: "TUR" for p in query.parameters if p.required}
    rows = graph.read(query.text, **query.bind(given))
    frame = run(graph, query, given)
    assert tuple(frame.columns) == query.columns
    assert all(set(row) == set(query.columns) for row in rows)


def strings(query):
    return sorted(p.name for p in query.own if p.type == "string")


@pytest.mark.parametrize("name", sorted(n for n in library() if strings(find(n))))
def test_a_name_that_no_node_has_finds_nothing(graph, name):
    # a missing node bound by OPTIONAL MATCH must not match every node (ArcadeDB lets null stand for any)
    query = find(name)
    for unknown in strings(query):
        given = {p.name: "TUR" for p in query.own if p.required} | {unknown: "no such node"}
        assert run(graph, query, given).empty, unknown


def test_contracts_of(graph):
    frame = run(graph, find("contracts_of"), {"state": "RUS"})
    assert {(r.part, tuple(r.partner)) for r in frame.itertuples()} == {("sells", ("TUR",))}


def test_contested_contracts(graph):
    frame = run(graph, find("contested_contracts"))
    assert {(r.quantity, r.unit) for r in frame.itertuples() if r.quantity == r.quantity and r.quantity} >= {
        (2.0, "system"),
        (4.0, "battalion"),
    }


def test_events_between_and_their_sentences(graph):
    frame = run(graph, find("events_between"), {"a": "TUR", "b": "USA"})
    assert {(r.source, r.type, r.target) for r in frame.itertuples()} >= {("USA", "ACCUSE", "TUR")}
    event = next(r for r in frame.itertuples() if r.type == "ACCUSE")
    sentences = run(graph, find("sentences_of"), {"id": event.event})
    assert "condemned the Turkish purchase" in " ".join(sentences["quote"])


def test_supplier_against_ally(graph):
    frame = run(graph, find("supplier_against_ally"), {"on": "2019-07-01"})
    assert ("TUR", "RUS", "USA", ["NATO"]) in [
        (r.buyer, r.supplier, r.ally, r.alliances) for r in frame.itertuples()
    ]
    assert all(frame["rivalry_sources"])
    assert not frame.duplicated(["buyer", "supplier", "ally"]).any()


def test_shared_bodies_and_loads(graph):
    shared = run(graph, find("shared_bodies"), {"a": "TUR", "b": "USA"})
    assert "NATO" in set(shared["body"])
    assert list(run(graph, find("loads"))["complete"]) == [True]


def test_hostile_hand(graph):
    frame = run(graph, find("most_hostile"), {"least": "1"})
    assert ("USA", "TUR") in {(r.source, r.target) for r in frame.itertuples()}


def test_not_done(graph):
    frame = run(graph, find("not_done"), {"modality": "possible"})
    assert any("Su-35" in quote for quote in frame["quote"])


BEGUN = "($as_of IS NULL OR {0}.valid_from <= $as_of OR {0}.reported_at <= $as_of OR coalesce({0}.valid_from, {0}.reported_at) IS NULL)"
KNOWN = "{0}.reported_at <= $known_by OR ({0}.reported_at IS NULL AND {0}.row IS NOT NULL)"
OF_THE_DAY = {"bodies_of", "joined_and_left", "members_of", "obligations_of", "shared_bodies", "ahead"}


@pytest.mark.parametrize("name", sorted(library()))
def test_a_question_takes_both_dates_or_says_why_not(name):
    query = find(name)
    text = " ".join(query.text.split())
    assert query.dated != bool(query.dateless)
    assert query.dated == ("$known_by" in text) == ("$as_of" in text)
    if query.dated:
        # one meaning: the same words in every question, whatever the fact is called there
        assert any(KNOWN.format(fact) in text for fact in "dfghr")
        assert name in OF_THE_DAY or any(BEGUN.format(fact) in text for fact in "dfg")
    else:
        with pytest.raises(UsageError, match="dates do not apply, because"):
            query.bind({"as_of": "2019-01-01"})


def test_wrong_names_parameters_and_values_are_said():
    with pytest.raises(UsageError, match="near it: contracts_of"):
        find("contract_of")
    with pytest.raises(UsageError, match="no parameter 'land'"):
        find("contracts_of").bind({"land": "TUR"})
    with pytest.raises(UsageError, match="not a date"):
        find("supplier_against_ally").bind({"on": "soon"})
    with pytest.raises(UsageError, match="not a whole number"):
        find("low_confidence").bind({"limit": str(2**63)})
    assert find("low_confidence").bind({"limit": str(2**63 - 1)})["limit"] == 2**63 - 1
    with pytest.raises(UsageError, match="id is missing"):
        find("sentences_of").bind({})


def test_a_head_comment_must_be_in_order():
    with pytest.raises(UsageError, match="Question"):
        parse("q", "RETURN 1 AS n")
    with pytest.raises(UsageError, match=r"q\.cypher:2: neither"):
        parse("q", "// Question: how?\n// Dates: as_of\n// Columns: n\nRETURN 1 AS n")
    with pytest.raises(UsageError, match=r"q\.cypher:2"):
        parse("q", "// Question: how?\n// Parameter: n\n// Columns: n\nRETURN 1 AS n")


def test_own_folders_of_queries(tmp_path: Path):
    (tmp_path / "mine.cypher").write_text(
        "// Question: How many?\n// Columns: n\nMATCH (n) RETURN count(n) AS n"
    )
    assert find("mine", tmp_path).question == "How many?"
    with pytest.raises(UsageError, match="no such folder"):
        find("mine", tmp_path / "none")
