"""Reads lists that deal out one purchase among several buyers: "116 for Belgium, 102 for the Dutch", "Riga 600 million, Tallinn 400 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ....graph.model import Amount, Bound, Quantity
from .. import arguments, context
from ..document import Document, Mention, Resolved
from ..values.numbers import DIGITS, WORDS, value_of
from .commerce import Deal
from .counterparties import Known, mention_of_state
from .rows import Contract
from .unsaid import unsaid

COUNTED = re.compile(
    rf"(?<![\w.,$€£])(?P<n>another|{DIGITS}|{WORDS})(?: (?!from|in|and|or|at|on)[A-Za-z][\w./-]*){{0,3}} (?:for|to) (?:the )?$",
    re.I,
)
SUMMED = re.compile(r"(?: paid| pays| gets| taking| owes|['’]s share is)?(?:,|:| with|)? ?\(?$")

NEAR = 3
LIKELY = 0.25


@dataclass(frozen=True, slots=True)
class Share:
    """One buyer's part of a purchase: a sum or a count."""

    buyer: Resolved
    start: int
    end: int
    amount: Amount | None = None
    quantity: Quantity | None = None


def shares(doc: Document, index: int) -> list[Share]:
    """Return the parts of a list that gives two or more states their own sum, or their own count."""
    named = [m for m in doc.mentions_in(index) if m.kind == "country" and m.entity and m.form != "adj"]
    for reader in (_count, _sum):
        found = {s.buyer.entity: s for m in named if (s := reader(doc, index, m)) is not None}
        if len(found) > 1:
            return list(found.values())
    return []


def _count(doc: Document, index: int, mention: Mention) -> Share | None:
    low = max(doc.sentences[index].start, mention.start - 40)
    match = COUNTED.search(doc.text, low, mention.start)
    word = match.group("n").lower() if match else ""
    value = Decimal(1) if word == "another" else value_of(word) if match else None
    buyer = arguments.resolved(doc, mention)
    if match is None or value is None or buyer is None or match.group("n").lower() in ("a", "an"):
        return None
    if any(
        v.start <= match.start() < v.end
        for v in (*doc.found_in(doc.money, index), *doc.found_in(doc.dates, index))
    ):
        return None
    bound: Bound = "exact"
    span = doc.span(match.start(), match.end("n"))
    return Share(buyer, match.start(), mention.end, quantity=Quantity(Decimal(value), "piece", bound, span))


def _sum(doc: Document, index: int, mention: Mention) -> Share | None:
    after = [
        v for v in doc.found_in(doc.money, index) if 0 <= v.start - mention.end <= 16 and not v.unit_price
    ]
    buyer = arguments.resolved(doc, mention)
    if not after or buyer is None or context.weight(doc, mention) < 0.5:
        return None
    if not SUMMED.fullmatch(doc.text, mention.end, after[0].start):
        return None
    return Share(buyer, mention.start, after[0].end, amount=after[0].amount)


def dealt_out(doc: Document, index: int, found: list[Deal], known: Known) -> list[Contract]:
    """Return one contract for each buyer of a list of parts, with the goods and the seller of the deal it deals out."""
    parts = shares(doc, index)
    last = max((r for r in known.rows if index - r.index <= NEAR), key=lambda r: r.index, default=None)
    of = next((d for d in found if d.kind is not None or d.item is not None), None)
    if not parts or (of is None and last is None):
        return []
    buying = {s.buyer.entity for s in parts}
    own = {b.entity for b in of.buyers} if of is not None and of.sellers and of.at < parts[0].start else set()
    if own and parts[0].amount is not None and not buying & own:
        return []  # "Kenya bought frigates for 300 million, Ghana 200 million": the verb has a buyer of its own
    deal = Deal(index, parts[0].start, "deal.share", of.kind if of else last.kind if last else None)
    sellers = [s for s in (of.sellers if of else ()) if s.entity not in buying]
    here = doc.span(parts[0].start, parts[-1].end)
    if sellers:
        seller = sellers[0]
    else:
        likely = unsaid(doc, deal, "seller", buying, known)
        mention = (
            mention_of_state(doc, likely[0], deal.at) if likely is not None and likely[1] >= LIKELY else None
        )
        if mention is None:
            return []
        firm = arguments.resolved(doc, mention) if mention.kind != "country" else None
        seller = (
            Resolved(firm.entity, firm.kind, "coref", here, mention.span)
            if firm is not None
            else context.step(doc, mention, here)
        )
    item = (of.item if of else None) or (last.item if last else None)
    total = sum((s.amount.value for s in parts if s.amount is not None), Decimal(0))
    for row in known.rows:
        if (
            total
            and row.amount is not None
            and row.buyer.entity in buying
            and abs(row.amount.value - total) * 50 <= total
        ):
            row.amount = None  # the sum of all of them
    return [
        Contract(
            s.buyer, seller, deal.kind, index, deal.rule, last.status if last else "signed", item, s.amount, s.quantity,
            evidence=[doc.span(s.start, s.end), *([] if seller.via == "coref" else [seller.mention])], confidence=0.6, firm=True,
        )
        for s in parts
    ]  # fmt: skip
