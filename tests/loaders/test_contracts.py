from decimal import Decimal

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles import goods
from detente.loaders.articles.extract import extract, sound
from detente.loaders.articles.reading import make


def contracts(text, date="2019-01-16"):
    article, printing = make(text, date=date)
    facts = extract(article, printing, open_atlas()).facts
    found = [f for f in facts if f.kind == "contract"]
    assert all(sound(text, f) for f in found)
    return found


def pair(fact):
    return fact.party("buyer").entity, fact.party("seller").entity


@pytest.mark.parametrize(
    ("text", "buyer", "seller", "kind"),
    [
        ("Peru bought twelve helicopters from Italy.", "PER", "ITA", "arms"),
        ("Sweden sold Chile four submarines.", "CHL", "SWE", "arms"),
        ("Norway will supply Poland with gas.", "POL", "NOR", "energy"),
        (
            "Ghana signed a contract with Japan for the construction of a railway.",
            "GHA",
            "JPN",
            "construction",
        ),
        ("China lent Kenya 300 million dollars.", "KEN", "CHN", "loan"),
        ("Spain delivered three frigates to Morocco.", "MAR", "ESP", "arms"),
        ("The purchase of 20 tanks from Germany by Qatar was announced.", "QAT", "DEU", "arms"),
        ("The sale of wheat to Egypt by Canada went through.", "EGY", "CAN", "trade"),
        ("Brazil ordered 36 fighters from Sweden.", "BRA", "SWE", "arms"),
        ("Ukraine borrowed two billion euros from Denmark.", "UKR", "DNK", "loan"),
        ("Australia applied to France for submarines.", "AUS", "FRA", "arms"),
        ("Oman allows Britain to use a naval base at Duqm.", "GBR", "OMN", "licence"),
    ],
)
def test_who_buys_what_from_whom(text, buyer, seller, kind):
    (fact,) = contracts(text)
    assert (*pair(fact), fact.type) == (buyer, seller, kind)


def test_a_contract_is_gathered_across_sentences():
    text = "Poland signed a contract with Norway for six frigates. The deal is worth up to 2 billion euros (2.3 billion dollars)."
    (fact,) = contracts(text)
    assert fact.amount.value == Decimal(2_000_000_000) and fact.amount.currency == "EUR"
    assert fact.amount.bound == "at_most" and fact.amount.alternatives == ((Decimal(2_300_000_000), "USD"),)
    assert fact.quantity.value == 6 and fact.quantity.unit == "frigate"
    assert len(fact.evidence) == 2 and fact.amount.span.quote in fact.evidence[0].quote


def test_a_unit_price_is_no_value():
    (fact,) = contracts(
        "Hungary signed a contract with Norway for gas. The price is 190 dollars per thousand cubic metres."
    )
    assert fact.amount is None


def test_different_goods_are_different_contracts():
    found = contracts(
        "Indonesia bought six fighters from France. It also ordered two submarines from France."
    )
    assert len(found) == 2 and {pair(f) for f in found} == {("IDN", "FRA")}


def test_the_same_deal_told_twice_is_one_contract():
    text = "Chile bought ten tanks from Germany. The purchase of the tanks from Germany was praised in Chile."
    assert len(contracts(text)) == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile cancelled its contract with Germany for ten tanks.", "cancelled"),
        ("Chile will buy ten tanks from Germany.", "planned"),
        ("Chile could buy ten tanks from Germany.", "under_negotiation"),
        ("Chile signed a contract with Germany for ten tanks.", "signed"),
    ],
)
def test_status_follows_the_words(text, status):
    (fact,) = contracts(text)
    assert fact.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Chile bought time in its dispute with Germany.",
        "Peru sent advice to Chile.",
        "Chile did not buy the tanks that Germany had shown.",
        "The police of Chile sold old cars.",
    ],
)
def test_what_is_no_contract(text):
    assert contracts(text) == []


def test_the_maker_fills_the_seller_only_where_the_article_names_that_state():
    (fact,) = contracts("Russia was pleased. Algeria ordered four S-400 battalions.")
    assert pair(fact) == ("DZA", "RUS") and fact.party("seller").antecedent.quote == "Russia"
    assert contracts("Algeria ordered four S-400 battalions.") == []


def test_a_reported_sum_carries_its_speaker():
    text = "Poland bought six frigates from Norway. Minister Anna Berg said that the value of the deal was more than $2 billion."
    (fact,) = contracts(text)
    assert (
        fact.attribution is not None
        and "Anna Berg" in fact.attribution.speaker
        and fact.amount.bound == "at_least"
    )


def test_goods_and_makers():
    assert goods.kind_of(["nuclear", "reactor"]) == "construction"
    assert goods.maker("Rafale and Mirage jets") == "FRA" and goods.maker("Rafale and Su-35 jets") is None
    assert goods.classes_of("submarines") == {"ship/submarine"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Chile. Peru. Contract. $1 bn.",
        "sold sold sold Chile Peru $2bn to from by of",
        '"Chile" bought “Peru” for $$$',
    ],
)
def test_odd_texts_break_nothing(text):
    contracts(text)
