"""The main job as functions: articles in, an explained graph out. The command line calls these."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .terminal import Track, busy, silent

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from ..analysis.result import Balance, DyadAlignment, DyadTension, StatePressure
    from ..atlas.book import Atlas
    from ..graph.store import GraphStore
    from ..loaders.articles.reading import Reading
    from ..loaders.manifest import Manifest, Setback
    from ..queries.snapshot import Snapshot
    from .facts import Extractor

Where = str | Path | None
Paths = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Scores:
    """All metrics of one snapshot at one date."""

    as_of: date | None
    known_by: date | None
    tensions: list[DyadTension]
    alignments: list[DyadAlignment]
    pressures: list[StatePressure]
    balance: Balance


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one run made: the manifest of its load, the snapshot, the scores and the files written."""

    manifest: Manifest
    snapshot: Snapshot
    scores: Scores
    out: Path
    files: tuple[Path, ...]

    @property
    def as_of(self) -> date | None:
        """The date that the scores refer to."""
        return self.scores.as_of

    @property
    def tensions(self) -> list[DyadTension]:
        """Tension of each dyad."""
        return self.scores.tensions

    @property
    def alignments(self) -> list[DyadAlignment]:
        """Alignment of each dyad."""
        return self.scores.alignments

    @property
    def pressures(self) -> list[StatePressure]:
        """Contract cross-pressure on each state, the highest first."""
        return sorted(self.scores.pressures, key=lambda p: (-p.value, p.state))

    @property
    def page(self) -> Path:
        """The page to open."""
        return self.out / "index.html"

    def frame(self) -> pd.DataFrame:
        """Return tension, one dyad a row."""
        from .tables import tension_table

        return tension_table(self.tensions)

    def dossier(self) -> dict[str, object]:
        """Return what the page and the figures draw, as plain values."""
        from ..views.dossier import build_dossier

        told = self.scores
        return build_dossier(
            self.snapshot, told.tensions, told.alignments, told.pressures, told.balance, told.as_of
        )

    def network(self) -> nx.MultiDiGraph:
        """Return the graph as networkx has it, with scores and fact ids on its edges."""
        return network(self.snapshot, self.scores)

    def show(self) -> object:
        """Return the page as an object that Jupyter shows inline."""
        from ..views.notebook import Page

        return Page.from_file(self.page)

    def summary(self) -> dict[str, object]:
        """Return the run in one plain dictionary, as `--json` prints it."""
        from .tables import pressure_object, tension_rows

        return {
            "manifest": self.manifest.as_dict(),
            "as_of": self.as_of,
            "dyads": tension_rows(self.tensions),
            **pressure_object(self.pressures),
            "files": [path.name for path in self.files],
            "page": str(self.page),
        }


@contextmanager
def opened(
    where: Where, environ: Mapping[str, str] | None = None, *, purpose: Literal["read", "write"] = "write"
) -> Iterator[GraphStore]:
    """Open the graph's home and close it at the end of the block."""
    store = connect(where, environ=environ, purpose=purpose)
    try:
        yield store
    finally:
        store.close()


def connect(
    where: Where = None,
    *,
    environ: Mapping[str, str] | None = None,
    purpose: Literal["read", "write"] = "write",
) -> GraphStore:
    """Return the graph store: a folder (embedded), a bolt:// or neo4j:// address, or what the environment names."""
    from ..graph.store import open_store

    with busy("starting the graph store"):
        store = open_store(where, environ=os.environ if environ is None else environ, purpose=purpose)
    if purpose == "read":
        from ..graph.migrations import notice

        try:
            notice(store)
        except BaseException:
            store.close()
            raise
    return store


def load_articles(
    store: GraphStore,
    paths: Paths,
    *,
    date: date | None = None,
    adopt: bool = False,
    quarantine: Path | None = None,
    track: Track = silent,
    atlas: Atlas | None = None,
    workers: int = 1,
    extractor: Extractor | None = None,
) -> Manifest:
    """Read articles, extract their facts and load them; loading the same again changes nothing."""
    reading = read(paths, date, quarantine)
    return _load(store, reading, adopt, quarantine, track, atlas, workers, extractor)


def load_source(
    store: GraphStore, source: str, paths: Paths, *, adopt: bool = False, quarantine: Path | None = None
) -> Manifest:
    """Load the files of a data set; ``source`` is a name that `detente sources` lists."""
    from ..atlas.book import open_atlas
    from ..loaders.dataset import load_dataset

    store.apply_schema(adopt=adopt)
    with busy(f"loading {source}"):
        return load_dataset(store, source, [Path(p) for p in paths], open_atlas(), quarantine=quarantine)


def read(paths: Paths, day: date | None = None, quarantine: Path | None = None) -> Reading:
    """Return the articles of files and folders; InputRejected where not one of them can be read."""
    from ..graph.errors import InputRejected
    from ..loaders.articles.reading import read_paths
    from ..loaders.manifest import Setback, write_quarantine

    reading = read_paths(paths, date=day.isoformat() if day else None)
    if not reading.articles:
        told = [Setback(r.path, r.line, r.reason, r.advice) for r in reading.rejected]
        if quarantine:
            write_quarantine(quarantine, told)
        reasons = "\n  ".join(str(s) for s in told[:5]) or "no articles were found"
        raise InputRejected(
            f"nothing was loaded; {len(told)} of {len(told)} inputs were set aside:\n  {reasons}"
        )
    return reading


