from datetime import date

import networkx as nx
import pytest

from detente.analysis.balance import balance
from detente.analysis.brokerage import brokerage
from detente.analysis.frames import Rows
from detente.analysis.network import build_network, negative_layer, positive_layer
from detente.analysis.relations import signed_graph, signed_ties

DAY = date(2020, 1, 1)


def pact(*states, **rest):
    return [{"country": state, "facts": [f"in {state}"], **rest} for state in states]


@pytest.fixture
def mixed(make_rows):
    """Every way to a sign: a quarrel inside a pact, thanks, a contract, a treaty, a feud, and a feud in a pact."""
    return make_rows(
        events=[
            {"fact": "blow", "source": "ARD", "target": "BOR", "type": "ASSAULT"},
            {"fact": "gift", "source": "ARD", "target": "RIV", "type": "AID"},
            {"fact": "talk", "source": "ARD", "target": "ZET", "type": "CONSULT"},
        ],
        contracts=[{"buyer": "BOR", "seller": "RIV", "facts": ["deal"]}],
        memberships=[*pact("ARD", "BOR", "CEL"), *pact("FAR", origin="atlas")],
        rivalries=[
            {"fact": "feud", "a": "CEL", "b": "RIV", "level": 1.0},
            {"fact": "inner", "a": "BOR", "b": "CEL", "level": 0.5},
            {"fact": "afar", "a": "FAR", "b": "RIV", "level": 1.0},
            {"fact": "elsewhere", "a": "FAR", "b": "UNK", "level": 1.0},
        ],
    )


def test_what_was_read_outweighs_what_merely_stands(mixed):
    ties = signed_ties(mixed, as_of=DAY)
    signs = {tuple(sorted(edge)): (data["sign"], data["basis"]) for *edge, data in ties.edges(data=True)}
    assert signs == {
        ("ARD", "BOR"): (-1, "tension"),
        ("ARD", "RIV"): (1, "tension"),
        ("ARD", "ZET"): (0, "tension"),
        ("BOR", "RIV"): (1, "contract"),
        ("ARD", "CEL"): (1, "alliance"),
        ("BOR", "CEL"): (0, "mixed"),
        ("CEL", "RIV"): (-1, "rivalry"),
        ("ARD", "FAR"): (1, "alliance"),
        ("BOR", "FAR"): (1, "alliance"),
        ("CEL", "FAR"): (1, "alliance"),
        ("FAR", "RIV"): (-1, "rivalry"),
        **{(state, "PACT"): (1, "alliance") for state in ("ARD", "BOR", "CEL")},
    }
    assert ties.edges["ARD", "BOR"]["facts"] == ("blow",)
    assert ties.edges["CEL", "RIV"]["prior_facts"] == ("feud",)
    assert not ties.nodes["FAR"]["seen"] and "UNK" not in ties
    assert "0.1" in ties.graph["rule"]


def test_shares_of_facts_sum_to_one(mixed):
    for *_, data in signed_ties(mixed, as_of=DAY).edges(data=True):
        assert sum(share for _, share in data["shares"]) == pytest.approx(1.0)
        assert {fact for fact, _ in data["shares"]} == {*data["facts"], *data["prior_facts"]}


def test_the_signed_graph_holds_what_articles_speak_of(mixed):
    graph = signed_graph(mixed, as_of=DAY)
    assert sorted(graph) == ["ARD", "BOR", "CEL", "PACT", "RIV", "ZET"]
    assert {data["sign"] for *_, data in graph.edges(data=True)} == {1, -1}
    assert ("ARD", "BOR", "RIV", 1) in balance(graph).triads
    assert balance(graph).as_of == DAY
    bare = signed_graph(mixed, as_of=DAY, atlas=False)
    assert not bare.has_edge("CEL", "RIV") and bare.has_edge("ARD", "CEL")


def test_a_vague_contract_makes_no_tie(make_rows):
    rows = make_rows(contracts=[{"buyer": "BOR", "seller": "RIV", "status": "under_negotiation"}])
    graph = signed_graph(rows)
    assert (sorted(graph), list(graph.edges)) == (["BOR", "RIV"], [])


def test_the_network_keeps_every_event_contract_and_membership_apart(mixed):
    graph = build_network(mixed, as_of=DAY)
    edges = {(a, b, data["layer"], data["sign"]) for a, b, data in graph.edges(data=True)}
    assert {
        ("ARD", "BOR", "event", -1), ("ARD", "RIV", "event", 1), ("BOR", "RIV", "contract", 1),
        ("CEL", "PACT", "membership", 1),
    } < edges  # fmt: skip
    assert graph.nodes["PACT"]["kind"] == "alliance"
    assert not any("weight" in data for *_, data in graph.edges(data=True))
    assert {data["sign"] for *_, data in positive_layer(graph).edges(data=True)} == {1}
    assert [data["facts"] for *_, data in negative_layer(graph).edges(data=True)] == [("blow",)]


def test_time_cuts_the_network(make_rows):
    rows = make_rows(
        events=[{"fact": "old"}, {"fact": "new", "day": 30}],
        entities=[{"entity": "ARD", "kind": "country", "name": "Arden"}],
    )
    assert [key for *_, key in build_network(rows, as_of=DAY).edges(keys=True)] == ["old"]
    assert [key for *_, key in build_network(rows, known_by=DAY).edges(keys=True)] == ["old"]
    assert build_network(rows).nodes["ARD"]["name"] == "Arden"


def test_empty_tables_make_empty_graphs():
    assert len(build_network(Rows())) == len(signed_graph(Rows())) == 0
    assert balance(signed_graph(Rows())).status == "no_edges"
    assert brokerage(signed_graph(Rows())).empty


def test_brokers_link_others_by_positive_ties_only():
    ties = nx.Graph([("A", "B", {"sign": 1}), ("B", "C", {"sign": 1}), ("A", "D", {"sign": -1})])
    frame = brokerage(ties).set_index("node")
    assert frame.index[0] == "B"
    assert frame.loc["D", "degree"] == 0 and frame.loc["D"].isna()["constraint"]
