"""A load's manifest, and the file where what could not be loaded is set aside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setback:
    """One input that was set aside: what and where, why, and what to do about it."""

    file: str
    line: int | None
    reason: str
    advice: str = ""
    column: str | None = None

    def __str__(self) -> str:
        """Return the place and the reason on one line."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}" + (f" {self.advice}" if self.advice else "")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a load read, kept and set aside; ``read == accepted + quarantined`` always holds."""

    source: str
    files: int
    read: int
    accepted: int
    quarantined: int
    facts: int
    created: int = 0
    updated: int = 0
    complete: bool = False
    assured: bool = True
    reasons: tuple[str, ...] = ()
    no_fact: Mapping[str, int] = field(default_factory=dict)
    quarantine: str | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the manifest in the form of `detente load --json`."""
        return {
            "source": self.source,
            "files": self.files,
            "read": self.read,
            "accepted": self.accepted,
            "quarantined": self.quarantined,
            "no_fact": dict(self.no_fact),
            "facts": self.facts,
            "created": self.created,
            "updated": self.updated,
            "complete": self.complete,
            "assured": self.assured,
            "reasons": list(self.reasons),
        }


def write_quarantine(path: Path, setbacks: Iterable[Setback]) -> bool:
    """Write what was set aside, one JSON object a line, whole or not at all; without any, remove an older file."""
    lines = [
        json.dumps(
            {"file": s.file, "line": s.line, "column": s.column, "reason": s.reason, "advice": s.advice},
            ensure_ascii=False,
        )
        for s in setbacks
    ]
    if not lines:
        path.unlink(missing_ok=True)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".part")
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(path)
    return True
