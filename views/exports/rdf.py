"""The whole graph as RDF in Turtle, with its provenance in PROV-O and its quotes in Web Annotation terms.

Written as it is read, so that memory stays bounded; no RDF library is needed to write it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...graph.model import digest
from ...graph.nodes import NODES
from ...graph.relationships import RELATIONSHIPS
from .pages import NodeGroup, Row, TieGroup, kept, node_groups, node_pages, tie_groups, tie_pages
from .turtle import Pair, block, camel, head, iri, literal

if TYPE_CHECKING:
    from ...graph.store import GraphStore

_KINDS: Final = {
    "Country": "prov:Agent", "Alliance": "prov:Agent", "Organization": "prov:Organization",
    "Person": "prov:Person", "Load": "prov:Activity", "Fact": "prov:Entity", "Contract": "prov:Entity",
    "Event": "prov:Entity", "Membership": "prov:Entity", "Article": "prov:Entity",
    "Publication": "prov:Entity", "Dataset": "prov:Entity",
}  # fmt: skip
# What a relationship says in PROV-O, and whether it runs the other way there.
_PROV: Final = {
    "STATED_IN": ("prov:wasDerivedFrom", False),
    "SUPPORTS": ("prov:wasDerivedFrom", True),
    "PRINTS": ("prov:specializationOf", False),
    "ACTS_FOR": ("prov:actedOnBehalfOf", False),
}
_LABELS: Final = ("name", "title", "item")
# Who made an entity: property, kind of the agent, its class.
_MADE_BY: Final = {
    "Fact": ("extractor", "prov:SoftwareAgent"),
    "Publication": ("outlet", "prov:Agent"),
    "Dataset": ("publisher", "prov:Agent"),
}
_SPANS: Final = ("quotes", "starts", "ends")


def write(store: GraphStore, path: Path) -> dict[str, int]:
    """Write the Turtle file; return the numbers of nodes and relationships."""
    labels = node_groups(store)
    types = tie_groups(store, labels)
    agents: set[str] = set()
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(head())
        out.writelines(_vocabulary())
        for label in labels:
            for page in node_pages(store, label):
                for row in page:
                    out.writelines(_node(label, row, agents))
        for group in types:
            for page in tie_pages(store, group):
                for row in page:
                    out.writelines(_tie(group, row))
    return {"nodes": sum(g.count for g in labels), "relationships": sum(g.count for g in types)}


def _vocabulary() -> Iterator[str]:
    """Yield what the classes and predicates mean, from the declarations of the graph model."""
    meanings: dict[str, str] = {}
    for node in NODES:
        kind = _KINDS.get(node.label)
        above = [("rdfs:subClassOf", kind)] if kind else []
        yield block(f"d:{node.label}", [("a", "rdfs:Class"), *above, ("rdfs:comment", literal(node.meaning))])
    for relationship in RELATIONSHIPS:
        meanings.setdefault(camel(relationship.type), relationship.meaning)
    for properties in (*(n.properties for n in NODES), *(r.properties for r in RELATIONSHIPS)):
        for p in kept(properties):
            meanings.setdefault(f"d:{p.name}", p.meaning)
    for predicate, meaning in sorted(meanings.items()):
        yield block(predicate, [("a", "rdf:Property"), ("rdfs:comment", literal(meaning))])


def _node(label: NodeGroup, row: Row, agents: set[str]) -> Iterator[str]:
    key = row[label.declared.key.name]
    name = iri(label.name.lower(), key)
    pairs: list[Pair] = [("a", f"d:{label.name}")]
    if kind := _KINDS.get(label.name):
        pairs.append(("a", kind))
    if called := next((row[k] for k in _LABELS if row.get(k)), None):
        pairs.append(("rdfs:label", literal(called)))
    spans = _spans(row)
    left_out = _SPANS if spans else ()
    pairs += [(f"d:{k}", literal(v)) for k, v in row.items() if k not in left_out]
    pairs += [("d:evidence", iri(label.name.lower(), key, "evidence", str(i))) for i in range(len(spans))]
    agent = None
    if label.name in _MADE_BY:
        by, kind = _MADE_BY[label.name]
        if row.get(by):
            agent = iri(by, row[by])
            pairs.append(("prov:wasAttributedTo", agent))
    yield block(name, pairs)
    for i, (quote, start, end) in enumerate(spans):
        place: list[Pair] = [("a", "oa:TextQuoteSelector"), ("a", "oa:TextPositionSelector")]
        place += [("oa:exact", literal(quote)), ("oa:start", str(start)), ("oa:end", str(end))]
        if row.get("row") is None and row.get("source"):
            place.append(("prov:wasQuotedFrom", iri("article", row["source"])))
        yield block(iri(label.name.lower(), key, "evidence", str(i)), place)
    if agent and agent not in agents:
        agents.add(agent)
        yield block(agent, [("a", kind or "prov:Agent"), ("rdfs:label", literal(row[by]))])


def _spans(row: Row) -> list[tuple[str, int, int]]:
    told = [row.get(k) or [] for k in _SPANS]
    return list(zip(*told, strict=True)) if len({len(t) for t in told}) == 1 else []


def _tie(group: TieGroup, row: Row) -> Iterator[str]:
    """Yield the plain statement, its meaning in PROV-O, and a reified one that carries the properties."""
    declared = group.declared
    start, end = iri(group.start.label.lower(), row["from"]), iri(group.end.label.lower(), row["to"])
    yield block(start, [(camel(declared.type), end)])
    if declared.type in _PROV:
        verb, turned = _PROV[declared.type]
        yield block(end if turned else start, [(verb, start if turned else end)])
    if row["props"]:
        ends = (group.start.label, row["from"], group.end.label, row["to"])
        told = (row["props"].get(name) for name in declared.identity)
        yield block(
            iri("statement", digest(declared.type, *ends, *told)),
            [
                ("a", "rdf:Statement"),
                ("rdf:subject", start),
                ("rdf:predicate", camel(declared.type)),
                ("rdf:object", end),
                *((f"d:{k}", literal(v)) for k, v in row["props"].items()),
            ],
        )
