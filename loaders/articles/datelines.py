"""The line that opens a wire story: where, when and by whom it was filed, which is no one who acts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

__all__ = ["Dateline", "dateline", "datelines"]

OPENING = 600
"""A dateline stands among the first characters of a text, if a caption or a byline stands before it."""

_MONTH = r"(?:(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-zA-Z]{0,6}\.?)"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}}\.? {_MONTH})(?:,? \d{{4}})?"
_LOUD = r"[A-Z][A-Z.’' -]{2,40}(?:/[A-Z][A-Z.’' -]{2,30})?"
_LAND = r"(?:, ?[A-Z][A-Za-z. ]{2,25}| \[[A-Z][A-Za-z. ]{2,25}\])?"
_AGENCY = r"\([^()\n]{2,60}\)"
_DASH = r"(?:-{1,2}|–|—)"
_DATELINE = re.compile(
    # ADEN, March 2 (AFP) -, also after the service that passes it on: (AFP) ADEN, March 2 -
    rf"(?:\((?:[^()\n]|\([^()\n]{{1,20}}\)){{2,60}}\) )?(?P<place>{_LOUD}{_LAND})(?:,? (?P<date>{_DAY}))?(?:(?: ?{_AGENCY})?(?: ?-? ?{_AGENCY})? ?{_DASH}[ \n]| {_AGENCY} ?{_DASH}(?=[A-Z]))"
    # Aden (AFP) -, Aden -- , Aden, March 2 (AFP) -
    rf"|(?P<place2>[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}{_LAND})(?:,? (?P<date2>{_DAY}))? "
    rf"(?:\([A-Z][A-Za-z0-9 /,]{{1,40}}\)(?: ?{_DASH}|:) ?|(?:--|–|—) )(?=[\"“‘'A-Z])"
    # Aden, March 2 (AFP) Two ships
    rf"|(?P<place3>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){{0,2}}{_LAND}), (?P<date3>{_DAY}) \([A-Z][A-Za-z0-9 /]{{1,30}}\)[:.]? (?=[\"“‘'A-Z])"
    # ADEN, March 2. /AFP/. and ADEN, March 2, AFP.
    rf"|(?P<place4>{_LOUD}{_LAND}),? (?P<date4>{_DAY})\.? ?(?:/[A-Z][A-Za-z. -]{{1,30}}/\.?|, ?[A-Z]{{3,12}}\.) ?(?=[\"“‘'A-Z])"
    # Aden. March 2. AFP/
    rf"|(?P<place5>[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)\. (?P<date5>{_DAY})\. [A-Za-z.]{{2,15}}/ ?"
    # ADEN: Two ships
    r"|(?P<place6>[A-Z]{4,20}(?: [A-Z]{3,20}){0,2}(?:/[A-Z]{4,20})?(?:, [A-Z][A-Za-z]{3,25}(?: [A-Z][a-z]{2,20})?)?): (?=[\"“‘']?[A-Z][a-z])"
    # ADEN, Yemen, March 2, on a line of its own
    rf"|(?P<place7>{_LOUD}{_LAND}), (?P<date7>{_DAY})(?=[ \t]*\n)"
    # ADEN (AFP - March 2, 1991) Two ships
    rf"|(?P<place9>{_LOUD}{_LAND}) \([A-Z][^()\n]{{2,50}}\d{{4}}\) (?=[\"“‘'A-Z])"
    # March 2, 1991 (ADEN) -
    rf"|(?P<date8>{_DAY}) \((?P<place8>[A-Z][A-Za-z /.’'-]{{2,30}})\) ?{_DASH} ?"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and date that open a wire story: where it was filed, not who acts."""

    start: int
    end: int
    place: str
    date: str | None = None


def dateline(text: str, start: int = 0) -> Dateline | None:
    """Return the dateline that a paragraph opens with, or None.

    >>> dateline("ADEN, March 2 - Two ships left.").place, dateline("ADEN, March 2. /AFP/. Two ships left.").date
    ('ADEN', 'March 2')
    """
    match = _DATELINE.match(text, start)
    if not match:
        return None
    told = {k.rstrip("23456789"): v for k, v in match.groupdict().items() if v}
    return Dateline(match.start(), match.end(), told["place"].strip(" -"), told.get("date"))


def datelines(text: str) -> list[Dateline]:
    """Return the datelines that the first lines of a text open with.

    >>> [d.place for d in datelines("By A. Cole\\n\\nADEN, March 2 - Two ships left.")]
    ['ADEN']
    """
    starts = [0, *(m.end() for m in islice(re.finditer(r"\n\s*", text[:OPENING]), 3))]
    return [line for line in (dateline(text, start) for start in starts) if line is not None]
