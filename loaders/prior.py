"""What the atlas already knows of the states in the graph: memberships and rivalries, as dated facts.

They are listed apart from what was read in articles (`prior facts`), each with its named source.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from ..graph.model import Fact, Interval, Role, make_fact

if TYPE_CHECKING:
    from ..atlas.book import Atlas

OPEN = date.max  # a spell that has not ended
SOURCE = "atlas"


def prior_facts(seen: Iterable[str], atlas: Atlas) -> list[tuple[Fact, str]]:
    """Return the atlas facts that bear on the states seen in articles, each with its citation.

    Bodies with military obligations bring all their members, so that cross-pressure can weigh every ally;
    other bodies only the states that were seen. Rivalries are those among the states so gathered.
    """
    states = set(seen)
    pacts = {m.alliance for m in atlas.memberships if m.iso3 in states and m.obligations}
    facts: list[tuple[Fact, str]] = []
    gathered = set(states)
    for row, member in enumerate(atlas.memberships, 1):
        if member.alliance in pacts and member.obligations:
            gathered.add(member.iso3)
        elif member.iso3 not in states:
            continue
        roles = (
            Role("member", member.iso3, "country", via="dataset"),
            Role("body", member.alliance, "alliance", via="dataset"),
        )
        facts.append(
            (
                make_fact(
                    "membership",
                    member.status,
                    roles,
                    source=SOURCE,
                    valid=_spell(member.start, member.end),
                    obligations=tuple(member.obligations),
                    row=row,
                    extractor=f"atlas {atlas.version}",
                    rule="atlas.membership",
                ),
                member.source,
            )
        )
    for row, rivalry in enumerate(atlas.rivalries, 1):
        if rivalry.a not in gathered or rivalry.b not in gathered:
            continue
        roles = (
            Role("a", rivalry.a, "country", via="dataset"),
            Role("b", rivalry.b, "country", via="dataset"),
        )
        facts.append(
            (
                make_fact(
                    "rivalry",
                    "rivalry",
                    roles,
                    source=SOURCE,
                    valid=_spell(rivalry.start, rivalry.end),
                    level=rivalry.level,
                    polarity="-",
                    row=row,
                    extractor=f"atlas {atlas.version}",
                    rule="atlas.rivalry",
                ),
                rivalry.source,
            )
        )
    return facts


def _spell(start: date | None, end: date | None) -> Interval | None:
    return Interval(start, end or OPEN, "period") if start else None
