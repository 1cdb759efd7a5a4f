"""The API described for other programs: OpenAPI 3.1, made from the same declarations that answer."""

from __future__ import annotations

from typing import Any

from .answers import CYPHER, DESCRIPTION, DOORS, EXPLAIN, MOST_ROWS, QUERY
from .asked import TIMES, Parameter
from .shapes import SHAPES

Object = dict[str, Any]
ERRORS = {
    "400": "A parameter is wrong; the message says which.",
    "401": "The token is missing or wrong.",
    "403": "Another site asked.",
    "404": "Nothing stands there.",
    "421": "The server does not answer to that name.",
    "500": "A defect.",
    "503": "The graph cannot be read now, or too much runs already.",
}


def description(cypher: bool = False) -> Object:
    """Return the OpenAPI document of a server; ``cypher`` if it takes statements."""
    paths = {}
    for door in (*DOORS, *([CYPHER] if cypher else [])):
        more = {"504": "The statement took too long."} if door is CYPHER else {}
        paths[door.path] = _operation(door.path, door.about, door.parameters, door.schema, more)
    paths |= _library()
    id_parameter = {
        "name": "id", "in": "path", "required": True, "schema": {"type": "string"},
        "description": "A pair of states (TUR/USA, the stroke written as it is or as %2F), a state, "
        "or the id of a contract, event, membership or fact.",
    }  # fmt: skip
    explained = _operation(
        EXPLAIN + "{id}", "What is behind an id, down to the sentences.", TIMES, "Explanation"
    )
    explained["get"]["parameters"].insert(0, id_parameter)
    paths[EXPLAIN + "{id}"] = explained
    paths[DESCRIPTION] = _operation(DESCRIPTION, "This document.", (), "Description")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "detente",
            "version": _version(),
            "summary": "Tension and alignment between states, read only.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": SHAPES,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Where the server asks for one."}
            },
        },
        "security": [{}, {"token": []}],
    }


def _version() -> str:
    from ..version import __version__

    return str(__version__)


def _library() -> Object:
    from ...queries.library import library

    paths = {}
    for query in library().values():
        known = tuple(Parameter(p.name, p.type, p.note, required=p.required) for p in query.parameters)
        about = f"{query.question} At most {MOST_ROWS} rows."
        paths[QUERY + query.name] = _operation(QUERY + query.name, about, known, "QueryRows")
    return paths


def _operation(
    path: str, about: str, parameters: tuple[Parameter, ...], schema: str, more: dict[str, str] | None = None
) -> Object:
    name = path.removeprefix("/api/").replace("/", "_").replace("{", "").replace("}", "").replace(".json", "")
    errors = {
        status: {"description": note, "content": _json("Error")}
        for status, note in sorted({**ERRORS, **(more or {})}.items())
    }
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "parameters": [p.described() for p in parameters],
            "responses": {"200": {"description": "The answer.", "content": _json(schema)}, **errors},
        }
    }


def _json(schema: str) -> Object:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
