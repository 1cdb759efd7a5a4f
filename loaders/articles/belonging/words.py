"""Words of membership, and the states that a noun, a pronoun or a list stands for."""

from __future__ import annotations

import re

from .. import arguments, context, peers
from ..document import Document, Mention, Resolved, Token

MEMBERS = frozenset([
    "member", "ally", "country", "state", "nation", "power", "founder", "founder-member", "signatory",
    "participant", "partner-country", "neighbour", "neighbor", "newcomer", "government", "shareholder",
    "army", "navy", "capital", "recruit", "entrant", "insider", "co-founder", "cofounder", "adherent", "stalwart", "mainstay", "pillar",
    "veteran", "latecomer", "fixture", "co-signatory",
])  # fmt: skip


WISHES = frozenset([
    "candidate", "aspirant", "candidacy", "candidature", "bid", "application", "hopeful", "applicant",
    "ambition", "aspiration", "hope", "request", "quest", "petition", "plea", "push", "suit", "eagerness", "suitor", "contender",
])  # fmt: skip


ENTRIES = frozenset(
    [
        "accession",
        "entry",
        "admission",
        "entrance",
        "inclusion",
        "induction",
        "readmission",
        "re-admission",
        "re-entry",
        "return",
    ]
)


EXITS = frozenset(
    [
        "exit",
        "withdrawal",
        "departure",
        "defection",
        "secession",
        "walkout",
        "walk-out",
        "pullout",
        "pull-out",
        "resignation",
    ]
)


ASIDE = frozenset(["observer", "associate", "partner"])


VERBS = {
    "join": "member", "rejoin": "member", "enter": "member", "accede": "member", "belong": "member", "admit": "admit", "readmit": "admit",
    "accept": "admit", "leave": "leaving", "quit": "leaving", "withdraw": "leaving", "exit": "leaving",
    "abandon": "leaving", "apply": "candidate", "sit": "member", "stay": "member", "remain": "member", "be": "member",
    "pull": "leaving", "walk": "leaving", "go": "leaving", "come": "member", "form": "member", "found": "member",
    "establish": "member", "compose": "member", "make": "member", "constitute": "member", "comprise": "listed",
    "include": "listed", "consist": "listed", "unite": "listed", "group": "listed", "participate": "partner", "invite": "invite",
    "return": "member", "bring": "admit", "create": "member", "launch": "member", "set": "member", "sign": "signed", "conclude": "signed", "head": "member", "lead": "member", "chair": "member",
    "aspire": "candidate", "put": "candidate", "file": "candidate", "get": "member", "slip": "member", "squeeze": "member", "sneak": "member", "secede": "leaving", "take": "admit", "let": "admit", "welcome": "admit", "receive": "admit", "readmitt": "admit", "readmitte": "admit",
    "want": "candidate", "storm": "leaving", "drop": "leaving", "break": "leaving", "step": "leaving", "bow": "leaving",
    "conform": "member", "start": "member", "cofound": "member", "preside": "member", "co-found": "member", "graduate": "member",
    "resign": "leaving", "defect": "leaving", "desert": "leaving", "forsake": "leaving", "ditch": "leaving", "dump": "leaving",
    "depart": "leaving", "disengage": "leaving", "opt": "leaving", "back": "leaving", "crash": "leaving", "retire": "leaving",
    "bolt": "leaving", "renounce": "leaving", "denounce": "leaving", "decamp": "leaving", "drift": "leaving", "split": "leaving",
    "stick": "member", "cling": "member", "give": "leaving", "usher": "admit", "induct": "admit", "vote": "admit", "wave": "admit", "readopt": "admit", "embrace": "listed", "encompass": "listed",
    "gather": "listed", "count": "listed", "number": "listed", "span": "listed", "adhere": "member", "enrol": "member", "enroll": "member",
    "enlist": "member", "petition": "candidate", "lobby": "candidate", "angle": "candidate",
}  # fmt: skip


BY_INTO = frozenset(
    ["take", "bring", "let", "want", "usher", "induct", "vote", "wave", "get", "slip", "squeeze", "sneak"]
)
"""Verbs of membership only with ``into``."""


WANT = re.compile(
    r"\b(?:want\w*|ey(?:e[sd]?|eing)\b|covet\w*|petition\w*|lobb(?:y|ied)\w*|eager|keen|would (?:like|love)|(?:like|love) would|craves?|courting|angling|vie[sd]?\b|vying|wish\w*|hop(?:e|es|ed|ing)\b|seek\w*|sought|aspir\w+|appl(?:y|ied|ies|ying|ication)\w*|bid|ask\w*|request\w*"
    r"|candida\w+|ambition\w*|goals?\b|aims?\b|aim(?:ed|ing)\b|targets?\b|dream\w*|negotiat\w+|talks|block\w*|veto\w*|prospects?|eventual|conditions?|path|road|bar|closer|offer\w*|promis\w+|wait\w*|door|h(?:o|e)ld(?:s|ing)? up|obstruct\w*|thwart\w*)\b",
    re.I,
)


