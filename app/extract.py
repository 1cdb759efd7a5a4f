"""`detente extract`: articles to facts, without a graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .dictionaries import actors_option, atlas_with
from .options import DAY
from .reader import chosen_reader, reader_options
from .workers import workers_option

if TYPE_CHECKING:
    from ..loaders.manifest import Setback


@click.command(short_help="Print the facts that articles tell.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--jsonl", is_flag=True, help="One JSON record a line (the default prints a table a person can read)."
)
@click.option("--sentences", is_flag=True, help="PATHS hold {id, text, date} records of single sentences.")
@click.option("--date", "day", type=DAY, help="The report date of articles that carry none.")
@reader_options
@click.option(
    "--largest",
    type=click.FloatRange(0.1, 1000),
    default=2.0,
    show_default=True,
    metavar="MB",
    help="Texts above this size are set aside; ten megabytes of prose take minutes and gigabytes.",
)
@actors_option
@workers_option
def extract(
    paths: tuple[Path, ...], jsonl: bool, sentences: bool, day: date | None, extractor: str,
    model: str | None, actors: tuple[Path, ...], workers: int, largest: float,
) -> None:  # fmt: skip
    """Read the facts that articles tell: events, contracts, memberships, people."""
    import json

    from ..graph.errors import InputRejected, UsageError
    from .facts import article_records, sentence_records
    from .terminal import bar, hint, plain, say, table

    rejected: list[str] = []
    aside: list[Setback] = []
    reader = chosen_reader(extractor, model, aside)
    if sentences and reader is not None:
        raise UsageError("--sentences is read by rules only. Leave out --extractor llm and --model.")
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
            most=int(largest * 1e6),
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
