"""What opens a story and stands around it on a page: datelines, links, credits, captions."""

import pytest

from detente.loaders.articles.datelines import dateline, datelines
from detente.loaders.articles.furniture import furniture
from detente.loaders.articles.sentences import split


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("ISTANBUL (Reuters) - Turkey said no.", "ISTANBUL", None),
        ("MOSCOW, April 3, 2018 - Russia", "MOSCOW", "April 3, 2018"),
        ("LUSAKA: Zambia and Malawi met.", "LUSAKA", None),
        ("LUSAKA/LILONGWE: Zambia and Malawi met.", "LUSAKA/LILONGWE", None),
        ("LUSAKA, June 4. /ZANA/. Zambia has", "LUSAKA", "June 4"),
        ("LUSAKA, JUNE 4, ZANA. Zambia has", "LUSAKA", "JUNE 4"),
        ("Lusaka [Zambia], June 4 (ZNA): Zambia has", "Lusaka [Zambia]", "June 4"),
        ("Lusaka, June 4 (ZNA) Zambia has", "Lusaka", "June 4"),
        ("Lusaka (ZNA) - Zambia has", "Lusaka", None),
        ("LUSAKA, June 4 (ZNA)-(Kyodo) - Zambia has", "LUSAKA", "June 4"),
        ("(ZNA) LUSAKA, June 4 (ZNA) -- Zambia has", "LUSAKA", "June 4"),
        ("LUSAKA (Zana News / Sputnik - 4th June, 2020) Zambia has", "LUSAKA", None),
        ("LUSAKA, Zambia, June 4\n\nZana:", "LUSAKA, Zambia", "June 4"),
        ("June 4, 2007 (LUSAKA) - Zambia has", "LUSAKA", "June 4, 2007"),
    ],
)
def test_a_dateline_is_recognised(text, place, date):
    line = dateline(text)
    assert line is not None and (line.place, line.date) == (place, date)


@pytest.mark.parametrize(
    "text",
    [
        "Turkey said no.",
        "NATO-Russia talks began.",
        "Peru (and Chile) - both",
        "In May (2004) -- the",
        "France - The big one",
    ],
)
def test_other_openings_are_none(text):
    assert dateline(text) is None


def test_a_dateline_may_come_after_a_byline():
    assert [d.place for d in datelines("By A. Cole\n\nLUSAKA, June 4 - Zambia agreed.")] == ["LUSAKA"]


PAGE = """In this photo taken on May 3, the presidents of Peru and Chile meet. (AP Photo/A. Cole)

Peru agreed to the plan, officials said.

READ MORE
Chile shells a Bolivian village
Brazil breaks with Uruguay

It met Chile on Monday. The ministers signed two papers.

(Reporting by A. Cole; Editing by B. Day)

Related News
Ghana warns Togo"""


def test_links_credits_and_captions_are_no_part_of_the_story():
    parts = split(PAGE)
    left = [s.text for s in parts if s.index not in furniture(parts)]
    assert left == [
        "Peru agreed to the plan, officials said.",
        "It met Chile on Monday.",
        "The ministers signed two papers.",
    ]


def test_a_long_paragraph_with_a_credit_in_it_is_a_story():
    parts = split("Peru agreed. Chile did not. Both met (AP Photo). They met again. It rained.")
    assert not furniture(parts)
