"""GDELT: layouts, dirt, dyad-day aggregates, and the stream that any order of files ends in."""

import gzip
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest

from detente.atlas.book import open_atlas
from detente.graph.canonical import graph_hash
from detente.graph.errors import InputRejected
from detente.loaders import gdelt
from detente.loaders.behind import rows_behind
from detente.loaders.dataset import load_dataset
from detente.loaders.intake import Intake
from detente.loaders.opening import source_files
from detente.loaders.raw import parquets
from detente.loaders.sources import names, source

ATLAS = open_atlas()


def event(
    number, a="TUR", b="GRC", day="20190510", code="112", score="-2.0", root=1, sources=1, url=None, **more
):
    """Return one row of 61 cells."""
    cells = [""] * 61
    told = {
        0: str(number), 1: day, 2: day[:6], 3: day[:4], 6: "MINISTER", 7: a, 16: 'THE "COUNTRY"', 17: b, 25: str(root),
        26: code, 27: code[:3], 28: code[:2], 29: "3", 30: score, 31: "4", 32: str(sources), 33: "4", 34: "-1.5",
        51: "1", 52: "Ankara, Turkey", 53: "TU", 59: "20190510121500", 60: url or f"https://news.example/{number}",
    }  # fmt: skip
    for place, cell in {**told, **more.pop("cells", {})}.items():
        cells[place] = cell
    return "\t".join(cells)


def mention(number, sentence=3):
    return "\t".join(
        [str(number), "20190510120000", "20190510121500", "1", "news.example", f"https://news.example/{number}",
         str(sentence), "10", "40", "25", "1", "70", "2400", "-2.1", "", ""]
    )  # fmt: skip


def write(folder, name, lines, end="\n"):
    path = folder / name
    path.write_bytes((end.join(lines) + end).encode())
    return path


def take(path, raw, name="gdelt2_events"):
    intake = Intake()
    files, refused = source_files([path], gdelt.SUFFIXES)
    assert not refused
    waves = list(gdelt.stream(name, [(f, f.sha256()) for f in files], intake, ATLAS, raw))
    facts = [fact for wave in waves for fact in wave.facts]
    assert intake.read == intake.accepted + intake.quarantined
    assert intake.accepted == (intake.facts or 0) + sum(intake.no_fact.values())
    return facts, intake


def test_rows_of_one_pair_day_and_class_make_one_fact(tmp_path):
    rows = [
        event(1, code="112", score="-2.0", url="https://news.example/one"),
        event(2, code="111", score="-2.0", url="https://news.example/one", root=0, sources=4),
        event(3, code="114", score="-2.0"),
        event(4, a="GRC", b="TUR"),
        event(5, code="190", score="-10.0"),
    ]
    facts, intake = take(write(tmp_path, "x.export.CSV", rows), tmp_path / "raw")
    assert [(f.party("source").entity, f.party("target").entity, f.type, f.count) for f in facts] == [
        ("GRC", "TUR", "ACCUSE", 1),
        ("TUR", "GRC", "ACCUSE", 3),
        ("TUR", "GRC", "ASSAULT", 1),
    ]
    accused = facts[1]
    assert (accused.score, accused.row, accused.subtype, accused.polarity) == (-2.0, 1, None, "-")
    assert (accused.valid.start, accused.reported_at) == (date(2019, 5, 10), date(2019, 5, 10))
    assert (int(accused.quantity.value), accused.quantity.unit) == (2, "stories")
    assert accused.confidence == pytest.approx((0.6 + 0.8 + 0.6) / 3, abs=5e-4)
    assert accused.source == "gdelt2_events"
    assert intake.no_fact == {"one of several events of its pair, day and class": 2}


def test_what_tells_no_event_between_two_states_is_counted_with_its_reason(tmp_path):
    rows = [
        event(1),
        event(2, a=""),
        event(3, b=""),
        event(4, a="EUR"),
        event(5, a="GRC"),
        event(6, code="---"),
        event(1),
        event(8, code="1799"),
    ]
    facts, intake = take(write(tmp_path, "x.csv", rows), tmp_path / "raw")
    assert [f.type for f in facts] == ["ACCUSE", "COERCE"]
    assert intake.no_fact == {
        "an actor without a country": 2,
        "an actor's country is no state (a group or a region)": 1,
        "both actors are of one state": 1,
        "no CAMEO code that is known": 1,
        "an event told before (the same id)": 1,
    }


