"""Merges facts anew: after a load, whatever the new facts' parties share with older facts is computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..graph.model import Amount, Contract, Event, Fact, FactKind, Interval, Item, Membership, Quantity, Role
from .ahead import written
from .deals import merge_contracts
from .identity import item_key, merge_events
from .items import known_items
from .memberships import merge_memberships
from .offices import settle_offices
from .over import link_acts
from .rows import Rows, add_contract, add_event, add_known, add_membership, pair_of
from .rulings import Rulings, bound, read_rulings
from .write import batches_of

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..graph.store import GraphStore

Thing = Contract | Event | Membership
LABELS: Mapping[str, str] = {"contract": "Contract", "event": "Event", "membership": "Membership"}
MERGED_AFTER = 5_000  # facts
PAIRS = 500  # pairs of parties read at a time
OF_PAIRS = """\
UNWIND $pairs AS pair MATCH (f:Fact {pair: pair})-[:STATED_IN]->(s) WHERE f.kind = $kind AND f.count IS NULL
OPTIONAL MATCH (f)-[:SUPPORTS|DISPUTES]->(thing)
WITH f, coalesce(s.sha256, s.id) AS source, labels(s) AS labels, collect(thing.id) AS things
RETURN f {.id, .kind, .type, .subtype, .parties, .polarity, .modality, .valid_from, .valid_to, .granularity,
  .reported_at, .item, .status, .amount, .amount_high, .currency, .bound, .quantity, .unit, .quantity_bound,
  .obligations, .level, .score, .row, .confidence} AS fact, source, labels, things"""
BY_ID = """\
UNWIND $ids AS key MATCH (f:Fact {id: key})-[:STATED_IN]->(s)
OPTIONAL MATCH (f)-[:SUPPORTS|DISPUTES]->(thing)
WITH f, coalesce(s.sha256, s.id) AS source, labels(s) AS labels, collect(thing.id) AS things
RETURN f {.id, .kind, .type, .subtype, .parties, .polarity, .modality, .valid_from, .valid_to, .granularity,
  .reported_at, .item, .status, .amount, .amount_high, .currency, .bound, .quantity, .unit, .quantity_bound,
  .obligations, .level, .score, .row, .confidence} AS fact, source, labels, things"""


Touched = dict[FactKind, set[str]]


class Merging:
    """What a load wrote and has not merged yet, as the pairs of parties that it speaks of.

    Merging reads all that the graph holds on these pairs, the more the larger the load: it waits until as many
    facts wait as the load has merged, so that each is read about twice, however many there are.
    """

    def __init__(self, store: GraphStore, atlas: Atlas) -> None:
        """Begin with no fact merged."""
        self._store, self._atlas = store, atlas
        self._merged = self._waiting = 0
        self._touched: Touched = {}

    def take(self, facts: Sequence[Fact]) -> int:
        """Take facts that were written; return how many older nodes changed, if it was time to merge."""
        rulings = read_rulings(self._store)
        settle_offices(self._store, facts, rulings, ())
        facts = [f for f in facts if f.count is None]
        for kind, pairs in _touched(facts, rulings).items():
            self._touched.setdefault(kind, set()).update(pairs)
        self._waiting += len(facts)
        return self.finish() if self._waiting >= max(MERGED_AFTER, self._merged) else 0

    def finish(self) -> int:
        """Merge what waits; return how many older nodes changed."""
        touched, self._touched = self._touched, {}
        self._merged, self._waiting = self._merged + self._waiting, 0
        return _merge_pairs(self._store, touched, self._atlas, read_rulings(self._store))


def merge_again(
    store: GraphStore, facts: Iterable[Fact], atlas: Atlas, *, former: Sequence[Fact] = ()
) -> int:
    """Bring contracts, events and memberships up to date with the facts; return how many older ones changed.

    For each pair of parties that the facts speak of, all facts of that kind about the pair are read from the
    graph and merged, as the judgements in the graph say. Nodes that no longer follow are removed, with their
    links. ``former`` are facts as they counted until a judgement changed: all nodes of theirs are written anew.
    """
    rulings = read_rulings(store)
    facts = [f for f in facts if f.count is None]  # a day's aggregate is an event of its own
    settle_offices(store, facts, rulings, former)
    return _merge_pairs(store, _touched([*facts, *former], rulings), atlas, rulings, afresh=bool(former))


def _touched(facts: Iterable[Fact], rulings: Rulings) -> Touched:
    """Return, by kind, the pairs of parties that facts speak of, also as judgements have them."""
    pairs: Touched = {}
    for fact in facts:
        if fact.kind in LABELS:
            told = pairs.setdefault(fact.kind, set())
            told.add(pair_of(fact))
            if fact.id in rulings.corrected:
                told.add(pair_of(rulings.seen(fact)))
    return pairs


def _merge_pairs(
    store: GraphStore, touched: Touched, atlas: Atlas, rulings: Rulings, *, afresh: bool = False
) -> int:
    items = {name.text.lower(): name.id for name in atlas.items}
    mergers: dict[FactKind, Callable[[list[Fact]], Sequence[Thing]]] = {
        "contract": lambda found: merge_contracts(found, items),
        "event": merge_events,
        "membership": merge_memberships,
    }
    acting: set[str] = set()

    def writes() -> Iterator[Callable[[], int]]:
        for kind, merger in mergers.items():
            for pairs in _batches(rulings.joined(kind, touched.get(kind, ()))):
                acting.update(pairs if kind != "membership" else ())
                yield _merge(store, kind, pairs, merger, items, atlas, rulings, afresh)

    changed = sum(written(writes()))  # no batch asks for what another one writes
    link_acts(store, acting)
    return changed


def _batches(groups: Sequence[Sequence[str]]) -> Iterable[list[str]]:
    """Yield pairs in batches that keep those of a group together."""
    batch: list[str] = []
    for group in groups:
        if batch and len(batch) + len(group) > PAIRS:
            yield batch
            batch = []
        batch.extend(group)
    if batch:
        yield batch


def _merge(
    store: GraphStore,
    kind: FactKind,
    pairs: Sequence[str],
    merger: Callable[[list[Fact]], Sequence[Thing]],
    items: Mapping[str, str],
    atlas: Atlas,
    rulings: Rulings,
    afresh: bool,
) -> Callable[[], int]:
    """Return what writes how the facts of some pairs merge and tells how many older nodes changed."""
    here = set(pairs)
    found = store.read(OF_PAIRS, pairs=list(pairs), kind=kind)
    if moved := rulings.moved_to(kind, here):
        told = {row["fact"]["id"] for row in found}
        found += [row for row in store.read(BY_ID, ids=moved) if row["fact"]["id"] not in told]
    facts = {row["fact"]["id"]: rulings.seen(read_fact(row)) for row in found}
    facts = {name: fact for name, fact in facts.items() if pair_of(fact) in here}
    before = {
        (row["fact"]["id"], thing) for row in found for thing in row["things"] if row["fact"]["id"] in facts
    }
    standing = [f for name, f in sorted(facts.items()) if not rulings.strikes(name, f.source)]
    things = list(merger(standing))
    if kind != "membership":
        things = bound(things, facts, rulings.bonds)  # type: ignore[type-var]
    after = {(name, thing.id) for thing in things for name in thing.facts}
    kept = {thing.id for thing in things}
    rows = Rows()
    for fact in standing:
        for role in fact.roles if fact.id in rulings.corrected else ():
            if role.via == "judgement":
                add_known(rows, role, atlas)
    for thing in things:
        if isinstance(thing, Contract):
            add_contract(rows, thing, facts, _known(item_key(thing.item, items)))
        elif isinstance(thing, Event):
            add_event(rows, thing, facts, _intensity(thing, facts))
        else:
            add_membership(rows, thing, facts)
        for judgement in rulings.told:
            if not isinstance(thing, Membership) and set(judgement.anchors) & set(thing.facts):
                rows.tie("JUDGES", ("Judgement", judgement.id), (LABELS[kind], thing.id))
    gone = {thing for _, thing in before if thing not in kept}
    loose = {(name, thing) for name, thing in before - after if thing in kept}
    older = {thing for _, thing in before}
    other = {thing for _, thing in before ^ after if thing in older and thing in kept}
    bare = {LABELS[kind]: sorted(older & kept if afresh else other)}
    batches = batches_of(
        rows, gone={LABELS[kind]: sorted(gone)}, loose={LABELS[kind]: sorted(loose)}, bare=bare
    )
    changed = len({thing for _, thing in after - before if thing in older} | gone)

    def write() -> int:
        if batches:
            store.write_many(batches)
        return changed

    return write


def _known(key: str) -> Item | None:
    """Return the known thing behind a key; of a second batch it is the same thing."""
    return known_items().get(key.partition("+")[0])


def _intensity(event: Event, facts: Mapping[str, Fact]) -> float | None:
    """Return the mean of the scores that the event's data sets give it; None without any."""
    scores = [score for name in event.facts if (score := facts[name].score) is not None]
    return sum(scores) / len(scores) if scores else None


