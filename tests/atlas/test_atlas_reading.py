"""Tables written here are read into the atlas, and a fault in them is told with file and line."""

from datetime import date
from pathlib import Path

import pytest

from detente.atlas.book import HERE, open_atlas
from detente.atlas.people import forms, person_id, surname
from detente.atlas.tables import rows
from detente.graph.errors import DetenteError

OWN = ("states.tsv", "names.tsv", "organizations.tsv", "items.tsv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in OWN:
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    return tmp_path


def add(folder, name, *lines):
    (folder / name).write_text("\n".join("\t".join(line) for line in lines) + "\n", encoding="utf-8")


LEADERS = ("person", "alias", "state", "role", "start", "end", "source")
ALLIANCES = ("id", "name", "kind", "founded", "dissolved", "aliases", "organs", "source")


def test_the_atlas_opens_without_the_optional_tables(folder):
    atlas = open_atlas(folder)
    assert atlas.alliances == {} and atlas.leaders == () and atlas.memberships == () and atlas.rivalries == ()
    assert atlas.country("TUR").cow == 640


def test_leaders_give_persons_offices_and_names(folder):
    add(
        folder, "leaders.tsv", LEADERS,
        ("Anouk Tervonen", "", "FIN", "president", "2001-03-01", "2009-02-28", "record"),
        ("Anouk Tervonen", "", "FIN", "minister", "1995-01-01", "1999-01-01", "record"),
        ("Jörg Ängström", "", "SWE", "prime minister", "2010-01-01", "", "record"),
        ("Mira Chad", "", "SVN", "president", "2010-01-01", "", "record"),
        ("Otto Velk", "", "AUT", "chancellor", "2010-01-01", "", "record"),
        ("Ivan Velk", "", "HRV", "president", "2010-01-01", "", "record"),
        ("Pia Brown", "Brown", "MLT", "president", "2010-01-01", "", "record"),
        ("Ida May", "May", "MLT", "minister", "2010-01-01", "", "record"),
        ("King Orm II", "", "NOR", "king", "2010-01-01", "", "record"),
    )  # fmt: skip
    atlas = open_atlas(folder)
    named = {(n.text, n.entity, n.form) for n in atlas.names if n.kind == "person"}
    assert ("Anouk Tervonen", "person:anouk-tervonen", "noun") in named
    assert ("Tervonen", "person:anouk-tervonen", "surname") in named
    assert {
        ("Ängström", "person:jorg-angstrom", "surname"),
        ("Angstrom", "person:jorg-angstrom", "surname"),
    } <= named
    assert ("Brown", "person:pia-brown", "surname") in named
    assert not {t for t, _, form in named if form == "surname"} & {"Chad", "Velk", "May", "II", "Orm"}
    assert atlas.label("person:anouk-tervonen") == "Anouk Tervonen"
    assert atlas.kind("person:anouk-tervonen") == "person"
    held = atlas.officeholders("person:anouk-tervonen", date(2005, 5, 5))
    assert [(o.state, o.role) for o in held] == [("FIN", "president")]
    assert len(atlas.officeholders("person:anouk-tervonen")) == 2
    assert atlas.officeholders("person:nobody", date(2005, 5, 5)) == ()
    assert [o.name for o in atlas.offices("FIN", date(1996, 1, 1))] == ["Anouk Tervonen"]
    assert atlas.readings("Tervonen", date(2012, 1, 1)) == ()
    assert [n.entity for n in atlas.readings("Anouk Tervonen", date(2012, 1, 1))] == ["person:anouk-tervonen"]


def test_alliances_give_names_and_organs(folder):
    add(
        folder, "alliances.tsv", ALLIANCES,
        ("NORD", "Northern Ring", "bloc", "1990-01-01", "", "Ring of the North|NORD", "Ring Council", "treaty"),
    )  # fmt: skip
    add(
        folder, "memberships.tsv", ("alliance", "iso3", "start", "end", "status", "obligations", "source"),
        ("NORD", "NOR", "1990-01-01", "", "member", "defence|consultation", "treaty"),
    )  # fmt: skip
    add(
        folder, "rivalries.tsv", ("a", "b", "start", "end", "level", "source"),
        ("GRC", "TUR", "1974-01-01", "", "0.8", "record"),
    )  # fmt: skip
    atlas = open_atlas(folder)
    named = {(n.text, n.via) for n in atlas.names if n.entity == "NORD"}
    assert named == {
        ("NORD", "name"), ("Northern Ring", "name"), ("Ring of the North", "name"), ("Ring Council", "organ"),
    }  # fmt: skip
    assert atlas.kind("NORD") == "alliance" and atlas.sources["NORD"] == "treaty"
    assert atlas.memberships[0].obligations == ("defence", "consultation")
    assert atlas.rivalries[0].level == 0.8


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("GRC", "TUR", "1974-13-01", "", "0.8", "x"), "rivalries.tsv:2: '1974-13-01' is not an ISO date"),
        (("GRC", "TUR", "1974-01-01", "1973-01-01", "0.8", "x"), "before it starts"),
        (("GRC", "TUR", "1974-01-01", "", "1.5", "x"), "rivalries.tsv:2: a level lies above 0"),
        (("GRC", "TUR", "1974-01-01", "", "high", "x"), "'high' is not a number"),
        (("GRC", "TUR"), "rivalries.tsv:2: 2 cells where the header has 6"),
    ],
)
def test_a_fault_is_told_with_file_and_line(folder, line, told):
    add(folder, "rivalries.tsv", ("a", "b", "start", "end", "level", "source"), line)
    with pytest.raises(DetenteError, match="the atlas cannot be read") as caught:
        open_atlas(folder)
    assert told in str(caught.value)


def test_a_missing_column_is_told(folder):
    add(folder, "leaders.tsv", LEADERS[:-1], ("A B", "", "FIN", "king", "", ""))
    with pytest.raises(DetenteError, match=r"leaders.tsv:1: column source is missing"):
        open_atlas(folder)


def test_an_unknown_kind_of_name_is_told(folder):
    path = folder / "names.tsv"
    path.write_text(
        path.read_text(encoding="utf-8") + "Atlantis\tATL\tisland\tname\tnoun\t\t\n", encoding="utf-8"
    )
    with pytest.raises(DetenteError, match=r"names\.tsv:\d+: a name needs"):
        open_atlas(folder)


def test_columns_may_stand_in_another_order(tmp_path):
    add(tmp_path, "x.tsv", ("b", "a", "c"), ("2", "1", "3"))
    assert [row.cells for row in rows(tmp_path / "x.tsv", ("a", "b"))] == [("1", "2")]


def test_the_version_follows_the_tables(folder):
    before = open_atlas(folder)
    add(folder, "rivalries.tsv", ("a", "b", "start", "end", "level", "source"))
    open_atlas.cache_clear()
    after = open_atlas(folder)
    assert before.version != after.version and len(after.version) == 12
    assert after.dataset.id == "atlas" and after.dataset.sha256.startswith(after.version)


def test_surnames_and_ids():
    assert person_id("Lech Wałęsa") == "person:lech-walesa"
    assert surname("Ursula von der Leyen", "EU") == "Leyen"
    assert surname("Mohammed bin Salman", "SAU") is None
    assert surname("Kim Jong Un", "PRK") is None
    assert [t for t, _, _ in forms("Lech Wałęsa", ("Walesa",), "POL")] == [
        "Lech Wałęsa",
        "Lech Walesa",
        "Walesa",
    ]
