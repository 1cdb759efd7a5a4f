"""Reads memberships from set phrases: "holds the chair", "gave notice to", "among the observers", "a candidate since", "sits at the table"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import arguments, modality
from ..document import Document, Resolved, Token
from .bodies import main_body, named_below
from .frames import Tie
from .passage import BESIDE, rostered, when
from .verbs import verb_status
from .words import row_of, states_of

BENCHES = frozenset(["bench", "gallery", "seat", "chair", "row", "box", "bank"])
SETS = frozenset(
    [
        "trio",
        "quartet",
        "quintet",
        "sextet",
        "septet",
        "list",
        "line-up",
        "lineup",
        "roster",
        "set",
        "circle",
        "picture",
        "ranks",
        "dozen",
    ]
)
CHAIRS = frozenset(["chair", "presidency", "chairmanship", "rotating"])
HOLDING = frozenset(["hold", "take", "assume", "have", "occupy"])
NOTICE = frozenset(["notice", "notification", "withdrawal", "exit", "departure"])
SHARE = frozenset(["membership", "seat", "place", "participation"])
GIVEN_UP = frozenset(
    ["renounce", "surrender", "abandon", "relinquish", "resign", "cancel", "end", "terminate", "give"]
)
OFFERED = frozenset(["offer", "promise", "deny", "refuse", "grant", "assure"])
RANKS = {
    "member": "member", "founder": "member", "observer": "partner", "partner": "partner", "associate": "partner",
    "candidate": "candidate", "applicant": "candidate", "aspirant": "candidate", "hopeful": "candidate",
}  # fmt: skip
RANKING = frozenset([
    "take", "admit", "accept", "welcome", "receive", "recruit", "upgrade", "promote", "elevate", "raise", "reduce", "downgrade", "demote",
    "relegate", "designate", "recognise", "recognize", "readmit",
])  # fmt: skip
"""What a body does to give a state its rank."""
ENTRY = re.compile(
    r"\b(?:accession|membership|members?|candidates?|enlarge\w*|join\w*|applied|application|entry)\b", re.I
)


OUT = frozenset(["quit", "leave", "withdraw", "go", "exit", "depart", "withdrawal", "departure"])
NO_MORE = re.compile(r"\bno longer\b|\bceas(?:e|es|ed)\b|\bstop(?:s|ped)?\b")
NTH = re.compile(
    r"\d+(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|[a-z]{3,6}teen|twentie|thirtie|fortie|fiftie|sixtie)th)"
)
SEATS = frozenset(
    [
        "member",
        "state",
        "country",
        "nation",
        "republic",
        "party",
        "signatory",
        "partner",
        "participant",
        "shareholder",
        "monarchy",
        "kingdom",
    ]
)


def told(doc: Document, index: int) -> Iterator[Tie]:
    """Yield the ties that set phrases of one parsed sentence tell."""
    for token in doc.tokens[index]:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            yield from _chair(doc, index, token, lemma)
            yield from _notice(doc, index, token, lemma)
            yield from _talking(doc, index, token, lemma)
            yield from _offered(doc, index, token, lemma)
            yield from _watching(doc, index, token, lemma)
            yield from _accepting(doc, index, token, lemma)
        if token.pos_ in ("VERB", "AUX"):
            yield from _nth(doc, index, token, lemma)
        elif token.pos_ in ("NOUN", "PROPN") and lemma in RANKS:
            yield from _rank(doc, index, token, RANKS[lemma])


def _bodies(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the body named below a word, else the one the passage is about."""
    named = named_below(doc, index, token)
    return main_body(doc, index, token) if named is None else named


def _chair(doc: Document, index: int, verb: Token, lemma: str) -> Iterator[Tie]:
    if lemma not in HOLDING:
        return
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "prt") and c.lemma_.lower() in CHAIRS), None)
    if lemma in ("take", "hand") and thing is None:
        thing = next((t for t in arguments.prep_objects(verb, "over") if t.lemma_.lower() in CHAIRS), None)
    if thing is None or modality.stance(doc, index, verb).modality in (None, "denied"):
        return
    states = states_of(doc, index, arguments.surface_subjects(verb))
    for body in _bodies(doc, index, thing) if states else []:
        yield Tie(states, body, "member", "member.told.chair", 0.6, verb, thing)


