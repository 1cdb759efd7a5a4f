"""Articles read by several processes at once; the facts are those of one process, in the same order."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..atlas.values import Name
    from ..graph.model import Article, Publication
    from ..loaders.articles.extract import Extraction

    Job = tuple[Article, Publication | None]

CHUNK = 8  # articles sent to a process at a time
AHEAD = 4  # chunks a process may be ahead of who takes the facts: a slow store does not fill the memory

workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that read articles; each needs about 400 MB.",
)
_ATLAS: list[Atlas] = []


def read_all(jobs: Sequence[Job], atlas: Atlas, workers: int) -> Iterator[Extraction | str]:
    """Yield the extraction of each article, or why the rules broke on it, in the order of the articles.

    The processes are started afresh (a copy of a process that runs a store's server would not work), and
    each loads the parser once. They wait when who takes the facts is slower, so memory is bounded.
    """
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    from ..atlas.book import open_atlas

    shipped = set(open_atlas().names)
    added = tuple(name for name in atlas.names if name not in shipped)
    with ProcessPoolExecutor(
        max_workers=workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(added,)
    ) as pool:
        chunks = iter(range(0, len(jobs), CHUNK))
        waiting: deque[Future[list[Extraction | str]]] = deque()
        while True:
            for start in islice(chunks, workers * AHEAD - len(waiting)):
                waiting.append(pool.submit(_read_all, jobs[start : start + CHUNK]))
            if not waiting:
                return
            yield from waiting.popleft().result()


def _begin(added: tuple[Name, ...]) -> None:
    from ..atlas.book import open_atlas
    from ..loaders.actors import with_actors

    _ATLAS[:] = [with_actors(open_atlas(), added)]


def _read_all(jobs: Sequence[Job]) -> list[Extraction | str]:
    return [_read(job) for job in jobs]


def _read(job: Job) -> Extraction | str:
    from ..loaders.articles.extract import extract

    try:
        return extract(*job, _ATLAS[0])
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        _settle()


@cache
def _settle() -> None:
    """Spare the garbage collector the atlas and the parser, once both are loaded; the process is ours alone."""
    gc.collect()
    gc.freeze()
