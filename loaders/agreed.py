"""Agreements to the graph: VOTED_WITH between states that have thousands of them.

A MERGE of one relationship looks through all of its state's. Here the relationships of one state and year go
together, so that they are looked through once a state and year.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..graph.model import Agreement
from ..graph.schema import node_batch, relationship_rows
from .rows import Rows, add_agreement

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..graph.store import GraphStore

HELD = """
MATCH (a:Country)-[r:VOTED_WITH]->(b:Country) WHERE r.dataset = $dataset AND r.year = $year
RETURN a.iso3 AS a, b.iso3 AS b, r.table AS told
"""
# Both are safe to run again: what is there is left alone, or gets the values that it has.
MAKE = """UNWIND $rows AS row
MATCH (a:Country {iso3: row.from})
OPTIONAL MATCH (a)-[old:VOTED_WITH]->(c:Country) WHERE old.dataset = row.dataset AND old.year = row.year
WITH a, row, collect(c.iso3) AS held
UNWIND row.told AS told
WITH a, held, told WHERE NOT told.to IN held
MATCH (b:Country {iso3: told.to})
CREATE (a)-[r:VOTED_WITH]->(b)
SET r += told.props"""
CHANGE = """UNWIND $rows AS row
MATCH (a:Country {iso3: row.from})-[r:VOTED_WITH]->(b:Country)
WHERE r.dataset = row.dataset AND r.year = row.year
WITH row, r, b
UNWIND row.told AS told
WITH r, b, told WHERE told.to = b.iso3
SET r += told.props"""


def write_agreements(store: GraphStore, told: Sequence[Agreement], atlas: Atlas) -> tuple[int, int]:
    """Write agreements; return how many are new and how many had another table before."""
    created = changed = 0
    for (source, year), some in groupby(sorted(told, key=_place), key=lambda one: (one.source, one.year)):
        held = {
            (row["a"], row["b"]): tuple(row["told"]) for row in store.read(HELD, dataset=source, year=year)
        }
        here = list(some)
        fresh = [one for one in here if (one.a, one.b) not in held]
        other = [one for one in here if held.get((one.a, one.b), one.table) != one.table]
        rows = Rows()
        for one in (*fresh, *other):
            add_agreement(rows, one, atlas)
        nodes = [node_batch(label, found.values()) for label, found in sorted(rows.nodes.items())]
        for statement, chosen in ((MAKE, fresh), (CHANGE, other)):
            if chosen:
                store.write_many([*nodes, (statement, _by_state(chosen, atlas))])
        created, changed = created + len(fresh), changed + len(other)
    return created, changed


def _place(one: Agreement) -> tuple[str, int, str, str]:
    return one.source, one.year, one.a, one.b


def _by_state(told: Sequence[Agreement], atlas: Atlas) -> list[dict[str, Any]]:
    """Return a row for each first state, with all its agreements of the year."""
    rows = Rows()
    for one in told:
        add_agreement(rows, one, atlas)
    ends = ("VOTED_WITH", "Country", "Country")
    checked = relationship_rows(*ends, rows.ties[ends].values())
    return [
        {
            "from": state,
            "dataset": told[0].source,
            "year": told[0].year,
            "told": [{"to": row["to"], "props": row["props"]} for row in some],
        }
        for state, some in groupby(checked, key=lambda row: row["from"])
    ]
