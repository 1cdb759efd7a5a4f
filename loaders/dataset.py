"""A data set into the graph: its files read, their facts written in batches, every row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.errors import InputRejected
from ..graph.model import Agreement, Dataset, Fact, digest
from .ahead import written
from .intake import Intake
from .load import load_prior, unknown
from .manifest import Manifest, Setback, write_quarantine
from .merge import Merging
from .opening import SourceFile, WrongFileError, check_content, source_files
from .rows import Rows, add_agreement, add_dataset, add_event, add_fact, daily_event
from .sources import card, source
from .stream import Wave, add_stream, write_waves
from .write import batches_of, close_load, explained, open_load, write_rows

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..graph.store import GraphStore
    from .card import Card

CHUNK = 4_000  # facts a transaction


def dataset_id(name: str, sha256: str) -> str:
    """Return the id of one file of a source: the same content has the same id under any name.

    >>> dataset_id("atop", "0123456789abcdef0123")
    'atop:0123456789ab'
    """
    return f"{name}:{sha256[:12]}"


def dataset_of(card: Card, file: SourceFile, sha256: str) -> Dataset:
    """Return the node of one file of a source."""
    return Dataset(
        id=dataset_id(card.name, sha256),
        version=card.version,
        publisher=card.publisher,
        licence=card.terms,
        citation=card.citation,
        sha256=sha256,
        released=card.released,
        file=file.name,
    )


def load_dataset(
    store: GraphStore,
    name: str,
    paths: Sequence[Path],
    atlas: Atlas,
    *,
    quarantine: Path | None = None,
) -> Manifest:
    """Load the files of a source; return the manifest, which also stands in the graph as a Load node.

    Bad rows are set aside with file, line and reason. A file that is not what the source publishes is
    refused; where not one file can be read, nothing is loaded and InputRejected tells why.
    """
    module, about = source(name), card(name)
    intake = Intake()
    files, refused = source_files(paths, module.SUFFIXES)
    kept = _good_files(files, refused)
    if not kept:
        if quarantine:
            write_quarantine(quarantine, refused)
        raise InputRejected(_nothing(name, refused))
    tool = version("detente")
    load = digest("load", name, tool, *sorted(sha for _, sha in kept))
    open_load(store, load, source=name, tool=tool, started=datetime.now(UTC), read=0)

    stream = getattr(module, "stream", None)
    with explained(name, lambda: intake.read):
        if stream is None:
            told, created, updated = _load_files(store, name, kept, intake, atlas)
        else:
            told, created, updated = _load_stream(
                store, name, stream(name, kept, intake, atlas, store.raw), atlas
            )
            told = told if intake.facts is None else intake.facts
    refused += intake.refused
    if not intake.read and refused:
        if quarantine:
            write_quarantine(quarantine, refused)
        raise InputRejected(_nothing(name, refused))
    with explained(name, lambda: intake.read):
        created += load_prior(store, atlas)

    _compare(about, [f for f, _ in kept], intake)
    setbacks = [*refused, *intake.setbacks]
    doubts = [*intake.doubts, *(f"{len(refused)} files were refused" for _ in refused[:1])]
    manifest = Manifest(
        source=name,
        files=len(kept),
        read=intake.read,
        accepted=intake.accepted,
        quarantined=intake.quarantined,
        facts=told,
        created=created,
        updated=updated,
        complete=True,
        assured=not doubts,
        reasons=(*doubts, *intake.notes, *(str(s) for s in setbacks[:1000])),
        no_fact=dict(sorted(intake.no_fact.items())),
        quarantine=str(quarantine) if quarantine and setbacks else None,
    )
    if quarantine:
        write_quarantine(quarantine, setbacks)
    close_load(store, load, manifest, finished=datetime.now(UTC))
    return manifest


def _nothing(name: str, refused: Sequence[Setback]) -> str:
    return f"nothing was loaded from {name}:\n  " + "\n  ".join(str(s) for s in refused[:5])


def _load_files(
    store: GraphStore, name: str, kept: Sequence[tuple[SourceFile, str]], intake: Intake, atlas: Atlas
) -> tuple[int, int, int]:
    """Load a source whose files are data sets of their own; return the facts told, created and updated."""
    module, about = source(name), card(name)
    rows = Rows()
    named = {}
    for file, sha in kept:
        made = dataset_of(about, file, sha)
        add_dataset(rows, made)
        named[made.id] = f"{about.title} {about.version}"
    write_rows(store, rows)
    told = created = updated = 0
    for new, changed, facts in write_told(
        store, module.read(name, [f for f, _ in kept], intake, atlas), atlas, named
    ):
        created, updated, told = created + new, updated + changed, told + facts
    return told, created, updated


def _load_stream(store: GraphStore, name: str, waves: Iterable[Wave], atlas: Atlas) -> tuple[int, int, int]:
    """Load a source whose files are parts of one data set; return the facts told, created and replaced."""
    about = card(name)
    rows = Rows()
    add_stream(rows, about, name)
    write_rows(store, rows)
    told = created = updated = 0
    for said, new, gone in write_waves(store, about, waves, atlas):
        told, created, updated = told + said, created + new, updated + gone
    return told, created, updated


def write_told(
    store: GraphStore,
    told: Iterable[Fact | Agreement],
    atlas: Atlas,
    named: Mapping[str, str],
    *,
    size: int = CHUNK,
) -> Iterator[tuple[int, int, int]]:
    """Write facts and agreements, so many a transaction; yield how many facts are new, how many merged nodes
    changed, and all facts of each; at the end the nodes that changed last.

    ``named`` gives the citation of each data set by its id; a fact's own has the number of its row.
    """
    merging = Merging(store, atlas)
    yield from written(_write(store, chunk, atlas, named, merging) for chunk in _chunks(iter(told), size))
    yield 0, merging.finish(), 0


def _write(
    store: GraphStore,
    told: Sequence[Fact | Agreement],
    atlas: Atlas,
    named: Mapping[str, str],
    merging: Merging,
) -> Callable[[], tuple[int, int, int]]:
    """Return what writes facts and agreements whose rows are made and checked now."""
    facts = list({f.id: f for f in told if isinstance(f, Fact)}.values())
    rows = Rows()
    for fact in facts:
        add_fact(rows, fact, atlas, f"{named.get(fact.source, fact.source)}, row {fact.row}")
        if fact.kind == "event" and fact.count is not None:
            add_event(rows, daily_event(fact), {fact.id: fact}, fact.score)
    for one in told:
        if isinstance(one, Agreement):
            add_agreement(rows, one, atlas)
    batches = batches_of(rows)

    def write() -> tuple[int, int, int]:
        new = unknown(store, facts)
        store.write_many(batches)
        return new, merging.take(facts), len(facts)

    return write


def _good_files(files: Sequence[SourceFile], refused: list[Setback]) -> list[tuple[SourceFile, str]]:
    """Return the files that can be tables, each with its hash; the same content under two names counts once."""
    kept: dict[str, SourceFile] = {}
    for file in files:
        try:
            check_content(file)
            kept.setdefault(file.sha256(), file)
        except WrongFileError as error:
            refused.append(Setback(file.shown, None, str(error).removeprefix(f"{file.shown}: ")))
        except OSError as error:
            refused.append(Setback(file.shown, None, f"cannot be read: {error}", "Fetch the file again."))
    return [(file, sha) for sha, file in kept.items()]


def _compare(about: Card, files: Sequence[SourceFile], intake: Intake) -> None:
    """Doubt a load whose files have other counts than their source states; one file a load can be told apart."""
    known = [(file, expected) for file in files if (expected := about.rows_expected(file.name))]
    if not known or len(known) != len(files):
        return
    wanted = sum(expected.rows for _, expected in known)
    if wanted != intake.read:
        names = ", ".join(file.name for file, _ in known)
        intake.doubt(f"{names}: {intake.read} rows were read, the published file has {wanted}")


def _chunks(things: Iterator[Fact | Agreement], size: int) -> Iterator[list[Fact | Agreement]]:
    while chunk := list(islice(things, size)):
        yield chunk
