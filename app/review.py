"""`detente review`: which facts are most worth a second look, and why."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import click

from .options import as_of_option, json_option, known_by_option, store_option


@click.command(short_help="What is most worth a second look.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many facts.")
@as_of_option
@known_by_option
@store_option
@json_option
def review(limit: int, as_of: date | None, known_by: date | None, store: str | None, as_json: bool) -> None:
    """List the facts that are most worth a second look: contested, doubtful, heavy in a score, or only claimed.

    Then decide: detente judge confirm FACT --reason TEXT, or reject, correct, merge, split, retract.
    """
    from ..analysis.review import review as look
    from .pipeline import opened, read_snapshot, score
    from .terminal import busy, hint, say, show_json, table

    with opened(store, purpose="read") as graph, busy("reading the graph"):
        snapshot = read_snapshot(graph)
    scores = score(snapshot, as_of=as_of, known_by=known_by)
    found = look(snapshot, scores.tensions, scores.alignments)
    shown = found[:limit]
    if as_json:
        show_json(
            {
                "as_of": scores.as_of,
                "known_by": scores.known_by,
                "total": len(found),
                "facts": [asdict(f) for f in shown],
            }
        )
        return
    if not shown:
        say(
            "Nothing stands out: no fact is contested, doubtful, heavy in a score or claimed by one source only."
        )
        return
    rows = [[f.worth, f.fact, "; ".join(f.reasons), f.says, f.quote, f.source] for f in shown]
    table(rows, ["worth", "fact", "why", "says", "quote", "source"])
    hint(f"{len(shown)} of {len(found)}. Decide: detente judge confirm|reject|correct FACT --reason TEXT")
