import gzip
import zipfile

import pytest

from detente.loaders.intake import Intake
from detente.loaders.layout import Layout
from detente.loaders.opening import SourceFile, WrongFileError, check_content, source_files
from detente.loaders.table import encoding_of, heading, rows

PACTS = Layout(
    "pacts", {"state": ("ccode", "state_no"), "year": ("year",), "note": ("note",)}, needed=("state", "year")
)
ROUND = Layout("round", positions={"a": 0, "b": 1}, width=2, delimiter="\t", quoted=False)


def file_of(folder, content, name="pacts.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (found,), refused = source_files([path])
    assert not refused
    return found


def cells(folder, content, intake=None, **options):
    intake = intake or Intake()
    return [
        (row.text("state"), row.text("year"), row.text("note"), row.line)
        for row in rows(file_of(folder, content), (PACTS,), intake, **options)
    ]


PLAIN = "ccode,year,note\n2,1990,a\n20,1991,b\n"
WANTED = [("2", "1990", "a", 2), ("20", "1991", "b", 3)]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        PLAIN.encode("utf-16"),
        PLAIN.rstrip("\n"),
        PLAIN.replace("ccode", "CCode ").replace("year", '"Year"'),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("2,1990", '"2","1990"'),
        PLAIN.replace("b\n", "b,,\n"),
        PLAIN.replace("ccode", "state no"),
    ],
)
def test_the_same_table_in_many_coats(tmp_path, content):
    intake = Intake()
    assert cells(tmp_path, content, intake) == WANTED
    assert (intake.read, intake.accepted, intake.quarantined) == (2, 2, 0)


def test_a_preamble_is_passed_over_and_lines_are_counted_from_the_top(tmp_path):
    assert cells(tmp_path, "Made by someone\n\nRead this, first\n" + PLAIN) == [
        ("2", "1990", "a", 5), ("20", "1991", "b", 6),
    ]  # fmt: skip


def test_columns_go_by_name_in_any_order(tmp_path):
    assert cells(tmp_path, "note,year,extra,ccode\na,1990,x,2\nb,1991,x,20\n") == WANTED


def test_other_encodings_are_told(tmp_path):
    intake = Intake()
    found = cells(tmp_path, "ccode,year,note\n437,1990,Côte d’Ivoire\n".encode("cp1252"), intake)
    assert found == [("437", "1990", "Côte d’Ivoire", 2)] and "not UTF-8" in intake.notes[0]
    assert encoding_of(file_of(tmp_path, "é".encode("mac_roman")), "mac_roman") == "mac_roman"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2,1990", "the row has 2 cells, the header 3"),
        ("2,1990,a,b", "the row has 4 cells, the header 3"),
        ('"2,1990,a', "a quote is opened and not closed"),
        ("x" * 1_000_001, "far too long"),
    ],
)
def test_a_broken_row_costs_that_row_only(tmp_path, line, why):
    intake = Intake()
    assert cells(tmp_path, f"ccode,year,note\n{line}\n20,1991,b\n", intake)[-1:] == [("20", "1991", "b", 3)]
    assert (intake.read, intake.quarantined) == (2, 1)
    assert intake.setbacks[0].line == 2 and why in intake.setbacks[0].reason


def test_a_row_broken_by_line_ends_is_put_together_where_asked(tmp_path):
    content = 'ccode,year,note\n2,1990,"one\ntwo\nthree"\n20,1991,b\n'
    assert [c[:3] for c in cells(tmp_path, content, rejoin=True)] == [
        ("2", "1990", "one two three"), ("20", "1991", "b"),
    ]  # fmt: skip
    intake = Intake()
    cells(tmp_path, content, intake)
    assert intake.quarantined == 3


def test_waiting_for_a_row_ends_at_the_next_whole_one(tmp_path):
    intake = Intake()
    found = cells(tmp_path, "ccode,year,note\n2\n20,1991,b\n200,1992\n", intake, rejoin=True)
    assert [c[0] for c in found] == ["20"]
    assert [s.line for s in intake.setbacks] == [2, 4] and intake.read == 3


def test_an_unknown_header_is_refused_with_what_was_expected_and_found(tmp_path):
    with pytest.raises(WrongFileError) as refused:
        heading(file_of(tmp_path, "country,period\nPeru,1990\n"), (PACTS,))
    assert "pacts: ccode, year" in str(refused.value) and "country,period" in str(refused.value)


def test_a_table_without_header_is_told_by_its_width(tmp_path):
    file = file_of(tmp_path, 'a"x\tb\nc\td\n', "round.txt")
    assert [row.cells for row in rows(file, (ROUND,), Intake())] == [['a"x', "b"], ["c", "d"]]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 81656373\n", "Git LFS pointer"),
        (b"<!DOCTYPE html><html>404</html>", "web page"),
        (b"\xef\xbb\xbf  <html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08\x00damaged", "cannot be unpacked"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(tmp_path, content, told):
    with pytest.raises(WrongFileError, match=told):
        check_content(file_of(tmp_path, content))


def test_packed_files_and_folders_are_opened(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.csv.gz").write_bytes(gzip.compress(PLAIN.encode()))
    with zipfile.ZipFile(tmp_path / "in" / "two.zip", "w") as archive:
        archive.writestr("deep/two.csv", PLAIN)
        archive.writestr("__MACOSX/two.csv", "x")
        archive.writestr("../../evil.txt", "x")
    (tmp_path / "in" / "read.me").write_text("no table")
    files, refused = source_files([tmp_path / "in"], (".csv",))
    assert [f.name for f in files] == ["one.csv", "two.csv"] and len(refused) == 0
    files, _ = source_files([tmp_path / "in" / "two.zip"], (".csv",))
    assert {f.name for f in files} == {"two.csv", "evil.txt"}
    two = next(f for f in files if f.name == "two.csv")
    assert [row.text("year") for row in rows(two, (PACTS,), Intake())] == ["1990", "1991"]
    assert {f.sha256() for f in files if f.name == "two.csv"} == {two.sha256()} and len(two.sha256()) == 64


def test_missing_paths_and_empty_folders_are_told(tmp_path):
    files, refused = source_files([tmp_path / "none.csv", tmp_path], (".csv",))
    assert not files and "no such file" in refused[0].reason and "no file of this source" in refused[1].reason


def test_a_bomb_is_bounded(tmp_path):
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"2,1990,a\n" * 12_000_000, compresslevel=9))
    with pytest.raises(WrongFileError, match="packed more than"):
        SourceFile(path, "bomb.csv").sha256()