def test_codes_are_text_and_requests_take_the_sign_of_their_score(tmp_path):
    rows = [
        event(1, code="020", score="3.0"),
        event(2, code="1011", score="-5.0", a="FRA"),
        event(3, code="010", score="0.0", a="ITA"),
    ]
    facts, _ = take(write(tmp_path, "x.csv", rows), tmp_path / "raw")
    assert {(f.subtype, f.type, f.polarity) for f in facts} == {
        ("020", "REQUEST", "+"),
        ("1011", "REQUEST", "-"),
        ("010", "STATEMENT", "+"),
    }


def broken(rows):
    """Return copies of rows, each broken in another way, and what is wrong with them."""
    cells = [row.split("\t") for row in rows]
    return {
        "cell dropped": "\t".join(cells[0][:-1]),
        "cell added": rows[1] + "\tmore",
        "letters in a number": "\t".join([*cells[2][:30], "high", *cells[2][31:]]),
        "no number": "\t".join([*cells[3][:30], "nan", *cells[3][31:]]),
        "impossible day": "\t".join([cells[4][0], "20190231", *cells[4][2:]]),
        "year out of range": "\t".join([cells[5][0], "30190510", *cells[5][2:]]),
        "no id": "\t".join(["", *cells[6][1:]]),
        "garbage": "]]]] garbage [[[[",
        "cut off": rows[7][: len(rows[7]) // 2],
        "other delimiter": rows[8].replace("\t", ","),
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_broken_row_is_set_aside_with_its_line_and_the_others_are_kept(tmp_path, end):
    rows = [event(n, day=f"201905{1 + n % 28:02}") for n in range(1, 1001)]
    chance = random.Random(7)
    places = sorted(chance.sample(range(1000), 10))
    for place, bad in zip(places, broken(rows[:10]).values(), strict=True):
        rows[place] = bad
    rows.insert(500, "")
    path = write(tmp_path, "x.export.CSV", rows, end)
    _, intake = take(path, tmp_path / "raw")
    assert (intake.read, intake.quarantined) == (1000, 10)
    lines = [place + 1 + (place >= 500) for place in places]
    assert [s.line for s in intake.setbacks] == lines
    assert {s.column for s in intake.setbacks} == {None, "score", "day", "id"}
    assert all(s.file == str(path) and s.reason for s in intake.setbacks)


def test_a_file_that_is_not_utf8_a_stray_quote_and_a_nul_are_read(tmp_path):
    path = tmp_path / "x.csv"
    odd = event(2, cells={6: "GENERAL\0", 52: 'Izmir "old town'})
    path.write_bytes(
        (event(1) + "\n").encode()
        + (odd + "\n").encode()
        + event(3, cells={6: "PR\xc9SIDENT"}).encode("latin-1")
    )
    facts, intake = take(path, tmp_path / "raw")
    assert (intake.read, intake.quarantined, facts[0].count) == (3, 0, 3)
    assert "not UTF-8" in intake.notes[0]


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_packed_files_say_the_same_as_plain_ones(tmp_path, packed):
    plain = write(tmp_path, "20190510121500.export.CSV", [event(n) for n in range(1, 50)])
    path = tmp_path / f"20190510121500.export.CSV.{packed}"
    if packed == "gz":
        path.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(plain, plain.name)
    assert take(plain, tmp_path / "raw") == take(path, tmp_path / "other")
    assert not [p for p in (tmp_path / "other").rglob("*") if "unpacked" in p.name or p.suffix == ".part"]


def test_rows_without_two_countries_are_checked_and_counted_and_not_kept(tmp_path):
    import duckdb

    bad = event(3, a="").replace("\t-2.0\t", "\thigh\t")
    rows = [event(1), event(2, b=""), bad, "", event(4)]
    facts, intake = take(write(tmp_path, "x.csv", rows), tmp_path / "raw")
    assert (intake.read, intake.quarantined, facts[0].count) == (4, 1, 2)
    assert (intake.setbacks[0].line, intake.setbacks[0].column) == (3, "score")
    assert intake.no_fact["an actor without a country"] == 1
    (kept,) = parquets(tmp_path / "raw", "gdelt2_events")
    assert duckdb.sql(f"SELECT id FROM read_parquet('{kept}') ORDER BY id").fetchall() == [(1,), (4,)]


def test_a_cell_that_nothing_is_made_of_may_hold_anything(tmp_path):
    path = write(tmp_path, "x.csv", [event(1, cells={34: "cold", 33: "many"}), event(2)])
    facts, intake = take(path, tmp_path / "raw")
    assert (intake.quarantined, facts[0].count) == (0, 2)


def headed(row, extra=True):
    from detente.loaders.gdelt_columns import NAMES

    at = {"GLOBALEVENTID": 0, "SQLDATE": 1, "Actor1Name": 6, "Actor1CountryCode": 7, "Actor2Name": 16,
          "Actor2CountryCode": 17, "IsRootEvent": 25, "EventCode": 26, "GoldsteinScale": 30, "NumMentions": 31,
          "NumSources": 32, "NumArticles": 33, "AvgTone": 34, "ActionGeo_FullName": 52, "ActionGeo_CountryCode": 53,
          "DATEADDED": 59, "SOURCEURL": 60}  # fmt: skip
    cells = row.split("\t")
    assert set(at) == set(NAMES)
    return list(at), [cells[place] for place in at.values()]


def test_a_sample_with_a_header_is_read_by_its_names(tmp_path):
    header, cells = headed(event(7))
    path = write(tmp_path, "sample.tsv", ["\t".join([*header, "More"]), "\t".join([*cells, "x"])])
    facts, intake = take(path, tmp_path / "raw")
    assert (intake.read, facts[0].row, facts[0].type) == (1, 7, "ACCUSE")


def test_the_layouts_of_the_first_version_have_three_cells_less(tmp_path):
    cells = event(1).split("\t")
    narrow = [*cells[:38], *cells[39:46], *cells[47:54], *cells[55:59], "20190511", cells[60]]
    assert len(narrow) == 58
    path = write(tmp_path, "20190510.export.CSV", ["\t".join(narrow)])
    facts, _ = take(path, tmp_path / "raw", "gdelt1_events")
    assert (facts[0].reported_at, facts[0].source, facts[0].quantity.value) == (
        date(2019, 5, 11),
        "gdelt1_events",
        1,
    )
    path = write(tmp_path, "1979.csv", ["\t".join(narrow[:57])])
    facts, _ = take(path, tmp_path / "back", "gdelt1_events")
    assert (facts[0].count, facts[0].quantity) == (1, None)


def test_a_file_of_another_kind_is_refused_with_what_it_is(tmp_path, embedded_store):
    path = write(tmp_path, "x.mentions.CSV", [mention(1)])
    with pytest.raises(InputRejected, match="gdelt2_mentions"):
        load_dataset(embedded_store, "gdelt2_events", [path], ATLAS)


def test_all_three_are_sources_with_cards():
    for name in ("gdelt1_events", "gdelt2_events", "gdelt2_mentions"):
        assert name in names()
        assert source(name).CARDS[name].citation


def rows_of_two_days():
    return [event(n, day="20190510" if n % 3 else "20190511", code=("112", "040")[n % 2], score=("-2.0", "1.0")[n % 2])
            for n in range(1, 121)]  # fmt: skip


def forget_loads(store):
    store.write("UNWIND $rows AS row MATCH (l:Load) DETACH DELETE l", [{}])


def clear(store):
    import shutil

    store.write("UNWIND $rows AS row MATCH (n) WHERE NOT n:Detente DETACH DELETE n", [{}])
    shutil.rmtree(store.raw, ignore_errors=True)


def test_any_order_of_files_and_any_number_of_loads_end_in_one_graph(tmp_path, embedded_store):
    rows = rows_of_two_days()
    files = [write(tmp_path, f"{n}.export.CSV", rows[n::3]) for n in range(3)]
    again = write(tmp_path, "again.export.CSV", rows[:10])  # the same events in a second file count once
    hashes = set()
    for loads in (
        [[files[0]], [files[1]], [files[2], again]],
        [[again, *reversed(files)]],
        [[files[2]], files, [again]],
    ):
        clear(embedded_store)
        for paths in loads:
            load_dataset(embedded_store, "gdelt2_events", paths, ATLAS)
        last = load_dataset(embedded_store, "gdelt2_events", loads[0], ATLAS)
        assert (last.created, last.updated) == (0, 0)
        forget_loads(embedded_store)
        hashes.add(graph_hash(embedded_store))
        held = embedded_store.read(
            "MATCH (f:Fact {source: 'gdelt2_events'}) RETURN sum(f.count) AS n, count(f) AS facts"
        )
        assert held == [{"n": 120, "facts": 4}]
        events = embedded_store.read(
            "MATCH (e:Event)<-[:SUPPORTS]-(f:Fact) RETURN count(e) AS n, sum(e.reports) AS r"
        )
        assert events == [{"n": 4, "r": 120}]
        assert embedded_store.read("MATCH (e:Event) RETURN count(e) AS n") == [{"n": 4}]
    assert len(hashes) == 1
    clear(embedded_store)


def test_a_load_that_was_killed_while_reading_leaves_nothing_that_counts(tmp_path, monkeypatch):
    path = write(tmp_path, "x.csv", rows_of_two_days())
    want, _ = take(path, tmp_path / "whole")

    def killed(self, target):
        raise KeyboardInterrupt

    raw = tmp_path / "raw"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            take(path, raw)
    assert parquets(raw, "gdelt2_events") == []
    facts, intake = take(path, raw)
    assert facts == want
    assert take(path, raw) == (facts, intake)


def test_a_dyad_day_opens_to_its_rows_and_their_mentions(tmp_path):
    raw = tmp_path / "raw"
    facts, _ = take(
        write(tmp_path, "x.csv", [event(1), event(2, code="111"), event(3, code="190", score="-10.0")]), raw
    )
    none, intake = take(
        write(tmp_path, "x.mentions.CSV", [mention(1), mention(1, 8), mention(9)]), raw, "gdelt2_mentions"
    )
    assert not none and intake.no_fact == {"a mention, kept beside the graph": 3}
    accused = next(f for f in facts if f.type == "ACCUSE")
    told = rows_behind(raw, "gdelt2_events", accused.valid.start, "TUR", "GRC", "ACCUSE")
    assert [(row["row"], row["code"], row["name"], row["score"]) for row in told] == [
        (1, "112", "Accuse", -2.0),
        (2, "111", "Criticize or denounce", -2.0),
    ]
    assert told[0]["address"] == "https://news.example/1"
    # TU is Turkey in FIPS 10-4, where ISO has TR.
    assert (told[0]["place"], told[0]["place_state"]) == ("Ankara, Turkey", "TUR")
    assert [m["sentence"] for m in told[0]["mentions"]] == [3, 8]
    assert told[1]["mentions"] == []


def test_the_official_files_have_the_counts_that_are_known(reference, tmp_path):
    data = reference / "data"
    facts, intake = take(data / "gdelt2_events", tmp_path / "raw")
    assert (intake.read, intake.quarantined) == (1400, 0)
    assert 1400 - intake.no_fact["an actor without a country"] == 319
    assert intake.facts == len(facts) == 128
    facts, intake = take(data / "gdelt_pyr_samples" / "events2samp.tsv", tmp_path / "sample")
    assert (intake.read, intake.quarantined) == (50, 0)
    _, intake = take(data / "gdelt2_mentions", tmp_path / "raw", "gdelt2_mentions")
    assert (intake.read, intake.quarantined) == (817, 0)


def test_a_corrupted_copy_of_the_official_file_loses_only_its_broken_rows(reference, tmp_path):
    official = next((reference / "data" / "gdelt2_events").glob("*.CSV"))
    rows = official.read_text("utf-8").splitlines()
    chance = random.Random(3)
    places = sorted(chance.sample(range(len(rows)), 10))
    for place, bad in zip(places, broken([rows[p] for p in places]).values(), strict=True):
        rows[place] = bad
    _, intake = take(write(tmp_path, "x.export.CSV", rows), tmp_path / "raw")
    assert (intake.read, intake.quarantined) == (1400, 10)
    assert [s.line for s in intake.setbacks] == [place + 1 for place in places]
