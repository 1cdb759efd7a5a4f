"""Which known things (weapon systems, plants, pipelines) the words of a fact name, in its quotes or beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from ..atlas.book import open_atlas
from ..graph.model import Item, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..graph.model import Fact
    from .rows import Rows


Via = Literal["quote", "paragraph", "reference"]
REFERENCE = re.compile(
    r"\b(?:the|this|that|these|those|its|such an?)\s(?:\w+\s){0,2}?"
    r"(?:deal|agreement|contract|purchase|acquisition|sale|order|delivery|systems?|missiles?|weapons?)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+")
BACK = 2  # paragraphs in which a thing that is referred to must have been named


@dataclass(frozen=True, slots=True)
class Named:
    """A known thing that an article names: in the ``quote`` of a fact, elsewhere in its ``paragraph``, or before it.

    The last is a ``reference``: the quote speaks of "the deal", and this is the thing named last before it.
    """

    item: str
    via: Via
    mention: Span


@lru_cache(maxsize=1)
def known_items() -> Mapping[str, Item]:
    """Return the things that the atlas knows, by id.

    >>> known_items()["item:s-400"].name
    'S-400'
    """
    return {name.id: Item(name.id, name.name, name.kind) for name in open_atlas().items}


@lru_cache(maxsize=1)
def _finder() -> tuple[re.Pattern[str], Mapping[str, str]]:
    ids = {name.text: name.id for name in open_atlas().items}
    longest_first = sorted(ids, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})s?(?!\w)"), ids


def named_items(fact: Fact, text: str) -> list[Named]:
    """Return the known things that a fact's words name, each once, what stands in its quotes first.

    >>> from ..graph.model import make_fact
    >>> text = "The S-400 has arrived. Washington imposed sanctions."
    >>> told = make_fact("event", "SANCTION", (), source="s", evidence=(Span(23, 52, text[23:52]),))
    >>> [(named.item, named.via, named.mention.quote) for named in named_items(told, text)]
    [('item:s-400', 'paragraph', 'S-400')]
    """
    everywhere = _named_in(text)
    if not everywhere:
        return []
    found: dict[str, Named] = {}
    for via, start, end in _stretches(fact, text):
        for item, span in everywhere:
            if start <= span.start and span.end <= end:
                found.setdefault(item, Named(item, via, span))
    if not found and any(REFERENCE.search(span.quote) for span in fact.evidence):
        end = min(span.start for span in fact.evidence)
        start = text.rfind("\n", 0, end) + 1
        for _ in range(BACK):
            start = text.rfind("\n", 0, len(text[:start].rstrip())) + 1
        before = [one for one in everywhere if start <= one[1].start and one[1].end <= end]
        for item, span in before[-1:]:
            found[item] = Named(item, "reference", span)
    return list(found.values())


@lru_cache(maxsize=2)  # the facts of an article come one after the other
def _named_in(text: str) -> Sequence[tuple[str, Span]]:
    """Return the known things that a text names, in their order."""
    finder, ids = _finder()
    found: list[tuple[str, Span]] = []
    for word in WORD.finditer(text):
        if word[0] in _openings() and (not found or word.start() >= found[-1][1].end):
            match = finder.match(text, word.start())
            if match:
                found.append((ids[match[1]], Span(match.start(1), match.end(1), match[1])))
    return found


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """Return the first words of all things, also with the s of the plural."""
    _, ids = _finder()
    words = [word[0] for text in ids if (word := WORD.match(text))]
    return frozenset([*words, *(f"{word}s" for word in words)])


def _stretches(fact: Fact, text: str) -> list[tuple[Via, int, int]]:
    near: list[tuple[Via, int, int]] = []
    for span in fact.evidence:
        start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        near.append(("paragraph", start, end if end >= 0 else len(text)))
    return [("quote", span.start, span.end) for span in fact.evidence] + near


def add_items(rows: Rows, fact: Fact, text: str) -> None:
    """Add the known things that an event fact names, so that the event can be linked to deals about them."""
    if fact.kind != "event":
        return
    for named in named_items(fact, text):
        item = known_items()[named.item]
        rows.node("Item", item.id, id=item.id, name=item.name, kind=item.kind)
        rows.tie(
            "ABOUT",
            ("Fact", fact.id),
            ("Item", item.id),
            role="item",
            via=named.via,
            mention=named.mention.quote,
            start=named.mention.start,
            end=named.mention.end,
        )
