"""What a speaker or a paper says another must do or suffer: ``said Mali should withdraw``, ``the pact obliges Mali``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .. import arguments, attribution, evidence
from ..document import Document, Resolved, Token
from ..modality import SAY
from . import turned
from .frames import BLAMING, CALLING, REFUTING
from .lexicon import HOSTILE
from .threats import (
    COMING,
    LETTING,
    doomed,
    foe,
    looming,
    or_else,
    order,
    personal,
    pressed,
    subjects,
    unpunished,
)

if TYPE_CHECKING:
    from .reader import Row

__all__ = ["duties"]

OUGHT = frozenset(["should", "must", "ought"])
WANTING = frozenset(["tell", "want", "like", "prefer"])
ADVISING = frozenset(
    ["recommend", "request", "stipulate", "insist", "require", "order", "desire", "demand", "urge"]
)
DISPUTING = frozenset(
    ["claim", "allege", "contend", "assert", "charge", "complain", "swear", "grumble", "retort", "counter", "argue", "insist",
     "maintain", "protest", "lament"]
)  # fmt: skip
GROUNDS = frozenset(["truth", "foundation", "basis", "substance", "merit", "grounds", "proof"])
WRONGING = frozenset(
    ["arm", "shelter", "harbour", "harbor", "sponsor", "fund", "finance", "foment", "meddle", "interfere", "violate", "breach",
     "break", "cheat", "lie", "bully", "occupy", "steal", "incite", "sabotage", "smuggle", "infiltrate", "spy", "hide", "renege",
     "obstruct", "stall", "provoke", "fuel", "abet", "instigate", "abuse", "exploit", "flout", "ignore", "undermine", "wage"]
)  # fmt: skip
OBLIGING = frozenset(["oblige", "commit", "bind", "require", "obligate", "compel"])
PAPERS = frozenset(
    ["treaty", "accord", "pact", "agreement", "deal", "paper", "text", "document", "memorandum", "declaration", "protocol",
     "convention", "clause", "article", "contract", "communique", "statement", "understanding", "truce", "ceasefire"]
)  # fmt: skip
OPEN = frozenset(["CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"])


def duties(doc: Document, index: int, model: type[Row], found: list[Row]) -> tuple[list[Row], set[int]]:
    """Return the requests and threats told as the other side's duty or doom, and the verbs that are no acts of their own."""
    made: list[Row] = []
    spent: set[int] = set()
    for verb in doc.tokens[index]:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in OBLIGING and papers(doc, index, verb):
            spent.add(verb.i)
            made += covenant(doc, index, verb, model)
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        if unheeded(verb):
            made += turned_back(verb, found)
            continue
        if doomed(verb) or unpunished(verb) or looming(verb):
            asking, charged, cls = speakers(doc, index, verb), subjects(doc, index, verb), "THREATEN"
            if unpunished(verb) and verb.head.lemma_.lower() in LETTING:
                asking = subjects(doc, index, verb.head)
            if asking and not charged and not personal(verb):
                charged = foe(doc, index, verb, asking, found)
        elif charged := pressed(doc, index, verb):
            asking, cls = subjects(doc, index, verb), "THREATEN"
        elif or_else(verb):
            asking, charged, cls = subjects(doc, index, order(verb)), subjects(doc, index, verb), "THREATEN"
        elif at_fault(verb):
            asking, charged, cls = speakers(doc, index, verb.head), subjects(doc, index, verb.head), "ACCUSE"
            spent.add(verb.i)
        elif bound(verb) or onus(verb):
            asking, charged, cls = speakers(doc, index, verb), subjects(doc, index, verb), "REQUEST"
            if onus(verb):
                charged = [r for t in onus(verb) for r in arguments.parties(doc, index, t)]
        elif (deed := wanted(verb)) is not None:
            asking = [r for t in arguments.agents(verb) for r in arguments.parties(doc, index, t)]
            if arguments.passive(verb) and not arguments.by_agents(verb):
                asking = speakers(doc, index, verb)
            told = [c for c in verb.children if c.dep_ in ("dobj", "dative", "nsubjpass") and c.i < deed.i]
            told = [] if verb.lemma_.lower() in ADVISING else told
            told = told or [c for c in deed.children if c.dep_ == "nsubj"]
            charged = [r for t in told for r in arguments.parties(doc, index, t)]
            cls = "SANCTION" if turned.told_to_go(verb) else "REQUEST"
        elif blamed := untrue(verb):
            asking, cls = speakers(doc, index, verb), "REJECT"
            charged = [r for t in blamed for r in arguments.parties(doc, index, t)]
            if asking and not charged:
                charged = foe(doc, index, verb, asking, found)
        elif (deed := held_against(verb)) is not None:
            asking = [r for t in arguments.agents(verb) for r in arguments.parties(doc, index, t)]
            charged, cls = [r for r in subjects(doc, index, deed) if r.kind == "country"], "ACCUSE"
            inside = {t.i for t in deed.subtree}
            if any(r.trigger in inside and r.cls not in HOSTILE for r in found):
                continue
        else:
            continue
        charged = [r for r in charged if r.kind != "group"]
        asking = [r for r in asking if r.kind != "group"]
        asking = [r for r in asking if r.entity not in {c.entity for c in charged}]
        if not charged or not asking:
            continue
        if cls != "ACCUSE":
            spent.add(verb.i)
        below = {r.cls for r in found if r.trigger in {t.i for t in verb.subtree}}
        polarity = "+" if cls == "REQUEST" and below and below <= OPEN else "-"
        for one in asking:
            for other in charged:
                proof = evidence.clause(doc, index, [verb], [one.mention, other.mention])
                made.append(
                    model(one, other, cls, polarity, "fact", None, proof, "duty/said", 0.6, index, verb.i)
                )
    return made, spent


