"""`detente analyze` and `detente demo`: the main job."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .dictionaries import actors_option, atlas_with
from .options import DAY, as_of_option, json_option, known_by_option, store_option
from .reader import chosen_reader, reader_options
from .workers import workers_option

if TYPE_CHECKING:
    from ..loaders.manifest import Setback
    from .pipeline import Analysis

out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default="detente-out", show_default=True,
    help="The folder to write to.",
)  # fmt: skip


@click.command(short_help="Run the main job on the sample articles.")
@out_option
@json_option
def demo(out: Path, as_json: bool) -> None:
    """Run the main job on the sample articles; needs no configuration and no network.

    Ignores NEO4J_URI: the graph is kept in OUT/store.
    """
    from .pipeline import analyze as run
    from .terminal import bar

    with ExitStack() as stack:
        sample = stack.enter_context(as_file(files("detente.app") / "sample"))
        done = run([sample], out, store=out / "store", environ={}, track=bar, reset=True)
    _report(done, as_json)


@click.command(short_help="Articles in; facts, graph, scores and a page out.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@out_option
@store_option
@click.option("--date", "day", type=DAY, help="The report date of articles that carry none.")
@as_of_option
@known_by_option
@click.option("--half-life", type=click.FloatRange(min=1), help="Days after which an event weighs half.")
@actors_option
@workers_option
@reader_options
@click.option("--adopt", is_flag=True, help="Load into a database that holds other data.")
@json_option
def analyze(
    paths: tuple[Path, ...],
    out: Path,
    store: str | None,
    day: date | None,
    as_of: date | None,
    known_by: date | None,
    half_life: float | None,
    actors: tuple[Path, ...],
    workers: int,
    extractor: str,
    model: str | None,
    adopt: bool,
    as_json: bool,
) -> None:
    """Turn articles into facts, a graph, scores and a page that explains them.

    PATHS are .txt, .html and .jsonl files, or folders of them (.pdf, feeds and .warc with their extras). The graph is kept in OUT/store, or in
    the database that --store or NEO4J_URI names.
    """
    import os

    from .pipeline import analyze as run
    from .terminal import bar, hint

    aside: list[Setback] = []
    reader = chosen_reader(extractor, model, aside)
    where = store or (None if os.environ.get("NEO4J_URI") else out / "store")
    done = run(
        list(paths), out, store=where, date=day, as_of=as_of, known_by=known_by,
        half_life=half_life, adopt=adopt, track=bar, atlas=atlas_with(actors), workers=workers,
        extractor=reader,
    )  # fmt: skip
    for setback in aside[:5]:
        hint(f"set aside by the gate: {setback}")
    _report(done, as_json)


def _report(done: Analysis, as_json: bool) -> None:
    from ..graph.errors import InputRejected
    from .terminal import hint, say, show_json, table

    if as_json:
        show_json(done.summary())
    else:
        shown = sorted(done.tensions, key=lambda t: (-abs(t.value), t.a, t.b))[:10]
        kappa = {(a.a, a.b): a for a in done.alignments}
        rows = []
        for t in shown:
            twin = kappa.get((t.a, t.b)) or kappa.get((t.b, t.a))
            rows.append(
                [f"{t.a} – {t.b}", t.value, f"[{t.lo:.2f}, {t.hi:.2f}]", t.n, t.hostility, t.cooperation,
                 twin.value if twin else None]
            )  # fmt: skip
        columns = ["dyad", "tension", "90 % interval", "events", "hostility", "cooperation", "alignment"]
        table(rows, columns, f"Tension as of {done.as_of} (1 hostile, -1 friendly), the ten farthest from 0")
        say()
        for pressed in done.pressures[:3]:
            if pressed.value > 0:
                say(f"Contract cross-pressure on {pressed.state}: {pressed.value:.2f}")
        contested = sum(bool(c) for c in done.snapshot.contracts["contested"])
        say(
            f"{done.manifest.accepted} of {done.manifest.read} articles, {done.manifest.facts} facts, "
            f"{len(done.snapshot.contracts)} contracts ({contested} contested)."
        )
        say(f"Open {done.page}")
    if done.manifest.quarantined:
        for line in done.manifest.reasons[:5]:
            hint(f"set aside: {line}")
        raise InputRejected(
            f"{done.manifest.quarantined} of {done.manifest.read} articles were set aside, with their reasons, "
            f"in {done.out / 'quarantine.jsonl'}; the rest is loaded."
        )