PEERS = frozenset(["country", "nation", "state", "government", "neighbour", "neighbor", "republic", "power"])
RANGING = re.compile(r",? (?:ranging |all the way )?from (?:the )?")


LIST_JOINT = re.compile(r"(?:,|,? and|,? or) (?:the )?")


COUNTS = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip


Linked = tuple[tuple[Resolved, ...], str, str, float]


def states_of(doc: Document, index: int, tokens: list[Token], *, alone: bool = False) -> tuple[Resolved, ...]:
    """Return the states that tokens name or stand for; lists are taken whole, also long ones."""
    found: list[Resolved] = []
    for token in tokens:
        if token.pos_ == "VERB":
            continue
        heads = [token] if alone else arguments.conjuncts(token)
        if not alone and len(row := row_of(doc, index, doc.mention_of(index, token))) > 2:
            found += row
            continue
        if (region := peers.of_region(doc, index, token)) and not alone:
            found += region
            continue
        if token.lower_ in ("which", "who", "that") and (antecedent := antecedents_of(token)) is not None:
            heads = antecedent
        elif (
            token.lower_ in ("they", "trio", *COUNTS)
            or (
                token.lower_ in ("all", "these")
                and token.dep_ in ("nsubj", "nsubjpass")
                and not any(c.lower_ in ("but", "except") for c in token.subtree)
            )
            or (
                token.lower_ in ("countries", "states", "members", "nations", "governments")
                and _counted(token)
            )
        ):
            listed = (
                _here(doc, index, token) or _pair_here(doc, index, token) or _last_list(doc, index, token)
            )
            listed = listed or _all_named(doc, index, token)
            if not listed and token.lower_ == "three":
                start, end = doc.place_of(index, token)
                listed = list(context.group(doc, index, doc.span(start, end), 3))
            if listed:
                found += listed
                continue
        if not alone and _both(doc, index, token):
            pair = _just_named(doc, index, token) if token.lower_ == "both" else []
            pair = pair or _main_pair(doc, index, token)
            if len(pair) == 2:
                found += pair
                continue
        if (listed := _included(doc, index, token)) and not alone:
            found += listed
            continue
        if token.tag_ == "NNS" and (ends := _from_to(doc, index, token)):
            found += ends
            continue
        for head in heads:
            found += [
                r for r in arguments.single(doc, index, head) if r.kind == "country" and r.via != "company"
            ]
    return tuple(arguments.unique(found))


