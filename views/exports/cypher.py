r"""The whole graph as Cypher: a script for cypher-shell and Neo4j Browser, or JSON lines for a driver.

No statement holds a value: each takes ``$rows``. In the script they are set by ``:param`` as literals in
plain ASCII, in which quotes, backslashes and everything else that could end a literal are escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...graph.declaration import Property
from ...graph.schema import node, relationship, schema_statements
from ...graph.values import portions
from .pages import Row, kept, node_groups, node_pages, tie_groups, tie_pages

if TYPE_CHECKING:
    from ...graph.store import GraphStore

Batch = tuple[str, list[dict[str, Any]]]
_ROWS: Final = 200
_HEAD: Final = """\
// The whole graph, written by detente. Run it on an empty database: cypher-shell -f THIS-FILE
// Every statement merges by key, so running it again changes nothing.
"""


def write(store: GraphStore, path: Path) -> dict[str, int]:
    """Write the script, or the JSON lines where the path ends in ``.jsonl``; return the numbers of elements."""
    lines = path.suffix == ".jsonl"
    nodes = ties = 0
    with path.open("w", encoding="ascii", newline="\n") as out:
        if not lines:
            out.write(_HEAD)
        for statement in schema_statements():
            out.write(_json(statement, None) if lines else f"{statement};\n")
        for statement, rows in batches(store):
            out.write(_json(statement, rows) if lines else f":param rows => {literal(rows)}\n{statement};\n")
            if "MATCH (a:" in statement:
                ties += len(rows)
            else:
                nodes += len(rows)
    return {"nodes": nodes, "relationships": ties}


def batches(store: GraphStore) -> Iterator[Batch]:
    """Yield statements with their rows, nodes before the relationships between them."""
    labels = node_groups(store)
    for label in labels:
        properties = kept(label.declared.properties)
        statement = _merge_node(label.name, properties)
        for page in node_pages(store, label, _ROWS):
            for portion in portions([_row(row, properties) for row in page]):
                yield statement, portion
    for group in tie_groups(store, labels):
        properties = kept(group.declared.properties)
        statement = _merge_tie(group.declared.type, group.start.label, group.end.label, properties)
        for page in tie_pages(store, group, _ROWS):
            told = [
                {"from": row["from"], "to": row["to"], "props": _row(row["props"], properties)}
                for row in page
            ]
            for portion in portions(told):
                yield statement, portion


def literal(value: object) -> str:
    r"""Return a value as a Cypher literal in plain ASCII.

    >>> literal({"name": "O'Brien \\ü", "n": [1, 2.5, None, True]})
    "{`name`: 'O\\'Brien \\\\\\u00fc', `n`: [1, 2.5, null, true]}"
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, Mapping):
        # Keys are names of declared properties; none holds a backtick.
        return "{" + ", ".join(f"`{k}`: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(literal, value)) + "]"
    return f"'{_escaped(str(value))}'"


def _escaped(text: str) -> str:
    made = []
    for c in text:
        if c in "\\'\"":
            made.append("\\" + c)
        elif " " <= c <= "~":
            made.append(c)
        else:
            units = c.encode("utf-16-be")
            made += [f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2)]
    return "".join(made)


def _merge_node(label: str, properties: Sequence[Property]) -> str:
    key = node(label).key.name
    sets = ["n += row", *_conversions("n", "row", properties)]
    return f"UNWIND $rows AS row\nMERGE (n:{label} {{{key}: row.{key}}})\nSET {', '.join(sets)}"


def _merge_tie(type: str, start: str, end: str, properties: Sequence[Property]) -> str:
    kinds = {p.name: p.type for p in properties}
    identity = ", ".join(
        f"{name}: date(row.props.{name})" if kinds[name] == "date" else f"{name}: row.props.{name}"
        for name in relationship(type).identity
    )
    told = f" {{{identity}}}" if identity else ""
    sets = ["r += row.props", *_conversions("r", "row.props", properties)]
    return (
        f"UNWIND $rows AS row\nMATCH (a:{start} {{{node(start).key.name}: row.from}})\n"
        f"MATCH (b:{end} {{{node(end).key.name}: row.to}})\n"
        f"MERGE (a)-[r:{type}{told}]->(b)\nSET {', '.join(sets)}"
    )


def _conversions(variable: str, row: str, properties: Sequence[Property]) -> Iterator[str]:
    """Yield what turns ISO text back into days and instants: JSON has neither."""
    for p in properties:
        if p.type in ("date", "datetime"):
            yield f"{variable}.{p.name} = {p.type}({row}.{p.name})"


def _row(row: Row, properties: Sequence[Property]) -> dict[str, Any]:
    return {p.name: _plain(row[p.name]) for p in properties if p.name in row}


def _plain(value: Any) -> Any:  # noqa: ANN401  a value of any declared type
    return value.isoformat() if isinstance(value, date | datetime) else value


def _json(statement: str, rows: list[dict[str, Any]] | None) -> str:
    told = {"statement": statement, "parameters": {} if rows is None else {"rows": rows}}
    return json.dumps(told, ensure_ascii=True, allow_nan=False) + "\n"
