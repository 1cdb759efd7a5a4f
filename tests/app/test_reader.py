"""The options that choose who reads the articles: off by default, the same for every command that reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.app.cli import cli
from detente.app.reader import chosen_reader

HERE = "http://127.0.0.1:9/v1"


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("URL", "MODEL", "KEY", "KEY_FILE"):
        monkeypatch.delenv(f"DETENTE_LLM_{name}", raising=False)
    path = tmp_path / "one.txt"
    path.write_text("Peru accused Chile of spying.", encoding="utf-8")
    return path


def test_rules_read_unless_a_model_is_named() -> None:
    assert chosen_reader("rules", None, []) is None


@pytest.mark.parametrize("command", [["extract"], ["load", "articles"], ["analyze"]])
def test_an_address_alone_asks_for_the_model_s_name(
    command: list[str], article: Path, tmp_path: Path
) -> None:
    more = [] if command == ["extract"] else ["--store", str(tmp_path / "store")]
    done = CliRunner().invoke(cli, [*command, str(article), "--model", HERE, *more])
    assert done.exit_code != 0
    assert "DETENTE_LLM_MODEL" in str(done.exception or "") + done.output


def test_the_address_is_the_one_given_and_the_key_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DETENTE_LLM_MODEL", "small")
    monkeypatch.setenv("DETENTE_LLM_KEY", "hidden")
    reader = chosen_reader("rules", "https://models.example.org/v1", [])
    client = reader.keywords["client"]  # type: ignore[union-attr]
    assert (client.place, client.model, client.key) == ("https://models.example.org", "small", "hidden")
    assert "hidden" not in repr(client)


def test_a_data_set_is_read_by_no_model(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_LLM_MODEL", "small")
    done = CliRunner().invoke(cli, ["load", "atop", str(article), "--model", HERE])
    assert done.exit_code != 0
    assert "articles only" in str(done.exception or "") + done.output
