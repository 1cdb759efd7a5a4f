import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.loaders.articles.files.cleaning import clean, decode, is_english
from detente.loaders.articles.files.html import http_only, read_page
from detente.loaders.articles.reading import Rejected, read_paths, stream

TEXT = "Peru and Chile sign a pact\nThe ministers of the two countries said that they had signed it in the morning."
HEAD = """<html lang="en"><head><title>Peru and Chile sign a pact - Andes Post</title>
<meta property="og:site_name" content="Andes Post"><link rel="canonical" href="{url}">{extra}</head><body>
<nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>Peru and Chile sign a pact</h1>
<p>Peru and Chile signed a pact on Monday in Lima, and the ministers of the two countries said that it would help
the trade between them and the people who live on both sides of the border.</p>
<p>The treaty covers copper, fish and fruit. It is to be ratified by the parliaments in the autumn, the foreign
minister of Chile told reporters after the ceremony in the old palace.</p></article><footer>All rights</footer></body></html>"""
GRAPH = {
    "@graph": [
        {"@type": "WebSite", "name": "x"},
        {"@type": ["NewsArticle"], "datePublished": "2019-05-06T10:11:12Z"},
    ]
}


def page(url="https://andes.example/a", extra=""):
    return HEAD.replace("{url}", url).replace("{extra}", extra)


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_plain_text_keeps_its_headline_and_its_words(tmp_path):
    reading = read_paths([write(tmp_path, "a.txt", TEXT.replace("\n", "\r\n") + "\x00\n")], date="2019-05-06")
    (article,), (printing,) = reading.articles, reading.publications
    assert article.text == TEXT and article.title == "Peru and Chile sign a pact"
    assert article.id == hashlib.sha256(TEXT.encode()).hexdigest() == printing.article
    assert printing.published_at == "2019-05-06" and reading.rejected == ()


def test_folders_are_read_sorted_and_in_depth(tmp_path):
    (tmp_path / "z").mkdir()
    write(tmp_path / "z", "b.txt", TEXT + " One.")
    write(tmp_path, "a.txt", TEXT + " Two.")
    write(tmp_path, ".hidden.txt", TEXT)
    write(tmp_path, "notes.csv", "a,b")
    reading = read_paths([tmp_path])
    assert [a.text[-4:] for a in reading.articles] == ["Two.", "One."] and not reading.rejected


@pytest.mark.parametrize(
    ("extra", "stamp"),
    [
        (f'<script type="application/ld+json">{json.dumps(GRAPH)}</script>', "2019-05-06T10:11:12Z"),
        (
            '<meta property="article:published_time" content="2019-05-07T08:00:00+02:00">',
            "2019-05-07T08:00:00+02:00",
        ),
    ],
)
def test_a_page_gives_text_time_outlet_and_address(tmp_path, extra, stamp):
    reading = read_paths([write(tmp_path, "a.html", page(extra=extra))])
    (article,), (printing,) = reading.articles, reading.publications
    assert article.text.startswith("Peru and Chile signed a pact on Monday") and "Sport" not in article.text
    assert printing.title == "Peru and Chile sign a pact"
    assert (printing.published_at, printing.outlet, printing.url) == (
        stamp,
        "Andes Post",
        "https://andes.example/a",
    )


def test_only_web_addresses_are_kept(tmp_path):
    reading = read_paths([write(tmp_path, "a.html", page(url="javascript:alert(1)"))])
    assert reading.publications[0].url is None
    assert http_only("https://a.example/b c") is None and http_only("HTTP://a.example") == "HTTP://a.example"


def test_lines_are_read_and_bad_ones_set_aside(tmp_path):
    rows = [
        json.dumps(
            {
                "id": "g1",
                "title": "T",
                "text": TEXT,
                "date": "2019-05",
                "url": "https://a.example/1",
                "outlet": "O",
            }
        ),
        "{broken",
        "",
        json.dumps({"id": "g2", "text": TEXT, "date": "31 Feb 2018"}),
        json.dumps(["no", "object"]),
        json.dumps({"text": ""}),
        json.dumps({"text": TEXT, "title": {"a": 1}}),
        json.dumps({"id": "g3", "text": TEXT, "outlet": "P"}),
    ]
    reading = read_paths([write(tmp_path, "a.jsonl", "\n".join(rows))])
    assert len(reading.articles) == 1 and len(reading.publications) == 2
    assert [i for i, _ in reading.given_ids] == ["g1", "g3"]
    assert reading.publications[0].published_at == "2019-05" and reading.publications[0].title == "T"
    assert [r.line for r in reading.rejected] == [2, 4, 5, 6, 7]
    assert reading.rejected[1].where.endswith("a.jsonl:4") and "31 Feb 2018" in reading.rejected[1].reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", b"  \n ", "empty file"),
        ("a.txt", bytes(range(256)) * 20, "not a text"),
        ("a.txt", b"%PDF-1.7 x", "not a text"),
        ("a.txt", b"The talks of the two. " * 1_000_000, "too large"),
        (
            "a.txt",
            "Der Minister sagte am Montag, dass die Gespräche mit den Nachbarn gescheitert sind.",
            "not English",
        ),
        ("a.txt", "Президент сказал, что переговоры окончены и что он уезжает домой.", "not English"),
        ("a.html", "<html><body><nav>Home</nav></body></html>", "no article"),
        ("a.docx", b"PK", "unsupported"),
        ("a.jsonl", b"", "empty file"),
    ],
)
def test_bad_input_is_set_aside_with_a_reason(tmp_path, name, content, reason):
    good = write(tmp_path, "good.txt", TEXT)
    reading = read_paths([write(tmp_path, name, content), good])
    assert len(reading.articles) == 1
    (bad,) = reading.rejected
    assert reason in bad.reason and bad.advice.endswith(".") and name in bad.path


def test_missing_and_empty_places(tmp_path):
    (tmp_path / "empty").mkdir()
    reading = read_paths([tmp_path / "none.txt", tmp_path / "empty"])
    assert [r.reason for r in reading.rejected] == ["no such file or folder", "no articles in this folder"]


@pytest.mark.parametrize(
    ("encoding", "note"), [("utf-8-sig", None), ("utf-16", None), ("cp1252", "Windows-1252")]
)
def test_encodings_are_recognised(tmp_path, encoding, note):
    text = "The café of the minister – it was said that he had left for the coast."
    reading = read_paths([write(tmp_path, "a.txt", text.encode(encoding))])
    assert reading.articles[0].text == text
    assert bool(reading.notes) == bool(note) and (not note or note in reading.notes[0])


def test_the_same_text_twice_is_one_article(tmp_path):
    reading = read_paths([write(tmp_path, "a.txt", TEXT), write(tmp_path, "b.txt", TEXT + "\n")])
    assert len(reading.articles) == 1 and len(reading.publications) == 2


def test_reading_streams(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    found = stream([tmp_path, tmp_path / "none"])
    assert next(found).article.text == TEXT
    assert isinstance(next(found), Rejected)


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_cleaning_is_idempotent_and_changes_no_letter(text):
    once = clean(text)
    assert clean(once) == once
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]
    is_english(text)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_decoded_or_refused(raw):
    found = decode(raw)
    assert found is None or isinstance(clean(found.text), str)


@given(st.text(alphabet="<>/ab!-\"'[]{}= \n", max_size=200))
@settings(max_examples=20, deadline=None)
def test_broken_markup_breaks_nothing(markup):
    read_page("<html><head><meta " + markup + "</head><body><p>" + markup)
