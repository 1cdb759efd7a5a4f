"""A load that is killed or interrupted, and run again, ends in the graph of a load that was not."""

import os
import signal
import subprocess
import sys

import pytest

from detente.app.health import loads
from detente.graph.canonical import graph_hash
from detente.graph.store import open_store

HEAD = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,hostlev,version\n"
STATES = (2, 20, 200, 220, 255, 290, 325, 365, 640, 651, 666, 710, 740, 750, 770)
# The command, which gets a signal when a write is sent.
COMMAND = """
import os, sys
from detente.app.cli import main
from detente.graph.bolt import BoltStore

number, write, whole, sent = int(sys.argv[1]), int(sys.argv[2]), BoltStore.write_many, []

def write_many(self, batches):
    sent.append(1)
    if len(sent) == write:
        os.kill(os.getpid(), number)
    return whole(self, batches)

BoltStore.write_many = write_many
del sys.argv[1:3]
main()
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals")


def disputes(path):
    """Write some hundred sides of invented disputes."""
    rows = []
    for n in range(200):
        a, b = STATES[n % len(STATES)], STATES[(n * 7 + 3) % len(STATES)]
        day, year = 1 + n % 27, 1950 + n % 60
        for state, side in ((a, 1), (b, 0)):
            rows.append(f"{n},X,{state},{day},{1 + n % 12},{year},{day},12,{year},{side},{2 + n % 4},5")
    path.write_text(HEAD + "\n".join(rows) + "\n")


def run(path, store, number=0, write=0):
    """Run the command; the signal with that number comes at that write."""
    command = [sys.executable, "-c", COMMAND, str(int(number)), str(write)]
    command += ["load", "cow_mid", path.name, "--store", str(store), "--json"]
    env = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J")}
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=path.parent, timeout=300)


def end_of(store):
    with open_store(store, environ={}) as graph:
        (told,) = [c for c in loads(graph) if c.what == "loads"]
        return graph_hash(graph), told.level


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """The file, and what a load of it ends in that nothing stops."""
    path = tmp_path_factory.mktemp("clean") / "MIDB.csv"
    disputes(path)
    done = run(path, path.parent / "store")
    assert done.returncode == 0, done.stderr
    return path, end_of(path.parent / "store")


@pytest.mark.parametrize(
    ("number", "write"),
    [("SIGKILL", 5), ("SIGKILL", 8), ("SIGINT", 6)],
    ids=["killed before its merges", "killed before the atlas is merged", "interrupted"],
)
def test_a_load_that_was_stopped_and_runs_again_equals_a_clean_one(tmp_path, clean, number, write):
    path, wanted = clean
    assert wanted[1] == "ok"
    signal_number = getattr(signal, number)
    stopped = run(path, tmp_path / "store", signal_number, write)
    if number == "SIGINT":
        assert stopped.returncode == 130
        assert "interrupted; what was loaded so far is kept" in stopped.stderr
        assert "Traceback" not in stopped.stderr
    else:
        assert stopped.returncode == -signal_number
    assert end_of(tmp_path / "store")[1] == "wrong"
    again = run(path, tmp_path / "store")
    assert again.returncode == 0, again.stderr
    assert end_of(tmp_path / "store") == wanted
