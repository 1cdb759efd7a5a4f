"""Writing: all files, whole or not at all, and a clear word where nothing can be written."""

import struct

import pytest

from detente.graph.errors import DetenteError
from detente.views import write
from detente.views.dossier import build_dossier
from detente.views.figures import matrix_png, network_png

FILES = [
    "alignment.csv",
    "facts.jsonl",
    "graph.gexf",
    "graph.graphml",
    "index.html",
    "network.png",
    "tension.csv",
]


def test_it_writes_every_file_and_nothing_else(invented, tmp_path):
    made = write.write_all(tmp_path / "new" / "out", *invented.args)
    assert sorted(p.name for p in made) == FILES
    assert sorted(p.name for p in (tmp_path / "new" / "out").iterdir()) == FILES


def test_a_folder_that_is_a_file_is_refused(invented, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(DetenteError, match="out") as caught:
        write.write_all(tmp_path / "out", *invented.args)
    assert caught.value.exit_code == 2 and "--out" in str(caught.value)
    assert (tmp_path / "out").read_text() == "mine"


def test_a_read_only_folder_is_refused_before_anything_is_computed(tmp_path, monkeypatch):
    def refuse(self, content):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    with pytest.raises(DetenteError, match="Permission denied") as caught:
        write.prepare_folder(tmp_path)
    assert caught.value.exit_code == 2 and str(tmp_path) in str(caught.value)


def test_a_full_disk_leaves_the_file_of_before_and_no_part(tmp_path, monkeypatch):
    target = tmp_path / "graph.gexf"
    target.write_bytes(b"of before")

    def fail(self, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", fail)
    with pytest.raises(DetenteError, match="No space left"):
        write._write(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"of before"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.gexf"]


def test_pictures_are_png_and_equal_twice(invented):
    dossier = build_dossier(*invented.args, title="sample")
    for make in (network_png, matrix_png):
        first = make(dossier)
        assert first == make(dossier)
        assert first[:8] == b"\x89PNG\r\n\x1a\n"
        assert min(struct.unpack(">II", first[16:24])) > 600


def test_hostile_text_does_not_stop_a_picture(invent):
    dirty = invent(lambda text: "price $2_{bn and $x \x07 \u6771\u4eac " + text)
    dossier = build_dossier(*dirty.args, title="$\\frac{")
    assert len(network_png(dossier)) > 10_000


def test_an_empty_dossier_still_gives_files(invented, tmp_path):
    frames = invented.frames
    empty = type(frames)(*(getattr(frames, f).iloc[:0] for f in frames.__dataclass_fields__))
    assert len(write.write_all(tmp_path, empty, [], [], [], None, None)) == len(FILES)
