"""Names in a text: longest match, case, dates of validity, places that are no actors, offsets that stay."""

from datetime import date
from types import SimpleNamespace

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles import gazetteer


def name(text, entity, kind="country", via="name", form="noun", start=None, end=None):
    return SimpleNamespace(
        text=text, entity=entity, kind=kind, via=via, form=form, valid_from=start, valid_to=end
    )


def atlas(*names):
    return SimpleNamespace(
        version="test", names=tuple(names), alliances={}, officeholders=lambda person, on=None: ()
    )


SMALL = atlas(
    name("Guinea", "GIN"),
    name("Papua New Guinea", "PNG"),
    name("Equatorial Guinea", "GNQ"),
    name("Georgia", "GEO"),
    name("Georgia Tech", "", "place", "place"),
    name("Turkey", "TUR"),
    name("Türkiye", "TUR"),
    name("Turks", "TUR", via="demonym", form="people"),
    name("US", "USA"),
    name("U.S.", "USA"),
    name("Chad", "TCD"),
    name("Kremlin", "SUN", via="metonym", end=date(1991, 12, 25)),
    name("Kremlin", "RUS", via="metonym", start=date(1991, 12, 26)),
    name("Black Sea", "", "place", "place"),
    name("Washington", "USA", via="capital"),
    name("Cairo", "EGY", via="capital"),
    name("Egypt", "EGY"),
    name("Côte d'Ivoire", "CIV"),
    name("Australian", "AUS", via="demonym", form="adj"),
)


def found(text, on=None):
    return [(m.text, m.entity) for m in gazetteer.find(text, SMALL, on)]


def test_the_longest_name_wins():
    assert found("Papua New Guinea wrote to Guinea and Equatorial Guinea.") == [
        ("Papua New Guinea", "PNG"),
        ("Guinea", "GIN"),
        ("Equatorial Guinea", "GNQ"),
    ]


def test_a_place_hides_the_state_inside_it():
    assert found("Georgia Tech played in Georgia.") == [("Georgia Tech", None), ("Georgia", "GEO")]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("It told us so.", []),
        ("The US agreed.", ["USA"]),
        ("The U.S. agreed.", ["USA"]),
        ("a dish of turkey", []),
        ("TURKEY AND CHAD SIGN", ["TUR", "TCD"]),
        ("the Turks left", ["TUR"]),
    ],
)
def test_case_decides(text, entities):
    assert [e for _, e in found(text)] == entities


def test_accents_do_not_matter_and_offsets_stay():
    for text in ("Turkiye met Côte d’Ivoire", "Türkiye met Cote d'Ivoire"):
        hits = gazetteer.find(text, SMALL)
        assert [m.entity for m in hits] == ["TUR", "CIV"]
        assert all(text[m.start : m.end] == m.text for m in hits)


def test_a_name_means_another_entity_at_another_time():
    assert found("The Kremlin denied it.", date(1985, 1, 1)) == [("Kremlin", "SUN")]
    assert found("The Kremlin denied it.", date(2018, 4, 3)) == [("Kremlin", "RUS")]


def test_currencies_papers_and_datelines_are_no_actors():
    assert found("It paid 40 million Australian dollars.") == [("Australian", None)]
    assert found("It stood in the Washington Post.") == [("Washington", None)]
    assert found("CAIRO, Oct. 5 - Egypt refused.") == [("CAIRO", None), ("Egypt", "EGY")]


def test_the_end_stop_of_an_abbreviation_belongs_to_it():
    (hit,) = gazetteer.find("He left for the U.S. on Monday.", SMALL)
    assert hit.text == "U.S."


def test_a_sign_or_the_case_tells_a_body_from_its_namesake():
    for text, wanted in (
        ("OPEC+ cut its output.", [("OPEC+", "OPEC+")]),
        ("OPEC cut its output.", [("OPEC", "OPEC")]),
        ("GUAM met on Guam.", [("GUAM", "GUAM"), ("Guam", None)]),
        ("It left the Baghdad Pact.", [("Baghdad Pact", "CENTO")]),
    ):
        assert [(m.text, m.entity) for m in gazetteer.find(text, open_atlas(), date(1990, 4, 1))] == wanted


def test_fold_keeps_length():
    for text in ("Ålesund", "Straße", "İzmir", "naïve", "ﬁne"):
        assert len(gazetteer.fold(text)) == len(text)


def test_fifty_thousand_names_take_linear_time():
    text = "Chad, " * 50_000
    assert len(gazetteer.find(text, SMALL)) == 50_000
