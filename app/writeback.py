"""Scores written into the graph on request, as relationships that name their facts, and removed again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..analysis.result import DyadAlignment, DyadTension
    from ..graph.store import GraphStore

Row = dict[str, Any]
REMOVE = {
    "TENSION": "UNWIND $rows AS row MATCH (:Country)-[r:TENSION {metric: row.metric}]->(:Country) "
    "WHERE row.as_of IS NULL OR r.as_of = row.as_of DELETE r",
    "ALIGNMENT": "UNWIND $rows AS row MATCH (:Country)-[r:ALIGNMENT {metric: row.metric}]->(:Country) "
    "WHERE row.as_of IS NULL OR r.as_of = row.as_of DELETE r",
}
HELD = {
    "TENSION": "MATCH (:Country)-[r:TENSION]->(:Country) WHERE r.metric = $metric "
    "AND ($as_of IS NULL OR r.as_of = $as_of) RETURN count(r) AS n",
    "ALIGNMENT": "MATCH (:Country)-[r:ALIGNMENT]->(:Country) WHERE r.metric = $metric "
    "AND ($as_of IS NULL OR r.as_of = $as_of) RETURN count(r) AS n",
}


def write_tension(store: GraphStore, dyads: Sequence[DyadTension]) -> Row:
    """Write the tension of pairs of states as TENSION relationships; return how many, and how many were left out.

    The relationships of this metric and day are replaced, so writing twice leaves the same graph. A pair with a
    body (NATO) is left out, since the relationship joins countries. Pooled dyads go from the first name
    to the second, directed ones from source to target under the metric ``tension_directed``.
    """
    metric = "tension_directed" if any(d.directed for d in dyads) else "tension"
    rows = [
        _row(
            d.a, d.b, metric, d.as_of, d.known_by, d.value, d.lo, d.hi, d.n, [c.fact for c in d.contributions],
            {"half_life": d.half_life, "k": d.k, "prior": d.prior, "interval": d.interval, "status": d.status},
        )
        for d in dyads
    ]  # fmt: skip
    return _write(store, "TENSION", metric, rows)


def write_alignment(store: GraphStore, dyads: Sequence[DyadAlignment]) -> Row:
    """Write the alignment of pairs of states as ALIGNMENT relationships; pairs without a value are left out.

    They stand under the metric's name (``s_known``); otherwise as :func:`write_tension`.
    """
    metric = dyads[0].metric if dyads else "s_known"
    rows = [
        _row(
            d.a, d.b, metric, d.as_of, d.known_by, d.value, d.lo, d.hi, d.n,
            [c.fact for c in (*d.contributions, *d.prior_contributions)], {"base": d.base, "status": d.status},
        )
        for d in dyads
        if d.value == d.value
    ]  # fmt: skip
    return _write(store, "ALIGNMENT", metric, rows)


def remove_scores(store: GraphStore, kind: str, metrics: Iterable[str], as_of: date | None = None) -> int:
    """Remove the relationships TENSION or ALIGNMENT of some metrics, of one day or of all; return how many."""
    gone = 0
    for metric in metrics:
        gone += int(store.read(HELD[kind], metric=metric, as_of=as_of)[0]["n"])
        store.write(REMOVE[kind], [{"metric": metric, "as_of": as_of}])
    return gone


def keep_alignment(
    where: str | None, pair: set[str] | None, as_of: date | None, known_by: date | None, metric: str, as_json: bool,
    *, remove: bool,
) -> None:  # fmt: skip
    """Write the alignments of articles into the graph, or remove them, and say how many."""
    from ..graph.errors import UsageError
    from .pipeline import opened, read_snapshot, score
    from .terminal import say, show_json

    if metric not in ("s_known", "kappa", "s"):
        raise UsageError(f"{metric} is not written: it has no facts of its own; take s_known, kappa or s")
    with opened(where) as graph:
        if remove:
            done: Row = {
                "relationship": "ALIGNMENT",
                "removed": remove_scores(graph, "ALIGNMENT", [metric], as_of),
            }
        else:
            found = score(read_snapshot(graph), as_of=as_of, known_by=known_by, metric=metric).alignments
            done = write_alignment(graph, [d for d in found if pair in (None, {d.a, d.b})])
    if as_json:
        show_json(done)
    elif remove:
        say(f"{done['removed']} ALIGNMENT relationships removed.")
    else:
        say(f"{done['written']} ALIGNMENT relationships written.")


def _row(
    a: str, b: str, metric: str, as_of: date | None, known_by: date | None, value: float, lo: float, hi: float,
    n: int, facts: list[str], parameters: Row,
) -> Row:  # fmt: skip
    told = {name: None if value != value else value for name, value in parameters.items()}
    bounds = {name: None if bound != bound else bound for name, bound in (("lo", lo), ("hi", hi))}
    return {
        "from": a, "to": b, "metric": metric, "as_of": as_of, "known_by": known_by, "value": value, **bounds, "n": n,
        "parameters": json.dumps(told, sort_keys=True), "facts": sorted(set(facts)),
    }  # fmt: skip


def _write(store: GraphStore, kind: str, metric: str, rows: list[Row]) -> Row:
    from ..graph.schema import merge_relationship, relationship_rows

    known = {row["iso3"] for row in store.read("MATCH (c:Country) RETURN c.iso3 AS iso3")}
    kept = [row for row in rows if row["from"] in known and row["to"] in known and row["as_of"] is not None]
    days = sorted({row["as_of"] for row in kept})
    batches = [(REMOVE[kind], [{"metric": metric, "as_of": day} for day in days])] if days else []
    if kept:
        written = relationship_rows(kind, "Country", "Country", kept)
        batches.append((merge_relationship(kind, "Country", "Country"), written))
        store.write_many(batches)
    return {"relationship": kind, "metric": metric, "written": len(kept), "left_out": len(rows) - len(kept)}
