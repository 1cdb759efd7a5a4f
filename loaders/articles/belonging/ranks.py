"""Reads memberships from phrases whose body only the passage tells: "its newest recruit is", "obtained observer status", "sits with"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import arguments, modality
from ..document import Document, Resolved, Token
from .bodies import main_body, named_below
from .frames import Tie
from .passage import rostered
from .record import standing
from .told import RANKS
from .words import WANT, states_of

NEWCOMERS = frozenset([
    "member", "recruit", "newcomer", "entrant", "addition", "arrival", "latecomer", "founder", "co-founder", "joiner", "admission",
    "acquisition", "convert",
])  # fmt: skip
EXTREMES = frozenset([
    "newest", "latest", "youngest", "oldest", "largest", "smallest", "biggest", "richest", "poorest", "first", "last", "only", "founding",
    "original", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "most", "easternmost", "southernmost", "recent",
])  # fmt: skip
STANDINGS = frozenset(
    ["status", "membership", "rank", "standing", "title", "seat", "role", "position", "place"]
)
HAVING = frozenset([
    "have", "hold", "enjoy", "get", "obtain", "receive", "win", "gain", "secure", "keep", "retain", "attain", "achieve", "possess", "acquire",
])  # fmt: skip
GIVING = frozenset(["give", "grant", "accord", "award", "confer", "bestow", "offer", "hand", "extend"])
RISING = frozenset(
    [
        "go",
        "move",
        "rise",
        "climb",
        "step",
        "advance",
        "switch",
        "graduate",
        "return",
        "revert",
        "sink",
        "fall",
    ]
)
ENTRIES = frozenset(["admission", "accession", "membership", "entry", "seat"])
ASKING = frozenset(
    [
        "ask",
        "apply",
        "seek",
        "request",
        "want",
        "covet",
        "petition",
        "vie",
        "angle",
        "lobby",
        "press",
        "plead",
        "push",
        "campaign",
    ]
)
BIDS = frozenset(["application", "letter", "bid", "candidacy", "candidature", "petition", "request", "paper"])
HANDING = frozenset(
    [
        "file",
        "lodge",
        "submit",
        "send",
        "hand",
        "put",
        "deposit",
        "table",
        "present",
        "launch",
        "renew",
        "register",
    ]
)
SEATS = frozenset(["chair", "seat", "place"])
RESUMED = frozenset(["keep", "retain", "take", "resume", "occupy", "reclaim", "regain", "retake", "recover"])
OWN = re.compile(r"\b(?:no|not|never|former|without|neither)\b", re.I)


def ranks(doc: Document, index: int) -> Iterator[Tie]:
    """Yield the ties that phrases of rank tell of the body a passage is about."""
    for token in doc.tokens[index]:
        lemma = token.lemma_.lower()
        if token.pos_ in ("NOUN", "PROPN"):
            if lemma in NEWCOMERS:
                yield from _newcomer(doc, index, token)
            if lemma in STANDINGS:
                yield from _held(doc, index, token)
            if lemma in RANKS:
                yield from _risen(doc, index, token, RANKS[lemma])
            if lemma in BIDS:
                yield from _filed(doc, index, token)
            if lemma in ENTRIES:
                yield from _asked(doc, index, token)
            if lemma in SEATS:
                yield from _seated(doc, index, token)
        elif token.pos_ == "VERB" and lemma == "sit":
            yield from _sitting(doc, index, token)


def _tied(
    doc: Document,
    index: int,
    noun: Token,
    states: tuple[Resolved, ...],
    status: str,
    last: Token | None = None,
) -> Iterator[Tie]:
    bodies = named_below(doc, index, noun) if states else []
    if bodies is None:
        named = {m.entity: m for m in doc.mentions_in(index) if m.kind == "alliance" and m.entity}
        one = (
            arguments.resolved(doc, next(iter(named.values())))
            if len(named) == 1 and last is not None
            else None
        )
        bodies = [one] if one is not None else main_body(doc, index, noun) if rostered(doc) else []
    for body in bodies:
        yield Tie(
            states,
            body,
            status,
            f"member.rank.{noun.lemma_.lower()}",
            0.45 if noun.lemma_.lower() in BIDS else 0.55,
            noun,
            last or noun,
        )


def _newcomer(doc: Document, index: int, noun: Token) -> Iterator[Tie]:
    """Read "its newest recruit is Peru", "Peru was the last newcomer"."""
    around = {c.lower_ for c in noun.lefts}
    if not (around & {"its", "whose"} or (around & EXTREMES and "the" in around)) or OWN.search(
        " ".join(sorted(around))
    ):
        return
    states: tuple[Resolved, ...] = ()
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        states = states_of(doc, index, [c for c in noun.head.children if c.dep_ == "attr"])
    elif noun.dep_ == "attr" and noun.head.lemma_ in ("be", "become"):
        if modality.stance(doc, index, noun.head).modality in ("fact", "claimed"):
            states = states_of(doc, index, arguments.surface_subjects(noun.head))
    elif noun.dep_ != "appos":
        states = states_of(doc, index, [c for c in noun.children if c.dep_ == "appos"])
    yield from _tied(doc, index, noun, states, "member")


def _held(doc: Document, index: int, noun: Token) -> Iterator[Tie]:
    """Read "obtained observer status", "were given the rank of dialogue partner"."""
    kinds = [c for c in noun.lefts if c.lemma_.lower() in RANKS]
    kinds += [t for t in arguments.prep_objects(noun, "of", "as") if t.lemma_.lower() in RANKS]
    if not kinds or any(c.lower_ == "no" for c in noun.lefts):
        return
    status, verb = RANKS[kinds[0].lemma_.lower()], noun.head
    lemma = verb.lemma_.lower()
    whom: list[Token] = []
    if noun.dep_ == "pobj" and verb.head.pos_ == "VERB" and verb.lower_ in ("with", "to"):
        verb = verb.head
        whom = arguments.objects(verb) if arguments.passive(verb) else arguments.surface_subjects(verb)
        lemma = ""
    elif lemma in HAVING and noun.dep_ == "dobj":
        whom = list(arguments.surface_subjects(verb))
    elif lemma in GIVING and arguments.passive(verb):
        whom = arguments.prep_objects(verb, "to") or [
            t for t in arguments.surface_subjects(verb) if t.i != noun.i
        ]
        whom = whom or [c for c in verb.children if c.dep_ == "nsubjpass" and c.i != noun.i]
    elif lemma in GIVING:
        whom = (
            [c for c in verb.children if c.dep_ == "dative"]
            + arguments.prep_objects(verb, "to")
            + arguments.prep_objects(noun, "to")
        )
    told = modality.stance(doc, index, verb)
    if verb.tag_ == "VBG" and verb.dep_ in ("acl", "pcomp") and told.modality is None:
        told = modality.Stance("fact")  # "memorandums granting observer status to"
    if not whom or told.modality not in ("fact", "claimed") or (told.asked and status != "candidate"):
        return
    yield from _tied(doc, index, noun, states_of(doc, index, whom), status, verb)


def _risen(doc: Document, index: int, noun: Token, status: str) -> Iterator[Tie]:
    """Read "went up to observer"."""
    verb = noun.head.head
    if (
        noun.dep_ != "pobj"
        or noun.head.lower_ != "to"
        or verb.lemma_.lower() not in RISING
        or status == "candidate"
    ):
        return
    if modality.stance(doc, index, verb).modality in ("fact", "claimed"):
        yield from _tied(
            doc, index, noun, states_of(doc, index, arguments.surface_subjects(verb)), status, verb
        )


def _asked(doc: Document, index: int, noun: Token) -> Iterator[Tie]:
    """Read "are asking for admission"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "to") else noun.head
    if noun.dep_ not in ("pobj", "dobj") or verb.lemma_.lower() not in ASKING or verb.pos_ != "VERB":
        return
    if modality.stance(doc, index, verb).modality is not None:
        yield from _tied(
            doc, index, noun, states_of(doc, index, arguments.surface_subjects(verb)), "candidate", verb
        )


