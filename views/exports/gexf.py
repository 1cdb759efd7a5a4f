"""The exchange graph as dynamic GEXF: every tie with the days on which it held."""

from __future__ import annotations

from pathlib import Path

from ..dossier import tool_version
from ..gexf import gexf_bytes
from .registry import Counts, Scored


def write(source: Scored, path: Path) -> Counts:
    """Write the file; return the numbers of nodes and edges."""
    graph = source.graph()
    path.write_bytes(gexf_bytes(graph, tool_version()))
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
