import builtins
import time

import pytest

from detente.loaders.articles.files import feeds
from detente.loaders.articles.files.fragments import bare, words
from detente.loaders.articles.reading import read_paths

pytest.importorskip("feedparser")

PARAGRAPHS = (
    "<p>Peru and Chile signed a pact on Monday in Lima, and the ministers of the two countries said that it would "
    "help the trade between them and the people who live on both sides of the border.</p><p>The treaty covers "
    "copper, fish &amp; fruit. It is to be ratified by the parliaments in the autumn, the foreign minister of Chile "
    "told reporters after the ceremony in the old palace.</p><p>The two had not met for a year.</p>"
)
SHORT = "The ministers of Peru and Chile said that they had signed the pact in the morning."


def entry(
    title="Pact signed",
    link="https://andes.example/1",
    body=PARAGRAPHS,
    date="Wed, 04 Apr 2018 23:30:00 +0900",
):
    full = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if body else ""
    stamp = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title><link>{link}</link><description>{SHORT}</description>{full}{stamp}</item>"


def rss(*entries, title="Andes Post", prologue='<?xml version="1.0"?>'):
    return (
        f'{prologue}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title>{''.join(entries)}</channel></rss>"
    )


def read(folder, content, name="a.rss", **options):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_paths([path], **options)


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "A.RSS"])
def test_an_entry_is_read_with_its_full_text(tmp_path, name):
    reading = read(tmp_path, rss(entry()), name)
    (article,), (printing,) = reading.articles, reading.publications
    assert article.text.startswith("Peru and Chile signed a pact on Monday in Lima")
    assert (
        "copper, fish & fruit" in article.text and article.text.count("\n") == 2 and "<" not in article.text
    )
    assert printing.published_at == "2018-04-04T23:30:00+09:00" and printing.outlet == "Andes Post"
    assert (printing.title, printing.url) == ("Pact signed", "https://andes.example/1")
    assert not reading.notes and not reading.rejected


