"""Values to rows: what each node and relationship of the graph is written with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ..graph.model import (
    Agreement,
    Article,
    Contract,
    Dataset,
    EntityKind,
    Event,
    Fact,
    Item,
    Membership,
    Publication,
    Role,
    digest,
)

if TYPE_CHECKING:
    from ..atlas.book import Atlas

Cell = str | int | float | bool | date | list[str] | list[int] | list[float] | None
Row = dict[str, Cell]
LABEL: Mapping[EntityKind, str] = {
    "country": "Country",
    "alliance": "Alliance",
    "organization": "Organization",
    "person": "Person",
}
PARTY = {"buyer": "BUYS", "seller": "SELLS", "financier": "FINANCES", "builder": "BUILDS"}


@dataclass(slots=True)
class Rows:
    """Rows gathered for one write: nodes by label, relationships by type and the labels at their ends.

    A node row holds the properties, its key among them; a relationship row holds ``from``, ``to`` and the
    properties. Rows told twice are kept once.
    """

    nodes: dict[str, dict[str, Row]] = field(default_factory=dict)
    ties: dict[tuple[str, str, str], dict[tuple[Cell, ...], Row]] = field(default_factory=dict)

    def node(self, label: str, key: str, /, **properties: Cell) -> None:
        """Add a node row; a later one with the same key replaces it."""
        self.nodes.setdefault(label, {})[key] = properties

    def tie(self, kind: str, start: tuple[str, str], end: tuple[str, str], /, **properties: Cell) -> None:
        """Add a relationship row between two nodes given as (label, key)."""
        row: Row = {"from": start[1], "to": end[1], **properties}
        told = self.ties.setdefault((kind, start[0], end[0]), {})
        try:
            told[tuple(row.values())] = row
        except TypeError:  # a list among them
            told[tuple(map(str, row.values()))] = row

    def count(self) -> int:
        """Return how many rows there are."""
        return sum(map(len, self.nodes.values())) + sum(map(len, self.ties.values()))


def number(value: Decimal | None) -> float | None:
    """Return a decimal as the graph keeps it: a double."""
    return None if value is None else float(value)


def day_of(stamp: str | None) -> date | None:
    """Return the day of an ISO stamp; None where it tells less than a day.

    >>> day_of("2018-04-04T09:15:00+03:00"), day_of("2018-04")
    (datetime.date(2018, 4, 4), None)
    """
    return date.fromisoformat(stamp[:10]) if stamp and len(stamp) >= 10 else None


def until(day: date | None) -> date | None:
    """Return the last day of a spell, None for one that is still open."""
    return None if day == date.max else day


def add_entity(rows: Rows, entity: str, kind: EntityKind, atlas: Atlas, name: str | None = None) -> None:
    """Add the node of an actor with what the atlas knows of it."""
    match kind:
        case "country":
            known = atlas.countries[entity]
            rows.node(
                "Country", entity, iso3=entity, name=known.name, cow=known.cow, gw=known.gw,
                valid_from=known.valid_from, valid_to=known.valid_to,
            )  # fmt: skip
        case "alliance":
            body = atlas.alliances.get(entity)
            rows.node(
                "Alliance", entity, id=entity, name=body.name if body else name or entity,
                kind=body.kind if body else "alliance", founded=body.founded if body else None,
            )  # fmt: skip
        case "organization":
            firm = atlas.organizations.get(entity)
            rows.node(
                "Organization", entity, id=entity, name=firm.name if firm else name or entity,
                kind=firm.kind if firm else "armed group",
            )  # fmt: skip
            if firm and firm.acts_for:
                add_entity(rows, firm.acts_for, "country", atlas)
                rows.tie("ACTS_FOR", ("Organization", entity), ("Country", firm.acts_for), reason=firm.kind)
        case "person":
            person = atlas.persons.get(entity)
            rows.node("Person", entity, id=entity, name=person.name if person else name or entity)


def add_known(rows: Rows, role: Role, atlas: Atlas) -> None:
    """Add the node of a party that a person named, where the atlas knows it; else the graph holds it."""
    if any(
        role.entity in known
        for known in (atlas.countries, atlas.alliances, atlas.organizations, atlas.persons)
    ):
        add_entity(rows, role.entity, role.kind, atlas)


def add_article(rows: Rows, article: Article, publications: Iterable[Publication]) -> None:
    """Add an article and its printings."""
    rows.node(
        "Article",
        article.id,
        sha256=article.id,
        title=article.title,
        text=article.text,
        language=article.language,
    )
    for printed in publications:
        rows.node(
            "Publication", printed.id, id=printed.id, url=printed.url, outlet=printed.outlet,
            published_at=printed.published_at, published_on=day_of(printed.published_at), title=printed.title,
            path=printed.path,
        )  # fmt: skip
        rows.tie("PRINTS", ("Publication", printed.id), ("Article", article.id))


def add_dataset(rows: Rows, dataset: Dataset) -> None:
    """Add a data set's node."""
    rows.node(
        "Dataset", dataset.id, id=dataset.id, version=dataset.version, publisher=dataset.publisher,
        licence=dataset.licence, citation=dataset.citation, sha256=dataset.sha256, file=dataset.file,
        released=dataset.released,
    )  # fmt: skip


