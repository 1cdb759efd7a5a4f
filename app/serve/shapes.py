"""The forms of the answers, as JSON Schema: the objects of the command line's `--json`."""

from __future__ import annotations

from typing import Any

Object = dict[str, Any]
TEXT: Object = {"type": "string"}
WORDS: Object = {"type": ["string", "null"]}
DAY: Object = {"type": ["string", "null"], "format": "date"}
WHOLE: Object = {"type": "integer", "minimum": 0}
NUMBER: Object = {"type": "number"}
MAYBE: Object = {"type": ["number", "null"]}
SCORE: Object = {"type": "number", "minimum": -1, "maximum": 1}
IDS: Object = {"type": "array", "items": TEXT}


def _list(items: Object) -> Object:
    return {"type": "array", "items": items}


def _object(properties: Object, required: tuple[str, ...] | None = None) -> Object:
    """Return the form of an object; every property is required unless told otherwise, and others may be added."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else list(required),
    }


_ROWS = {
    "columns": IDS,
    "rows": _list({"type": "array", "description": "one value a column"}),
    "truncated": {"type": "boolean", "description": "whether there were more rows than a reply holds"},
}
_DYAD = {
    "a": TEXT, "b": TEXT, "value": SCORE, "lo": SCORE, "hi": SCORE, "n": WHOLE, "n_eff": NUMBER,
    "prior_share": NUMBER, "volume": NUMBER, "hostility": NUMBER, "cooperation": NUMBER, "ambivalence": MAYBE,
    "status": TEXT,
}  # fmt: skip
_PART = {"fact": TEXT, "value": NUMBER, "quote": WORDS, "article": WORDS, "date": DAY}
_SUPPLY = {
    "concentration": MAYBE, "effective_suppliers": MAYBE, "rival_weighted": MAYBE, "status": TEXT,
    "suppliers": _list(
        _object({"supplier": TEXT, "share": NUMBER, "rivalry": NUMBER, "ally": WORDS, "value": NUMBER})
    ),
}  # fmt: skip
_TERM = {
    "supplier": TEXT, "ally": TEXT, "value": NUMBER, "alliance_facts": IDS, "rivalry_facts": IDS,
    "contract_facts": IDS, "prior_facts": IDS, "contracts": _list(_object({"contract": TEXT, "value": NUMBER})),
}  # fmt: skip
_PARAMETER = {
    "name": TEXT,
    "type": {"enum": ["string", "integer", "float", "date", "list"]},
    "default": True,
    "note": TEXT,
}

SHAPES: Object = {
    "Error": _object({"error": _object({"status": {"type": "integer"}, "message": TEXT})}),
    "Health": _object(
        {"status": {"const": "ok"}, "tool": TEXT, "articles": WHOLE, "facts": WHOLE,
         "stamp": {"type": "string", "description": "changes whenever something is loaded"}}
    ),
    "Graph": _object(
        {
            "format": {"type": "integer"}, "tool": TEXT, "title": TEXT, "as_of": DAY,
            "entities": _list(_object({"id": TEXT, "name": TEXT, "kind": TEXT})),
            "nodes": _list(_object({"id": TEXT, "r": NUMBER, "degree": WHOLE})),
            "ties": _list(_object({"id": TEXT, "a": TEXT, "b": TEXT, "layer": TEXT, "facts": IDS})),
            "dyads": _list(_object({"a": TEXT, "b": TEXT})),
            "facts": {"type": "object", "additionalProperties": {"type": "object"}},
            "articles": {"type": ["object", "array"]},
            "contracts": {"type": ["object", "array"]},
            "memberships": {"type": "array"}, "pressures": {"type": "array"},
            "balance": {"type": ["object", "null"]}, "weights": {"type": "object"},
            "counts": {"type": "object", "additionalProperties": WHOLE},
        }
    ),
    "Tension": _object(
        {
            "as_of": DAY, "known_by": DAY,
            "dyads": _list(
                _object(
                    {**_DYAD, "prior": NUMBER, "contributions": _list(_object(_PART))}, tuple(_DYAD)
                )
            ),
        }
    ),
    "Alignment": _object(
        {
            "metric": TEXT, "source": {"enum": ["articles", "unga", "atop", "arms"]}, "year": {"type": ["integer", "null"]}, "as_of": DAY,
            "dyads": _list(
                _object(
                    {"a": TEXT, "b": TEXT, "value": MAYBE, "lo": MAYBE, "hi": MAYBE, "n": WHOLE,
                     "cow_a": {"type": ["integer", "string", "null"]},
                     "cow_b": {"type": ["integer", "string", "null"]}, "reason": WORDS}
                )
            ),
        },
        ("metric", "source", "year", "dyads"),
    ),
    "Pressure": _object(
        {
            "as_of": DAY, "known_by": DAY,
            "states": _list(
                _object(
                    {"state": TEXT, "value": {"type": "number", "minimum": 0, "maximum": 1}, "lo": MAYBE,
                     "hi": MAYBE, "status": TEXT, "terms": _list(_object(_TERM)), "supply": _object(_SUPPLY)}
                )
            ),
        }
    ),
    "Balance": _object(
        {
            "as_of": DAY, "nodes": WHOLE, "edges": WHOLE, "negative": WHOLE,
            "triads": _object({"+++": WHOLE, "++-": WHOLE, "+--": WHOLE, "---": WHOLE}),
            "triangle_balance": MAYBE, "walk_balance": MAYBE, "algebraic_conflict": MAYBE,
            "frustration_index": MAYBE, "frustration_normalised": MAYBE, "frustration_bound": MAYBE,
            "frustration_status": TEXT,
            "frustrated": _list(_object({"source": TEXT, "target": TEXT, "when": {"enum": ["all", "some"]}})),
            "status": TEXT,
        }
    ),
    "Queries": _list(
        _object({"name": TEXT, "question": TEXT, "columns": IDS, "parameters": _list(_object(_PARAMETER))})
    ),
    "QueryRows": _object({"name": TEXT, **_ROWS}),
    "Rows": _object(_ROWS),
    "Explanation": _object(
        {
            "id": TEXT, "kind": TEXT, "what": TEXT,
            "parts": _list(_object({"title": TEXT, "rows": _list({"type": "object"})})),
        }
    ),
    "Description": _object({"openapi": {"const": "3.1.0"}, "paths": {"type": "object"}}, ("openapi", "paths")),
}  # fmt: skip
