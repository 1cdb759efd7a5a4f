"""The wheel in a clean environment of one Python: installed from the lock, checked, imported whole and used."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

SUPPORTED = ("3.11", "3.12", "3.13")
UV = str(Path(sys.executable).with_name("uv"))
LIMIT = 600

# Run by the tried Python, outside the tree, isolated from its own user's packages.
SMOKE = """
import importlib, json, pkgutil, sys
import detente
from pathlib import Path

assert Path(detente.__file__).is_relative_to(sys.prefix), detente.__file__
names = [m.name for m in pkgutil.walk_packages(detente.__path__, "detente.") if not m.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
run = detente.analyze([sys.argv[1]], sys.argv[2])
assert run.manifest.complete and run.page.is_file() and len(run.frame()) == len(run.tensions) > 0
print(json.dumps({"modules": len(names), "facts": run.manifest.facts, "version": detente.__version__}))
"""

ARTICLE = (
    "Ankara, 3 April 2018. Turkey signed a contract with Russia for two S-400 batteries worth $2.5 billion. "
    "The United States condemned Turkey and threatened Turkey with sanctions."
)


class Tried(NamedTuple):
    """What one Python made of the wheel; ``problem`` is empty where everything went well."""

    python: str
    packages: int = 0
    modules: int = 0
    demo: str = ""  # sha256 of the facts of the demo
    seconds: float = 0.0
    problem: str = ""


def find(version):
    """Return the interpreter of a version, or None: one on the path that answers, or a neighbour of this one."""
    named = shutil.which(f"python{version}")
    beside = sorted(Path(sys.base_prefix).parent.glob(f"{version}.*/bin/python{version}"))
    for candidate in (sys._base_executable, named, *map(str, beside)):
        if candidate and _answers(candidate, version):
            return candidate
    return None


def _answers(candidate, version):
    told = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([candidate, "-c", told], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() == version


def attempt(version, wheel, requirements, folder):
    """Install and use the wheel under a Python of that version."""
    began = time.monotonic()
    python = find(version)
    if python is None:
        return None
    home = folder / version
    home.mkdir(parents=True)
    (home / "article.txt").write_text(ARTICLE, encoding="utf-8")
    binary = home / "venv" / "bin"
    try:
        _run(UV, "venv", "--quiet", "--no-python-downloads", "--python", python, home / "venv", at=home)
        into = ("--quiet", "--python", binary / "python", "--no-deps")
        _run(UV, "pip", "install", *into, "--require-hashes", "--requirements", requirements, at=home)
        _run(UV, "pip", "install", *into, wheel, at=home)
        _run(UV, "pip", "check", "--quiet", "--python", binary / "python", at=home)
        listed = _run(
            UV, "pip", "list", "--quiet", "--format", "json", "--python", binary / "python", at=home
        )
        told = _run(binary / "python", "-I", "-c", SMOKE, home / "article.txt", home / "report", at=home)
        _run(binary / "detente", "demo", "--out", home / "demo", at=home)
        _run(binary / "detente", "doctor", "--json", "--store", home / "demo" / "store", at=home)
    except (RuntimeError, subprocess.TimeoutExpired) as problem:
        return Tried(version, seconds=time.monotonic() - began, problem=str(problem)[:400])
    facts = hashlib.sha256((home / "demo" / "facts.jsonl").read_bytes()).hexdigest()
    modules = json.loads(told.splitlines()[-1])["modules"]
    return Tried(version, len(json.loads(listed)), modules, facts, time.monotonic() - began)


def _run(*command, at):
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("NEO4J_", "DETENTE_", "PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=at, env={**kept, "XDG_DATA_HOME": str(at / "data")},
        capture_output=True, text=True, timeout=LIMIT,
    )  # fmt: skip
    if done.returncode:
        named = " ".join(Path(str(part)).name for part in command[:3])
        raise RuntimeError(
            f"{named} ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-300:]}"
        )
    return done.stdout
