"""A server that is down, refuses or breaks off: one message each, and batches that run again."""

import logging

import pytest
from neo4j.exceptions import ClientError, IncompleteCommit, Neo4jError, ServiceUnavailable

from detente.graph import bolt
from detente.graph.address import Server
from detente.graph.bolt import BoltStore
from detente.graph.errors import (
    OutcomeUnknown,
    StatementRejected,
    StoreRefused,
    StoreUnavailable,
    UsageError,
)
from detente.graph.store import Counters, open_store

SECRET = "a-very-hidden-word"


class Driver:
    """A stand-in whose sessions fail as told, then succeed."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.attempts = 0

    def session(self, **_):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def execute_write(self, work):
        self.attempts += 1
        if self.failures:
            raise self.failures.pop(0)
        return Counters(rows=1)

    execute_read = execute_write

    def close(self):
        pass


def fake(*failures):
    driver = Driver(*failures)
    return driver, BoltStore(driver, Server("bolt://localhost", "ada", SECRET, "graph"), server="fake")


def server_error(code):
    return Neo4jError._hydrate_neo4j(code=code, message="told by the server")


def test_nobody_answers(tmp_path):
    with pytest.raises(StoreUnavailable, match="No database answers at bolt://127") as caught:
        open_store("bolt://127.0.0.1:1", environ={"NEO4J_PASSWORD": SECRET})
    assert caught.value.exit_code == 4
    assert caught.value.__suppress_context__
    assert SECRET not in caught.value.message


def test_a_wrong_password(neo4j_526):
    with pytest.raises(StoreRefused, match="refused user 'neo4j' with the password given") as caught:
        open_store(neo4j_526.uri, environ={"NEO4J_PASSWORD": SECRET})
    assert SECRET not in caught.value.message
    assert caught.value.exit_code == 4


def test_no_password(neo4j_526):
    with pytest.raises(StoreRefused, match="no password was given"):
        open_store(neo4j_526.uri, environ={})


@pytest.mark.parametrize("version", ["neo4j_526", "neo4j_2026"])
def test_a_database_that_is_not_there(version, request):
    uri, user, password = request.getfixturevalue(version)
    environ = {"NEO4J_USERNAME": user, "NEO4J_PASSWORD": password, "NEO4J_DATABASE": "nowhere"}
    with pytest.raises(StoreUnavailable, match="no database 'nowhere'"):
        open_store(uri, environ=environ)


def test_the_server_sends_no_notes(neo4j_2026, caplog):
    with open_store(neo4j_2026.uri, environ={}) as store, caplog.at_level(logging.INFO):
        assert store.read("MATCH (n:NoSuchLabel) RETURN n.nothing AS x") == []
    assert not [record for record in caplog.records if "notification" in record.name]


def test_plain_text_to_another_machine_is_warned_of(caplog, monkeypatch):
    monkeypatch.setattr(bolt, "_open_driver", lambda address, embedded: (Driver(), "Neo4j 5"))
    bolt.connect(Server("bolt://db.example:7687", "ada", SECRET)).close()
    assert "bolt+s://db.example:7687" in caplog.text
    assert SECRET not in caplog.text
    caplog.clear()
    bolt.connect(Server("bolt://127.0.0.1:7687", "ada", SECRET)).close()
    assert caplog.text == ""


def test_a_commit_of_unknown_outcome_is_run_again():
    driver, store = fake(IncompleteCommit("cut"), IncompleteCommit("cut"))
    assert store.write("UNWIND $rows AS row RETURN 1", [{}]).rows == 1
    assert driver.attempts == 3


def test_after_three_unknown_outcomes_the_load_is_partial():
    driver, store = fake(*[IncompleteCommit("cut")] * 5)
    with pytest.raises(OutcomeUnknown, match="Run the same command again") as caught:
        store.write("UNWIND $rows AS row RETURN 1", [{}])
    assert (driver.attempts, caught.value.exit_code) == (3, 5)


def test_a_read_whose_end_was_cut_off_is_run_again():
    driver, store = fake(IncompleteCommit("cut"), IncompleteCommit("cut"))
    store.read("RETURN 1 AS one")
    assert driver.attempts == 3
    _, store = fake(*[IncompleteCommit("cut")] * 5)
    with pytest.raises(StoreUnavailable, match="at the end of an answer") as caught:
        store.read("RETURN 1 AS one")
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("failure", "kind", "told"),
    [
        (ServiceUnavailable("gone"), StoreUnavailable, "No database answers"),
        (server_error("Neo.ClientError.Security.Unauthorized"), StoreRefused, "NEO4J_PASSWORD"),
        (server_error("Neo.ClientError.Security.CredentialsExpired"), StoreRefused, "changed once"),
        (server_error("Neo.ClientError.Security.Forbidden"), StoreRefused, "may not"),
        (server_error("Neo.ClientError.Database.DatabaseNotFound"), StoreUnavailable, "SHOW DATABASES"),
        (server_error("Neo.TransientError.General.OutOfMemoryError"), StoreUnavailable, "short of memory"),
        (server_error("Neo.ClientError.Statement.SyntaxError"), StatementRejected, "did not accept"),
        (server_error("Neo.DatabaseError.General.UnknownError"), StatementRejected, "detente doctor"),
        (ClientError("told"), StatementRejected, "did not accept"),
    ],
)
def test_each_failure_has_its_message(failure, kind, told):
    _, store = fake(failure)
    with pytest.raises(kind, match=told) as caught:
        store.read("RETURN 1 AS one")
    assert SECRET not in caught.value.message
    assert "\n" not in caught.value.message


def test_errors_of_ours_pass_unchanged():
    _, store = fake(UsageError("ours"))
    with pytest.raises(UsageError, match="ours"):
        store.read("RETURN 1 AS one")
