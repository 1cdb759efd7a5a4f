"""An invented snapshot: eight countries, two alliances, four articles, a contested contract."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import pytest

from detente.analysis.result import (
    Balance,
    Contribution,
    DyadAlignment,
    DyadTension,
    PressureTerm,
    StatePressure,
)
from detente.graph.model import digest

COUNTRIES = {
    "ALD": "Aldoria", "BOR": "Borvia", "CES": "Cestria", "DRA": "Dravenia",
    "ELM": "Elmark", "FEN": "Fennland", "GOR": "Gorvia", "HEL": "Helvar",
}  # fmt: skip
ALLIANCES = {"Northern Pact": ("ALD", "BOR", "CES", "ELM"), "Steppe Union": ("GOR", "DRA")}

# outlet, published, title, sentences: (text, source, target, class, polarity, modality, speaker, date)
ARTICLES = [
    ("The Aldorian Courier", "2018-04-04T09:00:00Z", "Borvia hurries its Skyshield order", [
        ("Borvia and Gorvia agreed on Tuesday to speed up the delivery of the Skyshield system.",
         "BOR", "GOR", "AGREE", "+", "fact", None, "2018-04-03"),
        ("President Ivo Karst of Gorvia met his Borvian colleague in the capital for talks.",
         "GOR", "BOR", "CONSULT", "+", "fact", None, "2018-04-03"),
        ("“We may hand over the production technology,” Karst said.",
         "GOR", "BOR", "COOPERATE", "+", "possible", "Ivo Karst", "2018-04-03"),
        ("Four batteries are to be delivered for more than 2 billion dollars, Rurik Holm said.",
         None, None, "contract", None, "claimed", "Rurik Holm", "2017-11-02"),
        ("The Northern Pact voiced its worry over the purchase.",
         "Northern Pact", "BOR", "ACCUSE", "-", "fact", None, "2018-04-04"),
        ("Aldoria threatened Borvia with sanctions if the radar is switched on.",
         "ALD", "BOR", "THREATEN", "-", "fact", None, "2018-04-04"),
        ("Gorvia rejected the protest of Aldoria as interference.",
         "GOR", "ALD", "REJECT", "-", "fact", "Ivo Karst", "2018-04-04"),
        ("Cestria asked Borvia to look for another supplier.",
         "CES", "BOR", "REQUEST", "-", "fact", None, "2018-04-04"),
    ]),
    ("Gorvian State Wire", "2018-09-12T18:30:00Z", "Skyshield: first battery ready", [
        ("Gorvia said that three batteries worth 1.7 billion dollars had been ordered.",
         None, None, "contract", None, "claimed", "Rurik Holm", "2018-09-11"),
        ("Gorvia and Dravenia held a joint exercise near the Fennish border.",
         "GOR", "DRA", "COOPERATE", "+", "fact", None, "2018-09-08"),
        ("Fennland called the exercise a provocation.",
         "FEN", "GOR", "ACCUSE", "-", "fact", "Aino Sarka", "2018-09-09"),
        ("Fennland sent two brigades to the border with Dravenia.",
         "FEN", "DRA", "MOBILIZE", "-", "fact", None, "2018-09-10"),
        ("Gorvia promised Helvar a loan for its railways.",
         "GOR", "HEL", "AID", "+", "planned", None, "2018-09-11"),
        ("Dravenia opened its grain market to Helvar.",
         "DRA", "HEL", "CONCEDE", "+", "fact", None, "2018-09-05"),
        ("Borvia’s minister thanked Gorvia for keeping to the timetable.",
         "BOR", "GOR", "SUPPORT", "+", "fact", "Tamas Uhl", "2018-09-12"),
        ("The Steppe Union accused the Northern Pact of arming Fennland.",
         "Steppe Union", "Northern Pact", "ACCUSE", "-", "fact", None, "2018-09-12"),
    ]),
    ("Cestria Today", "2019-02-20", "Pact members close ranks 🛰️", [
        ("Aldoria and Cestria signed a plan for a common air defence.",
         "ALD", "CES", "AGREE", "+", "fact", None, "2019-02-18"),
        ("Elmark offered Cestria spare parts from its own stocks.",
         "ELM", "CES", "AID", "+", "fact", None, "2019-02-18"),
        ("Aldoria suspended Borvia from the Falcon jet programme.",
         "ALD", "BOR", "SANCTION", "-", "fact", None, "2019-02-19"),
        ("Borvia denied that Skyshield data would reach Gorvia.",
         "BOR", "ALD", "REJECT", "-", "denied", "Tamas Uhl", "2019-02-19"),
        ("Elmark protested against flights of Gorvian bombers near its coast.",
         "ELM", "GOR", "PROTEST", "-", "fact", None, "2019-02-15"),
        ("Borvia and Elmark agreed to talk about the radar in March.",
         "BOR", "ELM", "CONSULT", "+", "planned", None, "2019-03-01"),
        ("Borvia has been a member of the Northern Pact since 1952.",
         None, None, "membership", None, "fact", None, "1952-01-01"),
        ("Cestria condemned the bombing of the Fennish port by Gorvian aircraft.",
         "CES", "GOR", "ACCUSE", "-", "fact", None, "2019-02-16"),
    ]),
    ("The Aldorian Courier", "2019-07-15T07:45:00Z", "Radars arrive, allies frown", [
        ("The first Skyshield parts were delivered to Borvia on Friday.",
         None, None, "contract", None, "fact", None, "2019-07-12"),
        ("Gorvia delivered the first parts to Borvia on Friday.",
         "GOR", "BOR", "COOPERATE", "+", "fact", None, "2019-07-12"),
        ("Aldoria imposed sanctions on Borvia’s procurement agency.",
         "ALD", "BOR", "SANCTION", "-", "fact", "Mara Lind", "2019-07-14"),
        ("Cestria and Borvia held talks on the dispute.",
         "CES", "BOR", "CONSULT", "+", "fact", None, "2019-07-13"),
        ("Aldoria promised Fennland coastal missiles.",
         "ALD", "FEN", "AID", "+", "planned", "Mara Lind", "2019-07-14"),
        ("Gorvia threatened Fennland with countermeasures.",
         "GOR", "FEN", "THREATEN", "-", "fact", "Ivo Karst", "2019-07-15"),
        ("Helvar welcomed a credit line of 300 million dollars from Gorvia.",
         "HEL", "GOR", "AGREE", "+", "fact", None, "2019-07-10"),
        ("Aldoria and Elmark agreed to share radar pictures.",
         "ALD", "ELM", "AGREE", "+", "fact", None, "2019-07-11"),
    ]),
]  # fmt: skip
GOLDSTEIN = {"AGREE": 6, "CONSULT": 2, "SUPPORT": 4, "CONCEDE": 5, "COOPERATE": 7, "AID": 7, "REQUEST": -1,
             "ACCUSE": -2, "REJECT": -4, "THREATEN": -6, "PROTEST": -5, "SANCTION": -7, "MOBILIZE": -7}  # fmt: skip
PARTIES = {
    "contract": [("seller", "GOR"), ("buyer", "BOR")],
    "membership": [("member", "BOR"), ("body", "Northern Pact")],
}
CLAIMS = [
    {
        "status": "signed",
        "amount": 2.0e9,
        "bound": "at_least",
        "currency": "USD",
        "quantity": 4,
        "unit": "battery",
    },
    {
        "status": "signed",
        "amount": 1.7e9,
        "bound": "exact",
        "currency": "USD",
        "quantity": 3,
        "unit": "battery",
    },
    {"status": "in_delivery"},
]


@dataclass(frozen=True)
class Frames:
    events: pd.DataFrame
    contracts: pd.DataFrame
    memberships: pd.DataFrame
    rivalries: pd.DataFrame
    facts: pd.DataFrame
    articles: pd.DataFrame
    entities: pd.DataFrame


@dataclass(frozen=True)
class Invented:
    """A snapshot with its results; ``args`` are the arguments of the builders, in order."""

    frames: Frames
    tensions: list
    alignments: list
    pressures: list
    balance: Balance
    as_of: date

    @property
    def args(self):
        return (self.frames, self.tensions, self.alignments, self.pressures, self.balance, self.as_of)


def _day(text):
    return date.fromisoformat(text[:10]) if text else None


def _filler(outlet):
    return (
        "Officials gave no further details. Observers in several capitals followed the matter closely, "
        f"and the editors of {outlet} have asked all sides for comment."
    )


def _office(facts, article, text, dirty):
    """Add an office fact: its quote is the sentence that names the holder."""
    quote = dirty(ARTICLES[0][3][1][0])
    start = text.index(quote)
    blank = dict.fromkeys(facts[0])
    facts.append({**blank, "fact": digest("office", article), "kind": "office", "type": dirty("president"),
                  "modality": "fact", "reported_at": date(2018, 4, 4), "source": article, "origin": "article",
                  "parties": ["holder=person:person:ivo-karst", "employer=country:GOR"], "quotes": [quote],
                  "starts": [start], "ends": [start + len(quote)], "rule": "title", "confidence": 0.9})  # fmt: skip


def make_frames(dirty=lambda text: text):
    """Return the invented frames; ``dirty`` is applied to every text, to plant hostile strings."""
    articles, facts, events, claims, member_facts = [], [], [], [], []
    for outlet, published, title, sentences in ARTICLES:
        paragraphs = [dirty(_filler(outlet)) if i % 3 == 2 else None for i in range(len(sentences))]
        text = ""
        spans = []
        for sentence, filler in zip(sentences, paragraphs, strict=True):
            quote = dirty(sentence[0])
            text += "" if not text else ("\n" if filler is None else "\n\n")
            spans.append((len(text), len(text) + len(quote)))
            text += quote + (f" {filler}" if filler else "")
        article = digest("article", text)
        articles.append({"article": article, "title": dirty(title), "text": text, "outlet": dirty(outlet),
                         "url": f"https://example.org/{article}", "published_at": published})  # fmt: skip
        for (quote, source, target, kind, polarity, modality, speaker, on), (start, end) in zip(
            sentences, spans, strict=True
        ):
            fact = digest("fact", article, start)
            shared = {"fact": fact, "modality": modality, "polarity": polarity,
                      "speaker": dirty(speaker) if speaker else None, "valid_from": _day(on),
                      "valid_to": _day(on), "granularity": "day", "reported_at": _day(published),
                      "rule": dirty("verb-object"), "confidence": 0.85}  # fmt: skip
            more = {}
            if kind == "contract":
                more = CLAIMS[len(claims)]
                claims.append(fact)
            if kind == "membership":
                member_facts.append(fact)
            row_kind = kind if source is None else "event"
            type_ = {"contract": "arms", "membership": "member"}.get(kind, kind)
            ends_ = [("source", source), ("target", target)] if source else PARTIES[kind]
            parties = [f"{role}={'alliance' if e in ALLIANCES else 'country'}:{e}" for role, e in ends_]
            facts.append({**shared, "kind": row_kind, "type": type_, "source": article, "origin": "article",
                          "parties": parties,
                          "quotes": [dirty(quote)], "starts": [start], "ends": [end], "item": None, "status": None,
                          "amount": None, "currency": None, "bound": None, "quantity": None, "unit": None,
                          "citation": None, **more})  # fmt: skip
            if source:
                kinds = [("alliance" if e in ALLIANCES else "country") for e in (source, target)]
                events.append({**shared, "event": digest("event", fact), "source": source, "source_kind": kinds[0],
                               "target": target, "target_kind": kinds[1], "type": kind, "subtype": None,
                               "reported_basis": "published", "article": article, "story": article[:8],
                               "outlet": dirty(outlet), "quote": dirty(quote), "start": start, "end": end})  # fmt: skip
    atlas = {"modality": "fact", "polarity": None, "speaker": None, "granularity": "year", "reported_at": None,
             "source": "atlas", "origin": "atlas", "quotes": [], "starts": [], "ends": [], "item": None,
             "status": None, "amount": None, "currency": None, "bound": None, "quantity": None, "unit": None,
             "rule": "", "confidence": 1.0}  # fmt: skip
    memberships = []
    for alliance, members in ALLIANCES.items():
        for country in members:
            prior = digest("prior", alliance, country)
            facts.append({**atlas, "fact": prior, "kind": "membership", "type": "member",
                          "valid_from": date(1952, 1, 1), "valid_to": None,
                          "parties": [f"member=country:{country}", f"body=alliance:{alliance}"],
                          "citation": dirty(f"Treaty register of the {alliance}, 1952")})  # fmt: skip
            told = member_facts if country == "BOR" else []
            memberships.append({"membership": digest("membership", alliance, country), "country": country,
                                "alliance": alliance, "alliance_kind": "alliance", "status": "member",
                                "valid_from": date(1952, 1, 1), "valid_to": None,
                                "obligations": ["defence", "consultation"], "facts": [*told, prior],
                                "origin": "both" if told else "atlas", "prior_facts": [prior]})  # fmt: skip
    _office(facts, articles[0]["article"], articles[0]["text"], dirty)
    rivalries = []
    register = (("ALD", "GOR", 1.0, None), ("CES", "GOR", 0.6, None), ("FEN", "GOR", 0.8, None),
                ("ALD", "DRA", 0.5, date(1990, 5, 1)))  # fmt: skip
    for a, b, level, ended in register:
        fact = digest("rivalry", a, b)
        facts.append({**atlas, "fact": fact, "kind": "rivalry", "type": "rivalry", "valid_from": date(1946, 1, 1),
                      "valid_to": ended, "parties": [f"a=country:{a}", f"b=country:{b}"],
                      "citation": dirty("Invented rivalry register, 2019 edition")})  # fmt: skip
        rivalries.append({"fact": fact, "a": a, "b": b, "valid_from": date(1946, 1, 1), "valid_to": ended,
                          "level": level})  # fmt: skip
    contract = {"contract": digest("contract", "skyshield"), "kind": "arms", "buyer": "BOR", "seller": "GOR",
                "buyer_kind": "country", "seller_kind": "country", "item": dirty("Skyshield"),
                "status": "in_delivery", "signed": date(2017, 11, 2), "value": 2.0e9, "currency": "USD",
                "quantity": 4.0, "unit": dirty("battery"), "contested": ["quantity", "value"], "facts": claims}  # fmt: skip
    entities = [
        {"entity": e, "kind": "country", "name": dirty(n), "cow": None, "gw": None}
        for e, n in COUNTRIES.items()
    ]
    entities += [
        {"entity": e, "kind": "alliance", "name": dirty(e), "cow": None, "gw": None} for e in ALLIANCES
    ]
    entities.append(
        {"entity": "person:ivo-karst", "kind": "person", "name": dirty("Ivo Karst"), "cow": None, "gw": None}
    )
    return Frames(
        *(pd.DataFrame(x) for x in (events, [contract], memberships, rivalries, facts, articles, entities))
    )


def make_tensions(frames, as_of, k=2.0):
    """Return tensions by the plain formula, so that prior and contributions sum to the value."""
    groups = {}
    for row in frames.events.to_dict("records"):
        if len(row["source"]) == len(row["target"]) == 3:
            groups.setdefault(tuple(sorted((row["source"], row["target"]))), []).append(row)
    found = []
    for (a, b), events in sorted(groups.items()):
        weighed = [
            (e["fact"], 0.5 ** ((as_of - e["valid_from"]).days / 240), GOLDSTEIN[e["type"]]) for e in events
        ]
        volume = sum(w for _, w, _ in weighed)
        parts = tuple(Contribution(f, -w * g / (volume + k) / 10) for f, w, g in weighed)
        value = sum(p.value for p in parts)
        hostility = sum(w * max(-g, 0) for _, w, g in weighed)
        cooperation = sum(w * max(g, 0) for _, w, g in weighed)
        found.append(DyadTension(
            a, b, value, value - 0.6 / (1 + volume), value + 0.45 / (1 + volume), len(events),
            volume**2 / sum(w * w for _, w, _ in weighed), k / (volume + k), volume, hostility, cooperation,
            2 * min(hostility, cooperation) / (hostility + cooperation), "ok", 0.0, value * 0.9, value * 1.1, 0,
            parts))  # fmt: skip
    return found


def make_invented(dirty=lambda text: text):
    frames, as_of = make_frames(dirty), date(2019, 7, 15)
    tensions = make_tensions(frames, as_of)
    member = {
        (r["country"], r["alliance"]): r["prior_facts"][0] for r in frames.memberships.to_dict("records")
    }
    alignments = []
    for t in tensions:
        shared = [x for x in ALLIANCES if (t.a, x) in member and (t.b, x) in member]
        priors = tuple(Contribution(member[c, x], 0.25) for x in shared for c in (t.a, t.b))
        parts = tuple(replace(c, value=-c.value / 2) for c in t.contributions)
        value = sum(p.value for p in (*parts, *priors))
        alignments.append(
            DyadAlignment(t.a, t.b, value, value - 0.2, value + 0.2, t.n, "ok", 0.0, parts, priors)
        )
    alignments.append(
        DyadAlignment("ALD", "HEL", float("nan"), float("nan"), float("nan"), 0, "no_overlap", 0.0, ())
    )
    contract = frames.contracts.to_dict("records")[0]
    rival = {(r["a"], r["b"]): r["fact"] for r in frames.rivalries.to_dict("records")}
    threats = [
        r["fact"] for r in frames.events.to_dict("records") if {r["source"], r["target"]} == {"ALD", "GOR"}
    ]
    terms = tuple(
        PressureTerm("GOR", ally, value, 1.0, 1.0, level, 1 / 3, tuple(frames.memberships.facts[1]),
                     tuple(threats) if ally == "ALD" else (), tuple(contract["facts"]),
                     (member[ally, "Northern Pact"], rival[ally, "GOR"]))
        for ally, value, level in (("ALD", 1 / 3, 1.0), ("CES", 0.2, 0.6))
    )  # fmt: skip
    pressures = [StatePressure("BOR", sum(t.value for t in terms), "ok", terms)]
    balance = Balance(as_of, 8, 16, 8, 2, 1, 4, 0, 6 / 7, "ok", (("ALD", "BOR", "GOR", 1),))
    return Invented(frames, tensions, alignments, pressures, balance, as_of)


@pytest.fixture(scope="session")
def invented():
    return make_invented()


@pytest.fixture(scope="session")
def invent():
    """Return the maker itself, for hostile texts."""
    return make_invented


@pytest.fixture(scope="session")
def chromium():
    """Start Chromium for the session; skip with the reason where there is none, unless it is required."""
    required = "chromium" in os.environ.get("DETENTE_REQUIRE", "").split(",")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        why = "needs a Chromium on the PATH and playwright"
        pytest.fail(why) if required else pytest.skip(why)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()
