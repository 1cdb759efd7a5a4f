import builtins
import io

import pytest

from detente.loaders.articles.files import pdf
from detente.loaders.articles.reading import read_paths

pypdf = pytest.importorskip("pypdf")

BODY = [
    "Harbour treaty signed in Oslo",
    "The foreign ministers of Norway and Denmark signed a treaty on the use of",
    "their harbours, and said that it would come into force before the end of the",
    "year. Norway had asked for the state-owned docks to be left out of the agree-",
    "ment, and Denmark agreed to that on the last day of the talks in the capital.",
    "The two countries will share the costs.",
    "A second treaty is to follow in the spring, the minister of Norway said.",
]


def literal(words):
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def make(pages, *, info=b"", stream=None):
    """A PDF by hand: a catalogue, its pages, one font, each line of a page at its place."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< " + info + b" >>",
    ]
    for number, lines in enumerate(pages):
        drawn = b"".join(
            b"1 0 0 1 50 %d Tm (%s) Tj\n" % (780 - 14 * at, literal(line)) for at, line in enumerate(lines)
        )
        content = stream if stream is not None else b"BT /F1 11 Tf\n" + drawn + b"ET" if lines else b""
        resources = b"/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 600 800]"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R " + resources + b" /Contents %d 0 R >>" % (6 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, told in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + told + b"\nendobj\n")
    start = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + rows)
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def read(folder, content, **options):
    path = folder / "a.pdf"
    path.write_bytes(content)
    return read_paths([path], **options)


def test_the_lines_become_paragraphs_and_broken_words_whole(tmp_path):
    (article,) = read(tmp_path, make([BODY])).articles
    lines = article.text.split("\n")
    assert article.title == lines[0] == "Harbour treaty signed in Oslo"
    assert (
        len(lines) == 3
        and "out of the agreement, and Denmark" in lines[1]
        and "state-owned docks" in lines[1]
    )
    assert lines[2].startswith("A second treaty")


def test_heads_that_come_back_are_dropped_and_pages_joined(tmp_path):
    pages = [
        ["The Northern Post", *BODY[:3], "Page 1 of 3"],
        ["The Northern Post", *BODY[3:5], "Page 2 of 3"],
        ["The Northern Post", *BODY[5:], "Page 3 of 3"],
    ]
    (article,) = read(tmp_path, make(pages)).articles
    assert article.text == read(tmp_path, make([BODY])).articles[0].text
    assert "Northern Post" not in article.text and "Page" not in article.text


def test_a_hyphen_that_the_text_writes_elsewhere_stays():
    pages = [
        "The state-owned firm said that it had sold the state-\nowned docks, the US-\nled group and the Franco-\nGerman yard."
    ]
    assert pdf.whole(pages).endswith("the state-owned docks, the US-led group and the Franco-German yard.")
    assert pdf.whole(["A soft\u00ad\nware firm"]) == "A software firm"


def test_figures_of_tables_are_no_heads():
    assert "12 34" in pdf.whole(["12 34\nOne text about the talks", "56 78\nAnother text about the talks"])


@pytest.mark.parametrize(
    ("info", "text", "given", "day"),
    [
        (b"/CreationDate (D:20190506101112Z)", "", None, "2019-05-06"),
        (b"/CreationDate (D:20190506101112Z)", "It was agreed in 2018.", None, "2019-05-06"),
        (b"/CreationDate (D:20190506101112Z)", "It was agreed in 1962.", None, None),
        (b"/CreationDate (D:20190506101112Z)", "", "2019-05-01", "2019-05-01"),
        (b"/CreationDate (D:19700101000000Z)", "", None, None),
        (b"/CreationDate (D:20190506101112Z) /ModDate (D:20180506101112Z)", "", None, None),
        (b"/CreationDate (yesterday)", "", None, None),
        (b"/CreationDate 7", "", None, None),
    ],
)
def test_the_day_of_making_counts_only_where_it_is_plausible(tmp_path, info, text, given, day):
    reading = read(tmp_path, make([[*BODY, text]], info=info), date=given)
    assert reading.publications[0].published_at == day
    assert bool(reading.notes) == (day is not None and given is None)


def test_a_dateline_comes_before_the_day_of_making(tmp_path):
    lines = [
        "OSLO, March 2, 2019 - The ministers of the two countries met in the city and said that they agreed."
    ]
    reading = read(tmp_path, make([lines], info=b"/CreationDate (D:20190506101112Z)"))
    assert reading.publications[0].published_at == "2019-03-02" and not reading.notes


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        (b"Treaty on harbours", "Treaty on harbours"),
        (b"Microsoft Word - a.doc", None),
        (b"final_v2.docx", None),
    ],
)
def test_a_title_of_the_metadata_is_kept_unless_it_is_a_file_name(tmp_path, title, kept):
    reading = read(tmp_path, make([BODY], info=b"/Title (" + title + b")"))
    assert reading.publications[0].title == (kept or BODY[0])


def encrypted():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make([BODY])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (encrypted(), "encrypted"),
        (make([[]]), "no text: it is scanned"),
        (make([BODY] * 201), "too many pages: 201"),
        (b"", "damaged"),
        (b"%PDF-1.7\nnothing here", "damaged"),
        (b"\0" * 5000, "damaged"),
        (
            make(
                [
                    [
                        "Der Minister sagt, dass die Verhandlungen am Montag in Wien beginnen sollen, und zwar bald."
                    ]
                ]
            ),
            "not English",
        ),
    ],
)
def test_what_cannot_be_read_is_set_aside(tmp_path, content, reason):
    reading = read(tmp_path, content)
    (rejected,) = reading.rejected
    assert reason in rejected.reason and rejected.advice and not reading.articles


def test_every_cut_of_a_file_is_survived(tmp_path):
    whole = make([BODY])
    for end in range(0, len(whole), 97):
        reading = read(tmp_path, whole[:end])
        assert len(reading.articles) + len(reading.rejected) == 1


def test_one_bad_page_does_not_cost_the_others(tmp_path, monkeypatch):
    from pypdf import PageObject

    plain, seen = PageObject.extract_text, []

    def fails_once(self, **options):
        seen.append(1)
        if len(seen) == 1:
            raise KeyError("/Font")
        return plain(self, **options)

    monkeypatch.setattr(PageObject, "extract_text", fails_once)
    reading = read(tmp_path, make([BODY, BODY]))
    assert len(reading.articles) == 1 and "1 of 2 pages could not be read" in reading.notes[0]


@pytest.mark.parametrize("bound", ["MOST_DRAWN", "MOST_STEPS"])
def test_pages_that_draw_without_end_are_refused(tmp_path, monkeypatch, bound):
    monkeypatch.setattr(pdf, bound, 10)
    reading = read(tmp_path, make([BODY, BODY]))
    assert "too involved" in reading.rejected[0].reason and not reading.articles


def test_too_large_files_are_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_FILE", 100)
    assert "too large" in read(tmp_path, make([BODY])).rejected[0].reason


def test_the_missing_extra_is_named(tmp_path, monkeypatch):
    plain = builtins.__import__

    def without(name, *rest):
        if name.split(".")[0] == "pypdf":
            raise ImportError(name)
        return plain(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    (rejected,) = read(tmp_path, make([BODY])).rejected
    assert rejected.advice == 'Run: pip install "detente[pdf]"'
