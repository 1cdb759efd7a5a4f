"""Loads that lose their server, their connection, their disk or their patience, and loads that meet each other."""

import contextlib
import functools
import os
import resource
import shutil
import signal
import subprocess
from dataclasses import dataclass, field

from detente.app.cli import main
from detente.graph.address import Server
from detente.graph.bolt import connect
from detente.graph.canonical import graph_hash
from detente.graph.embedded import _read_connection
from detente.graph.errors import DetenteError
from detente.graph.store import open_store

from . import proxy
from .corpus import load
from .homes import Folder
from .kills import LOADS, Watched
from .processes import ask, begin, listen

TRIES = 6
UNMOUNT = ["umount", "--lazy"]


@dataclass
class Row:
    """What a kind of fault did to a store."""

    what: str
    store: str
    runs: int = 0
    faults: int = 0
    alone: int = 0  # commands that came to their end although a fault met them
    again: int = 0  # commands that broke off with a message and came to their end when they were run again
    bad: list = field(default_factory=list)
    note: str = ""


def _loads(tell, opened, parts, row_tell=True):
    """Load parts; one that breaks off with a message of ours is run again."""
    for part in parts:
        for attempt in range(TRIES):
            try:
                with opened() as store:
                    load(Watched(store, tell if row_tell else lambda message: None), part)
                tell(("whole", attempt))
                break
            except DetenteError as error:
                tell(("broke", type(error).__name__, error.message))
        else:
            raise RuntimeError(f"{part.source}: broken off {TRIES} times")


def _end(home):
    with home.open() as store:
        return graph_hash(store)


def _settle(row, home, heard, code, want):
    """Count how the commands ended, and compare the graph with that of a clean run."""
    row.runs += 1
    if code:
        row.bad.append(f"{heard[-1][1] if heard else 'no word'}")
        return
    attempts = [message[1] for message in heard if message[0] == "whole"]
    row.again += sum(n > 0 for n in attempts)
    row.alone += sum(n == 0 for n in attempts)
    row.note = row.note or _first(heard)
    found = ask(_end, home)
    if found != want:
        row.bad.append(f"the graph is not that of a clean run ({found})")


def connections(homes, parts, clean, budget):
    """Load through a proxy that cuts, resets and delays connections around commits."""
    some = parts[: budget.either(1, len(parts))]
    made = []
    for home in homes:
        row = Row("connection cut, reset or delayed around a commit, or at a random byte", home.name)
        home.empty()
        with _served(home) as (port, opened):
            stand, hear = begin(proxy.serve, port, 7, 3)
            _, outer = hear.recv()
            try:
                heard, code = listen(*begin(_loads, functools.partial(opened, outer), some, False))
            finally:
                stand.kill()
                stand.join()
            faults = []
            with contextlib.suppress(EOFError):
                while hear.poll():
                    faults.append(hear.recv()[1])
        row.faults = len(faults)
        row.note = ", ".join(f"{faults.count(f)} {f}" for f in proxy.CUTS if f in faults)
        _settle(row, home, heard, code, clean[home.name][len(some) - 1].hash)
        made.append(row)
    return made


@contextlib.contextmanager
def _served(home):
    """Give the port of a home's server, and what opens the store through another port."""
    if isinstance(home, Folder):
        owner, hear = begin(_hold, home)
        hear.recv()
        address = _read_connection(home.place / "store")
        raw = home.place / "store" / "raw"

        def opened(port):
            there = Server(f"bolt://127.0.0.1:{port}", address.user, address.password, address.database)
            return connect(there, embedded="embedded store", raw=raw)

        try:
            yield int(address.uri.rpartition(":")[2]), opened
        finally:
            os.kill(owner.pid, signal.SIGINT)
            owner.join()
    else:
        here = home.server.uri.rpartition(":")[2]
        yield (
            int(here),
            lambda port: open_store(home.server.uri.replace(here, str(port)), environ=home.environ),
        )


def _hold(tell, home):
    with home.open() as store, contextlib.suppress(KeyboardInterrupt):
        store.apply_schema()
        tell(("ready",))
        signal.pause()


def servers(homes, parts, clean, budget):
    """Kill the server in the middle of a load and start it again, while the load goes on."""
    some = parts[: budget.either(1, len(parts))]
    made = []
    for home in homes:
        folder = isinstance(home, Folder)
        what = (
            "the process that serves the store killed while another loads"
            if folder
            else "server killed and started during a load"
        )
        row = Row(what, home.name)
        home.empty()
        owner = None
        if folder:
            owner, hear = begin(_hold, home)
            hear.recv()
        process, hear = begin(_loads, home.open, some)
        heard, writes = [], 0
        with contextlib.suppress(EOFError):
            while hear.poll(300):
                heard.append(hear.recv())
                writes += heard[-1][0] == "sent"
                if heard[-1][0] == "sent" and writes % 12 == 3 and (owner or not folder):
                    row.faults += 1
                    if folder:
                        owner.kill()
                        owner.join()
                        owner = None
                    else:
                        home.kill()
                        home.start()
        process.join()
        _settle(row, home, heard, process.exitcode, clean[home.name][len(some) - 1].hash)
        made.append(row)
    return made


def pairs(homes, parts, clean, budget):
    """Load in two processes at once: the same, and the halves of it."""
    some = parts[: budget.either(2, len(parts))]
    made = []
    for home in homes:
        for what, shares in (
            ("two processes load the same at once", (some, some)),
            ("two processes load different parts at once", (some[::2], some[1::2])),
        ):
            row = Row(what, home.name, faults=1)
            home.empty()
            both = [begin(_loads, home.open, share, False) for share in shares]
            ends = [listen(*one) for one in both]
            heard = [message for told, _ in ends for message in told]
            _settle(
                row, home, heard, next((c for _, c in ends if c), 0), clean[home.name][len(some) - 1].hash
            )
            made.append(row)
    return made


