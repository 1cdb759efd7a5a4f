"""The embedded store: one process serves, others join, and what a killed one left is no obstacle."""

import json
import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from detente.graph import embedded
from detente.graph.errors import StatementRejected, StoreUnavailable, UsageError
from detente.graph.lock import try_lock, unlock
from detente.graph.schema import node_batch
from detente.graph.store import open_store

NAMES = "MATCH (p:Person) RETURN p.name AS name ORDER BY name"
OWNER = """
import sys, time
from pathlib import Path
from detente.graph.schema import node_batch
from detente.graph.store import open_store
store = open_store(Path(sys.argv[1]), environ={})
store.apply_schema()
store.write_many([node_batch("Person", [{"id": "person:ada", "name": "Ada"}])])
print("ready", flush=True)
if sys.argv[2] == "stay":
    sys.stdin.read()
if sys.argv[2] == "fail":
    raise ValueError("nobody handles this")
"""

WRITER = """
import sys
from pathlib import Path
from detente.graph.schema import node_batch
from detente.graph.store import open_store
with open_store(Path(sys.argv[1]), environ={}) as store:
    store.apply_schema()
    for part in range(20):
        rows = [{"id": f"person:{n}", "name": str(n)} for n in range(50 * part, 50 * part + 50)]
        store.write_many([node_batch("Person", rows)])
"""


def ada():
    return node_batch("Person", [{"id": "person:ada", "name": "Ada"}])


def owner(folder, what, cwd):
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", OWNER, str(folder), what],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd,
    )  # fmt: skip


def finish(process):
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_a_store_outlives_its_server(tmp_path):
    with open_store(tmp_path / "s", environ={}) as store:
        store.apply_schema()
        store.write_many([ada()])
    with open_store(tmp_path / "s", environ={}, purpose="read") as store:
        assert store.read(NAMES) == [{"name": "Ada"}]


def test_two_stores_of_one_process_share_the_server_until_the_last_is_closed(tmp_path):
    first = open_store(tmp_path / "s", environ={})
    with (
        open_store(tmp_path / "s", environ={}) as second,
        open_store(tmp_path / "other", environ={}) as other,
    ):
        second.write_many([ada()])
        first.close()
        assert second.read(NAMES) == [{"name": "Ada"}]
        assert other.read(NAMES) == []
        assert (tmp_path / "s" / "connection.json").exists()
    assert not (tmp_path / "s" / "connection.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file modes")
def test_the_connection_file_is_for_its_owner_only(tmp_path):
    with open_store(tmp_path / "s", environ={}):
        path = tmp_path / "s" / "connection.json"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o700
        told = json.loads(path.read_text())
    assert (told["process"], len(told["password"]) >= 24) == (os.getpid(), True)


def test_a_process_joins_the_one_that_serves(tmp_path):
    process = owner(tmp_path / "s", "stay", tmp_path)
    assert process.stdout.readline() == "ready\n"
    with open_store(tmp_path / "s", environ={}) as store:
        assert store.read(NAMES) == [{"name": "Ada"}]
        assert "another process" in store.server
        assert finish(process) == (0, "", "")
        assert store.read(NAMES) == [{"name": "Ada"}]  # the store goes on without the process that served it
        assert "another process" not in store.server
    assert [path.name for path in tmp_path.iterdir()] == ["s"]
    assert not (tmp_path / "s" / "connection.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_load_goes_on_when_the_process_that_serves_is_killed(tmp_path):
    process = owner(tmp_path / "s", "stay", tmp_path)
    assert process.stdout.readline() == "ready\n"
    with open_store(tmp_path / "s", environ={}) as store:
        process.kill()
        finish(process)
        store.write_many([node_batch("Person", [{"id": "person:bo", "name": "Bo"}])])
        assert store.read(NAMES) == [{"name": "Ada"}, {"name": "Bo"}]


def test_an_error_of_a_statement_is_not_taken_for_a_server_that_left(tmp_path):
    process = owner(tmp_path / "s", "stay", tmp_path)
    assert process.stdout.readline() == "ready\n"
    with open_store(tmp_path / "s", environ={}) as store:
        with pytest.raises(StatementRejected):
            store.read("MATCH (n RETURN n")
        assert "another process" in store.server
    finish(process)


def test_processes_that_write_the_same_at_once_take_turns(tmp_path):
    both = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", WRITER, str(tmp_path / "s")],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert [finish(process) for process in both] == [(0, "", ""), (0, "", "")]
    with open_store(tmp_path / "s", environ={}) as store:
        assert store.read("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 1000}]


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_what_a_killed_process_left_is_taken_over(tmp_path, name):
    process = owner(tmp_path / "s", "stay", tmp_path)
    assert process.stdout.readline() == "ready\n"
    process.send_signal(getattr(signal, name))
    assert finish(process) == (-getattr(signal, name), "", "")
    assert (tmp_path / "s" / "connection.json").exists()
    with open_store(tmp_path / "s", environ={}) as store:
        assert store.read(NAMES) == [{"name": "Ada"}]


def test_an_error_that_nobody_handles_ends_the_process(tmp_path):
    begin = time.monotonic()
    code, out, err = finish(owner(tmp_path / "s", "fail", tmp_path))
    assert (code, out, err.count("Traceback")) == (1, "ready\n", 1)
    assert err.rstrip().endswith("ValueError: nobody handles this")
    assert time.monotonic() - begin < 60
    assert not (tmp_path / "s" / "connection.json").exists()


def test_a_process_that_holds_the_store_and_does_not_answer_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "_JOIN_SECONDS", 0.5)
    folder = tmp_path / "s"
    folder.mkdir()
    lock = try_lock(folder / "lock")
    try:
        with pytest.raises(StoreUnavailable, match="in use by another process that does not answer"):
            open_store(folder, environ={})
        told = {"port": 1, "user": "root", "password": "hidden", "database": "d", "process": 4242}
        (folder / "connection.json").write_text(json.dumps(told))
        with pytest.raises(StoreUnavailable, match=r"process \(4242\)") as caught:
            open_store(folder, environ={})
        assert "hidden" not in caught.value.message
    finally:
        unlock(lock)


@pytest.mark.parametrize("left", ["", "{", "[]", '{"port": "x"}'])
def test_a_damaged_connection_file_is_replaced(tmp_path, left):
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "connection.json").write_text(left)
    with open_store(folder, environ={}) as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_reading_makes_no_store(tmp_path):
    with pytest.raises(StoreUnavailable, match="There is no graph in"):
        open_store(tmp_path / "s", environ={}, purpose="read")
    assert not (tmp_path / "s").exists()


def test_a_folder_of_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match=r"thesis\.txt"):
        open_store(tmp_path, environ={})
    with pytest.raises(UsageError, match="is a file"):
        open_store(tmp_path / "thesis.txt", environ={})
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="cannot be used") as caught:
        open_store(tmp_path / "file" / "s", environ={})
    assert caught.value.exit_code == 4
    assert "--store" in caught.value.message


def test_a_folder_that_may_not_be_written_is_named(tmp_path, monkeypatch):
    def refused(path):
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr(embedded, "try_lock", refused)
    with pytest.raises(StoreUnavailable, match="Read-only file system"):
        open_store(tmp_path / "s", environ={})


def test_without_the_engine_the_message_names_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)
    with pytest.raises(StoreUnavailable, match="NEO4J_URI"):
        open_store(tmp_path / "s", environ={})
    monkeypatch.undo()
    with open_store(tmp_path / "s", environ={}) as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
