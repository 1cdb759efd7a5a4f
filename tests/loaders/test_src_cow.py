"""Sources of the Correlates of War Project and their like: invented rows in the official layouts."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.dataset import load_dataset
from detente.loaders.intake import Intake
from detente.loaders.opening import source_files
from detente.loaders.sources import card, names, source

MIDB = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version\r\n"
WAR = "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2 ,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,BatDeath,Version\r"
INTRA = "WarNum,WarName,V5RegionNum,WarType,CcodeA,SideA,SideB,Intnl,StartMo1,StartDy1,StartYr1,EndMo1,EndDy1,EndYr1\n"
ACD = '"conflict_id","location","side_a","side_a_2nd","side_b","side_b_2nd","year","intensity_level","type_of_conflict","gwno_a","gwno_b"\n'


def read(name, folder, *contents):
    """Return the facts and the account of tables written to a folder."""
    for n, content in enumerate(contents):
        (folder / f"{n}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    module, intake = source(name), Intake()
    files, refused = source_files([folder], module.SUFFIXES)
    assert not refused
    facts = list(module.read(name, files, intake, open_atlas()))
    assert intake.read == intake.accepted + intake.quarantined
    assert len({f.id for f in facts}) == len(facts)
    return facts, intake


def said(facts):
    return sorted(
        (f.kind, f.type, *(r.entity for r in f.roles), f.valid.start.isoformat(), f.valid.end.isoformat())
        for f in facts
    )


def test_the_state_system_gives_spells_and_the_last_day_of_the_list_is_open(tmp_path):
    states = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    facts, _ = read(
        "cow_states",
        tmp_path,
        states + "XXA,640,Turkey,1816,1,1,2016,12,31,2016\nXXB,265,East,1954,3,25,1990,10,2,2016\n",
    )
    assert said(facts) == [
        ("statehood", "member of the state system", "DDR", "1954-03-25", "1990-10-02"),
        ("statehood", "member of the state system", "TUR", "1816-01-01", "9999-12-31"),
    ]


def test_state_years_and_majors(tmp_path):
    years = "stateabb,ccode,year,version\n" + "".join(
        f"XX,770,{y},2016\n" for y in (1950, 1951, 1953, 2015, 2016)
    )
    majors = "stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version\nXX,740,1895,4,1,1945,8,14,2016\n"
    facts, intake = read("cow_states", tmp_path, years, majors)
    assert Counter(f.type for f in facts) == {"member of the state system": 3, "major power": 1}
    assert [f.valid.end for f in facts if f.type != "major power"] == [
        date(1951, 12, 31),
        date(1953, 12, 31),
        date.max,
    ]
    assert intake.no_fact == {"continues a spell": 2}


def test_capabilities_skip_what_is_missing(tmp_path):
    facts, intake = read(
        "cow_nmc",
        tmp_path,
        'stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"AA",2,1816,-9,17,80,-9,8659,101,.0396975,2011\n',
    )
    assert {f.type: str(f.quantity.value) for f in facts} == {
        "milper": "17", "irst": "80", "tpop": "8659", "upop": "101", "cinc": "0.0396975",
    }  # fmt: skip
    assert intake.accepted == 1


def test_trade_is_what_one_imports_from_the_other(tmp_path):
    facts, intake = read(
        "cow_trade",
        tmp_path,
        "ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2\n2.0,20.0,1991.0,93.5,82.0,1,1\n2,20,1992,-9,,1,1\n",
    )
    assert [(f.party("importer").entity, f.party("exporter").entity, float(f.quantity.value)) for f in facts] == [
        ("USA", "CAN", 93.5), ("CAN", "USA", 82.0),
    ]  # fmt: skip
    assert intake.no_fact == {"neither flow is known": 1}


def test_organizations_and_envoys(tmp_path):
    (tmp_path / "a").mkdir()
    facts, _ = read(
        "cow_igo",
        tmp_path,
        "ccode1,ccode2,year,dyadigos\n2,20,1995,74\n",
        "ccode,year,sum_igo_full,sum_igo_associate,sum_igo_observer,sum_igo_anytype\n2,1990,60,1,NA,61\n",
    )
    assert Counter(f.type for f in facts)["joint memberships in organizations"] == 1 and len(facts) == 4
    facts, _ = read(
        "cow_dipex",
        tmp_path / "a",
        '"ccode1","ccode2","year","DR_at_1","DR_at_2","DE","version"\n2,20,1950,3,2,1,2006.0999755859375\n',
    )
    assert [(f.party("sender").entity, f.party("host").entity, int(f.quantity.value)) for f in facts] == [
        ("CAN", "USA", 3), ("USA", "CAN", 2),
    ]  # fmt: skip


def test_contiguity_makes_one_fact_of_both_directions(tmp_path):
    head = "dyad,state1no,state1ab,state2no,state2ab,year,conttype,version\n"
    both = "".join(f'2020,2,"A",20,"B",{y},1,3.2\n20002,20,"B",2,"A",{y},1,3.2\n' for y in (1920, 1921))
    facts, intake = read("cow_contiguity", tmp_path, head + both + '2040,2,"A",40,"C",1921,4,3.2\n')
    assert said(facts) == [
        ("border", "land", "CAN", "USA", "1920-01-01", "1921-12-31"),
        ("border", "water, 150 miles", "CUB", "USA", "1921-01-01", "1921-12-31"),
    ]
    assert sum(intake.no_fact.values()) == 3


def test_a_dispute_sets_each_side_against_the_other_while_both_were_in_it(tmp_path):
    rows = [
        "9,A,2,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,5",
        "9,B,200,-9,7,1902,24,1,1903,0,1,1,-9,0,0,0,1,1,5",
        "9,C,220,1,1,1950,2,1,1950,0,1,1,-9,0,0,0,4,0,5",
    ]
    facts, intake = read("cow_mid", tmp_path, MIDB + "\r\n".join(rows) + "\r\n")
    assert said(facts) == [("event", "MOBILIZE", "USA", "GBR", "1902-07-01", "1903-01-24")]
    assert (
        facts[0].item == "dispute 9" and facts[0].polarity == "-" and facts[0].valid.granularity == "period"
    )
    assert intake.no_fact == {"took no militarized action": 1, "no opponent at that time": 1}


def test_directed_disputes_tell_what_the_first_state_did(tmp_path):
    head = "dispnum,ccode1,ccode2,year,hostlev1,hostlev2,version\n"
    facts, intake = read(
        "mid_dyadic", tmp_path, head + "2.0,2.0,200.0,1902.0,3.0,1.0,x\n2.0,200.0,2.0,1902.0,1.0,3.0,x\n"
    )
    assert said(facts) == [("event", "MOBILIZE", "USA", "GBR", "1902-01-01", "1902-12-31")]
    assert intake.no_fact == {"took no militarized action": 1}


def test_wars_with_carriage_returns_only(tmp_path):
    row = "1,Test War,1,{},X,{},4,7,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,2,2,-8,600,4\r"
    facts, intake = read("cow_war", tmp_path, WAR + row.format(230, 2) + row.format(220, 1))
    assert said(facts) == [
        ("event", "ASSAULT", "ESP", "FRA", "1823-04-07", "1823-11-13"),
        ("event", "ASSAULT", "FRA", "ESP", "1823-04-07", "1823-11-13"),
    ]
    assert intake.read == 2


def test_rebels_keep_their_name_and_a_state_on_side_b_is_found_by_its_name(tmp_path):
    facts, _ = read(
        "cow_war", tmp_path,
        (INTRA + "502.1,Rising of Río,3,5,365,Russia,Río Rebels,0,6,10,1818,11,-9,1822\n7,W,3,5,651,Egypt,Libya,0,6,?,1977,7,1,1977\n").encode("latin-1"),
    )  # fmt: skip
    parties = {(f.roles[0].entity, f.roles[1].entity) for f in facts}
    assert parties == {("RUS", "org:rio-rebels"), ("org:rio-rebels", "RUS"), ("EGY", "LBY"), ("LBY", "EGY")}
    assert next(r.label for f in facts for r in f.roles if r.kind == "organization") == "Río Rebels"


def test_conflict_years_and_lists_of_governments(tmp_path):
    row = '"11","Russia (Soviet Union)","Government of Russia (Soviet Union)","Government of Cuba","Forest Army","","1979","2","3","365",""\n'
    facts, _ = read("ucdp_acd", tmp_path, ACD + row)
    assert {f.roles[0].entity for f in facts} == {"SUN", "CUB", "org:forest-army"} and len(facts) == 4
    assert {f.subtype for f in facts} == {"war"}


def test_violence_against_civilians_has_one_party_only(tmp_path):
    head = "id,type_of_violence,conflict_name,side_a,side_b,date_start,date_end,best\n"
    facts, intake = read(
        "ucdp_ged", tmp_path,
        head + '1,1,X,Government of Syria,Rebels,2016-01-01 00:00:00.000,2016-01-02,"4\n"\n2,3,Y,Government of Syria,Civilians,2016-01-01,2016-01-01,1\n',
    )  # fmt: skip
    assert (
        len(facts) == 2 and facts[0].valid.end == date(2016, 1, 2) and facts[0].valid.granularity == "period"
    )
    assert intake.no_fact == {"violence against civilians: one party only": 1}


def test_peace_scale_makes_rivalries_and_ties(tmp_path):
    rows = [
        (350640, 1990, 0),
        (350640, 1991, 0),
        (350640, 1992, 0.25),
        (2020, 1990, 1),
        (2020, 1991, 0.6),
        (2020, 1992, 9),
        (2020, 1993, 4.75),
    ]
    facts, intake = read(
        "peace_scale",
        tmp_path,
        "dyad,yearmonth,peacelevel\r\n" + "".join(f"{d},{y},{v}\r\n" for d, y, v in rows),
    )
    assert [(f.kind, f.subtype, f.level, f.valid.start.year, f.valid.end.year) for f in facts] == [
        ("rivalry", "severe rivalry", 1.0, 1990, 1991),
        ("rivalry", "lesser rivalry", 0.5, 1992, 1992),
        ("tie", "security community", None, 1990, 1990),
    ]
    assert intake.no_fact == {
        "continues a spell": 1, "negative peace: neither tie nor rivalry": 1, "transitional year, no level": 2,
    }  # fmt: skip


def test_rivalries_of_the_last_year_go_on(tmp_path):
    facts, intake = read(
        "rivalries",
        tmp_path,
        "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial\n1,X,350.0,640.0,1955.0,2020.0,,1.0\n2,Y,324,640,1494,1717,,1\n",
    )
    assert said(facts) == [("rivalry", "rivalry", "GRC", "TUR", "1955-01-01", "9999-12-31")]
    assert facts[0].subtype == "spatial" and sum(intake.no_fact.values()) == 1


def test_signed_windows(tmp_path):
    facts, intake = read(
        "signed_edges",
        tmp_path,
        "period,source,target,sign\n46-49,RUS,YUG,-1\n46-49,YUG,RUS,-1\n96-99,RUS,UKI,1\n96-99,RUS,QQQ,1\n",
    )
    assert [(f.polarity, *(r.entity for r in f.roles), f.valid.end.year) for f in facts] == [
        ("-", "SUN", "YUG", 1949), ("+", "RUS", "UKR", 1999),
    ]  # fmt: skip
    assert intake.quarantined == 1 and intake.setbacks[0].line == 5 and intake.setbacks[0].column == "b"


def test_codes_tell_where_they_differ_from_the_atlas(tmp_path):
    facts, intake = read(
        "codes",
        tmp_path,
        "ISO3166-1-Alpha-3,ISO3166-1-Alpha-2,ISO3166-1-numeric\nNAM,NA,516\nPER,XX,604\nABW,AW,533\n",
    )
    assert facts == [] and intake.quarantined == 1 and "PE, as the atlas has it" in intake.setbacks[0].reason
    assert intake.no_fact == {"the codes agree with the atlas": 1, "not a state of the atlas": 1}


def test_borders_come_from_shared_lines(tmp_path):
    shapes = '[{"id": "604", "arcs": [[0, 1]]}, {"id": "152", "arcs": [[[~X]]]}, {"id": "076", "arcs": [[5]]}, {"arcs": [[1]]}]'.replace(
        "~X", "-1"
    )
    (tmp_path / "m.json").write_text('{"objects": {"countries": {"geometries": ' + shapes + "}}}")
    (tmp_path / "n.json").write_text("{}")
    facts, intake = read("borders", tmp_path)
    assert said(facts) == [("border", "land", "CHL", "PER", "2018-01-01", "9999-12-31")]
    assert intake.read == 4 and "no TopoJSON map" in intake.refused[0].reason


def test_acled_rows_with_two_named_parties(tmp_path):
    head = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2\n"
    facts, intake = read(
        "acled", tmp_path,
        head + "A1,2022-06-30,Battles,Armed clash,Military Forces of Mali (2021-),Forest Army,\nA2,30 June 2022,Protests,x,Protesters (Mali),\n".replace("Army,", "Army"),
    )  # fmt: skip
    assert said(facts) == [("event", "ASSAULT", "MLI", "org:forest-army", "2022-06-30", "2022-06-30")]
    assert intake.no_fact == {"fewer than two named parties": 1}


OFFICIAL = {
    "cow_states": ("cow_system", 16208, None), "cow_nmc": ("cow_nmc", 15171, 103154), "cow_mid": ("cow_mid5", 22421, None),
    "mid_dyadic": ("gml_mid", 10276, None), "cow_war": ("cow_war", 1017, None), "cow_trade": ("cow_trade", 18468, None),
    "cow_contiguity": ("cow_contiguity", 82498, None), "cow_igo": ("cow_igo", 35137, None), "rivalries": ("rivalries", 264, 262),
    "cow_dipex": ("cow_diplomatic_exchange", 12, 24), "signed_edges": ("signed_cow_doreian_mrvar", 21136, None),
    "ucdp_acd": ("ucdp_prio_acd", 2686, None), "ucdp_ged": ("ucdp_ged_syria", 1381, None), "borders": ("borders", 177, None),
    "peace_scale": ("peace_scale", 99387, None),
}  # fmt: skip
UNKNOWN_NUMBER = 43  # rows of the peace scale with the number 936, which no state has


def official(reference, name, folder):
    module, intake = source(name), Intake()
    files, refused = source_files([Path(reference) / "data" / folder], module.SUFFIXES)
    files = [f for f in files if "capitals" not in f.name]
    assert not refused
    return list(module.read(name, files, intake, open_atlas())), intake, files


@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_the_official_file_is_read_whole(reference, name):
    folder, rows, made = OFFICIAL[name]
    facts, intake, files = official(reference, name, folder)
    assert (intake.read, intake.quarantined) == (rows, UNKNOWN_NUMBER if name == "peace_scale" else 0)
    assert facts and (made is None or len(facts) == made) and not intake.refused
    expected = [e for f in files if (e := card(name).rows_expected(f.name))]
    assert sum(e.rows for e in expected) in (0, rows)


def test_what_the_official_files_say(reference):
    facts, _, _ = official(reference, "signed_edges", "signed_cow_doreian_mrvar")
    assert Counter(f.polarity for f in facts)["-"] > 2500
    facts, _, _ = official(reference, "rivalries", "rivalries")
    assert sum(f.valid.end == date.max for f in facts) == 56
    facts, _, _ = official(reference, "cow_states", "cow_system")
    assert sum(f.type == "major power" for f in facts) == 14
    interstate = [
        f
        for f in official(reference, "ucdp_acd", "ucdp_prio_acd")[0]
        if all(r.kind == "country" for r in f.roles)
    ]
    assert {("RUS", "UKR"), ("UKR", "RUS")} <= {tuple(r.entity for r in f.roles) for f in interstate}


TABLES = [
    "cow_nmc",
    "cow_mid",
    "mid_dyadic",
    "cow_trade",
    "cow_contiguity",
    "rivalries",
    "signed_edges",
    "peace_scale",
]


@pytest.mark.parametrize("name", TABLES)
def test_a_corrupted_copy_accounts_for_every_row(reference, tmp_path, corrupt, name):
    folder = Path(reference) / "data" / OFFICIAL[name][0]
    path = max(folder.glob("*.csv"), key=lambda p: ("MIDB" in p.name, p.stat().st_size))
    text, broken = corrupt(path.read_text(encoding="utf-8"), seed=7)
    facts, intake = read(name, tmp_path, text)
    assert facts and intake.read == intake.accepted + intake.quarantined
    named = {s.line for s in intake.setbacks}
    certain = (
        "cell dropped",
        "cell added",
        "stray quote",
        "garbage line",
        "row cut short",
        "wrong delimiter",
    )
    missed = {line: way for line, way in broken.items() if way in certain and line not in named}
    assert len(set(broken.values())) == 10 and not missed


def test_a_load_stands_in_the_graph_and_again_changes_nothing(embedded_store, tmp_path):
    from detente.graph.canonical import graph_hash

    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    head = "tssr_id,rivalry,ccode1,ccode2,start,end\n"
    one.write_text(head + "1,X,350,640,1955,2020\n2,Y,99999,640,1955,2020\n")
    other.write_text(head + "3,Z,750,770,1947,2020\n")
    first = load_dataset(
        embedded_store, "rivalries", [one, other], open_atlas(), quarantine=tmp_path / "q.jsonl"
    )
    assert (first.read, first.accepted, first.quarantined, first.facts, first.complete) == (3, 2, 1, 2, True)
    assert "a is '99999'" in (tmp_path / "q.jsonl").read_text()
    before = graph_hash(embedded_store)
    again = load_dataset(embedded_store, "rivalries", [other, one], open_atlas())
    assert (again.created, again.updated) == (0, 0) and graph_hash(embedded_store) == before
    (load,) = embedded_store.read(
        "MATCH (l:Load {source: 'rivalries'}) RETURN l.complete AS complete, l.read AS read"
    )
    assert load == {"complete": True, "read": 3}
    found = embedded_store.read(
        "MATCH (f:Fact {kind: 'rivalry'})-[:STATED_IN]->(d:Dataset) WHERE d.id <> 'atlas' RETURN f.citation AS said, d.released AS day ORDER BY said"
    )
    assert found[0]["said"].endswith("row 1") and found[0]["day"] == date(2021, 10, 1)


def test_missed_counts_make_the_load_not_assured(embedded_store, tmp_path):
    path = tmp_path / "tss_rivalries.csv"
    path.write_text("tssr_id,rivalry,ccode1,ccode2,start,end\n1,X,350,640,1955,2020\n")
    manifest = load_dataset(embedded_store, "rivalries", [path], open_atlas())
    assert not manifest.assured and "the published file has 264" in manifest.reasons[0] and manifest.complete


def test_every_source_has_a_card():
    for name in names(offered=False):
        try:
            found = card(name)
        except ModuleNotFoundError:
            pytest.fail(f"{name} has no module")
        assert found.name == name and found.citation and found.terms and found.tested and found.files
