import time
from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.balance import balance
from detente.analysis.balance_file import read_signed_edges
from detente.analysis.blocs import adjusted_rand, blocs
from detente.analysis.frustration import frustration, local_search
from detente.analysis.frustration_cuts import tightened
from detente.analysis.frustration_model import model, solve
from detente.analysis.kbloc import k_bloc
from detente.analysis.permutation import sign_permutation
from detente.graph.errors import DetenteError, InputRejected, UsageError

several = settings(max_examples=20, deadline=None)
pairs = list(combinations("ABCDEF", 2))
signs = st.lists(st.sampled_from([-1, 0, 1]), min_size=15, max_size=15)


def signed(ties):
    return nx.Graph([(a, b, {"sign": sign}) for (a, b), sign in ties.items() if sign])


def made(given_):
    return signed(dict(zip(pairs, given_, strict=True)))


def against(graph, side):
    return sum((side[a] == side[b]) != (data["sign"] > 0) for a, b, data in graph.edges(data=True))


def camps(sizes):
    """Return blocs of friends that are foes of all others."""
    member = {f"{chr(65 + k)}{i}": k for k, size in enumerate(sizes) for i in range(size)}
    return signed({(a, b): 1 if member[a] == member[b] else -1 for a, b in combinations(member, 2)})


@several
@given(signs)
def test_the_index_for_any_number_of_blocs_agrees_with_trying_all(given_):
    graph = made(given_)
    got = k_bloc(graph)
    if not graph.edges:
        assert got.status == "no_edges"
        return
    nodes = sorted(graph)
    tried = {}
    for labels in product(range(len(nodes)), repeat=len(nodes)):
        if all(label <= max(labels[:i], default=-1) + 1 for i, label in enumerate(labels)):
            value = against(graph, dict(zip(nodes, labels, strict=True)))
            k = max(labels) + 1
            tried[k] = min(value, tried.get(k, value))
    assert (got.index, got.lo, got.status) == (min(tried.values()), min(tried.values()), "ok")
    assert against(graph, {node: i for i, bloc in enumerate(got.blocs) for node in bloc}) == got.index
    for k in (1, 2, 3):
        best = min(value for size, value in tried.items() if size <= k)
        found = k_bloc(graph, k)
        assert found.lo <= best <= found.index
        if found.status == "ok":
            assert found.index == best


@several
@given(signs, st.permutations("ABCDEF"))
def test_renaming_changes_no_index(given_, names):
    graph = made(given_)
    if not graph.edges:
        return
    other = nx.relabel_nodes(graph, dict(zip("ABCDEF", names, strict=True)))
    assert k_bloc(graph).index == k_bloc(other).index
    assert frustration(graph).index == frustration(other).index


@several
@given(signs, st.lists(st.integers(1, 5), min_size=15, max_size=15))
def test_weighted_frustration_agrees_with_trying_all_splits(given_, weights):
    graph = made(given_)
    for weight, pair in zip(weights, pairs, strict=True):
        if graph.has_edge(*pair):
            graph.edges[pair]["weight"] = weight / 2
    if not graph.edges:
        return
    nodes, splits = sorted(graph), []
    for sides in product([0, 1], repeat=len(nodes)):
        side = dict(zip(nodes, sides, strict=True))
        bad = {
            (a, b) if a < b else (b, a)
            for a, b, d in graph.edges(data=True)
            if (side[a] == side[b]) != (d["sign"] > 0)
        }
        splits.append((sum(graph.edges[tie]["weight"] for tie in bad), bad))
    least = min(value for value, _ in splits)
    best = [bad for value, bad in splits if abs(value - least) < 1e-9]
    got = frustration(graph, weight="weight")
    assert got.index == pytest.approx(least)
    told = {(e.source, e.target): e.when for e in got.solution}
    assert told == {tie: "all" if all(tie in bad for bad in best) else "some" for tie in set.union(*best)}


