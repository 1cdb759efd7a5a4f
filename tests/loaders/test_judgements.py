"""Judgements: what they change, that they can be taken back, and that no order of loading or judging counts."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from detente.atlas.book import open_atlas
from detente.graph.canonical import graph_hash
from detente.graph.errors import UsageError
from detente.graph.model import Amount, Interval, Role, Span, make_fact
from detente.loaders.articles.extract import Extraction
from detente.loaders.articles.reading import Reading, make
from detente.loaders.judging import judge, undo
from detente.loaders.load import load_extractions
from detente.loaders.rulings import read_judgements
from detente.queries.snapshot import read

ATLAS = open_atlas()
NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)
FERRIES, CRANES, ANGRY, PRAISE, DENIED, MINISTER = (
    "Norway ordered four ferries from Iceland.", "Norway ordered two cranes from Iceland.",
    "Iceland condemned Norway.", "Norway praised Iceland.", "Iceland never praised Norway.", "Ada Berg leads Norway.",
)  # fmt: skip
TEXTS = {
    "one": (f"{FERRIES} {ANGRY} {MINISTER}", "2019-05-05"),
    "two": (f"{FERRIES} {CRANES} Indeed.", "2019-05-07"),
    "three": (f"{ANGRY} {PRAISE} {DENIED} Indeed.", "2019-06-01"),
}


def facts_in(article, text, day):
    told = {
        "source": article.id,
        "reported_at": date.fromisoformat(day),
        "reported_basis": "published",
        "rule": "t",
    }
    found = []
    for words, kind, type_, sides, rest in (
        (FERRIES, "contract", "trade", ("buyer=NOR", "seller=ISL"), {"item": "ferries", "status": "signed", "amount": Amount(Decimal("1e6"), "EUR")}),
        (CRANES, "contract", "trade", ("buyer=NOR", "seller=ISL"), {"item": "cranes", "status": "announced"}),
        (ANGRY, "event", "ACCUSE", ("source=ISL", "target=NOR"), {"polarity": "-", "valid": Interval(date(2019, 5, 1), date(2019, 5, 1)), "confidence": 0.6}),
        (PRAISE, "event", "SUPPORT", ("source=NOR", "target=ISL"), {"polarity": "+", "valid": Interval(date(2019, 5, 20), date(2019, 5, 20))}),
        (DENIED, "event", "SUPPORT", ("source=ISL", "target=NOR"), {"polarity": "+", "modality": "denied", "valid": Interval(date(2019, 5, 20), date(2019, 5, 20))}),
    ):  # fmt: skip
        if words in text:
            at = text.index(words)
            here = Span(at, at + len(words), words)
            roles = tuple(Role(*side.split("="), "country", here) for side in sides)
            found.append(make_fact(kind, type_, roles, evidence=(here,), **told, **rest))
    if MINISTER in text:
        at = text.index(MINISTER)
        here = Span(at, at + len(MINISTER), MINISTER)
        roles = (
            Role("holder", "person:ada-berg", "person", Span(at, at + 8, "Ada Berg")),
            Role("employer", "NOR", "country", here),
        )
        found.append(make_fact("office", "leader", roles, evidence=(here,), **told))
    return found


def load(store, *names):
    store.apply_schema()
    made = [(*make(TEXTS[n][0], title=n, date=TEXTS[n][1]), *TEXTS[n]) for n in names]
    reading = Reading(tuple(a for a, *_ in made), tuple(p for _, p, *_ in made), ())
    told = [Extraction(a.id, (), (), tuple(facts_in(a, text, day)), (), 0) for a, _, text, day in made]
    load_extractions(store, reading, told, ATLAS)


def fact(store, words, article="one"):
    (row,) = store.read(
        "MATCH (f:Fact)-[:STATED_IN]->(a:Article {title: $title}) WHERE f.quotes[0] = $words RETURN f.id AS id",
        title=article, words=words,
    )  # fmt: skip
    return row["id"]


def behind(store, id):
    (row,) = store.read("MATCH (f:Fact {id: $id})-[:SUPPORTS|DISPUTES]->(t) RETURN t.id AS id", id=id)
    return row["id"]


def say(store, action, *ids, after=0, **more):
    return judge(
        store, ATLAS, action, ids, reason="read it again", author="ana",
        decided_at=NOON + timedelta(minutes=after), **more,
    )  # fmt: skip


def bare(store):
    """The hash of the graph without its judgements and without the manifests of loads."""
    store.write("UNWIND $rows AS row MATCH (j) WHERE j:Judgement OR j:Load DETACH DELETE j", [{}])
    return graph_hash(store)


def content(store):
    store.write("UNWIND $rows AS row MATCH (j:Load) DETACH DELETE j", [{}])
    return graph_hash(store)


def sources(store, contract):
    return {
        r["id"]
        for r in store.read("MATCH (f)-[:SUPPORTS]->(:Contract {id: $id}) RETURN f.id AS id", id=contract)
    }


def make_all(store):
    """Every kind of judgement that needs only the first two articles, keyed by action."""
    ferries, cranes = fact(store, FERRIES), fact(store, CRANES, "two")
    return {
        "reject": ((ferries,), {}),
        "confirm": ((fact(store, ANGRY),), {}),
        "correct": ((ferries,), {"role": "seller", "to": "FJI"}),
        "retract": ((store.read("MATCH (a:Article {title: 'two'}) RETURN a.sha256 AS id")[0]["id"],), {}),
        "merge": ((behind(store, ferries), behind(store, cranes)), {}),
        "split": ((behind(store, ferries), ferries), {}),
    }


ACTIONS = ("reject", "confirm", "correct", "retract", "merge", "split")


@pytest.mark.parametrize("action", ACTIONS)
def test_what_is_taken_back_leaves_the_graph_as_it_was(embedded_store, action):
    load(embedded_store, "one", "two", "three")
    want = content(embedded_store)
    ids, more = make_all(embedded_store)[action]
    made = say(embedded_store, action, *ids, **more)
    changed = content(embedded_store)
    assert changed != want
    undone = undo(embedded_store, ATLAS, made.id, author="bob", undone_at=NOON + timedelta(days=1))
    assert (undone.undone_by, undone.undone_at) == ("bob", "2020-01-02T12:00:00+00:00")
    assert read_judgements(embedded_store) == [undone]
    assert bare(embedded_store) == want


@pytest.mark.parametrize("action", ACTIONS)
def test_judging_before_or_after_a_load_gives_the_same_graph(embedded_store, action):
    load(embedded_store, "one", "two")
    ids, more = make_all(embedded_store)[action]
    say(embedded_store, action, *ids, **more)
    load(embedded_store, "three")
    load(embedded_store, "one", "two")
    want = content(embedded_store)
    embedded_store.write("UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n", [{}])
    load(embedded_store, "three", "two", "one")
    say(embedded_store, action, *ids, **more)
    assert content(embedded_store) == want


def test_a_rejected_fact_supports_nothing_and_counts_in_no_score(embedded_store):
    load(embedded_store, "one", "two", "three")
    angry, ferries = fact(embedded_store, ANGRY), fact(embedded_store, FERRIES)
    contract = behind(embedded_store, ferries)
    say(embedded_store, "reject", angry, ferries)
    assert sources(embedded_store, contract) == {fact(embedded_store, FERRIES, "two")}
    snapshot = read(embedded_store)
    assert angry not in set(snapshot.events["fact"]) and fact(embedded_store, ANGRY, "three") in set(
        snapshot.events["fact"]
    )
    struck = snapshot.facts[snapshot.facts["judged"] == "rejected"]
    assert set(struck["fact"]) == {angry, ferries}
    assert set(struck["note"]) == {"rejected by ana on 2020-01-01: read it again"}
    assert embedded_store.read("MATCH (:Judgement)-[:JUDGES]->(f:Fact) RETURN count(f) AS n") == [{"n": 2}]


def test_the_later_of_two_judgements_holds(embedded_store):
    load(embedded_store, "one")
    angry = fact(embedded_store, ANGRY)
    say(embedded_store, "confirm", angry, after=5)
    say(embedded_store, "reject", angry)
    snapshot = read(embedded_store)
    (row,) = snapshot.events.to_dict("records")
    assert (row["confidence"], row["modality"]) == (1.0, "fact")
    say(embedded_store, "reject", angry, after=9)
    assert read(embedded_store).events.empty


def test_a_corrected_party_moves_the_fact_and_what_it_merges_with(embedded_store):
    load(embedded_store, "one", "two")
    mine, other = fact(embedded_store, FERRIES), fact(embedded_store, FERRIES, "two")
    old = behind(embedded_store, mine)
    say(embedded_store, "correct", mine, role="seller", to="dnk")
    new = behind(embedded_store, mine)
    assert new != old and sources(embedded_store, old) == {other}
    assert embedded_store.read("MATCH (s)-[:SELLS]->(:Contract {id: $id}) RETURN s.iso3 AS s", id=new) == [
        {"s": "DNK"}
    ]
    contracts = {r["contract"]: r["seller"] for r in read(embedded_store).contracts.to_dict("records")}
    assert (contracts[new], contracts[old]) == ("DNK", "ISL")
    say(embedded_store, "correct", other, after=1, role="seller", to="DNK")
    assert behind(embedded_store, other) == new
    notes = {r["fact"]: r for r in read(embedded_store).facts.to_dict("records") if r["judged"]}
    assert notes[mine]["parties"] == ["buyer=country:NOR", "seller=country:DNK"]
    assert "seller is DNK" in notes[mine]["note"]


def test_merged_contracts_stay_one_and_split_facts_stay_apart(embedded_store):
    load(embedded_store, "one")
    ferries = fact(embedded_store, FERRIES)
    load(embedded_store, "two")
    again, cranes = fact(embedded_store, FERRIES, "two"), fact(embedded_store, CRANES, "two")
    say(embedded_store, "merge", behind(embedded_store, ferries), behind(embedded_store, cranes))
    one = behind(embedded_store, ferries)
    assert sources(embedded_store, one) == {ferries, again, cranes}
    (row,) = embedded_store.read(
        "MATCH (j:Judgement)-[:JUDGES]->(k:Contract) RETURN k.id AS id, k.rules AS rules"
    )
    assert row["id"] == one and "contract.judged_one" in row["rules"]
    say(embedded_store, "split", one, ferries, after=1)
    assert sources(embedded_store, behind(embedded_store, ferries)) == {ferries}
    assert behind(embedded_store, again) == behind(embedded_store, cranes) == one
    load(embedded_store, "three", "two", "one")
    assert sources(embedded_store, one) == {again, cranes}


def test_deals_with_different_sellers_can_be_one(embedded_store):
    load(embedded_store, "one", "two")
    mine, other = fact(embedded_store, FERRIES), fact(embedded_store, FERRIES, "two")
    moved = say(embedded_store, "correct", mine, role="seller", to="DNK")
    want = content(embedded_store)
    both = say(embedded_store, "merge", behind(embedded_store, mine), behind(embedded_store, other), after=1)
    one = behind(embedded_store, mine)
    assert sources(embedded_store, one) == {mine, other}
    sellers = embedded_store.read(
        "MATCH (s)-[:SELLS]->(:Contract {id: $id}) RETURN s.iso3 AS s ORDER BY s", id=one
    )
    assert [r["s"] for r in sellers] == ["DNK", "ISL"]
    load(embedded_store, "two")
    assert sources(embedded_store, one) == {mine, other}
    undo(embedded_store, ATLAS, both.id, author="ana", undone_at=NOON)
    embedded_store.write(
        "UNWIND $rows AS row MATCH (j:Judgement {id: row.id}) DETACH DELETE j", [{"id": both.id}]
    )
    assert content(embedded_store) == want
    assert moved.becomes == "country:DNK"


def test_events_can_be_merged_and_split(embedded_store):
    load(embedded_store, "one", "three")
    angry, late = fact(embedded_store, ANGRY), fact(embedded_store, ANGRY, "three")
    event = behind(embedded_store, angry)
    assert behind(embedded_store, late) == event
    say(embedded_store, "split", event, late)
    assert behind(embedded_store, late) != event
    assert set(read(embedded_store).events["event"]) >= {event, behind(embedded_store, late)}
    say(embedded_store, "merge", event, behind(embedded_store, late), after=1)
    assert behind(embedded_store, late) == behind(embedded_store, angry)


def test_a_retracted_article_tells_nothing_and_its_offices_are_gone(embedded_store):
    load(embedded_store, "one", "three")
    (article,) = embedded_store.read("MATCH (a:Article {title: 'one'}) RETURN a.sha256 AS id")
    held = "MATCH (:Person)-[r:HOLDS_OFFICE]->(:Country {iso3: 'NOR'}) WHERE r.role = 'leader' RETURN count(r) AS n"
    assert embedded_store.read(held) == [{"n": 1}]
    made = say(embedded_store, "retract", article["id"])
    load(embedded_store, "one")
    assert embedded_store.read(held) == [{"n": 0}]
    snapshot = read(embedded_store)
    assert article["id"] not in set(snapshot.events["article"]) and snapshot.contracts.empty
    assert set(snapshot.facts[snapshot.facts["judged"] == "retracted"]["source"]) == {article["id"]}
    undo(embedded_store, ATLAS, made.id, author="ana", undone_at=NOON)
    assert embedded_store.read(held) == [{"n": 1}] and not read(embedded_store).contracts.empty


def test_what_cannot_be_judged_is_said_clearly(embedded_store):
    load(embedded_store, "one", "two")
    mine, contract = fact(embedded_store, FERRIES), behind(embedded_store, fact(embedded_store, FERRIES))
    event = behind(embedded_store, fact(embedded_store, ANGRY))
    for message, action, ids, more in (
        ("nothing in the graph has the id 'nope'", "reject", ["nope"], {}),
        ("is a contract, and this takes facts", "confirm", [contract], {}),
        ("is a fact, and retract takes articles", "retract", [mine], {}),
        ("two or more", "merge", [contract], {}),
        ("of one kind", "merge", [contract, event], {}),
        ("would have no fact left", "split", [event, fact(embedded_store, ANGRY)], {}),
        ("is not behind", "split", [contract, fact(embedded_store, ANGRY)], {}),
        ("--role target --to USA", "correct", [mine], {}),
        ("has no 'target'", "correct", [mine], {"role": "target", "to": "USA"}),
        ("no country, body", "correct", [mine], {"role": "seller", "to": "Atlantis"}),
        ("already", "correct", [mine], {"role": "seller", "to": "ISL"}),
        ("on both sides", "correct", [mine], {"role": "seller", "to": "NOR"}),
    ):
        with pytest.raises(UsageError, match=message):
            say(embedded_store, action, *ids, **more)
    with pytest.raises(UsageError, match="needs a reason"):
        judge(embedded_store, ATLAS, "reject", [mine], reason=" ", author="ana", decided_at=NOON)
    with pytest.raises(UsageError, match="no judgement"):
        undo(embedded_store, ATLAS, "nope", author="ana", undone_at=NOON)
    made = say(embedded_store, "reject", mine)
    undo(embedded_store, ATLAS, made.id, author="ana", undone_at=NOON)
    with pytest.raises(UsageError, match="was undone"):
        undo(embedded_store, ATLAS, made.id, author="ana", undone_at=NOON)


@pytest.mark.parametrize("server", ["neo4j_526", "neo4j_2026"])
def test_a_server_gives_the_same_graph_as_the_embedded_store(embedded_store, server, request):
    from detente.graph.store import open_store

    uri, user, password = request.getfixturevalue(server)
    hashes = []
    with open_store(uri, environ={"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password}) as other:
        for store in (embedded_store, other):
            store.write(
                "UNWIND $rows AS row MATCH (n) DETACH DELETE n", [{}]
            )  # with the mark that other tests left
            load(store, "one", "two", "three")
            ferries, cranes, angry = fact(store, FERRIES), fact(store, CRANES, "two"), fact(store, ANGRY)
            made = [say(store, "correct", ferries, role="seller", to="FJI")]
            made.append(say(store, "merge", behind(store, ferries), behind(store, cranes), after=1))
            made.append(say(store, "split", behind(store, angry), angry, after=2))
            made.append(say(store, "reject", fact(store, PRAISE, "three"), after=3))
            told = [content(store)]
            for one in made:
                undo(store, ATLAS, one.id, author="bob", undone_at=NOON)
                told.append(content(store))
            hashes.append(told)
    assert hashes[0] == hashes[1]
