"""Every error that detente raises on purpose, one tree with one root.

::

    DetenteError                 1  something went wrong inside; the root of all
    ├── UsageError               2  an argument or a setting cannot be used as given
    ├── InputRejected            3  some input was set aside
    │   └── RowRejected          3  a row does not fit the declared graph model
    ├── StoreUnavailable         4  the database cannot be reached, started or used
    │   └── StoreRefused         4  it answers, and says no: password, rights, not ours
    ├── PartialLoad              5  a load stopped before its end
    │   ├── EndMissing           5  a relationship names a node that is not there
    │   └── OutcomeUnknown       5  the connection broke while a batch was committed
    └── StatementRejected        1  the database did not accept a statement of ours

The number is the exit code of the command. A message says what, where, why, and what to do next.
"""

from __future__ import annotations

from typing import ClassVar


class DetenteError(Exception):
    """The root: an error with a message for a person and an exit code for a shell."""

    default_exit_code: ClassVar[int] = 1

    def __init__(self, message: str, exit_code: int | None = None) -> None:
        """Keep the message and the exit code; without one, that of the class."""
        super().__init__(message)
        self.message = message
        self.exit_code = self.default_exit_code if exit_code is None else exit_code


class UsageError(DetenteError):
    """An argument or a setting cannot be used as given."""

    default_exit_code = 2


class InputRejected(DetenteError):  # noqa: N818  it reads as what happened
    """Some input was set aside; the rest may have been used."""

    default_exit_code = 3


class RowRejected(InputRejected):
    """A row does not fit the declared graph model: unknown property, missing key, wrong type."""


class StoreUnavailable(DetenteError):  # noqa: N818  it reads as what happened
    """The database cannot be reached, started or used."""

    default_exit_code = 4


class StoreRefused(StoreUnavailable):
    """The database answers and says no: wrong password, missing right, or it is not ours."""


class PartialLoad(DetenteError):  # noqa: N818  it reads as what happened
    """A load stopped before its end; what was written is whole batches and may be loaded again."""

    default_exit_code = 5


class EndMissing(PartialLoad):
    """Rows of relationships name nodes that are not in the graph; their batch was rolled back."""


class OutcomeUnknown(PartialLoad):
    """The connection broke while a batch was committed, again and again."""


class StatementRejected(DetenteError):  # noqa: N818  it reads as what happened
    """The database did not accept a statement of ours: an error in detente, to be reported."""
