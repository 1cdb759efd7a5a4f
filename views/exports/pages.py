"""The whole property graph, read from a store through Cypher in pages, so that memory stays bounded.

Only what the graph model declares is read: what else an adopted database holds is not ours to hand on.
Volatile properties (when and where a load ran) are left out: two loads of the same input export alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...graph.declaration import Node, Property, Relationship
from ...graph.errors import DetenteError
from ...graph.nodes import NODES
from ...graph.paging import count_nodes, count_ties, keys_of, nodes_by_key, ties_by_key
from ...graph.relationships import RELATIONSHIPS

if TYPE_CHECKING:
    from ...graph.store import GraphStore

Row = dict[str, Any]
PAGE = 1000
KEYS = 50_000  # keys read at a time
FEW = 20  # nodes a page where one node may have very many relationships
_BUSY = frozenset({"Country", "Alliance"})
_CROWDED = frozenset({"Country", "Alliance", "Organization", "Person", "Item", "Article", "Dataset", "Load"})


@dataclass(frozen=True, slots=True)
class NodeGroup:
    """All nodes of one label."""

    declared: Node
    count: int

    @property
    def name(self) -> str:
        """Return the label."""
        return self.declared.label


@dataclass(frozen=True, slots=True)
class TieGroup:
    """All relationships of one type between two labels."""

    declared: Relationship
    start: Node
    end: Node
    count: int

    @property
    def name(self) -> str:
        """Return type and labels in one word.

        >>> from ...graph.schema import node, relationship
        >>> TieGroup(relationship("HOLDS"), node("Country"), node("Membership"), 1).name
        'Country-HOLDS-Membership'
        """
        return f"{self.start.label}-{self.declared.type}-{self.end.label}"


def kept(properties: tuple[Property, ...]) -> tuple[Property, ...]:
    """Return the properties that an export carries: all but the volatile ones."""
    return tuple(p for p in properties if not p.volatile)


def node_groups(store: GraphStore) -> list[NodeGroup]:
    """Return the labels of the model that the store holds nodes of, with their number, in declared order."""
    groups = []
    for declared in NODES:
        (row,) = store.read(count_nodes(declared.label))
        if row["n"]:
            groups.append(NodeGroup(declared, row["n"]))
    return groups


def tie_groups(store: GraphStore, nodes: list[NodeGroup]) -> list[TieGroup]:
    """Return the types with their labels that the store holds relationships of, in declared order."""
    held = {group.name: group.declared for group in nodes}
    groups = []
    for declared in RELATIONSHIPS:
        for a in declared.from_labels:
            for b in declared.to_labels:
                if a not in held or b not in held:
                    continue
                (row,) = store.read(count_ties(declared.type, a, b))
                if row["n"]:
                    groups.append(TieGroup(declared, held[a], held[b], row["n"]))
    return groups


def node_pages(store: GraphStore, group: NodeGroup, size: int = PAGE) -> Iterator[list[Row]]:
    """Yield the nodes of a label as pages of property dicts, in the order of their keys."""
    key = group.declared.key.name
    wanted = [p.name for p in kept(group.declared.properties)]
    seen = 0
    for keys in _key_pages(store, group.declared, size):
        rows = [row["told"] for row in store.read(nodes_by_key(group.name), keys=keys)]
        seen += len(rows)
        yield sorted(
            ({name: row[name] for name in wanted if row.get(name) is not None} for row in rows),
            key=lambda row: str(row[key]),
        )
    _check(group.name, seen, group.count)


def tie_pages(store: GraphStore, group: TieGroup, size: int = PAGE) -> Iterator[list[Row]]:
    """Yield the relationships of a group as pages of ``{from, to, props}``, in the order of their ends."""
    a, b = group.start.label, group.end.label
    wanted = [p.name for p in kept(group.declared.properties)]
    # Paged by the end that has few of them: a fact names three parties, a country has a million facts.
    by_end = a in _CROWDED and b not in _CROWDED
    many = not by_end and a in _BUSY
    text = ties_by_key(group.declared.type, a, b, by_end=by_end)
    seen = 0
    for keys in _key_pages(store, group.end if by_end else group.start, FEW if many else size):
        rows = [
            {
                "from": row["start"],
                "to": row["end"],
                "props": {n: row["told"][n] for n in wanted if row["told"].get(n) is not None},
            }
            for row in store.read(text, keys=keys)
        ]
        seen += len(rows)
        if rows:
            yield sorted(rows, key=lambda row: (row["from"], row["to"], repr(sorted(row["props"].items()))))
    _check(group.name, seen, group.count)


def _key_pages(store: GraphStore, declared: Node, size: int) -> Iterator[list[str]]:
    """Yield all keys of a label in order, ``size`` at a time.

    Keys are read many at a time: an engine may sort all that are left for each reading of them.
    """
    rows = store.read(keys_of(declared.label), size=KEYS)
    while rows:
        keys = [row["key"] for row in rows]
        for start in range(0, len(keys), size):
            yield keys[start : start + size]
        if len(rows) < KEYS:
            return
        rows = store.read(keys_of(declared.label, after=True), last=keys[-1], size=KEYS)


def _check(name: str, seen: int, counted: int) -> None:
    if seen != counted:
        raise DetenteError(
            f"{name}: {seen} were read and {counted} counted, so something was written to the graph meanwhile. "
            "Nothing was exported; run the same command again when the load has ended."
        )
