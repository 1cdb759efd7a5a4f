"""Hostile input: fuzzing of every reader, bombs, injections, patterns, addresses, secrets."""

import importlib.util
import json
import os
import tempfile
import time
from pathlib import Path

from trials import attacks, fuzz, injection, patterns, secrecy
from trials.readers import READERS
from trials.trial import Told

TITLE = "Hostile input"
SECONDS = (90.0, 5400.0)
QUICK = (
    "text", "JSON lines", "RSS and Atom", "WARC", "atop", "cow_mid", "acled", "rivalries", "sipri_trade_register", "unga_ideal_points", "zip archive", "gzip file",
    "Stata file", "actor dictionary", "signed network", "gold records", "answer of a model", "Cypher of a user", "addresses", "manifest of an export",
)  # fmt: skip
GROWTH, BRIEF = 20.0, 0.05
BOUNDED = {
    "loaders/articles/belonging/frames.py": 750, "app/serve/wording.py": 8_000,
}  # fmt: skip
"""Files whose patterns never see more: a letter for each word of one sentence; a statement of the size that is let in."""


def run(budget):
    """Return what was tried and what went wrong."""
    lines, failures = [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in (_fuzzed, _attacks, _injected, _patterns, _secrets):
            begun = time.monotonic()
            own = folder / part.__name__
            own.mkdir()
            told, failed = part(budget, own)
            lines += [*told, ""]
            failures += failed
            if os.environ.get("DETENTE_TRIAL_TIMES"):
                print(f"{part.__name__}: {time.monotonic() - begun:.0f} s", flush=True)
    return Told(tuple(lines), tuple(failures))


def _fuzzed(budget, folder):
    engines = [e for e in fuzz.ENGINES if importlib.util.find_spec(e)] if budget.long else ["hypothesis"]
    names = list(READERS) if budget.long else list(QUICK)
    seconds = (budget.seconds - 600) / len(engines) if budget.long else 12.0
    kept = Path(os.environ.get("DETENTE_TRIAL_KEPT", folder))
    lines = ["**Fuzzing.** A crash is any error that is not one of ours, a hang, or a leak.", ""]
    lines += [
        "| reader | with | tries | refused as a whole | hours | longest, s | peak, MB | crashes |",
        "|---|---|---|---|---|---|---|---|",
    ]
    tries, hours, crashes, failures = 0, 0.0, 0, []
    for engine in engines:
        for told in fuzz.run(names, engine, seconds, kept / engine):
            found = sum(one["count"] for one in told["found"].values())
            tries, hours, crashes = tries + told["tries"], hours + told["seconds"] / 3600, crashes + found
            if budget.long or found:
                lines.append(
                    f"| {told['reader']} | {engine} | {told['tries']:,} | {told['refused']:,} | {told['seconds'] / 3600:.3f} | {told['slowest']:.2f} | {told['peak_mb']:.0f} | {found} |"
                )
            failures += [
                f"{told['reader']}: {what} ({one['count']} times)" for what, one in told["found"].items()
            ]
    lines.append(
        f"| {len(names)} readers | {', '.join(engines)} | {tries:,} | | {hours:.3f} | | | {crashes} |"
    )
    if not budget.long:
        lines += [
            "",
            f"The long form tries all {len(READERS)} readers, with Atheris too where it is installed.",
        ]
    return lines, failures


def _attacks(budget, folder):
    for name in ("bombs", "xml", "names"):
        (folder / name).mkdir()
    rows, failures = attacks.bombs(folder / "bombs", budget.long)
    lines = [
        "**Bombs.**",
        "",
        "| file | size | it was | processor | memory on top |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    for what, (line, failed) in {
        "XML": attacks.entities(folder / "xml"), "Names": attacks.names(folder / "names"), "Addresses": attacks.addresses(),
    }.items():  # fmt: skip
        lines += ["", f"**{what}.** {line}"]
        failures += failed
    return lines, failures


def _injected(budget, folder):
    told, failures = injection.run_all(folder, budget.long)
    return ["**Injection.** " + told[0], *told[1:]], failures


def _patterns(budget, folder):
    sizes = (1_000, 10_000, 100_000) if budget.long else (1_000, 10_000)
    costs = [_cost(use, _sizes(use, sizes)) for use in patterns.uses()]
    grown = [c for c in costs if _too_dear(c)]
    told = sorted((c for c in costs if c not in grown), key=lambda c: -c.growth)
    searched = sum(c.use.searches for c in costs)
    lines = [
        f"**Regular expressions.** {len(costs)} patterns of the package ({searched} of them look for a place to begin), each on the text that it is slowest on among "
        f"those made from its own parts, repeated to {sizes[-1]:,} characters: the time from {sizes[-2]:,} to {sizes[-1]:,} grows {told[0].growth:.0f} times at "
        f"most (10 is linear), {max(c.seconds[-1] for c in told):.3f} s the slowest; {len(grown)} grow faster."
    ]
    failures = [
        f"the pattern {c.use.where} grows {c.growth:.0f} times ({', '.join(f'{s:.3f}' for s in c.seconds)} s) on {json.dumps(c.pump)}"
        for c in sorted(grown, key=lambda c: -c.growth)
    ]
    return lines, failures


def _cost(use, sizes):
    """Return what a pattern costs; one that seems too dear is measured again, since other work on a machine costs too."""
    found = [patterns.worst(use, sizes)]
    while _too_dear(found[-1]) and len(found) < 3:
        found.append(patterns.worst(use, sizes))
    return min(found, key=lambda cost: (_too_dear(cost), cost.growth))


def _sizes(use, sizes):
    most = BOUNDED.get(use.where.partition(":")[0])
    return sizes if most is None else (most // 10, most)


def _too_dear(cost):
    """Tell whether a pattern costs too much: it grows, or it is slow at the most that it is ever given."""
    if cost.use.where.partition(":")[0] in BOUNDED:
        return cost.seconds[-1] > BRIEF
    return cost.growth > GROWTH and cost.seconds[-1] > 0.01


def _secrets(budget, folder):
    told, failures = secrecy.search(folder, budget.long)
    return ["**Secrets.** " + told[0]], failures
