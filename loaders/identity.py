"""What a deal is about, as a key, and which event facts tell of one act.

Every function here is a pure function of a SET of facts: the order in which articles are loaded cannot
change an id. Each merge names its facts, so it can be undone by reading them again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..graph.model import Event, Fact, Interval, Modality, digest

STRENGTH: dict[Modality, int] = {"fact": 4, "claimed": 3, "planned": 2, "possible": 1, "denied": 0}
AGAIN = re.compile(
    r"\b(second|third|another|additional|further|follow-on|new) (batch|lot|order|regiment|set)\b"
)
WORD = re.compile(r"[a-z][\w'-]+|(?<!\d)\d+[a-z][\w'-]*")  # 48N6 is a word, 21 is none
NOISE = frozenset(
    ["the", "a", "an", "of", "for", "its", "new", "and", "more", "russian", "american", "system", "systems"]
)


def item_key(item: str | None, items: Mapping[str, str]) -> str:
    """Return what a contract is about, as a key: a known item's id, else its plain words.

    ``items`` maps lower-case names of known items to their ids; the longest name in the text wins. A second
    batch of a thing is another deal than the first.

    >>> item_key("Russian S-400 systems", {"s-400": "item:s-400"})
    'item:s-400'
    >>> item_key("a second batch of S-400 missiles", {"s-400": "item:s-400"})
    'item:s-400+second'
    >>> item_key("the 21 gas turbines", {}), item_key("48N6", {})
    ('gas turbine', '48n6')
    """
    text = (item or "").lower()
    again = AGAIN.search(text)
    suffix = f"+{again.group(1)}" if again else ""
    known = [
        name for name in items if name in text and re.search(rf"(?<![\w-]){re.escape(name)}s?(?!\w)", text)
    ]
    if known:
        return items[max(known, key=lambda name: (len(name), name))] + suffix
    words = [w for w in WORD.findall(text) if w not in NOISE] or re.findall(r"^[\d/-]+$", text)
    if words:
        words[-1] = words[-1].rstrip("s") or words[-1]
    return " ".join(words[:6]) + suffix


def merge_events(facts: Iterable[Fact]) -> list[Event]:
    """Return the events that the event facts tell of: one for each class, directed pair, polarity and time.

    Facts dated to the same day are one event. A coarser date (a month, a year) joins the only dated event
    inside it, else stands alone; an undated fact joins the other undated reports of its article. Rows that name
    what the act was about (a delivery) are one event for each thing.
    """
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        source, target = fact.party("source"), fact.party("target")
        sides = (source.entity if source else "", target.entity if target else "")
        about = (fact.item,) if fact.item else ()
        groups[(fact.type, fact.subtype or "", *sides, fact.polarity or "", *about)].append(fact)
    merged = []
    for key, members in sorted(groups.items()):
        for when, part in _by_time(members):
            merged.append(event_of(digest("event", *key, when), key[0], part))
    return merged


def _by_time(facts: Sequence[Fact]) -> list[tuple[str, list[Fact]]]:
    times: dict[str, list[Fact]] = defaultdict(list)
    coarse = []
    for fact in sorted(facts, key=lambda f: f.id):
        if fact.valid is None:
            times[f"in {fact.source}"].append(fact)
        elif fact.valid.granularity == "day":
            times[fact.valid.start.isoformat()].append(fact)
        else:
            coarse.append(fact)
    days = [d for d in times if not d.startswith("in ")]
    for fact in coarse:
        assert fact.valid is not None
        inside = [d for d in days if fact.valid.start.isoformat() <= d <= fact.valid.end.isoformat()]
        when = inside[0] if len(inside) == 1 else f"{fact.valid.start}/{fact.valid.end}"
        times[when].append(fact)
    return sorted(times.items())


def event_of(made: str, kind: str, facts: Sequence[Fact]) -> Event:
    """Return the event that the facts tell, under an id that was made for it."""
    lead = max(facts, key=lambda f: (STRENGTH[f.modality], f.confidence, f.id))
    sharp = [f.valid for f in facts if f.valid]
    when: Interval | None = min(sharp, key=lambda i: (i.end - i.start, i.start)) if sharp else None
    told = {f.modality for f in facts}
    contested = ("done",) if "denied" in told and told - {"denied"} else ()
    return Event(
        id=made,
        type=kind,
        facts=tuple(sorted(f.id for f in facts)),
        date=when,
        modality=lead.modality,
        polarity=lead.polarity or "+",
        reports=len({f.source for f in facts}),
        contested=contested,
    )
