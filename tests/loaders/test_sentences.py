import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.loaders.articles.sentences import LONGEST, split

AWKWARD = st.lists(
    st.sampled_from(
        ["The envoy left.", "Is it so?", '""We agree,"" she said.', "\r\n", "\n\n", "\u00a0", "“Non!”", "U.S.", "Mr.", "é", "–",
         "\u2028", "2.5", "``fine''", "\u200f", "S-400", "...", '"', "(", "\x85", "\t", "Abc def"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


def texts(text):
    return [s.text for s in split(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Talks open in Oslo\nBoth sides met. They left.",
            ["Talks open in Oslo", "Both sides met.", "They left."],
        ),
        ("Gen. A. B. Cole met Mr. Day. He left.", ["Gen. A. B. Cole met Mr. Day.", "He left."]),
        ("The U.S. Navy came. It left.", ["The U.S. Navy came.", "It left."]),
        ("She lives in the U.S. The end came.", ["She lives in the U.S.", "The end came."]),
        ("Oil rose 2.5 per cent. Gas fell.", ["Oil rose 2.5 per cent.", "Gas fell."]),
        ("It came on Jan. 5. Then it left.", ["It came on Jan. 5.", "Then it left."]),
        ('"We go." He left.', ['"We go."', "He left."]),
        ('"Do you agree?" Anna Berg asked. Nobody did.', ['"Do you agree?" Anna Berg asked.', "Nobody did."]),
        ("ADEN, March 2 - Two ships left. One sank.", ["ADEN, March 2 - Two ships left.", "One sank."]),
        ("The plan failed.Nobody was sorry about it.", ["The plan failed.", "Nobody was sorry about it."]),
        ("Acme Inc. and Bolt Co. of Lima signed.", ["Acme Inc. and Bolt Co. of Lima signed."]),
        ("He said no... The deal died.", ["He said no...", "The deal died."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, wanted):
    assert texts(text) == wanted


def test_paragraphs_are_counted_and_headlines_stand_alone():
    found = split("Peru and Chile sign\n\nThe two signed. They left.\n\nNobody cheered.")
    assert [(s.index, s.paragraph) for s in found] == [(0, 0), (1, 1), (2, 1), (3, 2)]


def test_hard_wrapped_lines_are_joined():
    text = "The ministers of the two countries met in the old\ncapital on Monday to speak of the\nriver and of the bridge that\nnobody has built. They parted.\n\nNext."
    assert len(split(text)) == 3


@given(st.one_of(AWKWARD, st.text(max_size=400)))
@settings(max_examples=150, deadline=None)
def test_offsets_are_exact_and_nothing_but_space_is_left_out(text):
    end = 0
    for sentence in split(text):
        assert sentence.text == text[sentence.start : sentence.end] != ""
        assert not text[end : sentence.start].strip()
        assert len(sentence.text) <= LONGEST
        end = sentence.end
    assert not text[end:].strip()
