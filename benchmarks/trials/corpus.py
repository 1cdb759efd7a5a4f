"""Invented articles, a register of disputes and a stream of events: what the loads of the trials read."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from synthetic import STATES, write_events

from detente.atlas.book import open_atlas
from detente.graph.model import Amount, Fact, Interval, Quantity, Role, Span, make_fact
from detente.loaders.articles.extract import Extraction
from detente.loaders.articles.reading import Reading, make
from detente.loaders.dataset import load_dataset
from detente.loaders.load import load_extractions
from detente.loaders.manifest import Manifest

FIRST = date(2019, 1, 7)
ACTS = (
    ("CONSULT", "+", "met"),
    ("ACCUSE", "-", "accused"),
    ("AID", "+", "sent aid to"),
    ("THREATEN", "-", "threatened"),
)
DISPUTES = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,hostlev,version\n"
ARTICLES, REGISTERS, DAYS = 4, 4, 2  # parts of each kind


class Part(NamedTuple):
    """What one command loads: articles with what they tell, or a file of a data set."""

    source: str
    reading: Reading | None = None
    extractions: tuple[Extraction, ...] = ()
    file: Path | None = None


def corpus(folder: Path, facts: int, seed: int = 5) -> list[Part]:
    """Return ten loads of about so many facts in all: articles, a register of disputes and a stream of events."""
    atlas, draw = open_atlas(), random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    each = facts // 25 // ARTICLES
    for n in range(ARTICLES):
        told = [_article(n * each + i, draw, atlas) for i in range(each)]
        reading = Reading(tuple(a for a, _, _ in told), tuple(p for _, p, _ in told), ())
        made.append(Part("articles", reading, tuple(e for _, _, e in told)))
    each = facts // 5 // REGISTERS
    for n in range(REGISTERS):
        path = folder / f"MIDB {n}.csv"
        path.write_text(DISPUTES + "".join(_disputes(n * each, each, draw, atlas)), encoding="utf-8")
        made.append(Part("cow_mid", file=path))
    every = folder / "events.CSV"
    write_events(every, int(facts * 1.75), seed=seed, days=6)
    lines = every.read_bytes().splitlines(keepends=True)
    every.unlink()
    each = -(-len(lines) // DAYS)
    for n in range(DAYS):
        path = folder / f"2019010{n + 1}.export.CSV"
        path.write_bytes(b"".join(lines[n * each : (n + 1) * each]))
        made.append(Part("gdelt2_events", file=path))
    return made


def load(store, part: Part) -> Manifest:
    """Load a part as its command does; return the manifest."""
    store.apply_schema()
    if part.reading:
        return load_extractions(store, part.reading, iter(part.extractions), open_atlas())
    return load_dataset(store, part.source, [part.file], open_atlas())


def _article(number, draw, atlas):
    """Return an article of four sentences between a few states, its printing and its facts."""
    day = FIRST + timedelta(days=draw.randrange(300))
    states = draw.sample(STATES[:24], 3)
    names = [atlas.countries[code].name for code in states]
    lines, plan = [], []
    for n in range(4):
        (a, x), (b, y) = draw.sample(list(zip(states, names, strict=True)), 2)
        kind, sign, verb = draw.choice(ACTS)
        lines.append(
            f"{x} {verb} {y} on day {number % 28 + 1}."
            if n
            else f"{x} ordered {2 + number % 5} ferries from {y}."
        )
        plan.append((a, x, b, y, kind, sign))
    text = " ".join(lines)
    article, printing = make(
        text, title=f"Report {number}", date=day.isoformat(), outlet=f"Wire {number % 7}"
    )
    facts, at = [], 0
    for n, (line, (a, x, b, y, kind, sign)) in enumerate(zip(lines, plan, strict=True)):
        base = {"source": article.id, "evidence": (Span(at, at + len(line), line),), "reported_at": day,
                "reported_basis": "published", "extractor": "trial", "rule": "trial", "confidence": 0.8}  # fmt: skip
        first, second = _role(at, line, x, a), _role(at, line, y, b)
        facts += (
            _contract(first, second, number, base) if n == 0 else _event(first, second, kind, sign, day, base)
        )
        at += len(line) + 1
    return article, printing, Extraction(article.id, tuple(states), (), tuple(facts))


def _role(at, line, name, code):
    begin = at + line.index(name)
    return code, Span(begin, begin + len(name), name)


def _contract(first, second, number, base) -> list[Fact]:
    roles = (Role("buyer", first[0], "country", first[1]), Role("seller", second[0], "country", second[1]))
    return [
        make_fact(
            "contract", "trade", roles, item="ferries", status="signed", amount=Amount(Decimal("1e6"), "EUR"),
            quantity=Quantity(Decimal(2 + number % 5), "ferry"), **base,
        )
    ]  # fmt: skip


def _event(first, second, kind, sign, day, base) -> list[Fact]:
    roles = (Role("source", first[0], "country", first[1]), Role("target", second[0], "country", second[1]))
    told = Interval(day - timedelta(days=1), day - timedelta(days=1))
    made = make_fact("event", kind, roles, polarity=sign, valid=told, **base)
    if kind != "CONSULT":
        return [made]
    turned = (Role("source", second[0], "country", second[1]), Role("target", first[0], "country", first[1]))
    return [made, make_fact("event", kind, turned, polarity=sign, valid=told, **base)]


def _disputes(start, count, draw, atlas):
    numbers = sorted(atlas.countries[code].cow for code in STATES if atlas.countries[code].cow)
    for n in range(start, start + count):
        when, year = f"{1 + n % 27},{1 + n % 12}", 1950 + n % 60
        for side, state in enumerate(draw.sample(numbers, 2)):
            yield f"{n},X,{state},{when},{year},{when},{year},{1 - side},{2 + n % 4},5\n"
