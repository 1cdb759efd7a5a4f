"""The query library: one question a ``.cypher`` file, its head comment is its documentation.

The head of a file::

    // Question: Which contracts does a state hold, and with whom?
    // Parameter: country string = "TUR" -- iso3 code of the state
    // Dates: as_of, known_by
    // Columns: contract, role, partner, item

A parameter without a default must be given. Types: string, integer, float, date, list. ``Dates: as_of, known_by``
declares the two parameters of that name, which mean the same in every question; ``Dates: none, because ...``
says why they do not apply.
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
AS_OF = "as_of", "only what had begun by that day and, where it lasts, had not ended; null for no bound"
KNOWN_BY = (
    "known_by",
    "only what had been reported, or released in a data set, by that day; null for no bound",
)
MEANING = """\
`as_of` (valid time) and `known_by` (time of knowledge) bound every question whose rows rest on facts; without
them nothing is left out. A fact has begun on its first valid day or on the day of its report, whichever is
earlier (a plan counts from when it was told), and stands on `as_of` if it had begun by then and, where it tells of
something that lasts (a membership, an alliance, a rivalry), had not ended. It was known by a day if it was
reported by then. What a data set tells was reported when the data set was released; a table without such a date
was always at hand, an article without a report date was not known by any given day. A contract or event stands
where at least one fact stands that supports it; what a person rejected supports nothing. It is shown with the values
that all its facts give: the dates tell whether it is a row, not how it looked then."""


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
                    return _whole(int(text))
                case "float":
                    return float(text)
                case "date":
                    return date.fromisoformat(text)
                case "list":
                    return [part.strip() for part in text.split(",") if part.strip()]
                case _:
                    return text
        except ValueError as error:
            raise UsageError(
                f"--param {self.name}={text}: not a {self.type.replace('integer', 'whole number')} ({self.note})"
            ) from error


def _whole(number: int) -> int:
    if not -(2**63) <= number < 2**63:
        raise ValueError("a store holds whole numbers of 64 bits")
    return number


@dataclass(frozen=True, slots=True)
class Query:
    """One question of the library."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str
    theme: str
    dateless: str = ""

    @property
    def dated(self) -> bool:
        """Tell whether the question takes as_of and known_by; ``dateless`` says why one does not."""
        return {AS_OF[0], KNOWN_BY[0]} <= {p.name for p in self.parameters}

    @property
    def own(self) -> tuple[Parameter, ...]:
        """Return the parameters beside the two dates."""
        return tuple(p for p in self.parameters if p.name not in (AS_OF[0], KNOWN_BY[0]))

    def bind(self, given: Mapping[str, str]) -> dict[str, Value]:
        """Return the parameters of a run: what was given, parsed, over the defaults."""
        known = {p.name: p for p in self.parameters}
        if wrong := sorted(set(given) - set(known)):
            names = ", ".join(known) or "none"
            why = (
                f" (dates do not apply, {self.dateless})"
                if self.dateless and wrong[0] in (AS_OF[0], KNOWN_BY[0])
                else ""
            )
            raise UsageError(f"query {self.name}: no parameter {wrong[0]!r}{why}; it takes: {names}")
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
    question, columns, dateless = "", tuple[str, ...](), ""
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
        elif word == "Dates":
            if rest == f"{AS_OF[0]}, {KNOWN_BY[0]}":
                parameters += [Parameter(n, "date", None, False, note) for n, note in (AS_OF, KNOWN_BY)]
            elif rest.startswith("none, because "):
                dateless = rest.removeprefix("none, ")
            else:
                raise UsageError(
                    f"{name}.cypher:{number}: neither `as_of, known_by` nor `none, because ...`: {rest!r}"
                )
        elif word == "Parameter":
            found = PARAMETER.fullmatch(rest)
            if not found:
                raise UsageError(f"{name}.cypher:{number}: not `name type = default -- note`: {rest!r}")
            default = found["default"]
            parameters.append(_parameter(found, default))
    if not question or not columns:
        raise UsageError(f"{name}.cypher: the head comment needs `// Question:` and `// Columns:`")
    return Query(name, question, tuple(parameters), columns, text, theme, dateless)


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
        "",
        "## Two dates",
        "",
        MEANING,
        "",
        "They are `--as-of` and `--known-by` on the command line, dates in Python, and parameters that may be null in",
        "Neo4j Browser (`:param as_of => null`). Each question says whether it takes them, or why not.",
    ]
    theme = ""
    for query in sorted(library().values(), key=lambda q: (q.theme, q.name)):
        if query.theme != theme:
            theme = query.theme
            lines += ["", f"## {theme.capitalize()}"]
        lines += ["", f"**`{query.name}`** {query.question}", ""]
        for p in query.own:
            default = "required" if p.required else f"default `{json.dumps(p.default, default=str)}`"
            lines.append(f"- `{p.name}` ({p.type}, {default}): {p.note}")
        if query.dated:
            lines.append("- dates: `as_of`, `known_by`")
        elif query.dateless:
            lines.append(f"- dates: do not apply, {query.dateless}")
        lines.append(f"- gives: {', '.join(query.columns)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe())
