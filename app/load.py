"""`detente load`: articles or a data set into the graph, with a manifest."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .dictionaries import actors_option, atlas_with
from .options import DAY, json_option, store_option
from .reader import chosen_reader, reader_options
from .workers import workers_option

if TYPE_CHECKING:
    from ..loaders.manifest import Manifest, Setback


@click.command(short_help="Load articles or a data set into the graph.")
@click.argument("source", metavar="SOURCE")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@click.option("--date", "day", type=DAY, help="The report date of articles that carry none.")
@actors_option
@workers_option
@reader_options
@click.option("--adopt", is_flag=True, help="Load into a database that holds other data.")
@click.option(
    "--quarantine",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("quarantine.jsonl"),
    show_default=True,
    help="Where bad rows are set aside.",
)
@json_option
def load(
    source: str, paths: tuple[Path, ...], store: str | None, day: date | None, actors: tuple[Path, ...], workers: int, extractor: str,
    model: str | None, adopt: bool, quarantine: Path, as_json: bool,
) -> None:  # fmt: skip
    """Load SOURCE (`articles`, or a data set that `detente sources` lists) into the graph.

    Loading the same again changes nothing. Rows that cannot be read are set aside with their reasons.
    """
    from ..graph.errors import InputRejected, UsageError
    from .pipeline import load_articles, load_source, opened
    from .terminal import bar, hint, show_json

    if source != "articles":
        from ..loaders.sources import source as known

        known(source)
    aside: list[Setback] = []
    reader = chosen_reader(extractor, model, aside)
    if reader is not None and source != "articles":
        raise UsageError("A language model reads articles only. Leave out --extractor llm and --model.")
    with opened(store) as graph:
        if source == "articles":
            manifest = load_articles(
                graph,
                list(paths),
                date=day,
                adopt=adopt,
                quarantine=quarantine,
                track=bar,
                atlas=atlas_with(actors),
                workers=workers,
                extractor=reader,
            )
        else:
            manifest = load_source(graph, source, list(paths), adopt=adopt, quarantine=quarantine)
    for setback in aside[:5]:
        hint(f"set aside by the gate: {setback}")
    if as_json:
        show_json(manifest.as_dict())
    else:
        _show(manifest)
    if manifest.quarantine:
        for line in manifest.reasons[:5]:
            hint(f"set aside: {line}")
        raise InputRejected(
            f"{manifest.quarantined} of {manifest.read} were set aside; see {manifest.quarantine}."
        )


def _show(manifest: Manifest) -> None:
    from .terminal import hint, table

    told = manifest.as_dict()
    table([[k, v] for k, v in told.items() if k not in ("reasons", "no_fact")], ["manifest", ""])
    if manifest.no_fact:
        table([[k, v] for k, v in manifest.no_fact.items()], ["rows that rightly tell no fact", ""])
    if not manifest.quarantine:
        for line in manifest.reasons[:5]:
            hint(line)
