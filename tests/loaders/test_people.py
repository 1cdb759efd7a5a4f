import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.extract import extract, sound
from detente.loaders.articles.reading import make


def people(text, date="2019-01-16"):
    article, printing = make(text, date=date)
    found = extract(article, printing, open_atlas()).people
    assert all(sound(text, f) for f in found)
    return {(f.party("holder").mention.quote, f.type, f.party("employer").entity) for f in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Norwegian Foreign Minister Anna Berg met envoys of Chile.",
            ("Anna Berg", "foreign minister", "NOR"),
        ),
        ("Anna Berg, the president of Chile, spoke to Peru.", ("Anna Berg", "president", "CHL")),
        (
            "Rostec General Director Ivan Belov said that Peru would buy.",
            ("Ivan Belov", "general director of Rostec", "RUS"),
        ),
        ("Peru's defence minister Luis Cano went to Chile.", ("Luis Cano", "defence minister", "PER")),
    ],
)
def test_titles_in_the_text_name_office_and_state(text, wanted):
    assert wanted in people(text)


def test_each_person_is_told_once():
    found = people(
        "Norwegian Foreign Minister Anna Berg met envoys of Chile. Berg said no. Norway's Berg left."
    )
    assert len(found) == 1


def test_no_title_no_office():
    assert people("Anna Berg sang in Chile and in Peru.") == set()
