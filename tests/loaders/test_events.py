"""Events from invented sentences: one case or more for each hard phenomenon of reading."""

import hashlib

import pytest

from detente.atlas.book import open_atlas
from detente.graph.model import Article, Publication
from detente.loaders.articles import extract as extraction
from detente.loaders.articles import parse, record


@pytest.fixture(scope="module")
def atlas():
    return open_atlas()


@pytest.fixture(scope="module")
def nlp():
    return parse.model()


def article(text):
    return Article(hashlib.sha256(text.encode()).hexdigest(), None, text)


@pytest.fixture
def read(atlas, nlp):
    def reading(text, published=None):
        one = article(text)
        printed = Publication("p", one.id, published_at=published) if published else None
        return extraction.extract(one, printed, atlas, nlp)

    return reading


@pytest.fixture
def rows(read):
    def told(text):
        return {
            (f.party("source").entity, f.party("target").entity, f.type, f.modality)
            for f in read(text).facts
            if f.kind == "event"
        }

    return told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway accused Iceland of overfishing.", {("NOR", "ISL", "ACCUSE", "fact")}),
        ("Bhutan was accused by Laos of dumping.", {("LAO", "BTN", "ACCUSE", "fact")}),
        ("The ministers of Peru and Ghana met in Vienna.", {("PER", "GHA", "CONSULT", "fact"), ("GHA", "PER", "CONSULT", "fact")}),
        ("Rabat turned down the Irish offer.", {("MAR", "IRL", "REJECT", "fact")}),
        ("Norway, Iceland and Ireland condemned Belarus.", {("NOR", "BLR", "ACCUSE", "fact"), ("ISL", "BLR", "ACCUSE", "fact"), ("IRL", "BLR", "ACCUSE", "fact")}),
        ("Japan warned Fiji of countermeasures.", {("JPN", "FJI", "THREATEN", "fact")}),
        ("Chile and Peru signed a treaty on fishing.", {("CHL", "PER", "SUPPORT", "fact"), ("PER", "CHL", "SUPPORT", "fact")}),
        ("Nepal expelled two Bhutanese diplomats.", {("NPL", "BTN", "SANCTION", "fact")}),
        ("Kenya imposed sanctions on Burundi.", {("KEN", "BDI", "SANCTION", "fact")}),
        ("Mali broke off relations with Niger.", {("MLI", "NER", "SANCTION", "fact")}),
        ("Togo thanked Benin for its help.", {("TGO", "BEN", "SUPPORT", "fact")}),
        ("Finnish troops withdrew from Estonia.", {("FIN", "EST", "RETREAT", "fact")}),
        ("The Chadian army attacked Sudan on Monday.", {("TCD", "SDN", "ASSAULT", "fact")}),
    ],
)  # fmt: skip
def test_plain_clauses(rows, text, expected):
    assert expected <= rows(text)


def test_a_capital_after_in_is_only_a_place(rows):
    assert not any("AUT" in row for row in rows("The ministers of Peru and Ghana met in Vienna."))


def test_the_adjective_of_origin_is_no_actor(rows):
    told = rows("Swedish-built jets of the Thai air force attacked Burma.")
    assert ("THA", "MMR", "ASSAULT", "fact") in told
    assert not any("SWE" in row for row in told)


def test_both_directions_for_mutual_acts(rows):
    told = rows("Brazil held talks with Ecuador on Tuesday.")
    assert {("BRA", "ECU", "CONSULT", "fact"), ("ECU", "BRA", "CONSULT", "fact")} <= told


def test_negation_is_no_event(rows):
    assert not any(c == "ASSAULT" for *_, c, _ in rows("Paraguay did not attack Bolivia."))


def test_a_claimed_attack_comes_with_the_accusation(rows):
    told = rows("Benin said Togo attacked its port on Friday.")
    assert ("TGO", "BEN", "ASSAULT", "claimed") in told
    assert ("BEN", "TGO", "ACCUSE", "fact") in told


def test_accusing_of_an_attack_nests_a_claim(rows):
    told = rows("Benin accused Togo of attacking its port.")
    assert ("BEN", "TGO", "ACCUSE", "fact") in told
    assert ("TGO", "BEN", "ASSAULT", "claimed") in told


def test_a_treaty_to_be_signed_is_agreed_and_planned(rows):
    told = rows("Portugal will sign a treaty with Senegal in May.")
    assert ("PRT", "SEN", "AGREE", "planned") in told
    assert not any(c == "SUPPORT" for *_, c, _ in told)


