"""What cannot be read or reached ends with its exit code and a message that says what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "Norway accused Iceland of illegal fishing on Monday. Iceland rejected the charge and recalled its ambassador from Norway."
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "DETENTE_"))}


def detente(*arguments, **environment):
    return subprocess.run(
        [Path(sys.executable).with_name("detente"), *map(str, arguments)],
        capture_output=True, text=True, env={**CLEAN, **environment}, check=False, timeout=300,
    )  # fmt: skip


BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "huge.txt": (GOOD.encode() * 180_000, "too large"),
    "page.html": (
        b"<html><head><title>Shop</title></head><body><nav><a href='/'>Home</a></nav></body></html>",
        "no article",
    ),
    "turkish.txt": (
        "Türkiye ile Rusya arasında imzalanan anlaşma uyarınca füze sistemleri gelecek yıl teslim edilecek. "
        "Cumhurbaşkanı bu kararın Türkiye tarafından alındığını söyledi ve görüşmelerin süreceğini bildirdi.".encode(),
        "not English",
    ),
    "broken.jsonl": (b'{"id": "1", "text": "Norway', "JSON"),
    "table.xlsx": (b"PK\x03\x04", "unsupported"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_kind_of_bad_file_is_refused_by_name_with_a_reason_and_advice(tmp_path, name):
    content, reason = BAD[name]
    (tmp_path / name).write_bytes(content)
    done = detente("analyze", tmp_path / name, "--out", tmp_path / "out")
    assert done.returncode == 3, done.stderr
    assert name in done.stderr
    assert reason in done.stderr
    (line,) = (tmp_path / "out" / "quarantine.jsonl").read_text().splitlines()
    told = json.loads(line)
    assert told["file"].endswith(name)
    assert told["advice"]
    assert not (tmp_path / "out" / "index.html").exists()


def test_a_missing_path(tmp_path):
    done = detente("extract", tmp_path / "nowhere.txt", "--jsonl")
    assert done.returncode == 3
    assert "no such file" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [b'{"id": "\xbf"}', b"[" * 100_000, b'{"text": "no id"}'])
def test_records_that_cannot_be_scored_are_refused_by_name(tmp_path, content):
    from click.testing import CliRunner

    from detente.app.score import score
    from detente.graph.errors import InputRejected

    (tmp_path / "gold.jsonl").write_bytes(content)
    told = CliRunner().invoke(score, [str(tmp_path / "gold.jsonl")] * 2)
    assert isinstance(told.exception, InputRejected)
    assert "gold.jsonl" in told.exception.message
    assert "Nothing was scored" in told.exception.message


def test_windows_text_is_read_as_such(tmp_path):
    (tmp_path / "a.txt").write_bytes(
        "Côte d’Ivoire accused Ghana of illegal fishing near the border on Monday.".encode("cp1252")
    )
    done = detente("extract", tmp_path / "a.txt", "--jsonl")
    assert done.returncode == 0, done.stderr
    assert {"CIV", "GHA"} <= set(json.loads(done.stdout)["states"])


def test_a_bad_article_among_good_ones_is_set_aside_and_the_rest_is_loaded(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    (tmp_path / "in" / "empty.txt").write_text("")
    lines = [
        {"id": "x", "text": GOOD + " Oslo protested.", "date": "2019-05-05"},
        {"id": "y", "text": GOOD, "date": "31 Feb"},
    ]
    (tmp_path / "in" / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = detente("analyze", tmp_path / "in", "--out", tmp_path / "out", "--json")
    assert done.returncode == 3, done.stderr
    told = json.loads(done.stdout)["manifest"]
    assert (told["read"], told["accepted"], told["quarantined"], told["complete"]) == (4, 2, 2, True)
    assert "wire.jsonl:2" in done.stderr
    assert (tmp_path / "out" / "index.html").exists()
    assert len((tmp_path / "out" / "quarantine.jsonl").read_text().splitlines()) == 2


def test_a_database_that_is_down(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    done = detente(
        "analyze",
        tmp_path / "a.txt",
        "--out",
        tmp_path / "out",
        NEO4J_URI="bolt://127.0.0.1:1",
        NEO4J_PASSWORD="s3cret",
    )
    assert done.returncode == 4
    assert "127.0.0.1:1" in done.stderr
    assert "s3cret" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_wrong_password(tmp_path, neo4j_526):
    (tmp_path / "a.txt").write_text(GOOD)
    environment = {
        "NEO4J_URI": neo4j_526.uri,
        "NEO4J_USERNAME": neo4j_526.user,
        "NEO4J_PASSWORD": "wr0ng-one",
    }
    done = detente("analyze", tmp_path / "a.txt", "--out", tmp_path / "out", **environment)
    assert done.returncode == 4
    assert "NEO4J_PASSWORD" in done.stderr
    assert "wr0ng-one" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_an_output_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "file").write_text("in the way")
    done = detente("analyze", tmp_path / "a.txt", "--out", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert str(tmp_path / "file") in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_option_value(tmp_path):
    done = detente("tension", "--as-of", "yesterday", "--store", tmp_path)
    assert done.returncode == 2
    assert "2018-04-03" in done.stderr


def test_reading_commands_do_not_make_a_store(tmp_path):
    done = detente("tension", "--store", tmp_path / "none")
    assert done.returncode == 4
    assert not (tmp_path / "none").exists()


def test_help_is_quick_and_loads_nothing_heavy():
    code = "import sys, detente.app.cli; print([m for m in ('pandas','numpy','spacy','neo4j','networkx','matplotlib','trafilatura','rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    told = detente("--help")
    assert told.returncode == 0
    for name in ("demo", "analyze", "extract", "load", "query", "tension", "explain", "doctor"):
        assert name in told.stdout


def test_an_article_on_which_the_rules_break_does_not_stop_the_others(tmp_path, monkeypatch):
    import detente as library
    from detente.loaders.articles import extract as rules

    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{GOOD} Oslo sent note {name}.")
    whole = rules.extract

    def broken(article, publication, atlas):
        if "note a" in article.text:
            raise IndexError("planted")
        return whole(article, publication, atlas)

    monkeypatch.setattr(rules, "extract", broken)
    run = library.analyze([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out", environ={})
    told = run.manifest
    assert (told.read, told.accepted, told.quarantined, told.complete) == (2, 1, 1, True)
    (line,) = (tmp_path / "out" / "quarantine.jsonl").read_text().splitlines()
    assert "a.txt" in json.loads(line)["file"]
    assert "planted" in json.loads(line)["reason"]
