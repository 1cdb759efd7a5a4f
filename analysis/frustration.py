"""The frustration index: how few ties would have to go for a signed network to be balanced."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from .frustration_cuts import tightened
from .frustration_model import Answer, Model, Tie, model, solve
from .result import NAN, FrustratedEdge, Frustration

Flags = NDArray[np.bool_]
Listed = list[tuple[str, str, int, float]]
# seconds before cuts of longer cycles are looked for
PATIENCE = 2.0
KICKS, KICK = 300, 0.05


def frustration(
    graph: nx.Graph, *, status: bool = True, weight: str | None = None, time_limit: float = 60.0
) -> Frustration:
    r"""Return the exact frustration index of a signed graph and the ties that stand in the way.

    States are split into two camps, y in {0, 1}; a tie is frustrated (f = 1) when it is positive between
    camps or negative inside one. The least sum of f is found by mixed integer programming with, for
    unbalanced triads, the cut f_ij + f_jk + f_ik >= 1.

    .. math:: L = \min \sum w_{ij} f_{ij}, \qquad F = 1 - 2 L / \sum w_{ij}

    Parameters
    ----------
    graph : Graph
        Edges with ``sign`` 1 or -1; other edges and self-loops are ignored.
    status : bool
        Whether to tell which ties are frustrated in all of the best splits and which in some; without it
        the ties of one best split are listed as ``some``.
    weight : str, optional
        The attribute that holds what a tie weighs (its absolute value counts); every tie is 1 without it.
    time_limit : float
        Seconds for the index, and again for the parts of the ties. When they run out, ``status`` is
        ``time_limit``, ``index`` the best split that was found and ``lo`` the proven bound.

    Returns
    -------
    Frustration
        With the frustrated ties sorted by their ends.

    Notes
    -----
    The parts of a network that hang together by one node only are solved one by one, since no cycle runs through
    two of them. Which ties are frustrated in all best splits is found by looking for the best split with
    the fewest of those seen in all so far, and which in some by looking for one with the most unseen, until
    there is none: a few programmes, not one for each tie.

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
    ties = listed_ties(graph, weight)
    if not ties:
        return Frustration(NAN, NAN, NAN, "no_edges")
    whole = all(w == int(w) for *_, w in ties)
    index = bound = 0.0
    proven = settled = True
    solved: list[tuple[Listed, Model, Flags, float]] = []
    ends = time.monotonic() + time_limit
    for block in blocks(ties):
        names, numbered = _numbered(block)
        program = model(len(names), numbered)
        program, flags, least = _solved(program, numbered, ends, whole)
        value = float(program.costs[flags].sum())
        index += value
        proven &= least >= value - 1e-9
        bound += min(least, value)
        solved.append((block, program, flags, value))
    ends = time.monotonic() + time_limit
    found: list[FrustratedEdge] = []
    for block, program, flags, value in solved:
        _, numbered = _numbered(block)
        some, always = flags, np.zeros_like(flags)
        if status and proven:
            some, always, sure = _when(program, numbered, flags, value, ends, whole)
            settled &= sure
        for e in np.flatnonzero(some).tolist():
            a, b, sign, _ = block[e]
            found.append(FrustratedEdge(a, b, sign, "all" if always[e] else "some"))
    found.sort(key=lambda edge: (edge.source, edge.target))
    total = sum(w for *_, w in ties)
    told = "ok" if proven else "time_limit"
    return Frustration(index, 1 - 2 * index / total, bound, told, tuple(found), settled and proven)


def listed_ties(graph: nx.Graph, weight: str | None = None) -> Listed:
    """Return the signed ties as sorted (a, b, sign, weight), a before b, without self-loops and zero weights.

    >>> listed_ties(nx.Graph([("B", "A", {"sign": -1}), ("A", "A", {"sign": 1})]))
    [('A', 'B', -1, 1.0)]
    """
    ties = []
    for a, b, data in graph.edges(data=True):
        sign = int(np.sign(data.get("sign") or 0))
        heavy = abs(float(data.get(weight, 1.0))) if weight else 1.0
        if sign and a != b and heavy > 0:
            ties.append((min(a, b), max(a, b), sign, heavy))
    return sorted(ties)


def blocks(ties: Listed) -> list[Listed]:
    """Return the parts in which a cycle can be unbalanced: two-connected and not balanced, the small ones first.

    >>> ring = [("A", "B", 1, 1.0), ("A", "C", 1, 1.0), ("B", "C", -1, 1.0), ("C", "D", -1, 1.0)]
    >>> [len(block) for block in blocks(ring)]
    [3]
    """
    plain = nx.Graph([(a, b) for a, b, *_ in ties])
    place: dict[frozenset[str], int] = {}
    for k, edges in enumerate(nx.biconnected_component_edges(plain)):
        place |= dict.fromkeys(map(frozenset, edges), k)
    parts: dict[int, Listed] = {}
    for tie in ties:
        parts.setdefault(place[frozenset(tie[:2])], []).append(tie)
    return sorted((part for part in parts.values() if not balanced(part)), key=lambda part: (len(part), part))


def balanced(ties: Listed) -> bool:
    """Return whether two camps explain every tie.

    >>> balanced([("A", "B", -1, 1.0), ("B", "C", -1, 1.0), ("A", "C", 1, 1.0)])
    True
    """
    near: dict[str, list[tuple[str, int]]] = {}
    for a, b, sign, _ in ties:
        near.setdefault(a, []).append((b, sign))
        near.setdefault(b, []).append((a, sign))
    side: dict[str, int] = {}
    for start in near:
        if start in side:
            continue
        side[start], waiting = 1, [start]
        while waiting:
            node = waiting.pop()
            for other, sign in near[node]:
                if other not in side:
                    side[other] = side[node] * sign
                    waiting.append(other)
                elif side[other] != side[node] * sign:
                    return False
    return True


