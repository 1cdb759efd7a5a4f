"""Standing ties at a date: who is bound to whom by treaty, by contract or by an old rivalry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import SupportsFloat

import pandas as pd

from .clock import known, ordinals
from .frames import Frames
from .weights import Weights


@dataclass(frozen=True, slots=True)
class Deal:
    """A contract that lives at a date.

    ``firmness`` in [0, 1] says how sure the deal is; ``volume`` what it counts, in units of the reference value.
    """

    contract: str
    kind: str
    buyer: str
    seller: str
    item: str | None
    status: str
    firmness: float
    volume: float
    facts: tuple[str, ...]
    prior_facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """A state's membership at a date; ``strength`` in [0, 1] is what its obligations weigh."""

    country: str
    body: str
    strength: float
    facts: tuple[str, ...]
    prior_facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What two states owe each other in [0, 1], by the body that binds them most, with the facts behind it."""

    strength: float
    bodies: tuple[str, ...]
    facts: tuple[str, ...]
    prior_facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rivalry:
    """A rivalry of the reference tables that lasts at a date."""

    level: float
    fact: str


def deals_at(frames: Frames, *, as_of: date | None, known_by: date | None, weights: Weights) -> list[Deal]:
    """Return the contracts that live at a date, sorted by buyer, seller and contract.

    A contract is seen from its first date on (signed, valid or reported). Where only part of its facts
    was told by then, status and sum are those of the latest fact that was. It counts as its sum over the
    reference value, or as one reference value where no sum in the reference currency is known, times the
    weights of its status, its kind and the firmest modality among its facts; cancelled and denied ones
    count nothing and are left out.
    """
    told = _told(frames.facts, known_by)
    deals = []
    for row in frames.contracts.to_dict("records"):
        listed = sorted(row["facts"])
        seen = [f for f in listed if f not in told or told[f].seen(as_of, known_by)]
        stated = [told[f] for f in seen if f in told]
        if not seen or _begins_after(row.get("signed"), stated, as_of):
            continue
        status, value, currency = row["status"], row.get("value"), row.get("currency")
        if len(seen) < len(listed):
            for fact in sorted(stated, key=lambda f: (f.first, f.fact)):
                status = fact.status or status
                if fact.amount is not None:
                    value, currency = fact.amount, fact.currency
        firm = max((weights.modality.get(f.modality, 1.0) for f in stated), default=1.0)
        firm *= weights.contract_status.get(status, 1.0)
        volume = firm * weights.contract_kinds.get(row["kind"], 1.0) * _size(value, currency, weights)
        if volume > 0:
            prior = tuple(f for f in seen if f in told and told[f].prior)
            deals.append(
                Deal(
                    contract=row["contract"],
                    kind=row["kind"],
                    buyer=row["buyer"],
                    seller=row["seller"],
                    item=row.get("item"),
                    status=status,
                    firmness=firm,
                    volume=volume,
                    facts=tuple(f for f in seen if f not in prior),
                    prior_facts=prior,
                )
            )
    return sorted(deals, key=lambda d: (str(d.buyer), str(d.seller), d.contract))


def bonds_at(frames: Frames, *, as_of: date | None, known_by: date | None, weights: Weights) -> list[Bond]:
    """Return the memberships that hold at a date and bind, sorted by body and country.

    The strength is that of the weightiest obligation. A membership without listed obligations takes those
    listed for other members of the body; a body of kind ``alliance`` for which none are listed at all has
    the weight named ``unlisted``; any other body binds nobody.
    """
    table = frames.memberships
    if table.empty:
        return []
    told = _told(frames.facts, known_by)
    now = math.nan if as_of is None else as_of.toordinal()
    over = (ordinals(table["valid_from"]) > now) | (ordinals(table["valid_to"]) < now)
    found = []
    for row, ended in zip(table.to_dict("records"), over.tolist(), strict=True):
        prior = set(row["prior_facts"] or ())
        seen = sorted(f for f in {*row["facts"], *prior} if f not in told or told[f].seen(as_of, known_by))
        denied = [f for f in seen if f in told and weights.modality.get(told[f].modality, 1.0) <= 0]
        seen = [f for f in seen if f not in denied]
        if seen and not ended and weights.membership_status.get(row["status"], 0.0) > 0:
            listed = [weights.obligations.get(o, 0.0) for o in row["obligations"] or ()]
            found.append((row, max(listed, default=None), seen, prior))
    usual: dict[str, float] = {}
    for row, strength, _, _ in found:
        if strength is not None:
            usual[row["alliance"]] = max(strength, usual.get(row["alliance"], 0.0))
    bonds = []
    for row, strength, seen, prior in found:
        unlisted = weights.unlisted if row["alliance_kind"] == "alliance" else 0.0
        binds = usual.get(row["alliance"], unlisted) if strength is None else strength
        if binds > 0:
            is_prior = {f for f in seen if f in prior or (f in told and told[f].prior)}
            bonds.append(
                Bond(
                    country=row["country"],
                    body=row["alliance"],
                    strength=binds,
                    facts=tuple(f for f in seen if f not in is_prior),
                    prior_facts=tuple(f for f in seen if f in is_prior),
                )
            )
    return sorted(bonds, key=lambda b: (b.body, b.country))


def commitments(bonds: Iterable[Bond], state: str) -> dict[str, Commitment]:
    """Return what a state and each of its allies owe each other.

    Inside one body it is the weaker of the two strengths; of several bodies the strongest counts, and
    bodies that bind equally are all named.

    >>> nato = [Bond(c, "NATO", 1.0, (c.lower(),), ()) for c in ("FRA", "TUR", "USA")]
    >>> commitments(nato, "TUR")["USA"].facts
    ('tur', 'usa')
    """
    members: dict[str, dict[str, Bond]] = {}
    for bond in bonds:
        members.setdefault(bond.body, {})[bond.country] = bond
    found: dict[str, list[tuple[float, Bond, Bond]]] = {}
    for inside in members.values():
        if state in inside:
            own = inside[state]
            for ally, bond in inside.items():
                if ally != state:
                    found.setdefault(ally, []).append((min(own.strength, bond.strength), own, bond))
    owed = {}
    for ally in sorted(found):
        strength = max(s for s, _, _ in found[ally])
        best = [(own, other) for s, own, other in found[ally] if s == strength]
        both = [bond for pair in best for bond in pair]
        owed[ally] = Commitment(
            strength=strength,
            bodies=tuple(own.body for own, _ in best),
            facts=tuple(dict.fromkeys(f for bond in both for f in bond.facts)),
            prior_facts=tuple(dict.fromkeys(f for bond in both for f in bond.prior_facts)),
        )
    return owed


def rivalries_at(frames: Frames, *, as_of: date | None) -> dict[tuple[str, str], Rivalry]:
    """Return the rivalries that last at a date, by pair (a before b); of several the fiercest."""
    table = frames.rivalries
    if table.empty:
        return {}
    now = math.nan if as_of is None else as_of.toordinal()
    over = (ordinals(table["valid_from"]) > now) | (ordinals(table["valid_to"]) < now)
    found: dict[tuple[str, str], Rivalry] = {}
    rows = zip(table["fact"], table["a"], table["b"], table["level"], over.tolist(), strict=True)
    for fact, a, b, level, ended in sorted(rows, key=lambda row: str(row[0])):
        pair = (min(a, b), max(a, b))
        if not ended and (pair not in found or float(level) > found[pair].level):
            found[pair] = Rivalry(float(level), fact)
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    fact: str
    modality: str
    status: str | None
    amount: float | None
    currency: str | None
    first: float
    starts: float
    known: bool
    prior: bool

    def seen(self, as_of: date | None, known_by: date | None) -> bool:
        late = as_of is not None and self.first > as_of.toordinal()
        return not late and (known_by is None or self.known)


def _told(facts: pd.DataFrame, known_by: date | None) -> Mapping[str, _Told]:
    """Return what each fact says of a contract or membership, and the first day it can count."""
    starts, reported = ordinals(facts["valid_from"]), ordinals(facts["reported_at"])
    known_then = known(facts, known_by)
    told = {}
    for i, row in enumerate(facts.to_dict("records")):
        days = [day for day in (float(starts[i]), float(reported[i])) if not math.isnan(day)]
        prior = row.get("origin") == "atlas"
        told[row["fact"]] = _Told(
            fact=row["fact"],
            modality=row["modality"],
            status=_text(row.get("status")),
            amount=_number(row.get("amount")),
            currency=_text(row.get("currency")),
            # a reference table tells of the time it describes, whenever it was printed
            first=math.nan if prior or not days else min(days),
            starts=min(days, default=math.nan),
            known=bool(known_then[i]),
            prior=prior,
        )
    return told


def _begins_after(signed: object, stated: Iterable[_Told], as_of: date | None) -> bool:
    days = [*ordinals(pd.Series([signed], dtype="object")).tolist(), *(fact.starts for fact in stated)]
    given = [day for day in days if not math.isnan(day)]
    return as_of is not None and bool(given) and min(given) > as_of.toordinal()


def _size(value: object, currency: object, weights: Weights) -> float:
    amount = _number(value)
    if amount is None or _text(currency) != weights.currency:
        return weights.unknown_value
    return amount / weights.reference_value


def _number(value: object) -> float | None:
    if isinstance(value, SupportsFloat):
        number = float(value)
        return None if math.isnan(number) else number
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