def at_fault(verb: Token) -> bool:
    """Tell whether the subject of a clause is said to bear the blame: ``is to blame``, ``has itself to blame``."""
    if verb.lemma_.lower() != "blame" or verb.head.lemma_ not in ("be", "have") or verb.dep_ == "conj":
        return False
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children) and not arguments.passive(verb)


def unheeded(verb: Token) -> bool:
    """Tell whether something asked is left without an answer: ``the demand has gone unanswered``."""
    if verb.lemma_.lower() not in ("go", "remain") or any(c.dep_ == "neg" for c in verb.children):
        return False
    return any(c.lower_ in ("unanswered", "unheeded", "unmet", "ignored") for c in verb.children)


def turned_back(verb: Token, found: list[Row]) -> list[Row]:
    """Return the refusals that leave what the subject of a verb asked for without an answer."""
    asked = {t.i for s in arguments.surface_subjects(verb) for t in (s, *s.conjuncts)}
    return [
        replace(r, source=r.target, target=r.source, cls="REJECT", polarity="-", rule=r.rule + "/unheeded")
        for r in found
        if r.trigger in asked and r.cls in ("REQUEST", "AGREE", "ACCUSE")
    ]


def wanted(verb: Token) -> Token | None:
    """Return what someone is told to do: ``would like Chile to free the crew``, ``told it to keep out``."""
    low = "hope" if verb.lower_ in ("hoped", "hopes") else verb.lemma_.lower()
    words = {c.lower_ for c in verb.children}
    if (
        low not in (WANTING | ADVISING | {"give", "hope"})
        or words & {"not", "n't", "never"}
        or (low == "like" and not words & {"would", "'d"})
    ):
        return None
    if low == "give" and words & {"until", "till"}:
        return next((c for c in verb.children if c.tag_ == "VB" and c.i > verb.i and infinite(c)), None)
    if low == "hope":
        return next((c for c in verb.children if c.dep_ == "ccomp" and awaited(c)), None)
    if low in ADVISING:
        for child in verb.children:
            bare = child.tag_ == "VB" and not any(c.dep_ == "aux" for c in child.children)
            if child.dep_ == "ccomp" and bare and any(c.dep_ == "nsubj" for c in child.children):
                return child
        return None
    for child in verb.children:
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        if child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX") and infinitive:
            own = any(c.dep_ == "nsubj" for c in child.children)
            other = any(c.dep_ in ("dobj", "dative", "nsubjpass") and c.i < child.i for c in verb.children)
            return child if own or other else None
    return None


