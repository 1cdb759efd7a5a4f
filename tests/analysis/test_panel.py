import importlib.util

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.panel import SIX, similarity_panel, why_missing
from detente.analysis.panel_kernel import packed, pairs
from detente.analysis.similarity import MEASURES, joint_table, measures, reason, s_weighted, similarity

several = settings(max_examples=25, deadline=None)
rows = st.lists(st.lists(st.integers(-1, 3), min_size=7, max_size=7), min_size=3, max_size=5)
needs_numba = pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba, the extra fast")


def by_dyad(portfolio, metric):
    n = len(portfolio)
    return [
        [float(measures(joint_table(portfolio[i], portfolio[j], 4))[metric]) for j in range(n)]
        for i in range(n)
    ]


@several
@given(rows)
def test_the_panel_is_the_measure_of_each_dyad(portfolio):
    got = similarity_panel([portfolio], 4, MEASURES, min_n=1, engine="numpy")
    for metric in MEASURES:
        assert got.values[metric][0] == pytest.approx(
            np.array(by_dyad(portfolio, metric)), abs=1e-12, nan_ok=True
        )


@several
@given(rows)
def test_the_kernel_as_it_stands_agrees_with_numpy(portfolio):
    levels = np.array(portfolio, dtype=np.int8)
    out, n = np.empty((len(MEASURES), *2 * levels.shape[:1])), np.empty(2 * levels.shape[:1], dtype=np.int32)
    pairs(packed(levels, 4), np.arange(len(MEASURES)), out, n)
    told = similarity_panel([portfolio], 4, MEASURES, min_n=0, engine="numpy")
    assert (n == told.n[0]).all()
    for metric, values in zip(MEASURES, out, strict=True):
        assert values == pytest.approx(told.values[metric][0], abs=1e-9, nan_ok=True)


@needs_numba
def test_the_compiled_kernel_agrees_with_numpy():
    draw = np.random.default_rng(5)
    years = [draw.integers(-1, 4, size=(23, targets)) for targets in (1, 64, 65, 200)]
    weights = [draw.random(one.shape[1]) for one in years]
    names = (*MEASURES, "s_weighted", "s_weighted_squared")
    fast, plain = (
        similarity_panel(years, 4, names, weights=weights, engine=engine) for engine in ("numba", "numpy")
    )
    assert (fast.n == plain.n).all()
    for metric in names:
        assert fast.values[metric] == pytest.approx(plain.values[metric], abs=1e-9, nan_ok=True)


def test_a_tight_memory_changes_nothing():
    years = [np.random.default_rng(6).integers(-1, 3, size=(75, 30))]
    wide, tight = (similarity_panel(years, 3, engine="numpy", memory=m) for m in (1 << 30, 1))
    assert all((np.nan_to_num(wide.values[m]) == np.nan_to_num(tight.values[m])).all() for m in SIX)


@several
@given(rows, st.lists(st.integers(0, 5), min_size=7, max_size=7))
def test_weighted_s_of_the_panel_is_that_of_the_pair(portfolio, weights):
    got = similarity_panel(
        [portfolio], 4, ["s_weighted", "s_weighted_squared"], weights=[weights], min_n=0, engine="numpy"
    )
    for i, x in enumerate(portfolio):
        for j, z in enumerate(portfolio):
            for name, squared in (("s_weighted", False), ("s_weighted_squared", True)):
                expected = s_weighted(x, z, 4, weights, squared=squared)
                assert got.values[name][0, i, j] == pytest.approx(expected, abs=1e-12, nan_ok=True)


@several
@given(rows, st.randoms(use_true_random=False))
def test_renaming_states_and_targets_changes_nothing(portfolio, random):
    states, targets = list(range(len(portfolio))), list(range(7))
    random.shuffle(states)
    random.shuffle(targets)
    other = np.array(portfolio)[states][:, targets]
    one, two = (similarity_panel([p], 4, MEASURES, engine="numpy").values for p in (portfolio, other))
    for metric in MEASURES:
        assert two[metric][0] == pytest.approx(one[metric][0][np.ix_(states, states)], abs=1e-12, nan_ok=True)


def test_degenerate_pairs_have_a_reason():
    same, none = [1] * 6, [-1] * 6
    got = similarity_panel([[same, same, none]], 3, MEASURES, engine="numpy")
    for metric in MEASURES:
        value, n = got.values[metric][0, 0, 1], int(got.n[0, 0, 1])
        status = similarity(same, same, 3, metric).status
        assert (status == "ok") == (value == value)
        if status != "ok":
            assert why_missing(metric, n) == status == reason(metric, joint_table(same, same, 3))
        assert np.isnan(got.values[metric][0, 0, 2])
        assert why_missing(metric, int(got.n[0, 0, 2])) == "no_overlap"


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ({"portfolios": [[[0, 4]]], "levels": 4}, "below 4"),
        ({"portfolios": [[[0, 0.5]]], "levels": 4}, "whole"),
        ({"portfolios": [[0, 1]], "levels": 4}, "rows"),
        ({"portfolios": [[[0]], [[0], [1]]], "levels": 2}, "same states"),
        ({"portfolios": [[[0]]], "levels": 1}, "levels"),
        ({"portfolios": [[[0]]], "levels": 2, "metrics": ["cosine"]}, "cosine"),
        ({"portfolios": [[[0]]], "levels": 2, "metrics": ["s_weighted"]}, "weights"),
        ({"portfolios": [[[0]]], "levels": 2, "metrics": ["s_weighted"], "weights": [[1, 2]]}, "2 weights"),
        ({"portfolios": [[[0]]], "levels": 2, "engine": "abacus"}, "abacus"),
    ],
)
def test_what_cannot_be_compared_is_refused(given_, told):
    with pytest.raises(ValueError, match=told):
        similarity_panel(**given_)


def test_no_years_and_no_states():
    assert similarity_panel([], 3).n.shape == (0, 0, 0)
    assert similarity_panel([np.empty((0, 4), dtype=int)], 3).n.shape == (1, 0, 0)
