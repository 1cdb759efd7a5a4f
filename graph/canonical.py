"""One hash for the content of a graph, whatever the store, the order of loading and the time of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from .nodes import NODES
from .relationships import RELATIONSHIPS
from .store import GraphStore

_ALL_NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
_ALL_RELATIONSHIPS = """\
MATCH (a)-[r]->(b)
RETURN type(r) AS type, properties(r) AS properties,
       labels(a) AS from_labels, coalesce(a.iso3, a.sha256, a.id) AS from_key,
       labels(b) AS to_labels, coalesce(b.iso3, b.sha256, b.id) AS to_key"""

_VOLATILE_OF_NODE = {n.label: {p.name for p in n.properties if p.volatile} for n in NODES}
_VOLATILE_OF_TYPE = {r.type: {p.name for p in r.properties if p.volatile} for r in RELATIONSHIPS}


def graph_hash(store: GraphStore) -> str:
    """Return the sha256 over all nodes and relationships of a store, independent of their order.

    Properties that tell when or where a load ran (``Load.started``, ``Fact.recorded_at``) are left out.
    """
    total = hashlib.sha256()
    for kind, elements in (("node", _nodes(store)), ("relationship", _relationships(store))):
        for line in sorted(_digests(kind, elements)):
            total.update(line)
    return total.hexdigest()


def _nodes(store: GraphStore) -> Iterator[list[Any]]:
    for row in store.read(_ALL_NODES):
        labels = sorted(row["labels"])
        volatile = {name for label in labels for name in _VOLATILE_OF_NODE.get(label, ())}
        yield [labels, _kept(row["properties"], volatile)]


def _relationships(store: GraphStore) -> Iterator[list[Any]]:
    for row in store.read(_ALL_RELATIONSHIPS):
        ends = [sorted(row["from_labels"]), row["from_key"], sorted(row["to_labels"]), row["to_key"]]
        yield [row["type"], ends, _kept(row["properties"], _VOLATILE_OF_TYPE.get(row["type"], set()))]


def _kept(properties: dict[str, Any], volatile: set[str]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in volatile and value is not None}


def _digests(kind: str, elements: Iterable[list[Any]]) -> Iterator[bytes]:
    for element in elements:
        text = json.dumps([kind, *element], sort_keys=True, ensure_ascii=True, default=_tagged)
        yield hashlib.sha256(text.encode("ascii")).digest()


def _tagged(value: object) -> list[str]:
    if isinstance(value, datetime):
        return ["datetime", value.astimezone(UTC).isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    raise TypeError(f"no canonical form for {value.__class__.__name__}")
