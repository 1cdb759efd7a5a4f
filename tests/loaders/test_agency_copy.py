"""Ways of telling that stand in agency copy as it is printed: denials, notes, drafts, moves, and words that tell no act."""

import pytest

from detente.atlas.book import open_atlas
from detente.graph.model import Article
from detente.loaders.articles import extract as extraction
from detente.loaders.articles import gazetteer, titles
from detente.loaders.articles.document import Document


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ghana insisted that its planes did not violate Chilean airspace.", ("GHA", "CHL", "REJECT")),
        ("Ghana stressed that its ships never entered Chilean waters.", ("GHA", "CHL", "REJECT")),
        ("Chile handed a protest note to Ghana's ambassador.", ("CHL", "GHA", "ACCUSE")),
        ("Ghana vetoed a UN Security Council draft put forward by Chile.", ("GHA", "CHL", "REJECT")),
        ("Ghana ordered tanks to the border with Togo.", ("GHA", "TGO", "MOBILIZE")),
        ("North Korea and South Korea met. The South warned the North.", ("KOR", "PRK", "THREATEN")),
    ],
)
def test_acts_of_agency_copy_are_read(rows, text, wanted):
    assert wanted in rows(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("According to Ghana's army, Chilean planes entered its airspace.", "SUPPORT"),
        ("Chile, thanks to the mediation of Ghana, met Togo.", "SUPPORT"),
        ("Ghana and Togo almost went to war.", "ASSAULT"),
        ("Ghana asked about the harvest in Togo.", "REQUEST"),
        ("Chile met Ghana. The talks demonstrated the skill of Ghana.", "PROTEST"),
        ("The violation of the charter was raised by Ghana with Togo.", "MOBILIZE"),
        ("Reports suggest that Togo had paid Ghana.", "AGREE"),
    ],
)
def test_words_that_tell_no_act_give_none(rows, text, unwanted):
    assert unwanted not in {row[2] for row in rows(text)}


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("The Minister of Foreign Affairs of Ghana Kofi Tetteh met the press.", "Kofi Tetteh", "GHA"),
        ("Togo's ambassador to Ghana, Edem Kodjo, was called in.", "Edem Kodjo", "TGO"),
        ("Ghana's Foreign Affairs spokesperson Ama Owusu spoke.", "Ama Owusu", "GHA"),
    ],
)
def test_persons_are_of_the_state_that_stands_beside_them(text, name, state):
    atlas = open_atlas()
    doc = Document(Article("x", None, text), atlas, None)
    doc.sentences = extraction.undated(text, extraction.sentences.split(text))
    doc.mentions = gazetteer.find(text, atlas)
    assert {b.name: b.entity for b in titles.introduced(doc)}[name] == state
