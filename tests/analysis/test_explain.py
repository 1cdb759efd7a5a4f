from dataclasses import replace
from datetime import date

import pytest

from detente.analysis.alignment import alignment
from detente.analysis.explain import COLUMNS, explain_alignment, explain_pressure, explain_tension
from detente.analysis.pressure import pressure
from detente.analysis.tension import tension

DAY = date(2020, 1, 1)


@pytest.fixture
def story(make_rows):
    return make_rows(
        events=[
            {"fact": "blames", "source": "ALY", "target": "RIV", "type": "ACCUSE"},
            {"fact": "talks", "source": "ALY", "target": "RIV"},
        ],
        contracts=[{"buyer": "BUY", "seller": "RIV", "facts": ["deal"]}],
        memberships=[
            {"country": "BUY", "facts": ["in BUY"]},
            {"country": "ALY", "origin": "atlas", "facts": ["in ALY"]},
        ],
        facts=[
            {
                "fact": "blames",
                "quotes": ["it blamed", "the rival"],
                "valid_from": DAY,
                "speaker": "A minister",
            },
        ],
    )


def test_a_tension_opens_to_quotes_dates_and_articles(story):
    (dyad,) = tension(story.events, as_of=DAY)
    opened = explain_tension(dyad, story.facts)
    assert list(opened.columns) == list(COLUMNS)
    assert dyad.prior + opened["value"].sum() == pytest.approx(dyad.value, abs=1e-12)
    top = opened.iloc[0]
    assert (top["fact"], top["quote"], top["date"], top["speaker"], top["article"]) == (
        "blames", "it blamed [...] the rival", DAY, "A minister", "text0",
    )  # fmt: skip


def test_an_alignment_opens_to_what_was_read_and_what_was_known(story):
    for dyad in alignment(story, as_of=DAY):
        opened = explain_alignment(dyad, story.facts)
        assert dyad.base + opened["value"].sum() == pytest.approx(dyad.value, abs=1e-12)
    known = opened[opened["origin"] == "atlas"]
    assert set(known["citation"]) <= {"Made-up Atlas 1"} and known["article"].isna().all()


def test_a_pressure_opens_to_the_parts_of_each_term(story):
    (result,) = pressure(story, as_of=DAY)
    opened = explain_pressure(result, story.facts)
    parts = dict(zip(opened["fact"], opened["part"], strict=True))
    assert parts == {"deal": "contract", "in BUY": "alliance", "blames": "rivalry", "in ALY": "prior"}
    assert set(opened["ally"]) == {"ALY"} and set(opened["supplier"]) == {"RIV"}


def test_nothing_opens_to_nothing(story):
    (dyad,) = tension(story.events, as_of=DAY, pairs=[("BUY", "RIV")])
    assert explain_tension(dyad, story.facts).empty
    (idle,) = pressure(story, as_of=DAY, states=["ALY"])
    assert explain_pressure(idle, story.facts).empty


def test_a_score_that_its_parts_do_not_make_is_not_explained(story):
    (dyad,) = tension(story.events, as_of=DAY)
    with pytest.raises(AssertionError, match="sum"):
        explain_tension(replace(dyad, value=0.5), story.facts)
