import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.loaders.articles.sentences import split
from detente.loaders.articles.speech import direct_spans, quotations


def said(text):
    return [(q.speaker, q.verb, q.mode, text[q.start : q.end]) for q in quotations(text, split(text))]


@pytest.mark.parametrize(
    ("text", "speaker", "mode"),
    [
        ('"We will go," Anna Berg said.', "Anna Berg", "direct"),
        ('"We will go," said Anna Berg, head of Acme.', "Anna Berg", "direct"),
        ("“We will go,” the Peruvian premier added.", "the Peruvian premier", "direct"),
        ("Anna Berg said ``we will go to the coast'' soon.", "Anna Berg", "direct"),
        ('""We will go,"" Anna Berg said.', "Anna Berg", "direct"),
        ("Anna Berg said that the ships had left.", "Anna Berg", "indirect"),
        ("In May, Bolt Director Anna Berg said the ships had left.", "Bolt Director Anna Berg", "indirect"),
        ("Anna Berg, in turn, stressed at the meeting that ships had left.", "Anna Berg", "indirect"),
        ("The ships had left the port, Anna Berg said on Tuesday.", "Anna Berg", "indirect"),
        ("According to Anna Berg, the ships had left.", "Anna Berg", "indirect"),
        ("The ships had left, according to the ministry.", "the ministry", "indirect"),
        ("The agency quoted Anna Berg as saying the ships had left.", "Anna Berg", "indirect"),
        ("Anna Berg, quoted by the agency, said the ships had left.", "Anna Berg", "indirect"),
        ("Benin says foreign gunboats fired on its port.", "Benin", "indirect"),
    ],
)
def test_the_speaker_is_found(text, speaker, mode):
    assert (speaker, mode) in {(who, how) for who, _, how, _ in said(text)}


def test_the_words_said_are_the_words_quoted():
    (only,) = said("The deal, worth a lot, is dead, the minister said.")
    assert only == ("the minister", "said", "indirect", "The deal, worth a lot, is dead")


def test_he_added_goes_to_the_last_speaker():
    rows = said('"We agree," Anna Berg said. "It is late," she added.')
    assert [r[0] for r in rows if r[2] == "direct"] == ["Anna Berg", "Anna Berg"]


def test_a_quotation_over_paragraphs_has_one_speaker():
    text = '"We came to the city in the spring.\n"We left it in the autumn," Anna Berg said.'
    rows = [r for r in said(text) if r[2] == "direct"]
    assert [r[0] for r in rows] == ["Anna Berg", "Anna Berg"]
    assert rows[0][3].startswith('"We came')


def test_apostrophes_open_no_quotation():
    text = "The ministers' plan isn't Peru's; 'tis said."
    assert direct_spans(text, split(text)) == []


def test_reports_without_a_speaker_name_nobody():
    assert said("The ships left. Nobody knew.") == []


PIECES = st.lists(
    st.sampled_from(
        [
            '"',
            "“",
            "”",
            "``",
            "''",
            '""',
            "Anna said",
            ", he added",
            "according to",
            ".",
            "\n",
            "said",
            "’s",
            "x",
            "\u00a0",
            "\r\n",
            "é",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(st.one_of(PIECES, st.text(max_size=300)))
@settings(max_examples=150, deadline=None)
def test_spans_stand_in_any_text(text):
    for quote in quotations(text, split(text)):
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.mention is None or quote.mention.stands_in(text)
