"""Who stands between others: brokerage and centrality on the positive ties alone."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pandas as pd

from .network import positive_layer

COLUMNS = ("node", "degree", "betweenness", "effective_size", "constraint", "katz")
# share of the largest damping for which the sum over walks is finite
DAMPING = 0.85


def brokerage(graph: nx.Graph, *, weight: str | None = None) -> pd.DataFrame:
    r"""Return for each node how far it links others that have no positive tie among themselves.

    With p_ij the share of j in the ties of i, Burt's constraint and effective size are

    .. math:: c_i = \sum_j \left(p_{ij} + \sum_q p_{iq} p_{qj}\right)^2, \qquad
        e_i = d_i - \frac{2 t_i}{d_i}

    (t the ties among the neighbours), and Katz centrality is :math:`x = \alpha A x + 1` scaled to length 1,
    with alpha 0.85 of the inverse of the largest eigenvalue.

    Parameters
    ----------
    graph : Graph
        Edges with ``sign``; negative ones are left out, since these measures have no meaning for them.
    weight : str, optional
        The attribute with the strength of a tie, above 0; a path through strong ties counts as short.

    Returns
    -------
    DataFrame
        One row a node: number of positive ties, betweenness (share of shortest paths), effective size,
        constraint and Katz centrality. Sorted by betweenness, then name.

    Notes
    -----
    A node without positive ties has effective size and constraint NaN.

    References
    ----------
    Freeman 1977, Sociometry 40:35-41. Burt 1992, Structural Holes. Katz 1953, Psychometrika 18:39-43.

    Examples
    --------
    >>> ties = nx.Graph([("A", "B", {"sign": 1}), ("B", "C", {"sign": 1}), ("A", "C", {"sign": -1})])
    >>> found = brokerage(ties)
    >>> found["node"][0], float(found["betweenness"][0]), float(found["effective_size"][0])
    ('B', 1.0, 2.0)
    """
    layer = nx.Graph()
    layer.add_nodes_from(graph.nodes)
    for a, b, data in positive_layer(graph).edges(data=True):
        strength = float(data.get(weight, 1.0)) if weight else 1.0
        if a != b and strength > 0:
            layer.add_edge(a, b, strength=strength, length=1 / strength)
    if not layer:
        return pd.DataFrame(columns=list(COLUMNS))
    strong, long = ("strength", "length") if weight else (None, None)
    between = nx.betweenness_centrality(layer, weight=long)
    size, constraint = nx.effective_size(layer, weight=strong), nx.constraint(layer, weight=strong)
    katz = _katz(layer)
    rows = [(v, layer.degree[v], between[v], size[v], constraint[v], katz[v]) for v in layer.nodes]
    rows.sort(key=lambda row: (-row[2], str(row[0])))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _katz(layer: nx.Graph) -> dict[str, float]:
    nodes = list(layer)
    matrix = nx.to_numpy_array(layer, nodelist=nodes, weight="strength")
    top = float(np.linalg.eigvalsh(matrix).max())
    alpha = DAMPING / top if top > 0 else 0.0
    found = np.linalg.solve(np.eye(len(nodes)) - alpha * matrix, np.ones(len(nodes)))
    return dict(zip(nodes, (found / math.sqrt(float(found @ found))).tolist(), strict=True))
