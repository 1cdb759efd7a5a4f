"""The lines of the network: who is tied to whom, in which layer, by which facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from .frames import Frames, Row, items, rows

_LASTING: Final = frozenset({"membership", "rivalry"})


def pair(a: str, b: str) -> tuple[str, str]:
    """Return the two ids in order: a dyad has one name.

    >>> pair("TUR", "RUS")
    ('RUS', 'TUR')
    """
    return (a, b) if a <= b else (b, a)


def dyad_id(a: str, b: str) -> str:
    """Return the id of a dyad.

    >>> dyad_id("TUR", "RUS")
    'RUS~TUR'
    """
    return "~".join(pair(a, b))


def build_ties(frames: Frames) -> list[Row]:
    """Return the ties of a snapshot: ``{id, a, b, layer, facts, refs}``, sorted by id.

    Cooperative and hostile events of a pair make two ties, so that neither hides the other; all
    contracts of a pair make one, and ``refs`` names them. A tie of
    the atlas alone (a membership, a rivalry) is kept only between entities that the articles brought
    in; otherwise the United Nations would tie everybody to everybody.
    """
    found: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}

    def add(a: Any, b: Any, layer: str, facts: Iterable[str], ref: str | None = None) -> None:  # noqa: ANN401
        if a and b and a != b:
            behind, refs = found.setdefault((*pair(a, b), layer), (set(), set()))
            behind.update(facts)
            refs.update([ref] if ref else [])

    for row in rows(frames.events):
        layer = "tension" if row["polarity"] == "-" else "tie"
        if "person" not in (row.get("source_kind"), row.get("target_kind")):
            add(row["source"], row["target"], layer, [row["fact"]])
    for row in rows(frames.contracts):
        add(row["buyer"], row["seller"], "contract", items(row, "facts"), row["contract"])
    held = [(row, {*items(row, "facts"), *items(row, "prior_facts")}) for row in rows(frames.memberships)]
    for row, known in held:
        if known - {*items(row, "prior_facts")}:
            add(row["country"], row["alliance"], "membership", known, row["membership"])
    named = {end for a, b, _ in found for end in (a, b)}
    for row, known in held:
        if {row["country"], row["alliance"]} <= named:
            add(row["country"], row["alliance"], "membership", known, row["membership"])
    for row in rows(frames.rivalries):
        if {row["a"], row["b"]} <= named:
            add(row["a"], row["b"], "rivalry", [row["fact"]])
    ties = [
        {
            "id": f"{a}|{b}|{layer}",
            "a": a,
            "b": b,
            "layer": layer,
            "facts": sorted(facts),
            "refs": sorted(refs),
        }
        for (a, b, layer), (facts, refs) in found.items()
    ]
    return sorted(ties, key=lambda tie: str(tie["id"]))


def reported(fact: Mapping[str, Any], by: str | None) -> bool:
    """Tell whether a fact was known by that day, as the metrics take it: by its report date.

    What an article without a report date says was not known by any given day; a fact of a table without
    one is background that was always at hand.

    >>> reported({"reported": "2018-04-04"}, "2018-04-03"), reported({"origin": "atlas"}, "1900-01-01")
    (False, True)
    """
    told = fact.get("reported")
    return by is None or (_of_table(fact) if told is None else str(told) <= by)


def holds(fact: Mapping[str, Any], on: str) -> bool:
    """Tell whether a fact belongs to the picture of that day: it has begun, and what lasts has not ended.

    It begins on its first valid day or on that of its report, whichever is earlier: a plan counts from when it
    was told, as in the metrics. A fact without any date is always shown. Only tables know the end of what lasts: an
    article that says "a member since 1952" dates the beginning.

    >>> holds({"kind": "event", "from": "2018-04-03"}, "2018-04-02")
    False
    >>> holds({"kind": "rivalry", "origin": "atlas", "from": "1945-01-01", "to": "1991-12-26"}, "2018-01-01")
    False
    """
    begun = min((str(fact[key]) for key in ("from", "reported") if fact.get(key)), default=None)
    ended = fact.get("to") if _ends(fact) else None
    return (begun is None or begun <= on) and (ended is None or str(ended) >= on)


def _ends(fact: Mapping[str, Any]) -> bool:
    return fact.get("kind") in _LASTING and _of_table(fact)


def _of_table(fact: Mapping[str, Any]) -> bool:
    return bool(fact.get("origin", "article") != "article")


def ties_at_rest(
    ties: Iterable[Row], facts: Mapping[str, Mapping[str, Any]], as_of: str | None, by: str | None = None
) -> list[Row]:
    """Return the ties of the page before a valid date is chosen: of what lasts, only what holds on ``as_of``."""

    def stands(fact: Mapping[str, Any]) -> bool:
        return as_of is None or fact.get("kind") not in _LASTING or holds(fact, as_of)

    return [
        tie
        for tie in ties
        if any(stands(facts[f]) and reported(facts[f], by) for f in tie["facts"] if f in facts)
    ]


def ties_on(
    ties: Iterable[Row], facts: Mapping[str, Mapping[str, Any]], on: str, by: str | None = None
) -> list[Row]:
    """Return the ties that some fact supports on that day, as known by another; the sliders show these."""
    return [
        tie
        for tie in ties
        if any(holds(facts[f], on) and reported(facts[f], by) for f in tie["facts"] if f in facts)
    ]
