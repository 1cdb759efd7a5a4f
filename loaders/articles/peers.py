"""Who is meant by his place beside another: ``its neighbour``, ``his guest``, ``the hosts``, ``the latter``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import context, regions
from .bodywords import OF_REGION
from .document import Document, Mention, Resolved, Token
from .wordlists import words

if TYPE_CHECKING:
    from .events.reader import Row

__all__ = ["beside", "is_peer", "of_region", "of_two", "several"]

PEERS = words("peers.with_owner")
HOSTS = frozenset(["host", "hosts"])
VISITORS = frozenset(["guest", "guests", "visitor", "visitors"])
PLURAL = frozenset(["neighbours", "neighbors", "colleagues", "counterparts", "rivals", "adversaries"])
OF_TWO = frozenset(["former", "latter"])
VAGUE = frozenset(
    ["a", "an", "any", "no", "every", "another", "some", "other", "all", "each", "many", "few", "several"]
)
MANY = frozenset(
    ["states", "countries", "nations", "republics", "neighbours", "neighbors", "governments", "capitals", "members",
     "presidents", "premiers", "ministers", "leaders", "allies", "partners", "kingdoms", "islands"]
)  # fmt: skip
RULING = frozenset(
    ["leaders", "presidents", "ministers", "bloc", "grouping", "group", "body", "organisation", "union"]
)
MOST = 7
AHEAD = 2
BACK = 1
BONDS = 60
FADE = 0.85
BOND_WEIGHT = 0.4
TOO_FAINT = 0.05


def is_peer(head: Token) -> bool:
    """Tell whether a noun names someone by his place beside another."""
    if head.lower_ == "number":
        return any(c.lower_ == "opposite" for c in head.lefts)
    return head.lower_ in PEERS and head.pos_ in ("NOUN", "PROPN", "ADJ")


def beside(doc: Document, index: int, head: Token, owners: list[Resolved]) -> list[Resolved]:
    """Return the party that stands beside its owner: the other one in focus, by the place that a word names."""
    low = head.lower_
    around = [c.lower_ for c in head.lefts]
    if VAGUE & set(around):
        return []
    start, end = doc.place_of(index, head)
    here = doc.span(start, end)
    known = {o.entity for o in owners}
    line: Mention | None = doc.memo.get("dateline")
    if line is not None and line.entity not in context.present(doc):
        line = None
    line = line or venue(doc, index, start)
    if low in HOSTS and line is not None and line.entity not in known:
        return [context.step(doc, line, here)]
    if not owners:
        if low not in VISITORS or line is None or "the" not in around:
            return []
        known = {line.entity or ""}
        doer = context.subject_of(doc, index)
        if doer is not None and doer.start < start:
            known = {doer.entity or ""}
    found = other(doc, index, start, known, around)
    return [context.step(doc, found, here)] if found is not None else []


def venue(doc: Document, index: int, offset: int) -> Mention | None:
    """Return the state in whose capital the sentences before let something take place."""
    near = doc.mentions_between(doc.sentences[max(0, index - 1)].start, offset)
    told = [m for m in near if m.via == "capital" and m.entity and context.weight(doc, m) < 0.5]
    return told[-1] if told else None


def other(doc: Document, index: int, offset: int, known: set[str], around: list[str]) -> Mention | None:
    """Return the state most in focus beside the known ones that fits the words of place around a noun."""
    ranked = [r for r in context.salience(doc, offset) if r[1] not in known and r[0] > TOO_FAINT]
    if not ranked:
        last = min(len(doc.sentences), index + AHEAD) - 1
        ahead = doc.mentions_between(offset, doc.sentences[last].end)
        later = [m for m in ahead if m.kind == "country" and m.entity and m.entity not in known]
        ranked = [(1.0 / (n + 1), m.entity or "", m) for n, m in enumerate(later)]
    fits = regions.told(around)
    if fits is not None:
        ranked = [r for r in ranked if r[1] in fits]
    for word in around:
        placed = [r for r in ranked if any(regions.lies(doc, word, one, r[1]) for one in known)]
        placed = placed or [r for r in ranked if any(regions.sized(word, one, r[1]) for one in known)]
        ranked = placed or ranked
    best: tuple[float, Mention] | None = None
    for score, entity, mention in ranked:
        worth = score / (ranked[0][0] or 1.0) + BOND_WEIGHT * bond(
            doc.memo.get("rows", []), index, known, entity
        )
        if best is None or worth > best[0]:
            best = (worth, mention)
    return best[1] if best is not None else None


def bond(rows: list[Row], index: int, known: set[str], entity: str) -> float:
    """Return how much has been told lately of acts between a state and the known ones, at most two."""
    total = 0.0
    for row in rows[-BONDS:]:
        pair = {row.source.entity, row.target.entity}
        if entity in pair and pair & known:
            total += FADE ** (index - row.sentence)
    return min(2.0, total)


def club(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the body that a region's leaders or its bloc are, where the text names it: ``West African leaders``."""
    if head.lower_ not in RULING:
        return []
    words = [
        c.lower_ for one in head.lefts for c in (*one.lefts, one) if c.dep_ in ("amod", "compound", "nmod")
    ]
    name = next((OF_REGION[w] for w in (" ".join(words[-2:]), *words[-1:]) if w in OF_REGION), None)
    if name is None or any(c.dep_ in ("nummod", "poss") or c.lower_ in VAGUE for c in head.lefts):
        return []
    named = [m for m in context.actors(doc) if m.kind == "alliance" and m.entity == name]
    start, end = doc.place_of(index, head)
    return [context.step(doc, named[0], doc.span(start, end))] if named else []


