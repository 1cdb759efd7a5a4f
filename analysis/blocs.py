"""Blocs: groups of states with good ties inside and bad ones between, and how sure the grouping is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ..graph.errors import UsageError
from ..graph.model import digest
from .balance import signed_matrix
from .kbloc import line_index, ordered
from .result import NAN

Labels = NDArray[np.intp]
Floats = NDArray[np.float64]
RUNS = 50
ENGINES = ("own", "leiden")


@dataclass(frozen=True, slots=True)
class Member:
    """A state in a bloc; ``confidence`` is how often it shared a bloc with the others of it over all runs."""

    node: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Blocs:
    """A division of a signed network into blocs, the largest first.

    ``stability`` is the mean adjusted Rand index of all pairs of runs (1: every run found the same
    division); ``line_index`` what stands against the division, positive ties between blocs and negative ones
    inside. ``together`` is how often two nodes shared a bloc, in the order of ``nodes``.
    """

    nodes: tuple[str, ...]
    blocs: tuple[tuple[Member, ...], ...]
    modularity: float
    line_index: float
    stability: float
    runs: int
    status: str
    together: Floats


def blocs(
    graph: nx.Graph,
    *,
    runs: int = RUNS,
    resolution: float = 1.0,
    engine: str = "own",
) -> Blocs:
    r"""Return the blocs of a signed network with their stability over seeded runs.

    The division maximises signed modularity: what ties there are inside the blocs beyond chance, where
    positive ties beyond chance count for it and negative ones against,

    .. math:: Q = \frac{1}{2 w^+ + 2 w^-} \sum_{ij} \left[ A_{ij} - \gamma \left( \frac{w_i^+ w_j^+}{2 w^+} -
        \frac{w_i^- w_j^-}{2 w^-} \right) \right] [c_i = c_j]

    Parameters
    ----------
    graph : Graph
        Edges with ``sign`` 1 or -1; other edges are ignored, and so are nodes without a tie.
    runs : int
        Runs from different orders of the nodes; the seeds are fixed.
    resolution : float
        Above 1 the blocs are smaller.
    engine : "own" or "leiden"
        Own local moves with aggregation, or the Leiden algorithm on the two layers (extra ``leiden``).

    Returns
    -------
    Blocs
        The best of all divisions found. Without ties the status is ``no_edges``.

    Notes
    -----
    Modularity does not see blocs that are small beside the whole network, and it finds groups in noise too:
    read the stability and the confidence, and compare the line index with :func:`.kbloc.k_bloc`.

    References
    ----------
    Gomez, Jensen and Arenas 2009, Physical Review E 80:016114. Hubert and Arabie 1985, Journal of
    Classification 2:193-218. Traag, Waltman and van Eck 2019, Scientific Reports 9:5233.

    Examples
    --------
    >>> camp = {"A": 0, "B": 0, "C": 0, "D": 1, "E": 1, "F": 1}
    >>> ties = [(a, b, {"sign": 1 if camp[a] == camp[b] else -1}) for a in camp for b in camp if a < b]
    >>> found = blocs(nx.Graph(ties), runs=5)
    >>> [[m.node for m in bloc] for bloc in found.blocs], found.stability, found.line_index
    ([['A', 'B', 'C'], ['D', 'E', 'F']], 1.0, 0.0)
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine is called {engine!r}; they are {', '.join(ENGINES)}")
    if runs < 1:
        raise UsageError("it takes at least one run")
    names, matrix = signed_matrix(graph)
    if not names:
        return Blocs((), (), NAN, NAN, NAN, 0, "no_edges", np.zeros((0, 0)))
    gains = modularity_matrix(matrix, resolution)
    found = _leiden(matrix, runs, resolution) if engine == "leiden" else _own(gains, names, runs)
    scores = [float(gains[one[:, None] == one[None, :]].sum()) for one in found]
    best = found[max(range(len(found)), key=lambda k: (round(scores[k], 12), -k))]
    together = np.mean([one[:, None] == one[None, :] for one in found], axis=0)
    parts = []
    for label in range(int(best.max()) + 1):
        inside = np.flatnonzero(best == label)
        parts.append(tuple(Member(names[i], _confidence(together, i, inside)) for i in inside.tolist()))
    return Blocs(
        nodes=names,
        blocs=tuple(parts),
        modularity=float(gains[best[:, None] == best[None, :]].sum()),
        line_index=line_index(matrix, best),
        stability=_stability(found),
        runs=len(found),
        status="ok",
        together=together,
    )