def test_atom_content_summary_and_the_time_of_the_last_change(tmp_path):
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">&lt;b&gt;Andes&lt;/b&gt; Wire</title>
    <entry><title>One</title><link rel="alternate" href="https://andes.example/a"/><published>2018-04-04T10:00:00Z</published>
    <updated>2019-01-01T00:00:00Z</updated><summary>{SHORT}</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{PARAGRAPHS}</div></content></entry>
    <entry><title>Two</title><updated>2018-04-05T10:00:00Z</updated><summary>{SHORT}</summary></entry></feed>"""
    reading = read(tmp_path, feed, "a.atom")
    first, second = reading.publications
    assert first.outlet == "Andes Wire" and first.published_at == "2018-04-04T10:00:00+00:00"
    assert reading.articles[0].text.startswith("Peru and Chile signed") and reading.articles[1].text == SHORT
    assert second.published_at == "2018-04-05T10:00:00+00:00"
    (note,) = reading.notes
    assert "entry 2: only a summary" in note and "entry 2: dated by its last change" in note


def test_a_title_has_no_markup_and_a_link_is_a_web_address(tmp_path):
    title = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;Pact&lt;/b&gt; signed &amp;amp; sealed"
    reading = read(tmp_path, rss(entry(title, "javascript:alert(1)"), title="&lt;i&gt;Post&lt;/i&gt;"))
    (printing,) = reading.publications
    assert (printing.title, printing.url, printing.outlet) == ("Pact signed & sealed", None, "Post")
    assert bare("3 < 5 and <b>x") == "3 < 5 and x"


def test_short_pieces_lose_their_tags_only(tmp_path):
    body = (
        f"<div><script>alert(1)</script><p>{SHORT}</p>They left.<br/>All was said.<style>p {{}}</style></div>"
    )
    assert read(tmp_path, rss(entry(body=body))).articles[0].text == f"{SHORT}\nThey left.\nAll was said."
    assert words("<p>a<p>b") == "a\nb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings_are_read(tmp_path, encoding):
    feed = rss(entry("Café talks", body=""), prologue=f'<?xml version="1.0" encoding="{encoding}"?>')
    assert read(tmp_path, feed.encode(encoding)).publications[0].title == "Café talks"


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("2018-04-04", "2018-04-04"),
        ("2018-04-04T10:00:00+02:00", "2018-04-04T10:00:00+02:00"),
        ("", "2001-01-01"),
        ("soon", "2001-01-01"),
        ("Wed, 99 Apr 2018 23:30:00 +0900", "2001-01-01"),
    ],
)
def test_times_are_written_as_iso(tmp_path, told, date):
    reading = read(tmp_path, rss(entry(date=told)), date="2001-01-01")
    assert reading.publications[0].published_at == date


BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, '<!DOCTYPE rss SYSTEM "http://a.example/rss.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("damage", ["", "<p>"])
def test_document_types_and_entities_are_refused(tmp_path, doctype, encoding, damage):
    feed = rss(entry("&x;&b;") + damage, prologue=doctype)
    reading = read(tmp_path, feed.encode(encoding))
    (rejected,) = reading.rejected
    assert "declares a document type or entities" in rejected.reason and not reading.articles


def test_an_article_may_speak_of_document_types(tmp_path):
    assert read(tmp_path, rss(entry(body="<!DOCTYPE html>" + PARAGRAPHS))).articles


def test_only_bytes_are_parsed_and_nothing_is_fetched(tmp_path, monkeypatch):
    import socket

    import feedparser

    given = []
    plain = feedparser.parse
    monkeypatch.setattr(feedparser, "parse", lambda what, **more: given.append(what) or plain(what, **more))
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("a connection was opened"))
    for content in ("/etc/hostname", "https://andes.example/feed.rss", "file:///etc/hostname"):
        (rejected,) = read(tmp_path, content).rejected
        assert "no RSS or Atom feed" in rejected.reason
    assert not given
    assert read(tmp_path, rss(entry())).articles and isinstance(given[0].getvalue(), bytes)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty file"),
        (bytes(range(256)) * 20, "not a text"),
        ("<urlset><url><loc>https://a.example</loc></url></urlset>", "no RSS or Atom feed"),
        (rss(), "no entries"),
        (rss("<x>" * 300 + "</x>" * 300), "nested more than 200 deep"),
        (
            rss(entry(body="<p>Der Minister sagt, dass die Gespräche am Montag beginnen.</p>")),
            "entry 1: the text is not English",
        ),
        ("<rss><channel><item/></channel></rss>", "entry 1: no text left"),
    ],
)
def test_what_cannot_be_read_is_set_aside(tmp_path, content, reason):
    reading = read(tmp_path, content)
    (rejected,) = reading.rejected
    assert reason in rejected.reason and rejected.advice and not reading.articles


def test_one_bad_entry_never_stops_the_others(tmp_path, monkeypatch):
    good = [entry(body=PARAGRAPHS + f"<p>Number {n} of the day.</p>") for n in range(3)]
    reading = read(
        tmp_path, rss(good[0], entry(body="<p></p>"), "<item></item>", entry("A & B", body=""), *good[1:])
    )
    assert len(reading.articles) == 4 and len(reading.rejected) == 2
    assert all("not well-formed" in note for note in reading.notes)
    plain = feeds._text

    def fails_once(body, title):
        if title == "bad":
            raise KeyError(title)
        return plain(body, title)

    monkeypatch.setattr(feeds, "_text", fails_once)
    reading = read(tmp_path, rss(entry("bad"), entry("good", body=SHORT)))
    assert [r.reason for r in reading.rejected] == ["entry 1: it is damaged"] and len(reading.articles) == 1


def test_a_feed_that_breaks_off_gives_what_stands_before(tmp_path):
    feed = rss(*(entry(f"T{n}", body=PARAGRAPHS + f"<p>Number {n} of the day.</p>") for n in range(4)))
    reading = read(tmp_path, feed[: feed.index("T3")])
    assert [p.title for p in reading.publications][:3] == ["T0", "T1", "T2"]
    assert all("not well-formed" in note for note in reading.notes)
    for end in range(0, len(feed), 211):
        read(tmp_path, feed[:end])


def test_a_folder_passes_over_xml_that_is_no_feed(tmp_path):
    (tmp_path / "b.xml").write_text("<urlset/>")
    (tmp_path / "c.xml").write_text(rss(entry()), encoding="utf-16")
    (tmp_path / "a.atom").write_text("<other/>")
    reading = read_paths([tmp_path])
    assert len(reading.articles) == 1 and [r.path[-6:] for r in reading.rejected] == ["a.atom"]


@pytest.mark.parametrize("piece", ["<item>", "<![CDATA[", "<!--", "<a b='", "&#", "<?x "])
def test_hostile_feeds_are_read_in_bounded_time(tmp_path, piece):
    start = time.process_time()
    read(tmp_path, "<rss><channel>" + piece * 20_000)
    assert time.process_time() - start < 20


def test_too_large_files_are_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_FILE", 100)
    assert "too large" in read(tmp_path, rss(entry())).rejected[0].reason


def test_the_missing_extra_is_named(tmp_path, monkeypatch):
    plain = builtins.__import__

    def without(name, *rest):
        if name.split(".")[0] == "feedparser":
            raise ImportError(name)
        return plain(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    (rejected,) = read(tmp_path, rss(entry())).rejected
    assert rejected.advice == 'Run: pip install "detente[feeds]"'
