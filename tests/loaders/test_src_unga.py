"""Roll calls of the General Assembly: forms of the table, joint tables, published values; ideal points."""

import csv
from datetime import date

import numpy as np
import pytest

from detente.analysis.similarity import measures
from detente.atlas.book import open_atlas
from detente.atlas.codes import from_cow
from detente.graph.canonical import graph_hash
from detente.loaders import unga_ideal_points, unga_votes
from detente.loaders.dataset import load_dataset
from detente.loaders.intake import Intake
from detente.loaders.opening import source_files

ATLAS = open_atlas()
HEADER = "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year"
YES, ABSTAIN, NO, ABSENT, NONE = 1, 2, 3, 8, 9
SMALL = {2: [YES, YES, NO, ABSENT], 640: [YES, ABSTAIN, YES, NO], 350: [NONE, YES, YES, NO]}


def lines(votes=SMALL, year=1970, first=100):
    rows = [HEADER]
    for place in range(4):
        for code, choices in votes.items():
            vote = choices[place]
            rows.append(
                f"{first + place},25,{vote},{code},{'' if vote == NONE else 1},0,9/{place + 1}/{year},,0,0,0,1,0,0,{year}"
            )
    return rows


def write(folder, name, rows, end="\n", encoding="utf-8"):
    path = folder / name
    path.write_bytes((end.join(rows) + end).encode(encoding))
    return path


def take(paths, raw):
    intake = Intake()
    files, refused = source_files(paths)
    assert not refused
    waves = list(unga_votes.stream("unga_votes", [(f, f.sha256()) for f in files], intake, ATLAS, raw))
    assert intake.read == intake.accepted + intake.quarantined
    return {(one.a, one.b, one.year): one for wave in waves for one in wave.agreements}, intake


def test_each_pair_gets_the_counts_of_its_choices(tmp_path):
    found, intake = take([write(tmp_path, "v.csv", lines())], tmp_path / "raw")
    assert set(found) == {("GRC", "TUR", 1970), ("GRC", "USA", 1970), ("TUR", "USA", 1970)}
    table = np.array(found["TUR", "USA", 1970].table).reshape(4, 4)
    assert table.tolist() == [[1, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]]
    assert sum(found["GRC", "TUR", 1970].table) == 3  # Greece was no member in the first roll call
    assert found["GRC", "TUR", 1970].source == "unga_votes"
    assert (intake.read, intake.quarantined, dict(intake.no_fact)) == (12, 0, {"not a member at the time": 1})
    assert intake.facts == 3


def test_a_roll_call_that_stands_twice_counts_once(tmp_path):
    rows = lines()
    found, _ = take([write(tmp_path, "v.csv", rows)], tmp_path / "one")
    twice, intake = take([write(tmp_path, "w.csv", [*rows, *rows[1:4]])], tmp_path / "two")
    assert twice == found
    assert intake.no_fact["a vote told before (the same roll call and state)"] == 2
    both, _ = take([tmp_path / "v.csv", tmp_path / "w.csv"], tmp_path / "three")
    assert both == found


@pytest.mark.parametrize(("end", "encoding"), [("\r\n", "utf-8-sig"), ("\r", "utf-8"), ("\n", "utf-16")])
def test_line_ends_marks_and_floats_do_not_matter(tmp_path, end, encoding):
    want, _ = take([write(tmp_path, "v.csv", lines())], tmp_path / "one")
    odd = [HEADER.upper(), *(row.replace(",25,", ',"25.0",', 1) for row in lines()[1:])]
    found, intake = take([write(tmp_path, "w.csv", odd, end, encoding)], tmp_path / "two")
    assert (found, intake.quarantined) == (want, 0)


def test_bad_rows_are_set_aside_by_line_and_column(tmp_path):
    rows = lines()
    rows[1] = rows[1].replace(",1,2,1,", ",7,2,1,", 1)  # a vote that does not exist
    rows[2] = rows[2].replace(",640,", ",6400,", 1)
    rows[4] = rows[4] + ",more"
    rows[5] = "100,25"
    rows[7] = rows[7].replace("100", "1oo", 1) if "100" in rows[7] else rows[7].replace("102", "1o2", 1)
    rows[8] = rows[8].replace(",1970", ",19700")
    _, intake = take([write(tmp_path, "v.csv", rows)], tmp_path / "raw")
    assert [(s.line, s.column) for s in intake.setbacks] == [
        (2, "vote"),
        (3, "state"),
        (5, None),
        (6, None),
        (8, "call"),
        (9, "year"),
    ]
    assert (intake.read, intake.accepted) == (12, 6)


TIDY = [
    "rcid,country,country_code,vote", "7.0,Turkey,TR,yes", "7.0,Namibia,NA,no", "8.0,Turkey,TR,abstain",
    "8.0,Yugoslavia,YU,yes", "8.0,Namibia,NA,yes",
]  # fmt: skip
CALLS = [
    "rcid,session,importantvote,date,unres,amend,para,short,descr",
    "7,70.0,0,2015-10-01,,,,SEATS,",
    "8,70.0,0,2015-11-01,,,,,",
]


