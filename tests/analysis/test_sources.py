from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from detente.analysis.difference import difference, difference_frame
from detente.analysis.frames import Rows
from detente.analysis.sources import (
    UNNAMED,
    contested_facts,
    leave_one_out,
    only_modalities,
    sources_of,
    without_contested,
    without_sources,
)
from detente.analysis.tension import tension
from detente.graph.errors import UsageError

DAY = date(2020, 1, 1)


def after(days):
    return DAY + timedelta(days=days)


@pytest.fixture
def story(make_rows):
    """The Herald accuses alone, Herald and Tribune both print a threat, and a reference table tells of a feud."""
    rows = make_rows(
        events=[
            {"fact": "alone", "type": "ACCUSE", "article": "a1", "story": "a1", "event": "e1"},
            {"fact": "both", "type": "THREATEN", "article": "a2", "story": "a2", "day": 1, "event": "e2"},
            {"fact": "plan", "type": "AID", "modality": "planned", "article": "a3", "story": "a3", "day": 2, "event": "e3"},
            {"fact": "no", "type": "THREATEN", "modality": "denied", "article": "a3", "day": 2, "event": "e2"},
        ],
        contracts=[{"buyer": "ARD", "seller": "BOR", "facts": ["deal"], "contested": ["value"]}],
        rivalries=[{"fact": "feud", "a": "ARD", "b": "BOR", "level": 0.5}],
        facts=[
            {"fact": "alone", "source": "a1"}, {"fact": "both", "source": "a2"},
            {"fact": "plan", "source": "a3", "modality": "planned"}, {"fact": "no", "source": "a3", "modality": "denied"},
            {"fact": "deal", "source": "a1"},
        ],
    )  # fmt: skip
    articles = {"article": ["a1", "a2", "a3"], "outlet": ["Herald", "Herald; Tribune", None]}
    return replace(rows, articles=pd.DataFrame(articles | {"title": "t", "text": "", "published_at": None}))


def test_a_fact_has_the_outlets_of_its_article_or_its_data_set(story):
    told = sources_of(story)
    assert {fact: sorted(names) for fact, names in told.items()} == {
        "alone": ["Herald"], "both": ["Herald", "Tribune"], "plan": [UNNAMED], "no": [UNNAMED],
        "deal": ["Herald"], "feud": ["atlas"],
    }  # fmt: skip


def test_leaving_a_source_out_leaves_out_what_it_alone_states(story):
    rest = without_sources(story, ["Herald"])
    assert set(rest.events["fact"]) == {"both", "plan", "no"} and rest.contracts.empty
    assert without_sources(story, ["Herald", "Tribune"]).events["fact"].tolist() == ["plan", "no"]
    assert without_sources(story, ["atlas"]).rivalries.empty


def test_each_source_is_weighed_by_its_silence(story):
    (dyad,) = tension(story.events, as_of=after(2), draws=0)
    shifts = {s.source: s for s in leave_one_out(story, as_of=after(2), draws=50)}
    assert set(shifts) == {"Herald", UNNAMED}
    for source, shift in shifts.items():
        (rest,) = tension(without_sources(story, [source]).events, as_of=after(2), draws=50)
        assert (shift.value, shift.without, shift.lo, shift.hi) == (dyad.value, rest.value, rest.lo, rest.hi)
        assert shift.change == pytest.approx(rest.value - dyad.value)
    assert shifts["Herald"].facts == ("alone",) and shifts["Herald"].change < 0 < shifts[UNNAMED].change


def test_the_date_does_not_move_with_what_is_left_out(story):
    assert [s.value for s in leave_one_out(story)] == [s.value for s in leave_one_out(story, as_of=after(2))]


def test_contested_claims_can_be_left_out(story):
    assert contested_facts(story) == {"both", "no", "deal"}
    rest = without_contested(story)
    assert set(rest.events["fact"]) == {"alone", "plan"} and rest.contracts.empty


def test_one_can_keep_to_what_is_told_as_fact(story):
    assert set(only_modalities(story, ["fact"]).events["fact"]) == {"alone", "both"}


def test_a_change_is_the_difference_of_two_tensions_with_the_facts_that_entered(story):
    (moved,) = difference(story, DAY, after(30))
    new, old = (tension(story.events, as_of=at, draws=0)[0].value for at in (after(30), DAY))
    assert (moved.value, moved.before, moved.change) == pytest.approx((new, old, new - old), abs=1e-12)
    assert moved.entered == ("both", "plan")
    assert moved.lo < moved.change < moved.hi
    early = story.events[story.events["fact"] == "alone"]
    (aged,) = tension(early, as_of=after(30), draws=0)
    assert moved.aged == pytest.approx(aged.value - old, abs=1e-12)


def test_a_change_is_beyond_its_interval_when_much_entered(make_rows):
    calm = [{"day": i, "type": "AGREE"} for i in range(0, 100, 5)]
    crisis = [{"day": 100 + i, "type": "ASSAULT"} for i in range(0, 60, 3)]
    (moved,) = difference(make_rows(events=[*calm, *crisis]), after(99), after(160))
    assert moved.beyond and moved.lo > 0
    (still,) = difference(make_rows(events=calm), after(96), after(99))
    assert not still.beyond or abs(still.change) < 0.01
    assert still.entered == ()


def test_what_was_told_later_can_be_left_out_of_the_earlier_value(make_rows):
    rows = make_rows(events=[{"type": "ACCUSE", "reported_at": after(20)}])
    (moved,) = difference(rows, after(10), after(30), as_known_then=True)
    assert (moved.before, moved.entered) == (0.0, ("f0",))
    (hindsight,) = difference(rows, after(10), after(30))
    assert hindsight.before > 0 and hindsight.entered == ()


def test_dates_must_be_in_order_and_nothing_gives_nothing(story):
    with pytest.raises(UsageError, match="after"):
        difference(story, after(2), DAY)
    assert difference(Rows(), DAY, after(2)) == []
    (asked,) = difference(story, DAY, after(2), pairs=[("ZET", "ARD")])
    assert (asked.a, asked.change, asked.lo, asked.hi, asked.beyond) == ("ARD", 0.0, 0.0, 0.0, False)
    assert len(difference_frame([asked])) == 1
