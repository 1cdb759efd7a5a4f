"""Who buys and who sells where a contract is only said to be signed, and what beside a deal is none of its own."""

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Laos has signed a contract with Myanmar to export power to its neighbour.", {("MMR", "LAO", None)}),
        ("Siemens signed a contract with the Peruvian government for two turbines.", {("PER", "DEU", None)}),
        ("Russia signed a contract with Ghana for 12 helicopters.", {("GHA", "RUS", None)}),
        ("Chile signed a contract with Hanwha of South Korea for 12 howitzers.", {("CHL", "KOR", None)}),
        ("Chile has picked Norway's Kongsberg to supply 20 missiles.", {("CHL", "NOR", None)}),
        ("Oman has signed an agreement to supply Nepal with two million tonnes of gas.", {("NPL", "OMN", None)}),
        ("Malta leases an airfield to Italy for 20 million euros a year.", {("ITA", "MLT", 20)}),
        ("China will provide Peru with a new 400 million dollar credit line.", {("PER", "CHN", 400)}),
        ("Chile signed a EUR 140m contract with Germany for a frigate.", {("CHL", "DEU", 140)}),
        ("The deal makes Peru the first foreign customer of the Mogami frigate built by Japan's Mitsubishi Heavy Industries.", {("PER", "JPN", None)}),
        ("Serbia and China agreed on a currency swap of 900 million dollars.", {("SRB", "CHN", 900)}),
    ],
)  # fmt: skip
def test_buyer_and_seller_of_what_is_signed(deals, text, wanted):
    assert deals(text) == wanted


def test_who_buys_of_two_was_told_before(deals):
    text = (
        "Chile has agreed to buy 20 trains from Spain for 300 million euros. "
        "The contract is part of Spain's biggest railway deal, signed last month with Chile."
    )
    assert {(b, s) for b, s, _ in deals(text)} == {("CHL", "ESP")}


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Russia gave Peru a 40 million dollar credit to buy trucks.", ("RUS", "PER")),
        ("Peru raised its arms imports in view of the conflict with Chile.", ("PER", "CHL")),
        ("Japan began delivering a gift of six trucks to Peru.", ("PER", "JPN")),
        (
            "Uganda signed a contract with a Turkish firm to build a railway to the Kenyan border.",
            ("KEN", "UGA"),
        ),
    ],
)
def test_what_is_no_deal_of_its_own(deals, text, none):
    assert none not in {(b, s) for b, s, _ in deals(text)}


def test_what_a_firm_earns_is_no_price(deals):
    text = "Oman signed a contract with Embraer of Brazil for six planes. Embraer, which signed it in May, reported 700 million dollars in revenue."
    assert deals(text) == {("OMN", "BRA", None)}