def _load(
    store: GraphStore, reading: Reading, adopt: bool, quarantine: Path | None, track: Track,
    atlas: Atlas | None = None, workers: int = 1, extractor: Extractor | None = None,
) -> Manifest:  # fmt: skip
    from ..atlas.book import open_atlas
    from ..loaders.load import load_extractions
    from .facts import extractions

    store.apply_schema(adopt=adopt)
    atlas = atlas or open_atlas()
    failed: dict[str, Setback] = {}
    found = extractions(reading, atlas, track=track, failed=failed, workers=workers, extractor=extractor)
    return load_extractions(store, reading, found, atlas, quarantine=quarantine, failed=failed)


def read_snapshot(store: GraphStore, articles: Sequence[str] | None = None) -> Snapshot:
    """Return the graph as frames: all of it, or what the given articles tell with the atlas facts that bear on it."""
    from ..queries.snapshot import read

    return read(store, articles)


def score(
    snapshot: Snapshot,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    half_life: float | None = None,
    directed: bool = False,
    metric: str = "s_known",
) -> Scores:
    """Compute all metrics of a snapshot; ``as_of`` is the latest date in it unless given."""
    from ..analysis.alignment import alignment
    from ..analysis.balance import balance
    from ..analysis.clock import moment
    from ..analysis.pressure import pressure
    from ..analysis.relations import seen_graph, signed_ties
    from ..analysis.tension import tension

    as_of = moment(snapshot, as_of)
    pooled = tension(snapshot.events, as_of=as_of, known_by=known_by, half_life=half_life)
    ties = signed_ties(snapshot, pooled, as_of=as_of, known_by=known_by)
    shown = pooled
    if directed:
        shown = tension(snapshot.events, as_of=as_of, known_by=known_by, half_life=half_life, directed=True)
    return Scores(
        as_of=as_of,
        known_by=known_by,
        tensions=shown,
        alignments=alignment(
            snapshot, pooled, as_of=as_of, known_by=known_by, metric=metric, ties=ties, leave_out=True
        ),
        pressures=pressure(snapshot, pooled, as_of=as_of, known_by=known_by),
        balance=balance(seen_graph(ties)),
    )


def analyze(
    paths: Paths,
    out: str | Path = "detente-out",
    *,
    store: Where = None,
    environ: Mapping[str, str] | None = None,
    date: date | None = None,
    as_of: date | None = None,
    known_by: date | None = None,
    half_life: float | None = None,
    adopt: bool = False,
    reset: bool = False,
    track: Track = silent,
    atlas: Atlas | None = None,
    workers: int = 1,
    extractor: Extractor | None = None,
) -> Analysis:
    """Do the main job: articles to facts, graph, scores, and the page and files that explain them.

    Parameters
    ----------
    paths : files and folders of .txt, .html, .jsonl articles
    out : the folder to write to
    store : a folder or an address; without it ``out/store``
    environ : where NEO4J_URI and its companions are read; the process environment unless given
    date : report date of articles that carry none
    as_of, known_by : valid time and report time of the scores
    half_life : days after which an event weighs half
    adopt : load into a database that holds other data
    reset : start from an empty graph (the demo does)
    atlas : the atlas with names of your own (`loaders.actors.with_actors`); the shipped one unless given
    workers : processes that read the articles
    extractor : who reads them instead of the rules, such as a language model (`app.reader`)
    """
    from ..views.write import prepare_folder, write_all

    out = Path(out)
    prepare_folder(out)
    reading = read(paths, date, out / "quarantine.jsonl")
    where = store if store is not None or (environ or os.environ).get("NEO4J_URI") else out / "store"
    if reset and isinstance(where, Path):
        _empty(where)
    with opened(where, environ) as graph:
        manifest = _load(graph, reading, adopt, out / "quarantine.jsonl", track, atlas, workers, extractor)
        with busy("reading the graph"):
            snapshot = read_snapshot(graph, [a.id for a in reading.articles])
    with busy("computing"):
        scores = score(snapshot, as_of=as_of, known_by=known_by, half_life=half_life)
    with busy("drawing"):
        files = write_all(
            out, snapshot, scores.tensions, scores.alignments, scores.pressures, scores.balance, scores.as_of
        )
    return Analysis(manifest, snapshot, scores, out, tuple(files))


def _empty(folder: Path) -> None:
    """Remove a store folder that an earlier demo made; anything else is left alone."""
    import shutil

    if (folder / "connection.json").exists() or (folder / "databases").exists():
        shutil.rmtree(folder)


def network(snapshot: Snapshot, scores: Scores | None = None) -> nx.MultiDiGraph:
    """Return the exchange graph: entities, contracts and ties with scores and the ids of the facts behind them."""
    from ..views.graphs import exchange_graph

    scores = scores or score(snapshot)
    return exchange_graph(snapshot, scores.tensions, scores.alignments, scores.pressures, scores.as_of)


def query(store: GraphStore, name: str, **params: object) -> pd.DataFrame:
    """Return the answer of a library query as a DataFrame; parameters by name, ``as_of`` and ``known_by`` among them."""
    from ..queries.library import find, run

    return run(store, find(name), {key: str(value) for key, value in params.items() if value is not None})
