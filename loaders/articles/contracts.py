"""Finds contracts: deals read in single sentences, completed from the article, merged, with sum, count and status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...graph.model import Amount, Attribution, Fact, Interval, Modality, Quantity, Role, Span, make_fact
from . import attribution, context, deals, goods
from .deals import Deal
from .document import Document, Resolved
from .more import COMMERCE, parse_more

if TYPE_CHECKING:
    from ...atlas.book import Atlas

EXTRACTOR = "detente-rules"
RANK = {status: n for n, status in enumerate(
    ("under_negotiation", "announced", "planned", "signed", "in_delivery", "completed", "cancelled")
)}  # fmt: skip
ABOUT = re.compile(
    r"\b(?:contracts?|deals?|agreements?|accords?|orders?|purchases?|sales?|packages?|prices?|priced|costs?|worth|valued|value|loans?|credits?"
    r"|project|plant|paid|pay|pays|bill|sum|rent|money|of which|installments?|instalments?|payable|financ\w+)\b",
    re.I,
)
NOT_ABOUT = re.compile(
    r"\b(?:invest\w*|trade|turnover|budget|exports? (?:to|from)|bilateral trade|revenue|profit|debts?|damage|losses|aid|grant|fine[ds]?|econom\w+|spends?|earn\w*|reserves?|GDP|output|lifetime|jobs|saving)\b",
    re.I,
)
PART = re.compile(
    r"\b(?:of which|of that|of this sum|part of|meant for|another|a further|in addition|instal?ments?|remainder|the rest|first (?:stage|tranche|part))\b",
    re.I,
)
CANCELLED = re.compile(
    r"\b(?:cancel\w*|scrap\w*|annul\w*|torn up|tore up|terminat\w*|called off|dropp(?:ed|ing) (?:the|its|a) (?:plan|deal|order|contract|purchase)|broke off|shelved|abandon\w*|turned down|withdr[ae]w\w*|did not renew|revoked?)\b",
    re.I,
)
TALKS = re.compile(
    r"\b(?:negotiat\w+|in talks|talks (?:on|about|over)|discuss\w*|possibility|possible sale|consider\w*|bid(?:ding)? (?:for|to)|hopes? to|would like|interested in|interest in|proposed|wants? to|seek\w* to|mull\w*|memorandum|letter of intent)\b",
    re.I,
)
DELIVERY = re.compile(
    r"\b(?:deliveries (?:began|have begun|started|are)|being (?:delivered|built|supplied)|is (?:building|delivering|supplying)|under construction|started (?:deliver|supply)\w*|first (?:batch|shipment|consignment|jets?|aircraft) (?:arrived|was delivered|were delivered))\b",
    re.I,
)
DONE = re.compile(
    r"\b(?:was|were|been|has|have|had) (?:already )?(?:delivered|completed|supplied|handed over|paid off|repaid)\b|\btook delivery\b",
    re.I,
)
AHEAD = re.compile(
    r"\b(?:will|is to|are to|plans? to|intends? to|due to|expected to|agreed to|cleared|approved|would)\b"
)
SUPPLIERS = ["USA", "RUS", "SUN", "CHN", "FRA", "DEU", "GBR", "JPN", "KOR", "ITA", "SWE", "ISR", "ESP", "NLD", "CHE", "CAN", "CZE", "IND", "TUR", "BRA"]
"""States that mostly sell: who sells is guessed by this order where the text names two sides and no direction."""
WELLS = ["RUS", "SUN", "NOR", "DZA", "QAT", "SAU", "IRN", "IRQ", "KWT", "ARE", "AZE", "TKM", "KAZ", "LBY", "NGA", "VEN", "AUS", "USA", "EGY", "ISR", "BOL"]
"""The same for oil, gas, power and uranium."""
BACK = 6
FAR = 12
THE_DEAL = re.compile(
    r"\b(?:the|this|that|its|their)(?: [\w-]+){0,2} (?:deals?|contracts?|agreements?|orders?|packages?|purchases?|loans?)\b",
    re.I,
)
LONG_AGO = 14
VAGUE = re.compile(r"(?:the|its|their|his|this|these|that|such|any|more|some)\b", re.I)


@dataclass(slots=True)
class Contract:
    """One contract in the making: two parties and all that the article says about it."""

    buyer: Resolved
    seller: Resolved
    kind: str | None
    index: int
    rule: str
    status: str
    item: Span | None = None
    amount: Amount | None = None
    quantity: Quantity | None = None
    modality: Modality = "fact"
    attribution: Attribution | None = None
    valid: Interval | None = None
    evidence: list[Span] = field(default_factory=list)
    confidence: float = 0.8
    firm: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """Buyer and seller."""
        return self.buyer.entity, self.seller.entity


def find(doc: Document, atlas: Atlas | None = None) -> list[Fact]:
    """Return the contract facts of an article, one for each deal that the text tells apart.

    Each deal is read where a verb or noun of commerce tells it; a missing party comes from the origin of
    the goods, the maker, or the two states the text is about; sums told later are added to the deal they
    follow; rows about the same deal are merged.
    """
    parse_more(doc, COMMERCE)
    known = Known()
    for sentence in doc.sentences:
        index = sentence.index
        made = _of_sentence(doc, index, known) if index in doc.tokens else []
        if not made:
            made = _sum_alone(doc, index, known.rows)
        known.rows = _merged(known.rows + made)
    return [
        _fact(doc, row) for row in known.rows if row.kind is not None or row.amount is not None or row.firm
    ]


# --- one sentence ----------------------------------------------------------------------------------


def _of_sentence(doc: Document, index: int, known: Known) -> list[Contract]:
    found = [d for d in deals.read(doc, index) if d.stance is None or d.stance.modality is not None]
    _share(doc, index, found)
    told: list[tuple[Deal, list[tuple[Resolved, Resolved, float]]]] = []
    for deal in found:
        if deal.kind is None and deal.amount is None and not deal.firm:
            continue
        told.append((deal, list(_pairs(doc, deal, known))))
    _donate(told)
    made: list[Contract] = []
    for deal, pairs in told:
        for buyer, seller, confidence in pairs:
            made.append(_row(doc, deal, buyer, seller, confidence))
            known.ways[frozenset((buyer.entity, seller.entity))] = (buyer.entity, seller.entity)
    return made


def _donate(told: list[tuple[Deal, list[tuple[Resolved, Resolved, float]]]]) -> None:
    """Hand the sum or count of a deal without parties ("a package worth") to the nearest deal of the sentence with them."""
    for deal, pairs in told:
        for name in ("amount", "quantity"):
            if pairs or getattr(deal, name) is None:
                continue
            takers = [d for d, p in told if p and getattr(d, name) is None]
            best = min(takers, key=lambda d: abs(d.at - deal.at), default=None)
            if best is not None:
                setattr(best, name, getattr(deal, name))
                setattr(deal, name, None)


def _share(doc: Document, index: int, found: list[Deal]) -> None:
    """Give each sum and count of the sentence to the deal it stands nearest to."""
    for name, values in (("amount", doc.money), ("quantity", doc.quantities)):
        for value in doc.found_in(values, index):
            if name == "amount" and value.unit_price and value.unit not in {"year", "annually"}:
                continue
            fitting = [d for d in found if getattr(d, name) is None and _may_have(doc, d, name, value)]
            best = min(fitting, key=lambda d: (_gap(d, value), d.at), default=None)
            if best is not None:
                setattr(best, name, value)


def _may_have(doc: Document, deal: Deal, name: str, value: Any) -> bool:
    if name == "quantity":
        return deal.item is not None and (
            deal.item.start <= value.start < deal.item.end or 0 <= deal.item.start - value.end < 3
        )
    if value.unit_price and deal.kind not in {"licence", None}:
        return False
    around = doc.text[max(0, value.start - 60) : value.end + 40]
    return not (NOT_ABOUT.search(around) and not ABOUT.search(around))


def _gap(deal: Deal, value: Any) -> int:
    places = [deal.at] + ([deal.item.start, deal.item.end] if deal.item else [])
    gap = min(min(abs(value.start - p), abs(value.end - p)) for p in places)
    return gap + (0 if deal.buyers and deal.sellers else 30)


# --- parties ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Known:
    """What the article told so far: its contracts, directions of pairs, and deals of which one party is known."""

    rows: list[Contract] = field(default_factory=list)
    ways: dict[frozenset[str], tuple[str, str]] = field(default_factory=dict)
    buyers: list[tuple[int, Resolved]] = field(default_factory=list)
    sellers: list[tuple[int, Resolved]] = field(default_factory=list)


Parties = tuple[Resolved, ...]


def _pairs(doc: Document, deal: Deal, known: Known) -> Iterator[tuple[Resolved, Resolved, float]]:
    """Yield buyers and sellers with the confidence in them."""
    buyers, sellers, confidence = deal.buyers, deal.sellers, 0.85
    if not buyers and not sellers and len(deal.sides) >= 2:
        buyers, sellers = _directed(doc, deal, known)
        confidence = 0.65
    elif not (buyers and sellers) and deal.sides:
        told = {r.entity for r in buyers or sellers}
        others = tuple(r for r in deal.sides if r.entity not in told)[:1]
        if buyers or sellers:
            buyers, sellers = (buyers, others) if buyers else (others, sellers)
        elif others and (others[0].via == "company" or _sells(others[0], known)):
            sellers = others
        else:
            buyers = others
    sure = not deal.guarded or deal.amount is not None or deal.quantity is not None
    known.buyers += [(deal.index, b) for b in buyers[:1] if sure]
    if not (buyers and sellers):
        filled = _filled(doc, deal, buyers, sellers, known)
        if filled is None:
            return
        buyers, sellers = filled
        confidence = 0.5
    known.sellers += [(deal.index, s) for s in sellers[:1] if sure]
    for buyer in buyers[:4]:
        for seller in sellers[:4]:
            if buyer.entity != seller.entity and buyer.kind == "country" and seller.kind == "country":
                yield buyer, seller, confidence


def _sells(one: Resolved, known: Known) -> bool:
    """Tell whether a lone party sells rather than buys: others were told to buy, or it sold before."""
    bought = {b.entity for _, b in known.buyers}
    sold = {s.entity for _, s in known.sellers}
    return one.entity in sold - bought


def _directed(doc: Document, deal: Deal, known: Known) -> tuple[Parties, Parties]:
    """Tell buyer from seller among two sides: by another deal of the text, the maker of the goods, a firm, the order."""
    one, two = deal.sides[0], deal.sides[1]
    way = known.ways.get(frozenset((one.entity, two.entity)))
    if way:
        return ((one,), (two,)) if way[0] == one.entity else ((two,), (one,))
    made_by = goods.maker(deal.item.quote) if deal.item else None
    if made_by in {one.entity, two.entity}:
        return ((one,), (two,)) if made_by == two.entity else ((two,), (one,))
    if one.via == "company" and two.via != "company":
        return (two,), (one,)
    bought = [b.entity for _, b in known.buyers]
    ranks = WELLS if deal.kind == "energy" else SUPPLIERS
    low = len(ranks)
    first, second = (ranks.index(s.entity) if s.entity in ranks else low for s in (one, two))
    if first != second and not (one.entity in bought and two.entity not in bought):
        return ((one,), (two,)) if second < first else ((two,), (one,))
    if two.entity in bought and one.entity not in bought:
        return (two,), (one,)
    return (one,), (two,)


def _filled(
    doc: Document, deal: Deal, buyers: Parties, sellers: Parties, known: Known
) -> tuple[Parties, Parties] | None:
    """Fill a missing party: the maker of the goods, the buyer the text is about, the same deal told before."""
    here = doc.span(deal.at, deal.at + len(deal.token.text))
    if not sellers and deal.item is not None:
        made_by = goods.maker(deal.item.quote)
        mention = _named(doc, made_by, deal.at)
        if mention is not None and made_by not in {b.entity for b in buyers}:
            sellers = (context.step(doc, mention, deal.item),)
    if buyers and sellers:
        return buyers, sellers
    telling = deal.amount is not None or deal.quantity is not None or (deal.firm and deal.kind is not None)
    telling = telling or (
        deal.kind is not None
        and not deal.guarded
        and deal.item is not None
        and not VAGUE.match(deal.item.quote)
    )
    if deal.guarded and not (deal.amount or deal.quantity):
        return None
    if not telling and deal.item is not None and VAGUE.match(deal.item.quote):
        return None
    if sellers:
        buyer = _buyer(doc, deal, sellers, known, telling)
        return ((_at(doc, deal, buyer, here),), sellers) if buyer is not None else None
    if buyers:
        seller = _seller(doc, deal, buyers[0], known, telling)
        return (buyers, (_at(doc, deal, seller, here),)) if seller is not None else None
    last = max(known.rows, key=lambda r: r.index, default=None)
    if last is not None and telling and deal.index - last.index <= 2 and _same_goods(last, deal):
        return (_again(last.buyer, here),), (_again(last.seller, here),)
    return None


def _at(doc: Document, deal: Deal, mention: Any, here: Span) -> Resolved:
    """Return the party of a mention: as it stands if in the sentence of the deal, else as recorded step."""
    if _in_sentence(doc, deal.index, mention):
        return Resolved(mention.entity or "", mention.kind, mention.via, mention.span)
    return context.step(doc, mention, here)


def _buyer(doc: Document, deal: Deal, sellers: Parties, known: Known, telling: bool) -> Any:
    """Return a mention of the buyer that the text is about: the one of the deals before, else the state in focus."""
    selling = {s.entity for s in sellers}
    inside = {
        m.entity: m
        for m in doc.mentions_in(deal.index)
        if m.kind == "country" and m.entity and m.entity not in selling
    }
    if len(inside) == 1 and telling:
        mention = next(iter(inside.values()))
        if context.weight(doc, mention) >= 1.0:
            return mention
    votes: dict[str, float] = {}
    for at, party in known.buyers:
        if party.kind == "country" and deal.index - at <= LONG_AGO:
            votes[party.entity] = votes.get(party.entity, 0.0) + 1.0
    if not votes and not telling:
        return None
    for score, entity, _ in context.salience(doc, deal.at):
        votes[entity] = votes.get(entity, 0.0) + min(score, 2.0) * 0.25
    for entity, weight in _protagonists(doc).items():
        votes[entity] = votes.get(entity, 0.0) + weight
    bought = {b.entity for _, b in known.buyers}
    for entity in dict.fromkeys(s.entity for _, s in known.sellers):
        if entity not in bought:
            votes[entity] = votes.get(entity, 0.0) - 1.0
    for entity in selling:
        votes.pop(entity, None)
    if not votes:
        return None
    best = max(sorted(votes), key=lambda e: votes[e])
    return _named(doc, best, deal.at)


def _protagonists(doc: Document) -> dict[str, float]:
    """Return how much an article is about each state: how often it names it, more so in its first two sentences."""
    found: dict[str, float] | None = doc.memo.get("protagonists")
    if found is None:
        found = {}
        lead = doc.sentences[min(1, len(doc.sentences) - 1)].end if doc.sentences else 0
        for mention in doc.mentions:
            if mention.kind == "country" and mention.entity and context.weight(doc, mention) >= 0.5:
                gain = 0.15 + (0.75 if mention.start < lead else 0.0)
                found[mention.entity] = min(3.0, found.get(mention.entity, 0.0) + gain)
        doc.memo["protagonists"] = found
    return found


def _seller(doc: Document, deal: Deal, buyer: Resolved, known: Known, telling: bool) -> Any:
    """Return a mention of the seller: of the same deal told before, else the only other state in focus."""
    back = FAR if deal.firm else BACK
    for row in sorted(known.rows, key=lambda r: -r.index):
        if deal.index - row.index <= back and buyer.entity == row.buyer.entity and _same_goods(row, deal):
            return _named(doc, row.seller.entity, deal.at)
    if not telling:
        return None
    other = _other(doc, deal, buyer)
    if other is not None or any(
        m.kind == "country" and m.entity != buyer.entity for m in doc.mentions_in(deal.index)
    ):
        return other
    sold = [s.entity for at, s in known.sellers if s.entity != buyer.entity and deal.index - at <= LONG_AGO]
    return _named(doc, sold[-1], deal.at) if sold else None


def _other(doc: Document, deal: Deal, one: Resolved) -> Any:
    """Return the only other state of the sentence, or else the other side of a two-state context."""
    inside = {
        m.entity: m
        for m in doc.mentions_in(deal.index)
        if m.kind == "country" and m.entity and m.entity != one.entity
    }
    if len(inside) == 1:
        mention = next(iter(inside.values()))
        return mention if context.weight(doc, mention) >= 0.5 else None
    return None if inside else context.partner(doc, deal.index, {one.entity}, deal.at)


def _again(party: Resolved, here: Span) -> Resolved:
    return Resolved(party.entity, party.kind, "coref", here, party.antecedent or party.mention)


def _named(doc: Document, state: str | None, before: int) -> Any:
    """Return the nearest mention of a state, before a place if there is one."""
    named = [m for m in doc.mentions if state and m.entity == state and m.kind == "country"]
    return max(
        (m for m in named if m.start < before), key=lambda m: m.start, default=named[0] if named else None
    )


def _same_goods(row: Contract, deal: Deal) -> bool:
    return row.kind is None or deal.kind is None or row.kind == deal.kind


def _in_sentence(doc: Document, index: int, mention: Any) -> bool:
    sentence = doc.sentences[index]
    return bool(sentence.start <= mention.start < sentence.end)


# --- rows ------------------------------------------------------------------------------------------


def _row(doc: Document, deal: Deal, buyer: Resolved, seller: Resolved, confidence: float) -> Contract:
    sentence = doc.sentences[deal.index]
    amount = _amount(deal)
    spans = [doc.span(deal.at, deal.at + len(deal.token.text)), *deal.spans]
    spans += [
        r.mention
        for r in (buyer, seller)
        if sentence.start <= r.mention.start and r.mention.end <= sentence.end
    ]
    spans += [
        v.span
        for v in (amount, deal.quantity.quantity if deal.quantity else None)
        if v is not None and v.span is not None
    ]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    told = deal.stance
    said = attribution.of_stretch(doc, deal.at, deal.at + 1) or (told.attribution if told else None)
    modality: Modality = told.modality if told and told.modality else "fact"
    return Contract(
        buyer, seller, deal.kind, deal.index, deal.rule, _status(doc, deal, modality), deal.item, amount,
        deal.quantity.quantity if deal.quantity else None, modality, said, _when(doc, deal), [doc.span(start, end)],
        confidence, deal.firm,
    )  # fmt: skip


def _amount(deal: Deal) -> Amount | None:
    return deal.amount.amount if deal.amount is not None else None


def _status(doc: Document, deal: Deal, modality: Modality) -> str:
    """Return the status of a contract from the words around it and the way it is told."""
    text = doc.sentences[deal.index].text
    at = deal.at - doc.sentences[deal.index].start
    near = text[max(0, at - 90) : at + 110]
    if CANCELLED.search(near) or deal.status == "cancelled":
        return "cancelled"
    if modality == "possible":
        return "under_negotiation"
    if modality == "planned":
        return "planned"
    if DONE.search(near):
        return "completed"
    if DELIVERY.search(near):
        return "in_delivery"
    if TALKS.search(near) and deal.status != "completed":
        return "under_negotiation"
    if AHEAD.search(near[:120]) and deal.rule.startswith("deal.verb"):
        return "planned"
    return deal.status


def _when(doc: Document, deal: Deal) -> Interval | None:
    """Return the time told nearest to the deal in its sentence."""
    found = doc.found_in(doc.dates, deal.index)
    best = min(found, key=lambda d: (abs(d.start - deal.at), d.start), default=None)
    return best.interval if best is not None else None


def _sum_alone(doc: Document, index: int, rows: list[Contract]) -> list[Contract]:
    """Add the sum or count that a sentence without a deal of its own tells about the deal before it."""
    if not rows:
        return []
    last = max(rows, key=lambda r: r.index)
    sentence = doc.sentences[index]
    back = FAR if THE_DEAL.search(sentence.text) else BACK
    if index - last.index > back or not ABOUT.search(sentence.text):
        return []
    made: list[Contract] = []
    for value in doc.found_in(doc.money, index):
        around = doc.text[max(sentence.start, value.start - 70) : min(sentence.end, value.end + 40)]
        if (value.unit_price and value.unit not in {"year"}) or NOT_ABOUT.search(around):
            continue
        if value.unit_price and not re.search(r"\brent|lease|pays?\b", sentence.text):
            continue
        said = attribution.of_stretch(doc, value.start, value.end)
        spans = [sentence_span(doc, index)]
        if last.amount is None:
            last.amount = value.amount
            last.evidence += [s for s in spans if s not in last.evidence]
            last.attribution = said or last.attribution
            continue
        if PART.search(sentence.text[: value.end - sentence.start]):
            made.append(
                replace(
                    last, index=index, amount=value.amount, quantity=None, item=None, rule="deal.part", evidence=spans,
                    buyer=_again(last.buyer, spans[0]), seller=_again(last.seller, spans[0]), attribution=said, confidence=0.5,
                )
            )  # fmt: skip
    for count in doc.found_in(doc.quantities, index):
        if last.quantity is None and last.item is None and index - last.index <= 2:
            last.quantity = count.quantity
            last.evidence += [s for s in [sentence_span(doc, index)] if s not in last.evidence]
    return made


def sentence_span(doc: Document, index: int) -> Span:
    """Return a sentence as a span."""
    sentence = doc.sentences[index]
    return Span(sentence.start, sentence.end, sentence.text)


# --- merging ---------------------------------------------------------------------------------------


def _merged(rows: list[Contract]) -> list[Contract]:
    """Fold rows about the same deal into one; rows told apart by sum, count or goods stay."""
    kept: list[Contract] = []
    for row in rows:
        same = next((k for k in kept if k is not row and _same(k, row)), None)
        if same is None:
            kept.append(row)
        else:
            _fold(same, row)
    return kept


def _same(one: Contract, two: Contract) -> bool:
    if one.pair != two.pair:
        return False
    if one.amount and two.amount and not _equal(one.amount, two.amount):
        return False
    if one.quantity and two.quantity and one.quantity.value != two.quantity.value:
        return False
    if one.kind == two.kind or one.kind is None or two.kind is None:
        return not _other_item(one, two)
    return False


def _equal(one: Amount, two: Amount) -> bool:
    sums = [(one.value, one.currency), *one.alternatives]
    others = [(two.value, two.currency), *two.alternatives]
    return any(a == b and (c is None or d is None or c == d) for a, c in sums for b, d in others)


def _other_item(one: Contract, two: Contract) -> bool:
    """Tell whether two rows name different weapon systems or makes."""
    if one.item is None or two.item is None:
        return False
    a, b = _designations(one.item.quote), _designations(two.item.quote)
    if a and b:
        return not a & b
    a, b = goods.classes_of(one.item.quote), goods.classes_of(two.item.quote)
    return bool(a and b and not a & b)


def _designations(words: str) -> set[str]:
    return {w.rstrip("s").upper() for w in re.findall(r"[A-Z][A-Za-z/]*-?\d+\w*", words)}


def _fold(kept: Contract, row: Contract) -> None:
    """Add to a row what another about the same deal tells."""
    kept.amount = kept.amount or row.amount
    kept.quantity = kept.quantity or row.quantity
    if kept.item is None or (row.item is not None and _richer(row.item.quote, kept.item.quote)):
        kept.item = row.item or kept.item
    kept.kind = kept.kind or row.kind
    kept.firm = kept.firm or row.firm
    kept.attribution = kept.attribution or row.attribution
    kept.valid = kept.valid or row.valid
    kept.confidence = max(kept.confidence, row.confidence)
    if (
        (row.modality == "fact"
        and kept.modality in {"possible", "planned"})
        or RANK[row.status] > RANK[kept.status]
    ):
        kept.status = row.status if RANK[row.status] >= RANK[kept.status] else kept.status
        kept.modality = row.modality if row.modality == "fact" else kept.modality
    kept.evidence += [s for s in row.evidence if s not in kept.evidence]
    kept.index = max(kept.index, row.index)


def _richer(new: str, old: str) -> bool:
    return bool(_designations(new)) and not _designations(old)


def _fact(doc: Document, row: Contract) -> Fact:
    roles = (_role("buyer", row.buyer), _role("seller", row.seller))
    main = row.evidence[0]
    if row.amount is not None and row.amount.span is not None:
        holding = [
            s for s in row.evidence if s.start <= row.amount.span.start and row.amount.span.end <= s.end
        ]
        row.evidence.sort(key=lambda s: (s not in holding, s is not main, s.start))
    return make_fact(
        "contract",
        row.kind or "trade",
        roles,
        source=doc.article.id,
        evidence=tuple(row.evidence),
        modality=row.modality,
        attribution=row.attribution,
        valid=row.valid,
        reported_at=doc.base_date,
        reported_basis=doc.base_basis,
        item=row.item.quote if row.item else None,
        status=row.status,
        amount=row.amount,
        quantity=row.quantity,
        confidence=row.confidence,
        extractor=EXTRACTOR,
        rule=row.rule,
    )


def _role(name: str, party: Resolved) -> Role:
    return Role(name, party.entity, "country", party.mention, party.via, party.antecedent)
