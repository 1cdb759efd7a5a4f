"""The query library: one question a ``.cypher`` file, its head comment is its documentation.

The head of a file::

    // Question: Which contracts does a state hold, and with whom?
    // Parameter: country string = "TUR" -- iso3 code of the state
    // Columns: contract, role, partner, item

A parameter without a default must be given. Types: string, integer, float, date, list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from ..graph.store import GraphStore

Value = str | int | float | date | list[str] | None
PARAMETER = re.compile(
    r"(?P<name>\w+) (?P<type>string|integer|float|date|list)(?: = (?P<default>.+?))? -- (?P<note>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query takes; ``default`` is None where it must be given."""

    name: str
    type: str
    default: Value
    required: bool
    note: str

    def parse(self, text: str) -> Value:
        """Return the value that the text stands for; UsageError where it is not of the type.

        >>> Parameter("n", "integer", 10, False, "rows").parse("3")
        3
        """
        try:
            match self.type:
                case "integer":
                    return int(text)
                case "float":
                    return float(text)
                case "date":
                    return date.fromisoformat(text)
                case "list":
                    return [part.strip() for part in text.split(",") if part.strip()]
                case _:
                    return text
        except ValueError as error:
            raise UsageError(f"--param {self.name}={text}: not a {self.type} ({self.note})") from error


@dataclass(frozen=True, slots=True)
class Query:
    """One question of the library."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str
    theme: str

    def bind(self, given: Mapping[str, str]) -> dict[str, Value]:
        """Return the parameters of a run: what was given, parsed, over the defaults."""
        known = {p.name: p for p in self.parameters}
        if wrong := sorted(set(given) - set(known)):
            names = ", ".join(known) or "none"
            raise UsageError(f"query {self.name}: no parameter {wrong[0]!r}; it takes: {names}")
        bound = {p.name: p.default for p in self.parameters if not p.required}
        bound |= {name: known[name].parse(text) for name, text in given.items()}
        if missing := [p for p in self.parameters if p.name not in bound]:
            raise UsageError(
                f"query {self.name}: {missing[0].name} is missing ({missing[0].note}); "
                f"add --param {missing[0].name}=..."
            )
        return bound


def parse(name: str, text: str, theme: str = "") -> Query:
    """Return the query written in a file's text; UsageError where its head comment is not in order.

    >>> parse("q", "// Question: How many?\\n// Columns: n\\nRETURN 1 AS n").columns
    ('n',)
    """
    question, columns = "", tuple[str, ...]()
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            break
        word, _, rest = line[2:].strip().partition(":")
        rest = rest.strip()
        if word == "Question":
            question = rest
        elif word == "Columns":
            columns = tuple(c.strip() for c in rest.split(","))
        elif word == "Parameter":
            found = PARAMETER.fullmatch(rest)
            if not found:
                raise UsageError(f"{name}.cypher:{number}: not `name type = default -- note`: {rest!r}")
            default = found["default"]
            parameters.append(_parameter(found, default))
    if not question or not columns:
        raise UsageError(f"{name}.cypher: the head comment needs `// Question:` and `// Columns:`")
    return Query(name, question, tuple(parameters), columns, text, theme)


def _parameter(found: re.Match[str], default: str | None) -> Parameter:
    value = json.loads(default) if default is not None else None
    if found["type"] == "date" and isinstance(value, str):
        value = date.fromisoformat(value)
    return Parameter(found["name"], found["type"], value, default is None, found["note"])


def _collect(folder: Traversable | Path, theme: str = "") -> Iterable[Query]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and not theme and not entry.name.startswith(("_", ".")):
            yield from _collect(entry, entry.name)
        elif entry.name.endswith(".cypher"):
            yield parse(entry.name.removesuffix(".cypher"), entry.read_text(encoding="utf-8"), theme)


@lru_cache
def _shipped() -> dict[str, Query]:
    return {q.name: q for q in _collect(files("detente.queries"))}


def library(folder: Path | None = None) -> dict[str, Query]:
    """Return the questions of the library by name; with a folder, those of its ``.cypher`` files too."""
    found = {name: q for name, q in _shipped().items() if q.theme != "reads"}
    if folder is not None:
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder of queries")
        found |= {q.name: q for q in _collect(folder)}
    return found


def shipped(name: str) -> Query:
    """Return one query of the package by name, those that only serve the snapshot included."""
    return _shipped()[name]


def find(name: str, folder: Path | None = None) -> Query:
    """Return a query of the library; UsageError naming the nearest ones where there is none."""
    from difflib import get_close_matches

    known = library(folder)
    if name not in known:
        near = get_close_matches(name, known, 3, 0.4)
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise UsageError(f"no query named {name!r}{hint}. The list: detente query")
    return known[name]


def run(store: GraphStore, query: Query, given: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the answer as a DataFrame with the query's columns, in its order."""
    import pandas as pd

    rows = store.read(query.text, **query.bind(given or {}))
    return pd.DataFrame(rows, columns=list(query.columns))


def describe() -> str:
    """Return the library as Markdown: the text of docs/queries.md."""
    lines = [
        "# The query library",
        "",
        "Made from the head comments of `queries/*/*.cypher`; a test keeps it fresh. `detente query NAME --param k=v`",
        'on the command line, `detente.query(store, "NAME", k=v)` in Python, `detente query NAME --show` for the Cypher.',
    ]
    theme = ""
    for query in sorted(library().values(), key=lambda q: (q.theme, q.name)):
        if query.theme != theme:
            theme = query.theme
            lines += ["", f"## {theme.capitalize()}"]
        lines += ["", f"**`{query.name}`** {query.question}", ""]
        for p in query.parameters:
            default = "required" if p.required else f"default `{json.dumps(p.default, default=str)}`"
            lines.append(f"- `{p.name}` ({p.type}, {default}): {p.note}")
        lines.append(f"- gives: {', '.join(query.columns)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe())
