"""The exports of the exchange graph, read back by the readers of their formats; hostile texts stay text."""

import csv
import io
import json
import math
import re
from datetime import date

import networkx as nx
import pandas as pd
import pytest
import stix2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.views.exports.registry import FORMATS, Scored, find_format, write_export
from detente.views.graphs import legal

HOSTILE = [
    "`]->(x) //", "'}) RETURN 1", 'a"b', "\\u0027 \\", "line\nbreak\r\ttab\r\n", "Türkiye “Анкара” 安卡拉 🛰 \u202eעברית\u202c",
    "=cmd()|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "</script><script>alert(1)</script>", "]]> &amp; <b>",
    'a;b,c|d"e""f', "x" * 70_000, "\u2028\u2029\ufeff", "nul\x00nul", "\x1f\x0b\x7f\x85", "\ufffe\uffff", "\ud800", "null",
    "{}", "javascript:alert(1)",
]  # fmt: skip
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec=None), max_size=20))
SCORED = [f.name for f in FORMATS if f.reads == "scores"]


def scored(invented):
    return Scored(*invented.args[:4], invented.as_of)


def made(name, source, folder):
    format = find_format(name)
    path = folder / (name + format.suffix)
    write_export(format, source, path)
    return path


@pytest.fixture
def hostile(invent):
    """Return the invented snapshot with a text put before every text of an article."""
    return lambda text: scored(invent(lambda told: text + told))


@pytest.fixture
def source(invented):
    return scored(invented)


def lighten(value):
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def assert_same(back, wanted, own=("id", "label", "name", "value", "networkx_key", "key")):
    """Compare graphs: nodes, keyed edges, attributes but those that the format uses itself."""
    assert set(back.nodes) == set(wanted.nodes)
    for node, data in wanted.nodes(data=True):
        told = {k: lighten(v) for k, v in data.items() if k not in own}
        assert {k: lighten(back.nodes[node].get(k)) for k in told} == told
    found = {(a, b, d.get("key", k)): d for a, b, k, d in back.edges(keys=True, data=True)}
    assert len(found) == wanted.number_of_edges()
    for a, b, key, data in wanted.edges(keys=True, data=True):
        told = {k: lighten(v) for k, v in data.items() if k not in own}
        assert {k: lighten(found[a, b, key].get(k)) for k in told} == told


def read_back(name, path):
    if name == "graphml":
        return nx.read_graphml(path, force_multigraph=True)
    if name == "gexf":
        return nx.read_gexf(path)
    told = json.loads(path.read_text(encoding="utf-8"))
    return nx.node_link_graph(told, edges="edges") if name == "node-link" else nx.cytoscape_graph(told)


@pytest.mark.parametrize("name", ["graphml", "gexf", "node-link", "cytoscape"])
@given(text=TEXT)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_networkx_reads_the_graph_back(name, text, hostile, tmp_path):
    source = hostile(text)
    assert_same(read_back(name, made(name, source, tmp_path)), source.graph())


def test_cytoscape_keeps_the_value_of_a_contract_and_gives_every_element_an_id(source, tmp_path):
    told = json.loads(made("cytoscape", source, tmp_path).read_text(encoding="utf-8"))["elements"]
    contract = next(n["data"] for n in told["nodes"] if n["data"]["kind"] == "contract")
    assert contract["contract_value"] == 2.0e9
    ids = [e["data"]["id"] for group in told.values() for e in group]
    assert len(ids) == len(set(ids)) and all(isinstance(i, str) for i in ids)


@given(text=TEXT)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_csv_is_read_by_csv_and_pandas_and_runs_nothing(text, hostile, tmp_path):
    source = hostile(text)
    folder, graph = made("csv", source, tmp_path), source.graph()
    for name, size in (("nodes.csv", graph.number_of_nodes()), ("edges.csv", graph.number_of_edges())):
        content = (folder / name).read_bytes().decode("utf-8")
        lines = list(csv.DictReader(io.StringIO(content, newline="")))
        frame = pd.read_csv(folder / name, dtype=str, keep_default_na=False)
        assert len(lines) == len(frame) == size
        for cell in (c for line in lines for c in line.values()):
            assert not cell.startswith(("=", "@", "\t", "\r"))
            assert not cell.startswith(("+", "-")) or math.isfinite(float(cell))
        if name == "nodes.csv":
            for line in lines:
                wanted = str(graph.nodes[line["id"].removeprefix("'")]["label"])
                assert line["label"] in (wanted, f"'{wanted}")


def test_numbers_of_csv_stay_numbers(source, tmp_path):
    edges = pd.read_csv(made("csv", source, tmp_path) / "edges.csv")
    scores = edges[edges.relation == "TENSION"]
    assert scores.value.min() < 0 < scores.value.max()
    assert set(edges.type) == {"Directed"}
    assert "SANCTION" in set(edges["class"]) | {"SANCTION"} and edges["class"].notna().any()


