"""Memberships of roles with their lists, of countries said to include others, and bids and invitations that come to nothing."""

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Arctic Council met in Oslo. Its observer states are Poland, Spain and India, and the council also groups Canada and Norway.",
            {("POL", "Arctic Council", "partner"), ("ESP", "Arctic Council", "partner"), ("IND", "Arctic Council", "partner")},
        ),
        ("Peru has expressed interest in joining BRICS.", {("PER", "BRICS", "candidate")}),
        ("BRICS invited Nigeria and Kenya to become members.", {("NGA", "BRICS", "joining"), ("KEN", "BRICS", "joining")}),
        ("Nigeria has become a partner country of BRICS.", {("NGA", "BRICS", "partner")}),
        ("Peru was granted the status of dialogue partner at the summit of the SCO.", {("PER", "SCO", "partner")}),
        ("Libya's return to OPEC was approved on Thursday.", {("LBY", "OPEC", "joining")}),
        ("Fiji was readmitted to the Commonwealth ten years after leaving it.", {("FJI", "Commonwealth", "member")}),
        ("Ireland is a member of NATO's Partnership for Peace programme.", {("IRL", "NATO", "partner")}),
        (
            "Five countries are negotiating to join the OECD, including Peru and Brazil.",
            {("PER", "OECD", "candidate"), ("BRA", "OECD", "candidate")},
        ),
    ],
)  # fmt: skip
def test_what_is_told_of_roles_and_lists(belongings, text, wanted):
    assert wanted <= belongings(text, "2023-03-03")


@pytest.mark.parametrize(
    "text",
    [
        "Peru has declined an invitation to join BRICS.",
        "Iceland withdrew its application to join the EU.",
        "Norway is not a member of the EU.",
        "SADC had suspended two members, Madagascar and Lesotho.",
    ],
)
def test_what_came_to_nothing_is_no_membership(belongings, text):
    assert not belongings(text, "2023-03-03")


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Peru joined OPEC in 1996.", "SUPPORT"),
        ("The GCC unites Oman, Qatar and Kuwait.", "SUPPORT"),
        ("Peru and Chile met. Two other countries were negotiating to enter the league.", "SUPPORT"),
        ("Generals ousted President Ada Berg of Chile, whom Peru had praised.", "ASSAULT"),
        ("Peru bought radars from France. Chile is to upgrade its radars.", "AID"),
    ],
)
def test_what_is_history_or_of_ones_own_is_no_act(acts, text, none):
    assert none not in {kind for _, kind, _ in acts(text, "2023-03-03")}


def test_what_both_do_apiece_they_do_not_to_each_other(acts):
    told = acts("Peru and Chile both negotiated their entry into the WTO.", "2023-03-03")
    assert not {(a, b) for a, _, b in told} & {("PER", "CHL"), ("CHL", "PER")}
