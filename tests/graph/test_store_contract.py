"""One contract, run on every store: the embedded one always, Neo4j 5.26 and 2026 where they are."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest

from detente.graph.canonical import graph_hash
from detente.graph.errors import EndMissing, StatementRejected, StoreRefused, StoreUnavailable
from detente.graph.schema import VERSION, merge_node, node_batch, relationship_batch
from detente.graph.store import Counters, GraphStore, open_store

EMPTY = "UNWIND $rows AS row MATCH (n) DETACH DELETE n"
EMPTY_BUT_MARK = "UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n"
COUNT = "MATCH (n) WHERE NOT n:Detente RETURN count(n) AS n"
HOSTILE = [
    "`]->(x) DETACH DELETE x //",
    "'}) MATCH (n) DETACH DELETE n //",
    '"}) RETURN 1; DROP DATABASE neo4j',
    "\\u0060 \\u0027 \\",
    "line\nbreak\r\ttab",
    "$rows } ] ) /* */",
    "Türkiye — “Анкара” 安卡拉 🛰",
    "",
    " ",
]


class Home(NamedTuple):
    """A store and how another process opens it."""

    store: GraphStore
    where: str
    environ: dict[str, str]


@pytest.fixture(scope="module")
def embedded_at(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contract") / "store"
    with open_store(folder, environ={}) as store:
        yield Home(store, str(folder), {})


def served(server):
    uri, user, password = server
    environ = {"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}
    return Home(open_store(uri, environ=environ), uri, environ)


@pytest.fixture(scope="module", params=["embedded", "neo4j-5.26", "neo4j-2026"])
def home(request):
    if request.param == "embedded":
        yield request.getfixturevalue("embedded_at")
    else:
        made = served(request.getfixturevalue(request.param.replace("-", "_").replace(".", "")))
        with made.store:
            yield made


@pytest.fixture
def store(home):
    home.store.write(EMPTY_BUT_MARK, [{}])
    if not home.store.read("MATCH (m:Detente) RETURN m.id AS id"):
        home.store.write(EMPTY, [{}])
        home.store.apply_schema()
    return home.store


def persons(*names):
    return node_batch("Person", [{"id": f"person:{name}", "name": name.title()} for name in names])


def test_the_schema_is_applied_once_and_guards_keys(store):
    store.apply_schema()
    store.apply_schema()
    found = {
        (row["label"][0], row["key"][0])
        for row in store.read(
            "SHOW CONSTRAINTS YIELD labelsOrTypes AS label, properties AS key RETURN label, key"
        )
    }
    assert found >= {("Country", "iso3"), ("Article", "sha256"), ("Fact", "id"), ("Detente", "id")}
    store.write_many([persons("ada")])
    with pytest.raises(StatementRejected):
        store.write("UNWIND $rows AS row CREATE (n:Person {id: row.id})", [{"id": "person:ada"}])
    assert store.read("MATCH (m:Detente) RETURN m.id AS id, m.version AS version") == [
        {"id": "schema", "version": VERSION}
    ]


def test_a_database_of_others_is_left_alone_unless_adopted(store):
    store.write(EMPTY, [{}])
    store.write("UNWIND $rows AS row CREATE (n:Invoice {id: row.id})", [{"id": 1}])
    with pytest.raises(StoreRefused, match="--adopt"):
        store.apply_schema()
    store.apply_schema(adopt=True)
    store.apply_schema()
    assert store.read("MATCH (n:Invoice) RETURN n.id AS id") == [{"id": 1}]


def test_a_newer_model_is_refused(store):
    store.write("UNWIND $rows AS row MATCH (m:Detente) SET m.version = row.v", [{"v": 999}])
    with pytest.raises(StoreRefused, match="newer"):
        store.apply_schema()
    store.write(EMPTY, [{}])


def test_writing_again_changes_nothing(store):
    batches = [
        node_batch(
            "Country", [{"iso3": "TUR", "name": "Türkiye", "cow": 640}, {"iso3": "RUS", "name": "Russia"}]
        ),
        node_batch("Contract", [{"id": "c1", "kind": "arms", "value": 2.5e9, "contested": []}]),
        relationship_batch("BUYS", "Country", "Contract", [{"from": "TUR", "to": "c1"}]),
        relationship_batch("SELLS", "Country", "Contract", [{"from": "RUS", "to": "c1"}]),
    ]
    first = store.write_many(batches)
    told = graph_hash(store)
    again = store.write_many(list(batches))
    assert (first.nodes_created, first.relationships_created, first.rows) == (3, 2, 5)
    assert (again.nodes_created, again.relationships_created, again.created) == (0, 0, 0)
    assert graph_hash(store) == told


def test_parallel_relationships_are_told_apart_by_their_identity(store):
    store.write_many(
        [
            node_batch("Fact", [{"id": "f1", "kind": "event", "type": "CONSULT"}]),
            node_batch("Country", [{"iso3": "TUR"}]),
            relationship_batch(
                "ABOUT",
                "Fact",
                "Country",
                [
                    {"from": "f1", "to": "TUR", "role": role, "start": 3}
                    for role in ("source", "target", "source")
                ],
            ),
        ]
    )
    rows = store.read(
        "MATCH (:Fact)-[r:ABOUT]->(c) RETURN r.role AS role, r.start AS start, c.iso3 AS c ORDER BY role"
    )
    assert rows == [{"role": role, "start": 3, "c": "TUR"} for role in ("source", "target")]


def test_none_removes_a_property_and_absence_leaves_it(store):
    store.write_many([node_batch("Country", [{"iso3": "TUR", "name": "Türkiye", "cow": 640}])])
    store.write_many([node_batch("Country", [{"iso3": "TUR", "cow": None}])])
    assert store.read("MATCH (c:Country) RETURN c AS c") == [{"c": {"iso3": "TUR", "name": "Türkiye"}}]


@pytest.mark.parametrize(
    ("second", "error"),
    [
        (relationship_batch("BUYS", "Country", "Contract", [{"from": "XXX", "to": "c9"}]), EndMissing),
        (("UNWIND $rows AS row RETURN nonsense(", [{}]), StatementRejected),
        (("UNWIND $rows AS row RETURN row.n AS n", [{"n": 2**64}]), StatementRejected),
    ],
    ids=["missing end", "bad statement", "number too large"],
)
def test_a_failure_rolls_everything_back(store, second, error):
    with pytest.raises(error):
        store.write_many([persons("ada", "grace"), second])
    assert store.read(COUNT) == [{"n": 0}]


def test_days_and_instants_come_back_as_they_went(store):
    zone = timezone(timedelta(hours=3))
    started = datetime(2018, 4, 4, 9, 30, 15, 123000, tzinfo=zone)
    store.write_many(
        [
            node_batch("Load", [{"id": "l1", "started": started, "finished": "2018-04-04T07:00:00+00:00"}]),
            node_batch("Membership", [{"id": "m1", "valid_from": date(1952, 2, 18), "valid_to": None}]),
        ]
    )
    (load,) = store.read(
        "MATCH (l:Load) RETURN l.started AS started, l.finished AS finished, l.started.year AS y"
    )
    assert load == {"started": started, "finished": datetime(2018, 4, 4, 7, tzinfo=UTC), "y": 2018}
    assert load["started"].utcoffset() == timedelta(hours=3)
    (membership,) = store.read("MATCH (m:Membership) RETURN m.valid_from AS start, m.valid_to AS end")
    assert membership == {"start": date(1952, 2, 18), "end": None}
    assert type(membership["start"]) is date
    before = "MATCH (m:Membership) WHERE m.valid_from < $day RETURN m.id AS id"
    assert store.read(before, day=date(1960, 1, 1)) == [{"id": "m1"}]
    assert store.read(before, day=date(1950, 1, 1)) == []


def test_an_instant_stays_when_a_later_write_does_not_name_it(store):
    store.write_many(
        [node_batch("Load", [{"id": "l1", "started": "2018-04-04T07:00:00Z", "complete": False}])]
    )
    store.write_many(
        [node_batch("Load", [{"id": "l1", "finished": "2018-04-04T08:00:00Z", "complete": True}])]
    )
    (row,) = store.read("MATCH (l:Load) RETURN l.started AS a, l.finished AS b, l.complete AS done")
    assert ((row["b"] - row["a"]).seconds, row["done"]) == (3600, True)


def test_hostile_text_is_only_text(store):
    rows = [{"id": f"person:{i}", "name": text} for i, text in enumerate(HOSTILE)]
    store.write_many([node_batch("Person", rows)])
    told = store.read("MATCH (p:Person) RETURN p.id AS id, p.name AS name ORDER BY p.id")
    assert told == sorted(rows, key=lambda row: row["id"])
    for text in HOSTILE:
        assert store.read("MATCH (p:Person) WHERE p.name = $text RETURN count(p) AS n", text=text) == [
            {"n": 1}
        ]
    assert store.read(COUNT) == [{"n": len(HOSTILE)}]


def test_results_are_plain_values(store):
    store.write_many([persons("ada")])
    (row,) = store.read(
        "MATCH (p:Person) RETURN 1 AS i, 2.0 AS f, true AS b, null AS none, [1, 'x', null] AS l, "
        "{a: {b: [date('2018-01-01')]}} AS m, p AS node, duration('P1M') AS d, $given AS given",
        given={"big": 2**40, "money": 2_000_000_000.0, "none": None},
    )
    assert row == {
        "i": 1, "f": 2.0, "b": True, "none": None, "l": [1, "x", None], "m": {"a": {"b": [date(2018, 1, 1)]}},
        "node": {"id": "person:ada", "name": "Ada"}, "d": "P1M",
        "given": {"big": 2**40, "money": 2e9, "none": None},
    }  # fmt: skip
    assert [type(row[name]) for name in ("i", "f", "b", "node")] == [int, float, bool, dict]


def test_numbers_keep_their_declared_kind(store):
    store.write_many([node_batch("Contract", [{"id": "c1", "value": 2_000_000_000, "quantity": 4}])])
    (row,) = store.read("MATCH (c:Contract) RETURN c.value AS value, c.quantity AS quantity")
    assert [type(value) for value in row.values()] == [float, float]


def test_lists_come_back_in_order(store):
    rows = [{"id": "f1", "quotes": ["b", "a"], "starts": [7, 1], "ends": [], "other_amounts": [1, 2.5]}]
    store.write_many([node_batch("Fact", rows)])
    (row,) = store.read(
        "MATCH (f:Fact) RETURN f.quotes AS q, f.starts AS s, f.ends AS e, f.other_amounts AS o"
    )
    assert row == {"q": ["b", "a"], "s": [7, 1], "e": [], "o": [1.0, 2.5]}


def test_a_long_text_is_kept_whole(store):
    text = "Ankara said so. " * 130_000
    store.write_many([node_batch("Article", [{"sha256": "a" * 64, "text": text}])])
    assert store.read("MATCH (a:Article) RETURN a.text AS text") == [{"text": text}]


def test_a_batch_of_long_texts_is_one_transaction(store):
    rows = [{"sha256": f"{i:064}", "text": f"{i} said so. " * 90_000} for i in range(25)]
    assert store.write_many([node_batch("Article", rows)]).nodes_created == 25
    assert store.read("MATCH (a:Article) RETURN sum(size(a.text)) AS n") == [
        {"n": sum(len(r["text"]) for r in rows)}
    ]


def test_two_thousand_relationships_in_one_batch(store):
    facts = [{"id": f"f{i:05}", "kind": "event", "type": "CONSULT"} for i in range(2000)]
    about = [{"from": row["id"], "to": "TUR", "role": "source"} for row in facts]
    batches = [
        node_batch("Country", [{"iso3": "TUR"}]),
        node_batch("Fact", facts),
        relationship_batch("ABOUT", "Fact", "Country", about),
    ]
    assert store.write_many(batches).relationships_created == 2000
    assert store.write_many(batches).relationships_created == 0
    assert store.read("MATCH (:Fact)-[r:ABOUT]->(:Country) RETURN count(r) AS n") == [{"n": 2000}]


def test_counters_tell_what_changed(store):
    made = store.write_many([persons("ada", "grace")])
    assert (made.rows, made.nodes_created, made.created) == (2, 2, 2)
    assert made.properties_set > 0
    gone = store.write("UNWIND $rows AS row MATCH (p:Person {id: row.id}) DELETE p", [{"id": "person:ada"}])
    assert (gone.nodes_deleted, gone.created) == (1, 0)
    assert store.write(merge_node("Person"), []) == store.write_many([]) == Counters()


def test_a_load_is_complete_in_its_last_write_only(store):
    manifest = {"id": "load:1", "source": "articles", "complete": False, "read": 2}
    store.write_many([node_batch("Load", [{**manifest, "started": "2020-01-01T00:00:00Z"}])])
    with pytest.raises(EndMissing):
        store.write_many(
            [
                persons("ada"),
                relationship_batch("STATED_IN", "Fact", "Article", [{"from": "f1", "to": "nowhere"}]),
            ]
        )
    unfinished = "MATCH (l:Load) WHERE NOT l.complete RETURN l.id AS id"
    assert store.read(unfinished) == [{"id": "load:1"}]
    store.write_many([persons("ada")])
    store.write_many([node_batch("Load", [{**manifest, "complete": True, "accepted": 2}])])
    assert store.read(unfinished) == []


def test_the_hash_knows_content_not_order_or_time(store):
    def load(order, moment):
        rows = [
            {"iso3": "TUR", "valid_from": date(1923, 10, 29)},
            {"iso3": "RUS"},
            {"iso3": "GRC", "cow": 350},
        ]
        store.write(EMPTY_BUT_MARK, [{}])
        for i in order:
            store.write_many([node_batch("Country", [rows[i]])])
        store.write_many(
            [
                node_batch("Load", [{"id": "l", "started": moment, "complete": True}]),
                node_batch("Alliance", [{"id": "NATO"}]),
                relationship_batch(
                    "MEMBER_OF",
                    "Country",
                    "Alliance",
                    [{"from": "GRC", "to": "NATO", "membership": "m1", "facts": ["f1", "f2"]}],
                ),
            ]
        )
        return graph_hash(store)

    one = load((0, 1, 2), "2020-01-01T00:00:00Z")
    assert load((2, 0, 1), "2024-06-01T00:00:00Z") == one
    # The same on every store: what an embedded store and a server hold can be compared.
    assert one == "60ba963aaff9429058313e2aa282c49b632b91dab09cab92977ef25547af388e"
    store.write_many([node_batch("Country", [{"iso3": "GRC", "cow": 351}])])
    assert graph_hash(store) != one


def test_a_second_process_reads_and_writes(home, store, tmp_path):
    store.write_many([persons("ada")])
    script = (
        "import json, sys\n"
        "from detente.graph.schema import node_batch\n"
        "from detente.graph.store import open_store\n"
        "where, environ = json.loads(sys.stdin.read())\n"
        "with open_store(where, environ=environ) as store:\n"
        "    store.apply_schema()\n"
        "    store.write_many([node_batch('Person', [{'id': 'person:grace', 'name': 'Grace'}])])\n"
        "    print(json.dumps(store.read('MATCH (p:Person) RETURN p.name AS name ORDER BY name')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        input=json.dumps([home.where, home.environ]), capture_output=True, text=True, cwd=tmp_path,
        env={**os.environ}, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == [{"name": "Ada"}, {"name": "Grace"}]
    assert store.read("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 2}]
    assert list(Path(tmp_path).iterdir()) == []


def test_the_description_names_the_place_and_no_secret(home, store):
    assert home.where in store.server
    for secret in filter(None, (home.environ.get("NEO4J_PASSWORD"),)):
        assert secret not in store.server
        assert secret not in repr(vars(store))


def test_a_closed_store_says_so(home):
    closed = open_store(home.where, environ=home.environ)
    closed.close()
    closed.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        closed.read("RETURN 1 AS one")
