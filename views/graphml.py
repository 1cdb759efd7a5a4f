"""GraphML: for yEd, Cytoscape, igraph and networkx itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from .graphs import sanitised

if TYPE_CHECKING:
    import networkx as nx


def graphml_bytes(graph: nx.MultiDiGraph) -> bytes:
    """Return the graph as GraphML: sanitised, in sorted order, with nothing of this machine in it.

    The writer on the standard library is named on purpose: networkx takes lxml where that is
    installed, and the two differ in their bytes.
    """
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(sanitised(graph), out, encoding="utf-8", prettyprint=True, named_key_ids=False)
    return out.getvalue()
