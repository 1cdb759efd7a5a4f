"""Reads the states of a list that leave out the verb of a deal: "Poland took 32 jets, Romania 18 and Greece a dozen"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ....graph.model import Quantity
from .. import arguments
from ..document import Document, Mention, Resolved
from ..values.money import MoneyFound
from ..values.numbers import DIGITS, SCALE, WORDS, value_of
from ..values.quantities import QuantityFound
from .commerce import Deal

Told = tuple[Deal, list[tuple[Resolved, Resolved, float]]]

OPENS = re.compile(
    r"(?:[,;:]|,? and|,? while|,? with|[,;] then)(?: then)? (?:(?:the|its|[A-Z][\w-]+['’]s) )*$"
)
FILLED = re.compile(
    r"(?:['’]s|['’])?(?:,| with| got| had)?(?: (?:another|about|around|some|only|just|also|over|nearly|almost|roughly|up to|a further)){0,2} $"
)
NUMBER = re.compile(
    rf"(?<!\w)(?P<n>a score|{DIGITS}|{WORDS})(?:[ -](?P<scale>{SCALE}))?(?![\w.,]{{0,12}}\d)", re.I
)
ENDS = re.compile(
    r"(?: (?:of (?:them|it|these|those)|more|each|tonnes|tons|barrels|(?:in|by) \d{4}|(?:[a-z-]+ )?[a-z-]+s))?"
    r"(?=[,;:.)]|$| and | \(| from | at | in | worth | for | last | this )"
)
FOLLOWING = re.compile(
    rf"\boptions? (?:on|for) (?:another |a further |up to )?(?P<option>{DIGITS}|{WORDS})\b"
    rf"|\b(?:with|and|plus) (?:another |a further )?(?P<more>{DIGITS}|{WORDS}) (?:more|further|others)\b(?! than)",
    re.I,
)
REST = 0.6


def gapped(doc: Document, index: int, told: list[Told]) -> list[Told]:
    """Return a deal for each state of a list that repeats the verb before it only in mind, with its own count or sum."""
    found: list[Told] = []
    used = {d.amount.start for d, _ in told if d.amount is not None}
    for mention in doc.mentions_in(index):
        base = _base(told, mention)
        if base is None or not OPENS.search(doc.text[max(0, mention.start - 30) : mention.start]):
            continue
        one = arguments.resolved(doc, mention) if mention.form != "adj" else None
        if one is None or one.kind != "country":
            continue
        deal, (buyer, seller, confidence) = base
        buys = _heads(buyer, deal, seller)
        if one.entity == (seller if buys else buyer).entity or (
            one.entity == (buyer if buys else seller).entity and one.via != "company"
        ):
            continue
        part = _part(doc, index, mention)
        if part is None:
            continue
        amount, quantity = part
        if amount is not None and amount.start in used:
            for other, _ in told:
                if other.amount is amount:
                    other.amount = None
        pair = (one, seller, REST * confidence) if buys else (buyer, one, REST * confidence)
        found.append((replace(deal, amount=amount, quantity=quantity, rule=deal.rule + ".gap"), [pair]))
    return found


def optional(doc: Document, index: int, told: list[Told]) -> list[Told]:
    """Return a deal for the goods that are to follow those of a deal: ``with an option on twelve``, ``with 36 more to follow``."""
    found: list[Told] = []
    end = doc.sentences[index].end
    for deal, pairs in told:
        if not pairs or deal.kind not in ("arms", "trade"):
            continue
        after = [d.at for d, _ in told if d.at > deal.at]
        for match in FOLLOWING.finditer(doc.text, deal.at, min([end, *after])):
            count = value_of(match["more"] or match["option"])
            if count is None or count < 2 or (deal.quantity and deal.quantity.quantity.value == count):
                continue
            span = doc.span(match.start(), match.end())
            more = QuantityFound(span.start, span.end, Quantity(count, "piece", "exact", span), span.quote)
            rule = deal.rule + ".more"
            found.append((replace(deal, amount=None, quantity=more, rule=rule, status="planned"), pairs))
            break
    return found


def _base(told: list[Told], mention: Mention) -> tuple[Deal, tuple[Resolved, Resolved, float]] | None:
    """Return the deal that the verb before a state tells, with its parties."""
    before = [(d, p[0]) for d, p in told if p and d.at < mention.start and d.token.pos_ in ("VERB", "AUX")]
    return max(before, key=lambda row: row[0].at, default=None)


def _heads(buyer: Resolved, deal: Deal, seller: Resolved) -> bool:
    """Tell whether it is the buyer who stands before the verb, as those of the list then do."""
    before = [r for r in (buyer, seller) if r.mention.start < deal.at]
    if len(before) == 1:
        return before[0] is buyer
    return buyer.mention.start > seller.mention.start if before else True


def _part(
    doc: Document, index: int, mention: Mention
) -> tuple[MoneyFound | None, QuantityFound | None] | None:
    """Return the sum or count that stands right after a state."""
    for value in doc.found_in(doc.money, index):
        if value.unit_price or not 0 < value.start - mention.end <= 24:
            continue
        if FILLED.fullmatch(doc.text, mention.end, value.start):
            return value, None
    for match in NUMBER.finditer(doc.text, mention.end, min(doc.sentences[index].end, mention.end + 40)):
        if not FILLED.fullmatch(doc.text, mention.end, match.start("n")):
            continue
        low = match.group("n").lower()
        count = Decimal(20) if low == "a score" else value_of(match.group("n"), match.group("scale"))
        if count is None or low in ("a", "an") or not ENDS.match(doc.text, match.end()):
            return None
        if any(v.start <= match.start() < v.end for v in doc.found_in(doc.dates, index)):
            return None
        span = doc.span(match.start(), match.end())
        return None, QuantityFound(span.start, span.end, Quantity(count, "piece", "exact", span), span.quote)
    return None
