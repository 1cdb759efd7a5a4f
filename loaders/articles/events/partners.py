"""Who stands on the other side of an act whose words leave it out: the parties in focus, ranked by weighed signs."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from .. import context, headline, towns
from ..document import Document, Mention
from .lexicon import HOSTILE

if TYPE_CHECKING:
    from .reader import Row

__all__ = ["Candidate", "rank"]

RECENT = 200
TABLE = Path(__file__).with_name("partners.tsv")
DEEDS = frozenset(["ASSAULT", "COERCE", "SANCTION", "MOBILIZE"])
KINDS = {
    **dict.fromkeys(["ACCUSE", "REJECT", "THREATEN", "PROTEST"], "words"),
    **dict.fromkeys(["SANCTION", "MOBILIZE", "COERCE", "ASSAULT"], "force"),
    **dict.fromkeys(["AGREE", "REQUEST", "SUPPORT", "CONCEDE"], "assent"),
    **dict.fromkeys(["CONSULT", "COOPERATE", "AID", "RETREAT"], "deeds"),
}
ARMED = frozenset(["ASSAULT", "MOBILIZE", "COERCE", "RETREAT"])
ANSWERED = {
    "REJECT": frozenset(["REQUEST", "AGREE", "ACCUSE", "THREATEN"]),
    "AGREE": frozenset(["REQUEST", "AGREE"]),
    "CONCEDE": frozenset(["REQUEST", "SANCTION", "COERCE", "ACCUSE"]),
    "ACCUSE": HOSTILE,
    "SANCTION": HOSTILE,
    "THREATEN": HOSTILE,
    "SUPPORT": frozenset(["AGREE", "SUPPORT", "CONCEDE", "RETREAT"]),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that may be meant, with its latest mention, the signs that speak for it and their weight."""

    entity: str
    mention: Mention
    signs: dict[str, float]
    score: float
    share: float = 0.0


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Read the weight of each sign, as trained on the written articles."""
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return {r["sign"]: float(r["weight"]) for r in csv.DictReader(handle, delimiter="\t")}


def spread(doc: Document) -> dict[str, frozenset[int]]:
    """Return, for each party, the sentences of the article that name it."""
    found: dict[str, frozenset[int]] | None = doc.memo.get("spread")
    if found is None:
        places: dict[str, set[int]] = {}
        for one in context.actors(doc):
            sentence = doc.sentence_at(one.start)
            if sentence is not None:
                places.setdefault(one.entity or "", set()).add(sentence.index)
        found = doc.memo["spread"] = {e: frozenset(p) for e, p in places.items()}
    return found


def rank(
    doc: Document,
    rows: list[Row],
    index: int,
    at: int,
    known: frozenset[str],
    cls: str,
    *,
    bodies: bool,
    role: str = "target",
) -> list[Candidate]:
    """Return the parties that may stand beside the known ones in an act of a class, the likeliest first."""
    end = doc.sentences[index].end
    ranked = [r for r in context.salience(doc, end, bodies=True) if r[1] not in known]
    if not ranked:
        return []
    table = weights()
    found = []
    for place, (score, entity, mention) in enumerate(ranked):
        signs = signs_of(doc, rows, index, at, known, cls, place, score, ranked[0][0], entity, mention)
        if mention.kind == "alliance" and bodies:
            signs["body asked"] = 1.0
        found.append(
            Candidate(
                entity, mention, signs, sum(table.get(f"{role} {s}", 0.0) * v for s, v in signs.items())
            )
        )
    top = max(c.score for c in found)
    total = sum(exp(c.score - top) for c in found)
    shared = [Candidate(c.entity, c.mention, c.signs, c.score, exp(c.score - top) / total) for c in found]
    return sorted(shared, key=lambda c: (-c.score, c.entity))


def signs_of(
    doc: Document, rows: list[Row], index: int, at: int, known: frozenset[str], cls: str, place: int,
    score: float, best: float, entity: str, mention: Mention,
) -> dict[str, float]:  # fmt: skip
    """Return the signs that speak for or against one candidate."""
    where = spread(doc)
    here = where.get(entity, frozenset())
    size = len(doc.sentences)
    signs: dict[str, float] = {
        "salience": score / max(best, 0.01),
        "present": min(score, 4.0) / 4.0,
        "first": float(place == 0),
        "second": float(place == 1),
        "frequent": len(here) / size,
        "lead": float(0 in here or 1 in here),
    }
    opener = context.subject_of(doc, 0)
    if opener is not None and opener.entity == entity:
        signs["opener"] = 1.0
    own = frozenset().union(*(where.get(k, frozenset()) for k in known))
    if own:
        signs["together"] = len(here & own) / len(own)
    sentence = doc.sentence_at(mention.start)
    gap = index - (sentence.index if sentence else 0)
    signs[f"gap {min(gap, 4)}"] = 1.0
    if sentence is not None and sentence.paragraph == doc.sentences[index].paragraph:
        signs["paragraph"] = 1.0
    if gap == 0:
        signs["before" if mention.start < at else "after"] = 1.0
        if context.weight(doc, mention) < 0.6:
            signs["mere place"] = 1.0
    subject = context.subject_of(doc, index - 1)
    if subject is not None and subject.entity == entity:
        signs["last subject"] = 1.0
        if known & {m.entity for m in doc.mentions_in(index - 1)}:
            signs["last subject with known"] = 1.0
    own_subject = context.subject_of(doc, index)
    if own_subject is not None and own_subject.entity == entity and own_subject.start < at:
        signs["subject"] = 1.0
    if mention.kind == "alliance":
        signs["body"] = 1.0
        signs[f"body {KINDS.get(cls, '')}"] = 1.0
    if entity in headline.parties(doc):
        signs["headline"] = 1.0
    signs |= told(rows, index, known, cls, entity)
    signs |= hub(rows, index, known, cls, entity)
    if mention.kind == "alliance" and cls in ARMED:
        signs["body armed"] = 1.0
    if any(state == entity for state, _ in towns.towns(doc, index).values()):
        signs["town"] = 1.0
    line = doc.memo.get("dateline")
    if line is not None and line.entity == entity:
        signs["dateline"] = 1.0
    if len(here) == max(len(where[r]) for r in where if r not in known):
        signs["most named"] = 1.0
    return signs


def hub(rows: list[Row], index: int, known: frozenset[str], cls: str, entity: str) -> dict[str, float]:
    """Return the signs in what others did: acts of the same class or kind that others did to the candidate."""
    signs: defaultdict[str, float] = defaultdict(float)
    total = 0
    for row in rows[-RECENT:]:
        a, b = row.source.entity, row.target.entity
        if a in known or b in known:
            continue
        near = 0.85 ** (index - row.sentence)
        if row.cls == cls:
            total += 1
            if b == entity:
                signs["others same class to"] = max(signs["others same class to"], near)
            if a == entity:
                signs["others same class from"] = max(signs["others same class from"], near)
        if KINDS.get(row.cls) == KINDS.get(cls):
            if b == entity:
                signs["others same kind to"] = max(signs["others same kind to"], near)
            if a == entity:
                signs["others same kind from"] = max(signs["others same kind from"], near)
    return dict(signs)


def told(rows: list[Row], index: int, known: frozenset[str], cls: str, entity: str) -> dict[str, float]:
    """Return the signs in what was told before: acts between the candidate and the known parties, and answers."""
    signs: defaultdict[str, float] = defaultdict(float)
    hostile = cls in HOSTILE
    last: tuple[int, str] | None = None
    met: set[str] = set()
    for row in rows[-RECENT:]:
        a, b = row.source.entity, row.target.entity
        near = 0.85 ** (index - row.sentence)
        if a in known or b in known:
            other = b if a in known else a
            last = (row.sentence, other)
        if entity not in (a, b):
            continue
        met.add(b if a == entity else a)
        if row.cls in DEEDS:
            name = f"{'did' if entity == a else 'suffered'} harm {KINDS.get(cls, '')}"
            signs[name] = max(signs[name], near)
        if (a in known and b == entity) or (b in known and a == entity):
            signs["told"] += 1
            signs["told lately"] = max(signs["told lately"], near)
            if (row.polarity == "-") == hostile:
                signs["same sign"] = 1
            if row.cls == cls:
                signs["same class"] = 1
        if a == entity and b in known and row.cls in ANSWERED.get(cls, ()):
            signs["answered"] = max(signs["answered"], near)
    if last is not None and last[1] == entity:
        signs["last other"] = 0.85 ** (index - last[0])
    if rows and entity in (rows[-1].source.entity, rows[-1].target.entity):
        signs["last row"] = 0.85 ** (index - rows[-1].sentence)
    if met:
        signs["many others"] = min(len(met - known), 4) / 4.0
    if "told" in signs:
        signs["told"] = min(signs["told"], 4.0) / 4.0
    return dict(signs)
