"""What detente is made of and built into: the lock, its licences, weak spots of the program, and the files of a release."""

import hashlib
import importlib.util
import re
import shutil
import tarfile
import tomllib
import zipfile
from email.message import Message
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROGRAM, LINE, TESTS = LOCK.partition("# ---- development ----\n")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def tool(name):
    spec = importlib.util.spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LICENCES, WEAKNESSES, DIST = tool("licences"), tool("weaknesses"), tool("dist")


def pinned(text):
    return {name: [Version(v) for v in versions] for name, versions in LICENCES.entries(text).items()}


def test_every_version_of_the_lock_has_its_hashes():
    entries = [e for e in re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE) if e[0].isalnum()]
    assert len(entries) == sum(map(len, pinned(PROGRAM).values())) + sum(map(len, pinned(TESTS).values()))
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry.split()[0]


def needed(wanted, extras=()):
    """Return every package that the requirements lead to on this machine, by what is installed."""
    found, ahead = set(), [Requirement(one) for one in wanted]
    seen = set()
    while ahead:
        one = ahead.pop()
        name = canonicalize_name(one.name)
        if (name, frozenset(one.extras)) in seen:
            continue
        seen.add((name, frozenset(one.extras)))
        found.add(name)
        for told in requires(name) or ():
            further = Requirement(told)
            if further.marker is None or any(
                further.marker.evaluate({"extra": extra}) for extra in (*one.extras, "")
            ):
                ahead.append(further)
    return found


def test_the_lock_holds_what_the_project_asks_for():
    locked = {**pinned(TESTS), **pinned(PROGRAM)}
    for part, wanted in (
        (pinned(PROGRAM), PROJECT["dependencies"]),
        (locked, [one for listed in PROJECT["optional-dependencies"].values() for one in listed]),
    ):
        for told in wanted:
            one = Requirement(told)
            versions = part.get(canonicalize_name(one.name))
            assert versions, f"{told} is not locked: make lock"
            assert all(one.specifier.contains(v, prereleases=True) for v in versions), (
                f"{told}: locked {versions}"
            )


def test_the_part_above_the_line_is_what_the_program_needs_and_no_more():
    marked = {name for name, _, marker in LICENCES.ENTRY.findall(PROGRAM) if marker}
    lead_to = needed([*PROJECT["dependencies"], *(ROOT / ".ci" / "build.in").read_text().splitlines()[1:]])
    assert lead_to <= pinned(PROGRAM).keys()
    assert pinned(PROGRAM).keys() - lead_to <= marked  # of another system or Python


def test_every_licence_is_known_and_allowed_and_the_page_is_fresh():
    rows, wrong = LICENCES.survey(LOCK)
    assert not wrong
    assert (ROOT / "docs" / "licences.md").read_text(encoding="utf-8") == LICENCES.page(rows), "make licences"
    kinds = {name: kind for _, name, _, _, kind, _ in rows}
    assert kinds["leidenalg"] == kinds["igraph"] == "strong"
    assert not {"leidenalg", "igraph"} & pinned(PROGRAM).keys()


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("MIT", "allowed"),
        ("Apache-2.0 AND MIT", "allowed"),
        ("MPL-2.0 AND MIT", "weak"),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "weak"),
        ("MIT OR GPL-3.0-or-later", "allowed"),
        ("MIT AND GPL-3.0-or-later", "strong"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "weak"),
        ("GPL-2.0-only", "strong"),
        ("AGPL-3.0-only", "unknown"),
        ("MIT AND SSPL-1.0", "unknown"),
        ("do what you like", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_licence_is_as_free_as_its_terms_together(expression, kind):
    assert LICENCES.judged(expression) == kind


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"License-Expression": "AGPL-3.0-only"}, "not known or not allowed: AGPL-3.0-only"),
        ({"License": "Proprietary"}, "none told"),
        ({}, "none told"),
        ({"License-Expression": "GPL-3.0-or-later"}, "may not be among what the program needs"),
    ],
)
def test_a_forbidden_or_unknown_licence_is_an_error(fields, told):
    data = Message()
    for name, value in fields.items():
        data[name] = value
    text = "invented==1.0 \\\n    --hash=sha256:00\n" + LINE
    (wrong,) = LICENCES.survey(text, read=lambda name: data)[1]
    assert wrong.startswith("invented: ")
    assert told in wrong


def test_the_exact_licence_is_taken_before_the_vague_one():
    data = Message()
    data["License"] = "BSD-3-Clause"
    data["Classifier"] = "License :: OSI Approved :: BSD License"
    assert LICENCES.told_by(data) == "BSD-3-Clause"


def test_no_weak_spot_of_the_program_is_without_a_reason():
    unexplained, stale = WEAKNESSES.survey(WEAKNESSES.findings(*WEAKNESSES.ROOMS))
    assert not unexplained
    assert not stale, "its reason in .ci/weaknesses.py covers nothing any more"


def test_a_weak_spot_is_found_and_told(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("import subprocess\nsubprocess.call(input(), shell=True)\n", encoding="utf-8")
    unexplained, stale = WEAKNESSES.survey(WEAKNESSES.findings(bad))
    assert "B602" in {rule for rule, *_ in unexplained}
    assert set(stale) == set(WEAKNESSES.REASONS)


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """The files of a release, built from two copies of one tree under other file times and modes."""
    folder = tmp_path_factory.mktemp("dist")
    made = []
    DIST.lay_out(folder / "tree", 1_500_000_000)
    for name, when in (("one", 1_600_000_000), ("two", 1_650_000_000)):
        tree = folder / f"tree-{name}"
        shutil.copytree(folder / "tree", tree)
        DIST.plain(tree, when)
        (tree / "graph").chmod(0o700)
        module = tool("dist")
        module.ROOT = tree
        made.append((module, module.make(folder / name, 1_700_000_000)))
    return made


def test_two_builds_are_the_same_bytes(builds):
    hashes = [[hashlib.sha256(path.read_bytes()).hexdigest() for path in made] for _, made in builds]
    assert hashes[0] == hashes[1]


def test_a_release_holds_the_package_and_nothing_else(builds):
    module, (wheel, archive) = builds[0]
    assert module.faults(wheel, archive) == []
    names = zipfile.ZipFile(wheel).namelist()
    assert {"detente/py.typed", "detente/app/cli.py", "detente/graph/migrations.py"} <= set(names)
    assert not [name for name in names if re.search(r"tests?/|notebooks|benchmarks|\.venv|__pycache__", name)]


def test_what_should_not_be_there_is_told(builds, tmp_path):
    module, (wheel, archive) = builds[0]
    spoilt = shutil.copy(wheel, tmp_path / wheel.name)
    with zipfile.ZipFile(spoilt, "a") as packed:
        packed.writestr("detente/graph/scratch.txt", "x")
        packed.writestr("tests/test_x.py", "x")
    told = module.faults(spoilt, archive)
    assert "the wheel should not hold graph/scratch.txt" in told
    assert "the wheel should not hold tests/test_x.py" in told
    with tarfile.open(archive) as packed:
        assert all(m.uid == m.gid == 0 and m.mtime == 1_700_000_000 for m in packed.getmembers())


def test_every_test_that_the_threat_model_names_exists():
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", page)
    assert len(named) > 30
    for path, name in named:
        assert f"def {name}(" in (ROOT / "tests" / path).read_text(encoding="utf-8"), f"{path}::{name}"
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page):
        assert (ROOT / target).exists(), target
