import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.extract import extract, sound
from detente.loaders.articles.reading import make


def memberships(text, date="2019-01-16"):
    article, printing = make(text, date=date)
    found = [f for f in extract(article, printing, open_atlas()).facts if f.kind == "membership"]
    assert all(sound(text, f) for f in found)
    return {(f.party("member").entity, f.party("body").entity, f.type) for f in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway is a member of NATO.", {("NOR", "NATO", "member")}),
        ("Norway, a NATO ally, spoke to Peru.", {("NOR", "NATO", "member")}),
        ("The NATO member Norway spoke to Peru.", {("NOR", "NATO", "member")}),
        ("The plan worried Norway's NATO allies.", {("NOR", "NATO", "member")}),
        ("Croatia joined the European Union in 2013.", {("HRV", "EU", "member")}),
        ("Croatia will join the European Union next year.", {("HRV", "EU", "joining")}),
        ("Georgia wants to join NATO.", {("GEO", "NATO", "candidate")}),
        ("Georgia has applied to the EU.", {("GEO", "EU", "candidate")}),
        ("Qatar left OPEC in January.", {("QAT", "OPEC", "leaving")}),
        ("Finland was admitted to the United Nations.", {("FIN", "UN", "member")}),
        ("Chile and Peru belong to the OAS.", {("CHL", "OAS", "member"), ("PER", "OAS", "member")}),
        (
            "Kenya, Uganda and Rwanda make up the EAC.",
            {("KEN", "EAC", "member"), ("UGA", "EAC", "member"), ("RWA", "EAC", "member")},
        ),
        ("Laos has been an observer at ASEAN since 1992.", {("LAO", "ASEAN", "partner")}),
        ("Sweden's bid to join NATO was discussed.", {("SWE", "NATO", "candidate")}),
    ],
)
def test_the_text_says_who_stands_how_to_a_body(text, wanted):
    assert memberships(text) == wanted


def test_long_lists_are_taken_whole():
    text = (
        "Peru, Chile, Brazil, Bolivia, Ecuador, Colombia, Uruguay, Paraguay and Argentina belong to the OAS."
    )
    assert len(memberships(text)) == 9


@pytest.mark.parametrize(
    "text",
    [
        "Norway spoke to NATO.",
        "NATO troops came to Norway.",
        "Norway is not a member of the EU.",
        "Ministers of Chile met EU envoys.",
        "Georgia is expected to join NATO.",
    ],
)
def test_what_is_known_but_not_said_is_no_membership(text):
    assert memberships(text) == set()
