"""Nouns that are words of an act but tell none: mere talk, topics, and what is refused or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..document import Token
from ..wordlists import words

if TYPE_CHECKING:
    from .triggers import Hit

__all__ = ["idle_noun", "taken_away"]

STAKES = frozenset(
    [
        "territorial",
        "land",
        "border",
        "maritime",
        "compensation",
        "damage",
        "damages",
        "rival",
        "competing",
        "historic",
        "historical",
        "overlapping",
        "sovereignty",
        "fishing",
        "reparation",
        "reparations",
        "old",
    ]
)
PAPERS = frozenset(
    ["talk", "treaty", "agreement", "accord", "pact", "negotiation", "deal", "discussion", "declaration", "memorandum", "protocol",
     "convention", "meeting", "conference", "law", "consultation", "dispute", "row", "report", "idea", "proposal", "plan"]
)  # fmt: skip
TALKS = frozenset(["talk", "negotiation", "discussion", "consultation", "meeting", "conference", "dialogue"])
CROWDS = frozenset(["rally", "demonstration", "crowd", "march", "protest"])
ADDRESSING = frozenset(["tell", "address", "attend", "inform", "assure"])
CURBS = frozenset(
    ["curb", "ban", "restriction", "limit", "embargo", "freeze", "halt", "cap", "ceiling", "quota", "tariff", "duty", "tax", "control",
     "levy", "moratorium", "suspension", "surcharge", "boycott", "block", "bar", "squeeze"]
)  # fmt: skip
DISASTERS = frozenset(
    ["flame", "fire", "blaze", "wildfire", "storm", "flood", "wave", "cyclone", "hurricane", "typhoon", "earthquake", "quake",
     "tsunami", "epidemic", "virus", "disease", "drought", "frost", "locust", "landslide", "avalanche", "recession", "downturn",
     "wind", "rain", "heatwave", "tornado", "cholera", "famine", "slump"]
)  # fmt: skip
HALTING = frozenset(
    [
        "halt",
        "cut",
        "stop",
        "suspend",
        "ban",
        "freeze",
        "block",
        "end",
        "curb",
        "limit",
        "withhold",
        "cancel",
        "sever",
    ]
)
GRIM = frozenset(["SANCTION", "ASSAULT", "COERCE", "MOBILIZE"])
WARM = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"])
HOMEWARD = words("triggers.homeward")
QUARRELS = frozenset(
    ["exchange", "quarrel", "dispute", "row", "crisis", "conflict", "incident", "decision", "move", "step", "clash", "fighting",
     "violence", "war", "case", "affair", "feud", "issue", "episode", "standoff", "rift", "split", "deadlock", "killing", "deal",
     "setback", "flood", "drought", "project", "dam", "shortage", "measure", "attack", "law", "ruling", "scandal", "strike"]
)  # fmt: skip
TRADES = frozenset(["trade", "commerce", "turnover"])
ASSENTS = frozenset(["approval", "ratification", "consent", "blessing", "endorsement", "assent", "backing"])
MEETINGS = frozenset(
    ["visit", "trip", "meeting", "talk", "summit", "tour", "call", "dialogue", "encounter", "handshake"]
)
JOINING = frozenset(["between", "with", "to", "by", "of", "from", "among"])
REMARKING = frozenset(
    ["note", "criticise", "criticize", "oppose", "comment", "mention", "denounce", "condemn", "deplore", "question", "attack",
     "regret", "deride", "decry", "dismiss", "fault", "blast", "slam", "describe", "call", "brand", "resent", "defend"]
)  # fmt: skip
BREACHES = frozenset(["breach", "violation", "infringement", "contravention", "infraction", "betrayal"])
SUBJECTS = frozenset(
    ["nationals", "citizens", "people", "staff", "diplomats", "subjects", "students", "tourists", "workers", "men", "expatriates"]
)  # fmt: skip
WANTING = frozenset(["await", "require", "need", "lack", "subject", "wait", "depend"])


def broken(noun: Token) -> bool:
    """Tell whether a paper is named only as what somebody broke: ``spoke of a breach of contract``."""
    above = noun.head.head
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.lemma_.lower() == "contract"
        and above.pos_ == "NOUN"
        and above.lemma_.lower() in BREACHES
    )


def housed(noun: Token) -> bool:
    """Tell whether a mission is a house of diplomats: ``outside Chile's missions in Lima``."""
    if noun.lemma_.lower() != "mission":
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ in (
        "outside",
        "near",
        "inside",
        "opposite",
        "at",
        "from",
        "before",
    ):
        return True
    return noun.tag_ == "NNS" and any(c.dep_ == "prep" and c.lower_ in ("in", "at") for c in noun.children)


