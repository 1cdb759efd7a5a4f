"""One write made ready while the one before it is under way: the time of the store and ours overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Answer = TypeVar("_Answer")


def written(writes: Iterable[Callable[[], _Answer]]) -> Iterator[_Answer]:
    """Run writes one after the other in a thread of their own and yield what each returns, in order.

    While one runs, the next is taken from ``writes``, which may work for it but must not ask the store for
    what the running one changes. An error of a write is raised here and ends the rest; one that was begun
    is always waited for.

    >>> list(written(lambda n=n: n * n for n in range(4)))
    [0, 1, 4, 9]
    """
    with ThreadPoolExecutor(1, "detente-write") as pool:
        # A pool does not wait for a thread whose start Ctrl-C broke off: no write may be given to that one.
        pool.submit(int).result()
        running: Future[_Answer] | None = None
        for write in writes:
            if running is not None:
                yield running.result()
            running = pool.submit(write)
        if running is not None:
            yield running.result()
