"""Deals whose clause, border, rent or credit says who trades with whom; memberships told by region, count or notice."""

import hashlib

import pytest

from detente.atlas.book import open_atlas
from detente.graph.model import Article
from detente.loaders.articles import extract as extraction
from detente.loaders.articles import parse


@pytest.fixture(scope="module")
def facts():
    atlas, nlp = open_atlas(), parse.model()

    def told(text, kind):
        one = Article(hashlib.sha256(text.encode()).hexdigest(), None, text)
        found = extraction.extract(one, None, atlas, nlp)
        assert found.dropped == 0
        return [f for f in found.facts if f.kind == kind]

    return told


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Senegal scrapped a contract under which Mauritania was to supply it with fish.", {("SEN", "MRT")}),
        ("Nigeria is negotiating with China over a loan of 400 million dollars.", {("NGA", "CHN")}),
        ("Venezuela bought 24 Sukhois from Russia, all on credit.", {("VEN", "RUS")}),
        ("Qatar will ship Bangladesh two million tonnes of liquefied gas a year.", {("BGD", "QAT")}),
        ("Spain has lent Mali a forensic team.", set()),
        ("Deputies in Peru accuse Chile of selling the country short.", set()),
    ],
)
def test_who_trades_with_whom(facts, text, pairs):
    assert {(f.party("buyer").entity, f.party("seller").entity) for f in facts(text, "contract")} == pairs


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Estonia, Latvia and Lithuania protested. All three Baltic states are members of NATO.",
            {("EST", "NATO", "member"), ("LVA", "NATO", "member"), ("LTU", "NATO", "member")},
        ),
        ("Peru wants into NATO.", {("PER", "NATO", "candidate")}),
        ("Finland, in NATO since 2023, closed its border.", {("FIN", "NATO", "member")}),
        ("Angola announced that it would no longer be a member of OPEC.", {("AGO", "OPEC", "leaving")}),
    ],
)
def test_who_is_in(facts, text, rows):
    found = facts(text, "membership")
    assert {(f.party("member").entity, f.party("body").entity, f.type) for f in found} == rows