def read_fact(row: Mapping[str, Any]) -> Fact:
    """Return the fact that a node's properties tell, as far as merging needs it; ``row`` as BY_ID returns it."""
    told = row["fact"]
    valid_from, valid_to = told.get("valid_from"), told.get("valid_to")
    return Fact(
        id=told["id"],
        kind=told["kind"],
        type=told["type"],
        subtype=told.get("subtype"),
        roles=tuple(_role(text) for text in told["parties"]),
        source=row["source"],
        polarity=told.get("polarity"),
        modality=told["modality"],
        valid=Interval(valid_from, valid_to or date.max, told["granularity"]) if valid_from else None,
        reported_at=told.get("reported_at"),
        item=told.get("item"),
        status=told.get("status"),
        amount=_amount(told),
        quantity=_quantity(told),
        obligations=tuple(told.get("obligations") or ()),
        level=told.get("level"),
        score=told.get("score"),
        row=told.get("row") or 0 if "Dataset" in row["labels"] else None,
        confidence=told["confidence"],
    )


def _role(text: str) -> Role:
    name, _, rest = text.partition("=")
    kind, _, entity = rest.partition(":")
    return Role(name, entity, kind)  # type: ignore[arg-type]


def _amount(told: Mapping[str, Any]) -> Amount | None:
    if told.get("amount") is None:
        return None
    high = told.get("amount_high")
    return Amount(
        Decimal(str(told["amount"])),
        told.get("currency"),
        told["bound"],
        Decimal(str(high)) if high is not None else None,
    )


def _quantity(told: Mapping[str, Any]) -> Quantity | None:
    if told.get("quantity") is None:
        return None
    return Quantity(Decimal(str(told["quantity"])), told["unit"], told["quantity_bound"])
