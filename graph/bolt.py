"""A server over Bolt, through the official driver: Neo4j itself, or the embedded engine."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .address import Server, raw_folder
from .counters import Counters
from .errors import EndMissing, OutcomeUnknown, StatementRejected, StoreRefused, StoreUnavailable, UsageError
from .migrations import migrate, refuse_newer, version_of
from .schema import VERSION, schema_statements
from .values import from_driver, portions, to_driver

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

_log = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")

_COMMIT_ATTEMPTS = 3
_CONNECT_SECONDS = 10.0
_RETRY_SECONDS = 30.0
_EMBEDDED_RETRY_SECONDS = 3.0

_SET_MARK = "UNWIND $rows AS row MERGE (m:Detente {id: 'schema'}) SET m.version = row.version"
_ANY_NODE = "MATCH (n) RETURN true AS found LIMIT 1"
_PROBE = "RETURN 1 AS one"


class BoltStore:
    """A graph behind a driver; every write is a managed transaction that is safe to run again."""

    def __init__(
        self,
        driver: Driver,
        address: Server,
        *,
        server: str,
        raw: Path | None = None,
        on_close: Callable[[], None] | None = None,
        turn: Callable[[], AbstractContextManager[object]] = nullcontext,
        elsewhere: Callable[[], BoltStore | None] | None = None,
    ) -> None:
        """Take over an open driver; ``on_close`` runs after it was closed, ``raw`` is where raw rows are kept.

        ``turn`` is held while something is written, for an engine that cannot sort out two writers. ``elsewhere``
        is asked after an error: the same graph behind another server, where this one has gone for good, or None.
        """
        self._driver = driver
        self._address = address
        self._server = server
        self._raw = raw
        self._on_close = on_close
        self._turn = turn
        self._elsewhere = elsewhere
        self._moving = threading.Lock()
        self._closed = False

    @property
    def server(self) -> str:
        """Say what answers and where, without secrets."""
        return self._server

    @property
    def raw(self) -> Path:
        """The folder beside the graph that holds the raw rows of event sets and roll calls."""
        return self._raw or raw_folder(self._address, os.environ, sys.platform)

    def read(self, cypher: str, /, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """Return the rows of a reading statement, a dict each."""
        told = to_driver(parameters)

        def work(transaction: ManagedTransaction) -> list[dict[str, Any]]:
            return [
                from_driver(dict(zip(record.keys(), record.values(), strict=True)))
                for record in transaction.run(cypher, told)
            ]

        return self._committed(lambda session: session.execute_read(work), reading=True)

    def ask(
        self, cypher: str, parameters: Mapping[str, Any], /, *, seconds: float, most: int
    ) -> tuple[list[str], list[dict[str, Any]]]:
        """Return the columns and at most so many rows of a statement that is not ours, and undo what it did.

        A server stops it after ``seconds`` and refuses to write. The embedded engine does neither of the two, so
        a statement that changed something is rolled back and rejected here.
        """
        with (
            _explained(self._address),
            self._driver.session(database=self._address.database, default_access_mode="READ") as session,
            session.begin_transaction(timeout=seconds) as transaction,
        ):
            result = transaction.run(cypher, to_driver(parameters))
            columns = list(result.keys())
            rows = [from_driver(dict(zip(columns, r.values(), strict=True))) for r in islice(result, most)]
            changed = result.consume().counters.contains_updates
            transaction.rollback()
        if changed:
            raise StatementRejected(
                f"{self._address.uri}: the statement writes, and was undone. Ask with MATCH … RETURN only."
            )
        return columns, rows

    def write(self, cypher: str, rows: Sequence[Mapping[str, Any]], /) -> Counters:
        """Run a statement that begins ``UNWIND $rows AS row`` in one transaction: all rows or none."""
        return self.write_many([(cypher, rows)])

    def write_many(self, batches: Sequence[tuple[str, Sequence[Mapping[str, Any]]]], /) -> Counters:
        """Run several statements in one transaction: all of them or none.

        A statement that returns ``written`` must count every row: fewer means that a relationship
        names a node that is not there, and the whole transaction is rolled back.
        """
        told = [(cypher, to_driver(list(rows))) for cypher, rows in batches if rows]
        if not told:
            return Counters()

        def work(transaction: ManagedTransaction) -> Counters:
            total = Counters()
            for cypher, rows in told:
                for portion in portions(rows):
                    total += _run_batch(transaction, cypher, portion)
            return total

        return self._committed(lambda session: session.execute_write(work))

    def apply_schema(self, *, adopt: bool = False) -> None:
        """Bring the database to this graph model and mark it as ours; one that holds other data only if ``adopt``."""
        version = version_of(self)
        if version == VERSION:
            return
        refuse_newer(self._server, version)
        # Another process may be the first at this moment: it sets its mark before it writes anything else.
        if version is None and not adopt and self.read(_ANY_NODE) and version_of(self) is None:
            raise StoreRefused(
                f"{self._server} holds data that detente did not write, and was left as it is. "
                "Use another database (NEO4J_DATABASE) or store (--store), or say --adopt to add to this one."
            )
        self._committed(lambda session: session.execute_write(_make_schema))
        if version is None:
            self.write(_SET_MARK, [{"version": VERSION}])
        else:
            migrate(self, version)

    def close(self) -> None:
        """Close the driver; the last one to close an embedded store stops its server."""
        if not self._closed:
            self._closed = True
            self._driver.close()
            if self._on_close is not None:
                self._on_close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *problem: object) -> None:
        """Close the store."""
        self.close()

    def _committed(self, work: Callable[[Session], _Answer], *, reading: bool = False) -> _Answer:
        from neo4j.exceptions import IncompleteCommit

        for attempt in range(1, _COMMIT_ATTEMPTS + 1):
            driver = self._driver
            try:
                with nullcontext() if reading else self._turn(), self._session() as session:
                    return work(session)
            except (StoreUnavailable, StatementRejected):
                if attempt == _COMMIT_ATTEMPTS or not self._moved(driver):
                    raise
            except IncompleteCommit:
                # The outcome is unknown; every batch merges by key, so running it again is safe.
                # A driver ends what only reads with a commit too.
                _log.warning("%s: connection lost during commit, attempt %d", self._server, attempt)
        if reading:
            raise StoreUnavailable(
                f"{self._server}: the connection broke {_COMMIT_ATTEMPTS} times at the end of an answer. "
                "Check the network and the server's log, and run the command again."
            )
        raise OutcomeUnknown(
            f"{self._server}: the connection broke during commit {_COMMIT_ATTEMPTS} times, so it is not known "
            "whether the last batch was written. Run the same command again: what is there is not doubled."
        )

    def _moved(self, driver: Driver) -> bool:
        """Go on with another server of the same graph, if the one behind ``driver`` has gone; tell whether that is so."""
        with self._moving:
            if self._closed or self._driver is not driver:
                return not self._closed
            fresh = self._elsewhere() if self._elsewhere is not None else None
            if fresh is None:
                return False
            _log.info("%s has gone; going on with %s", self._server, fresh._server)
            driver.close()
            self._driver, self._address, self._server = fresh._driver, fresh._address, fresh._server
            self._on_close, self._elsewhere = fresh._on_close, fresh._elsewhere
            return True

    @contextmanager
    def _session(self) -> Iterator[Session]:
        if self._closed:
            raise StoreUnavailable(f"{self._server} was closed; open the store again.")
        with _explained(self._address), self._driver.session(database=self._address.database) as session:
            yield session


def connect(
    address: Server,
    *,
    embedded: str | None = None,
    raw: Path | None = None,
    on_close: Callable[[], None] | None = None,
    turn: Callable[[], AbstractContextManager[object]] = nullcontext,
    elsewhere: Callable[[], BoltStore | None] | None = None,
) -> BoltStore:
    """Return a store on a server that answered; raise StoreUnavailable with the reason otherwise.

    ``embedded`` describes an engine of ours on this machine, which is either there or gone for good; ``turn`` and
    ``elsewhere`` are those of BoltStore.
    """
    from neo4j.exceptions import ConfigurationError

    if address.plain_text:
        _log.warning(
            "%s is another machine and the connection is not encrypted: the password and the data can be "
            "read on the way. Use %s if the server has a certificate.",
            address.uri,
            address.uri.replace("://", "+s://", 1),
        )
    with _explained(address):
        try:
            driver, agent = _open_driver(address, embedded=embedded is not None)
        except ConfigurationError:
            # It speaks an older Bolt, as our own engine does, and cannot be asked to leave out its notes.
            driver, agent = _open_driver(address, embedded=True)
    database = f", database {address.database}" if address.database else ""
    return BoltStore(
        driver,
        address,
        server=embedded or f"{agent} at {address.uri}{database}",
        raw=raw,
        on_close=on_close,
        turn=turn,
        elsewhere=elsewhere,
    )


def _open_driver(address: Server, *, embedded: bool) -> tuple[Driver, str]:
    import neo4j

    driver = neo4j.GraphDatabase.driver(
        address.uri,
        auth=None if address.password is None else (address.user, address.password),
        telemetry_disabled=True,
        connection_timeout=_CONNECT_SECONDS,
        connection_acquisition_timeout=2 * _CONNECT_SECONDS,
        max_transaction_retry_time=_EMBEDDED_RETRY_SECONDS if embedded else _RETRY_SECONDS,
        notifications_min_severity=None if embedded else neo4j.NotificationMinimumSeverity.OFF,
    )
    try:
        agent = driver.get_server_info().agent.replace("/", " ")
        # Not a managed transaction: that would try for half a minute to reach a server that is down.
        with driver.session(database=address.database) as session:
            session.run(_PROBE).consume()
    except BaseException:
        driver.close()
        raise
    return driver, agent


def _run_batch(transaction: ManagedTransaction, cypher: str, rows: list[Any]) -> Counters:
    result = transaction.run(cypher, {"rows": rows})
    answer = [record.data() for record in result]
    counted = result.consume().counters
    written = answer[0].get("written") if len(answer) == 1 else None
    if written is not None and written != len(rows):
        raise EndMissing(
            f"{len(rows) - written} of {len(rows)} rows name a node that is not in the graph, and the batch "
            f"was rolled back. Write the nodes first. Statement: {' '.join(cypher.split())}"
        )
    return Counters(
        rows=len(rows),
        nodes_created=counted.nodes_created,
        nodes_deleted=counted.nodes_deleted,
        relationships_created=counted.relationships_created,
        relationships_deleted=counted.relationships_deleted,
        properties_set=counted.properties_set,
    )


def _make_schema(transaction: ManagedTransaction) -> None:
    for statement in schema_statements():
        transaction.run(statement).consume()


@contextmanager
def _explained(address: Server) -> Iterator[None]:
    from neo4j import exceptions as failures

    try:
        yield
    except failures.IncompleteCommit:
        raise
    except failures.Neo4jError as error:
        raise _refusal(error, address) from None
    except OverflowError as error:
        raise StatementRejected(
            f"{address.uri} holds whole numbers of 64 bits, and one of the values is larger ({error})."
        ) from None
    except (failures.ServiceUnavailable, failures.SessionExpired) as error:
        raise StoreUnavailable(
            f"No database answers at {address.uri} ({_first_line(error)}). Start the server, or check NEO4J_URI "
            "or --store; without them detente keeps the graph in a folder of its own."
        ) from None
    except failures.ConfigurationError as error:
        raise UsageError(f"{address.uri} cannot be used: {_first_line(error)}.") from None
    except failures.DriverError as error:
        raise StoreUnavailable(f"{address.uri}: {_first_line(error)}. Run the command again.") from None


def _refusal(error: Exception, address: Server) -> Exception:
    code = str(getattr(error, "code", None) or "")
    database = address.database or "(default)"
    if code.endswith(("Unauthorized", "AuthenticationRateLimit", "TokenExpired")):
        given = "with the password given" if address.password else "and no password was given"
        return StoreRefused(
            f"{address.uri} refused user {address.user!r} {given}. Check NEO4J_USERNAME and "
            "NEO4J_PASSWORD (or NEO4J_PASSWORD_FILE)."
        )
    if code.endswith("CredentialsExpired"):
        return StoreRefused(
            f"{address.uri}: the first password of user {address.user!r} must be changed once before use. "
            "In cypher-shell: ALTER CURRENT USER SET PASSWORD FROM '…' TO '…'."
        )
    if code.endswith(("DatabaseNotFound", "DatabaseUnavailable")):
        return StoreUnavailable(
            f"{address.uri} has no database {database!r} that is running. Check NEO4J_DATABASE; "
            "SHOW DATABASES lists what is there."
        )
    if ".Security." in code:
        return StoreRefused(
            f"{address.uri}: user {address.user!r} may not do this in database {database} ({code}). "
            "Use a user with the right to read and write, and to make constraints."
        )
    if ".TransientError." in code:
        return StoreUnavailable(
            f"{address.uri} is busy or short of memory ({code}), also after "
            "several attempts. Run the command again; what was written is not doubled."
        )
    told = f"{address.uri} did not accept a statement ({code}): {_first_line(error)}"
    if ".DatabaseError." in code:
        # What a full disk looks like from here: the engine does not say more.
        told += (
            ". If its disk is full or its folder was damaged (detente doctor tells), mend that and run the same "
            "command again; what was written is not doubled."
        )
    return StatementRejected(told)


def _first_line(error: Exception) -> str:
    text = str(getattr(error, "message", None) or error).strip()
    return text.splitlines()[0].rstrip(".") if text else error.__class__.__name__
