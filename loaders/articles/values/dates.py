"""Finds dates in news text and settles them against the report date: from, to and how exactly the text told it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from ....graph.model import Interval
from .calendars import day_of, month_of, year_of
from .date_readers import READERS, Context, DateFound

_M = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_W = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_Y = r"(?:1[89]|20)\d\d"
_S = r"(?:spring|summer|autumn|fall|winter)"
_UNIT = r"(?:day|week|fortnight|month|year|decade|century)"
_N = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
_END = r"(?![\w])"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?P<y>{_Y})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?(?=T\d\d:|[^\w-]|$)"),
    ("dotted", rf"(?P<d>\d{{1,2}})\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>{_Y}){_END}"),
    ("day_month", rf"(?:(?P<w>{_W}),? (?:the )?)?(?P<d>{_D}) (?:of )?(?P<mon>{_M})(?:,? (?P<y>{_Y}))?{_END}"),
    ("month_day", rf"(?:(?P<w>{_W}),? )?(?P<mon>{_M}) (?:the )?(?P<d>{_D})(?:,? (?P<y>{_Y}))?(?![\w]|,\d|\.\d)"),
    ("month_year", rf"(?P<part>(?:early|mid|late)[- ])?(?P<mon>{_M}),?(?: of)? (?P<y>{_Y}){_END}"),
    ("season", rf"(?:the )?(?P<season>{_S})(?:,| of)? (?P<y>{_Y})(?:[-/–](?P<y2>\d\d(?:\d\d)?))?{_END}"),
    ("quarter", rf"(?:the )?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) (?P<q>quarter|half)(?: of)? (?:the year )?(?P<y>{_Y}){_END}"),
    ("quarter", rf"(?P<q>Q)(?P<nth>[1-4]) (?:of )?(?P<y>{_Y}){_END}"),
    ("decade", r"(?:the )?(?P<part>(?:early|mid|late)[- ])?(?P<decade>(?:1[89]|20)\d0)['’]?s(?![\w])"),
    ("decade", r"the (?P<part>(?:early|mid|late)[- ])?['’]?(?P<decade>\d0)s(?![\w])"),
    ("years", rf"(?:from |between )?(?P<y>{_Y})(?: ?[-–/] ?| to | and )(?P<y2>{_Y}|\d\d){_END}"),
    ("part_year", rf"(?:the )?(?P<part>early|mid|late|beginning of|start of|middle of|end of|turn of)[- ](?P<y>{_Y}){_END}"),
    ("ago", rf"(?:(?:some|about|around|almost|nearly|more than|over) )?(?P<n>{_N}) (?P<unit>{_UNIT})s? (?P<how>ago|earlier|before|previously|later)(?! than)(?![\w])"),
    ("span", rf"(?:over|in|during|for|within) the (?:past|last|previous) (?:(?P<n>{_N}) )?(?P<unit>{_UNIT})s?{_END}"),
    ("recent", r"in recent (?P<unit>day|week|month|year)s(?![\w])"),
    ("part_this", r"(?P<part>early|earlier|later|late) (?P<which>this|last|next) (?P<unit>week|month|year)(?![\w])"),
    ("near", rf"(?P<which>last|this|next|coming|past|previous|the following) (?P<unit>week(?:end)?|fortnight|month|year|decade|century|{_S}|(?-i:{_W})|(?-i:{_M})){_END}"),
    ("weekday", rf"(?-i:(?P<w>{_W}))(?: (?:morning|afternoon|evening|night))?{_END}"),
    ("day", r"(?:the day (?:before|after) )?(?P<word>yesterday|today|tonight|tomorrow|the day before yesterday|the day after tomorrow)(?![\w])"),
    ("bare_season", rf"(?:in|during|since|by|until|of) the (?P<season>{_S}){_END}(?!,? (?:of )?{_Y})"),
    ("year", rf"(?P<y>{_Y}){_END}"),
    ("month", rf"(?P<part>(?:early|mid|late)[- ])?(?-i:(?P<mon>{_M})){_END}"),
)  # fmt: skip
_RULES = [(name, re.compile(rf"(?<![\w$€£.,/-])(?:{pattern})", re.I)) for name, pattern in _PATTERNS]
_CASED = {"day_month", "month_day", "month_year", "month"}
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|last|next|this|to|and|between|through|on|during|for|around|before|after"
    r"|every|the|each|early|mid|late|-)[ -]|['’]s |[-–(])$",
    re.I,
)
_NO_YEAR_BEFORE = re.compile(
    r"(?:[#№]|\b(?:No\.?|number|flight|article|resolution|page|Block|about|some|nearly|almost|least|than|to|Route|Highway|of (?:some|about)) )$",
    re.I,
)
_NO_YEAR_AFTER = re.compile(
    r"(?: ?(?:%|per ?cent|km|kilomet|met(?:re|er)s|miles|troops|soldiers|people|men|tonnes|tons|barrels|dollars|euros|roubles|rubles|pounds|yuan|MW|megawatt|megahertz|"
    r"tanks|rifles|missiles|vehicles|homes|jobs|workers|doses|kg|feet|ft|GMT|hours|local time|h\b)|[.,]\d|:\d|-(?:strong|foot|ton|megawatt|km|kilomet|seat))",
    re.I,
)
_YEARS = re.compile(rf"(?<![\w$€£.,/-]){_Y}(?![\w-]|[.,]\d)")
_SINCE = re.compile(r"\bsince (?:the )?(?:about |around |at least )?$", re.I)


Found = DateFound


def find(text: str, base: date | None = None) -> list[DateFound]:
    """Return the dates of a text in order; those that cannot be settled are left out.

    Without a report date a weekday with a date is settled by the calendar and the years the text names.

    >>> found = find("On Tuesday, April 3, they met. It began in 2017 and ends in 2020.")
    >>> found[0].interval.start.isoformat(), found[0].interval.granularity
    ('2018-04-03', 'day')
    """
    context = Context(text, base, tuple(int(y.group()) for y in _YEARS.finditer(text)))
    found: list[DateFound] = []
    for name, match in _matches(text):
        try:
            read = READERS[name](match, context)
        except (ValueError, OverflowError):
            # Steps beyond the first or last year of the calendar settle nothing.
            continue
        if read is None:
            continue
        interval, kind = read
        one = DateFound(match.start(), match.end(), interval, kind)
        since = _SINCE.search(text, max(0, match.start() - 24), match.start())
        if (since and kind != "relative") or (since and name in {"near", "weekday"}):
            end = max(base or interval.end, interval.end)
            one = DateFound(since.start(), match.end(), Interval(interval.start, end, "period"), kind, True)
        if kind != "relative":
            context.last = one
        found.append(one)
    return found


def base_date(
    text: str, published: date | str | None = None
) -> tuple[date | None, Literal["published", "inferred"] | None]:
    """Return the day that "yesterday" is told from, and whether it was published or inferred from the text.

    A published month or year is narrowed by a dateline or a weekday's date inside it. Without any, the date
    is that of the dateline, else of the first weekday with a date, else the first whole date near the start.

    >>> base_date("Talks were held on Tuesday, April 3, 2018.", None)
    (datetime.date(2018, 4, 3), 'inferred')
    """
    whole, interval = _published(published)
    if whole:
        return whole, "published"
    inferred = _inferred(text[:20000], interval)
    if interval:
        inside = inferred is not None and interval.start <= inferred <= interval.end
        return (inferred if inside else interval.end), "published"
    return (inferred, "inferred") if inferred else (None, None)


def _published(published: date | str | None) -> tuple[date | None, Interval | None]:
    if published is None or isinstance(published, date):
        return (date(published.year, published.month, published.day) if published else None), None
    match = re.match(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", published)
    if not match:
        found = [f for f in find(published) if f.interval.granularity == "day"]
        return (found[0].interval.start if found else None), None
    year, month, day = (int(g) if g else None for g in match.groups())
    if year is None or not 1 <= year <= 9998:
        return None, None
    if month is None or not 1 <= month <= 12:
        return None, year_of(year)
    made = day_of(year, month, day) if day else None
    return (made, None) if made else (None, month_of(year, month))


def _inferred(text: str, within: Interval | None) -> date | None:
    """Return the report date that the text itself gives away."""
    base = within.end if within else None
    found = [f for f in find(text, base) if f.interval.granularity == "day" and f.kind != "relative"]
    first_break = text.find("\n", text.find("\n") + 1)
    head = [
        f
        for f in found
        if f.end <= min(80, len(text))
        and re.match(r"[^.!?\n]{0,40}(?: ?\(\w+\))? ?(?:--?|–|—) ", text[f.end : f.end + 60])
    ]
    told = [f for f in found if re.match(_W, text[f.start : f.end])]
    early = [f for f in found if f.kind == "absolute" and f.start < max(600, first_break)]
    for candidates in (head, told, early):
        if candidates:
            return candidates[0].interval.start
    return None


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the matches of all patterns in order of place, the earlier pattern and the longer match first."""
    found = [
        (m.start(), rank, name, m)
        for rank, (name, pattern) in enumerate(_RULES)
        for m in pattern.finditer(text)
        if _allowed(name, m)
    ]
    found.sort(key=lambda f: (f[0], f[1]))
    # A pattern of higher rank may begin a little later inside a weaker one: longest cover wins.
    end = -1
    for start, _, name, match in found:
        if start >= end:
            end = match.end()
            yield name, match


def _allowed(name: str, match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    if name in _CASED and not match.group("mon")[0].isupper():
        return False
    if name == "month":
        mon = match.group("mon")
        # "May" and "March" are a verb and a noun as well; abbreviations mean nothing alone.
        if mon.endswith(".") or (len(mon) < 4 and mon != "May"):
            return False
        return bool(_BEFORE_MONTH.search(text, max(0, start - 12), start)) or (
            mon not in {"May", "March"} and not _follows_name(text, match.end())
        )
    if name == "year":
        return not (
            _NO_YEAR_AFTER.match(text, match.end()) or _NO_YEAR_BEFORE.search(text, max(0, start - 14), start)
        )
    if name == "years":
        second = match.group("y2")
        both = int(match.group("y")) < int(second if len(second) == 4 else match.group("y")[:2] + second)
        joined = match.group().lower()
        return both and not ("and" in joined and not joined.startswith("between"))
    return True


def _follows_name(text: str, at: int) -> bool:
    """Tell whether a capitalised word follows at once: April Smith is a person."""
    return bool(re.compile(r" [A-Z][a-z]+").match(text, at))
