"""Reads memberships from loose tellings, where words of membership govern a state and the public record fits them.

"The club opened its door to Poland", "Warsaw is waiting", "Hungary, too, was let in": the sentence speaks of being in,
coming in or going out, its grammar does not tie the state to the body, and what is known of the two decides whether
that reading is meant.  Nothing is taken from the record that the words do not touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .. import arguments, context, modality
from ..bodywords import BODY_HEADS
from ..document import Document, Mention, Resolved, Token
from ..wordlists import words
from .bodies import recent_bodies
from .passage import rostered
from .record import YEAR, Standing, standing, worldwide
from .verbs import EXPECTED, governing_words
from .words import ASIDE, row_of, states_of

INSIDE, ENTRY, EXIT = (
    words("belonging.loose_in"),
    words("belonging.loose_entry"),
    words("belonging.loose_out"),
)
HAPPENING = words("belonging.loose_fresh")
FOUNDING = frozenset(["found", "form", "create", "establish", "launch", "start", "set"])
ALLIED = frozenset(["ally", "member"])
BELONGING = words("belonging.loose_compound")
PARTICLES = {"in": "entry", "aboard": "entry", "inside": "entry", "back": "entry", "out": "out"}
MOVING = frozenset([
    "let", "take", "come", "go", "bring", "get", "walk", "pull", "step", "drop", "storm", "be", "vote", "sign", "slip",
])  # fmt: skip
MANY = frozenset(
    ["all", "these", "those", "both", "they", "them", "others", "each", "countries", "states", "governments", "neighbours", "neighbors",
     "nations", "three", "four", "five", "six", "trio", "pair", "two", "their"]
)  # fmt: skip
ONE = frozenset(
    ["it", "its", "country", "nation", "republic", "kingdom", "island", "government", "state", "itself"]
)
WISHES = frozenset(["hope", "want", "wish", "aspire", "wait", "long"])
GOING = frozenset(
    ["invite", "accede", "belong", "leave", "quit", "withdraw", "exit", "depart", "enter", "join", "follow"]
)
CLUBS = frozenset(BODY_HEADS) | {"it", "club", "which", "that", "organisation", "organization", "all", "forum"}  # fmt: skip
AGREED = re.compile(
    r"\b(?:invit\w+|agreed|sign\w*|ratif\w+|accept\w*|due|approv\w+|protocol|treaty|admit\w*)\b", re.I
)
WISH = re.compile(r"\b(?:want|wish|hope|seek|appl(?:y|ied)|ask|aspir|wait|knock)\w*", re.I)
AGAIN = frozenset(["come", "return", "rejoin", "readmit"])
PUT_OUT = frozenset(["suspend", "expel", "oust", "bar", "exclude"])
SPURNED = frozenset(["decline", "reject", "refuse", "spurn", "withdraw", "drop", "retract", "turn"])
"""What is done to members who are no more, and to a bid or an invitation that is no more."""
TALKS = frozenset(["negotiation", "talk"])
SOFT = frozenset(["conference", "begin", "plan", "chapter", "process", "roadmap", "perspective"])
"""Words that mean waiting for a body only in texts about who belongs where."""
ENDED = frozenset(
    ["break", "suspend", "halt", "end", "freeze", "abandon", "shelve", "call", "quit", "stop", "scrap"]
)
CUES = (
    INSIDE
    | ENTRY
    | EXIT
    | HAPPENING
    | BELONGING
    | MOVING
    | WISHES
    | TALKS
    | FOUNDING
    | SOFT
    | {"inside", "within", "aboard", "where"}
)


@dataclass(frozen=True, slots=True)
class Loose:
    """A state and a body that a sentence ties loosely, with the word that does."""

    state: Resolved
    body: Resolved
    status: str
    word: Token
    cue: str


def loose(doc: Document, index: int, *, told: bool) -> Iterator[Loose]:
    """Yield what one sentence tells loosely of who is in, coming in or going out; ``told`` if its grammar tells members."""
    everyone = [m for m in recent_bodies(doc, index) if _peopled(doc, m.entity or "")]
    cues = [c for c in _cues(doc, index) if c[0] != "in" or not told] if everyone else []
    if not cues:
        return
    here = [m for m in everyone if doc.sentences[index].start <= m.start < doc.sentences[index].end]
    seen: set[str] = set()
    settled: set[int] = set()
    for kind, token in cues:
        governed = _governed(doc, index, token, single=kind != "in")
        for state, near in (*((s, True) for s in governed), *((s, False) for s in _named(doc, index))):
            alone = state.via == "coref" and state.mention.quote.lower() not in MANY
            if alone and state.mention.start in settled:
                continue
            if (
                state.entity in seen
                or (near and kind == "fresh")
                or (kind in ("in", "out", "wish") and not near)
            ):
                continue
            for body in _meant(doc, index, kind, token, here) or (
                here or everyone if kind == "in" else everyone
            ):
                if kind in ("in", "wish") and worldwide(doc.atlas, body.entity or ""):
                    continue
                known = standing(doc.atlas, state.entity, body.entity or "", doc.base_date)
                if not known.ever or not (near or known.fresh(doc.base_date)):
                    continue
                status = _status(doc, index, token, known, kind)
                there = _there(doc, index, body, token) if status is not None else None
                if status is not None and there is not None:
                    seen.add(state.entity)
                    settled |= {state.mention.start} if alone else set()
                    cue = f"{kind}.{token.lemma_.lower()}" + ("" if near else ".fresh")
                    yield Loose(state, there, status, token, cue)
                    break


def _meant(doc: Document, index: int, kind: str, token: Token, here: list[Mention]) -> list[Mention]:
    """Return the body that a cue is itself, or whose relative clause holds it: "the club of three", "the OIC, where it sits"."""
    if kind != "in":
        return []
    own = doc.mention_of(index, token)
    if own is None and token.dep_ == "relcl" and any(c.lower_ == "where" for c in token.children):
        own = doc.mention_of(index, token.head)
    return [own] if own is not None and own.kind == "alliance" else []


def _peopled(doc: Document, body: str) -> bool:
    """Tell whether the text names a state that the record ties to a body, and the tie is worth telling."""
    seen: dict[str, bool] = doc.memo.setdefault("peopled", {})
    if body not in seen:
        states = {m.entity for m in doc.mentions if m.kind == "country" and m.entity}
        crowd = worldwide(doc.atlas, body)
        ties = (standing(doc.atlas, s, body, doc.base_date) for s in sorted(states))
        seen[body] = any(t.fresh(doc.base_date) or "candidate" in t.now if crowd else t.ever for t in ties)
    return seen[body]


def _there(doc: Document, index: int, body: Mention, token: Token) -> Resolved | None:
    here = doc.sentences[index]
    if here.start <= body.start < here.end:
        return arguments.resolved(doc, body)
    return context.step(doc, body, doc.token_span(index, token, token))


def _cues(doc: Document, index: int) -> Iterator[tuple[str, Token]]:
    for token in doc.tokens[index]:
        lemma = token.lemma_.lower()
        if lemma not in CUES and token.pos_ != "PROPN":
            continue
        mention = doc.mention_of(index, token)
        if mention is not None:
            if (
                mention.kind == "alliance"
                and mention.via == "name"
                and any(
                    c.lower_ == "of" and c.dep_ == "prep" and doc.mention_of(index, c) is not mention
                    for c in token.children
                )
            ):
                yield "in", token
            continue
        if token.pos_ in ("VERB", "AUX") and lemma in MOVING:
            kinds = [
                PARTICLES[c.lower_]
                for c in token.children
                if c.lower_ in PARTICLES
                and c.dep_ in ("prt", "advmod", "prep")
                and not any(g.dep_ == "pobj" for g in c.children)
            ]
            if kinds:
                yield kinds[-1], token
        if token.pos_ == "VERB" and lemma in WISHES:
            yield "wish", token
        if lemma == "return" and token.i and token.nbor(-1).lower_ == "in":
            continue  # "in return for"
        if _undone(token, lemma):
            continue
        if lemma == "membership" and token.dep_ == "nsubjpass" and token.head.lemma_ in ("suspend", "freeze"):
            continue
        if token.pos_ in ("VERB", "NOUN", "ADJ", "PROPN"):
            if lemma in SOFT and rostered(doc):
                yield "entry", token
            for kind, listed in (("out", EXIT), ("entry", ENTRY), ("in", INSIDE), ("fresh", HAPPENING)):
                if (
                    lemma in listed
                    or (kind == "entry" and lemma in TALKS and (token.pos_ == "NOUN" or lemma != "talk"))
                ) and not _elsewhere(doc, index, token):
                    yield kind, token
            if lemma in FOUNDING and any(
                (m := doc.mention_of(index, c)) is not None and m.kind == "alliance"
                for c in token.children
                if c.dep_ in ("dobj", "nsubjpass")
            ):
                yield "in", token
            if lemma in BELONGING and any(
                (m := doc.mention_of(index, c)) is not None and m.kind == "alliance"
                for c in token.children
                if c.dep_ in ("compound", "amod", "nmod", "poss")
            ):
                yield "in", token
        elif token.lower_ in ("inside", "within", "aboard") and any(
            (m := doc.mention_of(index, c)) is not None and m.kind == "alliance"
            for c in token.children
            if c.dep_ == "pobj"
        ):
            yield "in", token
        elif token.lower_ == "where" and token.head.dep_ == "relcl":
            above = doc.mention_of(index, token.head.head)
            if above is not None and above.kind == "alliance":
                yield "in", token.head


def _undone(token: Token, lemma: str) -> bool:
    """Tell whether a word is of members put out, or of a bid or an invitation turned down: ``declined an invitation to join``."""
    noun = token.head if token.dep_ == "acl" else token
    done = noun.dep_ in ("dobj", "nsubjpass")
    return done and noun.head.lemma_.lower() in (PUT_OUT if lemma in ALLIED else SPURNED)


def _elsewhere(doc: Document, index: int, token: Token) -> bool:
    """Tell whether a verb of being in or going out says where, and it is no body: ``left the port``, ``belongs to China``."""
    lemma = token.lemma_.lower()
    if lemma in ("seat", "sit"):
        return token.pos_ != "VERB" or (
            lemma == "sit" and not arguments.prep_objects(token, "in", "on", "at")
        )
    if lemma in ALLIED and token.pos_ == "NOUN":
        if lemma == "ally" and not any(m.kind == "alliance" for m in doc.mentions_in(index)):
            return True
        things = arguments.prep_objects(token, "of")
        return bool(things) and all(
            (m is not None and m.kind != "alliance") or (m is None and t.lemma_.lower() not in CLUBS)
            for t in things
            for m in [doc.mention_of(index, t)]
        )
    if token.pos_ != "VERB" or lemma not in GOING:
        return False
    places = [] if lemma == "invite" else [c for c in token.children if c.dep_ == "dobj"]
    places += arguments.prep_objects(token, "to", "from", "into", "on", "in")
    for place in places:
        mention = doc.mention_of(index, place)
        if (mention is not None and mention.kind != "alliance") or (
            mention is None and place.lemma_.lower() not in CLUBS
        ):
            return True
    return False


def _governed(doc: Document, index: int, token: Token, *, single: bool) -> list[Resolved]:
    """Return the states that a word of membership governs or is said of: subject, object, possessor, apposition."""
    heads: list[Token] = []
    verb = token
    if token.pos_ not in ("VERB", "AUX"):
        for noun in (token, token.head) if token.dep_ in ("compound", "amod", "nmod") else (token,):
            heads += [c for c in noun.children if c.dep_ in ("poss", "appos", "compound", "nmod", "conj")]
            heads += arguments.prep_objects(noun, "of", "for", "by", "like", "as", "including", "with", "to")
        if token.dep_ in ("appos", "compound", "nmod", "conj", "amod"):
            heads.append(token.head)
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
    if verb.pos_ in ("VERB", "AUX"):
        heads += arguments.surface_subjects(verb)
        if verb == token and not (verb.lemma_.lower() in EXIT and not arguments.passive(verb)):
            heads += arguments.objects(verb)
            heads += arguments.prep_objects(verb, "to", "with", "for", "like", "by", "alongside")
        elif token.dep_ in ("nsubj", "attr", "nsubjpass", "pobj", "dobj", "compound"):
            heads += [c for c in verb.children if c.dep_ in ("attr", "dobj")]
            heads += arguments.prep_objects(verb, "to", "for", "like")
        if verb.dep_ == "relcl":
            heads.append(verb.head)
    inner = token.subtree if not any(c.lower_ == "where" for c in token.children) else ()
    heads += [
        t
        for t in inner
        if t.dep_ in ("pobj", "appos", "dobj") and t.i > token.i and t.head.lemma_ not in ("leave", "leaving")
    ]
    found: list[Resolved] = []
    owned = any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her") for c in token.children)
    pointing = token.tag_ == "NN" and any(c.lower_ in ("the", "that", "this") for c in token.children)
    if token.lemma_.lower() in BELONGING | ALLIED and (owned or pointing):
        found += _before(doc, index, token, many=False)
    for head in heads:
        if head.i == token.i:
            continue
        mention = doc.mention_of(index, head)
        if mention is not None and context.weight(doc, mention) < 0.5:
            continue
        found += row_of(doc, index, mention) if mention is not None and mention.kind == "country" else []
        found += states_of(doc, index, [head])
        if mention is None and (head.lower_ in MANY or (head.lower_ in ONE and single)):
            found += _before(doc, index, head, many=head.lower_ in MANY)
    found += _after_colon(doc, index, token)
    return [r for r in arguments.unique(found) if r.kind == "country"]


def _after_colon(doc: Document, index: int, token: Token) -> list[Resolved]:
    """Return the states that a word of membership announces: ``still waiting: Turkey, and Serbia, which ...``."""
    at, end = doc.place_of(index, token)[1], doc.sentences[index].end
    colon = doc.text.find(": ", at, end)
    if not 0 <= colon - at < 60:
        return []
    named = [m for m in doc.mentions_between(colon, end) if m.kind == "country" and m.form != "adj"]
    return [r for m in named if (r := arguments.resolved(doc, m)) is not None]


def _before(doc: Document, index: int, head: Token, *, many: bool) -> list[Resolved]:
    """Return the states that a pronoun or plain noun may stand for: all named just before, the record will tell which."""
    at = doc.place_of(index, head)[0]
    here = doc.token_span(index, head, head)
    for back in range(index, index - (4 if many else 3), -1):
        if back < 0:
            break
        named = {
            m.entity: m
            for m in doc.mentions_in(back)
            if m.kind == "country" and m.entity and m.end <= at and (m.form != "adj" or not many)
        }
        if len(named) > 1 or (named and not many):
            return [context.step(doc, m, here) for m in named.values()]
    return []


def _named(doc: Document, index: int) -> list[Resolved]:
    named = [
        m
        for m in doc.mentions_in(index)
        if m.kind == "country" and m.entity and m.form != "adj" and context.weight(doc, m) >= 0.6
    ]
    return [r for m in named if (r := arguments.resolved(doc, m)) is not None and r.kind == "country"]


def _status(doc: Document, index: int, token: Token, known: Standing, kind: str) -> str | None:
    on = doc.base_date
    if kind == "in" and any(c.dep_ == "neg" for c in (*token.children, *token.head.children)):
        return None
    if kind == "out":
        gone = [
            d
            for d in (known.left, known.leaves)
            if d is not None and on is not None and abs((d - on).days) < 4 * YEAR
        ]
        return "leaving" if "leaving" in known.now or gone else None
    if "member" in known.now:
        fresh = known.since is not None and on is not None and (on - known.since).days < 400
        if (
            kind == "in"
            and not fresh
            and modality.stance(doc, index, token).modality not in ("fact", "claimed")
        ):
            return None
        if kind == "in" or fresh:
            return "member"
        back = kind == "entry" and token.lemma_.lower() in AGAIN and token.pos_ == "VERB"
        told = modality.stance(doc, index, token) if back else None
        return (
            "member" if told is not None and told.modality in ("fact", "claimed") and not told.asked else None
        )
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and EXPECTED.search(governing_words(token)):
        return None
    if lemma == "invite" and ("candidate" in known.now or _soon(known, on, 3)):
        return "joining"
    if (
        lemma in ("join", "enter", "accede")
        and kind == "entry"
        and (known.now & {"candidate", "joining"} or _soon(known, on, 6))
    ):
        told = modality.stance(doc, index, token)
        if told.modality == "planned" and not WISH.search(governing_words(token)):
            return "joining"
    if lemma in TALKS and token.head.lemma_.lower() in ENDED:
        return None
    for status in ("joining", "candidate"):
        if status in known.now:
            return status
    if lemma in TALKS:
        return None
    if kind == "wish":
        return "candidate" if _soon(known, on, 8) else None
    if known.enters is not None and on is not None and kind != "in" and (known.enters - on).days < 12 * YEAR:
        text = doc.sentences[index].text
        soon = (known.enters - on).days < 2 * YEAR and (AGREED.search(text) or kind == "fresh")
        return "joining" if soon and not WISH.search(text) else "candidate"
    return "partner" if kind == "in" and "partner" in known.now and token.lemma_.lower() in ASIDE else None


def _soon(known: Standing, on: date | None, years: float) -> bool:
    return on is not None and known.enters is not None and (known.enters - on).days < years * YEAR
