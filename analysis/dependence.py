"""Dependence on suppliers: how concentrated it is, and how far it rests on the rivals of one's allies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..graph.errors import UsageError
from .result import NAN

Pair = tuple[str, str]
RULES = ("max", "mean")


@dataclass(frozen=True, slots=True)
class SupplierTerm:
    """One supplier of a state: its share, how far it is a rival of the state's allies, and the ally that is most so."""

    supplier: str
    share: float
    rivalry: float
    ally: str | None
    value: float


@dataclass(frozen=True, slots=True)
class Dependence:
    """Dependence of one state; the terms sum to ``rival_weighted``.

    ``concentration`` is the Herfindahl index of its suppliers and ``effective`` the number of equal ones that
    would give it. ``status`` is ``ok`` or ``no_edges``; ``rule`` tells how several allies count.
    """

    state: str
    concentration: float
    effective: float
    rival_weighted: float
    status: str
    rule: str
    terms: tuple[SupplierTerm, ...]


def dependence(
    shares: Mapping[Pair, float],
    state: str,
    *,
    commitment: Mapping[Pair, float] | None = None,
    rivalry: Mapping[Pair, float] | None = None,
    rule: str = "max",
) -> Dependence:
    r"""Return how concentrated a state's supplies are and how far they come from rivals of its allies.

    .. math:: HHI_i = \sum_j p_{ij}^2, \qquad N_i = 1 / HHI_i, \qquad R_i = \sum_j p_{ij} \max_k a_{ik} r_{kj}

    Parameters
    ----------
    shares : mapping of (buyer, supplier) to float
        As :func:`.portfolio.supplier_shares` gives them; those of a buyer are scaled to sum to 1.
    state : str
        The buyer.
    commitment : mapping of (state, ally) to float in [0, 1], optional
        What a state owes an ally.
    rivalry : mapping of (ally, supplier) to float in [0, 1], optional
        How far the two are at odds; either order of the pair is found.
    rule : "max" or "mean"
        The ally most at odds with a supplier counts, or the mean over all allies, weighted by commitment.

    Returns
    -------
    Dependence
        A state without suppliers has NaN and ``no_edges``; without allies the rival-weighted part is 0.

    Examples
    --------
    >>> found = dependence(
    ...     {("A", "X"): 0.75, ("A", "Y"): 0.25}, "A", commitment={("A", "B"): 1.0}, rivalry={("B", "X"): 0.8}
    ... )
    >>> found.concentration, found.effective, round(found.rival_weighted, 12)
    (0.625, 1.6, 0.6)
    >>> [(term.supplier, term.ally) for term in found.terms]
    [('X', 'B'), ('Y', None)]
    """
    if rule not in RULES:
        raise UsageError(f"several allies count by one of {', '.join(RULES)}, not by {rule!r}")
    mine = {seller: share for (buyer, seller), share in shares.items() if buyer == state and share > 0}
    total = sum(mine.values())
    if not total:
        return Dependence(state, NAN, NAN, NAN, "no_edges", rule, ())
    owed = {ally: a for (one, ally), a in (commitment or {}).items() if one == state and a > 0}
    terms = []
    for supplier in sorted(mine):
        share = mine[supplier] / total
        odds = {
            ally: a * _between(rivalry or {}, ally, supplier)
            for ally, a in sorted(owed.items())
            if ally != supplier
        }
        worst = max(odds, key=lambda ally: odds[ally], default=None)
        if worst is None or odds[worst] <= 0:
            terms.append(SupplierTerm(supplier, share, 0.0, None, 0.0))
            continue
        level = odds[worst] if rule == "max" else sum(odds.values()) / sum(owed.values())
        terms.append(SupplierTerm(supplier, share, level, worst, share * level))
    concentration = sum(term.share**2 for term in terms)
    rivals = sum(term.value for term in terms)
    return Dependence(state, concentration, 1 / concentration, rivals, "ok", rule, tuple(terms))


def dependences(
    shares: Mapping[Pair, float],
    *,
    commitment: Mapping[Pair, float] | None = None,
    rivalry: Mapping[Pair, float] | None = None,
    rule: str = "max",
) -> list[Dependence]:
    """Return the dependence of every buyer, sorted by name.

    >>> [(d.state, d.concentration) for d in dependences({("B", "X"): 1.0, ("A", "X"): 2.0})]
    [('A', 1.0), ('B', 1.0)]
    """
    buyers = sorted({buyer for buyer, _ in shares})
    return [dependence(shares, one, commitment=commitment, rivalry=rivalry, rule=rule) for one in buyers]


def _between(levels: Mapping[Pair, float], one: str, other: str) -> float:
    return max(0.0, levels.get((one, other), levels.get((other, one), 0.0)))
