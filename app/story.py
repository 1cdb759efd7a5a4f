"""What belongs to a contract beside its facts: where they disagree, why they are one deal, what was done over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..graph.store import GraphStore

Object = dict[str, Any]
CLAIM = ("says", "status", "day", "quantity", "unit", "amount", "currency", "bound", "source")
ACT = ("day", "who", "says", "quote", "source", "fact")


def contract_parts(graph: GraphStore, id: str) -> list[Object]:
    """Return the tables that an explanation of a contract adds; none where the id is not one of a contract."""
    from ..loaders.deals import RULES as DEALS
    from ..loaders.over import RULES as ACTS
    from ..queries.library import find

    query = find("contract_story")
    rows = graph.read(query.text, **query.bind({"contract": id})) if id else []
    claims = [row for row in rows if row["part"] != "act"]
    acts = [row for row in rows if row["part"] == "act"]
    parts: list[Object] = []
    contested = [row["contested"] for row in claims[:1] if row["contested"]]
    if contested:
        shown = [{name: row[name] for name in CLAIM} for row in claims]
        parts.append({"title": f"The sources disagree on: {', '.join(contested[0])}", "rows": shown})
    why = [{"rule": rule, "facts are one deal because": DEALS.get(rule, rule)} for rule in _rules(claims[:1])]
    if why:
        parts.append({"title": f"Why {len(claims)} facts are one deal", "rows": why})
    if acts:
        done = [
            {**{name: row[name] for name in ACT}, "rule": "; ".join(ACTS.get(r, r) for r in row["rules"])}
            for row in acts
        ]
        parts.append({"title": "What was done over it", "rows": done})
    return parts


def _rules(rows: list[Object]) -> list[str]:
    return sorted({rule for row in rows for rule in row["rules"] or ()})