def test_a_condition_is_no_act(rows):
    assert not any(c == "COERCE" for *_, c, _ in rows("If Nepal seized tankers of Oman, prices would rise."))


def test_rebels_are_never_the_state(rows):
    assert not any(row[0] == "TCD" for row in rows("Chadian rebels attacked Libya."))


def test_no_group_label_without_names(rows):
    assert rows("Western allies criticised Fiji.") == set()


def test_domestic_acts_are_no_events_of_articles(rows):
    assert rows("Malawi's police arrested opposition members. Zambia is near.") == set()


def test_rhetoric_does_not_attack(rows):
    assert not any(c == "ASSAULT" for *_, c, _ in rows("Veterans of the war remember Iraq and Iran."))


def test_a_trial_shot_hits_nobody(rows):
    after = "Peru criticised Chile. In October Chile {} a missile on the desert coast."
    assert any(row[2] == "ASSAULT" for row in rows("Chile fired a missile on Peru."))
    assert not any(row[2] == "ASSAULT" for row in rows(after.format("test-fired")))


def test_verdicts_blame_whoever_did_it(rows):
    told = rows("Ghana attacked Benin on Monday. Kenya called the attack illegal.")
    assert ("KEN", "GHA", "ACCUSE", "fact") in told


def test_both_governments_are_their_members(rows):
    told = rows("The presidents of Ghana and Benin met on Monday. Both governments condemned Mali.")
    assert {("GHA", "MLI", "ACCUSE", "fact"), ("BEN", "MLI", "ACCUSE", "fact")} <= told


def test_a_missing_side_comes_from_the_two_state_context(read):
    told = read("Gabon met Togo on Monday. Gabon later cancelled the contract.")
    (fact,) = [f for f in told.facts if f.kind == "event" and f.type == "SANCTION"]
    target = fact.party("target")
    assert (target.entity, target.via) == ("TGO", "coref")
    assert target.antecedent.quote == "Togo"


def test_every_fact_quotes_the_text_and_names_its_rule(read):
    text = "“Norway” accused Iceland of theft.\r\nIt recalled its envoy from\xa0Reykjavik.\n\nOslo’s minister met Ireland's."
    told = read(text)
    assert told.facts
    for fact in told.facts:
        assert all(s.stands_in(text) for s in fact.evidence)
        assert fact.rule
        assert "+en_core_web_sm" in fact.extractor
        assert 0 < fact.confidence <= 1
        for role in fact.roles:
            assert role.mention.stands_in(text)


def test_unsound_facts_are_dropped_and_counted(read, monkeypatch):
    monkeypatch.setattr(extraction, "sound", lambda text, fact: False)
    told = read("Norway accused Iceland of overfishing.")
    assert told.facts == () and told.dropped >= 1


def test_reading_again_gives_the_same_facts(read):
    text = "Norway accused Iceland of theft. It also expelled an Icelandic diplomat."
    assert read(text).facts == read(text).facts


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "?", "a" * 5000, "Chad " * 400, '"' * 99, "\u202ePeru met Chile", "1 2 3"]
)
def test_odd_texts_do_no_harm(read, text):
    assert read(text).dropped == 0


def test_dates_are_resolved_against_the_report(read):
    told = read("On Tuesday, April 3, Peru met Chile for talks.", "2018-04-04")
    (one, *_) = [f for f in told.facts if f.kind == "event"]
    assert one.valid.start.isoformat() == "2018-04-03"
    assert one.reported_at.isoformat() == "2018-04-04" and one.reported_basis == "published"


def test_the_gold_form_of_an_article(read, atlas):
    text = "Norway accused Iceland of overfishing."
    line = record.gold_record("x1", read(text), atlas)
    assert line["id"] == "x1" and line["states"] == ["ISL", "NOR"]
    (event,) = line["events"]
    assert (event["source"], event["target"], event["class"], event["polarity"]) == (
        "NOR",
        "ISL",
        "ACCUSE",
        "-",
    )
    assert event["evidence"] in text


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Malawi's police arrested three journalists.", ("MWI", "MWI", "COERCE")),
        ("Kenya will send medicine to Malawi.", ("KEN", "MWI", "AGREE")),
        ("Norway accused Iceland of overfishing.", ("NOR", "ISL", "ACCUSE")),
    ],
)
def test_single_sentences_count_domestic_and_planned_acts(atlas, nlp, text, row):
    told = record.sentence_record("s", article(text), atlas, nlp)
    assert row in {(e["source"], e["target"], e["class"]) for e in told["events"]}