def pair_of(fact: Fact) -> str:
    """Return the key of a fact's first two parties: facts that may merge share it.

    >>> from ..graph.model import make_fact
    >>> sides = Role("source", "A", "country"), Role("target", "B", "country")
    >>> pair_of(make_fact("event", "AID", sides, source="s"))
    'A > B'
    """
    return " > ".join(r.entity for r in fact.roles[:2])


def party_text(role: Role) -> str:
    """Return a role as one text, the form in which a fact's node keeps its parties.

    >>> party_text(Role("buyer", "TUR", "country"))
    'buyer=country:TUR'
    """
    return f"{role.role}={role.kind}:{role.entity}"


def fact_row(fact: Fact, citation: str | None = None) -> Row:
    """Return the properties of a fact's node."""
    said, amount, quantity, valid = fact.attribution, fact.amount, fact.quantity, fact.valid
    return {
        "id": fact.id,
        "kind": fact.kind,
        "type": fact.type,
        "subtype": fact.subtype,
        "polarity": fact.polarity,
        "source": fact.source,
        "row": fact.row,
        "row_hash": fact.row_hash,
        "modality": fact.modality,
        "pair": pair_of(fact),
        "parties": [party_text(r) for r in fact.roles],
        "speaker": said.speaker if said else None,
        "speaker_entity": said.entity if said else None,
        "speaker_verb": said.verb if said else None,
        "speaker_mode": said.mode if said else None,
        "speaker_start": said.mention.start if said and said.mention else None,
        "speaker_end": said.mention.end if said and said.mention else None,
        "speaker_quote": said.mention.quote if said and said.mention else None,
        "quotes": [s.quote for s in fact.evidence],
        "starts": [s.start for s in fact.evidence],
        "ends": [s.end for s in fact.evidence],
        "valid_from": valid.start if valid else None,
        "valid_to": until(valid.end) if valid else None,
        "granularity": valid.granularity if valid else None,
        "reported_at": fact.reported_at,
        "reported_basis": fact.reported_basis,
        "item": fact.item,
        "status": fact.status,
        "amount": number(amount.value) if amount else None,
        "amount_high": number(amount.high) if amount else None,
        "currency": amount.currency if amount else None,
        "bound": amount.bound if amount else None,
        "amount_start": amount.span.start if amount and amount.span else None,
        "amount_end": amount.span.end if amount and amount.span else None,
        "other_amounts": [float(value) for value, _ in amount.alternatives] if amount else None,
        "other_currencies": [currency for _, currency in amount.alternatives] if amount else None,
        "quantity": number(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "quantity_bound": quantity.bound if quantity else None,
        "quantity_start": quantity.span.start if quantity and quantity.span else None,
        "quantity_end": quantity.span.end if quantity and quantity.span else None,
        "obligations": list(fact.obligations),
        "level": fact.level,
        "score": fact.score,
        "count": fact.count,
        "quantiles": list(fact.quantiles) or None,
        "citation": citation,
        "confidence": fact.confidence,
        "extractor": fact.extractor,
        "rule": fact.rule,
    }


def add_fact(rows: Rows, fact: Fact, atlas: Atlas, citation: str | None = None) -> None:
    """Add a fact, the actors it is about and where it is stated."""
    rows.node("Fact", fact.id, **fact_row(fact, citation))
    source = ("Dataset", fact.source) if fact.row is not None else ("Article", fact.source)
    span: Row = {"row": fact.row}
    if fact.evidence:
        span = {"start": min(s.start for s in fact.evidence), "end": max(s.end for s in fact.evidence)}
    rows.tie("STATED_IN", ("Fact", fact.id), source, **span)
    for role in fact.roles:
        name = role.mention.quote if role.mention and role.kind in ("person", "organization") else role.label
        add_entity(rows, role.entity, role.kind, atlas, name)
        rows.tie("ABOUT", ("Fact", fact.id), (LABEL[role.kind], role.entity), **_mention(role))
    add_office(rows, fact)


def add_office(rows: Rows, fact: Fact) -> None:
    """Add the edge from a person to whom they serve, where the fact tells of an office."""
    holder, employer = fact.party("holder"), fact.party("employer")
    if fact.kind == "office" and holder and employer:
        rows.tie(
            "HOLDS_OFFICE",
            (LABEL[holder.kind], holder.entity),
            (LABEL[employer.kind], employer.entity),
            role=fact.type,
            term=office_term(fact),
            facts=[fact.id],
        )


def office_term(fact: Fact) -> str:
    """Return what tells one term of an office from another: its first day, or the fact where it is not known."""
    return fact.valid.start.isoformat() if fact.valid else fact.id


def _mention(role: Role) -> Row:
    mention, earlier = role.mention, role.antecedent
    return {
        "role": role.role,
        "via": role.via,
        "mention": mention.quote if mention else None,
        "start": mention.start if mention else None,
        "end": mention.end if mention else None,
        "antecedent": earlier.quote if earlier else None,
        "antecedent_start": earlier.start if earlier else None,
        "antecedent_end": earlier.end if earlier else None,
    }


def add_contract(rows: Rows, contract: Contract, facts: Mapping[str, Fact], item: Item | None) -> None:
    """Add a contract with its parties, what it concerns and the facts that support or dispute it."""
    here = ("Contract", contract.id)
    rows.node(
        "Contract", contract.id, id=contract.id, kind=contract.kind, item=contract.item, status=contract.status,
        signed=contract.signed, value=number(contract.value), value_high=number(contract.value_high),
        bound=contract.bound, currency=contract.currency, quantity=number(contract.quantity), unit=contract.unit,
        rules=list(contract.rules), contested=list(contract.contested),
    )  # fmt: skip
    for name in contract.facts:
        for role in facts[name].roles:
            if role.role in PARTY:
                rows.tie(PARTY[role.role], (LABEL[role.kind], role.entity), here)
        _support(rows, facts[name], here)
    if item:
        rows.node("Item", item.id, id=item.id, name=item.name, kind=item.kind)
        rows.tie("CONCERNS", here, ("Item", item.id))


def add_event(rows: Rows, event: Event, facts: Mapping[str, Fact], intensity: float | None) -> None:
    """Add an event between its two sides with the facts that support or dispute it."""
    here = ("Event", event.id)
    rows.node(
        "Event", event.id, id=event.id, type=event.type, valid_from=event.date.start if event.date else None,
        valid_to=event.date.end if event.date else None, granularity=event.date.granularity if event.date else None,
        intensity=intensity, modality=event.modality, polarity=event.polarity, reports=event.reports,
        contested=list(event.contested),
    )  # fmt: skip
    first = facts[event.facts[0]]
    source, target = first.party("source"), first.party("target")
    if source and target:
        rows.tie("SOURCE_OF", (LABEL[source.kind], source.entity), here)
        rows.tie("TARGETS", here, (LABEL[target.kind], target.entity))
    for name in event.facts:
        _support(rows, facts[name], here)


def daily_event(fact: Fact) -> Event:
    """Return the event that a day's aggregate of a data set stands for: one a fact.

    >>> from ..graph.model import make_fact
    >>> told = make_fact("event", "ACCUSE", (), source="s", polarity="-", count=3, score=-2.0)
    >>> daily_event(told).reports, daily_event(told).type
    (3, 'ACCUSE')
    """
    return Event(
        id=digest("event", fact.id), type=fact.type, facts=(fact.id,), date=fact.valid, modality=fact.modality,
        polarity=fact.polarity or "+", reports=fact.count or 1,
    )  # fmt: skip


def add_agreement(rows: Rows, told: Agreement, atlas: Atlas) -> None:
    """Add how two states voted in a year."""
    for state in (told.a, told.b):
        add_entity(rows, state, "country", atlas)
    both = [told.table[4 * i + j] for i in range(3) for j in range(3)]
    rows.tie(
        "VOTED_WITH", ("Country", told.a), ("Country", told.b), dataset=told.source, year=told.year,
        n=sum(both), agree=both[0] + both[4] + both[8], partial=both[1] + both[3] + both[5] + both[7],
        disagree=both[2] + both[6], table=list(told.table),
    )  # fmt: skip


def add_membership(rows: Rows, membership: Membership, facts: Mapping[str, Fact]) -> None:
    """Add a membership between its two ends, and its projection MEMBER_OF."""
    here = ("Membership", membership.id)
    ends: Row = {"country": membership.country, "alliance": membership.alliance}
    told: Row = {
        "status": membership.status,
        "valid_from": membership.valid_from,
        "valid_to": membership.valid_to,
        "obligations": list(membership.obligations),
    }
    rows.node(
        "Membership", membership.id, id=membership.id, **ends, **told, phases=list(membership.phases),
        contested=list(membership.contested),
    )  # fmt: skip
    rows.tie("HOLDS", ("Country", membership.country), here)
    rows.tie("IN_BODY", here, ("Alliance", membership.alliance))
    rows.tie(
        "MEMBER_OF",
        ("Country", membership.country),
        ("Alliance", membership.alliance),
        membership=membership.id,
        **told,
    )
    for name in membership.facts:
        _support(rows, facts[name], here)


def _support(rows: Rows, fact: Fact, thing: tuple[str, str]) -> None:
    rows.tie("DISPUTES" if fact.modality == "denied" else "SUPPORTS", ("Fact", fact.id), thing)
