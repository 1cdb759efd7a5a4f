"""Alliance treaties: phases, open ends, days that are missing, states that follow one another, dyad-years."""

import gzip
import zipfile
from collections import Counter
from datetime import date

import pytest

from detente.atlas.book import open_atlas
from detente.graph.canonical import graph_hash
from detente.loaders.atop import read
from detente.loaders.dataset import load_dataset
from detente.loaders.intake import Intake
from detente.loaders.memberships import merge_memberships
from detente.loaders.opening import source_files
from detente.loaders.prior import OPEN

ATLAS = open_atlas()
HEAD = (
    "atopid,cowid,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,bilat,phase,defense,offense,neutral,"
    "nonagg,consul,version"
)
ROWS = (
    "9001,,640,1930,2,,1941,5,9,0,1,1,0,0,0,1,0,5.1",
    "9001,,640,1941,5,9,1955,,,0,1,2,1,0,0,1,0,5.1",
    "9001,,640,1961,1,1,0,0,0,1,1,3,1,0,0,0,1,5.1",
    '9001,,"350",1930,2,,0,0,0,1,1,1,0,0,0,1,0,5.1',
    "3180,227,2,1949,4,4,0,0,0,1,0,1,1,0,0,0,1,5.1",
    "9002,,365.0,1980,10,8,0,0,0,1,1,0,0,0,0,1,1,5.1",
)


def write(folder, *rows, name="atop5_1m.csv", head=HEAD, end="\r\n", encoding="utf-8"):
    path = folder / name
    path.write_bytes((end.join((head, *rows)) + end).encode(encoding))
    return path


def take(*paths):
    intake = Intake()
    files, refused = source_files(list(paths))
    assert not refused
    return list(read("atop", files, intake, ATLAS)), intake


def seen(facts):
    return {(f.party("member").entity, f.party("body").entity, f.valid.start, f.valid.end) for f in facts}


@pytest.mark.parametrize(("end", "encoding"), [("\r\n", "utf-8-sig"), ("\n", "utf-8"), ("\r", "latin-1")])
def test_members(tmp_path, end, encoding):
    facts, intake = take(write(tmp_path, *ROWS, end=end, encoding=encoding))
    assert (intake.read, intake.quarantined, dict(intake.no_fact)) == (6, 0, {})
    assert seen(facts) == {
        ("TUR", "atop:9001", date(1930, 2, 1), date(1941, 5, 9)),
        ("TUR", "atop:9001", date(1941, 5, 9), date(1955, 12, 31)),
        ("TUR", "atop:9001", date(1961, 1, 1), OPEN),
        ("GRC", "atop:9001", date(1930, 2, 1), OPEN),
        ("USA", "NATO", date(1949, 4, 4), OPEN),
        ("SUN", "atop:9002", date(1980, 10, 8), date(1991, 12, 25)),
        ("RUS", "atop:9002", date(1991, 12, 26), OPEN),
    }
    assert {f.valid.granularity for f in facts[:2]} == {"month", "year"}
    assert facts[0].obligations == ("non-aggression",)
    assert facts[0].party("body").label == "ATOP 9001"
    assert len({f.id for f in facts}) == len(facts)


def test_phases_that_follow_on_one_another_are_one_membership(tmp_path):
    facts, _ = take(write(tmp_path, *ROWS))
    turkish = [m for m in merge_memberships(facts) if m.country == "TUR"]
    assert [(m.valid_from, m.valid_to, len(m.facts)) for m in turkish] == [
        (date(1930, 2, 1), date(1955, 12, 31), 2),
        (date(1961, 1, 1), None, 1),
    ]
    assert turkish[0].obligations == ("defence", "non-aggression")
    assert turkish[0].phases == (
        "1930-02-01/1941-05-09 non-aggression",
        "1941-05-09/1955-12-31 defence, non-aggression",
    )


