"""Where an export goes: written aside and renamed when it is whole; nothing that is not ours is replaced."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ...graph.errors import UsageError
from ..dossier import tool_version

MANIFEST: Final = "detente-export.json"


@contextmanager
def fresh_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to; the file gets its name at the end of the block, unless that fails."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder, and this format is one file. Name the file with --out.")
    part = path.with_name(f".{os.getpid()}.part.{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def fresh_folder(path: Path, format: str) -> Iterator[Path]:
    """Yield a folder to fill; it takes the place of an older export, or of nothing, at the end of the block.

    A manifest lists its files with their sha256. A folder that holds anything that no manifest of ours
    lists is refused, so that ``--out .`` cannot cost anybody their files.
    """
    path = Path(os.path.realpath(path))
    _check_replaceable(path)
    part = path.with_name(f".{os.getpid()}.part.{path.name}")
    old = path.with_name(f".{os.getpid()}.old.{path.name}")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        yield part
        _write_manifest(part, format)
        if path.exists():
            path.replace(old)
        part.replace(path)
    except OSError as error:
        if old.exists() and not path.exists():
            old.replace(path)
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _write_manifest(folder: Path, format: str) -> None:
    files = {name: _sha256(folder / name) for name in _names(folder)}
    told = {"format": format, "tool": tool_version(), "files": files}
    (folder / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_replaceable(path: Path) -> None:
    if not path.exists():
        return
    if not path.is_dir():
        raise UsageError(f"{path} is a file, and this format is a folder. Name another folder with --out.")
    names = set(_names(path))
    try:
        listed = {MANIFEST, *json.loads((path / MANIFEST).read_text(encoding="utf-8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        listed = set()
    if strange := sorted(names - listed):
        raise UsageError(
            f"{path} holds {strange[0]!r}, which no export of detente wrote, and was left as it is. "
            "Name a new or empty folder with --out."
        )


def _unwritable(path: Path, error: OSError) -> UsageError:
    why = error.strerror or str(error)
    return UsageError(f"{path}: cannot be written: {why}. Choose another place with --out and run again.")
