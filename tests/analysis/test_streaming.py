from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.analysis.streaming import COLUMNS, StreamingTension
from detente.analysis.tension import tension, tension_frame
from detente.graph.errors import UsageError

DAY = date(2020, 1, 1)
AS_OF = DAY + timedelta(days=500)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
stream = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.integers(0, 400),
            "score": st.floats(-10, 10).map(lambda x: round(x, 3)),
            "confidence": st.sampled_from([0.3, 1.0]),
            "modality": st.sampled_from(["fact", "claimed", "denied"]),
            "story": st.sampled_from(["s", "t"]),
            "source": st.sampled_from(["ARD", "BOR"]),
            "target": st.sampled_from(["BOR", "CEL", "ARD"]),
            "type": st.sampled_from(["AGREE", "ACCUSE"]),
            "count": st.sampled_from([None, None, 4]),
        }
    ),
    min_size=1,
    max_size=14,
)


def compared(kept, events, **options):
    whole = tension_frame(tension(events, as_of=AS_OF, draws=0, **options))
    told = kept.frame(AS_OF)
    assert list(zip(told["a"], told["b"], strict=True)) == list(zip(whole["a"], whole["b"], strict=True))
    for name in COLUMNS[2:]:
        expected, got = whole[name].to_numpy(dtype=float), told[name].to_numpy(dtype=float)
        assert got == pytest.approx(expected, abs=1e-12, nan_ok=True), name
    for row in whole.itertuples():
        assert kept.value(row.a, row.b, AS_OF) == pytest.approx(row.value, abs=1e-12)


@quick
@given(rows=stream, data=st.data(), directed=st.booleans(), half_life=st.sampled_from([7.0, 90.0]))
def test_any_cut_of_any_order_gives_what_all_at_once_gives(make_events, rows, data, directed, half_life):
    events = make_events(*rows)
    shuffled = events.iloc[data.draw(st.permutations(range(len(rows))))]
    cuts = sorted({0, len(rows), *data.draw(st.lists(st.integers(0, len(rows)), max_size=4))})
    kept = StreamingTension(directed=directed, half_life=half_life, prior=0.7)
    for first, last in pairwise(cuts):
        kept.update(shuffled.iloc[first:last])
    compared(kept, events, directed=directed, half_life=half_life, prior=0.7)


def test_a_later_copy_shares_the_weight_of_its_act(make_events):
    one = {"type": "ACCUSE", "story": "s", "day": 3}
    events = make_events(one, {"type": "AID", "day": 50}, one, one | {"confidence": 0.5})
    kept = StreamingTension()
    for i in range(len(events)):
        kept.update(events.iloc[i : i + 1])
    compared(kept, events)


def test_many_dyads_and_days(make_events):
    generator = np.random.default_rng(1)
    names = [f"S{i:02d}" for i in range(60)]
    rows = [
        {
            "fact": f"f{i:04d}", "day": int(generator.integers(0, 480)), "score": float(generator.normal(0, 4)),
            "source": names[generator.integers(0, 60)], "target": names[generator.integers(0, 60)],
            "story": f"s{generator.integers(0, 300)}",
        }
        for i in range(3000)
    ]  # fmt: skip
    events = make_events(*rows)
    kept = StreamingTension()
    for first in range(0, 3000, 500):
        kept.update(events.iloc[first : first + 500])
    assert len(kept) > 1000 and kept.nbytes > 0
    compared(kept, events)


def test_forgotten_acts_stay_in_the_sums_and_their_places_are_used_again(make_events):
    old = {"type": "ACCUSE", "story": "s"}
    events = make_events(old, old | {"day": 300}, old | {"day": 301}, old)
    kept, all_kept = StreamingTension(remember=30), StreamingTension()
    for i in range(4):
        kept.update(events.iloc[i : i + 1])
        all_kept.update(events.iloc[i : i + 1])
    assert kept.value("ARD", "BOR", AS_OF) > all_kept.value(
        "ARD", "BOR", AS_OF
    )  # the copy of day 0 counted anew
    compared(all_kept, events)


def test_the_past_cannot_be_asked_for_and_the_unknown_has_the_prior(make_events):
    kept = StreamingTension(prior=-1.0)
    assert kept.update(make_events({"modality": "denied"})) == 0
    kept.update(make_events({"day": 10}, {"valid_from": None, "valid_to": None, "reported_at": None}))
    assert kept.undated == 1
    assert kept.value("XAN", "ZET", AS_OF) == pytest.approx(0.1)
    with pytest.raises(UsageError, match="before the latest"):
        kept.frame(DAY)
    with pytest.raises(UsageError, match="half_life"):
        StreamingTension(half_life=0)
