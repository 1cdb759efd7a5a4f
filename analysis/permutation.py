"""Is a network more balanced than chance? The same ties with their signs shuffled tell."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from ..graph.model import digest
from .balance import signed_matrix, triad_census
from .frustration import listed_ties, local_search
from .result import NAN

DRAWS = 500


@dataclass(frozen=True, slots=True)
class NullModel:
    """A measure beside its values under shuffled signs.

    ``z`` is the distance to their mean in standard deviations, ``p`` the two-sided share of draws (with the
    network itself as one of them) at least as far from the mean. ``status`` is ``ok``, ``no_edges``,
    ``no_triads`` or ``single_level`` (every draw gives the same value).
    """

    measure: str
    value: float
    mean: float
    deviation: float
    z: float
    p: float
    draws: int
    status: str


def sign_permutation(graph: nx.Graph, *, measure: str = "triangle_balance", draws: int = DRAWS) -> NullModel:
    r"""Return where a network stands among networks with the same ties and the same number of negative ones.

    .. math:: z = \frac{x - \bar x_0}{s_0}, \qquad p = \frac{1 + \#\{|x_0 - \bar x_0| \ge |x - \bar x_0|\}}{1 + B}

    Parameters
    ----------
    graph : Graph
        Edges with ``sign`` 1 or -1; other edges are ignored.
    measure : "triangle_balance" or "frustration"
        The share of balanced triads, or the frustration index. The latter is the bound of a local search,
        in the network as in the draws: an exact solution of every draw would take too long.
    draws : int
        Shuffles; the seed comes from the ties, so the same network gives the same numbers.

    Returns
    -------
    NullModel

    Notes
    -----
    Shuffling keeps who is tied to whom; what is tested is only whether the signs sit where balance wants
    them.

    Examples
    --------
    >>> camps = {n: n in "ABC" for n in "ABCDEF"}
    >>> ties = [(a, b, {"sign": 1 if camps[a] == camps[b] else -1}) for a in camps for b in camps if a < b]
    >>> found = sign_permutation(nx.Graph(ties), draws=200)
    >>> found.value, found.z > 2, found.p < 0.05
    (1.0, True, True)
    """
    measures: dict[str, Callable[[np.ndarray], float]] = {"triangle_balance": _balance, "frustration": _bound}
    if measure not in measures:
        raise ValueError(f"no measure is called {measure!r}; they are {', '.join(measures)}")
    names, matrix = signed_matrix(graph)
    if not names:
        return NullModel(measure, NAN, NAN, NAN, NAN, NAN, 0, "no_edges")
    of = measures[measure]
    value = of(matrix)
    if math.isnan(value):
        return NullModel(measure, NAN, NAN, NAN, NAN, NAN, 0, "no_triads")
    first, second = np.nonzero(np.triu(matrix))
    signs = matrix[first, second]
    seed = digest("signs", measure, *(f"{a}{'+' if s > 0 else '-'}{b}" for a, b, s, _ in listed_ties(graph)))
    generator = np.random.Generator(np.random.PCG64(int(seed, 16)))
    drawn = np.empty(draws)
    for k in range(draws):
        shuffled = np.zeros_like(matrix)
        shuffled[first, second] = generator.permutation(signs)
        drawn[k] = of(shuffled + shuffled.T)
    mean, deviation = float(drawn.mean()), float(drawn.std(ddof=1)) if draws > 1 else 0.0
    far = np.abs(drawn - mean) >= abs(value - mean) - 1e-12
    p = (1 + int(far.sum())) / (1 + draws)
    if deviation < 1e-12:
        return NullModel(measure, value, mean, 0.0, NAN, p, draws, "single_level")
    return NullModel(measure, value, mean, deviation, (value - mean) / deviation, p, draws, "ok")


def _balance(matrix: np.ndarray) -> float:
    ppp, ppn, pnn, nnn = triad_census(matrix)
    triads = ppp + ppn + pnn + nnn
    return (ppp + pnn) / triads if triads else NAN


def _bound(matrix: np.ndarray) -> float:
    first, second = np.nonzero(np.triu(matrix))
    ties = [(i, j, int(matrix[i, j]), 1.0) for i, j in zip(first.tolist(), second.tolist(), strict=True)]
    camps = local_search(len(matrix), ties)
    return float(((camps[first] == camps[second]) != (matrix[first, second] > 0)).sum())
