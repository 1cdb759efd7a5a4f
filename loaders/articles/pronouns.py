"""Whom a pronoun means: by its clause, its number, the voice of the quotation it stands in, and the focus of the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...graph.model import Span
from . import attribution, context
from .document import Document, Resolved, Token
from .syntax import objects, prep_objects, surface_subjects
from .wordlists import words

__all__ = ["citizen", "pronoun"]

Parties = Callable[[Document, int, Token], tuple[Resolved, ...]]

CREWS = words("arguments.crews")
CHARGING = frozenset(
    ["accuse", "suspect", "blame", "condemn", "criticise", "criticize", "charge", "denounce"]
)
JUDGING = frozenset(
    ["denounce", "condemn", "welcome", "hail", "criticise", "criticize", "oppose", "applaud", "praise", "deplore",
     "regret", "attack", "endorse", "slam", "commend", "dismiss", "deride", "greet", "salute"]
)  # fmt: skip
OBJECTS = frozenset(["it", "him", "her", "them"])
OF_STATES = frozenset(
    ["minister", "president", "premier", "king", "army", "navy", "parliament", "government", "ambassador", "envoy",
     "capital", "border", "frontier", "coast", "airspace", "territory", "soldiers", "embassy", "cabinet"]
)  # fmt: skip
"""What states have and bodies do not."""
GOVERNED = frozenset(["dobj", "dative", "pobj", "iobj"])


def pronoun(doc: Document, index: int, head: Token, parties: Parties) -> list[Resolved]:
    """Resolve a pronoun; a relative pronoun stands for the noun its clause hangs on."""
    low = head.lower_
    if low in ("who", "which", "that", "whose", "whom"):
        clause = head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl" and clause.head.i < head.i:
            noun = clause.head
            if low == "who" and noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.head.i < noun.i:
                noun = noun.head  # "Bola Tinubu, the bloc's chairman, who"
            met = among(doc, index, clause.head, parties) or list(parties(doc, index, noun))
            if not met and clause.head.dep_ == "pobj" and clause.head.head.lower_ == "of":
                met = list(parties(doc, index, clause.head.head.head))  # "the rebels of Barzani, who"
            return met
        return []
    if head.dep_ == "poss" and low in ("its", "their", "his", "her"):
        own = possessor(doc, index, head, parties)
        if own:
            return own
    start, end = doc.place_of(index, head)
    here = doc.span(start, end)
    if low in ("it", "him", "her") and (same := kept(doc, index, head, parties)):
        return [Resolved(r.entity, r.kind, "coref", here, r.antecedent or r.mention) for r in same]
    if low in ("both", "each", "neither"):
        return list(context.group(doc, index, here, 2))
    if low in ("it", "this", "that") and (pair := deal_of_two(doc, index, head)):
        return [Resolved(r.entity, r.kind, "coref", here, r.antecedent or r.mention) for r in pair]
    speaking = voice(doc, start, end, low)
    without = speaking | frozenset(r.entity for r in barred(doc, index, head, parties))
    if low in ("they", "them"):
        many = [r for r in plural(doc, index, head, parties) if r.entity not in without]
        many = many or peoples(doc, index, here, without) or the_two(doc, index, here, low, without)
        if many:
            return many
    if low == "their" and (folk := peoples(doc, index, here, speaking, back=0)):
        return folk
    if low == "its" and head.head.lower_ in OF_STATES:
        speaking |= {m.entity or "" for m in context.before(doc, start) if m.kind == "alliance"}
    found = context.pronoun(doc, index, here, low, speaking)
    return list(found or (national(doc, index, here) if low in context.PERSONAL else ()))


def among(doc: Document, index: int, noun: Token, parties: Parties) -> list[Resolved]:
    """Return who is told to be one of those that a clause is about: ``Mali was among 13 states that objected``."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ not in ("among", "of", "amongst"):
        return []
    verb = link.head
    if link.lower_ == "of":
        if verb.lower_ != "one":
            return []
        if verb.dep_ == "pobj":
            verb = verb.head.head
        else:
            verb = verb.head
    if verb.lemma_ != "be":
        return []
    return [r for t in surface_subjects(verb) for r in parties(doc, index, t) if r.kind != "group"]


