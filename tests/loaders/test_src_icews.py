"""ICEWS: its table under both spellings of its header, and quadruples whose relations are names of codes."""

import random
from datetime import date

import pytest

from detente.atlas.book import open_atlas
from detente.graph.errors import InputRejected
from detente.loaders import icews
from detente.loaders.behind import rows_behind
from detente.loaders.cameo import by_relation, cameo_codes
from detente.loaders.dataset import load_dataset
from detente.loaders.intake import Intake
from detente.loaders.opening import source_files

ATLAS = open_atlas()
NAMES = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def event(
    number, a="Turkey", b="Greece", day="2018-05-10", code="112", score="-2", text="Accuse", story="77"
):
    cells = [str(number), day, f"Minister ({a})", "Government", a, text, code, score, f'The "Army" ({b})', "Military", b,
             story, "2", "Wire of the North", "Ankara", "NA", "NA", "Turkey", "39.9", "32.8"]  # fmt: skip
    return "\t".join(cells)


def write(folder, name, lines, end="\n"):
    path = folder / name
    path.write_bytes((end.join(lines) + end).encode())
    return path


def table(folder, rows, name="events.2018.tab", header=None, end="\n"):
    return write(folder, name, [header or "\t".join(NAMES), *rows], end)


def take(paths, raw, name="icews"):
    intake = Intake()
    files, refused = source_files(paths if isinstance(paths, list) else [paths], icews.SUFFIXES)
    assert not refused
    waves = list(icews.stream(name, [(f, f.sha256()) for f in files], intake, ATLAS, raw))
    assert intake.read == intake.accepted + intake.quarantined
    assert intake.accepted == (intake.facts or 0) + sum(intake.no_fact.values())
    return [fact for wave in waves for fact in wave.facts], intake


def told(facts):
    return [(f.party("source").entity, f.party("target").entity, f.type, f.count, f.score) for f in facts]


def test_names_of_countries_and_codes_become_one_fact_a_day(tmp_path):
    rows = [
        event(1),
        event(2, code="1121", score="-2.2", story="78"),
        event(3, a="Russian Federation", b="Cote d'Ivoire", code="0311", score="5.2"),
        event(
            4, a="Democratic Republic of Congo", b="Occupied Palestinian Territory", code="043", score="2.8"
        ),
        event(5, a="NA"),
        event(6, b="Turkey"),
        event(7, a="European Union"),
        event(2, code="1121", score="-2.2", story="78"),
    ]
    facts, intake = take(table(tmp_path, rows), tmp_path / "raw")
    assert told(facts) == [
        ("COD", "PSE", "CONSULT", 1, 2.8),
        ("RUS", "CIV", "AGREE", 1, 5.2),
        ("TUR", "GRC", "ACCUSE", 2, -2.1),
    ]
    assert (facts[2].reported_at, facts[2].quantity.value, facts[2].source) == (date(2018, 5, 10), 2, "icews")
    assert intake.no_fact == {
        "an actor without a country": 1,
        "both actors are of one state": 1,
        "an actor's country is no state (a group or a region)": 1,
        "an event told before (the same id)": 1,
        "one of several events of its pair, day and class": 1,
    }


@pytest.mark.parametrize("spell", [lambda n: n.replace(" ", "_"), lambda n: n.replace(" ", ""), str.lower])
def test_the_header_may_be_spelled_otherwise(tmp_path, spell):
    rows = [event(1), event(2, a="NA")]
    want, _ = take(table(tmp_path, rows), tmp_path / "one")
    found, _ = take(table(tmp_path, rows, "o.tab", "\t".join(map(spell, NAMES)), "\r\n"), tmp_path / "two")
    assert found == want


def test_another_header_is_refused_with_what_was_expected(tmp_path, embedded_store):
    path = table(tmp_path, [event(1)], header="\t".join(["when", *NAMES[2:]]))
    with pytest.raises(InputRejected, match="event_id"):
        load_dataset(embedded_store, "icews", [path], ATLAS)


