"""Who is meant: pronouns, definite descriptions and groups, from the focus and the two-party frame of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from ...graph.model import Span
from . import headline, regions
from .bodywords import BODY_FADE, BODY_HEADS, suits
from .document import Document, Mention, Resolved
from .wordlists import words

if TYPE_CHECKING:
    from .events.reader import Row

SINGULAR = frozenset(["it", "its", "that", "which"])
PERSONAL = frozenset(["he", "she", "his", "her", "him", "himself", "herself"])
PLURAL = frozenset(["they", "their", "them"])
SPEAKING = frozenset(["we", "our", "us", "i", "my"])
DEFINITE = frozenset(["the", "these", "those", "both", "all", "its", "their"])
FURTHER = frozenset(["more", "other", "further", "new", "additional"])
STATE_HEADS = words("context.state_heads")
PERSON_HEADS = words("context.person_heads")
GROUP_HEADS = words("context.group_heads")
BOTH_SIDES = words("context.both_sides")
NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
UNIFORMED = frozenset(["junta", "generals", "colonels", "putschists"])
UNIFORM = re.compile(
    r"\b(?:junta|coup|putsch|military (?:leader|ruler|government|regime|council|takeover)|soldiers|colonel|mutin)"
)
OF_STATE = frozenset(
    ["country", "nation", "state", "government", "cabinet", "ministry", "republic", "authorities"]
)
MANIFOLD = frozenset(["seven", "eight", "nine", "ten", "dozen", "dozens", "several", "many", "other", "some"])
COUNTED = {"two": 2, "three": 3, "trio": 3, "pair": 2, "duo": 2, "four": 4, "quartet": 4}
JOINED = (
    r"(?:['’]s)?,? (?:and|as well as) "
    r"(?:(?:the|its|his|her|of|foreign|prime|defen[cs]e|president|premier|minister|leader|king|[A-Z][\w.'’-]*) ){0,6}"
)
LISTED = r"(?:['’]s)?, (?:(?:the|its|[A-Z][\w.'’-]*) ){0,4}"
FADE = 0.9
JOINED_WEIGHT = 0.8
ACT_WEIGHT = 0.4
ACTS_MOST = 1.2
SPREAD = 0.25
LEAD_WEIGHT = 0.4
HERE_WEIGHT = 1.0
TITLE_WEIGHT = 0.6
MEMORY = 300


def actors(doc: Document) -> list[Mention]:
    """Return the mentions that may act (states, bodies, and persons or firms that stand for a state)."""
    found: list[Mention] | None = doc.memo.get("actors")
    if found is None or doc.memo.get("actors of") != len(doc.mentions):
        found = [m for m in doc.mentions if m.entity and m.kind in ("country", "alliance")]
        doc.memo["actors"] = found
        doc.memo["actors of"] = len(doc.mentions)
    return found


def before(doc: Document, offset: int) -> list[Mention]:
    """Return the last acting mentions before an offset; the far past no longer counts, so that the cost stays linear."""
    known = actors(doc)
    last = bisect_left(known, offset, key=lambda m: m.start)
    return known[max(0, last - MEMORY) : last]


def weight(doc: Document, mention: Mention) -> float:
    """Return how much a mention raises its party: subjects most, mere places and origins least."""
    text = doc.text
    before = text[max(0, mention.start - 12) : mention.start]
    after = text[mention.end : mention.end + 2]
    if after[:1] == "-" and mention.form == "adj":
        return 0.3
    if mention.via == "capital" and re.search(r"\b(?:in|In|at|near|from|outside) (?:the )?$", before):
        return 0.25
    if re.search(r"\b(?:From|With|Under|Against|Unlike|Besides|Despite|Among|Between) (?:the )?$", before):
        return 0.5
    sentence = doc.sentence_at(mention.start)
    if sentence is not None and mention.start - sentence.start <= 4:
        return 1.6
    if re.search(r"\b(?:in|In|near|across) (?:the )?$", before):
        return 0.5
    return 1.0


def present(doc: Document) -> frozenset[str]:
    """Return the parties that the text names as such, not only by a capital in which something takes place."""
    found: frozenset[str] | None = doc.memo.get("present")
    if found is None or doc.memo.get("present of") != len(doc.mentions):
        found = frozenset(m.entity or "" for m in actors(doc) if m.via != "capital" or weight(doc, m) >= 0.5)
        doc.memo["present"], doc.memo["present of"] = found, len(doc.mentions)
    return found


def salience(doc: Document, offset: int, *, bodies: bool = False) -> list[tuple[float, str, Mention]]:
    """Return the parties named before an offset, the most present first, each with its latest mention."""
    at = doc.index_at(offset)
    score: dict[str, float] = {}
    last: dict[str, Mention] = {}
    for mention in before(doc, offset):
        if mention.kind == "alliance" and not bodies:
            continue
        entity = mention.entity or ""
        gap = at - doc.index_at(mention.start)
        raised = weight(doc, mention)
        score[entity] = score.get(entity, 0.0) + raised * FADE**gap
        if raised >= 0.5 or entity not in last:
            last[entity] = mention
    named = present(doc)
    return sorted(((s, e, last[e]) for e, s in score.items() if e in named), key=lambda r: (-r[0], r[1]))


def subject_of(doc: Document, index: int, *, person: bool = False, bodies: bool = True) -> Mention | None:
    """Return the first acting mention of a sentence: its likely subject (places after ``In`` are passed over)."""
    if index < 0:
        return None
    told: tuple[Mention, ...] = doc.memo.get("subjects", {}).get(index, ())
    for mention in told:
        if (not person or _is_person(mention)) and (bodies or mention.kind != "alliance"):
            return mention
    if told and not person:
        return None
    for mention in doc.mentions_in(index):
        if not mention.entity or mention.kind not in ("country", "alliance"):
            continue
        if person and not _is_person(mention):
            continue
        if mention.kind == "alliance" and not bodies:
            continue
        if weight(doc, mention) < 0.6:
            continue
        return mention
    return None


def _is_person(mention: Mention) -> bool:
    return bool(mention.person) or mention.via == "leader"


def step(doc: Document, mention: Mention, here: Span) -> Resolved:
    """Return the party of an earlier mention as resolved at this place."""
    kind = "group" if mention.kind == "person" else mention.kind
    return Resolved(mention.entity or "", kind, "coref", here, mention.span)


def resolve(doc: Document, index: int, start: int, end: int, text: str) -> tuple[Resolved, ...]:
    """Return the parties a pronoun or a description stands for at a place of the text, or nothing.

    Each comes with the span of the words here as mention and the earlier mention that settles it as antecedent.
    """
    here = doc.span(start, end)
    words = re.findall(r"[\w’'-]+", text.lower())
    if not words:
        return ()
    if len(words) == 1 and words[0] in SINGULAR | PERSONAL | PLURAL | SPEAKING:
        return pronoun(doc, index, here, words[0])
    number, head = next((NUMBERS[w] for w in words if w in NUMBERS), 0), words[-1]
    if words[0] not in DEFINITE and FURTHER & {*words}:
        return ()  # "five more countries" are no others told of before
    if number and head in GROUP_HEADS:
        return group(doc, index, here, number, besides(doc, index, start, words))
    if head in BOTH_SIDES:
        return () if any(w.isdigit() or w in MANIFOLD for w in words) else group(doc, index, here, 2)
    if head in COUNTED and len(words) > 1:
        return group(doc, index, here, COUNTED[head], besides(doc, index, start, words))
    alone = words[0] not in ("the", "that", "this", "his", "her", "its", "their") and len(words) < 2
    if alone or words[0] in ("a", "an", "any", "another", "some", "no", "every"):
        return ()
    return description(doc, index, here, words)


def besides(doc: Document, index: int, offset: int, words: list[str]) -> frozenset[str]:
    """Return whom ``the other two`` leaves out: the one who has just been told of."""
    if "other" not in words:
        return frozenset()
    named = [m for m in doc.mentions_in(index) if m.entity and m.kind == "country" and m.start < offset]
    return frozenset([named[0].entity or ""]) if named else frozenset()


def pronoun(
    doc: Document, index: int, here: Span, word: str, without: frozenset[str] = frozenset()
) -> tuple[Resolved, ...]:
    """Resolve a personal pronoun: persons for he and she, the subject in focus for it, pairs for they."""
    if word in PERSONAL:
        for back in range(index, max(-1, index - 4), -1):
            people = [m for m in doc.mentions_in(back) if _is_person(m) and m.entity and m.start < here.start]
            told = [m for m in doc.memo.get("subjects", {}).get(back, ()) if m.person]
            people = told + people if back < index else people or told
            people = [m for m in people if m.entity not in without]
            if people:
                return (step(doc, people[0], here),)
        return ()
    if word in SPEAKING:
        said = doc.memo.get("speaker at", {}).get(index)
        return (step(doc, said, here),) if said is not None else ()
    if word in PLURAL:
        pair = coordinated(doc, index, here.start)
        if pair and not without & {m.entity for m in pair}:
            return tuple(step(doc, m, here) for m in pair)
    for back in range(index, max(-1, index - 4), -1):
        found = subject_of(doc, back)
        if found is not None and (found.start < here.start or back < index) and found.entity not in without:
            return (step(doc, found, here),)
    ranked = [r for r in salience(doc, here.start, bodies=True) if r[1] not in without]
    return (step(doc, ranked[0][2], here),) if ranked else ()


def coordinated(doc: Document, index: int, before: int, *, alone: bool = False) -> tuple[Mention, ...]:
    """Return the parties of the nearest list with ``and`` in this or the last sentence; ``alone`` looks at this only."""
    for back in (index,) if alone else (index, index - 1):
        if back < 0:
            continue
        row = [
            m
            for m in doc.mentions_in(back)
            if m.entity and m.kind in ("country", "alliance") and m.start < before
        ]
        chain: list[Mention] = row[:1]
        joined = False
        for one, two in pairwise(row):
            between = doc.text[one.end : two.start]
            if one.entity != two.entity and re.fullmatch(JOINED, between):
                chain.append(two)
                joined = True
            elif not joined and one.entity != two.entity and re.fullmatch(LISTED, between):
                chain.append(two)
            elif joined:
                break
            else:
                chain = [two]
        if joined:
            return tuple(chain)
        if row and not (back == index and row[0].kind == "alliance" and len({m.entity for m in row}) == 1):
            return ()
    return ()


def group(
    doc: Document, index: int, here: Span, number: int, without: frozenset[str] = frozenset()
) -> tuple[Resolved, ...]:
    """Return the members of ``both governments`` or ``the three presidents``: the parties most in focus."""
    pair = coordinated(doc, index, here.start)
    beside = number > 2 or (pair and re.fullmatch(r",? (?:the )?", doc.text[pair[-1].end : here.start]))
    if len(pair) == number and beside and not without & {m.entity for m in pair}:
        return tuple(step(doc, m, here) for m in pair)
    ranked = [row for row in salience(doc, here.start) if row[0] > 0.05 and row[1] not in without]
    if len(ranked) < number:
        later = [
            m for m in doc.mentions_in(index) if m.start >= here.end and m.entity and m.kind == "country"
        ]
        known = {r[1] for r in ranked} | without
        ranked += [(0.0, m.entity or "", m) for m in later if m.entity not in known][: number - len(ranked)]
    if len(ranked) < number:
        return ()
    if number == 2:
        return tuple(step(doc, m, here) for m in twosome(doc, index, here.start, ranked[:6]))
    return tuple(step(doc, row[2], here) for row in ranked[:number])


def twosome(
    doc: Document, index: int, offset: int, ranked: list[tuple[float, str, Mention]]
) -> tuple[Mention, Mention]:
    """Return the two states that ``the two sides`` are: present in the text, joined by ``and`` or by acts told of them."""
    best = ranked[0][0] or 1.0
    bonds: dict[frozenset[str], float] = {}
    rows = doc.memo.get("rows", [])[-MEMORY:]
    for row in rows:
        key = frozenset((row.source.entity, row.target.entity))
        weight = ACT_WEIGHT * (SPREAD if _one_to_many(rows, row) else 1.0)
        bonds[key] = min(ACTS_MOST, bonds.get(key, 0.0) + weight * FADE ** (index - row.sentence))
    for back in range(index, max(-1, index - 4), -1):
        pair = coordinated(doc, back, offset, alone=True)
        key = frozenset(m.entity or "" for m in pair)
        bonds[key] = bonds.get(key, 0.0) + JOINED_WEIGHT * FADE ** (index - back)
    opening = {m.entity for m in doc.mentions_in(0)}
    title = headline.parties(doc)
    here = {m.entity for m in doc.mentions_in(index) if m.start < offset}
    joined = {m.entity for m in coordinated(doc, index, offset, alone=True)}
    worth = [
        score / best
        + LEAD_WEIGHT * (entity in opening)
        + TITLE_WEIGHT * (entity in title)
        - HERE_WEIGHT * (entity in here - joined)
        for score, entity, _ in ranked
    ]
    top: tuple[float, int, int] | None = None
    for one, two in combinations(range(len(ranked)), 2):
        bond = bonds.get(frozenset((ranked[one][1], ranked[two][1])), 0.0)
        row = (worth[one] + worth[two] + bond, -one, -two)
        top = row if top is None or row > top else top
    assert top is not None
    first, second = sorted((ranked[-top[1]][2], ranked[-top[2]][2]), key=lambda m: m.start)
    return first, second


def _one_to_many(rows: list[Row], one: Row) -> bool:
    """Tell whether an act is one of the same doer's to several: who urges or calms two others is not one of the two."""
    same = [r for r in rows if (r.sentence, r.trigger) == (one.sentence, one.trigger)]
    sides = [{r.source.entity, r.target.entity} for r in same]
    return len(set().union(*sides)) > 2


