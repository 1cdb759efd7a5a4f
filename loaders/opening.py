"""Opens the files of data sets as they come: plain, gzip or zip, in folders, under wrong names.

What a file really is is told by its first bytes. Pointers of Git LFS and error pages saved under the name
of a table are named for what they are.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..graph.errors import InputRejected
from .manifest import Setback

BLOCK = 1 << 20
MOST_PLAIN = 200_000_000_000
MOST_RATIO = 200  # times that a table may be packed; tables of codes reach 60
MOST_MEMBERS = 10_000
SLACK = 50_000_000
# What unpacking raises on a file that is cut, damaged, locked with a password or packed in an unknown way.
DAMAGED = (
    EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError
)  # fmt: skip
BESIDE = ("readme", "origin", "license", "licence", "citation", "copying")  # texts that lie beside tables


class WrongFileError(InputRejected):
    """A file that is not what its source publishes; the message says what it is instead."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One table: a file, or a member of a zip archive. ``sha256`` is that of its plain content."""

    path: Path
    name: str
    member: str | None = None

    @property
    def shown(self) -> str:
        """The place as messages name it."""
        return f"{self.path}!{self.member}" if self.member else str(self.path)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the plain content for reading, within bounds."""
        with _plain(self.path, self.member) as opened:
            yield opened

    def head(self, size: int = 4096) -> bytes:
        """Return the first bytes of the plain content."""
        with self.open() as opened:
            return opened.read(size)

    def sha256(self) -> str:
        """Return the hash of the plain content."""
        made = hashlib.sha256()
        with self.open() as opened:
            while block := opened.read(BLOCK):
                made.update(block)
        return made.hexdigest()


def source_files(
    paths: Iterable[Path], suffixes: Iterable[str] = ()
) -> tuple[list[SourceFile], list[Setback]]:
    """Return the tables among files and folders, sorted by name, and what cannot be read with its reason.

    A folder is searched for files with one of the ``suffixes`` (all of them without any); a file that is
    named itself is always taken. A zip archive gives its members; one that leads out of the archive or is
    itself an archive is left out.
    """
    endings = tuple(s.lower() for s in suffixes)
    found: list[SourceFile] = []
    refused: list[Setback] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            inside = [p for p in inside if p.stem.lower() not in BESIDE]
            wanted = (*endings, ".zip")
            chosen = [p for p in inside if not endings or _plain_name(p.name).lower().endswith(wanted)]
            if not chosen:
                refused.append(Setback(str(path), None, "the folder holds no file of this source."))
        elif path.is_file():
            chosen = [path]
        else:
            refused.append(Setback(str(path), None, "no such file.", "Check the path."))
            continue
        for one in chosen:
            try:
                found += _members(one, endings if path.is_dir() else ())
            except (OSError, WrongFileError, *DAMAGED) as error:
                refused.append(Setback(str(one), None, f"cannot be read: {error}", "Fetch the file again."))
    unique = {(f.path.resolve(), f.member): f for f in found}
    return sorted(unique.values(), key=lambda f: (f.name.lower(), f.shown)), refused


def check_content(file: SourceFile) -> None:
    """Raise WrongFileError where a file is a Git LFS pointer, a web page, empty or unreadable."""
    try:
        head = file.head()
    except OSError as error:
        raise WrongFileError(f"{file.shown}: cannot be unpacked ({error}). Fetch the file again.") from error
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if not start:
        raise WrongFileError(f"{file.shown}: the file is empty. Fetch it again.")
    if start.startswith(b"version https://git-lfs"):
        raise WrongFileError(
            f"{file.shown}: this is a Git LFS pointer, not the table itself. "
            "Fetch the real file: run `git lfs pull` where it comes from, or download it from its publisher."
        )
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise WrongFileError(
            f"{file.shown}: this is a web page (perhaps an error page), not a table. Download the file again."
        )
    if start.startswith(b"%pdf"):
        raise WrongFileError(f"{file.shown}: this is a PDF document, not a table.")


def _plain_name(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") else name


def _members(path: Path, endings: tuple[str, ...]) -> list[SourceFile]:
    with path.open("rb") as opened:
        magic = opened.read(4)
    if magic != b"PK\x03\x04":
        return [SourceFile(path, _plain_name(path.name))]
    with zipfile.ZipFile(path) as archive:
        infos = [i for i in archive.infolist() if not i.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise WrongFileError(f"the archive has {len(infos)} members, at most {MOST_MEMBERS} are read")
    names = []
    for info in infos:
        name = Path(info.filename.replace("\\", "/")).name
        if name.startswith(".") or info.filename.startswith("__MACOSX/"):
            continue
        if endings and not name.lower().endswith(endings):
            continue
        names.append(SourceFile(path, name, info.filename))
    if not names:
        raise WrongFileError("the archive holds no file of this source")
    return names


@contextmanager
def _plain(path: Path, member: str | None) -> Iterator[BinaryIO]:
    with path.open("rb") as opened:
        packed = path.stat().st_size
        if member is not None:
            with _unzipped(opened, member) as (inner, size):
                yield _Bounded(inner, size, member)  # type: ignore[misc]
            return
        if opened.peek(2)[:2] == b"\x1f\x8b":
            with gzip.open(opened) as inflated:
                yield _Bounded(inflated, packed, path.name)  # type: ignore[misc,arg-type]
            return
        yield opened


@contextmanager
def _unzipped(opened: BinaryIO, member: str) -> Iterator[tuple[BinaryIO, int]]:
    """Give a member of an archive, and its packed size; OSError for an archive that is damaged, locked or odd."""
    try:
        archive = zipfile.ZipFile(opened)
        info = archive.getinfo(member)
        inner = archive.open(info)
    except (*DAMAGED, KeyError) as error:
        raise OSError(f"the archive cannot be unpacked: {error}") from error
    with archive, inner:
        yield inner, info.compress_size  # type: ignore[misc]


class _Bounded(io.RawIOBase):
    """A stream that stops with an error once it is far longer than what it was packed into."""

    def __init__(self, inner: BinaryIO, packed: int, name: str) -> None:
        self.inner, self.name = inner, name
        self.left = min(MOST_PLAIN, packed * MOST_RATIO + SLACK)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self.inner.read(len(buffer))
        except DAMAGED as error:
            raise OSError(f"it breaks off or is damaged: {error}") from error
        self.left -= len(data)
        if self.left < 0:
            raise WrongFileError(f"{self.name}: packed more than {MOST_RATIO} times, which no table is")
        buffer[: len(data)] = data
        return len(data)
