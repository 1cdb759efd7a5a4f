import pytest

from detente.graph.errors import DetenteError
from detente.graph.paging import count_nodes, count_ties, keys_of, nodes_by_key, ties_by_key

HOSTILE = "Country) DETACH DELETE n //"


@pytest.mark.parametrize(
    "make",
    [
        lambda name: count_nodes(name),
        lambda name: count_ties("ABOUT", "Fact", name),
        lambda name: count_ties(name, "Fact", "Country"),
        lambda name: nodes_by_key(name),
        lambda name: keys_of(name, after=True),
        lambda name: ties_by_key("ABOUT", name, "Country"),
    ],
)
def test_only_declared_names_enter_a_statement(make):
    with pytest.raises(DetenteError):
        make(HOSTILE)


def test_ties_are_read_by_the_keys_of_either_end():
    assert ties_by_key("ABOUT", "Fact", "Country").startswith(
        "UNWIND $keys AS key MATCH (a:Fact {id: key})-[r:ABOUT]->(b:Country) RETURN a.id AS start"
    )
    assert ties_by_key("ABOUT", "Fact", "Country", by_end=True).startswith(
        "UNWIND $keys AS key MATCH (b:Country {iso3: key})<-[r:ABOUT]-(a:Fact) RETURN"
    )
