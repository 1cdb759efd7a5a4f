"""The graph model as a page: what ``docs/graph-model.md`` holds, from the declarations."""

from __future__ import annotations

from .declaration import Property
from .nodes import NODES
from .relationships import RELATIONSHIPS
from .schema import VERSION

_HEAD = f"""# The graph model

Version {VERSION}. This page is written by `python -m detente.graph.describe > docs/graph-model.md`
from the declarations in `graph/nodes.py` and `graph/relationships.py`; a test keeps it fresh.

A contract, a membership and an event are nodes with role edges, since they can have more than two
parties, dates, and sources that disagree. Each merged node is reached by `SUPPORTS` and `DISPUTES`
from the facts behind it; a fact leads by `STATED_IN` to its article or data set. Edges between
countries are projections and carry the ids of their facts.

The first property of a node is its key, with a uniqueness constraint. *indexed* has an index;
*not hashed* depends on when or where a load ran and does not enter the graph hash.
"""


def describe() -> str:
    """Return the documentation of the whole model as Markdown.

    >>> describe().splitlines()[0]
    '# The graph model'
    """
    parts = [_HEAD, "## Nodes\n"]
    for node in NODES:
        parts.append(f"### {node.label}\n\n{node.meaning}\n\n{_table(node.properties)}")
    parts.append("## Relationships\n")
    for relationship in RELATIONSHIPS:
        ends = f"{' or '.join(relationship.from_labels)} → {' or '.join(relationship.to_labels)}"
        text = f"### {relationship.type}\n\n{ends}. {relationship.meaning}\n"
        if relationship.identity:
            text += (
                f"Parallel ones differ in {' and '.join(f'`{name}`' for name in relationship.identity)}.\n"
            )
        if relationship.properties:
            text += f"\n{_table(relationship.properties)}"
        parts.append(text)
    return "\n".join(parts)


def _table(properties: tuple[Property, ...]) -> str:
    rows = "".join(f"| `{p.name}` | {p.type} | {p.meaning}{_flags(p)} |\n" for p in properties)
    return f"| property | type | meaning |\n|---|---|---|\n{rows}"


def _flags(declared: Property) -> str:
    flags = [word for word, set_ in (("indexed", declared.index), ("not hashed", declared.volatile)) if set_]
    return f" (*{', '.join(flags)}*)" if flags else ""


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe())
