"""The graph as DataFrames: what metrics and views read, all of it through Cypher."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from .judged import STRUCK, as_judged
from .library import shipped
from .stories import story_clusters

if TYPE_CHECKING:
    import pandas as pd

    from ..graph.store import GraphStore

Rows = list[dict[str, Any]]
EVENTS = (
    "fact", "event", "source", "source_kind", "target", "target_kind", "type", "subtype", "polarity", "modality",
    "speaker", "valid_from", "valid_to", "granularity", "reported_at", "reported_basis", "confidence", "article",
    "story", "outlet", "quote", "start", "end", "rule", "score", "count",
)  # fmt: skip
CONTRACTS = (
    "contract", "kind", "buyer", "seller", "buyer_kind", "seller_kind", "item", "status", "signed", "value",
    "value_high", "bound", "currency", "quantity", "unit", "contested", "facts",
)  # fmt: skip
MEMBERSHIPS = (
    "membership", "country", "alliance", "alliance_kind", "status", "valid_from", "valid_to", "obligations",
    "facts", "origin", "prior_facts", "contested",
)  # fmt: skip
ARTICLES = ("article", "title", "text", "outlet", "url", "published_at")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The graph at rest: one frame for each kind of thing, sorted by id.

    ``events`` has a row for each event fact, ``facts`` for each fact of any kind; ``contracts`` and
    ``memberships`` are merged nodes with the ids of their facts, those of the atlas in ``prior_facts``;
    ``rivalries`` are facts. What a person rejected or retracted stands in ``facts`` only, where ``judged`` and
    ``note`` tell it; corrected parties stand in their place everywhere. The origin of a fact is ``article``,
    ``dataset`` (loaded from a file of one) or ``atlas``. Missing values are None.
    """

    events: pd.DataFrame
    contracts: pd.DataFrame
    memberships: pd.DataFrame
    rivalries: pd.DataFrame
    facts: pd.DataFrame
    articles: pd.DataFrame
    entities: pd.DataFrame


