"""Acts that another act carries with it: a rejected request was made, ministers who sign together have met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import arguments, context, evidence
from ..document import Document, Resolved, Token

if TYPE_CHECKING:
    from .reader import Row

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
EXTENDED = frozenset(["invitation"])
ANSWERS = frozenset(["REJECT", "CONCEDE", "AGREE", "SUPPORT"])
VISITING = frozenset(
    [
        "minister",
        "president",
        "premier",
        "chancellor",
        "king",
        "emir",
        "sultan",
        "emperor",
        "secretary",
        "leader",
        "delegation",
    ]
)
SIGNED = frozenset(["sign", "initial", "ink", "conclude", "put", "seal"])
TELLING = frozenset(["tell", "assure", "inform", "promise"])
FACING = frozenset(["host", "guest", "visitor", "counterpart", "interlocutor"])
WIRES = frozenset(["telephone", "phone", "video", "videolink"])
ONLOOKING = frozenset(["look", "watch", "witness"])
VAIN = frozenset(["vain", "avail"])


def implied(doc: Document, index: int, found: list[Row], model: type[Row]) -> list[Row]:
    """Return the rows that go with those found in a sentence."""
    sentence = doc.tokens[index]
    made = [one for row in found for one in carried(doc, index, sentence, row)]
    made += [one for row in found for one in in_vain(sentence, row)]
    met = [
        *onlookers(doc, index, sentence),
        *signers(doc, index, sentence, found),
        *stays(doc, index, sentence),
        *spoken(doc, index, sentence),
        *visiting(doc, index, sentence),
    ]
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
        fresh = not own and noun.lemma_.lower() in EXTENDED
        if not fresh and all(r.entity != row.target.entity for r in own):
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


def stays(doc: Document, index: int, sentence: Token) -> list[tuple[tuple[Resolved, ...], Token]]:
    """Return a minister and the state in whose capital he was: ``its foreign minister was in Rabat yesterday``."""
    found: list[tuple[tuple[Resolved, ...], Token]] = []
    for verb in sentence:
        if (
            verb.lemma_ != "be"
            or verb.pos_ not in ("AUX", "VERB")
            or any(c.dep_ == "neg" for c in verb.children)
        ):
            continue
        if any(c.dep_ in ("attr", "acomp") for c in verb.children):
            continue
        who = [
            r
            for t in arguments.surface_subjects(verb)
            if t.lower_ in ("he", "she") or t.lower_ in VISITING or doc.mention_of(index, t) is not None
            for r in arguments.parties(doc, index, t)
            if r.kind == "country" and (t.lower_ in ("he", "she") or t.lower_ in VISITING or personal(doc, r))
        ]
        if len(who) != 1 or not timed(doc, index, verb):
            continue
        for place in arguments.prep_objects(verb, "in"):
            mention = doc.mention_of(index, place)
            capital = mention is not None and mention.via == "capital"
            there = arguments.parties(doc, index, place) if capital or place.lower_ == "capital" else ()
            there = tuple(r for r in there if r.kind == "country" and r.entity != who[0].entity)
            if len(there) == 1:
                found.append(((who[0], there[0]), verb))
    return found


def spoken(doc: Document, index: int, sentence: Token) -> list[tuple[tuple[Resolved, ...], Token]]:
    """Return those who talk: ``told his hosts``, ``told the premier by telephone``."""
    found: list[tuple[tuple[Resolved, ...], Token]] = []
    for verb in sentence:
        if verb.lemma_.lower() not in TELLING or verb.pos_ != "VERB" or arguments.passive(verb):
            continue
        heard = arguments.objects(verb)
        host = any(t.lemma_.lower() in FACING for t in heard)
        if not host and not any(
            t.lemma_.lower() in WIRES for t in arguments.prep_objects(verb, "by", "over")
        ):
            continue
        who = [r for t in arguments.surface_subjects(verb) for r in arguments.parties(doc, index, t)]
        whom = [r for t in heard for r in arguments.parties(doc, index, t)]
        pair = [r for r in (*who[:1], *whom[:1]) if r.kind == "country"]
        if len(pair) == 2 and pair[0].entity != pair[1].entity:
            found.append((tuple(pair), verb))
    return found


def visiting(doc: Document, index: int, sentence: Token) -> list[tuple[tuple[Resolved, ...], Token]]:
    """Return a guest and the state from which the report comes: ``the visiting British minister``."""
    line = doc.memo.get("dateline")
    found: list[tuple[tuple[Resolved, ...], Token]] = []
    for word in sentence:
        if line is None or word.lower_ != "visiting" or word.dep_ != "amod":
            continue
        guest = [r for r in arguments.parties(doc, index, word.head) if r.kind == "country"]
        if len(guest) == 1 and guest[0].entity != line.entity:
            start, end = doc.place_of(index, word)
            found.append(((guest[0], context.step(doc, line, doc.span(start, end))), word))
    return found


def timed(doc: Document, index: int, verb: Token) -> bool:
    """Tell whether a stay is told with its time or its purpose."""
    start, end = doc.sentences[index].start, doc.sentences[index].end
    if any(d.start < end and start <= d.start for d in doc.found_in(doc.dates, index)):
        return True
    near = {t.lower_ for t in verb.subtree}
    return bool(near & {"yesterday", "today", "last", "week", "month", "for", "when", "while"})


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
