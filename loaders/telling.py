"""What the rows of a table tell: facts, a reason why rightly none, or a bad cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from ..graph.model import Fact
from .cells import MISSING, BadCellError, TableRow
from .dataset import dataset_id
from .intake import Intake
from .layout import Layout
from .opening import SourceFile
from .table import headed, rows


def tell_rows(
    name: str,
    files: Sequence[SourceFile],
    layouts: Sequence[Layout],
    intake: Intake,
    make: Callable[[TableRow, str], Iterable[Fact] | str],
    *,
    missing: Collection[str] = MISSING,
    rejoin: bool = False,
) -> Iterator[Fact]:
    """Yield the facts of every row of files that share their layouts.

    Parameters
    ----------
    name : the source, as in its card
    files, layouts, intake : as `rows` takes them; a file with none of the layouts is refused in the intake
    make : gives the facts of a row and the id of its data set, or the reason why it rightly tells none
    missing, rejoin : as `rows` takes them
    """
    for file, found in headed(files, layouts, intake):
        source = dataset_id(name, file.sha256())
        listed = rows(file, layouts, intake, missing=missing, found=found, rejoin=rejoin)
        yield from told(listed, intake, lambda row, source=source: make(row, source))  # type: ignore[misc]


def told(
    found: Iterable[TableRow], intake: Intake, make: Callable[[TableRow], Iterable[Fact] | str]
) -> Iterator[Fact]:
    """Yield what each row tells; ``make`` gives its facts, or the reason why it rightly tells none.

    A row on which ``make`` meets a bad cell is set aside.
    """
    for row in found:
        try:
            facts = make(row)
            if isinstance(facts, str):
                intake.passes(facts)
            else:
                yield from list(facts)
        except BadCellError as error:
            intake.reject(row.file, row.line, str(error), column=error.column)
