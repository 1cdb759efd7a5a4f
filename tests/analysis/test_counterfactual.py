from datetime import date, timedelta
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.analysis.counterfactual import balancing_turns, smallest_change
from detente.analysis.tension import tension
from detente.graph.errors import UsageError

AS_OF = date(2020, 1, 1) + timedelta(days=200)
PAIR = ("ARD", "BOR")
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
acts = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.integers(0, 200),
            "score": st.floats(-10, 10).map(lambda x: round(x, 2)),
            "confidence": st.sampled_from([0.5, 1.0]),
        }
    ),
    min_size=1,
    max_size=5,
)


def value(events):
    return tension(events, as_of=AS_OF, pairs=[PAIR], draws=0)[0].value


def without(events, facts):
    return events[~events["fact"].isin(facts)]


def turned(events, facts):
    return events.assign(
        score=[-s if f in facts else s for f, s in zip(events["fact"], events["score"], strict=True)]
    )


@quick
@given(
    rows=acts, threshold=st.sampled_from([-0.3, 0.0, 0.1, 0.4]), by=st.sampled_from(["removal", "reversal"])
)
def test_no_smaller_set_would_do_and_this_one_does(make_events, rows, threshold, by):
    events = make_events(*rows)
    change = {"removal": without, "reversal": turned}[by]
    found = smallest_change(events, PAIR, threshold=threshold, by=by, as_of=AS_OF)
    high = value(events) > threshold

    def crossed(facts):
        after = value(change(events, facts))
        return after <= threshold + 1e-9 if high else after >= threshold - 1e-9

    names = list(events["fact"])
    least = next((m for m in range(len(names) + 1) if any(map(crossed, combinations(names, m)))), None)
    if least is None:
        assert found.status == "unreachable"
    else:
        assert len(found.acts) == least
        chosen = [fact for act in found.acts for fact in act]
        assert crossed(chosen)
        assert value(change(events, chosen)) == pytest.approx(found.after, abs=1e-9)


def test_copies_of_a_report_go_together(make_events):
    copy = {"type": "SANCTION", "story": "one"}
    events = make_events(copy, copy, copy, {"type": "ACCUSE", "day": 1})
    found = smallest_change(events, PAIR, threshold=0.11)
    assert found.acts == (("f0", "f1", "f2"),)
    assert value(without(events, found.acts[0])) != found.after  # at another date, another number
    assert tension(without(events, found.acts[0]), draws=0)[0].value == pytest.approx(found.after)


def test_a_fact_that_tells_two_acts_takes_both_along(make_events):
    both = {"fact": "f0", "type": "SANCTION"}
    events = make_events(both, both | {"source": "BOR", "target": "ARD"}, {"fact": "f2", "type": "ACCUSE"})
    found = smallest_change(events, PAIR, threshold=0.11)
    assert found.acts == (("f0",),)
    assert found.after == pytest.approx(0.1)


def test_a_neutral_pair_needs_nothing_and_a_prior_cannot_be_taken_away(make_events):
    events = make_events({"type": "ACCUSE"})
    assert smallest_change(events, PAIR).status == "already"
    hopeless = smallest_change(events, PAIR, threshold=0.2, prior=-5.0)
    assert (hopeless.status, hopeless.after) == ("unreachable", pytest.approx(0.5))
    with pytest.raises(UsageError, match="removal"):
        smallest_change(events, PAIR, by="magic")


@pytest.mark.parametrize("signs", [(1, 1, -1), (-1, -1, -1), (1, -1, -1), (1, 1, 1)])
def test_any_one_relation_balances_an_unbalanced_triad_and_nothing_a_balanced_one(signs):
    ties = nx.Graph()
    for (a, b), sign in zip((("A", "B"), ("A", "C"), ("B", "C")), signs, strict=True):
        ties.add_edge(a, b, sign=sign, facts=(a + b,))
    turns = balancing_turns(ties, ("C", "A", "B"))
    balanced = signs[0] * signs[1] * signs[2] > 0
    assert len(turns) == (0 if balanced else 3)
    for turn in turns:
        ((a, b),) = turn.relations
        product = 1
        for edge in ties.edges:
            product *= ties.edges[edge]["sign"] * (-1 if set(edge) == {a, b} else 1)
        assert product > 0


def test_a_triad_without_all_its_signs_is_refused():
    ties = nx.Graph([("A", "B", {"sign": 1}), ("B", "C", {"sign": 0}), ("A", "C", {"sign": 1})])
    with pytest.raises(UsageError, match="sign"):
        balancing_turns(ties, ("A", "B", "C"))
