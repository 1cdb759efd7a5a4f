"""Reads memberships from verbs: joined, belongs to, left, applied to, was admitted to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import arguments, modality
from ..document import Document, Resolved, Token
from .words import BY_INTO, VERBS, WANT, Linked, states_of

OUT = frozenset(["from", "of", "out"])


INTO = frozenset(["to", "into", "in", "within"])


EXPECTED = re.compile(
    r"\b(?:expected|likely|tipped|might|speculat\w+|slated|supposed|was to have|were to have)\b", re.I
)


INTENT = frozenset([
    "wish", "desire", "right", "decision", "plan", "offer", "bid", "request", "hope", "intention", "attempt", "refusal", "vow",
])  # fmt: skip
TOWARDS = frozenset([
    "come", "return", "accede", "belong", "apply", "aspire", "graduate", "adhere", "enrol", "enroll", "enlist",
])  # fmt: skip
OUTGOING = frozenset([
    "go", "pull", "walk", "withdraw", "secede", "storm", "drop", "break", "step", "bow", "resign", "defect", "depart", "disengage", "opt",
    "back", "crash", "retire", "decamp", "drift", "split",
])  # fmt: skip
"""Verbs that mean leaving a body only with ``out of`` or ``from``."""
DISOWNED = frozenset(["desert", "forsake", "ditch", "dump", "bolt", "renounce", "denounce"])
"""Verbs that mean leaving the body they have for an object."""


FOUND = frozenset(["form", "conform", "found", "establish", "create", "launch", "set"])


CHARTERS = frozenset(
    ["charter", "treaty", "agreement", "pact", "declaration", "accord", "document", "convention"]
)


SHELVED = frozenset([
    "shelve", "drop", "withdraw", "abandon", "bury", "freeze", "suspend", "cancel", "scrap", "retract", "renounce",
])  # fmt: skip


THOUGHTS = frozenset(
    ["interest", "idea", "aim", "goal", "possibility", "prospect", "hope", "intention", "dream", "hopes"]
)
BACK = frozenset(["rejoin", "return", "readmit", "readmitte", "readmitt", "admit", "join", "come", "apply"])


ABOUT_TO = re.compile(r"\b(?:about|set|due|ready|poised|cleared|agreed)\b", re.I)


NEITHER = re.compile(r"\bneither (?:[a-z]+ ){0,3}(?:the )?$", re.I)


GIVEN_OUT = frozenset(
    ["say", "announce", "declare", "state", "notify", "inform", "tell", "confirm", "notice", "announcement", "decision",
     "declaration", "resolve", "decide", "vow"]
)  # fmt: skip
"""Words that make known what a state will do."""


PACT = re.compile(r"\b(?:Pact|Treaty|Charter|pact)\b")


def by_verb(doc: Document, index: int, verb: Token, token: Token, link: str) -> Iterator[Linked]:
    """Yield the states that a verb of membership ties to a body, with their status."""
    lemma = verb.lemma_.lower()
    kind = VERBS.get("admit" if lemma.startswith("readmit") else lemma)
    if kind is None:
        return
    rule = f"member.verb.{lemma}"
    if link in ("nsubj", "nsubjpass"):
        if kind in ("admit", "invite") and link == "nsubj":
            wanted = arguments.objects(verb)
            told = modality.stance(doc, index, verb)
            entered = {"fact": "member", "claimed": "member", "planned": "joining"}.get(
                told.modality or "", ""
            )
            taken = lemma == "take" and any(
                c.lower_ == "in" and (c.dep_ in ("prt", "advmod") or not list(c.children))
                for c in verb.children
            )
            taken = taken or (lemma == "take" and _takes_in_state(doc, index, verb))
            if taken and not wanted:
                wanted = arguments.prep_objects(verb, "in")
            if entered and (
                kind == "admit" and (lemma.startswith(("admit", "readmit")) or taken or _as_member(verb))
            ):
                yield states_of(doc, index, wanted), entered, rule, 0.8
        elif kind == "listed" and link == "nsubj":
            yield (
                states_of(doc, index, [*arguments.objects(verb), *arguments.prep_objects(verb, "of")]),
                "member",
                rule,
                0.8,
            )
        elif (
            lemma
            in (
                "lead",
                "head",
                "chair",
                "form",
                "found",
                "establish",
                "create",
                "compose",
                "make",
                "set",
                "launch",
                "start",
            )
            and arguments.passive(verb)
        ) or (lemma in ("sign", "conclude") and arguments.passive(verb) and PACT.search(token.text)):
            yield states_of(doc, index, arguments.by_agents(verb)), "member", rule, 0.6
        elif lemma == "join" and arguments.passive(verb):
            yield states_of(doc, index, arguments.by_agents(verb)), "member", rule, 0.7
        return
    if lemma == "sign" and link == "to" and has_particle(verb, "up"):
        yield (
            states_of(doc, index, arguments.surface_subjects(verb)),
            verb_status(doc, index, verb, "member") or "",
            rule,
            0.7,
        )
        return
    if NEITHER.search(doc.text, doc.sentences[index].start, doc.place_of(index, token)[0]):
        return
    if lemma in ("be", "sit", "stay", "remain") and link not in ("in", "inside", "within", "on"):
        return
    if lemma in OUTGOING and link not in OUT:
        return
    if lemma in TOWARDS and link not in INTO:
        return
    if lemma in ("put", "file") and (
        link != "for" or verb.tag_ == "VB" or not (lemma == "file" or has_particle(verb, "in"))
    ):
        return  # "has put in for the OECD"
    if lemma == "stick" and link not in ("with", "to", "by"):
        return
    if lemma == "give" and (link != "" or not has_particle(verb, "up")):
        return
    if lemma in DISOWNED and (
        link != "" or (lemma in ("renounce", "denounce") and not PACT.search(token.text))
    ):
        return
    if lemma in ("petition", "lobby", "angle") and link not in ("", "for", "into"):
        return
    if (
        lemma in ("make", "take", "bring", "let", "accept", "enter")
        and lemma == "make"
        and not has_particle(verb, "up")
    ):
        return
    if (lemma in FOUND or lemma in ("constitute", "compose", "head", "lead", "chair")) and link != "":
        return
    if lemma == "want" and link in ("in", "inside") and arguments.objects(verb):
        yield (
            states_of(doc, index, arguments.objects(verb)),
            "candidate",
            rule,
            0.7,
        )  # "wants his country in the bloc"
        return
    if lemma in BY_INTO and link != "into":
        return
    if kind == "listed" or (lemma == "leave" and link not in ("",)):
        return
    if kind in ("admit", "invite"):
        yield from _admitted(doc, index, verb, link, rule)
        return
    who = arguments.surface_subjects(verb)
    if lemma in ("compose", "constitute") and arguments.passive(verb):
        who = arguments.by_agents(verb)
    if verb.tag_ == "VB" and verb.dep_ in ("acl", "relcl") and verb.head.lemma_.lower() in INTENT:
        who = arguments.owner(verb.head) or who  # "welcomed Peru's wish to join"
    if lemma in ("join", "rejoin") and _as_other(verb):
        return
    states = states_of(doc, index, who)
    if kind == "signed":
        place = doc.place_of(index, token)
        if link == "" and PACT.search(doc.text[max(0, place[0] - 30) : place[1]]):
            yield states, "member", rule, 0.6
        return
    if lemma == "set" and not has_particle(verb, "up"):
        return
    if (
        lemma in FOUND
        and not states
        and verb.dep_ in ("relcl", "acl")
        and verb.head.lemma_.lower() in CHARTERS
    ):
        states = signatories(doc, index, verb.head)
    if verb.dep_ in ("acl", "relcl") and not states:
        states = states_of(doc, index, said_of(verb) or ([verb.head] if verb.dep_ == "acl" else []))
    if status := verb_status(doc, index, verb, kind):
        yield states, status, rule, 0.8
        if kind == "leaving":
            others = [
                *company(verb),
                *(
                    company(verb.head)
                    if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in GIVEN_OUT
                    else []
                ),
            ]
            others = [t for t in others if doc.mention_of(index, t) is not None]
            yield states_of(doc, index, others), status, rule, 0.6
        if kind == "member":
            yield (
                states_of(doc, index, [*company(verb), *arguments.prep_objects(token, "with", "alongside")]),
                "member",
                rule,
                0.6,
            )
    if lemma == "join" and kind == "member":
        objects = [t for t in arguments.objects(verb) if t.i != token.i]
        if link == "in":
            yield states_of(doc, index, objects), "member", rule, 0.8


def said_of(verb: Token) -> list[Token]:
    """Return who is meant by ``the last to join``, ``the only one to leave``: the other side of a form of ``be``."""
    noun = verb.head
    if verb.tag_ != "VB" or noun.dep_ != "attr" or noun.head.lemma_ not in ("be", "become"):
        return []
    return list(arguments.surface_subjects(noun.head))


def company(verb: Token) -> list[Token]:
    """Return those named beside the subject: ``with Spain``, ``along with Spain and Peru``."""
    found = arguments.prep_objects(verb, "with", "alongside", "like", "beside", "besides")
    for subject in arguments.surface_subjects(verb):
        found += arguments.prep_objects(subject, "with", "alongside")
    for child in verb.children:
        if child.lower_ in ("along", "together"):
            found += arguments.prep_objects(child, "with")
    return found


def signatories(doc: Document, index: int, noun: Token) -> tuple[Resolved, ...]:
    """Return the states that sign a treaty: the subject of its verb, or the ``by`` phrase."""
    verb = noun.head
    if noun.dep_ == "nsubjpass":
        return states_of(doc, index, arguments.by_agents(verb))
    return states_of(doc, index, arguments.owner(noun) or arguments.surface_subjects(verb))


def _takes_in_state(doc: Document, index: int, verb: Token) -> bool:
    """Tell whether ``took in Peru`` was parsed as a preposition with its object."""
    near = [c for c in verb.children if c.lower_ == "in" and c.i == verb.i + 1]
    named = [doc.mention_of(index, t) for c in near for t in c.children if t.dep_ == "pobj"]
    return any(m is not None and m.kind == "country" for m in named)


def has_particle(verb: Token, particle: str) -> bool:
    """Tell whether a verb has a particle: ``make up``."""
    return any(c.lower_ == particle and c.dep_ in ("prt", "prep", "advmod") for c in verb.children)


def verb_status(doc: Document, index: int, verb: Token, kind: str) -> str | None:
    """Return the status that a verb gives under the words that govern it."""
    told = modality.stance(doc, index, verb)
    clause = governing_words(verb)
    if verb.head.lemma_ in ("refuse", "decline") and verb.dep_ == "xcomp":
        return None
    if verb.head.pos_ == "NOUN" and verb.head.head.lemma_ in ("refuse", "decline", "reject", "turn", "spurn"):
        return None  # "turned down an invitation to join"
    if (
        verb.head.lemma_ in ("bid", "application", "plan", "attempt")
        and verb.head.head.lemma_.lower() in SHELVED
    ):
        return None  # "shelved its bid to join"
    if verb.head.pos_ == "NOUN" and any(c.lower_ == "no" for c in verb.head.children) and verb.tag_ == "VB":
        return None  # "has no wish to enter"
    if (
        kind == "leaving"
        and verb.head.lemma_ in GIVEN_OUT
        and any(c.lower_ == "would" for c in verb.children)
    ):
        return "leaving" if not any(c.dep_ == "neg" for c in verb.children) else None
    if _stands_alone(verb):
        # A finite clause beside another one takes over neither its denial nor its wish.
        told, clause = modality.Stance("fact"), ""
    if EXPECTED.search(clause):
        return None
    if kind == "candidate":
        return "candidate" if told.modality not in (None, "denied") or told.asked else None
    if _only_thought(verb):
        return "candidate" if kind == "member" else None
    if kind == "leaving" and _come_back(verb):
        return None
    if kind == "partner":
        return "partner" if told.modality == "fact" else None
    if kind == "leaving":
        return "leaving" if told.modality in ("fact", "planned", "claimed") else None
    if (
        verb.head.lemma_ == "invite"
        and verb.dep_ in ("xcomp", "ccomp")
        and verb.lemma_ in ("join", "enter", "accede", "become")
    ):
        return "joining"
    if told.asked or (WANT.search(clause) and verb.tag_ in ("VB", "VBG")):
        return "candidate"
    if verb.tag_ == "VB" and ABOUT_TO.search(clause):
        return "joining"
    if told.modality in ("fact", "claimed"):
        return "member"
    if told.modality == "planned":
        return "joining"
    return "candidate" if told.modality == "possible" and WANT.search(clause) else None


def _only_thought(verb: Token) -> bool:
    """Tell whether what a verb tells is only thought of: ``expressed interest in joining``."""
    return verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.head.lemma_.lower() in THOUGHTS


def _come_back(verb: Token) -> bool:
    """Tell whether a leaving is over: ``was readmitted ten years after leaving``."""
    after = verb.dep_ == "pcomp" and verb.head.lower_ in ("after", "since")
    return after and verb.head.head.lemma_.lower() in BACK


def _stands_alone(verb: Token) -> bool:
    """Tell whether a finite verb only stands beside its head: joined to it, or before it with a subject of its own."""
    if any(c.dep_ in ("neg", "mark") or c.tag_ in ("MD", "TO") for c in verb.children):
        return False
    if verb.dep_ == "relcl" and verb.tag_ in ("VBZ", "VBP", "VBD", "VBN"):
        # "Malta, which joined in 2004, is expected to agree": the main clause says nothing of the joining.
        return True
    if verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return False
    if verb.dep_ == "conj":
        return True
    subject = any(c.dep_ == "nsubj" for c in verb.children)
    return (
        verb.dep_ == "ccomp"
        and subject
        and verb.i < verb.head.i
        and verb.head.lemma_ not in ("say", "tell", "add")
    )


def governing_words(verb: Token) -> str:
    """Return the words before a verb that govern it: the heads above it and their auxiliaries."""
    found = []
    one = verb
    for _ in range(4):
        found += [c.text for c in one.children if c.dep_ in ("aux", "neg")]
        if one.head == one:
            break
        one = one.head
        found.append(one.text)
    return " ".join(found)


def _as_other(verb: Token) -> bool:
    """Tell whether one joins ``as mediators``, not as members."""
    roles = [
        t
        for c in verb.children
        if c.lower_ == "as" and c.dep_ == "prep"
        for t in c.children
        if t.dep_ == "pobj"
    ]
    return any(
        t.lemma_.lower() in ("mediator", "guarantor", "sponsor", "facilitator", "plaintiff", "signatory")
        for t in roles
    )


def _as_member(verb: Token) -> bool:
    return any(c.lower_ == "as" and any("member" in g.lemma_ for g in c.subtree) for c in verb.children)


def _admitted(doc: Document, index: int, verb: Token, link: str, rule: str) -> Iterator[Linked]:
    if link not in (
        ("into", "as") if verb.lemma_ in ("welcome", "receive") else ("to", "into", "in", "by", "as")
    ):
        return
    told = modality.stance(doc, index, verb)
    status = {"fact": "member", "claimed": "member", "planned": "joining"}.get(told.modality or "")
    if told.asked or (verb.tag_ in ("VB", "VBN") and WANT.search(governing_words(verb))):
        status = "candidate"
    if verb.lemma_ == "invite":
        status = "joining" if told.modality == "fact" and link == "into" else None
    if status:
        yield states_of(doc, index, [*arguments.objects(verb), *company(verb)]), status, rule, 0.8
