"""The gate for answers of language models: only what the article itself bears out becomes a fact."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ....graph.model import (
    CONTRACT_STATUS,
    MEMBERSHIP_STATUS,
    PLOVER,
    POSITIVE,
    Amount,
    Article,
    Attribution,
    Fact,
    Publication,
    Quantity,
    Span,
    make_fact,
)
from ...manifest import Setback
from ..attribution import covering, entity_of, name_of, of_stretch
from ..document import Document, Resolved
from ..extract import annotate, departure, distinct, prepare, role, sound, when
from .places import Refused, gives_orders, party, places, quoted, shown, taken_back
from .prompt import CONTRACT_KINDS, MODALITIES, MOST_RECORDS

if TYPE_CHECKING:
    from ....atlas.book import Atlas

LOG = logging.getLogger(__name__)
RULE = "llm"
CONFIDENCE = 0.6
ADVICE = "Nothing of it was used."
Record = Mapping[str, Any]


def admit(
    answer: object, article: Article, publication: Publication | None, atlas: Atlas, *, model: str = "unnamed"
) -> tuple[list[Fact], list[Setback]]:
    """Return the facts of an answer that the article bears out, and for every other record why it is set aside.

    ``answer`` is the parsed JSON, of whatever form. A fact is admitted where its quote stands in the article
    literally, its parties are named in the quote by our own names or reached by a recorded step from an earlier
    mention, its sums and counts are read in the quote by our own readers, its class, status and modality are of
    the closed sets and its speaker stands in the article. A setback of a whole answer has no line; one of a
    record has the record's number as line and its list as column.
    """
    doc = prepare(article, publication, atlas)
    annotate(doc)
    return admit_into(doc, answer, model)


def admit_into(doc: Document, answer: object, model: str) -> tuple[list[Fact], list[Setback]]:
    """Do the same for an article that has been prepared and annotated."""
    name = doc.article.id
    if gives_orders(doc.text):
        reason = "the article speaks to language models, so no answer about it is trusted"
        return [], [Setback(name, None, reason, "Read it with the extractor of rules.")]
    if not isinstance(answer, dict):
        return [], [Setback(name, None, f"the answer is no JSON object but {type(answer).__name__}", ADVICE)]
    facts: list[Fact] = []
    setbacks: list[Setback] = []
    for kind, make in READERS.items():
        rows = answer.get(kind, [])
        if not isinstance(rows, list):
            setbacks.append(Setback(name, None, f"{kind} is no list", ADVICE))
            continue
        for number, row in enumerate(rows[:MOST_RECORDS], 1):
            try:
                made = make(doc, row, f"llm:{model}")
                if not sound(doc.text, made):
                    raise Refused("its words do not stand where they should")
                facts.append(made)
            except Refused as reason:
                setbacks.append(Setback(name, number, f"{kind[:-1]} {number}: {reason}", ADVICE, kind))
        if len(rows) > MOST_RECORDS:
            told = f"{kind}: {len(rows)} records, of which the first {MOST_RECORDS} were read"
            setbacks.append(Setback(name, MOST_RECORDS + 1, told, "", kind))
    facts += [departure(f) for f in facts if f.kind == "membership" and f.type == "leaving"]
    return distinct(facts), setbacks


def event(doc: Document, row: object, stamp: str) -> Fact:
    """Make the fact of an event record, or refuse it."""
    told = fields(row)
    cls = one_of(told, "class", PLOVER)
    quote, rest = evidence(doc, told, stamp)
    source, target = two(doc, told, quote, ("source", "target"))
    polarity = "+" if cls in POSITIVE else "-"
    if cls == "REQUEST":
        polarity = one_of(told, "polarity", ("+", "-"))
    return make_fact(
        "event", cls, (role("source", source), role("target", target)), polarity=polarity, **rest
    )


def contract(doc: Document, row: object, stamp: str) -> Fact:
    """Make the fact of a contract record, or refuse it."""
    told = fields(row)
    kind, status = one_of(told, "kind", CONTRACT_KINDS), one_of(told, "status", CONTRACT_STATUS)
    quote, rest = evidence(doc, told, stamp)
    buyer, seller = two(doc, told, quote, ("buyer", "seller"))
    item = told.get("item")
    if item is not None and (not isinstance(item, str) or not any(places(quote.quote, item.strip() or "\0"))):
        raise Refused(f"its item {shown(item)} does not stand in the quote")
    return make_fact(
        "contract",
        kind,
        (role("buyer", buyer), role("seller", seller)),
        item=item.strip() if item else None,
        status=status,
        amount=amount(doc, quote, told),
        quantity=quantity(doc, quote, told),
        **rest,
    )


def membership(doc: Document, row: object, stamp: str) -> Fact:
    """Make the fact of a membership record, or refuse it."""
    told = fields(row)
    status = one_of(told, "status", MEMBERSHIP_STATUS)
    quote, rest = evidence(doc, told, stamp)
    member, body = two(doc, told, quote, ("member", "body"))
    if member.kind != "country" or body.kind != "alliance":
        raise Refused(f"{member.entity} in {body.entity} is not a state in a body")
    return make_fact("membership", status, (role("member", member), role("body", body)), **rest)


READERS: dict[str, Callable[[Document, object, str], Fact]] = {
    "events": event,
    "contracts": contract,
    "memberships": membership,
}


def fields(row: object) -> Record:
    """Return a record as a mapping, or refuse it."""
    if not isinstance(row, dict):
        raise Refused("it is no object")
    return row


def one_of(told: Record, name: str, known: tuple[str, ...]) -> str:
    """Return a word of a closed set, or refuse the record."""
    value = told.get(name)
    if not isinstance(value, str) or value not in known:
        raise Refused(f"its {name} {shown(value)} is not one of {', '.join(known)}")
    return value


def evidence(doc: Document, told: Record, stamp: str) -> tuple[Span, dict[str, Any]]:
    """Return the quote and what all kinds of facts share: modality, speaker, time, origin."""
    modality = one_of(told, "modality", MODALITIES)
    quote = quoted(doc, told.get("quote"), told.get("start"))
    if modality == "fact" and taken_back(doc, quote):
        raise Refused("the words before its quote deny it, doubt it or make it a condition")
    sentence = doc.sentence_at(quote.start)
    return quote, {
        "source": doc.article.id,
        "evidence": (quote,),
        "modality": modality,
        "attribution": said_by(doc, quote, told.get("speaker")),
        "valid": when(doc, sentence.index, quote) if sentence else None,
        "reported_at": doc.base_date,
        "reported_basis": doc.base_basis,
        "confidence": CONFIDENCE,
        "extractor": stamp,
        "rule": RULE,
    }


def two(doc: Document, told: Record, quote: Span, names: tuple[str, str]) -> tuple[Resolved, Resolved]:
    """Return the two parties of a record, or refuse it."""
    one, other = (party(doc, told.get(name), quote, name) for name in names)
    if one.entity == other.entity:
        raise Refused(f"its {names[0]} and its {names[1]} are both {one.entity}")
    return one, other


def said_by(doc: Document, quote: Span, speaker: object) -> Attribution | None:
    """Return who says it: the model's words where they stand in the article, else what our own reading finds."""
    ours = of_stretch(doc, quote.start, quote.end)
    if speaker is None:
        return ours
    if not isinstance(speaker, str) or not speaker.strip():
        raise Refused("its speaker is no text")
    found = list(places(doc.text, speaker.strip()))
    if not found:
        raise Refused(f"its speaker {shown(speaker)} does not stand in the article")
    span = min(found, key=lambda s: (abs(s.start - quote.start), s.start))
    around = covering(doc, quote.start, quote.end)
    mode = around.mode if around is not None else "indirect"
    return Attribution(name_of(doc, span), entity_of(doc, span), span, around.verb if around else None, mode)


