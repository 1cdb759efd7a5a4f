"""Acts whose words leave a side out, and acts that another act carries with it."""

import hashlib

import pytest

from detente.atlas.book import open_atlas
from detente.graph.model import Article
from detente.loaders.articles import extract as extraction
from detente.loaders.articles import parse
from detente.loaders.articles.events import partners


@pytest.fixture
def tell(read):
    def events(text):
        return [f for f in read(text, None) if f.kind == "event"]

    return events


def test_weights_are_read_for_both_sides():
    table = partners.weights()
    assert {s.split()[0] for s in table} == {"source", "target"}
    assert table["target frequent"] > 0


def test_the_party_in_focus_fills_the_open_side(rows):
    told = rows("Peru and Chile quarrel over fish. Peru seized a Chilean trawler. Chile protested on Monday.")
    assert ("CHL", "PER", "ACCUSE") in told


def test_acts_told_before_point_to_the_other_side(rows):
    told = rows(
        "Ghana accused Togo of smuggling cocoa. Benin and Mali sell cocoa as well. Togo denied the charge."
    )
    assert ("TGO", "GHA", "REJECT") in told
    assert ("TGO", "MLI", "REJECT") not in told


def test_a_guess_is_trusted_less_than_a_name(tell):
    named = tell("Peru accused Chile of poaching.")[0].confidence
    guessed = [f for f in tell("Peru and Chile share a lake. Peru protested.") if f.type == "ACCUSE"]
    assert all(f.confidence < named for f in guessed)


def test_a_guess_keeps_the_earlier_mention(tell):
    text = "Peru accused Chile of poaching. Chile rejected that."
    found = [f for f in tell(text) if f.type == "REJECT"]
    assert found and found[0].party("target").entity == "PER"
    step = found[0].party("target").antecedent
    assert text[step.start : step.end] == "Peru"


def test_the_two_sides_are_those_that_acts_bind(rows):
    told = rows(
        "Ghana and Benin have fought over a border. Mali looks on. Ghana accused Benin of raids. "
        "The two governments signed a treaty on Monday."
    )
    assert {("GHA", "BEN", "SUPPORT"), ("BEN", "GHA", "SUPPORT")} <= told
    assert not {t for t in told if "MLI" in t}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru declined a Chilean request for fish.", ("CHL", "PER", "REQUEST")),
        ("Peru rejected the Chilean accusations.", ("CHL", "PER", "ACCUSE")),
        ("Ghana had asked Togo in vain for its sailors.", ("TGO", "GHA", "REJECT")),
        ("Togo said Ghana should withdraw its boats.", ("TGO", "GHA", "REQUEST")),
        ("Norway gave two Cuban diplomats 48 hours to leave.", ("NOR", "CUB", "SANCTION")),
        ("Peru asked Sweden for fighter jets.", ("PER", "SWE", "AGREE")),
        ("Polish troops fought alongside Danish soldiers.", ("POL", "DNK", "COOPERATE")),
    ],
)
def test_acts_carried_by_others(rows, text, expected):
    assert expected in rows(text)


def test_a_duty_is_no_act_of_the_one_who_has_it(rows):
    told = rows("Togo said Ghana should withdraw its boats from Benin.")
    assert ("GHA", "BEN", "RETREAT") not in told


def test_ministers_who_look_on_have_met(rows):
    told = rows(
        "The pact was signed in the presence of President Ana Duarte of Peru and President Luis Rojas of Chile."
    )
    assert {("PER", "CHL", "CONSULT"), ("CHL", "PER", "CONSULT")} <= told


def test_the_words_of_a_verdict_are_no_acts(rows):
    told = rows("Peru called the Chilean plan a blockade and an act of war.")
    assert ("PER", "CHL", "ACCUSE") in told
    assert not {t for t in told if t[2] in ("ASSAULT", "COERCE")}


