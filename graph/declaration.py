"""What a declaration of the graph model is made of: properties, node labels, relationship types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PropertyType = Literal[
    "string", "integer", "float", "boolean", "date", "datetime", "strings", "integers", "floats"
]


@dataclass(frozen=True, slots=True)
class Property:
    """A property: name, type, meaning; ``index`` asks for an index.

    ``volatile`` marks what depends on when or where a load ran: it does not enter the graph hash.
    """

    name: str
    type: PropertyType
    meaning: str
    index: bool = False
    volatile: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A node label; the first property is its key, unique and never null."""

    label: str
    meaning: str
    properties: tuple[Property, ...]

    @property
    def key(self) -> Property:
        """Return the property that identifies a node of this label."""
        return self.properties[0]

    def property(self, name: str) -> Property | None:
        """Return the declared property of that name, or None."""
        return next((p for p in self.properties if p.name == name), None)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship type between labels; ``identity`` names the properties that tell parallel ones apart."""

    type: str
    meaning: str
    from_labels: tuple[str, ...]
    to_labels: tuple[str, ...]
    properties: tuple[Property, ...] = ()
    identity: tuple[str, ...] = ()

    def property(self, name: str) -> Property | None:
        """Return the declared property of that name, or None."""
        return next((p for p in self.properties if p.name == name), None)
