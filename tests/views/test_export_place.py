"""Where exports go: whole or not at all, and nothing of anybody else is replaced."""

import json

import pytest

from detente.graph.errors import UsageError
from detente.views.exports.place import MANIFEST, fresh_file, fresh_folder


def fill(folder, text="1", name="a.csv"):
    with fresh_folder(folder, "csv") as part:
        (part / "sub").mkdir()
        (part / name).write_text(text)
        (part / "sub" / "b.csv").write_text(text)


def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_folder_is_replaced_by_a_newer_export_whole(tmp_path):
    fill(tmp_path / "out")
    fill(tmp_path / "out", "2", "c.csv")
    assert names(tmp_path / "out") == ["c.csv", MANIFEST, "sub/b.csv"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    told = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert set(told["files"]) == {"c.csv", "sub/b.csv"} and told["tool"].startswith("detente")


def test_an_empty_folder_is_taken_and_a_folder_of_others_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    fill(tmp_path / "empty")
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"chapter\.txt.*no export of detente"):
        fill(tmp_path / "thesis")
    assert names(tmp_path / "thesis") == ["chapter.txt"]


def test_a_file_that_somebody_put_into_an_export_is_not_lost(tmp_path):
    fill(tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes\.txt"):
        fill(tmp_path / "out", "2")
    assert (tmp_path / "out" / "a.csv").read_text() == "1"


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"files": 3}', "\x00", "[" * 100_000])
def test_a_broken_manifest_counts_as_none(tmp_path, manifest):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MANIFEST).write_text(manifest)
    (tmp_path / "out" / "x").write_text("mine")
    with pytest.raises(UsageError):
        fill(tmp_path / "out")


def test_a_failure_leaves_what_was_there(tmp_path):
    fill(tmp_path / "out")
    (tmp_path / "f.json").write_text("old")
    with pytest.raises(RuntimeError), fresh_folder(tmp_path / "out", "csv") as part:
        (part / "a.csv").write_text("half")
        raise RuntimeError
    with pytest.raises(RuntimeError), fresh_file(tmp_path / "f.json") as part:
        part.write_text("half")
        raise RuntimeError
    assert (tmp_path / "out" / "a.csv").read_text() == "1" and (tmp_path / "f.json").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["f.json", "out"]


def test_a_file_in_a_folder_that_is_not_there_yet(tmp_path):
    with fresh_file(tmp_path / "new" / "g.json") as part:
        part.write_text("x")
        assert part.suffix == ".json"
    assert names(tmp_path) == ["new/g.json"]


def test_file_and_folder_are_not_mixed_up(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "f").write_text("x")
    with pytest.raises(UsageError, match="is a folder"), fresh_file(tmp_path / "d"):
        pass
    with pytest.raises(UsageError, match="is a file"):
        fill(tmp_path / "f")
    with pytest.raises(UsageError, match="cannot be written"), fresh_file(tmp_path / "f" / "g"):
        pass


def test_through_a_link_the_folder_it_names_is_replaced(tmp_path):
    fill(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    fill(tmp_path / "link", "2")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real" / "a.csv").read_text() == "2"
