"""An extractor that asks a language model over an OpenAI-compatible endpoint; its answers pass the gate."""

from __future__ import annotations

import http.client
import json
import logging
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

from ....graph.errors import DetenteError, UsageError
from ....graph.model import Article, Fact, Publication
from ...manifest import Setback
from ..extract import Extraction, annotate, named_states, prepare, worth_reading
from . import prompt
from .endpoint import HELP, loopback, split
from .gate import admit_into

if TYPE_CHECKING:
    from ....atlas.book import Atlas

LOG = logging.getLogger(__name__)
TRIES = 3
AGAIN = frozenset({429, 500, 502, 503, 504})
THIS_ARTICLE = frozenset({400, 413, 422})
LONGEST_ARTICLE = 60_000
PIECE = 65_536


class ModelUnavailable(DetenteError):  # noqa: N818  it reads as what happened
    """The endpoint of the language model cannot be reached or used."""

    default_exit_code = 4


class AnswerRejected(DetenteError):  # noqa: N818  it reads as what happened
    """An answer that cannot be read at all: too large, not JSON, not of the protocol."""

    default_exit_code = 3


@dataclass(frozen=True, slots=True)
class Client:
    """Where a model is asked and within which bounds; the key shows in no text made of it."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 60.0
    wait: float = 1.0
    largest: int = 2_000_000

    def __post_init__(self) -> None:
        """Refuse an address or a key that cannot be used safely."""
        parts = split(self.url)
        if self.key is not None and not re.fullmatch(r"[!-~]+", self.key):
            raise UsageError(
                "The key in DETENTE_LLM_KEY holds blanks, line ends or other unusual characters."
            )
        if self.key is None and not loopback(parts.hostname or ""):
            raise UsageError(f"A model on another machine needs a key. {HELP}")

    @property
    def place(self) -> str:
        """The address as messages show it: without path."""
        parts = split(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def ask(self, article: Article) -> object:
        """Return the parsed JSON of the model's answer about an article.

        Asks again, a bounded number of times, where the endpoint is busy, fails or does not answer in time.
        """
        sent = json.dumps(prompt.body(article, self.model)).encode()
        for turn in range(1, TRIES + 1):
            try:
                return parsed(self._post(sent), self.key)
            except urllib.error.HTTPError as error:
                error.close()
                reason = f"answers with status {error.code}"
                if error.code not in AGAIN:
                    self._refuse(error.code)
            except TimeoutError:
                reason = f"does not answer within {self.timeout:g} seconds"
            except (OSError, http.client.HTTPException) as error:
                inner = getattr(error, "reason", error)
                if not isinstance(inner, TimeoutError):
                    raise ModelUnavailable(
                        f"The language model at {self.place} cannot be reached ({type(inner).__name__}). "
                        "Check DETENTE_LLM_URL and that the server runs."
                    ) from None
                reason = f"does not answer within {self.timeout:g} seconds"
            LOG.info("the language model %s (turn %d of %d)", reason, turn, TRIES)
            if turn < TRIES:
                time.sleep(self.wait * turn)
        raise ModelUnavailable(
            f"The language model at {self.place} {reason}, {TRIES} times in a row. Try again later."
        )

    def _refuse(self, code: int) -> NoReturn:
        if code in THIS_ARTICLE:
            raise AnswerRejected(f"the endpoint refuses the question with status {code}")
        advice = {
            401: "Check DETENTE_LLM_KEY.",
            403: "Check DETENTE_LLM_KEY and what it may use.",
            404: "Check DETENTE_LLM_URL (it ends before /chat/completions) and DETENTE_LLM_MODEL.",
        }.get(code, "Check DETENTE_LLM_URL.")
        if 300 <= code < 400:
            advice = "Redirects are not followed; set DETENTE_LLM_URL to the final address."
        raise ModelUnavailable(f"The language model at {self.place} answers with status {code}. {advice}")

    def _post(self, sent: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key is not None:
            headers["Authorization"] = f"Bearer {self.key}"
        address = self.url.rstrip("/") + "/chat/completions"
        # The scheme was checked: https, or http to this machine, then past any proxy.
        request = urllib.request.Request(address, sent, headers, method="POST")  # noqa: S310
        handlers: list[urllib.request.BaseHandler] = [_Stay()]
        if loopback(split(self.url).hostname or ""):
            handlers.append(urllib.request.ProxyHandler({}))
        end = time.monotonic() + self.timeout
        with urllib.request.build_opener(*handlers).open(request, timeout=self.timeout) as response:
            read: list[bytes] = []
            size = 0
            while piece := response.read1(PIECE):
                size += len(piece)
                if size > self.largest:
                    raise AnswerRejected(f"the answer is larger than {self.largest} bytes")
                if time.monotonic() > end:
                    raise TimeoutError
                read.append(piece)
            return b"".join(read)


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the key and the article go where the user said and nowhere else."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def client_from(environ: Mapping[str, str]) -> Client:
    """Return the client that the environment describes; UsageError says what is missing."""
    url, model = environ.get("DETENTE_LLM_URL", "").strip(), environ.get("DETENTE_LLM_MODEL", "").strip()
    missing = [n for n, v in (("DETENTE_LLM_URL", url), ("DETENTE_LLM_MODEL", model)) if not v]
    if missing:
        raise UsageError(f"The extractor llm asks a model of yours; {' and '.join(missing)} not set. {HELP}")
    key = environ.get("DETENTE_LLM_KEY", "").strip() or None
    kept = environ.get("DETENTE_LLM_KEY_FILE")
    if key is None and kept:
        try:
            key = Path(kept).read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"DETENTE_LLM_KEY_FILE cannot be read ({type(error).__name__}).") from None
    return Client(url, model, key)


def parsed(raw: bytes, key: str | None = None) -> object:
    """Return the JSON that a chat completion carries, with or without a code fence around it.

    >>> parsed(b'{"choices": [{"message": {"content": "{}"}}]}')
    {}
    """
    try:
        content = json.loads(raw)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise AnswerRejected("the endpoint's answer is no chat completion") from None
    if not isinstance(content, str) or not content.strip():
        raise AnswerRejected("the model's answer is empty")
    if key:
        content = content.replace(key, "[key]")  # an endpoint may send back what it was sent
    fenced = re.fullmatch(r"\s*```[a-zA-Z]*\n(.*)\n\s*```\s*", content, re.DOTALL)
    try:
        return json.loads(fenced.group(1) if fenced else content, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError):
        raise AnswerRejected("the model's answer is not JSON") from None


def extract_remote(
    article: Article,
    publication: Publication | None,
    atlas: Atlas,
    client: Client,
    *,
    setbacks: list[Setback] | None = None,
) -> Extraction:
    """Return the facts of an article that a language model finds and the gate admits.

    What is set aside is counted in ``dropped`` and told in ``setbacks``. Articles that name fewer than two
    parties are not sent. ModelUnavailable stops the run: it concerns all articles.
    """
    doc = prepare(article, publication, atlas)
    facts: list[Fact] = []
    aside: list[Setback] = []
    if len(article.text) > LONGEST_ARTICLE:
        reason = f"the article has {len(article.text)} characters, more than {LONGEST_ARTICLE}"
        aside = [Setback(article.id, None, reason, "Read it with the extractor of rules.")]
    elif worth_reading(doc):
        annotate(doc)
        try:
            facts, aside = admit_into(doc, client.ask(article), client.model)
        except AnswerRejected as error:
            aside = [Setback(article.id, None, str(error), "Ask again, or another model.")]
    for one in aside:
        LOG.info("set aside: %s", one)
    if setbacks is not None:
        setbacks += aside
    bodies = tuple(sorted({m.entity for m in doc.mentions if m.kind == "alliance" and m.entity}))
    return Extraction(article.id, named_states(doc), bodies, tuple(facts), (), len(aside))
