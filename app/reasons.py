"""The facts behind ties of the signed network, each with its words and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from ..queries.snapshot import Snapshot

MOST = 20  # facts a tie that are told; the rest are counted


def tie_reasons(snapshot: Snapshot, graph: nx.Graph, ties: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the ties with their sign and facts: the heaviest first, those of the atlas with their source."""
    told = {row["fact"]: row for row in snapshot.facts.to_dict("records")}
    found = []
    for a, b in ties:
        data = graph[a][b]
        shares = sorted(data.get("shares") or (), key=lambda part: (-abs(part[1]), part[0]))
        names = [name for name, _ in shares] or [*data.get("facts", ()), *data.get("prior_facts", ())]
        found.append(
            {
                "source": a,
                "target": b,
                "sign": data["sign"],
                "basis": data.get("basis"),
                "n": len(names),
                "facts": [_fact(name, told.get(name, {})) for name in names[:MOST]],
            }
        )
    return found


def _fact(name: str, row: dict[Any, Any]) -> dict[str, Any]:
    quotes: list[str] = list(row.get("quotes") or ())
    article = row.get("origin") == "article"
    return {
        "fact": name,
        "type": row.get("type"),
        "quote": quotes[0] if quotes else row.get("citation"),
        "article": row.get("source") if article else None,
        "date": row.get("valid_from") or row.get("reported_at"),
    }


def reason_rows(reasons: Iterable[dict[str, Any]]) -> list[list[object]]:
    """Return the reasons as rows of a table: tie, sign, type, date, words."""
    return [
        [f"{one['source']} – {one['target']}", one["sign"], f["type"], f["date"], f["quote"]]
        for one in reasons
        for f in one["facts"]
    ]
