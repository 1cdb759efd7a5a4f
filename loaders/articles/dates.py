"""Finds dates in news text and settles them against the report date: from, to and how exactly the text told it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ...graph.model import Granularity, Interval
from .numbers import value_of

Kind = Literal["absolute", "partial", "relative"]
MONTHS = {
    name: at % 12 + 1
    for at, name in enumerate(
        "january february march april may june july august september october november december"
        " jan feb mar apr maj jun jul aug sep oct nov dec".split()
    )
} | {"sept": 9}
WEEKDAYS = {d: n for n, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 0}

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
    ("bare_season", rf"(?:in|during|since|by|until|of) the (?P<season>{_S}){_END}"),
    ("year", rf"(?P<y>{_Y}){_END}"),
    ("month", rf"(?P<part>(?:early|mid|late)[- ])?(?-i:(?P<mon>{_M})){_END}"),
)  # fmt: skip
_RULES = [(name, re.compile(rf"(?<![\w$€£.,/-])(?:{pattern})", re.I)) for name, pattern in _PATTERNS]
_CASED = {"day_month", "month_day", "month_year", "month"}
_FUTURE = re.compile(
    r"\b(?:will|would|shall|is to|are to|was to|were to|be|due|plans?|planned|scheduled|expected|set to|by|until"
    r"|before|intends?|hopes?|aims?|is going|are going|next round|deadline|ahead of|starting)\b[^.!?;]{0,90}$"
)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|last|next|this|to|and|between|through|on|during|for|around|before|after"
    r"|every|the|each|early|mid|late|-)[ -]|['’]s |[-–(])$",
    re.I,
)
_NO_YEAR_BEFORE = re.compile(r"(?:[#№]|\b(?:No\.?|number|flight|article|resolution|page|Block|about|some|nearly|almost|least|than|to|Route|Highway|of (?:some|about)) )$", re.I)
_NO_YEAR_AFTER = re.compile(
    r"(?: ?(?:%|per ?cent|km|kilomet|met(?:re|er)s|miles|troops|soldiers|people|men|tonnes|tons|barrels|dollars|euros|roubles|rubles|pounds|yuan|MW|megawatt|megahertz|"
    r"tanks|rifles|missiles|vehicles|homes|jobs|workers|doses|kg|feet|ft|GMT|hours|local time|h\b)|[.,]\d|:\d|-(?:strong|foot|ton|megawatt|km|kilomet|seat))",
    re.I,
)
_YEARS = re.compile(rf"(?<![\w$€£.,/-]){_Y}(?![\w-]|[.,]\d)")
_SINCE = re.compile(r"\bsince (?:the )?(?:about |around |at least )?$", re.I)
WINDOW = 400


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date expression: its place, the days it covers, and whether the text gives it whole.

    ``kind`` is absolute (year given), partial (the year was settled from context) or relative (told from
    the report date or another date). ``since`` is set where the interval runs on to the report date.
    """

    start: int
    end: int
    interval: Interval
    kind: Kind = "absolute"
    since: bool = False


Found = DateFound


@dataclass(slots=True)
class _Context:
    """What a partial date is settled by: the report date, the date before, the words before."""

    text: str
    base: date | None
    years: tuple[int, ...]
    last: DateFound | None = None

    def future(self, at: int) -> bool:
        return bool(_FUTURE.search(self.text, max(0, at - 110), at))

    def anchor(self, at: int) -> date | None:
        """Return the first day of a dated stretch shortly before, in the same paragraph."""
        last = self.last
        if last is None or at - last.end > WINDOW or last.kind == "relative":
            return None
        return None if "\n" in self.text[last.end : at] else last.interval.start


def find(text: str, base: date | None = None) -> list[DateFound]:
    """Return the dates of a text in order; those that cannot be settled are left out.

    Without a report date a weekday with a date is settled by the calendar and the years the text names.

    >>> found = find("On Tuesday, April 3, they met. It began in 2017 and ends in 2020.")
    >>> found[0].interval.start.isoformat(), found[0].interval.granularity
    ('2018-04-03', 'day')
    """
    context = _Context(text, base, tuple(int(y.group()) for y in _YEARS.finditer(text)))
    found: list[DateFound] = []
    for name, match in _matches(text):
        read = _READERS[name](match, context)
        if read is None:
            continue
        interval, kind = read
        one = DateFound(match.start(), match.end(), interval, kind)
        since = _SINCE.search(text, max(0, match.start() - 24), match.start())
        if since and kind != "relative" or (since and name in {"near", "weekday"}):
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
        return None, _year(year)
    made = _day(year, month, day) if day else None
    return (made, None) if made else (None, _month(year, month))


