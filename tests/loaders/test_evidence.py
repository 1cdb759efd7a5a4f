"""The words that prove an event are a readable clause, and acts told as ended, refused or repeated are read."""

import hashlib

import pytest

from detente.atlas.book import open_atlas
from detente.graph.model import Article
from detente.loaders.articles import extract as extraction
from detente.loaders.articles import parse


@pytest.fixture(scope="module")
def read():
    atlas, nlp = open_atlas(), parse.model()

    def reading(text):
        article = Article(hashlib.sha256(text.encode()).hexdigest(), None, text)
        return [f for f in extraction.extract(article, None, atlas, nlp).facts if f.kind == "event"]

    return reading


def rows(facts):
    return {(f.party("source").entity, f.party("target").entity, f.type) for f in facts}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The Pentagon expressed concern over the Kenyan purchase of missiles.", "The Pentagon expressed concern over the Kenyan purchase of missiles"),
        ("Norway has demanded that Chile give up the Peruvian radar by May.", "Norway has demanded that Chile give up the Peruvian radar by May"),
        ("Ghana has freed two Togolese soldiers whom it had held for months.", "Ghana has freed two Togolese soldiers"),
    ],
)  # fmt: skip
def test_evidence_is_a_clause(read, text, quote):
    assert quote in {f.evidence[0].quote for f in read(text)}


def test_evidence_never_is_a_bare_word_and_never_ends_inside_a_phrase(read):
    text = (
        "Bhutan and Laos met in May. The delivery of Laotian rice began in June. They had strayed across the line, "
        "Laos said. Nepal warned that the Bhutanese dam could not be built, and the contract was signed."
    )
    for fact in read(text):
        quote = fact.evidence[0].quote
        assert text[fact.evidence[0].start : fact.evidence[0].end] == quote
        assert len(quote.split()) >= 3
        assert quote.split()[-1].strip(".") not in {"the", "of", "Bhutanese", "Laotian", "and", "that"}


def test_a_person_without_a_state_is_no_party(read):
    text = "Jens Stoltenberg visited Peru. He criticised Chile, and he met the president of Bolivia."
    assert all(not r.entity.startswith("person:") for f in read(text) for r in f.roles)


def test_a_contract_mentioned_again_is_no_second_event(read):
    text = (
        "Kenya and Chile signed a contract for ships. The contract was worth 2 million dollars. "
        "The terms of the contract have been changed."
    )
    assert [f.rule.split("/")[0] for f in read(text) if f.type == "SUPPORT"].count("contract.n") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru no longer recognises Kosovo's neighbour Serbia.", ("PER", "SRB", "SANCTION")),
        ("India stopped buying oil from Iran.", ("IND", "IRN", "SANCTION")),
        ("France will not deliver the ships to Russia.", ("FRA", "RUS", "REJECT")),
        ("Bahrain broke off relations with Iran on Monday. Somalia followed on Thursday.", ("SOM", "IRN", "SANCTION")),
        ("In Baghdad thousands marched against Turkey.", ("IRQ", "TUR", "PROTEST")),
        ("Turkey tested a missile off the coast. Norway condemned the test.", ("NOR", "TUR", "ACCUSE")),
        ("Russia delivered the first parts of the radar to an air base near Ankara.", ("RUS", "TUR", "COOPERATE")),
        ("Germany halted arms exports to Turkey over its offensive in Syria.", ("DEU", "TUR", "SANCTION")),
        ("Norway imposed sanctions on Chile. Greece accused Moscow of interfering in its affairs over Macedonia.", ("RUS", "GRC", "COERCE")),
    ],
)  # fmt: skip
def test_turned_and_repeated_acts(read, text, expected):
    assert expected in rows(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "There are no plans for a meeting between Kenya and Somalia.",
        "Veterans of the war between Iran and Iraq draw a pension.",
        "Wheat from France came to Spain by rail.",
    ],
)
def test_no_event(read, text):
    assert read(text) == []
