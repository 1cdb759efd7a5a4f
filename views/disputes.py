"""On which acts, contracts and memberships the sources differ: the same rules as when facts are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .frames import Frames, Row, items, rows


def disputes(frames: Frames) -> list[Row]:
    """Return acts and memberships on which sources differ: ``{id, kind, fields, facts}``, sorted by kind and id.

    ``done``: one source denies what another tells; ``polarity``: the same act is told as friendly and as
    hostile; ``valid_from``, ``valid_to``: two data sets differ on the first or last day of a membership. Contracts
    carry their own (``contested``).

    >>> import pandas as pd
    >>> from ..analysis.frames import Rows
    >>> act = {"fact": ["f", "g"], "event": ["e", "e"], "modality": ["fact", "denied"], "polarity": ["-", "-"]}
    >>> disputes(Rows(events=pd.DataFrame(act)))
    [{'id': 'e', 'kind': 'event', 'fields': ['done'], 'facts': ['f', 'g']}]
    """
    acts: dict[str, list[Row]] = {}
    for row in rows(frames.events):
        if row.get("event"):
            acts.setdefault(row["event"], []).append(row)
    told = {row["fact"]: row for row in rows(frames.facts)}
    found = [_dispute(event, "event", [], group) for event, group in acts.items()]
    for row in rows(frames.memberships):
        behind = {*items(row, "facts"), *items(row, "prior_facts")}
        group = [told[fact] for fact in sorted(behind) if fact in told]
        found.append(_dispute(row["membership"], "membership", items(row, "contested"), group))
    return sorted((one for one in found if one["fields"]), key=lambda one: (one["kind"], str(one["id"])))


def _dispute(id: str, kind: str, fields: Sequence[str], facts: Iterable[Row]) -> Row:
    facts = list(facts)
    modalities = {f.get("modality") for f in facts} - {None}
    signs = {f.get("polarity") for f in facts} - {None, ""} if kind == "event" else set()
    differing = {*fields}
    differing |= {"done"} if "denied" in modalities and modalities - {"denied"} else set()
    differing |= {"polarity"} if len(signs) > 1 else set()
    return {"id": id, "kind": kind, "fields": sorted(differing), "facts": sorted(f["fact"] for f in facts)}


def contested_fields(tie: Row, found: Iterable[Row], contracts: Mapping[str, Row]) -> list[str]:
    """Return on what the sources differ among the acts, contracts and memberships of a tie.

    >>> contested_fields({"facts": ["f"], "refs": []}, [{"id": "e", "fields": ["done"], "facts": ["f", "g"]}], {})
    ['done']
    """
    behind = set(tie["facts"])
    told: set[Any] = {field for one in found if behind & set(one["facts"]) for field in one["fields"]}
    told |= {field for ref in tie["refs"] if ref in contracts for field in contracts[ref]["contested"]}
    return sorted(told)
