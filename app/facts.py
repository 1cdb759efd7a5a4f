"""Articles to facts, one by one: what `extract` prints and `load` loads."""

from __future__ import annotations

import gc
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .terminal import Track, silent

if TYPE_CHECKING:
    import pandas as pd

    from ..atlas.book import Atlas
    from ..graph.model import Article, Publication
    from ..loaders.articles.extract import Extraction
    from ..loaders.articles.reading import Reading
    from ..loaders.manifest import Setback

    Extractor = Callable[[Article, Publication | None, Atlas], Extraction]

LOG = logging.getLogger(__name__)
Record = dict[str, Any]


def first_printings(reading: Reading) -> dict[str, Publication]:
    """Return the earliest dated publication of each article."""
    first: dict[str, Publication] = {}
    for printed in sorted(reading.publications, key=lambda p: (p.published_at or "9", p.id)):
        first.setdefault(printed.article, printed)
    return first


def extractions(
    reading: Reading,
    atlas: Atlas,
    *,
    track: Track = silent,
    extractor: Extractor | None = None,
    failed: dict[str, Setback] | None = None,
    workers: int = 1,
) -> Iterator[Extraction]:
    """Yield the extraction of each article, dated by its earliest publication; by rules unless told otherwise.

    An article on which the rules break is no reason to lose the others: with ``failed`` it is noted there by
    its id, and the next one is read. ``workers`` processes share the work of the rules.
    """
    from ..graph.errors import DetenteError
    from ..loaders.articles.extract import extract
    from ..loaders.manifest import Setback
    from .workers import read_all

    read = extractor or extract
    first = first_printings(reading)
    shared = None
    if workers > 1 and extractor is None:
        shared = read_all([(a, first.get(a.id)) for a in reading.articles], atlas, workers)
    with resting() as rest:
        for article in track(reading.articles, "extracting"):
            printed = first.get(article.id)
            found: Extraction | str
            if shared is not None:
                found = next(shared)
            else:
                try:
                    found = read(article, printed, atlas)
                except DetenteError:
                    raise
                except Exception as error:
                    LOG.debug("%s", article.id, exc_info=True)
                    if failed is None:
                        raise
                    found = f"{type(error).__name__}: {error}"
                rest()
            if not isinstance(found, str):
                yield found
            elif failed is not None:
                failed[article.id] = Setback(
                    (printed and printed.path) or article.id,
                    None,
                    f"the rules broke on this text ({found})",
                    "Please report it, with the text.",
                )
            else:
                raise RuntimeError(f"the rules broke on article {article.id}: {found}")


@contextmanager
def resting() -> Iterator[Callable[[], None]]:
    """Give a function that, called once all is loaded, spares the garbage collector the atlas and the parser.

    Walks over what never becomes garbage are a tenth of the time of reading. At the end all is as it was.
    """
    rested = False

    def rest() -> None:
        nonlocal rested
        if not rested:
            gc.collect()
            gc.freeze()
            rested = True

    try:
        yield rest
    finally:
        if rested:
            gc.unfreeze()


def article_records(
    paths: Sequence[Path],
    day: date | None = None,
    *,
    track: Track = silent,
    rejected: list[str],
    extractor: Extractor | None = None,
    atlas: Atlas | None = None,
    workers: int = 1,
    most: int | None = None,
) -> Iterator[Record]:
    """Yield one record an article in the form of the gold sets; what cannot be read is told in ``rejected``.

    A record's id is that of its JSON line, else the name of its file without the ending.
    """
    from ..atlas.book import open_atlas
    from ..loaders.articles.files.cleaning import MOST_BYTES
    from ..loaders.articles.reading import read_paths
    from ..loaders.articles.record import gold_record

    atlas = atlas or open_atlas()
    reading = read_paths(paths, date=day.isoformat() if day else None, most=most or MOST_BYTES)
    rejected += [f"{r.where}: {r.reason}. {r.advice}" for r in reading.rejected]
    names: dict[str, list[str]] = defaultdict(list)
    for given, article in reading.given_ids:
        names[article].append(given)
    for printed in reading.publications:
        if printed.article not in names:
            names[printed.article].append(Path(printed.path).stem if printed.path else printed.article)
    failed: dict[str, Setback] = {}
    for extraction in extractions(
        reading, atlas, track=track, extractor=extractor, failed=failed, workers=workers
    ):
        for name in names[extraction.article_id]:
            yield gold_record(name, extraction, atlas)
    rejected += [str(setback) for setback in failed.values()]


def sentence_records(
    paths: Sequence[Path], *, track: Track = silent, rejected: list[str]
) -> Iterator[Record]:
    """Yield ``{id, events}`` for each ``{id, text, date}`` record of single sentences."""
    from ..atlas.book import open_atlas
    from ..loaders.articles.reading import make
    from ..loaders.articles.record import sentence_record

    atlas = open_atlas()
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            rejected.append(f"{path}: {error}")
            continue
        for number, line in enumerate(track(lines, path.name), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                name, article = row["id"], make(row["text"], date=row.get("date"))[0]
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                rejected.append(f"{path}:{number}: not a JSON object with id and text")
                continue
            yield sentence_record(name, article, atlas)


def extract(paths: Sequence[str | Path] | str | Path, *, date: date | None = None) -> pd.DataFrame:
    """Return the facts of articles as a DataFrame, without a graph: one row a fact.

    Parameters
    ----------
    paths : a file or folder, or several (.txt, .html, .jsonl)
    date : report date of articles that carry none

    Returns
    -------
    DataFrame
        Columns article, fact, kind, type, modality, polarity, speaker, valid_from, valid_to, a column for
        each role (source, target, buyer, seller, member, body, holder, employer), item, quote, start, end,
        rule. ``start`` and ``end`` are offsets into the article's cleaned text.
    """
    import pandas as pd

    from ..atlas.book import open_atlas
    from ..loaders.articles.reading import read_paths

    given = [paths] if isinstance(paths, str | Path) else paths
    reading = read_paths(given, date=date.isoformat() if date else None)
    rows = []
    for extraction in extractions(reading, open_atlas()):
        for fact in (*extraction.facts, *extraction.people):
            first = fact.evidence[0]
            rows.append(
                {
                    "article": extraction.article_id, "fact": fact.id, "kind": fact.kind, "type": fact.type,
                    "modality": fact.modality, "polarity": fact.polarity,
                    "speaker": fact.attribution.speaker if fact.attribution else None,
                    "valid_from": fact.valid.start if fact.valid else None,
                    "valid_to": fact.valid.end if fact.valid else None,
                    **{role.role: role.entity for role in fact.roles},
                    "item": fact.item, "quote": first.quote, "start": first.start, "end": first.end, "rule": fact.rule,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
