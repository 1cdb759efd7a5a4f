"""Chooses the party that a deal leaves unsaid: a small linear model over who the text has in focus and who traded before."""

from __future__ import annotations

import re
from functools import lru_cache
from math import exp, log1p
from pathlib import Path
from typing import TYPE_CHECKING

from .. import arguments, context, headline, towns
from ..document import Document, Mention
from .commerce import Deal

if TYPE_CHECKING:
    from .counterparties import Known

TABLE = Path(__file__).with_name("counterparties.tsv")
FEATURES = (
    "here", "here only", "here first", "here before", "here after", "one back", "two back", "count", "lead", "same role", "same role last",
    "other role", "pair", "pair turned", "supplier", "headline", "paragraph", "paragraph first", "subject", "last subject", "last named",
    "firm last", "same role near", "other role near",
)  # fmt: skip
SUPPLIERS = [
    "USA", "RUS", "SUN", "CHN", "FRA", "DEU", "GBR", "JPN", "KOR", "ITA", "SWE", "ISR", "ESP", "NLD", "CHE",
    "CAN", "CZE", "IND", "TUR", "BRA",
]  # fmt: skip
"""States that mostly sell: who sells is guessed by this order where the text names two sides and no direction."""
WELLS = [
    "RUS", "SUN", "NOR", "DZA", "QAT", "SAU", "IRN", "IRQ", "KWT", "ARE", "AZE", "TKM", "KAZ", "LBY", "NGA",
    "VEN", "AUS", "USA", "EGY", "ISR", "BOL",
]  # fmt: skip
"""The same for oil, gas, power and uranium."""

FOE = re.compile(
    r"\b(?:tensions?|wars?|conflict|rivalry|disputes?|hostilit\w+|stand-?off|confrontation|clash\w*|fighting|row|feud\w*|threats?|aggression|invasion|attacks?|incursions?)"
    r" (?:with|from|by|of|against|posed by)(?: (?:the|its|neighbouring|neighboring))* $",
    re.I,
)
"""What stands before a state that is the reason for a purchase, and no side of it."""

TOWN = 0.6
"""What a town counts for its state."""
REACH = 6
"""How many sentences back a party of a deal may have been named last."""


def places(doc: Document) -> dict[str, list[tuple[int, Mention, float]]]:
    """Return, for each state, its mentions with their sentence and weight; firms count for their state."""
    found: dict[str, list[tuple[int, Mention, float]]] | None = doc.memo.get("places of states")
    if found is None:
        found = {}
        for mention in doc.mentions:
            if not mention.entity or mention.kind not in ("country", "organization"):
                continue
            one = arguments.resolved(doc, mention)
            if (
                one is None
                or one.kind != "country"
                or FOE.search(doc.text[max(0, mention.start - 40) : mention.start])
            ):
                continue
            sentence = doc.sentence_at(mention.start)
            weight = context.weight(doc, mention)
            found.setdefault(one.entity, []).append((sentence.index if sentence else 0, mention, weight))
        for town in towns.named(doc):
            sentence = doc.sentence_at(town.start)
            found.setdefault(town.entity or "", []).append((sentence.index if sentence else 0, town, TOWN))
        doc.memo["places of states"] = found
    return found


def features(doc: Document, deal: Deal, state: str, role: str, told: set[str], known: Known) -> list[float]:
    """Return the features of a state as the unsaid buyer or seller of a deal."""
    named = places(doc)
    # a town tells where goods go or works are built, so it speaks for a buyer
    mine = [row for row in named[state] if role == "buyer" or row[1].via != "place"]
    low, high = _stretch(doc, deal)
    here = [m for at, m, w in mine if at == deal.index and w >= 0.5 and low <= m.start < high]
    rivals = {
        e
        for e, rows in named.items()
        if e not in told and any(at == deal.index and w >= 0.5 for at, _, w in rows)
    }
    first = min((m.start for e in rivals for at, m, _ in named[e] if at == deal.index), default=-1)
    total = sum(len(r) for r in named.values())
    same = [
        at
        for at, r in (known.buyers if role == "buyer" else known.sellers)
        if r.entity == state and at <= deal.index
    ]
    other = [
        at
        for at, r in (known.sellers if role == "buyer" else known.buyers)
        if r.entity == state and at <= deal.index
    ]
    latest = max((known.buyers if role == "buyer" else known.sellers), key=lambda r: r[0], default=None)
    pair = any(
        (r.pair == (state, t) if role == "buyer" else r.pair == (t, state)) for r in known.rows for t in told
    )
    turned = any(
        (r.pair == (t, state) if role == "buyer" else r.pair == (state, t)) for r in known.rows for t in told
    )
    seller = role == "seller"
    paragraph = doc.sentences[deal.index].paragraph
    block = _block(doc, paragraph)
    before = [b for b in block if b[0] < deal.at]
    last = next((b for b in reversed(before) if b[1] not in told), None)
    subject, earlier = context.subject_of(doc, deal.index), context.subject_of(doc, deal.index - 1)
    mine_last = max((m for _, m, _ in mine if m.start < deal.at), key=lambda m: m.start, default=None)
    mates = known.buyers if role == "buyer" else known.sellers
    others = known.sellers if role == "buyer" else known.buyers
    return [
        float(bool(here)), float(bool(here) and len(rivals) == 1), float(bool(here) and here[0].start == first),
        float(any(m.start < deal.at for m in here)), float(any(m.start > deal.at for m in here)),
        float(any(at == deal.index - 1 for at, _, w in mine if w >= 0.5)),
        float(any(at == deal.index - 2 for at, _, w in mine if w >= 0.5)),
        log1p(len(mine)) / log1p(total) if total else 0.0,
        float(any(at <= 1 for at, _, w in mine if w >= 0.5)),
        min(len(same), 3) / 3, float(latest is not None and latest[1].entity == state),
        float(bool(other) and not same), float(pair), float(turned),
        _selling(state, deal.kind) * (1.0 if seller else -1.0),
        float(state in headline.parties(doc)),
        float(any(e == state for _, e in before)), float(bool(block) and block[0][1] == state),
        float(subject is not None and subject.entity == state), float(earlier is not None and earlier.entity == state),
        float(last is not None and last[1] == state),
        float(mine_last is not None and mine_last.kind == "organization") * (1.0 if seller else -1.0),
        float(any(r.entity == state and doc.sentences[at].paragraph == paragraph for at, r in mates)),
        float(any(r.entity == state and doc.sentences[at].paragraph == paragraph for at, r in others)),
    ]  # fmt: skip


