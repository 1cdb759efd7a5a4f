"""Supply chain and release: what is locked, under which licences, and whether the built files are what they should be."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from trials.pythons import SUPPORTED, attempt, find
from trials.trial import Told

TITLE = "Supply chain and release"
SECONDS = (60.0, 1500.0)
ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
LINE = "# ---- development ----"
AUDIT_SECONDS = 25


def tool(name):
    """Return a module of .ci, where the checks of the release live that `make test` runs too."""
    spec = importlib.util.spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(budget):
    """Check lock, licences, weak spots, known vulnerabilities, bill of materials, built files and Pythons."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lines, failures = ["| what | found |", "|---|---|"], []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        program = folder / "program.txt"
        program.write_text(text.partition(LINE)[0], encoding="utf-8")
        wheel = None
        for title, check in (
            ("lock", lambda: locked(text)),
            ("licences", lambda: licensed(text)),
            ("weak spots (bandit)", weaknesses),
            ("built twice", lambda: built(folder)),
            ("bill of materials", lambda: materials(program, folder)),
            ("known vulnerabilities (pip-audit)", lambda: audited(program)),
        ):
            told, wrong = check()
            lines.append(f"| {title} | {told} |")
            failures += wrong
        wheel = next((folder / "one").glob("*.whl"), None)
        if wheel is not None:
            more, wrong = pythons(budget, wheel, program, folder)
            lines += ["", *more]
            failures += wrong
    return Told(tuple(lines), tuple(failures))


