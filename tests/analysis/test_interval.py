"""The interval of the tension: does it cover the truth as often as it says, and does it widen with age?"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from detente.analysis.shrinkage import Stories, bootstrap_interval, normal_interval
from detente.analysis.tension import tension
from detente.analysis.weights import read_weights

DAY = date(2020, 1, 1)
WEIGHTS = read_weights()
SPREAD, K, DYADS = 5.0, 2.0, 400
KNOWN = {"k": K, "prior": 0.0, "spread": SPREAD, "together": WEIGHTS.together, "level": 0.9}


def simulated(generator, stories, ages):
    """Return the true score of a dyad and what its stories tell of it: one to three acts each, going together."""
    truth = generator.normal(0, SPREAD / np.sqrt(K))
    rows = []
    for _ in range(stories):
        acts = generator.integers(1, 4)
        weight = 2 ** (-generator.uniform(*ages) / 90)
        shared, own = generator.normal(0, SPREAD * np.sqrt(0.5), 2 * acts).reshape(2, acts)
        scores = truth + shared[0] + own
        rows.append((weight * scores.sum(), weight * acts, weight**2 * acts))
    return truth, Stories(*(np.array(column)[:, None] for column in zip(*rows, strict=True)))


def covered(stories, ages, **changed):
    generator = np.random.default_rng(20_000 + stories + int(ages[1]))
    hits = 0
    for seed in range(DYADS):
        truth, told = simulated(generator, stories, ages)
        if stories < 2:
            mean = told.scored.sum() / (told.volume.sum() + K)
            known = {name: KNOWN[name] for name in ("k", "spread", "together", "level")}
            lo, hi = normal_interval(mean, told, **known)
        else:
            lo, hi = bootstrap_interval(told, draws=300, seed=seed, **{**KNOWN, **changed})
        hits += lo <= truth <= hi
    return hits / DYADS


@pytest.mark.parametrize("ages", [(0, 10), (0, 365), (700, 1000)], ids=["fresh", "a year", "long ago"])
@pytest.mark.parametrize("stories", [1, 2, 3, 10, 40])
def test_a_90_percent_interval_covers_the_truth_in_85_to_95_of_100_dyads(stories, ages):
    assert 0.85 <= covered(stories, ages) <= 0.95


def test_the_plain_bootstrap_is_far_too_sure_when_all_weight_has_decayed():
    assert covered(10, (700, 1000), spread=0.0) < 0.2


def test_the_interval_widens_to_that_of_the_prior_as_events_grow_old(make_events):
    events = make_events(*({"type": "ACCUSE", "day": 3 * i} for i in range(6)))
    pair = [("ARD", "BOR")]
    wide = []
    for years in (0, 1, 2, 20):
        at = DAY + timedelta(days=20 + 365 * years)
        (dyad,) = tension(events, as_of=at, pairs=pair)
        wide.append(dyad.hi - dyad.lo)
    (nothing,) = tension(events.iloc[:0], as_of=DAY, pairs=pair)
    assert wide == sorted(wide)
    assert wide[-1] == pytest.approx(nothing.hi - nothing.lo, rel=0.05)
    assert nothing.interval == "normal"


def test_one_story_is_the_limit_of_many(make_events):
    """Without draws for one story, with draws for two of which one has no weight left: nearly the same width."""
    one = make_events({"type": "ACCUSE", "day": 4000})
    two = make_events({"type": "ACCUSE", "day": 4000}, {"type": "AID", "day": 0})
    (alone,), (beside,) = tension(one), tension(two)
    assert (alone.interval, beside.interval) == ("normal", "bayesian_bootstrap")
    assert beside.hi - beside.lo == pytest.approx(alone.hi - alone.lo, rel=0.1)


def test_without_a_prior_only_what_was_told_counts(make_events):
    events = make_events({"type": "ACCUSE"}, {"type": "AID", "day": 1}, {"type": "AGREE", "day": 2})
    (dyad,) = tension(events, k=0)
    assert -1 <= dyad.lo < dyad.value < dyad.hi <= 1
    (nothing,) = tension(events.iloc[:0], as_of=DAY, k=0, pairs=[("ARD", "BOR")])
    assert (nothing.lo, nothing.hi) == (-1, 1)


def test_the_interval_follows_the_assumed_spread(make_events):
    events = make_events({"type": "ACCUSE"}, {"type": "AID", "day": 1})
    narrow, wide = (tension(events, weights=replace(WEIGHTS, score_sd=sd))[0] for sd in (2.0, 6.0))
    assert wide.hi - wide.lo > 1.5 * (narrow.hi - narrow.lo)
