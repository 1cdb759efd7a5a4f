"""The graph model at work: statements, checked rows and its documentation, all from the declarations.

Labels, types and property names in the Cypher below come from the closed declarations in
``nodes.py`` and ``relationships.py``; every value travels as a parameter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from types import NoneType
from typing import Any

from .declaration import Node, Property, PropertyType, Relationship
from .errors import DetenteError, RowRejected
from .nodes import NODES
from .relationships import RELATIONSHIPS

VERSION = 3  # raised with a step in migrations.py
HUBS = frozenset(
    ("Country", "Alliance", "Organization", "Person", "Dataset")
)  # few nodes, many relationships

_NODES = {node.label: node for node in NODES}
_RELATIONSHIPS = {relationship.type: relationship for relationship in RELATIONSHIPS}
_ELEMENTS: dict[PropertyType, PropertyType] = {
    "strings": "string", "integers": "integer", "floats": "float",
}  # fmt: skip
_PYTHON: dict[PropertyType, type] = {"string": str, "integer": int, "boolean": bool, "date": date}
_TYPES: dict[str, dict[str, PropertyType]] = {
    **{node.label: {p.name: p.type for p in node.properties} for node in NODES},
    **{tie.type: {p.name: p.type for p in tie.properties} for tie in RELATIONSHIPS},
}
_EXACT = {owner: {name: _PYTHON.get(type) for name, type in types.items()} for owner, types in _TYPES.items()}

Batch = tuple[str, list[dict[str, Any]]]


def node(label: str) -> Node:
    """Return the declaration of a node label.

    >>> node("Country").key.name
    'iso3'
    """
    if label not in _NODES:
        raise DetenteError(f"{label!r} is not a node label of the graph model: {', '.join(_NODES)}.")
    return _NODES[label]


def relationship(type: str) -> Relationship:
    """Return the declaration of a relationship type.

    >>> relationship("MEMBER_OF").to_labels
    ('Alliance',)
    """
    if type not in _RELATIONSHIPS:
        known = ", ".join(_RELATIONSHIPS)
        raise DetenteError(f"{type!r} is not a relationship type of the graph model: {known}.")
    return _RELATIONSHIPS[type]


def schema_statements() -> tuple[str, ...]:
    """Return the statements that make every constraint and index, each safe to run again.

    >>> schema_statements()[0]
    'CREATE CONSTRAINT detente_country_iso3 IF NOT EXISTS FOR (n:Country) REQUIRE n.iso3 IS UNIQUE'
    """
    keys = (
        f"CREATE CONSTRAINT detente_{n.label.lower()}_{n.key.name} IF NOT EXISTS "
        f"FOR (n:{n.label}) REQUIRE n.{n.key.name} IS UNIQUE"
        for n in NODES
    )
    indexes = (
        f"CREATE INDEX detente_{n.label.lower()}_{p.name} IF NOT EXISTS FOR (n:{n.label}) ON (n.{p.name})"
        for n in NODES
        for p in n.properties
        if p.index
    )
    return (*keys, *indexes)


def merge_node(label: str) -> str:
    """Return the statement that merges nodes of a label by their key; ``$rows`` as ``node_rows`` makes them.

    >>> print(merge_node("Person"))
    UNWIND $rows AS row
    MERGE (n:Person {id: row.id})
    SET n += row
    RETURN count(n) AS written
    """
    declared = node(label)
    key = declared.key.name
    return "\n".join(
        (
            "UNWIND $rows AS row",
            f"MERGE (n:{label} {{{key}: row.{key}}})",
            "SET n += row" + "".join(_datetimes("n", "row", declared.properties)),
            "RETURN count(n) AS written",
        )
    )


def merge_relationship(type: str, from_label: str, to_label: str) -> str:
    """Return the statement that merges relationships of a type between two labels.

    ``$rows`` as ``relationship_rows`` makes them: ``from`` and ``to`` hold the keys of the ends.

    >>> print(merge_relationship("VOTED_WITH", "Country", "Country"))
    UNWIND $rows AS row
    MATCH (a:Country {iso3: row.from})
    MATCH (b:Country {iso3: row.to})
    MERGE (a)-[r:VOTED_WITH {dataset: row.props.dataset, year: row.props.year}]->(b)
    SET r += row.props
    RETURN count(r) AS written
    """
    declared = _between(type, from_label, to_label)
    told = ", ".join(f"{name}: row.props.{name}" for name in declared.identity)
    return "\n".join(
        (
            "UNWIND $rows AS row",
            f"MATCH (a:{from_label} {{{node(from_label).key.name}: row.from}})",
            f"MATCH (b:{to_label} {{{node(to_label).key.name}: row.to}})",
            f"MERGE {_pattern(from_label, to_label, type + (' {' + told + '}' if told else ''))}",
            "SET r += row.props" + "".join(_datetimes("r", "row.props", declared.properties)),
            "RETURN count(r) AS written",
        )
    )


def _pattern(from_label: str, to_label: str, told: str) -> str:
    # An engine looks for the relationship among those of the node that is written first: a state may have a
    # million of them, so that the other end comes first.
    if from_label in HUBS and to_label not in HUBS:
        return f"(b)<-[r:{told}]-(a)"
    return f"(a)-[r:{told}]->(b)"


def node_rows(label: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows that fit the label, checked and in plain types, sorted by key.

    A value of None removes the property; a property that is left out stays as it is.

    >>> node_rows("Person", [{"id": "person:ada", "name": "Ada"}])
    [{'id': 'person:ada', 'name': 'Ada'}]
    """
    declared = node(label)
    made = [_checked(label, _TYPES[label], (declared.key.name,), row) for row in rows]
    return sorted(made, key=lambda row: str(row[declared.key.name]))


