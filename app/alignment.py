"""`detente alignment`: how alike two states are, by votes, treaties, arms or what articles tell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from .likeness import EXPLAINED, METRICS, SOURCES, ordered, registered, rows_object
from .metrics import explain_option, pair_of, say_nothing_known, scored
from .options import as_of_option, json_option, known_by_option, store_option

if TYPE_CHECKING:
    import pandas as pd

    from ..analysis.leave_out import LeftOut


@click.command(short_help="How alike two states are.")
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--year", type=click.IntRange(1500, 2500), help="The calendar year.")
@click.option(
    "--source", type=click.Choice(SOURCES), default="articles", show_default=True,
    help="Relations in articles, votes in the UN General Assembly, treaties, suppliers of arms.",
)  # fmt: skip
@click.option(
    "--metric", type=click.Choice(METRICS), metavar="NAME",
    help=f"One of {', '.join(METRICS)}; see docs/metrics.md. Default: s_known of articles, else kappa.",
)  # fmt: skip
@click.option(
    "--absence", type=click.Choice(["drop", "abstain"]), default="drop", show_default=True,
    help="Leave out the roll calls that one of the two missed, or count the absence as an abstention.",
)  # fmt: skip
@click.option(
    "--coding", type=click.Choice(["atop", "cow", "binary", "defence"]), default="atop", show_default=True,
    help="Levels of treaties.",
)  # fmt: skip
@click.option(
    "--self-tie", type=click.Choice(["max", "exclude"]), default="max", show_default=True,
    help="The entry of a state for itself in its treaties.",
)  # fmt: skip
@click.option(
    "--min-n", type=click.IntRange(min=1), default=10, show_default=True,
    help="Fewer common roll calls or targets give no value (votes, treaties, arms).",
)  # fmt: skip
@as_of_option
@known_by_option
@explain_option
@click.option(
    "--write", is_flag=True, help="Keep the scores of articles in the graph, as ALIGNMENT relationships."
)
@click.option("--unwrite", is_flag=True, help="Remove them: of the day given with --as-of, or all.")
@store_option
@json_option
def alignment(
    a: str | None, b: str | None, year: int | None, source: str, metric: str | None, absence: str, coding: str,
    self_tie: str, min_n: int, as_of: date | None, known_by: date | None, explained: bool, write: bool, unwrite: bool,
    store: str | None, as_json: bool,
) -> None:  # fmt: skip
    """How alike two states are, from -1 to 1: by articles, votes, treaties or arms.

    Without two states, all dyads. Example: detente alignment TUR USA --source unga --year 2018
    """
    pair = pair_of(a and a.upper(), b and b.upper())
    metric = metric or ("s_known" if source == "articles" else "kappa")
    if source == "articles":
        moment = as_of or (date(year, 12, 31) if year else None)
        if write or unwrite:
            from .writeback import keep_alignment

            keep_alignment(store, pair, moment, known_by, metric, as_json, remove=unwrite)
        elif metric in EXPLAINED:
            _explained(pair, moment, known_by, metric, year, explained, store, as_json)
        else:
            _told(pair, moment, known_by, metric, year, store, as_json)
        return
    if metric == "s_known":
        raise click.UsageError("s_known looks at what articles leave unknown; with --source articles only")
    if as_of or known_by or write or unwrite:
        raise click.UsageError(
            f"--as-of, --known-by and --write are for articles; --source {source} goes by --year"
        )
    options = {
        "absence": absence,
        "coding": coding,
        "self_tie": self_tie,
        "min_n": min_n,
        "leave_out": explained,
    }
    _registered(pair, source, metric, year, options, store, as_json)


def _explained(
    pair: set[str] | None, as_of: date | None, known_by: date | None, metric: str, year: int | None,
    explained: bool, store: str | None, as_json: bool,
) -> None:  # fmt: skip
    from .tables import alignment_object, alignment_table
    from .terminal import frame_table, say, show_json

    snapshot, scores = scored(store, as_of, known_by, metric=metric)
    found = [t for t in scores.alignments if pair is None or {t.a, t.b} == pair]
    if pair and not found:
        say_nothing_known(pair, snapshot)
    if as_json:
        told = alignment_object(scores, found, snapshot, explained)
        show_json({**told, "metric": metric, "year": year or told["year"]})
        return
    frame_table(alignment_table(found), f"Alignment as of {scores.as_of}")
    if explained:
        from ..analysis.explain import explain_alignment

        for one in found:
            say()
            frame_table(explain_alignment(one, snapshot.facts), f"{one.a} – {one.b}: {one.value:.4f}")
            if one.left_out:
                say(_without_one(one.left_out))


def _without_one(told: LeftOut) -> str:
    return (
        f"Without any one of the countries it looks at: from {told.least:.3f} (without {' or '.join(told.least_without)}) "
        f"to {told.most:.3f} (without {' or '.join(told.most_without)})."
    )


def _told(
    pair: set[str] | None, as_of: date | None, known_by: date | None, metric: str, year: int | None,
    store: str | None, as_json: bool,
) -> None:  # fmt: skip
    from ..analysis.alignment import article_portfolio
    from ..analysis.clock import moment
    from ..analysis.panel_dyads import portfolio_rows, with_codes
    from ..analysis.similarity import MEASURES
    from .metrics import read_graph

    if metric not in MEASURES:
        raise click.UsageError(f"{metric} cannot be read from articles; see docs/metrics.md")
    snapshot = read_graph(store)
    as_of = moment(snapshot, as_of)
    held = article_portfolio(snapshot, as_of=as_of, known_by=known_by)
    rows = portfolio_rows(held, metric, ("articles", as_of), min_n=2, pair=ordered(pair))
    _show(
        with_codes(rows, snapshot.entities),
        metric,
        "articles",
        year or (as_of.year if as_of else None),
        as_json,
    )


def _registered(
    pair: set[str] | None, source: str, metric: str, year: int | None, options: dict[str, Any], store: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    from .pipeline import opened
    from .terminal import busy, hint

    with opened(store, purpose="read") as graph, busy("reading and computing"):
        rows, year, wanted = registered(graph, pair, source, metric, year, options)
    if wanted:
        hint(f"The graph holds nothing to compare by in {year}. Load it: detente load {wanted} FILE")
    _show(rows, metric, source, year, as_json)


def _show(rows: pd.DataFrame, metric: str, source: str, year: int | None, as_json: bool) -> None:
    from .terminal import frame_table, show_json

    if as_json:
        show_json(rows_object(rows, metric, source, year))
        return
    ranked = rows.sort_values(["value", "a", "b"], ascending=[False, True, True])
    frame_table(ranked.drop(columns=["cow_a", "cow_b"]), f"{metric} of {source}, {year}")