def barred(doc: Document, index: int, head: Token, parties: Parties) -> list[Resolved]:
    """Return whom a pronoun cannot mean because he is the subject of its own clause: ``Bamako called them mercenaries``."""
    if head.lower_ not in OBJECTS or head.dep_ not in GOVERNED:
        return []
    verb = head.head
    while verb.dep_ in ("prep", "agent", "dative", "dobj") and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return []
    doers = [t for t in surface_subjects(verb) if t.i < head.i]
    return [r for t in doers for r in parties(doc, index, t) if r.kind != "group"]


def kept(doc: Document, index: int, head: Token, parties: Parties) -> list[Resolved]:
    """Return the object that two verbs of one doer share: ``told Lima so and asked it to stop``, ``quit the club, calling it``."""
    verb = head.head
    if head.dep_ not in ("dobj", "dative", "nsubj") or (head.dep_ == "nsubj" and head.i < verb.i):
        return []
    known = {r.entity for r in barred(doc, index, head, parties)}
    while verb.dep_ in ("advcl", "conj") and verb.head.pos_ == "VERB" and verb.head.i < verb.i:
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            return []
        verb = verb.head
        for one in [verb, *(c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.i < head.i)]:
            met = [r for t in (*objects(one), *prep_objects(one, "to", "at", "against")) if t.i < head.i
                   for r in parties(doc, index, t)]  # fmt: skip
            if len(met) == 1 and met[0].kind != "group" and met[0].entity not in known:
                return met
    return []