def _block(doc: Document, paragraph: int) -> list[tuple[int, str]]:
    """Return where the states of a paragraph are named, in order."""
    blocks: dict[int, list[tuple[int, str]]] = doc.memo.setdefault("states of paragraphs", {})
    if paragraph not in blocks:
        blocks[paragraph] = sorted(
            (m.start, e)
            for e, rows in places(doc).items()
            for at, m, w in rows
            if w >= 0.5 and doc.sentences[at].paragraph == paragraph
        )
    return blocks[paragraph]


def _selling(state: str, kind: str | None) -> float:
    """Return how much a state is one that sells goods of a kind rather than buys them."""
    if kind == "licence":
        return 0.0  # who lets a base or a port is mostly no great power
    if kind == "energy":
        return 1.0 if state in WELLS[:16] else 0.5 if state in WELLS else 0.0
    return 1.0 if state in SUPPLIERS[:6] else 0.5 if state in SUPPLIERS else 0.0


def _stretch(doc: Document, deal: Deal) -> tuple[int, int]:
    """Return the part of a sentence between semicolons that tells a deal."""
    sentence = doc.sentences[deal.index]
    low = doc.text.rfind(";", sentence.start, deal.at)
    high = doc.text.find(";", deal.at, sentence.end)
    return max(low, sentence.start), high if high >= 0 else sentence.end


@lru_cache(maxsize=1)
def weights() -> tuple[float, ...]:
    """Return the weight of each feature, which `benchmarks/counterparties.py` learns from annotated articles."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    told = {name: float(weight) for name, weight in (line.split("\t") for line in lines)}
    return tuple(told[name] for name in FEATURES)


def fit(doc: Document, deal: Deal, state: str, role: str, told: set[str], known: Known) -> float:
    """Return how well a state fits as the unsaid party of a deal."""
    return sum(w * f for w, f in zip(weights(), features(doc, deal, state, role, told, known), strict=True))


def unsaid(doc: Document, deal: Deal, role: str, told: set[str], known: Known) -> tuple[str, float] | None:
    """Return the state that most likely is the unsaid party of a deal, with its share of all that could be."""
    scores = {s: fit(doc, deal, s, role, told, known) for s in places(doc) if s not in told}
    if not scores:
        return None
    best = max(sorted(scores), key=lambda s: scores[s])
    return best, 1.0 / sum(exp(s - scores[best]) for s in scores.values())


def unsaid_pair(
    doc: Document, deal: Deal, known: Known, one: str | None = None
) -> tuple[str, str, float] | None:
    """Return the likeliest buyer and seller of a deal told without them (``one`` is in it), and their lead over the next pair."""
    named = places(doc)
    near = [
        s
        for s, rows in named.items()
        if s == one or any(at <= 1 or 0 <= deal.index - at <= REACH for at, _, _ in rows)
    ]
    pairs = [
        (fit(doc, deal, b, "buyer", {s}, known) + fit(doc, deal, s, "seller", {b}, known), b, s)
        for b in sorted(near)
        for s in sorted(near)
        if b != s and (one is None or one in (b, s))
    ]
    if not pairs:
        return None
    pairs.sort(key=lambda row: (-row[0], row[1], row[2]))
    return pairs[0][1], pairs[0][2], pairs[0][0] - pairs[1][0] if len(pairs) > 1 else 9.0
