"""Files made to break their readers are refused with a reason, in little time and memory."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.graph.errors import UsageError
from detente.loaders.actors import _CODE
from detente.loaders.articles.reading import Found, Rejected, read_paths, stream
from detente.loaders.articles.remote.endpoint import split
from detente.loaders.cells import BadCellError, TableRow
from detente.loaders.dataset import _good_files
from detente.loaders.opening import source_files
from detente.loaders.sipri_layouts import _other
from detente.loaders.tabbed import NUMBER

TABLE = b"tssr_id,rivalry,ccode1,ccode2,start,end\n1,X,350,640,1955,2020\n" * 50


def archive(path, name="t.csv", content=TABLE):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(name, content)
    path.write_bytes(made.getvalue())
    return bytearray(made.getvalue())


@pytest.mark.parametrize(
    ("at", "to"),
    [(6, b"\x20\x00"), (6, b"\x01\x00"), (8, b"\x63\x00"), (26, b"\xff\xff"), (40, b"\xff\xff\xff\xff"), (14, b"\0\0\0\0")],
    ids=["patched", "locked", "packed in no known way", "a name without end", "damaged inside", "another sum"],
)  # fmt: skip
def test_an_odd_archive_is_refused_and_breaks_nothing(tmp_path, at, to):
    path = tmp_path / "a.zip"
    content = archive(path)
    central = content.rindex(b"PK\x01\x02")
    content[at : at + len(to)] = to
    if at in (6, 8, 14):  # the same field of the directory stands two bytes on
        content[central + at + 2 : central + at + 2 + len(to)] = to
    path.write_bytes(bytes(content))
    files, refused = source_files([path])
    assert not _good_files(files, refused)
    assert refused and all(one.reason for one in refused)


def test_a_bomb_is_not_unpacked_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr("detente.loaders.opening.SLACK", 100_000)
    path = tmp_path / "a.zip"
    archive(path, content=b"\0" * 8_000_000)
    files, refused = source_files([path])
    assert not _good_files(files, refused) and "packed more than" in refused[0].reason


@given(
    st.text(max_size=30) | st.sampled_from(["1E+99999999", "0E+99999999", "9" * 5000, "1e-99999999", "sNaN"])
)
def test_any_cell_is_a_number_or_named(text):
    row = TableRow("f", 1, 1, [text], {"x": 0})
    begun = time.process_time()
    for read in (row.number_or_none, row.whole_or_none, row.whole, row.year, row.day):
        try:
            str(read("x"))
        except BadCellError as error:
            assert "was expected" in str(error)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "address",
    ["https://169.254.169.254/v1", "https://[fe80::1]/v1", "https://[::ffff:169.254.169.254]/", "https://0.0.0.0/",
     "https://2852039166/", "https://0xa9fea9fe/", "https://127.1/", "https://ex ample.org", "http://10.0.0.5/v1"],
)  # fmt: skip
def test_no_model_is_asked_at_such_an_address(address):
    with pytest.raises(UsageError):
        split(address)


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(max_size=30).map(lambda t: "https://" + t))
def test_any_text_is_an_address_or_refused(text):
    try:
        assert split(text).hostname
    except UsageError as error:
        assert "DETENTE_LLM" in str(error)


@pytest.mark.parametrize(
    "cost",
    [
        lambda n: _CODE.findall("[a" + "a" * n),
        lambda n: NUMBER.fullmatch("1" * n + "x"),
        lambda n: _other("." * n + "x"),
    ],
    ids=["codes of actors", "numbers", "names of columns"],
)
def test_patterns_are_linear(cost):
    begun = time.process_time()
    cost(100_000)
    assert time.process_time() - begun < 1


def test_the_limit_of_a_text_can_be_raised(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The minister said that it was for them to go on. " * 50_000)
    (refused,) = stream([path])
    assert isinstance(refused, Rejected) and "at most 2 MB" in refused.reason
    (found,) = stream([path], most=3_000_000)
    assert isinstance(found, Found) and len(found.article.text) > 2_000_000
    assert read_paths([path], most=3_000_000).articles and not read_paths([path]).articles
