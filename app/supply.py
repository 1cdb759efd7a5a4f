"""How concentrated a state's suppliers are, and how far they are rivals of its allies, from a snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..queries.snapshot import Snapshot


def with_supply(
    told: dict[str, Any], snapshot: Snapshot, *, as_of: date | None, known_by: date | None
) -> dict[str, Any]:
    """Return the object of pressure with the supplies of each of its states."""
    found = supplies(snapshot, [one["state"] for one in told["states"]], as_of=as_of, known_by=known_by)
    return {**told, "states": [{**one, "supply": found[one["state"]]} for one in told["states"]]}


def supplies(
    snapshot: Snapshot, states: Iterable[str], *, as_of: date | None, known_by: date | None
) -> dict[str, dict[str, Any]]:
    """Return, by state, the Herfindahl index of its suppliers, its rival-weighted dependence, and the suppliers.

    Contracts count by their volume, commitments by the treaty that binds most, rivalries by the larger of the
    reference tables' level and positive tension.
    """
    from ..analysis.dependence import dependence
    from ..analysis.tension import tension
    from ..analysis.ties import bonds_at, commitments, deals_at, rivalries_at
    from ..analysis.weights import read_weights

    weights = read_weights()
    shares: dict[tuple[str, str], float] = defaultdict(float)
    for deal in deals_at(snapshot, as_of=as_of, known_by=known_by, weights=weights):
        shares[deal.buyer, deal.seller] += deal.volume
    bonds = bonds_at(snapshot, as_of=as_of, known_by=known_by, weights=weights)
    odds = {pair: told.level for pair, told in rivalries_at(snapshot, as_of=as_of).items()}
    for dyad in tension(snapshot.events, as_of=as_of, known_by=known_by, draws=0):
        odds[dyad.a, dyad.b] = max(odds.get((dyad.a, dyad.b), 0.0), dyad.value)
    found = {}
    for one in states:
        owed = {(one, ally): told.strength for ally, told in commitments(bonds, one).items()}
        told = dependence(shares, one, commitment=owed, rivalry=odds)
        found[one] = {
            "concentration": told.concentration,
            "effective_suppliers": told.effective,
            "rival_weighted": told.rival_weighted,
            "status": told.status,
            "suppliers": [
                {
                    "supplier": t.supplier,
                    "share": t.share,
                    "rivalry": t.rivalry,
                    "ally": t.ally,
                    "value": t.value,
                }
                for t in told.terms
            ],
        }
    return found
