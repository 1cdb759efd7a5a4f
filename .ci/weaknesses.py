"""Looks for weak spots in the program with bandit; one that is not explained here fails, and so does a stale reason.

    python .ci/weaknesses.py

The names are bandit's rules. A rule is silenced for the files named only, each with the reason why it is no weakness there.
"""

import json
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("__init__.py", "graph", "atlas", "loaders", "queries", "analysis", "views", "app")

REASONS = {
    ("B101", "analysis/*.py"): "an assertion that parts sum to their score: a test of ours, no guard",
    ("B101", "loaders/*.py"): "an assertion for the type checker: no guard against input rests on it",
    ("B104", "app/serve/*.py"): "an address is compared and shown, not bound; --host is the user's own word",
    ("B311", "loaders/articles/*scoring.py"): "a draw that must repeat, no secret",
    ("B405", "views/gexf.py"): "XML is written, never read",
    (
        "B406",
        "loaders/articles/files/feeds.py",
    ): "the names of a class and an error; defusedxml reads the feed",
    ("B608", "loaders/*.py"): "DuckDB on the user's own files: names are ours, text and paths go through "
    "`quoted`, and ruff (S608) asks about each line again",
}


def findings(*paths):
    """Return what bandit finds in files and folders: (rule, severity, file, line, text)."""
    command = [sys.executable, "-m", "bandit", "--quiet", "--recursive", "--format", "json", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, 1):  # 1: something was found
        raise RuntimeError(f"bandit broke off: {done.stderr or done.stdout}")
    told = json.loads(done.stdout)
    if told["errors"]:
        raise RuntimeError(f"bandit could not read: {told['errors']}")
    return [
        (
            f["test_id"],
            f["issue_severity"],
            f["filename"].removeprefix("./"),
            f["line_number"],
            f["issue_text"],
        )
        for f in told["results"]
    ]


def survey(found, reasons=REASONS):
    """Return the findings that no reason covers, and the reasons that cover nothing."""
    covered = {key: [f for f in found if f[0] == key[0] and fnmatch(f[2], key[1])] for key in reasons}
    known = {f for held in covered.values() for f in held}
    return [f for f in found if f not in known], [key for key, held in covered.items() if not held]


def main():
    """Look, tell and fail on what is not explained."""
    found = findings(*ROOMS)
    unexplained, stale = survey(found)
    for rule, severity, file, line, text in unexplained:
        print(f"{file}:{line}: {rule} ({severity.lower()}): {text}")
    for rule, files in stale:
        print(f"{rule} in {files}: the reason in .ci/weaknesses.py covers nothing any more")
    print(f"{len(found)} findings, {len(unexplained)} without a reason, {len(stale)} stale reasons")
    return bool(unexplained or stale)


if __name__ == "__main__":
    sys.exit(main())