def description(doc: Document, index: int, here: Span, words: list[str]) -> tuple[Resolved, ...]:
    """Resolve a definite description without a name in it: ``the kingdom``, ``the alliance``, ``the premier``."""
    head = words[-1]
    if head in BODY_HEADS and not ({"ruling", "central"} & set(words)):
        found = body(doc, here.start, BODY_HEADS[head], head)
        if found is not None:
            return (step(doc, found, here),)
        if head not in STATE_HEADS:
            return ()
    if head not in STATE_HEADS:
        return ()
    if words[0] in ("his", "her", "its", "their"):
        return pronoun(doc, index, here, words[0])
    if head in PERSON_HEADS:
        found = titled(doc, index, here.start, words)
        if found is not None:
            return (step(doc, found, here),)
    place = opening_place(doc, index, here.start)
    if place is not None:
        return (step(doc, place, here),)
    ranked = salience(doc, here.start)
    fit = regions.told(words)
    if head in UNIFORMED and (ruled := soldiers_rule(doc, here.start, ranked)):
        return (step(doc, ruled, here),)
    if fit is not None:
        ranked = [r for r in ranked if r[1] in fit]
    elif head in OF_STATE:
        compared = next((w for w in words if w in ("larger", "bigger", "smaller")), None)
        if compared is not None and len(ranked) > 1:
            one, two = ranked[0], ranked[1]
            fits_one = regions.sized(compared, two[1], one[1])
            return (step(doc, (one if fits_one else two)[2], here),)
        previous = subject_of(doc, index, bodies=False) or subject_of(doc, index - 1, bodies=False)
        if previous is not None and previous.start < here.start:
            return (step(doc, previous, here),)
    return (step(doc, ranked[0][2], here),) if ranked else ()


