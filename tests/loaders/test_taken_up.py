"""Acts that take up what was told before, promises that are threats, and words that only look like an act."""

import pytest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Chile offered Peru a loan. The offer was accepted before their talks ended.",
            ("PER", "CHL", "AGREE"),
        ),
        (
            "Chile offered to mediate between Peru and Bolivia. Lima has turned it down.",
            ("PER", "CHL", "REJECT"),
        ),
        ("Togo recalled its envoy from Ghana. Ghana vowed to make Togo pay.", ("GHA", "TGO", "THREATEN")),
        ("Togo expelled six Ghanaians. Ghana promised to hold Togo to account.", ("GHA", "TGO", "THREATEN")),
        ("Kenya regretted that Uganda had not waited for the talks.", ("KEN", "UGA", "ACCUSE")),
        ("Uganda is flooded. Kenya sent 200 engineers to help Uganda.", ("KEN", "UGA", "AID")),
        ("Norway and Peru have each given Malawi $2 million.", ("NOR", "MWI", "AID")),
        ("Zimbabwe has been promised fuel by Angola.", ("AGO", "ZWE", "AGREE")),
        ("The Pakistani minister telephoned Riyadh to express his thanks.", ("PAK", "SAU", "SUPPORT")),
        ("From Algiers came a warning to Niger.", ("DZA", "NER", "THREATEN")),
        ("Peru pledged not to attack Chile.", ("PER", "CHL", "AGREE")),
        ("Chile is to blame, Peru said.", ("PER", "CHL", "ACCUSE")),
        ("Peru has accused Chile of spying. So has Bolivia.", ("BOL", "CHL", "ACCUSE")),
        ("Peru expelled two Chilean diplomats. Chile did the same.", ("CHL", "PER", "SANCTION")),
        (
            "Since Australia had his country suspended, the premier of Fiji has stayed away.",
            ("AUS", "FJI", "SANCTION"),
        ),
        ("Chile was shaken on Sunday. The first help came from Peru.", ("PER", "CHL", "AID")),
        ("Peru handed the islet back to Chile.", ("PER", "CHL", "CONCEDE")),
        ("Peru asked Chile for ten days. Chile gave Peru ten more days.", ("CHL", "PER", "CONCEDE")),
        ("Mali and Togo quarrel. Vessels from the two held a drill off Lome.", ("MLI", "TGO", "COOPERATE")),
    ],
)
def test_the_sides_of_an_act(rows, text, told):
    assert told in rows(text)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("A truce brokered by Qatar and Egypt holds in Sudan.", ("QAT", "EGY", "CONSULT")),
        ("Mali pulled its citizens out of Sudan.", ("MLI", "SDN", "AID")),
        ("A crowd gathered outside Chile's missions in Lima.", ("CHL", "PER", "CONSULT")),
        ("Mali took the case against Togo to the court in The Hague.", ("MLI", "ICJ", "SUPPORT")),
        ("Mali stood by Togo, the premier of Ghana declared.", ("GHA", "MLI", "SUPPORT")),
        ("Guinea dissociated itself from the sanctions of Mali.", ("GIN", "TGO", "SANCTION")),
    ],
)
def test_what_is_no_act(rows, text, absent):
    assert absent not in rows(text)
