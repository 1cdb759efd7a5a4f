"""Bounds without any one target, against leaving each out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.alignment import METRICS, alignment
from detente.analysis.frames import Rows
from detente.analysis.leave_out import bounds, kappa_without
from detente.analysis.panel_dyads import LEFT_OUT, alignment_panel, portfolio_rows
from detente.analysis.portfolio import Portfolio
from detente.analysis.relations import signed_ties
from detente.analysis.similarity import joint_table, measures
from detente.queries.registers import Registers

LEVELS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=12)


@settings(max_examples=60, deadline=None)
@given(LEVELS)
def test_kappa_without_each_target_is_kappa_of_the_rest(levels):
    x, z = (np.array([pair[side] for pair in levels], dtype=float) for side in (0, 1))
    for i, told in enumerate(kappa_without(x, z).tolist()):
        rest = joint_table(np.delete(x, i).astype(int), np.delete(z, i).astype(int), 3)
        value = float(measures(rest, ("kappa",))["kappa"])
        assert (np.isnan(told) and np.isnan(value)) or told == pytest.approx(value, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(LEVELS, st.sampled_from(["kappa", "s", "pi_nominal", "a", "s_weighted"]))
def test_bounds_of_a_portfolio_are_those_of_leaving_each_target_out(levels, metric):
    x, z = (np.array([pair[side] for pair in levels], dtype=np.int8) for side in (0, 1))
    names = tuple(f"T{i}" for i in range(len(levels)))
    weights = np.arange(1.0, len(levels) + 1)

    def told(keep, **more):
        held = Portfolio(
            ("A", "B"), tuple(np.array(names)[keep]), np.stack([x, z])[:, keep], 3, weights[keep]
        )
        return portfolio_rows(held, metric, ("t",), min_n=1, draws=0, **more).iloc[0]

    everything = np.arange(len(levels))
    whole = told(everything, leave_out=True)
    single = np.array([told(np.delete(everything, i))["value"] for i in everything])
    if np.isnan(whole["value"]) or np.isnan(single).all():
        assert np.isnan(whole[LEFT_OUT[0]])
    else:
        wanted = np.nanmin(single), np.nanmax(single)
        assert (whole[LEFT_OUT[0]], whole[LEFT_OUT[1]]) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("metric", METRICS)
def test_the_alignment_of_articles_names_the_target_that_it_hangs_on(make_rows, metric):
    def acts(pairs):
        return make_rows(
            events=[
                {"fact": f"{a}{b}{n}", "source": a, "target": b, "type": kind}
                for a, b, kind in pairs
                for n in range(3)
            ]
        )

    common = [(a, b, "AID") for a in ("AAA", "BBB") for b in ("CCC", "DDD")]
    told = acts([*common, ("AAA", "EEE", "AID"), ("BBB", "EEE", "COERCE")])
    ties = signed_ties(told)
    (one,) = [
        d for d in alignment(told, ties=ties, metric=metric, leave_out=True) if (d.a, d.b) == ("AAA", "BBB")
    ]
    assert one.left_out is not None
    assert one.left_out.least < one.value < one.left_out.most
    if metric != "kappa":  # which looks at the margins too
        assert (one.left_out.least, one.left_out.most) == (0.0, 0.5)
        assert (one.left_out.least_without, one.left_out.most_without) == (("CCC", "DDD"), ("EEE",))
    assert all(d.left_out is None for d in alignment(told, ties=ties, metric=metric))


def test_votes_without_one_roll_call():
    table = [9, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 0, *[0] * 4]
    frames = Registers(votes=pd.DataFrame({"a": ["A"], "b": ["B"], "year": [1990], "table": [table]}))
    (row,) = alignment_panel(frames, source="unga", year=1990, metric="agreement", leave_out=True).to_dict(
        "records"
    )
    assert (row["value"], row["left_out_lo"], row["left_out_hi"]) == (13 / 14, 12 / 13, 1.0)
    assert LEFT_OUT[0] not in alignment_panel(frames, source="unga", year=1990)


def test_nothing_to_leave_out():
    assert bounds(np.array([np.nan]), ["A"]) is None
    assert alignment(Rows(), leave_out=True) == []
