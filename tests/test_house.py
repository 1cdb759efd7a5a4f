"""The rules of the house, checked on the tree itself: layers, types, lint, packages, sizes, doctests."""

import ast
import doctest
import importlib
import pkgutil
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import detente

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("graph", "atlas", "loaders", "queries", "analysis", "views", "app")
CODE = sorted([ROOT / "__init__.py", *(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))])
BIN = Path(sys.executable).parent


def run(*command, cwd=ROOT, **environment):
    import os

    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The package in a folder named detente: mypy wants that, and a clone may have any name."""
    folder = tmp_path_factory.mktemp("copy") / "detente"
    folder.mkdir()
    for name in ("__init__.py", "py.typed", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_types_are_strict(copy, tmp_path):
    run(BIN / "mypy", "--cache-dir", tmp_path, ".", cwd=copy)


def test_lint():
    run(BIN / "ruff", "check", "--no-cache", ".")
    run(BIN / "ruff", "format", "--check", "--no-cache", ".")


def test_data_flows_one_way():
    run(BIN / "lint-imports", "--no-cache")


def test_packages_are_listed():
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {"detente"} | {
        "detente." + ".".join(p.parent.relative_to(ROOT).parts)
        for room in ROOMS
        for p in (ROOT / room).rglob("__init__.py")
    }
    assert listed == found


def test_package_data_are_listed():
    """A data file that no pattern covers would be missing from the wheel without an error."""
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.is_dir() or path.suffix == ".py" or "__pycache__" in path.parts:
                continue
            owner = max(
                (p for p in patterns if path.is_relative_to(ROOT.joinpath(*p.split(".")[1:]))), key=len
            )
            inside = path.relative_to(ROOT.joinpath(*owner.split(".")[1:]))
            assert any(inside.match(pattern) for pattern in patterns[owner]), path


def test_files_are_short_and_named_for_what_they_hold():
    sizes = {p.relative_to(ROOT): len(p.read_text(encoding="utf-8").splitlines()) for p in CODE}
    assert not {p: n for p, n in sizes.items() if n > 400}
    assert not [
        p for p in sizes if p.stem in {"utils", "util", "common", "base", "helpers", "misc", "manager"}
    ]
    assert sorted(sizes.values())[len(sizes) // 2] <= 140


def test_no_import_inside_the_package_is_absolute():
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                assert not (node.module or "").startswith("detente"), path
            if isinstance(node, ast.Import):
                assert not any(a.name.startswith("detente") for a in node.names), path


def modules():
    for info in pkgutil.walk_packages(detente.__path__, "detente."):
        if info.name.split(".")[1] in ROOMS:
            yield info.name


@pytest.mark.parametrize("name", sorted(modules()))
def test_doctests(name):
    assert doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS).failed == 0


def test_face():
    """What `import detente` offers is what it lists, and each name can be had and says what it does."""
    assert detente.__all__ == sorted(detente.__all__)
    for name in detente.__all__:
        thing = getattr(detente, name)
        assert name == "__version__" or thing.__doc__, name


def test_the_project_speaks_of_itself_alone():
    listed = run("git", "ls-files").splitlines() if (ROOT / ".git").exists() else []
    for name in listed:
        path = ROOT / name
        if not path.exists() or path.suffix in {".png", ".lock"} or name == "tests/test_house.py":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert "/" + "work/" not in text, name
        assert ".libr" + "ary/" not in text, name
