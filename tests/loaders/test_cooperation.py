"""Friendly acts: measures of a thing, things that move by themselves, praise of a joint act, papers that bind."""

import pytest


def both(one, other, cls):
    return {(one, other, cls), (other, one, cls)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo gave Ghana 20 tonnes of blankets.", {("TGO", "GHA", "AID")}),
        ("Togo wrote off half of Ghana's debt.", {("TGO", "GHA", "AID")}),
        ("Togo put up 10 million euros for Ghana.", {("TGO", "GHA", "AID")}),
        ("Togo unfroze Ghanaian assets.", {("TGO", "GHA", "CONCEDE")}),
        ("Togolese and Ghanaian troops train together.", both("TGO", "GHA", "COOPERATE")),
        ("Flights between Togo and Ghana resumed on Monday.", both("TGO", "GHA", "COOPERATE")),
        ("The border between Togo and Ghana reopened.", both("TGO", "GHA", "CONCEDE")),
        ("Trade between Togo and Ghana rose by a fifth.", both("TGO", "GHA", "COOPERATE")),
        ("Talks in Lima between Togo and Ghana went well.", both("TGO", "GHA", "CONSULT")),
        ("The Togolese premier called on Ghana's president on Monday.", both("TGO", "GHA", "CONSULT")),
        ("The withdrawal of Togolese troops from Ghana was completed.", {("TGO", "GHA", "RETREAT")}),
        (
            "The treaty obliges Togo to hand back the island to Ghana.",
            {("TGO", "GHA", "AGREE"), ("TGO", "GHA", "CONCEDE")},
        ),
        ("Togo sells fish to Ghana.", {("TGO", "GHA", "COOPERATE")}),
    ],
)
def test_friendly_acts(rows, text, expected):
    assert rows(text) == expected


def test_praise_of_a_joint_act_is_for_both(rows):
    found = rows("Togo and Ghana signed a treaty on Monday. Norway hailed the accord.")
    assert {("NOR", "TGO", "SUPPORT"), ("NOR", "GHA", "SUPPORT")} <= found


def test_talks_held_by_a_third_are_talks_of_the_two(rows):
    found = rows("Norway hosted talks between Togo and Ghana.")
    assert found == both("NOR", "TGO", "CONSULT") | both("NOR", "GHA", "CONSULT") | both(
        "TGO", "GHA", "CONSULT"
    )


def test_an_echo_repeats_the_act(rows):
    found = rows("Norway condemned Togo on Monday. Ghana echoed the criticism.")
    assert ("GHA", "TGO", "ACCUSE") in found


def test_what_is_asked_of_another_is_not_done_by_the_one_who_asks(rows):
    found = rows("Canada renewed its invitation to Finland to come into NATO.")
    assert ("CAN", "NATO", "SUPPORT") not in found


def test_a_part_of_the_world_is_no_host(rows):
    found = rows("Togo quarrelled with Ghana. The Togolese president is touring Central Asia.")
    assert not {r for r in found if r[2] == "CONSULT"}


def test_what_an_approval_waits_for_is_no_act(rows):
    found = rows("Togo and Ghana met. The text awaits the approval of both parliaments.")
    assert not {r for r in found if r[2] == "SUPPORT"}
