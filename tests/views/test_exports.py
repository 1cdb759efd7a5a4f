"""Exchange graph, GraphML, GEXF and tables: every value survives, nothing dangerous is written."""

import csv
import io
import json
import math
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.views.gexf import gexf_bytes
from detente.views.graphml import graphml_bytes
from detente.views.graphs import exchange_graph, sanitised
from detente.views.tables import alignment_csv, csv_text, facts_jsonl, tension_csv

TEXT = st.text(st.characters(codec=None), max_size=12)
VALUE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(),
    TEXT,
    st.dates(),
    st.lists(TEXT, max_size=3),
)
ATTRS = st.dictionaries(
    st.sampled_from(["label", "kind", "value", "note", "start", "end", "weight"]), VALUE, max_size=5
)


@st.composite
def graphs(draw):
    nodes = draw(st.lists(TEXT, min_size=1, max_size=5, unique=True))
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((n, draw(ATTRS)) for n in nodes)
    for i in range(draw(st.integers(0, 6))):
        ends = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
        graph.add_edges_from([(*ends, f"k{i}{draw(TEXT)}", draw(ATTRS))])
    return graph


def keyed(graph):
    return {(a, b, d.get("key", key)): d for a, b, key, d in graph.edges(keys=True, data=True)}


def same(found, wanted):
    if isinstance(wanted, float):
        return math.isclose(float(found), wanted, rel_tol=1e-12)
    return found == wanted


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_graphml_comes_back(graph):
    view = sanitised(graph)
    back = nx.read_graphml(io.BytesIO(graphml_bytes(graph)), force_multigraph=True)
    assert set(back.nodes) == set(view.nodes)
    for node, told in view.nodes(data=True):
        assert all(same(back.nodes[node][k], v) for k, v in told.items())
    found, wanted = keyed(back), keyed(view)
    assert set(found) == set(wanted)
    assert all(same(found[e][k], v) for e, told in wanted.items() for k, v in told.items())


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_gexf_comes_back(graph):
    for *_, told in graph.edges(data=True):  # Gephi's own fields have types of their own
        told["weight"] = 1.5
    view = sanitised(graph)
    back = nx.read_gexf(io.BytesIO(gexf_bytes(graph)))
    back = nx.MultiDiGraph(back)
    assert set(back.nodes) == set(view.nodes)
    for node, told in view.nodes(data=True):
        assert all(
            same(back.nodes[node][k], v)
            for k, v in told.items()
            if k not in ("start", "end", "weight", "label")
        )
    assert sorted((a, b) for a, b in back.edges()) == sorted((a, b) for a, b in view.edges())
    if back.number_of_edges() and isinstance(nx.read_gexf(io.BytesIO(gexf_bytes(graph))), nx.MultiDiGraph):
        for a, b, key, told in view.edges(keys=True, data=True):
            own = ("start", "end", "label", "key")
            assert all(same(back.edges[a, b, key][k], v) for k, v in told.items() if k not in own)


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_sanitising_twice_changes_nothing(graph):
    once = sanitised(graph)
    assert graphml_bytes(once) == graphml_bytes(graph)
    for _, told in (*once.nodes(data=True), *((None, d) for *_, d in once.edges(data=True))):
        assert all(type(v) in (str, int, float, bool) for v in told.values())


@pytest.fixture(scope="module")
def graph(invented):
    frames, tensions, alignments, pressures, _, as_of = invented.args
    return exchange_graph(frames, tensions, alignments, pressures, as_of)


def test_the_exchange_graph_holds_what_was_read(graph):
    relations = {d["relation"] for *_, d in graph.edges(data=True)}
    assert relations == {"EVENT", "BUYS", "SELLS", "MEMBER_OF", "RIVAL_OF", "TENSION", "ALIGNMENT"}
    kinds = {n: d["kind"] for n, d in graph.nodes(data=True)}
    assert kinds["BOR"] == "country" and kinds["Northern Pact"] == "alliance"
    assert sum(k == "contract" for k in kinds.values()) == 1
    assert graph.nodes["BOR"]["pressure"] == pytest.approx(0.533333)


def test_scores_carry_value_sign_weight_and_facts(graph, invented):
    t = next(t for t in invented.tensions if (t.a, t.b) == ("ALD", "BOR"))
    told = graph.edges["ALD", "BOR", "tension:ALD~BOR"]
    assert told["value"] == pytest.approx(t.value, abs=1e-6)
    assert told["weight"] == abs(told["value"]) and told["sign"] == "-"
    assert set(told["facts"].split("; ")) == {c.fact for c in t.contributions}


