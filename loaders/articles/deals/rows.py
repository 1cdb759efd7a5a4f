"""Contracts in the making, and how rows about the same deal are folded into one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ....graph.model import Amount, Attribution, Interval, Modality, Quantity, Span
from .. import goods
from ..document import Resolved

RANK = {status: n for n, status in enumerate(
    ("under_negotiation", "announced", "planned", "signed", "in_delivery", "completed", "cancelled")
)}  # fmt: skip


AGAIN = re.compile(r"(?:a |an )?(?:second|third|another|additional|further)\b", re.I)
PARTS = re.compile(r"\b(?:equipment|parts|spares|upgrades?|kits?|engines?|maintenance|ammunition|training)\b")


@dataclass(slots=True)
class Contract:
    """One contract in the making: two parties and all that the article says about it."""

    buyer: Resolved
    seller: Resolved
    kind: str | None
    index: int
    rule: str
    status: str
    item: Span | None = None
    amount: Amount | None = None
    quantity: Quantity | None = None
    modality: Modality = "fact"
    attribution: Attribution | None = None
    valid: Interval | None = None
    evidence: list[Span] = field(default_factory=list)
    confidence: float = 0.8
    firm: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """Buyer and seller."""
        return self.buyer.entity, self.seller.entity


def merged(rows: list[Contract]) -> list[Contract]:
    """Fold rows about the same deal into one; rows told apart by sum, count or goods stay."""
    kept: list[Contract] = []
    for row in rows:
        same = next((k for k in kept if k is not row and _same(k, row)), None)
        if same is None:
            kept.append(row)
        else:
            _fold(same, row)
    return kept


def _same(one: Contract, two: Contract) -> bool:
    if one.pair != two.pair or _another(one, two) or _another(two, one):
        return False
    if one.amount and two.amount and not _equal(one.amount, two.amount):
        return False
    if one.quantity and two.quantity and one.quantity.value != two.quantity.value:
        return False
    if one.kind == two.kind or one.kind is None or two.kind is None:
        return not _other_item(one, two)
    return False


def _another(one: Contract, two: Contract) -> bool:
    """Tell whether one row is a second batch and the other the first contract."""
    return one.rule.endswith(".earlier") and two.item is not None and bool(AGAIN.match(two.item.quote))


def _equal(one: Amount, two: Amount) -> bool:
    sums = [(one.value, one.currency), *one.alternatives]
    others = [(two.value, two.currency), *two.alternatives]
    return any(a == b and (c is None or d is None or c == d) for a, c in sums for b, d in others)


def _other_item(one: Contract, two: Contract) -> bool:
    """Tell whether two rows name different weapon systems or makes."""
    if one.item is None or two.item is None:
        return False
    a, b = designations(one.item.quote), designations(two.item.quote)
    if a and b:
        return not a & b or bool(PARTS.search(one.item.quote)) != bool(PARTS.search(two.item.quote))
    a, b = goods.classes_of(one.item.quote), goods.classes_of(two.item.quote)
    return bool(a and b and not goods.alike(a, b))


def designations(words: str) -> set[str]:
    """Return the model numbers and known names of weapons in an item, the same whether singular or plural."""
    found = {w.rstrip("s").upper() for w in re.findall(r"[A-Z][A-Za-z/]{0,30}-?\d+\w*", words)}
    named = {
        w for w in re.findall(r"[A-Z][a-z]{2,}", words) if w.lower().removesuffix("s") in goods.origins()
    }
    # A designation says more than a nickname: "S-400" and "S-400 Triumph" are one thing.
    return (
        found
        or {w.upper().removesuffix("S") for w in named if w.lower() not in {"triumf", "triumph"}}
        or ({"S-400"} if named else set())
    )


def _fold(kept: Contract, row: Contract) -> None:
    """Add to a row what another about the same deal tells."""
    kept.amount = kept.amount or row.amount
    kept.quantity = kept.quantity or row.quantity
    if kept.item is None or (row.item is not None and _richer(row.item.quote, kept.item.quote)):
        kept.item = row.item or kept.item
    kept.kind = kept.kind or row.kind
    kept.firm = kept.firm or row.firm
    kept.attribution = kept.attribution or row.attribution
    kept.valid = kept.valid or row.valid
    kept.confidence = max(kept.confidence, row.confidence)
    # A noun tells less about how far a deal has come than a verb that states it as done.
    stated = row.modality == "fact" and not row.rule.startswith("deal.noun")
    if RANK[row.status] > RANK[kept.status] and (stated or kept.modality == row.modality == "fact"):
        kept.status = row.status
    if stated and kept.modality in {"possible", "planned"}:
        kept.modality = "fact"
    kept.evidence += [s for s in row.evidence if s not in kept.evidence]
    kept.index = max(kept.index, row.index)


def _richer(new: str, old: str) -> bool:
    return bool(designations(new)) and not designations(old)
