"""`detente alignment`: how alike two states are, by votes, treaties, arms or articles."""

from __future__ import annotations

from datetime import date

import click

from .metrics import explain_option, pair_of, say_nothing_known, scored
from .options import as_of_option, json_option, known_by_option, store_option


@click.command(short_help="How alike the relations of two states are.")
@click.argument("a", required=False)
@click.argument("b", required=False)
@as_of_option
@known_by_option
@click.option(
    "--metric",
    type=click.Choice(["s_known", "s", "kappa"]),
    default="s_known",
    show_default=True,
    help="See docs/metrics.md.",
)
@explain_option
@store_option
@json_option
def alignment(
    a: str | None, b: str | None, as_of: date | None, known_by: date | None, metric: str, explained: bool,
    store: str | None, as_json: bool,
) -> None:  # fmt: skip
    """How alike the relations of two states are, from what the graph holds."""
    from .tables import alignment_object, alignment_table
    from .terminal import frame_table, say, show_json

    pair = pair_of(a, b)
    snapshot, scores = scored(store, as_of, known_by, metric=metric)
    found = [t for t in scores.alignments if pair is None or {t.a, t.b} == pair]
    if pair and not found:
        say_nothing_known(pair, snapshot)
    if as_json:
        show_json(alignment_object(scores, found, snapshot))
        return
    frame_table(alignment_table(found), f"Alignment as of {scores.as_of}")
    if explained:
        from ..analysis.explain import explain_alignment

        for one in found:
            say()
            frame_table(explain_alignment(one, snapshot.facts), f"{one.a} – {one.b}: {one.value:.4f}")
