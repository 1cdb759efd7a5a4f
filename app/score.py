"""`detente score`: predictions against a gold set."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click

from .options import json_option

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(short_help="Score predictions against a gold set.")
@click.argument("gold", type=FILE)
@click.argument("predictions", type=FILE)
@click.option(
    "--sentences", is_flag=True, help="Score event codes of single sentences (from `extract --sentences`)."
)
@click.option("--ids", default="", metavar="REGEX", help="Only gold articles whose id matches.")
@click.option("--modality", default="", help="Only events of these modalities, as in: fact,planned.")
@click.option("--boot", type=click.IntRange(min=0), default=0, help="Draws for 95 % intervals over articles.")
@json_option
def score(
    gold: Path, predictions: Path, sentences: bool, ids: str, modality: str, boot: int, as_json: bool
) -> None:
    """Compare PREDICTIONS (from `extract --jsonl`) with the articles or sentences of GOLD, measure by measure."""
    from ..atlas.book import open_atlas
    from ..graph.errors import UsageError
    from ..loaders.articles.scoring import score as measured
    from ..loaders.articles.sentence_scoring import score_sentences
    from .terminal import show_json, table

    try:
        wanted = re.compile(ids)
    except re.error as error:
        raise click.BadParameter(
            f"{ids!r} is not a regular expression: {error}", param_hint="--ids"
        ) from error
    records = [r for r in _read(gold) if wanted.search(str(r["id"]))]
    told = {str(r["id"]): r for r in _read(predictions)}
    unit = "sentences" if sentences else "articles"
    if sentences:
        if modality:
            raise UsageError("Codes of single sentences carry no modality. Leave out --modality.")
        found = score_sentences(records, told, draws=boot)
    else:
        bodies = {n.text.lower(): n.entity for n in open_atlas().names if n.kind == "alliance"}
        found = measured(
            records, told, bodies=bodies, modality=set(filter(None, modality.split(","))) or None, draws=boot
        )
    if as_json:
        show_json({unit: len(records), "measures": {name: _plain(m) for name, m in found.items()}})
        return
    rows = [
        [name, m.precision, m.recall, m.f1, f"[{m.interval[0]:.3f}, {m.interval[1]:.3f}]" if m.interval else None,
         f"{m.hits}/{m.gold}/{m.predicted}"]
        for name, m in found.items()
    ]  # fmt: skip
    table(
        rows,
        ["measure", "precision", "recall", "F1", "95 %", "hits/gold/predicted"],
        f"{len(records)} {unit}",
    )


def _plain(measure: Any) -> dict[str, Any]:  # noqa: ANN401  a Measure, imported only when needed
    return {name: getattr(measure, name) for name in measure.__slots__}


def _read(path: Path) -> list[dict[str, Any]]:
    from ..graph.errors import InputRejected

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputRejected(f"{path}: not readable as UTF-8 text ({error}). Nothing was scored.") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["id"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise InputRejected(
                f"{path}:{number}: not a JSON object with an id ({error}). Nothing was scored."
            ) from error
        rows.append(row)
    return rows