def test_the_tidy_form_takes_its_dates_from_the_roll_calls_in_either_order(tmp_path):
    tidy, calls = write(tmp_path, "tidy.csv", TIDY), write(tmp_path, "un_roll_calls_of_ours.csv", CALLS)
    none, intake = take([tidy], tmp_path / "raw")
    assert (none, intake.facts) == ({}, 0)
    assert "un_roll_calls" in intake.doubts[0]
    later, _ = take([calls], tmp_path / "raw")
    together, intake = take([tidy, calls], tmp_path / "other")
    assert later == together
    assert set(later) == {("NAM", "TUR", 2015), ("NAM", "SRB", 2015), ("SRB", "TUR", 2015)}
    # Serbia sat in Yugoslavia's seat; it has no row in the first roll call, so it was absent.
    table = np.array(later["SRB", "TUR", 2015].table).reshape(4, 4)
    assert (table[3, 0], table[0, 1], table.sum()) == (1, 1, 2)
    assert intake.no_fact == {"a roll call or its issue, kept beside the graph": 2}


def test_the_table_of_the_library_is_a_data_set_of_its_own(tmp_path):
    rows = [
        "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,title,total_yes",
        "900,TUR,TÜRKIYE,Y,2021-12-01,76,A/RES/76/1,Seats,2",
        "900,GRC,GREECE,N,2021-12-01,76,A/RES/76/1,Seats,2",
        "900,USA,UNITED STATES,X,2021-12-01,76,A/RES/76/1,Seats,2",
    ]
    found, intake = take([write(tmp_path, "undl.csv", rows)], tmp_path / "raw")
    assert {one.source for one in found.values()} == {"unga_votes:undl"}
    assert found["GRC", "TUR", 2021].table[8] == 1
    assert found["GRC", "USA", 2021].table[11] == 1
    assert intake.quarantined == 0


def test_issues_are_recognised_and_tell_no_fact(tmp_path):
    path = write(tmp_path, "issues.csv", ["rcid,short_name,issue", "7,me,Middle East", "8,hr,Human rights"])
    found, intake = take([path], tmp_path / "raw")
    assert not found
    assert (intake.read, sum(intake.no_fact.values())) == (2, 2)


def test_any_order_of_loads_ends_in_one_graph(tmp_path, embedded_store):
    other = {code: list(reversed(choices)) for code, choices in SMALL.items()}
    paths = [
        write(tmp_path, "a.csv", lines()),
        write(tmp_path, "b.csv", lines(other, first=200)),
        write(tmp_path, "c.csv", lines(year=1971, first=300)),
    ]
    hashes = set()
    for loads in ([paths], [[paths[2]], [paths[1]], [paths[0]]], [[paths[0]], paths[1:]]):
        clear(embedded_store)
        for load in loads:
            manifest = load_dataset(embedded_store, "unga_votes", load, ATLAS)
            assert manifest.created + manifest.updated > 0 and manifest.complete
        again = load_dataset(embedded_store, "unga_votes", paths, ATLAS)
        assert (again.created, again.updated, again.facts) == (0, 0, 6)
        embedded_store.write("UNWIND $rows AS row MATCH (l:Load) DETACH DELETE l", [{}])
        hashes.add(graph_hash(embedded_store))
        rows = embedded_store.read(
            "MATCH (a:Country {iso3: 'TUR'})-[r:VOTED_WITH {year: 1970}]->(:Country {iso3: 'USA'}) "
            "RETURN r.dataset AS dataset, r.n AS n, r.table AS told"
        )
        assert rows[0]["dataset"] == "unga_votes" and sum(rows[0]["told"]) == 8
    assert len(hashes) == 1
    clear(embedded_store)


def clear(store):
    import shutil

    store.write("UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n", [{}])
    shutil.rmtree(store.raw, ignore_errors=True)


@pytest.fixture(scope="module")
def official(reference_folder, tmp_path_factory):
    raw = tmp_path_factory.mktemp("votes")
    data = reference_folder / "data" / "unga_votes"
    return take(sorted(data.glob("*.csv")), raw)


@pytest.fixture(scope="module")
def reference_folder(request):
    return request.getfixturevalue("reference")


def test_the_official_files_are_read_whole(official):
    found, intake = official
    assert (intake.read, intake.quarantined) == (72054 + 6202 + 5745 + 13087, 0)
    assert intake.no_fact["a roll call or its issue, kept beside the graph"] == 6202 + 5745
    assert {year for _, _, year in found} == {1970, 1974, 1982, 1990, 2010, 2015}
    assert not intake.doubts


