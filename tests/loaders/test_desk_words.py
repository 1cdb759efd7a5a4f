"""Idioms of the diplomacy desk, bodies told of by a common noun, and the sign of what is asked."""

from __future__ import annotations

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles import extract, reading
from detente.loaders.articles.events import loose


def signed(text: str, day: str = "2014-05-06") -> set[tuple[str, str, str, str | None]]:
    article, *_ = reading.make(text, date=day)
    found = extract.extract(article, None, open_atlas())
    return {
        (f.roles[0].entity, f.type, f.roles[1].entity, f.polarity) for f in found.facts if f.kind == "event"
    }


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("Norway and Britain broke off talks on quotas.", ("GBR", "SANCTION", "NOR", "-")),
        ("Peru quit the accord with Chile, and told Bolivia so and asked it to wait.", ("PER", "REQUEST", "BOL", "-")),
        ("Peru appealed to the United Nations to send a mission.", ("PER", "REQUEST", "UN", "+")),
        ("Peru urged Chile to hold fire.", ("PER", "REQUEST", "CHL", "-")),
        ("Peru called the Chilean vote neither free nor fair.", ("PER", "ACCUSE", "CHL", "-")),
        ("The two allies Peru and Chile staged war games in April.", ("PER", "COOPERATE", "CHL", "+")),
        ('"A disgrace," the Peruvian minister said of the Chilean raid.', ("PER", "ACCUSE", "CHL", "-")),
    ],
)  # fmt: skip
def test_an_act_and_its_sign(sentence: str, row: tuple[str, str, str, str]) -> None:
    assert row in signed(sentence)


def test_a_gapped_list_gives_no_addressee() -> None:
    assert ("PER", "AID", "ARG", "+") not in signed(
        "Bolivia is on fire. Peru contributed two helicopters, and Argentina 200 volunteers."
    )


def test_no_answer_at_once_is_no_refusal() -> None:
    found = signed("Peru accused Chile of spying. Chile did not respond at once.")
    assert not any(cls == "REJECT" for _, cls, _, _ in found)


def test_the_bloc_is_the_one_in_focus() -> None:
    found = signed(
        "ECOWAS lifted its sanctions on Niger. The bloc had imposed them in July. Shops were full again. In December Niger tore up an "
        "arrangement with the European Union. Algeria called the bloc's decision wise."
    )
    assert ("DZA", "SUPPORT", "ECOWAS", "+") in found


def test_only_verbs_of_one_sign_are_read_loosely() -> None:
    assert loose.loose("make") == () and loose.loose("tell") == ()
    assert loose.loose("demolish")[0].cls == "ASSAULT"