def own_people(verb: Token) -> bool:
    """Tell whether someone only brings away people of his own: ``pulled its citizens out of Mali``."""
    return any(
        o.lower_ in SUBJECTS
        and any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "our") for c in o.children)
        for o in verb.children
        if o.dep_ == "dobj"
    )


def idle_noun(noun: Token) -> bool:
    """Tell whether a noun is no act: mere talk, an approval waited for, the consultations of an envoy called home."""
    if noun.lower_ == "thanks" and noun.dep_ not in ("dobj", "nsubjpass", "conj") and following(noun) == "to":
        return True  # "thanks to the mediation of Oman"
    if noun.lower_ == "warning" and any(c.lower_ == "early" for c in noun.lefts):
        return True
    if noun.lower_ == "talk" or (noun.lower_ == "fear" and noun.dep_ == "pobj" and noun.head.lower_ == "for"):
        return True
    if noun.dep_ == "dobj" and noun.lemma_.lower() in CROWDS and noun.head.lemma_.lower() in ADDRESSING:
        return True
    if noun.lemma_.lower() == "claim" and not staked(noun):
        return True
    if noun.lemma_.lower() == "war" and noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "NOUN":
        return True
    if remarked(noun) or broken(noun) or housed(noun):
        return True
    if noun.lemma_.lower() in TRADES and noun.dep_ == "pobj":
        return True
    if noun.lemma_.lower() in ASSENTS and noun.dep_ in ("dobj", "pobj"):
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        return above.lemma_.lower() in WANTING or (noun.dep_ == "pobj" and noun.head.lower_ == "pending")
    if noun.lemma_.lower() != "consultation" or noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return False
    above = noun.head.head
    if above.pos_ == "NOUN" and above.dep_ in ("dobj", "nsubjpass"):
        above = above.head  # "called home its ambassador for consultations"
    return above.lemma_.lower() in HOMEWARD


def remarked(noun: Token) -> bool:
    """Tell whether a meeting is only what someone else speaks of: ``took note of the visit``, ``criticised the trip``."""
    if noun.lemma_.lower() not in MEETINGS or noun.dep_ not in ("dobj", "pobj"):
        return False
    if any(c.dep_ == "poss" or (c.dep_ == "prep" and c.lower_ in JOINING) for c in noun.children):
        return False
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    noted = above.lemma_.lower() == "note" and above.pos_ == "NOUN"
    return noted or (above.pos_ == "VERB" and above.lemma_.lower() in REMARKING)


def staked(claim: Token) -> bool:
    """Tell whether a claim is laid to something, and not merely said: ``its claim to the island``."""
    return any(
        (c.dep_ == "prep" and c.lower_ in ("to", "on", "over", "for", "against"))
        or (c.dep_ in ("amod", "compound", "nmod") and c.lower_ in STAKES)
        for one in (claim, *([claim.head] if claim.dep_ in ("dobj", "nsubjpass") else []))
        for c in one.children
    )


def bodes(verb: Token) -> bool:
    """Tell whether a thing only bodes ill, as no party does: ``the quarrel threatens to undo the pact``."""
    if verb.lemma_ != "threaten" or verb.pos_ != "VERB":
        return False
    heads = [c for c in verb.children if c.dep_ == "nsubj"]
    return any(c.lemma_.lower() in QUARRELS for c in heads)


def broken_rule(noun: Token) -> bool:
    """Tell whether a violation is of a rule, not of a line: ``a violation of the charter``."""
    if noun.lemma_.lower() not in ("violation", "breach", "infringement"):
        return False
    broken = [
        c
        for p in noun.children
        if p.dep_ == "prep" and p.lower_ == "of"
        for c in p.children
        if c.dep_ == "pobj"
    ]
    return bool(broken) and not any(
        t.lemma_.lower() in LINES for one in broken for t in (one, *one.lefts, *one.conjuncts)
    )


def stirring(verb: Token) -> bool:
    """Tell whether worries are only what an act brings about: ``sent troops, raising fears of a war``."""
    return (
        verb.lemma_ in ("raise", "stoke", "spark", "fuel", "prompt", "stir")
        and verb.tag_ == "VBG"
        and verb.dep_ == "advcl"
        and any(c.dep_ == "dobj" and c.lemma_.lower() in DREADS for c in verb.children)
    )


def hinting(verb: Token) -> bool:
    """Tell whether ``suggest`` says what seems to be, not what should: ``reports suggest that hackers had tried``."""
    if verb.lemma_ != "suggest":
        return False
    for clause in verb.children:
        if clause.dep_ == "ccomp":
            aux = {c.lower_ for c in clause.children if c.dep_ in ("aux", "auxpass")}
            return (
                clause.tag_ in ("VBD", "VBZ") or bool(aux & {"had", "has", "was", "were", "is", "are", "did"})
            ) and not (aux & {"should", "could", "might", "may"})
    return False