def number(value: object) -> Decimal | None:
    """Return a number of an answer, or None where it is none.

    >>> number("2000000000") == number(2e9), number("two"), number(True)
    (True, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        found = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    return found if found.is_finite() else None


def amount(doc: Document, quote: Span, told: Record) -> Amount | None:
    """Return the sum that our reader finds in the quote, where it is the one the model tells."""
    value, currency = told.get("value"), told.get("currency")
    if value is None:
        return None
    wanted = number(value)
    for found in doc.money:
        if not (quote.start <= found.start and found.end <= quote.end) or found.unit_price:
            continue
        sums = [(found.amount.value, found.amount.currency), *found.amount.alternatives]
        if found.amount.high is not None:
            sums.append((found.amount.high, found.amount.currency))
        if any(v == wanted and currency in (None, c) for v, c in sums):
            return found.amount  # type: ignore[no-any-return]
    raise Refused(f"its value {shown(value)} {shown(currency)} is not read in the quote")


def quantity(doc: Document, quote: Span, told: Record) -> Quantity | None:
    """Return the count that our reader finds in the quote, where it is the one the model tells."""
    value = told.get("quantity")
    if value is None:
        return None
    wanted = number(value)
    for found in doc.quantities:
        if quote.start <= found.start and found.end <= quote.end and found.quantity.value == wanted:
            return found.quantity  # type: ignore[no-any-return]
    raise Refused(f"its quantity {shown(value)} is not read in the quote")
