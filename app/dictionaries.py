"""The atlas with the user's own dictionaries of actors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..atlas.book import Atlas

actors_option = click.option(
    "--actors",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A dictionary of actors (Phoenix, PETRARCH or TABARI form) whose names count too; may be repeated.",
)


def atlas_with(actors: Sequence[Path] = ()) -> Atlas:
    """Return the atlas with the names of dictionaries; lines that are no entries are told on stderr."""
    from ..atlas.book import open_atlas

    atlas = open_atlas()
    if not actors:
        return atlas
    from ..loaders.actors import read_actors, with_actors
    from ..loaders.intake import Intake
    from ..loaders.opening import check_content, source_files
    from .terminal import hint

    intake = Intake()
    files, refused = source_files(actors)
    names = []
    for file in files:
        check_content(file)
        names += list(read_actors(file, intake, atlas))
    for setback in [*refused, *intake.setbacks][:5]:
        hint(f"left out: {setback}")
    for doubt in intake.doubts[:5]:
        hint(f"left out: {doubt}")
    return with_actors(atlas, tuple(names))
