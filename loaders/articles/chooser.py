"""A learned second look at the events that the rules found: keep them or not, and under which class.

A linear model over the trigger, its frame and the words around it, trained by article on the open written
articles; its weights are a table in this folder, so that every decision can be read.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .document import Token

TABLE = Path(__file__).with_name("chooser.tsv")
NOTHING = "NONE"
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX", "PART"})


@dataclass(frozen=True, slots=True)
class Chooser:
    """The weights of each class by feature."""

    classes: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]

    def chances(self, features: list[str]) -> dict[str, float]:
        """Return the probability of each class, NONE among them."""
        sums = [0.0] * len(self.classes)
        for feature in features:
            row = self.weights.get(feature)
            if row is not None:
                for k, value in enumerate(row):
                    sums[k] += value
        top = max(sums)
        raised = [math.exp(s - top) for s in sums]
        whole = sum(raised)
        return {c: r / whole for c, r in zip(self.classes, raised, strict=True)}


@lru_cache(maxsize=2)
def load(path: Path = TABLE) -> Chooser | None:
    """Read the weights, or return None where there are none."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        classes = tuple(next(rows)[1:])
        return Chooser(classes, {row[0]: tuple(float(v) for v in row[1:]) for row in rows})


def features(row: Any, token: Token, obj: Token, frame: str, level: str, others: frozenset[str]) -> list[str]:
    """Return what the model looks at: the trigger's row, frame, stance, object, governors and words nearby."""
    cls, head = row.cls, token.lemma_.lower()
    weak = bool(row.objects or row.particle)
    found = [
        "bias", f"cls={cls}", f"id={row.id}", f"frame={frame}", f"cls+frame={cls}+{frame}", f"mod={level}",
        f"cls+mod={cls}+{level}", f"lemma={head}", f"cls+spec={cls}+{weak}", f"pos={token.pos_}+{frame}",
        f"dep={token.dep_}", f"cls+dep={cls}+{token.dep_}", f"act={row.act}",
    ]  # fmt: skip
    if obj is not None:
        found += [f"obj={obj.lemma_.lower()}", f"cls+obj={cls}+{obj.lemma_.lower()}"]
    parent = token.head
    if parent is not token:
        found += [f"gov={parent.lemma_.lower()}", f"cls+gov={cls}+{parent.lemma_.lower()}"]
    for child in token.children:
        low = child.lemma_.lower()
        if child.dep_ in (
            "dobj",
            "prep",
            "prt",
            "xcomp",
            "ccomp",
            "aux",
            "neg",
            "amod",
            "attr",
            "nsubj",
            "advmod",
            "compound",
        ):
            if child.ent_type_ == "" and child.pos_ != "PROPN":
                found.append(f"{child.dep_}={low}")
                if child.dep_ in ("dobj", "prep", "xcomp", "amod"):
                    found.append(f"{head}+{child.dep_}={low}")
    near = token.doc[max(0, token.i - 6) : token.i + 9]
    found += sorted({f"w={t.lemma_.lower()}" for t in near if t.pos_ in CONTENT and t.i != token.i})
    found += [f"with={o}" for o in sorted(others)]
    return found
