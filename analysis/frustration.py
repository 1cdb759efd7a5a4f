"""The frustration index: how few ties would have to go for a signed network to be balanced."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from .result import NAN, FrustratedEdge, Frustration

Floats = NDArray[np.float64]


def frustration(graph: nx.Graph, *, status: bool = True, time_limit: float = 60.0) -> Frustration:
    r"""Return the exact frustration index of a signed graph and the ties that stand in the way.

    States are split into two camps, y in {0, 1}; a tie is frustrated (f = 1) when it is positive between
    camps or negative inside one. The least sum of f is found by mixed integer programming with, for every
    unbalanced triad, the cut f_ij + f_jk + f_ik >= 1.

    .. math:: L = \min \sum f_{ij}, \qquad F = 1 - 2 L / m

    Parameters
    ----------
    graph : Graph
        Edges with ``sign`` 1 or -1; other edges are ignored.
    status : bool
        Whether to tell which ties are frustrated in all of the best splits and which in some. It takes
        further solves; without it the ties of one best split are listed as ``some``.
    time_limit : float
        Seconds for each solve. When they run out, ``status`` is ``time_limit`` and ``lo`` the proven bound.

    Returns
    -------
    Frustration
        With the frustrated ties sorted by their ends.

    References
    ----------
    Aref and Wilson 2018, Journal of Complex Networks 6:163-189; Aref, Mason and Wilson 2020, Networks 75:95-110.

    Examples
    --------
    >>> ring = [("A", "B", 1), ("B", "C", 1), ("C", "D", 1), ("A", "D", -1)]
    >>> found = frustration(nx.Graph([(a, b, {"sign": s}) for a, b, s in ring]))
    >>> found.index, found.normalised, [edge.when for edge in found.solution]
    (1.0, 0.5, ['some', 'some', 'some', 'some'])
    """
    ties = sorted(
        (min(a, b), max(a, b), int(np.sign(data["sign"])))
        for a, b, data in graph.edges(data=True)
        if data.get("sign") and a != b
    )
    if not ties:
        return Frustration(NAN, NAN, NAN, "no_edges")
    model = _model(ties)
    best = _solve(model, time_limit)
    if not best.proven:
        index = best.value if best.flags is not None else NAN
        return Frustration(index, 1 - 2 * index / len(ties), best.bound, "time_limit", ())
    index = best.value
    when = _when(model, best, time_limit) if status and index else dict.fromkeys(best.ties(), "some")
    listed = tuple(FrustratedEdge(*ties[i], when[i]) for i in sorted(when))
    return Frustration(index, 1 - 2 * index / len(ties), index, "ok", listed)


@dataclass(frozen=True)
class _Model:
    nodes: int
    edges: int
    rows: Any
    lower: Floats
    top: Floats


@dataclass(frozen=True)
class _Solution:
    proven: bool
    value: float
    bound: float
    flags: Floats | None

    def ties(self) -> list[int]:
        return [] if self.flags is None else np.flatnonzero(self.flags > 0.5).tolist()


def _model(ties: list[tuple[str, str, int]]) -> _Model:
    """Return the constraints: variables are the camps of the nodes, then the flags of the ties."""
    from scipy.sparse import csr_matrix

    names = sorted({node for a, b, _ in ties for node in (a, b)})
    place = {node: i for i, node in enumerate(names)}
    number = {(place[a], place[b]): (e, sign) for e, (a, b, sign) in enumerate(ties)}
    near: list[set[int]] = [set() for _ in names]
    for i, j in number:
        near[i].add(j)
        near[j].add(i)
    n = len(names)
    entries: list[list[tuple[int, float]]] = []
    lower: list[float] = []
    for (i, j), (e, sign) in number.items():
        for one in (1.0, -1.0):
            entries.append([(n + e, 1.0), (i, -one), (j, one * sign)])
            lower.append(0.0 if sign > 0 else -one)
    for i in range(n):
        for j, k in combinations(sorted(x for x in near[i] if x > i), 2):
            if k in near[j]:
                found = (number[i, j], number[i, k], number[j, k])
                if found[0][1] * found[1][1] * found[2][1] < 0:
                    entries.append([(n + e, 1.0) for e, _ in found])
                    lower.append(1.0)
    row = [r for r, entry in enumerate(entries) for _ in entry]
    column = [c for entry in entries for c, _ in entry]
    value = [v for entry in entries for _, v in entry]
    rows = csr_matrix((value, (row, column)), shape=(len(entries), n + len(ties)))
    # the two camps have no names: one node of each component is put into the first
    top = np.zeros(n)
    for part in nx.connected_components(nx.Graph(list(number))):
        top[max(sorted(part), key=lambda node: len(near[node]))] = 1.0
    return _Model(n, len(ties), rows, np.array(lower), top)


def _solve(model: _Model, time_limit: float, fixed: tuple[int, float] | None = None) -> _Solution:
    from scipy.optimize import Bounds, LinearConstraint, milp

    least = np.concatenate([model.top, np.zeros(model.edges)])
    most = np.ones(model.nodes + model.edges)
    if fixed is not None:
        least[model.nodes + fixed[0]] = most[model.nodes + fixed[0]] = fixed[1]
    answer = milp(
        np.concatenate([np.zeros(model.nodes), np.ones(model.edges)]),
        integrality=np.concatenate([np.ones(model.nodes), np.zeros(model.edges)]),
        bounds=Bounds(least, most),
        constraints=LinearConstraint(model.rows, lb=model.lower),
        options={"time_limit": time_limit},
    )
    if answer.x is None:
        return _Solution(False, NAN, float(answer.mip_dual_bound or 0.0), None)
    return _Solution(
        proven=answer.status == 0,
        value=float(round(float(answer.fun))),
        bound=float(answer.mip_dual_bound),
        flags=answer.x[model.nodes :],
    )


def _when(model: _Model, best: _Solution, time_limit: float) -> dict[int, str]:
    """Return the ties that are frustrated in some best split, and whether in all of them.

    A tie in the split at hand is in all when forbidding it costs more. Every split that turns up on the
    way settles the ties in which it differs; only those that never changed are tried by themselves.
    """
    some, always = set(best.ties()), set(best.ties())
    untried = [e for e in range(model.edges) if e not in some]
    for e in sorted(always):
        if e in always:
            other = _solve(model, time_limit, (e, 0.0))
            if other.proven and other.value == best.value:
                some.update(other.ties())
                always &= set(other.ties())
    for e in untried:
        if e not in some:
            other = _solve(model, time_limit, (e, 1.0))
            if other.proven and other.value == best.value:
                some.update(other.ties())
    return {e: "all" if e in always else "some" for e in sorted(some)}
