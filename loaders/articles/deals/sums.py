"""Reads deals that no verb or noun of commerce tells: goods with their price beside them, goods of one state that another makes."""

from __future__ import annotations

import re

from .. import arguments, goods, modality
from ..document import Document, Resolved, Token
from ..values.money import MoneyFound
from .bare import bare, counted
from .commerce import Deal, add_item, item_span, kind_of_thing, states_of
from .counterparties import Known, mention_of_state, pairs_of
from .order import number
from .same_firm import firm_meant, is_firm

Told = tuple[Deal, list[tuple[Resolved, Resolved, float]]]

ABOUT = re.compile(
    r"\b(?:contracts?|deals?|agreements?|accords?|orders?|purchases?|sales?|packages?|prices?|priced|costs?|worth|valued|value|loans?|credits?"
    r"|agreed|lent|lends?|lending|advanc\w+|borrow\w*|tranches?|project|plant|paid|pay|pays|bill|sum|rent|money|of which|installments?|instalments?|payable|financ\w+)\b",
    re.I,
)
NOT_ABOUT = re.compile(
    r"\b(?:invest\w*|trade|turnover|budget|exports? (?:to|from)|bilateral trade|revenue|profit|debts?|damage|losses|aid|grant|fine[ds]?|econom\w+|spends?|earn\w*|reserves?|GDP|output|lifetime|jobs|saving)\b",
    re.I,
)
GIVEN = re.compile(
    r"\b(?:gifts?|donat\w*|pledg\w*|promis\w*|brought|for free|free of charge|compensation|ransom|of (?:which|that|it|this))\b",
    re.I,
)
FROM = re.compile(r"\bfrom(?: (?:about|some|around|nearly|roughly|over|more than))? ?$", re.I)
UP_TO = re.compile(r" (?:a year )?to\b")
PRICES = frozenset(
    [
        "cost",
        "price",
        "value",
        "sum",
        "bill",
        "total",
        "rate",
        "tag",
        "figure",
        "part",
        "share",
        "half",
        "rest",
        "money",
    ]
)
BEFORE, AFTER = 80, 30
"""How far before and after a sum its goods may stand."""


EARNED = re.compile(
    r",? (?:in|of|as) (?:[a-z]+ ){0,2}(?:revenues?|profits?|turnover|earnings|income|sales|losses|debts?)\b",
    re.I,
)
"""What stands behind a sum that a firm earns or owes in a year."""


def earned(doc: Document, value: MoneyFound) -> bool:
    """Tell whether a sum is what a firm earns, no price: ``reported 300 million dollars in revenue``."""
    return EARNED.match(doc.text, value.end) is not None


def superseded(doc: Document, value: MoneyFound) -> bool:
    """Tell whether a sum is only where another starts from: ``cut from 7 billion dollars to 1.3 billion``."""
    before = doc.text[max(0, value.start - 24) : value.start]
    after = doc.text[value.end : value.end + 24]
    return bool(FROM.search(before) and UP_TO.match(after))


def loose(doc: Document, index: int, told: list[Told], known: Known) -> list[Told]:
    """Return the deals that a sentence tells by goods alone: priced, or owned by one state and made by another."""
    found: list[Told] = []
    used = {d.amount.start for d, _ in told if d.amount is not None}
    for value in doc.found_in(doc.money, index):
        around = doc.text[max(0, value.start - 60) : value.end + 40]
        if (
            value.start in used
            or value.unit_price
            or superseded(doc, value)
            or NOT_ABOUT.search(around)
            or GIVEN.search(around)
        ):
            continue
        head = _priced(doc, index, value)
        read = (
            _read(doc, index, head, "deal.sum", value, known, told_more=bool(told))
            if head is not None
            else []
        )
        found += read or bare(doc, index, value, known)
    if not told and not found:
        found += counted(doc, index, known)
    for head in doc.tokens[index]:
        if (
            head.pos_ not in ("NOUN", "PROPN")
            or not _counted(head)
            or kind_of_thing(doc, index, head) is None
        ):
            continue
        start, _ = doc.place_of(index, head)
        if any(d.item is not None and d.item.start <= start < d.item.end for d, _ in (*told, *found)):
            continue
        if any(c.dep_ == "poss" for c in head.lefts) and _made(doc, index, head):
            found += _read(doc, index, head, "deal.owned", None, known, told_more=False)
    return found


