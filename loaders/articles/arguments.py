"""The parties of a clause: who a noun phrase stands for, and where subjects, objects and complements attach."""

from __future__ import annotations

import re
from typing import Any

from ...graph.model import Span
from . import context
from .document import Document, Mention, Resolved, Token

MOST = 7
REBELS = frozenset(
    ["rebel", "rebels", "guerrilla", "guerrillas", "militant", "militants", "insurgent", "insurgents", "separatist", "separatists", "militia", "militias", "militiaman", "militiamen", "gunman", "gunmen", "terrorist", "terrorists", "extremist", "extremists", "opposition", "dissident", "dissidents", "exile", "exiles", "faction", "factions", "partisans", "fedayeen", "bandits", "jihadist", "jihadists", "mercenary", "mercenaries", "pirates", "secessionists", "contras", "fighter", "irregulars", "mujahideen", "mujahedin", "tribesmen", "raiders", "warlord", "warlords"]
)
NOBODY = frozenset(
    ["people", "everyone", "somebody", "nobody", "everything", "something", "nothing", "analyst", "analysts", "observer", "observers", "expert", "experts", "historian", "historians", "journalist", "journalists", "reporter", "reporters", "newspaper", "newspapers", "paper", "papers", "press", "media", "economist", "economists", "critic", "critics", "trader", "traders", "lawyer", "lawyers", "doctor", "doctors", "bystander", "witness", "witnesses", "allies", "west", "western", "world", "community", "shares", "stock", "index", "market", "markets", "economy", "film", "team", "side's", "coach", "player", "players", "club", "writer", "author", "book", "tourists", "students", "voters", "unions", "union", "farmers", "poll"]
)
ORIGIN = frozenset(
    ["built", "made", "born", "backed", "owned", "flagged", "supplied", "speaking", "trained", "language", "style", "sponsored", "educated", "designed", "occupied", "held", "controlled", "administered", "friendly", "registered", "based", "produced", "manufactured", "era", "dominated", "bound", "funded", "financed", "mediated", "brokered", "armed", "supported"]
)
CARRIERS = frozenset(
    ["member", "members", "group", "pair", "couple", "number", "majority", "handful", "dozen", "dozens", "hundreds", "thousands", "team", "batch", "series", "wave", "five", "unit", "units", "rest", "part", "parts", "head", "heads", "office", "leaders"]
)
NOUN_LINKS = ("of", "from", "for", "in", "at", "to")
EMBASSIES = frozenset(
    ["ambassador", "ambassadors", "envoy", "envoys", "embassy", "consulate", "mission", "attache", "diplomat", "diplomats"]
)


def phrase(token: Token) -> tuple[Any, Any]:
    """Return the first and last token of a noun phrase without what hangs on it by preposition or clause."""
    left = token
    for child in token.lefts:
        if child.dep_ in (
            "det",
            "amod",
            "compound",
            "nmod",
            "poss",
            "nummod",
            "predet",
            "advmod",
            "quantmod",
        ):
            left = child.left_edge if child.left_edge.i < left.i else left
    return left, token


def conjuncts(token: Token) -> list[Any]:
    """Return a noun and those joined to it by ``and``, ``or`` or commas, in order."""
    found, queue = [], [token]
    while queue and len(found) < 40:
        one = queue.pop(0)
        found.append(one)
        queue += [
            c for c in one.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
        ]
        queue += [c for c in one.children if c.dep_ == "appos" and any(g.dep_ == "conj" for g in c.children)]
    return sorted(found, key=lambda t: t.i)


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
    heads = conjuncts(token)
    for head in heads:
        for one in single(doc, index, head):
            if all(one.entity != other.entity for other in found):
                found.append(one)
    real = [r for r in found if r.kind != "group"]
    result = tuple(real or found[:1])
    if len(result) > MOST:
        result = ()
    memo[key] = result
    return result


def resolved(doc: Document, mention: Mention) -> Resolved | None:
    """Return the party that a mention names, or None for a place; firms and ministries stand for their state."""
    if mention.entity is None or mention.kind == "place":
        return None
    antecedent = doc.memo.get("antecedents", {}).get(mention.start)
    if mention.kind == "organization":
        known = doc.atlas.organizations.get(mention.entity)
        if known is None or known.acts_for is None:
            return Resolved(mention.entity, "group", mention.via, mention.span)
        return Resolved(known.acts_for, "country", "company", mention.span)
    return Resolved(mention.entity, mention.kind, mention.via, mention.span, antecedent)


def nobody(doc: Document, index: int, token: Token) -> Resolved:
    """Return a stand-in for an actor that is no state, so that no state is put in its place."""
    first, last = phrase(token)
    span = doc.token_span(index, first, last)
    return Resolved(span.quote, "group", "group", span)


