"""The graph to hand on: entities, contracts and ties with scores, as networkx has it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..analysis.result import DyadAlignment, DyadTension, StatePressure
from .frames import Frames, Row, items, plain, rows

if TYPE_CHECKING:
    import networkx as nx

_ILLEGAL: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCORES: Final = (
    "lo", "hi", "n", "n_eff", "prior_share", "volume", "hostility", "cooperation", "ambivalence", "status",
)  # fmt: skip


def exchange_graph(
    snapshot: Frames,
    tensions: Sequence[DyadTension],
    alignments: Sequence[DyadAlignment] = (),
    pressures: Sequence[StatePressure] = (),
    as_of: date | None = None,
) -> nx.MultiDiGraph:
    """Return the exchange graph: a node for each entity and contract, an edge for each event, role and score.

    Edges have a ``relation``: EVENT, BUYS, SELLS, MEMBER_OF, RIVAL_OF, TENSION, ALIGNMENT; each carries
    the ids of the facts behind it. Scores carry ``value``; ``weight`` is its size, never negative, and
    ``sign`` tells the side. The graph is sanitised and sorted: any writer takes it, in the same order.
    """
    import networkx as nx

    graph = nx.MultiDiGraph(name="detente", as_of=as_of.isoformat() if as_of else "")
    strain = {p.state: p.value for p in pressures}
    for row in rows(snapshot.entities, "entity"):
        known = {**row, "label": row["name"], "pressure": strain.get(row["entity"])}
        graph.add_nodes_from([(row["entity"], {k: v for k, v in known.items() if k != "entity"})])
    for row in rows(snapshot.contracts, "contract"):
        told = {k: v for k, v in row.items() if k not in ("contract", "kind", "buyer", "seller")}
        label = row["item"] or f"{row['kind']} contract"
        graph.add_node(row["contract"], kind="contract", contract_kind=row["kind"], label=label, **told)
        for role, relation in (("buyer", "BUYS"), ("seller", "SELLS")):
            if row.get(role):
                _tie(graph, row[role], row["contract"], relation, row["contract"], facts=row["facts"], weight=1.0,
                     start=row.get("signed"))  # fmt: skip
    _events(graph, snapshot)
    for row in rows(snapshot.memberships, "membership"):
        _tie(graph, row["country"], row["alliance"], "MEMBER_OF", row["membership"], status=row["status"],
             start=row["valid_from"], end=row["valid_to"], obligations=row["obligations"], origin=row["origin"],
             facts=sorted({*items(row, "facts"), *items(row, "prior_facts")}), weight=1.0)  # fmt: skip
    for row in rows(snapshot.rivalries, "fact"):
        _tie(graph, row["a"], row["b"], "RIVAL_OF", row["fact"], start=row["valid_from"], end=row["valid_to"],
             value=row["level"], weight=row["level"], sign="-", facts=[row["fact"]])  # fmt: skip
    for t in tensions:
        scores = {k: v for k, v in asdict(t).items() if k in _SCORES}
        _score(graph, "TENSION", t.a, t.b, t.value, [c.fact for c in t.contributions], scores)
    for s in alignments:
        scores = {"lo": s.lo, "hi": s.hi, "n": s.n, "status": s.status}
        behind = [c.fact for c in (*s.contributions, *s.prior_contributions)]
        _score(graph, "ALIGNMENT", s.a, s.b, s.value, behind, scores)
    return sanitised(graph)


def _events(graph: nx.MultiDiGraph, snapshot: Frames) -> None:
    merged: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows(snapshot.events, "fact"):
        key = (row["source"], row["target"], str(row.get("event") or row["fact"]))
        merged.setdefault(key, []).append(row)
    for (source, target, event), group in sorted(merged.items()):
        first = group[0]
        starts = sorted(filter(None, (row["valid_from"] for row in group)))
        ends = sorted(filter(None, (row["valid_to"] or row["valid_from"] for row in group)))
        _tie(
            graph, source, target, "EVENT", event, type=first["type"], label=first["type"],
            sign=first["polarity"], modality=sorted({r["modality"] for r in group if r["modality"]}),
            start=starts[0] if starts else None, end=ends[-1] if ends else None, weight=float(len(group)),
            outlets=sorted({r["outlet"] for r in group if r["outlet"]}), facts=[r["fact"] for r in group],
        )  # fmt: skip


def _score(
    graph: nx.MultiDiGraph,
    relation: str,
    a: str,
    b: str,
    value: float,
    facts: Iterable[str],
    more: Mapping[str, Any],
) -> None:
    known = value if math.isfinite(value) else None
    told = {k: (float(v) if isinstance(v, int) and k != "n" else v) for k, v in more.items()}
    _tie(graph, a, b, relation, f"{a}~{b}", value=known, facts=sorted(set(facts)),
         weight=None if known is None else abs(known), sign=None if known is None else "-" if (known > 0) == (relation == "TENSION") else "+",
         **told)  # fmt: skip


def _tie(graph: nx.MultiDiGraph, a: str, b: str, relation: str, key: str, **told: object) -> None:
    if a and b:
        told.setdefault("label", relation)
        graph.add_edges_from([(a, b, f"{relation.lower()}:{key}", {**told, "relation": relation})])


def legal(text: str) -> str:
    r"""Return the text with characters that XML 1.0 forbids replaced, and with plain line ends.

    >>> legal("a\x0bb\r\nc")
    'a\ufffdb\nc'
    """
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def scalar(value: object) -> str | int | float | bool | None:
    """Return the value as one scalar: lists joined by "; ", dates in ISO form, nothing for None, NaN and "".

    >>> scalar(["a", 1]), scalar(date(2018, 4, 3)), scalar(float("inf")), scalar("")
    ('a; 1', '2018-04-03', None, None)
    """
    flat = plain(value)
    if isinstance(flat, list):
        flat = "; ".join(str(scalar(v)) for v in flat if scalar(v) is not None)
    if isinstance(flat, dict):
        flat = "; ".join(f"{k}: {scalar(v)}" for k, v in sorted(flat.items()) if scalar(v) is not None)
    if isinstance(flat, str):
        return legal(flat) or None
    return round(flat, 6) if isinstance(flat, float) else flat


def sanitised(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return the graph as every format can hold it: scalars only, one type for each attribute, sorted.

    The key of an edge is also its attribute ``key``, since GraphML and GEXF readers may lose it.
    Numbers are rounded to six places, so that the same graph from another store gives the same bytes.
    """
    import networkx as nx

    names = _unique(sorted(map(str, graph.nodes)))
    told = {names[str(n)]: _scalars(d) for n, d in graph.nodes(data=True)}
    edges = [
        ((names[str(a)], names[str(b)], legal(str(key)), str(key)), _scalars(d))
        for a, b, key, d in graph.edges(data=True, keys=True)
    ]
    edges.sort(key=lambda edge: edge[0])
    _one_type(list(told.values()))
    _one_type([d for _, d in edges])
    clean = nx.MultiDiGraph(**_scalars(graph.graph))
    clean.add_nodes_from((name, told[name]) for name in sorted(told))
    taken: set[str] = set()
    for (a, b, key, _), d in edges:
        name = _free(key, taken)
        clean.add_edges_from([(a, b, name, dict(sorted({**d, "key": name}.items())))])
    return clean


def _scalars(told: Mapping[str, Any]) -> Row:
    found = {legal(str(k)): scalar(v) for k, v in sorted(told.items(), key=lambda kv: str(kv[0]))}
    return {k: v for k, v in found.items() if v is not None and k}


def _unique(ids: Sequence[str]) -> dict[str, str]:
    """Give each id a legal name; two that fall together get a number."""
    taken: set[str] = set()
    return {node: _free(legal(node), taken) for node in ids}


def _free(name: str, taken: set[str]) -> str:
    base, n = name or "_", 1
    name = base
    while name in taken:
        n += 1
        name = f"{base} ({n})"
    taken.add(name)
    return name


def _one_type(rows_: Sequence[Row]) -> None:
    """Make int and float under one name float, and any other mixture text: formats declare a type once."""
    types: dict[str, set[type]] = {}
    for row in rows_:
        for k, v in row.items():
            types.setdefault(k, set()).add(type(v))
    for k, found in types.items():
        if len(found) > 1:
            make: type = float if found == {int, float} else str
            for row in rows_:
                if k in row:
                    row[k] = make(row[k])
