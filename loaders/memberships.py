"""Which membership facts speak of one membership: one for each state, body and spell.

Spells come from dated tables: rows that follow on one another without a gap are phases of one spell, each
with its own obligations; a state that leaves and comes back has two. A row without obligations (a
suspension) is never a phase of a spell with them. Everything is a pure function of a set of facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ..graph.model import Fact, Membership, digest

DAY = timedelta(days=1)
APART = timedelta(days=366)  # sources whose days for one turn lie further apart disagree


def merge_memberships(facts: Iterable[Fact]) -> list[Membership]:
    """Return the memberships that the facts tell of: one for each state, body and spell.

    What articles tell joins the spell that was running when they told it, else the latest one, and its status
    is shown where it is newer.
    """
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        member, body = fact.party("member"), fact.party("body")
        if member and body:
            groups[(member.entity, body.entity)].append(fact)
    merged: list[Membership] = []
    for pair, members in sorted(groups.items()):
        spells = _spells([f for f in members if f.row is not None])
        told = [f for f in members if f.row is None]
        home: dict[int, list[Fact]] = {place: list(spell) for place, spell in enumerate(spells)}
        for fact in told:
            home.setdefault(
                _running(spells, fact.valid.start if fact.valid else fact.reported_at), []
            ).append(fact)
        made = [_membership(pair, part) for _, part in sorted(home.items())]
        merged.extend(sorted(made, key=lambda m: (str(m.valid_from), m.id)))
    return merged


def _start(fact: Fact) -> date:
    return fact.valid.start if fact.valid else date.min


def _end(fact: Fact) -> date:
    return fact.valid.end if fact.valid else date.max


def _spells(table: Sequence[Fact]) -> list[list[Fact]]:
    """Return the spells that rows tell, by their start: rows of one status that touch or overlap are one."""
    groups: dict[tuple[str, bool], list[Fact]] = defaultdict(list)
    for fact in table:
        groups[fact.type, bool(fact.obligations)].append(fact)
    spells: list[list[Fact]] = []
    for _, members in sorted(groups.items()):
        spell: list[Fact] = []
        last = date.min
        for fact in sorted(members, key=lambda f: (_start(f), _end(f), f.id)):
            if spell and (last == date.max or _start(fact) <= last + DAY):
                spell.append(fact)
            else:
                spell = [fact]
                spells.append(spell)
                last = date.min
            last = max(last, _end(fact))
    return sorted(spells, key=lambda s: (_start(s[0]), s[0].type != "member", s[0].id))


def _running(spells: Sequence[Sequence[Fact]], when: date | None) -> int:
    """Return the place of the spell that ran on a day; the latest to begin, or the last one of all."""
    running = [
        place
        for place, spell in enumerate(spells)
        if when and spell[0].valid and _start(spell[0]) <= when <= max(map(_end, spell))
    ]
    return running[-1] if running else len(spells) - 1 if spells else 0


def _membership(pair: tuple[str, str], facts: Sequence[Fact]) -> Membership:
    ordered = sorted(facts, key=lambda f: (f.reported_at or date.min, f.id))
    table = [f for f in ordered if f.row is not None]
    told = [f for f in ordered if f.row is None and f.modality == "fact"] or [
        f for f in ordered if f.row is None
    ]
    starts = [f.valid.start for f in table if f.valid]
    end = max((f.valid.end for f in table if f.valid), default=None)
    start = min(starts) if starts else None
    kind = table[0].type if table else None
    bound = any(f.obligations for f in table)
    apart = [] if kind in (None, "member") else [kind]
    apart += ["without obligations"] if table and not bound else []
    return Membership(
        id=digest("membership", *pair, start, *apart),
        country=pair[0],
        alliance=pair[1],
        status=(told or table)[-1].type,
        facts=tuple(sorted(f.id for f in facts)),
        valid_from=start,
        valid_to=None if end == date.max else end,
        obligations=tuple(sorted({o for f in table for o in f.obligations})),
        phases=phases(table),
        contested=_contested(table),
    )


def phases(table: Iterable[Fact]) -> tuple[str, ...]:
    """Return the obligations of dated rows, each with its days, as one text a phase, oldest first."""
    told = {
        (_start(f), _end(f), ", ".join(sorted(f.obligations))) for f in table if f.valid and f.obligations
    }
    return tuple(f"{start}/{'' if end == date.max else end} {owed}" for start, end, owed in sorted(told))


def _contested(table: Sequence[Fact]) -> tuple[str, ...]:
    """Return on which day two sources disagree by more than a year: the first, the last."""
    spans: dict[str, tuple[date, date]] = {}
    for fact in (f for f in table if f.valid):
        first, last = spans.get(fact.source, (date.max, date.min))
        spans[fact.source] = min(first, _start(fact)), max(last, _end(fact))
    if len(spans) < 2:
        return ()
    firsts, lasts = [s for s, _ in spans.values()], [e for _, e in spans.values()]
    found = ["valid_from"] if max(firsts) - min(firsts) > APART else []
    return tuple(found + (["valid_to"] if max(lasts) - min(lasts) > APART else []))
