"""Purchases dealt out among buyers, parties that a deal leaves unsaid, and memberships told in other words."""

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.deals import unsaid
from detente.loaders.articles.extract import extract, sound
from detente.loaders.articles.reading import make


def facts(text, kind, **head):
    article, printing = make(text, date="2023-05-04", **head)
    found = [f for f in extract(article, printing, open_atlas()).facts if f.kind == kind]
    assert all(sound(text, f) for f in found)
    return found


def deals(text, **head):
    return {
        (f.party("buyer").entity, f.party("seller").entity, f.quantity.value if f.quantity else None)
        for f in facts(text, "contract", **head)
    }


def test_a_list_gives_each_buyer_its_own_count():
    text = (
        "France signed a contract for 80 howitzers on Monday: 30 for Kenya, 28 for Uganda and 22 for Ghana."
    )
    assert deals(text) >= {("KEN", "FRA", 30), ("UGA", "FRA", 28), ("GHA", "FRA", 22)}


def test_a_list_without_counts_is_not_dealt_out():
    text = "France signed a contract for 80 howitzers with Kenya on Monday."
    assert deals(text) == {("KEN", "FRA", 80)}


def test_the_unsaid_seller_is_the_one_in_focus():
    text = "Ministers of Norway and Peru met in Oslo on Monday. Peru ordered 12 frigates."
    assert deals(text) == {("PER", "NOR", 12)}
    assert deals(text, title="Japan and Brazil") == deals(text, title="Peru")


def test_each_feature_has_a_weight():
    assert len(unsaid.weights()) == len(unsaid.FEATURES)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway gave notice that it would leave NATO.", ("NOR", "NATO", "leaving")),
        ("Serbia has been a candidate for the European Union since 2012.", ("SRB", "EU", "candidate")),
    ],
)
def test_a_membership_in_other_words(text, wanted):
    told = {(f.party("member").entity, f.party("body").entity, f.type) for f in facts(text, "membership")}
    assert wanted in told
