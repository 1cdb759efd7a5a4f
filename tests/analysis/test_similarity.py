import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.similarity import (
    MEASURES,
    joint_table,
    measures,
    panel,
    reason,
    s_weighted,
    similarity,
)

# Germany and Russia in 1914: Signorino and Ritter 1999, table 6; values of the same portfolios recomputed
GERMANY = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]
RUSSIA = [0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
CAPABILITY = [0.25, 0.21, 0.2, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02, *[0.01] * 5, *[0] * 6]
IN_1914 = {
    "s": 0.4, "s_squared": 0.444444444444444, "kappa": -0.077586206896552,
    "kappa_linear": -0.071428571428571, "pi_nominal": -0.044776119402985,
    "pi_weighted": -0.086956521739130, "tau_b": 0.030316953129542, "a": -0.04,
}  # fmt: skip
# USA and Mexico in the General Assembly of 1946: joint table of yes, abstain, no
VOTES_1946 = [[17, 2, 5], [0, 0, 2], [9, 1, 2]]
IN_1946 = {
    "s": 0.131578947368421, "s_squared": 0.197368421052632, "kappa": -0.012227074235808,
    "kappa_linear": -0.016207455429498, "pi_nominal": -0.027758007117438,
    "tau_b": 0.014312612220265, "a": -0.013850415512465,
}  # fmt: skip

pair = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=25)
several = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize("metric", sorted(IN_1914))
def test_published_portfolios_of_1914(metric):
    got = similarity(GERMANY, RUSSIA, 4, metric)
    assert got.value == pytest.approx(IN_1914[metric], abs=1e-14)
    assert (got.n, got.status) == (20, "ok")


def test_weighted_s_heeds_the_weights_squared_or_not():
    assert similarity(GERMANY, RUSSIA, 4, "s_weighted", CAPABILITY).value == pytest.approx(-0.46, abs=1e-14)
    even = s_weighted(GERMANY, RUSSIA, 4, [1] * 20, squared=True)
    assert even == pytest.approx(IN_1914["s_squared"], abs=1e-14)
    assert s_weighted(GERMANY, RUSSIA, 4, CAPABILITY, squared=True) != pytest.approx(even, abs=0.01)


def test_the_joint_counts_of_1914():
    assert joint_table(GERMANY, RUSSIA, 4).tolist() == [
        [13, 1, 0, 2],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [3, 1, 0, 0],
    ]


def test_published_votes_of_1946():
    found = measures(VOTES_1946)
    assert {name: float(found[name]) for name in IN_1946} == pytest.approx(IN_1946, abs=1e-14)
    assert float(found["pi_weighted"]) == pytest.approx(-0.017783, abs=5e-7)


@pytest.mark.skipif("DETENTE_REFERENCE" not in os.environ, reason="the reference folder is not given")
def test_the_vote_tables_of_the_reference_folder():
    path = Path(os.environ["DETENTE_REFERENCE"]) / "reference" / "fpsim_check.json"
    dyads = json.loads(path.read_text("utf-8"))["un_dyads"]
    assert len(dyads) >= 25
    tables = np.array([d["tab"] for d in dyads], dtype=float).T.reshape(3, 3, -1)
    found = measures(tables)
    names = {"S_abs": "s", "S_sq": "s_squared", "kappa_sq": "kappa", "kappa_lin": "kappa_linear",
             "pi": "pi_nominal", "taub": "tau_b", "bcai": "a"}  # fmt: skip
    for theirs, ours in names.items():
        assert found[ours] == pytest.approx([d[theirs] for d in dyads], abs=1e-9), theirs


def test_portfolios_that_allow_no_answer_say_why():
    assert similarity([1, 1], [1, 1], 3).status == "zero_chance_disagreement"
    assert similarity([1, 1], [1, 1], 3, "pi_nominal").status == "zero_chance_disagreement"
    assert similarity([1, 1], [0, 1], 3, "tau_b").status == "constant_portfolios"
    assert similarity([-1, 1], [1, -1], 3).status == "no_overlap"
    assert similarity([1, 1], [1, 1], 3, "s_weighted", [0, 0]).status == "no_overlap"
    assert similarity([1, 1], [1, 1], 3, "a").value == 0.0
    assert np.isnan(similarity([1, 1], [1, 1], 3).value)
    assert similarity([0, 0], [2, 2], 3).value == 0.0
    assert reason("kappa", [[1, 1], [0, 0]]) == "ok"


def test_levels_are_given_not_guessed():
    assert similarity([0, 1], [1, 1], 4, "s").value != similarity([0, 1], [1, 1], 2, "s").value
    with pytest.raises(ValueError, match="below 2"):
        similarity([0, 2], [0, 1], 2)
    with pytest.raises(ValueError, match="same"):
        similarity([0, 1], [0, 1, 1], 2)


def test_a_panel_is_the_pairs_one_by_one_missing_entries_included():
    made = np.random.default_rng(7).integers(-1, 3, size=(9, 30))
    found, n = panel(made, 3, min_n=2)
    for i in range(9):
        for j in range(9):
            for metric in MEASURES:
                one = similarity(made[i], made[j], 3, metric)
                assert one.n == n[i, j]
                assert found[metric][i, j] == pytest.approx(one.value, abs=1e-12, nan_ok=True)


def test_a_panel_holds_back_pairs_with_few_targets():
    found, _ = panel([[0, 1, -1], [0, 1, 1], [-1, -1, 1]], 2, ["s"], min_n=2)
    assert np.isnan(found["s"][0, 2])
    assert found["s"][0, 1] == 1.0


@several
@given(pair)
def test_symmetry_target_order_and_level_order_do_not_matter(entries):
    x, z = (np.array(column) for column in zip(*entries, strict=True))
    for metric in MEASURES:
        plain = similarity(x, z, 4, metric)
        for other in (similarity(z, x, 4, metric), similarity(x[::-1], z[::-1], 4, metric),
                      similarity(3 - x, 3 - z, 4, metric)):  # fmt: skip
            assert other.status == plain.status
            assert other.value == pytest.approx(plain.value, abs=1e-12, nan_ok=True)


@several
@given(st.lists(st.integers(0, 3), min_size=2, max_size=25))
def test_everyone_is_like_itself(x):
    assert similarity(x, x, 4, "s").value == 1.0
    kappa = similarity(x, x, 4)
    assert kappa.value == pytest.approx(1.0) if len(set(x)) > 1 else np.isnan(kappa.value)


@several
@given(pair)
def test_kappa_and_pi_equal_their_forms_on_raw_scores(entries):
    x, z = (np.array(column, dtype=float) for column in zip(*entries, strict=True))
    apart = ((x - z) ** 2).mean()
    chance = (x**2).mean() + (z**2).mean() - 2 * x.mean() * z.mean()
    if chance > 1e-9:
        assert similarity(x, z, 4).value == pytest.approx(1 - apart / chance, abs=1e-12)
    spread = np.concatenate([x, z]).var()
    if spread > 1e-9:
        assert similarity(x, z, 4, "pi_weighted").value == pytest.approx(1 - apart / (2 * spread), abs=1e-12)


def test_independence_scores_nothing():
    found = measures(np.outer([2, 3, 5], [1, 4, 5]))
    assert [float(found[m]) for m in ("a", "kappa", "tau_b")] == pytest.approx([0, 0, 0], abs=1e-12)
