"""Where the graph is kept, from option, environment and platform; secrets stay out of sight."""

import logging
from pathlib import Path

import pytest

from detente.graph.address import Server, find_address
from detente.graph.errors import UsageError

HOME = {"HOME": "/home/ada"}


@pytest.mark.parametrize(
    ("where", "environ", "found"),
    [
        ("graphs/one", {}, Path("graphs/one")),
        (Path("graphs/one"), {"NEO4J_URI": "bolt://other"}, Path("graphs/one")),
        ("graphs/one", {"NEO4J_URI": "bolt://other"}, Path("graphs/one")),
        (None, {"NEO4J_URI": "neo4j://other:7687", "DETENTE_STORE": "x"}, Server("neo4j://other:7687")),
        (None, {"DETENTE_STORE": "kept/here"}, Path("kept/here")),
        (None, {"NEO4J_URI": "", "DETENTE_STORE": "kept/here"}, Path("kept/here")),
        ("bolt+s://host", {}, Server("bolt+s://host")),
        ("neo4j+ssc://host:1", {"NEO4J_USER": "ada"}, Server("neo4j+ssc://host:1", "ada")),
        (
            "bolt://host",
            {"NEO4J_USERNAME": "eve", "NEO4J_USER": "ada", "NEO4J_PASSWORD": "p", "NEO4J_DATABASE": "d"},
            Server("bolt://host", "eve", "p", "d"),
        ),
    ],
)
def test_the_order_of_precedence(where, environ, found):
    assert find_address(where, environ, "linux") == found


@pytest.mark.parametrize(
    ("platform", "environ", "found"),
    [
        ("linux", HOME, "/home/ada/.local/share/detente/store"),
        ("linux", {**HOME, "XDG_DATA_HOME": "/data"}, "/data/detente/store"),
        ("darwin", HOME, "/home/ada/Library/Application Support/detente/store"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/detente/store"),
        ("win32", {"USERPROFILE": "/users/ada"}, "/users/ada/AppData/Local/detente/store"),
    ],
)
def test_the_users_data_folder_by_platform(platform, environ, found):
    assert find_address(None, environ, platform).as_posix() == found


def test_a_password_may_stand_in_a_file(tmp_path):
    path = tmp_path / "password"
    path.write_text("hidden word\n")
    assert find_address("bolt://h", {"NEO4J_PASSWORD_FILE": str(path)}, "linux").password == "hidden word"
    with pytest.raises(UsageError, match="NEO4J_PASSWORD_FILE"):
        find_address("bolt://h", {"NEO4J_PASSWORD_FILE": str(tmp_path / "none")}, "linux")


def test_a_credentials_file_fills_what_the_environment_leaves_out(tmp_path):
    path = tmp_path / "credentials.txt"
    path.write_text("# wait a minute\nNEO4J_URI=neo4j+s://cloud\nNEO4J_USERNAME=u\nNEO4J_PASSWORD=a=b\n")
    environ = {"NEO4J_CREDENTIALS_FILE": str(path)}
    assert find_address(None, environ, "linux") == Server("neo4j+s://cloud", "u", "a=b")
    assert find_address(None, {**environ, "NEO4J_USERNAME": "ada"}, "linux").user == "ada"


@pytest.mark.parametrize(
    "where",
    ["http://localhost:7474", "bolt://", "://x", "ftp://host", "  ", "bolt://host:port", "bolt://[::1"],
)
def test_an_address_that_is_none_is_refused(where):
    with pytest.raises(UsageError):
        find_address(where, {}, "linux")


@pytest.mark.parametrize(
    "where", ["bolt://ada:hidden@host", "bolt://:hidden@host:7687", "neo4j+s://ada:hid@den@h"]
)
def test_credentials_in_the_address_are_refused_and_not_repeated(where):
    with pytest.raises(UsageError, match="NEO4J_PASSWORD") as caught:
        find_address(where, {}, "linux")
    assert "hid" not in caught.value.message


def test_a_password_is_never_printed(caplog):
    server = Server("bolt://host", "ada", "hidden")
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").info("%s %r", server, server)
    assert "hidden" not in f"{server} {server!r} {caplog.text}"


@pytest.mark.parametrize(
    ("uri", "plain"),
    [
        ("bolt://localhost", False), ("bolt://127.0.0.1:7687", False), ("neo4j://[::1]:7687", False),
        ("neo4j+s://far.example", False), ("bolt://far.example", True), ("neo4j://10.0.0.3:7687", True),
    ],
)  # fmt: skip
def test_plain_text_to_another_machine_is_noticed(uri, plain):
    assert Server(uri).plain_text is plain
