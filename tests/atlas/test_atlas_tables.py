"""The shipped tables hold together: codes exist, dates run forward, nothing stands twice."""

import csv
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from detente.atlas import entries, naming
from detente.atlas.book import HERE, open_atlas
from detente.atlas.tables import parts, rows

UN_MEMBERS = re.findall(
    "[A-Z]{3}",
    """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI
CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST
SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM
JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX
FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT
QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE
SYR TJK THA TZA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE
    """,
)
# The capital's name is the state's own, or an ordinary name elsewhere, and may not stand for the government.
SILENT_CAPITAL = {"ATG", "DJI", "GRD", "MCO", "SGP", "SMR", "STP", "SYC"}
PAST = {
    "SUN",
    "YUG",
    "SCG",
    "CSK",
    "DDR",
    "YMD",
    "VDR",
    "RHO",
    "EAZ",
    "AUH",
    "KEM",
    "PAP",
    "TUS",
    "SCL",
    "PMA",
    "MDN",
}
PAST |= {"HAN", "BAV", "BAD", "SAX", "WRT", "HSE", "HSG", "MEC"}  # the German states of before 1871

ATLAS = open_atlas()


def table(name, columns):
    return [(row.where, *row.cells) for row in rows(HERE / name, columns)]


def test_there_are_193_members_and_the_usual_others():
    assert len(UN_MEMBERS) == len(set(UN_MEMBERS)) == 193
    assert set(UN_MEMBERS) | PAST | {"TWN", "VAT", "PSE", "XKX", "COK", "NIU"} == set(ATLAS.states)


def test_codes_are_well_formed_and_unique_among_the_living():
    for state in ATLAS.states.values():
        assert re.fullmatch("[A-Z]{3}", state.iso3)
        assert state.iso2 is None or re.fullmatch("[A-Z]{2}", state.iso2)
        assert -90 <= state.lat <= 90 and -180 <= state.lon <= 180
        assert state.name and state.official and state.capital
    living = [s for s in ATLAS.states.values() if s.valid_to is None]
    for codes in ([s.iso2 for s in living], [s.numeric[0].number for s in living if s.numeric]):
        assert not [c for c, n in Counter(codes).items() if n > 1]
    for field in ("cow", "gw"):
        firsts = [getattr(s, field)[0].number for s in living if getattr(s, field)]
        assert not [c for c, n in Counter(firsts).items() if n > 1], field


def test_a_past_state_ends_and_names_its_heir():
    for state in ATLAS.states.values():
        assert (state.valid_to is not None) == (state.iso3 in PAST), state.iso3
        assert (state.continued_by is not None) == (state.iso3 in PAST), state.iso3
        if state.continued_by:
            assert ATLAS.states[state.continued_by].valid_to is None


@pytest.mark.parametrize("iso3", UN_MEMBERS)
def test_each_member_has_name_capital_adjective_and_people(iso3):
    named = [n for n in ATLAS.names if n.entity == iso3 and n.kind == "country"]
    have = {n.form for n in named if n.via == "demonym"}
    assert {"adj", "people"} <= have or (iso3 == "SLB" and "people" in have), iso3
    assert any(n.text == ATLAS.states[iso3].name and n.via in ("name", "former") for n in named)
    assert any(n.via == "capital" for n in named) or iso3 in SILENT_CAPITAL


def test_every_name_has_an_entity_of_its_kind():
    bodies = set(ATLAS.alliances)
    for name in ATLAS.names:
        if name.kind == "country":
            assert name.entity in ATLAS.countries, name
        elif name.kind == "organization":
            assert name.entity in ATLAS.organizations, name
        elif name.kind == "alliance":
            assert name.entity in bodies or not bodies or name.entity in ("EU", "UN"), name
        elif name.kind == "person":
            assert name.entity in ATLAS.persons, name
        elif name.kind == "place":
            assert name.entity == "", name
        else:
            assert name.entity and name.via == "group", name
        assert name.text == name.text.strip() and "  " not in name.text and "\t" not in name.text


def test_no_name_stands_twice():
    written = table("names.tsv", naming.NAME_COLUMNS)
    seen = Counter((text, entity, form) for _, text, entity, _, _, form, _, _ in written)
    assert not [key for key, n in seen.items() if n > 1]
    places = {text for _, text, _, kind, *_ in written if kind == "place"}
    others = {text for _, text, _, kind, *_ in written if kind != "place"}
    assert places & others == {"Korea", "Korean", "Koreans"}


