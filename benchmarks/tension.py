"""Tension of a million events: one pass over all dyads, and an update against computing again; to docs/speed.md.

Each way runs in a process of its own, for its peak memory. Run: .venv/bin/python benchmarks/tension.py
"""

import json
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from statistics import median

import numpy as np
import pandas as pd
from section import write_section

from detente.analysis.streaming import StreamingTension
from detente.analysis.tension import tension

EVENTS, PAIRS, DAYS, BATCH, ROUNDS = 1_000_000, 15_000, 1500, 1000, 7
START = date(2016, 1, 1)
AS_OF = START + timedelta(days=DAYS)
CLASSES = {"AGREE": 0.2, "CONSULT": 0.3, "ACCUSE": 0.2, "THREATEN": 0.1, "SANCTION": 0.05, "ASSAULT": 0.15}


def synthetic(count):
    """Return events in the order of time: pairs by a Zipf law, five rows to a story, one in a hundred a copy."""
    generator = np.random.default_rng(1)
    states = np.array([f"S{i:03d}" for i in range(200)], dtype=object)
    pairs = generator.choice(200 * 199 // 2, PAIRS, replace=False)
    one, other = np.triu_indices(200, 1)
    shares = 1 / np.arange(1, PAIRS + 1) ** 0.7
    pair = pairs[generator.choice(PAIRS, count, p=shares / shares.sum())]
    turned = generator.random(count) < 0.5
    days = np.sort(generator.integers(0, DAYS, count))
    calendar = np.array([START + timedelta(days=i) for i in range(DAYS)], dtype=object)
    story = np.array([f"s{i}" for i in range(count // 5 + 1)], dtype=object)[np.arange(count) // 5]
    names, odds = list(CLASSES), list(CLASSES.values())
    frame = pd.DataFrame(
        {
            "fact": np.array([f"f{i:07d}" for i in range(count)], dtype=object),
            "source": states[np.where(turned, one[pair], other[pair])],
            "target": states[np.where(turned, other[pair], one[pair])],
            "source_kind": "country", "target_kind": "country", "polarity": "-", "modality": "fact",
            "type": np.array(names, dtype=object)[generator.choice(len(names), count, p=odds)],
            "valid_from": calendar[days], "valid_to": calendar[days], "reported_at": calendar[days],
            "confidence": 1.0, "article": story, "story": story,
        }
    ).astype({"source_kind": object, "target_kind": object, "polarity": object, "modality": object})  # fmt: skip
    copies = generator.choice(count, count // 100, replace=False)
    frame.loc[copies, ["source", "target", "type", "story"]] = frame.loc[
        np.maximum(copies - 1, 0), ["source", "target", "type", "story"]
    ].to_numpy()
    return frame


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(way):
    events = synthetic(EVENTS)
    before = peak()
    begun = time.process_time()
    if way == "again":
        told = tension(events, as_of=AS_OF, draws=0)
        return {"seconds": time.process_time() - begun, "memory": peak() - before, "dyads": len(told)}
    kept = StreamingTension()
    if way == "one pass":
        for first in range(0, EVENTS, 100 * BATCH):
            kept.update(events[first : first + 100 * BATCH])
        frame = kept.frame(AS_OF)
        took = time.process_time() - begun
        return {"seconds": took, "memory": peak() - before, "dyads": len(frame), "held": kept.nbytes / 2**20}
    kept.update(events[: -BATCH * ROUNDS])
    times = []
    for i in range(ROUNDS, 0, -1):
        batch = events[len(events) - BATCH * i : len(events) - BATCH * (i - 1)]
        begun = time.process_time()
        kept.update(batch)
        kept.frame(AS_OF)
        times.append(time.process_time() - begun)
    whole = {(d.a, d.b): d.value for d in tension(events, as_of=AS_OF, draws=0)}
    frame = kept.frame(AS_OF)
    apart = max(abs(whole[a, b] - v) for a, b, v in zip(frame["a"], frame["b"], frame["value"], strict=True))
    return {"seconds": median(times), "apart": apart, "dyads": len(frame)}


def main():
    if len(sys.argv) > 1:
        print(json.dumps(measured(sys.argv[1])))
        return
    told = {}
    for way in ("one pass", "again", "update"):
        done = subprocess.run([sys.executable, __file__, way], capture_output=True, text=True, check=True)
        told[way] = json.loads(done.stdout)
        print(way, told[way], flush=True)
    once, again, update = (told[way] for way in ("one pass", "again", "update"))
    write_section(
        "tension",
        [
            "## Tension of a million events",
            "",
            f"Made by `benchmarks/tension.py`: {EVENTS:,} synthetic events between {once['dyads']:,} pairs of states (Zipf, slope",
            f"0.7) over {DAYS} days, five to a story, one in a hundred a copy; processor time on one core, the memory beyond",
            f"that of the table of events. An update brings {BATCH:,} events (median of {ROUNDS}) and reads the value of every dyad.",
            "",
            "| way | seconds | events a second | memory, MB |",
            "|---|---|---|---|",
            f"| `StreamingTension`, one pass in parts of {100 * BATCH:,} | {once['seconds']:.1f} | {EVENTS / once['seconds']:,.0f} | {once['memory']:.0f} |",
            f"| `tension`, with a contribution for every fact | {again['seconds']:.1f} | {EVENTS / again['seconds']:,.0f} "
            f"| {again['memory']:.0f} |",
            f"| an update of `StreamingTension` | {update['seconds']:.3f} | {BATCH / update['seconds']:,.0f} | – |",
            "",
            f"An update is {again['seconds'] / update['seconds']:,.0f} times as fast as computing again, and differs from it by at most "
            f"{update['apart']:.0e}.",
            f"Sums and remembered acts take {once['held']:.0f} MB of that memory; the rest is the index of the acts, which",
            "`remember` bounds.",
        ],
    )


if __name__ == "__main__":
    main()