def deal_of_two(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the two whose pact ``it`` is, as the object of a verb of judging: ``Turkey denounced it``."""
    if head.dep_ != "dobj" or head.head.lemma_.lower() not in JUDGING:
        return []
    rows = [r for r in doc.memo.get("rows", [])[-20:] if r.sentence == index - 1]
    if not rows:
        return []
    last = [
        r
        for r in rows
        if r.trigger == rows[-1].trigger and r.cls in ("SUPPORT", "AGREE", "COOPERATE", "RETREAT")
    ]
    ways = {(r.source.entity, r.target.entity) for r in last}
    mutual = [r for r in last if (r.target.entity, r.source.entity) in ways]
    return [mutual[0].source, mutual[0].target] if len({frozenset(w) for w in ways}) == 1 and mutual else []


def national(doc: Document, index: int, here: Span) -> tuple[Resolved, ...]:
    """Return the state of the person last told by his nation: ``an Indian sailor``, for ``his country``."""
    for mention in reversed(doc.mentions_between(doc.sentences[max(0, index - 1)].start, here.start)):
        if mention.via == "demonym" and mention.form == "adj" and mention.entity:
            after = re.match(r" (?:[a-z]+ )?([a-z]+)", doc.text[mention.end : mention.end + 30])
            if after and not after.group(1).endswith("s"):
                return (context.step(doc, mention, here),)
    return ()


def voice(doc: Document, start: int, end: int, low: str) -> frozenset[str]:
    """Return the party whose spoken words a pronoun of the third person stands in: he does not speak of himself so."""
    if low not in ("they", "them", "their"):
        return frozenset()
    quote = attribution.covering(doc, start, end)
    if (
        quote is None
        or quote.mode != "direct"
        or quote.mention is None
        or quote.start <= quote.mention.start < quote.end
    ):
        return frozenset()
    named = [m for m in doc.mentions_between(quote.mention.start, quote.mention.end) if m.entity]
    return frozenset([named[-1].entity or ""]) if named else frozenset()


def plural(doc: Document, index: int, head: Token, parties: Parties) -> list[Resolved]:
    """Return the party of the people whom ``they`` means: the plural noun before it that names one, such as soldiers."""
    if len(context.coordinated(doc, index, doc.place_of(index, head)[0])) > 1:
        return []
    for back in (index, index - 1):
        sentence = doc.tokens.get(back)
        if sentence is None:
            continue
        nouns = [
            t
            for t in sentence
            if t.tag_ == "NNS"
            and t.lower_ in CREWS
            and t.dep_ in ("dobj", "nsubj", "nsubjpass")
            and (back < index or t.i < head.i)
        ]
        for noun in reversed(nouns):
            found = [r for r in parties(doc, back, noun) if r.kind != "group"]
            if found:
                start, end = doc.place_of(index, head)
                here = doc.span(start, end)
                return [Resolved(r.entity, r.kind, "coref", here, r.antecedent or r.mention) for r in found]
    return []


def peoples(doc: Document, index: int, here: Span, without: frozenset[str], back: int = 1) -> list[Resolved]:
    """Return the people last named as such, in this sentence or the one before: ``the Finns``, ``Salvadorans``."""
    if len(context.coordinated(doc, index, here.start)) > 1:
        return []
    for at in range(index, index - 1 - back, -1):
        named = [
            m
            for t in doc.tokens.get(at, ())
            if t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "dative")
            and (m := doc.mention_of(at, t)) is not None
            and m.via == "demonym"
            and (m.form == "people" or any(c.lower_ == "the" for c in t.lefts))
            and not citizen_word(t)
            and m.entity
            and m.entity not in without
            and m.end <= here.start
        ]
        if named:
            return [context.step(doc, named[-1], here)]
    return []


def the_two(doc: Document, index: int, here: Span, low: str, without: frozenset[str]) -> list[Resolved]:
    """Return the two states whom a third party means by ``them`` where no list of them stands near."""
    if low != "them" or not without or len(context.coordinated(doc, index, here.start)) > 1:
        return []
    told = [
        r
        for r in doc.memo.get("rows", [])
        if r.sentence == index - 1 and not without & {r.source.entity, r.target.entity}
    ]
    pairs = {frozenset((r.source.entity, r.target.entity)) for r in told}
    return list(context.group(doc, index, here, 2, without)) if len(pairs) == 1 else []


def citizen_word(token: Token) -> bool:
    """Tell whether a demonym is singular in form; those of the kind of ``French`` and ``Chinese`` mean a people."""
    return bool(
        token.lower_.endswith(
            ("ian", "ean", "can", "ani", "aqi", "eli", "man", "eek", "urk", "ole", "ane", "ede", "inn")
        )
    )


def citizen(token: Token, party: Resolved) -> bool:
    """Tell whether a noun means one person by his nation: ``the Ecuadorean``."""
    return bool(
        party.via == "demonym"
        and citizen_word(token)
        and any(c.lower_ in ("the", "a", "an") for c in token.lefts)
        and token.tag_ in ("NN", "NNP", "JJ")
    )


def possessor(doc: Document, index: int, head: Token, parties: Parties) -> list[Resolved]:
    """Return whom ``its`` or ``their`` means where a subject stands before it in the same clause."""
    verb = head.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    rivals = surface_subjects(verb)
    if verb.dep_ == "pcomp" and verb.head.head.lemma_.lower() in CHARGING:
        rivals = surface_subjects(verb.head.head)
    elif verb.i < head.i and head.head.dep_ == "pobj" and head.head.head.lower_ in ("over", "for", "about"):
        owners = [c for c in objects(verb) if c.i < head.head.i and doc.mention_of(index, c) is not None]
        owners += [
            c
            for c in prep_objects(verb, "on", "against")
            if c.i < head.head.i and doc.mention_of(index, c) is not None
        ]
        rivals = owners or rivals
        for noun in [] if owners else objects(verb):
            rivals = [c for c in prep_objects(noun, "on", "against", "to") if c.i < head.head.i] or rivals
    for subject in rivals:
        if subject.i < head.i and not any(t.i == head.i for t in subject.subtree) and subject.pos_ != "PRON":
            found = [r for r in parties(doc, index, subject) if r.kind != "group"]
            if found and (head.lower_ == "their") == (len(found) > 1):
                start, end = doc.place_of(index, head)
                here = doc.span(start, end)
                return [Resolved(r.entity, r.kind, "coref", here, r.antecedent or r.mention) for r in found]
    # "After their meeting, the two said": who is meant comes with the subject.
    first = head.head
    while first.dep_ in ("pobj", "prep", "compound", "amod") and first.head.i != first.i:
        first = first.head
    if head.lower_ == "their" and first == verb:
        for subject in surface_subjects(verb):
            if subject.i > head.i and subject.pos_ != "PRON":
                found = [r for r in parties(doc, index, subject) if r.kind != "group"]
                if len(found) > 1:
                    start, end = doc.place_of(index, head)
                    here = doc.span(start, end)
                    return [Resolved(r.entity, r.kind, "coref", here, r.mention) for r in found]
    return []
