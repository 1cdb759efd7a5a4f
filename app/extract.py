"""`detente extract`: articles to facts, without a graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .dictionaries import actors_option, atlas_with
from .options import DAY
from .workers import workers_option

if TYPE_CHECKING:
    from ..loaders.manifest import Setback
    from .facts import Extractor


@click.command(short_help="Print the facts that articles tell.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--jsonl", is_flag=True, help="One JSON record a line (the default prints a table a person can read)."
)
@click.option("--sentences", is_flag=True, help="PATHS hold {id, text, date} records of single sentences.")
@click.option("--date", "day", type=DAY, help="The report date of articles that carry none.")
@click.option(
    "--extractor",
    type=click.Choice(["rules", "llm"]),
    default="rules",
    show_default=True,
    help="Our rules, or a language model of yours (see DETENTE_LLM_URL in docs/language-models.md).",
)
@actors_option
@workers_option
def extract(
    paths: tuple[Path, ...], jsonl: bool, sentences: bool, day: date | None, extractor: str,
    actors: tuple[Path, ...], workers: int,
) -> None:  # fmt: skip
    """Read the facts that articles tell: events, contracts, memberships, people."""
    import json

    from ..graph.errors import InputRejected
    from .facts import article_records, sentence_records
    from .terminal import bar, hint, plain, say, table

    rejected: list[str] = []
    aside: list[Setback] = []
    reader = _remote(aside, sentences) if extractor == "llm" else None
    records = (
        sentence_records(list(paths), track=bar, rejected=rejected)
        if sentences
        else article_records(
            list(paths),
            day,
            track=bar,
            rejected=rejected,
            extractor=reader,
            atlas=atlas_with(actors),
            workers=workers,
        )
    )
    for record in records:
        if jsonl:
            say(json.dumps(plain(record), ensure_ascii=False))
            continue
        rows = [
            [
                e["source"],
                e["class"],
                e["target"],
                e.get("modality", ""),
                e.get("date"),
                e.get("evidence", ""),
            ]
            for e in record.get("events", [])
        ]
        rows += [
            [c["seller"], f"contract: {c['item'] or '?'}", c["buyer"], c["status"], None, c["evidence"]]
            for c in record.get("contracts", [])
        ]
        rows += [
            [m["state"], m["status"], m["alliance"], "", None, m["evidence"]]
            for m in record.get("memberships", [])
        ]
        table(rows, ["from", "act", "to", "modality", "date", "evidence"], str(record["id"]))
        say()
    for setback in aside:
        if setback.line is not None:
            hint(f"set aside: {setback}")
    rejected += [str(s) for s in aside if s.line is None]
    if rejected:
        for one in rejected[:5]:
            hint(f"set aside: {one}")
        raise InputRejected(f"{len(rejected)} of the inputs could not be read; the others are above.")


def _remote(aside: list[Setback], sentences: bool) -> Extractor:
    """Return the extractor that asks a language model; what its gate sets aside is added to ``aside``."""
    import os
    from functools import partial

    from ..graph.errors import UsageError
    from ..loaders.articles.remote import client_from, extract_remote

    if sentences:
        raise UsageError("--sentences is read by rules only. Leave out --extractor llm.")
    return partial(extract_remote, client=client_from(os.environ), setbacks=aside)
