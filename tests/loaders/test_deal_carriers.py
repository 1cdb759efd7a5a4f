from decimal import Decimal

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.deals.order import counted_alone
from detente.loaders.articles.extract import extract, sound
from detente.loaders.articles.reading import make
from detente.loaders.articles.values import money


def contracts(text, date="2019-01-16"):
    article, printing = make(text, date=date)
    found = [f for f in extract(article, printing, open_atlas()).facts if f.kind == "contract"]
    assert all(sound(text, f) for f in found)
    return found


def pairs(text):
    return {(f.party("buyer").entity, f.party("seller").entity) for f in contracts(text)}


@pytest.mark.parametrize(
    ("text", "buyer", "seller"),
    [
        ("Chile opened talks with Sweden on 14 fighters.", "CHL", "SWE"),
        ("Spain is pumping gas to Portugal again.", "PRT", "ESP"),
        ("Peru has three Italian helicopters on order.", "PER", "ITA"),
        ("Oman has placed orders worth 900 million dollars with Italy for patrol boats.", "OMN", "ITA"),
        ("Japan has promised Vietnam a loan of 300 million dollars.", "VNM", "JPN"),
        ("In spring Venezuela bought 500 million dollars of Ecuadorean bonds.", "ECU", "VEN"),
        ("Kenya's trucks come from Sweden, which has sent 40 trucks.", "KEN", "SWE"),
        ("China and Kenya signed an agreement on a railway from Mombasa to Nairobi.", "KEN", "CHN"),
        ("Russia signed a contract to build a nuclear plant in Egypt.", "EGY", "RUS"),
        ("Spain agreed to open its bases to American aircraft.", "USA", "ESP"),
        ("Russia keeps a garrison there and supplies Armenia's gas.", "ARM", "RUS"),
    ],
)
def test_who_gets_what_from_whom(text, buyer, seller):
    assert (buyer, seller) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chile opened talks with Sweden on fishing.",
        "Peru settled on a date with Italy.",
        "Kenya's athletes come from poor villages in Sweden.",
        "Spain opened talks with Portugal.",
        "Japan has promised Vietnam its help.",
    ],
)
def test_no_deal_in_these(text):
    assert contracts(text) == []


def test_where_a_sum_started_from_is_not_the_sum():
    (one,) = contracts(
        "Chile bought a plant from Japan at a price cut from 9 million dollars to 7 million dollars."
    )
    assert one.amount.value == Decimal(7_000_000)


def test_another_sum_is_another_loan():
    found = contracts(
        "Algeria lent Tunisia 300 million dollars in 2021 and another 200 million last December."
    )
    assert {f.amount.value for f in found} == {Decimal(300_000_000), Decimal(200_000_000)}


def test_rent_goes_to_the_owner_of_the_base():
    text = "Britain will keep the base in Malta. Malta will receive 14 million pounds a year in rent."
    assert ("GBR", "MLT") in pairs(text)


def test_one_and_a_half():
    assert money.find("a loan of one and a half billion dollars")[0].amount.value == Decimal(1_500_000_000)


def test_goods_only_counted_take_the_goods_before():
    text = "The United States has offered Qatar the F-16. Qatar bought six in May."
    assert ("QAT", "USA") in pairs(text)


def test_counted_alone_needs_a_number():
    from detente.loaders.articles import parse
    from detente.loaders.articles.sentences import split

    parsed = next(
        iter(parse.parse(split("Peru ordered fifty and Chile ordered tanks."), parse.model()).values())
    )
    words = {t.text: counted_alone(t) for t in parsed}
    assert words["fifty"] and not words["tanks"]
