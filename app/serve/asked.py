"""The parameters of a request: declared once, read strictly, described to others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from ...graph.errors import UsageError

Object = dict[str, Any]
MOST_PARAMETERS = 40
KINDS: dict[str, Object] = {
    "string": {"type": "string"},
    "word": {"type": "string", "minLength": 1},
    "date": {"type": "string", "format": "date"},
    "boolean": {"type": "string", "enum": ["true", "false"]},
    "list": {"type": "string", "description": "values with commas between them"},
    "integer": {"type": "integer"},
    "float": {"type": "number"},
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query string."""

    name: str
    kind: str
    note: str
    choices: tuple[str, ...] = ()
    required: bool = False

    def read(self, text: str) -> str | bool | int | date:
        """Return the value that the text stands for; UsageError where it is none."""
        if self.choices and text not in self.choices:
            raise UsageError(f"{self.name}={text}: one of {', '.join(self.choices)}")
        if self.kind == "word" and not text:
            raise UsageError(f"{self.name} is empty; leave it out instead")
        if self.kind == "date":
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise UsageError(f"{self.name}={text}: a day of the form 2018-04-03") from None
        if self.kind == "integer":
            if not re.fullmatch(r"[0-9]{1,9}", text):
                raise UsageError(f"{self.name}={text}: a whole number")
            return int(text)
        if self.kind == "boolean":
            if text not in ("true", "false"):
                raise UsageError(f"{self.name}={text}: true or false")
            return text == "true"
        return text

    def described(self) -> Object:
        """Return the parameter as OpenAPI writes it."""
        schema = dict(KINDS[self.kind])
        if self.choices:
            schema["enum"] = list(self.choices)
        return {"name": self.name, "in": "query", "required": self.required, "description": self.note, "schema": schema}  # fmt: skip


AS_OF = Parameter(
    "as_of", "date", "The state of the world on that day (default: the latest date in the graph)."
)
KNOWN_BY = Parameter("known_by", "date", "Only what had been reported by that day.")
TIMES = (AS_OF, KNOWN_BY)


def pairs_of(query: str) -> list[tuple[str, str]]:
    """Return the names and values of a query string; UsageError where it is malformed or a name comes twice.

    >>> pairs_of("a=RUS&b=T%C3%BCrkiye")
    [('a', 'RUS'), ('b', 'Türkiye')]
    """
    try:
        found = parse_qsl(
            query, keep_blank_values=True, strict_parsing=bool(query), errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )  # fmt: skip
    except ValueError:
        raise UsageError("the part after the question mark is not name=value&name=value in UTF-8") from None
    return found


def read_parameters(known: Sequence[Parameter], query: str) -> Mapping[str, Any]:
    """Return the values given by name, parsed; unknown, repeated and missing ones are errors."""
    by_name = {p.name: p for p in known}
    given: dict[str, Any] = {}
    for name, text in pairs_of(query):
        if name not in by_name:
            raise UsageError(f"no parameter {name!r} here; it takes: {', '.join(by_name) or 'none'}")
        if name in given:
            raise UsageError(f"{name} is given twice")
        given[name] = by_name[name].read(text)
    for one in known:
        if one.required and one.name not in given:
            raise UsageError(f"{one.name} is missing ({one.note})")
    return given
