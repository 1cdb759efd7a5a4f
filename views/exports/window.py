"""A snapshot as of a day, as known by a day: what had not happened or had not been told is left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from ...analysis.clock import known, ordinals
from ...analysis.frames import Rows, without_facts
from ...graph.model import Amount, Fact, Interval, Quantity
from ...loaders.claims import best_amount, best_quantity, disagreements

if TYPE_CHECKING:
    import pandas as pd

    from ..frames import Frames

Row: TypeAlias = dict[Any, Any]


def window(snapshot: Frames, as_of: date | None = None, known_by: date | None = None) -> Frames:
    """Return the snapshot with only what had begun on ``as_of``, held then if it lasts, and was told by ``known_by``.

    A fact begins on its first valid day or on the day of its report, whichever is earlier: a plan counts
    from when it was told. Memberships and rivalries also have to hold on that day. Contracts and memberships
    stay as long as a fact of theirs does; of a contract that loses facts the values are those that the
    facts left would have given. Articles and entities that no fact names any more are left out.
    """
    if as_of is None and known_by is None:
        return snapshot
    facts = snapshot.facts
    keep = known(facts, known_by)
    if as_of is not None:
        start, told = ordinals(facts["valid_from"]), ordinals(facts["reported_at"])
        day = float(as_of.toordinal())
        keep &= ~((start > day) & ~(told <= day)) & ~((start != start) & (told > day))
        lasting = (
            facts["kind"].isin(("membership", "rivalry")).to_numpy()
            & (facts["origin"] != "article").to_numpy()
        )
        keep &= ~(lasting & (ordinals(facts["valid_to"]) < day))
    gone = set(facts["fact"][~keep])
    left = without_facts(snapshot, gone)
    named = {
        party.partition("=")[2].partition(":")[2] for parties in left.facts["parties"] for party in parties
    }
    sources = set(left.facts["source"])
    return Rows(
        events=left.events,
        contracts=_contracts(snapshot.contracts, left.contracts, left.facts),
        memberships=_memberships(snapshot.memberships, left.memberships, left.facts),
        rivalries=left.rivalries,
        facts=left.facts,
        articles=left.articles[left.articles["article"].isin(sources)],
        entities=left.entities[left.entities["entity"].isin(named)],
    )


def _contracts(before: pd.DataFrame, left: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the contracts with the claims of the facts that are left, where some are gone."""
    return _anew(before, left, facts, "contract", _claims)


def _memberships(before: pd.DataFrame, left: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the memberships with the status that the facts left tell."""
    return _anew(before, left, facts, "membership", lambda told: {"status": told[-1]["type"]})


def _anew(
    before: pd.DataFrame,
    left: pd.DataFrame,
    facts: pd.DataFrame,
    key: str,
    claims: Callable[[list[Row]], Row],
) -> pd.DataFrame:
    import pandas as pd

    whole = dict(zip(before[key], before["facts"], strict=True))
    known = {row["fact"]: row for row in facts.to_dict("records")}
    rows = []
    for row in left.to_dict("records"):
        told = [known[fact] for fact in row["facts"] if fact in known]
        if told and len(row["facts"]) != len(whole[row[key]]):
            row |= claims(sorted(told, key=lambda f: (str(f["reported_at"] or ""), f["fact"])))
        rows.append(row)
    return pd.DataFrame(rows, columns=list(left.columns), dtype=object)


def _claims(rows: list[Row]) -> Row:
    """Return what facts, oldest first, tell of a contract, merged as a load would have done."""
    facts = [_fact(row) for row in rows]
    amount, quantity = best_amount(facts), best_quantity(facts)
    told = [f for f in facts if f.modality != "denied"] or facts
    signed = [f.valid.start for f in facts if f.valid and f.status == "signed"]
    return {
        "status": told[-1].status or "announced",
        "signed": min(signed) if signed else None,
        "value": float(amount.value) if amount else None,
        "value_high": float(amount.high) if amount and amount.high is not None else None,
        "currency": amount.currency if amount else None,
        "bound": amount.bound if amount else None,
        "quantity": float(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "contested": list(disagreements(facts)),
    }


def _fact(row: Row) -> Fact:
    """Return as much of a fact as merging its claims needs."""
    row = {k: v if isinstance(v, list) or v == v else None for k, v in row.items()}
    amount = high = quantity = None
    if row["amount"] is not None:
        high = row.get("amount_high")
        amount = Amount(
            Decimal(str(row["amount"])),
            row["currency"],
            row["bound"] or "exact",
            None if high is None else Decimal(str(high)),
        )
    if row["quantity"] is not None:
        quantity = Quantity(Decimal(str(row["quantity"])), row["unit"] or "")
    start = row["valid_from"]
    return Fact(
        id=row["fact"], kind=row["kind"], type=row["type"], roles=(), source=row["source"],
        modality=row["modality"], status=row["status"], amount=amount, quantity=quantity,
        reported_at=row["reported_at"], valid=Interval(start, row["valid_to"] or start) if start else None,
    )  # fmt: skip
