"""The exchange graph as Cytoscape JSON: for Cytoscape (.cyjs), Cytoscape.js and networkx.

The writer of networkx puts the number of a node into its ``value`` and so loses that of a contract, which
is therefore called ``contract_value`` here. Every element has an id of its own, which Cytoscape wants.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .registry import Counts, Scored

if TYPE_CHECKING:
    import networkx as nx


def write(source: Scored, path: Path) -> Counts:
    """Write the file; return the numbers of nodes and edges."""
    graph = source.graph()
    told = cytoscape_object(graph)
    path.write_text(
        json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}


def cytoscape_object(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Return a sanitised graph in the form of Cytoscape."""
    nodes = []
    for node, data in graph.nodes(data=True):
        told = {("contract_value" if k == "value" else k): v for k, v in data.items()}
        name = told.get("name") or told.get("label") or node
        nodes.append({"data": {**told, "id": node, "value": node, "name": name}})
    edges = [
        {"data": {**data, "id": f"edge {i}", "source": a, "target": b, "key": key,
                  "interaction": data.get("relation", "")}}
        for i, (a, b, key, data) in enumerate(graph.edges(keys=True, data=True))
    ]  # fmt: skip
    return {
        "data": {**graph.graph},
        "directed": True,
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }
