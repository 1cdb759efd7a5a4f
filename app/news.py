"""What new articles changed: the graph before and after them, compared at the same date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from ..graph.store import GraphStore
    from ..queries.snapshot import Snapshot

Object = dict[str, Any]
CONTRACT = ("contract", "kind", "buyer", "seller", "item", "status", "signed", "value", "currency", "quantity", "unit")  # fmt: skip
MEMBERSHIP = ("membership", "country", "alliance", "status", "valid_from", "valid_to")
ARTICLE = ("article", "title", "outlet", "url", "published_at")
MOST_SAID = 3
NOTHING: Object = {
    "as_of": None, "articles": [], "facts": 0, "contracts": [], "memberships": [], "tension": [], "first": [],
    "contested": [],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sight:
    """The graph at one moment: its snapshot, and the acts on which sources disagree."""

    snapshot: Snapshot
    contested: tuple[Object, ...]


def sight(store: GraphStore) -> Sight:
    """Return what the graph holds now."""
    from ..queries.library import find
    from .pipeline import read_snapshot

    contested = find("contested_events")
    return Sight(read_snapshot(store), tuple(store.read(contested.text, **contested.bind({}))))


def news(before: Sight, after: Sight, fresh: Collection[str]) -> Object:
    """Return what the articles ``fresh`` brought: contracts, memberships, tension that moved, contradictions.

    Both sides are taken as of the same day, the latest of the graph after the load, so that nothing is news for
    having aged. A contract or membership is new if no fact of it was there before. Tension has moved if
    its value left the interval that it had; pairs of which nothing was known stand apart, under ``first``.
    """
    from ..analysis.clock import moment

    at = moment(after.snapshot)
    held = set(before.snapshot.facts["fact"])
    facts = {row["fact"]: row for row in _records(after.snapshot.facts)}
    titles = {row["article"]: row["title"] for row in _records(after.snapshot.articles)}

    known, first = moved(before.snapshot, after.snapshot, at, held)

    def said(ids: Iterable[str]) -> list[Object]:
        return [_said(facts[one], titles) for one in list(ids)[:MOST_SAID]]

    return {
        "as_of": at,
        "articles": [_some(r, ARTICLE) for r in _records(after.snapshot.articles) if r["article"] in fresh],
        "facts": sum(key not in held and row["origin"] == "article" for key, row in facts.items()),
        "contracts": [
            {**_some(row, CONTRACT), "said": said(row["facts"])}
            for row in _records(after.snapshot.contracts)
            if not held & set(row["facts"])
        ],
        "memberships": [
            {**_some(row, MEMBERSHIP), "atlas": row["origin"] == "both", "said": said(told)}
            for row in _records(after.snapshot.memberships)
            if (told := [f for f in row["facts"] if f not in row["prior_facts"]]) and not held & set(told)
        ],
        "tension": [{**row, "said": said(row["said"])} for row in known],
        "first": [{**row, "said": said(row["said"])} for row in first],
        "contested": [{**row, "said": said(row["said"])} for row in _contested(before, after)],
    }  # fmt: skip


def moved(
    before: Snapshot, after: Snapshot, at: date | None, held: Collection[str]
) -> tuple[list[Object], list[Object]]:
    """Return the pairs whose tension left its interval, and those of which nothing was known; ``said`` are new facts.

    The largest change comes first.
    """
    from ..analysis.tension import tension

    old = {(d.a, d.b): d for d in tension(before.events, as_of=at) if d.n > 0}
    known: list[Object] = []
    first: list[Object] = []
    for dyad in tension(after.events, as_of=at):
        parts = [c for c in dyad.contributions if c.fact not in held]
        parts.sort(key=lambda c: (-abs(c.value), c.fact))
        row = {"a": dyad.a, "b": dyad.b, "value": dyad.value, "lo": dyad.lo, "hi": dyad.hi}
        said = [c.fact for c in parts]
        then = old.get((dyad.a, dyad.b))
        if not parts:
            continue
        if then is None:
            first.append({**row, "change": dyad.value, "said": said})
        elif not then.lo <= dyad.value <= then.hi:
            was = {"before": then.value, "before_lo": then.lo, "before_hi": then.hi}
            known.append({**row, **was, "change": dyad.value - then.value, "said": said})
    for rows in (known, first):
        rows.sort(key=lambda one: (-abs(one["change"]), one["a"], one["b"]))
    return known, [{name: value for name, value in one.items() if name != "change"} for one in first]


def _contested(before: Sight, after: Sight) -> list[Object]:
    """Return the contracts and acts on which sources disagree and did not before, or now on something more."""
    was: dict[str, set[str]] = {}
    for _, _, on, facts in _disputes(before):
        for fact in facts:
            was.setdefault(fact, set()).update(on)
    found = []
    for kind, what, on, facts in _disputes(after):
        fresh = [name for name in on if not any(name in was.get(fact, ()) for fact in facts)]
        if fresh:
            found.append({"kind": kind, **what, "on": fresh, "said": facts})
    return found


def _disputes(seen: Sight) -> list[tuple[str, Object, Sequence[str], list[str]]]:
    found: list[tuple[str, Object, Sequence[str], list[str]]] = []
    for row in _records(seen.snapshot.contracts):
        if row["contested"]:
            what = f"{row['buyer'] or '?'} – {row['seller'] or '?'}: {row['item'] or row['kind']}"
            found.append(("contract", {"id": row["contract"], "what": what}, row["contested"], row["facts"]))
    behind: dict[str, list[str]] = {}
    for row in _records(seen.snapshot.events):
        behind.setdefault(row["event"], []).append(row["fact"])
    for row in seen.contested:
        what = f"{row['source']} {row['type']} {row['target']}"
        facts = behind.get(row["event"], [])
        found.append(("event", {"id": row["event"], "what": what}, row["contested"], facts))
    return found


def _said(fact: Mapping[str, Any], titles: Mapping[str, str | None]) -> Object:
    return {
        "fact": fact["fact"],
        "modality": fact["modality"],
        "speaker": fact["speaker"],
        "quote": " […] ".join(fact["quotes"]) or fact["citation"],
        "article": fact["source"],
        "title": titles.get(fact["source"]),
    }


def _some(row: Mapping[str, Any], names: Sequence[str]) -> Object:
    return {name: row[name] for name in names}


def _records(frame: pd.DataFrame) -> list[Object]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
