"""Settles each kind of date expression: what days it covers, given the report date and the dates before it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ....graph.model import Interval
from .calendars import (
    MONTHS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    day_of,
    full_year,
    month_number,
    month_of,
    nearby,
    one_day,
    part_of,
    season_of,
    shifted,
    weekday_near,
    year_of,
)
from .numbers import value_of

Kind = Literal["absolute", "partial", "relative"]


_FUTURE = re.compile(
    r"\b(?:will|would|shall|is to|are to|was to|were to|be|due|plans?|planned|scheduled|expected|set to|by|until"
    r"|before|intends?|hopes?|aims?|is going|are going|next round|deadline|ahead of|starting)\b[^.!?;]{0,90}$"
)


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


_STOP = re.compile(r"[.!?][\"”’')]*\s")
_OPENING = re.compile(
    r"(?:\A|[.!?\n][\"”’')]{0,4}\s{1,9}|[-–—] )[\"“‘]?(?:[A-Z][a-z]{1,30} ){0,2}(?:the )?\Z"
)


@dataclass(slots=True)
class Context:
    """What a partial date is settled by: the report date, the date before, the words before."""

    text: str
    base: date | None
    years: tuple[int, ...]
    last: DateFound | None = None

    def future(self, at: int) -> bool:
        """Tell whether the words before a place point ahead."""
        return bool(_FUTURE.search(self.text, max(0, at - 110), at))

    def anchor(self, at: int) -> date | None:
        """Return the first day of a dated stretch shortly before, in the same paragraph.

        A date that opens its sentence ("In 1990 …") holds for those that follow; one told in passing
        ("a law of 2017") only for its own.
        """
        last = self.last
        if last is None or at - last.end > WINDOW or last.kind == "relative":
            return None
        between = self.text[last.end : at]
        if "\n" in between or (
            _STOP.search(between) and not _OPENING.search(self.text, max(0, last.start - 40), last.start)
        ):
            return None
        return last.interval.start


_Read = tuple[Interval, Kind] | None


def _sure(interval: Interval | None, kind: Kind = "absolute") -> _Read:
    return (interval, kind) if interval else None


def _iso(m: re.Match[str], _c: Context) -> _Read:
    year, month = int(m["y"]), int(m["m"])
    return _sure(one_day(day_of(year, month, int(m["d"]))) if m["d"] else month_of(year, month))


def _dotted(m: re.Match[str], _c: Context) -> _Read:
    return _sure(one_day(day_of(int(m["y"]), int(m["m"]), int(m["d"]))))


def _day_month(m: re.Match[str], c: Context) -> _Read:
    month, day = month_number(m["mon"]), int(re.sub(r"\D", "", m["d"]))
    if m["y"]:
        return _sure(one_day(day_of(int(m["y"]), month, day)))
    year = _settled_year(month, day, m["w"], c, m.start())
    return _sure(one_day(day_of(year, month, day)), "partial") if year else None


def _settled_year(month: int, day: int, weekday: str | None, c: Context, at: int) -> int | None:
    """Return the year of a date without one: by its weekday, the date before it, or nearest to the report date."""
    anchor = c.anchor(at)
    if weekday:
        wanted = WEEKDAYS[weekday.lower()]
        near = [c.base.year] if c.base else list(c.years)
        if not near:
            return None
        span = range(max(1801, min(near) - 11), min(9990, max(near) + 12))
        fitting = [y for y in span if (d := day_of(y, month, day)) and d.weekday() == wanted]
        return min(fitting, key=lambda y: (_distance(y, month, day, near, c.base), -y), default=None)
    if c.base and (anchor is None or anchor.year >= c.base.year - 1):
        fitting = [y for y in (c.base.year - 1, c.base.year, c.base.year + 1) if day_of(y, month, day)]
        base = c.base
        return min(fitting, key=lambda y: abs((date(y, month, day) - base).days), default=None)
    return anchor.year if anchor else None


def _distance(year: int, month: int, day: int, near: list[int], base: date | None) -> int:
    if base:
        return abs((date(year, month, day) - base).days)
    return min(abs(year - y) for y in near)


def _month_year(m: re.Match[str], _c: Context) -> _Read:
    return _sure(month_of(int(m["y"]), month_number(m["mon"])))


def _season_year(m: re.Match[str], _c: Context) -> _Read:
    return _sure(season_of(m["season"], int(m["y"])))


def _quarter(m: re.Match[str], _c: Context) -> _Read:
    year, nth = int(m["y"]), m["nth"].lower()
    half = m["q"].lower() == "half"
    at = int(nth) if nth.isdigit() else ORDINALS[nth] or (2 if half else 4)
    months = 6 if half else 3
    last = at * months
    if last > 12:
        return None
    first = date(year, last - months + 1, 1)
    return _sure(
        Interval(first, date(year, last, monthrange(year, last)[1]), "period" if half else "quarter")
    )


def _decade(m: re.Match[str], _c: Context) -> _Read:
    first = int(m["decade"])
    first = first if first >= 1800 else (2000 if first < 30 else 1900) + first
    return _sure(part_of(m["part"], Interval(date(first, 1, 1), date(first + 9, 12, 31), "period")))


def _years(m: re.Match[str], _c: Context) -> _Read:
    first = int(m["y"])
    return _sure(Interval(date(first, 1, 1), date(full_year(m["y2"], first), 12, 31), "period"))


def _part_year(m: re.Match[str], _c: Context) -> _Read:
    return _sure(part_of(m["part"], year_of(int(m["y"]))))


def _plain_year(m: re.Match[str], _c: Context) -> _Read:
    return _sure(year_of(int(m["y"])))


def _ago(m: re.Match[str], c: Context) -> _Read:
    count = value_of(m["n"])
    how = m["how"].lower()
    start = c.base if how == "ago" else (c.anchor(m.start()) or c.base)
    if start is None or count is None:
        return None
    return _sure(shifted(start, m["unit"].lower(), int(count) * (1 if how == "later" else -1)), "relative")


def _span(m: re.Match[str], c: Context) -> _Read:
    count = value_of(m["n"]) if m["n"] else None
    if c.base is None:
        return None
    back = shifted(c.base, m["unit"].lower(), -int(count or 1))
    return (
        _sure(Interval(back.start, c.base, "period"), "relative") if back and back.start <= c.base else None
    )


def _recent(m: re.Match[str], c: Context) -> _Read:
    if c.base is None:
        return None
    back = shifted(c.base, m["unit"].lower(), -3)
    return _sure(Interval(back.start, c.base, "period"), "relative") if back else None


def _part_this(m: re.Match[str], c: Context) -> _Read:
    if c.base is None:
        return None
    step = {"this": 0, "last": -1, "next": 1}[m["which"].lower()]
    whole = shifted(c.base, m["unit"].lower(), step)
    if whole is None:
        return None
    part = m["part"].lower()
    if step == 0 and part == "earlier":
        return _sure(Interval(whole.start, c.base, "period"), "relative")
    if step == 0 and part == "later":
        return _sure(Interval(c.base, whole.end, "period"), "relative")
    return _sure(part_of(part, whole), "relative")


def _near(m: re.Match[str], c: Context) -> _Read:
    if c.base is None:
        return None
    which, unit = m["which"].lower(), m["unit"].lower().rstrip(".")
    step = {"last": -1, "past": -1, "previous": -1, "this": 0}.get(which, 1)
    if unit in WEEKDAYS:
        return _sure(one_day(weekday_near(c.base, unit, step)), "relative")
    if unit in SEASONS or unit in MONTHS:
        return _sure(nearby(c.base, unit, step), "relative")
    if unit == "weekend":
        saturday = c.base - timedelta(c.base.weekday()) + timedelta(5 + 7 * step)
        return _sure(Interval(saturday, saturday + timedelta(1), "period"), "relative")
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        first = max(1, c.base.year // size * size + step * size)
        return _sure(Interval(date(first, 1, 1), date(first + size - 1, 12, 31), "period"), "relative")
    return _sure(shifted(c.base, unit, step), "relative")


def _plain_weekday(m: re.Match[str], c: Context) -> _Read:
    if c.base is None:
        return None
    name = m["w"].lower()
    ahead = c.future(m.start()) and WEEKDAYS[name] != c.base.weekday()
    return _sure(one_day(weekday_near(c.base, name, 1 if ahead else 0)), "relative")


def _named_day(m: re.Match[str], c: Context) -> _Read:
    word = m.group().lower()
    step = {"the day before yesterday": -2, "yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2}.get(
        word, 0
    )
    return _sure(one_day(c.base + timedelta(step)), "relative") if c.base else None


def _bare_season(m: re.Match[str], c: Context) -> _Read:
    return _bare(m["season"].lower(), m, c)


def _bare_month(m: re.Match[str], c: Context) -> _Read:
    return _bare(m["mon"].lower(), m, c)


def _bare(name: str, m: re.Match[str], c: Context) -> _Read:
    """Settle a month or season without a year: after the date before it, else the last one, or the next if to come."""
    anchor = c.anchor(m.start())
    old = anchor is not None and (c.base is None or anchor.year < c.base.year - 1)
    if anchor is not None and old:
        made = season_of(name, anchor.year) if name in SEASONS else month_of(anchor.year, month_number(name))
        return _sure(made, "partial")
    if c.base is None:
        return None
    inside = nearby(c.base, name, 0)
    if inside and inside.start <= c.base <= inside.end:
        return _sure(inside, "partial")
    return _sure(nearby(c.base, name, 1 if c.future(m.start()) else -1), "partial")


READERS: dict[str, Callable[[re.Match[str], Context], _Read]] = {
    "iso": _iso, "dotted": _dotted, "day_month": _day_month, "month_day": _day_month, "month_year": _month_year,
    "season": _season_year, "quarter": _quarter, "decade": _decade, "years": _years, "part_year": _part_year,
    "ago": _ago, "span": _span, "recent": _recent, "part_this": _part_this, "near": _near, "weekday": _plain_weekday,
    "day": _named_day, "bare_season": _bare_season, "year": _plain_year, "month": _bare_month,
}  # fmt: skip
