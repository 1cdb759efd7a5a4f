"""Loading: checked, merged, idempotent, independent of order, resumable."""

from datetime import date
from decimal import Decimal

import pytest

from detente.atlas.book import open_atlas
from detente.graph.canonical import graph_hash
from detente.graph.model import Amount, Interval, Quantity, Role, Span, make_fact
from detente.loaders.articles.extract import Extraction
from detente.loaders.articles.reading import Reading, make
from detente.loaders.load import load_extractions

ATLAS = open_atlas()
TEXTS = {
    "one": ("Norway ordered four ferries from Iceland. Norway thanked Iceland.", "2019-05-05"),
    "two": ("Norway ordered six ferries from Iceland, an aide said.", "2019-05-07"),
    "three": ("Iceland met Norway on Monday. Norway met Iceland.", "2019-06-01"),
}


def told(name):
    text, day = TEXTS[name]
    article, printing = make(text, title=name, date=day)
    base = {
        "source": article.id,
        "reported_at": date.fromisoformat(day),
        "reported_basis": "published",
        "extractor": "test",
        "rule": "t",
    }
    whole = Span(0, text.index(".") + 1, text[: text.index(".") + 1])

    def role(part, code, words):
        at = text.index(words)
        return Role(part, code, "country", Span(at, at + len(words), words))

    if name == "three":
        sides = [("NOR", "ISL", "Norway", "Iceland"), ("ISL", "NOR", "Iceland", "Norway")]
        facts = [
            make_fact("event", "CONSULT", (role("source", a, x), role("target", b, y)), evidence=(whole,), polarity="+",
                      valid=Interval(date(2019, 5, 27), date(2019, 5, 27)), **base)
            for a, b, x, y in sides
        ]  # fmt: skip
    else:
        number = Decimal(4 if name == "one" else 6)
        facts = [
            make_fact(
                "contract", "trade", (role("buyer", "NOR", "Norway"), role("seller", "ISL", "Iceland")), evidence=(whole,),
                item="ferries", status="signed", quantity=Quantity(number, "ferry"), amount=Amount(Decimal("1e6"), "EUR"), **base,
            )
        ]  # fmt: skip
    return article, printing, Extraction(article.id, ("NOR", "ISL"), (), tuple(facts))


def load(store, *names, facts=None):
    found = [told(name) for name in names]
    reading = Reading(tuple(a for a, _, _ in found), tuple(p for _, p, _ in found), ())
    extractions = [e for _, _, e in found]
    if facts:
        extractions = [Extraction(e.article_id, e.states, (), tuple(facts(e.facts))) for e in extractions]
    return load_extractions(store, reading, extractions, ATLAS)


def contracts(store):
    rows = store.read(
        "MATCH (k:Contract)<-[:SUPPORTS]-(f) RETURN k.item AS item, k.contested AS contested, count(f) AS n"
    )
    return {(r["item"], tuple(r["contested"]), r["n"]) for r in rows}


def test_articles_that_disagree_support_one_contested_contract(embedded_store):
    load(embedded_store, "one")
    assert contracts(embedded_store) == {("ferries", (), 1)}
    manifest = load(embedded_store, "two")
    assert contracts(embedded_store) == {("ferries", ("quantity",), 2)}
    assert (manifest.created, manifest.updated) == (1, 1)


def test_parties_stand_on_role_edges(embedded_store):
    load(embedded_store, "one", "three")
    rows = embedded_store.read(
        "MATCH (c:Country)-[r:BUYS|SELLS]->(:Contract) RETURN c.iso3 AS code, type(r) AS part"
    )
    assert {(r["code"], r["part"]) for r in rows} == {("NOR", "BUYS"), ("ISL", "SELLS")}
    rows = embedded_store.read(
        "MATCH (a:Country)-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(b:Country) RETURN a.iso3 AS a, e.type AS type, b.iso3 AS b"
    )
    assert {(r["a"], r["type"], r["b"]) for r in rows} == {
        ("NOR", "CONSULT", "ISL"),
        ("ISL", "CONSULT", "NOR"),
    }


def test_the_atlas_brings_dated_memberships_that_name_their_source(embedded_store):
    load(embedded_store, "one")
    rows = embedded_store.read(
        "MATCH (:Country {iso3: 'NOR'})-[m:MEMBER_OF]->(:Alliance {id: 'NATO'}) "
        "MATCH (f:Fact)-[:SUPPORTS]->(:Membership {id: m.membership}) RETURN m.valid_from AS since, f.citation AS source"
    )
    assert {(r["since"], bool(r["source"])) for r in rows} == {(date(1949, 4, 4), True)} or rows[0][
        "since"
    ].year == 1949


def test_again_in_another_order_or_in_parts_gives_the_same_graph(embedded_store):
    load(embedded_store, "one", "two", "three")
    want = graph_hash(embedded_store)
    again = load(embedded_store, "three", "one", "two")
    assert (again.created, again.updated) == (0, 0)
    assert graph_hash(embedded_store) == want


def things(store):
    rows = store.read("MATCH (f:Fact)-[r:SUPPORTS|DISPUTES]->(t) RETURN f.id AS f, type(r) AS r, t.id AS t")
    return {(r["f"], r["r"], r["t"]) for r in rows}


def test_loading_in_parts_merges_to_the_same_nodes(embedded_store):
    load(embedded_store, "one", "two", "three")
    want = things(embedded_store)
    embedded_store.write("UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n", [{"all": True}])
    for name in ("three", "two", "one"):
        load(embedded_store, name)
    assert things(embedded_store) == want


def test_a_load_that_breaks_off_is_marked_and_can_be_run_again(embedded_store):
    def cut():
        yield told("one")[2]
        raise RuntimeError("cut")

    def complete():
        return [
            row["complete"] for row in embedded_store.read("MATCH (l:Load) RETURN l.complete AS complete")
        ]

    found = [told(name) for name in ("one", "two")]
    reading = Reading(tuple(a for a, _, _ in found), tuple(p for _, p, _ in found), ())
    with pytest.raises(RuntimeError, match="cut"):
        load_extractions(embedded_store, reading, cut(), ATLAS)
    assert complete() == [False]
    load(embedded_store, "one", "two")
    assert complete() == [True]


def test_a_quote_that_does_not_stand_in_the_text_is_set_aside_with_its_reason(embedded_store):
    from dataclasses import replace

    def shifted(facts):
        return [replace(f, evidence=(Span(1, f.evidence[0].end, f.evidence[0].quote),)) for f in facts]

    manifest = load(embedded_store, "one", facts=shifted)
    assert manifest.facts == 0
    assert "does not stand at 1-" in manifest.reasons[0]
    assert not embedded_store.read("MATCH (f:Fact {kind: 'contract'}) RETURN f")


def test_hostile_text_is_stored_as_text(embedded_store):
    nasty = "`}) DETACH DELETE n // \\u0060 ' \" $rows <script>alert(1)</script>"
    text = f"Norway ordered ferries from Iceland {nasty}."
    article, printing = make(text, title=nasty, date="2019-05-05")
    fact = make_fact(
        "contract", "trade", (Role("buyer", "NOR", "country"), Role("seller", "ISL", "country")), source=article.id,
        evidence=(Span(0, len(text), text),), item=nasty, status="signed",
    )  # fmt: skip
    load_extractions(
        embedded_store, Reading((article,), (printing,), ()), [Extraction(article.id, (), (), (fact,))], ATLAS
    )
    assert embedded_store.read("MATCH (k:Contract) RETURN k.item AS item") == [{"item": nasty}]
    assert embedded_store.read("MATCH (a:Article) RETURN a.title AS title") == [{"title": nasty}]
