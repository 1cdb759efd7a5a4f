"""The exchange graph as GraphML."""

from __future__ import annotations

from pathlib import Path

from ..graphml import graphml_bytes
from .registry import Counts, Scored


def write(source: Scored, path: Path) -> Counts:
    """Write the file; return the numbers of nodes and edges."""
    graph = source.graph()
    path.write_bytes(graphml_bytes(graph))
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
