"""Takes the article out of a web page: text through trafilatura, title, outlet, address and publish time by us."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from .cleaning import clean

ARTICLE_TYPES = frozenset({
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting", "OpinionNewsArticle",
    "BackgroundNewsArticle", "Report", "WebPage", "LiveBlogPosting",
})  # fmt: skip
PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "dc.date.issued",
    "date",
)
DEEPEST = 6
SHORTEST = 60
MARKUP = re.compile(r"<(?:!doctype html|html|head|body|article|div|p)\b", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gives away: its article's text and what is known about its printing."""

    text: str
    title: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None


class _Head(HTMLParser):
    """Collects meta tags, the canonical link, the title and the JSON-LD blocks of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.canonical: str | None = None
        self.title = ""
        self.blocks: list[str] = []
        self._into: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a meta, link, title or script tag says."""
        given = {name.lower(): value or "" for name, value in attrs}
        if tag == "meta":
            name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
            if name and given.get("content"):
                self.meta.setdefault(name, given["content"].strip())
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = self.canonical or given.get("href")
        elif tag == "title" and not self.title:
            self._into = "title"
        elif tag == "script" and given.get("type", "").lower().startswith("application/ld+json"):
            self._into = "ld"
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        """Stop collecting at the end of a title or script."""
        if tag in {"title", "script"}:
            self._into = None

    def handle_data(self, data: str) -> None:
        """Collect the words of a title or a JSON-LD block."""
        if self._into == "title":
            self.title += data
        elif self._into == "ld":
            self.blocks[-1] += data


def read_page(markup: str) -> Page | None:
    """Return the article of a page, or None where the page holds none.

    The title that extraction repeats as first line is dropped from the text where the page also names it.
    """
    import trafilatura

    head = _head(markup)
    linked = [node for block in head.blocks for node in _nodes(block)]
    text = trafilatura.extract(
        markup,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        favor_precision=False,
        deduplicate=False,
    )
    if not text:
        return None
    title = _first_text(linked, "headline") or head.meta.get("og:title") or _site_title(head.title)
    text = _without_title(clean(text), title)
    if len(text) < SHORTEST:
        return None
    outlet = head.meta.get("og:site_name") or _publisher(linked)
    url = (
        http_only(head.canonical)
        or http_only(head.meta.get("og:url"))
        or http_only(_first_text(linked, "url"))
    )
    return Page(text, clean(title) if title else None, _published(head, linked, markup), outlet or None, url)


def http_only(address: str | None) -> str | None:
    """Return an address only if it is an http or https one without blanks.

    >>> http_only("javascript:alert(1)"), http_only("https://example.org/a")
    (None, 'https://example.org/a')
    """
    plain = (address or "").strip()
    fine = re.fullmatch(r"https?://[^\s<>\"'`\\]{3,2000}", plain, re.I)
    return plain if fine else None


def _head(markup: str) -> _Head:
    head = _Head()
    try:
        head.feed(markup)
        head.close()
    except (AssertionError, ValueError, RecursionError):
        # A broken declaration ends the reading of the head; what was read so far stays of use.
        return head
    return head


def _nodes(block: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON-LD block, those in lists and ``@graph`` too."""
    try:
        loaded = json.loads(block.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"))
    except (ValueError, RecursionError):
        return
    waiting: list[tuple[Any, int]] = [(loaded, 0)]
    while waiting:
        node, depth = waiting.pop(0)
        if depth > DEEPEST:
            continue
        if isinstance(node, list):
            waiting.extend((n, depth + 1) for n in node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                (node[k], depth + 1) for k in ("@graph", "mainEntity", "mainEntityOfPage") if k in node
            )


def _types(node: Mapping[str, Any]) -> set[str]:
    kind = node.get("@type")
    return {str(k) for k in kind} if isinstance(kind, list) else {str(kind)}


def _articles(linked: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    fitting = [n for n in linked if _types(n) & ARTICLE_TYPES]
    return sorted(fitting, key=lambda n: _types(n) == {"WebPage"})


def _first_text(linked: list[Mapping[str, Any]], key: str) -> str | None:
    for node in _articles(linked):
        value = node.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _publisher(linked: list[Mapping[str, Any]]) -> str | None:
    named = {str(n.get("@id")): n.get("name") for n in linked if n.get("@id")}
    for node in _articles(linked):
        given = node.get("publisher")
        given = given[0] if isinstance(given, list) and given else given
        name = given.get("name") or named.get(str(given.get("@id"))) if isinstance(given, dict) else given
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _published(head: _Head, linked: list[Mapping[str, Any]], markup: str) -> str | None:
    """Return the publish time: JSON-LD, then meta tags, then what trafilatura finds."""
    for given in (_first_text(linked, "datePublished"), *(head.meta.get(name) for name in PUBLISHED)):
        if given and re.match(r"\d{4}-\d{2}", given):
            return given
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(markup)
    day = getattr(found, "date", None)
    return day if isinstance(day, str) and re.match(r"\d{4}-\d{2}", day) else None


def _site_title(title: str) -> str | None:
    """Return a page's title without the name of the site behind a bar."""
    plain = clean(re.split(r"\s[|»]\s|\s[-–—]\s(?=[^-–—|]{2,30}$)", title.strip())[0])
    return plain or None


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    if title and rest and _plain(first) == _plain(title):
        return rest.lstrip("\n")
    return text


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()
