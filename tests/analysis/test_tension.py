from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from detente.analysis.frames import Rows
from detente.analysis.tension import COLUMNS, tension, tension_frame
from detente.graph.errors import UsageError

DAY = date(2020, 1, 1)
AT_90 = DAY + timedelta(days=90)
WORKED = ((0, -2), (0, -2.2), (30, -5), (60, 3.4), (85, -7))


@pytest.fixture
def worked(make_events):
    rows = [{"day": day, "score": score, "type": f"T{i}"} for i, (day, score) in enumerate(WORKED)]
    return make_events(*rows)


def only(found):
    (one,) = found
    return one


def test_worked_value_is_reproduced_to_the_last_digits(worked):
    got = only(tension(worked, as_of=AT_90, draws=0))
    assert got.value * -10 == pytest.approx(-1.724282618004374, abs=1e-12)
    assert got.volume == pytest.approx(3.385884887825681, abs=1e-12)
    assert got.hostility == pytest.approx(11.9853694829962, abs=1e-12)
    assert got.cooperation == pytest.approx(2.698581788345939, abs=1e-12)
    assert got.ambivalence == pytest.approx(0.367555263359204, abs=1e-12)
    assert got.n_eff == pytest.approx(4.674148590410934, abs=1e-12)
    assert got.prior_share == pytest.approx(0.371341022, abs=1e-9)
    assert got.value_half * -10 == pytest.approx(-1.655968856, abs=1e-9)
    assert got.value_double * -10 == pytest.approx(-1.772411477, abs=1e-9)
    assert [c.value * -10 for c in got.contributions] == pytest.approx(
        [-0.185670511, -0.204237562, -0.584825463, 0.501047060, -1.250596141], abs=1e-9
    )
    assert (got.n, got.status, got.stories) == (5, "ok", 5)


def test_worked_interval_lies_within_the_error_of_its_draws(worked):
    worked["story"] = ["one", "one", "two", "three", "four"]
    got = only(tension(worked, as_of=AT_90, draws=4000, spread=0))
    assert -10 * got.hi == pytest.approx(-3.42, abs=0.15)
    assert -10 * got.lo == pytest.approx(0.26, abs=0.15)
    assert got.interval == "bayesian_bootstrap"


def test_one_story_gives_a_wide_interval_instead_of_a_certain_one(make_events):
    got = only(tension(make_events({"type": "ACCUSE"})))
    assert got.interval == "normal"
    assert got.lo < 0 < got.value < got.hi


def test_classes_polarity_and_modality_weigh_as_published(make_events):
    asked = [{"type": "REQUEST", "polarity": "-"}, {"type": "REQUEST", "polarity": "+"}]
    assert [only(tension(make_events(row), k=0)).value for row in asked] == pytest.approx([0.5, -0.2])
    told = {m: only(tension(make_events({"modality": m}))).volume for m in ("fact", "planned", "possible")}
    assert told == {"fact": 1.0, "planned": 0.5, "possible": 0.25}
    assert tension(make_events({"modality": "denied"})) == []


def test_statements_and_coded_rows_take_the_cameo_root(make_events):
    stated = only(tension(make_events({"type": "CONSULT", "subtype": "010"}), k=0))
    assert (stated.volume, stated.value) == (0.2, 0.0)
    fought = only(tension(make_events({"type": "ASSAULT", "subtype": "190"}), k=0))
    assert fought.value == 1.0
    own = only(tension(make_events({"type": "ASSAULT", "subtype": "190", "score": -4.0}), k=0))
    assert own.value == pytest.approx(0.4)


def test_directed_dyads_are_kept_apart_and_pooled_otherwise(make_events):
    events = make_events({"type": "ACCUSE"}, {"source": "BOR", "target": "ARD", "type": "AGREE"})
    apart = {(d.a, d.b): d.value > 0 for d in tension(events, directed=True)}
    assert apart == {("ARD", "BOR"): True, ("BOR", "ARD"): False}
    assert [(d.a, d.b, d.n) for d in tension(events)] == [("ARD", "BOR", 2)]


def test_only_states_and_alliances_make_dyads(make_events):
    events = make_events(
        {"source_kind": "alliance", "source": "PACT"}, {"target_kind": "organization"}, {"target": "ARD"}
    )
    assert [(d.a, d.b) for d in tension(events)] == [("BOR", "PACT")]


def test_reports_of_one_act_in_one_story_count_once(make_events):
    one = {"type": "ACCUSE", "story": "s"}
    single, triple = (only(tension(make_events(*[one] * n, {"type": "AID"}))) for n in (1, 3))
    for name in ("value", "volume", "n_eff", "lo", "hi", "hostility"):
        assert getattr(single, name) == pytest.approx(getattr(triple, name), abs=1e-12), name
    assert (single.n, triple.n) == (2, 4)


@pytest.mark.parametrize(
    "other", [{"story": "t"}, {"day": 1}, {"type": "REJECT"}, {"source": "BOR", "target": "ARD"}]
)
def test_reports_that_differ_in_story_day_class_or_direction_are_two(make_events, other):
    one = {"type": "ACCUSE", "story": "s"}
    got = only(tension(make_events(one, one | other), half_life=1e12))
    assert got.volume == pytest.approx(2.0)