def relationship_rows(
    type: str, from_label: str, to_label: str, rows: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return rows ``{from, to, props}`` that fit the type, from flat ones, sorted by their ends.

    >>> relationship_rows("BUYS", "Country", "Contract", [{"from": "TUR", "to": "c1"}])
    [{'from': 'TUR', 'to': 'c1', 'props': {}}]
    """
    declared, types = _between(type, from_label, to_label), _TYPES[type]
    keys = [(end, label, node(label).key.type) for end, label in (("from", from_label), ("to", to_label))]
    made = []
    for row in rows:
        told = dict(row)
        ends: dict[str, Any] = {}
        for end, label, kind in keys:
            key = told.pop(end, None)
            if key in (None, ""):
                raise RowRejected(f"{type}: a row has no {end!r} (the key of a {label}): {_short(row)}.")
            ends[end] = key if _settled(kind, key) else _plain(f"{type}.{end}", kind, key)
        ends["props"] = _checked(type, types, declared.identity, told) if told or declared.identity else told
        made.append(ends)
    identity = declared.identity
    if not identity:
        return sorted(made, key=itemgetter("from", "to"))
    return sorted(
        made, key=lambda row: (row["from"], row["to"], *[str(row["props"][name]) for name in identity])
    )


def node_batch(label: str, rows: Iterable[Mapping[str, Any]]) -> Batch:
    """Return statement and checked rows together: one entry for ``GraphStore.write_many``."""
    return merge_node(label), node_rows(label, rows)


def relationship_batch(type: str, from_label: str, to_label: str, rows: Iterable[Mapping[str, Any]]) -> Batch:
    """Return statement and checked rows together: one entry for ``GraphStore.write_many``."""
    return (
        merge_relationship(type, from_label, to_label),
        relationship_rows(type, from_label, to_label, rows),
    )


def _between(type: str, from_label: str, to_label: str) -> Relationship:
    declared = relationship(type)
    if from_label not in declared.from_labels or to_label not in declared.to_labels:
        raise DetenteError(
            f"{type} does not lead from {from_label} to {to_label}; it leads from "
            f"{' or '.join(declared.from_labels)} to {' or '.join(declared.to_labels)}."
        )
    return declared


def _datetimes(variable: str, row: str, properties: Sequence[Property]) -> Iterable[str]:
    # A date-time sent as a driver value loses its zone on one of the stores, so it travels as ISO text.
    for p in properties:
        if p.type == "datetime":
            yield f", {variable}.{p.name} = coalesce(datetime({row}.{p.name}), {variable}.{p.name})"


def _checked(
    owner: str, types: Mapping[str, PropertyType], required: Sequence[str], row: Mapping[str, Any]
) -> dict[str, Any]:
    if not row.keys() <= types.keys():
        name = next(name for name in row if name not in types)
        raise RowRejected(
            f"{owner}: {name!r} is not a declared property ({', '.join(types)}); row: {_short(row)}."
        )
    for name in required:
        if row.get(name) in (None, ""):
            raise RowRejected(f"{owner}: {name!r} is missing or empty; row: {_short(row)}.")
    told = dict(row)
    for name in _unsettled(owner, tuple(row), tuple(map(type, row.values()))):
        if not _settled(types[name], told[name]):
            told[name] = _plain(f"{owner}.{name}", types[name], told[name])
    return told


@lru_cache(maxsize=10_000)
def _unsettled(owner: str, names: tuple[str, ...], kinds: tuple[type, ...]) -> tuple[str, ...]:
    """Return which properties of rows of one form are to be looked at: those that their Python type does not settle."""
    exact = _EXACT[owner]
    return tuple(
        name
        for name, kind in zip(names, kinds, strict=True)
        if kind is not NoneType and (kind is str or kind is not exact[name])
    )


def _settled(type_: PropertyType, value: Any) -> bool:  # noqa: ANN401  a value of any type
    """Tell whether a value is as it should be, by what most values are: rows come by the million."""
    kind = type(value)
    if kind is str:
        return type_ == "string" and value.isascii()
    if kind is float:
        return type_ == "float" and math.isfinite(value)
    if kind is not list or type_ not in _ELEMENTS:
        return False
    return not value or (type_ == "strings" and {*map(type, value)} == {str} and "".join(value).isascii())


def _plain(where: str, type: PropertyType, value: Any) -> Any:  # noqa: ANN401  a value of any declared type
    if value is None:
        return None
    if type in _ELEMENTS:
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise _misfit(where, type, value)
        return [_plain(where, _ELEMENTS[type], _present(where, type, element)) for element in value]
    if type == "string" and isinstance(value, str):
        return _encodable(where, value)
    if type == "boolean" and isinstance(value, bool):
        return value
    if type == "integer" and isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if type == "float" and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise RowRejected(f"{where}: {value} is not a finite number.")
        return float(value)
    if type == "date" and isinstance(value, date) and not isinstance(value, datetime):
        return value
    if type == "datetime" and isinstance(value, datetime | str):
        return _instant(where, value)
    raise _misfit(where, type, value)


def _instant(where: str, value: datetime | str) -> str:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise _misfit(where, "datetime", value) from None
    if moment.tzinfo is None:
        raise RowRejected(f"{where}: {value} has no time zone; add one, for example +00:00.")
    return moment.isoformat()


def _encodable(where: str, value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RowRejected(f"{where}: character {error.start} is half of a surrogate pair.") from None
    return value


def _present(where: str, type: PropertyType, element: Any) -> Any:  # noqa: ANN401  an element of any type
    if element is None:
        raise _misfit(where, type, element)
    return element


def _misfit(where: str, type: PropertyType, value: object) -> RowRejected:
    return RowRejected(f"{where} takes {type}, not {value.__class__.__name__} {_short(value)}.")


def _short(value: object) -> str:
    text = repr(dict(value) if isinstance(value, Mapping) else value)
    return text if len(text) <= 120 else text[:117] + "..."
