"""Scores as tables and as the JSON forms that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd

    from ..analysis.result import DyadAlignment, DyadTension, StatePressure
    from ..queries.snapshot import Snapshot
    from .pipeline import Scores

TENSION = (
    "a", "b", "value", "lo", "hi", "n", "n_eff", "prior_share", "volume", "hostility", "cooperation",
    "ambivalence", "status",
)  # fmt: skip
ALIGNMENT = ("a", "b", "value", "lo", "hi", "n", "status")
Object = dict[str, Any]


class Times(Protocol):
    """What has the two times of a score."""

    @property
    def as_of(self) -> date | None:
        """The date that scores refer to."""
        ...

    @property
    def known_by(self) -> date | None:
        """Only what was reported by then counts."""
        ...


def tension_rows(dyads: Iterable[DyadTension]) -> list[Object]:
    """Return tension as plain rows."""
    return [{name: getattr(d, name) for name in TENSION} for d in dyads]


def tension_table(dyads: Iterable[DyadTension]) -> pd.DataFrame:
    """Return tension as a DataFrame, one dyad a row, the tensest first."""
    import pandas as pd

    ranked = sorted(dyads, key=lambda d: (-d.value, d.a, d.b))
    return pd.DataFrame(tension_rows(ranked), columns=list(TENSION))


def tension_object(
    scores: Times, dyads: Sequence[DyadTension], snapshot: Snapshot, explained: bool
) -> Object:
    """Return the form of `tension --json`; explained, each dyad has its contributions and its prior."""
    rows = tension_rows(dyads)
    if explained:
        told = {row["fact"]: row for row in snapshot.facts.to_dict("records")}
        days = {row["fact"]: row["valid_from"] or row["reported_at"] for row in told.values()}
        for row, dyad in zip(rows, dyads, strict=True):
            row["prior"] = dyad.prior
            row["contributions"] = [
                {
                    "fact": part.fact,
                    "value": part.value,
                    "quote": (told[part.fact]["quotes"] or [None])[0],
                    "article": told[part.fact]["source"],
                    "date": days[part.fact],
                }
                for part in dyad.contributions
            ]
    return {"as_of": scores.as_of, "known_by": scores.known_by, "dyads": rows}


def alignment_rows(dyads: Iterable[DyadAlignment]) -> list[Object]:
    """Return alignment as plain rows."""
    return [{name: getattr(d, name) for name in ALIGNMENT} for d in dyads]


def alignment_table(dyads: Iterable[DyadAlignment]) -> pd.DataFrame:
    """Return alignment as a DataFrame, one dyad a row, the closest first; dyads without a value last."""
    import pandas as pd

    ranked = sorted(
        dyads, key=lambda d: (d.value != d.value, -d.value if d.value == d.value else 0, d.a, d.b)
    )
    return pd.DataFrame(alignment_rows(ranked), columns=list(ALIGNMENT))


def alignment_object(
    scores: Scores, dyads: Sequence[DyadAlignment], snapshot: Snapshot, explained: bool = False
) -> Object:
    """Return the form of `alignment --json`; explained, each dyad has its bounds without any one target."""
    cow = {row["entity"]: row["cow"] for row in snapshot.entities.to_dict("records")}
    rows = []
    for row in alignment_rows(dyads):
        status = row.pop("status")
        reason = None if status == "ok" else status
        rows.append({**row, "cow_a": cow.get(row["a"]), "cow_b": cow.get(row["b"]), "reason": reason})
    for row, dyad in zip(rows, dyads if explained else (), strict=False):
        row["left_out"] = asdict(dyad.left_out) if dyad.left_out else None
    year = scores.as_of.year if scores.as_of else None
    metric = scores.alignments[0].metric if scores.alignments else None
    return {"metric": metric, "source": "articles", "year": year, "as_of": scores.as_of, "dyads": rows}


def pressure_object(states: Iterable[StatePressure]) -> Object:
    """Return the form of `pressure --json`."""
    names = ("supplier", "ally", "value", "alliance_facts", "rivalry_facts", "contract_facts", "prior_facts")
    return {
        "states": [
            {
                "state": one.state,
                "value": one.value,
                "lo": one.lo,
                "hi": one.hi,
                "status": one.status,
                "terms": [
                    {
                        **{name: getattr(term, name) for name in names},
                        "contracts": [{"contract": name, "value": part} for name, part in term.contracts],
                    }
                    for term in one.terms
                ],
            }
            for one in states
        ]
    }
