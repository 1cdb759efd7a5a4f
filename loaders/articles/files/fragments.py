"""Takes the words out of short pieces of markup: titles, summaries, entries of feeds."""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser

from .cleaning import clean

LOG = logging.getLogger(__name__)
_BLOCKS = frozenset(["p", "div", "br", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "blockquote"])
_HIDDEN = frozenset(["script", "style", "template", "iframe", "noscript"])


class _Words(HTMLParser):
    """Collects the words of markup; scripts and styles have none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block, and silence at a script."""
        self.hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block or a script."""
        self.hidden = max(0, self.hidden - (tag in _HIDDEN))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is to be read."""
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def bare(markup: str, *, passes: int = 2) -> str:
    """Return the words of a title on one line; it may be markup that was escaped twice.

    >>> bare("&lt;b&gt;Talks&lt;/b&gt; <script>x()</script>&amp; trade")
    'Talks & trade'
    """
    for _ in range(passes):
        markup = words(markup)
    return " ".join(clean(markup).split())[:300]


def words(markup: str) -> str:
    """Return the words of markup, a line for each block.

    >>> words("<p>Two<br>lines</p><script>x()</script>")
    'Two\\nlines'
    """
    parser = _Words()
    try:
        parser.feed(markup)
        parser.close()
    except AssertionError:
        LOG.debug("a broken declaration ended the reading of a fragment")
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
