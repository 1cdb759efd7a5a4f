"""A store with articles in it, and the server on it, for the trials that speak to them."""

import http.client
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import detente
from detente.app.serve.command import bound

SAMPLES = Path(__file__).resolve().parent.parent.parent / "app" / "sample"


@contextmanager
def stored(folder, paths=(SAMPLES,)):
    """Give an embedded store that holds the sample articles, and others."""
    with detente.connect(folder / "store", environ={}) as store:
        detente.load_articles(store, list(paths))
        yield store


@contextmanager
def served(store, **options):
    """Give a server that runs in a thread."""
    server = bound(store, **options)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ask(server, path, method="GET", headers=None, host=None, body=None):
    """Return the status, the headers and the content of an answer."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        line.putheader("Host", f"127.0.0.1:{server.port}" if host is None else host)
        for name, value in {
            **(headers or {}),
            **({"Content-Length": str(len(body))} if body else {}),
        }.items():
            line.putheader(name, value)
        line.endheaders(body)
        told = line.getresponse()
        return told.status, {name.lower(): value for name, value in told.getheaders()}, told.read()
    finally:
        line.close()


def raw(server, *parts, pause=0.0, wait=30.0):
    """Send bytes as they are; return what comes back until the connection is closed, and the seconds it took."""
    begun, got = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as line:
        try:
            for part in parts:
                line.sendall(part)
                time.sleep(pause)
            while piece := line.recv(65536):
                got += piece
        except (ConnectionError, TimeoutError):
            pass
    return got, time.monotonic() - begun
