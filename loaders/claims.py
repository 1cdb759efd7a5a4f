"""Which of several claims is shown, and where claims about one thing disagree.

Nothing is overwritten: each value stays on its fact. The merged node shows the best-supported one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from typing import TypeVar

from ..graph.model import Amount, Fact, Quantity

ABOUT = Decimal("0.10")  # "about", "some": a tenth either way
EXACT = Decimal("0.05")  # a rounded figure: a twentieth either way
SHARPNESS = {"exact": 4, "about": 3, "range": 2, "at_least": 1, "at_most": 1}
HUGE = Decimal("1e30")

Told = TypeVar("Told", Amount, Quantity)


def bounds(claim: Amount | Quantity) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest value that a claim allows.

    >>> low, high = bounds(Amount(Decimal("2e9"), "USD", "at_least"))
    >>> low == Decimal("1.9e9"), high == HUGE
    (True, True)
    """
    value = claim.value
    if claim.bound == "at_least":
        return value * (1 - EXACT), HUGE
    if claim.bound == "at_most":
        return Decimal(0), value * (1 + EXACT)
    if claim.bound == "range" and isinstance(claim, Amount) and claim.high is not None:
        return value * (1 - EXACT), claim.high * (1 + EXACT)
    slack = ABOUT if claim.bound == "about" else EXACT
    return value * (1 - slack), value * (1 + slack)


def agree(one: Amount | Quantity, other: Amount | Quantity) -> bool:
    """Tell whether two claims can both be true: their bounds overlap.

    >>> agree(Amount(Decimal("2e9"), "USD", "at_least"), Amount(Decimal("2.5e9"), "USD", "about"))
    True
    >>> agree(Quantity(Decimal(2), "system"), Quantity(Decimal(4), "system"))
    False
    """
    low, high = bounds(one)
    other_low, other_high = bounds(other)
    return low <= other_high and other_low <= high


def _told(facts: Sequence[Fact], get: Callable[[Fact], Told | None]) -> list[tuple[Fact, Told]]:
    return [(f, claim) for f in facts if f.modality != "denied" and (claim := get(f)) is not None]


def _best(told: list[tuple[Fact, Told]], alike: Callable[[Told], Hashable]) -> Told | None:
    """Return the claim that most sources make; then the sharper, the later reported, the larger one."""
    if not told:
        return None
    support: dict[Hashable, set[str]] = {}
    for fact, claim in told:
        support.setdefault(alike(claim), set()).add(fact.source)
    return max(
        told,
        key=lambda pair: (
            len(support[alike(pair[1])]),
            SHARPNESS[pair[1].bound],
            str(pair[0].reported_at or ""),
            pair[1].value,
            pair[0].id,
        ),
    )[1]


def shared(fact: Fact) -> bool:
    """Tell whether the sum of a fact is that of several deals together, as a register says ("part of")."""
    return "shared value" in (fact.subtype or "").split("; ")


def best_amount(facts: Sequence[Fact]) -> Amount | None:
    """Return the best-supported sum of money among the facts, or None; a sum that deals share is none of theirs."""
    own = [f for f in facts if not shared(f)]
    return _best(_told(own, lambda f: f.amount), lambda a: (a.value, a.currency))


def best_quantity(facts: Sequence[Fact]) -> Quantity | None:
    """Return the best-supported quantity among the facts, or None."""
    return _best(_told(facts, lambda f: f.quantity), lambda q: (q.value, q.unit))


def disagreements(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return what the facts about one contract disagree on: value, quantity, signed, done.

    Sums in different money are not compared. Counts are compared whatever their units: two systems and four
    battalions may be the same thing, but only the reader can say so; 100 fighters and 100 jets agree. The
    year of a register's row is that of the order.
    """
    found = []
    amounts = [a for _, a in _told(facts, lambda f: f.amount)]
    if any(a.currency == b.currency and not agree(a, b) for a in amounts for b in amounts):
        found.append("value")
    counts = [q for _, q in _told(facts, lambda f: f.quantity)]
    if any(not agree(a, b) for a in counts for b in counts):
        found.append("quantity")
    dated = [f for f in facts if f.valid and f.modality != "denied"]
    years = {f.valid.start.year for f in dated if f.valid and (f.status == "signed" or f.row is not None)}
    if len(years) > 1:
        found.append("signed")
    told = {f.modality for f in facts}
    if "denied" in told and told - {"denied"}:
        found.append("done")
    return tuple(found)
