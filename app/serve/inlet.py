"""Reads a request from a connection: so many bytes at most, and in so many seconds, however slowly they drip."""

from __future__ import annotations

import io
import socket
import time

MOST_BYTES = 16_384
SECONDS = 10.0


class TooMuch(Exception):  # noqa: N818  it reads as what happened
    """A request whose line and headers are longer than any that a reader of ours would send."""


class Inlet(io.RawIOBase):
    """The head of one request, line by line; a body is never read."""

    def __init__(self, connection: socket.socket, most: int = MOST_BYTES, seconds: float = SECONDS) -> None:
        """Read from a connection until ``most`` bytes or ``seconds`` from now."""
        super().__init__()
        self._connection = connection
        self._most = most
        self._until = time.monotonic() + seconds
        self._held = bytearray()
        self._read = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the next line, empty at the end; TooMuch or TimeoutError where a bound is passed.

        A limit in ``size`` is not looked at: the bound on the whole is the lower one.
        """
        while b"\n" not in self._held:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError("the request took too long")
            self._connection.settimeout(left)
            got = self._connection.recv(4096)
            self._read += len(got)
            if self._read > self._most:
                raise TooMuch
            if not got:
                break
            self._held += got
        end = self._held.find(b"\n") + 1 or len(self._held)
        line = bytes(self._held[:end])
        del self._held[:end]
        return line
