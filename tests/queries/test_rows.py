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
