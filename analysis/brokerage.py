"""Who stands between others: brokerage and centrality on the positive ties alone."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from .network import positive_layer

COLUMNS = ("node", "degree", "betweenness", "effective_size", "constraint")


def brokerage(graph: nx.Graph) -> pd.DataFrame:
    """Return for each node how far it links others that have no positive tie among themselves.

    Parameters
    ----------
    graph : Graph
        Edges with ``sign``; negative ones are left out, since these measures have no meaning for them.

    Returns
    -------
    DataFrame
        One row a node: number of positive ties, betweenness (share of shortest paths), effective size and
        constraint (Burt 1992). Sorted by betweenness, then name.

    Notes
    -----
    A node without positive ties has effective size and constraint NaN.

    Examples
    --------
    >>> ties = nx.Graph([("A", "B", {"sign": 1}), ("B", "C", {"sign": 1}), ("A", "C", {"sign": -1})])
    >>> found = brokerage(ties)
    >>> found["node"][0], float(found["betweenness"][0]), float(found["effective_size"][0])
    ('B', 1.0, 2.0)
    """
    layer = nx.Graph(positive_layer(graph).edges())
    layer.add_nodes_from(graph.nodes)
    if not layer:
        return pd.DataFrame(columns=list(COLUMNS))
    between = nx.betweenness_centrality(layer)
    size, constraint = nx.effective_size(layer), nx.constraint(layer)
    rows = [(v, layer.degree[v], between[v], size[v], constraint[v]) for v in layer.nodes]
    rows.sort(key=lambda row: (-row[2], str(row[0])))
    return pd.DataFrame(rows, columns=list(COLUMNS))
