"""`detente tension`, `pressure`: the scores, with their explanation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from .options import as_of_option, json_option, known_by_option, store_option

if TYPE_CHECKING:
    from ..queries.snapshot import Snapshot
    from .pipeline import Scores

explain_option = click.option("--explain", "explained", is_flag=True, help="Open the score into its facts.")


def scored(
    store: str | None, as_of: date | None, known_by: date | None, **options: object
) -> tuple[Snapshot, Scores]:
    """Return what the graph holds and its scores."""
    from .pipeline import opened, read_snapshot, score
    from .terminal import busy

    with opened(store, purpose="read") as graph, busy("reading the graph"):
        snapshot = read_snapshot(graph)
    return snapshot, score(snapshot, as_of=as_of, known_by=known_by, **options)  # type: ignore[arg-type]


def pair_of(a: str | None, b: str | None) -> set[str] | None:
    """Return the two states asked for, None for all dyads."""
    if (a is None) != (b is None):
        raise click.UsageError("give two states, as in: RUS TUR; or none for all dyads")
    return None if a is None or b is None else {a, b}


@click.command(short_help="How tense dyads are, -1 to 1.")
@click.argument("a", required=False)
@click.argument("b", required=False)
@as_of_option
@known_by_option
@click.option("--half-life", type=click.FloatRange(min=1), help="Days after which an event weighs half.")
@click.option("--directed", is_flag=True, help="Keep the two directions apart.")
@explain_option
@store_option
@json_option
def tension(
    a: str | None, b: str | None, as_of: date | None, known_by: date | None, half_life: float | None,
    directed: bool, explained: bool, store: str | None, as_json: bool,
) -> None:  # fmt: skip
    """How tense dyads are, from -1 (friendly) to 1 (hostile), with interval and parts."""
    from .tables import tension_object, tension_table
    from .terminal import frame_table, say, show_json

    pair = pair_of(a, b)
    snapshot, scores = scored(store, as_of, known_by, half_life=half_life, directed=directed)
    found = [t for t in scores.tensions if pair is None or {t.a, t.b} == pair]
    if pair and not found:
        say_nothing_known(pair, snapshot)
    if as_json:
        show_json(tension_object(scores, found, snapshot, explained))
        return
    frame_table(tension_table(found), f"Tension as of {scores.as_of}")
    if explained:
        from ..analysis.explain import explain_tension

        for one in found:
            say()
            frame_table(explain_tension(one, snapshot.facts), f"{one.a} – {one.b}: {one.value:.4f}")


def say_nothing_known(pair: set[str], snapshot: Snapshot) -> None:
    """Tell on stderr that the graph holds no dated event between two entities."""
    from .terminal import hint

    known = set(snapshot.entities["entity"])
    for one in sorted(pair - known):
        hint(f"{one}: not in the graph. States go by their three-letter code, bodies by their name (NATO).")
    if pair <= known:
        hint(f"{' and '.join(sorted(pair))}: the graph holds no dated event between them.")


@click.command(short_help="Who buys from its allies' rival.")
@click.argument("state", required=False)
@as_of_option
@known_by_option
@explain_option
@store_option
@json_option
def pressure(
    state: str | None,
    as_of: date | None,
    known_by: date | None,
    explained: bool,
    store: str | None,
    as_json: bool,
) -> None:
    """Contract cross-pressure: a state that buys from its allies' rival."""
    from .tables import pressure_object
    from .terminal import say, show_json, table

    snapshot, scores = scored(store, as_of, known_by)
    found = [p for p in scores.pressures if state in (None, p.state)]
    if as_json:
        show_json(pressure_object(found))
        return
    table(
        [[p.state, p.value, p.status, len(p.terms)] for p in found], ["state", "pressure", "status", "terms"]
    )
    if explained:
        from .explain import explanation, show_parts

        for one in found:
            say()
            show_parts(explanation(snapshot, one.state, as_of, known_by))
