"""Deals and memberships told by a list without its verb, by pointing back, or by where a contract or licence went."""

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Peru bought 32 tanks from Spain last year, Chile 18 and Ecuador a dozen.",
            {("PER", "ESP", None), ("CHL", "ESP", None), ("ECU", "ESP", None)},
        ),
        (
            "Kenya bought frigates from Spain for 300 million euros, Ghana 200 million and Chad 100 million.",
            {("KEN", "ESP", 300), ("GHA", "ESP", 200), ("TCD", "ESP", 100)},
        ),
        (
            "Norway ordered 12 helicopters from Italy in March for 300 million euros. Finland followed suit in May.",
            {("NOR", "ITA", 300), ("FIN", "ITA", None)},
        ),
        (
            "Kenya signed a contract with Spain for two frigates. The first batch set Nairobi back 90 million euros.",
            {("KEN", "ESP", 90)},
        ),
        ("Kenya's contract for the dam went to Italy's Webuild.", {("KEN", "ITA", None)}),
        ("Niger granted France a licence for a uranium mine in 2020.", {("FRA", "NER", None)}),
        ("Kenya's two frigates are on order from Spain.", {("KEN", "ESP", None)}),
        ("Morocco was the first buyer of a French frigate.", {("MAR", "FRA", None)}),
        ("Norway sent Kenya ten tanks, which it got free of charge.", set()),
    ],
)
def test_a_deal_told_in_another_way(deals, text, wanted):
    assert deals(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Greece joined the European Union in 1981, Spain and Portugal five years later.",
            {("GRC", "member"), ("ESP", "member"), ("PRT", "member")},
        ),
        ("Croatia was the last to join the European Union, in July 2013.", {("HRV", "member")}),
        (
            "The European Union met in Paris. Albania and Serbia were made candidates that summer.",
            {("ALB", "candidate"), ("SRB", "candidate")},
        ),
    ],
)
def test_a_membership_told_in_another_way(read, text, wanted):
    found = [f for f in read(text, "2023-05-04") if f.kind == "membership"]
    assert {(f.party("member").entity, f.type) for f in found} == wanted