def _notice(doc: Document, index: int, verb: Token, lemma: str) -> Iterator[Tie]:
    things = [c for c in verb.children if c.dep_ == "dobj"]
    thing = things[0] if things else None
    if thing is None:
        return
    what = thing.lemma_.lower()
    gone = (
        (lemma in ("give", "hand", "serve", "file", "submit", "send") and what in NOTICE)
        or (lemma in ("announce", "declare", "complete") and what in NOTICE - {"notice", "notification"})
        or (
            lemma in GIVEN_UP
            and what in SHARE
            and (lemma != "give" or any(c.lower_ == "up" for c in verb.children))
        )
        or (lemma == "take" and what in ("leave", "hat") and any(c.lower_ == "its" for c in thing.lefts))
        or (lemma in ("say", "bid", "wave") and what in ("farewell", "goodbye", "adieu"))
        or (
            lemma == "turn"
            and what == "back"
            and (arguments.prep_objects(verb, "on") or arguments.prep_objects(thing, "on"))
        )
    )
    if not gone or modality.stance(doc, index, verb).modality not in ("fact", "planned", "claimed"):
        return
    states = states_of(doc, index, arguments.surface_subjects(verb))
    named = [
        m
        for t in verb.subtree
        if t.i > verb.i and (m := doc.mention_of(index, t)) is not None and m.kind == "alliance"
    ]
    one = arguments.resolved(doc, named[0]) if named else None
    bodies = (
        [one]
        if one is not None
        else []
        if lemma == "turn"
        or (what in ("notice", "notification") and not any(t.lemma_.lower() in OUT for t in verb.subtree))
        else main_body(doc, index, verb)
    )
    for body in bodies if states else []:
        sure = 0.45 if lemma == "turn" else 0.75
        yield Tie(states, body, "leaving", f"member.told.{lemma}", sure, verb, thing)


def _talking(doc: Document, index: int, verb: Token, lemma: str) -> Iterator[Tie]:
    """Read "have been negotiating since last spring" and "sit at the table" where the passage is about coming in."""
    if lemma not in ("sit", "negotiate"):
        return
    table = lemma == "sit" and any(t.lemma_ == "table" for t in arguments.prep_objects(verb, "at"))
    spans = [t for t in arguments.prep_objects(verb, "for") if not when(doc, index, t)]
    bare = (
        lemma == "negotiate"
        and verb.tag_ != "VB"
        and not arguments.objects(verb)
        and not spans
        and not arguments.prep_objects(verb, "over", "on", "about")
    )
    if not (table or bare):
        return
    start = doc.sentences[max(0, index - 3)].start
    if not ENTRY.search(doc.text, start, doc.sentences[index].end):
        return
    partners = arguments.prep_objects(verb, "with", "alongside")
    company = [
        t
        for c in verb.children
        if c.lower_ in ("together", "along")
        for t in arguments.prep_objects(c, "with")
    ]
    states = states_of(
        doc, index, [*arguments.surface_subjects(verb), *company, *(partners if not company else [])]
    )
    for body in main_body(doc, index, verb) if states else []:
        yield Tie(states, body, "candidate", f"member.told.{lemma}", 0.6, verb, verb)


