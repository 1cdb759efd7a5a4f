"""The engine behind the embedded store: ArcadeDB in this process, quiet, on loopback, answering Bolt."""

from __future__ import annotations

import importlib
import os
import re
import socket
import threading
from pathlib import Path
from typing import Any

from .errors import StoreUnavailable, UsageError

_HEAP = "512m"
_BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
_ATTEMPTS = 3
_QUIET = "handlers =\n.level = OFF\n"


def start_engine(folder: Path, password: str, database: str, heap: str | None) -> tuple[Any, int]:
    """Return a started server, which has ``stop()``, and the loopback port on which it answers Bolt."""
    package, jpype = _load_packages()
    # The driver takes half a second to import: it does so while Java starts.
    driver = threading.Thread(target=importlib.import_module, args=("neo4j",))
    driver.start()
    try:
        _start_java(package, jpype, folder, heap)
        return _start_server(package, folder, password, database)
    finally:
        driver.join()


def _start_server(package: Any, folder: Path, password: str, database: str) -> tuple[Any, int]:  # noqa: ANN401  untyped
    for attempt in range(1, _ATTEMPTS + 1):
        http, bolt = _free_ports()
        try:
            server = package.create_server(
                root_path=str(folder),
                root_password=password,
                config={
                    "host": "127.0.0.1",
                    "http_port": http,
                    "server_plugins": _BOLT,
                    "bolt_port": bolt,
                },
            )
            server.start()
        except package.ArcadeDBError as error:
            # Between choosing a port and taking it another program may have taken it.
            if attempt < _ATTEMPTS and "bind" in str(error).lower():
                continue
            raise _cannot_start(folder, error) from None
        try:
            server.create_database(database)
        except package.ArcadeDBError as error:
            server.stop()
            raise _cannot_start(folder, error) from None
        return server, bolt
    raise StoreUnavailable(f"The embedded database in {folder} found no free port. Run the command again.")


def hang_up() -> None:
    """Close the connections that other processes still have open, once the servers are stopped.

    Each has a thread of its own; Java ends when the last of them has ended, and the interpreter waits.
    """
    jpype = importlib.import_module("jpype")
    connection = jpype.JClass("com.arcadedb.bolt.BoltNetworkExecutor")
    socket_of = connection.class_.getDeclaredField("socket")
    socket_of.setAccessible(True)
    for thread in list(jpype.JClass("java.lang.Thread").getAllStackTraces().keySet()):
        if isinstance(thread, connection):
            socket_of.get(thread).close()


def _load_packages() -> tuple[Any, Any]:
    try:
        return importlib.import_module("arcadedb_embedded"), importlib.import_module("jpype")
    except ImportError as error:
        raise StoreUnavailable(
            f"The embedded database is not usable on this machine ({error}). Install the package "
            "arcadedb-embedded, or set NEO4J_URI to use a Neo4j server."
        ) from None


def _start_java(package: Any, jpype: Any, folder: Path, heap: str | None) -> None:  # noqa: ANN401  untyped
    if jpype.isJVMStarted():
        return
    if heap is not None and not re.fullmatch(r"[1-9][0-9]*[kmgKMG]", heap):
        raise UsageError(f"DETENTE_JAVA_HEAP is {heap!r}; it should be a size such as 512m or 2g.")
    quiet = folder / "quiet.properties"
    quiet.write_text(_QUIET, encoding="ascii")
    try:
        jpype.startJVM(
            package.jvm.get_bundled_jre_lib_path(),
            f"-Xmx{heap or _HEAP}",
            # A short-lived process on a small heap: the quick compiler and the small collector.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            f"-XX:ErrorFile={folder / 'java_error_%p.log'}",
            # SIGTERM and SIGHUP end the process as they end any other; else Java goes down while Python still works.
            "-Xrs",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF8",
            # Otherwise it writes INFO lines to the terminal and makes ./log in the working folder.
            f"-Djava.util.logging.config.file={quiet}",
            "-Darcadedb.installCustomFormatter=false",
            "-Darcadedb.polyglotEngineEnabled=false",
            "-Darcadedb.serverMetrics=false",
            # Nothing leaves the computer.
            "-Darcadedb.support.autoRegister=false",
            # The password is random and long: slow hashing would protect nothing.
            "-Darcadedb.server.saltIterations=1000",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            classpath=[os.path.join(package.jvm.get_jar_path(), "*")],  # noqa: PTH118  a Java wildcard
            interrupt=False,
        )
    except (package.ArcadeDBError, RuntimeError, OSError) as error:
        raise _cannot_start(folder, error) from None


def _cannot_start(folder: Path, error: Exception) -> StoreUnavailable:
    reason = next(iter(str(error).strip().splitlines()), error.__class__.__name__)
    return StoreUnavailable(
        f"The embedded database in {folder} cannot start: {reason}. Use another folder (--store), or set "
        "NEO4J_URI to use a Neo4j server."
    )


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]
