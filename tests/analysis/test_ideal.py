import numpy as np
import pandas as pd
import pytest

from detente.analysis.ideal import folded_quantile, ideal_distance, ideal_distances
from detente.analysis.panel_dyads import alignment_panel
from detente.queries.registers import Registers

TOLD = pd.DataFrame(
    [
        ["A", 2018, 2.0, 1.8, 2.2],
        ["B", 2018, -0.5, -0.6, -0.4],
        ["C", 2018, 1.99, 1.7, 2.3],
        ["A", 2017, 0, 0, 0],
    ],
    columns=["state", "year", "value", "low", "high"],
)


def test_distance_and_its_interval():
    got = ideal_distance(TOLD, "A", "B", 2018)
    assert (got.value, got.status, got.interval) == (2.5, "ok", "independent_approximation")
    assert (got.lo, got.hi) == pytest.approx((2.5 - np.hypot(0.2, 0.1), 2.5 + np.hypot(0.2, 0.1)), abs=1e-6)
    assert ideal_distance(TOLD, "B", "A", 2018).value == got.value


def test_states_that_cannot_be_told_apart_have_an_interval_at_zero():
    got = ideal_distance(TOLD, "A", "C", 2018)
    assert 0 <= got.lo < 0.05 < got.hi


def test_no_estimate():
    got = ideal_distance(TOLD, "A", "B", 2017)
    assert got.status == "no_estimate"
    assert np.isnan([got.value, got.lo, got.hi]).all()


def test_a_folded_quantile_is_that_of_drawn_distances():
    drawn = np.abs(np.random.default_rng(3).normal(0.3, 0.5, size=200_000))
    for share in (0.05, 0.5, 0.95):
        assert float(folded_quantile(0.3, 0.5, share)) == pytest.approx(np.quantile(drawn, share), abs=0.01)


def test_all_pairs_are_the_single_ones():
    told = ideal_distances(TOLD, 2018)
    assert told[["a", "b"]].values.tolist() == [["A", "B"], ["A", "C"], ["B", "C"]]
    one = ideal_distance(TOLD, "A", "C", 2018)
    assert told.iloc[1][["value", "lo", "hi"]].tolist() == pytest.approx([one.value, one.lo, one.hi])


def test_in_the_panel():
    frames = Registers(estimates=TOLD)
    got = alignment_panel(frames, source="unga", year=2018, metric="ideal_distance", pair=("B", "A"))
    assert (got["value"][0], got["reason"][0]) == (2.5, None)
    assert len(alignment_panel(frames, source="unga", year=2018, metric="ideal_distance")) == 3
    lost = alignment_panel(frames, source="unga", year=2018, metric="ideal_distance", pair=("A", "Z"))
    assert lost["reason"][0] == "no_estimate"
