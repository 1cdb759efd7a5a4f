"""The network of states: rows to a signed, dated multigraph, and its projections for the metrics."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pandas as pd

from .clock import event_days, known
from .frames import Frames
from .scores import event_scores, event_shares
from .ties import bonds_at, deals_at
from .weights import Weights, read_weights


def build_network(
    frames: Frames,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    weights: Weights | None = None,
) -> nx.MultiDiGraph:
    """Return who did what to whom, who buys from whom and who belongs to what, as one multigraph.

    Parameters
    ----------
    frames : Frames
        The tables of a snapshot.
    as_of : date, optional
        Leave out what had not begun, and ties that did not hold, at this date.
    known_by : date, optional
        Leave out what had not been reported by this date.
    weights : Weights, optional
        The published ones by default.

    Returns
    -------
    MultiDiGraph
        Nodes are entity ids with ``kind`` and ``name``. Edges run from source to target, buyer to seller,
        member to body; their key is the id of the event fact, contract or membership. Each has ``layer``
        (event, contract, membership), ``sign`` (1, 0, -1), ``strength`` in weight units, ``facts`` and
        ``prior_facts`` (ids), ``date`` (ISO or empty) and, for events, ``type``, ``modality`` and ``score``.

    Notes
    -----
    No edge has an attribute ``weight``: networkx functions that read it go wrong on negative numbers.
    """
    weights = weights or read_weights()
    graph = nx.MultiDiGraph(as_of=as_of, known_by=known_by)
    for row in frames.entities.sort_values("entity").to_dict("records"):
        graph.add_node(row["entity"], kind=row["kind"], name=row["name"])
    _add_events(graph, frames.events, as_of, known_by, weights)
    for deal in deals_at(frames, as_of=as_of, known_by=known_by, weights=weights):
        if isinstance(deal.buyer, str) and isinstance(deal.seller, str):
            graph.add_edge(
                deal.buyer,
                deal.seller,
                key=deal.contract,
                layer="contract",
                type=deal.kind,
                status=deal.status,
                sign=1,
                strength=deal.volume,
                facts=deal.facts,
                prior_facts=deal.prior_facts,
                date="",
            )
    for bond in bonds_at(frames, as_of=as_of, known_by=known_by, weights=weights):
        graph.add_edge(
            bond.country,
            bond.body,
            key=f"{bond.country} in {bond.body}",
            layer="membership",
            type="member",
            sign=1 if bond.strength >= weights.positive else 0,
            strength=bond.strength,
            facts=bond.facts,
            prior_facts=bond.prior_facts,
            date="",
        )
    kinds = _kinds(frames)
    for node, attributes in graph.nodes(data=True):
        attributes.setdefault("kind", kinds.get(node, "country"))
        attributes.setdefault("name", node)
    return graph


def positive_layer(graph: nx.Graph) -> nx.Graph:
    """Return the positive ties as a graph of their own, where unsigned algorithms are safe.

    >>> ties = nx.Graph([("A", "B", {"sign": 1}), ("B", "C", {"sign": -1})])
    >>> sorted(positive_layer(ties).edges), sorted(positive_layer(ties).nodes)
    ([('A', 'B')], ['A', 'B', 'C'])
    """
    return _layer(graph, 1)


def negative_layer(graph: nx.Graph) -> nx.Graph:
    """Return the negative ties as a graph of their own.

    >>> ties = nx.Graph([("A", "B", {"sign": 1}), ("B", "C", {"sign": -1})])
    >>> sorted(negative_layer(ties).edges)
    [('B', 'C')]
    """
    return _layer(graph, -1)


def _layer(graph: nx.Graph, sign: int) -> nx.Graph:
    layer = graph.__class__(**graph.graph)
    layer.add_nodes_from(graph.nodes(data=True))
    if graph.is_multigraph():
        edges = graph.edges(keys=True, data=True)
        layer.add_edges_from((a, b, key, data) for a, b, key, data in edges if data["sign"] == sign)
    else:
        layer.add_edges_from((a, b, data) for a, b, data in graph.edges(data=True) if data["sign"] == sign)
    return layer


def _add_events(
    graph: nx.MultiDiGraph,
    events: pd.DataFrame,
    as_of: date | None,
    known_by: date | None,
    weights: Weights,
) -> None:
    events = events[known(events, known_by)].sort_values(["fact", "source", "target"])
    days, _ = event_days(events)
    scores, shares = event_scores(events, weights).tolist(), event_shares(events, weights).tolist()
    rows = zip(events.to_dict("records"), days.tolist(), scores, shares, strict=True)
    for row, day, score, share in rows:
        dated = day == day
        if dated and as_of is not None and day > as_of.toordinal():
            continue
        graph.add_edge(
            row["source"],
            row["target"],
            key=row["fact"],
            layer="event",
            type=row["type"],
            modality=row["modality"],
            sign=(score > 0) - (score < 0),
            strength=share,
            score=score,
            facts=(row["fact"],),
            prior_facts=(),
            date=date.fromordinal(int(day)).isoformat() if dated else "",
        )


def _kinds(frames: Frames) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for table, columns in (
        (frames.events, (("source", "source_kind"), ("target", "target_kind"))),
        (frames.contracts, (("buyer", "buyer_kind"), ("seller", "seller_kind"))),
    ):
        for entity, kind in columns:
            kinds.update(zip(table[entity], table[kind], strict=True))
    return kinds | dict.fromkeys(frames.memberships["alliance"], "alliance")
