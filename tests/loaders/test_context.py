"""Who is meant: pronouns, definite descriptions and groups, each with the step that resolves it."""

import hashlib

import pytest

from detente.atlas.book import open_atlas
from detente.graph.model import Article
from detente.loaders.articles import context, extract


@pytest.fixture(scope="module")
def atlas():
    return open_atlas()


def meant(atlas, text, words, occurrence=-1):
    doc = extract.prepare(Article(hashlib.sha256(text.encode()).hexdigest(), None, text), None, atlas)
    starts = [i for i in range(len(text)) if text.startswith(words, i)]
    start = starts[occurrence]
    found = context.resolve(doc, doc.sentence_at(start).index, start, start + len(words), words)
    for one in found:
        assert one.via == "coref" and one.mention.quote == words
        assert one.antecedent.stands_in(text) and one.antecedent.end <= len(text)
    return [one.entity for one in found]


@pytest.mark.parametrize(
    ("text", "words", "entities"),
    [
        ("Norway warned Iceland. It recalled an envoy.", "It", ["NOR"]),
        ("Ghana and Benin agreed. They signed on Monday.", "They", ["GHA", "BEN"]),
        ("Ghana and Benin agreed. Both governments signed.", "Both governments", ["GHA", "BEN"]),
        ("Saudi Arabia met Chad. The kingdom paid.", "The kingdom", ["SAU"]),
        ("Cuba met Chad in March. The island paid.", "The island", ["CUB"]),
        ("President Ana Duarte of Peru met Chile. She smiled.", "She", ["PER"]),
        ("Peru's foreign minister, Ana Duarte, met Chile. The minister smiled.", "The minister", ["PER"]),
        (
            "Ghana, Benin and Togo met. The three presidents smiled.",
            "The three presidents",
            ["BEN", "GHA", "TGO"],
        ),
        ("It rained. The weather was bad.", "The weather", []),
    ],
)
def test_resolution(atlas, text, words, entities):
    assert sorted(meant(atlas, text, words)) == sorted(entities)


def test_a_capital_at_the_head_places_the_ministry(atlas):
    text = "Norway warned Iceland. In Paris the Foreign Ministry said no."
    assert meant(atlas, text, "the Foreign Ministry") == ["FRA"]


def test_nothing_before_means_nothing(atlas):
    assert meant(atlas, "Both governments signed.", "Both governments") == []


def test_persons_with_a_title_stand_for_their_state(atlas):
    text = "Defence Minister Ola Berg of Norway left. Berg met Chile."
    doc = extract.prepare(Article("a" * 64, None, text), None, atlas)
    named = [(m.text, m.entity) for m in doc.mentions if m.person]
    assert named == [("Ola Berg", "NOR"), ("Berg", "NOR")]


def test_what_was_named_fades_also_towards_the_end_of_the_text(atlas):
    text = "Norway paid. " + "It rained. " * 20 + "It snowed."
    doc = extract.prepare(Article("a", None, text), None, atlas)
    (first,), (last,) = context.salience(doc, 13), context.salience(doc, len(text))
    assert first[1] == last[1] == "NOR"
    assert last[0] < first[0] * context.FADE**15
