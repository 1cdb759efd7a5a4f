"""What a deal is about, in clean words: ``18 Rafale fighters``; ``the system`` is the one the text has in focus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ....graph.model import Span
from .. import goods
from ..document import Document

FITTING = {
    "system": ("weapon system", "missile"), "battery": ("weapon system", "missile"), "battalion": ("weapon system", "missile"),
    "regiment": ("weapon system", "missile"), "missile": ("missile", "weapon system"), "launcher": ("weapon system", "missile"),
    "jet": ("aircraft",), "aircraft": ("aircraft",), "plane": ("aircraft",), "fighter": ("aircraft",), "warplane": ("aircraft",),
    "bomber": ("aircraft",), "helicopter": ("aircraft",), "drone": ("drone",), "plant": ("nuclear plant", "reactor", "dam"),
    "reactor": ("nuclear plant", "reactor"), "station": ("nuclear plant", "reactor", "dam"), "dam": ("dam",), "pipeline": ("pipeline",),
    "line": ("pipeline", "railway"), "railway": ("railway",), "port": ("port",), "terminal": ("terminal",), "ship": ("ship",),
    "frigate": ("ship",), "submarine": ("ship",), "tank": ("vehicle",), "vehicle": ("vehicle",),
}  # fmt: skip
"""The kinds of named things that a plain noun may stand for."""

VAGUE = re.compile(
    r"(?:(?:\w+ ){0,3}of (?:the|them|its|these|those) ?(?:[a-z-]+ )?|(?:the|this|that|these|those|its|their|such) (?:\w+ )?)([a-z]+)$"
)
ACT = re.compile(
    r"^(?:(?:the|a|an|its|their|his|this) )?(?:possible |planned |further )?(?:purchase|sale|delivery|deliveries|supply|supplies|acquisition|procurement|construction"
    r"|building|exports?|imports?|provision|shipments?|lease|order) (?:of|for) (?=\S)",
    re.I,
)
OPENING = re.compile(r"^(?:the|a|an|its|their|his|her|this|that|these|those) (?=\S)", re.I)
TAIL = re.compile(
    r"(?:,? (?:worth|valued|costing|priced|at a (?:cost|price)|for (?:some |about |around |nearly |almost |over |more than |up to |a total of )?(?:[$€£]|[\w.,]+ (?:\w+ )?(?:million|billion|dollars|euros))).*)$",
    re.I,
)
ASIDE = re.compile(r", (?:the|a|an|its|which|who|whose|said)\b.*$", re.S)
MEANS = re.compile(
    r"\b(?:upgrades?|parts?|kits?|engines?|overhaul|maintenance|spares?|training|ammunition|modernisation)$"
)
MEANT = re.compile(r" (?:for|of|to) [^,.;:]{0,30}")
SHARE = re.compile(r"\bper ?cent\b|^(?:rest|remainder|balance|sum|money|amount)$")
"""Words of payment, which name no goods."""


@dataclass(frozen=True, slots=True)
class Named:
    """A weapon system or facility named in the text."""

    span: Span
    kind: str
    maker: str | None


def clean(doc: Document, span: Span) -> Span:
    """Return the words of an item without the act, the article before and the sum after it."""
    start, end = span.start, span.end
    for pattern in (ACT, OPENING):
        match = pattern.match(doc.text[start:end])
        if match and match.end() < end - start:
            start += match.end()
    for cut in (TAIL, ASIDE):
        tail = cut.search(doc.text[start:end])
        if tail and tail.start() > 2:
            end = start + tail.start()
    loose = re.search(r"(?:,| and| or| with| of| for){1,9}$", doc.text[start:end])
    end = start + loose.start() if loose and loose.start() > 0 else end
    if MEANS.search(doc.text[start:end]):
        end = _widened(doc, end)
    return doc.span(start, end)


def _widened(doc: Document, end: int) -> int:
    """Return the end of an item with what it is meant for: ``an upgrade for 85 of its F-16 fighters``."""
    match = MEANT.match(doc.text, end)
    if match is None:
        return end
    for named in named_items(doc):
        if end < named.span.start <= match.end():
            after = re.match(
                r"(?:s\b)?(?: (?:fighters?|jets?|aircraft|missiles?|systems?|tanks?|helicopters?)\b)?",
                doc.text[named.span.end :],
            )
            return named.span.end + (after.end() if after else 0)
    return end


def in_focus(doc: Document, span: Span, sellers: frozenset[str] = frozenset()) -> Span | None:
    """Return the named thing that vague words stand for: the last fitting one before, of the seller's make if known."""
    match = VAGUE.fullmatch(span.quote)
    if match is None or goods.maker(span.quote):
        return None
    noun = match.group(1)
    kinds = (
        FITTING.get(noun) or FITTING.get(noun.removesuffix("s")) or FITTING.get(re.sub(r"ies$", "y", noun))
    )
    if not kinds:
        return None
    before = [n for n in named_items(doc) if n.span.end <= span.start and n.kind in kinds]
    made = [n for n in before if n.maker in sellers]
    same = [
        n
        for n in before
        if doc.text[n.span.end : n.span.end + len(noun) + 2].strip().startswith(noun.removesuffix("s"))
    ]
    told = (
        made
        or (same if not sellers else [])
        or [n for n in before if not sellers or n.maker is None]
        or before
    )
    return told[-1].span if told else None


def named_items(doc: Document) -> list[Named]:
    """Return the weapon systems and facilities that the text names, in order."""
    found: list[Named] | None = doc.memo.get("named items")
    if found is not None:
        return found
    words = list(re.finditer(r"[^\W_][\w/.'’-]*", doc.text))
    found = []
    last = -1
    for at, word in enumerate(words):
        head = word.group()
        if word.start() < last or not doc.atlas.begins_item(head):
            continue
        if not (head[0].isupper() or head[0].isdigit()):
            continue
        for size in range(min(5, len(words) - at), 0, -1):
            row = words[at : at + size]
            if any(b.start() - a.end() > 1 for a, b in pairwise(row)):
                continue
            end = row[-1].end() - (1 if row[-1].group().endswith(".") else 0)
            item = doc.atlas.item(doc.text[word.start() : end])
            if item is not None:
                found.append(
                    Named(doc.span(word.start(), end), item.kind, goods.maker(doc.text[word.start() : end]))
                )
                last = end
                break
    doc.memo["named items"] = found
    return found
