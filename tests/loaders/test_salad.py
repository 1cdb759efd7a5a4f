"""Text without grammar is read to its end: no loop over a parse tree runs for ever."""

import random
from importlib.resources import files

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.extract import extract
from detente.loaders.articles.reading import make, read_paths

SAMPLE = files("detente.app") / "sample"


@pytest.mark.timeout(120)
def test_shuffled_words_end():
    words = (
        " ".join(a.text for a in read_paths([str(SAMPLE)]).articles).split() + ["its", "their", "whose"] * 40
    )
    dice = random.Random(3)
    for _ in range(40):
        text = " ".join(dice.choice(words) for _ in range(120)) + "."
        found = extract(*make(text, date="2019-05-05"), open_atlas())
        for fact in found.facts:
            assert all(span.stands_in(text) for span in fact.evidence)


@pytest.mark.timeout(60)
def test_a_pronoun_in_a_sentence_without_a_verb():
    text = "Turkey accused Russia. The accord between Turkey and Russia, its end, its contract with Iran."
    extract(*make(text, date="2019-05-05"), open_atlas())
