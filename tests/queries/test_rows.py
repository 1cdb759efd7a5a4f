"""Every question of the library on a graph whose facts are known: the rows that must come, on every store."""

from datetime import date
from decimal import Decimal

import pytest

from detente.atlas.book import open_atlas
from detente.graph.model import Amount, Attribution, Interval, Quantity, Role, Span, make_fact
from detente.loaders.articles.extract import Extraction
from detente.loaders.articles.reading import Reading, make
from detente.loaders.load import load_extractions
from detente.queries.library import find, library, run

FIRST = (
    "Turkey signed for two S-400 systems of Russia. The United States condemned Turkey. Turkey rejected the charge. "
    "Rosoboronexport will build a plant in Turkey. Putin praised Turkey. The United States sanctioned Turkey."
)
SECOND = (
    "India signed for five S-400 regiments of Russia. Russia denied that it had attacked Georgia. Greece accused "
    "Turkey. Greece helped the United States. Turkey hosted talks with Russia. Turkey hosted talks with the United States."
)


def told(article, text, quote, kind, type_, *roles, day=None, **rest):
    start = text.index(quote)
    here = Span(start, start + len(quote), quote)
    made = tuple(Role(name, who, what, here) for name, who, what in roles)
    when = Interval(day, day) if day else None
    return make_fact(
        kind, type_, made, source=article.id, evidence=(here,), valid=when, extractor="hand", rule=f"hand.{kind}",
        reported_basis="published", **rest,
    )  # fmt: skip


def act(article, text, quote, source, type_, target, sign, day=None, **rest):
    roles = ("source", source, "country"), ("target", target, "country")
    return told(article, text, quote, "event", type_, *roles, day=day, polarity=sign, **rest)


