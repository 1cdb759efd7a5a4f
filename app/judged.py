"""The judgements that bear on what is explained: on a thing, its facts, a pair, a state, or what was struck out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..graph.store import GraphStore

Object = dict[str, Any]
JUDGED = """
MATCH (j:Judgement)-[:JUDGES]->(t)
OPTIONAL MATCH (t)<-[:STATED_IN|SUPPORTS|DISPUTES]-(f:Fact)
WITH j, t, collect(f) AS behind
WITH j, t, CASE WHEN t:Fact THEN [t] ELSE behind END AS facts
RETURN j.id AS judgement, coalesce(t.sha256, t.id) AS target, t.title AS title,
       [f IN facts | f.id] AS ids, [f IN facts | f.kind + ' ' + f.pair] AS about, [f IN facts | f.pair] AS pairs,
       [f IN facts | f.quotes[0]] AS quotes
"""
SIBLINGS = """
MATCH (:Contract {id: $id})<-[:SUPPORTS|DISPUTES]-(f:Fact) RETURN f.kind + ' ' + f.pair AS about UNION
MATCH (:Event {id: $id})<-[:SUPPORTS|DISPUTES]-(f:Fact) RETURN f.kind + ' ' + f.pair AS about UNION
MATCH (:Membership {id: $id})<-[:SUPPORTS|DISPUTES]-(f:Fact) RETURN f.kind + ' ' + f.pair AS about
"""
DOES = {
    "reject": "counts no more",
    "retract": "counts no more",
    "confirm": "is certain",
    "merge": "is one",
    "split": "stands apart",
}


def judgement_parts(graph: GraphStore, id: str, separators: Iterable[str]) -> list[Object]:
    """Return the table of judgements that an explanation adds; none where there are none.

    ``id`` is a fact, article, contract, event, state or pair (TUR/USA). A fact that was struck out stands behind
    nothing; it is listed with the things that other facts of its kind about the same parties tell.
    """
    from ..loaders.rulings import read_judgements

    judgements = {j.id: j for j in read_judgements(graph)}
    if not judgements:
        return []
    siblings = {row["about"] for row in graph.read(SIBLINGS, id=id)}
    ends = next(({*id.split(mark, 1)} for mark in separators if mark in id), {id})
    rows = []
    for row in graph.read(JUDGED):
        named = {row["judgement"], row["target"], *row["ids"], *judgements[row["judgement"]].targets}
        sides = any(ends <= {*pair.split(" > ")} for pair in row["pairs"])
        if id in named or sides or siblings & set(row["about"]):
            told = judgements[row["judgement"]]
            does = (
                f"{told.role} is {(told.becomes or '').partition(':')[2]}" if told.role else DOES[told.action]
            )
            one = row["quotes"][0] if len(row["ids"]) == 1 else f"{len(row['ids'])} facts"
            rows.append(
                {
                    "judgement": told.id,
                    "what": row["title"] or row["target"],
                    "words": one,
                    "action": told.action,
                    "so": f"undone by {told.undone_by} on {told.undone_at[:10]}" if told.undone_at else does,
                    "author": told.author,
                    "decided": told.decided_at[:10],
                    "reason": told.reason,
                }
            )
    rows.sort(key=lambda r: (judgements[r["judgement"]].decided_at, r["judgement"], r["what"]))
    return [{"title": "Judgements of persons", "rows": rows}] if rows else []