def soldiers_rule(doc: Document, offset: int, ranked: list[tuple[float, str, Mention]]) -> Mention | None:
    """Return the state of ``the junta``: the one whose soldiers the text told of as its rulers or plotters."""
    if len(ranked) < 2:
        return None
    best: dict[str, int] = {}
    for mention in before(doc, offset):
        around = doc.text[max(0, mention.start - 15) : min(offset, mention.end + 30)]
        if mention.kind == "country" and UNIFORM.search(around):
            best[mention.entity or ""] = best.get(mention.entity or "", 0) + 1
    top = max(best.values(), default=0)
    return next((r[2] for r in ranked if best.get(r[1], 0) == top), None) if top else None


def body(doc: Document, offset: int, kinds: Sequence[str], head: str) -> Mention | None:
    """Return the body most in focus before an offset that a word like ``alliance`` may mean."""
    starts = [s.start for s in doc.sentences]
    worth: dict[str, float] = {}
    last: dict[str, Mention] = {}
    for mention in before(doc, offset):
        if mention.kind == "alliance" and mention.entity:
            fit = suits(doc.atlas.alliances.get(mention.entity), kinds, head)
            if fit:
                place = bisect_left(starts, offset) - bisect_left(starts, mention.start)
                worth[mention.entity] = (
                    worth.get(mention.entity, 0.0) + fit * weight(doc, mention) * BODY_FADE**place
                )
                last[mention.entity] = mention
    for entity in worth:
        worth[entity] += LEAD_WEIGHT * any(m.entity == entity for s in range(3) for m in doc.mentions_in(s))
    return last[max(worth, key=lambda e: (worth[e], last[e].start))] if worth else None


def titled(doc: Document, index: int, offset: int, words: list[str]) -> Mention | None:
    """Return the last mention of a person whose title fits ``the foreign minister`` or ``the president``."""
    wanted = [w for w in words if w not in ("the", "that", "this", "new", "then")]
    bearers = [b for b in doc.memo.get("bearers", []) if b.start < offset]
    fits = {b.name for b in bearers if all(w in b.title.lower().replace("-", " ").split() for w in wanted)}
    loose = {b.name for b in bearers if wanted[-1] in b.title.lower().replace("-", " ").split()}
    for names in (fits, loose):
        for mention in reversed(doc.mentions_between(max(0, offset - 20_000), offset)):
            if mention.person in names:
                return mention
    return None


def opening_place(doc: Document, index: int, offset: int) -> Mention | None:
    """Return the state whose capital or name opens the sentence: ``In Paris the Foreign Ministry``."""
    sentence = doc.sentences[index]
    if not re.match(r"(?:In|From|At) ", sentence.text):
        return None
    row = [m for m in doc.mentions_in(index) if m.start < offset]
    if row and row[0].start - sentence.start <= 5 and row[0].entity and row[0].kind == "country":
        return row[0]
    return None
