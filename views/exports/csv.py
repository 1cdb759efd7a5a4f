"""The exchange graph as nodes.csv and edges.csv: for spreadsheets, pandas, R and Gephi's import.

A text that a spreadsheet would run as a formula (it begins with ``= + - @``, a tab or a carriage return)
has an apostrophe before it; numbers are left as they are. Gephi reads ``type`` as the direction of an
edge, so the class of an event is in ``class``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..tables import csv_lines
from .registry import Counts, Scored

_NODE: Final = ("id", "label", "kind", "name")
_EDGE: Final = ("source", "target", "type", "id", "label", "relation", "weight", "sign", "start", "end")


def write(source: Scored, folder: Path) -> Counts:
    """Write the two files; return the numbers of nodes and edges."""
    graph = source.graph()
    nodes = [{**data, "id": node} for node, data in graph.nodes(data=True)]
    edges = []
    for a, b, key, data in graph.edges(keys=True, data=True):
        told = {("class" if k == "type" else k): v for k, v in data.items() if k != "key"}
        edges.append({**told, "source": a, "target": b, "id": key, "type": "Directed"})
    for name, rows, first in (("nodes.csv", nodes, _NODE), ("edges.csv", edges, _EDGE)):
        (folder / name).write_text(_table(rows, first), encoding="utf-8", newline="")
    return {"nodes": len(nodes), "edges": len(edges)}


def _table(rows: Sequence[Mapping[str, Any]], first: Iterable[str]) -> str:
    columns = list(dict.fromkeys([*first, *sorted({k for row in rows for k in row})]))
    return csv_lines(columns, ([row.get(c) for c in columns] for row in rows))
