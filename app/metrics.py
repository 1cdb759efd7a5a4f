"""`detente tension`, `pressure`: the scores, with their explanation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from .options import DAY, as_of_option, json_option, known_by_option, store_option

if TYPE_CHECKING:
    from ..analysis.result import DyadTension
    from ..queries.snapshot import Snapshot
    from .pipeline import Scores

explain_option = click.option("--explain", "explained", is_flag=True, help="Open the score into its facts.")
source_option = click.option(
    "--without-source", "sources", multiple=True, metavar="NAME",
    help="As if this outlet or data set had said nothing; can be given several times.",
)  # fmt: skip
contested_option = click.option(
    "--without-contested", is_flag=True, help="Leave out contested contracts and denied events."
)
facts_option = click.option("--facts-only", is_flag=True, help="Leave out plans, claims and possibilities.")


class Prior(click.ParamType[Any]):
    """A score from -10 to 10, or the word mean."""

    name = "SCORE|mean"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | str:  # noqa: ANN401
        """Return the score that the text stands for."""
        if value == "mean":
            return "mean"
        try:
            score = float(value)
        except ValueError:
            score = math.nan
        if not -10 <= score <= 10:
            self.fail(f"{value!r} is neither a score from -10 to 10 nor the word mean", param, ctx)
        return score


@dataclass(frozen=True, slots=True)
class Asked:
    """The two times of a question."""

    as_of: date | None
    known_by: date | None


def read_graph(store: str | None) -> Snapshot:
    """Return what the graph holds."""
    from .pipeline import opened, read_snapshot
    from .terminal import busy

    with opened(store, purpose="read") as graph, busy("reading the graph"):
        return read_snapshot(graph)


def scored(
    store: str | None, as_of: date | None, known_by: date | None, **options: object
) -> tuple[Snapshot, Scores]:
    """Return what the graph holds and its scores."""
    from .pipeline import score

    snapshot = read_graph(store)
    return snapshot, score(snapshot, as_of=as_of, known_by=known_by, **options)  # type: ignore[arg-type]


def pair_of(a: str | None, b: str | None) -> set[str] | None:
    """Return the two states asked for, None for all dyads."""
    if a is None and b is None:
        return None
    if a is None or b is None or a == b:
        raise click.UsageError("give two different states, as in: RUS TUR; or none for all dyads")
    return {a, b}


def code_of(name: str | None) -> str | None:
    """Return a name as the graph writes it: codes in capitals, longer names of bodies as they are.

    >>> code_of("tur"), code_of("nato"), code_of("Arab League")
    ('TUR', 'NATO', 'Arab League')
    """
    return name.upper() if name and len(name) <= 4 else name


@click.command(short_help="How tense dyads are, -1 to 1.")
@click.argument("a", required=False)
@click.argument("b", required=False)
@as_of_option
@known_by_option
@click.option("--against", type=DAY, help="Show the change since this earlier day, and what entered.")
@click.option("--series", "step", type=click.Choice(["day", "week", "month"]), help="Values over time.")
@click.option("--since", type=DAY, help="The first day of the series.")
@click.option("--as-known-then", is_flag=True, help="Leave out of earlier values what was reported later.")
@click.option("--half-life", type=click.FloatRange(min=1), help="Days after which an event weighs half.")
@click.option(
    "--prior", type=Prior(), help="The score of pairs of which nothing is known, or mean: that of all events."
)
@click.option("--directed", is_flag=True, help="Keep the two directions apart.")
@source_option
@contested_option
@facts_option
@explain_option
@click.option("--write", is_flag=True, help="Keep the scores in the graph, as TENSION relationships.")
@click.option("--unwrite", is_flag=True, help="Remove TENSION relationships: of the day given, or all.")
@store_option
@json_option
def tension(
    a: str | None, b: str | None, as_of: date | None, known_by: date | None, against: date | None,
    step: Any, since: date | None, as_known_then: bool, half_life: float | None, prior: Any, directed: bool,  # noqa: ANN401
    sources: tuple[str, ...], without_contested: bool, facts_only: bool, explained: bool, write: bool, unwrite: bool,
    store: str | None, as_json: bool,
) -> None:  # fmt: skip
    """How tense dyads are, from -1 (friendly) to 1 (hostile), with interval and parts.

    With --against the change since an earlier day, with --series values over time and the days on which
    their level changed, with --explain the facts, what each source adds and what would have to be otherwise.
    """
    from ..analysis.clock import moment
    from ..analysis.tension import tension as measure
    from .variants import centre, restricted

    if unwrite:
        _unwrite(store, as_of, as_json)
        return
    pair = pair_of(code_of(a), code_of(b))
    snapshot = read_graph(store)
    at = moment(snapshot, as_of)
    modalities = ("fact",) if facts_only else ()
    snapshot = restricted(snapshot, sources=sources, contested=not without_contested, modalities=modalities)
    shared: dict[str, Any] = {"known_by": known_by, "half_life": half_life, "directed": directed}
    dyads = measure(snapshot.events, as_of=at, prior=prior, **shared)
    # "mean" is settled once: what the series and the difference shrink to is the same number
    shared["prior"] = centre(dyads[0]) if dyads else None
    found = [t for t in dyads if pair is None or {t.a, t.b} == pair]
    if pair and not found:
        say_nothing_known(pair, snapshot)
    asked = Asked(at, known_by)
    if write:
        _write(store, found, as_json)
    elif against is not None:
        _against(snapshot, pair, asked, against, {**shared, "as_known_then": as_known_then}, as_json)
    elif step is not None:
        options = {**shared, "as_known_then": as_known_then, "since": since, "step": step}
        _series(snapshot, found, asked, options, explained, as_json)
    else:
        _show(snapshot, found, asked, explained, as_json)


def _show(snapshot: Snapshot, found: list[DyadTension], asked: Asked, explained: bool, as_json: bool) -> None:
    from .tables import tension_object, tension_table
    from .terminal import frame_table, say, show_json, table
    from .variants import variant_rows, variants

    otherwise = variants(snapshot, found) if explained else []
    if as_json:
        told = tension_object(asked, found, snapshot, explained)
        for row, one in zip(told["dyads"], otherwise, strict=False):
            row.update(one)
        show_json(told)
        return
    frame_table(tension_table(found), f"Tension as of {asked.as_of}")
    if explained:
        from ..analysis.explain import explain_tension

        for dyad, one in zip(found, otherwise, strict=True):
            say()
            frame_table(
                explain_tension(dyad, snapshot.facts),
                f"{dyad.a} – {dyad.b}: {dyad.value:.4f}, of it prior {dyad.prior:.4f}",
            )
            columns = ["otherwise", "tension", "change", "facts"]
            table(variant_rows(one, dyad.value), columns, "What it would be")


def _series(
    snapshot: Snapshot, found: list[DyadTension], asked: Asked, options: dict[str, Any], explained: bool,
    as_json: bool,
) -> None:  # fmt: skip
    from ..analysis.series import series
    from .overtime import series_rows, show_series
    from .tables import tension_object
    from .terminal import show_json

    pairs = [(t.a, t.b) for t in found]
    told = series(snapshot.events, pairs, as_of=asked.as_of, **options)
    if not as_json:
        show_series(told)
        return
    added = series_rows(told)
    shown = tension_object(asked, found, snapshot, explained)
    for row in shown["dyads"]:
        row.update(added[row["a"], row["b"]])
    show_json({**shown, "step": options["step"]})


def _against(
    snapshot: Snapshot,
    pair: set[str] | None,
    asked: Asked,
    against: date,
    options: dict[str, Any],
    as_json: bool,
) -> None:
    from ..analysis.difference import difference
    from .overtime import asked_pairs, change_rows, show_changes
    from .terminal import show_json

    if asked.as_of is None:
        raise click.UsageError("the graph holds no date to compare with; name one with --as-of")
    changes = difference(
        snapshot, against, asked.as_of, pairs=asked_pairs(pair, options["directed"]), **options
    )
    if as_json:
        times = {"as_of": asked.as_of, "known_by": asked.known_by, "against": against}
        show_json({**times, "dyads": change_rows(changes)})
    else:
        show_changes(changes, against, asked.as_of)


def _write(store: str | None, found: list[DyadTension], as_json: bool) -> None:
    from .pipeline import opened
    from .terminal import say, show_json
    from .writeback import write_tension

    with opened(store) as graph:
        done = write_tension(graph, found)
    if as_json:
        show_json(done)
    else:
        say(
            f"{done['written']} TENSION relationships written; {done['left_out']} dyads with a body left out."
        )


def _unwrite(store: str | None, as_of: date | None, as_json: bool) -> None:
    from .pipeline import opened
    from .terminal import say, show_json
    from .writeback import remove_scores

    with opened(store) as graph:
        gone = remove_scores(graph, "TENSION", ("tension", "tension_directed"), as_of)
    if as_json:
        show_json({"relationship": "TENSION", "removed": gone})
    else:
        say(f"{gone} TENSION relationships removed.")


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
@source_option
@contested_option
@explain_option
@store_option
@json_option
def pressure(
    state: str | None, as_of: date | None, known_by: date | None, sources: tuple[str, ...], without_contested: bool,
    explained: bool, store: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Contract cross-pressure: a state that buys from its allies' rival."""
    from ..analysis.clock import moment
    from ..analysis.pressure import pressure as measure
    from .supply import supplies, with_supply
    from .tables import pressure_object
    from .terminal import say, show_json, table
    from .variants import restricted

    snapshot = read_graph(store)
    at = moment(snapshot, as_of)
    snapshot = restricted(snapshot, sources=sources, contested=not without_contested)
    states = None if state is None else [str(code_of(state))]
    found = measure(snapshot, states=states, as_of=at, known_by=known_by)
    if as_json:
        told = with_supply(pressure_object(found), snapshot, as_of=at, known_by=known_by)
        show_json({"as_of": at, "known_by": known_by, **told})
        return
    supply = supplies(snapshot, [p.state for p in found], as_of=at, known_by=known_by)
    table(
        [
            [
                p.state,
                p.value,
                f"[{p.lo:.2f}, {p.hi:.2f}]" if p.lo == p.lo else None,
                p.status,
                len(p.terms),
                supply[p.state]["concentration"],
                supply[p.state]["rival_weighted"],
            ]
            for p in found
        ],
        ["state", "pressure", "90 % interval", "status", "terms", "supplier HHI", "rival-weighted"],
    )
    if explained:
        from .explain import explanation, show_parts

        for one in found:
            say()
            show_parts(explanation(snapshot, one.state, at, known_by))
