"""Puts the product under stress, says what it withstood and writes it to docs/trust.md; run by `make trust`.

    python benchmarks/trust.py [--long] [--seconds 2400] [--only faults,hostile] [--write]

Each trial is a module of trials/ with `TITLE`, `SECONDS` (of the short form, of the long one) and
`run(budget) -> Told`. One that fails or breaks is told in its section, and the command ends with 1.
"""

import argparse
import importlib
import platform
import sys
import time
import traceback
from datetime import date
from pathlib import Path

from section import write_section
from trials.trial import Budget, Told

PAGE = Path(__file__).resolve().parent.parent / "docs" / "trust.md"
TRIALS = ("faults", "load", "cluster", "hostile", "serving", "release")


def attempt(name, long, most=None):
    """Run one trial; what it raises is a failure of it."""
    module = importlib.import_module(f"trials.{name}")
    start = time.monotonic()
    try:
        told = module.run(Budget(long, min(module.SECONDS[long], most or float("inf"))))
    except Exception as problem:
        traceback.print_exc()
        told = Told((), (f"the trial broke off: {type(problem).__name__}: {problem}",))
    return module.TITLE, told, time.monotonic() - start


def section(title, told, seconds, long, most=None):
    """Return the lines of a section."""
    form = "long" if long else "short"
    failed = [f"- **Failed:** {failure}" for failure in told.failures]
    made = f"The {form} form, {date.today():%Y-%m-%d}, {seconds:.0f} seconds, Python {platform.python_version()}."
    if most:
        made += f" It was given {most:.0f} seconds in place of its own."
    return [
        f"## {title}{', the long form' if long else ''}",
        "",
        made,
        "",
        *told.lines,
        *([""] if failed else []),
        *failed,
    ]


def main():
    """Run the trials that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--long", action="store_true", help="the long form, an hour or more")
    parser.add_argument("--seconds", type=float, help="at most so many seconds a trial")
    parser.add_argument("--only", help="some trials, with commas: " + ",".join(TRIALS))
    parser.add_argument("--write", action="store_true", help="write what was measured to docs/trust.md")
    asked = parser.parse_args()
    failures = 0
    for name in asked.only.split(",") if asked.only else TRIALS:
        print(f"{name} ...", flush=True)
        title, told, seconds = attempt(name, asked.long, asked.seconds)
        lines = section(title, told, seconds, asked.long, asked.seconds)
        print("\n".join(lines), end="\n\n", flush=True)
        if asked.write:
            write_section(f"{name}-long" if asked.long else name, lines, page=PAGE)
        failures += len(told.failures)
    print(f"{failures} failures" if failures else "nothing failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
