"""Nuclear cooperation agreements from Stata files, and formal alliances from a file of the user."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from detente.atlas.book import open_atlas
from detente.graph.canonical import graph_hash
from detente.graph.errors import InputRejected
from detente.loaders.dataset import load_dataset
from detente.loaders.intake import Intake
from detente.loaders.memberships import merge_memberships
from detente.loaders.opening import source_files
from detente.loaders.prior import OPEN
from detente.loaders.sources import card, names, source

ATLAS = open_atlas()
ROWS = pd.DataFrame(
    [
        (2, 640, 1960, 1.0, 2.0),
        (640, 2, 1960, 1.0, 2.0),
        (365, 210, 1995, 1.0, 5.0),
        (2, 9999, 1960, 1.0, 1.0),
    ],
    columns=["ccode1", "ccode2", "year", "nca", "nca_type"],
)


def take(name, *paths):
    intake = Intake()
    files, _ = source_files(list(paths))
    return list(source(name).read(name, files, intake, ATLAS)), intake


def stata(folder, frame=ROWS, name="agreements.dta", **options):
    path = folder / name
    frame.to_stata(path, write_index=False, **options)
    return path


@pytest.mark.parametrize("version", [114, 117, 118])
def test_agreements_bind_both_sides(tmp_path, version):
    facts, intake = take("nca", stata(tmp_path, version=version))
    assert (intake.read, intake.accepted, [s.column for s in intake.setbacks]) == (4, 3, ["b"])
    assert [(f.type, f.party("source").entity, f.party("target").entity, f.valid.start.year) for f in facts] == [
        ("SUPPORT", "USA", "TUR", 1960), ("SUPPORT", "TUR", "USA", 1960),
        ("SUPPORT", "TUR", "USA", 1960), ("SUPPORT", "USA", "TUR", 1960),
        ("SUPPORT", "RUS", "NLD", 1995), ("SUPPORT", "NLD", "RUS", 1995),
    ]  # fmt: skip
    assert {(f.subtype, f.polarity, f.valid.granularity) for f in facts} == {
        ("nuclear cooperation agreement", "+", "year")
    }
    assert len({f.id for f in facts}) == 6


def test_the_same_as_a_table_of_text(tmp_path):
    (tmp_path / "agreements.csv").write_text(ROWS.to_csv(index=False))
    facts, intake = take("nca", tmp_path / "agreements.csv")
    assert (len(facts), intake.quarantined) == (6, 1)


def test_other_stata_files_and_torn_ones_are_refused(tmp_path):
    _, intake = take("nca", stata(tmp_path, pd.DataFrame({"state": [1], "when": [2]})))
    assert "ccode1" in str(intake.refused[0])
    assert "state, when" in str(intake.refused[0])
    torn = tmp_path / "torn.dta"
    torn.write_bytes(stata(tmp_path, version=114).read_bytes()[:60])
    with pytest.raises(InputRejected, match="nothing was loaded"):
        load_dataset(Swallow(), "nca", [torn], ATLAS)


class Swallow:  # a store that keeps nothing
    def write_many(self, batches):
        return None

    def read(self, *_, **__):
        return []


def test_agreements_in_the_graph(tmp_path, embedded_store):
    path = stata(tmp_path)
    first = load_dataset(embedded_store, "nca", [path], ATLAS)
    before = graph_hash(embedded_store)
    again = load_dataset(embedded_store, "nca", [path], ATLAS)
    assert (first.read, first.facts, again.created, again.updated) == (4, 6, 0, 0)
    assert graph_hash(embedded_store) == before
    found = embedded_store.read(
        "MATCH (:Country {iso3: 'USA'})-[:SOURCE_OF]->(e:Event)-[:TARGETS]->(:Country {iso3: 'TUR'}) RETURN e.reports AS n"
    )
    assert [row["n"] for row in found] == [1]


def test_the_official_agreements(reference):
    facts, intake = take("nca", reference / "data" / "nca" / "nca_dataset.dta")
    assert (intake.read, intake.quarantined) == (3152, 0)
    assert len(facts) == 2 * (3152 - sum(intake.no_fact.values()))
    assert (min(f.valid.start.year for f in facts), max(f.valid.start.year for f in facts)) == (1951, 2003)


DYAD = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,"
    "dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,version"
)


def test_alliances_of_a_users_own_file(tmp_path):
    path = tmp_path / "alliance_v4.1_by_dyad.csv"
    path.write_text(
        DYAD
        + "\n7,640,A,350,B,1,2,1934,3,4,1940,0,0,1,0,0,1,4.1\n7,640,A,360,C,1,2,1935,31,12,2012,0,1,1,0,0,1,4.1\n"
        "8,640,A,9999,B,1,2,1934,3,4,1940,0,0,1,0,0,1,4.1\n"
    )
    facts, intake = take("cow_alliances", path)
    assert (intake.read, intake.quarantined) == (3, 1)
    assert Counter(f.party("member").entity for f in facts) == {"TUR": 2, "GRC": 1, "ROU": 1}
    turkish = next(m for m in merge_memberships(facts) if m.country == "TUR")
    assert (turkish.alliance, turkish.valid_from, turkish.valid_to) == ("cow:7", date(1934, 2, 1), None)
    assert turkish.obligations == ("consultation", "defence")
    assert facts[-1].valid.end == OPEN


def test_members_files_are_read_and_nothing_is_offered(tmp_path):
    head = DYAD.replace("ccode1,state_name1,ccode2,state_name2", "ccode,state_name").replace("dyad_", "mem_")
    path = tmp_path / "alliance_v4.1_by_member.csv"
    path.write_text(head + "\n7,640,A,1,2,1934,,,,0,0,1,0,0,1,4.1\n")
    facts, intake = take("cow_alliances", path)
    assert (len(facts), intake.quarantined, facts[0].valid.end) == (1, 0, OPEN)
    assert "cow_alliances" not in names()
    assert not card("cow_alliances").offered
