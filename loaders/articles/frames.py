"""Patterns of whole clauses: verdicts (``called the raid a crime``), and words too faint to guess a party for."""

from __future__ import annotations

from typing import Any

from .document import Token

FAINT = frozenset(
    ["make", "call", "give", "come", "go", "see", "receive", "order", "want", "insist", "take", "put", "get", "let", "hold", "tell", "speak", "say", "buy", "keep", "bring", "set", "find", "know", "turn", "look", "show", "move", "meet", "arrive", "land", "return", "run", "open", "allow", "accept", "consider", "discuss", "inform", "brief", "summit", "meeting", "conference", "cooperation", "coalition", "alliance", "mission", "war", "trade", "deal", "accord", "envoy", "delegation", "ambassador", "minister", "session", "peace", "contact", "dialogue", "exercise", "pact", "bloc", "union", "partnership", "interest", "concern", "conflict", "fighting", "crisis", "dispute", "role", "offer", "promise", "hope", "plan", "interview", "statement", "announcement", "speech"]
)
MEMBER_VERBS = frozenset(["join", "admit", "accede", "enter", "leave", "quit", "rejoin"])
CALLING = frozenset(
    ["call", "describe", "brand", "label", "term", "denounce", "condemn", "regard", "see", "view", "consider", "deem", "find", "characterise", "characterize", "portray", "dub", "pronounce", "declare", "think", "paint"]
)
SPEAKING = frozenset(["speak", "talk", "complain", "write"])
REFUTING = frozenset(
    ["absurd", "baseless", "groundless", "false", "untrue", "unfounded", "lie", "lies", "fabrication", "invention", "nonsense", "fiction", "slander", "ridiculous", "unacceptable-demand", "fantasy", "imagination", "fairy-tale", "rumour", "pretext", "null", "void", "ludicrous", "inaccurate", "myth", "invalid"]
)
BLAMING = frozenset(
    ["unacceptable", "violation", "breach", "aggression", "threat", "danger", "provocation", "mistake", "error", "crime", "illegal", "unlawful", "unjustified", "unfair", "dangerous", "reckless", "irresponsible", "outrage", "outrageous", "interference", "meddling", "intrusion", "hypocrisy", "hypocritical", "blackmail", "betrayal", "disgrace", "shameful", "shame", "deplorable", "regrettable", "hostile", "criminal", "barbaric", "brutal", "cruel", "insult", "humiliation", "injustice", "genocide", "massacre", "terrorism", "piracy", "robbery", "theft", "imperialism", "colonialism", "racism", "imperialist", "terrorist", "aggressor", "enemy", "disproportionate", "excessive", "immoral", "cowardly", "savage", "naked", "peril", "folly", "disappointing", "unhelpful", "unfriendly", "counterproductive", "destabilising", "destabilizing", "inadmissible", "intolerable", "flagrant", "discriminatory", "arbitrary", "venture", "occupation", "annexation", "blockade", "war", "invasion", "sabotage", "grave", "blow", "obstacle", "step-back", "unwise", "premature", "harmful", "hegemonism"]
)
PRAISING = frozenset(
    ["historic", "welcome", "success", "friend", "partner", "ally", "milestone", "breakthrough", "important", "courageous", "constructive", "great", "wise", "excellent", "positive", "encouraging", "right", "victory", "triumph", "friendly", "brotherly", "model", "hero", "statesman", "visionary", "useful", "helpful", "progress", "guarantee", "cornerstone", "insurance"]
)


def verdict(token: Token) -> tuple[str, list[Any]] | None:
    """Return the class of a judgement and the tokens judged: ``called the raid illegal`` is ACCUSE of its doer."""
    low = token.lemma_.lower()
    if low in CALLING:
        judged = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        said: list[Any] = [c for c in token.children if c.dep_ in ("oprd", "attr", "acomp", "xcomp")]
        for child in token.children:
            if child.dep_ == "ccomp":
                judged += [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
                said += [child, *(c for c in child.children if c.dep_ in ("attr", "acomp", "oprd"))]
            elif child.dep_ == "prep" and child.lower_ == "as":
                said += [c for c in child.children if c.dep_ in ("pobj", "pcomp", "amod")]
        if low in ("see", "find", "think", "view", "consider") and not judged:
            return None
    elif low in SPEAKING:
        said = [
            c
            for p in token.children
            if p.dep_ == "prep" and p.lower_ == "of"
            for c in p.children
            if c.dep_ == "pobj"
        ]
        judged = said
    else:
        return None
    words = {t.lower_ for one in said for t in [one, *one.subtree]}
    words |= {t.lemma_.lower() for one in said for t in [one, *one.children]}
    if words & REFUTING:
        return "REJECT", judged
    if words & BLAMING:
        return "ACCUSE", judged
    if words & PRAISING and low not in SPEAKING:
        return "SUPPORT", judged
    return None
