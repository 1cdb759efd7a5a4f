"""`detente load`: a source into the graph, with a manifest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from .options import DAY, json_option, store_option


@click.command(short_help="Load a source into the graph.")
@click.argument("source", type=click.Choice(["articles"]))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@click.option("--date", "day", type=DAY, help="The report date of articles that carry none.")
@click.option("--adopt", is_flag=True, help="Load into a database that holds other data.")
@json_option
def load(
    source: str, paths: tuple[Path, ...], store: str | None, day: date | None, adopt: bool, as_json: bool
) -> None:
    """Load a source into the graph; loading the same again changes nothing."""
    from ..graph.errors import InputRejected
    from .pipeline import load_articles, opened
    from .terminal import bar, hint, show_json, table

    with opened(store) as graph:
        manifest = load_articles(graph, list(paths), date=day, adopt=adopt, track=bar)
    if as_json:
        show_json(manifest.as_dict())
    else:
        told = manifest.as_dict()
        table([[k, v] for k, v in told.items() if k not in ("reasons", "no_fact")], ["manifest", ""])
    if manifest.quarantined:
        for line in manifest.reasons[:5]:
            hint(f"set aside: {line}")
        raise InputRejected(
            f"{manifest.quarantined} of {manifest.read} were set aside; see {manifest.quarantine}."
        )
