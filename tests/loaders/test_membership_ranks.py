import pytest

ROSTER = (
    "Members of the Gas Exporting Countries Forum met; founders and observers came, members old and new. "
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Its newest recruit is Peru.", {("PER", "GECF", "member")}),
        ("Malaysia obtained observer status.", {("MYS", "GECF", "partner")}),
        ("Iraq was given the rank of observer.", {("IRQ", "GECF", "partner")}),
        (
            "Peru and Chile are asking for admission.",
            {("PER", "GECF", "candidate"), ("CHL", "GECF", "candidate")},
        ),
        ("Chile has lodged an application.", {("CHL", "GECF", "candidate")}),
        ("Peru wants in.", {("PER", "GECF", "candidate")}),
        (
            "Two observers watched, among them Oman and Yemen.",
            {("OMN", "GECF", "partner"), ("YEM", "GECF", "partner")},
        ),
    ],
)
def test_ranks_are_read_in_the_body_a_passage_is_about(belongings, text, wanted):
    assert wanted <= belongings(ROSTER + text, "2015-03-03")


@pytest.mark.parametrize(
    "text",
    [
        "No observer status was given to Iraq.",
        "Peru does not want in.",
        "Chile has joined in the criticism.",
        "Peru won a place in the forum's mission.",
    ],
)
def test_what_is_denied_or_meant_otherwise_is_no_membership(belongings, text):
    assert not belongings(ROSTER + text, "2015-03-03")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Among those waiting for the European Union are three: Serbia, a candidate since 2012; Montenegro, which has opened its talks; "
            "Albania, whose turn comes next.",
            {("SRB", "EU", "candidate"), ("ALB", "EU", "candidate")},
        ),
        (
            "Peru, with Chile and Colombia, announced that it was quitting Unasur.",
            {(s, "UNASUR", "leaving") for s in ("PER", "CHL", "COL")},
        ),
    ],
)
def test_lists_and_company_share_what_is_told_of_one(belongings, text, wanted):
    assert wanted <= belongings(text, "2019-03-03")


def test_an_entry_is_an_event_of_both_sides_only_while_it_is_recent(read):
    def bonds(on):
        text = "NATO counted its members again. North Macedonia came in as number thirty."
        return {
            (f.party("source").entity, f.party("target").entity)
            for f in read(text, on)
            if f.kind == "event" and f.type == "SUPPORT"
        }

    assert bonds("2021-03-03") == {("MKD", "NATO"), ("NATO", "MKD")}
    assert not bonds("2039-03-03")