def _inferred(text: str, within: Interval | None) -> date | None:
    """Return the report date that the text itself gives away."""
    base = within.end if within else None
    found = [f for f in find(text, base) if f.interval.granularity == "day" and f.kind != "relative"]
    first_break = text.find("\n", text.find("\n") + 1)
    head = [f for f in found if f.end <= min(80, len(text)) and re.match(r"[^.!?\n]{0,40}(?: ?\(\w+\))? ?(?:--?|–|—) ", text[f.end : f.end + 60])]
    told = [f for f in found if re.match(_W, text[f.start : f.end])]
    early = [f for f in found if f.kind == "absolute" and f.start < max(600, first_break)]
    for candidates in (head, told, early):
        if candidates:
            return candidates[0].interval.start
    return None


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the matches of all patterns in order of place, the earlier pattern and the longer match first."""
    found = [
        (m.start(), rank, name, m) for rank, (name, pattern) in enumerate(_RULES) for m in pattern.finditer(text) if _allowed(name, m)
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
        if mon.endswith(".") or len(mon) < 4 and mon != "May":
            return False
        return bool(_BEFORE_MONTH.search(text, max(0, start - 12), start)) or mon not in {"May", "March"} and not _follows_name(text, match.end())
    if name == "year":
        return not (_NO_YEAR_AFTER.match(text, match.end()) or _NO_YEAR_BEFORE.search(text, max(0, start - 14), start))
    if name == "years":
        second = match.group("y2")
        both = int(match.group("y")) < int(second if len(second) == 4 else match.group("y")[:2] + second)
        joined = match.group().lower()
        return both and not ("and" in joined and not joined.startswith("between"))
    return True


def _follows_name(text: str, at: int) -> bool:
    """Tell whether a capitalised word follows at once: April Smith is a person."""
    return bool(re.compile(r" [A-Z][a-z]+").match(text, at))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date | None) -> Interval | None:
    return Interval(day, day, "day") if day else None


def _month(year: int, month: int) -> Interval:
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _year(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31), "year")


def _season(name: str, year: int) -> Interval:
    first = SEASONS[name.lower()]
    last = (first + 1) % 12 + 1
    end_year = year + (first == 12)
    return Interval(date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1]), "season")


def _part(part: str | None, whole: Interval) -> Interval:
    """Narrow a year or decade to its first, middle or last third."""
    if not part or whole.granularity == "month":
        return whole
    word = part.strip(" -").lower().split()[0]
    days = (whole.end - whole.start).days + 1
    third = days // 3
    if word in {"early", "earlier", "beginning", "start", "turn"}:
        return Interval(whole.start, whole.start + timedelta(third), "period")
    if word in {"late", "later", "end"}:
        return Interval(whole.end - timedelta(third), whole.end, "period")
    return Interval(whole.start + timedelta(third), whole.end - timedelta(third), "period")


def _month_of(words: str) -> int:
    return MONTHS[words.rstrip(".").lower()[:3] if words.rstrip(".").lower() not in MONTHS else words.rstrip(".").lower()]


def _full_year(words: str, like: int) -> int:
    return int(words) if len(words) == 4 else like // 100 * 100 + int(words)


_Read = tuple[Interval, Kind] | None


def _sure(interval: Interval | None, kind: Kind = "absolute") -> _Read:
    return (interval, kind) if interval else None


def _iso(m: re.Match[str], _c: _Context) -> _Read:
    year, month = int(m["y"]), int(m["m"])
    return _sure(_one(_day(year, month, int(m["d"]))) if m["d"] else _month(year, month))


def _dotted(m: re.Match[str], _c: _Context) -> _Read:
    return _sure(_one(_day(int(m["y"]), int(m["m"]), int(m["d"]))))


def _day_month(m: re.Match[str], c: _Context) -> _Read:
    month, day = _month_of(m["mon"]), int(re.sub(r"\D", "", m["d"]))
    if m["y"]:
        return _sure(_one(_day(int(m["y"]), month, day)))
    year = _settled_year(month, day, m["w"], c, m.start())
    return _sure(_one(_day(year, month, day)), "partial") if year else None


def _settled_year(month: int, day: int, weekday: str | None, c: _Context, at: int) -> int | None:
    """Return the year of a date without one: by its weekday, the date before it, or nearest to the report date."""
    anchor = c.anchor(at)
    if weekday:
        wanted = WEEKDAYS[weekday.lower()]
        near = [c.base.year] if c.base else list(c.years)
        if not near:
            return None
        span = range(max(1801, min(near) - 11), min(9990, max(near) + 12))
        fitting = [y for y in span if (d := _day(y, month, day)) and d.weekday() == wanted]
        return min(fitting, key=lambda y: (_distance(y, month, day, near, c.base), -y), default=None)
    if c.base and (anchor is None or anchor.year >= c.base.year - 1):
        fitting = [y for y in (c.base.year - 1, c.base.year, c.base.year + 1) if _day(y, month, day)]
        base = c.base
        return min(fitting, key=lambda y: abs((date(y, month, day) - base).days), default=None)
    return anchor.year if anchor else None


def _distance(year: int, month: int, day: int, near: list[int], base: date | None) -> int:
    if base:
        return abs((date(year, month, day) - base).days)
    return min(abs(year - y) for y in near)


def _month_year(m: re.Match[str], _c: _Context) -> _Read:
    return _sure(_month(int(m["y"]), _month_of(m["mon"])))


def _season_year(m: re.Match[str], _c: _Context) -> _Read:
    return _sure(_season(m["season"], int(m["y"])))


def _quarter(m: re.Match[str], _c: _Context) -> _Read:
    year, nth = int(m["y"]), m["nth"].lower()
    half = m["q"].lower() == "half"
    at = int(nth) if nth.isdigit() else ORDINALS[nth] or (2 if half else 4)
    months = 6 if half else 3
    last = at * months
    if last > 12:
        return None
    first = date(year, last - months + 1, 1)
    return _sure(Interval(first, date(year, last, monthrange(year, last)[1]), "period" if half else "quarter"))


def _decade(m: re.Match[str], _c: _Context) -> _Read:
    first = int(m["decade"])
    first = first if first >= 1800 else (2000 if first < 30 else 1900) + first
    return _sure(_part(m["part"], Interval(date(first, 1, 1), date(first + 9, 12, 31), "period")))


def _years(m: re.Match[str], _c: _Context) -> _Read:
    first = int(m["y"])
    return _sure(Interval(date(first, 1, 1), date(_full_year(m["y2"], first), 12, 31), "period"))


def _part_year(m: re.Match[str], _c: _Context) -> _Read:
    return _sure(_part(m["part"], _year(int(m["y"]))))


def _plain_year(m: re.Match[str], _c: _Context) -> _Read:
    return _sure(_year(int(m["y"])))


def _shift(day: date, unit: str, count: int) -> Interval | None:
    """Return the stretch that lies so many units away from a day, as exact as the unit."""
    try:
        if unit == "day":
            moved = day + timedelta(count)
            return Interval(moved, moved, "day")
        if unit in {"week", "fortnight"}:
            moved = day + timedelta(count * (7 if unit == "week" else 14))
            monday = moved - timedelta(moved.weekday())
            return Interval(monday, monday + timedelta(6), "week")
        if unit == "month":
            months = day.year * 12 + day.month - 1 + count
            return _month(months // 12, months % 12 + 1)
        if unit == "year":
            return _year(day.year + count)
        size = 10 if unit == "decade" else 100
        about = day.year + count * size
        return Interval(date(about - size // 10, 1, 1), date(about + size // 10, 12, 31), "period")
    except (ValueError, OverflowError):
        return None


def _ago(m: re.Match[str], c: _Context) -> _Read:
    count = value_of(m["n"])
    how = m["how"].lower()
    start = c.base if how == "ago" else (c.anchor(m.start()) or c.base)
    if start is None or count is None:
        return None
    return _sure(_shift(start, m["unit"].lower(), int(count) * (1 if how == "later" else -1)), "relative")


def _span(m: re.Match[str], c: _Context) -> _Read:
    count = value_of(m["n"]) if m["n"] else None
    if c.base is None:
        return None
    back = _shift(c.base, m["unit"].lower(), -int(count or 1))
    return _sure(Interval(back.start, c.base, "period"), "relative") if back and back.start <= c.base else None


def _recent(m: re.Match[str], c: _Context) -> _Read:
    if c.base is None:
        return None
    back = _shift(c.base, m["unit"].lower(), -3)
    return _sure(Interval(back.start, c.base, "period"), "relative") if back else None


def _part_this(m: re.Match[str], c: _Context) -> _Read:
    if c.base is None:
        return None
    step = {"this": 0, "last": -1, "next": 1}[m["which"].lower()]
    whole = _shift(c.base, m["unit"].lower(), step)
    if whole is None:
        return None
    part = m["part"].lower()
    if step == 0 and part == "earlier":
        return _sure(Interval(whole.start, c.base, "period"), "relative")
    if step == 0 and part == "later":
        return _sure(Interval(c.base, whole.end, "period"), "relative")
    return _sure(_part(part, whole), "relative")


def _near(m: re.Match[str], c: _Context) -> _Read:
    if c.base is None:
        return None
    which, unit = m["which"].lower(), m["unit"].lower().rstrip(".")
    step = {"last": -1, "past": -1, "previous": -1, "this": 0}.get(which, 1)
    if unit in WEEKDAYS:
        return _sure(_one(_weekday(c.base, unit, step)), "relative")
    if unit in SEASONS or unit in MONTHS:
        return _sure(_nearby(c.base, unit, step), "relative")
    if unit == "weekend":
        saturday = c.base - timedelta(c.base.weekday()) + timedelta(5 + 7 * step)
        return _sure(Interval(saturday, saturday + timedelta(1), "period"), "relative")
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        first = max(1, c.base.year // size * size + step * size)
        return _sure(Interval(date(first, 1, 1), date(first + size - 1, 12, 31), "period"), "relative")
    return _sure(_shift(c.base, unit, step), "relative")


def _nearby(base: date, name: str, step: int) -> Interval | None:
    """Return the last, this or next season or month of that name, seen from a day."""
    made = [_season(name, y) if name in SEASONS else _month(y, _month_of(name)) for y in range(base.year - 2, base.year + 3)]
    if step < 0:
        return max((i for i in made if i.end < base), key=lambda i: i.end, default=None)
    if step > 0:
        return min((i for i in made if i.start > base), key=lambda i: i.start, default=None)
    inside = [i for i in made if i.start <= base <= i.end]
    return inside[0] if inside else next((i for i in made if i.start.year == base.year), None)


def _weekday(base: date, name: str, step: int) -> date:
    """Return the day of that name: before the base, in its past week, or after it."""
    back = (base.weekday() - WEEKDAYS[name]) % 7
    if step > 0:
        return base - timedelta(back) + timedelta(7)
    return base - timedelta(back or (7 if step < 0 else 0))


def _plain_weekday(m: re.Match[str], c: _Context) -> _Read:
    if c.base is None:
        return None
    name = m["w"].lower()
    ahead = c.future(m.start()) and WEEKDAYS[name] != c.base.weekday()
    return _sure(_one(_weekday(c.base, name, 1 if ahead else 0)), "relative")


def _named_day(m: re.Match[str], c: _Context) -> _Read:
    word = m.group().lower()
    step = {"the day before yesterday": -2, "yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2}.get(word, 0)
    return _sure(_one(c.base + timedelta(step)), "relative") if c.base else None


def _bare_season(m: re.Match[str], c: _Context) -> _Read:
    return _bare(m["season"].lower(), m, c)


def _bare_month(m: re.Match[str], c: _Context) -> _Read:
    return _bare(m["mon"].lower(), m, c)


def _bare(name: str, m: re.Match[str], c: _Context) -> _Read:
    """Settle a month or season without a year: after the date before it, else the last one, or the next if to come."""
    anchor = c.anchor(m.start())
    old = anchor is not None and (c.base is None or anchor.year < c.base.year - 1)
    if anchor is not None and old:
        made = _season(name, anchor.year) if name in SEASONS else _month(anchor.year, _month_of(name))
        return _sure(made, "partial")
    if c.base is None:
        return None
    inside = _nearby(c.base, name, 0)
    if inside and inside.start <= c.base <= inside.end:
        return _sure(inside, "partial")
    return _sure(_nearby(c.base, name, 1 if c.future(m.start()) else -1), "partial")


_READERS: dict[str, Callable[[re.Match[str], _Context], _Read]] = {
    "iso": _iso, "dotted": _dotted, "day_month": _day_month, "month_day": _day_month, "month_year": _month_year,
    "season": _season_year, "quarter": _quarter, "decade": _decade, "years": _years, "part_year": _part_year,
    "ago": _ago, "span": _span, "recent": _recent, "part_this": _part_this, "near": _near, "weekday": _plain_weekday,
    "day": _named_day, "bare_season": _bare_season, "year": _plain_year, "month": _bare_month,
}  # fmt: skip
