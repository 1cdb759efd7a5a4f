"""Finds contracts: deals read in single sentences, completed from the article, merged, with sum, count and status."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ....graph.model import Amount, Fact, Interval, Modality, Role, Span, make_fact
from .. import attribution, evidence, goods
from ..document import Document, Resolved
from ..more import COMMERCE, parse_more
from ..values.money import MoneyFound
from ..values.quantities import QuantityFound
from . import clauses
from .again import FOR_A_PRICE, priced, repeated
from .commerce import Deal
from .counterparties import BACK, FAR, Known, again, pairs_of
from .gaps import gapped, optional
from .items import SHARE, clean, in_focus
from .rows import Contract, merged
from .shares import dealt_out
from .sums import ABOUT, NOT_ABOUT, earned, loose, superseded

if TYPE_CHECKING:
    from ....atlas.book import Atlas

EXTRACTOR = "detente-rules"


PART = re.compile(
    r"\b(?:of which|of that|of this sum|part of|meant for|another|a further|in addition|instal?ments?|remainder|the rest|first (?:stage|tranche|part|batch|lot|contract|order|deal)|the (?:second|third|latter|former|other)|a (?:second|third))\b",
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


WISHED = re.compile(
    r"\b(?:hop(?:es|ed|ing|e)|want(?:s|ed|ing)?|wish(?:es|ed)?|would like|seek(?:s|ing)?|sought|keen|eager|consider(?:s|ed|ing)?|interested)"
    r"(?: also| still| now)?(?: to| in)?(?: \w+)?\s*$",
    re.I,
)


GIVEN = re.compile(
    r"[^.;]{0,80}?(?:(?:\bas|,) (?:a|an outright) (?:gift|donation|present)|free of charge|for (?:free|nothing)|at no (?:cost|charge)|gratis)\b",
    re.I,
)


EARLIER = re.compile(
    r"\b(?:first|earlier|previous|original) (?:contract|deal|order|purchase|batch|agreement)\b", re.I
)


ANOTHER = re.compile(r"\b(?:another|a further|(?:an )?additional)(?: \w+)? ?$", re.I)


AHEAD = re.compile(
    r"\b(?:will|is to|are to|plans? to|intends? to|due to|expected to|agreed to|cleared|approved|would)\b"
)


CLOSE_BEFORE, AHEAD_COST = 3, 40


THE_DEAL = re.compile(
    r"\b(?:the|this|that|its|their)(?: [\w-]+){0,2} (?:deals?|contracts?|agreements?|orders?|packages?|purchases?|loans?)\b",
    re.I,
)


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
        made = made or (repeated(doc, index, known) if index in doc.tokens else [])
        if not made:
            made = _sum_alone(doc, index, known.rows)
        known.rows = merged(known.rows + made)
        if made:
            known.rows = merged(known.rows + priced(doc, index, known.rows))
    told = [row for row in known.rows if row.kind is not None or row.amount is not None or row.firm]
    _tell_apart(doc, told)
    return [_fact(doc, row) for row in told]


def _tell_apart(doc: Document, rows: list[Contract]) -> None:
    """Give contracts of one pair that one clause tells the words of their own sum or goods as evidence."""
    seen: set[tuple[tuple[str, str], str | None, tuple[Span, ...]]] = set()
    for row in rows:
        key = (row.pair, row.kind, tuple(row.evidence))
        own = (row.amount.span if row.amount else None) or row.item
        if key in seen and own is not None:
            row.evidence = [own]
            row.buyer, row.seller = again(row.buyer, own), again(row.seller, own)
        seen.add((row.pair, row.kind, tuple(row.evidence)))


def _of_sentence(doc: Document, index: int, known: Known) -> list[Contract]:
    found = [d for d in clauses.read(doc, index) if d.stance is None or d.stance.modality is not None]
    parts = dealt_out(doc, index, found, known)
    if parts:
        return parts
    found = [d for d in found if not GIVEN.match(doc.text, d.at)]
    _share(doc, index, found)
    for deal in found:
        if (
            len(deal.buyers) == 1
            and deal.buyers[0].via == "coref"
            and deal.buyers[0].entity in {s.entity for s in deal.sellers}
        ):
            deal.buyers = ()  # "the ministry" that buys from a firm of this state is another's
        made_by = goods.maker(deal.item.quote) if deal.item is not None else None
        if made_by is not None and [b.entity for b in deal.buyers if b.via == "coref"] == [made_by]:
            deal.buyers = ()  # nor does one who is only meant buy what is made at home
        if deal.item is not None:
            named = in_focus(doc, deal.item, frozenset(s.entity for s in deal.sellers))
            tidy = named or clean(doc, deal.item)
            deal.item = None if SHARE.search(tidy.quote) else tidy
    told: list[tuple[Deal, list[tuple[Resolved, Resolved, float]]]] = []
    for deal in found:
        if deal.kind is None and deal.amount is None and not deal.firm:
            continue
        told.append((deal, list(pairs_of(doc, deal, known))))
    _donate(told)
    told += _more_sums(doc, index, told)
    told += gapped(doc, index, told)
    told += optional(doc, index, told)
    told += loose(doc, index, told, known)
    made: list[Contract] = []
    for deal, pairs in told:
        for buyer, seller, confidence in pairs:
            made.append(_row(doc, deal, buyer, seller, confidence))
            known.ways[frozenset((buyer.entity, seller.entity))] = (buyer.entity, seller.entity)
    return made


def _more_sums(
    doc: Document, index: int, told: list[tuple[Deal, list[tuple[Resolved, Resolved, float]]]]
) -> list[tuple[Deal, list[tuple[Resolved, Resolved, float]]]]:
    """Return one deal more for each ``another 200 million`` that follows the sum of a deal in its sentence."""
    used = {d.amount.start for d, _ in told if d.amount is not None}
    found = []
    for value in doc.found_in(doc.money, index):
        if (
            value.start in used
            or value.unit_price
            or not ANOTHER.search(doc.text[max(0, value.start - 12) : value.start])
        ):
            continue
        before = [(d, p) for d, p in told if p and d.amount is not None and d.amount.start < value.start]
        if before:
            deal, pairs = max(before, key=lambda row: row[0].amount.start)
            found.append((replace(deal, amount=value, quantity=None, rule=deal.rule + ".more"), pairs))
    return found


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
        told = [
            v
            for v in doc.found_in(values, index)
            if name != "amount"
            or not (
                superseded(doc, v) or earned(doc, v) or (v.unit_price and v.unit not in {"year", "annually"})
            )
        ]
        pairs = [(_gap(doc, d, v), v.start, d.at, d, v) for v in told for d in found if _may_have(doc, d, v)]
        used: set[int] = set()
        for _, start, _, deal, value in sorted(pairs, key=lambda p: p[:3]):
            if getattr(deal, name) is None and start not in used:
                setattr(deal, name, value)
                used.add(start)


def _of_another(doc: Document, deal: Deal, value: MoneyFound | QuantityFound) -> bool:
    """Tell whether a sum stands behind a semicolon in a clause that names a state which the deal has no part in."""
    mark = doc.text.rfind(";", deal.at, value.start) if deal.at < value.start else -1
    if mark < 0:
        return False
    told = {r.entity for r in (*deal.buyers, *deal.sellers, *deal.sides)}
    return any(m.kind == "country" and m.entity not in told for m in doc.mentions_between(mark, value.start))


def _may_have(doc: Document, deal: Deal, value: MoneyFound | QuantityFound) -> bool:
    if isinstance(value, QuantityFound):
        return deal.item is not None and (
            deal.item.start <= value.start < deal.item.end or 0 <= deal.item.start - value.end < 3
        )
    if value.unit_price and deal.kind not in {"licence", None} and ".lease." not in deal.rule:
        return False
    if deal.at < value.start and FOR_A_PRICE.search(doc.text, max(deal.at, value.start - 40), value.start):
        return True
    if _of_another(doc, deal, value):
        return False
    around = doc.text[max(0, value.start - 60) : value.end + 40]
    return not (NOT_ABOUT.search(around) and not ABOUT.search(around))


def _gap(doc: Document, deal: Deal, value: MoneyFound | QuantityFound) -> int:
    places = [deal.at] + ([deal.item.start, deal.item.end] if deal.item else [])
    gap = min(min(abs(value.start - p), abs(value.end - p)) for p in places)
    if deal.at - value.end > CLOSE_BEFORE:
        gap += AHEAD_COST  # a sum mostly follows its deal
    if ";" in doc.text[min(deal.at, value.start) : max(deal.at, value.start)]:
        gap += AHEAD_COST
    return gap + (0 if deal.buyers and deal.sellers else 30)


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
    quote = evidence.clause(doc, deal.index, [deal.token], spans)
    told = deal.stance
    said = attribution.of_stretch(doc, deal.at, deal.at + 1) or (told.attribution if told else None)
    modality: Modality = told.modality if told and told.modality else "fact"
    rule = deal.rule
    if EARLIER.search(doc.text[max(sentence.start, deal.at - 12) : deal.at + 12]):
        rule += ".earlier"
        deal.item = deal.item or in_focus(doc, Span(deal.at, deal.at, "the system"))
    return Contract(
        buyer, seller, deal.kind, deal.index, rule, _status(doc, deal, modality), deal.item, amount,
        deal.quantity.quantity if deal.quantity else None, modality, said, _when(doc, deal), [quote],
        confidence, deal.firm,
    )  # fmt: skip


def _amount(deal: Deal) -> Amount | None:
    return deal.amount.amount if deal.amount is not None else None


def _status(doc: Document, deal: Deal, modality: Modality) -> str:
    """Return the status of a contract from the words around it and the way it is told."""
    text = doc.sentences[deal.index].text
    at = deal.at - doc.sentences[deal.index].start
    near = text[max(0, at - 90) : at + 110]
    told_before = text[max(0, at - 50) : at]
    if WISHED.search(told_before):
        return "under_negotiation"
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
    if deal.status == "completed" and deal.token.tag_ in ("VB", "VBG", "VBP", "VBZ"):
        return "signed"
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
                    buyer=again(last.buyer, spans[0]), seller=again(last.seller, spans[0]), attribution=said, confidence=0.5,
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
