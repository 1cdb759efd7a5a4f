"""What is sent back for a path: the page, an object as JSON, or an error that tells no more than it should."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import click

from ...graph.errors import DetenteError, StatementRejected, StoreUnavailable, UsageError
from ..terminal import plain
from .answers import Busy, NotHere, TooLong, answer
from .asked import TIMES, read_parameters
from .desk import Desk

LOG = logging.getLogger(__name__)
NOTHING = "default-src 'none'; frame-ancestors 'none'"
_ADDRESS = re.compile(r"\b(?:bolt|neo4j)(?:\+ssc|\+s)?://[^\s:]+(?::\d+)?")
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, the bytes, their type and the policy for who shows them."""

    status: HTTPStatus
    content: bytes
    kind: str = JSON
    policy: str = NOTHING


def refusal(status: HTTPStatus, message: str) -> Reply:
    """Return an error as JSON."""
    return Reply(status, _json({"error": {"status": int(status), "message": message}}))


def reply(desk: Desk, path: str, query: str) -> Reply:
    """Return what stands under a path; every error becomes one line of JSON, without its inside."""
    try:
        if path in ("/", "/index.html"):
            given = read_parameters(TIMES, query)
            page = desk.page(given.get("as_of"), given.get("known_by"))
            return Reply(HTTPStatus.OK, page.html, "text/html; charset=utf-8", page.policy)
        return Reply(HTTPStatus.OK, _json(answer(desk, path, query)))
    except NotHere as error:
        return refusal(HTTPStatus.NOT_FOUND, str(error))
    except UsageError as error:
        return refusal(HTTPStatus.BAD_REQUEST, str(error))
    except StatementRejected as error:
        return refusal(HTTPStatus.BAD_REQUEST, _ADDRESS.sub("the store", str(error)))
    except click.UsageError as error:
        return refusal(HTTPStatus.BAD_REQUEST, error.message)
    except TooLong as error:
        return refusal(HTTPStatus.GATEWAY_TIMEOUT, str(error))
    except Busy as error:
        return refusal(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    except StoreUnavailable as error:
        LOG.warning("%s", error)
        return refusal(
            HTTPStatus.SERVICE_UNAVAILABLE, "the graph cannot be read now; the server's log says why"
        )
    except DetenteError as error:
        LOG.error("%s", error)
        return refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "the answer could not be made")
    except Exception as error:
        LOG.error("%s: %s", type(error).__name__, error)
        LOG.debug("the error", exc_info=True)
        return refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "internal error: this is a defect in detente")


def _json(value: Any) -> bytes:  # noqa: ANN401  any JSON value
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
