from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.analysis.changes import change_points
from detente.analysis.frames import Rows
from detente.analysis.series import dates, series, series_frame
from detente.analysis.tension import tension
from detente.graph.errors import UsageError

DAY = date(2020, 1, 1)
PAIR = [("ARD", "BOR")]
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def after(days):
    return DAY + timedelta(days=days)


@quick
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {
                "day": st.integers(0, 120),
                "score": st.floats(-10, 10).map(lambda x: round(x, 3)),
                "story": st.sampled_from(["s", "t", "u"]),
                "type": st.sampled_from(["AGREE", "ACCUSE"]),
                "target": st.sampled_from(["BOR", "CEL"]),
            }
        ),
        min_size=1,
        max_size=8,
    ),
    step=st.sampled_from(["day", "week", "month"]),
)
def test_each_point_is_the_tension_of_its_date(make_events, rows, step):
    events = make_events(*rows)
    end = after(130)
    for one in series(events, step=step, as_of=end, draws=20):
        for point in one.points[:: 1 if step == "month" else 9]:
            (dyad,) = tension(events, as_of=point.date, draws=20, pairs=[(one.a, one.b)])
            told = (point.value, point.lo, point.hi, point.n)
            assert told == pytest.approx((dyad.value, dyad.lo, dyad.hi, dyad.n), abs=1e-12)
        assert one.points[-1].date == end
        assert sum(point.fresh for point in one.points) == one.points[-1].n


def test_a_planted_shift_is_found_and_dated_and_marked_once(make_events):
    rows = [{"day": 7 * i, "type": "AGREE" if i < 14 else "SANCTION"} for i in range(28)]
    (one,) = series(make_events(*rows), PAIR, step="week", as_of=after(200), draws=0)
    (shift,) = one.shifts
    assert shift.date == after(7 * 14)
    assert (shift.before, shift.after) == pytest.approx((-0.25, 0.6))
    assert [point.change for point in one.points].count(True) == 1
    assert next(p for p in one.points if p.change).date - shift.date < timedelta(days=7)
    assert (one.status, one.periods) == ("ok", 28)


def test_copies_of_a_story_do_not_make_a_shift_or_move_a_value(make_events):
    rows = [{"day": 7 * i, "type": "AGREE" if i % 2 else "ACCUSE", "story": f"s{i}"} for i in range(20)]
    copies = [*rows, *[rows[8]] * 30]
    plain, copied = (
        series(make_events(*r), PAIR, step="week", as_of=after(150), draws=0)[0] for r in (rows, copies)
    )
    assert [p.value for p in copied.points] == pytest.approx([p.value for p in plain.points], abs=1e-12)
    assert copied.shifts == plain.shifts == ()


def test_few_periods_and_even_ones_have_no_shift(make_events):
    few = series(make_events(*({"day": 7 * i} for i in range(5))), PAIR, step="week", draws=0)[0]
    even = series(make_events(*({"day": 7 * i} for i in range(12))), PAIR, step="week", draws=0)[0]
    assert (few.status, even.status) == ("too_short", "constant")
    assert few.shifts == even.shifts == ()


def test_what_was_reported_later_can_be_left_out_of_each_value(make_events):
    late = {"type": "ACCUSE", "day": 0, "reported_at": after(45), "valid_to": DAY}
    events = make_events(late, {"type": "AGREE", "day": 1})
    now, then = (
        series(events, PAIR, as_of=after(59), as_known_then=known, draws=0)[0].points
        for known in (False, True)
    )
    assert [p.n for p in now] == [2, 2] and [p.n for p in then] == [1, 2]
    assert now[0].value > then[0].value
    assert now[-1].value == pytest.approx(then[-1].value, abs=1e-12)


def test_a_grid_may_start_elsewhere_but_not_after_its_end_nor_be_endless(make_events):
    events = make_events({"day": 0}, {"day": 40})
    (one,) = series(events, PAIR, step="week", since=after(20), draws=0)
    assert one.points[0].date >= after(20) and one.points[0].n == 1
    with pytest.raises(UsageError, match="before it begins"):
        series(events, PAIR, since=after(60))
    with pytest.raises(UsageError, match="longer step"):
        series(events, PAIR, step="day", since=date(1990, 1, 1))
    with pytest.raises(UsageError, match="half_life"):
        series(events, PAIR, half_life=0)


def test_without_events_there_is_no_series_and_an_asked_pair_shows_the_prior(make_events):
    assert series(Rows().events) == []
    assert series_frame([]).empty
    (one,) = series(make_events({"target": "CEL"}), PAIR, step="day", draws=0)
    assert [(p.value, p.n) for p in one.points] == [(0.0, 0)]
    assert len(series_frame([one])) == 1


def test_grids_end_at_their_last_date_and_months_with_the_calendar():
    assert dates(date(2019, 11, 30), date(2020, 2, 29), "month") == (
        date(2019, 11, 30), date(2019, 12, 31), date(2020, 1, 31), date(2020, 2, 29),
    )  # fmt: skip
    assert dates(DAY, after(2), "day") == (DAY, after(1), after(2))


def test_false_alarms_on_shuffled_sequences_stay_near_the_promise():
    generator = np.random.default_rng(7)
    alarms = [
        bool(change_points(generator.normal(0, 3, 26), generator.integers(1, 6, 26) * 1.0, seed=i).changes)
        for i in range(300)
    ]
    assert np.mean(alarms) <= 0.09  # 5 of 100 are promised; the error of 300 runs is 1.3


@pytest.mark.parametrize("gap", [4.0, 8.0])
def test_a_passing_crisis_is_seen_as_two_shifts(gap):
    generator = np.random.default_rng(11)
    found = 0
    for seed in range(20):
        level = generator.normal(0, 1, 36)
        level[12:24] += gap
        found += [c.at for c in change_points(level, np.ones(36), seed=seed).changes] == [12, 24]
    assert found >= 16


@quick
@given(shift=st.floats(-5, 5), scale=st.floats(0.1, 5))
def test_shifts_do_not_hang_on_the_zero_or_the_unit(shift, scale):
    generator = np.random.default_rng(5)
    values = np.concatenate([generator.normal(0, 1, 10), generator.normal(5, 1, 10)])
    plain = [c.at for c in change_points(values, np.ones(20)).changes]
    assert [c.at for c in change_points(values * scale + shift, np.ones(20)).changes] == plain == [10]
