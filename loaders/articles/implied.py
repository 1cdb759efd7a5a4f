"""Acts that another act carries with it: a rejected request was made, ministers who sign together have met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import arguments, evidence
from .document import Document, Resolved, Token

if TYPE_CHECKING:
    from .events import Row

__all__ = ["implied"]

CARRIED = {
    **dict.fromkeys(["demand", "request", "appeal", "call", "plea", "ultimatum"], "REQUEST"),
    **dict.fromkeys(["offer", "proposal", "invitation", "overture"], "AGREE"),
    **dict.fromkeys(
        ["charge", "accusation", "allegation", "protest", "complaint", "criticism", "objection", "reproach"],
        "ACCUSE",
    ),
    **dict.fromkeys(["threat", "warning"], "THREATEN"),
}
ANSWERS = frozenset(["REJECT", "CONCEDE", "AGREE", "SUPPORT"])
SIGNED = frozenset(["sign", "initial", "ink", "conclude", "put", "seal"])
ONLOOKING = frozenset(["look", "watch", "witness"])
VAIN = frozenset(["vain", "avail"])


def implied(doc: Document, index: int, found: list[Row], model: type[Row]) -> list[Row]:
    """Return the rows that go with those found in a sentence."""
    sentence = doc.tokens[index]
    made = [one for row in found for one in carried(doc, index, sentence, row)]
    made += [one for row in found for one in in_vain(sentence, row)]
    met = [*onlookers(doc, index, sentence), *signers(doc, index, sentence, found)]
    for pair, word in met:
        made += meeting(doc, index, pair, word, model)
    known = {(r.source.entity, r.target.entity, r.cls) for r in found}
    return [r for r in made if (r.source.entity, r.target.entity, r.cls) not in known]


def carried(doc: Document, index: int, sentence: Token, row: Row) -> list[Row]:
    """Return the request, offer or charge that an answer takes up: ``Peru declined a Chilean request``."""
    if row.cls not in ANSWERS:
        return []
    verb = sentence[row.trigger]
    if verb.pos_ != "VERB":
        return []
    for noun in [*arguments.objects(verb), *arguments.prep_objects(verb, "to", "with")]:
        cls = CARRIED.get(noun.lemma_.lower())
        if cls is None or noun.pos_ != "NOUN":
            continue
        own = [*arguments.modifiers_before(doc, index, noun)]
        own += [
            r
            for t in (*arguments.by_agents(noun), *arguments.prep_objects(noun, "from"))
            for r in arguments.parties(doc, index, t)
        ]
        if all(r.entity != row.target.entity for r in own):
            continue
        return [
            replace(
                row, source=row.target, target=row.source, cls=cls, polarity="+" if cls == "AGREE" else "-",
                modality="fact", attribution=None, rule=row.rule + "/carried",
            )
        ]  # fmt: skip
    return []


def in_vain(sentence: Token, row: Row) -> list[Row]:
    """Return the refusal of what was asked ``in vain``."""
    verb = sentence[row.trigger]
    if row.cls != "REQUEST" or not any(t.lower_ in VAIN and t.i > verb.i for t in verb.subtree):
        return []
    return [
        replace(
            row, source=row.target, target=row.source, cls="REJECT", polarity="-", rule=row.rule + "/vain"
        )
    ]


def onlookers(doc: Document, index: int, sentence: Token) -> list[tuple[tuple[Resolved, ...], Token]]:
    """Return those who are told to be present together: ``in the presence of``, ``looked on``, ``watched``."""
    found = []
    for token in sentence:
        low = token.lemma_.lower()
        heads: list[Any] = []
        if low == "presence" and token.dep_ == "pobj":
            heads = arguments.prep_objects(token, "of")
        elif low == "conference" and any(c.lower_ in ("press", "news") for c in token.children):
            heads = [*arguments.prep_objects(token, "with"), *arguments.owner(token)]
        elif low in ONLOOKING and token.pos_ == "VERB" and not arguments.passive(token):
            heads = arguments.surface_subjects(token)
            heads = (
                heads
                if all(personal(doc, r) for h in heads for r in arguments.parties(doc, index, h))
                else []
            )
        else:
            continue
        people = arguments.unique([r for h in heads for r in arguments.parties(doc, index, h)])
        people = [r for r in people if r.kind == "country"]
        if 2 <= len(people) <= 3:
            found.append((tuple(people), token))
    return found


def signers(
    doc: Document, index: int, sentence: Token, found: list[Row]
) -> list[tuple[tuple[Resolved, ...], Token]]:
    """Return the persons of two states who sign together."""
    met = []
    for place in sorted({r.trigger for r in found if r.cls == "SUPPORT" and r.rule.endswith("/subj")}):
        verb = sentence[place]
        if verb.lemma_.lower() not in SIGNED:
            continue
        signing = [r for t in arguments.surface_subjects(verb) for r in arguments.parties(doc, index, t)]
        people = [r for r in signing if r.kind == "country" and personal(doc, r)]
        if len(people) == 2:
            met.append((tuple(people), verb))
    return met


def personal(doc: Document, party: Resolved) -> bool:
    """Tell whether a party is named by a person, not as a state."""
    if party.via == "leader":
        return True
    return any(m.person for m in doc.mentions_between(party.mention.start, party.mention.end))


def meeting(
    doc: Document, index: int, pair: tuple[Resolved, ...], word: Token, model: type[Row]
) -> list[Row]:
    """Return the meeting of those present, in both directions."""
    proof = evidence.clause(doc, index, [word], [p.mention for p in pair])
    return [
        model(a, b, "CONSULT", "+", "fact", None, proof, "presence", 0.6, index, word.i)
        for a in pair
        for b in pair
        if a.entity != b.entity
    ]
