"""Articles and data sets in one graph: a register's row and the news of it are one deal, with what was done over it."""

import json
from datetime import date

import pytest

from detente.app.explain import explanation
from detente.app.pipeline import load_articles, read_snapshot
from detente.app.story import contract_parts
from detente.atlas.book import open_atlas
from detente.graph.canonical import graph_hash
from detente.graph.model import Span, make_fact
from detente.loaders.dataset import load_dataset
from detente.loaders.items import named_items
from detente.loaders.over import named
from detente.queries.library import find

ATLAS = open_atlas()
CLEAN = [("UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n", [{}])]
ARTICLES = (
    (
        "2018-04-04",
        "Turkey signed a contract with Russia for four S-400 battalions worth more than $2 billion in January 2018.\n\n"
        "Russia wants to begin the deliveries early.",
    ),
    (
        "2020-12-15",
        "The United States imposed sanctions on Turkey over its purchase of the Russian S-400 on December 14.\n\n"
        "The United States criticised Norway for its purchase of ferries.",
    ),
)
REGISTER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
    "Turkiye,Russia,2017,,2,?,S-400 Triumf,SAM system,2,?,2019,New,,9,18,18\n"
    "Turkiye,Russia,2017,,90,?,48N6,SAM,90,?,2019,New,For S-400 SAM systems,1,90,90\n"
    "India,Russia,2018,,10,,S-400 Triumf,SAM system,6,?,2021; 2022,New,INR390 b ($5.4 b) deal,9,90,54\n"
)


def articles(folder):
    paths = []
    for number, (day, text) in enumerate(ARTICLES):
        path = folder / f"{number}.jsonl"
        path.write_text(json.dumps({"text": text, "date": day}))
        paths.append(path)
    return paths


@pytest.fixture
def world(tmp_path, embedded_store):
    """The graph after the articles and then the register, whose hash is that of the other orders."""
    embedded_store.apply_schema(adopt=True)
    register = tmp_path / "trade-register.csv"
    register.write_text(REGISTER)
    first, second = articles(tmp_path)
    steps = {
        "one": lambda: load_articles(embedded_store, [first]),
        "two": lambda: load_articles(embedded_store, [second]),
        "register": lambda: load_dataset(embedded_store, "sipri_trade_register", [register], ATLAS),
    }
    hashes = []
    for order in (("register", "two", "one"), ("two", "register", "one"), ("one", "two", "register")):
        embedded_store.write_many(CLEAN)
        for step in order:
            steps[step]()
        embedded_store.write_many([("UNWIND $rows AS row MATCH (l:Load) DETACH DELETE l", [{}])])
        hashes.append(graph_hash(embedded_store))
    assert len(set(hashes)) == 1
    return embedded_store


def test_one_deal_with_its_disagreements_and_the_sanctions_over_it(world):
    query = find("contract_story")
    rows = world.read(query.text, **query.bind({}))
    (contract,) = {row["contract"] for row in rows}
    claims = [row for row in rows if row["part"] == "claim"]
    assert {(row["quantity"], row["unit"]) for row in claims if row["quantity"]} == {
        (2.0, "SAM system"),
        (4.0, "battalion"),
    }
    assert {row["day"].year for row in claims} >= {2017, 2018}
    assert {row["amount"] for row in claims} == {None, 2e9}
    assert set(claims[0]["contested"]) == {"quantity", "signed"}
    acts = {(row["who"], row["says"], row["rules"][0]) for row in rows if row["part"] == "act"}
    assert ("USA > TUR", "SANCTION", "over.quote") in acts
    assert ("RUS > TUR", "COOPERATE: arms delivery", "over.delivery") in acts
    assert not any("NOR" in who for who, _, _ in acts)

    told = explanation(read_snapshot(world), contract)
    assert told["kind"] == "contract"
    titles = [part["title"] for part in contract_parts(world, contract)]
    assert titles[0] == "The sources disagree on: quantity, signed"
    assert [t.split(" ")[0] for t in titles[1:]] == ["Why", "What"]
    assert contract_parts(world, "no such id") == []

    others = world.read(
        "MATCH (b:Country)-[:BUYS]->(k:Contract)<-[:SELLS]-(:Country {iso3: 'RUS'}) WHERE k.id <> $id "
        "RETURN b.iso3 AS buyer, k.item AS item ORDER BY buyer",
        id=contract,
    )
    assert [(r["buyer"], r["item"]) for r in others] == [("IND", "S-400 Triumf"), ("TUR", "48N6")]


def deal(contract, buyer, signed=None, sellers=("RUS",), item="item:x"):
    return {"contract": contract, "buyer": buyer, "sellers": list(sellers), "signed": signed, "item": item}


def act(event, source, target, at=None, via="quote", item="item:x"):
    return {
        "event": event,
        "fact": f"f-{event}-{via}",
        "pair": f"{source} > {target}",
        "item": item,
        "via": via,
        "at": at,
    }


def test_acts_are_over_the_latest_deal_of_their_target():
    deals = [deal("old", "TUR", date(2010, 1, 1)), deal("new", "TUR", date(2017, 1, 1)), deal("other", "IND")]
    acts = [
        act("e1", "USA", "TUR", date(2020, 1, 1)), act("e2", "USA", "TUR", date(2012, 1, 1)),
        act("e3", "USA", "TUR", date(2000, 1, 1)), act("e4", "USA", "TUR"), act("e5", "TUR", "RUS", date(2020, 1, 1)),
        act("e6", "RUS", "USA", date(2020, 1, 1)), act("e7", "USA", "IND", item="item:y"),
    ]  # fmt: skip
    assert {(event, contract) for event, contract, _ in named(deals, acts)} == {
        ("e1", "new"), ("e2", "old"), ("e3", "old"), ("e4", "new"), ("e5", "new"),
    }  # fmt: skip


def test_a_quote_says_more_than_a_paragraph():
    acts = [
        act("e", "USA", "TUR", via="paragraph"),
        act("e", "USA", "TUR"),
        act("p", "USA", "TUR", via="paragraph"),
    ]
    links = named([deal("k", "TUR")], acts)
    assert links == {("e", "k", "over.quote"): {"f-e-quote"}, ("p", "k", "over.paragraph"): {"f-p-paragraph"}}


REFERS = """Turkey receives S-400 systems from Russia.

The talks were long.

The Pentagon said that the deal would raise questions. Athens disagreed.

Norway thanked Iceland for the deal."""


def test_the_deal_is_the_thing_named_last_before_it():
    def told(words):
        at = REFERS.index(words)
        return make_fact("event", "ACCUSE", (), source="s", evidence=(Span(at, at + len(words), words),))

    def seen(words):
        return [(one.item, one.via, one.mention.quote) for one in named_items(told(words), REFERS)]

    assert seen("The Pentagon said that the deal would raise questions") == [
        ("item:s-400", "reference", "S-400")
    ]
    assert seen("Turkey receives S-400 systems") == [("item:s-400", "quote", "S-400")]
    assert seen("receives") == [("item:s-400", "paragraph", "S-400")]
    assert seen("Athens disagreed") == []
    assert seen("Norway thanked Iceland for the deal") == []  # too far
