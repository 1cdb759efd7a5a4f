"""The arms register: its layouts, doubts, values, deliveries and dirt."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from detente.atlas.book import open_atlas
from detente.graph.canonical import graph_hash
from detente.loaders.dataset import load_dataset
from detente.loaders.deals import merge_contracts
from detente.loaders.intake import Intake
from detente.loaders.opening import source_files
from detente.loaders.sipri import read

ATLAS = open_atlas()
NAME = "sipri_trade_register"
PREAMBLE = (
    "Transfers of major arms, all countries.\r\nA '?' in a column indicates uncertain data.\r\n\r\n"
    "Data generated: 5 Jan 2023 6:13:50 PM\r\n"
)
A = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)
C = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,"
    "Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,"
    "Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production"
)
ROWS = (
    "Turkiye,Russia,2017,,2,?,S-400 Triumf,SAM system,2,?,2019; 2020,New,R\xfcst version,65,130,130",
    "Norway,Germany,2011,?,40,,K-77 Orlan,tank,12,,2013,Second hand,$3 b deal; for training,2,80,24",
    "Norway,Germany,2012,,,,K-77 Orlan,tank,0,,,New,Part of $244 m deal,2,0,0",
    "Syria rebels*,Soviet Union,1985,,5,,BTR-9,APC,5,,1986,New,,1,5,5",
    "African Union**,unknown supplier(s),2009,,5,,BTR-9,APC,5,,2010,New,,1,5,5",
    "Chad,Poland,2022,,6,,PZ-1,aircraft,0,,,New,Selected but not yet ordered by end-2022,1,6,0",
)


def write(folder, *rows, name="trade-register.csv", head=A, before=PREAMBLE, encoding="iso-8859-1"):
    path = folder / name
    path.write_bytes((before + "\r\n".join((head, *rows)) + "\r\n").encode(encoding))
    return path


def take(*paths):
    intake = Intake()
    files, refused = source_files(list(paths))
    assert not refused
    facts = list(read(NAME, files, intake, ATLAS))
    assert len({f.id for f in facts}) == len(facts)
    return facts, intake


def deals(facts):
    return [f for f in facts if f.kind == "contract"]


@pytest.mark.parametrize(
    ("head", "before", "encoding"),
    [
        (A, PREAMBLE, "iso-8859-1"),
        (A, "", "utf-8-sig"),
        (A.replace(", ,", ",Unnamed: 3,"), "", "utf-8"),
        (A.replace("Number delivered", "Deliveries in the Year Range"), PREAMBLE, "iso-8859-1"),
        (A.upper(), PREAMBLE, "iso-8859-1"),
    ],
)
def test_the_layouts_with_a_row_a_deal(tmp_path, head, before, encoding):
    facts, intake = take(write(tmp_path, *ROWS, head=head, before=before, encoding=encoding))
    assert (intake.read, intake.quarantined) == (6, 0)
    found = {(d.party("buyer").entity, d.row): d for d in deals(facts)}
    turkish = found["TUR", 1]
    assert (turkish.item, turkish.status, turkish.valid.start.year) == ("S-400 Triumf", "completed", 2017)
    assert (turkish.quantity.value, turkish.quantity.unit, turkish.quantity.bound) == (
        2,
        "SAM system",
        "about",
    )
    assert turkish.reported_at == (date(2023, 1, 5) if before else date(2023, 3, 15))
    assert turkish.reported_basis == ("published" if before else "inferred")
    assert (found["NOR", 2].status, found["NOR", 2].confidence, found["NOR", 2].subtype) == (
        "in_delivery", 0.8, "second hand",
    )  # fmt: skip
    assert found["NOR", 2].amount.value == Decimal("3e9")
    assert (found["NOR", 3].status, found["NOR", 3].quantity, found["NOR", 3].subtype) == (
        "signed", None, "shared value",
    )  # fmt: skip
    rebels = found["org:syria-rebels", 4]
    assert (rebels.party("buyer").kind, rebels.party("buyer").label) == ("organization", "Syria rebels")
    assert rebels.party("seller").entity == "SUN"
    assert found["AU", 5].party("seller") is None
    assert (found["TCD", 6].status, found["TCD", 6].modality) == ("planned", "planned")


def test_deliveries_are_events_and_volumes_indicators(tmp_path):
    facts, _ = take(write(tmp_path, *ROWS))
    acts = [f for f in facts if f.kind == "event"]
    assert {(f.party("source").entity, f.party("target").entity, f.valid.start.year) for f in acts} == {
        ("RUS", "TUR", 2019), ("RUS", "TUR", 2020), ("DEU", "NOR", 2013), ("SUN", "org:syria-rebels", 1986),
    }  # fmt: skip
    assert {(f.type, f.subtype, f.polarity, f.valid.granularity) for f in acts} == {
        ("COOPERATE", "arms delivery", "+", "year")
    }
    assert {f.quantity and f.quantity.value for f in acts if f.party("source").entity == "RUS"} == {None}
    volumes = {(f.type, f.row): f for f in facts if f.kind == "indicator"}
    assert volumes["SIPRI TIV of deliveries", 1].valid.end == date(2020, 12, 31)
    assert (volumes["SIPRI TIV of order", 1].quantity.value, volumes["SIPRI TIV of order", 1].quantity.unit) == (
        130, "million TIV",
    )  # fmt: skip
    assert volumes["SIPRI TIV of order", 1].party("a").entity == "RUS"


LATER = (
    "700,Poland,Ukraine,PT-5,tank,Armoured vehicles,2022,No,40,Yes,2022,No,Second hand,1,1,40,No",
    "701,Poland,Ukraine,PT-5,tank,Armoured vehicles,2023,Yes,7,No,2023,No,New,1,1,7,No",
    "700,Poland,Ukraine,PT-5,tank,Armoured vehicles,2022,No,60,No,2023,No,Second hand,1,1,60,No",
    "702,unknown supplier(s),Ukraine,PT-5,tank,Armoured vehicles,2023,Yes,7,No,2023,No,New,1,1,7,No",
)


def test_the_layout_with_a_row_a_delivery_year(tmp_path):
    facts, intake = take(write(tmp_path, *LATER, head=C))
    assert (intake.read, intake.quarantined, dict(intake.no_fact)) == (
        4,
        0,
        {"a further delivery of a deal": 1},
    )
    found = {d.row: d for d in deals(facts)}
    assert sorted(found) == [1, 2, 4]
    assert (found[1].quantity.value, found[1].quantity.bound, found[1].status) == (
        100,
        "at_least",
        "in_delivery",
    )
    assert found[2].confidence == 0.8
    years = {
        (f.valid.start.year, f.quantity.value, f.quantity.bound)
        for f in facts
        if f.kind == "event" and f.row == 1
    }
    assert years == {(2022, 40, "about"), (2023, 60, "exact")}
    volume = next(f for f in facts if f.kind == "indicator" and f.row == 1)
    assert (volume.quantity.value, volume.valid.start.year, volume.valid.end.year) == (100, 2022, 2023)


def test_a_row_broken_by_a_line_end_is_put_together_and_a_double_counts_once(tmp_path):
    broken = ROWS[1].replace("; for training", ";\r\n for training")
    facts, intake = take(write(tmp_path, ROWS[0], broken, ROWS[0], ROWS[3]))
    assert (intake.read, intake.quarantined) == (4, 0)
    assert dict(intake.no_fact) == {"the same row stands twice": 1}
    assert len(deals(facts)) == 3


BROKEN = (
    ROWS[0].replace("2017", "20x7"),
    ROWS[0].replace("2017", "1017"),
    ROWS[0].replace("Turkiye", "Turkland"),
    ROWS[0].replace(",2,?,S", ",two,?,S"),
    ROWS[0].replace("2019; 2020", "2019/2020"),
    ROWS[0].replace("130,130", "130,many"),
    ROWS[0] + ",more,more",
    ROWS[0].replace("R\xfcst", '"R\xfcst'),
    ROWS[0].replace(",", "|"),
)


def test_each_broken_row_is_named_and_costs_no_other(tmp_path):
    rows = [row for n, bad in enumerate(BROKEN) for row in (ROWS[1].replace("2011", str(1950 + n)), bad)]
    facts, intake = take(write(tmp_path, *rows))
    first = PREAMBLE.count("\n") + 2
    assert [s.line for s in sorted(intake.setbacks, key=lambda s: s.line)] == [
        first + 1 + 2 * n for n in range(9)
    ]
    assert (intake.accepted, intake.quarantined, len(deals(facts))) == (9, 9, 9)


def test_an_unknown_header_is_refused_with_what_was_seen(tmp_path):
    _, intake = take(write(tmp_path, "1,2,3", head="Importer,Exporter,Arms"))
    assert "Importer,Exporter,Arms" in str(intake.refused[0])
    assert "Recipient" in str(intake.refused[0])


def test_two_rows_of_a_register_are_never_one_deal(tmp_path):
    again = [ROWS[0], ROWS[0].replace("2017", "2018"), ROWS[0].replace(",2,?,S", ",4,,S"), *ROWS[1:3]]
    facts, _ = take(write(tmp_path, *again))
    items = {name.text.lower(): name.id for name in ATLAS.items}
    merged = merge_contracts(deals(facts), items)
    assert len(merged) == 5
    assert len({m.id for m in merged}) == 5
    shared = next(m for m in merged if m.signed == date(2012, 1, 1))
    assert shared.value is None  # what several deals share is the value of none


def test_two_releases_of_a_register_tell_the_same_deals(tmp_path):
    old, _ = take(write(tmp_path, *ROWS))
    new, _ = take(write(tmp_path, ROWS[0].replace("2,?,2019", "4,?,2019"), *ROWS[1:], before=""))
    merged = merge_contracts([*deals(old), *deals(new)], {})
    assert {len(m.facts) for m in merged} == {2}


def test_twice_and_in_any_order_is_one_graph(tmp_path, embedded_store):
    one = write(tmp_path, *ROWS, name="one.csv")
    two = write(tmp_path, *LATER, name="two.csv", head=C)
    clean = [("UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n", [{}])]
    hashes = []
    for order in ([one, two], [two, one]):
        embedded_store.write_many(clean)
        for path in order:
            load_dataset(embedded_store, NAME, [path], ATLAS)
        again = load_dataset(embedded_store, NAME, [one], ATLAS)
        assert (again.created, again.updated) == (0, 0)
        hashes.append(graph_hash(embedded_store))
    assert hashes[0] == hashes[1]
    found = embedded_store.read(
        "MATCH (:Country {iso3: 'RUS'})-[:SOURCE_OF]->(e:Event)-[o:OVER]->(k:Contract)-[:CONCERNS]->(i:Item) "
        "RETURN i.name AS item, o.rule AS rule, e.valid_from AS day ORDER BY day"
    )
    assert [(row["item"], row["rule"], row["day"].year) for row in found] == [
        ("S-400", "over.delivery", 2019),
        ("S-400", "over.delivery", 2020),
    ]


def test_the_official_files(reference):
    folder = reference / "data" / "sipri_arms"
    facts, intake = take(folder / "excerpt_turkiye_and_S-400_under_10_percent.csv")
    assert (intake.read, intake.quarantined, len(deals(facts))) == (802, 0, 802)
    assert (
        147 <= sum(f.amount is not None for f in deals(facts)) + 4 <= 150
    )  # leases and other deals are no value
    missiles = {
        (f.party("buyer").entity, f.valid.start.year): f for f in deals(facts) if f.item == "S-400 Triumf"
    }
    assert {k: (v.quantity.value, v.amount and v.amount.value) for k, v in missiles.items()} == {
        ("TUR", 2017): (2, None),
        ("CHN", 2015): (8, Decimal("3e9")),
        ("IND", 2018): (10, Decimal("5.4e9")),
        ("BLR", 2021): (2, None),
    }
    facts, intake = take(folder / "trade-register_generated-2024-03-18_first150lines.csv")
    assert (intake.read, intake.quarantined, len(deals(facts))) == (138, 0, 138)
    assert {f.reported_at for f in facts} == {date(2024, 3, 18)}
    facts, intake = take(folder / "trade-register_new-layout_Ukraine_generated-2025-02-17.csv")
    assert (intake.read, intake.quarantined, len(deals(facts))) == (382, 0, 323)
    assert Counter(f.party("buyer").entity for f in deals(facts)) == {"UKR": 323}


@pytest.mark.parametrize(
    "name",
    [
        "excerpt_turkiye_and_S-400_under_10_percent.csv",
        "trade-register_new-layout_Ukraine_generated-2025-02-17.csv",
    ],
)
def test_a_corrupted_copy_of_an_official_file_loses_only_its_broken_rows(reference, tmp_path, corrupt, name):
    text = (reference / "data" / "sipri_arms" / name).read_text(encoding="iso-8859-1")
    text, broken = corrupt(text, seed=5, share=0.05, header=13)
    (tmp_path / name).write_text(text, encoding="utf-8")
    facts, intake = take(tmp_path / name)
    rejected = {s.line for s in intake.setbacks}
    assert facts
    assert rejected <= set(broken)
    assert {way for line, way in broken.items() if line not in rejected} <= {
        "letters in a number",
        "unknown state",
    }
    assert len(rejected) >= 0.7 * len(broken)