def _included(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the states that a plural noun is said to include: ``thirty countries have applied, including Peru``."""
    if token.tag_ != "NNS" or token.lemma_.lower() not in PEERS or doc.mention_of(index, token) is not None:
        return []
    links = [t for t in token.doc[token.i + 1 :] if t.lower_ == "including"][:1]
    between = token.doc[token.i + 1 : links[0].i] if links else ()
    if any(t.tag_ == "NNS" and t.lemma_.lower() in PEERS for t in between):
        return []
    links += [c for c in token.children if c.lower_ in ("like", "such")]
    named = [t for c in links for one in (c, *c.children) for t in one.children if t.dep_ == "pobj"]
    return [r for t in named for r in row_of(doc, index, doc.mention_of(index, t))]


def _from_to(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the two states between which a plural ranges: ``fifty observers, from Egypt to Slovakia``."""
    at = doc.place_of(index, token)[1]
    named = [m for m in doc.mentions_between(at, at + 60) if m.kind == "country" and m.form == "noun"][:2]
    if len(named) < 2 or not RANGING.fullmatch(doc.text, at, named[0].start):
        return []
    if not re.fullmatch(r" to (?:the )?", doc.text[named[0].end : named[1].start]):
        return []
    return [r for m in named if (r := arguments.resolved(doc, m)) is not None]


def _both(doc: Document, index: int, token: Token) -> bool:
    """Tell whether a noun phrase means two states without naming them: ``both countries``, ``the two neighbours``."""
    words = {token.lower_} | {
        c.lower_ for c in token.children if c.dep_ in ("det", "nummod", "predet", "preconj")
    }
    if not words & {"both", "two"} or token.dep_ in ("preconj", "det"):
        return False
    named = (doc.mention_of(index, t) for t in token.subtree if t.dep_ != "relcl")
    return not any(m is not None and m.kind == "country" for m in named)


def _main_pair(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the two states that the text so far names most, if both are named more than once and near."""
    at = doc.place_of(index, token)[0]
    count: dict[str, float] = {}
    last: dict[str, Mention] = {}
    for mention in doc.mentions_between(0, at):
        if mention.kind == "country" and mention.entity and context.weight(doc, mention) >= 0.5:
            lead = 1.0 if mention.start < doc.sentences[min(1, len(doc.sentences) - 1)].end else 0.0
            count[mention.entity] = count.get(mention.entity, 0.0) + 1.0 + lead
            last[mention.entity] = mention
    ranked = sorted(count, key=lambda e: (-count[e], last[e].start))[:2]
    if len(ranked) < 2 or min(count[e] for e in ranked) < 2.0:
        return []
    here = doc.token_span(index, token, token)
    return [context.step(doc, last[e], here) for e in ranked]


def _just_named(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the two states that the sentence before names, if it names just two."""
    if index == 0 or token.i > 2:
        return []
    last = {m.entity: m for m in doc.mentions_in(index - 1) if m.kind == "country" and m.form != "adj"}
    if len(last) < 2 and index > 1:  # "They have lent Baghdad millions. Both belong to ..."
        last = {m.entity: m for m in doc.mentions_in(index - 2) if m.kind == "country" and m.form != "adj"}
    here = doc.token_span(index, token, token)
    return [context.step(doc, m, here) for m in last.values()] if len(last) == 2 else []


def _here(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the states named before ``the three`` in its sentence, if they are three."""
    number = next((COUNTS[t.lower_] for t in (token, *token.children) if t.lower_ in COUNTS), 0)
    at = doc.place_of(index, token)[0]
    named = {m.entity: m for m in doc.mentions_between(doc.sentences[index].start, at) if m.kind == "country"}
    here = doc.token_span(index, token, token)
    return [context.step(doc, m, here) for m in named.values()] if number > 2 and len(named) == number else []


def _pair_here(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the two or more states that one list of the same sentence names before ``they``."""
    if token.lower_ != "they":
        return []
    at = doc.place_of(index, token)[0]
    named = [
        m
        for m in doc.mentions_between(doc.sentences[index].start, at)
        if m.kind == "country" and m.form != "adj" and context.weight(doc, m) >= 0.5
    ]
    row = row_of(doc, index, named[-1]) if named else []
    return row if len(row) > 1 and len({m.entity for m in named}) == len(row) else []


def _all_named(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the states that the text has named so far, if they are as many as ``all four countries`` says."""
    counts = [COUNTS[t.lower_] for t in (token, *token.children) if t.lower_ in COUNTS]
    at = doc.place_of(index, token)[0]
    named = {
        m.entity: m
        for m in doc.mentions_between(0, at)
        if m.kind == "country" and m.entity and context.weight(doc, m) >= 0.5
    }
    here = doc.token_span(index, token, token)
    return (
        [context.step(doc, m, here) for m in named.values()] if counts and len(named) == counts[0] > 2 else []
    )


def _counted(token: Token) -> bool:
    """Tell whether a number stands with a noun, and does not count those left out: ``all but two states``."""
    return any(
        c.lower_ in COUNTS and (c.i == 0 or c.nbor(-1).lower_ not in ("but", "except"))
        for c in token.children
    ) and not any(c.lower_ == "but" for c in token.lefts)


def antecedents_of(word: Token) -> list[Token] | None:
    """Return the nouns a relative pronoun stands for: all of a list where the verb is plural."""
    clause = word
    while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
        clause = clause.head
    if clause.dep_ != "relcl" or clause.head.i > word.i:
        return None
    noun = clause.head
    plural = clause.tag_ in ("VBP", "VBD", "VBN") and not any(
        c.lower_ in ("has", "is", "was") for c in clause.children
    )
    others = any(c.lower_ == "other" for c in noun.children)
    first = noun
    while first.dep_ == "conj" and (plural or others):
        first = first.head
    return (
        [t for t in arguments.conjuncts(first) if t.i < word.i]
        if plural or others
        else arguments.conjuncts(noun)
    )


def row_of(doc: Document, index: int, mention: Mention | None) -> list[Resolved]:
    """Return the states of the written list that a name is part of (``A, B, C and D``), for parses that lose it."""
    if mention is None or mention.kind != "country" or mention.form == "adj":
        return []
    named = [m for m in doc.mentions_in(index) if m.kind == "country" and m.form != "adj"]
    if mention not in named:  # it reaches beyond its sentence
        return []
    first = last = named.index(mention)
    while first > 0 and LIST_JOINT.fullmatch(doc.text[named[first - 1].end : named[first].start]):
        first -= 1
    while last + 1 < len(named) and LIST_JOINT.fullmatch(doc.text[named[last].end : named[last + 1].start]):
        last += 1
    return [r for m in named[first : last + 1] if (r := arguments.resolved(doc, m)) is not None]


def _last_list(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the last list of three or more states named before ``they`` or ``the three``."""
    at = doc.place_of(index, token)[0]
    back = 3 if token.lower_ == "they" else index
    named = [
        m for m in doc.mentions_between(doc.sentences[max(0, index - back)].start, at) if m.kind == "country"
    ]
    number = next((COUNTS[t.lower_] for t in (token, *token.children) if t.lower_ in COUNTS), 0)
    rows: list[list[Mention]] = []
    for mention in named:
        if rows and LIST_JOINT.fullmatch(doc.text[rows[-1][-1].end : mention.start]):
            rows[-1].append(mention)
        else:
            rows.append([mention])
    best = next((row for row in reversed(rows) if len(row) == number), []) if number else []
    if not best and number < 7:
        best = next((row for row in reversed(rows) if len(row) >= 3), [])
    here = doc.token_span(index, token, token)
    return [context.step(doc, m, here) for m in best]
