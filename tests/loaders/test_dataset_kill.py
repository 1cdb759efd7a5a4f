"""A load that is killed and run again ends in the graph of a load that was not."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.graph.canonical import graph_hash
from detente.graph.store import open_store

HEAD = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,hostlev,version\n"
STATES = (2, 20, 200, 220, 255, 290, 325, 365, 640, 651, 666, 710, 740, 750, 770)


def disputes(path):
    """Write some thousand sides of invented disputes."""
    rows = []
    for n in range(400):
        a, b = STATES[n % len(STATES)], STATES[(n * 7 + 3) % len(STATES)]
        day, year = 1 + n % 27, 1950 + n % 60
        for state, side in ((a, 1), (b, 0)):
            rows.append(f"{n},X,{state},{day},{1 + n % 12},{year},{day},12,{year},{side},{2 + n % 4},5")
    path.write_text(HEAD + "\n".join(rows) + "\n")


def start(path, store):
    command = [Path(sys.executable).with_name("detente"), "load", "cow_mid", path, "--store", store, "--json"]
    env = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J")}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=path.parent)


def end_of(store):
    with open_store(store, environ={}) as graph:
        loads = graph.read("MATCH (l:Load) RETURN l.complete AS complete")
        return graph_hash(graph), [row["complete"] for row in loads]


@pytest.mark.parametrize("share", [0.6])
def test_a_killed_load_run_again_equals_a_clean_one(tmp_path, share):
    path = tmp_path / "MIDB.csv"
    disputes(path)
    began = time.monotonic()
    clean = start(path, tmp_path / "clean")
    _, err = clean.communicate(timeout=300)
    assert clean.returncode == 0, err
    took = time.monotonic() - began
    wanted = end_of(tmp_path / "clean")
    assert wanted[1] == [True]

    broken = start(path, tmp_path / "broken")
    time.sleep(took * share)
    broken.send_signal(signal.SIGKILL)
    broken.communicate(timeout=60)
    again = start(path, tmp_path / "broken")
    _, err = again.communicate(timeout=300)
    assert again.returncode == 0, err
    assert end_of(tmp_path / "broken") == wanted