def test_a_preposition_before_the_verb_is_no_particle(rows):
    told = rows("In May Ghana gave Togo a warning.")
    assert ("GHA", "TGO", "CONCEDE") not in told


def test_a_state_before_a_comma_is_not_the_person_s_own(rows):
    told = rows("After the raid in Mali, President Kofi Boateng of Ghana accused Togo of arming the raiders.")
    assert ("GHA", "TGO", "ACCUSE") in told


def test_delivered_goods_are_cooperation(rows):
    told = rows(
        "Sweden has delivered twelve Gripen fighters to Peru under a contract worth 900 million dollars."
    )
    assert ("SWE", "PER", "COOPERATE") in told


def test_contracts_yield_events_that_no_sentence_told():
    from detente.loaders.articles.events.deeds import deeds

    atlas, nlp = open_atlas(), parse.model()
    text = "Peru signed a contract with Sweden for twelve Gripen fighters worth 900 million dollars."
    one = Article(hashlib.sha256(text.encode()).hexdigest(), None, text)
    facts = list(extraction.extract(one, None, atlas, nlp).facts)
    contracts = [f for f in facts if f.kind == "contract"]
    assert contracts and deeds(facts) == []
    made = deeds(contracts)
    assert {(f.party("source").entity, f.party("target").entity, f.type) for f in made} == {
        ("PER", "SWE", "SUPPORT"),
        ("SWE", "PER", "SUPPORT"),
    }
    assert all(s.stands_in(text) for f in made for s in f.evidence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile asked Peru for access to a port. Peru will not hear of it.", ("PER", "CHL", "REJECT")),
        ("Ghana accused Togo of smuggling. Togo replied that its trade was legal.", ("TGO", "GHA", "REJECT")),
        ("Ghana and Togo share a lake. Both countries have put troops on alert.", ("TGO", "GHA", "MOBILIZE")),
        ("Peru and Chile agreed to meet in May.", ("PER", "CHL", "CONSULT")),
        ("Norway said it would attack Iceland.", ("NOR", "ISL", "THREATEN")),
        ("Chile's president, Ana Rojas, has spoken to Peru.", ("PER", "CHL", "CONSULT")),
    ],
)
def test_stances_of_speech(rows, text, expected):
    assert expected in rows(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Peru and Chile agreed to meet in May.", "AGREE"),
        ("Ghana called its ambassador home from Togo for consultations.", "CONSULT"),
        (
            "Ministers of Ghana talk of Togo. There was little talk of peace between Ghana and Togo.",
            "CONSULT",
        ),
        ("Ghana applied to join the African Union.", "SUPPORT"),
        ("Norway said it would attack Iceland.", "ASSAULT"),
        ("Ghana quarrels with Togo. Ghana will not comment.", "REJECT"),
    ],
)
def test_what_is_no_act_of_its_own(rows, text, unwanted):
    assert unwanted not in {t[2] for t in rows(text)}


def test_members_listed_after_their_body_act_without_it(rows):
    told = rows(
        "The presidents of the three Mercosur countries, Argentina, Brazil and Uruguay, met on Friday."
    )
    assert ("ARG", "BRA", "CONSULT") in told
    assert not {t for t in told if "MERCOSUR" in t}


def test_the_maker_of_a_jet_is_not_its_owner(rows):
    told = rows("Rwandan forces fired at a Congolese Sukhoi-25.")
    assert not {t for t in told if "RUS" in t}


def test_the_contract_points_back_to_what_was_told(rows):
    told = rows("Sweden delivered twelve jets to Peru. The contract is a priority, an official said.")
    assert ("PER", "SWE", "SUPPORT") not in told


def test_the_headline_does_not_change_what_the_text_says(rows):
    text = "Peru and Chile quarrel over fish. Brazil sent an envoy. A trawler was seized. A protest followed on Monday."
    assert rows(text, "Peru against Chile") == rows(text, "Brazil and Ecuador") == rows(text)