def of_origin(doc: Document, mention: Mention) -> bool:
    """Tell whether a name only says where a thing comes from: ``Swedish-built``, ``Iran-backed``."""
    found = re.match(r"[-–]([a-z]+)", doc.text[mention.end : mention.end + 16])
    return bool(found and found.group(1) in ORIGIN)


def single(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the parties of one noun without those joined to it."""
    low = head.lower_
    if low == "here" and doc.memo.get("dateline") is not None:
        first, end = doc.place_of(index, head)
        return [context.step(doc, doc.memo["dateline"], doc.span(first, end))]
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$", "WP", "WDT"):
        return pronoun(doc, index, head)
    mention = doc.mention_of(index, head)
    if mention is not None and mention.form != "adj" and mention.kind == "place":
        mention = None
        if head.pos_ == "PROPN":
            return []
    if mention is not None and not of_origin(doc, mention):
        one = resolved(doc, mention)
        if one is not None and (low not in REBELS):
            return [one]
    domestic = doc.memo.get("domestic", False)
    if (low in REBELS or head.lemma_.lower() in REBELS) and not domestic:
        return [nobody(doc, index, head)]
    inner = modifiers(doc, index, head)
    if not inner and domestic:
        inner = inside(doc, index, head)
    if inner:
        if low in ("allies", "neighbours", "neighbors", "partners", "enemies", "rivals") and not any(
            c.dep_ in ("amod", "compound") and doc.mention_of(index, c) for c in head.children
        ):
            return [nobody(doc, index, head)]
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


def pronoun(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Resolve a pronoun; a relative pronoun stands for the noun its clause hangs on."""
    low = head.lower_
    if low in ("who", "which", "that", "whose", "whom"):
        clause = head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head is not clause:
            clause = clause.head
        if clause.dep_ == "relcl" and clause.head.i < head.i:
            return list(parties(doc, index, clause.head))
        return []
    start, end = doc.place_of(index, head)
    if low in ("both", "each", "neither"):
        return list(context.group(doc, index, doc.span(start, end), 2))
    return list(context.resolve(doc, index, start, end, head.text))


def modifiers(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the parties named inside a noun phrase: possessor, adjectives and names before, ``of`` and others after."""
    for kinds in (("poss",), ("amod", "compound", "nmod", "det", "nummod", "advmod", "npadvmod")):
        found: list[Resolved] = []
        for child in head.lefts:
            if child.dep_ not in kinds:
                continue
            found += named(doc, index, child)
        if found:
            return unique(found)
    for link in NOUN_LINKS:
        found = []
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ == link:
                for obj in child.children:
                    if obj.dep_ in ("pobj", "pcomp") and (
                        link == "of" or doc.mention_of(index, obj) is not None
                    ):
                        if link in ("in", "at", "to", "for") and not carries_place(head, link):
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


OFFICES = frozenset(
    ["government", "cabinet", "embassy", "parliament", "authorities", "officials", "minister", "ministers", "president", "premier", "rulers", "regime", "leaders", "leadership", "court", "junta", "administration", "council", "troops", "forces", "army", "base", "bases", "garrison"]
)


def carries_place(head: Token, link: str) -> bool:
    """Tell whether ``in`` or ``to`` after a noun names its party: ``the rulers in Hanoi``, but no ambassador to Rome."""
    if link in ("in", "at"):
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
        if mention is not None and not of_origin(doc, mention):
            real = resolved(doc, mention)
            if real is not None:
                found.append(real)
        stack += [
            c
            for c in one.children
            if c.dep_ in ("conj", "amod", "compound", "nmod", "npadvmod") and c.i != one.i
        ]
    return found


def unique(found: list[Resolved]) -> list[Resolved]:
    """Return the parties without repetition, in order."""
    seen: dict[str, Resolved] = {}
    for one in found:
        seen.setdefault(one.entity, one)
    return list(seen.values())


# --- attachment ------------------------------------------------------------------------------------


def passive(verb: Token) -> bool:
    """Tell whether a verb form is passive: an auxiliary says so, or a bare participle after its noun."""
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "auxpass", "csubjpass"):
            return True
        if child.dep_ in ("nsubj", "csubj"):
            return False
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN":
        return passive(verb.head) and not any(c.dep_ in ("dobj", "aux") for c in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl",):
        return not any(c.dep_ in ("dobj",) for c in verb.children) and not any(
            c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children
        )
    return False


def by_agents(verb: Token) -> list[Any]:
    """Return the heads of the ``by`` phrase of a passive verb or of a noun."""
    found = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [c for c in child.children if c.dep_ == "pobj"]
    return found


def surface_subjects(verb: Token, depth: int = 0) -> list[Any]:
    """Return the grammatical subject of a verb, also where it is shared with or controlled by a higher verb."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj") and c.pos_ != "VERB"]
    if own:
        return own
    if depth > 6 or verb.head is verb:
        return []
    dep, head = verb.dep_, verb.head
    if dep == "conj":
        return surface_subjects(head, depth + 1)
    if dep in ("relcl",):
        return []
    if dep == "acl":
        if verb.tag_ == "VBG" or verb.tag_ == "VBN":
            return [head]
        return owner(head, depth)
    if dep in ("xcomp", "advcl", "ccomp", "pcomp", "prep", "aux", "dep"):
        if dep == "xcomp":
            objects = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i]
            if objects and head.lemma_ not in ("promise", "threaten", "use", "take", "make", "pledge"):
                return objects
        if dep == "pcomp":
            preposition = head
            above = preposition.head
            if above.pos_ in ("VERB", "AUX"):
                if above.lemma_ in ("accuse", "suspect", "stop", "prevent", "blame", "thank", "condemn", "criticise",
                                    "criticize", "discourage", "dissuade", "bar", "charge", "denounce", "keep"):  # fmt: skip
                    objects = [c for c in above.children if c.dep_ in ("dobj", "nsubjpass")]
                    if objects:
                        return objects
                return surface_subjects(above, depth + 1)
            if above.pos_ in ("NOUN", "PROPN"):
                return owner(above, depth)
            return surface_subjects(above, depth + 1) if above.pos_ == "ADJ" else []
        if dep == "ccomp" and not (verb.tag_ in ("VB", "VBG") and head.pos_ in ("VERB", "AUX")):
            return []
        if head.pos_ in ("VERB", "AUX", "ADJ"):
            return surface_subjects(head, depth + 1)
    return []


