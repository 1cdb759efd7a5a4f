"""kill -9 at random moments of a load: what is found afterwards, and whether the load run again ends as a clean one.

The load is ten commands one after the other. Each is killed once, at a moment drawn for it: before a write is sent,
at a random time while the server works on it, just after its answer, or by the clock. The next process finds what
is there, which must be the state after the last acknowledged write or after the one that was under way; it runs the
command again, whose graph must have the hash of the clean run, and goes on to the next command and the next kill.
"""

import os
import signal
import threading
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from detente.graph.canonical import graph_hash
from detente.graph.nodes import NODES
from detente.graph.paging import count_nodes

from .corpus import load
from .processes import ask, begin, listen

WAYS = ("before a write", "during a write", "after a write", "by the clock")
SERVER_TOO = 10  # of so many kills one takes the server with it, where it has a process of its own
TIES = "MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS n"
LOADS = "MATCH (l:Load) RETURN l.complete AS complete, count(l) AS n"


class Clean(NamedTuple):
    """A part of the clean run: what is there after each write, how long each took, and the hash at its end."""

    counts: list
    seconds: list
    whole: float
    hash: str


class Plan(NamedTuple):
    """When a load dies: the way, the write, the seconds after it was sent (or the load began)."""

    way: str
    write: int
    delay: float
    server: int | None = None  # its process, if it dies too


@dataclass
class Tally:
    """What the kills of a store did."""

    kills: dict = field(default_factory=lambda: dict.fromkeys(WAYS, 0))
    under_way: int = 0  # kills with a write sent and not answered
    kept: int = 0  # of these, writes that were there afterwards
    servers: int = 0
    lost: list = field(default_factory=list)
    doubled: list = field(default_factory=list)
    torn: list = field(default_factory=list)
    unequal: list = field(default_factory=list)
    broken: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def count(self):
        """How many kills there were."""
        return sum(self.kills.values())

    @property
    def bad(self):
        """All that went wrong."""
        return [*self.lost, *self.doubled, *self.torn, *self.unequal, *self.broken]


class Watched:
    """A store that tells each write when it is sent and when it is acknowledged, and dies as planned."""

    def __init__(self, store, tell, plan=None):
        """Begin to count."""
        self.store, self.tell, self.plan, self.sent = store, tell, plan, 0
        if plan and plan.way == "by the clock":
            self.die(plan.delay)

    def __getattr__(self, name):
        return getattr(self.store, name)

    def write(self, cypher, rows):
        """Write one batch."""
        return self.write_many([(cypher, rows)])

    def write_many(self, batches):
        """Write; what is told to the other process outlives this one."""
        self.sent += 1
        mine = self.plan and self.plan.write == self.sent
        if mine and self.plan.way == "before a write":
            self.die(0)
        self.tell(("sent", self.sent))
        if mine and self.plan.way == "during a write":
            self.die(self.plan.delay)
        made = self.store.write_many(batches)
        self.tell(("acknowledged", self.sent))
        if mine and self.plan.way == "after a write":
            self.die(0)
        return made

    def die(self, delay):
        """Kill this process, now or in a while."""
        if delay:
            threading.Timer(delay, self.die, (0,)).start()
            return
        if self.plan.server:
            os.kill(self.plan.server, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)


def counts(store):
    """Return how many nodes there are of each label, relationships of each type and loads of each outcome."""
    # The mark of the graph model is set before the first write that is counted here.
    found = {n.label: store.read(count_nodes(n.label))[0]["n"] for n in NODES if n.label != "Detente"}
    found |= {row["type"]: row["n"] for row in store.read(TIES)}
    found |= {f"Load {row['complete']}": row["n"] for row in store.read(LOADS)}
    return {name: n for name, n in found.items() if n}


def clean_run(home, parts):
    """Load all parts in a process of its own; return what is there after each write."""
    home.empty()
    return ask(_clean_run, home, parts)


def _clean_run(home, parts):
    made = []
    with home.open() as store:
        store.apply_schema()
        for part in parts:
            states, seconds, since = [counts(store)], [], [time.monotonic()]

            def tell(message, states=states, seconds=seconds, since=since):
                if message[0] == "acknowledged":
                    seconds.append(time.monotonic() - since[0])
                    states.append(counts(store))
                since[0] = time.monotonic()

            begun = time.monotonic()
            load(Watched(store, tell), part)
            whole = time.monotonic() - begun
            made.append(Clean(states, seconds, whole, graph_hash(store)))
    return made


def chain(home, parts, clean, draw, tally, enough=lambda: False):
    """Load all parts, each killed once and run again; count what happens in ``tally``."""
    home.empty()
    begun = time.monotonic()
    heard = []
    for number in range(len(parts) + 1):
        last = number == len(parts) or enough()
        plan = None if last else _plan(draw, clean[number], home, tally)
        before = number - 1 if number else None
        after, code = listen(*begin(_session, home, parts, before, None if last else number, plan))
        if number:
            _judge(tally, f"{home.name}, part {number}", clean[number - 1], heard, after)
        if last or code != -signal.SIGKILL:
            if code:
                problem = after[-1] if after else ("", f"it ended with {code}")
                tally.broken.append(f"{home.name}, part {number}: {problem[1]}")
            break
        tally.kills[plan.way] += 1
        heard = after
        if plan.server:
            home.start()
    tally.seconds += time.monotonic() - begun


def _plan(draw, part, home, tally):
    way = draw.choice(WAYS)
    write = draw.randrange(1, len(part.seconds) + 1)
    share = draw.random()
    server = None
    if home.process and tally.count % SERVER_TOO == SERVER_TOO - 1:
        server = home.process
        tally.servers += 1
    return Plan(
        way, write, share * (part.whole if way == WAYS[3] else part.seconds[write - 1]) + 1e-6, server
    )


def _session(tell, home, parts, before, number, plan):
    """Look at what a kill left, run its part again, and begin the next one, in which the next kill comes."""
    with home.open() as store:
        if before is not None:
            tell(("found", counts(store)))
            load(store, parts[before])
            tell(("again", graph_hash(store)))
        if number is not None:
            load(Watched(store, tell, plan), parts[number])
            time.sleep(2 * plan.delay)
            os.kill(os.getpid(), signal.SIGKILL)


def _judge(tally, where, part, heard, after):
    """Compare what was found after a kill with what was sent and acknowledged before it."""
    told = dict(message[:2] for message in after)
    sent = max((n for kind, n in heard if kind == "sent"), default=0)
    sure = max((n for kind, n in heard if kind == "acknowledged"), default=0)
    if "found" not in told:
        tally.broken.append(f"{where}: the store could not be opened again: {after[-1:]}")
        return
    found, least, most = told["found"], part.counts[sure], part.counts[sent]
    if sent > sure:
        tally.under_way += 1
        tally.kept += found == most != least
    if found not in (least, most):
        names = found.keys() | least.keys() | most.keys()
        odd = {n: (found.get(n, 0), least.get(n, 0), most.get(n, 0)) for n in names}
        fewer = {n: v for n, v in odd.items() if v[0] < min(v[1:])}
        more = {n: v for n, v in odd.items() if v[0] > max(v[1:])}
        kind = tally.lost if fewer else tally.doubled if more else tally.torn
        kind.append(f"{where}: after write {sure} of {sent} sent, found/least/most {fewer or more or odd}")
    if told.get("again") != part.hash:
        tally.unequal.append(
            f"{where}: run again, the graph is not that of a clean run ({told.get('again')})"
        )
