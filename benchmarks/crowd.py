"""An invented snapshot of any size: states, bodies and companies with dated ties, drawn with a fixed seed."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pandas as pd

from detente.graph.model import digest

CLASSES = {"AGREE": "+", "CONSULT": "+", "SUPPORT": "+", "COOPERATE": "+", "AID": "+",
           "ACCUSE": "-", "REJECT": "-", "THREATEN": "-", "PROTEST": "-", "SANCTION": "-"}  # fmt: skip
VERBS = {"AGREE": "agreed with", "CONSULT": "met", "SUPPORT": "backed", "COOPERATE": "held an exercise with",
         "AID": "sent aid to", "ACCUSE": "accused", "REJECT": "turned down", "THREATEN": "threatened",
         "PROTEST": "protested against", "SANCTION": "imposed sanctions on"}  # fmt: skip
FIRST = date(2015, 1, 1)


@dataclass(frozen=True)
class Crowd:
    """The tables of a snapshot."""

    events: pd.DataFrame
    contracts: pd.DataFrame
    memberships: pd.DataFrame
    rivalries: pd.DataFrame
    facts: pd.DataFrame
    articles: pd.DataFrame
    entities: pd.DataFrame


def crowd(nodes: int = 1000, ties: int = 10_000, seed: int = 11) -> Crowd:
    """Return a snapshot with that many actors and event ties, one or two facts a tie, five an article."""
    draw = random.Random(seed)
    actors = _actors(nodes)
    kinds = {row["entity"]: row["kind"] for row in actors}
    names = {row["entity"]: row["name"] for row in actors}
    told = []
    for a, b, sign in _pairs(list(kinds), ties, draw):
        verbs = [c for c, polarity in CLASSES.items() if polarity == sign]
        told += [(a, b, draw.choice(verbs), sign) for _ in range(draw.choice((1, 1, 2)))]
    draw.shuffle(told)
    facts, events, articles = [], [], []
    for start in range(0, len(told), 5):
        _article(told[start : start + 5], names, kinds, draw, facts, events, articles)
    columns = ["contract", "kind", "buyer", "seller", "buyer_kind", "seller_kind", "item", "status", "signed",
               "value", "currency", "quantity", "unit", "contested", "facts"]  # fmt: skip
    held = ["membership", "country", "alliance", "alliance_kind", "status", "valid_from", "valid_to", "obligations",
            "facts", "origin", "prior_facts"]  # fmt: skip
    return Crowd(
        pd.DataFrame(events), pd.DataFrame(columns=columns), pd.DataFrame(columns=held),
        pd.DataFrame(columns=["fact", "a", "b", "valid_from", "valid_to", "level"]),
        pd.DataFrame(facts), pd.DataFrame(articles), pd.DataFrame(actors),
    )  # fmt: skip


def _actors(nodes: int) -> list[dict]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = ("".join(c) for c in product(letters, "AEIOU", letters))
    found = []
    for i in range(nodes):
        code = next(codes)
        if i < nodes // 5:
            found.append({"entity": code, "kind": "country", "name": f"{code.title()}onia"})
        elif i < nodes // 4:
            found.append({"entity": f"{code} Pact", "kind": "alliance", "name": f"{code} Pact"})
        else:
            found.append(
                {"entity": f"org:{code.lower()}", "kind": "organization", "name": f"{code.title()} Works"}
            )
    return [{**row, "cow": None, "gw": None} for row in found]


def _pairs(ids: list[str], ties: int, draw: random.Random) -> list[tuple[str, str, str]]:
    """Draw pairs with a few busy actors and many quiet ones; every actor has a tie."""
    weights = [1 / (i + 3) for i in range(len(ids))]
    found: dict[tuple[str, str, str], None] = {}
    for i, actor in enumerate(ids[1:], 1):
        other = ids[draw.randrange(min(i, 40))]
        found[min(actor, other), max(actor, other), draw.choice("++-")] = None
    while len(found) < ties:
        a, b = draw.choices(ids, weights, k=2)
        if a != b:
            found[min(a, b), max(a, b), draw.choice("++-")] = None
    return list(found)[:ties]


def _article(told, names, kinds, draw, facts, events, articles) -> None:
    day = FIRST + timedelta(days=draw.randrange(2000))
    sentences = [
        f"{names[a]} {VERBS[c]} {names[b]} in matter {draw.randrange(10**6)}." for a, b, c, _ in told
    ]
    text = "\n".join(sentences)
    article, outlet = digest("article", text), f"Courier {len(articles) % 12}"
    articles.append({"article": article, "title": f"Report {len(articles)}", "text": text, "outlet": outlet,
                     "url": None, "published_at": day.isoformat()})  # fmt: skip
    at = 0
    for (a, b, kind, sign), quote in zip(told, sentences, strict=True):
        fact, on = digest("fact", article, at), day - timedelta(days=draw.randrange(40))
        shared = {"fact": fact, "modality": "fact", "polarity": sign, "speaker": None, "valid_from": on, "valid_to": on,
                  "granularity": "day", "reported_at": day, "rule": "invented", "confidence": 0.8}  # fmt: skip
        facts.append({**shared, "kind": "event", "type": kind, "source": article, "origin": "article",
                      "parties": [f"source={kinds[a]}:{a}", f"target={kinds[b]}:{b}"], "quotes": [quote],
                      "starts": [at], "ends": [at + len(quote)]})  # fmt: skip
        events.append({**shared, "event": digest("event", fact), "source": a, "source_kind": kinds[a], "target": b,
                       "target_kind": kinds[b], "type": kind, "subtype": None, "reported_basis": "published",
                       "article": article, "story": article, "outlet": outlet, "quote": quote, "start": at,
                       "end": at + len(quote)})  # fmt: skip
        at += len(quote) + 1