def dubbed(verb: Token) -> bool:
    """Tell whether a thing is only known by a name: ``agreements dubbed the contracts of the century``."""
    named = verb.lemma_ in ("dub", "nickname", "term", "call", "label") and verb.tag_ == "VBN"
    return named and verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "agent" for c in verb.children)


def following(word: Token) -> str:
    """Return the word after a word, or nothing at the end."""
    return word.nbor(1).lower_ if word.i + 1 < len(word.doc) else ""


def dreaded(noun: Token) -> bool:
    """Tell whether a war is only what is feared or may come: ``concerns of a broader conflict``, ``the brink of war``."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "about", "over"):
        return False
    return noun.head.head.lemma_.lower() in DREADS


def unfinished(verb: Token) -> bool:
    """Tell whether an act was only nearly done: ``almost went to war``."""
    return (
        verb.pos_ == "VERB"
        and verb.i > 0
        and verb.nbor(-1).lower_ in NEARLY
        and verb.nbor(-1).head.i == verb.i
    )


def shows(verb: Token) -> bool:
    """Tell whether ``demonstrate`` is to show something: ``demonstrated its skill``, ``demonstrates that``."""
    return (
        verb.pos_ == "VERB"
        and verb.lemma_ == "demonstrate"
        and any(c.dep_ in ("dobj", "ccomp") for c in verb.children)
    )


DREADS = frozenset(
    ["fear", "concern", "risk", "danger", "possibility", "prospect", "spectre", "specter", "verge", "brink", "worry", "likelihood",
     "chance", "threat"]
)  # fmt: skip
LINES = frozenset(
    ["airspace", "border", "frontier", "boundary", "territory", "water", "waters", "sovereignty", "space", "sea", "ceasefire",
     "cease-fire", "truce", "armistice", "line", "zone", "air", "territorial", "integrity"]
)  # fmt: skip
NEARLY = frozenset(["nearly", "almost", "narrowly"])


def taken_away(hit: Hit, told: dict[int, str]) -> bool:
    """Tell whether a friendly act is only what is refused, cut or asked for: ``froze trade``, ``appealed for help``."""
    if hit.row.cls == "THREATEN" and bodes(hit.token):
        return True
    if unfinished(hit.token) or dubbed(hit.token) or (hit.row.cls == "PROTEST" and shows(hit.token)):
        return True
    if hit.row.cls == "AID" and hit.token.pos_ == "VERB" and own_people(hit.token):
        return True
    if hit.row.cls in GRIM and hit.token.pos_ == "VERB":
        doers = [c for c in hit.token.children if c.dep_ == "nsubj"]
        if any(c.tag_ in ("WDT", "WP") or c.lower_ == "that" for c in doers) and hit.token.dep_ == "relcl":
            doers = [hit.token.head]
        if any(c.lemma_.lower() in DISASTERS for c in doers):
            return True
        right = hit.token.head
        if hit.token.dep_ == "acl" and right.lower_ == "right" and told.get(right.head.i) == "THREATEN":
            return True
    if hit.token.pos_ == "VERB" and (stirring(hit.token) or hinting(hit.token)):
        return True
    if hit.token.pos_ not in ("NOUN", "PROPN"):
        return False
    noun = hit.token
    above = noun.head.head
    if hit.row.cls in WARM and noun.dep_ == "pobj" and above.pos_ == "NOUN" and above.lemma_.lower() in CURBS:
        return True
    if hit.row.cls in WARM and any(c.tag_ == "VBG" and c.lemma_.lower() in HALTING for c in noun.lefts):
        return True
    if (hit.row.cls == "ASSAULT" and dreaded(noun)) or (hit.row.cls == "MOBILIZE" and broken_rule(noun)):
        return True
    if hit.row.cls in GRIM:
        above = noun
        while above.head.i != above.i and above.head.pos_ in ("NOUN", "ADP", "VERB") and above.pos_ != "VERB":
            above = above.head
        under = told.get(above.i)
        if (
            noun.dep_ == "pobj"
            and noun.head.lower_ in ("on", "about")
            and noun.head.head.lemma_.lower() in TALKS
        ):
            return True
        for_it = noun.dep_ == "pobj" and noun.head.lower_ == "for" and under == "REQUEST"
        return for_it or (under == "THREATEN" and above.i < noun.i)
    if hit.row.cls not in WARM:
        return False
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    topic = noun.dep_ == "pobj" and noun.head.lower_ in ("on", "about", "over", "concerning", "regarding")
    if topic and noun.head.head.lemma_.lower() in PAPERS:
        return True
    if noun.dep_ in ("dobj", "nsubjpass"):
        return told.get(noun.head.i) in ("SANCTION", "REJECT")
    if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "to", "towards", "toward", "into"):
        return told.get(noun.head.head.i) == "REQUEST"
    return False
