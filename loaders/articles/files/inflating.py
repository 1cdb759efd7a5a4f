"""A stream that unpacks gzip of many members, and stops at a bomb; it says where a file breaks off."""

from __future__ import annotations

import zlib
from typing import BinaryIO

BLOCK = 16_384
MOST_RATIO = 100
TAIL = 64
SMALL = 1_000_000
"""A member below this size is no bomb, however well it packs."""


class OverflowingError(ValueError):
    """More bytes came out of a file than its size, or a part of it, can honestly hold."""


class Inflating:
    """Reads a file, gzip or plain; ``budget`` is how many bytes may still be read, ``broken`` whether it breaks off.

    ``tail`` are the last ``TAIL`` bytes given out.
    """

    def __init__(self, opened: BinaryIO, most: int) -> None:
        """Begin at the start of an opened file, from which at most ``most`` bytes may come."""
        self.opened = opened
        self.most = most
        self.budget = most
        self.broken = False
        self.tail = b""
        self._place = 0
        self._left = b""
        self._packed = opened.peek(2)[:2] == b"\x1f\x8b" if hasattr(opened, "peek") else False
        self._start()

    def _start(self) -> None:
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._taken = self._given = 0

    def tell(self) -> int:
        """Return how many bytes have been given out."""
        return self._place

    def read(self, size: int = BLOCK) -> bytes:
        """Return at most ``size`` bytes, none at the end; raise OverflowingError at a bomb or an overdrawn budget."""
        size = min(max(size, 1), BLOCK)
        data = self._inflated(size) if self._packed else self.opened.read(size)
        self.tail = (self.tail + data)[-TAIL:]
        self._place += len(data)
        self.budget -= len(data)
        if self._place > self.most or self.budget < 0:
            raise OverflowingError
        return data

    def _inflated(self, size: int) -> bytes:
        while not self.broken:
            if self._member.eof:
                self._left = self._member.unused_data.lstrip(b"\0") or self._left
                self._start()
            if not self._left:
                self._left = self.opened.read(BLOCK)
                if not self._left:
                    self.broken = self._taken > 0
                    return b""
            before = len(self._left)
            try:
                data = self._member.decompress(self._left, size)
            except zlib.error:
                self.broken = True
                return b""
            self._left = self._member.unconsumed_tail
            self._taken += before - len(self._left) - len(self._member.unused_data)
            self._given += len(data)
            if self._given > max(SMALL, MOST_RATIO * self._taken):
                raise OverflowingError
            if data:
                return data
        return b""
