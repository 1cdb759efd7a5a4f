"""`detente serve`: the page live on the store, with a read-only JSON API beside it."""

from __future__ import annotations

import secrets
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from ..options import store_option

if TYPE_CHECKING:
    from ...graph.store import GraphStore
    from .server import Server

INTERRUPTED = 130


@click.command(short_help="The page live on the store, with a JSON API.")
@store_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; another machine needs a token."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port (default: a free one).")
@click.option("--name", "names", multiple=True, metavar="NAME", help="A further host name to answer to.")
@click.option("--token", "guarded", is_flag=True, help="Ask for a token on this machine too.")
@click.option("--open", "opened_up", is_flag=True, help="Open the page in the browser.")
@click.option("--allow-cypher", is_flag=True, help="Take reading Cypher statements at /api/cypher?q=.")
def serve(
    store: str | None, host: str, port: int, names: tuple[str, ...], guarded: bool, opened_up: bool,
    allow_cypher: bool,
) -> None:  # fmt: skip
    """Show the graph in a browser, and answer other programs in JSON (/api/openapi.json); read only.

    It listens on this machine alone. With another --host every request needs the token that is printed
    once. Ctrl-C ends it.
    """
    from ..pipeline import connect
    from ..terminal import hint, say
    from .access import is_loopback
    from .reader import Reader

    token = secrets.token_urlsafe(32) if guarded or not is_loopback(host) else None
    with Reader(lambda: connect(store, purpose="read")) as graph:
        server = bound(graph, host, port, token=token, names=names, cypher=allow_cypher)
        address = f"http://{_shown(host)}:{server.port}/"
        say(address)
        sys.stdout.flush()
        entrance = f"{address}?token={token}" if token else address
        if token:
            hint(f"Open once: {entrance}")
            hint(f"Programs send: Authorization: Bearer {token}")
        if not is_loopback(host):
            hint(
                "The connection is not encrypted: put a server with a certificate before it, or use a tunnel."
            )
        hint("Ctrl-C ends it.")
        if opened_up:
            import webbrowser

            webbrowser.open(entrance)
        run(server)


def bound(
    graph: GraphStore, host: str = "127.0.0.1", port: int = 0, *, token: str | None = None,
    names: tuple[str, ...] = (), cypher: bool = False,
) -> Server:  # fmt: skip
    """Return a server that has its port; UsageError where it cannot have it."""
    from ...graph.errors import UsageError
    from .desk import Desk
    from .server import Server

    try:
        return Server(host, port, Desk(graph, cypher), token=token, names=names)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(
            f"cannot listen on {host}, port {port}: {why}. Name another --port, or leave it out for a free one."
        ) from None


def run(server: Server) -> None:
    """Serve until Ctrl-C or a request to end, then close the port; ends with exit code 130 as every command does."""
    from ...graph.errors import DetenteError

    with _ended_by_term():
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            raise DetenteError("stopped.", INTERRUPTED) from None
        finally:
            server.server_close()


@contextmanager
def _ended_by_term() -> Iterator[None]:
    """Let a request to end (SIGTERM) close the store, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104  shown, not bound
        import socket

        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