def test_broken_rows_are_set_aside_with_their_lines(tmp_path):
    rows = [event(n) for n in range(1, 301)]
    cells = [row.split("\t") for row in rows]
    bad = {
        17: "\t".join(cells[17][:-1]),
        40: rows[40] + "\tmore",
        99: "\t".join([*cells[99][:7], "strong", *cells[99][8:]]),
        150: "\t".join([cells[150][0], "2018-02-30", *cells[150][2:]]),
        200: "\t".join(["12a", *cells[200][1:]]),
        201: "\t".join([cells[201][0], "30180510", *cells[201][2:]]),
        250: "garbage",
        299: rows[299][:40],
    }
    for place, row in bad.items():
        rows[place] = row
    _, intake = take(table(tmp_path, rows), tmp_path / "raw")
    assert (intake.read, intake.quarantined) == (300, len(bad))
    assert [s.line for s in intake.setbacks] == [place + 2 for place in bad]
    assert [s.column for s in intake.setbacks] == [None, None, "score", "day", "id", "day", None, None]


def test_rows_behind_a_fact_are_shown_with_their_words(tmp_path):
    raw = tmp_path / "raw"
    facts, _ = take(table(tmp_path, [event(1), event(2, code="114")]), raw)
    rows = rows_behind(raw, "icews", facts[0].valid.start, "TUR", "GRC", "ACCUSE")
    assert [(r["row"], r["code"], r["source_name"], r["outlet"]) for r in rows] == [
        (1, "112", "Minister (Turkey)", "Wire of the North"),
        (2, "114", "Minister (Turkey)", "Wire of the North"),
    ]


QUADRUPLES = [
    "Police (Turkey)\tArrest, detain, or charge with legal action\tCitizen (Greece)\t2014-03-01",
    "Angela Merkel\tMake a visit\tChina\t2014-03-01",
    "Nobody Known\tConsult\tChina\t2014-03-01",
    "China\tDance with\tJapan\t2014-03-01",
]


def test_quadruples_name_their_states_and_codes(tmp_path):
    facts, intake = take(write(tmp_path, "train.txt", QUADRUPLES), tmp_path / "raw", "icews_tkg")
    assert told(facts) == [("DEU", "CHN", "CONSULT", 1, 1.9), ("TUR", "GRC", "COERCE", 1, -5.0)]
    assert intake.no_fact == {
        "an actor's country is no state (a group or a region)": 1,
        "no CAMEO code that is known": 1,
    }
    other = write(tmp_path, "test.txt", [*QUADRUPLES[:2], "France\tThreaten\tChina\t2014-03-01"])
    both, _ = take([tmp_path / "train.txt", other], tmp_path / "both", "icews_tkg")
    assert [f.count for f in both] == [1, 1, 1]


def test_a_bad_quadruple_is_set_aside(tmp_path):
    rows = [
        *QUADRUPLES,
        "China\tConsult\tJapan",
        "China\tConsult\tJapan\t2014-13-01",
        "\tConsult\tJapan\t2014-01-01",
    ]
    _, intake = take(write(tmp_path, "valid.txt", rows), tmp_path / "raw", "icews_tkg")
    assert [(s.line, s.column) for s in intake.setbacks] == [(5, None), (6, "day"), (7, "source")]


def test_the_code_book_is_whole():
    book = cameo_codes()
    assert {code[:2] for code in book} == {f"{n:02}" for n in range(1, 21)}
    assert all(-10 <= told.goldstein <= 10 for told in book.values())
    assert {book[c].goldstein for c in ("016", "022")} == {-2.0, 3.2}
    assert {by_relation(told.name).plover for told in book.values()} >= {"STATEMENT", "AID", "ASSAULT"}


def test_the_official_files_have_the_counts_that_are_known(reference, tmp_path):
    data = reference / "data"
    facts, intake = take(data / "icews" / "events.2018.sample.tab", tmp_path / "raw")
    assert (intake.read, intake.quarantined, len(facts)) == (3705, 0, intake.facts)
    assert {f.valid.start for f in facts} == {date(2018, 6, 1), date(2018, 6, 2)}
    facts, intake = take(data / "icews_tkg" / "icews_2014_valid.txt", tmp_path / "raw", "icews_tkg")
    assert (intake.read, intake.quarantined, len(facts)) == (8941, 0, intake.facts)
    assert "no CAMEO code that is known" not in intake.no_fact


def test_a_corrupted_copy_of_the_official_file_loses_only_its_broken_rows(reference, tmp_path):
    rows = (reference / "data" / "icews" / "events.2018.sample.tab").read_text("utf-8").splitlines()
    places = sorted(random.Random(5).sample(range(1, len(rows)), 37))
    for place in places:
        rows[place] = rows[place].rpartition("\t")[0]
    _, intake = take(write(tmp_path, "events.tab", rows), tmp_path / "raw")
    assert (intake.read, intake.quarantined) == (3705, 37)
    assert [s.line for s in intake.setbacks] == [place + 1 for place in places]
