"""Settles the parties of a deal: from its sentence, the maker of the goods, and what the article told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...graph.model import Span
from . import context, goods
from .commerce import Deal
from .contract_rows import Contract
from .document import Document, Mention, Resolved

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


BACK = 6


FAR = 12


LONG_AGO = 14


VAGUE = re.compile(r"(?:the|its|their|his|this|these|that|such|any|more|some)\b", re.I)


@dataclass(slots=True)
class Known:
    """What the article told so far: its contracts, directions of pairs, and deals of which one party is known."""

    rows: list[Contract] = field(default_factory=list)
    ways: dict[frozenset[str], tuple[str, str]] = field(default_factory=dict)
    buyers: list[tuple[int, Resolved]] = field(default_factory=list)
    sellers: list[tuple[int, Resolved]] = field(default_factory=list)


Parties = tuple[Resolved, ...]


def pairs_of(doc: Document, deal: Deal, known: Known) -> Iterator[tuple[Resolved, Resolved, float]]:
    """Yield buyers and sellers with the confidence in them."""
    buyers, sellers, confidence = deal.buyers, deal.sellers, 0.85
    guessed = False
    if not buyers and not sellers and len(deal.sides) >= 2:
        buyers, sellers = _directed(doc, deal, known)
        confidence = 0.65
    elif not (buyers and sellers) and deal.sides:
        told = {r.entity for r in buyers or sellers}
        others = tuple(r for r in deal.sides if r.entity not in told)[:1]
        if buyers or sellers:
            buyers, sellers = (buyers, others) if buyers else (others, sellers)
        elif others and (others[0].via == "company" or _sells(others[0], known)):
            sellers = others
        else:
            buyers, guessed = others, bool(others)
    sure = not deal.guarded or deal.amount is not None or deal.quantity is not None
    known.buyers += [(deal.index, b) for b in buyers[:1] if sure]
    if not (buyers and sellers):
        filled = _filled(doc, deal, buyers, sellers, known)
        if filled is None:
            return
        buyers, sellers = filled
        if guessed and len(buyers) == len(sellers) == 1:
            # The one side named was taken for the buyer; with both known, the order of trade may say otherwise.
            deal.sides = (buyers[0], sellers[0])
            buyers, sellers = _directed(doc, deal, known)
        known.buyers += [
            (deal.index, b) for b in buyers[:1] if not known.buyers or known.buyers[-1][0] != deal.index
        ]
        confidence = 0.5
    known.sellers += [(deal.index, s) for s in sellers[:1] if sure]
    for buyer in buyers[:4]:
        for seller in sellers[:4]:
            if buyer.entity != seller.entity and buyer.kind == "country" and seller.kind == "country":
                yield buyer, seller, confidence


def _sells(one: Resolved, known: Known) -> bool:
    """Tell whether a lone party sells rather than buys: others were told to buy, or it sold before."""
    bought = {b.entity for _, b in known.buyers}
    sold = {s.entity for _, s in known.sellers}
    return one.entity in sold - bought


def _directed(doc: Document, deal: Deal, known: Known) -> tuple[Parties, Parties]:
    """Tell buyer from seller among two sides: by another deal of the text, the maker of the goods, a firm, the order."""
    one, two = deal.sides[0], deal.sides[1]
    way = known.ways.get(frozenset((one.entity, two.entity)))
    if way:
        return ((one,), (two,)) if way[0] == one.entity else ((two,), (one,))
    made_by = goods.maker(deal.item.quote) if deal.item else None
    if made_by in {one.entity, two.entity}:
        return ((one,), (two,)) if made_by == two.entity else ((two,), (one,))
    if one.via == "company" and two.via != "company":
        return (two,), (one,)
    bought = [b.entity for _, b in known.buyers]
    ranks = WELLS if deal.kind == "energy" else SUPPLIERS
    low = len(ranks)
    first, second = (ranks.index(s.entity) if s.entity in ranks else low for s in (one, two))
    if first != second and not (one.entity in bought and two.entity not in bought):
        return ((one,), (two,)) if second < first else ((two,), (one,))
    if two.entity in bought and one.entity not in bought:
        return (two,), (one,)
    return (one,), (two,)


def _filled(
    doc: Document, deal: Deal, buyers: Parties, sellers: Parties, known: Known
) -> tuple[Parties, Parties] | None:
    """Fill a missing party: the maker of the goods, the buyer the text is about, the same deal told before."""
    here = doc.span(deal.at, deal.at + len(deal.token.text))
    if not sellers and deal.item is not None:
        made_by = goods.maker(deal.item.quote)
        mention = mention_of_state(doc, made_by, deal.at)
        if mention is not None and made_by not in {b.entity for b in buyers}:
            sellers = (context.step(doc, mention, deal.item),)
    if buyers and sellers:
        return buyers, sellers
    telling = deal.amount is not None or deal.quantity is not None or (deal.firm and deal.kind is not None)
    telling = telling or (
        deal.kind is not None
        and not deal.guarded
        and deal.item is not None
        and not VAGUE.match(deal.item.quote)
    )
    if deal.guarded and not (deal.amount or deal.quantity):
        return None
    if not telling and deal.item is not None and VAGUE.match(deal.item.quote):
        return None
    if sellers:
        buyer = _buyer(doc, deal, sellers, known, telling)
        return ((_at(doc, deal, buyer, here),), sellers) if buyer is not None else None
    if buyers:
        seller = _seller(doc, deal, buyers[0], known, telling)
        return (buyers, (_at(doc, deal, seller, here),)) if seller is not None else None
    here_named = {m.entity for m in doc.mentions_in(deal.index) if m.kind == "country" and m.entity}
    fitting = [r for r in known.rows if here_named <= set(r.pair)]
    last = max(fitting, key=lambda r: r.index, default=None)
    if last is not None and telling and deal.index - last.index <= 3 and same_goods(last, deal):
        return (again(last.buyer, here),), (again(last.seller, here),)
    if last is None and deal.firm and deal.amount is not None and deal.kind is not None:
        return _only_two(doc, deal, known)
    return None


def _only_two(doc: Document, deal: Deal, known: Known) -> tuple[Parties, Parties] | None:
    """Return the two sides of a deal told without any, where the text is about two states only."""
    named: dict[str, Mention] = {}
    for mention in doc.mentions:
        if mention.kind == "country" and mention.entity and context.weight(doc, mention) >= 0.5:
            named.setdefault(mention.entity, mention)
    if len(named) != 2:
        return None
    here = doc.span(deal.at, deal.at + len(deal.token.text))
    deal.sides = tuple(_at(doc, deal, m, here) for m in named.values())
    return _directed(doc, deal, known)


def _at(doc: Document, deal: Deal, mention: Mention, here: Span) -> Resolved:
    """Return the party of a mention: as it stands if in the sentence of the deal, else as recorded step."""
    if _in_sentence(doc, deal.index, mention):
        return Resolved(mention.entity or "", mention.kind, mention.via, mention.span)
    return context.step(doc, mention, here)


def _buyer(doc: Document, deal: Deal, sellers: Parties, known: Known, telling: bool) -> Mention | None:
    """Return a mention of the buyer that the text is about: the one of the deals before, else the state in focus."""
    selling = {s.entity for s in sellers}
    inside = {
        m.entity: m
        for m in doc.mentions_in(deal.index)
        if m.kind == "country" and m.entity and m.entity not in selling
    }
    if len(inside) == 1 and telling:
        mention = next(iter(inside.values()))
        settled = {b.entity for at, b in known.buyers if deal.index - at <= LONG_AGO}
        if context.weight(doc, mention) >= 1.0 and (not settled or mention.entity in settled):
            return mention
    votes: dict[str, float] = {}
    for at, party in known.buyers:
        if party.kind == "country" and deal.index - at <= LONG_AGO:
            votes[party.entity] = votes.get(party.entity, 0.0) + 1.0
    if not votes and not telling:
        return None
    for score, entity, _ in context.salience(doc, deal.at):
        votes[entity] = votes.get(entity, 0.0) + min(score, 2.0) * 0.25
    for entity, weight in _protagonists(doc).items():
        votes[entity] = votes.get(entity, 0.0) + weight
    bought = {b.entity for _, b in known.buyers}
    for entity in dict.fromkeys(s.entity for _, s in known.sellers):
        if entity not in bought:
            votes[entity] = votes.get(entity, 0.0) - 2.0
    for entity in selling:
        votes.pop(entity, None)
    if not votes:
        return None
    best = max(sorted(votes), key=lambda e: votes[e])
    return mention_of_state(doc, best, deal.at)


def _protagonists(doc: Document) -> dict[str, float]:
    """Return how much an article is about each state: how often it names it, more so in its first two sentences."""
    found: dict[str, float] | None = doc.memo.get("protagonists")
    if found is None:
        found = {}
        lead = doc.sentences[min(1, len(doc.sentences) - 1)].end if doc.sentences else 0
        for mention in doc.mentions:
            if mention.kind == "country" and mention.entity and context.weight(doc, mention) >= 0.5:
                gain = 0.15 + (0.75 if mention.start < lead else 0.0)
                found[mention.entity] = min(3.0, found.get(mention.entity, 0.0) + gain)
        doc.memo["protagonists"] = found
    return found


def _seller(doc: Document, deal: Deal, buyer: Resolved, known: Known, telling: bool) -> Mention | None:
    """Return a mention of the seller: of the same deal told before, else the only other state in focus."""
    back = FAR if deal.firm else BACK
    for row in sorted(known.rows, key=lambda r: -r.index):
        if deal.index - row.index <= back and buyer.entity == row.buyer.entity and same_goods(row, deal):
            return mention_of_state(doc, row.seller.entity, deal.at)
    if not telling:
        return None
    other = _other(doc, deal, buyer)
    if other is not None or any(
        m.kind == "country" and m.entity != buyer.entity for m in doc.mentions_in(deal.index)
    ):
        return other
    sold = [s.entity for at, s in known.sellers if s.entity != buyer.entity and deal.index - at <= LONG_AGO]
    return mention_of_state(doc, sold[-1], deal.at) if sold else None


def _other(doc: Document, deal: Deal, one: Resolved) -> Mention | None:
    """Return the only other state of the sentence, or else the other side of a two-state context."""
    inside = {
        m.entity: m
        for m in doc.mentions_in(deal.index)
        if m.kind == "country" and m.entity and m.entity != one.entity
    }
    if len(inside) == 1:
        mention = next(iter(inside.values()))
        return mention if context.weight(doc, mention) >= 0.5 else None
    return None if inside else context.partner(doc, deal.index, {one.entity}, deal.at)


def again(party: Resolved, here: Span) -> Resolved:
    """Return a party told before, taken up again at a place of the text."""
    return Resolved(party.entity, party.kind, "coref", here, party.antecedent or party.mention)


def mention_of_state(doc: Document, state: str | None, before: int) -> Mention | None:
    """Return the nearest mention of a state, before a place if there is one."""
    named = [m for m in doc.mentions if state and m.entity == state and m.kind == "country"]
    return max(
        (m for m in named if m.start < before), key=lambda m: m.start, default=named[0] if named else None
    )


def same_goods(row: Contract, deal: Deal) -> bool:
    """Tell whether a deal may be about the goods of a contract told before."""
    return row.kind is None or deal.kind is None or row.kind == deal.kind


def _in_sentence(doc: Document, index: int, mention: Mention) -> bool:
    sentence = doc.sentences[index]
    return bool(sentence.start <= mention.start < sentence.end)
