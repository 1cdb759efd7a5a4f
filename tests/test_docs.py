"""The documentation is true: its examples run, its commands exist, generated pages are fresh."""

import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from detente.app.cli import cli
from detente.queries import library

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(path, language):
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


def ids(path):
    return path.name


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=ids)
def test_python_examples_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(str(files("detente.app") / "sample"), tmp_path / "articles")
    for block in blocks(page, "python"):
        exec(compile(block, page.name, "exec"), {})


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "cypher")], ids=ids)
def test_cypher_examples_run(page, embedded_store):
    for block in blocks(page, "cypher"):
        embedded_store.read(block)


def test_commands_named_in_the_documentation_exist_and_all_are_documented():
    named = set()
    for page in PAGES:
        named |= set(
            re.findall(
                r"\bdetente ([a-z]+)\b(?! developers)",
                " ".join(re.findall(r"`[^`]+`|```.*?```", page.read_text(), re.DOTALL)),
            )
        )
    assert not {n for n in named if n not in cli.commands} - {"import"}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, command in cli.commands.items():
        assert command.help, name
        assert re.search(rf"`[^`]*\b{name}\b", readme), name


def test_the_list_of_queries_is_fresh():
    assert (ROOT / "docs" / "queries.md").read_text(encoding="utf-8") == library.describe()


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
    assert len(page.read_text(encoding="utf-8").splitlines()) < 500
