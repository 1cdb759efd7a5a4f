"""Files for `neo4j-admin database import full`: the whole graph, typed headers, one file a label and type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...graph.declaration import Property, PropertyType
from ...graph.errors import DetenteError
from ...graph.schema import schema_statements
from .pages import Row, kept, node_groups, node_pages, tie_groups, tie_pages

if TYPE_CHECKING:
    from ...graph.store import GraphStore

# The importer's own float has 32 bits only, hence double.
_TYPES: Final[dict[PropertyType, str]] = {
    "string": "string", "integer": "long", "float": "double", "boolean": "boolean", "date": "date",
    "datetime": "datetime", "strings": "string[]", "integers": "long[]", "floats": "double[]",
}  # fmt: skip
_LIST_TYPES: Final = ("strings", "integers", "floats")
# What parts the elements of a list: the first of these that no element of the graph contains.
_DELIMITERS: Final = ("\x1f", "\x1e", "\x1d", "\x1c", "\ue000", "\ue001", "\uf8ff")
# The importer reads an empty cell as no list at all; this property names the lists that are [] or [""].
_LISTS: Final = "detente_lists"
_README: Final = """\
The whole graph as files for Neo4j's bulk importer (Neo4j 5.26 and later; written for it by detente).

The target database must not exist or be empty, and the importer runs beside the server, not through it.
From this folder, with the server (or the database) stopped:

{command}

Then start the server and make the constraints and indexes, and the empty lists, which such files cannot tell
from missing ones:

  cypher-shell -d neo4j -f after-import.cypher

Lists are parted by the character {delimiter}, which no text in these files contains; texts hold line breaks
and quotes, hence --multiline-fields. When and where each load ran is not part of an export.
"""


class _DelimiterInUse(Exception):  # noqa: N818  it is caught, never shown
    """An element of a list contains the delimiter."""


def write(store: GraphStore, folder: Path) -> dict[str, int]:
    """Write the files into a folder; return the number of nodes and relationships."""
    for delimiter in _DELIMITERS:
        try:
            return _write(store, folder, delimiter)
        except _DelimiterInUse:
            continue
    raise DetenteError("the graph's lists contain every character that could part them. Export as cypher.")


def _write(store: GraphStore, folder: Path, delimiter: str) -> dict[str, int]:
    labels = node_groups(store)
    types = tie_groups(store, labels)
    nodes, ties, after, longest = [], [], [f"{s};\n" for s in schema_statements()], 0
    for label in labels:
        name = f"nodes-{label.name}.csv"
        key, *rest = kept(label.declared.properties)
        sheet = _Sheet((key, *rest), delimiter)
        header = [f"{key.name}:ID({label.name})", *sheet.header[1:]]
        lines = (_line(sheet.cells(row)) for page in node_pages(store, label) for row in page)
        longest = max(longest, _write_lines(folder / name, header, lines))
        nodes.append(f"--nodes={label.name}=./{name}")
        after += sheet.repairs(f"(x:{label.name})")
    for group in types:
        name = f"relationships-{group.name}.csv"
        sheet = _Sheet(kept(group.declared.properties), delimiter)
        header = [f":START_ID({group.start.label})", f":END_ID({group.end.label})", *sheet.header]
        lines = (
            _line([_quoted(row["from"]), _quoted(row["to"]), *sheet.cells(row["props"])])
            for page in tie_pages(store, group)
            for row in page
        )
        longest = max(longest, _write_lines(folder / name, header, lines))
        ties.append(f"--relationships={group.declared.type}=./{name}")
        after += sheet.repairs(f"(:{group.start.label})-[x:{group.declared.type}]->(:{group.end.label})")
    text = _README.format(command=_command(nodes, ties, delimiter, longest), delimiter=_code(delimiter))
    (folder / "README.txt").write_text(text, encoding="utf-8")
    (folder / "after-import.cypher").write_text("".join(after), encoding="utf-8")
    return {"nodes": sum(g.count for g in labels), "relationships": sum(g.count for g in types)}


class _Sheet:
    """The columns of one file, and which of its lists have to be set after the import."""

    def __init__(self, properties: Sequence[Property], delimiter: str) -> None:
        """Take the properties in the order of their columns."""
        self._properties = properties
        self._delimiter = delimiter
        self._lists = any(p.type in _LIST_TYPES for p in properties)
        self._lost: set[tuple[str, int]] = set()

    @property
    def header(self) -> list[str]:
        """Return the heads of the columns: name and type."""
        heads = [f"{p.name}:{_TYPES[p.type]}" for p in self._properties]
        return [*heads, f"{_LISTS}:string[]"] if self._lists else heads

    def cells(self, row: Row) -> Iterator[str]:
        """Yield the cells of a row; an unquoted empty one is no property, a quoted one an empty text."""
        lost: list[tuple[str, int]] = []
        for p in self._properties:
            value = row.get(p.name)
            if value is None:
                yield ""
            elif p.type in _LIST_TYPES and value in ([], [""]):
                lost.append((p.name, len(value)))
                yield ""
            elif p.type in _LIST_TYPES:
                yield self._joined([_text(e) for e in value])
            else:
                yield _quoted(value) if p.type == "string" else _text(value)
        self._lost.update(lost)
        if self._lists:
            yield self._joined([f"{name}:{size}" for name, size in lost]) if lost else ""

    def repairs(self, pattern: str) -> list[str]:
        """Return the statements that set the lists which the cells could not tell; ``x`` in the pattern has them."""
        statements = [
            f"MATCH {pattern} WHERE '{name}:{size}' IN x.{_LISTS} "
            f"CALL (x) {{ SET x.{name} = {[''] * size} }} IN TRANSACTIONS;\n"
            for name, size in sorted(self._lost)
        ]
        last = f"MATCH {pattern} WHERE x.{_LISTS} IS NOT NULL CALL (x) {{ REMOVE x.{_LISTS} }} IN TRANSACTIONS;\n"
        return [*statements, last] if statements else []

    def _joined(self, elements: Sequence[str]) -> str:
        if any(self._delimiter in e for e in elements):
            raise _DelimiterInUse
        return _quoted(self._delimiter.join(elements))


def _write_lines(path: Path, header: Sequence[str], lines: Iterable[str]) -> int:
    """Write a file; return the number of bytes of its longest row."""
    longest = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(",".join(header) + "\n")
        for line in lines:
            out.write(line)
            longest = max(longest, len(line.encode("utf-8")))
    return longest


def _command(nodes: Sequence[str], ties: Sequence[str], delimiter: str, longest: int) -> str:
    # A row must fit the importer's buffer, of which it makes several: no larger than it has to be.
    megabytes = 4
    while longest * 2 > megabytes * 2**20:
        megabytes *= 2
    options = [
        f"--array-delimiter={_code(delimiter)}", "--multiline-fields=true", f"--read-buffer-size={megabytes}m",
        "--bad-tolerance=0", "--strict=true",
    ]  # fmt: skip
    return " \\\n  ".join(["neo4j-admin database import full neo4j", *options, *nodes, *ties])


def _code(delimiter: str) -> str:
    return f"U+{ord(delimiter):04X}"


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)