def test_the_two_times_cut_what_counts(make_events):
    events = make_events(
        {"fact": "early"},
        {"fact": "told late", "reported_at": DAY + timedelta(days=50)},
        {"fact": "late", "day": 40},
        {"fact": "never dated", "reported_at": None},
    )
    assert {c.fact for c in only(tension(events)).contributions} == {
        "early",
        "told late",
        "late",
        "never dated",
    }
    at_20 = only(tension(events, as_of=DAY + timedelta(days=20)))
    assert {c.fact for c in at_20.contributions} == {"early", "told late", "never dated"}
    known = only(tension(events, known_by=DAY + timedelta(days=45)))
    assert {c.fact for c in known.contributions} == {"early", "late"}


def test_dates_come_from_the_middle_the_report_or_nowhere(make_events):
    span = {"valid_from": DAY, "valid_to": DAY + timedelta(days=60), "reported_at": None}
    told = only(tension(make_events(span), as_of=DAY + timedelta(days=60), half_life=30))
    assert told.volume == pytest.approx(0.5)
    none = {"valid_from": None, "valid_to": None}
    by_report = only(tension(make_events(none)))
    assert (by_report.volume, by_report.reported, by_report.undated) == (1.0, 1, 0)
    nowhere = only(tension(make_events(none | {"reported_at": None})))
    assert (nowhere.status, nowhere.undated, nowhere.n) == ("prior_only", 1, 0)


def test_a_plan_counts_from_the_day_it_was_told(make_events):
    plan = {"modality": "planned", "valid_from": DAY + timedelta(days=300), "valid_to": None}
    got = only(tension(make_events(plan)))
    assert (got.as_of, got.volume, got.reported) == (DAY, 0.5, 1)


def test_asked_pairs_without_events_show_the_prior(make_events):
    events = make_events({"type": "ACCUSE"}, {"target": "CEL"})
    found = tension(events, pairs=[("ZET", "ARD"), ("BOR", "ARD")], prior=-1.0)
    assert [(d.a, d.b, d.status) for d in found] == [("ARD", "BOR", "ok"), ("ARD", "ZET", "prior_only")]
    assert found[1].value == found[1].prior == pytest.approx(0.1)
    assert np.isnan(found[1].ambivalence)
    assert found[1].lo < 0.1 < found[1].hi


def test_empirical_bayes_shrinks_less_when_dyads_differ_more(make_events):
    def pull(spread):
        rows = [
            {"target": t, "day": d, "score": s * spread + e}
            for t, s in (("BOR", 1), ("CEL", -1), ("DOV", 0.2))
            for d, e in ((0, 1.0), (1, -1.0), (2, 0.5))
        ]
        return tension(make_events(*rows), k="eb", draws=0)[0].k

    assert pull(8) == 0.25 < pull(1.5) < pull(1)
    assert only(tension(make_events({}), k="eb")).k == 2.0


def test_one_dyad_does_not_depend_on_the_others_or_on_row_order(make_events):
    rows = [
        {"fact": f"f{i}", "target": t, "type": c, "day": i, "story": f"s{i % 4}", "article": f"t{i}"}
        for i, (t, c) in enumerate(zip("BBBCCDDB", ["ACCUSE", "AID", "REJECT", "AGREE"] * 2, strict=True))
    ]
    at = DAY + timedelta(days=30)
    whole = tension(make_events(*rows), as_of=at)
    assert tension(make_events(*rows[::-1]), as_of=at) == whole
    only_b = [row for row in rows if row["target"] == "B"]
    alone, first = only(tension(make_events(*only_b), as_of=at)), whole[0]
    assert (alone.value, alone.lo, alone.hi) == pytest.approx((first.value, first.lo, first.hi), abs=1e-12)


def test_nothing_in_nothing_out():
    assert tension(Rows().events) == []
    frame = tension_frame([])
    assert list(frame.columns) == list(COLUMNS)


def test_frame_has_a_row_a_dyad_and_the_agreed_columns(worked):
    frame = tension_frame(tension(worked, as_of=AT_90))
    assert list(frame.columns) == [
        "a", "b", "value", "lo", "hi", "n", "n_eff", "prior_share", "volume", "hostility", "cooperation",
        "ambivalence", "status",
    ]  # fmt: skip
    assert len(frame) == 1


def test_missing_values_of_any_kind_are_read(make_events):
    events = make_events(
        {"story": None}, {"story": float("nan"), "valid_to": pd.NaT}, {"valid_from": "2020-01-01"}
    )
    got = only(tension(events))
    assert (got.n, got.stories) == (3, 3)


@pytest.mark.parametrize("wrong", [{"half_life": 0.0}, {"half_life": float("nan")}, {"k": -1.0}])
def test_senseless_parameters_are_refused(worked, wrong):
    with pytest.raises(UsageError):
        tension(worked, **wrong)


def test_a_score_of_the_data_set_outweighs_the_class_and_many_reports_weigh_more(make_events):
    rows = [{"type": "AGREE", "score": -8.0, "count": 8}, {"type": "AGREE", "day": 1}]
    got = only(tension(make_events(*rows), k=0, half_life=1e12))
    assert got.volume == pytest.approx(1 + 3 + 1)
    assert got.value == pytest.approx((4 * 8 - 2.5) / 50)
    assert got.prior + sum(c.value for c in got.contributions) == pytest.approx(got.value, abs=1e-12)


def test_rows_of_a_table_are_no_story_and_do_not_share_a_weight(make_events):
    row = {"type": "ACCUSE", "article": "gdelt", "story": "gdelt", "count": 1}
    got = only(tension(make_events(row, row | {"subtype": "112"})))
    assert (got.volume, got.stories) == (2.0, 2)
    bare = row | {"count": None, "quote": None}
    assert only(tension(make_events(bare, bare))).stories == 2
    told = bare | {"quote": "it accused"}
    assert only(tension(make_events(told, told))).volume == 1.0
