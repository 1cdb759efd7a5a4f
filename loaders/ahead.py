"""One write made ready while the one before it is under way: the time of the store and ours overlap."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

_Answer = TypeVar("_Answer")
RARELY = 100_000  # objects made between two looks of the collector while rows are made


def written(writes: Iterable[Callable[[], _Answer]]) -> Iterator[_Answer]:
    """Run writes one after the other in a thread of their own and yield what each returns, in order.

    While one runs, the next is taken from ``writes``, which may work for it but must not ask the store for
    what the running one changes. An error of a write is raised here and ends the rest; one that was begun
    is always waited for.

    >>> list(written(lambda n=n: n * n for n in range(4)))
    [0, 1, 4, 9]
    """
    with _seldom_collected(), ThreadPoolExecutor(1, "detente-write") as pool:
        # A pool does not wait for a thread whose start Ctrl-C broke off: no write may be given to that one.
        pool.submit(int).result()
        running: Future[_Answer] | None = None
        for write in writes:
            if running is not None:
                yield running.result()
            running = pool.submit(write)
        if running is not None:
            yield running.result()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let the garbage collector look less often: rows come by the million and hold no cycles; it took a third of the time."""
    usual = gc.get_threshold()
    if usual[0]:  # else somebody switched it off
        gc.set_threshold(max(RARELY, usual[0]), *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