def _nth(doc: Document, index: int, verb: Token, lemma: str) -> Iterator[Tie]:
    """Read "became the 32nd", "came in as number 54", "makes it ten": who is counted is in the body of the passage."""
    counted: Token | None = None
    if lemma in ("be", "become"):
        counted = next((c for c in verb.children if c.dep_ in ("attr", "acomp", "oprd") and _counts(c)), None)
    elif lemma in (
        "come",
        "enter",
        "arrive",
        "join",
        "follow",
        "admit",
        "accept",
        "take",
        "welcome",
        "seat",
        "sign",
        "sit",
        "rank",
    ):
        counted = next((t for t in arguments.prep_objects(verb, "as") if _counts(t)), None)
    elif lemma in ("make", "bring") and any(
        c.lower_ in ("it", "number", "total", "tally", "membership") for c in verb.children
    ):
        counted = next(
            (
                t
                for t in verb.subtree
                if t.i > verb.i and t.tag_ == "CD" and t.head.i in (verb.i, verb.i + 1, verb.i + 2)
            ),
            None,
        )
    if counted is None:
        return
    inner = [
        m
        for t in counted.subtree
        if (m := doc.mention_of(index, t)) is not None and m.kind in ("alliance", "organization")
    ]
    if (
        any(c.dep_ in ("relcl", "acl") for c in counted.children)
        or (counted.i + 1 < len(counted.doc) and counted.nbor(1).lower_ in ("to", "that", "whose"))
        or any(
            c.dep_ == "prep" and c.lower_ not in ("of", "in", "on", "since", "after")
            for c in counted.children
        )
    ):
        return
    if any(m.kind == "organization" for m in inner):
        return
    start = doc.sentences[max(0, index - 1)].start
    if not inner and not (ENTRY.search(doc.text, start, doc.sentences[index].end) or rostered(doc)):
        return
    who = arguments.surface_subjects(verb)
    if lemma in ("admit", "accept", "take", "welcome", "seat"):
        who = arguments.objects(verb)
    status = verb_status(doc, index, verb, "member")
    states = states_of(doc, index, who)
    for body in _bodies(doc, index, counted) if states and status else []:
        yield Tie(states, body, status or "", "member.told.nth", 0.55, verb, counted)


def _counts(noun: Token) -> bool:
    """Tell whether a noun phrase is a place in a count: ``the 32nd``, ``number 54``, ``the twelfth party``."""
    low = noun.lower_
    numbered = any(
        c.dep_ in ("nummod", "appos", "amod") and (c.tag_ == "CD" or c.like_num) for c in noun.children
    )
    if low in ("number", "no.", "no"):
        return numbered or any(c.tag_ == "CD" for c in noun.rights)
    the = any(c.lower_ in ("the", "its") or c.dep_ == "poss" for c in noun.lefts)
    if NTH.fullmatch(low) and the:
        return True
    return noun.lemma_.lower() in SEATS and the and any(NTH.fullmatch(c.lower_) for c in noun.lefts)


def _offered(doc: Document, index: int, verb: Token, lemma: str) -> Iterator[Tie]:
    """Read "was promised a place in 2008": who waits for a place is a candidate."""
    if lemma not in OFFERED:
        return
    things = [
        c
        for c in verb.children
        if c.dep_ in ("dobj", "oprd") and c.lemma_.lower() in SHARE - {"participation"}
    ]
    if not things:
        return
    whom = (
        arguments.objects(verb)
        if arguments.passive(verb)
        else [c for c in verb.children if c.dep_ == "dative"]
    )
    whom = [*arguments.surface_subjects(verb)] if arguments.passive(verb) else whom
    states = states_of(doc, index, [t for t in whom if t not in things])
    for body in _bodies(doc, index, things[0]) if states else []:
        yield Tie(states, body, "candidate", f"member.told.{lemma}", 0.6, verb, things[0])


def _watching(doc: Document, index: int, verb: Token, lemma: str) -> Iterator[Tie]:
    """Read "watches from the observers' bench", "Oman completes the sextet"."""
    status, thing = "", None
    if lemma in ("watch", "sit", "look", "follow"):
        ends = arguments.prep_objects(verb, "from", "on", "in")
        thing = next((t for t in ends if t.lemma_.lower() in BENCHES), None)
        seated = thing is not None and any(t.lemma_.lower() == "observer" for t in thing.subtree)
        status = "partner" if seated else ""
    elif lemma in ("complete", "round"):
        thing = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in SETS), None)
        status = "member" if thing is not None and rostered(doc) else ""
    if thing is None or not status or modality.stance(doc, index, verb).modality != "fact":
        return
    states = states_of(doc, index, arguments.surface_subjects(verb))
    for body in _bodies(doc, index, thing) if states else []:
        yield Tie(states, body, status, f"member.told.{lemma}", 0.6, verb, thing)


