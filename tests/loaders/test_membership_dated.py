from datetime import date

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.belonging.record import Turn, cohort, turns


@pytest.mark.parametrize(
    ("text", "on", "wanted"),
    [
        (
            "How the European Union has grown, in few words about its members.\n\n1981 - Athens makes it ten.",
            "2000-05-01",
            {("GRC", "EU", "member")},
        ),
        (
            "The Caribbean Community had been a club of English speakers. Haiti (2002) changed that.",
            "2010-05-01",
            {("HTI", "CARICOM", "member")},
        ),
        (
            "Few members have ever turned their back on OPEC. Qatar did in 2019.",
            "2022-05-01",
            {("QAT", "OPEC", "leaving")},
        ),
        (
            "The Gulf Cooperation Council has had the same six all along: Saudi Arabia, Kuwait, Bahrain, Qatar, Oman and the Emirates.",
            "2015-03-03",
            {(s, "GCC", "member") for s in ("SAU", "KWT", "BHR", "QAT", "OMN", "ARE")},
        ),
        (
            "Albania joined NATO in 2009 and so did Croatia. Montenegro went the same way.",
            "2018-03-03",
            {("ALB", "NATO", "member"), ("HRV", "NATO", "member"), ("MNE", "NATO", "member")},
        ),
        (
            "The ceremony in Brussels was short. Finland became NATO's thirty-first, and a year later Sweden the 32nd.",
            "2024-04-04",
            {("FIN", "NATO", "member")},
        ),
        (
            "Members of NATO watched the flags go up. North Macedonia came in as number 30.",
            "2020-03-30",
            {("MKD", "NATO", "member")},
        ),
    ],
)
def test_a_year_a_count_or_a_whole_list_tells_who_is_in(belongings, text, on, wanted):
    assert wanted <= belongings(text, on)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("The European Union spoke about fish. In 1997 Austria won a gold medal.", "2000-05-01"),
        ("The Gulf Cooperation Council met. Ministers of Kuwait, Oman and Italy had lunch.", "2015-03-03"),
        ("Spain spoke to NATO about the fifth round of talks. Peru was the third to call.", "2015-03-03"),
    ],
)
def test_a_date_or_a_list_alone_tells_nothing(belongings, text, on):
    assert not belongings(text, on)


def test_turns_are_the_years_of_coming_and_going():
    atlas = open_atlas()
    assert [t for t in turns(atlas, "QAT", "OPEC") if t.status == "leaving"] == [
        Turn(2019, "leaving"),
        Turn(2018, "leaving"),
    ]
    assert turns(atlas, "PER", "NATO") == []
    assert any(t.first for t in turns(atlas, "BEL", "NATO"))


def test_a_list_is_measured_against_the_body_it_may_be():
    atlas, on = open_atlas(), date(2015, 3, 3)
    assert cohort(atlas, ["AUS", "NZL", "PER"], "NATO", on) == 0.0
    assert cohort(atlas, ["BHR", "KWT", "OMN"], "GCC", on) == pytest.approx(0.5)
    assert cohort(atlas, ["ROU", "BGR"], "EU", on) == pytest.approx(1.0)
