from datetime import date

import pytest

from detente.queries.library import shipped
from detente.queries.registers import (
    read_alliances,
    read_capabilities,
    read_contracts,
    read_estimates,
    read_registers,
    read_system,
    read_votes,
    vote_years,
)


class Stub:
    """Answers each query of the package with rows that a test gives."""

    def __init__(self, **answers):
        self.answers = {shipped(name).text: rows for name, rows in answers.items()}
        self.asked = []

    def read(self, cypher, **params):
        self.asked.append(params)
        return [dict(row) for row in self.answers.get(cypher, [])]


def pact(source, a, other, obligations=("defence",), rule="atop.phase"):
    kind = "tie" if "=country" in other else "membership"
    return {"fact": f"{a}{other}", "kind": kind, "source": source, "rule": rule, "parties": [f"member=country:{a}", other],
            "valid_from": date(1950, 1, 1), "valid_to": None, "obligations": list(obligations)}  # fmt: skip


def test_of_two_tables_of_one_pair_the_fuller_counts():
    rows = [
        {"a": "A", "b": "B", "year": 1990, "n": n, "dataset": d, "table": [n] + [0] * 15}
        for n, d in ((2, "x"), (9, "y"))
    ]
    store = Stub(votes=rows, vote_years=[{"year": 1989}, {"year": 1990}])
    found = read_votes(store, 1990)
    assert (len(found), found["table"][0][0], store.asked) == (1, 9, [{"year": 1990}])
    assert vote_years(store) == [1989, 1990]


def test_alliances_come_from_one_register_the_best_there_is():
    rows = [pact("atlas", "A", "body=alliance:Pact"), pact("atop:12", "B", "body=alliance:League"),
            pact("atop:12", "B", "b=country:C"), pact("atop:12", "D", "b=country:E", rule="atop.undirected_dyad_years")]  # fmt: skip
    found = read_alliances(Stub(pacts=rows))
    assert found[["a", "b", "alliance"]].values.tolist() == [
        ["B", None, "League"], ["B", "C", None], ["D", "E", None], ["E", "D", None],
    ]  # fmt: skip
    assert read_alliances(Stub(pacts=rows[:1]))["alliance"].tolist() == ["Pact"]
    assert read_alliances(Stub()).empty


def deal(source, buyer, seller, **more):
    return {"fact": "f", "source": source, "parties": [f"buyer={buyer}", f"seller={seller}"], "valid_from": date(2016, 1, 1),
            "reported_at": None, "amount": None, "currency": None, "quantity": 2.0, "unit": "battery", "status": "signed",
            "modality": "fact"} | more  # fmt: skip


def test_arms_by_volume_where_the_register_is_there_else_by_deal():
    volume = {"fact": "v", "source": "sipri_trade_register:1", "type": "SIPRI TIV of order", "valid_from": date(2017, 1, 1),
              "parties": ["a=country:RUS", "b=country:TUR"], "quantity": 200, "unit": "m", "quantiles": None}  # fmt: skip
    told = [deal("x", "country:TUR", "organization:org:maker"), deal("x", "country:TUR", "organization:org:nobody"),
            deal("x", "country:TUR", "country:USA", modality="denied")]  # fmt: skip
    names = [{"entity": "org:maker", "acts_for": "RUS"}]
    store = Stub(indicators=[volume], arms=told, named_entities=names)
    found = read_contracts(store, 2018)
    assert found.iloc[0][["buyer", "seller", "year", "value", "unit"]].tolist() == [
        "TUR",
        "RUS",
        2017,
        200.0,
        "TIV",
    ]
    assert store.asked[0]["first"] == date(2014, 1, 1)
    by_deal = read_contracts(Stub(arms=told, named_entities=names), 2018)
    assert by_deal[["buyer", "seller", "year", "value"]].values.tolist() == [["TUR", "RUS", 2016, 2.0]]


def test_numbers_and_the_system():
    row = {
        "fact": "f",
        "parties": ["state=country:TUR"],
        "valid_from": date(2018, 1, 1),
        "unit": "",
        "quantity": 0.5,
    }
    cinc = [
        row | {"source": "cow_nmc:1", "type": "cinc", "quantiles": None},
        row | {"source": "cow_nmc:1", "type": "milex"},
    ]
    assert read_capabilities(Stub(indicators=cinc), 2018)[["state", "value"]].values.tolist() == [
        ["TUR", 0.5]
    ]
    point = [
        row
        | {"source": "unga_ideal_points:1", "type": "ideal point", "quantiles": [0, 5, 10, 50, 90, 95, 100]}
    ]
    assert read_estimates(Stub(indicators=point), 2018)[["low", "high"]].values.tolist() == [[5, 95]]
    member = {"fact": "s", "source": "cow_states:1", "type": "member of the state system", "parties": ["state=country:TUR"],
              "valid_from": date(1923, 1, 1), "valid_to": None}  # fmt: skip
    assert read_system(Stub(statehood=[member, member | {"type": "major power"}]))["state"].tolist() == [
        "TUR"
    ]


@pytest.mark.parametrize("source", ["unga", "atop", "arms"])
def test_every_source_reads_from_an_empty_graph(source, embedded_store):
    frames = read_registers(embedded_store, source, 1990)
    assert all(
        frame.empty
        for frame in (frames.votes, frames.alliances, frames.contracts, frames.system, frames.estimates)
    )