def _accepting(doc: Document, index: int, verb: Token, lemma: str) -> Iterator[Tie]:
    """Read "has accepted an invitation to BRICS": who is asked in and says yes is joining."""
    if lemma not in ("accept", "take", "embrace"):
        return
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_ == "invitation"), None)
    if thing is None or modality.stance(doc, index, verb).modality not in ("fact", "claimed", "planned"):
        return
    bodies = [b for t in arguments.prep_objects(thing, "to", "into", "from") for b in _named(doc, index, t)]
    states = states_of(doc, index, arguments.surface_subjects(verb))
    for body in bodies if states else []:
        yield Tie(states, body, "joining", f"member.told.{lemma}", 0.7, verb, thing)


def _named(doc: Document, index: int, token: Token) -> list[Resolved]:
    mention = doc.mention_of(index, token)
    one = arguments.resolved(doc, mention) if mention is not None and mention.kind == "alliance" else None
    return [one] if one is not None else []


def _listed_before(doc: Document, index: int, verb: Token) -> tuple[Resolved, ...]:
    """Return the states of a list right before a passive verb whose subject the parser lost."""
    if not arguments.passive(verb) and not any(c.dep_ == "auxpass" for c in verb.children):
        return ()
    first = min([verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))], key=lambda t: t.i)
    at = doc.place_of(index, first)[0]
    named = [m for m in doc.mentions_between(doc.sentences[index].start, at) if m.kind == "country"]
    return tuple(row_of(doc, index, named[-1])) if named and at - named[-1].end < 3 else ()


def _beside(noun: Token) -> bool:
    return any(c.lower_ in BESIDE for c in noun.lefts)


def _rank(doc: Document, index: int, noun: Token, status: str) -> Iterator[Tie]:
    """Read "are among the dialogue partners", "Georgia, a candidate since December": a rank in the body of the passage."""
    if any(
        c.lower_ in ("no", "former", "non") or (c.dep_ == "poss" and c.lower_ != "its") for c in noun.children
    ):
        return
    if any(
        (m := doc.mention_of(index, t)) is not None and m.kind in ("alliance", "organization")
        for t in noun.subtree
    ):
        return
    above = noun.head.head
    at = doc.place_of(index, noun)[0]
    if any(c.dep_ == "neg" for c in (*above.children, *above.head.children)) or NO_MORE.search(
        doc.text[max(doc.sentences[index].start, at - 60) : at]
    ):
        return
    states: tuple[Resolved, ...] = ()
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ in ("among", "amongst", "as")
        and noun.head.head.lemma_ in ("be", "remain", "count")
    ):
        states = states_of(doc, index, arguments.surface_subjects(noun.head.head))
    elif (
        noun.dep_ == "pobj" and noun.head.lower_ in ("as", "to") and noun.head.head.lemma_.lower() in RANKING
    ):
        # "were taken on as dialogue partners", "was reduced to an associate"
        verb = noun.head.head
        told = modality.stance(doc, index, verb).modality
        if told not in ("fact", "claimed") or (noun.lemma_ == "partner" and not _beside(noun)):
            return
        states = states_of(doc, index, arguments.objects(verb)) or _listed_before(doc, index, verb)
    elif noun.dep_ in ("oprd", "attr", "dobj", "ccomp") and noun.head.lemma_ in (
        "make",
        "name",
        "declare",
        "style",
        "call",
        "term",
        "dub",
    ):
        made = [c for c in noun.head.children if c.dep_ in ("nsubjpass", "dobj") and c.i != noun.i]
        states = states_of(doc, index, [*made, *(c for c in noun.children if c.dep_ == "nsubj")])
    elif (
        noun.dep_ == "appos"
        and (status != "member" or noun.tag_ == "NNS")
        and any(t.lower_ in ("since", "for") for t in noun.subtree)
    ):
        states = states_of(doc, index, [noun.head], alone=status != "member")
    if not states:
        return
    for body in main_body(doc, index, noun):
        yield Tie(states, body, status, f"member.told.{noun.lemma_.lower()}", 0.6, noun, noun)
