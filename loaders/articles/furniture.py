"""Lines on a page that are no part of the story: links to other stories, credits of pictures and writers, notices."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from .document import Mention
from .sentences import Sentence

__all__ = ["furniture", "told"]

HEADING = re.compile(
    r"(?:related(?: (?:news|articles?|stories|topics|content|posts|links|coverage))?|(?:also )?read(?: also| more| next)?|see also|"
    r"check also|more (?:news|stories|headlines|from .{2,30}|on .{2,30})|most (?:read|popular|viewed|shared)|(?:latest|recent|top|"
    r"other|trending|breaking) (?:news|headlines|stories|articles?|posts)|recommended(?: (?:for you|stories|event))?|"
    r"you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|editors?['’]?s? pick|don['’]t miss|trending(?: now)?|"
    r"selections for you|top picks|in case you missed it|what['’]s happening.{0,30}|headlines)\s*[:.…]*",
    re.I,
)
POINTER = re.compile(
    r"(?:(?:also )?read(?: also| more)?|see also|more|related|watch|don['’]t miss|opinion|explained)\s*[:|»>]\s*\S",
    re.I,
)
CREDIT = re.compile(
    r"\(?(?:(?:additional |with )?reporting (?:and writing )?by|writing by|editing by|edited by|compiled by|translated by|by [A-Z][\w.'’-]+ "
    r"[A-Z][\w.'’-]+(?: and [A-Z][\w.'’-]+ [A-Z][\w.'’-]+)?\s*(?:\||$)|photo(?:graph)?s?(?: by| credit)?\s*[:/]|(?:image|picture|video)"
    r"(?: credit)?\s*:|source\s*:|copyright\b|©|all rights reserved|updated\s*:|published\s*:|posted (?:on )?[A-Z]|last (?:updated|modified)|"
    r"(?:this|the) (?:story|article|report|content) (?:has|was|is) (?:not been|been|originally|not|first|auto|generated|published)|"
    r"follow us|sign up|subscribe|click here|share (?:on|this)|leave a (?:reply|comment)|advertisement\b|full story\s*:|staff "
    r"(?:correspondent|reporter|writer)|tags?\s*:|keywords?\s*:|download the|join (?:our|us on))",
    re.I,
)  # fmt: skip
PICTURE = re.compile(
    r"\((?:[^()\n]{0,60}\b)?(?:AP Photo|Photo|Getty|Getty Images|EPA|Handout|file photo|photo credit|REUTERS/|AFP/|AP/|via (?:AP|AFP|REUTERS|The Associated Press))\b[^()\n]{0,60}\)"
    r"|\b(?:Getty Images|AP Photo|[Ff]ile [Pp]hoto|REUTERS/[A-Z]|Handout photo)|\[(?:EPA|AFP|Reuters|AP|Screenshot)[^\]\n]{0,40}\]\s*$"
    r"|^(?:In this|FILE ?[-:–—]|This) (?:[\w,. ]{0,30})?\b(?:photo|picture|image)\b| - Sputnik International$"
)
CAPTION = 3
"""The most sentences that a caption has; a longer paragraph with a credit in it is a story without breaks."""
CLOSED = re.compile(r"[.!?…][\"'”’)\]]*$")


def furniture(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the places of the sentences that are no part of the story.

    >>> from .sentences import split
    >>> sorted(furniture(split("Peru agreed.\\n\\nRelated News\\nChile shells Peru\\n\\nIt met Chile.")))
    [1, 2]
    """
    found: set[int] = set()
    listed = False
    sizes = Counter(one.paragraph for one in sentences)
    pictured = {
        one.paragraph for one in sentences if PICTURE.search(one.text) and sizes[one.paragraph] <= CAPTION
    }
    for one in sentences:
        words = one.text.strip(" \t-–—•*»>|")
        if HEADING.fullmatch(words):
            listed = True
        elif listed and CLOSED.search(one.text):
            listed = False
        if listed or one.paragraph in pictured or CREDIT.match(words) or POINTER.match(words):
            found.add(one.index)
    return frozenset(found)


def told(mentions: list[Mention], sentences: list[Sentence], left_out: frozenset[int]) -> list[Mention]:
    """Return the mentions outside the sentences that are left out."""
    gaps = [(s.start, s.end) for s in sentences if s.index in left_out]
    starts = [start for start, _ in gaps]

    def outside(mention: Mention) -> bool:
        at = bisect_right(starts, mention.start) - 1
        return at < 0 or mention.start >= gaps[at][1]

    return [m for m in mentions if outside(m)] if gaps else mentions
