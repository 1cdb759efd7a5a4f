"""Immutable values for everything the graph holds: what runs from the loaders to the store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

EntityKind = Literal["country", "alliance", "organization", "person"]
FactKind = Literal[
    "event", "contract", "membership", "office", "rivalry", "border", "indicator", "statehood", "tie"
]  # fmt: skip
Modality = Literal["fact", "planned", "possible", "claimed", "denied"]
Polarity = Literal["+", "-"]
Action = Literal["reject", "confirm", "correct", "retract", "merge", "split"]
Granularity = Literal["day", "week", "month", "season", "quarter", "year", "period"]
Bound = Literal["exact", "about", "at_least", "at_most", "range"]

PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
POSITIVE = frozenset(PLOVER[:7])
CONTRACT_STATUS = (
    "under_negotiation", "announced", "planned", "signed", "in_delivery", "completed", "cancelled",
)  # fmt: skip
MEMBERSHIP_STATUS = ("member", "joining", "leaving", "candidate", "partner")


def digest(*parts: object) -> str:
    """Return the first 20 hex digits of the sha256 over the parts: the id of a thing made of them.

    >>> digest("a", 1) == digest("a", 1), digest("ab", "c") == digest("a", "bc")
    (True, False)
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A quoted stretch of an article: ``text[start:end] == quote``."""

    start: int
    end: int
    quote: str

    def stands_in(self, text: str) -> bool:
        """Tell whether the quote is exactly what the text holds at this place.

        >>> Span(0, 4, "Rome").stands_in("Rome agreed"), Span(0, 4, "rome").stands_in("Rome agreed")
        (True, False)
        """
        return 0 <= self.start < self.end <= len(text) and text[self.start : self.end] == self.quote


@dataclass(frozen=True, slots=True)
class Role:
    """One party of a fact: the part it plays, who it is, where the text names it and how it was resolved.

    ``via`` is one of name, demonym, capital, metonym, leader, office, company, ministry, organ, group,
    ``coref`` (an earlier mention inside the article; ``antecedent`` is that mention) or ``dataset``.
    ``label`` names an actor that the atlas does not know (a rebel group, a treaty of a register).
    """

    role: str
    entity: str
    kind: EntityKind
    mention: Span | None = None
    via: str = "name"
    antecedent: Span | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Valid time: first and last day, both included, and how exactly the source told it."""

    start: date
    end: date
    granularity: Granularity = "day"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money with its bound; ``high`` is the upper end of a range, ``alternatives`` the same sum in other money."""

    value: Decimal
    currency: str | None
    bound: Bound = "exact"
    high: Decimal | None = None
    span: Span | None = None
    alternatives: tuple[tuple[Decimal, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count of things delivered or ordered, with its unit as the text gives it (``battalion``)."""

    value: Decimal
    unit: str
    bound: Bound = "exact"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it: the speaker's name as resolved, the entity, the words in the text, verb, direct or indirect speech."""

    speaker: str
    entity: str | None = None
    mention: Span | None = None
    verb: str | None = None
    mode: Literal["direct", "indirect"] = "indirect"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing one source says, never edited; contracts, events and memberships are merges of facts.

    Event facts are directed: roles ``source`` and ``target``, ``type`` a PLOVER class; a symmetric act is
    two facts. Contract facts have ``buyer`` and ``seller`` (and ``financier``, ``builder``), ``type`` the
    kind (arms, energy, construction, loan, trade, licence). Membership facts have ``member`` and ``body``,
    ``type`` a status. Office facts have ``holder`` and ``employer``, ``type`` the title. Rivalry facts
    have ``a`` and ``b`` and a ``level`` in (0, 1], border and tie facts ``a`` and ``b``; a tie has a polarity.
    Indicator facts give a ``quantity`` of a ``state`` (or of ``a`` and ``b``), ``type`` its name; statehood
    facts say when a ``state`` belonged to the system of states.

    ``source`` is the sha256 of the article's text or the id of a data set; ``row`` the row in a data set and
    ``row_hash`` the hash of its text. An event fact of a data set may bring its own ``score`` (Goldstein
    scale) and the ``count`` of the rows that it aggregates; ``quantiles`` belong to an estimate.
    ``reported_at`` is the report date; ``reported_basis`` tells whether the source gave it
    (``published``) or it was inferred from dates inside the text (``inferred``).
    """

    id: str
    kind: FactKind
    type: str
    roles: tuple[Role, ...]
    source: str
    evidence: tuple[Span, ...] = ()
    subtype: str | None = None
    polarity: Polarity | None = None
    modality: Modality = "fact"
    attribution: Attribution | None = None
    valid: Interval | None = None
    reported_at: date | None = None
    reported_basis: Literal["published", "inferred"] | None = None
    item: str | None = None
    status: str | None = None
    amount: Amount | None = None
    quantity: Quantity | None = None
    obligations: tuple[str, ...] = ()
    level: float | None = None
    score: float | None = None
    count: int | None = None
    quantiles: tuple[float, ...] = ()
    row: int | None = None
    row_hash: str | None = None
    confidence: float = 1.0
    extractor: str = ""
    rule: str = ""

    def party(self, role: str) -> Role | None:
        """Return the first role of that name, or None.

        >>> make_fact("event", "ACCUSE", (Role("source", "GRC", "country"),), source="s").party("target") is None
        True
        """
        return next((r for r in self.roles if r.role == role), None)


def make_fact(kind: FactKind, type: str, roles: tuple[Role, ...], *, source: str, **rest: object) -> Fact:
    """Return a fact whose id is a hash of what it says and where: the same reading gives the same id.

    >>> one = make_fact("event", "CONSULT", (Role("source", "TUR", "country"),), source="s")
    >>> one.id == make_fact("event", "CONSULT", (Role("source", "TUR", "country"),), source="s").id
    True
    """
    evidence = rest.get("evidence", ())
    spans = ",".join(f"{s.start}-{s.end}" for s in evidence)  # type: ignore[attr-defined]
    parties = ",".join(f"{r.role}={r.kind}:{r.entity}" for r in roles)
    told = [rest.get(k) for k in ("subtype", "modality", "item", "status", "row")]
    if rest.get("row") is not None:  # one row may tell of several times
        told += [rest.get(k) for k in ("valid", "score", "count") if rest.get(k) is not None]
    made = digest("fact", source, kind, type, parties, spans, *told)
    return Fact(id=made, kind=kind, type=type, roles=roles, source=source, **rest)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned text; offsets of every span refer to exactly this string. ``id`` is its sha256."""

    id: str
    title: str | None
    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Publication:
    """One printing of an article: the same text in two outlets is one Article with two Publications."""

    id: str
    article: str
    url: str | None = None
    outlet: str | None = None
    published_at: str | None = None
    title: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A published table that facts are stated in (the atlas is one)."""

    id: str
    version: str
    publisher: str
    licence: str
    citation: str
    sha256: str | None = None
    released: date | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two states voted in one year: counts of each pair of choices, the rows those of ``a``.

    ``table`` has 16 entries, row by row, in the order yes, abstain, no, absent; ``a`` sorts before ``b``.
    """

    a: str
    b: str
    year: int
    table: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """A state; ``iso3`` is an own code for states of the past (SUN, YUG, DDR, CSK)."""

    iso3: str
    name: str
    cow: int | None = None
    gw: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Alliance:
    """An intergovernmental body or pact; ``kind`` is alliance, igo or bloc."""

    id: str
    name: str
    kind: str
    founded: date | None = None
    dissolved: date | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """A company, ministry, agency or armed group; ``acts_for`` is the iso3 of its state, if it stands for one."""

    id: str
    name: str
    kind: str
    acts_for: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A named person."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """What a contract concerns: a weapon system, a facility, a pipeline."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Contract:
    """The merge of contract facts about one deal; disagreements stay on the facts, ``contested`` flags them.

    ``rules`` name what brought the facts together; a contract of one fact has none.
    """

    id: str
    kind: str
    item: str | None
    status: str
    facts: tuple[str, ...]
    signed: date | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    bound: Bound | None = None
    currency: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    rules: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """The merge of event facts that tell the same directed act: class, parties, overlapping time."""

    id: str
    type: str
    facts: tuple[str, ...]
    date: Interval | None = None
    intensity: float | None = None
    modality: Modality = "fact"
    polarity: Polarity = "+"
    reports: int = 1
    contested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """The merge of membership facts for one state and one body over one spell.

    ``phases`` are its obligations by date, as texts ``1949-04-04/1951-10-22 consultation, defence``.
    """

    id: str
    country: str
    alliance: str
    status: str
    facts: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    obligations: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about facts, an article, contracts or events; facts themselves are never edited.

    ``targets`` are ids as given (of a split the thing, then the facts that leave it); a correction has ``role``
    and ``becomes`` (kind:id). ``anchors`` are the facts of what was merged or split. Times are ISO texts in UTC.
    """

    id: str
    action: Action
    author: str
    reason: str
    decided_at: str
    targets: tuple[str, ...]
    role: str | None = None
    becomes: str | None = None
    anchors: tuple[str, ...] = ()
    undone_at: str | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """A load's manifest; ``complete`` turns true in its last write only."""

    id: str
    source: str
    complete: bool
    read: int = 0
    accepted: int = 0
    quarantined: int = 0
    facts: int = 0
    tool: str = ""
