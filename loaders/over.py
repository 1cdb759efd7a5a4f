"""Which acts were over which deal: sanctions for a purchase, a delivery under a contract.

Links are computed from what the graph holds of the things and parties that new facts touch, never from the
order in which they came; each names its facts and its rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from .rows import Rows
from .write import write_rows

if TYPE_CHECKING:
    from ..graph.store import GraphStore

QUOTE = "over.quote"
PARAGRAPH = "over.paragraph"
REFERENCE = "over.reference"
DELIVERY = "over.delivery"
BY_WORDS = {"quote": QUOTE, "paragraph": PARAGRAPH, "reference": REFERENCE}  # the stronger first
RULES = {
    QUOTE: "the words of the act name the thing that its target buys",
    PARAGRAPH: "the paragraph of the act names the thing that its target buys",
    REFERENCE: "the act speaks of the deal, and the thing named last before it is what its target buys",
    DELIVERY: "the row of a register that tells the deal tells the delivery",
}
PAIRS = 500
ITEMS = 25  # things whose deals and acts are read at a time
THINGS = """\
UNWIND $pairs AS pair MATCH (f:Fact {pair: pair})-[:ABOUT]->(i:Item) WHERE f.kind = 'event' RETURN DISTINCT i.id AS item
UNION
UNWIND $pairs AS pair MATCH (f:Fact {pair: pair})-[:SUPPORTS|DISPUTES]->(:Contract)-[:CONCERNS]->(i:Item)
WHERE f.kind = 'contract' RETURN DISTINCT i.id AS item"""
# Each pattern begins at one known key: ArcadeDB looks through all nodes for a list of keys, or for a party without a name.
DEALS = """\
UNWIND $items AS item MATCH (i:Item {id: item})<-[:CONCERNS]-(k:Contract) MATCH (k)<-[:BUYS]-(b)
OPTIONAL MATCH (k)<-[:SELLS]-(s)
RETURN k.id AS contract, i.id AS item, coalesce(b.iso3, b.id) AS buyer,
       collect(DISTINCT coalesce(s.iso3, s.id)) AS sellers, k.signed AS signed"""
ACTS = """\
UNWIND $items AS item MATCH (i:Item {id: item})<-[r:ABOUT]-(f:Fact)-[:SUPPORTS|DISPUTES]->(e:Event)
WHERE f.kind = 'event'
MATCH (e)<-[:SOURCE_OF]-(a) MATCH (e)-[:TARGETS]->(b)
RETURN e.id AS event, f.id AS fact, coalesce(a.iso3, a.id) + ' > ' + coalesce(b.iso3, b.id) AS pair,
       i.id AS item, r.via AS via, coalesce(e.valid_to, f.reported_at) AS at"""
DELIVERIES = """\
UNWIND $ahead AS pair MATCH (d:Fact {pair: pair})-[:SUPPORTS]->(e:Event)
WHERE d.kind = 'event' AND d.subtype = 'arms delivery' AND d.row IS NOT NULL
RETURN d.source AS source, d.row AS row, d.id AS fact, e.id AS event"""
ROWS = """\
UNWIND $back AS pair MATCH (f:Fact {pair: pair})-[:SUPPORTS|DISPUTES]->(k:Contract)
WHERE f.kind = 'contract' AND f.row IS NOT NULL
RETURN f.source AS source, f.row AS row, f.id AS fact, k.id AS contract"""
LINKED = """\
UNWIND $contracts AS id MATCH (k:Contract {id: id})<-[r:OVER]-(e:Event) WHERE r.rule IN $rules
RETURN e.id AS event, k.id AS contract, r.rule AS rule"""
UNLINK = """\
UNWIND $rows AS row
MATCH (:Event {id: row.event})-[r:OVER {rule: row.rule}]->(:Contract {id: row.contract}) DELETE r"""
Link = tuple[str, str, str]  # event, contract, rule


def link_acts(store: GraphStore, touched: Iterable[str]) -> None:
    """Bring the links from events to contracts up to date with what the graph holds on some pairs of parties."""
    pairs = sorted(touched)
    things: set[str] = set()
    for some in _parts(pairs, PAIRS):
        things |= {row["item"] for row in store.read(THINGS, pairs=some)}
    for some in _parts(sorted(things), ITEMS):
        deals, acts = store.read(DEALS, items=some), store.read(ACTS, items=some)
        contracts = sorted({str(deal["contract"]) for deal in deals})
        _write(store, named(deals, acts), contracts, tuple(BY_WORDS.values()))
    for some in _parts(pairs, PAIRS):
        _deliveries(store, some)


def _parts(things: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (things[start : start + size] for start in range(0, len(things), size))


def named(deals: Sequence[dict[str, Any]], acts: Sequence[dict[str, Any]]) -> dict[Link, set[str]]:
    """Return which acts were over which deals, with the facts that say so.

    An act is over a deal when its words name the thing and its target is the buyer, or buyer and seller are its
    two sides; where the buyer has several deals for the thing, it is the latest that had been signed.
    """
    by_item: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for deal in deals:
        by_item[deal["item"]].append(deal)
    links: dict[Link, set[str]] = defaultdict(set)
    strongest: dict[tuple[str, str], str] = {}
    for act in sorted(acts, key=lambda a: (list(BY_WORDS).index(a["via"]), a["fact"])):
        source, _, target = str(act["pair"]).partition(" > ")
        meant = [
            deal
            for deal in by_item[act["item"]]
            if target == deal["buyer"] or (source == deal["buyer"] and target in deal["sellers"])
        ]
        for deal in _running(meant, act["at"]):
            ends = act["event"], deal["contract"]
            rule = BY_WORDS[act["via"]]
            if strongest.setdefault(ends, rule) == rule:
                links[(*ends, rule)].add(act["fact"])
    return links


def _running(deals: Sequence[dict[str, Any]], at: date | None) -> list[dict[str, Any]]:
    """Return of each seller's deals the latest that had been signed by a day; the first to come without one."""
    by_seller: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for deal in deals:
        by_seller[", ".join(sorted(deal["sellers"]))].append(deal)
    chosen = []
    for _, some in sorted(by_seller.items()):
        some.sort(key=lambda d: (d["signed"] or date.min, d["contract"]))
        before = [d for d in some if at is None or (d["signed"] or date.min) <= at]
        chosen.append(before[-1] if before else some[0])
    return chosen


