"""One request: checked, answered, and sent with headers that let nothing else in."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from .inlet import Inlet, TooMuch

if TYPE_CHECKING:
    from .server import Server

LOG = logging.getLogger(__name__)
NOTHING = "default-src 'none'; frame-ancestors 'none'"
SEND_SECONDS = 60.0
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Connection": "close",
}


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; each connection carries one request."""

    server_version = "detente"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    @property
    def house(self) -> Server:
        """The server that this request came to."""
        return cast("Server", self.server)

    def setup(self) -> None:
        """Read the request through an inlet with bounds."""
        super().setup()
        self.rfile = cast("Any", Inlet(self.connection, seconds=self.house.patience))
        # what an answer needs if the request breaks off before its first line
        self.command, self.requestline, self.request_version, self.path = "GET", "", "HTTP/1.1", "/"

    def handle_one_request(self) -> None:
        """Answer one request; one that is too long is refused, one that breaks off or is too slow is dropped."""
        try:
            super().handle_one_request()
        except TooMuch:
            self.send_error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request is too long")
        except ConnectionError as error:
            LOG.debug("connection lost: %s", error)
        self.close_connection = True

    def do_GET(self) -> None:
        """Answer a request."""
        self.connection.settimeout(SEND_SECONDS)
        try:
            self._answer()
        except (ConnectionError, TimeoutError) as error:
            LOG.debug("connection lost: %s", error)

    do_HEAD = do_GET  # noqa: N815  the name that http.server looks for

    def _answer(self) -> None:
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or not self.house.gate.called_by_name(hosts[0]):
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server does not answer to that name")
            return
        if not self.path.startswith("/"):
            self._refuse(HTTPStatus.BAD_REQUEST, "the target of a request is a path")
            return
        target = urlsplit("http://here" + self.path)
        try:
            path = unquote(target.path, errors="strict")
        except UnicodeDecodeError:
            self._refuse(HTTPStatus.BAD_REQUEST, "the path is not UTF-8")
            return
        if self._let_in(path, target.path, target.query):
            self._open(path, target.query)

    def _let_in(self, path: str, quoted: str, query: str) -> bool:
        """Return whether the request may see anything; otherwise it was answered."""
        gate = self.house.gate
        if path.startswith("/api/") and self.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            self._refuse(HTTPStatus.FORBIDDEN, "another site may not ask")
            return False
        if gate.admits(self.headers.get("Authorization"), self.headers.get("Cookie")):
            return True
        given = parse_qsl(query)
        if any(gate.matches(value) for name, value in given if name == "token"):
            rest = urlencode([(name, value) for name, value in given if name != "token"])
            # never "//host": a browser would read that as another server
            place = "/" + quoted.lstrip("/\\") + (f"?{rest}" if rest else "")
            cookie = f"{gate.cookie}={gate.token}; HttpOnly; SameSite=Strict; Path=/"
            self._send(HTTPStatus.SEE_OTHER, b"", "text/plain", {"Location": place, "Set-Cookie": cookie})
            return False
        self._refuse(
            HTTPStatus.UNAUTHORIZED, "the token is missing; it was printed when the server started",
            {"WWW-Authenticate": "Bearer"},
        )  # fmt: skip
        return False

    def _open(self, path: str, query: str) -> None:
        from .replies import reply

        told = reply(self.house.desk, path, query)
        self._send(told.status, told.content, told.kind, {"Content-Security-Policy": told.policy})

    def _refuse(self, status: HTTPStatus, message: str, more: dict[str, str] | None = None) -> None:
        from .replies import refusal

        told = refusal(status, message)
        self._send(told.status, told.content, told.kind, more or {})

    def _send(self, status: int, content: bytes, kind: str, more: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**ALWAYS, "Content-Security-Policy": NOTHING, **more}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.close_connection = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with an error of the protocol, as JSON; a method that is not known is one that is not allowed."""
        self.connection.settimeout(SEND_SECONDS)
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "GET and HEAD only", {"Allow": "GET, HEAD"})
            return
        status = HTTPStatus(code)
        self._refuse(status, status.phrase)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: ANN401  the signature of http.server
        """Say nothing of a request but its method and path: the rest may hold the token."""
        LOG.debug("%s %s", self.command, json.dumps(self.path.partition("?")[0][:200]))
