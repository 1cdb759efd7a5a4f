"""The parties of a clause: who a noun phrase stands for, and where subjects, objects and complements attach."""

from __future__ import annotations

import re

from . import context, peers, pronouns
from .document import Document, Mention, Resolved, Token
from .syntax import (
    agents,
    by_agents,
    conjuncts,
    objects,
    owner,
    passive,
    phrase,
    prep_objects,
    subjects,
    surface_subjects,
)
from .wordlists import words

__all__ = [
    "agents", "bothering", "by_agents", "conjuncts", "modifiers", "objects", "owner", "parties", "passive", "phrase",
    "prep_objects", "resolved", "single", "subjects", "surface_subjects",
]  # fmt: skip

MOST = 7
PAIRS = frozenset(["pair", "two", "both", "trio", "three", "duo", "side", "sides"])
REBELS = words("arguments.rebels")
NOBODY = words("arguments.nobody")
ANYBODY = frozenset(
    ["anyone", "anybody", "someone", "somebody", "everyone", "everybody", "nobody", "whoever"]
)
ORIGIN = words("arguments.origin")
CARRIERS = words("arguments.carriers")
NOUN_LINKS = ("of", "from", "by", "between", "in", "at", "to", "for")
NATIONAL = frozenset(["amod", "nmod", "poss", "compound"])
MEMBERS = frozenset(["countries", "states", "members", "nations", "governments", "republics", "capitals"])
FACING = frozenset(["host", "guest", "counterpart", "homologue", "visitor"])
COURTS = frozenset(["court", "tribunal", "judge", "chamber"])
EMBASSIES = frozenset(
    ["ambassador", "ambassadors", "envoy", "envoys", "commissioner", "embassy", "consulate", "mission", "attache",
     "diplomat", "diplomats"]
)  # fmt: skip
SPEAKERS = frozenset(["spokesman", "spokeswoman", "spokesperson", "spokesmen", "negotiator"])
"""Who may stand ``for`` a government: ``a spokesman for the ministry in Kigali``."""


def parties(doc: Document, index: int, token: Token) -> tuple[Resolved, ...]:
    """Return the parties a noun phrase stands for, each named or resolved; lists are expanded up to seven.

    A party of kind ``group`` fills the place of an actor that is no state (rebels, the press, unnamed allies).
    """
    memo = doc.memo.setdefault("parties", {})
    key = (index, token.i)
    if key in memo:
        return memo[key]  # type: ignore[no-any-return]
    memo[key] = ()
    found: list[Resolved] = []
    for head in (*(heads := conjuncts(token)), *crossed(heads)):
        for one in single(doc, index, head):
            if all(one.entity != other.entity for other in found):
                found.append(one)
    real = [r for r in found if r.kind != "group"]
    result = tuple(real or found[:1])
    if len(result) > MOST:
        result = ()
    memo[key] = result
    return result


def crossed(heads: list[Token]) -> list[Token]:
    """Return those whom the parser hangs on the state before: ``Humala of Peru and Correa of Ecuador``."""
    found: list[Token] = []
    queue = list(heads)
    while queue:
        for state in prep_objects(queue.pop(0), "of"):
            more = [c for c in conjuncts(state)[1:] if prep_objects(c, "of") and c not in heads]
            found += more
            queue += more
    return found


def resolved(doc: Document, mention: Mention) -> Resolved | None:
    """Return the party that a mention names, or None for a place; firms and ministries stand for their state."""
    if mention.entity is None or mention.kind == "place":
        return None
    antecedent = doc.memo.get("antecedents", {}).get(mention.start)
    if mention.kind == "organization":
        known = doc.atlas.organizations.get(mention.entity)
        if known is not None and known.acts_for is not None:
            return Resolved(known.acts_for, "country", "company", mention.span)
        states: dict[int, str] = doc.memo.get("firms", {})
        if mention.start in states:
            return Resolved(states[mention.start], "country", "company", mention.span, antecedent)
        return Resolved(mention.entity, "group", mention.via, mention.span)
    kind = "group" if mention.kind == "person" else mention.kind
    return Resolved(mention.entity, kind, mention.via, mention.span, antecedent)


def nobody(doc: Document, index: int, token: Token) -> Resolved:
    """Return a stand-in for an actor that is no state, so that no state is put in its place."""
    first, last = phrase(token)
    span = doc.token_span(index, first, last)
    return Resolved(span.quote, "group", "group", span)


def of_origin(doc: Document, mention: Mention) -> bool:
    """Tell whether a name only says where a thing comes from, or against whom: ``Swedish-built``, ``anti-French``."""
    if doc.text[max(0, mention.start - 5) : mention.start].lower() in ("anti-", "anti–", "-pro-"):
        return True
    if doc.text[max(0, mention.start - 6) : mention.start].lower() == "intra-":
        return True
    if re.search(r"\bpro[-–]$", doc.text[max(0, mention.start - 6) : mention.start].lower()):
        return True
    found = re.match(r"[-–]([a-z]+)", doc.text[mention.end : mention.end + 16])
    return bool(found and found.group(1) in ORIGIN)


