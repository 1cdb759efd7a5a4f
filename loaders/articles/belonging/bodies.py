"""Finds the bodies of a sentence: named, described, or left out where the passage is about one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .. import arguments, context
from ..bodywords import BODY_HEADS
from ..document import Document, Mention, Resolved, Token
from .record import worldwide
from .words import ENTRIES, VERBS

UNNAMED = frozenset(["observer", "associate", "accession", "member", "ally"])


BACK = 3
LEAD = 2
"""How many more mentions one in the opening sentence is worth."""
ELSEWHERE = 0.7
"""How much a body weighs that another paragraph named."""
NTH = re.compile(r"\d+(?:st|nd|rd|th)|[a-z-]*(?:first|second|third|[a-z]{2}th)|founding")


def bodies_in(doc: Document, index: int) -> Iterator[tuple[Token, Resolved]]:
    """Yield the tokens that name a body or stand for one named shortly before (``join it``, ``belongs to both``)."""
    for token in doc.tokens[index]:
        body = _body(doc, index, token)
        if body is not None:
            yield token, body
            continue
        low = token.lower_
        if low in ("it", "both", "latter", "them") and token.dep_ in ("dobj", "pobj"):
            verb = token.head if token.dep_ == "dobj" else token.head.head
            while verb.pos_ in ("ADP", "ADV", "SCONJ") and verb.head.i != verb.i:
                verb = verb.head  # "walked out of it"
            if (
                token.dep_ == "pobj"
                and token.head.lower_ == "of"
                and verb.lemma_.lower() in ("part", "member", "founder", "mainstay")
            ):
                yield from ((token, body) for body in _said_before(doc, index, token, 1))
                continue
            left = verb.lemma_ == "leave" and not arguments.prep_objects(verb, "to", "at", "in", "with")
            if VERBS.get(verb.lemma_.lower()) not in ("member", "leaving", "candidate") or (
                not left
                and verb.lemma_
                in (
                    "be",
                    "make",
                    "form",
                    "lead",
                    "head",
                    "go",
                    "come",
                    "leave",
                    "sit",
                    "stay",
                )
            ):
                continue
            for body in _said_before(doc, index, token, 2 if low == "both" else 1):
                yield token, body
        elif token.pos_ == "NOUN" and _unnamed(doc, index, token):
            for body in main_body(doc, index, token):
                yield token, body


def named_below(doc: Document, index: int, noun: Token) -> list[Resolved] | None:
    """Return the body named below a word; an empty list if another organisation is, None if nothing is."""
    for inner in noun.subtree:
        mention = doc.mention_of(index, inner)
        if mention is not None and mention.kind == "alliance":
            one = arguments.resolved(doc, mention)
            return [one] if one is not None else []
        if mention is not None and mention.kind == "organization":
            return []
    return None


def main_body(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the body that a passage is about: the one named most often so far, later mentions counting more."""
    at = doc.place_of(index, token)[0]
    score: dict[str, float] = {}
    last: dict[str, Mention] = {}
    sentence = doc.sentences[index]
    paragraph = doc.text.rfind("\n", 0, sentence.start) + 1
    for mention in doc.mentions_between(0, sentence.end):
        if (
            mention.kind == "alliance"
            and mention.entity
            and (mention.start < at or mention.entity not in score)
        ):
            near = doc.sentence_at(mention.start)
            gap = index - (near.index if near else 0)
            same = 1.0 if mention.start >= paragraph else ELSEWHERE
            score[mention.entity] = score.get(mention.entity, 0.0) + (0.3 + 0.7 * 0.85**gap) * same
            last[mention.entity] = mention
    if not score:
        return []
    here = [m for m in doc.mentions_between(sentence.start, at) if m.kind == "alliance" and m.entity]
    if here and not worldwide(doc.atlas, here[-1].entity or ""):
        return [context.step(doc, here[-1], doc.token_span(index, token, token))]
    best = max(sorted(score), key=lambda e: score[e] * (0.4 if worldwide(doc.atlas, e) else 1.0))
    return [context.step(doc, last[best], doc.token_span(index, token, token))] if score[best] > 0.28 else []


