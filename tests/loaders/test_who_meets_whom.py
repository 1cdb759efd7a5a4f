"""Who meets whom, who is thanked or praised, and where: what the sentences around an act settle."""

from __future__ import annotations

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles import extract, reading

Told = set[tuple[str, str, str]]


def told(text: str, day: str = "2014-05-06") -> Told:
    article, *_ = reading.make(text, date=day)
    found = extract.extract(article, None, open_atlas())
    assert found.dropped == 0
    return {(f.roles[0].entity, f.type, f.roles[1].entity) for f in found.facts if f.kind == "event"}


def both(one: str, cls: str, other: str) -> Told:
    return {(one, cls, other), (other, cls, one)}


def test_those_who_are_brought_together_meet_each_other_and_their_host() -> None:
    found = told("Mali brought the ministers of Ghana and Togo together.")
    assert found == both("MLI", "CONSULT", "GHA") | both("MLI", "CONSULT", "TGO") | both(
        "GHA", "CONSULT", "TGO"
    )


@pytest.mark.parametrize(
    "sentence",
    ["The Chilean premier arrived here on Monday.", "Chile's foreign minister is expected here tomorrow.",
     "Chile's president is due here on Friday."],
)  # fmt: skip
def test_here_is_where_the_report_comes_from(sentence: str) -> None:
    assert told(f"PARIS, May 3 - {sentence} France was calm.") == both("CHL", "CONSULT", "FRA")


def test_a_body_is_no_place_of_a_visit() -> None:
    assert told("Poland has been in NATO since 1999.") == set()


def test_what_is_their_own_points_to_no_third_state() -> None:
    found = told("Algeria hosted a summit. Iran and Iraq agreed to end their frontier dispute.")
    assert both("IRN", "AGREE", "IRQ") <= found
    assert ("IRN", "AGREE", "DZA") not in found


def test_a_denial_takes_up_the_charge_of_its_sentence() -> None:
    found = told("Egypt has accused Qatar of arming rebels in Libya, which Qatar denies.")
    assert ("QAT", "REJECT", "EGY") in found
    assert ("QAT", "REJECT", "LBY") not in found


def test_those_among_whom_someone_is_act_as_he_does() -> None:
    found = told("Hungary sealed the border. Poland and France were among 13 states that criticised Hungary.")
    assert {("POL", "ACCUSE", "HUN"), ("FRA", "ACCUSE", "HUN")} <= found


def test_a_wish_to_join_is_no_accession() -> None:
    assert ("SRB", "SUPPORT", "EU") not in told("Austria spoke of Serbia's wish to join the European Union.")


def test_mediation_that_is_offered_is_an_offer() -> None:
    found = told("Uganda offered to mediate between Kenya and Somalia.")
    assert {("UGA", "AGREE", "KEN"), ("UGA", "AGREE", "SOM")} <= found
    assert not any(cls == "CONSULT" for _, cls, _ in found)


def test_others_who_take_part_join_both() -> None:
    found = told("Finland and Norway held an exercise in Lapland. Estonia is to take part.")
    assert both("EST", "COOPERATE", "FIN") | both("EST", "COOPERATE", "NOR") <= found


def test_the_junta_is_of_the_state_whose_soldiers_rule() -> None:
    found = told(
        "Niger's military ruler visited Russia on Monday. Russia praised him. The junta has accused France."
    )
    assert ("NER", "ACCUSE", "FRA") in found and ("RUS", "ACCUSE", "FRA") not in found
