"""Where a language model may be asked: addresses, keys, settings."""

import pytest

from detente.graph.errors import UsageError
from detente.loaders.articles.remote.extractor import Client, client_from

KEY = "sk-not-for-any-log-4711"


def told(error):
    """All that an error and those behind it say, their tracebacks' locals left out."""
    parts = []
    while error is not None:
        parts.append(f"{error!r} {error}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " ".join(parts)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://models.example.org/v1", "https"),
        ("http://127.0.0.1.example.org/v1", "https"),
        ("http://10.0.0.1/v1", "https"),
        ("ftp://127.0.0.1/v1", "http or https"),
        ("file:///etc/passwd", "http or https"),
        ("models.example.org", "http or https"),
        ("https://", "http or https"),
        ("https://user:secret@example.org/v1", "no user"),
        ("https://example.org/v1?key=secret", "query"),
        ("https://example.org:port/v1", "no address"),
        ("http://[::1", "no address"),
    ],
)
def test_addresses_that_are_not_used(url, why):
    with pytest.raises(UsageError, match=why) as error:
        Client(url, "m", KEY)
    assert "secret" not in told(error.value)


@pytest.mark.parametrize("url", ["https://example.org/v1", "http://127.0.0.1:8080/v1", "http://[::1]:1/v1", "http://localhost/"])  # fmt: skip
def test_addresses_that_are_used(url):
    assert KEY not in repr(Client(url, "m", KEY)) + str(Client(url, "m", KEY))


def test_keys_that_would_break_a_header():
    for key in (KEY + "\r\nX: y", KEY + " b", "ключ" + KEY):
        with pytest.raises(UsageError) as error:
            Client("https://example.org/v1", "m", key)
        assert KEY not in told(error.value)


def test_another_machine_needs_a_key():
    with pytest.raises(UsageError, match="needs a key"):
        Client("https://example.org/v1", "m")
    assert Client("http://localhost:8080/v1", "m").key is None


def test_the_environment(tmp_path):
    env = {"DETENTE_LLM_URL": "https://example.org/v1", "DETENTE_LLM_MODEL": "m"}
    assert client_from({**env, "DETENTE_LLM_KEY": KEY}).key == KEY
    (tmp_path / "key").write_text(KEY + "\n")
    assert client_from({**env, "DETENTE_LLM_KEY_FILE": str(tmp_path / "key")}).key == KEY
    with pytest.raises(UsageError, match="FILE cannot be read"):
        client_from({**env, "DETENTE_LLM_KEY_FILE": str(tmp_path / "none")})
    with pytest.raises(UsageError, match="DETENTE_LLM_URL and DETENTE_LLM_MODEL not set"):
        client_from({})
    with pytest.raises(UsageError, match="DETENTE_LLM_MODEL not set"):
        client_from({"DETENTE_LLM_URL": "https://example.org/v1"})
