"""`detente watch`: new articles in a folder or in feed files, and what they changed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .dictionaries import actors_option, atlas_with
from .options import DAY, json_option, store_option
from .workers import workers_option

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..graph.store import GraphStore
    from ..loaders.articles.reading import Reading

Object = dict[str, Any]
State = tuple[tuple[str, int, int], ...]
SETTLE_SECONDS = 0.5
PRINTINGS = "UNWIND $ids AS id MATCH (p:Publication {id: id}) RETURN p.id AS id"
KNOWN = "UNWIND $ids AS id MATCH (a:Article {sha256: id}) RETURN a.sha256 AS id"


@click.command(short_help="New articles in a folder, and what they changed.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Look once and end, as for cron.")
@click.option(
    "--every", type=click.FloatRange(min=0.1), default=60.0, show_default=True, metavar="SECONDS",
    help="How long to wait between two looks.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Write each digest into this folder."
)
@store_option
@click.option("--date", "day", type=DAY, help="The report date of articles that carry none.")
@actors_option
@workers_option
@click.option("--adopt", is_flag=True, help="Load into a database that holds other data.")
@json_option
def watch(
    paths: tuple[Path, ...], once: bool, every: float, out: Path | None, store: str | None, day: date | None,
    actors: tuple[Path, ...], workers: int, adopt: bool, as_json: bool,
) -> None:  # fmt: skip
    """Load what is new in PATH… (folders, files, saved RSS or Atom feeds) and tell what it changed.

    New contracts and memberships, tension that left its interval, sources that now disagree. What was seen stands
    in the graph, so that a restart tells nothing twice. Nothing is fetched. Ctrl-C ends it.
    """
    from ..graph.errors import InputRejected
    from .pipeline import opened

    if out is not None:
        _apart(out, paths)
    atlas = atlas_with(actors)
    last: State | None = None
    told: set[str] = set()
    while True:
        state = files_in(paths) if once else _settled(paths, last)
        if state != last:
            last = state
            with opened(store) as graph:
                digest = look(graph, paths, day=day, atlas=atlas, workers=workers, adopt=adopt)
            fresh = [line for line in digest["rejected"] if line not in told]
            told.update(fresh)
            if once or fresh or digest["articles"] or digest["printings"]:
                _tell({**digest, "rejected": fresh}, out, as_json)
        if once:
            if told:
                raise InputRejected(f"{len(told)} files or rows were set aside; see above.")
            return
        time.sleep(every)


def _apart(out: Path, paths: Sequence[Path]) -> None:
    """Make the folder of digests; UsageError where it cannot be written to, or would be read as articles."""
    from ..views.write import prepare_folder

    for given in paths:
        if out.resolve().is_relative_to(given.resolve()):
            raise click.UsageError(f"--out {out} lies in {given}: its digests would be read as articles")
    prepare_folder(out)


def _settled(paths: Sequence[Path], last: State | None) -> State:
    """Return what is there, once no file changes any more: one that is being copied would be read in half."""
    state = files_in(paths)
    while state != last:
        time.sleep(SETTLE_SECONDS)
        again = files_in(paths)
        if again == state:
            break
        state = again
    return state


def files_in(paths: Sequence[Path]) -> State:
    """Return the files under some paths with size and time of change: while it is the same, nothing is new."""
    found = []
    for given in paths:
        inside = sorted(p for p in given.rglob("*") if p.is_file()) if given.is_dir() else [given]
        for path in inside:
            try:
                held = path.stat()
            except OSError:
                continue  # gone since it was listed
            found.append((str(path), held.st_size, held.st_mtime_ns))
    return tuple(found)


def look(
    store: GraphStore,
    paths: Sequence[Path],
    *,
    day: date | None = None,
    atlas: Atlas | None = None,
    workers: int = 1,
    adopt: bool = False,
) -> Object:
    """Load the articles that the graph does not hold yet, and return the digest of what they changed."""
    from ..atlas.book import open_atlas
    from ..loaders.articles.reading import read_paths
    from .news import NOTHING, news, sight
    from .terminal import busy

    atlas = atlas or open_atlas()
    reading = read_paths(paths, date=day.isoformat() if day else None)
    # an empty folder is nothing to complain of: its articles are still to come
    rejected = [f"{r.where}: {r.reason}. {r.advice}" for r in reading.rejected if not Path(r.path).is_dir()]
    store.apply_schema(adopt=adopt)
    fresh = _unseen(store, reading)
    printings = _reprinted(store, reading, {a.id for a in fresh.articles})
    if not fresh.articles:
        return {**NOTHING, "printings": printings, "rejected": rejected}
    before = sight(store)
    rejected += _load(store, fresh, atlas, workers)
    with busy("comparing"):
        told = news(before, sight(store), {a.id for a in fresh.articles})
    return {**told, "printings": printings, "rejected": rejected}


def _unseen(store: GraphStore, reading: Reading) -> Reading:
    """Return the articles that are not in the graph, with their printings."""
    from ..loaders.articles.reading import Reading

    known = {row["id"] for row in store.read(KNOWN, ids=[a.id for a in reading.articles])}
    articles = tuple(a for a in reading.articles if a.id not in known)
    printings = tuple(p for p in reading.publications if p.article not in known)
    return Reading(articles, printings, ())


def _reprinted(store: GraphStore, reading: Reading, fresh: set[str]) -> int:
    """Add to known articles the outlets that print them too; return how many there are."""
    from ..loaders.rows import Rows, add_article
    from ..loaders.write import write_rows

    others = [p for p in reading.publications if p.article not in fresh]
    known = {row["id"] for row in store.read(PRINTINGS, ids=[p.id for p in others])}
    added = [p for p in others if p.id not in known]
    if added:
        rows = Rows()
        for article in reading.articles:
            if mine := [p for p in added if p.article == article.id]:
                add_article(rows, article, mine)
        write_rows(store, rows)
    return len(added)


def _load(store: GraphStore, reading: Reading, atlas: Atlas, workers: int) -> list[str]:
    from ..loaders.load import load_extractions
    from ..loaders.manifest import Setback
    from .facts import extractions
    from .terminal import bar

    failed: dict[str, Setback] = {}
    found = extractions(reading, atlas, track=bar, failed=failed, workers=workers)
    return list(load_extractions(store, reading, found, atlas, failed=failed).reasons)


def _tell(digest: Object, out: Path | None, as_json: bool) -> None:
    from .digest import headlines, title_of, write_digest
    from .terminal import hint, say, show_json

    files = write_digest(out, digest) if out is not None and digest["articles"] else []
    for line in digest["rejected"]:
        hint(f"set aside: {_line(line)}")
    if as_json:
        show_json({**digest, "files": [str(path) for path in files]})
        return
    say(title_of(digest))
    for row in digest["articles"]:
        say(f"  {_line(row['title'] or row['article'][:12])}")
    for heading, lines in headlines(digest):
        if lines:
            say(f"{heading}:")
        for text, said in lines:
            say(f"  {_line(text)}")
            for one in said[:1]:
                say(f"    “{_line(one['quote'])}”")
    for path in files[:1]:
        say(f"Page: {path}")


def _line(text: object) -> str:
    """Return a text of an article as one line that cannot steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
