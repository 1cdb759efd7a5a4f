import csv
import json
import os
from itertools import combinations, product
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.balance import balance, node_balance, signed_matrix, triad_census
from detente.analysis.frustration import frustration

several = settings(max_examples=25, deadline=None)
needs_reference = pytest.mark.skipif(
    "DETENTE_REFERENCE" not in os.environ, reason="the reference folder is not given"
)


def signed(ties):
    return nx.Graph([(a, b, {"sign": sign}) for (a, b), sign in ties.items()])


def made(signs):
    """Return a graph over six nodes from one sign (or 0) a pair."""
    ties = {pair: sign for pair, sign in zip(combinations("ABCDEF", 2), signs, strict=True) if sign}
    return signed(ties)


graphs = st.lists(st.sampled_from([-1, 0, 1]), min_size=15, max_size=15).map(made)


def by_hand(graph):
    """Return the frustration index and the ties of every best split, by trying all splits."""
    nodes, best = sorted(graph), []
    for camps in product([0, 1], repeat=len(nodes)):
        side = dict(zip(nodes, camps, strict=True))
        bad = {
            (min(a, b), max(a, b))
            for a, b, data in graph.edges(data=True)
            if (side[a] == side[b]) != (data["sign"] > 0)
        }
        best.append(bad)
    least = min(map(len, best))
    return least, [bad for bad in best if len(bad) == least]


@several
@given(graphs)
def test_census_and_unbalanced_triads_agree_with_counting(graph):
    counts, odd = [0, 0, 0, 0], set()
    for triad in combinations(sorted(graph), 3):
        pairs = list(combinations(triad, 2))
        if all(graph.has_edge(*pair) for pair in pairs):
            negative = sum(graph.edges[pair]["sign"] < 0 for pair in pairs)
            counts[negative] += 1
            if negative % 2:
                odd.add((*triad, negative))
    got = balance(graph, exact=False)
    assert [got.ppp, got.ppn, got.pnn, got.nnn] == counts
    assert set(got.triads) == odd
    if sum(counts):
        assert got.triangle_balance == pytest.approx((counts[0] + counts[2]) / sum(counts))


@several
@given(graphs)
def test_frustration_and_its_ties_agree_with_trying_all_splits(graph):
    if not graph.edges:
        assert frustration(graph).status == "no_edges"
        return
    least, splits = by_hand(graph)
    got = frustration(graph)
    assert (got.index, got.status) == (least, "ok")
    assert got.normalised == pytest.approx(1 - 2 * least / graph.number_of_edges())
    told = {(e.source, e.target): e.when for e in got.solution}
    always = set.intersection(*splits)
    assert told == {tie: "all" if tie in always else "some" for tie in set.union(*splits)}


@several
@given(graphs, st.sets(st.sampled_from("ABCDEF")), st.permutations("ABCDEF"))
def test_switching_sides_and_renaming_change_no_balance(graph, switched, names):
    other = nx.relabel_nodes(graph, dict(zip("ABCDEF", names, strict=True)))
    for a, b, data in list(other.edges(data=True)):
        other.add_edge(a, b, sign=data["sign"] * (-1) ** ((a in switched) + (b in switched)))
    one, two = balance(graph), balance(other)
    assert one.status == two.status
    for name in ("triangle_balance", "walk_balance", "algebraic_conflict"):
        assert getattr(two, name) == pytest.approx(getattr(one, name), abs=1e-9, nan_ok=True), name
    if one.frustration:
        assert (one.frustration.index, len(one.triads)) == (two.frustration.index, len(two.triads))


def test_two_camps_are_in_balance():
    ties = {p: 1 if (p[0] in "AB") == (p[1] in "AB") else -1 for p in combinations("ABCD", 2)}
    got = balance(signed(ties))
    assert (got.triangle_balance, got.triads, got.frustration.index) == (1.0, (), 0.0)
    assert (got.walk_balance, got.algebraic_conflict) == pytest.approx((1.0, 0.0), abs=1e-12)
    assert node_balance(signed_matrix(signed(ties))[1]) == pytest.approx([1.0] * 4)


