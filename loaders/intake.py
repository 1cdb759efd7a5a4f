"""Counts what a load reads, keeps and sets aside: every row that comes in is accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .manifest import Setback

if TYPE_CHECKING:
    from .opening import SourceFile

MOST_SETBACKS = 100_000  # rows set aside that are told one by one; the rest are counted


@dataclass(slots=True)
class Intake:
    """The running account of one load.

    ``read`` counts the rows that came in, ``quarantined`` those that were set aside, ``no_fact`` the
    accepted rows that rightly tell no fact, by reason. ``refused`` are whole files, ``doubts`` reasons not to trust
    the load. ``facts`` is the number of facts that the files support, where the source counts them itself.
    """

    read: int = 0
    quarantined: int = 0
    setbacks: list[Setback] = field(default_factory=list)
    no_fact: Counter[str] = field(default_factory=Counter)
    refused: list[Setback] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    facts: int | None = None

    @property
    def accepted(self) -> int:
        """The rows that were not set aside."""
        return self.read - self.quarantined

    def came(self, rows: int = 1) -> None:
        """Count rows that came in."""
        self.read += rows

    def reject(
        self, file: str, line: int | None, reason: str, advice: str = "", column: str | None = None
    ) -> None:
        """Set one row aside that was counted as read."""
        self.quarantined += 1
        if len(self.setbacks) < MOST_SETBACKS:
            self.setbacks.append(Setback(file, line, reason, advice, column))

    def passes(self, reason: str, rows: int = 1) -> None:
        """Count accepted rows that rightly tell no fact."""
        self.no_fact[reason] += rows

    def refuse(self, file: SourceFile, error: Exception) -> None:
        """Note a whole file that is not what the source publishes."""
        self.refused.append(Setback(file.shown, None, str(error).removeprefix(f"{file.shown}: ")))

    def doubt(self, reason: str) -> None:
        """Note why the load is not assured."""
        if reason not in self.doubts:
            self.doubts.append(reason)