@pytest.mark.parametrize(("year", "pairs"), [(1970, 62), (1974, 87), (1982, 118), (1990, 100), (2010, 305)])
def test_kappa_and_pi_are_those_that_were_published(official, reference_folder, year, pairs):
    found, _ = official
    path = reference_folder / "data" / "fp_similarity_haege" / "haege_dyads_even_years.csv"
    with path.open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["year"] == str(year) and row["kappavv"]]
    assert len(rows) == pairs
    tables = []
    for row in rows:
        a, b = sorted(from_cow(int(row[name]), year) for name in ("ccode1", "ccode2"))
        full = np.array(found[a, b, year].table).reshape(4, 4)
        # An absence counts as an abstention, as in the published values.
        fold = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]])
        tables.append(fold.T @ full @ fold)
    values = measures(np.stack(tables, axis=-1), ["kappa", "pi_weighted"])
    for ours, theirs in (("kappa", "kappavv"), ("pi_weighted", "pivv")):
        published = np.array([float(row[theirs]) for row in rows])
        if year == 2010:  # the votes were revised since
            assert np.corrcoef(values[ours], published)[0, 1] >= 0.99
        else:
            assert np.abs(values[ours] - published).max() <= 0.0011


RULES = {
    2013: (191, lambda n: (n["SAME"], n["SAME"] + n["OPPOSITE"])),
    2015: (191, lambda n: (n["SAME"], n["SAME"] + n["OPPOSITE"])),
    2017: (191, lambda n: (n["SAME"] + n["PARTIAL"] / 2, n["SAME"] + n["PARTIAL"] + n["OPPOSITE"])),
    2019: (175, lambda n: (n["SAME"] + n["PARTIAL"] / 2, n["SAME"] + n["PARTIAL"] + n["OPPOSITE"])),
    2023: (192, lambda n: (n["SAME"] + (n["PARTIAL"] + n["ABSENT"]) / 2,
                           n["SAME"] + n["OPPOSITE"] + n["PARTIAL"] + n["ABSENT"])),
}  # fmt: skip


@pytest.mark.parametrize("year", sorted(RULES))
def test_the_counts_of_a_joint_table_give_the_published_coincidence(reference, year):
    """The counts of these tables are cells of a joint table; its sums give the published share."""
    path = reference / "data" / "us_state_voting_coincidence" / f"un-coincidence-{year}.csv"
    wanted, rule = RULES[year]
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    agreed = 0
    for row in rows:
        row["OPPOSITE"] = row.get("OPPOSITE") or row.get("OPPOSE") or "0"
        counts = {name: int(row.get(name) or 0) for name in ("SAME", "OPPOSITE", "PARTIAL", "ABSENT")}
        above, below = rule(counts)
        told = row["COINCIDENCE"].strip()
        agreed += bool(below and told and abs(above / below - float(told.rstrip("%"))) <= 0.005 + 1e-9)
    assert (len(rows), agreed) == (192, wanted)


POINTS = "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname"


def read_points(path):
    intake = Intake()
    files, _ = source_files([path], unga_ideal_points.SUFFIXES)
    return list(unga_ideal_points.read("unga_ideal_points", files, intake, ATLAS)), intake


def test_an_ideal_point_is_an_indicator_with_its_quantiles(tmp_path):
    rows = [
        POINTS,
        "1,437,25,60,0.25,-1,-0.5,-0.2,0.24,0.6,0.9,1.5,CIV,Côte d’Ivoire",
        "2,640,19,0,NA,,,,,,,,TUR,Turkey",
        "3,640,25,60,0.5,1,0,-1,0.24,0.6,0.9,1.5,TUR,Turkey",
        "4,9999,25,60,0.5,-1,-0.5,-0.2,0.24,0.6,0.9,1.5,XXX,Nowhere",
    ]
    facts, intake = read_points(write(tmp_path, "Idealpointestimates.csv", rows, "\r\n", "cp1252"))
    assert [(f.kind, f.type, f.roles[0].entity, float(f.quantity.value)) for f in facts] == [
        ("indicator", "ideal point", "CIV", 0.25)
    ]
    assert facts[0].quantiles == (-1.0, -0.5, -0.2, 0.24, 0.6, 0.9, 1.5)
    assert (facts[0].valid.start, facts[0].valid.end) == (date(1970, 1, 1), date(1970, 12, 31))
    assert dict(intake.no_fact) == {"no estimate": 1}
    assert [(s.line, s.column) for s in intake.setbacks] == [(4, "q50"), (5, "state")]


def test_the_official_ideal_points_are_read_whole(reference):
    facts, intake = read_points(
        reference / "data" / "unga_ideal_points" / "IdealpointestimatesAll_Apr2020.csv"
    )
    assert (len(facts), intake.read, intake.quarantined) == (10469, 10469, 0)
    assert all(len(f.quantiles) == 7 for f in facts)
    assert len({f.id for f in facts}) == 10469
