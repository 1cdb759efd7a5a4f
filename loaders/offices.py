"""Offices as edges: those that a judgement struck or corrected are taken away or led to where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .rows import Rows, add_office, office_term
from .write import write_rows

if TYPE_CHECKING:
    from ..graph.model import Fact
    from ..graph.store import GraphStore
    from .rulings import Rulings

UNHOLD = (
    "UNWIND $rows AS row MATCH (:Person {id: row.holder})-[r:HOLDS_OFFICE {role: row.role, term: row.term}]->() "
    "WHERE row.fact IN r.facts DELETE r"
)


def settle_offices(
    store: GraphStore, facts: Sequence[Fact], rulings: Rulings, former: Sequence[Fact]
) -> None:
    """Bring the edges of offices in line with the judgements; ``former``: facts as they counted until now."""
    told = [f for f in facts if f.kind == "office" and (former or _judged(f, rulings))]
    if not told:
        return
    rows, doomed = Rows(), []
    for fact in (*told, *(f for f in former if f.kind == "office"), *map(rulings.seen, told)):
        if holder := fact.party("holder"):
            doomed.append(
                {"holder": holder.entity, "role": fact.type, "term": office_term(fact), "fact": fact.id}
            )
    for fact in told:
        if not rulings.strikes(fact.id, fact.source):
            add_office(rows, rulings.seen(fact))
    store.write_many([(UNHOLD, doomed)])
    write_rows(store, rows)


def _judged(fact: Fact, rulings: Rulings) -> bool:
    return fact.id in rulings.corrected or rulings.strikes(fact.id, fact.source) is not None