def infinite(verb: Token) -> bool:
    """Tell whether a verb is an infinitive with ``to``."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def awaited(verb: Token) -> bool:
    """Tell whether a clause says what its subject is hoped to do: ``would reconsider``."""
    words = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return bool(words & COMING) and any(c.dep_ == "nsubj" for c in verb.children)


def untrue(verb: Token) -> list[Token]:
    """Return whose charges are called untrue: ``said the charges were groundless``, ``there was no truth in them``."""
    low = verb.lemma_.lower()
    for one in verb.children:  # "said no such licence had ever been issued"
        if one.dep_ in ("nsubj", "nsubjpass") and {"no", "such"} <= {c.lower_ for c in one.children}:
            return [one]
    if low in ("rest", "base"):
        on = arguments.prep_objects(verb, "on")
        return on if any(t.lower_ in REFUTING for o in on for t in o.subtree) else []
    if low != "be" or any(c.dep_ == "neg" for c in verb.children):
        return []
    heads = [c for c in verb.children if c.dep_ in ("attr", "nsubj")]
    for one in heads:
        if one.lower_ in GROUNDS and any(c.lower_ == "no" for c in one.children):
            return arguments.prep_objects(one, "in", "to", "for", "behind")
    told = {t.lower_ for c in verb.children if c.dep_ in ("acomp", "attr") for t in c.subtree}
    bare = any(t.lower_ in GROUNDS for t in arguments.prep_objects(verb, "without"))
    return [c for c in verb.children if c.dep_ == "nsubj"] if bare or told & REFUTING else []


def held_against(verb: Token) -> Token | None:
    """Return what another is said to do, where the verb of saying is one of dispute: ``claims that Chile hides him``."""
    disputing = verb.lemma_.lower() in DISPUTING
    if not (disputing or verb.lemma_.lower() in SAY) or any(c.dep_ == "neg" for c in verb.children):
        return None
    for child in verb.children:
        if child.dep_ != "ccomp" or child.pos_ not in ("VERB", "AUX"):
            continue
        words = {c.lower_ for c in child.children}
        if arguments.passive(child) or words & (COMING | OUGHT | {"if", "could", "may", "might", "can"}):
            return None
        told = {t.lower_ for c in child.children if c.dep_ in ("acomp", "attr") for t in c.subtree}
        if (
            not disputing
            and child.lemma_.lower() not in WRONGING
            and not (child.lemma_.lower() == "be" and told & BLAMING)
        ):
            return None
        if any(c.dep_ == "neg" for c in child.children):
            return None
        if child.lemma_.lower() == "be" and not {t.lower_ for t in child.subtree} & BLAMING:
            return None
        return child
    return None


def papers(doc: Document, index: int, verb: Token) -> bool:
    """Tell whether it is an agreement that binds someone, by name or as ``it`` after a sentence that named one."""
    if arguments.passive(verb):
        return False
    for one in arguments.surface_subjects(verb):
        if one.lemma_.lower() in PAPERS:
            return True
        if one.lower_ in ("it", "which", "that"):
            before = doc.tokens.get(index - 1) if one.lower_ == "it" else [verb.head]
            return any(t.lemma_.lower() in PAPERS for t in before or ())
    return False


def covenant(doc: Document, index: int, verb: Token, model: type[Row]) -> list[Row]:
    """Return the promises that an agreement holds: of the side that is bound, to whom its clause names besides."""
    heads = [c for c in verb.children if c.dep_ in ("dobj", "npadvmod", "dative") and c.i > verb.i]
    bound_by = [r for h in heads for r in arguments.parties(doc, index, h) if r.kind != "group"]
    if not bound_by:
        return []
    own = {r.entity for r in bound_by}
    others = list(bound_by) if len(own) > 1 else []
    for token in [] if others else verb.subtree:
        if token.i > heads[0].i and token.dep_ in ("dobj", "pobj", "dative", "poss", "iobj"):
            others = [
                r for r in arguments.parties(doc, index, token) if r.kind != "group" and r.entity not in own
            ]
            if others:
                break
    return [
        model(
            one, other, "AGREE", "+", "planned", None,
            evidence.clause(doc, index, [verb], [one.mention, other.mention]), "duty/paper", 0.6, index, verb.i,
        )
        for one in bound_by for other in others if one.entity != other.entity
    ]  # fmt: skip


def bound(verb: Token) -> bool:
    """Tell whether a verb stands under ``should`` or ``must`` without being denied or conditional."""
    words = {c.lower_ for c in verb.children}
    if verb.dep_ == "xcomp" and verb.head.lower_ == "ought":
        return True
    above = verb.head
    if verb.dep_ in ("xcomp", "advcl") and above.lemma_ in ("have", "need") and above.dep_ == "ccomp":
        return any(c.lower_ == "to" for c in verb.children) and not any(
            (c.dep_ in ("neg", "mark") and c.lower_ != "that") or c.lower_ in ("yet", "would", "may")
            for c in above.children
        )
    return bool(words & OUGHT) and not words & {"if", "unless", "not", "n't", "have", "be", "been"}


def onus(verb: Token) -> list[Token]:
    """Return with whom the next move is said to lie: ``it was up to Chile to act``, ``the onus was on Chile``."""
    if verb.lemma_ not in ("be", "lie", "rest", "fall"):
        return []
    low = {c.lower_ for c in verb.children}
    if "it" in low and "up" in low:
        return arguments.prep_objects(verb, "to")
    if any(
        c.lower_ in ("onus", "burden", "responsibility", "duty") and c.dep_ == "nsubj" for c in verb.children
    ):
        return arguments.prep_objects(verb, "on", "upon", "with")
    return []


def speakers(doc: Document, index: int, verb: Token) -> list[Resolved]:
    """Return who says what a verb tells: the subject of the verb of saying above it, or the voice of its quotation."""
    one = verb
    for _ in range(4):
        head = one.head
        if (
            one.dep_ == "relcl"
            and head.dep_ in ("oprd", "attr", "dobj", "ccomp")
            and head.head.pos_ == "VERB"
        ):
            one, head = head, head.head
            if head.lemma_.lower() in CALLING:
                return [r for t in arguments.agents(head) for r in arguments.parties(doc, index, t)]
        if head.i == one.i or one.dep_ not in ("ccomp", "conj", "parataxis"):
            break
        if head.lemma_.lower() in SAY and head.pos_ == "VERB":
            return [r for t in arguments.agents(head) for r in arguments.parties(doc, index, t)]
        one = head
    start, end = doc.place_of(index, verb)
    quote = attribution.covering(doc, start, end)
    if quote is None or quote.mention is None:
        return []
    named = [m for m in doc.mentions_between(quote.mention.start, quote.mention.end) if m.entity]
    if not named:
        return []
    here = doc.span(start, end)
    return [Resolved(named[-1].entity or "", named[-1].kind, "coref", here, named[-1].span)]
