"""Keeps what took long to make: the last few values, each made once however many ask for it at the same time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(slots=True)
class _Slot(Generic[Value]):
    lock: threading.Lock = field(default_factory=threading.Lock)
    value: list[Value] = field(default_factory=list)


class Shelf(Generic[Value]):
    """The last values by key; a second thread that asks for a value in the making waits for it.

    >>> shelf = Shelf[int](2)
    >>> shelf.get("a", lambda: 1), shelf.get("a", lambda: 2)
    (1, 1)
    """

    def __init__(self, size: int) -> None:
        """Keep at most ``size`` values; the one that was not asked for longest goes first."""
        self._size = size
        self._guard = threading.Lock()
        self._slots: OrderedDict[Hashable, _Slot[Value]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value under the key, made now if it is not there; an error keeps nothing."""
        with self._guard:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > self._size:
                self._slots.popitem(last=False)
        with slot.lock:
            if not slot.value:
                slot.value.append(make())
            return slot.value[0]
