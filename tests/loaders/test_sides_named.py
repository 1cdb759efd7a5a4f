"""Parties that a sentence names in roundabout ways: companions, pairs of ministers, towns, counterparts, soldiers."""

from __future__ import annotations

from datetime import date

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles import extract, reading, towns

Told = set[tuple[str, str, str]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rwanda, along with Burundi, condemned the raid by Uganda.",
        "Rwanda, together with Burundi, condemned the raid by Uganda.",
        "Rwanda, joined by Burundi, condemned the raid by Uganda.",
    ],
)
def test_companions_act_too(acts, sentence: str) -> None:
    assert {("RWA", "ACCUSE", "UGA"), ("BDI", "ACCUSE", "UGA")} <= acts(sentence)


def test_a_list_of_persons_and_their_states_is_read_to_its_end(acts) -> None:
    found = acts(
        "Presidents Ollanta Humala of Peru, Michelle Bachelet of Chile, Evo Morales of Bolivia and "
        "Rafael Correa of Ecuador signed a treaty in Lima."
    )
    assert {("PER", "SUPPORT", "ECU"), ("ECU", "SUPPORT", "BOL"), ("CHL", "SUPPORT", "PER")} <= found


def test_a_counterpart_is_of_the_state_that_is_named_not_of_his_partner(acts) -> None:
    found = acts("Uganda's president spoke with his Kenyan counterpart by telephone.")
    assert found == {("UGA", "CONSULT", "KEN"), ("KEN", "CONSULT", "UGA")}


def test_help_is_no_party_to_a_treaty(acts) -> None:
    found = acts("India and Pakistan signed the treaty with the help of the World Bank.")
    assert ("IND", "SUPPORT", "PAK") in found
    assert not any(cls == "SUPPORT" and "World Bank" in (a, b) for a, cls, b in found)


def test_a_capital_that_hosts_talks_is_no_party(acts) -> None:
    assert not any("AUT" in (a, b) for a, _, b in acts("Iran's talks in Vienna ended. Russia blamed Iran."))
    assert not any("BEL" in (a, b) for a, _, b in acts("Greece met Turkey at a NATO meeting in Brussels."))


def test_soldiers_who_leave_withdraw_and_ministers_do_not(acts) -> None:
    assert ("FRA", "RETREAT", "MLI") in acts("French troops left Mali in May.")
    assert not any(cls == "RETREAT" for _, cls, _ in acts("The French minister left Mali in May."))


def test_a_town_stands_for_its_state_where_the_text_names_it(acts) -> None:
    named = acts("Russia's President Vladimir Putin flew to Sydney. Australia had invited him.")
    assert ("RUS", "CONSULT", "AUS") in named
    assert not any(
        "AUS" in (a, b) for a, _, b in acts("Vladimir Putin flew to Sydney. Peru had invited Russia.")
    )


def test_towns_are_written_once_for_a_state() -> None:
    rows = [line.split("\t") for line in towns.TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert [state for state, _ in rows] == list(dict.fromkeys(state for state, _ in rows))
    atlas = open_atlas()
    capitals = {n.text for n in atlas.names if n.via == "capital"}
    for state, names in rows:
        assert state in atlas.countries
        several = names.split(",")
        assert len(set(several)) == len(several)
        assert not capitals & set(several)


def test_two_ministers_are_told_apart_by_the_order_of_their_states() -> None:
    article, *_ = reading.make(
        "The foreign ministers of Peru and Ghana, Ana Soto and Kofi Badu, met. Badu thanked Soto.",
        date="2014-05-06",
    )
    doc = extract.prepare(article, None, open_atlas())
    acting = {m.text: m.entity for m in doc.mentions if m.person}
    assert (acting["Soto"], acting["Badu"]) == ("PER", "GHA")


def test_a_minister_without_a_state_serves_the_one_that_the_report_comes_from() -> None:
    article, *_ = reading.make(
        "LIMA, May 6 - A ship from Ghana sank. The owner is from Togo.\n\nTrade Minister Ana Soto said so.",
        date="2014-05-06",
    )
    doc = extract.prepare(article, None, open_atlas())
    assert {m.entity for m in doc.mentions if m.person} == {"PER"}


def test_what_is_asked_of_the_own_parliament_is_asked_of_no_other_state(acts) -> None:
    found = acts("Syria shelled a Turkish town. Turkey asked parliament for leave to act.")
    assert not any(cls == "REQUEST" for _, cls, _ in found)


def test_a_contract_settles_whom_a_guess_means(acts) -> None:
    found = acts(
        "Egypt bought 24 fighters from France for 5 billion euros. Israel protested. "
        "In 2016 Egypt received the first of the fighters, and Germany sold it two submarines for 900 million euros."
    )
    assert ("DEU", "COOPERATE", "EGY") in found
    assert not any({a, b} == {"DEU", "ISR"} for a, _, b in found)


def test_dates_of_posts_to_come_tell_a_person_s_state() -> None:
    atlas = open_atlas()
    early = extract.gazetteer.find("Stuart Young met the envoy of Trinidad.", atlas, date(2019, 1, 1))
    assert ("Stuart Young", "TTO") in {(m.text, m.entity) for m in early}