def modularity_matrix(matrix: Floats, resolution: float = 1.0) -> Floats:
    """Return what each pair adds to signed modularity when it shares a bloc.

    >>> modularity_matrix(np.array([[0.0, 1.0], [1.0, 0.0]])).tolist()
    [[-0.25, 0.25], [0.25, -0.25]]
    """
    good, bad = np.maximum(matrix, 0), np.maximum(-matrix, 0)
    expected = np.zeros_like(matrix)
    for layer, sign in ((good, 1.0), (bad, -1.0)):
        degree = layer.sum(axis=1)
        if degree.sum():
            expected += sign * np.outer(degree, degree) / degree.sum()
    found: Floats = (matrix - resolution * expected) / np.abs(matrix).sum()
    return found


def adjusted_rand(one: Labels, other: Labels) -> float:
    """Return how alike two divisions are beyond chance: 1 when the same, about 0 for unrelated ones.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])), 9)
    -0.5
    """
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1.0)
    pairs, rows, columns = (
        float((c * (c - 1) / 2).sum()) for c in (table, table.sum(axis=1), table.sum(axis=0))
    )
    everything = len(one) * (len(one) - 1) / 2
    chance = rows * columns / everything if everything else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == chance else (pairs - chance) / (most - chance)


def _own(gains: Floats, names: Sequence[str], runs: int) -> list[Labels]:
    generator = np.random.Generator(np.random.PCG64(int(digest("blocs", *names), 16)))
    return [ordered(_climb(gains, generator)) for _ in range(runs)]


def _climb(gains: Floats, generator: np.random.Generator) -> Labels:
    """Move nodes to better blocs, then take blocs for nodes and go on, until nothing gains."""
    labels = np.arange(len(gains))
    level = gains
    while True:
        moved = _moves(level, generator.permutation(len(level)))
        labels = moved[labels]
        if len(set(moved.tolist())) == len(level):
            return labels
        member = np.zeros((len(level), int(moved.max()) + 1))
        member[np.arange(len(level)), moved] = 1.0
        level = member.T @ level @ member


def _moves(gains: Floats, order: NDArray[np.int64]) -> Labels:
    size = len(gains)
    labels = np.arange(size)
    member = np.eye(size)
    apart = gains - np.diag(np.diag(gains))
    moved = True
    while moved:
        moved = False
        for node in order.tolist():
            pull = apart[node] @ member
            goal = int(np.argmax(pull))
            if pull[goal] > pull[labels[node]] + 1e-12:
                member[node, labels[node]], member[node, goal] = 0.0, 1.0
                labels[node] = goal
                moved = True
    return np.unique(labels, return_inverse=True)[1].astype(np.intp)


def _leiden(matrix: Floats, runs: int, resolution: float) -> list[Labels]:
    try:
        import igraph
        import leidenalg
    except ImportError as error:
        raise UsageError(
            "the engine leiden is an extra; install it: pip install 'detente[leiden]'"
        ) from error
    layers = []
    for layer in (np.maximum(matrix, 0), np.maximum(-matrix, 0)):
        first, second = np.nonzero(np.triu(layer))
        graph = igraph.Graph(len(matrix), list(zip(first.tolist(), second.tolist(), strict=True)))
        layers.append(leidenalg.RBConfigurationVertexPartition(graph, resolution_parameter=resolution))
    found = []
    for seed in range(runs):
        optimiser = leidenalg.Optimiser()
        optimiser.set_rng_seed(seed)
        parts = [type(layer)(layer.graph, resolution_parameter=resolution) for layer in layers]
        optimiser.optimise_partition_multiplex(parts, layer_weights=[1, -1], n_iterations=-1)
        found.append(ordered(np.array(parts[0].membership, dtype=np.intp)))
    return found


def _confidence(together: Floats, node: int, inside: NDArray[np.intp]) -> float:
    others = inside[inside != node]
    if len(others):
        return float(together[node, others].mean())
    return float(1 - np.delete(together[node], node).mean()) if len(together) > 1 else 1.0


def _stability(found: Sequence[Labels]) -> float:
    pairs = [(one, other) for i, one in enumerate(found) for other in found[i + 1 :]]
    return float(np.mean([adjusted_rand(*pair) for pair in pairs])) if pairs else NAN
