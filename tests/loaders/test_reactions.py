"""Who frets over a deal is no party to it, and a thing that works with others is no act of states."""

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles import extract
from detente.loaders.articles.reading import make

FIRST = "Turkey has signed a contract with Russia for missiles. "


def read(text):
    article, printed = make(text, date="2017-09-12")
    return extract.extract(article, printed, open_atlas()).facts


@pytest.mark.parametrize(
    "reaction",
    [
        "The Pentagon expressed concern over the Turkish purchase.",
        "Washington voiced its anger about the Turkish order.",
        "The United States objected to the Turkish purchase.",
        "Washington condemned the Turkish purchase.",
    ],
)
def test_who_reacts_to_a_deal_is_no_side_of_it(reaction):
    facts = read(FIRST + reaction)
    sides = [{r.entity for r in f.roles} for f in facts if f.kind == "contract"]
    assert {"TUR", "RUS"} in sides and all("USA" not in pair for pair in sides)
    acts = {(f.party("source").entity, f.type) for f in facts if f.kind == "event"}
    assert ("USA", "ACCUSE") in acts or ("USA", "REJECT") in acts
    assert ("USA", "COOPERATE") not in acts and ("USA", "AID") not in acts


def test_a_thing_that_works_with_others_is_no_act_of_states():
    facts = read(FIRST + "The Pentagon wants Turkey to buy equipment that works together.")
    assert not [f for f in facts if f.rule.startswith("work.v.together")]