def _counted(head: Token) -> bool:
    return any(c.dep_ == "nummod" for c in head.children)


def _made(doc: Document, index: int, head: Token) -> bool:
    """Tell whether the words of goods name the state that makes them, and the text names that state."""
    maker = goods.maker(item_span(doc, index, head).quote)
    if maker is not None and mention_of_state(doc, maker, 0) is not None:
        return True
    named = [c for c in head.lefts if c.dep_ in ("amod", "nmod", "compound")]
    return bool(states_of(doc, index, arguments.prep_objects(head, "from"))) or any(
        (m := doc.mention_of(index, c)) is not None and m.kind == "country" for c in named
    )


def _priced(doc: Document, index: int, value: MoneyFound) -> Token | None:
    """Return the goods that a sum stands beside in its clause."""
    low = max(doc.sentences[index].start, value.start - BEFORE, doc.text.rfind(";", 0, value.start))
    best: tuple[int, Token] | None = None
    sums = doc.found_in(doc.money, index)
    for token in doc.tokens[index]:
        start, end = doc.place_of(index, token)
        if (
            token.lemma_.lower() in PRICES
            or doc.mention_of(index, token) is not None
            or any(v.start <= start < v.end for v in sums)
        ):
            continue
        if token.pos_ not in ("NOUN", "PROPN") or not (
            low <= start < value.start or 0 <= start - value.end < AFTER
        ):
            continue
        gap = value.start - end if end <= value.start else 2 * (start - value.end)
        if (best is None or gap < best[0]) and kind_of_thing(doc, index, token) and token.dep_ != "compound":
            best = (gap, token)
    return best[1] if best is not None else None


def _telling(doc: Document, index: int, head: Token) -> bool:
    """Tell whether goods are ones that a price is told of: counted, owned or named, and no loan or fuel in bulk."""
    if kind_of_thing(doc, index, head) not in ("arms", "construction", "trade"):
        return False
    named = head.pos_ == "PROPN" or any(c.pos_ == "PROPN" for c in head.lefts)
    return named or _counted(head) or any(c.dep_ == "poss" for c in head.lefts)


def _read(
    doc: Document,
    index: int,
    head: Token,
    rule: str,
    value: MoneyFound | None,
    known: Known,
    *,
    told_more: bool,
) -> list[Told]:
    """Return the deal about goods, with the parties that stand beside them, if both are known."""
    at = doc.place_of(index, head)[0]
    deal = Deal(
        index, at, rule, None, status="completed" if value is None else "signed", token=head, amount=value
    )
    holders = [c for c in head.children if c.dep_ == "poss"]
    owners = states_of(doc, index, holders)
    meant = any(firm_meant(doc, index, c) is not None for c in holders)  # "its launchers", of a yard
    if meant or any(r.via == "company" for r in owners):
        deal.sellers = owners
    else:
        deal.buyers = tuple(r for r in owners if r.kind == "country")
    told = {r.entity for r in (*deal.buyers, *deal.sellers)}
    if not deal.sellers:
        low = max(doc.sentences[index].start, at - BEFORE)
        high = value.end + AFTER if value is not None else at + BEFORE
        near = [m for m in doc.mentions_between(low, min(high, doc.sentences[index].end)) if is_firm(m)]
        firms = [r for m in near if (r := arguments.resolved(doc, m)) is not None and r.kind == "country"]
        deal.sellers = tuple(r for r in firms if r.entity not in told)[:1] if value is not None else ()
    deal.sellers = deal.sellers or states_of(doc, index, arguments.prep_objects(head, "from"))
    add_item(doc, index, deal, head)
    deal.quantity = number(doc, index, head)
    deal.stance = modality.stance(doc, index, head)
    if deal.stance.modality is None:
        return []
    deal.guarded = value is None
    beside = bool(deal.buyers or deal.sellers)
    if any(
        m.kind == "alliance"
        for m in doc.mentions_between(max(doc.sentences[index].start, at - BEFORE), at + BEFORE)
    ):
        return []  # who pays or lends may be a body
    if not beside and not (told_more and _telling(doc, index, head)):
        return []
    return [(deal, pairs)] if (pairs := list(pairs_of(doc, deal, known))) else []