def _filed(doc: Document, index: int, noun: Token) -> Iterator[Tie]:
    """Read "sends in its application", "has lodged a bid"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else noun.head
    if noun.dep_ not in ("dobj", "pobj") or verb.lemma_.lower() not in HANDING or verb.pos_ != "VERB":
        return
    inner = {t.lemma_.lower() for t in noun.subtree}
    if noun.lemma_.lower() in ("paper", "letter", "request", "petition", "bid") and not inner & {
        "its",
        "their",
        "membership",
        "accession",
        "join",
        "entry",
    }:
        return
    if modality.stance(doc, index, verb).modality in ("fact", "claimed", "planned"):
        yield from _tied(
            doc, index, noun, states_of(doc, index, arguments.surface_subjects(verb)), "candidate", verb
        )


def _seated(doc: Document, index: int, noun: Token) -> Iterator[Tie]:
    """Read "took their seats in Brussels", "may take its chair again"."""
    verb = noun.head
    if (
        noun.dep_ != "dobj"
        or verb.lemma_.lower() not in RESUMED
        or not any(c.lower_ in ("its", "their", "his", "her") for c in noun.lefts)
    ):
        return
    told = modality.stance(doc, index, verb)
    if (
        told.modality is None
        or told.modality == "denied"
        or told.asked
        or any(c.dep_ == "prep" for c in noun.children if WANT.search(c.text))
    ):
        return
    status = "member" if told.modality in ("fact", "claimed", "possible") else "joining"
    yield from _tied(doc, index, noun, states_of(doc, index, arguments.surface_subjects(verb)), status, verb)


def _sitting(doc: Document, index: int, verb: Token) -> Iterator[Tie]:
    """Read "the OIC, where they sit with Turkey": who sits with members is one, if the record bears it out."""
    others = arguments.prep_objects(verb, "with", "alongside", "beside", "opposite")
    if not others or not any(c.lower_ in ("where", "in") for c in verb.subtree):
        return
    where = doc.mention_of(index, verb.head) if verb.dep_ == "relcl" else None
    one = arguments.resolved(doc, where) if where is not None and where.kind == "alliance" else None
    for body in [one] if one is not None else main_body(doc, index, verb):
        states = tuple(
            s
            for s in states_of(doc, index, others)
            if "member" in standing(doc.atlas, s.entity, body.entity, doc.base_date).now
        )
        yield Tie(states, body, "member", "member.rank.sit", 0.55, verb, others[-1])
