"""The server: one thread a connection, so many at most."""

from __future__ import annotations

import logging
import socket
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import Any

from .access import Gate, make_gate
from .desk import Desk
from .handler import Handler
from .inlet import SECONDS

LOG = logging.getLogger(__name__)
MOST_CONNECTIONS = 64


class Server(ThreadingHTTPServer):
    """Listens on a host and a port; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, host: str, port: int, desk: Desk, *, token: str | None = None, names: tuple[str, ...] = (),
        patience: float = SECONDS,
    ) -> None:  # fmt: skip
        """Bind, not yet serve: ``names`` are further names it answers to, ``patience`` the seconds a request may take."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.desk = desk
        self.patience = patience
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((host, port), Handler)
        self.gate: Gate = make_gate(host, self.port, token, names)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def server_bind(self) -> None:
        """Bind without asking a name server for the name of this machine, as http.server would."""
        self.allow_reuse_address = sys.platform != "win32"  # there it would let two servers share a port
        self.allow_reuse_port = False
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.port

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  as in socketserver
        """Answer in a thread of its own, or drop the connection where too many are open."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  as in socketserver
        """Answer, and make room for the next connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  as in socketserver
        """Note an error that no answer could be made of; nothing of it goes to the client."""
        LOG.debug("a request broke off", exc_info=True)
