from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.analysis.tension import tension

DAY = date(2020, 1, 1)
AS_OF = DAY + timedelta(days=400)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
events = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.integers(0, 400),
            "score": st.floats(-10, 10).map(lambda x: round(x, 3)),
            "confidence": st.sampled_from([0.3, 0.5, 1.0]),
            "modality": st.sampled_from(["fact", "planned", "claimed", "possible"]),
            "story": st.sampled_from(["s", "t", "u"]),
            "target": st.sampled_from(["BOR", "CEL"]),
            "type": st.sampled_from(["AGREE", "ACCUSE", "AID"]),
        }
    ),
    min_size=1,
    max_size=8,
)


def values(found):
    return {(d.a, d.b): d.value for d in found}


@quick
@given(rows=events, shift=st.integers(-2000, 2000))
def test_only_ages_matter(make_events, rows, shift):
    later = [row | {"day": row["day"] + shift} for row in rows]
    moved = values(tension(make_events(*later), as_of=AS_OF + timedelta(days=shift), draws=0))
    assert moved == pytest.approx(values(tension(make_events(*rows), as_of=AS_OF, draws=0)), abs=1e-12)


@quick
@given(rows=events, half_life=st.floats(1, 1000))
def test_weights_halve_after_the_half_life(make_events, rows, half_life):
    table = make_events(*rows)
    days = int(half_life)
    now, later = (tension(table, as_of=AS_OF + timedelta(days=d), half_life=days, draws=0) for d in (0, days))
    assert [d.volume for d in later] == pytest.approx([d.volume / 2 for d in now], rel=1e-12)


@quick
@given(rows=events)
def test_contributions_and_prior_sum_to_the_value(make_events, rows):
    for dyad in tension(make_events(*rows), as_of=AS_OF, prior=1.5, draws=50):
        assert dyad.prior + sum(c.value for c in dyad.contributions) == pytest.approx(dyad.value, abs=1e-12)
        assert -1 <= dyad.lo <= dyad.hi <= 1
        assert -1 <= dyad.value <= 1


@quick
@given(rows=events)
def test_turning_every_score_turns_the_tension(make_events, rows):
    turned = [row | {"score": -row["score"]} for row in rows]
    plain, other = (values(tension(make_events(*r), as_of=AS_OF, draws=0)) for r in (rows, turned))
    assert other == pytest.approx({pair: -value for pair, value in plain.items()}, abs=1e-12)


@quick
@given(rows=events, which=st.integers(0, 7))
def test_copying_a_report_inside_its_story_changes_nothing(make_events, rows, which):
    row = rows[which % len(rows)]
    alone = [r for r in rows if r is row or (r["story"], r["target"], r["type"], r["day"]) != (
        row["story"], row["target"], row["type"], row["day"]
    )]  # fmt: skip
    plain, copied = (tension(make_events(*r), as_of=AS_OF, draws=0) for r in (alone, [*alone, row]))
    assert values(copied) == pytest.approx(values(plain), abs=1e-12)
    assert [d.n_eff for d in copied] == pytest.approx([d.n_eff for d in plain], abs=1e-9)


@quick
@given(rows=events, score=st.floats(-10, 10))
def test_a_new_event_draws_the_mean_to_itself(make_events, rows, score):
    before = tension(make_events(*rows), as_of=AS_OF, pairs=[("ARD", "BOR")], draws=0)[0]
    added = [*rows, {"day": 400, "score": score, "target": "BOR", "story": "new"}]
    after = tension(make_events(*added), as_of=AS_OF, pairs=[("ARD", "BOR")], draws=0)[0]
    assert (after.value - before.value) * (-score / 10 - before.value) >= -1e-15


@quick
@given(rows=events)
def test_names_do_not_matter(make_events, rows):
    names = {"ARD": "XAN", "BOR": "WUL", "CEL": "YOR"}
    renamed = [row | {"source": "XAN", "target": names[row["target"]]} for row in rows]
    plain = values(tension(make_events(*rows), as_of=AS_OF, draws=0))
    other = values(tension(make_events(*renamed), as_of=AS_OF, draws=0))
    assert other == pytest.approx(
        {tuple(sorted((names[a], names[b]))): value for (a, b), value in plain.items()}, abs=1e-12
    )
