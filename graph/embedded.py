"""The store without a server: starts one inside this process, or joins the one another process started."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import logging
import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .address import Server
from .bolt import BoltStore, connect
from .engine import hang_up, start_engine
from .errors import StoreUnavailable, UsageError
from .lock import try_lock, unlock

_log = logging.getLogger(__name__)

_DATABASE = "detente"
_JOIN_SECONDS = 30.0
_TURN_SECONDS = 300.0
_OURS = {
    "connection.json",
    "lock",
    "writing",
    "databases",
    "config",
    "log",
    "backups",
    "quiet.properties",
    "raw",
}


@dataclass(slots=True)
class _Running:
    """A server of this process: its address, its lock, and the stores that use it."""

    folder: Path
    address: Server
    engine: Any
    lock: int
    process: int = field(default_factory=os.getpid)
    stores: list[BoltStore] = field(default_factory=list)


_running: dict[Path, _Running] = {}
_guard = threading.RLock()
_started_by: int | None = None


def open_embedded(folder: Path, *, create: bool = True, heap: str | None = None) -> BoltStore:
    """Return the store kept in a folder; one process starts the server, others join it over Bolt.

    ``create`` false refuses a folder that holds no store. ``heap`` is the most memory that the Java
    heap may take (default 512m); it counts for the first store that a process starts.
    """
    place = folder.resolve()
    _check(place, create)
    deadline = time.monotonic() + _JOIN_SECONDS
    while True:
        with _guard:
            if place in _running:
                return _use(_running[place])
            lock = _try_lock(place)
            if lock is not None:
                _running[place] = _start(place, lock, heap)
                return _use(_running[place])
        # Another process has the files open: it is starting, serving, or on its way out.
        told = _read_connection(place)
        if told is not None:
            try:
                return connect(
                    told,
                    embedded=f"embedded store in {place} (served by another process)",
                    raw=place / "raw",
                    turn=functools.partial(_turn, place),
                    elsewhere=functools.partial(_elsewhere, place, told, heap),
                )
            except StoreUnavailable as error:
                _log.debug("cannot join %s yet: %s", place, error)
        if time.monotonic() > deadline:
            raise StoreUnavailable(
                f"{place} is in use by another process{_owner(place)} that does not answer. "
                "End that process, or use another folder (--store) or a Neo4j server (NEO4J_URI)."
            )
        time.sleep(0.2)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the files of a store open: ``state`` is free, left (by a process that was killed), served or mute."""

    state: str
    process: str = ""


def holder(folder: Path) -> Holder:
    """Return who has the files of a store open, without starting a server; OSError where that cannot be seen."""
    place = folder.resolve()
    if place in _running:
        return Holder("served", _owner(place))
    if not (place / "lock").exists():
        return Holder("free")
    lock = try_lock(place / "lock")
    if lock is not None:
        unlock(lock)
        left = _connection(place).exists()
        return Holder("left", _owner(place)) if left else Holder("free")
    told = _read_connection(place)
    try:
        if told is not None:
            connect(told, embedded="probe").close()
            return Holder("served", _owner(place))
    except StoreUnavailable as error:
        _log.debug("cannot join %s: %s", place, error)
    return Holder("mute", _owner(place))


@contextlib.contextmanager
def _turn(place: Path) -> Iterator[None]:
    """Wait until no other process writes: of two that add the same node at once the engine rejects one."""
    deadline = time.monotonic() + _TURN_SECONDS
    while (turn := _try_lock(place, "writing")) is None:
        if time.monotonic() > deadline:
            raise StoreUnavailable(
                f"{place}: another process{_owner(place)} has been writing for {_TURN_SECONDS:.0f} seconds without a "
                "pause. End it, or run the command again later; what was written is not doubled."
            )
        time.sleep(0.002)
    try:
        yield
    finally:
        unlock(turn)


def _elsewhere(place: Path, told: Server, heap: str | None) -> BoltStore | None:
    """Return the store behind another server if the process that served it at ``told`` has left, else None."""
    left = _try_lock(place)
    if left is not None:
        unlock(left)
    elif _read_connection(place) == told:
        return None
    return open_embedded(place, create=False, heap=heap)


