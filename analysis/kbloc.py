"""The k-bloc index: how few ties stand against a division into several blocs."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ..graph.model import digest
from .frustration import Listed, frustration, listed_ties
from .result import NAN

Labels = NDArray[np.intp]
Floats = NDArray[np.float64]
STARTS = 20


@dataclass(frozen=True, slots=True)
class KBloc:
    """The least number of ties against a division into at most ``k`` blocs (any number where ``k`` is None).

    ``lo`` is the proven bound and ``blocs`` one best division, the largest bloc first. ``status`` is ``ok`` where
    the index is proven, ``bound`` where only a search found it, ``time_limit`` or ``no_edges``.
    """

    index: float
    lo: float
    k: int | None
    blocs: tuple[tuple[str, ...], ...]
    status: str


def k_bloc(graph: nx.Graph, k: int | None = None, *, time_limit: float = 30.0, starts: int = STARTS) -> KBloc:
    r"""Return the line index of generalised balance: positive ties between blocs plus negative ones inside.

    .. math:: L_k = \min_{c \in \{1..k\}^n} \sum_{+} [c_i \ne c_j] + \sum_{-} [c_i = c_j]

    Parameters
    ----------
    graph : Graph
        Edges with ``sign`` 1 or -1; other edges are ignored.
    k : int, optional
        The most blocs there may be; any number without it.
    time_limit : float
        Seconds for the solver.
    starts : int
        Seeded starts of the search that gives the first division.

    Returns
    -------
    KBloc

    Notes
    -----
    Without a bound on k it is correlation clustering, solved as an integer programme over the ties whose
    cycle inequalities (x_e is at most the sum of x over the rest of a cycle) are added where a solution violates
    them. With two blocs it is the frustration index. With more, the division found is proven where it
    reaches the index of unbounded k, and a bound else.

    References
    ----------
    Davis 1967, Human Relations 20:181-187. Doreian and Mrvar 2009, Social Networks 31:1-11.

    Examples
    --------
    >>> foes = nx.Graph([(a, b, {"sign": -1}) for a, b in ("AB", "AC", "BC")])
    >>> k_bloc(foes).index, k_bloc(foes, 2).index, k_bloc(foes).blocs
    (0.0, 1.0, (('A',), ('B',), ('C',)))
    """
    ties = listed_ties(graph)
    if not ties:
        return KBloc(NAN, NAN, k, (), "no_edges")
    if k is not None and k < 1:
        raise ValueError("there is at least one bloc")
    names = sorted({name for a, b, *_ in ties for name in (a, b)})
    place = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    for a, b, sign, weight in ties:
        matrix[place[a], place[b]] = matrix[place[b], place[a]] = sign * weight
    free, bound, proven = _clustering(ties, place, matrix, time_limit, starts)
    value = line_index(matrix, free)
    if k is None or len(set(free.tolist())) <= k:
        status = "ok" if proven else "time_limit"
        return KBloc(value, value if proven else bound, k, _blocs(names, free), status)
    if k == 1:
        negative = sum(1.0 for *_, sign, _ in ties if sign < 0)
        return KBloc(negative, negative, k, (tuple(names),), "ok")
    found = search(matrix, k, starts)
    value = line_index(matrix, found)
    if k == 2:
        exact = frustration(graph, status=False, time_limit=time_limit)
        reached = exact.status == "ok" and value <= exact.index
        return KBloc(exact.index, exact.lo, k, _blocs(names, found) if reached else (), exact.status)
    return KBloc(value, bound, k, _blocs(names, found), "ok" if value <= bound else "bound")


def line_index(matrix: Floats, labels: Labels) -> float:
    """Return how much stands against a division: positive ties between blocs, negative ones inside.

    >>> line_index(np.array([[0, 1], [1, 0]]), np.array([0, 1]))
    1.0
    """
    same = labels[:, None] == labels[None, :]
    against = np.where(same, np.maximum(-matrix, 0), np.maximum(matrix, 0))
    return float(against.sum() / 2)


def search(matrix: Floats, k: int | None = None, starts: int = STARTS) -> Labels:
    """Return the best division found by moving single nodes and joining blocs, from several seeded starts.

    >>> search(np.array([[0, 1, -1], [1, 0, -1], [-1, -1, 0]])).tolist()
    [0, 0, 1]
    """
    size = len(matrix)
    generator = np.random.Generator(np.random.PCG64(int(digest("k_bloc", size, k), 16)))
    most = size if k is None else min(k, size)
    best, least = np.zeros(size, dtype=np.intp), np.inf
    for start in range(max(1, starts)):
        labels = np.arange(size) % most if start == 0 else generator.integers(0, most, size)
        labels = _settled(matrix, labels.astype(np.intp), most, generator.permutation(size))
        value = line_index(matrix, labels)
        if value < least - 1e-9:
            best, least = labels, value
    return ordered(best)


def ordered(labels: Labels) -> Labels:
    """Return the labels renamed by size, the largest bloc 0; of equal ones the one with the first node first.

    >>> ordered(np.array([5, 2, 2])).tolist()
    [1, 0, 0]
    """
    found = labels.tolist()
    ranked = sorted(set(found), key=lambda one: (-found.count(one), found.index(one)))
    rank = {one: i for i, one in enumerate(ranked)}
    return np.array([rank[one] for one in found], dtype=np.intp)


def _settled(matrix: Floats, labels: Labels, most: int, order: NDArray[np.int64]) -> Labels:
    """Move nodes to the bloc that they have the best ties with, and join blocs, until nothing gains."""
    while True:
        moved = False
        member = np.zeros((len(labels), most))
        member[np.arange(len(labels)), labels] = 1.0
        for node in order.tolist():
            pull = matrix[node] @ member
            goal = int(np.argmax(pull))
            if pull[goal] > pull[labels[node]] + 1e-9:
                member[node, labels[node]], member[node, goal] = 0.0, 1.0
                labels[node] = goal
                moved = True
        between = member.T @ matrix @ member
        np.fill_diagonal(between, -np.inf)
        one, other = np.unravel_index(int(np.argmax(between)), between.shape)
        if between[one, other] > 1e-9:
            labels[labels == other] = one
            moved = True
        if not moved:
            return labels


def _clustering(
    ties: Listed, place: dict[str, int], matrix: Floats, time_limit: float, starts: int
) -> tuple[Labels, float, bool]:
    """Return a division into any number of blocs, the proven bound of its index, and whether that is reached."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    numbered = [(place[a], place[b]) for a, b, *_ in ties]
    number = {pair: e for e, pair in enumerate(numbered)}
    positive = np.array([sign > 0 for *_, sign, _ in ties])
    cost = np.where(positive, 1.0, -1.0) * np.array([w for *_, w in ties])
    offset = float(-cost[~positive].sum())
    best = search(matrix, None, starts)
    ends, bound = time.monotonic() + time_limit, 0.0
    cycles = _triads(numbered, number, positive)
    while True:
        rows = [row for row, (_, rest) in enumerate(cycles) for _ in range(1 + len(rest))]
        columns = [e for one, rest in cycles for e in (one, *rest)]
        values = [v for _, rest in cycles for v in (-1.0, *([1.0] * len(rest)))]
        held = csr_matrix((values, (rows, columns)), shape=(len(cycles), len(ties)))
        answer = milp(
            cost,
            integrality=np.ones(len(ties), dtype=np.intp),
            bounds=Bounds(0, 1),
            constraints=[LinearConstraint(held, lb=0.0)] if cycles else [],
            options={"time_limit": max(0.01, ends - time.monotonic()), "mip_rel_gap": 0.0},
        )
        told = 0.0 if answer.mip_dual_bound is None else float(answer.mip_dual_bound)
        bound = max(bound, float(np.ceil(offset + told - 1e-6)))
        if line_index(matrix, best) <= bound:
            return best, bound, True
        if answer.x is None or answer.status != 0:
            return best, bound, False
        apart = answer.x > 0.5
        joined = nx.Graph([pair for pair, cut in zip(numbered, apart.tolist(), strict=True) if not cut])
        joined.add_nodes_from(place.values())
        labels = np.zeros(len(place), dtype=np.intp)
        for part, members in enumerate(nx.connected_components(joined)):
            labels[list(members)] = part
        if line_index(matrix, labels) < line_index(matrix, best):
            best = ordered(labels)
        broken = [
            (e, pair) for e, pair in enumerate(numbered) if apart[e] and labels[pair[0]] == labels[pair[1]]
        ]
        if not broken:
            return ordered(labels), bound, True
        for e, (i, j) in broken:
            path = nx.shortest_path(joined, i, j)
            rest = [number[min(a, b), max(a, b)] for a, b in itertools.pairwise(path)]
            cycles.append((e, rest))


def _triads(
    numbered: Sequence[tuple[int, int]], number: dict[tuple[int, int], int], positive: NDArray[np.bool_]
) -> list[tuple[int, list[int]]]:
    """Return the triads with one negative tie: it is apart only where a positive one is."""
    friends: dict[int, set[int]] = {}
    for (i, j), good in zip(numbered, positive.tolist(), strict=True):
        if good:
            friends.setdefault(i, set()).add(j)
            friends.setdefault(j, set()).add(i)
    found = []
    for e, (i, j) in enumerate(numbered):
        if not positive[e]:
            for third in sorted(friends.get(i, set()) & friends.get(j, set())):
                sides = [number[min(end, third), max(end, third)] for end in (i, j)]
                found.append((e, sides))
    return found


def _blocs(names: Sequence[str], labels: Labels) -> tuple[tuple[str, ...], ...]:
    told = ordered(labels)
    return tuple(
        tuple(name for name, label in zip(names, told.tolist(), strict=True) if label == one)
        for one in range(int(told.max()) + 1)
    )
