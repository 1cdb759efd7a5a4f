"""The raw rows behind an event that a data set tells: read from the Parquet files beside the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..graph.store import GraphStore

Object = dict[str, Any]
MOST = 200  # rows that are shown
FACTS = """
MATCH (f:Fact) WHERE f.id = $id AND f.count IS NOT NULL
RETURN f.source AS source, f.type AS type, f.pair AS pair, f.valid_from AS day, f.count AS events
"""
OF_EVENT = """
MATCH (e:Event {id: $id})<-[:SUPPORTS]-(f:Fact) WHERE f.count IS NOT NULL
RETURN f.source AS source, f.type AS type, f.pair AS pair, f.valid_from AS day, f.count AS events
"""


def row_parts(graph: GraphStore, id: str) -> list[Object]:
    """Return the tables of raw rows behind a fact or event that aggregates rows of an event set; none for others."""
    from ..loaders.behind import rows_behind

    parts: list[Object] = []
    for fact in graph.read(FACTS, id=id) or graph.read(OF_EVENT, id=id):
        source, _, target = fact["pair"].partition(" > ")
        rows = rows_behind(graph.raw, fact["source"], fact["day"], source, target, fact["type"])
        if rows:
            title = f"The rows of {fact['source']} on {fact['day']} that it counts ({fact['events']})"
            parts.append({"title": title, "rows": [_shown(row) for row in rows[:MOST]]})
    return parts


def _shown(row: Object) -> Object:
    """Return a row with its mentions as one text: the outlets, each with the sentence that tells the event."""
    told = "; ".join(f"{m['outlet']}, sentence {m['sentence']}" for m in row["mentions"])
    return {**row, "mentions": told}
