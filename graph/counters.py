"""What a write changed, as the database counted it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counters:
    """Counts of one write; ``rows`` is what was sent, the others what the database did with it.

    >>> Counters(rows=2, nodes_created=1) + Counters(rows=1)
    Counters(rows=3, nodes_created=1, nodes_deleted=0, relationships_created=0, relationships_deleted=0, properties_set=0)
    """

    rows: int = 0
    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0
    properties_set: int = 0

    def __add__(self, other: Counters) -> Counters:
        """Return the sums, field by field."""
        return Counters(
            self.rows + other.rows,
            self.nodes_created + other.nodes_created,
            self.nodes_deleted + other.nodes_deleted,
            self.relationships_created + other.relationships_created,
            self.relationships_deleted + other.relationships_deleted,
            self.properties_set + other.properties_set,
        )

    @property
    def created(self) -> int:
        """Return how many nodes and relationships are new."""
        return self.nodes_created + self.relationships_created
