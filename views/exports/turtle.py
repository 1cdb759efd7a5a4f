"""Turtle, the text form of RDF, written a statement at a time: names, literals, blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final
from urllib.parse import quote

PREFIXES: Final = {
    "d": "urn:detente:model#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED: Final = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
Pair = tuple[str, str]


def head() -> str:
    """Return the lines that declare the prefixes."""
    return "".join(f"@prefix {short}: <{long}> .\n" for short, long in PREFIXES.items()) + "\n"


def iri(*parts: str) -> str:
    """Return the name of a thing, with everything that is not plain percent-encoded.

    >>> iri("alliance", "Arab League"), iri("person", "a> .\\n")
    ('<urn:detente:alliance:Arab%20League>', '<urn:detente:person:a%3E%20.%0A>')
    """
    return "<urn:detente:" + ":".join(quote(part, safe="-._~") for part in parts) + ">"


def camel(type: str) -> str:
    """Return the predicate for a relationship type.

    >>> camel("HOLDS_OFFICE"), camel("BUYS")
    ('d:holdsOffice', 'd:buys')
    """
    first, *rest = type.lower().split("_")
    return "d:" + first + "".join(word.title() for word in rest)


def literal(value: object) -> str:
    r"""Return a value as Turtle writes it; a list becomes a collection, which keeps its order.

    >>> print(literal('say "no"\n'), literal(0.5), literal([1, True]), literal(date(2018, 4, 3)))
    "say \"no\"\n" "0.5"^^xsd:double (1 true) "2018-04-03"^^xsd:date
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f'"{value!r}"^^xsd:double'
    if isinstance(value, datetime):
        return f'"{value.isoformat()}"^^xsd:dateTime'
    if isinstance(value, date):
        return f'"{value.isoformat()}"^^xsd:date'
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "(" + " ".join(map(literal, value)) + ")"
    return '"' + _ESCAPED.sub(_escape, str(value)) + '"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def block(subject: str, pairs: Iterable[Pair]) -> str:
    """Return the statements about one subject.

    >>> print(block("<a>", [("a", "d:Country"), ("d:cow", "640")]), end="")
    <a> a d:Country ;
      d:cow 640 .
    """
    return f"{subject} " + " ;\n  ".join(f"{verb} {thing}" for verb, thing in pairs) + " .\n"
