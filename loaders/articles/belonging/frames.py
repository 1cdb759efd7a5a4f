"""Reads memberships from the order of words in a noun phrase, whatever the parse makes of it: "NATO member Albania".

A sentence becomes a line of signs, one a word: ``S`` a state, ``B`` a body, ``m`` a noun of membership and so on;
frames are patterns over that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import arguments, context
from ..bodywords import BODY_HEADS
from ..document import Document, Mention, Resolved, Token
from ..wordlists import words
from .bodies import main_body
from .words import antecedents_of, states_of

SIGNS = {
    sign: words(f"belonging.{name}")
    for sign, name in (
        ("m", "members"), ("g", "rank"), ("x", "aside"), ("h", "hopeful"), ("W", "wishes"), ("T", "talks"),
        ("y", "entry"), ("N", "denied"), ("i", "such_as"), ("e", "except"), ("o", "within"), ("t", "towards"), ("d", "opening"),
        ("f", "other"), ("v", "being"), ("k", "clubs"), ("p", "partner"), ("w", "with"),
    )
}  # fmt: skip
LAST = (len(SIGNS), "")
# Of two signs the one that is listed first counts; for some a word counts in all its forms.
RANKED = [*enumerate(SIGNS)][::-1]
BY_WORD = {word: (rank, sign) for rank, sign in RANKED for word in SIGNS[sign]}
BY_LEMMA = {word: (rank, sign) for rank, sign in RANKED if sign in "mgxhWTykp" for word in SIGNS[sign]}
MARKS = {",": ",", ":": ":", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", "--": "-", "'s": "'", "’s": "'", "'": "'", "’": "'", "and": "&", "or": "&", ";": ";"}  # fmt: skip
GLUE = r"[adnf]*"
STATES = r"d?a?S(?:(?:,|&|,&)d?S)*"
BODIES = r"B(?:(?:,|&|,&)d?B)*"
KIND = r"(?P<kind>[xh]?[mp]|[xh]|g)"
NEAR = r"(?P<kind>[xh]?[m]|[xh])"
FRAMES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("apposed", rf"(?P<states>{STATES})(?:,|-|\()(?:v|,)?{GLUE}(?:[mn]o)?{GLUE}(?P<body>{BODIES})'?{GLUE}{KIND}"),
        ("apposed_of", rf"(?P<states>{STATES})(?:,|-|\()(?:i+(?P<too>{STATES}),?)?{GLUE}(?:no{GLUE})?(?P<kind>[xh]?m|[xh]|g)o{GLUE}(?P<body>{BODIES})"),
        ("named", rf"(?P<body>B)'?{GLUE}{KIND}(?:[,:(-]*[ie]+|o)?(?P<states>{STATES})"),
        ("named_apart", rf"(?P<body>B)'?{GLUE}{KIND}(?:[,:(-])(?P<states>{STATES})(?=[,;)-]|$|\.|v)"),
        ("members_of", rf"(?P<kind>[m])o{GLUE}(?P<body>B)[,:(-]?(?:[,:(-]|,?i+|,?e+)(?P<states>{STATES})(?![VS'])"),
        ("members_are", rf"{NEAR}o{GLUE}(?P<body>B)v(?P<states>{STATES})"),
        ("is", rf"(?P<states>{STATES})v{GLUE}(?:[na]o{GLUE})?(?P<body>{BODIES})'?{GLUE}{NEAR}(?!['])"),
        ("is_of", rf"(?P<states>{STATES})v(?:atv)?{GLUE}(?:o{GLUE})?{NEAR}o{GLUE}(?P<body>{BODIES})"),
        ("and_others", rf"(?P<states>{STATES}),?&{GLUE}f{GLUE}(?P<body>B)'?{GLUE}(?P<kind>m)"),
        ("like_others", rf"(?P<states>{STATES}),i+f{GLUE}(?P<body>B)'?{GLUE}(?P<kind>m)"),
        ("and_its", rf"(?P<states>{STATES}),?&d(?P<body>B)(?P<kind>[mp])(?P<too>{STATES})"),
        ("club_of", r"(?P<kind>k)oS(?:(?:,|&|,&)d?S)+,d?(?P<body>B)"),
        ("club_is", rf"(?P<body>B),{GLUE}(?P<kind>k)o(?P<states>{STATES})"),
        ("entry_of", rf"yo(?P<states>{STATES})(?:t|o){GLUE}(?P<body>B)(?P<kind>)"),
        ("entry", rf"(?P<states>{STATES})'{GLUE}y(?:t|o){GLUE}(?P<body>B)(?P<kind>)"),
        ("as_observers", rf"(?P<states>{STATES})[^SB,;:]{{0,10}}?i{GLUE}(?P<kind>x)[^SB;:]{{0,3}}(?P<body>B)"),
        ("listed", r"(?P<body>B)(?:-|\()(?P<states>S(?:,S)*,?&S)(?:-|\))(?P<kind>)"),
        ("among_them", rf"(?P<body>B)[^S;:]{{0,14}}(?P<kind>m),?i+(?P<states>{STATES})"),
        ("bare_is", rf"(?P<states>{STATES})vd{GLUE}(?P<body>B){GLUE}(?P<kind>m)"),
        ("known_as", r"(?P<states>S(?:,d?S)*,?&d?S),[adnV]*i(?P<body>B)(?P<kind>)"),
        ("within", rf"(?:^|,|;)qd?(?P<body>B),?(?P<states>{STATES})(?=V|v)(?P<kind>)"),
        ("owned", r"(?P<body>B)'(?P<states>S)(?=[V,])(?P<kind>)"),
        ("wish", rf"(?P<states>{STATES})'{GLUE}(?:(?P<body>B){GLUE})?W(?:t{GLUE}(?P<to>B))?(?P<kind>)"),
        ("talks_with", rf"(?P<body>B)(?:'|[adn]|V|z)*?yT(?:w|o|t)(?P<states>{STATES})(?P<kind>)"),
        ("talks", rf"yT(?:w|o|t)(?P<states>{STATES})&d?(?P<body>B)(?P<kind>)"),
        ("talks_in", rf"(?P<states>{STATES})(?:V|v|d|a|z)*?yTw{GLUE}(?P<body>B)(?P<kind>)"),
    )
)  # fmt: skip
LOST = re.compile(r"(?:suspen|expel|froz|freez|former|non-|ex-)", re.I)
WISHED = re.compile(r"(?:veto|block|oppos|against|object|want|seek|hope|back|urge|discuss|reject)", re.I)
AIMING = re.compile(
    r"\b(?:aim|seek|hop|want|wish|apply|appli|try|tri|bid|striv|look|wait|queu|due|set)(?:s|e|es|ed|ing|ding)? to (?:become|be|join)\b",
    re.I,
)
ALONE = re.compile(rf"[dn][adnf]*(?P<kind>m)(?:,|:|,?i+)(?P<states>{STATES})(?=[,;)]|$|\.|v|V)")
AMONG = re.compile(rf"(?P<kind>[xh])(?:[^SBNm;:]{{0,10}}?,?i+|m[-:(])(?P<states>{STATES})")


@dataclass(frozen=True, slots=True)
class Tie:
    """States tied to a body by one stretch of a sentence, with the words that say so."""

    states: tuple[Resolved, ...]
    body: Resolved
    status: str
    rule: str
    confidence: float
    first: Token
    last: Token


def frames(doc: Document, index: int) -> Iterator[Tie]:
    """Yield the ties of states to bodies that the order of words in one parsed sentence tells."""
    parse = doc.tokens[index]
    line, places = signs(doc, index)
    if "S" not in line:
        return
    for name, pattern in FRAMES:
        for match in pattern.finditer(line):
            yield from _tie(doc, index, parse, places, name, match, line)
    for match in AMONG.finditer(line) if "B" not in line else ():
        noun = parse[places[match.start("kind")]]
        if noun.tag_ == "NNS":  # "nine observers watch, among them Iran"
            for body in main_body(doc, index, noun):
                states = _states(doc, index, parse, places, match, "states")
                status = _status(doc, "among", match["kind"], body, match.group(), "")
                yield Tie(
                    states, body, status, "member.frame.among", 0.6, noun, parse[places[match.end() - 1]]
                )
    for match in ALONE.finditer(line):
        noun = parse[places[match.start("kind")]]
        if noun.lemma_.lower() == "member" and "B" not in line[max(0, match.start() - 2) : match.end()]:
            for body in main_body(doc, index, noun):
                states = _states(doc, index, parse, places, match, "states", single=noun.tag_ == "NN")
                yield Tie(
                    states, body, "member", "member.frame.alone", 0.6, noun, parse[places[match.end() - 1]]
                )


def _tie(
    doc: Document, index: int, parse: Token, places: list[int], name: str, match: re.Match[str], line: str
) -> Iterator[Tie]:
    found = match.groupdict()
    group = "body" if found.get("body") else "to"
    if not found.get(group):
        return
    kind = found["kind"]
    before = parse[max(0, places[match.start()] - 4) : places[match.start()]].text
    inside = parse[places[match.start()] : places[match.end() - 1] + 1].text
    if (
        "N" in match.group()
        or LOST.search(before)
        or LOST.search(inside)
        or line[: match.start()].endswith("N")
    ):
        return
    noun = parse[places[match.start("kind")]] if kind else None
    single = (
        noun is not None
        and name in ("apposed", "apposed_of")
        and parse[places[match.end("kind") - 1]].tag_ in ("NN", "NNP")
    )
    states = () if name == "club_of" else _states(doc, index, parse, places, match, "states", single=single)
    if name == "club_of":
        states = _row(doc, index, parse, places, match.start("kind") + 2, match.start("body"))
    if found.get("too"):
        states = (*states, *_states(doc, index, parse, places, match, "too"))
    for at in range(*match.span(group)):
        if line[at] != "B":
            continue
        body = _body(doc, index, parse[places[at]])
        if body is None:
            continue
        status = _status(doc, name, kind, body, match.group(), before)
        if status == "member" and name == "among_them" and AIMING.search(inside):
            status = "candidate"
        if noun is not None and noun.lemma_ in ("neighbour", "neighbor") and name == "apposed":
            continue
        yield Tie(
            tuple(arguments.unique(list(states))), body, status, f"member.frame.{name}", 0.85 if kind[:1] in ("x", "h") else 0.5 if name in ("entry", "entry_of") else 0.75,
            parse[places[match.start()]], parse[places[match.end() - 1]],
        )  # fmt: skip


def _status(doc: Document, name: str, kind: str, body: Resolved, line: str, before: str) -> str:
    if name in ("wish", "talks", "talks_in", "talks_with"):
        return "candidate"
    if name in ("entry", "entry_of"):
        return "candidate" if WISHED.search(before) else "joining"
    if kind.startswith("h"):
        return "candidate"
    if kind.startswith("x"):
        return "partner"
    if kind == "p" and name != "and_its":
        known = doc.atlas.alliances.get(body.entity)
        return "partner" if known is not None and known.kind == "alliance" else "member"
    if "atv" in line:
        return "joining"
    return "member"


def _row(
    doc: Document, index: int, parse: Token, places: list[int], start: int, end: int
) -> tuple[Resolved, ...]:
    found = []
    for place in sorted({places[at] for at in range(start, end)}):
        mention = doc.mention_of(index, parse[place])
        one = arguments.resolved(doc, mention) if mention is not None else None
        if one is not None and one.kind == "country":
            found.append(one)
        elif mention is None:
            found += (
                list(states_of(doc, index, [parse[place]], alone=True)) if _stands_in(parse[place]) else []
            )
    return tuple(arguments.unique(found))


def _states(
    doc: Document,
    index: int,
    parse: Token,
    places: list[int],
    match: re.Match[str],
    group: str,
    *,
    single: bool = False,
) -> tuple[Resolved, ...]:
    found = _row(doc, index, parse, places, *match.span(group))
    return found[-1:] if single else found


def _stands_in(token: Token) -> bool:
    return token.lower_ in ("which", "it", "who") and token.dep_ in ("nsubj", "nsubjpass")


def _body(doc: Document, index: int, token: Token) -> Resolved | None:
    mention = doc.mention_of(index, token)
    if mention is not None:
        return arguments.resolved(doc, mention) if mention.kind == "alliance" else None
    kinds = BODY_HEADS.get(token.lower_)
    at, end = doc.place_of(index, token)
    named = context.body(doc, at, kinds, token.lower_) if kinds else None
    return context.step(doc, named, doc.span(at, end)) if named is not None else None


def signs(doc: Document, index: int) -> tuple[str, list[int]]:
    """Return a sentence as signs, and the place in the parse of the word behind each sign."""
    line: list[str] = []
    places: list[int] = []
    last = None
    for token in doc.tokens[index]:
        mention = doc.mention_of(index, token)
        if mention is not None and mention is last:
            if line and line[-1] in "SB":
                places[-1] = token.i
            continue
        sign = _sign(doc, index, token, mention)
        last = mention if sign in ("S", "B", "a") and mention is not None else None
        if sign:
            line.append(sign)
            places.append(token.i)
    return "".join(line), places


def _sign(doc: Document, index: int, token: Token, mention: Mention | None) -> str:
    low, lemma = token.lower_, token.lemma_.lower()
    if low == "-" and token.i and not token.whitespace_ and not token.nbor(-1).whitespace_:
        return ""  # within a word: "second-largest"
    if mention is not None:
        if mention.kind == "alliance":
            return "B"
        if mention.kind == "country":
            if mention.form == "adj":
                return "a"
            return "S" if mention.via not in ("company", "leader", "person") else "z"
        return "a" if token.dep_ in ("amod", "compound", "nmod") else "z"
    if low in MARKS:
        return MARKS[low]
    if low in BODY_HEADS and token.nbor(-1).lower_ in ("the", "that", "this") if token.i else False:
        following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
        if following not in ("of", "between") and _body(doc, index, token) is not None:
            return "B"
    if (
        low in ("within", "inside")
        and token.dep_ == "prep"
        and token.head.pos_ in ("VERB", "AUX")
        and token.i < token.head.i
    ):
        return "q"
    if low == "an" or low == "a":
        return "d"
    if low in BY_WORD or lemma in BY_LEMMA:
        return min(BY_WORD.get(low, LAST), BY_LEMMA.get(lemma, LAST))[1]
    if _stands_in(token) and low == "which" and antecedents_of(token):
        return "z"
    if token.like_num or token.tag_ == "CD":
        return "n"
    if token.pos_ in ("ADJ", "ADV") or token.tag_ in ("JJ", "JJS", "JJR", "VBN", "RB"):
        return "a"
    if token.pos_ in ("VERB", "AUX"):
        return "V"
    if token.pos_ == "PROPN" and token.dep_ in ("amod", "compound"):
        return "a"
    return "" if low in ('"', "“", "”") else "z"
