"""Settles the parties of a deal: from its sentence, the maker of the goods, and what the article told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ....graph.model import Span
from .. import arguments, context, goods
from ..document import Document, Mention, Resolved
from ..events.reactions import reacting
from .commerce import Deal
from .rows import Contract
from .same_firm import behind_firm
from .unsaid import SUPPLIERS, WELLS, places, unsaid, unsaid_pair

SURE, SURER, CLEAR = 0.3, 0.6, 1.5
"""How likely an unsaid party must be: of a deal told with goods, sum or count, and of one only touched on."""


BACK = 6


FAR = 12


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
        elif others:
            buyers, sellers = _lone(doc, deal, others[0], known)
            guessed = True
    if deal.turnable and len(buyers) == 1 and len(sellers) == 1:
        way = known.ways.get(frozenset((buyers[0].entity, sellers[0].entity)))
        if way == (sellers[0].entity, buyers[0].entity):
            buyers, sellers = sellers, buyers  # who buys of the two was told before
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


def _lone(doc: Document, deal: Deal, one: Resolved, known: Known) -> tuple[Parties, Parties]:
    """Return a party named alone as buyer or as seller, whichever fits better with the party unsaid."""
    found = unsaid_pair(doc, deal, known, one.entity)
    sells = one.via == "company" if found is None else found[1] == one.entity
    return ((), (one,)) if sells else ((one,), ())


def _directed(doc: Document, deal: Deal, known: Known) -> tuple[Parties, Parties]:
    """Tell buyer from seller among two sides: by another deal of the text, the maker of the goods, a firm, the order."""
    one, two = deal.sides[0], deal.sides[1]
    way = known.ways.get(frozenset((one.entity, two.entity)))
    if way:
        return ((one,), (two,)) if way[0] == one.entity else ((two,), (one,))
    made_by = goods.maker(deal.item.quote) if deal.item else None
    if made_by in {one.entity, two.entity}:
        return ((one,), (two,)) if made_by == two.entity else ((two,), (one,))
    if (
        behind_firm(doc, one)
        and not behind_firm(doc, two)
        and not (deal.kind in ("energy", None) and two.entity in WELLS[:16] and one.entity not in WELLS[:16])
    ):
        return (two,), (one,)
    bought = [b.entity for _, b in known.buyers]
    kind = deal.kind or (known.rows[-1].kind if known.rows else None)
    ranks = WELLS if kind == "energy" else SUPPLIERS
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
    last = max((r for r in known.rows if r.index <= deal.index), key=lambda r: r.index, default=None)
    if last is not None and not buyers and _same(deal, "to", "for"):
        buyers = (again(last.buyer, here),) if last.buyer.entity not in {s.entity for s in sellers} else ()
    if last is not None and not sellers and _same(deal, "from", "by", "at", "with"):
        sellers = (again(last.seller, here),) if last.seller.entity not in {b.entity for b in buyers} else ()
    if not sellers and deal.item is not None:
        made_by = goods.maker(deal.item.quote)
        mention = mention_of_state(doc, made_by, deal.at)
        if mention is not None and made_by not in {b.entity for b in buyers}:
            sellers = (context.step(doc, mention, deal.item),)
        elif made_by is not None and mention is None and made_by not in {b.entity for b in buyers}:
            return None  # the text leaves out the state that makes the goods
    if not sellers and _by_others(deal):
        return None
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
    if reacting(doc, deal.index, deal.token):
        return None  # who frets over a deal is no side of it, and the deal was told elsewhere
    if sellers:
        buyer = _unsaid(doc, deal, "buyer", known, {s.entity for s in sellers}, telling)
        return ((_at(doc, deal, buyer, here),), sellers) if buyer is not None else None
    if buyers:
        seller = _unsaid(doc, deal, "seller", known, {b.entity for b in buyers}, telling)
        return (buyers, (_at(doc, deal, seller, here),)) if seller is not None else None
    return _neither(doc, deal, known, telling)


def _same(deal: Deal, *links: str) -> bool:
    """Tell whether a party is only said to be the one of before: ``sold ovens to the same centre``, ``from the same yard``."""
    if deal.token.pos_ not in ("VERB", "NOUN"):
        return False
    ends = arguments.prep_objects(deal.token, *links) + (
        arguments.by_agents(deal.token) if "by" in links else []
    )
    ends += (
        [t for c in arguments.objects(deal.token) for t in arguments.prep_objects(c, *links)]
        if deal.token.pos_ == "VERB"
        else []
    )
    return any(c.lower_ == "same" for t in ends for c in t.lefts)


def _by_others(deal: Deal) -> bool:
    """Tell whether a ``by`` phrase names someone who is no state: ``a credit extended by the Islamic bank``."""
    if deal.token.pos_ != "VERB" and deal.token.pos_ != "NOUN":
        return False
    acts = [deal.token, *(c for c in deal.token.children if c.dep_ == "acl" and c.tag_ == "VBN")]
    return any(t.pos_ == "PROPN" for one in acts for t in arguments.by_agents(one))


def _neither(doc: Document, deal: Deal, known: Known, telling: bool) -> tuple[Parties, Parties] | None:
    """Return the two sides of a deal told without any: those of a deal told before, or the clear pair of the text."""
    found = unsaid_pair(doc, deal, known)
    if found is None:
        return None
    buyer, seller, lead = found
    counted = deal.amount is not None or deal.quantity is not None
    told = [r for r in known.rows if r.pair == (buyer, seller)]
    if told:
        wanted = telling and any(same_goods(r, deal) and deal.index - r.index <= 3 for r in told)
    else:
        wanted = lead >= CLEAR and not deal.guarded and counted and (deal.firm or deal.kind is not None)
    mentions = [mention_of_state(doc, e, deal.at) for e in (buyer, seller)]
    if not wanted or mentions[0] is None or mentions[1] is None:
        return None
    here = doc.span(deal.at, deal.at + len(deal.token.text))
    return (_at(doc, deal, mentions[0], here),), (_at(doc, deal, mentions[1], here),)


def _at(doc: Document, deal: Deal, mention: Mention, here: Span) -> Resolved:
    """Return the party of a mention: as it stands if in the sentence of the deal, else as recorded step."""
    if mention.kind != "country":
        one = arguments.resolved(doc, mention)
        if one is not None:
            inside = _in_sentence(doc, deal.index, mention)
            return one if inside else Resolved(one.entity, one.kind, "coref", here, mention.span)
    if _in_sentence(doc, deal.index, mention):
        return Resolved(mention.entity or "", mention.kind, mention.via, mention.span)
    return context.step(doc, mention, here)


def _unsaid(
    doc: Document, deal: Deal, role: str, known: Known, told: set[str], telling: bool
) -> Mention | None:
    """Return a mention of the party that a deal leaves unsaid, if the text points to one clearly enough."""
    found = unsaid(doc, deal, role, told, known)
    if found is None or found[1] < (SURE if telling else SURER):
        return None
    return mention_of_state(doc, found[0], deal.at)


def again(party: Resolved, here: Span) -> Resolved:
    """Return a party told before, taken up again at a place of the text."""
    return Resolved(party.entity, party.kind, "coref", here, party.antecedent or party.mention)


def mention_of_state(doc: Document, state: str | None, before: int) -> Mention | None:
    """Return the nearest mention of a state, before a place if there is one."""
    named = [m for _, m, _ in places(doc).get(state or "", ())]
    return max(
        (m for m in named if m.start < before), key=lambda m: m.start, default=named[0] if named else None
    )


def same_goods(row: Contract, deal: Deal) -> bool:
    """Tell whether a deal may be about the goods of a contract told before."""
    return row.kind is None or deal.kind is None or row.kind == deal.kind


def _in_sentence(doc: Document, index: int, mention: Mention) -> bool:
    sentence = doc.sentences[index]
    return bool(sentence.start <= mention.start < sentence.end)