def owner(noun: Token, depth: int = 0) -> list[Any]:
    """Return who stands behind a noun: its possessor or adjective is left to the caller; else its verb's subject."""
    if depth > 6:
        return []
    if any(c.dep_ == "poss" for c in noun.children):
        return [c for c in noun.children if c.dep_ == "poss"]
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return agents(head, depth + 1)
    if noun.dep_ == "pobj" and head.head is not head:
        above = head.head
        if above.pos_ in ("VERB", "AUX"):
            return agents(above, depth + 1)
        if above.pos_ == "NOUN":
            return owner(above, depth + 1)
    if noun.dep_ in ("conj", "appos") and head is not noun:
        return owner(head, depth + 1)
    return []


def agents(verb: Token, depth: int = 0) -> list[Any]:
    """Return the logical subject: the ``by`` phrase of a passive, else the grammatical subject."""
    if passive(verb):
        return by_agents(verb)
    return surface_subjects(verb, depth)


def subjects(token: Token) -> list[Any]:
    """Return the logical subject heads of a verb (public name of ``agents``)."""
    return agents(token)


def objects(token: Token) -> list[Any]:
    """Return the logical object heads of a verb: the direct object, or the subject of a passive."""
    if passive(token):
        own = surface_subjects(token)
        if own or token.dep_ not in ("acl", "amod"):
            return own
        return [token.head]
    found = [c for c in token.children if c.dep_ in ("dobj", "obj", "attr") and c.pos_ != "VERB"]
    if not found and token.dep_ == "relcl":
        own = [c for c in token.children if c.dep_ in ("nsubj",)]
        if own and own[0].lower_ not in ("who", "which", "that"):
            return [token.head]
    if not found and token.dep_ == "conj" and token.head.pos_ == "VERB":
        shared = [c for c in token.head.children if c.dep_ == "dobj" and c.i > token.i]
        found = shared
    return found


def prep_objects(token: Token, *prepositions: str) -> list[Any]:
    """Return the heads governed by prepositions on a token (chained ones such as ``out of`` included)."""
    found = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            found += [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            for inner in child.children:
                if inner.dep_ == "prep":
                    found += [c for c in inner.children if c.dep_ == "pobj"]
        elif child.dep_ == "prt" or (
            child.dep_ == "prep" and child.lower_ in ("out", "up", "back", "away", "ahead")
        ):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in prepositions:
                    found += [c for c in inner.children if c.dep_ == "pobj"]
    return found


def clause_span(doc: Document, index: int, tokens: list[Any], mentions: list[Span]) -> Span:
    """Return the shortest stretch of the sentence that holds the given tokens and the mentions inside it."""
    sentence = doc.sentences[index]
    starts = [sentence.start + t.idx for t in tokens]
    ends = [sentence.start + t.idx + len(t.text) for t in tokens]
    for span in mentions:
        if sentence.start <= span.start and span.end <= sentence.end:
            starts.append(span.start)
            ends.append(span.end)
    return doc.span(min(starts), max(ends))