def flags_of(ties: Sequence[Tie], camps: NDArray[np.bool_]) -> Flags:
    """Return which ties a split into two camps leaves frustrated.

    >>> flags_of([(0, 1, -1, 1.0), (1, 2, 1, 1.0)], np.array([True, True, False])).tolist()
    [True, True]
    """
    first, second, sign = (np.array([tie[k] for tie in ties], dtype=np.intp) for k in range(3))
    found: Flags = (camps[first] == camps[second]) != (sign > 0)
    return found


def local_search(nodes: int, ties: Sequence[Tie], kicks: int = 0) -> NDArray[np.bool_]:
    """Return a split that no single state can better by changing camps; a bound where time runs out.

    Parameters
    ----------
    nodes : int
        How many there are.
    ties : sequence of (i, j, sign, weight)
        The ties between them.
    kicks : int
        How often to turn some nodes over and descend again, with a fixed seed; the better split is kept.

    Examples
    --------
    >>> local_search(2, [(0, 1, -1, 1.0)]).tolist()
    [True, False]
    """
    matrix = np.zeros((nodes, nodes))
    for i, j, sign, weight in ties:
        matrix[i, j] = matrix[j, i] = sign * weight
    # the leading eigenvector is a good first guess at the camps
    side = _descended(matrix, np.where(np.linalg.eigh(matrix)[1][:, -1] >= 0, 1.0, -1.0))
    generator = np.random.Generator(np.random.PCG64(nodes))
    least = -float(side @ matrix @ side)
    for _ in range(kicks):
        turned = np.where(generator.random(nodes) < KICK, -side, side)
        other = _descended(matrix, turned)
        value = -float(other @ matrix @ other)
        if value <= least:
            side, least = other, value
    found: NDArray[np.bool_] = side == side[0]
    return found


def _descended(matrix: NDArray[np.float64], side: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let the worst placed node change camps until none is badly placed."""
    side = side.copy()
    gain = -side * (matrix @ side)
    while gain[worst := int(np.argmax(gain))] > 1e-9:
        side[worst] = -side[worst]
        gain -= 2 * side * matrix[:, worst] * side[worst]
        gain[worst] = -gain[worst]
    return side


def _numbered(block: Listed) -> tuple[list[str], list[Tie]]:
    names = sorted({name for a, b, *_ in block for name in (a, b)})
    place = {name: i for i, name in enumerate(names)}
    return names, [(place[a], place[b], sign, weight) for a, b, sign, weight in block]


def _solved(program: Model, ties: Sequence[Tie], ends: float, whole: bool) -> tuple[Model, Flags, float]:
    """Return the best split of a block and the proven bound; with cuts of longer cycles where triads do not do."""
    left = ends - time.monotonic()
    answer = solve(program, min(left, max(PATIENCE, left / 10)))
    flags, bound = _best_flags(program, ties, answer), _rounded(answer.bound, whole)
    value = float(program.costs[flags].sum())
    if answer.proven:
        return program, flags, value
    ends_of_cuts = time.monotonic() + (ends - time.monotonic()) / 2
    program, relaxed = tightened(program, ties, value, ends_of_cuts)
    bound = max(bound, _rounded(relaxed, whole))
    if bound >= value - 1e-9 or ends <= time.monotonic():
        return program, flags, bound
    answer = solve(program, ends - time.monotonic())
    other = _best_flags(program, ties, answer)
    if program.costs[other].sum() < value:
        flags, value = other, float(program.costs[other].sum())
    return program, flags, value if answer.proven else max(bound, _rounded(answer.bound, whole))


def _best_flags(program: Model, ties: Sequence[Tie], answer: Answer) -> Flags:
    """Return the flags of the solver's split, or of a local search where that found a better one."""
    told = None if answer.camps is None else flags_of(ties, answer.camps)
    if told is not None and answer.proven:
        return told
    other = flags_of(ties, local_search(program.nodes, ties, KICKS))
    if told is None or program.costs[other].sum() < program.costs[told].sum():
        return other
    return told


def _when(
    program: Model, ties: Sequence[Tie], best: Flags, value: float, ends: float, whole: bool
) -> tuple[Flags, Flags, bool]:
    """Return the ties frustrated in some best split, those in all, and whether that is proven."""
    slack = 0.1 if whole else 1e-7 * (1 + value)
    some, always = best.copy(), best.copy()
    while always.any():  # the best split with the fewest of them
        answer = solve(program, ends - time.monotonic(), always.astype(np.float64), value + slack)
        if not answer.proven or answer.camps is None:
            return best, np.zeros_like(best), False
        flags = flags_of(ties, answer.camps)
        if (always & ~flags).sum() == 0:
            break
        some, always = some | flags, always & flags
    while not some.all():  # the best split with the most that were not seen
        answer = solve(program, ends - time.monotonic(), -(~some).astype(np.float64), value + slack)
        if not answer.proven or answer.camps is None:
            return best, np.zeros_like(best), False
        flags = flags_of(ties, answer.camps)
        if (flags & ~some).sum() == 0:
            break
        some, always = some | flags, always & flags
    return some, always, True


def _rounded(bound: float, whole: bool) -> float:
    """Return a bound, the next whole number where the index is one."""
    return float(max(0, math.ceil(bound - 1e-6))) if whole else max(0.0, bound)
