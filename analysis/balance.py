"""Balance of a signed graph: do the friends of friends agree?"""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from .frustration import frustration
from .result import NAN, Balance

Floats = NDArray[np.float64]


def balance(
    graph: nx.Graph, *, exact: bool = True, weight: str | None = None, time_limit: float = 60.0
) -> Balance:
    r"""Return the balance of a signed graph: triads, walks, algebraic conflict and frustration.

    With P and N the 0/1 matrices of positive and negative ties,

    .. math:: +++ = \tfrac16 tr P^3, \quad ++- = \tfrac12 tr P^2 N, \quad +-- = \tfrac12 tr P N^2, \quad
        --- = \tfrac16 tr N^3

    and the triad balance is the share of triads with an even number of negative ties.

    Parameters
    ----------
    graph : Graph
        Edges with ``sign`` 1 or -1; other edges are ignored, and so are nodes without a tie.
    exact : bool
        Whether to solve for the frustration index as well.
    weight : str, optional
        The attribute that holds what a tie weighs in the frustration index; all else goes by the signs.
    time_limit : float
        Seconds the solver may take.

    Returns
    -------
    Balance
        ``triads`` lists the unbalanced ones. Without ties all values are NaN and the status is
        ``no_edges``; without triads the triad balance is NaN and the status ``no_triads``.

    References
    ----------
    Cartwright and Harary 1956, Psychological Review 63:277-293. Estrada and Benzi 2014, Physical Review E
    90:042802. Kunegis et al. 2010, SIAM International Conference on Data Mining. Aref and Wilson 2018,
    Journal of Complex Networks 6:163-189.

    Examples
    --------
    >>> signs = {("A", "B"): 1, ("A", "C"): 1, ("B", "C"): -1}
    >>> found = balance(nx.Graph([(a, b, {"sign": s}) for (a, b), s in signs.items()]))
    >>> found.triads, found.triangle_balance, found.frustration.index
    ((('A', 'B', 'C', 1),), 0.0, 1.0)
    """
    nodes, matrix = signed_matrix(graph)
    as_of = graph.graph.get("as_of")
    edges, negative = int(np.count_nonzero(matrix)) // 2, int((matrix < 0).sum()) // 2
    if not edges:
        return Balance(as_of, 0, 0, 0, 0, 0, 0, 0, NAN, "no_edges")
    ppp, ppn, pnn, nnn = triad_census(matrix)
    triads = ppp + ppn + pnn + nnn
    return Balance(
        as_of=as_of,
        nodes=len(nodes),
        edges=edges,
        negative=negative,
        ppp=ppp,
        ppn=ppn,
        pnn=pnn,
        nnn=nnn,
        triangle_balance=(ppp + pnn) / triads if triads else NAN,
        status="ok" if triads else "no_triads",
        triads=unbalanced_triads(nodes, matrix),
        walk_balance=walk_balance(matrix),
        algebraic_conflict=algebraic_conflict(matrix),
        frustration=frustration(graph, weight=weight, time_limit=time_limit) if exact else None,
        node_balance=tuple(zip(nodes, node_balance(matrix).tolist(), strict=True)),
    )


def signed_matrix(graph: nx.Graph) -> tuple[tuple[str, ...], Floats]:
    """Return the nodes that have a signed tie, sorted, and the matrix of signs.

    >>> signed_matrix(nx.Graph([("B", "A", {"sign": -1})]))[0]
    ('A', 'B')
    """
    ties = [(a, b, data["sign"]) for a, b, data in graph.edges(data=True) if data.get("sign") and a != b]
    nodes = tuple(sorted({node for a, b, _ in ties for node in (a, b)}))
    place = {node: i for i, node in enumerate(nodes)}
    matrix = np.zeros((len(nodes), len(nodes)))
    for a, b, sign in ties:
        matrix[place[a], place[b]] = matrix[place[b], place[a]] = np.sign(sign)
    return nodes, matrix