BROKEN = (
    "9003,,640,1930,2,,1941,5,9",
    "9003,,640,1930,2,1,1941,5,9,0,1,1,0,0,0,1,0,5.1,more",
    "9003,,640,abcd,2,1,1941,5,9,0,1,1,0,0,0,1,0,5.1",
    "9003,,640,1130,2,1,1941,5,9,0,1,1,0,0,0,1,0,5.1",
    "9003,,9999,1930,2,1,1941,5,9,0,1,1,0,0,0,1,0,5.1",
    "9003,,640,1930,13,1,1941,5,9,0,1,1,0,0,0,1,0,5.1",
    "9003,,640,1930,2,30,1941,5,9,0,1,1,0,0,0,1,0,5.1",
    "9003,,640,1950,2,1,1941,5,9,0,1,1,0,0,0,1,0,5.1",
    "9003,,640,1930,2,1,1941,5,9,0,1,1,7,0,0,1,0,5.1",
    '9003,,640,1930,2,1,1941,5,9,0,1,1,0,0,0,1,0,"5.1',
    "x,,640,1930,2,1,1941,5,9,0,1,1,0,0,0,1,0,5.1",
    "garbage",
)


def test_each_broken_row_is_named_and_costs_no_other(tmp_path):
    rows = [row for good, bad in zip(ROWS * 2, BROKEN, strict=True) for row in (good, bad)]
    facts, intake = take(write(tmp_path, *rows))
    assert [s.line for s in intake.setbacks] == list(range(3, 26, 2))
    assert (intake.accepted, intake.quarantined, len(seen(facts))) == (12, 12, 7)
    assert {s.column for s in intake.setbacks if s.column} == {
        "start", "member", "start_month", "start_day", "end", "defense", "treaty",
    }  # fmt: skip


def test_packed_files_are_read_and_others_refused(tmp_path):
    plain = write(tmp_path, *ROWS)
    packed = tmp_path / "atop.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(tmp_path / "atop.zip", "w") as archive:
        archive.write(plain, "inside/atop5_1m.csv")
    assert seen(take(packed)[0]) == seen(take(tmp_path / "atop.zip")[0]) == seen(take(plain)[0])
    other = write(tmp_path, "1,2,3", name="other.csv", head="x,y,z")
    _, intake = take(other)
    assert "atopid" in str(intake.refused[0])
    assert "x,y,z" in str(intake.refused[0])


def test_treaties_and_phases_of_treaties_are_bodies_in_force(tmp_path):
    head = "atopid,phase,begyr,begmo,begday,endyr,endmo,endday,bilat,defense,offense,neutral,nonagg,consul"
    facts, intake = take(
        write(tmp_path, "9001,1,1930,2,,1941,5,9,1,0,0,0,1,0", "3180,0,1949,4,4,0,0,0,0,1,0,0,0,1", head=head)
    )
    assert intake.quarantined == 0
    assert [(f.kind, f.party("body").entity, f.subtype, f.valid.end) for f in facts] == [
        ("statehood", "atop:9001", "bilateral", date(1941, 5, 9)),
        ("statehood", "NATO", "multilateral", OPEN),
    ]


@pytest.mark.parametrize(
    ("head", "rule"),
    [
        (
            "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul",
            "atop.dyad_years",
        ),
        ("STATEA,STATEB,YEAR,DEFENSE,OFFENSE,NEUTRAL,NONAGG,CONSUL", "atop.dyad_years"),
        ("mem1,mem2,year,defense,offense,neutral,nonagg,consul", "atop.undirected_dyad_years"),
    ],
)
def test_dyad_years_are_spells(tmp_path, head, rule):
    rows = [f"640.0,350.0,{year}.0,1.0,0.0,0.0,0.0,1.0" for year in (1953, 1952, 1954, 1960)]
    facts, intake = take(write(tmp_path, *rows, "640,350,1970,0,0,0,0,0", "640,1,1970,1,0,0,0,0", head=head))
    assert {(f.kind, f.rule, f.valid.start.year, f.valid.end.year, f.polarity) for f in facts} == {
        ("tie", rule, 1952, 1954, "+"),
        ("tie", rule, 1960, 1960, "+"),
    }
    assert facts[0].obligations == ("consultation", "defence")
    assert intake.accepted == len(facts) + sum(intake.no_fact.values()) == 5
    assert [s.column for s in intake.setbacks] == ["b"]


def test_state_years_tell_nothing_of_their_own(tmp_path):
    head = "state,year,atopally,defense,offense,neutral,nonagg,consul,number,atopid1,atopid2"
    facts, intake = take(write(tmp_path, "640,1960,1,1,0,0,0,1,1,3180,", head=head))
    assert not facts
    assert sum(intake.no_fact.values()) == 1


