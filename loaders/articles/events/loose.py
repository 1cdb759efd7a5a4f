"""Verbs met with an object that no row of the lexicon names: the act that all rows of the verb tell."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from .lexicon import HOSTILE, Lexicon, Trigger, load

__all__ = ["loose"]

LOOSE = frozenset(
    ["iobj", "obj", "objmod", "to", "with", "from", "against", "on", "of", "for", "at", "between"]
)
FAINT = frozenset(
    ["tell", "hope", "claim", "follow", "copy", "part", "become", "move", "chase", "reach", "lose", "try", "record", "play", "act",
     "remain", "arrive", "depart", "fall", "look", "feel", "see", "mean", "wish", "need", "read", "face", "create", "form", "finish",
     "mark", "point", "test", "add", "change", "depend", "associate", "second", "service", "market", "circle", "man", "near", "race",
     "vote", "profess", "write", "touch", "bear", "await", "desire", "hide", "describe", "term", "deem", "owe", "rely", "covet", "regard", "list", "view", "consider", "house", "treat", "show"]
)  # fmt: skip
"""Verbs of so many uses that their rows say nothing of an object they do not name."""
LEAST = 3


@lru_cache(maxsize=1)
def table() -> dict[str, Trigger]:
    """Return one row for each verb whose rows all tell acts of one sign."""
    return made(load())


def made(lexicon: Lexicon) -> dict[str, Trigger]:
    """Return the rows of verbs that tell but one sign of act whatever their object."""
    found: dict[str, Trigger] = {}
    for (word, pos), rows in lexicon.rows.items():
        plain = [r for r in rows if len(r.words) == 1 and not r.particle and r.cls != "NONE"]
        if pos != "verb" or not plain:
            continue
        signs = {"-" if r.cls in HOSTILE or r.polarity == "-" else "+" for r in plain}
        if len(signs) != 1 or word in FAINT or sum(len(r.objects) for r in plain) < LEAST:
            continue
        cls = Counter(r.cls for r in plain).most_common(1)[0][0]
        model = next(r for r in plain if r.cls == cls)
        frames = Counter(f for r in plain for f in r.frames if f in LOOSE)
        order = tuple(f for f, _ in frames.most_common())
        found[word] = Trigger(f"{word}.v.loose", (word,), "verb", "", frozenset(), order or ("obj",), cls,
                              model.polarity, model.direction, model.act)  # fmt: skip
    return found


def loose(word: str) -> tuple[Trigger, ...]:
    """Return the row of a verb that tells one sign of act whatever its object, if it is such a verb."""
    row = table().get(word)
    return (row,) if row is not None else ()
