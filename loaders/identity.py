"""Which facts speak of one thing: facts about the same deal or act become one node.

Every function here is a pure function of a SET of facts: the order in which articles are loaded cannot
change an id. Each merge names its facts, so it can be undone by reading them again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ..graph.model import Contract, Event, Fact, Interval, Modality, digest
from .claims import best_amount, best_quantity, disagreements

STRENGTH: dict[Modality, int] = {"fact": 4, "claimed": 3, "planned": 2, "possible": 1, "denied": 0}
PROGRESS = ("under_negotiation", "announced", "planned", "signed", "in_delivery", "completed", "cancelled")
AGAIN = re.compile(
    r"\b(second|third|another|additional|further|follow-on|new) (batch|lot|order|regiment|set)\b"
)
SAME_DEAL_YEARS = 3  # two signing years further apart than this are two deals for the same thing
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
    >>> item_key("the 21 gas turbines", {})
    'gas turbine'
    """
    text = (item or "").lower()
    again = AGAIN.search(text)
    suffix = f"+{again.group(1)}" if again else ""
    known = [
        name for name in items if name in text and re.search(rf"(?<![\w-]){re.escape(name)}s?(?!\w)", text)
    ]
    if known:
        return items[max(known, key=lambda name: (len(name), name))] + suffix
    words = [w for w in re.findall(r"[a-z][\w'-]+", text) if w not in NOISE]
    if words:
        words[-1] = words[-1].rstrip("s") or words[-1]
    return " ".join(words[:6]) + suffix


def _year(fact: Fact) -> int | None:
    return fact.valid.start.year if fact.valid else None


def _signed(facts: Sequence[Fact]) -> date | None:
    known = sorted(f.valid.start for f in facts if f.valid and f.status == "signed")
    return known[0] if known else None


def _split_by_signing(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Split facts about one kind of thing where their signing years lie far apart; the rest joins the nearest."""
    signed = sorted({y for f in facts if f.status == "signed" and (y := _year(f)) is not None})
    starts = [y for i, y in enumerate(signed) if i == 0 or y - signed[i - 1] > SAME_DEAL_YEARS]
    if len(starts) < 2:
        return [list(facts)]
    groups: dict[int, list[Fact]] = {start: [] for start in starts}
    for fact in facts:
        year = _year(fact)
        before = [s for s in starts if year is not None and s <= year]
        groups[before[-1] if before else starts[-1]].append(fact)
    return [groups[s] for s in starts if groups[s]]


def merge_contracts(facts: Iterable[Fact], items: Mapping[str, str]) -> list[Contract]:
    """Return the contracts that the contract facts tell of: one for each buyer, seller, kind and item.

    Facts without an item join the pair's only contract of that kind, if there is just one; what is only called
    trade joins the contract of another kind for the same thing.
    """
    groups: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        buyer, seller = fact.party("buyer"), fact.party("seller")
        groups[
            (
                buyer.entity if buyer else "",
                seller.entity if seller else "",
                fact.type,
                item_key(fact.item, items),
            )
        ].append(fact)
    for key in sorted(k for k in groups if not k[3]):
        named = [k for k in groups if k[:3] == key[:3] and k[3]]
        if len(named) == 1:
            groups[named[0]].extend(groups.pop(key))
    for key in sorted(k for k in groups if k[2] == "trade" and k[3]):
        finer = [k for k in groups if k[:2] == key[:2] and k[3] == key[3] and k[2] != "trade"]
        if len(finer) == 1:
            groups[finer[0]].extend(groups.pop(key))
    merged = []
    for (buyer_id, seller_id, kind, item), members in sorted(groups.items()):
        parts = _split_by_signing(sorted(members, key=lambda f: f.id))
        for part in parts:
            stamp = min((y for f in part if (y := _year(f)) is not None), default=0) if len(parts) > 1 else ""
            merged.append(_contract(digest("contract", kind, buyer_id, seller_id, item, stamp), kind, part))
    return merged


def _contract(made: str, kind: str, facts: Sequence[Fact]) -> Contract:
    amount = best_amount(facts)
    quantity = best_quantity(facts)
    told = [f for f in facts if f.modality != "denied"] or list(facts)
    dated = sorted(
        told, key=lambda f: (f.reported_at or date.min, PROGRESS.index(f.status or "announced"), f.id)
    )
    names = Counter(f.item for f in facts if f.item)
    return Contract(
        id=made,
        kind=kind,
        item=min(names, key=lambda n: (-names[n], len(n), n)) if names else None,
        status=dated[-1].status or "announced",
        facts=tuple(sorted(f.id for f in facts)),
        signed=_signed(facts),
        value=amount.value if amount else None,
        value_high=amount.high if amount else None,
        bound=amount.bound if amount else None,
        currency=amount.currency if amount else None,
        quantity=quantity.value if quantity else None,
        unit=quantity.unit if quantity else None,
        contested=disagreements(facts),
    )


def merge_events(facts: Iterable[Fact]) -> list[Event]:
    """Return the events that the event facts tell of: one for each class, directed pair, polarity and time.

    Facts dated to the same day are one event. A coarser date (a month, a year) joins the only dated event
    inside it, else stands alone; an undated fact joins the other undated reports of its article.
    """
    groups: dict[tuple[str, str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        source, target = fact.party("source"), fact.party("target")
        sides = (source.entity if source else "", target.entity if target else "")
        groups[(fact.type, fact.subtype or "", *sides, fact.polarity or "")].append(fact)
    merged = []
    for key, members in sorted(groups.items()):
        for when, part in _by_time(members):
            merged.append(_event(digest("event", *key, when), key[0], part))
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


def _event(made: str, kind: str, facts: Sequence[Fact]) -> Event:
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
