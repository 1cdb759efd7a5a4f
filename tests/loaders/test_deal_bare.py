"""Sums that no word of commerce explains, goods only counted, makers behind their goods; short names of bodies."""

import pytest

TRADE = (
    "Kenya bought frigates from Spain for 300 million euros in May. Ghana ordered two ferries from Spain for 90 million euros "
    "in June. Chad borrowed 80 million euros from France. "
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Togo came next, with the Spanish yard Navantia, at 70 million euros.", ("TGO", "ESP", 70)),
        ("Togo paid Navantia 70 million euros for a pair.", ("TGO", "ESP", 70)),
        ("Togo took it from Navantia for 70 million euros.", ("TGO", "ESP", 70)),
    ],
)
def test_a_sum_in_a_text_about_trade_is_that_of_a_deal(deals, text, wanted):
    assert wanted in deals(TRADE + text)


def test_a_sum_alone_is_no_deal_elsewhere(deals):
    text = (
        "Kenya and Spain met on Monday. Togo came next, with the Spanish yard Navantia, at 70 million euros."
    )
    assert deals(text) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Five trains by CRRC arrived in Kenya in May.", {("KEN", "CHN", None)}),
        ("In a deal of 2019 Kenya replaced its old tanks with Spanish vehicles.", {("KEN", "ESP", None)}),
        ("Kenya decided in favour of four Spanish frigates.", {("KEN", "ESP", None)}),
        ("Algeria bought AlgaSat-2 from China in 2013.", {("DZA", "CHN", None)}),
        ("Italy's Webuild is sinking 300 million euros into a port in Kenya.", {("KEN", "ITA", 300)}),
        ("Saudi Arabia parked 2 billion dollars with the central bank of Kenya.", {("KEN", "SAU", 2000)}),
    ],
)
def test_goods_told_with_their_maker_or_place(deals, text, wanted):
    assert deals(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Shanghai Cooperation Organisation met. The Organisation consists of India, China and Kazakhstan.",
            {("IND", "SCO", "member"), ("CHN", "SCO", "member"), ("KAZ", "SCO", "member")},
        ),
        (
            "The Pacific Islands Forum met its members and partners. Fiji was a founder. East Timor watches from the observers' bench.",
            {("TLS", "Pacific Islands Forum", "partner")},
        ),
        ("Brazil accepted an invitation to BRICS.", {("BRA", "BRICS", "joining")}),
        (
            "The Pacific Alliance has members and observers. Fifty states, from Egypt to Slovakia, are observers.",
            {("EGY", "Pacific Alliance", "partner"), ("SVK", "Pacific Alliance", "partner")},
        ),
    ],
)
def test_bodies_by_their_short_names_and_set_phrases(belongings, text, wanted):
    assert wanted <= belongings(text, "2023-03-03")


def test_goods_to_follow_are_a_deal_of_their_own(read):
    found = read("Peru bought 32 tanks from Spain in 2019, with an option on 18 more.", "2023-05-04")
    assert sorted(int(f.quantity.value) for f in found if f.kind == "contract") == [18, 32]


def test_what_is_only_counted_keeps_its_unit(read):
    text = "Turkey has signed a contract with Russia for S-400 air defence systems. Turkey will receive two systems."
    (deal,) = [f for f in read(text, "2017-09-12") if f.kind == "contract"]
    assert (deal.type, deal.quantity.value, deal.quantity.unit) == ("arms", 2, "system")
