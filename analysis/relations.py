"""The sign of each relation at a date, by one recorded rule, with the facts that decide it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import networkx as nx

from .clock import event_days, known, moment
from .frames import Frames
from .result import DyadTension
from .tally import ACTORS
from .tension import tension
from .ties import Commitment, Deal, bonds_at, commitments, deals_at, rivalries_at
from .weights import Weights, read_weights

RULE = (
    "Tension above {threshold} is negative, below -{threshold} positive. Else a live contract (firmness of at least {firm}) is positive. "
    "Else an alliance (commitment of at least {positive}) is positive and a rivalry negative; "
    "a pair with both has no sign."
)


def signed_ties(
    frames: Frames,
    tensions: Sequence[DyadTension] | None = None,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    weights: Weights | None = None,
    atlas: bool = True,
) -> nx.Graph:
    """Return the signed relations of every state and body that the articles speak of.

    What was read outweighs what merely stands: tension decides first, then a live contract, then treaties
    and old rivalries, which cancel each other.

    Parameters
    ----------
    frames : Frames
        The tables of a snapshot.
    tensions : sequence of DyadTension, optional
        Pooled tensions at the same date; computed with the published weights when not given.
    as_of, known_by : date, optional
        Valid time and report time.
    weights : Weights, optional
        The published ones by default.
    atlas : bool
        Whether rivalries and memberships of the reference tables count.

    Returns
    -------
    Graph
        Nodes have ``seen`` (an article speaks of them; others are their treaty partners and rivals) and
        ``kind``. Edges have ``sign`` (1, -1; 0 for a pair known to be neither), ``basis`` (tension, contract,
        alliance, rivalry, mixed), ``tension`` (or None), ``shares`` (fact and its part in the relation, summing
        to 1), ``facts`` and ``prior_facts``. ``graph.graph`` records ``as_of``, ``known_by`` and ``rule``.

    Notes
    -----
    Only pairs with at least one seen end are listed.
    """
    weights = weights or read_weights()
    as_of = moment(frames, as_of)
    if tensions is None:
        tensions = tension(frames.events, as_of=as_of, known_by=known_by, weights=weights, draws=0)
    deals = deals_at(frames, as_of=as_of, known_by=known_by, weights=weights)
    bonds = bonds_at(frames, as_of=as_of, known_by=known_by, weights=weights)
    rivalries = rivalries_at(frames, as_of=as_of)
    if not atlas:
        bonds = [bond for bond in bonds if bond.facts]
        rivalries = {}
    graph = nx.Graph(
        as_of=as_of,
        known_by=known_by,
        rule=RULE.format(threshold=weights.threshold, firm=weights.firm, positive=weights.positive),
    )
    kinds = _seen(frames, as_of, known_by, deals, [(b.country, b.body) for b in bonds if b.facts])
    for node in sorted(kinds):
        graph.add_node(node, seen=True, kind=kinds[node])

    tense = {(dyad.a, dyad.b): dyad for dyad in tensions if not dyad.directed}
    sold: dict[tuple[str, str], list[Deal]] = {}
    for deal in deals:
        firm = deal.firmness >= weights.firm
        if firm and deal.buyer in kinds and deal.seller in kinds and deal.buyer != deal.seller:
            sold.setdefault(_pair(deal.buyer, deal.seller), []).append(deal)
    owed: dict[tuple[str, str], Commitment] = {}
    for node in sorted(kinds):
        for ally, commitment in commitments(bonds, node).items():
            owed[_pair(node, ally)] = commitment
    for bond in bonds:
        if bond.country in kinds and bond.body in kinds:
            owed[_pair(bond.country, bond.body)] = Commitment(
                bond.strength, (bond.body,), bond.facts, bond.prior_facts
            )
    near = {pair for pair in rivalries if pair[0] in kinds or pair[1] in kinds}
    for pair in sorted({*tense, *sold, *owed, *near}):
        if pair[0] not in kinds and pair[1] not in kinds:
            continue
        sign, basis, shares, prior = _decided(
            tense.get(pair), sold.get(pair, []), owed.get(pair), rivalries.get(pair), weights
        )
        for node in pair:
            if node not in graph:
                graph.add_node(node, seen=False, kind="country")
        graph.add_edge(
            *pair,
            sign=sign,
            basis=basis,
            tension=tense[pair].value if pair in tense else None,
            shares=shares,
            facts=tuple(fact for fact, _ in shares if fact not in prior),
            prior_facts=tuple(fact for fact, _ in shares if fact in prior),
        )
    return graph


def signed_graph(
    frames: Frames,
    tensions: Sequence[DyadTension] | None = None,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    weights: Weights | None = None,
    atlas: bool = True,
) -> nx.Graph:
    """Return the signed graph of what the articles speak of: ties of sign 1 or -1 between seen nodes.

    Parameters and attributes are those of :func:`signed_ties`; nodes without a tie are kept.
    """
    ties = signed_ties(frames, tensions, as_of=as_of, known_by=known_by, weights=weights, atlas=atlas)
    return seen_graph(ties)


def seen_graph(ties: nx.Graph) -> nx.Graph:
    """Return the part of :func:`signed_ties` among seen nodes, without pairs that have no sign."""
    graph = nx.Graph(**ties.graph)
    graph.add_nodes_from((node, data) for node, data in ties.nodes(data=True) if data["seen"])
    graph.add_edges_from(
        (a, b, data) for a, b, data in ties.edges(data=True) if data["sign"] and a in graph and b in graph
    )
    return graph


Shares = tuple[tuple[str, float], ...]


def _decided(
    tense: DyadTension | None,
    deals: Sequence[Deal],
    owed: Commitment | None,
    rivalry: object,
    weights: Weights,
) -> tuple[int, str, Shares, frozenset[str]]:
    """Return sign, basis, the facts' shares in it, and which of these facts are prior."""
    # a single accusation weighs exactly the threshold; rounding must not decide which side it falls
    if tense is not None and abs(tense.value) > weights.threshold + 1e-9:
        sign = -1 if tense.value > 0 else 1
        agreeing = [(c.fact, abs(c.value)) for c in tense.contributions if c.value * sign < 0]
        return sign, "tension", _scaled(agreeing), frozenset()
    if deals:
        facts = [(fact, 1.0) for deal in deals for fact in (*deal.facts, *deal.prior_facts)]
        return 1, "contract", _scaled(facts), frozenset(f for deal in deals for f in deal.prior_facts)
    allied = owed is not None and owed.strength >= weights.positive
    parts: list[tuple[str, float]] = []
    prior: frozenset[str] = frozenset()
    if allied and owed is not None:
        parts += [(fact, 1.0) for fact in (*owed.facts, *owed.prior_facts)]
        prior |= frozenset(owed.prior_facts)
    if rivalry is not None:
        fact = str(getattr(rivalry, "fact", ""))
        parts.append((fact, 1.0))
        prior |= {fact}
    if allied and rivalry is not None:
        return 0, "mixed", _scaled(parts), prior
    if allied:
        return 1, "alliance", _scaled(parts), prior
    if rivalry is not None:
        return -1, "rivalry", _scaled(parts), prior
    if tense is not None:
        return 0, "tension", _scaled([(c.fact, abs(c.value)) for c in tense.contributions]), frozenset()
    return 0, "alliance", (), frozenset()


