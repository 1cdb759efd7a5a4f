"""What every test may ask for: a store of its own, a real Neo4j, the reference data.

DETENTE_REQUIRE (a comma list of neo4j, reference, chromium) turns the skip of what is absent into a failure.
"""

import contextlib
import importlib.util
import os
import signal
import threading
from pathlib import Path
from typing import NoReturn

import pytest

HERE = Path(__file__).parent
KEPT = "MATCH (n) WHERE NOT n:Detente DETACH DELETE n"
REQUIRED = {name.strip() for name in os.environ.get("DETENTE_REQUIRE", "").split(",") if name.strip()}


def _server():
    """Return the module that starts servers, which the benchmarks load too."""
    spec = importlib.util.spec_from_file_location("neo4j_server", HERE / "neo4j" / "server.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SERVER = _server()


def pytest_configure(config):
    # The tests have variables of their own: a database of the user is never touched.
    for name in [name for name in os.environ if name.startswith("NEO4J_")]:
        del os.environ[name]
    os.environ.pop("DETENTE_STORE", None)
    os.environ.pop("DETENTE_JAVA_HEAP", None)
    # What a shell starts in the background ignores Ctrl-C, and so would every command that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def absent(name: str, reason: str) -> NoReturn:
    """Skip what needs something that is not here, or fail where it is required."""
    if name in REQUIRED:
        pytest.fail(f"{name} is required and absent: {reason}", pytrace=False)
    pytest.skip(f"{name}: {reason}")


@contextlib.contextmanager
def _served(store, **options):
    from detente.app.serve.command import bound

    server = bound(store, **options)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def served():
    """What serves a store from a thread: `with served(store, **options) as server`."""
    return _served


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference articles and data sets, from DETENTE_REFERENCE."""
    told = os.environ.get("DETENTE_REFERENCE")
    if not told or not Path(told).is_dir():
        absent("reference", f"DETENTE_REFERENCE names no folder ({told or 'not set'})")
    return Path(told)


@pytest.fixture(autouse=True)
def _own_data_folder(monkeypatch, tmp_path_factory):
    """Point the user's data folder somewhere else, so that no test reads or writes the real one."""
    folder = tmp_path_factory.getbasetemp() / "user-data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))


@pytest.fixture(scope="session")
def embedded_home(tmp_path_factory):
    """The folder of one embedded store whose server runs for the whole session."""
    from detente.graph.store import open_store

    folder = tmp_path_factory.mktemp("embedded") / "store"
    with open_store(folder, environ={}) as store:
        store.apply_schema()
        yield folder


@pytest.fixture
def embedded_store(embedded_home):
    """An embedded store with its schema and nothing else in it."""
    from detente.graph.store import open_store

    with open_store(embedded_home, environ={}) as store:
        store.write_many([(f"UNWIND $rows AS row {KEPT}", [{}])])
        yield store


@pytest.fixture(scope="session")
def neo4j_526(tmp_path_factory):
    """A real Neo4j 5.26 that asks for a password."""
    with _required(SERVER.serve)("5.26", tmp_path_factory.mktemp("neo4j-526"), auth=True) as server:
        yield server


@pytest.fixture(scope="session")
def neo4j_2026(tmp_path_factory):
    """A real Neo4j 2026 that asks for none."""
    with _required(SERVER.serve)("2026", tmp_path_factory.mktemp("neo4j-2026")) as server:
        yield server


@pytest.fixture(scope="session")
def imported_neo4j():
    """Run Neo4j's own bulk importer into a new database, then serve it: a context manager."""
    return _required(SERVER.import_and_serve)


def _required(way):
    @contextlib.contextmanager
    def work(*args, **options):
        try:
            with way(*args, **options) as server:
                yield server.address
        except SERVER.AbsentError as reason:
            absent("neo4j", str(reason))

    return work