def test_every_group_is_also_a_name_of_itself():
    groups = {n.entity for n in ATLAS.names if n.kind == "group"}
    assert groups <= {n.text for n in ATLAS.names if n.kind == "group"}
    assert "Kosovo" in groups and "Somaliland" in groups


def test_organizations_are_unique_and_act_for_states():
    written = table("organizations.tsv", (*entries.ORGANIZATIONS, "note"))
    assert len(written) >= 350
    assert not [i for i, n in Counter(row[1] for row in written).items() if n > 1]
    owner = {}
    for where, made, name, kind, acts_for, aliases, note in written:
        assert re.fullmatch(r"org:[a-z0-9]+(-[a-z0-9]+)*", made), where
        assert kind in ("company", "ministry", "agency", "armed force", "media"), where
        assert acts_for == "" or acts_for in ATLAS.states, where
        assert acts_for or "stands for no" in note, f"{where}: say why {name} acts for no state"
        for text in (name, *parts(aliases)):
            assert owner.setdefault(text, made) == made, f"{where}: {text} names {owner[text]} as well"


def test_items_are_unique_and_not_names_of_something_else():
    assert len({item.id for item in ATLAS.items}) >= 250
    assert not [t for t, n in Counter(item.text for item in ATLAS.items).items() if n > 1]
    assert len({(item.id, item.name) for item in ATLAS.items}) == len({item.id for item in ATLAS.items})
    states = {n.text for n in ATLAS.names if n.kind in ("country", "alliance", "group", "organization")}
    assert not {item.text for item in ATLAS.items} & states


def test_leaders_memberships_and_rivalries_name_known_states():
    known = set(ATLAS.states) | set(ATLAS.alliances)
    assert not {o.state for o in ATLAS.leaders} - known
    assert not {m.iso3 for m in ATLAS.memberships} - set(ATLAS.states)
    assert not {m.alliance for m in ATLAS.memberships} - set(ATLAS.alliances)
    assert not {side for r in ATLAS.rivalries for side in (r.a, r.b)} - set(ATLAS.states)


def test_the_lines_end_plainly():
    for path in sorted(HERE.glob("*.tsv")):
        raw = path.read_bytes()
        assert raw.endswith(b"\n") and b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf"), path.name


def reference(*names):
    root = os.environ.get("DETENTE_REFERENCE")
    path = Path(root, *names) if root else None
    if path is None or not path.exists():
        pytest.skip("DETENTE_REFERENCE names no folder with this list")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_iso_codes_agree_with_the_public_list():
    told = {
        r["ISO3166-1-Alpha-3"]: (r["ISO3166-1-Alpha-2"], int(r["ISO3166-1-numeric"]))
        for r in reference("data", "country_codes", "datasets_country-codes.csv")
        if r["ISO3166-1-numeric"].strip()
    }
    ours = {s.iso3: (s.iso2, s.numeric[0].number) for s in ATLAS.states.values() if s.numeric}
    assert {c: v for c, v in ours.items() if c in told} == {c: told[c] for c in ours if c in told}
    assert set(UN_MEMBERS) <= set(told)


@pytest.mark.parametrize(
    ("field", "file", "code", "end"),
    [
        ("cow", ("data", "cow_system", "states2016.csv"), "ccode", "endyear"),
        ("gw", ("data", "country_codes", "isard_gw_system.csv"), "gwcode", "end"),
    ],
)
def test_state_numbers_agree_with_the_state_lists(field, file, code, end):
    listed = [(int(float(r[code])), int(r[end][:4])) for r in reference(*file)]
    told = {number for number, last in listed if last >= 1946}
    ours = {c.number for s in ATLAS.states.values() for c in getattr(s, field)}
    not_ours = {396, 397, 711}  # Abkhazia, South Ossetia and Tibet are no states here
    assert told - not_ours <= ours
    assert ours <= {number for number, _ in listed} | {345}


def test_loading_imports_nothing_heavy():
    import subprocess
    import sys

    heavy = "{'numpy', 'pandas', 'spacy', 'networkx', 'neo4j', 'matplotlib'}"
    script = (
        "import sys\n"
        "from detente.atlas.book import open_atlas\n"
        "open_atlas()\n"
        f"assert not {heavy} & set(sys.modules), 'heavy import'\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_dates_are_dates_of_this_era():
    for name in ATLAS.names:
        for day in (name.valid_from, name.valid_to):
            assert day is None or date(1850, 1, 1) < day < date(2100, 1, 1), name