def _deliveries(store: GraphStore, pairs: Sequence[str]) -> None:
    """Link the deliveries that the rows of registers tell to the deals of the same rows."""
    turned = [" > ".join(reversed(pair.split(" > "))) for pair in pairs]
    both = sorted({*pairs, *turned})
    rows = {(row["source"], row["row"]): row for row in store.read(ROWS, back=both)}
    if not rows:
        return
    links: dict[Link, set[str]] = defaultdict(set)
    for told in store.read(DELIVERIES, ahead=both):
        if deal := rows.get((told["source"], told["row"])):
            links[told["event"], deal["contract"], DELIVERY] |= {told["fact"], deal["fact"]}
    _write(store, links, sorted({str(row["contract"]) for row in rows.values()}), (DELIVERY,))


def _write(
    store: GraphStore, links: dict[Link, set[str]], contracts: Sequence[str], rules: Sequence[str]
) -> None:
    before = {
        (row["event"], row["contract"], row["rule"])
        for row in store.read(LINKED, contracts=list(contracts), rules=list(rules))
    }
    gone = [
        {"event": event, "contract": contract, "rule": rule}
        for event, contract, rule in sorted(before - set(links))
    ]
    if gone:
        store.write_many([(UNLINK, gone)])
    rows = Rows()
    for (event, contract, rule), told in sorted(links.items()):
        rows.tie("OVER", ("Event", event), ("Contract", contract), rule=rule, facts=sorted(told))
    write_rows(store, rows)
