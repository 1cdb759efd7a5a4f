"""The exchange graph as node-link JSON: what ``networkx.node_link_graph(data, edges="edges")`` and D3 read."""

from __future__ import annotations

import json
from pathlib import Path

from .registry import Counts, Scored


def write(source: Scored, path: Path) -> Counts:
    """Write the file; return the numbers of nodes and edges."""
    import networkx as nx

    graph = source.graph()
    told = nx.node_link_data(graph, edges="edges")
    path.write_text(
        json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
