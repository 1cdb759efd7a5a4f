"""The words that prove an event: a readable clause around its trigger and parties, cut at the edges of phrases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...graph.model import Span
from .document import Document, Token

__all__ = ["clause"]

LONG = 160
FEW = 4
OPEN = frozenset({"xcomp", "aux", "conj", "pcomp", "acl"})
LOOSE = frozenset({"punct", "relcl", "advcl", "parataxis", "cc", "conj", "appos", "meta", "intj", "dep"})
WHOLE = frozenset({"ccomp", "xcomp", "pcomp", "csubj"})


def clause(
    doc: Document, index: int, tokens: Iterable[Any], mentions: Iterable[Span], *, wide: bool = False
) -> Span:
    """Return the clause that holds the tokens of an act and those of its parties that stand in the sentence.

    ``wide`` asks for the words around as well: the act is told by a noun, or a party is named elsewhere.
    """
    sentence, parse = doc.sentences[index], doc.tokens[index]
    anchors = {t.i for t in tokens}
    for span in mentions:
        if sentence.start <= span.start and span.end <= sentence.end:
            anchors |= inside(parse, span.start - sentence.start, span.end - sentence.start)
    first, last = bounds(parse, anchors, wide=wide)
    start, end = parse[first].idx, parse[last].idx + len(parse[last].text)
    if last - first + 1 < FEW or (
        wide and len(sentence.text.strip()) <= LONG and not has_verb(parse, first, last)
    ):
        body = sentence.text.strip()
        lead = len(sentence.text) - len(sentence.text.lstrip())
        if len(body) <= LONG:
            start, end = lead, lead + len(body)
    return doc.span(sentence.start + start, sentence.start + end)


def inside(parse: Token, start: int, end: int) -> set[int]:
    """Return the places of the tokens that a stretch of the sentence touches."""
    found = set()
    for token in parse:
        at = token.idx
        if at >= end:
            break
        if start < at + len(token) and not token.is_space:
            found.add(token.i)
    return found


def has_verb(parse: Token, first: int, last: int) -> bool:
    """Tell whether a stretch holds a finite verb or an auxiliary: whether it reads as a clause."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in parse[first : last + 1])


def bounds(parse: Token, anchors: set[int], *, wide: bool) -> tuple[int, int]:
    """Return the first and last token of the clause around the anchors."""
    top = ancestor(parse, anchors)
    if wide or top.pos_ not in ("VERB", "AUX"):
        top = above(top)
    if top.dep_ == "relcl" and top.head.i != top.i:
        top = above(top.head)
    path = {top.i}
    for place in anchors:
        one = parse[place]
        while one.i != top.i and one.i not in path:
            path.add(one.i)
            if one.head.i == one.i:
                break
            one = one.head
    kept = set(path)
    for place in sorted(path):
        kept |= core(parse[place], path)
    if top.pos_ in ("VERB", "AUX") and not any(
        c.dep_ in ("nsubj", "nsubjpass", "expl") for c in top.children
    ):
        kept |= shared_subject(top)
    return trim(parse, min(kept), max(kept), anchors)


def ancestor(parse: Token, anchors: set[int]) -> Token:
    """Return the lowest token above all anchors."""
    chains = []
    for place in sorted(anchors):
        one, chain = parse[place], [place]
        while one.head.i != one.i:
            one = one.head
            chain.append(one.i)
        chains.append(chain)
    for place in chains[0]:
        if all(place in chain for chain in chains):
            return parse[place]
    return parse[chains[0][-1]]


def above(token: Token) -> Token:
    """Return the verb of the clause that a token stands in, itself if it is one."""
    one = token
    while one.head.i != one.i:
        if one.pos_ in ("VERB", "AUX") and one.dep_ not in (
            "amod",
            "compound",
            "aux",
            "auxpass",
            "acl",
            "pcomp",
            "xcomp",
        ):
            return one
        one = one.head
    return one


def core(token: Token, path: set[int]) -> set[int]:
    """Return the places of a token's close dependents, those that a reader needs to make sense of it."""
    kept = {token.i}
    verbal = token.pos_ in ("VERB", "AUX")
    for child in token.children:
        if child.i in path:
            continue
        if child.dep_ in LOOSE and not (child.dep_ == "conj" and not verbal):
            continue
        if verbal and child.i > token.i and child.i > 0 and child.nbor(-1).text in (",", ";", "--", "-", "—"):
            continue
        if (
            verbal
            and child.i < token.i
            and child.dep_ in ("prep", "npadvmod", "advmod")
            and far(child, token)
        ):
            continue
        kept |= core(child, path)
    return kept


def far(child: Token, token: Token) -> bool:
    """Tell whether an adjunct stands before the subject of its clause: ``In May Peru ...``."""
    subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "expl")]
    return bool(subjects) and child.i < subjects[0].left_edge.i


def shared_subject(verb: Token) -> set[int]:
    """Return the subject that a verb shares with the verb before it, if both stand close."""
    one, steps = verb, 0
    while one.dep_ in OPEN and one.head.i != one.i and steps < 4:
        one, steps = one.head, steps + 1
        for child in one.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i < verb.i:
                return core(child, set()) | {one.i}
    return set()


def trim(parse: Token, first: int, last: int, anchors: set[int]) -> tuple[int, int]:
    """Return the bounds without marks, conjunctions and commas at the edges, and with quote marks in pairs."""
    low, high = min(anchors), max(anchors)
    while first < low and (
        parse[first].is_space
        or parse[first].is_punct
        or parse[first].dep_ in ("cc", "mark")
        or parse[first].lower_ in ("that", "and", "but")
    ):
        first += 1
    while last > high and (
        parse[last].is_space or parse[last].is_punct or parse[last].dep_ in ("cc", "mark", "prep", "det")
    ):
        last -= 1
    return first, last
