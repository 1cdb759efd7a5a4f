import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.extract import extract, sound
from detente.loaders.articles.reading import make


def contracts(text):
    article, printing = make(text, date="2024-01-16")
    found = [f for f in extract(article, printing, open_atlas()).facts if f.kind == "contract"]
    assert all(sound(text, f) for f in found)
    return {f"{f.party('buyer').entity}<{f.party('seller').entity}": f for f in found}


@pytest.mark.parametrize(
    ("text", "pair", "item"),
    [
        (
            "Oman is negotiating with France on the purchase of 18 Rafale fighters for some 2.5 billion euros.",
            "OMN<FRA",
            "18 Rafale fighters",
        ),
        (
            "Peru bought an upgrade for 12 of its MiG-29 fighters from Russia.",
            "PER<RUS",
            "upgrade for 12 of its MiG-29 fighters",
        ),
        (
            "Chile signed a contract with Sweden for the Gripen. Sweden will deliver the jets to Chile in May.",
            "CHL<SWE",
            "Gripen",
        ),
    ],
)
def test_items_are_clean_and_resolved(text, pair, item):
    assert contracts(text)[pair].item == item


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Rosatom is building two reactors at Paks for Hungary.", "HUN<RUS"),
        ("Bulgaria will get 12 jets from Sweden.", "BGR<SWE"),
        ("The first three of the frigates arrived in Chile from Spain.", "CHL<ESP"),
        ("Kenya took delivery of six howitzers from Serbia.", "KEN<SRB"),
        ("China lent Laos 400 million dollars at 2 percent.", "LAO<CHN"),
        ("Kuwait has a contract with France for 24 helicopters worth 1 billion euros.", "KWT<FRA"),
        ("Angola owes China for a loan of 2 billion dollars.", "AGO<CHN"),
        ("South Africa signed a 400 million rand loan with China.", "ZAF<CHN"),
    ],
)
def test_deals_told_without_a_sale(text, pair):
    assert set(contracts(text)) == {pair}


def test_money_lent_for_a_purchase_goes_to_the_borrower():
    text = "Canada lends India 90 million dollars for the purchase of two million tons of Canadian grain."
    assert "IND<CAN" in contracts(text)


def test_a_wish_to_buy_is_no_done_deal():
    fact = contracts("Kenya also hopes to buy 12 trainers from Italy.")["KEN<ITA"]
    assert fact.status == "under_negotiation"


def test_banned_licences_are_no_contract():
    assert (
        contracts("The measures of the United States ban export licences for a Turkish defence agency.") == {}
    )


def test_a_second_batch_is_not_the_first_contract():
    text = (
        "Russia and Turkey are negotiating on a second batch of S-400 missiles. "
        "The first contract, signed in 2017, was worth $2.5 billion."
    )
    article, printing = make(text, date="2024-01-16")
    found = [f for f in extract(article, printing, open_atlas()).facts if f.kind == "contract"]
    assert len(found) == 2
    assert [f.amount is None for f in found if f.item and f.item.startswith("second")] == [True]


def test_some_of_the_jets_are_jets_whatever_was_named_before():
    text = (
        "Norway handed Peru its first jet at an air base near Lima. "
        "Chile and Norway fell out after that. Chile had planned to buy 100 of the jets from Norway."
    )
    assert contracts(text)["CHL<NOR"].type == "arms"