def _use(running: _Running) -> BoltStore:
    try:
        store = connect(
            running.address,
            embedded=f"embedded store in {running.folder}",
            raw=running.folder / "raw",
            on_close=lambda: _release(running, store),
            turn=functools.partial(_turn, running.folder),
        )
    except BaseException:
        if not running.stores:
            _stop(running)
        raise
    running.stores.append(store)
    return store


def _release(running: _Running, store: BoltStore) -> None:
    with _guard:
        if store in running.stores:  # at the end of the process it is closed beside the one that took it over
            running.stores.remove(store)
        if not running.stores and _running.get(running.folder) is running:
            _stop(running)


def _start(place: Path, lock: int, heap: str | None) -> _Running:
    password = secrets.token_urlsafe(24)
    try:
        # A connection.json left by a process that was killed names a server that is gone, and the
        # engine would keep the password of that run.
        _connection(place).unlink(missing_ok=True)
        (place / "config" / "server-users.jsonl").unlink(missing_ok=True)
        engine, port = start_engine(place, password, _DATABASE, heap)
    except OSError as error:
        unlock(lock)
        raise StoreUnavailable(_cannot_write(place, error)) from None
    except BaseException:
        unlock(lock)
        raise
    address = Server(f"bolt://127.0.0.1:{port}", "root", password, _DATABASE)
    running = _Running(place, address, engine, lock)
    try:
        _write_connection(place, port, password)
    except OSError as error:
        _stop(running)
        raise StoreUnavailable(_cannot_write(place, error)) from None
    _stop_at_exit()
    return running


def _stop(running: _Running) -> None:
    _running.pop(running.folder, None)
    if running.process != os.getpid():
        return  # a forked child: the server belongs to its parent
    try:
        _connection(running.folder).unlink(missing_ok=True)
    except OSError as error:
        _log.debug("connection.json stays in %s: %s", running.folder, error)
    try:
        running.engine.stop()
    finally:
        unlock(running.lock)


def _stop_at_exit() -> None:
    # Without this an exception that nobody handles would leave the interpreter waiting for Java.
    global _started_by
    if _started_by != os.getpid():
        _started_by = os.getpid()
        atexit.register(_stop_all)


def _stop_all() -> None:
    with _guard:
        for running in list(_running.values()):
            if running.process == os.getpid():
                for store in list(running.stores):
                    store.close()
        if _started_by == os.getpid():
            signal.signal(
                signal.SIGINT, signal.SIG_IGN
            )  # all is written: Ctrl-C would only break off Java's end
            hang_up()


def _check(place: Path, create: bool) -> None:
    try:
        if place.exists() and not place.is_dir():
            raise UsageError(f"The store {place} is a file; --store takes a folder or an address (bolt://…).")
        held = {entry.name for entry in place.iterdir()} if place.exists() else set()
        if not create and "databases" not in held:
            raise StoreUnavailable(
                f"There is no graph in {place} yet. Make one with: detente analyze PATH…, or: detente load "
                "SOURCE PATH…; or name another with --store."
            )
        if held and "databases" not in held and not held <= _OURS:
            raise UsageError(
                f"{place} holds other files ({sorted(held - _OURS)[0]}, …) and no store; "
                "--store takes an empty or new folder."
            )
        if not place.exists():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)  # two may come at once
    except OSError as error:
        raise StoreUnavailable(_cannot_write(place, error)) from None


def _try_lock(place: Path, name: str = "lock") -> int | None:
    try:
        return try_lock(place / name)
    except OSError as error:
        raise StoreUnavailable(_cannot_write(place, error)) from None


def _cannot_write(place: Path, error: OSError) -> str:
    return (
        f"The store folder {place} cannot be used: {error.strerror or error}. Name a folder that you may "
        "write to with --store or DETENTE_STORE."
    )


def _connection(place: Path) -> Path:
    return place / "connection.json"


def _write_connection(place: Path, port: int, password: str) -> None:
    told = {"port": port, "user": "root", "password": password, "database": _DATABASE, "process": os.getpid()}
    fresh = place / f"connection.json.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(told, file)
    fresh.replace(_connection(place))


def _read_connection(place: Path) -> Server | None:
    try:
        told = json.loads(_connection(place).read_text(encoding="utf-8"))
        return Server(
            f"bolt://127.0.0.1:{int(told['port'])}", told["user"], told["password"], told["database"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _owner(place: Path) -> str:
    try:
        return f" ({int(json.loads(_connection(place).read_text(encoding='utf-8'))['process'])})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
