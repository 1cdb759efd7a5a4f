from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.alignment import METRICS, alignment, alignment_frame, portfolios_from
from detente.analysis.frames import Rows
from detente.analysis.relations import signed_ties
from detente.analysis.similarity import similarity
from detente.graph.errors import UsageError

DAY = date(2020, 1, 1)
LETTERS = "ABCDEF"


@pytest.fixture
def story(make_rows):
    """Two members of a pact, one of which buys from the rival of a third that only the atlas knows."""
    return make_rows(
        events=[
            {"fact": "warns", "source": "BOR", "target": "RIV", "type": "THREATEN"},
            {"fact": "hits", "source": "BOR", "target": "RIV", "type": "COERCE"},
        ],
        contracts=[{"buyer": "ARD", "seller": "RIV", "facts": ["deal"]}],
        memberships=[
            {"country": "ARD", "facts": ["in ARD"]},
            {"country": "BOR", "facts": ["in BOR"]},
            {"country": "FAR", "origin": "atlas", "facts": ["in FAR"]},
        ],
        rivalries=[{"fact": "feud", "a": "FAR", "b": "RIV", "level": 1.0}],
    )


def signed(ties):
    graph = nx.Graph()
    graph.add_nodes_from(LETTERS, kind="country", seen=True)
    for (a, b), sign in ties.items():
        graph.add_edge(a, b, sign=sign, shares=((f"{a}{b}", 0.25), ("atlas", 0.75)), prior_facts=("atlas",))
    return graph


signs = st.dictionaries(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda p: p[0] < p[1]),
    st.sampled_from([-1, 0, 1]),
    max_size=12,
)


def total(dyad):
    return dyad.base + sum(c.value for c in (*dyad.contributions, *dyad.prior_contributions))


def test_only_countries_that_articles_speak_of_are_paired(story):
    found = alignment(story, as_of=DAY)
    assert [(d.a, d.b) for d in found] == [("ARD", "BOR"), ("ARD", "RIV"), ("BOR", "RIV")]
    assert {d.n for d in found} == {4}
    assert {(d.metric, d.as_of, d.status) for d in found} == {("s_known", DAY, "ok")}


def test_values_follow_from_the_portfolios(story):
    held = portfolios_from(signed_ties(story, as_of=DAY))
    assert held.targets == ("ARD", "BOR", "FAR", "RIV")
    levels = dict(zip(held.states, held.levels.tolist(), strict=True))
    assert levels == {"ARD": [2, 2, 2, 2], "BOR": [2, 2, 2, 0], "RIV": [2, 0, 0, 2]}
    for metric in ("kappa", "s"):
        for dyad in alignment(story, as_of=DAY, metric=metric):
            expected = similarity(levels[dyad.a], levels[dyad.b], 3, metric)
            assert dyad.value == pytest.approx(expected.value, abs=1e-12)


def test_facts_that_bring_together_and_set_apart(story):
    found = {(d.a, d.b): d for d in alignment(story, as_of=DAY)}
    apart = found["BOR", "RIV"]
    assert apart.value == -0.5
    told = {c.fact: c.value for c in apart.contributions}
    assert told["warns"] < 0 and told["hits"] / told["warns"] == pytest.approx(2.0)
    assert {c.fact for c in apart.prior_contributions} == {"in FAR", "feud"}
    assert not {"in FAR", "feud"} & set(told)


@pytest.mark.parametrize("metric", METRICS)
@settings(max_examples=50, deadline=None)
@given(ties=signs)
def test_parts_sum_to_the_value_and_intervals_are_in_range(metric, ties):
    for dyad in alignment(Rows(), ties=signed(ties), metric=metric, draws=40):
        if dyad.status != "ok":
            assert dyad.status == "no_estimate" and np.isnan(dyad.value)
            continue
        assert total(dyad) == pytest.approx(dyad.value, abs=1e-12)
        assert -1 - 1e-12 <= dyad.value <= 1 + 1e-12
        if dyad.n > 2:
            assert -1 - 1e-9 <= dyad.lo <= dyad.hi <= 1 + 1e-9
        else:
            assert np.isnan([dyad.lo, dyad.hi]).all()


@settings(max_examples=40, deadline=None)
@given(ties=signs, names=st.permutations(LETTERS))
def test_names_do_not_matter(ties, names):
    new = dict(zip(LETTERS, names, strict=True))
    plain = {(d.a, d.b): d.value for d in alignment(Rows(), ties=signed(ties), draws=0)}
    renamed = nx.relabel_nodes(signed(ties), new)
    other = {(d.a, d.b): d.value for d in alignment(Rows(), ties=renamed, draws=0)}
    for (a, b), value in plain.items():
        assert other[tuple(sorted((new[a], new[b])))] == pytest.approx(value, abs=1e-12, nan_ok=True)


def test_only_targets_of_which_something_is_known_count():
    ties = signed({("A", "B"): 1, ("A", "C"): 1, ("B", "C"): 1, ("A", "D"): 1, ("B", "D"): -1, ("A", "E"): 1})
    got = {(d.a, d.b): d for d in alignment(Rows(), ties=ties, draws=0)}
    # A, B and C in common, D torn between them, E known to one alone; F is silence
    assert (got["A", "B"].value, got["A", "B"].n) == (pytest.approx((3 - 1 + 0) / 5), 5)


def test_a_hostile_pair_is_apart_a_friendly_one_together_and_strangers_neither():
    values = {}
    for sign in (1, -1):
        found = alignment(Rows(), ties=signed({("A", "B"): sign}), draws=0)
        values[sign] = found[0].value
        assert {d.value for d in found[1:] if d.a in "AB"} == {0.0}
        assert {d.status for d in found if d.a not in "AB"} == {"no_estimate"}
    assert values == {1: 1.0, -1: -1.0}


def test_allies_of_all_are_aligned_where_kappa_cannot_tell():
    everyone = {(a, b): 1 for a in "ABCDE" for b in "BCDE" if a < b}
    got = alignment(Rows(), ties=signed(everyone | {("A", "F"): 1}), draws=0)[0]
    kappa = alignment(Rows(), ties=signed(everyone | {("A", "F"): 1}), draws=0, metric="kappa")[0]
    assert got.value == pytest.approx(5 / 6) and kappa.value == pytest.approx(0.0)


def test_degenerate_portfolios_are_nan_with_a_reason():
    pair = signed({("A", "B"): 1}).subgraph("AB")
    (got,) = alignment(Rows(), ties=pair, metric="kappa")
    assert got.status == "zero_chance_disagreement"
    assert np.isnan([got.value, got.lo, got.hi, got.base]).all()
    assert got.contributions == ()
    strangers = alignment(Rows(), ties=signed({}))
    assert {d.status for d in strangers} == {"no_estimate"}
    assert np.isnan([d.value for d in strangers]).all()


def test_unknown_measures_are_refused():
    with pytest.raises(UsageError, match="s_known"):
        alignment(Rows(), metric="cosine")


def test_empty_tables_give_nothing():
    assert alignment(Rows()) == []
    assert list(alignment_frame([]).columns) == ["a", "b", "value", "lo", "hi", "n", "status"]


def test_the_same_numbers_every_time(story):
    assert alignment(story, as_of=DAY) == alignment(story, as_of=DAY)