def test_when_time_runs_out_the_index_has_bounds():
    draw = np.random.default_rng(8)
    ties = {
        pair: int(draw.choice([-1, 1]))
        for pair in combinations([f"n{i:03}" for i in range(60)], 2)
        if draw.random() < 0.4
    }
    got = frustration(signed(ties), time_limit=0.05)
    assert (got.status, got.settled) == ("time_limit", False)
    assert 0 <= got.lo <= got.index == len(got.solution) < len(ties) / 2
    found = k_bloc(signed(ties), time_limit=0.05)
    assert found.status == "time_limit"
    assert found.lo <= found.index


def test_parts_are_solved_by_themselves_and_loops_do_not_count():
    graph = signed(
        dict.fromkeys(combinations("ABC", 2), -1)
        | {("C", "X"): -1}
        | dict.fromkeys(combinations("XYZ", 2), -1)
    )
    graph.add_edge("A", "A", sign=-1)
    graph.add_edge("Q", "R", sign=-1)
    got = frustration(graph)
    assert (got.index, got.status, len(got.solution)) == (2, "ok", 6)
    assert {edge.when for edge in got.solution} == {"some"}


def test_a_local_search_finds_two_camps():
    split = local_search(4, [(0, 1, 1, 1.0), (2, 3, 1, 1.0), (0, 2, -1, 1.0), (1, 3, -1, 1.0)])
    assert split.tolist() == [True, True, False, False]


def test_node_balance_is_one_in_a_balanced_part_and_less_in_a_torn_one():
    graph = signed(dict.fromkeys(combinations("ABC", 2), -1) | dict.fromkeys(combinations("XYZ", 2), 1))
    told = dict(balance(graph).node_balance)
    assert [told[n] for n in "XYZ"] == pytest.approx([1.0] * 3)
    assert 0 < told["A"] < 0.9


@pytest.mark.parametrize("measure", ["triangle_balance", "frustration"])
def test_camps_are_more_balanced_than_chance(measure):
    got = sign_permutation(camps([5, 5]), measure=measure, draws=200)
    assert (got.status, got.p) == ("ok", pytest.approx(1 / 201))
    assert abs(got.z) > 3
    assert got == sign_permutation(camps([5, 5]), measure=measure, draws=200)


def test_a_null_model_that_cannot_tell_says_why():
    assert sign_permutation(nx.Graph()).status == "no_edges"
    assert sign_permutation(signed({("A", "B"): -1})).status == "no_triads"
    assert sign_permutation(camps([4]), draws=20).status == "single_level"
    with pytest.raises(ValueError, match="charm"):
        sign_permutation(camps([3]), measure="charm")


@pytest.mark.parametrize("engine", ["own", "leiden"])
def test_blocs_are_found_again_in_every_run(engine):
    if engine == "leiden":
        pytest.importorskip("leidenalg", reason="the extra leiden")
    got = blocs(camps([6, 5, 4]), engine=engine, runs=8)
    assert [{m.node[0] for m in bloc} for bloc in got.blocs] == [{"A"}, {"B"}, {"C"}]
    assert (got.stability, got.line_index, got.status, got.runs) == (1.0, 0.0, "ok", 8)
    assert all(m.confidence == 1.0 for bloc in got.blocs for m in bloc)


def test_a_node_between_two_blocs_is_less_sure_than_its_fellows():
    graph = camps([5, 5])
    for k in range(5):
        graph.add_edge("Z", f"A{k}", sign=1)
        graph.add_edge("Z", f"B{k}", sign=1)
    got = {m.node: m.confidence for bloc in blocs(graph, runs=60).blocs for m in bloc}
    assert got["Z"] < min(value for node, value in got.items() if node != "Z")


def test_blocs_of_nothing_and_of_one_pair():
    assert blocs(nx.Graph()).status == "no_edges"
    got = blocs(signed({("A", "B"): -1}), runs=3)
    assert [[m.node for m in bloc] for bloc in got.blocs] == [["A"], ["B"]]
    for wrong in ({"engine": "abacus"}, {"runs": 0}):
        with pytest.raises(UsageError):
            blocs(nx.Graph(), **wrong)


