"""The worked example of the reference folder: what must be read in the seed article."""

import hashlib
import os
from pathlib import Path

import pytest

from detente.atlas.book import open_atlas
from detente.graph.model import Article, Publication
from detente.loaders.articles import extract

REFERENCE = Path(os.environ.get("DETENTE_REFERENCE", Path(__file__).parents[3] / "shared"))
SEED = REFERENCE / "seed" / "article.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the reference folder is not there")


@pytest.fixture(scope="module")
def told():
    text = SEED.read_text(encoding="utf-8")
    article = Article(hashlib.sha256(text.encode()).hexdigest(), None, text)
    printed = Publication("p", article.id, published_at="2018-04")
    return extract.extract(article, printed, open_atlas())


def events(told, cls):
    return {
        (f.party("source").entity, f.party("target").entity, f.modality)
        for f in told.facts
        if f.kind == "event" and f.type == cls
    }


def test_states_and_alliances(told):
    assert told.states == ("RUS", "TUR", "USA") and told.alliances == ("NATO",)
    assert told.dropped == 0


def test_talks_are_dated(told):
    days = {
        f.valid.start.isoformat()
        for f in told.facts
        if f.kind == "event" and f.type == "CONSULT" and f.valid is not None
    }
    assert "2018-04-03" in days
    assert {("RUS", "TUR", "fact"), ("TUR", "RUS", "fact")} <= events(told, "CONSULT")


def test_technology_transfer_is_possible_and_said_by_the_president(told):
    assert any(
        f.type == "AGREE" and f.modality == "possible" and f.attribution.speaker == "Vladimir Putin"
        for f in told.facts
        if f.kind == "event" and f.attribution is not None
    )


def test_concern_is_directed_at_the_buyer(told):
    blamed = events(told, "ACCUSE")
    assert {("NATO", "TUR", "fact"), ("USA", "TUR", "fact")} <= blamed
    assert not {("NATO", "TUR", "fact"), ("USA", "TUR", "fact")} & events(told, "COOPERATE")