@pytest.fixture(scope="module", params=["embedded", "neo4j_526", "neo4j_2026"])
def graph(request, tmp_path_factory):
    from detente.graph.store import open_store

    folder = tmp_path_factory.mktemp("rows")
    if request.param == "embedded":
        store = open_store(folder / "store", environ={})
    else:
        uri, user, password = request.getfixturevalue(request.param)
        store = open_store(uri, environ={"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password})
        store.write("UNWIND $rows AS row MATCH (n) DETACH DELETE n", [{"all": True}])
    with store:
        store.apply_schema()
        one, printed = make(FIRST, title="The first", date="2019-07-20", outlet="Bay Herald")
        two, reprinted = make(SECOND, title="The second", date="2019-08-01", outlet="Hill Post")
        reported, later = {"reported_at": date(2019, 7, 20)}, {"reported_at": date(2019, 8, 1)}
        putin = Attribution("Vladimir Putin", "RUS", None, "said")
        first = (
            told(one, FIRST, "Turkey signed for two S-400 systems of Russia", "contract", "arms",
                 ("buyer", "TUR", "country"), ("seller", "RUS", "country"), day=date(2017, 9, 12), item="S-400 systems",
                 status="signed", quantity=Quantity(Decimal(2), "system"), amount=Amount(Decimal("2e9"), "USD"), **reported),
            act(one, FIRST, "The United States condemned Turkey", "USA", "ACCUSE", "TUR", "-", date(2019, 7, 1), **reported),
            act(one, FIRST, "Turkey rejected the charge", "TUR", "REJECT", "USA", "-", date(2019, 7, 3), **reported),
            told(one, FIRST, "Rosoboronexport will build a plant in Turkey", "contract", "construction",
                 ("buyer", "TUR", "country"), ("seller", "org:rosoboronexport", "organization"), item="plant",
                 status="planned", modality="planned", **reported),
            act(one, FIRST, "Putin praised Turkey", "RUS", "SUPPORT", "TUR", "+", date(2019, 7, 2), attribution=putin,
                confidence=0.5, **reported),
            act(one, FIRST, "The United States sanctioned Turkey", "USA", "SANCTION", "TUR", "-", date(2019, 7, 17), **reported),
        )  # fmt: skip
        second = (
            told(two, SECOND, "India signed for five S-400 regiments of Russia", "contract", "arms",
                 ("buyer", "IND", "country"), ("seller", "RUS", "country"), day=date(2018, 10, 5), item="S-400 regiments",
                 status="signed", quantity=Quantity(Decimal(5), "regiment"), amount=Amount(Decimal("5.4e9"), "USD"), **later),
            act(two, SECOND, "Russia denied that it had attacked Georgia", "RUS", "ASSAULT", "GEO", "-", date(2019, 7, 30),
                modality="denied", **later),
            act(two, SECOND, "Greece accused Turkey", "GRC", "ACCUSE", "TUR", "-", date(2019, 7, 25), **later),
            act(two, SECOND, "Greece helped the United States", "GRC", "AID", "USA", "+", **later),
            act(two, SECOND, "Turkey hosted talks with Russia", "TUR", "CONSULT", "RUS", "+", date(2019, 7, 28), **later),
            act(two, SECOND, "Turkey hosted talks with the United States", "TUR", "CONSULT", "USA", "+", date(2019, 7, 29), **later),
        )  # fmt: skip
        reading = Reading(articles=(one, two), publications=(printed, reprinted), rejected=())
        found = [Extraction(one.id, (), (), first, (), 0), Extraction(two.id, (), (), second, (), 0)]
        load_extractions(store, reading, found, open_atlas())
        yield store


def rows(graph, name, columns, **given):
    frame = run(graph, find(name), given)
    return [tuple(row[c] for c in columns.split()) for row in frame.to_dict("records")]


EXPECTED = {
    "contracts_of": ("part partner item", {"state": "IND"}, [("buys", ["RUS"], "S-400 regiments")]),
    "largest_contracts": ("buyers value", {}, [(["IND"], 5.4e9), (["TUR"], 2e9)]),
    "suppliers_of": ("supplier contracts", {"state": "TUR"}, [("RUS", 1), ("org:rosoboronexport", 1)]),
    "customers_of": ("customer items", {"state": "RUS"}, [("IND", ["S-400 regiments"]), ("TUR", ["S-400 systems"])]),
    "contracts_for_item": ("buyer seller quantity unit", {"item": "s-400"}, [("IND", "RUS", 5.0, "regiment"), ("TUR", "RUS", 2.0, "system")]),
    "contracts_by_status": ("kind status contracts", {}, [("arms", "signed", 2), ("construction", "planned", 1)]),
    "acts_by_class": ("type events targets", {"state": "USA"}, [("ACCUSE", 1, ["TUR"]), ("SANCTION", 1, ["TUR"])]),
    "sanctions_on": ("source valid_from quote", {"state": "TUR"}, [("USA", date(2019, 7, 17), "The United States sanctioned Turkey")]),
    "partners_of": ("partner events classes", {"state": "USA"}, [("GRC", 1, ["AID"]), ("TUR", 1, ["CONSULT"])]),
    "who_says_what": ("speaker entity facts claimed", {}, [("Vladimir Putin", "RUS", 1, 0)]),
    "charge_and_reply": ("accuser accused reply replied_on charge", {}, [("USA", "TUR", "REJECT", date(2019, 7, 3), "The United States condemned Turkey")]),
    "contested_events": ("event", {}, []),
    "facts_of_article": ("start kind type", {"title": "second"}, [(0, "contract", "arms")]),
    "outlets": ("outlet articles facts", {}, [("Bay Herald", 1, 6), ("Hill Post", 1, 6)]),
    "one_source_only": ("item buyers facts", {}, [("S-400 regiments", ["IND"], 1), ("S-400 systems", ["TUR"], 1), ("plant", ["TUR"], 1)]),
    "known_by": ("known type", {"a": "TUR", "b": "RUS", "on": "2019-07-25"}, [(True, "arms"), (True, "SUPPORT"), (True, "rivalry"), (False, "CONSULT")]),
    "events_by_year": ("year hostile friendly pairs", {}, [(2019, 4, 3, 5)]),
    "between_days": ("valid_from source type", {"since": "2019-07-28", "until": "2019-07-31"}, [(date(2019, 7, 28), "TUR", "CONSULT"), (date(2019, 7, 29), "TUR", "CONSULT"), (date(2019, 7, 30), "RUS", "ASSAULT")]),
    "ahead": ("kind type modality", {"on": "2019-07-01"}, [("contract", "construction", "planned")]),
    "companies_of": ("organization contracts", {"state": "RUS"}, [("org:rosoboronexport", 1)]),
    "speakers_of": ("speaker facts verbs", {"state": "RUS"}, [("Vladimir Putin", 1, ["said"])]),
    "shared_enemies": ("a b common", {}, [("GRC", "USA", ["TUR"])]),
    "unbalanced_triads": ("middle friend other hostile_acts", {}, [("USA", "GRC", "TUR", 1)]),
    "path_between": ("steps chain", {"a": "GRC", "b": "TUR"}, [(2, ["GRC", "ACCUSE", "TUR"])]),
    "common_suppliers": ("a b suppliers", {}, [("IND", "TUR", ["RUS"])]),
    "low_confidence": ("confidence type", {}, [(0.5, "SUPPORT")]),
    "most_hostile": ("source target hostile", {"least": "2"}, [("USA", "TUR", 2)]),
    "not_done": ("type speaker", {"modality": "denied"}, [("ASSAULT", None)]),
    "contested_contracts": ("contract", {}, []),
    "people_of": ("person", {"of": "TUR"}, []),
}  # fmt: skip


KNOWN = {"known_by": "2019-07-25"}  # the first article was out, the second was not
DATED = {
    "contracts_of": [
        ("part item", {"state": "RUS", **KNOWN}, [("sells", "S-400 systems")]),
        ("part item", {"state": "RUS", "as_of": "2018-01-01"}, [("sells", "S-400 systems")]),
        ("part item", {"state": "RUS", "as_of": "2018-12-31", "known_by": "2019-07-01"}, []),
    ],
    "contracts_by_status": [
        ("kind status contracts", KNOWN, [("arms", "signed", 1), ("construction", "planned", 1)]),
        # a plan without a day of its own counts from when it was told
        ("kind status contracts", {"as_of": "2019-07-19"}, [("arms", "signed", 2)]),
    ],
    "largest_contracts": [("buyers", {"as_of": "2018-10-04"}, [(["TUR"],)])],
    "contracts_for_item": [("buyer", {"item": "s-400", **KNOWN}, [("TUR",)])],
    "suppliers_of": [("supplier", {"state": "TUR", "as_of": "2019-07-19"}, [("RUS",)])],
    "customers_of": [("customer", {"state": "RUS", **KNOWN}, [("TUR",)])],
    "contract_story": [("part fact", {"known_by": "2019-07-19"}, [])],
    "common_suppliers": [("a b", KNOWN, []), ("a b", {"as_of": "2018-10-05"}, [("IND", "TUR")])],
    "companies_of": [("organization contracts", {"state": "RUS", "as_of": "2019-07-19"}, [("org:rosoboronexport", 0)])],
    "acts_by_class": [("type", {"state": "USA", "as_of": "2019-07-16"}, [("ACCUSE",)])],
    "events_between": [
        ("type", {"a": "TUR", "b": "USA", **KNOWN}, [("ACCUSE",), ("REJECT",), ("SANCTION",)]),
        ("type", {"a": "TUR", "b": "USA", "as_of": "2019-07-03"}, [("ACCUSE",), ("REJECT",)]),
        ("type", {"a": "TUR", "b": "USA", "as_of": "2019-07-03", "known_by": "2019-07-19"}, []),
    ],
    "sanctions_on": [("source", {"as_of": "2019-07-16"}, []), ("source", {"as_of": "2019-07-17"}, [("USA",)])],
    "partners_of": [("partner classes", {"state": "USA", "as_of": "2019-07-31"}, [("TUR", ["CONSULT"])]), ("partner", {"state": "USA", **KNOWN}, [])],
    "most_hostile": [("source target hostile", {"least": "1", **KNOWN}, [("USA", "TUR", 2), ("TUR", "USA", 1)])],
    "people_of": [("person", {"of": "RUS", "known_by": "1900-01-01"}, [])],
    "charge_and_reply": [("reply", KNOWN, [("REJECT",)]), ("reply", {"as_of": "2019-07-02"}, [])],
    "who_says_what": [("speaker", {"known_by": "2019-07-19"}, []), ("speaker", {"as_of": "2019-07-02"}, [("Vladimir Putin",)])],
    "not_done": [("type", {"modality": "denied", **KNOWN}, []), ("type", {"modality": "denied", "as_of": "2019-07-30"}, [("ASSAULT",)])],
    "contested_contracts": [("contract", KNOWN, [])],
    "contested_events": [("event", KNOWN, [])],
    "speakers_of": [("speaker", {"state": "RUS", "known_by": "2019-07-19"}, [])],
    "facts_of_article": [("type", {"title": "second", **KNOWN}, []), ("type", {"title": "second", "as_of": "2018-10-05"}, [("arms",)])],
    "outlets": [("outlet articles facts", KNOWN, [("Bay Herald", 1, 6)])],
    "one_source_only": [("item", KNOWN, [("S-400 systems",), ("plant",)])],
    "low_confidence": [("type", {"known_by": "2019-07-19"}, []), ("type", {"as_of": "2019-07-02"}, [("SUPPORT",)])],
    "events_by_year": [("year hostile friendly pairs", KNOWN, [(2019, 3, 1, 3)])],
    "between_days": [("type", {"since": "2019-07-28", "until": "2019-07-31", "as_of": "2019-07-29"}, [("CONSULT",), ("CONSULT",)])],
    "ahead": [("type", {"on": "2019-07-01", "known_by": "2019-07-19"}, []), ("type", {"as_of": "2019-07-21"}, [])],
    "known_by": [("known type", {"a": "TUR", "b": "RUS", "on": "2019-07-25", **KNOWN}, [(True, "arms"), (True, "SUPPORT"), (True, "rivalry")])],
    "shared_enemies": [("a b", KNOWN, [])],
    "unbalanced_triads": [("middle", {"as_of": "2019-07-31"}, [])],
    "brokers": [("broker", {"known_by": "2019-07-31"}, [])],
    "supplier_against_ally": [
        ("buyer", {"known_by": "2019-07-19"}, []),
        # the rivalry lasted in 1985, the contract was not signed yet
        ("buyer", {"as_of": "1985-01-01"}, []),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(DATED))
def test_dates_bound_the_rows(graph, name):
    for columns, given, wanted in DATED[name]:
        assert rows(graph, name, columns, **given) == wanted, given


def test_a_far_day_leaves_nothing_out(graph):
    for query in (q for q in library().values() if q.dated):
        given = {"id": "none"} if query.name == "sentences_of" else {}
        days = ({}, {"known_by": "2100-01-01"})
        plain, far = (graph.read(query.text, **query.bind({**given, **day})) for day in days)
        assert far == plain, query.name


def test_what_the_atlas_tells_was_always_at_hand_and_holds_while_it_lasts(graph):
    early = {"known_by": "1900-01-01"}
    assert ("TUR", "member") in rows(
        graph, "members_of", "country status", body="NATO", on="2019-07-20", **early
    )
    then = rows(graph, "members_of", "country", body="NATO", as_of="1951-01-01")
    assert ("USA",) in then and ("TUR",) not in then  # as_of in place of `on`
    assert ("NATO",) in rows(
        graph, "bodies_of", "body", state="TUR", on="1900-01-01", as_of="2019-07-20", **early
    )
    assert ("NATO",) not in rows(graph, "obligations_of", "body", state="TUR", as_of="1951-01-01", **early)
    assert ("NATO",) in rows(graph, "obligations_of", "body", state="TUR", as_of="1952-12-31", **early)
    assert ("NATO",) in rows(graph, "shared_bodies", "body", as_of="1952-12-31", **early)
    assert ("NATO",) not in rows(graph, "shared_bodies", "body", as_of="1951-01-01")
    joined = rows(
        graph, "joined_and_left", "country body", since="1949-01-01", until="1952-12-31", as_of="1950-01-01"
    )
    assert ("USA", "NATO") in joined and ("TUR", "NATO") not in joined
    assert ("TUR", "RUS", "USA") in rows(graph, "brokers", "broker a b", known_by="2019-08-01")


def test_what_stands_behind_a_fact_can_be_bounded_too(graph):
    (act,) = rows(graph, "sanctions_on", "event quote")
    assert rows(graph, "sentences_of", "quote", id=act[0]) == [(act[1],)]
    assert rows(graph, "sentences_of", "quote", id=act[0], known_by="2019-07-19") == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_rows_that_must_come(graph, name):
    columns, given, wanted = EXPECTED[name]
    found = rows(graph, name, columns, **given)
    if name == "facts_of_article":
        found = found[:1]
    assert found == wanted


def test_questions_about_the_atlas_facts(graph):
    members = rows(graph, "members_of", "country status", body="NATO", on="2019-07-20")
    assert {("TUR", "member"), ("USA", "member"), ("GRC", "member")} <= set(members) and (
        "RUS",
        "member",
    ) not in members
    assert ("NATO", "member") in rows(graph, "bodies_of", "body status", state="TUR", on="2019-07-20")
    joined = rows(graph, "joined_and_left", "what country body", since="1952-01-01", until="1952-12-31")
    assert ("joined", "GRC", "NATO") in joined and ("joined", "TUR", "NATO") in joined
    brokers = rows(graph, "brokers", "broker a b")
    assert ("TUR", "RUS", "USA") in brokers
    ((atlas, facts),) = rows(graph, "datasets", "dataset facts")
    assert atlas == "atlas" and facts > 100


def test_questions_about_the_graph_itself(graph):
    nodes = dict(rows(graph, "overview", "label nodes"))
    assert nodes["Article"] == 2 and nodes["Contract"] == 3 and nodes["Event"] == 9
    assert ("event", "hand.event", 9) in rows(graph, "rules_at_work", "kind rule facts")
    assert {("event", "published", 1), ("contract", "published", 1)} <= set(
        rows(graph, "undated", "kind basis facts")
    )


def test_every_theme_of_the_library_has_its_questions():
    themes = {q.theme for q in library().values()}
    assert themes >= {
        "contracts",
        "alliances",
        "relations",
        "claims",
        "provenance",
        "time",
        "people",
        "network",
        "quality",
    }
    assert len(library()) >= 40