def of_region(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return the states of a region that the text names, for ``the three Baltic states``."""
    if found := club(doc, index, head):
        return found
    if head.lower_ not in MANY:
        return []
    fits = regions.told([*(c.lower_ for c in head.lefts), head.lower_])
    if fits is None or any(c.lower_ in ("other", "some", "many", "several", "most") for c in head.lefts):
        return []
    number = next((context.NUMBERS[c.lower_] for c in head.lefts if c.lower_ in context.NUMBERS), 0)
    if not number and not (
        regions.narrow(fits) and any(c.lower_ in ("the", "all", "both") for c in head.lefts)
    ):
        return []
    named: dict[str, Mention] = {}
    for mention in context.actors(doc):
        if mention.entity in fits and mention.kind == "country":
            named.setdefault(mention.entity or "", mention)
    if not 2 <= len(named) <= MOST or (number and number != len(named)):
        return []
    start, end = doc.place_of(index, head)
    return [context.step(doc, m, doc.span(start, end)) for m in named.values()]


def several(doc: Document, index: int, head: Token, owners: list[Resolved]) -> list[Resolved]:
    """Return the two others of whom ``its neighbours`` is said, where the passage names just two."""
    if head.lower_ not in PLURAL or not owners:
        return []
    known = {o.entity for o in owners}
    start, end = doc.place_of(index, head)
    near: dict[str, Mention] = {}
    for mention in doc.mentions_between(doc.sentences[max(0, index - 1)].start, start):
        if mention.kind == "country" and mention.entity and mention.entity not in known:
            near[mention.entity] = mention
    if len(near) != 2 and any(c.dep_ == "nummod" and c.lower_ == "two" for c in head.lefts):
        return list(context.group(doc, index, doc.span(start, end), 2, frozenset(known)))
    return [context.step(doc, m, doc.span(start, end)) for m in near.values()] if len(near) == 2 else []


def of_two(doc: Document, index: int, head: Token) -> list[Resolved]:
    """Return whom ``the former`` or ``the latter`` means: the first or last of the parties just named."""
    low = head.lower_
    if (
        low not in OF_TWO
        or not any(c.lower_ == "the" for c in head.lefts)
        or head.dep_ in ("amod", "compound")
    ):
        return []
    start, end = doc.place_of(index, head)
    for back in range(index, max(-1, index - 1 - BACK), -1):
        named: dict[str, Mention] = {}
        for mention in doc.mentions_in(back):
            if mention.entity and mention.kind in ("country", "alliance") and mention.end <= start:
                named[mention.entity] = mention
        last = sorted(named.values(), key=lambda m: m.start)
        if len(last) > 1 or (last and low == "latter" and back < index):
            one = last[-1] if low == "latter" else last[-2]
            return [context.step(doc, one, doc.span(start, end))]
    return []
