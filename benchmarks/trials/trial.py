"""What one trial of `make trust` tells: a section of docs/trust.md and what failed."""

import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """The lines of a section, as Markdown, and each failure in a sentence of its own."""

    lines: tuple[str, ...]
    failures: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Budget:
    """How much a trial may do: the short form of a few minutes, or the long one."""

    long: bool
    seconds: float  # a trial that is bounded by time ends when they are over
    since: float = field(default_factory=time.monotonic)

    def either(self, short, long):
        """Return the first in the short form, the second in the long one."""
        return long if self.long else short

    def left(self) -> float:
        """Return the seconds that are left."""
        return self.seconds - (time.monotonic() - self.since)
