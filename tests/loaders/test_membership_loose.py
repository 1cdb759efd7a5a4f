from datetime import date

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.belonging.record import UNKNOWN, listed, standing, worldwide


@pytest.mark.parametrize(
    ("text", "on", "wanted"),
    [
        (
            "NATO closed its books for the year. Albania was admitted in April.",
            "2009-06-01",
            {("ALB", "NATO", "member")},
        ),
        (
            "The ministers of ASEAN met for lunch. The bloc opened its door to Cambodia.",
            "1999-05-20",
            {("KHM", "ASEAN", "member")},
        ),
        (
            "Ministers of the European Union spoke about fish. Malta is in the queue.",
            "1999-05-20",
            {("MLT", "EU", "candidate")},
        ),
        (
            "OPEC cut its output. Angola walked out of the room and of the cartel; its withdrawal takes effect soon.",
            "2023-12-28",
            {("AGO", "OPEC", "leaving")},
        ),
        (
            "Spain sits in the European Union, along with Portugal.",
            "2001-03-03",
            {("ESP", "EU", "member"), ("PRT", "EU", "member")},
        ),
        (
            "The Pacific Alliance of Chile, Peru and Mexico met in Lima.",
            "2015-03-03",
            {(s, "Pacific Alliance", "member") for s in ("CHL", "PER", "MEX")},
        ),
        (
            "Latvia spoke first. The NATO country wants more jets.",
            "2015-03-03",
            {("LVA", "NATO", "member")},
        ),
    ],
)
def test_loose_tellings_count_where_the_record_bears_them_out(belongings, text, on, wanted):
    assert wanted <= belongings(text, on)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("NATO closed its books for the year. Japan was admitted in April.", "2009-06-01"),
        ("Ministers of the European Union spoke about fish. Peru is in the queue.", "1999-05-20"),
        ("NATO envoys met. Norway left the talks early.", "2015-03-03"),
        ("The United Nations took note. France and Chad belong to different worlds.", "2015-03-03"),
        ("NATO is watching. Greece seized a ship within sight of the coast.", "2015-03-03"),
        ("Latvia spoke of a NATO base in Washington.", "2015-03-03"),
    ],
)
def test_what_the_words_do_not_touch_stays_unsaid(belongings, text, on):
    assert belongings(text, on) == set()


def test_a_plain_telling_stands_against_the_record(belongings):
    assert belongings("Ghana will join the European Union next year.", "2015-03-03") == {
        ("GHA", "EU", "joining")
    }


def test_a_body_only_meant_is_the_one_the_state_belongs_with(belongings):
    text = (
        "Iceland spoke to the European Union about the Arctic Council. Japan and India are observers there."
    )
    assert not any(body == "EU" for _, body, _ in belongings(text, "2015-03-03"))


def test_the_record_by_day():
    atlas = open_atlas()
    before, after = (standing(atlas, "HRV", "EU", d) for d in (date(2012, 5, 1), date(2014, 1, 1)))
    assert "member" not in before.now and before.enters == date(2013, 7, 1)
    assert "member" in after.now and after.since == date(2013, 7, 1) and after.fresh(date(2014, 1, 1))
    assert not after.fresh(date(2019, 1, 1))
    gone = standing(atlas, "QAT", "OPEC", date(2020, 1, 1))
    assert gone.left == date(2019, 1, 1) and not gone.now
    assert standing(atlas, "PER", "EU", date(2020, 1, 1)) is UNKNOWN
    assert "member" in standing(atlas, "HRV", "EU", None).now


def test_a_change_of_obligations_is_no_leaving():
    assert standing(open_atlas(), "DEU", "EU", date(2005, 1, 1)).leaves is None


def test_bodies_everybody_is_in():
    atlas = open_atlas()
    assert worldwide(atlas, "UN") and not worldwide(atlas, "NATO")
    assert listed(atlas, "NATO") and not listed(atlas, "no such body")
