"""The exports of the whole graph, read back by the program they are for: the same graph, to the last byte."""

import json
import re
from datetime import date
from urllib.parse import quote, unquote

import duckdb
import neo4j
import pytest
import rdflib
import rdflib.collection
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.graph.canonical import graph_hash
from detente.graph.schema import node_batch, relationship_batch, schema_statements
from detente.graph.store import open_store
from detente.views.exports.cypher import literal
from detente.views.exports.place import MANIFEST
from detente.views.exports.registry import find_format, write_export
from detente.views.exports.turtle import block, iri
from detente.views.exports.turtle import head as turtle_head
from detente.views.exports.turtle import literal as turtle_literal

HOSTILE = [
    "`]->(x) DETACH DELETE x //", "'}) MATCH (n) DETACH DELETE n //", '"}) RETURN 1', "\\u0060 \\u0027 \\",
    "a\\\\u0027b \\\\\\u0022 \\", "line\nbreak\r\ttab\r\n", "$rows } ] ) /* */ ; // :param x => 1", "\n:param x\n;",
    "Türkiye — “Анкара” 安卡拉 🛰 \u202eעברית\u202c", "", " ", "=cmd()|' /C calc'!A0", "+1", "-1", "@SUM(A1)",
    "</script><script>alert(1)</script>", "]]> &amp; <b>", 'a;b,c|d"e""f', "x" * 7_000, "\u2028\u2029\ufeff",
    "nul\x00nul", "\x1f\x1e\x0b\x7f\x85", "\ue000\ufffe\uffff", "null", "NaN", "1e5", "true", "[]", "^^<x>", "%25 %",
]  # fmt: skip
EMPTY = "UNWIND $rows AS row MATCH (n) DETACH DELETE n"


def fill(store):
    facts = [
        {"id": f"f{i}", "kind": "event", "type": text, "quotes": [text, "", "x"], "starts": [0, 7], "ends": [],
         "parties": [text] if i % 2 else [], "obligations": [""] if i % 2 else ["", ""], "confidence": 0.1,
         "valid_from": date(1, 1, 2), "valid_to": date(9999, 12, 31), "row": i, "speaker_start": 2**53,
         "recorded_at": "2020-01-01T00:00:00Z", "other_amounts": [1.5e300, 2, -1e-300]}
        for i, text in enumerate(HOSTILE)
    ]  # fmt: skip
    told = {
        "id": "told",
        "kind": "event",
        "type": "CONSULT",
        "quotes": ["Ankara “said”"],
        "starts": [0],
        "ends": [13],
    }
    facts_of_article = [{**told, "source": "a" * 64, "extractor": "rules 1"}]
    bodies = [{"id": text or "e", "name": text, "kind": "k"} for text in HOSTILE]
    about = [
        {"from": f["id"], "to": o["id"], "role": role, "mention": o["name"]}
        for f, o in zip(facts, bodies, strict=True)
        for role in ("source", "target")
    ]
    scores = [
        {"from": "TUR", "to": "RUS", "metric": "m", "as_of": date(2020, 1, day), "value": -0.25, "facts": []}
        for day in (1, 2)
    ]
    loads = [{"id": "l", "started": "2020-01-01T00:00:00Z", "complete": True, "read": 3, "reasons": ["'"]}]
    store.write_many([
        node_batch("Country", [{"iso3": "TUR", "cow": 640, "name": "Türkiye"}, {"iso3": "RUS"}]),
        node_batch("Organization", bodies), node_batch("Fact", [*facts, *facts_of_article]), node_batch("Load", loads),
        node_batch("Article", [{"sha256": "a" * 64, "title": "t", "text": "Ankara “said” so.\n" * 9000}]),
        relationship_batch("ABOUT", "Fact", "Organization", about),
        relationship_batch("STATED_IN", "Fact", "Article", [{"from": "told", "to": "a" * 64, "start": 0, "end": 13}]),
        relationship_batch("TENSION", "Country", "Country", scores),
        relationship_batch("ACTS_FOR", "Organization", "Country", [{"from": "e", "to": "TUR", "reason": "x"}]),
    ])  # fmt: skip


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("whole") / "store", environ={}) as store:
        store.apply_schema()
        fill(store)
        yield store


@pytest.fixture(scope="module")
def exported(source, tmp_path_factory):
    """Return the path of the export in a format; made once."""
    folder, made = tmp_path_factory.mktemp("exports"), {}

    def get(name, suffix=None):
        format = find_format(name)
        path = folder / (name + (suffix or format.suffix))
        if path not in made:
            made[path] = write_export(format, source, path)
        return path

    return get


