"""Contract cross-pressure: a state buys from somebody with whom its allies are at odds."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from .clock import moment
from .doubt import Doubt, doubt_of
from .frames import Frames, without_facts
from .result import DyadTension, PressureTerm, StatePressure
from .tension import tension
from .ties import Bond, Commitment, Deal, Rivalry, bonds_at, commitments, deals_at, rivalries_at
from .weights import Weights, read_weights


def cross_pressure(
    shares: Mapping[str, float],
    commitment: Mapping[str, float],
    weight: Mapping[str, float],
    rivalry: Mapping[tuple[str, str], float],
) -> dict[tuple[str, str], float]:
    r"""Return the terms of contract cross-pressure on one state, by supplier and ally.

    .. math:: CP_i(j) = x_{ij} \sum_k w_k a_{ik} r_{kj}

    Parameters
    ----------
    shares : mapping
        x: how far the state depends on each supplier, in [0, 1].
    commitment : mapping
        a: what binds the state and each ally, in [0, 1].
    weight : mapping
        w: the weight of each ally; scaled to sum to 1.
    rivalry : mapping
        r: how far each (ally, supplier) are at odds, in [0, 1]; 0 where not given.

    Returns
    -------
    dict
        Terms that are not zero; their sum is the pressure.

    Notes
    -----
    This definition is our own: no established measure is known for a member of one camp that buys from
    its rival. Related: the unbalanced triad of Cartwright and Harary (1956), the relational imbalance of
    Maoz, Terris, Kuperman and Talmud (2007).

    Examples
    --------
    >>> cross_pressure({"RUS": 0.5}, {"USA": 1.0, "GRC": 1.0}, {"USA": 3, "GRC": 1}, {("USA", "RUS"): 0.8})
    {('RUS', 'USA'): 0.30000000000000004}
    """
    total = sum(weight.values())
    terms = {}
    for supplier, share in shares.items():
        for ally, bound in commitment.items():
            term = share * (weight[ally] / total if total else 0.0) * bound
            term *= rivalry.get((ally, supplier), 0.0)
            if term and ally != supplier:
                terms[supplier, ally] = term
    return terms


def pressure(
    frames: Frames,
    tensions: Sequence[DyadTension] | None = None,
    *,
    states: Collection[str] | None = None,
    as_of: date | None = None,
    known_by: date | None = None,
    capability: Mapping[str, float] | None = None,
    atlas: bool = True,
    draws: int | None = None,
    weights: Weights | None = None,
) -> list[StatePressure]:
    r"""Return the contract cross-pressure on each state that buys from another.

    Allies are the fellow members of bodies that bind (see :mod:`ties`), weighted by capability, or all the same
    without it. An ally is at odds with a supplier by the larger of its rivalry in the reference tables
    and its positive tension. The dependence on a supplier is

    .. math:: x_{ij} = \left(1 - e^{-V_i}\right) V_{ij} / V_i

    with the volume V of live contracts in units of the reference value: with a single supplier it is
    1 - exp(-V / V0), and the dependences of a state never sum to more than 1.

    Parameters
    ----------
    frames : Frames
        The tables of a snapshot.
    tensions : sequence of DyadTension, optional
        Pooled tensions at the same date.
    states : collection of str, optional
        Report these states; by default all that have a live contract with another state.
    as_of, known_by : date, optional
        Valid time and report time.
    capability : mapping, optional
        The weight of each ally; allies that are missing weigh nothing.
    atlas : bool
        Whether memberships and rivalries of the reference tables count.
    draws : int, optional
        Draws of the interval, in which tension and the sums of contracts vary as :func:`doubt_of` says;
        rivalries and treaties of the reference tables are taken as they stand. 0 leaves it out.
    weights : Weights, optional
        The published ones by default.

    Returns
    -------
    list of StatePressure
        The most pressed first. The terms sum to ``value``, and the contracts of a term to the term's; a term names the facts of articles behind the
        alliance, the rivalry and the contracts, and apart from them the facts of the reference tables.

    Notes
    -----
    A state without contracts or allies has 0 and the status ``no_contracts`` or ``no_allies``. A supplier
    that is itself an ally is no ally in its own term; it keeps its share of the weights.

    Examples
    --------
    >>> from detente.analysis.frames import Rows
    >>> pressure(Rows(), states=["TUR"])[0].status
    'no_contracts'
    """
    chosen = weights or read_weights()
    as_of = moment(frames, as_of)
    if tensions is None:
        tensions = tension(frames.events, as_of=as_of, known_by=known_by, weights=chosen, draws=0)
    tense = {(dyad.a, dyad.b): dyad for dyad in tensions if not dyad.directed}
    deals = deals_at(frames, as_of=as_of, known_by=known_by, weights=chosen)
    bonds = bonds_at(frames, as_of=as_of, known_by=known_by, weights=chosen)
    rivalries = rivalries_at(frames, as_of=as_of)
    if not atlas:
        bonds = [bond for bond in bonds if bond.facts]
        rivalries = {}
    sold = _sold(frames, deals)
    table = frames.contracts
    firms = set(table.loc[table["buyer_kind"] != "country", "buyer"])
    asked = sorted(set(sold) - firms) if states is None else sorted(set(states))
    found = [_pressed(state, sold.get(state, {}), bonds, tense, rivalries, capability) for state in asked]
    count = chosen.draws // 2 if draws is None else draws
    if count > 0 and any(result.status == "ok" for result in found):
        doubt = doubt_of(frames, deals, as_of=as_of, known_by=known_by, weights=chosen, draws=count)
        found = [_doubted(r, doubt, sold.get(r.state, {}), bonds, rivalries, capability) for r in found]
    dated = (replace(result, as_of=as_of, known_by=known_by) for result in found)
    return sorted(dated, key=lambda r: (-r.value, r.state))


def remove_one(
    compute: Callable[[Frames], Sequence[StatePressure]], frames: Frames, state: str
) -> list[tuple[str, float]]:
    """Return the facts behind a state's pressure by how much it would fall without each, largest first.

    The number is made again without the fact, so a contract or alliance that another fact also supports
    does not fall.

    Parameters
    ----------
    compute : callable
        From tables to results, say ``lambda rows: pressure(rows, as_of=day)``; give it a fixed date, or the
        date may move with the fact.
    frames : Frames
        The tables of a snapshot.
    state : str
        The state to explain.
    """
    before = next((result for result in compute(frames) if result.state == state), None)
    if before is None:
        return []
    facts = {fact for term in before.terms for fact in term_facts(term)}
    losses = []
    for fact in sorted(facts):
        after = [r.value for r in compute(without_facts(frames, [fact])) if r.state == state]
        losses.append((fact, before.value - (after[0] if after else 0.0)))
    return sorted(losses, key=lambda loss: (-loss[1], loss[0]))


def term_facts(term: PressureTerm) -> tuple[str, ...]:
    """Return all facts behind a term, those of articles first."""
    listed = (*term.contract_facts, *term.alliance_facts, *term.rivalry_facts, *term.prior_facts)
    return tuple(dict.fromkeys(listed))


def pressure_frame(results: Iterable[StatePressure]) -> pd.DataFrame:
    """Return pressures as a table with one row a term; a state without terms has one row.

    >>> list(pressure_frame([]))[:5]
    ['state', 'pressure', 'status', 'supplier', 'ally']
    """
    columns = [
        "state", "pressure", "status", "supplier", "ally", "value", "contract_share", "commitment",
        "rivalry", "weight",
    ]  # fmt: skip
    rows = []
    for result in results:
        head = (result.state, result.value, result.status)
        for term in result.terms:
            rows.append((*head, *(getattr(term, column) for column in columns[3:])))
        if not result.terms:
            rows.append((*head, None, None, 0.0, *[float("nan")] * 4))
    return pd.DataFrame(rows, columns=columns)


def _sold(frames: Frames, deals: Iterable[Deal]) -> dict[str, dict[str, list[Deal]]]:
    """Return the live contracts by buyer and seller; a firm stands for its state where that is told."""
    agents = {}
    if "acts_for" in frames.entities:
        pairs = zip(frames.entities["entity"], frames.entities["acts_for"], strict=True)
        agents = {firm: state for firm, state in pairs if isinstance(state, str) and state}
    sold: dict[str, dict[str, list[Deal]]] = {}
    for deal in deals:
        buyer, seller = agents.get(deal.buyer, deal.buyer), agents.get(deal.seller, deal.seller)
        if isinstance(buyer, str) and isinstance(seller, str) and buyer != seller:
            sold.setdefault(buyer, {}).setdefault(seller, []).append(deal)
    return sold


def _pressed(
    state: str,
    sold: Mapping[str, Sequence[Deal]],
    bonds: Sequence[Bond],
    tense: Mapping[tuple[str, str], DyadTension],
    rivalries: Mapping[tuple[str, str], Rivalry],
    capability: Mapping[str, float] | None,
) -> StatePressure:
    owed = commitments(bonds, state)
    if not sold or not owed:
        return StatePressure(state, 0.0, "no_allies" if sold else "no_contracts", (), len(owed))
    volumes = {seller: sum(deal.volume for deal in sold[seller]) for seller in sorted(sold)}
    total = sum(volumes.values())
    shares = {seller: -math.expm1(-total) * volume / total for seller, volume in volumes.items()}
    weight = {ally: 1.0 if capability is None else capability.get(ally, 0.0) for ally in owed}
    odds = {(ally, seller): _at_odds(ally, seller, tense, rivalries) for ally in owed for seller in shares}
    values = cross_pressure(
        shares, {ally: c.strength for ally, c in owed.items()}, weight, {k: v[0] for k, v in odds.items()}
    )
    heft = sum(weight.values())
    terms = tuple(
        _term(seller, ally, value, shares, weight[ally] / heft, owed[ally], odds[ally, seller], sold[seller])
        for (seller, ally), value in sorted(values.items(), key=lambda item: (-item[1], item[0]))
    )
    return StatePressure(state, math.fsum(term.value for term in terms), "ok", terms, len(owed))


Odds = tuple[float, tuple[str, ...], tuple[str, ...]]


def _at_odds(
    ally: str,
    seller: str,
    tense: Mapping[tuple[str, str], DyadTension],
    rivalries: Mapping[tuple[str, str], Rivalry],
) -> Odds:
    """Return how far two are at odds, the article facts behind it, and the prior facts behind it."""
    pair = (ally, seller) if ally < seller else (seller, ally)
    dyad, rivalry = tense.get(pair), rivalries.get(pair)
    read = max(0.0, dyad.value) if dyad else 0.0
    hostile = tuple(c.fact for c in dyad.contributions if c.value > 0) if dyad and read else ()
    if rivalry is not None and rivalry.level >= read:
        return rivalry.level, (), (rivalry.fact,)
    return read, hostile, ()


def _term(
    seller: str,
    ally: str,
    value: float,
    shares: Mapping[str, float],
    weight: float,
    owed: Commitment,
    odds: Odds,
    deals: Sequence[Deal],
) -> PressureTerm:
    volume = sum(deal.volume for deal in deals)
    prior = (*(f for deal in deals for f in deal.prior_facts), *owed.prior_facts, *odds[2])
    return PressureTerm(
        supplier=seller,
        ally=ally,
        value=value,
        contract_share=shares[seller],
        commitment=owed.strength,
        rivalry=odds[0],
        weight=weight,
        alliance_facts=owed.facts,
        rivalry_facts=odds[1],
        contract_facts=tuple(dict.fromkeys(f for deal in deals for f in deal.facts)),
        prior_facts=tuple(dict.fromkeys(prior)),
        contracts=tuple((deal.contract, value * deal.volume / volume) for deal in deals),
    )


def _doubted(
    result: StatePressure,
    doubt: Doubt,
    sold: Mapping[str, Sequence[Deal]],
    bonds: Sequence[Bond],
    rivalries: Mapping[tuple[str, str], Rivalry],
    capability: Mapping[str, float] | None,
) -> StatePressure:
    """Return the result with its interval; a pair that is calm as it is may be at odds in a draw."""
    if result.status != "ok":
        return result
    owed = commitments(bonds, result.state)
    weight = {ally: 1.0 if capability is None else capability.get(ally, 0.0) for ally in owed}
    heft = sum(weight.values()) or 1.0
    ties = []
    for seller in sorted(sold):
        for ally in sorted(owed):
            rivalry = rivalries.get((ally, seller) if ally < seller else (seller, ally))
            level = rivalry.level if rivalry else 0.0
            if ally != seller:
                ties.append((seller, ally, weight[ally] / heft, owed[ally].strength, level))
    lo, hi = doubt.interval(sold, ties)
    return replace(result, lo=lo, hi=hi)