def test_an_undefined_score_has_its_status_and_no_number(graph):
    told = graph.edges["ALD", "HEL", "alignment:ALD~HEL"]
    assert told["status"] == "no_overlap" and "value" not in told


def test_gexf_follows_the_rules_of_gephi(graph):
    root = ElementTree.fromstring(gexf_bytes(graph))
    space = {"g": "http://www.gexf.net/1.2draft"}
    body = root.find("g:graph", space)
    assert body.get("mode") == "dynamic" and body.get("timeformat") == "date"
    ids = [n.get("id") for n in body.iterfind("g:nodes/g:node", space)]
    edges = list(body.iterfind("g:edges/g:edge", space))
    assert len(set(ids)) == len(ids) and len({e.get("id") for e in edges}) == len(edges)
    assert all(e.get("source") in ids and e.get("target") in ids for e in edges)
    declared = {a.get("id") for a in body.iterfind("g:attributes/g:attribute", space)}
    assert {v.get("for") for v in body.iterfind(".//g:attvalue", space)} <= declared
    dates = [e.get(k) for e in edges for k in ("start", "end") if e.get(k)]
    assert dates and all(len(d) == 10 and d != "None" for d in dates)
    assert all(float(e.get("weight")) >= 0 for e in edges if e.get("weight"))


def test_rows_in_another_order_give_the_same_files(invented, graph):
    frames, *rest = invented.args
    turned = type(frames)(*(getattr(frames, f).iloc[::-1] for f in frames.__dataclass_fields__))
    again = exchange_graph(turned, rest[0][::-1], rest[1][::-1], rest[2], rest[4])
    assert graphml_bytes(again) == graphml_bytes(graph)
    assert gexf_bytes(again) == gexf_bytes(graph)
    assert facts_jsonl(turned) == facts_jsonl(frames)
    assert tension_csv(turned, rest[0][::-1]) == tension_csv(frames, rest[0])


def test_nothing_of_this_machine_is_in_the_graph_files(graph, tmp_path):
    for text in (graphml_bytes(graph).decode(), gexf_bytes(graph).decode()):
        assert "/home" not in text and "/work" not in text and str(tmp_path) not in text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_guarded(text):
    made = csv_text(pd.DataFrame({"t": [text], "n": [-0.5]}))
    row = list(csv.reader(io.StringIO(made)))[1]
    assert row == ["'" + text, "-0.5"]
    assert list(csv.reader(io.StringIO(csv_text(pd.DataFrame({"t": [text]}), guard=False))))[1] == [text]


def test_tension_csv_is_read_by_pandas(invented):
    frame = pd.read_csv(io.StringIO(tension_csv(invented.frames, invented.tensions)))
    assert len(frame) == len(invented.tensions)
    assert frame.value.dtype == float and frame.value.min() < 0 < frame.value.max()
    assert list(frame.a) == sorted(frame.a)


def test_alignment_csv_leaves_undefined_values_empty_with_their_status(invented):
    frame = pd.read_csv(io.StringIO(alignment_csv(invented.frames, invented.alignments)))
    row = frame[(frame.a == "ALD") & (frame.b == "HEL")].iloc[0]
    assert math.isnan(row.value) and row.status == "no_overlap"
    assert frame.prior_facts.notna().any()


def test_facts_jsonl_has_a_fact_a_line_with_exact_quotes(invented):
    texts = {r["article"]: r["text"] for r in invented.frames.articles.to_dict("records")}
    lines = [json.loads(line) for line in facts_jsonl(invented.frames).splitlines()]
    assert len(lines) == len(invented.frames.facts)
    assert len({tuple(line) for line in lines}) == 1  # the same keys in the same order
    origins = [line["origin"] for line in lines]
    assert origins == sorted(origins)
    told = [line for line in lines if line["evidence"]]
    assert told
    for line in told:
        for span in line["evidence"]:
            assert texts[line["source"]["article"]][span["start"] : span["end"]] == span["quote"]


def test_a_lone_surrogate_does_not_stop_the_export(invent):
    broken = invent(lambda text: text + "\ud800")
    for line in facts_jsonl(broken.frames).encode().decode().splitlines():
        json.loads(line)
