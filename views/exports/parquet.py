"""The whole graph as Parquet, a file a label and a type, written by DuckDB: for DuckDB, Spark, pandas, R."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...graph.declaration import Property, PropertyType
from .pages import Row, kept, node_groups, node_pages, tie_groups, tie_pages

if TYPE_CHECKING:
    import duckdb

    from ...graph.store import GraphStore

_TYPES: Final[dict[PropertyType, str]] = {
    "string": "VARCHAR", "integer": "BIGINT", "float": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "datetime": "TIMESTAMPTZ", "strings": "VARCHAR[]", "integers": "BIGINT[]", "floats": "DOUBLE[]",
}  # fmt: skip
Column = tuple[str, str]


def write(store: GraphStore, folder: Path) -> dict[str, int]:
    """Write ``nodes/LABEL.parquet`` and ``relationships/TYPE.parquet``; return the numbers of elements.

    A relationship's row begins with ``from_label``, ``from``, ``to_label``, ``to``: the keys of its ends.
    """
    import duckdb

    labels = node_groups(store)
    types = tie_groups(store, labels)
    (folder / "nodes").mkdir()
    (folder / "relationships").mkdir()
    # One thread: rows keep their order and the same graph gives the same bytes. What does not fit into
    # memory goes to a file beside the export, which is gone at its end.
    aside = folder / "aside.duckdb"
    with duckdb.connect(str(aside), config={"threads": 1, "memory_limit": "512MB"}) as connection:
        for label in labels:
            rows = (row for page in node_pages(store, label) for row in page)
            _copy(connection, folder / "nodes" / f"{label.name}.parquet", columns(kept(label.declared.properties)), rows)  # fmt: skip
        for type in dict.fromkeys(group.declared.type for group in types):
            groups = [group for group in types if group.declared.type == type]
            rows = (
                {
                    "from_label": group.start.label, "from": row["from"],
                    "to_label": group.end.label, "to": row["to"], **row["props"],
                }
                for group in groups
                for page in tie_pages(store, group)
                for row in page
            )  # fmt: skip
            ends = [(name, "VARCHAR") for name in ("from_label", "from", "to_label", "to")]
            heads = [*ends, *columns(kept(groups[0].declared.properties))]
            _copy(connection, folder / "relationships" / f"{type}.parquet", heads, rows)
    aside.unlink()
    return {"nodes": sum(g.count for g in labels), "relationships": sum(g.count for g in types)}


def columns(properties: Iterable[Property]) -> list[Column]:
    """Return name and DuckDB type of each property.

    >>> columns([Property("n", "integer", "how many")])
    [('n', 'BIGINT')]
    """
    return [(p.name, _TYPES[p.type]) for p in properties]


def _copy(
    connection: duckdb.DuckDBPyConnection, path: Path, heads: Sequence[Column], rows: Iterable[Row]
) -> None:
    # Names and types come from the closed declarations; the path is one of ours, quoted all the same.
    declared = ", ".join(f'"{name}" {type}' for name, type in heads)
    connection.execute(f"CREATE TABLE page ({declared})")
    places = ", ".join(f"unnest(?::{type}[])" for _, type in heads)
    for page in _portions(rows):
        values: list[list[Any]] = [[row.get(name) for row in page] for name, _ in heads]
        connection.execute(f"INSERT INTO page SELECT {places}", values)
    target = str(path).replace("'", "''")
    connection.execute(f"COPY page TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    connection.execute("DROP TABLE page")


def _portions(rows: Iterable[Row], size: int = 1000) -> Iterator[list[Row]]:
    portion: list[Row] = []
    for row in rows:
        portion.append(row)
        if len(portion) == size:
            yield portion
            portion = []
    if portion:
        yield portion
