"""Who meets whom, who is thanked or praised, and where: what the sentences around an act settle."""

from __future__ import annotations

import pytest

Told = set[tuple[str, str, str]]


def both(one: str, cls: str, other: str) -> Told:
    return {(one, cls, other), (other, cls, one)}


def test_those_who_are_brought_together_meet_each_other_and_their_host(acts) -> None:
    found = acts("Mali brought the ministers of Ghana and Togo together.")
    assert found == both("MLI", "CONSULT", "GHA") | both("MLI", "CONSULT", "TGO") | both(
        "GHA", "CONSULT", "TGO"
    )


@pytest.mark.parametrize(
    "sentence",
    ["The Chilean premier arrived here on Monday.", "Chile's foreign minister is expected here tomorrow.",
     "Chile's president is due here on Friday."],
)  # fmt: skip
def test_here_is_where_the_report_comes_from(acts, sentence: str) -> None:
    assert acts(f"PARIS, May 3 - {sentence} France was calm.") == both("CHL", "CONSULT", "FRA")


def test_a_body_is_no_place_of_a_visit(acts) -> None:
    assert acts("Poland has been in NATO since 1999.") == set()


def test_what_is_their_own_points_to_no_third_state(acts) -> None:
    found = acts("Algeria hosted a summit. Iran and Iraq agreed to end their frontier dispute.")
    assert both("IRN", "AGREE", "IRQ") <= found
    assert ("IRN", "AGREE", "DZA") not in found


def test_a_denial_takes_up_the_charge_of_its_sentence(acts) -> None:
    found = acts("Egypt has accused Qatar of arming rebels in Libya, which Qatar denies.")
    assert ("QAT", "REJECT", "EGY") in found
    assert ("QAT", "REJECT", "LBY") not in found


def test_those_among_whom_someone_is_act_as_he_does(acts) -> None:
    found = acts("Hungary sealed the border. Poland and France were among 13 states that criticised Hungary.")
    assert {("POL", "ACCUSE", "HUN"), ("FRA", "ACCUSE", "HUN")} <= found


def test_a_wish_to_join_is_no_accession(acts) -> None:
    assert ("SRB", "SUPPORT", "EU") not in acts("Austria spoke of Serbia's wish to join the European Union.")


def test_mediation_that_is_offered_is_an_offer(acts) -> None:
    found = acts("Uganda offered to mediate between Kenya and Somalia.")
    assert {("UGA", "AGREE", "KEN"), ("UGA", "AGREE", "SOM")} <= found
    assert not any(cls == "CONSULT" for _, cls, _ in found)


def test_others_who_take_part_join_both(acts) -> None:
    found = acts("Finland and Norway held an exercise in Lapland. Estonia is to take part.")
    assert both("EST", "COOPERATE", "FIN") | both("EST", "COOPERATE", "NOR") <= found


def test_the_junta_is_of_the_state_whose_soldiers_rule(acts) -> None:
    found = acts(
        "Niger's military ruler visited Russia on Monday. Russia praised him. The junta has accused France."
    )
    assert ("NER", "ACCUSE", "FRA") in found and ("RUS", "ACCUSE", "FRA") not in found