def _unnamed(doc: Document, index: int, token: Token) -> bool:
    """Tell whether a noun of membership leaves out its body, which the text named before: ``as its 82nd member``."""
    low = token.lemma_.lower()
    if low not in UNNAMED or (token.dep_ == "pobj" and token.head.lower_ == "from"):
        return False  # "promoted from observer"
    if any(
        r.kind == "alliance"
        for t in token.subtree
        if (m := doc.mention_of(index, t)) and (r := arguments.resolved(doc, m))
    ):
        return False
    if low == "ally":
        return token.dep_ == "appos" and any(
            c.lower_ in ("last", "another", "fellow", "newest", "only") for c in token.children
        )
    if low == "member":
        if (
            token.dep_ == "pobj"
            and token.head.lower_ == "as"
            and token.head.head.lemma_ in ("admit", "accept", "enter", "join")
        ):
            return True
        # "Its members are A and B"; "Niger, a member, objected".
        own = any(c.dep_ == "poss" and c.lower_ == "its" for c in token.children)
        if own and (token.dep_ == "attr" or (token.dep_ == "nsubj" and token.head.lemma_ == "be")):
            return True
        if token.dep_ == "appos" and not any(
            c.dep_ in ("prep", "compound", "amod", "poss") for c in token.children
        ):
            return True
        return any(c.lower_ == "full" or NTH.fullmatch(c.lower_) for c in token.children)
    if low in ENTRIES:
        return token.dep_ != "compound" or token.head.lemma_.lower() in (
            "talk",
            "treaty",
            "negotiation",
            "protocol",
        )
    # Observers who remark on something are no members of anything.
    speaking = token.dep_ == "nsubj" and token.head.lemma_.lower() not in (
        "be",
        "become",
        "sit",
        "attend",
        "remain",
    )
    return not speaking and not any(c.dep_ == "prep" and c.lower_ in ("of", "in") for c in token.children)


def _said_before(doc: Document, index: int, token: Token, number: int, back: int = 2) -> list[Resolved]:
    """Return the bodies named last before a token, in this sentence or those shortly before."""
    at = doc.place_of(index, token)[0]
    start = doc.sentences[max(0, index - back)].start
    named: dict[str, Any] = {}
    for mention in reversed(doc.mentions_between(start, at)):
        if mention.kind == "alliance" and mention.entity:
            named.setdefault(mention.entity, mention)
    here = doc.token_span(index, token, token)
    found = [context.step(doc, m, here) for m in list(named.values())[:number]]
    return found if len(found) == number else []


def _body(doc: Document, index: int, token: Token) -> Resolved | None:
    """Return the body that a token names or stands for."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X"):
        return None
    mention = doc.mention_of(index, token)
    if mention is not None:
        last = doc.place_of(index, token)[1] >= mention.end
        return arguments.resolved(doc, mention) if mention.kind == "alliance" and last else None
    if (
        token.lemma_.lower() in BODY_HEADS
        and token.dep_ in ("pobj", "dobj")
        and any(c.lower_ in ("the", "that", "this") for c in token.children)
    ):
        found = arguments.parties(doc, index, token)
        return found[0] if len(found) == 1 and found[0].kind == "alliance" else None
    return None


def recent_bodies(doc: Document, index: int) -> list[Mention]:
    """Return the bodies a sentence may be about: those it names, those named shortly before, the one the text is about."""
    here = [m for m in doc.mentions_in(index) if m.kind == "alliance" and m.entity]
    paragraph = doc.text.rfind("\n", 0, doc.sentences[index].start) + 1
    first = min(paragraph, doc.sentences[max(0, index - BACK)].start)
    before = [
        m
        for m in doc.mentions_between(first, doc.sentences[index].start)
        if m.kind == "alliance" and m.entity
    ]
    return list({m.entity: m for m in (*here, *reversed(before), *topic(doc))}.values())


def topic(doc: Document) -> list[Mention]:
    """Return a mention of the body that the text names most, if it names it more than once or opens with it."""
    known: list[Mention] | None = doc.memo.get("main body")
    if known is not None:
        return known
    count: dict[str, int] = {}
    first: dict[str, Mention] = {}
    for mention in doc.mentions:
        if mention.kind == "alliance" and mention.entity:
            count[mention.entity] = count.get(mention.entity, 0) + 1
            first.setdefault(mention.entity, mention)
    lead = doc.sentences[0].end if doc.sentences else 0
    best = max(
        count, key=lambda e: (count[e] + LEAD * (first[e].start < lead), -first[e].start), default=None
    )
    clear = best is not None and (count[best] > 1 or len(count) == 1 or first[best].start < lead)
    found = [first[best]] if best is not None and clear else []
    doc.memo["main body"] = found
    return found
