import builtins
import gzip
import io

import pytest

from detente.loaders.articles.files import warc
from detente.loaders.articles.reading import read_paths

pytest.importorskip("warcio")

PAGE = """<html lang="en"><head><title>Pact {n} signed - Andes Post</title>{extra}</head><body><nav><a href="/">Home</a></nav>
<article><h1>Pact {n} signed</h1><p>Peru and Chile signed pact {n} on Monday in Lima, and the ministers of the two
countries said that it would help the trade between them and the people on both sides of the border.</p><p>The
treaty covers copper, fish and fruit. It is to be ratified by the parliaments in the autumn, the foreign minister
of Chile told reporters in the caf\u00e9 of the old palace.</p></article></body></html>"""
STAMP = '<meta property="article:published_time" content="2018-04-04T10:00:00Z">'


def page(n=1, extra=""):
    return PAGE.replace("{n}", str(n)).replace("{extra}", extra)


def response(n=1, body=None, *, kind="text/html; charset=utf-8", status="200 OK", headers=(), **more):
    body = page(n).encode() if body is None else body
    return {
        "uri": f"https://andes.example/{n}", "body": body, "status": status, "record": "response",
        "headers": [("Content-Type", kind), *headers], "more": more,
    }  # fmt: skip


def archive(*records, packed=True):
    """The bytes of an archive, and where its records end."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    class Writer(WARCWriter):
        _create_temp_file = staticmethod(io.BytesIO)  # its own is left open, which is a warning

    out, ends = io.BytesIO(), []
    writer = Writer(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    ends.append(out.tell())
    for told in records:
        http = StatusAndHeaders(told["status"], told["headers"], protocol="HTTP/1.1")
        written = writer.create_warc_record(
            told["uri"], told["record"], payload=io.BytesIO(told["body"]), http_headers=http,
            warc_headers_dict={"WARC-Date": "2019-05-06T10:11:12Z", **told["more"]},
        )  # fmt: skip
        writer.write_record(written)
        ends.append(out.tell())
    return out.getvalue(), ends


def read(folder, content, name="a.warc.gz", **options):
    path = folder / name
    path.write_bytes(content)
    return read_paths([path], **options)


@pytest.mark.parametrize(("packed", "name"), [(True, "a.warc.gz"), (False, "a.warc"), (True, "A.WARC.GZ")])
def test_the_pages_of_an_archive_are_articles(tmp_path, packed, name):
    content, _ = archive(response(1, page(1, STAMP).encode()), response(2), packed=packed)
    reading = read(tmp_path, content, name)
    first, second = reading.publications
    assert [a.text.startswith("Peru and Chile signed pact") for a in reading.articles] == [True, True]
    assert (first.title, first.url) == ("Pact 1 signed", "https://andes.example/1")
    assert first.published_at == "2018-04-04T10:00:00Z" and second.published_at == "2019-05-06"
    (note,) = reading.notes
    assert "record 3 (https://andes.example/2): dated by the day on which it was archived" in note
    assert not reading.rejected


def test_the_given_date_comes_before_the_day_of_the_archive(tmp_path):
    reading = read(tmp_path, archive(response())[0], date="2018-01-01")
    assert reading.publications[0].published_at == "2018-01-01" and not reading.notes


def test_only_good_answers_of_web_pages_are_read(tmp_path):
    request = response(7) | {"record": "resource"}
    others = [
        response(2, kind="image/png"), response(3, status="404 Not Found"), response(4, kind="text/plain"), request,
    ]  # fmt: skip
    assert len(read(tmp_path, archive(*others, response(5))[0]).articles) == 1
    (rejected,) = read(tmp_path, archive(*others)[0]).rejected
    assert "holds no web pages" in rejected.reason


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "utf-16"])
def test_the_encoding_is_that_of_the_headers(tmp_path, charset):
    answer = response(body=page().encode(charset), kind=f'text/html; charset="{charset}"')
    assert "in the café of" in read(tmp_path, archive(answer)[0]).articles[0].text


def test_packed_and_chunked_pages_are_unpacked(tmp_path):
    raw = page().encode()
    chunked = b"%x\r\n" % len(raw) + raw + b"\r\n0\r\n\r\n"
    answers = [
        response(1, gzip.compress(raw), headers=[("Content-Encoding", "gzip")]),
        response(2, chunked, headers=[("Transfer-Encoding", "chunked")]),
    ]
    reading = read(tmp_path, archive(*answers)[0])
    assert len(reading.publications) == 2 and len(reading.articles) == 1


def test_one_bad_record_never_stops_the_others(tmp_path):
    answers = [
        response(1, b""),
        response(2, b"<html><body><p>Nothing</p></body></html>"),
        response(3, bytes(range(256)) * 20),
        response(4, b"\x1f\x8b\x08\x00broken", headers=[("Content-Encoding", "gzip")]),
        response(5, b"zz\r\nno chunk", headers=[("Transfer-Encoding", "chunked")]),
        response(6),
    ]
    reading = read(tmp_path, archive(*answers)[0])
    assert [p.url[-1] for p in reading.publications] == ["6"]
    assert [r.reason.partition(" (")[0] for r in reading.rejected] == [f"record {n}" for n in range(2, 7)]


@pytest.mark.parametrize("packed", [True, False])
def test_what_stands_before_a_break_is_kept_and_the_break_told(tmp_path, packed):
    content, ends = archive(*(response(n) for n in range(1, 4)), packed=packed)
    name = "a.warc.gz" if packed else "a.warc"
    for cut in range(ends[0] + 40, len(content) - 20, 61):
        whole = sum(end <= cut + 4 * (not packed) for end in ends[1:])
        reading = read(tmp_path, content[:cut], name)
        if any(0 < end - cut <= 16 for end in ends[1:]):
            # Only the packing's own ending is cut: how much of it the page still needs differs by archive.
            assert len(reading.articles) in (whole, whole + 1) and len(reading.rejected) <= 1
            continue
        assert len(reading.articles) == whole
        if cut - max(end for end in ends if end <= cut + 4) > 5:
            (rejected,) = reading.rejected
            assert f"the {whole + 1} before it are read" in rejected.reason, cut


def test_damage_inside_is_told(tmp_path):
    content, ends = archive(*(response(n) for n in range(1, 4)))
    middle = ends[1] + 60
    reading = read(tmp_path, content[:middle] + b"\xff" * 40 + content[middle + 40 :])
    assert len(reading.articles) == 1 and "record 3 breaks off or is damaged" in reading.rejected[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty file"),
        (b"no archive at all\n" * 10, "no record of a WARC archive"),
        (gzip.compress(b"no archive at all\n" * 10), "no record of a WARC archive"),
        (gzip.compress(gzip.compress(b"WARC/1.0\r\n\r\n")), "no record of a WARC archive"),
        (b"A" * 3_000_000, "too long a head"),
        (gzip.compress(b"WARC/1.0\r\nX: " + b"a" * 20_000_000), "packed more than 100 times"),
    ],
)
def test_what_is_no_archive_is_set_aside(tmp_path, content, reason):
    (rejected,) = read(tmp_path, content).rejected
    assert reason in rejected.reason and rejected.advice


def test_a_bomb_ends_the_reading_and_what_stands_before_is_kept(tmp_path):
    content, _ = archive(response(1), response(2, b"<p>" + b"a" * 30_000_000), response(3))
    reading = read(tmp_path, content)
    assert len(reading.articles) == 1
    assert (
        "record 3" in reading.rejected[0].reason
        and "packed more than 100 times" in reading.rejected[0].reason
    )


def test_a_bomb_inside_a_page_is_bounded(tmp_path):
    bomb = response(1, gzip.compress(b"<p>" + b"a" * 30_000_000), headers=[("Content-Encoding", "gzip")])
    reading = read(tmp_path, archive(bomb, response(2))[0])
    assert len(reading.articles) == 1 and "too large, at most 10 MB" in reading.rejected[0].reason


def test_absolute_bounds(tmp_path, monkeypatch):
    content, _ = archive(*(response(n) for n in range(1, 4)))
    monkeypatch.setattr(warc, "MOST_PLAIN", 2500)
    reading = read(tmp_path, content)
    assert len(reading.articles) < 3 and "too large" in reading.rejected[-1].reason
    monkeypatch.setattr(warc, "MOST_FILE", 100)
    assert "too large" in read(tmp_path, content).rejected[0].reason


def test_nothing_is_written_to_the_terminal(tmp_path, capfd):
    content, ends = archive(*(response(n) for n in range(1, 4)), packed=False)
    read(tmp_path, content[: ends[1] - 4] + b"rubbish" + content[ends[1] :], "a.warc")
    assert capfd.readouterr() == ("", "")


def test_the_missing_extra_is_named(tmp_path, monkeypatch):
    content, _ = archive(response())
    plain = builtins.__import__

    def without(name, *rest):
        if name.split(".")[0] == "warcio":
            raise ImportError(name)
        return plain(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    (rejected,) = read(tmp_path, content).rejected
    assert rejected.advice == 'Run: pip install "detente[warc]"'
