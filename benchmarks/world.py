"""An invented world: articles with their facts and rows of data sets, as many as wanted, from a seed.

A tenth as many articles as facts, four facts an article; of the rest most are dyad-days of an event set, then
rows of an arms register, memberships, ties, indicators and rivalries. Pairs of states follow a finite Zipf law.
Quotes stand in their texts, some reports deny what others tell, some deals have two values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from synthetic import STATES, zipf_pairs

from detente.atlas.book import open_atlas
from detente.graph.model import (
    Agreement,
    Amount,
    Article,
    Attribution,
    Dataset,
    Fact,
    Interval,
    Publication,
    Quantity,
    Role,
    Span,
    make_fact,
)
from detente.loaders.articles.reading import make
from detente.loaders.rows import Rows, add_dataset
from detente.loaders.states import state

FIRST = date(2010, 1, 1)
DAYS = 4_000
ACTS = (  # sentence, class, sign, share
    ("{a} held talks with {b} on trade.", "CONSULT", "+", 0.26),
    ("{a} accused {b} of violating its airspace.", "ACCUSE", "-", 0.17),
    ("{a} signed a cooperation agreement with {b}.", "AGREE", "+", 0.12),
    ("{a} sent humanitarian aid to {b}.", "AID", "+", 0.09),
    ("{a} imposed sanctions on {b}.", "SANCTION", "-", 0.08),
    ("{a} threatened {b} with retaliation.", "THREATEN", "-", 0.08),
    ("{a} praised {b}.", "SUPPORT", "+", 0.08),
    ("{a} rejected a proposal by {b}.", "REJECT", "-", 0.07),
    ("{a} attacked positions of {b}.", "ASSAULT", "-", 0.05),
)
DENIAL = "{a} denied that it had attacked {b}."
DEAL = "{a} signed a contract with {b} for {n} {item} worth ${m} million."
PLAN = "{a} plans to buy {n} {item} from {b}."
SETS = ("CONSULT", "ACCUSE", "AGREE", "AID", "THREATEN", "ASSAULT", "REQUEST", "PROTEST")
OUTLETS = tuple(f"Invented Herald {n}" for n in range(60))
SURNAMES = (
    "Arden",
    "Berg",
    "Castel",
    "Dorn",
    "Ekman",
    "Falk",
    "Grau",
    "Holt",
    "Ives",
    "Jansen",
    "Kern",
    "Lund",
)
PEOPLE = 3_000
BODIES = 40


@dataclass(frozen=True, slots=True)
class Told:
    """An article of the world with its printings and facts."""

    article: Article
    printed: tuple[Publication, ...]
    facts: tuple[Fact, ...]


class Draw:
    """Random choices in large blocks: one call a value would take longer than all the rest."""

    def __init__(self, seed: int) -> None:
        """Take the seed."""
        self.random = np.random.default_rng(seed)
        self.pairs, weights = zipf_pairs(self.random)
        self.weights = np.cumsum(weights)
        self.shares = np.cumsum([share for *_, share in ACTS])
        self.items = sorted({item.text for item in open_atlas().items})
        self.names = {code: open_atlas().countries[code].name for code in STATES}
        firms = {f.id: f for f in open_atlas().organizations.values() if f.acts_for in self.names}
        self.firms = sorted(firms)
        self.names |= {name: firm.name for name, firm in firms.items()}
        self._block: Iterator[float] = iter(())

    def unit(self) -> float:
        """Return a number from 0 to 1."""
        for value in self._block:
            return value
        self._block = iter(self.random.random(100_000).tolist())
        return next(self._block)

    def below(self, count: int) -> int:
        """Return a whole number below count."""
        return int(self.unit() * count)

    def pair(self) -> tuple[str, str]:
        """Return a directed pair of states."""
        return self.pairs[min(int(np.searchsorted(self.weights, self.unit())), len(self.pairs) - 1)]

    def item(self) -> str:
        """Return the name of a thing; a third of the deals are about the same dozen."""
        return self.items[self.below(12 if self.unit() < 0.3 else len(self.items))]

    def act(self) -> tuple[str, str, str]:
        """Return sentence, class and sign of an act."""
        return ACTS[min(int(np.searchsorted(self.shares, self.unit())), len(ACTS) - 1)][:3]


def person(number: int) -> tuple[str, str]:
    """Return id and name of an invented person."""
    name = f"{chr(65 + number % 26)}. {SURNAMES[number % len(SURNAMES)]} {number}"
    return f"person:{name.lower().replace('. ', '-').replace(' ', '-')}", name


def articles(count: int, seed: int = 1, first: int = 0) -> Iterator[Told]:
    """Yield articles of three to five sentences with a fact for each; ``first`` is the number of the first."""
    draw = Draw(seed)
    for number in range(first, first + count):
        yield _article(draw, number)


def _article(draw: Draw, number: int) -> Told:
    day = FIRST + timedelta(days=draw.below(DAYS))
    pair = draw.pair()
    parts, made = [], []
    for _ in range(3 + draw.below(3)):
        pair = pair if draw.unit() < 0.6 else draw.pair()
        parts.append(_sentence(draw, pair, day))
    lead = f"Report {number} from {draw.names[pair[0]]}, {day.strftime('%B')} {day.day}, {day.year}"
    text = f"{lead}\n\n" + "\n\n".join(sentence for sentence, *_ in parts)
    article, printed = make(
        text,
        title=lead,
        date=day.isoformat(),
        outlet=OUTLETS[draw.below(60)],
        url=f"https://a.example/{number}",
    )
    place = len(lead) + 2
    for sentence, kind, type_, roles, rest in parts:
        span = Span(place, place + len(sentence), sentence)
        place = span.end + 2
        named = tuple(_named(r, sentence, span.start, draw.names) for r in roles)
        said = None
        if draw.unit() < 0.3:
            who, name = person(draw.below(PEOPLE))
            said = Attribution(name, roles[0].entity if draw.unit() < 0.5 else who, None, "said")
        made.append(
            make_fact(
                kind, type_, named, source=article.id, evidence=(span,), attribution=said, reported_at=day,
                reported_basis="published", valid=Interval(day, day) if draw.unit() < 0.8 else None,
                confidence=0.55 + 0.4 * draw.unit(), extractor="invented", rule=f"invented.{type_}", **rest,
            )
        )  # fmt: skip
    again = ()
    if draw.unit() < 0.2:
        again = (
            make(
                text,
                title=lead,
                date=day.isoformat(),
                outlet="Invented Echo",
                url=f"https://b.example/{number}",
            )[1],
        )
    return Told(article, (printed, *again), tuple({f.id: f for f in made}.values()))


def _sentence(draw, pair, day):
    """Return a sentence with kind, type, roles and what else its fact tells."""
    a, b = pair
    names = {"a": draw.names[a], "b": draw.names[b]}
    kind = draw.unit()
    if kind < 0.14:
        item, count = draw.item(), 2 + draw.below(60)
        seller = Role("seller", b, "country")
        if draw.unit() < 0.1:
            seller = Role("seller", draw.firms[draw.below(len(draw.firms))], "organization")
            names["b"] = draw.names[seller.entity]
        sides = Role("buyer", a, "country"), seller
        rest = {"item": item, "quantity": Quantity(Decimal(count), "system"), "polarity": "+"}
        if kind < 0.04:
            told = PLAN.format(**names, n=count, item=item)
            return told, "contract", "arms", sides, {**rest, "status": "planned", "modality": "planned"}
        worth = 50 * (1 + draw.below(60))
        told = DEAL.format(**names, n=count, item=item, m=worth)
        return (
            told,
            "contract",
            "arms",
            sides,
            {**rest, "status": "signed", "amount": Amount(Decimal(worth) * 10**6, "USD")},
        )
    if kind < 0.18:
        who, name = person(draw.below(PEOPLE))
        told = f"Foreign Minister {name} of {names['a']} visited {names['b']}."
        return (
            told,
            "office",
            "foreign minister",
            (Role("holder", who, "person"), Role("employer", a, "country")),
            {},
        )
    sides = Role("source", a, "country"), Role("target", b, "country")
    if kind < 0.2:
        return DENIAL.format(**names), "event", "ASSAULT", sides, {"polarity": "-", "modality": "denied"}
    sentence, type_, sign = draw.act()
    modality = "fact" if draw.unit() < 0.9 else ("claimed", "planned", "possible")[draw.below(3)]
    return sentence.format(**names), "event", type_, sides, {"polarity": sign, "modality": modality}


def _named(role, sentence, start, names):
    name = names.get(role.entity) or sentence.split(" of ")[0].removeprefix("Foreign Minister ")
    at = sentence.index(name)
    return Role(role.role, role.entity, role.kind, Span(start + at, start + at + len(name), name))


def rows(count: int, seed: int = 2, first: int = 0) -> Iterator[Fact]:
    """Yield the facts of data sets: of a thousand, 850 dyad-days, 70 deals, 15 memberships, 20 ties, 45 others."""
    draw = Draw(seed)
    for row in range(first, first + count):
        yield _row(draw, row)


def _row(draw: Draw, row: int) -> Fact:
    a, b = draw.pair()
    day = FIRST + timedelta(days=draw.below(DAYS))
    kind = draw.unit()
    common = {"row": row, "confidence": 0.6, "reported_basis": "published"}
    if kind < 0.85:
        number = draw.below(len(SETS))
        return make_fact(
            "event", SETS[number], (state("source", a), state("target", b)), source="invented_events", subtype="040",
            polarity="+-++--+-"[number], valid=Interval(day, day), reported_at=day, quantity=Quantity(Decimal(1 + row % 4), "stories"),
            score=(1.0, -2.0, 6.0, 7.0, -6.0, -10.0, 3.4, -6.5)[number], count=1 + row % 7,
            extractor="invented_events 1", rule="invented_events.dyad_day", **common,
        )  # fmt: skip
    if kind < 0.92:
        item = draw.item()
        return make_fact(
            "contract", "arms", (state("buyer", a), state("seller", b)), source="invented_register", item=item,
            status="signed", valid=Interval(date(day.year, 1, 1), date(day.year, 12, 31), "year"),
            quantity=Quantity(Decimal(1 + draw.below(90)), "unit"), extractor="invented_register 1",
            rule="invented_register.deal", **common,
        )  # fmt: skip
    if kind < 0.935:
        body = Role("body", f"Body {draw.below(BODIES)}", "alliance", via="dataset")
        return make_fact(
            "membership", "member", (state("member", a), body), source="invented_treaties",
            valid=Interval(day, day + timedelta(days=200 + draw.below(4000)), "period"),
            obligations=(("defence",), ("consultation",), ())[draw.below(3)], extractor="invented_treaties 1",
            rule="invented_treaties.member", **common,
        )  # fmt: skip
    first, second = sorted((a, b))
    sides = state("a", first), state("b", second)
    if kind < 0.955:
        return make_fact(
            "tie", "alliance", sides, source="invented_treaties", polarity="+", obligations=("defence",),
            valid=Interval(day, day + timedelta(days=900), "period"), extractor="invented_treaties 1",
            rule="invented_treaties.tie", **common,
        )  # fmt: skip
    if kind < 0.956:
        return make_fact(
            "rivalry", "rivalry", sides, source="invented_rivalries", polarity="-", level=0.5,
            valid=Interval(day, date.max, "period"), extractor="invented_rivalries 1", rule="invented_rivalries.row",
            **common,
        )  # fmt: skip
    return make_fact(
        "indicator", "trade", sides, source="invented_trade", quantity=Quantity(Decimal(draw.below(9000)), "USD million"),
        valid=Interval(date(day.year, 1, 1), date(day.year, 12, 31), "year"), extractor="invented_trade 1",
        rule="invented_trade.flow", **common,
    )  # fmt: skip


def agreements(years: int = 20) -> Iterator[Agreement]:
    """Yield how each pair of states voted in each year."""
    codes = sorted(STATES)
    for year in range(2000, 2000 + years):
        for i, a in enumerate(codes):
            for b in codes[i + 1 :]:
                yield Agreement(a, b, year, tuple((i + year + n) % 9 for n in range(16)), "invented_votes")


def datasets() -> Rows:
    """Return the rows of the data sets that the facts of `rows` name."""
    told = Rows()
    for name in ("events", "register", "treaties", "rivalries", "trade", "votes"):
        add_dataset(
            told,
            Dataset(f"invented_{name}", "1", "Invented", "none", "Invented 2020", released=date(2020, 1, 1)),
        )
    return told


def dyad_days(count: int, a_day: int = 3_000) -> Iterator[Fact]:
    """Yield the facts of an event stream: so many dyad-days for each day, the pairs spread evenly."""
    pairs = [(a, b) for a in STATES for b in STATES if a != b]
    for n in range(count):
        a, b = pairs[(n * 37) % len(pairs)]
        day = FIRST + timedelta(days=n // a_day)
        yield make_fact(
            "event", ("CONSULT", "ACCUSE", "ASSAULT")[n % 3], (state("source", a), state("target", b)),
            source="gdelt2_events", subtype="040", polarity="+--"[n % 3], valid=Interval(day, day), reported_at=day,
            reported_basis="published", quantity=Quantity(Decimal(1 + n % 4), "stories"), score=1.5, count=1 + n % 7,
            row=n, confidence=0.6, extractor="gdelt2_events 2.0", rule="gdelt2_events.dyad_day",
        )  # fmt: skip
