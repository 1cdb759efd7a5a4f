from datetime import date

from detente.atlas.book import open_atlas
from detente.loaders.actors import read_actors, with_actors
from detente.loaders.articles.extract import extract
from detente.loaders.articles.reading import make
from detente.loaders.intake import Intake
from detente.loaders.opening import source_files

BOOK = """# a dictionary
ODA_QUENBY_ [PERGOV 100120-170120] [PER]
+PRESIDENT_QUENBY_
+Q!U?E
FOREST_ARMY [COLREB]
THE_REGION [EUR]
NOBODY_AT_ALL
CASTLE_OF_STONE_	; a comment
	[CHL >900311]
	[CHLOPP <900311]
"""


def book(tmp_path, text=BOOK):
    path = tmp_path / "actors.txt"
    path.write_text(text)
    intake = Intake()
    (file,), _ = source_files([path])
    return tuple(read_actors(file, intake, open_atlas())), intake


def test_names_codes_and_dates(tmp_path):
    names, intake = book(tmp_path)
    told = {(n.text, n.entity, n.kind, n.valid_from, n.valid_to) for n in names}
    assert told == {
        ("Oda Quenby", "PER", "country", date(2010, 1, 20), date(2017, 1, 20)),
        ("Oda Quenby", "PER", "country", None, None),
        ("President Quenby", "PER", "country", date(2010, 1, 20), date(2017, 1, 20)),
        ("President Quenby", "PER", "country", None, None),
        ("Forest Army", "Forest Army", "group", None, None),
        ("Castle of Stone", "CHL", "country", date(1990, 3, 12), None),
        ("Castle of Stone", "Castle of Stone", "group", None, date(1990, 3, 10)),
    }
    assert (intake.read, intake.quarantined) == (7, 1) and intake.setbacks[0].line == 4
    assert intake.no_fact == {"a code that means no state of the atlas": 1, "a name without a code": 1}


def test_a_damaged_code_is_a_doubt_and_no_end(tmp_path):
    names, intake = book(tmp_path, "ONE_ [x]\nTWO_ [PER 99]\nTHREE_ [PER]\n")
    assert [n.text for n in names] == ["Three"] and len(intake.doubts) == 2


def test_the_names_are_read_in_articles(tmp_path):
    names, _ = book(tmp_path)
    atlas = with_actors(open_atlas(), names)
    assert atlas.version != open_atlas().version and with_actors(atlas, names) is atlas
    text = "President Quenby met officials of Chile in Lima on Monday. Oda Quenby accused Chile of spying."
    article, printed = make(text, title="T", date="2012-03-04")
    found = extract(article, printed, atlas)
    assert {"PER", "CHL"} <= set(found.states)
    assert any(f.type == "ACCUSE" and f.roles[0].entity == "PER" for f in found.facts)
