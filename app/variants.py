"""The same score under other assumptions: without a source, without contested claims, on facts alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from ..analysis.counterfactual import Counterfactual, Turn
    from ..analysis.frames import Rows
    from ..analysis.result import DyadTension
    from ..queries.snapshot import Snapshot

Object = dict[str, Any]
ONE = {"removal": "had it not happened", "reversal": "had it been the opposite"}
MANY = {"removal": "had they not happened", "reversal": "had they been the opposite"}


def restricted(
    snapshot: Snapshot,
    *,
    sources: Collection[str] = (),
    contested: bool = True,
    modalities: Collection[str] = (),
) -> Snapshot:
    """Return a snapshot without some sources, without contested claims, or with some modalities alone.

    Parameters
    ----------
    snapshot : what the graph holds
    sources : outlets and data sets to leave out; UsageError for one that the graph does not know
    contested : False leaves out the facts of contested contracts and of events that somebody denies
    modalities : keep these alone; all of them when empty
    """
    from ..analysis.sources import only_modalities, sources_of, without_contested, without_sources

    if sources:
        _check(sources, {name for told in sources_of(snapshot).values() for name in told})
        snapshot = _with(snapshot, without_sources(snapshot, sources))
    if not contested:
        snapshot = _with(snapshot, without_contested(snapshot))
    if modalities:
        snapshot = _with(snapshot, only_modalities(snapshot, modalities))
    return snapshot


def _check(asked: Collection[str], known: Collection[str]) -> None:
    from ..graph.errors import UsageError

    for name in asked:
        if name not in known:
            raise UsageError(
                f"the graph has no source {name!r}; it has: {', '.join(sorted(known)) or 'none'}"
            )


def _with(snapshot: Snapshot, rows: Rows) -> Snapshot:
    return replace(
        snapshot, events=rows.events, contracts=rows.contracts, memberships=rows.memberships,
        rivalries=rows.rivalries, facts=rows.facts,
    )  # fmt: skip


def variants(snapshot: Snapshot, dyads: Sequence[DyadTension]) -> list[Object]:
    """Return, for each dyad, what its tension would be otherwise; all dyads from one call of :func:`tension`.

    Each is an object with ``sources`` (the tension without one source), ``without_contested``, ``facts_only``
    and ``would_turn``: the fewest acts without which, or with the opposite of which, it would be neutral.
    """
    from ..analysis.counterfactual import smallest_change
    from ..analysis.sources import leave_one_out
    from ..analysis.tension import tension

    if not dyads:
        return []
    first = dyads[0]
    at: date | None = first.as_of
    shared: Object = {
        "known_by": first.known_by, "half_life": first.half_life, "directed": first.directed,
        "k": first.k, "prior": centre(first),
    }  # fmt: skip
    pairs = [(d.a, d.b) for d in dyads]
    told: dict[tuple[str, str], list[Object]] = {pair: [] for pair in pairs}
    for shift in leave_one_out(snapshot, pairs=pairs, as_of=at, **shared):
        told[shift.a, shift.b].append(
            {
                "source": shift.source,
                "value": shift.without,
                "change": shift.change,
                "facts": list(shift.facts),
            }
        )
    other = {
        "without_contested": restricted(snapshot, contested=False),
        "facts_only": restricted(snapshot, modalities=("fact",)),
    }
    values = {
        name: {(d.a, d.b): d.value for d in tension(s.events, as_of=at, pairs=pairs, draws=0, **shared)}
        for name, s in other.items()
    }
    found = []
    for pair in pairs:
        turns = [
            smallest_change(snapshot.events, pair, by=by, as_of=at, **shared)
            for by in ("removal", "reversal")
        ]
        found.append(
            {
                "sources": told[pair],
                **{name: values[name][pair] for name in values},
                "would_turn": [_turn(turn) for turn in turns],
            }
        )
    return found


def centre(dyad: DyadTension) -> float:
    """Return the score that the prior of a tension stands for."""
    return -10 * dyad.prior / dyad.prior_share + 0.0 if dyad.prior_share > 0 else 0.0


def _turn(turn: Counterfactual) -> Object:
    return {
        "by": turn.by,
        "threshold": turn.threshold,
        "value": turn.after,
        "acts": [list(act) for act in turn.acts],
        "status": turn.status,
    }


def variant_rows(told: Object, value: float) -> list[list[object]]:
    """Return variants as rows of a table: what is otherwise, the tension then, the change, the facts concerned."""
    rows: list[list[object]] = [
        [f"without {one['source']}", one["value"], one["change"], len(one["facts"])]
        for one in told["sources"]
    ]
    for name, text in (
        ("without_contested", "without contested claims"),
        ("facts_only", "told as fact alone"),
    ):
        rows.append([text, told[name], told[name] - value, None])
    for turn in told["would_turn"]:
        facts = sum(map(len, turn["acts"]))
        if turn["status"] == "ok":
            count = len(turn["acts"])
            text = (
                f"the weightiest act, {ONE[turn['by']]}"
                if count == 1
                else f"the {count} weightiest acts, {MANY[turn['by']]}"
            )
            rows.append([text, turn["value"], turn["value"] - value, facts])
    return rows


def triad_rows(ties: nx.Graph, a: str, b: str) -> list[Object]:
    """Return the unbalanced triads of a pair with the one relation whose change of sign costs fewest facts.

    Any one of the three relations would do; they are listed from the one that rests on the fewest facts on.
    """
    from ..analysis.counterfactual import balancing_turns

    rows = []
    if not ties.has_edge(a, b):
        return []
    for third in sorted(set(ties[a]) & set(ties[b])):
        sides = [(a, b), (a, third), (b, third)]
        if all(ties.edges[side]["sign"] for side in sides):
            turns = balancing_turns(ties, (a, b, third))
            if turns:
                signs = ", ".join(f"{x}/{y} {'+' if ties.edges[x, y]['sign'] > 0 else '-'}" for x, y in sides)
                ways = "; or ".join(f"{x}/{y} ({_behind(turn)})" for turn in turns for x, y in turn.relations)
                rows.append(
                    {"triad": f"{a}, {b}, {third}", "signs": signs, "balanced if the sign changed of": ways}
                )
    return rows


def _behind(turn: Turn) -> str:
    read, prior = len(turn.facts), len(turn.prior_facts)
    return f"{read} facts read" + (f", {prior} of the atlas" if prior else "")