def _scaled(parts: Iterable[tuple[str, float]]) -> Shares:
    sums: dict[str, float] = {}
    for fact, part in parts:
        sums[fact] = sums.get(fact, 0.0) + part
    total = sum(sums.values())
    if total <= 0:
        return tuple((fact, 1 / len(sums)) for fact in sums)
    return tuple((fact, part / total) for fact, part in sums.items())


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _seen(
    frames: Frames,
    as_of: date | None,
    known_by: date | None,
    deals: Iterable[Deal],
    joined: Iterable[tuple[str, str]],
) -> dict[str, str]:
    """Return the states and bodies that facts of articles name by then, with their kind."""
    events = frames.events[known(frames.events, known_by)]
    days, _ = event_days(events)
    if as_of is not None:
        # an event without a date was still read, so its parties are seen
        events = events[~(days > as_of.toordinal())]
    seen: dict[str, str] = {}
    for end in ("source", "target"):
        seen.update(
            (entity, kind)
            for entity, kind in zip(events[end], events[f"{end}_kind"], strict=True)
            if kind in ACTORS
        )
    kinds = {
        entity: kind
        for end in ("buyer", "seller")
        for entity, kind in zip(frames.contracts[end], frames.contracts[f"{end}_kind"], strict=True)
    }
    for deal in deals:
        if deal.facts:
            seen.update((end, kinds[end]) for end in (deal.buyer, deal.seller) if kinds.get(end) in ACTORS)
    for country, body in joined:
        seen.setdefault(country, "country")
        seen.setdefault(body, "alliance")
    return seen
