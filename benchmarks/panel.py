"""Similarity of 200 states over 75 years: against a plain numpy program and a loop over dyads, in one run.

Run: .venv/bin/python benchmarks/panel.py (numba, the extra `fast`, must be installed).
"""

import json
import resource
import statistics
import subprocess
import sys
import time

import numpy as np

YEARS, STATES, TARGETS, LEVELS, SEED = 75, 200, 200, 4, 7
ROUNDS, PAIRS = 7, 400
NAMES = ("kappa", "pi_nominal", "pi_weighted", "s", "a", "tau_b")


def drawn():
    draw = np.random.default_rng(SEED)
    return draw.choice(LEVELS, size=(YEARS, STATES, TARGETS), p=[0.7, 0.1, 0.1, 0.1]).astype(np.int8)


def plain(years):
    """One-hot float32, one matrix product a year, and the formulas written down as they stand."""
    d = (np.abs(np.subtract.outer(np.arange(LEVELS), np.arange(LEVELS))) / (LEVELS - 1)).astype(np.float32)
    found = {name: np.empty((len(years), STATES, STATES), dtype=np.float32) for name in NAMES}
    for y, rows in enumerate(years):
        hot = (rows[None] == np.arange(LEVELS)[:, None, None]).astype(np.float32)
        flat = hot.reshape(LEVELS * STATES, TARGETS)
        share = (flat @ flat.T).reshape(LEVELS, STATES, LEVELS, STATES) / TARGETS
        p = hot.mean(axis=2)
        middle = (p[:, :, None] + p[:, None, :]) / 2
        far, far_squared = (np.einsum("ab,aibj->ij", w, share) for w in (d, d * d))
        agreed, guessed = np.einsum("aiaj->ij", share), (middle**2).sum(axis=0)
        pooled = np.einsum("aij,ab,bij->ij", middle, d * d, middle, optimize=True)
        surplus = 0
        for a in range(LEVELS - 1):
            for b in range(LEVELS):
                later = share[a + 1 :]
                ahead = later[:, :, b + 1 :].sum(axis=(0, 2)) - later[:, :, :b].sum(axis=(0, 2))
                surplus = surplus + share[a, :, b] * ahead
        spread = 1 - (p**2).sum(axis=0)
        found["kappa"][y] = 1 - far_squared / (p.T @ (d * d) @ p)
        found["pi_nominal"][y] = (agreed - guessed) / (1 - guessed)
        found["pi_weighted"][y] = 1 - far_squared / pooled
        found["s"][y] = 1 - 2 * far
        found["a"][y] = 2 * (p.T @ d @ p - far)
        found["tau_b"][y] = 2 * surplus / np.sqrt(np.outer(spread, spread))
    return found


def seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def loop(years):
    """Return the seconds a loop over dyads would take, from some of them."""
    from detente.analysis.similarity import joint_table, measures

    def some():
        for j in range(1, PAIRS + 1):
            measures(joint_table(years[0][0], years[0][j % STATES], LEVELS), NAMES)

    return seconds(some) / PAIRS * YEARS * STATES * (STATES - 1) / 2


def alone(engine):
    """Compute the panel and print what it takes; run in a process of its own for the sake of its memory."""
    from detente.analysis.panel import similarity_panel

    years = drawn()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    similarity_panel(years, LEVELS, NAMES, engine=engine)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"peak": peak / 1024, "more": (peak - before) / 1024}))


def memory(engine):
    done = subprocess.run([sys.executable, __file__, engine], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main():
    from section import write_section

    from detente.analysis.panel import similarity_panel

    # first, while this process is small: a child starts with the peak of its parent
    held = {engine: memory(engine)["peak"] for engine in ("numba", "numpy")}
    years = drawn()
    reference = plain(years)
    ways = {
        engine: (lambda e=engine: similarity_panel(years, LEVELS, NAMES, engine=e))
        for engine in ("numba", "numpy")
    }
    apart = {}
    for engine, way in ways.items():  # the first call also compiles
        values = way().values
        apart[engine] = max(float(np.abs(values[name] - reference[name]).max()) for name in NAMES)
    times = {name: [] for name in ("plain", *ways)}
    for _ in range(ROUNDS):  # in turn, so that what else the machine does falls on all of them
        times["plain"].append(seconds(lambda: plain(years)))
        for engine, way in ways.items():
            times[engine].append(seconds(way))
    each = loop(years)
    lines = [
        "## Similarity of all dyads", "",
        f"Made by `benchmarks/panel.py`: six measures for {STATES} states, {TARGETS} targets, {LEVELS} levels and "
        f"{YEARS} years ({YEARS * STATES * (STATES - 1) // 2:,} dyad-years);",
        f"median of {ROUNDS} rounds taken in turn. `plain` is a one-hot program in single precision, the engines are those of",
        "`similarity_panel`, which computes in double precision. The memory is the peak of a process that does nothing else.", "",
        "| way | seconds | times the speed of plain | times that of a loop over dyads | peak memory, MB | largest difference to plain |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    base = statistics.median(times["plain"])
    lines.append(f"| plain | {base:.2f} | 1 | {each / base:,.0f} | – | – |")
    for engine in ways:
        took = statistics.median(times[engine])
        lines.append(
            f"| {engine} | {took:.2f} | {base / took:.1f} | {each / took:,.0f} | {held[engine]:.0f} | {apart[engine]:.0e} |"
        )
    print("\n".join(lines))
    write_section("panel", lines)


if __name__ == "__main__":
    alone(sys.argv[1]) if len(sys.argv) > 1 else main()