@several
@given(st.lists(st.integers(0, 3), min_size=2, max_size=12), st.permutations(range(4)))
def test_adjusted_rand_does_not_mind_the_names_of_blocs(labels, names):
    one, other = np.array(labels), np.array([names[label] for label in labels])
    assert adjusted_rand(one, other) == pytest.approx(1.0)


def table(tmp_path, text):
    path = tmp_path / "ties.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "source,target,sign\nA,B,1\nB,C,-1\n",
        "\ufeffSource;Target;Weight\nA;B;2.5\nB;C;-0.5\n",
        "A\tB\t+\nB\tC\t-\n",
        "# invented\nA B 1\nB C -1\n",
        "sign,to,from\npositive,B,A\nnegative,B,C\n",
        '"id","i","j","sign"\n"x","A","B",1\n"x","C","B",-3\n\n',
    ],
)
def test_tables_of_many_forms_tell_the_same(tmp_path, text):
    graph = read_signed_edges(table(tmp_path, text))
    assert sorted((*sorted((a, b)), d["sign"]) for a, b, d in graph.edges(data=True)) == [
        ("A", "B", 1),
        ("B", "C", -1),
    ]


def test_loops_duplicates_and_contradictions_are_counted(tmp_path):
    text = "source,target,weight\nA,B,1\nB,A,3\nA,A,1\nC,D,1\nD,C,-1\nA,C,0\nB,C,-2\nC,B,1\n"
    graph = read_signed_edges(table(tmp_path, text))
    assert graph.graph["notes"] == {"loops": 1, "zeros": 1, "merged": 3, "cancelled": 1}
    assert {(a, b): (d["sign"], d["weight"]) for a, b, d in graph.edges(data=True)} == {
        ("A", "B"): (1, 2.0), ("B", "C"): (-1, 0.5),
    }  # fmt: skip
    assert "D" in graph


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no ties"),
        ("source,target,sign\nA,B,1\nB,C,maybe\n", "ties.csv:3: 'maybe'"),
        ("source,target,sign\nA,B\n", "ties.csv:2"),
        ("source,target,sign\nA,,1\n", "without target"),
        ("source,target,mood\nA,B,1\n", "sign or weight"),
        ("left,right,sign\nA,B,1\n", "source and target"),
        ("A,B,nan\n", "nan|sign"),
    ],
)
def test_a_broken_table_is_refused_with_its_line(tmp_path, text, told):
    with pytest.raises(InputRejected, match=told):
        list(read_signed_edges(table(tmp_path, text)))


def test_several_networks_in_one_table_are_not_mixed(tmp_path):
    path = table(tmp_path, "period,source,target,sign\n1,A,B,1\n2,A,B,-1\n")
    with pytest.raises(UsageError, match="--where period=1"):
        read_signed_edges(path)
    assert read_signed_edges(path, where={"period": "2"}).edges["A", "B"]["sign"] == -1
    with pytest.raises(UsageError, match="no column"):
        read_signed_edges(path, where={"mood": "2"})
    with pytest.raises(DetenteError):
        read_signed_edges(path.with_name("gone.csv"))


@several
@given(st.lists(st.sampled_from([-1, 1]), min_size=24, max_size=24))
def test_cuts_of_long_cycles_bound_the_index_and_do_not_change_it(given_):
    grid = nx.grid_2d_graph(4, 4)
    ties = sorted((min(4 * a + b, 4 * c + d), max(4 * a + b, 4 * c + d)) for (a, b), (c, d) in grid.edges)
    numbered = [(i, j, sign, 1.0) for (i, j), sign in zip(ties, given_, strict=True)]
    program = model(16, numbered)
    exact = solve(program, 30.0)
    tight, bound = tightened(program, numbered, 100.0, time.monotonic() + 30)
    assert solve(tight, 30.0).value == pytest.approx(exact.value)
    # a grid is planar, and there these cuts say all there is to say
    assert bound == pytest.approx(exact.value, abs=1e-4)
    assert not tight.rows.shape[0] < program.rows.shape[0]
