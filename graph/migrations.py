"""What turns a graph of an older model into one of this model: ordered steps, each safe to run again.

A step raises the version by one. Its changes are made in portions, each a transaction of its own, until nothing is
left to change; the mark of the database is raised last. A step that was broken off at any point is run
again from its beginning by the next `apply_schema` and finds less to do.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import StoreRefused, StoreUnavailable
from .schema import VERSION

if TYPE_CHECKING:
    from .store import GraphStore

_log = logging.getLogger(__name__)

_MARK = "MATCH (m:Detente {id: 'schema'}) RETURN m.version AS version"
_RAISE = """\
UNWIND $rows AS row
MATCH (m:Detente {id: 'schema'}) WHERE m.version = row.before
SET m.version = row.after"""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of data: ``left`` counts what is still to change (`n`), ``portion`` changes some of it."""

    left: str
    portion: str


@dataclass(frozen=True, slots=True)
class Step:
    """From one version of the model to the next; ``reversible`` says whether the older program still reads it."""

    before: int
    after: int
    meaning: str
    reversible: bool
    changes: tuple[Change, ...] = ()


STEPS: tuple[Step, ...] = (
    Step(
        1,
        2,
        "Judgements of a person: a label with its key and index, which the schema statements make.",
        reversible=True,
    ),
    Step(
        2,
        3,
        "The obligation 'nonaggression' of the atlas is spelt 'non-aggression', as the data sets spell it; speakers "
        "have indexes, which the schema statements make.",
        reversible=True,
        changes=(
            Change(
                "MATCH (n:Fact {kind: 'membership'}) WHERE 'nonaggression' IN n.obligations RETURN count(n) AS n",
                """\
UNWIND $rows AS row
MATCH (n:Fact {kind: 'membership'}) WHERE 'nonaggression' IN n.obligations
WITH n LIMIT 5000
SET n.obligations = [told IN n.obligations | replace(told, 'nonaggression', 'non-aggression')]""",
            ),
            Change(
                "MATCH (n:Membership) WHERE 'nonaggression' IN n.obligations RETURN count(n) AS n",
                """\
UNWIND $rows AS row
MATCH (n:Membership) WHERE 'nonaggression' IN n.obligations
WITH n LIMIT 5000
SET n.obligations = [told IN n.obligations | replace(told, 'nonaggression', 'non-aggression')],
    n.phases = [told IN n.phases | replace(told, 'nonaggression', 'non-aggression')]""",
            ),
            Change(
                "MATCH (:Country)-[r:MEMBER_OF]->(:Alliance) WHERE 'nonaggression' IN r.obligations "
                "RETURN count(r) AS n",
                """\
UNWIND $rows AS row
MATCH (:Country)-[r:MEMBER_OF]->(:Alliance) WHERE 'nonaggression' IN r.obligations
WITH r LIMIT 5000
SET r.obligations = [told IN r.obligations | replace(told, 'nonaggression', 'non-aggression')]""",
            ),
        ),
    ),
)


def version_of(store: GraphStore) -> int | None:
    """Return the version of the model that a graph is marked with; None where it is not marked as ours."""
    marks = store.read(_MARK)
    return int(marks[0]["version"]) if marks and marks[0]["version"] is not None else None


def steps_from(version: int, steps: Iterable[Step] = STEPS) -> tuple[Step, ...]:
    """Return the steps that lead from a version to this one, in their order.

    >>> [(step.before, step.after) for step in steps_from(1)]
    [(1, 2), (2, 3)]
    >>> steps_from(VERSION)
    ()
    """
    return tuple(sorted((s for s in steps if s.before >= version), key=lambda step: step.before))


def refuse_newer(server: str, version: int | None) -> None:
    """Raise StoreRefused where a graph was written by a newer model than this program knows."""
    if version is not None and version > VERSION:
        raise StoreRefused(
            f"{server} was written by a newer detente (graph model {version}, here {VERSION}). "
            "Update detente, or use another store (--store)."
        )


def migrate(store: GraphStore, version: int) -> None:
    """Run the steps from a version to this one; constraints and indexes have been made already."""
    for step in steps_from(version):
        _log.info("%s: graph model %d to %d. %s", store.server, step.before, step.after, step.meaning)
        for change in step.changes:
            _work_off(store, step, change)
        store.write(_RAISE, [{"before": step.before, "after": step.after}])


def _work_off(store: GraphStore, step: Step, change: Change) -> None:
    left = store.read(change.left)[0]["n"]
    while left:
        store.write(change.portion, [{}])
        before, left = left, store.read(change.left)[0]["n"]
        if left >= before:
            raise StoreUnavailable(
                f"{store.server}: the step from graph model {step.before} to {step.after} found {before} places to "
                f"change and left {left}. Is something else writing to this graph? Stop it and run the command again."
            )


def notice(store: GraphStore) -> None:
    """Refuse to read a graph of a newer model; warn of one that an older program wrote."""
    version = version_of(store)
    refuse_newer(store.server, version)
    if version is not None and version < VERSION:
        _log.warning(
            "%s was written by an older detente (graph model %d, here %d). Bring it up to date with: "
            "detente doctor --migrate",
            store.server,
            version,
            VERSION,
        )
