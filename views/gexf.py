"""GEXF 1.2, dynamic: for Gephi and Gephi Lite, with the time in which each tie held."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from .graphs import sanitised

if TYPE_CHECKING:
    import networkx as nx

_NAMESPACE: Final = "http://www.gexf.net/1.2draft"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPES: Final = {str: "string", int: "long", float: "double", bool: "boolean"}
_OWN: Final = frozenset({"id", "label", "weight", "start", "end"})
# The name under which networkx reads the key of a multigraph's edge back.
_TITLES: Final = {"key": "networkx_key"}


def gexf_bytes(graph: nx.MultiDiGraph, creator: str = "detente") -> bytes:
    """Return the graph as GEXF: unique ids, declared attributes, dates where they are known.

    networkx writes the day of writing into the file and ``end="None"`` for an open end; this writer
    leaves out both. A start after its end is written without the end.
    """
    clean = sanitised(graph)
    root = ElementTree.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.2"})
    meta = ElementTree.SubElement(root, "meta")
    ElementTree.SubElement(meta, "creator").text = creator
    nodes = list(clean.nodes(data=True))
    edges = list(clean.edges(data=True, keys=True))
    dated = any(_spell(d) for _, d in nodes) or any(_spell(d) for *_, d in edges)
    time = {"mode": "dynamic", "timeformat": "date"} if dated else {"mode": "static"}
    body = ElementTree.SubElement(root, "graph", {"defaultedgetype": "directed", **time})
    of_nodes = _declare(body, "node", [d for _, d in nodes])
    of_edges = _declare(body, "edge", [d for *_, d in edges])
    box = ElementTree.SubElement(body, "nodes")
    for node, told in nodes:
        place = ElementTree.SubElement(
            box, "node", {"id": node, "label": str(told.get("label", node)), **_spell(told)}
        )
        _values(place, told, of_nodes)
    box = ElementTree.SubElement(body, "edges")
    for number, (a, b, _, told) in enumerate(edges):
        own = {"id": str(number), "source": a, "target": b, **_spell(told)}
        if "label" in told:
            own["label"] = str(told["label"])
        if isinstance(told.get("weight"), (int, float)):
            own["weight"] = repr(float(told["weight"]))
        _values(ElementTree.SubElement(box, "edge", own), told, of_edges)
    ElementTree.indent(root, " ")
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _declare(body: ElementTree.Element, what: str, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Declare the attributes of nodes or edges; return the id of each."""
    types = {k: type(v) for row in rows for k, v in row.items() if k not in _OWN}
    box = ElementTree.SubElement(body, "attributes", {"class": what, "mode": "static"})
    ids = {name: f"{what[0]}{i}" for i, name in enumerate(sorted(types))}
    for name, key in ids.items():
        ElementTree.SubElement(
            box, "attribute", {"id": key, "title": _TITLES.get(name, name), "type": _TYPES[types[name]]}
        )
    return ids


def _spell(told: dict[str, Any]) -> dict[str, str]:
    known = {k: str(told[k]) for k in ("start", "end") if _DAY.fullmatch(str(told.get(k, "")))}
    if len(known) == 2 and known["end"] < known["start"]:
        del known["end"]
    return known


def _values(place: ElementTree.Element, told: dict[str, Any], ids: dict[str, str]) -> None:
    known = [k for k in sorted(told) if k in ids]
    if not known:
        return
    box = ElementTree.SubElement(place, "attvalues")
    for name in known:
        value = told[name]
        text = (
            str(value).lower()
            if isinstance(value, bool)
            else repr(value)
            if isinstance(value, float)
            else str(value)
        )
        ElementTree.SubElement(box, "attvalue", {"for": ids[name], "value": text})