def test_nothing_and_too_little_give_reasons():
    empty = balance(nx.Graph())
    assert (empty.status, empty.nodes, empty.frustration) == ("no_edges", 0, None)
    assert np.isnan([empty.triangle_balance, empty.walk_balance, empty.algebraic_conflict]).all()
    pair = balance(signed({("A", "B"): -1}))
    assert (pair.status, pair.negative, pair.walk_balance) == ("no_triads", 1, pytest.approx(1.0))
    assert np.isnan(pair.triangle_balance)


def test_unsigned_ties_and_lone_nodes_are_left_out():
    graph = signed({("A", "B"): 1, ("B", "C"): 1})
    graph.add_edge("A", "C", sign=0)
    graph.add_node("D")
    got = balance(graph)
    assert (got.nodes, got.edges, got.status) == (3, 2, "no_triads")


def test_a_balanced_part_does_not_hide_a_conflict_in_the_largest():
    torn = dict.fromkeys(combinations("ABC", 2), -1)
    assert balance(signed(torn | {("X", "Y"): 1})).algebraic_conflict == pytest.approx(1.0)


def edges_of(path):
    graphs = {}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name, a, b, sign = row.values()
            graphs.setdefault(name, nx.Graph()).add_edge(a, b, sign=int(sign))
    return graphs


@needs_reference
def test_the_tribes_have_their_published_balance():
    folder = Path(os.environ["DETENTE_REFERENCE"]) / "reference"
    got = balance(edges_of(folder / "tribes_edges.csv")["tribes"])
    assert (got.nodes, got.edges, got.negative) == (16, 58, 29)
    assert (got.ppp, got.ppn, got.pnn, got.nnn) == (19, 2, 40, 7)
    assert got.triangle_balance == pytest.approx(0.867647058823529, abs=1e-12)
    assert got.walk_balance == pytest.approx(0.357576105658469, abs=1e-12)
    assert got.algebraic_conflict == pytest.approx(1.040289081157052, abs=1e-12)
    assert (got.frustration.index, got.frustration.normalised) == (7, pytest.approx(0.758620689655172))
    edges = json.loads((folder / "edge_status_reference.json").read_text("utf-8"))["tribes"]
    expected = {tuple(sorted(edge[:2])) for edge in edges["frustrated_in_all_optima"]}
    assert {(e.source, e.target) for e in got.frustration.solution if e.when == "all"} == expected
    assert len(got.frustration.solution) == 7


@needs_reference
def test_the_interstate_windows_of_the_reference_folder():
    shared = Path(os.environ["DETENTE_REFERENCE"])
    told = json.loads((shared / "reference" / "signed_reference_values_even_windows.json").read_text("utf-8"))
    graphs = edges_of(shared / "data" / "signed_cow_doreian_mrvar" / "cow_signed_edges_even_windows.csv")
    assert graphs
    for name, graph in graphs.items():
        expected, (nodes, matrix) = told[name], signed_matrix(graph)
        assert (len(nodes), list(triad_census(matrix))) == (
            expected["n_nonisolated"],
            [expected[x] for x in ("ppp", "ppn", "pnn", "nnn")],
        )
        got = balance(graph, exact=False)
        assert got.triangle_balance == pytest.approx(expected["T"], abs=1e-9)
        assert got.walk_balance == pytest.approx(expected["walk_K"], abs=1e-9)
        assert got.algebraic_conflict == pytest.approx(expected["lambda_min_lcc"], abs=1e-9)
        assert frustration(graph, status=False).index == expected["frustration_L"], name
    frustrated = json.loads((shared / "reference" / "edge_status_reference.json").read_text("utf-8"))["46-49"]
    got = {(e.source, e.target, e.when) for e in frustration(graphs["46-49"]).solution}
    assert got == {
        (*sorted(edge[:2]), when)
        for when in ("all", "some")
        for edge in frustrated[f"frustrated_in_{when}_optima"]
    }
