"""The declared model: what is derived from it, and which rows it lets through."""

import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from detente.graph import canonical
from detente.graph.describe import describe
from detente.graph.errors import DetenteError, RowRejected
from detente.graph.nodes import NODES
from detente.graph.relationships import RELATIONSHIPS
from detente.graph.schema import (
    merge_node,
    merge_relationship,
    node,
    node_batch,
    node_rows,
    relationship,
    relationship_batch,
    relationship_rows,
    schema_statements,
)

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"[a-z][a-z0-9_]*")


def test_every_name_is_a_plain_identifier():
    assert all(re.fullmatch("[A-Z][A-Za-z]*", n.label) for n in NODES)
    assert all(re.fullmatch("[A-Z][A-Z_]*", r.type) for r in RELATIONSHIPS)
    for declared in (*NODES, *RELATIONSHIPS):
        names = [p.name for p in declared.properties]
        assert all(NAME.fullmatch(name) for name in names)
        assert len(names) == len(set(names))


def test_labels_and_types_are_declared_once():
    assert len({n.label for n in NODES}) == len(NODES)
    assert len({r.type for r in RELATIONSHIPS}) == len(RELATIONSHIPS)


def test_relationships_lead_between_declared_labels_and_their_identity_is_declared():
    labels = {n.label for n in NODES}
    for declared in RELATIONSHIPS:
        assert set(declared.from_labels) | set(declared.to_labels) <= labels
        assert set(declared.identity) <= {p.name for p in declared.properties}


def test_every_meaning_is_told():
    for declared in (*NODES, *RELATIONSHIPS):
        assert declared.meaning.endswith(".")
        assert all(p.meaning for p in declared.properties)


def test_each_label_has_one_constraint_and_each_flag_one_index():
    statements = schema_statements()
    assert len(set(statements)) == len(statements)
    assert sum("CREATE CONSTRAINT" in s for s in statements) == len(NODES)
    assert sum("CREATE INDEX" in s for s in statements) == sum(p.index for n in NODES for p in n.properties)
    assert all("IF NOT EXISTS" in s for s in statements)


def test_the_hash_knows_every_key():
    found = set(re.findall(r"a\.(\w+)", canonical._ALL_RELATIONSHIPS))
    assert found == {n.key.name for n in NODES}


def test_date_times_are_written_from_text():
    assert "n.started = coalesce(datetime(row.started), n.started)" in merge_node("Load")
    assert "datetime(" not in merge_node("Country")


def test_the_document_is_fresh():
    told = (ROOT / "docs" / "graph-model.md").read_text(encoding="utf-8")
    assert told == describe(), "run: python -m detente.graph.describe > docs/graph-model.md"


@pytest.mark.parametrize("name", ["", "Nobody", "Country) DETACH DELETE n //", "country"])
def test_an_undeclared_label_or_type_makes_no_statement(name):
    for make in (node, relationship, merge_node, lambda told: merge_relationship("BUYS", told, "Contract")):
        with pytest.raises(DetenteError):
            make(name)


def test_a_type_between_the_wrong_labels_makes_no_statement():
    with pytest.raises(DetenteError, match="BUYS does not lead from Contract to Country"):
        merge_relationship("BUYS", "Contract", "Country")


def test_rows_are_made_plain_and_sorted():
    zone = timezone(timedelta(hours=3))
    rows = [
        {"id": "l2", "started": datetime(2018, 4, 3, 9, tzinfo=zone), "complete": False},
        {"id": "l1", "started": "2018-04-03T09:00:00Z", "reasons": ("a", "b"), "read": None},
    ]
    assert node_rows("Load", rows) == [
        {"id": "l1", "started": "2018-04-03T09:00:00+00:00", "reasons": ["a", "b"], "read": None},
        {"id": "l2", "started": "2018-04-03T09:00:00+03:00", "complete": False},
    ]
    (contract,) = node_rows("Contract", [{"id": "c", "value": Decimal("2.5"), "quantity": 4}])
    assert (contract["value"], type(contract["quantity"])) == (2.5, float)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"name": "Ada"}, "'iso3' is missing"),
        ({"iso3": ""}, "'iso3' is missing or empty"),
        ({"iso3": None}, "'iso3' is missing"),
        ({"iso3": "TUR", "capital": "Ankara"}, "'capital' is not a declared property"),
        ({"iso3": "TUR", "n` SET n.x": 1}, "is not a declared property"),
        ({"iso3": 640}, "Country.iso3 takes string, not int 640"),
        ({"iso3": "TUR", "cow": "640"}, "Country.cow takes integer, not str '640'"),
        ({"iso3": "TUR", "cow": True}, "takes integer, not bool"),
        ({"iso3": "TUR", "valid_from": "1923-10-29"}, "takes date, not str"),
        ({"iso3": "TUR", "valid_from": datetime(1923, 10, 29)}, "takes date, not datetime"),
        ({"iso3": "TUR", "name": "half \ud800"}, "surrogate"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_reason(row, told):
    with pytest.raises(RowRejected, match=re.escape(told)) as caught:
        node_rows("Country", [row])
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("label", "row", "told"),
    [
        ("Contract", {"id": "c", "value": float("nan")}, "not a finite number"),
        ("Contract", {"id": "c", "value": Decimal("Infinity")}, "not a finite number"),
        ("Contract", {"id": "c", "contested": "value"}, "takes strings, not str"),
        ("Fact", {"id": "f", "starts": [1, None]}, "takes integers"),
        ("Load", {"id": "l", "started": "yesterday"}, "takes datetime"),
        ("Load", {"id": "l", "started": datetime(2020, 1, 1)}, "no time zone"),
        ("Load", {"id": "l", "started": date(2020, 1, 1)}, "takes datetime, not date"),
    ],
)
def test_values_of_the_wrong_kind_are_refused(label, row, told):
    with pytest.raises(RowRejected, match=told):
        node_rows(label, [row])


def test_relationship_rows_need_both_ends_and_their_identity():
    with pytest.raises(RowRejected, match="no 'to'"):
        relationship_rows("BUYS", "Country", "Contract", [{"from": "TUR"}])
    with pytest.raises(RowRejected, match="'role' is missing"):
        relationship_rows("ABOUT", "Fact", "Country", [{"from": "f1", "to": "TUR"}])
    with pytest.raises(RowRejected, match="'price' is not a declared property"):
        relationship_rows("BUYS", "Country", "Contract", [{"from": "TUR", "to": "c", "price": 1}])


def test_a_batch_is_a_statement_and_its_rows():
    assert node_batch("Person", [{"id": "p"}]) == (merge_node("Person"), [{"id": "p"}])
    told = relationship_batch("BUYS", "Country", "Contract", [{"from": "TUR", "to": "c"}])
    assert told == (
        merge_relationship("BUYS", "Country", "Contract"),
        [{"from": "TUR", "to": "c", "props": {}}],
    )


def test_a_relationship_is_looked_for_at_the_end_that_has_few():
    assert "MERGE (b)<-[r:SOURCE_OF]-(a)" in merge_relationship("SOURCE_OF", "Country", "Event")
    assert "MERGE (a)-[r:TARGETS]->(b)" in merge_relationship("TARGETS", "Event", "Country")
    assert "MERGE (b)<-[r:BUYS]-(a)" in merge_relationship("BUYS", "Organization", "Contract")
