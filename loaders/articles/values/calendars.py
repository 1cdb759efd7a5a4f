"""Turns months, seasons, parts of years and steps in time into intervals of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from ....graph.model import Interval

MONTHS = {
    name: at % 12 + 1
    for at, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "jan",
            "feb",
            "mar",
            "apr",
            "maj",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct",
            "nov",
            "dec",
        ]
    )
} | {"sept": 9}
WEEKDAYS = {
    d: n for n, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": 0,
}


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date | None) -> Interval | None:
    """Return the interval of one day."""
    return Interval(day, day, "day") if day else None


def month_of(year: int, month: int) -> Interval:
    """Return the interval of a month."""
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def year_of(year: int) -> Interval:
    """Return the interval of a year."""
    return Interval(date(year, 1, 1), date(year, 12, 31), "year")


def season_of(name: str, year: int) -> Interval:
    """Return a season of the northern year; winter runs into the next year."""
    first = SEASONS[name.lower()]
    last = (first + 1) % 12 + 1
    end_year = year + (first == 12)
    return Interval(date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1]), "season")


def part_of(part: str | None, whole: Interval) -> Interval:
    """Narrow a year or decade to its first, middle or last third."""
    if not part or whole.granularity == "month":
        return whole
    word = part.strip(" -").lower().split()[0]
    word = part.strip(" -").lower().split()[0]
    third = (
        0
        if word in {"early", "earlier", "beginning", "start", "turn"}
        else 2
        if word in {"late", "later", "end"}
        else 1
    )
    if whole.granularity == "year":
        year, last = whole.start.year, (third + 1) * 4
        return Interval(date(year, third * 4 + 1, 1), date(year, last, monthrange(year, last)[1]), "period")
    days = ((whole.end - whole.start).days + 1) // 3
    start = whole.start + timedelta(third * days)
    return Interval(start, whole.end if third == 2 else start + timedelta(days - 1), "period")


def month_number(words: str) -> int:
    """Return the number of a month by its name or abbreviation."""
    return MONTHS[
        words.rstrip(".").lower()[:3]
        if words.rstrip(".").lower() not in MONTHS
        else words.rstrip(".").lower()
    ]


def full_year(words: str, like: int) -> int:
    """Return a year written in two or four figures."""
    return int(words) if len(words) == 4 else like // 100 * 100 + int(words)


def shifted(day: date, unit: str, count: int) -> Interval | None:
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
            return month_of(months // 12, months % 12 + 1)
        if unit == "year":
            return year_of(day.year + count)
        size = 10 if unit == "decade" else 100
        about = day.year + count * size
        return Interval(date(about - size // 10, 1, 1), date(about + size // 10, 12, 31), "period")
    except (ValueError, OverflowError):
        return None


def nearby(base: date, name: str, step: int) -> Interval | None:
    """Return the last, this or next season or month of that name, seen from a day."""
    made = [
        season_of(name, y) if name in SEASONS else month_of(y, month_number(name))
        for y in range(max(1, base.year - 2), min(9998, base.year + 3))
    ]
    if step < 0:
        return max((i for i in made if i.end < base), key=lambda i: i.end, default=None)
    if step > 0:
        return min((i for i in made if i.start > base), key=lambda i: i.start, default=None)
    inside = [i for i in made if i.start <= base <= i.end]
    return inside[0] if inside else next((i for i in made if i.start.year == base.year), None)


def weekday_near(base: date, name: str, step: int) -> date:
    """Return the day of that name: before the base, in its past week, or after it."""
    back = (base.weekday() - WEEKDAYS[name]) % 7
    if step > 0:
        return base - timedelta(back) + timedelta(7)
    return base - timedelta(back or (7 if step < 0 else 0))
