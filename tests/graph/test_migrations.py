"""Graphs of older models become graphs of this one: from the recorded first version, on every store, also in pieces."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.app.cli import cli
from detente.atlas.book import open_atlas
from detente.graph import bolt
from detente.graph.bolt import BoltStore
from detente.graph.canonical import graph_hash
from detente.graph.errors import StoreRefused, StoreUnavailable
from detente.graph.migrations import STEPS, Change, Step, _work_off, notice, steps_from, version_of
from detente.graph.model import Amount, Dataset, Interval, Role, make_fact
from detente.graph.nodes import NODES
from detente.graph.relationships import RELATIONSHIPS
from detente.graph.schema import VERSION, schema_statements
from detente.graph.store import open_store
from detente.loaders.dataset import write_told
from detente.loaders.rows import Rows, add_dataset
from detente.loaders.write import write_rows

# What the program of graph model 1 sent to its store for `told("nonaggression")`: statements and rows.
OLD = json.loads((Path(__file__).parent / "version_1.json").read_text(encoding="utf-8"))
EMPTY = "UNWIND $rows AS row MATCH (n) DETACH DELETE n"
MARK = "UNWIND $rows AS row MATCH (m:Detente {id: 'schema'}) SET m.version = row.version"
LATER = ("DROP CONSTRAINT detente_judgement_id IF EXISTS", "DROP INDEX detente_judgement_action IF EXISTS")
SOURCE = Dataset(
    id="oaths:1", version="1", publisher="nobody", licence="CC0-1.0", citation="Oaths (invented)",
    sha256="0" * 64, released=date(2020, 1, 1),
)  # fmt: skip


def told(obligation):
    """Return invented facts of a data set: memberships that oblige, an act, a deal."""

    def state(role, iso3):
        return Role(role, iso3, "country", via="dataset")

    def held(row, iso3, *owed):
        parties = (state("member", iso3), Role("body", "ASEAN", "alliance", via="dataset"))
        since = Interval(date(1995, 7, 28), date(9999, 12, 31))
        return make_fact(
            "membership", "member", parties, source=SOURCE.id, row=row, valid=since, obligations=owed
        )

    day = Interval(date(2019, 7, 12), date(2019, 7, 12))
    return [
        held(1, "VNM", obligation, "consultation"),
        held(2, "THA", "consultation"),
        held(3, "LAO", "defence", obligation),
        make_fact(
            "event", "CONSULT", (state("source", "VNM"), state("target", "LAO")), source=SOURCE.id, row=4,
            valid=day, reported_at=date(2019, 7, 13), polarity="+",
        ),
        make_fact(
            "contract", "arms", (state("buyer", "VNM"), state("seller", "RUS")), source=SOURCE.id, row=5,
            valid=day, item="12 gas turbines", status="signed", amount=Amount(Decimal("2500000"), "USD"),
        ),
    ]  # fmt: skip


def days(value):
    if isinstance(value, list):
        return [days(one) for one in value]
    if isinstance(value, dict):
        return (
            date.fromisoformat(value["day"])
            if value.keys() == {"day"}
            else {k: days(value[k]) for k in value}
        )
    return value


def schema(store, statements):
    def work(transaction):
        for statement in statements:
            transaction.run(statement).consume()

    store._committed(lambda session: session.execute_write(work))


def make_old(store):
    """Make the graph as version 1 made it."""
    store.write(EMPTY, [{}])
    schema(store, LATER)
    schema(store, OLD["schema"])
    for batches in OLD["transactions"]:
        store.write_many([(cypher, days(rows)) for cypher, rows in batches])
    assert version_of(store) == 1


def load_fresh(store):
    """Return the hash of the same facts loaded by this program."""
    store.write(EMPTY, [{}])
    store.apply_schema()
    rows = Rows()
    add_dataset(rows, SOURCE)
    write_rows(store, rows)
    counts = write_told(store, told("non-aggression"), open_atlas(), {SOURCE.id: "Oaths"})
    assert sum(new for new, _, _ in counts) == 5
    return graph_hash(store)


@pytest.fixture(scope="module", params=["embedded", "neo4j-5.26", "neo4j-2026"])
def home(request, tmp_path_factory):
    """A store of these tests, and the hash of a fresh load."""
    if request.param == "embedded":
        where, environ = tmp_path_factory.mktemp("migrations") / "store", {}
    else:
        where, user, password, *_ = request.getfixturevalue(request.param.replace("-", "_").replace(".", ""))
        environ = {"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}
    with open_store(where, environ=environ) as store:
        yield store, load_fresh(store), request.param, where
        store.write(EMPTY, [{}])


def test_version_1_becomes_what_a_fresh_load_makes(home, caplog):
    store, fresh, *_ = home
    make_old(store)
    assert graph_hash(store) != fresh
    notice(store)
    assert (
        f"graph model 1, here {VERSION}). Bring it up to date with: detente doctor --migrate" in caplog.text
    )
    assert version_of(store) == 1
    store.apply_schema()
    assert (version_of(store), graph_hash(store)) == (VERSION, fresh)
    keys = store.read("SHOW CONSTRAINTS YIELD labelsOrTypes AS label, properties AS key RETURN label, key")
    assert ("Judgement", "id") in {(row["label"][0], row["key"][0]) for row in keys}
    store.write(MARK, [{"version": 1}])  # all steps once more, on a graph that has nothing left to change
    store.apply_schema()
    assert (version_of(store), graph_hash(store)) == (VERSION, fresh)
    refused_when_newer(store, fresh)


def refused_when_newer(store, fresh):
    notice(store)
    store.write(MARK, [{"version": VERSION + 1}])
    for use in (store.apply_schema, lambda: notice(store)):
        with pytest.raises(StoreRefused, match=f"newer detente .graph model {VERSION + 1}, here {VERSION}"):
            use()
    assert version_of(store) == VERSION + 1
    store.write(MARK, [{"version": VERSION}])
    assert graph_hash(store) == fresh


def test_a_migration_that_breaks_off_anywhere_is_taken_up_again(home, monkeypatch):
    store, fresh, kind, _ = home
    write, make = BoltStore.write_many, bolt._make_schema
    # the schema statements, three changes and two marks are six commits: each is the last one once
    for passes in range(7) if kind == "embedded" else (3,):
        make_old(store)
        left = [passes]

        def count(left=left):
            if not left[0]:
                raise StoreUnavailable("killed here")
            left[0] -= 1

        with monkeypatch.context() as patch:
            patch.setattr(BoltStore, "write_many", lambda self, batches: (count(), write(self, batches))[1])
            patch.setattr(bolt, "_make_schema", lambda transaction: (count(), make(transaction)))
            if passes == 6:
                store.apply_schema()
            else:
                with pytest.raises(StoreUnavailable, match="killed here"):
                    store.apply_schema()
        assert version_of(store) == (VERSION if passes == 6 else 2 if passes > 1 else 1)
        store.apply_schema()
        assert (version_of(store), graph_hash(store)) == (VERSION, fresh)


def test_doctor_tells_of_an_older_graph_and_brings_it_up_to_date(home):
    store, fresh, kind, where = home
    if kind != "embedded":
        return  # the command takes a server from its environment; what it calls is tested above
    make_old(store)
    asked = ["doctor", "--json", "--store", str(where)]
    done = CliRunner().invoke(cli, asked)
    (graph,) = [c for c in json.loads(done.stdout)["checks"] if c["what"] == "graph model"]
    assert not graph["ok"]
    assert graph["found"] == f"version 1, 5 facts; this program writes version {VERSION}"
    assert "detente doctor --migrate" in graph["advice"]
    assert version_of(store) == 1
    done = CliRunner().invoke(cli, [*asked, "--migrate"])
    (graph,) = [c for c in json.loads(done.stdout)["checks"] if c["what"] == "graph model"]
    assert (graph["ok"], graph["found"]) == (True, f"version {VERSION}, 5 facts")
    assert graph_hash(store) == fresh


def test_a_change_that_changes_nothing_is_an_error_and_no_endless_loop(embedded_store):
    embedded_store.write("UNWIND $rows AS row CREATE (:Person {id: row.id})", [{"id": "a"}, {"id": "b"}])
    idle = Change(
        "MATCH (n:Person) RETURN count(n) AS n", "UNWIND $rows AS row MATCH (n:Person) SET n.name = 'x'"
    )
    with pytest.raises(StoreUnavailable, match="from graph model 8 to 9 found 2 places to change and left 2"):
        _work_off(embedded_store, Step(8, 9, "idle.", reversible=True, changes=(idle,)), idle)


def test_the_steps_lead_from_the_first_version_to_this_one():
    assert [(step.before, step.after) for step in STEPS] == [(n, n + 1) for n in range(1, VERSION)]
    assert all(step.meaning.endswith(".") for step in STEPS)
    assert steps_from(VERSION - 1) == STEPS[-1:]


def test_every_name_in_a_step_is_declared():
    labels = {node.label: {p.name for p in node.properties} for node in NODES}
    types = {r.type: {p.name for p in r.properties} for r in RELATIONSHIPS}
    known = {**labels, **types}
    for step in STEPS:
        for change in step.changes:
            for statement in (change.left, change.portion):
                names = set(re.findall(r":([A-Za-z_]+)", statement))
                assert names <= known.keys(), statement
                held = set().union(*(known[name] for name in names))
                assert set(re.findall(r"\b[nr]\.(\w+)", statement)) <= held, statement


def test_a_change_of_keys_or_indexes_raises_the_version():
    """A graph of this version is not looked at again: what it must hold is noted here beside the number."""
    assert (VERSION, len(schema_statements())) == (3, 33 + 4)
    assert set(OLD["schema"]) == {s for s in schema_statements() if not re.search("judgement|speaker", s)}
