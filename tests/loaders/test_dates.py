from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.loaders.articles.values.dates import base_date, find

BASE = date(2019, 1, 16)


def told(text, base=BASE):
    return [
        (
            text[f.start : f.end],
            f.interval.start.isoformat(),
            f.interval.end.isoformat(),
            f.interval.granularity,
        )
        for f in find(text, base)
    ]


@pytest.mark.parametrize(
    ("text", "start", "end", "granularity"),
    [
        ("signed on 2018-04-03", "2018-04-03", "2018-04-03", "day"),
        ("signed on 3 April 2018", "2018-04-03", "2018-04-03", "day"),
        ("signed on April 3, 2018,", "2018-04-03", "2018-04-03", "day"),
        ("signed on the 3rd of April 2018", "2018-04-03", "2018-04-03", "day"),
        ("met on December 30", "2018-12-30", "2018-12-30", "day"),
        ("in March 2014", "2014-03-01", "2014-03-31", "month"),
        ("in summer 2017", "2017-06-01", "2017-08-31", "season"),
        ("in the winter of 2017", "2017-12-01", "2018-02-28", "season"),
        ("in the third quarter of 2018", "2018-07-01", "2018-09-30", "quarter"),
        ("the first half of 2018", "2018-01-01", "2018-06-30", "period"),
        ("during the 1990s", "1990-01-01", "1999-12-31", "period"),
        ("in late 2017", "2017-09-01", "2017-12-31", "period"),
        ("from 2014 to 2016", "2014-01-01", "2016-12-31", "period"),
        ("in 2005", "2005-01-01", "2005-12-31", "year"),
        ("said on Friday", "2019-01-11", "2019-01-11", "day"),
        ("will meet on Friday", "2019-01-18", "2019-01-18", "day"),
        ("said on Wednesday", "2019-01-16", "2019-01-16", "day"),
        ("left last Wednesday", "2019-01-09", "2019-01-09", "day"),
        ("said yesterday", "2019-01-15", "2019-01-15", "day"),
        ("comes next week", "2019-01-21", "2019-01-27", "week"),
        ("last month", "2018-12-01", "2018-12-31", "month"),
        ("two years ago", "2017-01-01", "2017-12-31", "year"),
        ("earlier this year", "2019-01-01", "2019-01-16", "period"),
        ("since 2014", "2014-01-01", "2019-01-16", "period"),
        ("in November", "2018-11-01", "2018-11-30", "month"),
        ("will come in May", "2019-05-01", "2019-05-31", "month"),
        ("last summer", "2018-06-01", "2018-08-31", "season"),
    ],
)
def test_dates_cover_the_days_that_the_words_mean(text, start, end, granularity):
    assert [row[1:] for row in told(text)] == [(start, end, granularity)]


@pytest.mark.parametrize(
    "text",
    [
        "they may go",
        "a march on the capital",
        "some 2000 troops",
        "2,018 tonnes",
        "S-2000",
        "$2015",
        "resolution 1973",
        "2017-strong",
        "April Smith",
    ],
)
def test_what_is_no_date_is_left_alone(text):
    assert told(text) == []


def test_a_weekday_with_a_date_finds_its_year_from_the_years_of_the_text():
    text = "On Tuesday, April 3, they met. The deal of summer 2017 runs from 2020."
    assert told(text, None)[0][1] == "2018-04-03"
    assert base_date(text) == (date(2018, 4, 3), "inferred")


def test_a_date_without_year_follows_the_year_told_before_it():
    assert told("In 1979 he came. On July 4 he left.")[1][1] == "1979-07-04"


def test_without_report_date_relative_words_are_not_settled():
    assert told("yesterday, on Tuesday, last year, in May", None) == []


@pytest.mark.parametrize(
    ("published", "wanted"),
    [
        ("2018-05-01T10:00:00Z", date(2018, 5, 1)),
        ("2018-04", date(2018, 4, 3)),
        ("2018-06", date(2018, 6, 30)),
        ("3 May 2018", date(2018, 5, 3)),
    ],
)
def test_the_published_date_comes_first(published, wanted):
    assert base_date("On Tuesday, April 3, they met.", published) == (wanted, "published")


def test_a_text_without_dates_gives_no_report_date():
    assert base_date("They met.", None) == (None, None)
    assert base_date("They met.", "no date") == (None, None)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_every_day_survives_being_written_out(day):
    for shape in ("%d %B %Y", "%B %d, %Y", "%A, %B %d, %Y", "%Y-%m-%d"):
        found = find("It was on " + day.strftime(shape) + ".", None)
        assert [f.interval.start for f in found] == [day]
    near = find(f"It was on {day:%A}, {day:%B} {day.day}.", day + timedelta(2))
    assert near[0].interval.start == day


@given(st.text(max_size=300), st.one_of(st.none(), st.dates(date(1, 1, 1), date(9998, 12, 31))))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_finder(text, base):
    for found in find(text + " in 2001, 31 February, last decade, 40 years ago, since May", base):
        assert found.interval.start <= found.interval.end
    base_date(text, text)
