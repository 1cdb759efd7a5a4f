"""Fifty readers at `detente serve` at once: errors and how long they wait."""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

READERS = 50
START = 60.0
DOORS = (
    "/api/health", "/api/queries", "/api/openapi.json", "/api/query/contracts_of?state=TUR",
    "/api/query/members_of?body=NATO", "/api/query/shared_bodies?a=TUR&b=GRC", "/api/query/loads",
    "/api/query/facts_of_article?title=" + quote("Report 12 from"), "/api/query/suppliers_of?state=TUR",
    "/api/query/bodies_of?state=GRC",
)  # fmt: skip


def served(where):
    """Start `detente serve` on a store as a user does; return the process and its port."""
    command = [str(Path(sys.executable).parent / "detente"), "serve", "--store", where]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    line = process.stdout.readline()
    if not line.startswith("http://"):
        process.kill()
        raise RuntimeError(f"serve did not start: {line}{process.stderr.read()[-1000:]}")
    return process, int(line.strip().rstrip("/").rpartition(":")[2])


def reader(number, port, until, took, wrong):
    """Ask one door after the other over one connection until the time is over."""
    line, place = None, number
    while time.monotonic() < until:
        place += 1
        door, start = DOORS[place % len(DOORS)], time.monotonic()
        try:
            line = line or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", door)
            answer = line.getresponse()
            content = answer.read()
            if answer.status != 200:
                wrong.append(f"{door}: {answer.status} {content[:120]!r}")
            else:
                json.loads(content)
            if answer.will_close:
                line = None
        except (OSError, http.client.HTTPException, ValueError) as error:
            wrong.append(f"{door}: {type(error).__name__}: {error}")
            line = None
        took.append(time.monotonic() - start)


def memory(process):
    """Return what the server's process holds, in MB; None where the system does not tell."""
    try:
        with Path(f"/proc/{process.pid}/status").open(encoding="ascii") as told:
            return int(next(line for line in told if line.startswith("VmHWM")).split()[1]) / 1024
    except OSError:
        return None


def crowd(where, seconds):
    """Let the readers in; return lines and failures."""
    process, port = served(where)
    try:
        took, wrong = [], []
        reader(0, port, time.monotonic() + 2.0, [], wrong)
        until = time.monotonic() + seconds
        crowd = [threading.Thread(target=reader, args=(n, port, until, took, wrong)) for n in range(READERS)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        alive, held = process.poll() is None, memory(process)
    finally:
        process.terminate()
        process.wait(30)
    ordered = sorted(took) or [float("nan")]
    waits = ", ".join(
        f"p{p} {1000 * ordered[min(len(ordered) - 1, len(ordered) * p // 100)]:,.0f} ms" for p in (50, 95, 99)
    )
    lines = (
        f"`detente serve` on the Neo4j graph, {READERS} readers at once for {seconds:,.0f} seconds: {len(took):,} answers,",
        f"{len(took) / seconds:,.0f} a second, {len(wrong)} errors; {waits}, longest {1000 * ordered[-1]:,.0f} ms;",
        f"peak memory of the server {held:,.0f} MB." if held else "its memory is not told here.",
    )
    failures = [f"fifty readers: {told}" for told in wrong[:5]]
    if not alive:
        failures.append("fifty readers: the server ended")
    return lines, failures
