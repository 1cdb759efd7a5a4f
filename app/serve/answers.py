"""The doors of the API: each is a path, its parameters, and the function that answers with a JSON object."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from ...graph.errors import DetenteError, StatementRejected, StoreUnavailable, UsageError
from ..likeness import EXPLAINED, METRICS, SOURCES
from .asked import TIMES, Parameter, pairs_of, read_parameters
from .desk import Desk
from .wording import check_reading

Object = dict[str, Any]
Given = Mapping[str, Any]
MOST_ROWS = 10_000
QUERY_SECONDS = 30.0
CYPHER_SECONDS = 10.0
OF_REGISTERS = ("year", "absence", "coding", "self_tie")
_at_once = threading.BoundedSemaphore(2)


class NotHere(DetenteError):  # noqa: N818  it reads as what happened
    """Nothing stands under that path."""


class TooLong(DetenteError):  # noqa: N818  it reads as what happened
    """A statement took longer than it may."""


class Busy(DetenteError):  # noqa: N818  it reads as what happened
    """Too many statements run already."""


@dataclass(frozen=True, slots=True)
class Door:
    """One path of the API: what it says of itself and what answers."""

    path: str
    about: str
    parameters: tuple[Parameter, ...]
    schema: str
    answer: Callable[[Desk, Given], Any]


def _health(desk: Desk, given: Given) -> Object:
    from ...views.dossier import tool_version

    return {"status": "ok", "tool": tool_version(), **desk.counts()}


def _graph(desk: Desk, given: Given) -> Object:
    return desk.dossier(given.get("as_of"), given.get("known_by"))


def _pair(given: Given) -> set[str] | None:
    from ..metrics import code_of, pair_of

    return pair_of(code_of(given.get("a")), code_of(given.get("b")))


def _tension(desk: Desk, given: Given) -> Object:
    from ..tables import tension_object
    from ..variants import variants

    explained, pair = given.get("explain", False), _pair(given)
    snapshot, scores = desk.scores(
        given.get("as_of"), given.get("known_by"), directed=given.get("directed", False)
    )
    found = [t for t in scores.tensions if pair is None or {t.a, t.b} == pair]
    told = tension_object(scores, found, snapshot, explained)
    for row, one in zip(told["dyads"], variants(snapshot, found) if explained else [], strict=False):
        row.update(one)
    return told


def _alignment(desk: Desk, given: Given) -> Object:
    from ..tables import alignment_object

    pair, source = _pair(given), given.get("source", "articles")
    metric, explained = given.get("metric"), given.get("explain", False)
    if source != "articles":
        return _registered(desk, given, pair, source, metric or "kappa", explained)
    metric = metric or "s_known"
    if metric not in EXPLAINED:
        raise UsageError(f"metric={metric}: of articles one of {', '.join(EXPLAINED)}")
    if wrong := [name for name in OF_REGISTERS if name in given]:
        raise UsageError(
            f"{wrong[0]} is for the sources unga, atop and arms; articles go by as_of and known_by"
        )
    snapshot, scores = desk.scores(given.get("as_of"), given.get("known_by"), metric=metric)
    found = [t for t in scores.alignments if pair is None or {t.a, t.b} == pair]
    return {**alignment_object(scores, found, snapshot, explained), "metric": metric}


def _registered(
    desk: Desk, given: Given, pair: set[str] | None, source: str, metric: str, explained: bool
) -> Object:
    from ..likeness import registered, rows_object

    if wrong := [one.name for one in TIMES if one.name in given]:
        raise UsageError(f"{wrong[0]} is for articles; the source {source} goes by year")
    options = {name: given[name] for name in ("absence", "coding", "self_tie") if name in given}
    if not _at_once.acquire(blocking=False):
        raise Busy("two long questions are being answered already; ask again later")
    try:
        rows, year, wanted = registered(
            desk.store, pair, source, metric, given.get("year"), {**options, "leave_out": explained}
        )
    finally:
        _at_once.release()
    told = rows_object(rows, metric, source, year)
    return {**told, "missing": f"nothing to compare by in {year}: load {wanted}"} if wanted else told


def _pressure(desk: Desk, given: Given) -> Object:
    from ..metrics import code_of
    from ..supply import with_supply
    from ..tables import pressure_object

    snapshot, scores = desk.scores(given.get("as_of"), given.get("known_by"))
    state = code_of(given.get("state"))
    found = [p for p in scores.pressures if state is None or p.state == state]
    told = with_supply(pressure_object(found), snapshot, as_of=scores.as_of, known_by=scores.known_by)
    return {"as_of": scores.as_of, "known_by": scores.known_by, **told}


def _balance(desk: Desk, given: Given) -> Object:
    from ...analysis.balance import balance
    from ...analysis.clock import moment
    from ...analysis.relations import signed_graph
    from ..balance import balance_object

    snapshot = desk.snapshot()
    at = moment(snapshot, given.get("as_of"))
    graph = signed_graph(snapshot, as_of=at, known_by=given.get("known_by"))
    return balance_object(balance(graph, time_limit=QUERY_SECONDS), graph)


def _queries(desk: Desk, given: Given) -> list[Object]:
    from ...queries.library import library

    return [
        {"name": q.name, "question": q.question, "columns": q.columns, "dates": q.dated,
         "parameters": [{"name": p.name, "type": p.type, "default": p.default, "note": p.note} for p in q.parameters]}
        for q in library().values()
    ]  # fmt: skip


def _cypher(desk: Desk, given: Given) -> Object:
    statement = str(given["q"])
    check_reading(statement)
    try:
        return _in_time(lambda: _rows(desk, statement, {}, CYPHER_SECONDS))
    except (StatementRejected, StoreUnavailable) as error:
        if "TimedOut" in str(error):  # the code by which a server says that it stopped a statement
            raise _too_long() from None
        raise


def _rows(desk: Desk, statement: str, parameters: Mapping[str, Any], seconds: float) -> Object:
    columns, rows = desk.store.ask(statement, parameters, seconds=seconds, most=MOST_ROWS + 1)
    return {
        "columns": columns,
        "rows": [[row[name] for name in columns] for row in rows[:MOST_ROWS]],
        "truncated": len(rows) > MOST_ROWS,
    }


def _in_time(work: Callable[[], Object]) -> Object:
    """Return what the work gives; TooLong where it takes longer than a server would let it.

    The embedded engine knows no time limit: the work then goes on in its thread, and counts as running.
    """
    if not _at_once.acquire(blocking=False):
        raise Busy("two statements are running already; ask again later")
    told: Future[Object] = Future()

    def run() -> None:
        try:
            told.set_result(work())
        except BaseException as error:
            told.set_exception(error)
        finally:
            _at_once.release()

    threading.Thread(target=run, daemon=True).start()
    try:
        return told.result(CYPHER_SECONDS + 1)
    except TimeoutError:
        raise _too_long() from None


def _too_long() -> TooLong:
    return TooLong(f"the statement took more than {CYPHER_SECONDS:.0f} seconds")


DOORS = (
    Door("/api/graph", "Everything that the page shows, in one object.", TIMES, "Graph", _graph),
    Door(
        "/api/tension", "How tense pairs of states are, -1 to 1; without a and b all pairs.",
        (
            Parameter("a", "word", "A state or body, as in TUR or NATO."),
            Parameter("b", "word", "The other one."),
            *TIMES,
            Parameter("directed", "boolean", "Keep the two directions apart."),
            Parameter("explain", "boolean", "Open each score into its facts."),
        ),
        "Tension", _tension,
    ),
    Door(
        "/api/alignment",
        "How alike two states are by articles, votes, treaties or arms, -1 to 1; without a and b all pairs.",
        (
            Parameter("a", "word", "A state, as in TUR."),
            Parameter("b", "word", "The other one."),
            *TIMES,
            Parameter("source", "string", "What they are compared by (default articles).", SOURCES),
            Parameter("metric", "string", "The measure (default s_known of articles, else kappa).", METRICS),
            Parameter("year", "integer", "Of votes, treaties and arms: the calendar year (default: of the latest votes)."),
            Parameter("absence", "string", "Of votes: how an absence counts.", ("drop", "abstain")),
            Parameter("coding", "string", "Levels of treaties.", ("atop", "cow", "binary", "defence")),
            Parameter("self_tie", "string", "The entry of a state for itself in its treaties.", ("max", "exclude")),
            Parameter("explain", "boolean", "Add the bounds without any one target."),
        ),
        "Alignment", _alignment,
    ),
    Door(
        "/api/pressure", "Which states buy from a rival of their allies, 0 to 1.",
        (Parameter("state", "word", "One state, as in TUR."), *TIMES), "Pressure", _pressure,
    ),
    Door("/api/balance", "The signed balance of the network.", TIMES, "Balance", _balance),
    Door("/api/queries", "The questions of the library.", (), "Queries", _queries),
    Door("/api/health", "That the server answers, and how much the graph holds.", (), "Health", _health),
)  # fmt: skip
CYPHER = Door(
    "/api/cypher", "The rows of a reading statement.",
    (Parameter("q", "word", "The statement: MATCH … RETURN …", required=True),), "Rows", _cypher,
)  # fmt: skip
QUERY, EXPLAIN, DESCRIPTION = "/api/query/", "/api/explain/", "/api/openapi.json"


def answer(desk: Desk, path: str, query: str) -> Any:  # noqa: ANN401  a JSON value
    """Return the answer to a path and its query string; NotHere, UsageError or another DetenteError if there is none."""
    doors = {door.path: door for door in (*DOORS, *([CYPHER] if desk.cypher else []))}
    if door := doors.get(path):
        return door.answer(desk, read_parameters(door.parameters, query))
    if path.startswith(QUERY):
        return _library_query(desk, path.removeprefix(QUERY), query)
    if path.startswith(EXPLAIN):
        return _explain(desk, path.removeprefix(EXPLAIN), query)
    if path == DESCRIPTION:
        from .describe import description

        read_parameters((), query)
        return description(desk.cypher)
    raise NotHere("nothing stands under this path; /api/openapi.json tells what there is")


def _library_query(desk: Desk, name: str, query: str) -> Object:
    from ...queries.library import find

    try:
        asked = find(name)
    except UsageError as error:
        raise NotHere(str(error)) from None
    given: dict[str, str] = {}
    for key, value in pairs_of(query):
        if key == "param":  # as on the command line: param=NAME=VALUE
            key, _, value = value.partition("=")
        if key in given:
            raise UsageError(f"{key} is given twice")
        given[key] = value
    return {"name": asked.name, **_rows(desk, asked.text, asked.bind(given), QUERY_SECONDS)}


def _explain(desk: Desk, id: str, query: str) -> Object:
    from ..explain import explanation
    from ..rows import row_parts
    from ..story import contract_parts

    given = read_parameters(TIMES, query)
    snapshot = desk.snapshot()
    try:
        told = explanation(snapshot, id, given.get("as_of"), given.get("known_by"))
    except UsageError as error:
        raise NotHere(str(error)) from None
    told["parts"] += contract_parts(desk.store, id) + row_parts(desk.store, id)
    return told
