import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.brokerage import brokerage
from detente.analysis.dependence import dependence, dependences
from detente.graph.errors import UsageError

several = settings(max_examples=30, deadline=None)
SHARES = {("A", "X"): 6.0, ("A", "Y"): 3.0, ("A", "Z"): 1.0, ("B", "X"): 1.0}
OWED = {("A", "B"): 1.0, ("A", "C"): 0.5}
ODDS = {("X", "B"): 0.2, ("C", "X"): 0.8, ("C", "Y"): 0.4}


def test_concentration_and_rivals_of_allies():
    got = dependence(SHARES, "A", commitment=OWED, rivalry=ODDS)
    assert (got.concentration, got.effective) == (pytest.approx(0.46), pytest.approx(1 / 0.46))
    assert [(t.supplier, t.ally, t.value) for t in got.terms] == [
        ("X", "C", pytest.approx(0.24)), ("Y", "C", pytest.approx(0.06)), ("Z", None, 0.0),
    ]  # fmt: skip
    assert got.rival_weighted == pytest.approx(0.3)
    mean = dependence(SHARES, "A", commitment=OWED, rivalry=ODDS, rule="mean")
    assert mean.rival_weighted == pytest.approx(0.6 * (0.2 + 0.4) / 1.5 + 0.3 * 0.2 / 1.5)


def test_no_supplier_no_value_and_no_ally_no_rival():
    none = dependence(SHARES, "C")
    assert (none.status, none.terms) == ("no_edges", ())
    assert np.isnan([none.concentration, none.effective, none.rival_weighted]).all()
    assert dependence(SHARES, "B").rival_weighted == 0.0
    with pytest.raises(UsageError):
        dependence(SHARES, "A", rule="least")


@several
@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=8), st.floats(0.1, 50))
def test_the_scale_of_imports_does_not_matter(values, scale):
    shares = {("A", f"S{i}"): value for i, value in enumerate(values)}
    (one,) = dependences(shares)
    (other,) = dependences({pair: value * scale for pair, value in shares.items()})
    assert one.concentration == pytest.approx(other.concentration)
    assert 1 / len(values) - 1e-12 <= one.concentration <= 1 + 1e-12
    assert sum(term.share for term in one.terms) == pytest.approx(1.0)


def test_brokerage_with_weights_goes_through_strong_ties():
    ties = [("A", "B", 4.0), ("B", "C", 4.0), ("A", "C", 1.0), ("C", "D", 1.0)]
    graph = nx.Graph([(a, b, {"sign": 1, "strength": w}) for a, b, w in ties])
    graph.add_edge("A", "D", sign=-1, strength=9.0)
    graph.add_node("E")
    plain, heavy = (brokerage(graph, weight=w).set_index("node") for w in (None, "strength"))
    assert plain.loc["B", "betweenness"] == 0.0
    assert heavy.loc["B", "betweenness"] > 0.0
    assert plain.loc["C", "katz"] == plain["katz"].max()
    assert (plain["katz"] ** 2).sum() == pytest.approx(1.0)
    assert np.isnan(plain.loc["E", "constraint"])