def disks(homes, parts, clean, budget):
    """Load onto a disk that is too small, then onto one that is not."""
    some = parts[: budget.either(1, len(parts))]
    home = homes[0]
    want = clean[home.name][len(some) - 1].hash
    return [_limited(home, some, want), *_mounted(home, some, want)]


def _limited(home, some, want):
    row = Row("files may not grow any more (RLIMIT_FSIZE)", home.name, faults=1)
    home.empty()
    heard, code = listen(*begin(_loads_within, home, some, 3_000_000))
    row.note = _first(heard)
    if not any(message[0] == "broke" for message in heard):
        row.bad.append(f"no message of ours: {heard[-1:]}")
    heard, code = listen(*begin(_loads, home.open, some, False))
    _settle(row, home, heard, code, want)
    row.alone, row.again = 0, 1 - len(row.bad)
    return row


def _loads_within(tell, home, some, size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        with home.open() as store:
            for part in some:
                load(store, part)
        tell(("whole", 0))
    except DetenteError as error:
        tell(("broke", type(error).__name__, error.message))


def _mounted(home, some, want):
    place = home.place / "store"
    room = (
        sum(path.stat().st_blocks for path in place.rglob("*")) * 512 * 2 // 3
    )  # it holds the whole load now
    home.empty()
    place.mkdir(parents=True)
    mounted = shutil.which("mount") and os.geteuid() == 0
    if (
        not mounted
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={room}", "detente-faults", place], capture_output=True
        ).returncode
    ):
        place.rmdir()
        return
    row = Row(f"disk full (a tmpfs of {room / 1e6:.0f} MB)", home.name, faults=1)
    try:
        heard, code = listen(*begin(_loads_within, home, some, resource.RLIM_INFINITY))
        row.note = _first(heard)
        if not any(message[0] == "broke" for message in heard):
            row.bad.append(f"no message of ours: {heard[-1:]}")
        subprocess.run(["mount", "-o", "remount,size=2g", place], check=True, capture_output=True)
        heard, code = listen(*begin(_loads, home.open, some, False))
        _settle(row, home, heard, code, want)
        row.alone, row.again = 0, 1 - len(row.bad)
    finally:
        subprocess.run([*UNMOUNT, place], check=True)
    yield row


def _first(heard):
    broke = next((m for m in heard if m[0] == "broke"), None)
    return f"{broke[1]}: {broke[2][:90]}" if broke else ""


def read_only(homes, parts, clean, budget):
    """Load into a folder that may not be written."""
    home = homes[0]
    row = Row("folder may not be written", home.name, runs=1, faults=1)
    home.empty()
    place = home.place / "locked"
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o555)
    heard, _ = listen(*begin(_refused, place, parts[0]))
    row.note = _first(heard)
    if "StoreUnavailable" not in row.note or list(place.iterdir()):
        row.bad.append(f"not refused with a message: {heard[-1:]}, {list(place.iterdir())}")
    return [row]


def _refused(tell, place, part):
    if os.geteuid() == 0:
        for above in place.parents:
            if above.stat().st_uid == 0 and above.name.startswith("detente-faults-"):
                above.chmod(0o755)
        os.setgid(65534)
        os.setuid(65534)
    try:
        with open_store(place / "store", environ={}) as store:
            load(store, part)
    except DetenteError as error:
        tell(("broke", type(error).__name__, error.message))


def interrupts(homes, parts, clean, budget):
    """Press Ctrl-C in the middle of a command: it must end with 130 and leave a load that is marked as unfinished."""
    made = []
    number = next(n for n, part in enumerate(parts) if part.file)
    for home in homes:
        row = Row("Ctrl-C", home.name, faults=1)
        home.empty()
        _, code = listen(*begin(_loads, home.open, parts[:number], False))
        process, hear = begin(_command, home, parts[number].file)
        with contextlib.suppress(EOFError):
            writes = 0
            while hear.poll(300):
                writes += hear.recv()[0] == "sent"
                if writes == 4:
                    writes = 100
                    os.kill(process.pid, signal.SIGINT)
        process.join()
        if process.exitcode != 130:
            row.bad.append(f"the command ended with {process.exitcode}")
        left = {str(r["complete"]): r["n"] for r in ask(_read, home, LOADS)}
        if left != {"True": number, "False": 1}:
            row.bad.append(f"the manifests after it: {left}")
        row.note = f"exit {process.exitcode}, complete: false in its manifest"
        heard, code = listen(*begin(_loads, home.open, [parts[number]], False))
        _settle(row, home, heard, code, clean[home.name][number].hash)
        row.alone, row.again = 0, 1
        made.append(row)
    return made


def _command(tell, home, path):
    """Run `detente load` in this process as the shell does, and tell of its writes."""
    import io
    import sys

    from detente.graph import bolt

    told = bolt.BoltStore.write_many

    def write_many(self, batches):
        tell(("sent",))
        return told(self, batches)

    bolt.BoltStore.write_many = write_many
    where = home.server.uri if home.process else str(home.place / "store")
    os.environ.update(XDG_DATA_HOME=str(home.place / "user"))
    os.chdir(home.place)
    sys.stdout = sys.stderr = io.StringIO()
    sys.argv = ["detente", "load", "cow_mid", str(path), "--store", where]
    try:
        main()
    except SystemExit as leave:
        os._exit(leave.code)


def _read(home, statement):
    with home.open() as store:
        return store.read(statement)


BREAKS = (connections, servers, pairs, disks, read_only, interrupts)
