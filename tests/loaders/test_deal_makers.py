"""Deals told by who is chosen or charged, by verbs with a particle, by a price beside goods, and by firms that only the text gives a state."""

import pytest

from detente.loaders.articles import goods


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru chose Alstom of France for 12 trains.", {("PER", "FRA", None)}),
        ("Chile hired Damen of the Netherlands to build two ferries.", {("CHL", "NLD", None)}),
        (
            "Boeing of the United States was awarded a $900 million contract to build 20 fighters for the Kuwait Air Force.",
            {("KWT", "USA", 900)},
        ),
        ("Ghana laid out 300 million euros for four frigates from Spain.", {("GHA", "ESP", 300)}),
        ("Norway parted with six old frigates to Chile for 90 million dollars.", {("CHL", "NOR", 90)}),
        ("The satellite was built for Angola by Russia and cost 286 million dollars.", {("AGO", "RUS", 286)}),
        ("Ecuador exercised an option for four more trains from Spain.", {("ECU", "ESP", None)}),
        ("Serbia borrowed 900 million dollars from China to modernise the railway to Hungary.", {("SRB", "CHN", 900)}),
        ("Laos handed its power grid to a Chinese company under a 25-year concession.", {("LAO", "CHN", None)}),
        ("Peru took out a loan of 200 million dollars from Japan.", {("PER", "JPN", 200)}),
        (
            "Bulog of Indonesia secured 500,000 tonnes of rice from Thailand in March.",
            {("IDN", "THA", None)},
        ),
        (
            "Kenya ordered two ferries from the Danish yard Karstensens in May. Karstensens sold Ghana a trawler for 9 million euros.",
            {("KEN", "DNK", None), ("GHA", "DNK", 9)},
        ),
        (
            "Malaysia's four corvettes were supplied by Spain's Navantia under a contract of 2002 for 800 million euros.",
            {("MYS", "ESP", 800)},
        ),
        ("Italy sold Iraq a reactor in 1976. France has sold ovens to the same customer for 20 million dollars.",
         {("IRQ", "ITA", None), ("IRQ", "FRA", 20)}),
        ("Japan eased its restrictions on exports of computers to South Korea.", set()),
        ("Togo has no pipeline of its own for want of a loan, and Chad blames Mali.", set()),
    ],
)  # fmt: skip
def test_deals_are_read(deals, text, wanted):
    assert deals(text) == wanted


def test_two_words_name_one_make():
    assert goods.maker("twelve Black Hawks") == "USA"
    assert goods.maker("twelve Hawks") == "GBR"


def test_a_winner_is_no_money(deals):
    assert deals("Spain's Navantia won the order for two frigates from Peru.") == {("PER", "ESP", None)}
