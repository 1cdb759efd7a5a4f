"""Statements that read a whole graph in pages; every name in them comes from the declared model."""

from __future__ import annotations

from .schema import node, relationship


def count_nodes(label: str) -> str:
    """Return the statement that counts the nodes of a label.

    >>> count_nodes("Country")
    'MATCH (n:Country) RETURN count(n) AS n'
    """
    return f"MATCH (n:{node(label).label}) RETURN count(n) AS n"


def count_ties(type: str, start: str, end: str) -> str:
    """Return the statement that counts the relationships of a type between two labels."""
    a, b = node(start).label, node(end).label
    return f"MATCH (:{a})-[r:{relationship(type).type}]->(:{b}) RETURN count(r) AS n"


def nodes_by_key(label: str) -> str:
    """Return the statement that reads the nodes with the given keys."""
    found = node(label)
    return (
        f"UNWIND $keys AS key MATCH (n:{found.label} {{{found.key.name}: key}}) RETURN properties(n) AS told"
    )


def ties_by_key(type: str, start: str, end: str, *, by_end: bool = False) -> str:
    """Return the statement that reads relationships by the keys of one end.

    The end with the keys stands first in the pattern: not every engine finds the better start itself.
    """
    a, b, told = node(start), node(end), relationship(type).type
    one = f"(a:{a.label}{'' if by_end else f' {{{a.key.name}: key}}'})"
    other = f"(b:{b.label}{f' {{{b.key.name}: key}}' if by_end else ''})"
    path = f"{other}<-[r:{told}]-{one}" if by_end else f"{one}-[r:{told}]->{other}"
    return (
        f"UNWIND $keys AS key MATCH {path} "
        f"RETURN a.{a.key.name} AS start, b.{b.key.name} AS end, properties(r) AS told"
    )


def keys_of(label: str, *, after: bool = False) -> str:
    """Return the statement that reads the keys of a label in order, from the first on or after ``$last``."""
    found = node(label)
    key = found.key.name
    beyond = f"WHERE n.{key} > $last " if after else ""
    return f"MATCH (n:{found.label}) {beyond}RETURN n.{key} AS key ORDER BY key LIMIT $size"


def keys_twice(label: str) -> str:
    """Return the statement that counts the keys of a label that more than one node has, and shows one of them."""
    found = node(label)
    return (
        f"MATCH (n:{found.label}) WITH n.{found.key.name} AS key, count(n) AS held WHERE held > 1 "
        "RETURN count(key) AS n, min(key) AS one"
    )
