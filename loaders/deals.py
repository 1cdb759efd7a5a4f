"""Which contract facts speak of one deal.

Everything is a pure function of a SET of facts: the order of loading cannot change an id. Each contract names
its facts and the rules that brought them together, so a merge can be undone by reading them again.

A register lists deals: each of its rows is one, and two of its rows are never one deal, however alike. What
articles tell of the same thing between the same parties joins the deal of the register nearest in time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..graph.model import Contract, Fact, digest
from .claims import agree, best_amount, best_quantity, disagreements
from .identity import item_key

PROGRESS = ("under_negotiation", "announced", "planned", "signed", "in_delivery", "completed", "cancelled")
SAME_DEAL_YEARS = 3  # two signing years further apart than this are two deals for the same thing
RUNNING_YEARS = 10  # news of a thing bought this long ago are still about that deal
SAME = "contract.parties_kind_item"
NO_ITEM = "contract.no_item"
TRADE = "contract.only_called_trade"
DESIGNATION = "contract.designation"
REGISTER = "contract.register_row"
JUDGED = "contract.judged_one"
APART = "contract.judged_apart"
RULES: Mapping[str, str] = {
    SAME: "the same buyer, seller, kind and thing",
    NO_ITEM: "no thing is named, and the pair has one deal of the kind",
    TRADE: "only called trade, and the pair has one finer deal for the thing",
    DESIGNATION: "one name is the beginning of the other, and it is a designation",
    REGISTER: "reports join the row of a register: signed up to 3 years from its order, later news up to 10 years",
    JUDGED: "a person judged that they are one deal",
    APART: "a person judged that they are another deal than the rest",
}
Key = tuple[str, str, str, str]


@dataclass(slots=True)
class Part:
    """The facts of one deal, what tells it from others for the same thing, and its rules."""

    stamp: str
    facts: list[Fact] = field(default_factory=list)
    year: int = 0
    rules: set[str] = field(default_factory=set)


def merge_contracts(facts: Iterable[Fact], items: Mapping[str, str]) -> list[Contract]:
    """Return the contracts that the contract facts tell of: one for each buyer, seller, kind, item and deal.

    Facts without an item join the pair's only contract of that kind, if there is just one; what is only called
    trade joins the contract of another kind for the same thing; a shorter designation the longer one.
    """
    groups: dict[Key, list[Fact]] = defaultdict(list)
    rules: dict[str, str] = {}
    for fact in facts:
        buyer, seller = fact.party("buyer"), fact.party("seller")
        sides = buyer.entity if buyer else "", seller.entity if seller else ""
        groups[(*sides, fact.type, item_key(fact.item, items))].append(fact)
    _join(groups, rules, NO_ITEM, lambda k: not k[3], lambda k, other: k[:3] == other[:3] and bool(other[3]))
    _join(
        groups,
        rules,
        TRADE,
        lambda k: k[2] == "trade" and bool(k[3]),
        lambda k, other: k[:2] == other[:2] and k[3] == other[3] and other[2] != "trade",
    )
    reported = {k for k, members in groups.items() if all(f.row is None for f in members)}
    _join(
        groups,
        rules,
        DESIGNATION,
        lambda k: k in reported,
        lambda k, o: k[:3] == o[:3] and _names(k[3], o[3]),
    )
    merged = []
    for (buyer_id, seller_id, kind, item), members in sorted(groups.items()):
        parts = _parts(sorted(members, key=lambda f: f.id))
        for part in parts:
            stamp = part.stamp if len(parts) > 1 else ""
            applied = {SAME} | part.rules | {rules[f.id] for f in part.facts if f.id in rules}
            made = digest("contract", kind, buyer_id, seller_id, item, stamp)
            merged.append(contract_of(made, kind, part.facts, applied))
    return merged


def _join(
    groups: dict[Key, list[Fact]],
    rules: dict[str, str],
    rule: str,
    moves: Callable[[Key], bool],
    fits: Callable[[Key, Key], bool],
) -> None:
    """Move each group that ``moves`` says to the only group that ``fits``, if there is just one."""
    for key in sorted(k for k in groups if moves(k)):
        homes = [other for other in groups if other != key and fits(key, other)]
        if len(homes) == 1:
            rules.update({f.id: rule for f in groups[key]})
            groups[homes[0]].extend(groups.pop(key))


def _names(short: str, long: str) -> bool:
    """Tell whether one plain name begins the other and starts with a designation (letters with a number)."""
    first = short.split(" ")[0]
    mixed = any(c.isdigit() for c in first) and any(c.isalpha() for c in first)
    return mixed and long.startswith(f"{short} ") and not short.startswith("item:")


def _year(fact: Fact) -> int | None:
    return fact.valid.start.year if fact.valid else None


def _parts(facts: Sequence[Fact]) -> list[Part]:
    """Split facts about one kind of thing into deals."""
    rows = _rows([f for f in facts if f.row is not None])
    told = [f for f in facts if f.row is None]
    signed = sorted({y for f in told if f.status == "signed" and (y := _year(f)) is not None})
    chain = _chains([*signed, *(row.year for row in rows)])
    own: dict[int, Part] = {}
    for fact in (f for f in told if f.status == "signed"):
        year = _year(fact)
        if year is not None:
            near = [row for row in rows if chain[row.year] == chain[year]]
            home = _nearest(near, fact, year) or own.setdefault(
                chain[year], Part(str(chain[year]), year=chain[year])
            )
            home.facts.append(fact)
    for fact in (f for f in told if f.status != "signed" or _year(f) is None):
        _running(rows, own, fact).facts.append(fact)
    for row in rows:
        row.rules |= {REGISTER} if any(f.row is None for f in row.facts) else set()
    return [part for part in (*rows, *(own[start] for start in sorted(own))) if part.facts]


def _rows(table: Sequence[Fact]) -> list[Part]:
    """Return the deals that registers list: the same row in two releases is one, by year, thing and rank."""
    ranks: dict[tuple[str, int, str], int] = Counter()
    deals: dict[tuple[int, str, int], Part] = {}
    for fact in sorted(table, key=_rank):
        year, item = _year(fact) or 0, (fact.item or "").lower()
        place = ranks[fact.source, year, item]
        ranks[fact.source, year, item] += 1
        stamp = " ".join([str(year), item, str(place)])
        deals.setdefault((year, item, place), Part(stamp, year=year)).facts.append(fact)
    return [deals[key] for key in sorted(deals)]


def _rank(fact: Fact) -> tuple[object, ...]:
    number = fact.quantity.value if fact.quantity else 0
    sum_ = fact.amount.value if fact.amount else 0
    return fact.source, number, sum_, fact.row or 0, fact.id


def _chains(years: Sequence[int]) -> dict[int, int]:
    """Return for each signing year the first year of its chain, in which no two neighbours lie far apart."""
    chain: dict[int, int] = {}
    last: int | None = None
    for year in sorted(set(years)):
        chain[year] = chain[last] if last is not None and year - last <= SAME_DEAL_YEARS else year
        last = year
    return chain


def _nearest(rows: Sequence[Part], fact: Fact, year: int) -> Part | None:
    """Return the deal nearest in time; among equals one whose number agrees, then the first."""

    def distance(row: Part) -> tuple[int, bool, int, str]:
        counts = [f.quantity for f in row.facts if f.quantity and f.row is not None]
        fits = fact.quantity is not None and any(agree(fact.quantity, count) for count in counts)
        return abs(row.year - year), not fits, row.year, row.stamp

    return min(rows, key=distance, default=None)


def _running(rows: Sequence[Part], own: dict[int, Part], fact: Fact) -> Part:
    """Return the deal that a fact without a signing year is about: the latest that was running, or the next."""
    told = _year(fact) or (fact.reported_at.year if fact.reported_at else None)
    if rows:
        when = max(row.year for row in rows) if told is None else told
        begun = [row for row in rows if 0 <= when - row.year <= RUNNING_YEARS]
        soon = [row for row in rows if 0 < row.year - when <= SAME_DEAL_YEARS]
        if home := _nearest(begun or soon, fact, when):
            return home
    year = _year(fact)
    starts = sorted(own)
    before = [start for start in starts if year is not None and start <= year]
    if starts:
        return own[before[-1] if before else starts[-1]]
    return own.setdefault(0, Part("0"))


def _signed(facts: Sequence[Fact]) -> date | None:
    """Return the day of signing: in the earliest year that is told, as exactly as it is told."""
    known = [f.valid for f in facts if f.valid and (f.status == "signed" or f.row is not None)]
    first = min((v.start.year for v in known), default=0)
    sharp = sorted((v.end - v.start, v.start) for v in known if v.start.year == first)
    return sharp[0][1] if sharp else None


def contract_of(made: str, kind: str, facts: Sequence[Fact], rules: set[str]) -> Contract:
    """Return the contract that the facts tell, under an id that was made for it; ``rules`` brought them together."""
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
        rules=tuple(sorted(rules)) if len(facts) > 1 else (),
        contested=disagreements(facts),
    )