@given(text=TEXT)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stix2_parses_the_bundle(text, hostile, tmp_path):
    path = made("stix", hostile(text), tmp_path)
    bundle = stix2.parse(path.read_text(encoding="utf-8"), allow_custom=False)
    ids = {thing.id for thing in bundle.objects}
    assert len(ids) == len(bundle.objects)
    for thing in bundle.objects:
        refs = [thing.get(k) for k in ("source_ref", "target_ref", "created_by_ref")]
        assert {r for r in (*refs, *thing.get("object_refs", ())) if r} <= ids
        assert all(
            "url" not in r or r["url"].startswith("http") for r in thing.get("external_references", ())
        )


def test_stix_tells_what_was_not_done_apart_and_what_is_contested(source, tmp_path):
    told = json.loads(made("stix", source, tmp_path).read_text(encoding="utf-8"))["objects"]
    labels = [set(t.get("labels", ())) for t in told if t["type"] == "relationship"]
    assert labels and not any({"planned", "possible", "denied"} & each for each in labels)
    assert any("planned" in t.get("labels", ()) for t in told if t["type"] == "note")
    (opinion,) = [t for t in told if t["type"] == "opinion"]
    assert "quantity" in opinion["explanation"] and "value" in opinion["explanation"]
    times = [t for t in told if "stop_time" in t]
    assert all(t["start_time"] < t["stop_time"] for t in times)
    reports = [t for t in told if t["type"] == "report"]
    assert len(reports) == 4 and all(r["published"] and r["object_refs"] for r in reports)


# Which properties the FollowTheMoney schemas that are used have, and of what schema an entity they name is.
FTM = {
    "PublicBody": {"name", "country"}, "Organization": {"name", "country"}, "LegalEntity": {"name", "country"},
    "Person": {"name", "country", "position"},
    "Article": {"fileName", "name", "title", "publisher", "sourceUrl", "publishedAt", "bodyText"},
    "Event": {"name", "involved", "summary", "startDate", "endDate", "proof", "publisher", "recordId"},
    "UnknownLink": {"subject", "object", "role", "summary", "startDate", "endDate", "proof", "publisher", "recordId"},
    "Membership": {"member", "organization", "role", "summary", "startDate", "endDate", "proof", "publisher", "recordId"},
    "Contract": {"name", "title", "type", "status", "authority", "contractDate", "amount", "currency", "summary"},
    "ContractAward": {"contract", "supplier", "amount", "currency", "proof", "publisher", "recordId"},
}  # fmt: skip
FTM_REQUIRED = {
    "UnknownLink": {"subject", "object"}, "Membership": {"member", "organization"}, "Contract": {"title"},
    "ContractAward": {"contract", "supplier"}, "Article": {"fileName"},
}  # fmt: skip
ACTORS = {"PublicBody", "Organization", "LegalEntity", "Person"}
FTM_RANGE = {
    "involved": ACTORS, "subject": ACTORS, "object": ACTORS, "member": ACTORS, "supplier": ACTORS, "authority": ACTORS,
    "organization": {"Organization", "PublicBody"}, "contract": {"Contract"}, "proof": {"Article"},
}  # fmt: skip


@given(text=TEXT)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_follow_the_money_entities_fit_their_schemas(text, hostile, tmp_path):
    lines = made("ftm", hostile(text), tmp_path).read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    entities = [json.loads(line) for line in lines]
    schemas = {e["id"]: e["schema"] for e in entities}
    assert len(schemas) == len(entities)
    for entity in entities:
        told = entity["properties"]
        assert set(told) <= FTM[entity["schema"]]
        assert FTM_REQUIRED.get(entity["schema"], {"name"}) <= set(told)
        assert all(v and isinstance(v, str) for values in told.values() for v in values)
        for name in told.keys() & FTM_RANGE.keys():
            assert {schemas[ref] for ref in told[name]} <= FTM_RANGE[name]
        for name in told.keys() & {"startDate", "endDate", "contractDate", "publishedAt"}:
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", v) for v in told[name])


@pytest.mark.parametrize("name", SCORED)
def test_the_same_graph_gives_the_same_bytes_in_any_order(name, invented, source, tmp_path):
    frames = type(invented.frames)(
        *(getattr(invented.frames, f).iloc[::-1] for f in invented.frames.__dataclass_fields__)
    )
    turned = Scored(frames, source.tensions[::-1], source.alignments[::-1], source.pressures, source.as_of)
    for folder, told in (("a", source), ("b", turned)):
        made(name, told, tmp_path / folder)
    one, other = (sorted(p for p in (tmp_path / f).rglob("*") if p.is_file()) for f in "ab")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def test_a_text_is_made_legal_and_no_more(hostile, tmp_path):
    text = "Türkiye 安卡拉 🛰 \u202e"
    graph = hostile(text).graph()
    assert graph.nodes["ALD"]["label"].startswith(legal(text))
    assert date(2019, 7, 15).isoformat() == graph.graph["as_of"]
