"""A store that only reads, and is opened again where the process that served it has ended."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from ...graph.errors import StoreUnavailable, UsageError

if TYPE_CHECKING:
    from ...graph.store import Counters, GraphStore

LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class Reader:
    """The reading half of a store, for as long as the server runs.

    The embedded store may be started by another process (a load that runs); when that ends, its connection
    is gone, and the next question opens the store anew.
    """

    def __init__(self, opener: Callable[[], GraphStore]) -> None:
        """Open the store with a function that can be called again."""
        self._opener = opener
        self._guard = threading.Lock()
        self._store = opener()

    @property
    def server(self) -> str:
        """Say what answers and where, without secrets."""
        return self._store.server

    @property
    def raw(self) -> Path:
        """The folder beside the graph that holds the raw rows of event sets and roll calls."""
        return self._store.raw

    def read(self, cypher: str, /, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """Return the rows of a reading statement, a dict each."""
        return self._asked(lambda store: store.read(cypher, **parameters))

    def ask(
        self, cypher: str, parameters: Mapping[str, Any], /, *, seconds: float, most: int
    ) -> tuple[list[str], list[dict[str, Any]]]:
        """Return the columns and at most so many rows of a statement that is not ours, and undo what it did."""
        return self._asked(lambda store: store.ask(cypher, parameters, seconds=seconds, most=most))

    def write(self, cypher: str, rows: Sequence[Mapping[str, Any]], /) -> Counters:
        """Refuse: the server reads only."""
        self._refuse()

    def write_many(self, batches: Sequence[tuple[str, Sequence[Mapping[str, Any]]]], /) -> Counters:
        """Refuse: the server reads only."""
        self._refuse()

    def apply_schema(self, *, adopt: bool = False) -> None:
        """Refuse: the server reads only."""
        self._refuse()

    def close(self) -> None:
        """Give the store back."""
        self._store.close()

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(self, *problem: object) -> None:
        """Close the store."""
        self.close()

    def _asked(self, work: Callable[[GraphStore], Answer]) -> Answer:
        used = self._store
        try:
            return work(used)
        except StoreUnavailable as error:
            LOG.info("opening the store again: %s", error)
            return work(self._again(used))

    def _again(self, broken: GraphStore) -> GraphStore:
        with self._guard:
            if self._store is broken:
                fresh = self._opener()
                broken.close()
                self._store = fresh
            return self._store

    def _refuse(self) -> NoReturn:
        raise UsageError("the server reads only; write with detente load or detente watch")
