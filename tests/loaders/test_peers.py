"""Parties named by their place beside another, by region, by headline, or by a pronoun."""

import pytest

from detente.loaders.articles import regions


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Peru and Chile quarrel over fish. Its southern neighbour accused Peru of theft.",
            ("CHL", "PER", "ACCUSE"),
        ),
        (
            "Kenya and Uganda share a lake. Kenya told its neighbour to withdraw its police.",
            ("KEN", "UGA", "REQUEST"),
        ),
        (
            "Ghana sought a truce with Togo, and Mali watched. Ghana accused the latter of lies.",
            ("GHA", "MLI", "ACCUSE"),
        ),
        ("Peru met Chile and Nepal. Chile accused the Himalayan state of lies.", ("CHL", "NPL", "ACCUSE")),
        ("Cyprus and Lebanon signed an accord. Turkey denounced it.", ("TUR", "LBN", "ACCUSE")),
        ("Ghana closed its border with Togo. Togo replied in kind.", ("TGO", "GHA", "COERCE")),
        (
            "Peru's president met Chile's premier on Monday. Its foreign minister was in Quito yesterday.",
            ("PER", "ECU", "CONSULT"),
        ),
        (
            "Mali met Niger. Observers of the African Union patrol the border at the request of Mali.",
            ("MLI", "AU", "REQUEST"),
        ),
        ("Uganda accused Rwanda of spying. The charge was rejected in Kigali.", ("RWA", "UGA", "REJECT")),
        ("Egypt met Ethiopia in May. Sudan urged its neighbours to resume talks.", ("SDN", "ETH", "REQUEST")),
        ("Togo accused Ghana of lies. The larger country denied it.", ("GHA", "TGO", "REJECT")),
        ("Pakistan hanged an Indian sailor. His country recalled its envoy.", ("IND", "PAK", "SANCTION")),
        ("Iceland condemned Russia. So did Denmark.", ("DNK", "RUS", "ACCUSE")),
        (
            "Peru and Chile met. A spokesman for the ministry in Lima condemned Chile.",
            ("PER", "CHL", "ACCUSE"),
        ),
        (
            "Mali said the raid was a crime and recalled its ambassador from Ghana.",
            ("MLI", "GHA", "SANCTION"),
        ),
        ("The Finns and Norway talked. Norway praised them.", ("NOR", "FIN", "SUPPORT")),
    ],
)
def test_the_one_beside_is_meant(rows, text, act):
    assert act in rows(text)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Peru and Chile are at odds. Bolivia takes no part in the quarrel with Peru.", "ACCUSE"),
        ("Peru and Chile met. One doctor asked what would become of Chile.", "REQUEST"),
        ("Peru met Chile. A train bound for Chile was late in Peru.", "SUPPORT"),
    ],
)
def test_what_is_no_act(rows, text, cls):
    assert cls not in {c for _, _, c in rows(text)}


def test_a_word_of_place_allows_its_states():
    assert regions.told(["the", "himalayan", "kingdom"]) == {"NPL", "BTN"}
    assert "GHA" in regions.told(["the", "west", "african", "state"])
    assert regions.told(["the", "country"]) is None


def test_the_headline_weighs_on_who_is_left_out(rows):
    text = "Ghana, Togo and Benin held talks. Ghana recalled its ambassador."
    assert ("GHA", "TGO", "SANCTION") in rows(text, "Ghana and Togo at odds")
    assert ("GHA", "BEN", "SANCTION") in rows(text, "Ghana and Benin at odds")