def _frame(rows: Iterable[Any], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def _ask(store: GraphStore, name: str, **params: Any) -> Rows:  # noqa: ANN401  values of any declared type
    return store.read(shipped(name).text, **params)


def read(store: GraphStore, articles: Sequence[str] | None = None) -> Snapshot:
    """Return what the graph holds, or what the given articles tell; and the atlas facts that bear on it.

    Parameters
    ----------
    store : the graph
    articles : sha256 of articles; all of them when None
    """
    chosen = [row["article"] for row in _ask(store, "all_articles")] if articles is None else sorted(articles)
    facts, retracted = as_judged(store, _ask(store, "facts", articles=chosen, every=int(articles is None)))
    told = [f for f in facts if f["origin"] != "atlas"]
    facts = told + _bearing(
        facts, {code for f in _standing(told) for role, kind, code in _parties(f) if kind == "country"}
    )
    facts.sort(key=lambda f: str(f["fact"]))
    things: dict[str, str] = {
        row["fact"]: row["thing"] for row in _ask(store, "things", facts=[f["fact"] for f in facts])
    }
    printed = _printed(_ask(store, "printed_articles", articles=chosen))
    named = {code for f in facts for _, _, code in _parties(f)}
    entities = [row for row in _ask(store, "named_entities") if row["entity"] in named]
    return Snapshot(
        events=_frame(_events(_standing(facts), things, printed, retracted), EVENTS),
        contracts=_frame(_contracts(store, facts, things), CONTRACTS),
        memberships=_frame(_memberships(store, facts, things), MEMBERSHIPS),
        rivalries=_frame(_rivalries(_standing(facts)), ("fact", "a", "b", "valid_from", "valid_to", "level")),
        facts=_frame(facts, (*shipped("facts").columns, "judged", "note")),
        articles=_frame(printed, ARTICLES),
        entities=_frame(entities, shipped("named_entities").columns),
    )


def _standing(facts: Rows) -> Rows:
    """Return the facts that count: those that nobody rejected, of articles that nobody retracted."""
    return [f for f in facts if f["judged"] not in STRUCK]


def _parties(fact: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return role, kind and id of each party of a fact."""
    found = []
    for text in fact["parties"]:
        role, _, rest = text.partition("=")
        kind, _, entity = rest.partition(":")
        found.append((role, kind, entity))
    return found


def _bearing(facts: Rows, seen: set[str]) -> Rows:
    """Return the data set facts that bear on the states seen: their bodies with all bound members, rivalries."""
    tables = [f for f in facts if f["origin"] == "atlas"]
    members = [(f, _parties(f)) for f in tables if f["kind"] == "membership"]
    pacts = {parties[1][2] for f, parties in members if f["obligations"] and parties[0][2] in seen}
    kept, gathered = [], set(seen)
    for fact, parties in members:
        if parties[1][2] in pacts and fact["obligations"]:
            gathered.add(parties[0][2])
        elif parties[0][2] not in seen:
            continue
        kept.append(fact)
    rest = [f for f in tables if f["kind"] != "membership"]
    return kept + [f for f in rest if all(code in gathered for _, _, code in _parties(f))]


def _printed(rows: Rows) -> Rows:
    """Return one row an article: the earliest printing, all outlets named."""
    groups: dict[str, Rows] = defaultdict(list)
    for row in rows:
        groups[row["article"]].append(row)
    merged = []
    for _, group in sorted(groups.items()):
        outlets = sorted({row["outlet"] for row in group if row["outlet"]})
        merged.append({**group[0], "outlet": "; ".join(outlets) or None})
    return merged


def _day(stamp: str | None) -> date | None:
    return date.fromisoformat(stamp[:10]) if stamp and len(stamp) >= 10 else None


def _events(
    facts: Rows, things: dict[str, str], printed: Rows, retracted: frozenset[str]
) -> Iterable[dict[str, Any]]:
    told = [a for a in printed if a["article"] not in retracted]
    stories = story_clusters((a["article"], a["text"], _day(a["published_at"])) for a in told)
    outlets = {a["article"]: a["outlet"] for a in printed}
    for fact in facts:
        if fact["kind"] != "event":
            continue
        (_, source_kind, source), (_, target_kind, target) = _parties(fact)[:2]
        yield {
            **fact,
            "event": things.get(fact["fact"]),
            "source": source,
            "source_kind": source_kind,
            "target": target,
            "target_kind": target_kind,
            "article": fact["source"],
            "story": stories.get(fact["source"], fact["source"]),
            "outlet": outlets.get(fact["source"]),
            "quote": fact["quotes"][0] if fact["quotes"] else None,
            "start": fact["starts"][0] if fact["starts"] else None,
            "end": fact["ends"][0] if fact["ends"] else None,
        }


def _contracts(store: GraphStore, facts: Rows, things: dict[str, str]) -> Iterable[dict[str, Any]]:
    behind = _behind(facts, things, "contract")
    for row in _ask(store, "merged_contracts", ids=sorted(behind)):
        parties = [party for fact in behind[row["contract"]] for party in _parties(fact)]
        sides = {role: (kind, code) for role, kind, code in reversed(parties)}
        for role in ("buyer", "seller"):
            row[f"{role}_kind"], row[role] = sides.get(role, (None, None))
        row["contested"] = row["contested"] or []
        row["facts"] = [f["fact"] for f in behind[row["contract"]]]
        yield row


def _memberships(store: GraphStore, facts: Rows, things: dict[str, str]) -> Iterable[dict[str, Any]]:
    behind = _behind(facts, things, "membership")
    for row in _ask(store, "merged_memberships", ids=sorted(behind)):
        mine = behind[row["membership"]]
        origins = {f["origin"] for f in mine}
        row["obligations"] = row["obligations"] or []
        row["contested"] = row["contested"] or []
        row["facts"] = [f["fact"] for f in mine]
        row["prior_facts"] = [f["fact"] for f in mine if f["origin"] == "atlas"]
        row["origin"] = "atlas" if origins == {"atlas"} else "both" if "atlas" in origins else "article"
        yield row


def _behind(facts: Rows, things: dict[str, str], kind: str) -> dict[str, Rows]:
    """Return the facts behind each merged node of a kind, in the order of their ids."""
    groups: dict[str, Rows] = defaultdict(list)
    for fact in facts:
        if fact["kind"] == kind and fact["fact"] in things:
            groups[things[fact["fact"]]].append(fact)
    return groups


def _rivalries(facts: Rows) -> Iterable[dict[str, Any]]:
    for fact in facts:
        if fact["kind"] == "rivalry":
            (_, _, a), (_, _, b) = _parties(fact)[:2]
            yield {**fact, "a": a, "b": b}