def test_twice_and_in_any_order_is_one_graph(tmp_path, embedded_store):
    one = write(tmp_path, *ROWS)
    two = write(
        tmp_path,
        "640,350,1930,0,0,0,1,0",
        name="dd.csv",
        head="ccode1,ccode2,year,defense,offense,neutral,nonagg,consul",
    )
    clean = [("UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n", [{}])]
    hashes = []
    for order in ([one, two], [two, one]):
        embedded_store.write_many(clean)
        for path in order:
            assert load_dataset(embedded_store, "atop", [path], ATLAS).created > 0
        again = load_dataset(embedded_store, "atop", [one], ATLAS)
        assert (again.created, again.updated) == (0, 0)
        hashes.append(graph_hash(embedded_store))
    assert hashes[0] == hashes[1]
    found = embedded_store.read(
        "MATCH (m:Membership {country: 'USA', alliance: 'NATO'}) WHERE m.status = 'member' "
        "RETURN m.valid_from AS start, m.phases AS phases"
    )
    assert [row["start"] for row in found] == [date(1949, 4, 4)]  # the atlas's day in force is a phase of it
    assert len(found[0]["phases"]) == 2


def test_the_official_files(reference):
    folder = reference / "data" / "atop5.1"
    members, intake = take(folder / "atop5_1m.csv")
    assert (intake.read, intake.quarantined) == (2510, 0)
    assert dict(intake.no_fact) == {"the member is no state of the system": 1}
    assert len({f.row for f in members if f.valid.end == OPEN}) == 1146
    nato = {(f.party("member").entity, f.valid.start) for f in members if f.party("body").entity == "NATO"}
    assert {("USA", date(1949, 4, 4)), ("TUR", date(1951, 10, 22)), ("GRC", date(1951, 10, 22))} <= nato
    merged = merge_memberships(members)
    assert len({m.id for m in merged}) == len(merged)
    american = next(m for m in merged if (m.country, m.alliance) == ("USA", "NATO"))
    assert (len(american.facts), american.valid_to) == (2, None)
    spells = Counter((m.country, m.alliance) for m in merged)
    assert spells["EGY", "Arab League"] == 2  # suspended and readmitted

    treaties, intake = take(folder / "atop5_1a.csv")
    assert (intake.read, intake.quarantined, len(treaties)) == (789, 0, 789)
    assert {f.party("body").entity for f in treaties} >= {f.party("body").entity for f in members}

    ties, intake = take(folder / "peacesciencer_atop_alliance_to1979.csv")
    assert (intake.read, intake.quarantined) == (54264, 0)
    assert intake.accepted == len(ties) + sum(intake.no_fact.values())
    both = {}
    for fact in members:
        both.setdefault(fact.party("body").entity, []).append(fact)
    allied = {
        (a.party("member").entity, b.party("member").entity, year)
        for facts in both.values()
        for a in facts
        for b in facts
        if a is not b
        for year in range(
            max(a.valid.start, b.valid.start).year, min(a.valid.end.year, b.valid.end.year, 1979) + 1
        )
    }
    tied = [
        (f.party("a").entity, f.party("b").entity, year)
        for f in ties
        for year in range(f.valid.start.year, f.valid.end.year + 1)
    ]
    assert sum(one in allied for one in tied) > 0.999 * len(tied)


@pytest.mark.parametrize("name", ["atop5_1m.csv", "atop5_1a.csv", "peacesciencer_atop_alliance_to1979.csv"])
def test_a_corrupted_copy_of_an_official_file_loses_only_its_broken_rows(reference, tmp_path, corrupt, name):
    text, broken = corrupt((reference / "data" / "atop5.1" / name).read_text(), seed=5)
    (tmp_path / name).write_text(text)
    facts, intake = take(tmp_path / name)
    rejected = {s.line for s in intake.setbacks}
    assert facts
    assert rejected <= set(broken)
    told = {"letters in a number", "impossible date", "unknown state", "year out of range"}
    assert {way for line, way in broken.items() if line not in rejected} <= told
    assert len(rejected) >= 0.7 * len(broken)