def locked(text):
    """Count entries and hashes."""
    entries = [
        e for e in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE) if re.match(r"[A-Za-z0-9]", e)
    ]
    bare = [e.split()[0] for e in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", e)]
    hashes = text.count("--hash=sha256:")
    first = len(re.findall(r"^[A-Za-z0-9]", text.partition(LINE)[0], flags=re.MULTILINE))
    told = f"{len(entries)} versions pinned ({first} for the program), {hashes} hashes, {len(bare)} without a hash"
    return told, [f"{name} has no hash in requirements.lock" for name in bare]


def licensed(text):
    """Count licences by kind."""
    rows, wrong = tool("licences").survey(text)
    told = []
    for part in ("program", "tests"):
        own = [row for row in rows if row[0] == part]
        count = {
            kind: sum(row[4] == kind for row in own) for kind in ("allowed", "weak", "strong", "unknown")
        }
        told.append(
            f"{part}: {len(own)} packages, {count['allowed']} permissive, {count['weak']} weak copyleft, "
            f"{count['strong']} strong copyleft, {count['unknown']} unknown"
        )
    return "; ".join(told) + " ([list](licences.md))", wrong


def weaknesses():
    """Count what bandit finds in the program."""
    module = tool("weaknesses")
    found = module.findings(*module.ROOMS)
    open_, stale = module.survey(found)
    told = f"{len(found)} findings, {len(open_)} without a reason written down, {len(stale)} stale reasons"
    return told, [f"{f[2]}:{f[3]}: {f[0]}: {f[4]}" for f in open_] + [f"a stale reason: {s}" for s in stale]


def built(folder):
    """Build wheel and source archive twice and compare them: other folders, file times, umasks and time zones."""
    hashes, wrong = [], []
    module = tool("dist")
    told = {**os.environ, "SOURCE_DATE_EPOCH": str(module.epoch())}
    tree = folder / "tree"  # as it stands now: nobody's edit comes between the two builds
    module.lay_out(tree, 0)
    (tree / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "dist.py", tree / ".ci")
    for name, mask, zone in (("one", 0o022, "UTC"), ("two", 0o077, "Pacific/Kiritimati")):
        source = folder / f"tree-{name}"
        shutil.copytree(tree, source, copy_function=shutil.copyfile)
        done = subprocess.run(
            [sys.executable, ".ci/dist.py", folder / name],
            cwd=source, capture_output=True, text=True, timeout=300, umask=mask, env={**told, "TZ": zone},
        )  # fmt: skip
        if done.returncode:
            return "not built", [f"building failed: {(done.stdout + done.stderr).strip()[-500:]}"]
        made = sorted((folder / name).iterdir())
        hashes.append({p.name: (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_size) for p in made})
    if hashes[0] != hashes[1]:
        wrong.append(f"two builds differ: {hashes[0]} and {hashes[1]}")
    files = "; ".join(f"{n}, {size // 1024} KB, sha256 `{digest}`" for n, (digest, size) in hashes[0].items())
    same = "the same bytes" if not wrong else "DIFFERENT bytes"
    return f"{same}, the files of the package and no others, metadata valid: {files}", wrong


def materials(program, folder):
    """Make the bill of materials from the lock and have the tool validate it."""
    bill = folder / "sbom.json"
    done = subprocess.run(
        [BIN / "cyclonedx-py", "requirements", program, "--pyproject", "pyproject.toml", "--output-reproducible",
         "--validate", "--of", "JSON", "--sv", "1.6", "-o", bill],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if done.returncode:
        return "not made", [f"cyclonedx-py ended with {done.returncode}: {done.stderr.strip()[-300:]}"]
    parts = json.loads(bill.read_text(encoding="utf-8"))["components"]
    hashed = sum(any(r.get("hashes") for r in part.get("externalReferences", [])) for part in parts)
    return (
        f"CycloneDX 1.6, valid against its schema: {len(parts)} components, {hashed} with hashes (`make sbom`)",
        [],
    )


def audited(program):
    """Ask for known vulnerabilities; where the database cannot be asked, say so, which is no success."""
    silent = "the database of vulnerabilities could not be asked from here: nothing is known"
    try:
        done = subprocess.run(
            [BIN / "pip-audit", "--requirement", program, "--disable-pip", "--format", "json", "--timeout", "8",
             "--progress-spinner", "off"],
            cwd=ROOT, capture_output=True, text=True, timeout=AUDIT_SECONDS,
        )  # fmt: skip
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return silent, []
    asked = [one for one in found if "vulns" in one]
    if not asked:
        # pip-audit then ends with 0 and "no known vulnerabilities found"
        return f"{silent} (0 of {len(found)} packages were found in it)", []
    weak = [f"{one['name']} {one['version']}: {v['id']}" for one in asked for v in one["vulns"]]
    return f"{len(asked)} of {len(found)} packages looked up, {len(weak)} known vulnerabilities", weak


def pythons(budget, wheel, program, folder):
    """Try the wheel under each Python that is here; in the short form as many as the time allows."""
    lines = [
        "The wheel in clean environments outside the tree: installed with the locked packages and their hashes, `pip "
        "check`, every module imported, an article analysed from Python, `detente demo`, `detente doctor`.",
        "", "| Python | packages | modules imported | facts of the demo, sha256 | seconds | result |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    failures, demos, needed = [], set(), 20.0
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for version in sorted(SUPPORTED, key=lambda one: (one != running, one)):
        if not budget.long and budget.left() < needed:
            here = "is here" if find(version) else "is not here"
            lines.append(
                f"| {version} | | | | | not tried: the time was over; it {here}, see `make trust-long` |"
            )
            continue
        tried = attempt(version, wheel, program, folder)
        if tried is None:
            lines.append(f"| {version} | | | | | not tried: no such Python on this machine |")
            continue
        needed = 1.3 * tried.seconds
        if tried.problem:
            failures.append(f"Python {version}: {tried.problem}")
            lines.append(f"| {version} | | | | {tried.seconds:.0f} | failed |")
            continue
        demos.add(tried.demo)
        lines.append(
            f"| {version} | {tried.packages} | {tried.modules} | `{tried.demo[:16]}…` | {tried.seconds:.0f} | good |"
        )
    if len(demos) > 1:
        failures.append("the demo tells other facts under another Python")
    return lines, failures
