"""The working object of one article: its sentences, mentions, parses, dates, sums and quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from ...graph.model import Article, EntityKind, Publication, Span
from .sentences import Sentence

if TYPE_CHECKING:
    from ...atlas.book import Atlas

__all__ = ["Document", "Mention", "MentionKind", "Quotation", "Resolved", "Sentence", "Token"]

Token = Any
"""A spaCy token (or parsed doc): the parser is optional at import time, so it has no type here."""

MentionKind = EntityKind | Literal["group", "place"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the atlas found in the text; ``entity`` is None for a place that is no actor.

    ``kind`` is that of the entity, or ``group`` (an armed group under its own name) or ``place``. ``via`` is
    the way from the words to the entity (name, demonym, capital, metonym, leader, company, ministry, organ,
    former, group, place, person, office); ``form`` is noun, adj, people or person. A leader's mention
    carries the state he acts for as ``entity`` and his own id as ``person``.
    """

    start: int
    end: int
    text: str
    entity: str | None
    kind: MentionKind
    via: str
    form: str = "noun"
    person: str | None = None

    @property
    def span(self) -> Span:
        """The mention as a quoted span of the article."""
        return Span(self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A party found in the text: who it is, where it is named here, and the earlier mention that settles it."""

    entity: str
    kind: MentionKind
    via: str
    mention: Span
    antecedent: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of direct or indirect speech with the words that name its speaker."""

    start: int
    end: int
    speaker: str | None = None
    speaker_entity: str | None = None
    mention: Span | None = None
    verb: str | None = None
    mode: Literal["direct", "indirect"] = "direct"


def _start(found: Token) -> int:
    return int(found.start)


@dataclass(slots=True)
class Document:
    """One article in work: everything found so far, by offsets into ``article.text``.

    ``mentions`` are sorted by start and do not overlap; ``tokens`` maps a sentence's index to its parsed
    spaCy ``Doc`` (one sentence a doc, so a token's place in the article is ``sentence.start + token.idx``),
    only for sentences that had to be parsed. ``dates``, ``money`` and ``quantities`` hold what the finders
    of those names return.
    """

    article: Article
    atlas: Atlas
    publication: Publication | None = None
    base_date: date | None = None
    base_basis: Literal["published", "inferred"] | None = None
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    tokens: dict[int, Any] = field(default_factory=dict)
    dates: list[Any] = field(default_factory=list)
    money: list[Any] = field(default_factory=list)
    quantities: list[Any] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    memo: dict[Any, Any] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The article's text as stored."""
        return self.article.text

    def span(self, start: int, end: int) -> Span:
        """Return the quoted span between two offsets of the article."""
        return Span(start, end, self.article.text[start:end])

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds an offset, or None between sentences."""
        at = self._place(offset)
        if at < 0 or offset >= self.sentences[at].end:
            return None
        return self.sentences[at]

    def index_at(self, offset: int) -> int:
        """Return the number of the sentence that holds an offset, or of the one before it."""
        return max(0, self._place(offset))

    def _place(self, offset: int) -> int:
        if len(self._starts) != len(self.sentences):
            self._starts = [s.start for s in self.sentences]
        return bisect_right(self._starts, offset) - 1

    def mentions_between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that lie wholly between two offsets."""
        keys = self.memo.get("mention starts")
        if keys is None or len(keys) != len(self.mentions):
            keys = self.memo["mention starts"] = [m.start for m in self.mentions]
        found = self.mentions[bisect_left(keys, start) : bisect_left(keys, end)]
        return [m for m in found if m.end <= end]

    def mentions_in(self, sentence: int) -> list[Mention]:
        """Return the mentions of a sentence, given by its index."""
        one = self.sentences[sentence]
        return self.mentions_between(one.start, one.end)

    def found_in(self, found: list[Any], sentence: int) -> list[Any]:
        """Return those of ``dates``, ``money``, ``quantities`` or ``quotations`` (sorted) that start in a sentence."""
        one = self.sentences[sentence]
        first = bisect_left(found, one.start, key=_start)
        return found[first : bisect_left(found, one.end, lo=first, key=_start)]

    def place_of(self, sentence: int, token: Token) -> tuple[int, int]:
        """Return a token's offsets in the article."""
        start = self.sentences[sentence].start + token.idx
        return start, start + len(token.text)

    def token_span(self, sentence: int, first: Token, last: Token) -> Span:
        """Return the quoted span from one token to another (inclusive)."""
        return self.span(self.place_of(sentence, first)[0], self.place_of(sentence, last)[1])

    def mention_of(self, sentence: int, token: Token) -> Mention | None:
        """Return the mention that covers a token, or None."""
        start, end = self.place_of(sentence, token)
        keys = self.memo.get("mention starts")
        if keys is None or len(keys) != len(self.mentions):
            keys = self.memo["mention starts"] = [m.start for m in self.mentions]
        at = bisect_right(keys, start) - 1
        if at >= 0 and self.mentions[at].end > start:
            return self.mentions[at]
        if at + 1 < len(self.mentions) and self.mentions[at + 1].start < end:
            return self.mentions[at + 1]
        return None