def single(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the parties of one noun without those joined to it."""
    low = head.lower_
    if low == "here" and doc.memo.get("dateline") is not None:
        first, end = doc.place_of(index, head)
        return [context.step(doc, doc.memo["dateline"], doc.span(first, end))]
    if head.pos_ == "PRON" and low in ANYBODY:
        return []
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$", "WP", "WP$", "WDT"):
        return pronouns.pronoun(doc, index, head, parties)
    mention = doc.mention_of(index, head)
    if mention is not None and mention.form != "adj" and mention.kind == "place":
        mention = None
        if head.pos_ == "PROPN":
            return []
    if mention is not None and not of_origin(doc, mention):
        one = resolved(doc, mention)
        if one is not None and (one.via == "company" or (mention.person and mention.via != "leader")):
            owners = [
                c
                for c in head.lefts
                if c.dep_ in NATIONAL and doc.mention_of(index, c) not in (None, mention)
            ]
            own = [r for c in owners for r in named(doc, index, c)]
            if own:
                return unique(own)
        if one is not None and one.kind == "alliance" and low in EMBASSIES:
            own = [r for c in head.lefts if c.dep_ == "poss" for r in named(doc, index, c)]
            if any(r.kind == "country" for r in own):
                return unique(own)  # "Mali's U.N. envoy"
        if one is not None and (low not in REBELS):
            return [one]
    domestic = doc.memo.get("domestic", False)
    if (low in REBELS or head.lemma_.lower() in REBELS) and not domestic:
        return [nobody(doc, index, head)]
    if low in peers.MANY | peers.RULING and (listed := peers.of_region(doc, index, head)):
        return listed
    if low in peers.OF_TWO and (one_of := peers.of_two(doc, index, head)):
        return one_of
    if peers.is_peer(head) and not named_before(doc, index, head):
        owners = [r for c in head.lefts if c.dep_ == "poss" for r in parties(doc, index, c)]
        other = peers.beside(doc, index, head, [r for r in owners if r.kind != "group"])
        if other:
            return other
    if low in peers.PLURAL and not named_before(doc, index, head):
        owners = [r for c in head.lefts if c.dep_ == "poss" for r in parties(doc, index, c)]
        if pair := peers.several(doc, index, head, owners):
            return pair
    inner = modifiers(doc, index, head)
    if not inner and domestic:
        inner = inside(doc, index, head)
    if inner:
        if low in ("allies", "neighbours", "neighbors", "partners", "enemies", "rivals"):
            bodies = [
                c for c in head.lefts if c.dep_ in ("amod", "compound", "nmod") and doc.mention_of(index, c)
            ]
            found = unique([r for c in bodies for r in named(doc, index, c)])
            return found or [nobody(doc, index, head)]
        return inner
    if (low in NOBODY or head.lemma_.lower() in NOBODY) and not domestic:
        return [nobody(doc, index, head)]
    first, last = phrase(head)
    start, _ = doc.place_of(index, first)
    _, end = doc.place_of(index, last)
    words = doc.text[start:end]
    if head.pos_ in ("NOUN", "PROPN", "NUM", "DET", "ADJ"):
        found = list(context.resolve(doc, index, start, end, words))
        if found:
            return found
        if low in ("both", "two", "sides", "each"):
            return list(context.group(doc, index, doc.span(start, end), 2))
    if low in CARRIERS:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for obj in child.children:
                    if obj.dep_ == "pobj":
                        return list(parties(doc, index, obj))
    return []


def modifiers(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the parties named inside a noun phrase: possessor, adjectives and names before, ``of`` and others after."""
    named_first = ("amod", "compound", "nmod", "det", "nummod", "advmod", "npadvmod")
    # Of "his Ugandan counterpart" the name says who is meant, not the possessor.
    orders = (named_first, ("poss",)) if peers.is_peer(head) else (("poss",), named_first)
    for kinds in orders:
        found: list[Resolved] = []
        for child in head.lefts:
            if child.dep_ not in kinds:
                continue
            found += named(doc, index, child)
        if found and kinds == ("poss",) and head.lower_ in FACING:
            found = opposite(doc, index, head, found)
        if found and head.lower_ in MEMBERS and all(r.kind == "alliance" for r in found):
            listed = [r for c in head.rights if c.dep_ == "appos" for r in parties(doc, index, c)]
            found = [r for r in listed if r.kind == "country"] or found
        if found:
            return unique(found)
    # "the secretary-general of the bloc" comes in three pieces, the link on the last.
    rights = [*head.rights, *(g for c in head.rights if c.dep_ == "amod" for g in c.rights)]
    for link in NOUN_LINKS:
        found = []
        for child in rights:
            if child.dep_ == "prep" and child.lower_ == link:
                for obj in child.children:
                    speaks = link == "for" and head.lower_ in SPEAKERS
                    if obj.dep_ in ("pobj", "pcomp") and (
                        link == "of"
                        or speaks
                        or doc.mention_of(index, obj) is not None
                        or (link == "from" and obj.lower_ in PAIRS)
                    ):
                        if speaks:
                            found += [r for r in parties(doc, index, obj) if r.kind != "group"]
                            continue
                        if link in ("in", "at", "to", "for") and not carries_place(head, link):
                            continue
                        if link in ("in", "at") and head.lemma_.lower() in COURTS:
                            continue
                        found += [r for r in parties(doc, index, obj) if r.kind != "group" or link == "of"]
        if found:
            return unique(found)
    for child in head.children:
        if child.dep_ == "appos":
            found = single(doc, index, child)
            if found:
                return found
    if head.dep_ == "appos" and head.head.i != head.i:
        mention = doc.mention_of(index, head.head)
        one = resolved(doc, mention) if mention is not None else None
        if one is not None:
            return [one]
    return []


def opposite(doc: Document, index: int, head: Token, own: list[Resolved]) -> list[Resolved]:
    """Return whom ``his host`` is of: not the one whose host he is, but the other of the two in focus."""
    first, last = phrase(head)
    known = frozenset(r.entity for r in own)
    return list(context.group(doc, index, doc.token_span(index, first, last), 1, known))


def named_before(doc: Document, index: int, head: Token) -> bool:
    """Tell whether a name before a noun, or one set beside it, says whom it means: ``his Ugandan guest``."""
    beside = [c for c in head.lefts if c.dep_ in ("amod", "compound", "nmod", "npadvmod")]
    for one in head.rights:
        if one.dep_ == "appos":
            beside += [one, *one.lefts]
    return any(doc.mention_of(index, c) is not None for c in beside)


def modifiers_before(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the parties named before a noun: its possessor, else adjectives and names (``Israeli raid``)."""
    for kinds in (("poss",), ("amod", "compound", "nmod", "npadvmod")):
        found: list[Resolved] = []
        for child in head.lefts:
            if child.dep_ in kinds:
                found += named(doc, index, child)
        if found:
            return unique(found)
    return []


def inside(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the state that people or a town are placed in: ``miners in Zambia`` (for records of single sentences)."""
    found: list[Resolved] = []
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "at", "of", "from", "near", "across"):
            for obj in child.subtree:
                mention = doc.mention_of(index, obj)
                one = resolved(doc, mention) if mention is not None and mention.form != "adj" else None
                if one is not None:
                    return [one]
    return found


OFFICES = words("arguments.offices")


def carries_place(head: Token, link: str) -> bool:
    """Tell whether ``in`` or ``to`` after a noun names its party: ``the rulers in Hanoi``, but no ambassador to Rome."""
    if link in ("in", "at"):
        if head.lower_ == "bank":
            return any(c.lower_ == "central" for c in head.lefts)
        return head.lower_ in OFFICES and head.lower_ not in (
            "troops",
            "forces",
            "army",
            "base",
            "bases",
            "garrison",
        )
    return False


def named(doc: Document, index: int, child: Token) -> list[Resolved]:
    """Return the parties of one modifier: a name, a pair of adjectives, a possessive phrase or pronoun."""
    found: list[Resolved] = []
    if child.dep_ == "poss":
        return list(parties(doc, index, child))
    stack = [child]
    while stack:
        one = stack.pop(0)
        mention = doc.mention_of(index, one)
        if mention is not None and not of_origin(doc, mention) and not bygone(doc, mention):
            real = resolved(doc, mention)
            if real is not None:
                found.append(real)
        stack += [
            c
            for c in one.children
            if c.dep_ in ("conj", "amod", "compound", "nmod", "npadvmod") and c.i != one.i
        ]
    return found


def bygone(doc: Document, mention: Mention) -> bool:
    """Tell whether a name is of a state of the past that another came out of: ``the former Yugoslav republic``."""
    if mention.form != "adj" or not re.search(
        r"\b(?:former |ex-|one-time )$", doc.text[: mention.start][-10:]
    ):
        return False
    return bool(
        re.match(
            r" (?:republics?|states?|countr|nations?|neighbou?rs?)", doc.text[mention.end : mention.end + 14]
        )
    )


def bothering(verb: Token) -> list[Token]:
    """Return ``both`` right after a verb that the parser hangs elsewhere: ``invited both to Tripoli``."""
    after = verb.i + 1
    return [verb.doc[after]] if after < len(verb.doc) and verb.doc[after].lower_ == "both" else []


def unique(found: list[Resolved]) -> list[Resolved]:
    """Return the parties without repetition, in order."""
    seen: dict[str, Resolved] = {}
    for one in found:
        seen.setdefault(one.entity, one)
    return list(seen.values())