@pytest.fixture(params=["embedded", "neo4j_526", "neo4j_2026"])
def empty_store(request, tmp_path):
    """A store without anything in it, not even the schema."""
    if request.param == "embedded":
        store = open_store(tmp_path / "store", environ={})
    else:
        uri, user, password = request.getfixturevalue(request.param)
        store = open_store(uri, environ={"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password})
        store.write(EMPTY, [{}])
    with store:
        yield store


def contents(store):
    """Return every node and relationship as text: what differs is named, where a hash only says that it does."""
    nodes = store.read("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")
    ties = store.read("MATCH (a)-[r]->(b) RETURN type(r) AS t, properties(r) AS p, "
                      "coalesce(a.iso3, a.sha256, a.id) AS a, coalesce(b.iso3, b.sha256, b.id) AS b")  # fmt: skip
    volatile = ("recorded_at", "started", "finished", "path")
    rows = [{**row, "p": {k: v for k, v in row["p"].items() if k not in volatile}} for row in (*nodes, *ties)]
    return sorted(repr(sorted({**row, "p": sorted(row["p"].items())}.items())) for row in rows)


def script_batches(store, text):
    """Yield statement and rows as cypher-shell takes the script: the server evaluates what :param names."""
    rows = None
    for part in re.finditer(r"^(?::param rows => (?P<rows>.*)|(?P<text>[^:/](?:.|\n)*?);)$", text, re.M):
        if part["rows"]:
            (found,) = store.read(f"RETURN {part['rows']} AS rows")
            rows = found["rows"]
        elif rows is not None:
            yield part["text"], rows
            rows = None


def test_the_script_rebuilds_the_graph(exported, source, empty_store):
    text = exported("cypher").read_text(encoding="ascii")
    for statement, rows in script_batches(empty_store, text):
        empty_store.write(statement, rows)
    assert graph_hash(empty_store) == graph_hash(source)


def test_the_lines_rebuild_the_graph_and_twice_is_once(exported, source, empty_store):
    lines = [
        json.loads(line) for line in exported("cypher", ".jsonl").read_text(encoding="ascii").splitlines()
    ]
    for line in lines * 2:
        if line["parameters"]:
            empty_store.write(line["statement"], line["parameters"]["rows"])
    assert graph_hash(empty_store) == graph_hash(source)
    assert [line["statement"] for line in lines if not line["parameters"]] == list(schema_statements())


def test_no_statement_holds_a_value(exported):
    lines = exported("cypher", ".jsonl").read_text(encoding="ascii").splitlines()
    allowed = re.compile(r"[A-Za-z0-9_ .,:${}()\[\]<>=+\n-]+")
    for line in lines:
        assert allowed.fullmatch(json.loads(line)["statement"])


@pytest.mark.parametrize("version", ["5.26", "2026"])
def test_the_bulk_importer_rebuilds_the_graph(version, exported, source, imported_neo4j, tmp_path):
    files = exported("neo4j-admin")
    readme = (files / "README.txt").read_text(encoding="utf-8")
    options = re.findall(r"^  (--.+?)(?: \\)?$", readme, re.M)
    assert "--array-delimiter=U+001D" in options  # the texts contain the ones before it
    with (
        imported_neo4j(version, tmp_path, files, options) as (uri, user, _),
        open_store(uri, environ={"NEO4J_USERNAME": user}) as store,
    ):
        run_script(uri, (files / "after-import.cypher").read_text(encoding="utf-8"))
        assert contents(store) == contents(source)
        assert graph_hash(store) == graph_hash(source)
        assert len(store.read("SHOW CONSTRAINTS YIELD name RETURN name")) >= 10


def run_script(uri, text):
    """Run a script as cypher-shell does: each statement in a transaction of its own making."""
    with (
        neo4j.GraphDatabase.driver(uri, telemetry_disabled=True) as driver,
        driver.session(database="neo4j") as session,
    ):
        for statement in text.split(";\n"):
            if statement:
                session.run(statement).consume()


KEPT_OUT = {"recorded_at", "started", "finished", "path"}


def properties(store, label, key):
    rows = store.read(f"MATCH (n:{label}) RETURN properties(n) AS p")
    return {r["p"][key]: {k: v for k, v in r["p"].items() if k not in KEPT_OUT} for r in rows}


@pytest.mark.parametrize(
    ("label", "key"), [("Fact", "id"), ("Organization", "id"), ("Country", "iso3"), ("Load", "id")]
)
def test_duckdb_reads_the_nodes_back(label, key, exported, source):
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT * FROM read_parquet(?)", [str(exported("parquet") / "nodes" / f"{label}.parquet")]
        )
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    back = {row[key]: {k: v for k, v in row.items() if v is not None} for row in rows}
    assert back == properties(source, label, key)
    assert [row[key] for row in rows] == sorted(back)


def test_duckdb_reads_the_relationships_back(exported, source):
    wanted = source.read(
        "MATCH (a:Fact)-[r:ABOUT]->(b) RETURN a.id AS f, b.id AS t, r.role AS r, r.mention AS m"
    )
    text = 'SELECT "from" AS f, "to" AS t, role AS r, mention AS m FROM read_parquet(?)'
    with duckdb.connect() as connection:
        rows = connection.execute(
            text, [str(exported("parquet") / "relationships" / "ABOUT.parquet")]
        ).fetchall()
    assert sorted(rows) == sorted(tuple(row[k] for k in "ftrm") for row in wanted)


@pytest.fixture(scope="module")
def turtle(exported):
    graph = rdflib.Graph()
    graph.parse(exported("rdf"), format="turtle")
    return graph


PREFIX = "PREFIX d: <urn:detente:model#> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX oa: <http://www.w3.org/ns/oa#>"


def test_sparql_counts_what_cypher_counts(turtle, source):
    for label in ("Country", "Organization", "Fact", "Article", "Load"):
        ((found,),) = turtle.query(f"{PREFIX} SELECT (count(?n) AS ?c) WHERE {{ ?n a d:{label} }}")
        ((wanted,),) = (r.values() for r in source.read(f"MATCH (n:{label}) RETURN count(n) AS c"))
        assert int(found) == wanted
    for type, predicate in (("ABOUT", "about"), ("STATED_IN", "statedIn"), ("ACTS_FOR", "actsFor")):
        ((found,),) = turtle.query(f"{PREFIX} SELECT (count(*) AS ?c) WHERE {{ ?a d:{predicate} ?b }}")
        ((wanted,),) = (
            r.values()
            for r in source.read(f"MATCH (a)-[r:{type}]->(b) WITH DISTINCT a, b RETURN count(*) AS c")
        )
        assert int(found) == wanted


def test_every_text_and_value_comes_back_from_turtle(turtle, source):
    model = rdflib.Namespace("urn:detente:model#")

    def value(thing):
        if thing == rdflib.RDF.nil or (thing, rdflib.RDF.first, None) in turtle:
            return [value(t) for t in rdflib.collection.Collection(turtle, thing)]
        return str(thing) if isinstance(thing.value, str) or thing.value is None else thing.value

    for label in ("Organization", "Fact", "Country"):
        key = "iso3" if label == "Country" else "id"
        for name, wanted in properties(source, label, key).items():
            node = rdflib.URIRef(f"urn:detente:{label.lower()}:{quote(name, safe='-._~')}")
            spans = ("quotes", "starts", "ends") if name == "told" else ()
            for k, v in ((k, v) for k, v in wanted.items() if k not in spans):
                (found,) = turtle.objects(node, model[k])
                assert value(found) == v, (name, k)


def test_a_fact_leads_to_its_words_and_its_source(turtle):
    rows = turtle.query(
        f"{PREFIX} SELECT ?words ?start ?end ?text ?tool WHERE {{ ?f a d:Fact, prov:Entity ; d:evidence ?e ; "
        "prov:wasDerivedFrom ?article ; prov:wasAttributedTo ?by . ?by a prov:SoftwareAgent ; rdfs:label ?tool . "
        "?e oa:exact ?words ; oa:start ?start ; oa:end ?end ; prov:wasQuotedFrom ?article . "
        "?article a d:Article ; d:text ?text }"
    )
    ((words, start, end, text, tool),) = ([value.toPython() for value in row] for row in rows)
    assert text[start:end] == words == "Ankara “said”" and tool == "rules 1"


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_one_turtle_literal_and_one_name(text):
    graph = rdflib.Graph()
    graph.parse(
        data=turtle_head() + block(iri("person", text), [("d:name", turtle_literal(text))]), format="turtle"
    )
    ((subject, _, thing),) = graph
    assert str(thing) == text and unquote(str(subject).removeprefix("urn:detente:person:")) == text


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=20))
@settings(max_examples=40, deadline=None)
def test_any_text_is_one_cypher_literal(source, texts):
    assert source.read(f"RETURN {literal(texts)} AS back") == [{"back": texts}]


def test_nothing_of_the_time_of_loading_is_exported(exported):
    for path in (*exported("neo4j-admin").glob("*.csv"), exported("cypher")):
        assert "2020-01-01T00" not in path.read_text(encoding="utf-8"), path.name


def test_the_manifest_lists_the_files(exported):
    told = json.loads((exported("neo4j-admin") / MANIFEST).read_text())
    assert told["format"] == "neo4j-admin"
    assert {*told["files"], MANIFEST} == {p.name for p in exported("neo4j-admin").iterdir()}
