"""Settles which firm a deal means by ``it`` or ``the same yard``: the one that the sentence or the one before is about."""

from __future__ import annotations

from .. import arguments
from ..document import Document, Mention, Resolved, Token

FIRMS = frozenset([
    "company", "firm", "group", "yard", "shipyard", "shipbuilder", "builder", "maker", "manufacturer", "producer", "concern", "conglomerate",
    "utility", "contractor", "supplier", "planemaker", "operator", "consortium", "lender", "bank", "trader", "exporter", "developer",
])  # fmt: skip
POINTING = frozenset(["the", "that", "this", "same"])
PRONOUNS = frozenset(["it", "they", "its", "their"])
NEAR = 2


def firm_meant(doc: Document, index: int, token: Token) -> Resolved | None:
    """Return the state of the firm that a pronoun, a possessor or ``the company`` points back to, if one does."""
    word: Token | None = token if token.lower_ in PRONOUNS else None
    word = word or next((c for c in token.lefts if c.dep_ == "poss" and c.lower_ in PRONOUNS), None)
    if word is not None:
        told = _subject(doc, index, word.i) or _opening(doc, index - 1)
    elif token.lemma_.lower() in FIRMS and any(c.lower_ in POINTING for c in token.lefts):
        if arguments.modifiers_before(doc, index, token):
            return None
        word, told = token, _last(doc, index, doc.place_of(index, token)[0])
    else:
        return None
    one = arguments.resolved(doc, told) if told is not None else None
    if told is None or one is None or one.kind != "country":
        return None
    start, end = doc.place_of(index, word)
    return Resolved(one.entity, one.kind, "coref", doc.span(start, end), told.span)


def behind_firm(doc: Document, party: Resolved) -> bool:
    """Tell whether a state stands for a firm of its: ``Hitachi``, or ``Japan`` in ``Japan's Hitachi``."""
    if party.via == "company":
        return True
    end = party.mention.end
    near = next((m for m in doc.mentions_between(end, end + 30) if m.via == "company"), None)
    return near is not None and doc.text[end : near.start].strip() in ("'s", "’s", "'", "’")


def is_firm(mention: Mention | None) -> bool:
    """Tell whether a mention is of a firm."""
    return mention is not None and mention.via == "company"


def _subject(doc: Document, index: int, before: int) -> Mention | None:
    """Return the firm that is the last subject before a word of its sentence; any other subject there bars it."""
    last = None
    for token in doc.tokens[index][:before]:
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN"):
            last = doc.mention_of(index, token) if token.pos_ == "PROPN" else None
    return last if is_firm(last) else None


def _opening(doc: Document, index: int) -> Mention | None:
    """Return the firm that is the subject of the main clause of a sentence."""
    tokens = doc.tokens.get(index)
    if tokens is None:
        first = min(doc.mentions_in(index), key=lambda m: m.start, default=None) if index >= 0 else None
        return (
            first
            if is_firm(first) and first is not None and first.start - doc.sentences[index].start <= 4
            else None
        )
    for token in tokens:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT":
            mention = doc.mention_of(index, token)
            return mention if is_firm(mention) else None
    return None


def _last(doc: Document, index: int, before: int) -> Mention | None:
    """Return the firm named last within reach."""
    low = doc.sentences[max(0, index - NEAR)].start
    named = [m for m in doc.mentions_between(low, before) if is_firm(m)]
    return named[-1] if named else None