def triad_census(matrix: Floats) -> tuple[int, int, int, int]:
    """Return the numbers of triads with no, one, two and three negative ties.

    >>> triad_census(np.array([[0, 1, 1], [1, 0, -1], [1, -1, 0]]))
    (0, 1, 0, 0)
    """
    p, n = (matrix > 0).astype(np.float64), (matrix < 0).astype(np.float64)
    pp, nn = p @ p, n @ n
    sums = ((pp * p).sum() / 6, (pp * n).sum() / 2, (nn * p).sum() / 2, (nn * n).sum() / 6)
    ppp, ppn, pnn, nnn = (round(float(total)) for total in sums)
    return ppp, ppn, pnn, nnn


def unbalanced_triads(nodes: tuple[str, ...], matrix: Floats) -> tuple[tuple[str, str, str, int], ...]:
    """Return the triads with an odd number of negative ties, each with that number."""
    near = [set(np.flatnonzero(row).tolist()) for row in matrix]
    found = []
    for i in range(len(nodes)):
        for j, k in combinations(sorted(x for x in near[i] if x > i), 2):
            if k in near[j] and matrix[i, j] * matrix[i, k] * matrix[j, k] < 0:
                count = int((np.array([matrix[i, j], matrix[i, k], matrix[j, k]]) < 0).sum())
                found.append((nodes[i], nodes[j], nodes[k], count))
    return tuple(found)


def walk_balance(matrix: Floats) -> float:
    r"""Return the share of closed walks that are positive beyond those that are negative, in (0, 1].

    .. math:: K = tr e^A / tr e^{|A|}

    >>> walk_balance(np.array([[0, -1], [-1, 0]]))
    1.0
    """
    if not matrix.size:
        return NAN
    signed, unsigned = np.linalg.eigvalsh(matrix), np.linalg.eigvalsh(np.abs(matrix))
    top = unsigned.max()  # taken out of both exponents, so that large spectra do not overflow
    return float(np.exp(signed - top).sum() / np.exp(unsigned - top).sum())


def node_balance(matrix: Floats) -> Floats:
    """Return the walk balance of each node: the same ratio of diagonal entries.

    >>> node_balance(np.array([[0.0, 1.0], [1.0, 0.0]])).tolist()
    [1.0, 1.0]
    """
    found = np.ones(len(matrix))
    for part in components(matrix):
        # by part, since a large one would drown the eigenvalues of a small one
        inside = matrix[np.ix_(part, part)]
        values, vectors = np.linalg.eigh(inside)
        plain, plain_vectors = np.linalg.eigh(np.abs(inside))
        top = plain.max()
        signed = (vectors**2) @ np.exp(values - top)
        found[part] = signed / ((plain_vectors**2) @ np.exp(plain - top))
    return found


def components(matrix: Floats) -> list[list[int]]:
    """Return the connected parts of a network as sorted positions, the first part that of the first node.

    >>> components(np.array([[0, 0, -1], [0, 0, 0], [-1, 0, 0]]))
    [[0, 2], [1]]
    """
    plain = nx.from_numpy_array(np.abs(matrix))
    return sorted(sorted(part) for part in nx.connected_components(plain))


def algebraic_conflict(matrix: Floats) -> float:
    """Return the smallest eigenvalue of the signed Laplacian of the largest component, 0 when balanced.

    Of components of equal size the most conflicted counts: one balanced part would hide the rest.

    >>> round(algebraic_conflict(np.array([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]])), 9)
    1.0
    """
    if not matrix.size:
        return NAN
    parts = components(matrix)
    size = max(len(part) for part in parts)
    found = []
    for part in parts:
        if len(part) == size:
            inside = matrix[np.ix_(part, part)]
            laplacian = np.diag(np.abs(inside).sum(axis=1)) - inside
            found.append(float(np.linalg.eigvalsh(laplacian)[0]))
    return max(0.0, *found)
