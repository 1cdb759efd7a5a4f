"""How an act stands in the text: done, planned, possible, claimed or denied, and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ...graph.model import Attribution, Modality
from . import arguments, syntax
from . import attribution as naming
from .document import Document, Resolved, Token
from .wordlists import words

SAY = words("modality.say")
OWN = frozenset(["announce", "confirm", "disclose", "declare", "admit", "acknowledge", "reveal"])
ASKED = words("modality.asked")
UNSURE = words("modality.unsure")
COMING = words("modality.coming")
NOT_DONE = words("modality.not_done")
DENY = frozenset(["deny", "dispute", "disclaim", "disavow"])
ACCUSE = frozenset(
    [
        "accuse",
        "blame",
        "suspect",
        "charge",
        "condemn",
        "denounce",
        "criticise",
        "criticize",
        "fault",
        "indict",
        "reproach",
    ]
)
PROSPECTS = frozenset(
    ["threat", "possibility", "idea", "prospect", "plan", "intention", "hope", "chance", "option"]
)
UNDAUNTED = frozenset(
    ["hesitate", "shrink", "flinch", "scruple", "fail", "tire", "forget", "omit", "cool", "abate", "subside", "wane", "cease"]
)  # fmt: skip
KEEPING = frozenset(["stop", "keep", "prevent", "bar", "ban", "refrain", "dissuade"])
REACH = 1200
BYGONE = frozenset(["veteran", "anniversary", "memory", "memoir", "history", "film", "novel", "museum", "memorial", "survivor"])  # fmt: skip
ASKING_FOR = frozenset(
    [
        "ask",
        "call",
        "appeal",
        "press",
        "apply",
        "plead",
        "push",
        "campaign",
        "hope",
        "lobby",
        "wish",
        "clamour",
    ]
)
TOKENS = frozenset(
    ["gesture", "sign", "token", "spirit", "symbol", "hope", "prospect", "fear", "policy", "possibility"]
)
BARRED = frozenset(
    [
        "veto",
        "ban",
        "objection",
        "opposition",
        "obstacle",
        "hurdle",
        "request",
        "appeal",
        "plea",
        "demand",
        "need",
    ]
)
POSSIBLE_AUX = frozenset(["can", "could", "may", "might", "should", "ought"])
LIKELY = words("modality.likely")
IMMINENT = frozenset(["about", "due", "set", "bound", "scheduled", "poised"])
HEARSAY = frozenset(["alleged", "purported", "supposed", "suspected", "reported", "reportedly", "allegedly", "apparently", "supposedly", "presumed", "so-called"])  # fmt: skip
PLANNED_ADJ = frozenset(["planned", "forthcoming", "proposed", "future", "upcoming", "scheduled", "impending", "coming", "prospective", "eventual", "projected", "intended"])  # fmt: skip
POSSIBLE_ADJ = frozenset(["possible", "potential", "hypothetical", "threatened", "likely", "any"])


@dataclass(frozen=True, slots=True)
class Stance:
    """How an act is told: its modality (None if the text does not assert it at all) and the speaker if there is one."""

    modality: Modality | None
    attribution: Attribution | None = None
    speakers: tuple[Resolved, ...] = ()
    asked: bool = False


def stance(doc: Document, index: int, token: Token, base: str = "fact") -> Stance:
    """Return how the act that a trigger tells stands in its sentence, from the words that govern it."""
    level = {"done": "fact"}.get(base, base)
    one = token
    noun = token.pos_ in ("NOUN", "PROPN")
    if noun:
        for child in token.children:
            low = child.lower_
            if low == "no" and child.dep_ in ("det", "neg"):
                return Stance(None)
            if low in HEARSAY:
                level = "claimed"
            elif low in PLANNED_ADJ and level == "fact":
                level = "planned"
            elif low in POSSIBLE_ADJ and level == "fact":
                level = "possible"
        if unreal(token):
            return Stance(None)
        link = token.head
        if token.dep_ == "pobj" and link.lower_ == "for" and link.head.lemma_.lower() in ASKING_FOR:
            return Stance(None, asked=True)
        if token.dep_ == "pobj" and link.lower_ == "of" and link.head.lemma_.lower() in ("accuse", "suspect"):
            speakers = _parties(doc, index, arguments.agents(link.head))
            return Stance("claimed", said_by(doc, index, link.head, speakers), speakers)
        one, reached = governor(token)
        if one is None:
            return Stance(_narrow(level), None)
        if reached == "without":
            return Stance(None)
        if reached == "adjunct":
            return _outer(doc, index, one, level, noun=True)
    return _outer(doc, index, one, level, noun=False)


def unreal(noun: Token) -> bool:
    """Tell whether a noun hangs on words that take its act away: ``no plans for a meeting``, ``veterans of the war``."""
    one = noun
    for _ in range(2):
        if one.dep_ != "pobj" or one.head.head.pos_ not in ("NOUN", "PROPN"):
            return False
        link, one = one.head.lower_, one.head.head
        if one.lower_ != "secret" and any(
            c.lower_ == "no" and c.dep_ in ("det", "neg") for c in one.children
        ):
            return True
        low = one.lemma_.lower()
        if (link == "of" and low in BYGONE | TOKENS) or (link in ("of", "on", "for", "to") and low in BARRED):
            return True
    return False


def governor(noun: Token) -> tuple[Any, str]:
    """Return the verb a noun depends on and how: as its argument, as an adjunct, or under ``without``."""
    one = noun
    how = "argument"
    for _ in range(8):
        head = one.head
        if head == one:
            return None, how
        if one.dep_ == "pobj" and head.lower_ == "without":
            return head, "without"
        if one.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "oprd", "dative") and head.pos_ in (
            "VERB",
            "AUX",
        ):
            return head, how
        if one.dep_ == "pobj":
            how = "adjunct"
        if head.pos_ in ("VERB", "AUX"):
            return head, how
        one = head
    return None, how


def _narrow(level: str) -> Modality:
    return level if level in ("fact", "planned", "possible", "claimed", "denied") else "fact"  # type: ignore[return-value]


def _outer(doc: Document, index: int, verb: Token, level: str, *, noun: bool) -> Stance:
    """Climb from a verb to the root and gather what its governors say about it."""
    one = verb
    attribution: Attribution | None = None
    speakers: tuple[Resolved, ...] = ()
    said = False
    fresh = False
    for step in range(8):
        if not ((noun and step == 0) or fresh):
            denied = one.lemma_.lower() not in UNDAUNTED and any(
                c.dep_ == "neg" or c.lower_ in ("never", "hardly") for c in one.children
            )
            if denied and not any(c.lower_ == "only" for c in one.children):
                return Stance(None)
            for child in one.children:
                if child.dep_ == "aux":
                    word = child.lower_
                    if (word in ("will", "'ll", "shall", "wo") and level == "fact") or (
                        word in ("would", "'d") and level == "fact"
                    ):
                        level = "planned"
                    elif word in POSSIBLE_AUX and level in ("fact", "planned"):
                        level = "possible"
                    elif word == "must" and level == "fact":
                        return Stance(None, asked=True)
                elif child.lower_ in HEARSAY and child.dep_ == "advmod":
                    level = "claimed"
                elif (
                    (child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "lest"))
                    or (child.dep_ == "nsubj" and child.lower_ in ("nobody", "none", "neither", "nothing"))
                    or (
                        child.dep_ in ("nsubj", "nsubjpass") and any(c.lower_ == "no" for c in child.children)
                    )
                ):
                    return Stance(None)
        head, dep = one.head, one.dep_
        if head == one or dep == "ROOT":
            break
        low = head.lemma_.lower()
        fresh = dep == "conj" and syntax.starts_anew(one)
        if dep in (
            "xcomp",
            "ccomp",
            "pcomp",
            "pobj",
            "advcl",
            "acl",
            "csubj",
            "relcl",
            "prep",
            "conj",
            "dep",
            "parataxis",
        ):
            if dep in ("pcomp", "pobj") and head.dep_ == "prep" and head.head != head:
                above = head.head
                low = above.lemma_.lower()
                preposition = head.lower_
                if low in ACCUSE:
                    speakers = _parties(doc, index, arguments.agents(above))
                    return Stance("claimed", said_by(doc, index, above, speakers), speakers)
                if preposition in ("without", "against", "before", "instead"):
                    return Stance(None)
                if above.pos_ == "NOUN" and any(c.lower_ == "no" and c.dep_ == "det" for c in above.children):
                    return Stance(None)
                if preposition == "from" and low in KEEPING:
                    return Stance(None)
                if (
                    low in NOT_DONE
                    or low in ASKED
                    or (preposition == "for" and low in ("call", "appeal", "press"))
                ):
                    return Stance(None, asked=True)
                if low in UNSURE or low in PROSPECTS:
                    level = "possible" if level == "fact" else level
                    if above.head.lemma_.lower() in SAY and above.head.pos_ == "VERB" and attribution is None:
                        speakers = _parties(doc, index, arguments.agents(above.head))
                        attribution = said_by(doc, index, above.head, speakers)
                one = above
                continue
            if dep == "xcomp":
                if low in NOT_DONE and not (low in UNDAUNTED and any(c.dep_ == "neg" for c in head.children)):
                    return Stance(None)
                if low in ASKED or head.lower_ == "ought":
                    return Stance(None, asked=True)
                if low in UNSURE and level in ("fact", "planned"):
                    level = "possible"
                elif (low in COMING and level == "fact") or (
                    low == "be" and level == "fact" and any(c.lower_ == "to" for c in one.children)
                ):
                    level = "planned"
                elif low in LIKELY and level == "fact":
                    level = "planned" if low in IMMINENT else "possible"
            elif dep == "ccomp":
                if low in DENY:
                    speakers = _parties(doc, index, arguments.agents(head))
                    return Stance("denied", said_by(doc, index, head, speakers), speakers)
                if low in (
                    "demand",
                    "urge",
                    "ask",
                    "request",
                    "propose",
                    "recommend",
                    "order",
                    "want",
                    "insist",
                    "call",
                ) and (one.tag_ == "VB" or low in ("want", "demand", "urge", "order", "ask")):
                    return Stance(None, asked=True)
                if low in ("hope", "fear", "doubt", "warn", "threaten", "wish"):
                    return Stance(None, asked=True)
                if low in ("expect", "believe", "think", "suspect") and level in ("fact", "planned"):
                    level = "possible"
                if low in SAY:
                    said = True
                    speakers = _parties(doc, index, arguments.agents(head))
                    attribution = said_by(doc, index, head, speakers)
            elif dep == "advcl":
                if low in ASKED and one.tag_ == "VB" and any(c.lower_ == "to" for c in one.children):
                    return Stance(None, asked=True)
                marks = {c.lower_ for c in one.children if c.dep_ in ("mark", "advmod")}
                if marks & {"if", "unless", "until"} or ("once" in marks and one.tag_ in ("VBZ", "VBP")):
                    return Stance(None)
                if (
                    one.tag_ == "VB"
                    and any(c.lower_ == "to" and c.dep_ == "aux" for c in one.children)
                    and level == "fact"
                ):
                    level = "planned"
                if low in SAY and step == 0:
                    pass
                else:
                    if not noun:
                        return Stance(_narrow(level), attribution, speakers)
            elif dep == "acl" and any(c.lower_ == "to" for c in one.children):
                noun_low = low
                if noun_low in (
                    "demand",
                    "request",
                    "call",
                    "appeal",
                    "refusal",
                    "failure",
                    "ultimatum",
                    "threat",
                    "order",
                ):
                    return Stance(None, asked=True)
                if level == "fact":
                    level = (
                        "planned"
                        if noun_low in ("plan", "decision", "agreement", "promise", "deal", "pledge")
                        else "possible"
                    )
                break
            elif dep in ("relcl", "acl"):
                break
        if head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "ADP", "SCONJ"):
            break
        one = head
    if attribution is None:
        attribution, speakers = _parenthetical(doc, index, verb)
        said = attribution is not None
    if said and level == "fact" and speakers is not None:
        return Stance("claimed", attribution, speakers)
    return Stance(_narrow(level), attribution, speakers)


def _parties(doc: Document, index: int, tokens: list[Any]) -> tuple[Resolved, ...]:
    found: list[Resolved] = []
    for token in tokens:
        found += arguments.parties(doc, index, token)
    return tuple(found)


def said_by(doc: Document, index: int, verb: Token, speakers: tuple[Resolved, ...]) -> Attribution | None:
    """Return the attribution to the subject of a verb of saying, with his name where the text gives it."""
    subjects = arguments.agents(verb)
    if not subjects:
        return None
    first, last = arguments.phrase(subjects[0])
    span = doc.token_span(index, first, last)
    real = [s for s in speakers if s.kind != "group"]
    known = [s.antecedent for s in (*real, *speakers) if s.antecedent is not None]
    shown = known[0] if known and subjects[0].pos_ == "PRON" else span
    for child in subjects[0].children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and naming.person_mention(doc, span) is None:
            shown = doc.token_span(index, child.left_edge, child)
    if shown is span and span.quote.lower() in ("he", "she"):
        named = [m for m in doc.mentions_between(max(0, span.start - REACH), span.start) if m.person]
        shown = named[-1].span if named else span
    who = naming.name_of(doc, shown)
    entity = naming.entity_of(doc, shown) or (real[0].entity if real else None)
    return Attribution(who, entity, span, verb.lemma_.lower(), "indirect")


def _parenthetical(doc: Document, index: int, verb: Token) -> tuple[Attribution | None, tuple[Resolved, ...]]:
    """Return the speaker of ``according to X``."""
    if "ccording" not in doc.sentences[index].text:
        return None, ()
    sentence = doc.tokens[index]
    for token in sentence:
        if (
            token.lower_ == "according"
            and token.i + 1 < len(sentence)
            and sentence[token.i + 1].lower_ == "to"
        ):
            for child in list(sentence[token.i + 1].children) + list(token.children):
                if child.dep_ == "pobj":
                    speakers = tuple(arguments.parties(doc, index, child))
                    first, last = arguments.phrase(child)
                    span = doc.token_span(index, first, last)
                    real = [s for s in speakers if s.kind != "group"]
                    entity = real[0].entity if real else None
                    return Attribution(span.quote, entity, span, "according to", "indirect"), speakers
    return None, ()


QUOTE = re.compile(r'"')
