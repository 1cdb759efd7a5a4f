"""Look-alikes, changed names, split states: each reading is pinned down."""

from datetime import date

import pytest

from detente.atlas import codes
from detente.atlas.book import open_atlas

ATLAS = open_atlas()


def read(text, on=None):
    return list(dict.fromkeys(n.entity for n in ATLAS.readings(text, on)))


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("DR Congo", "COD"), ("Democratic Republic of the Congo", "COD"), ("DRC", "COD"), ("Kinshasa", "COD"),
        ("Zaire", "COD"), ("Republic of the Congo", "COG"), ("Congo-Brazzaville", "COG"), ("Brazzaville", "COG"),
        ("North Korea", "PRK"), ("DPRK", "PRK"), ("North Koreans", "PRK"), ("Pyongyang", "PRK"),
        ("South Korea", "KOR"), ("ROK", "KOR"), ("South Korean", "KOR"), ("Seoul", "KOR"), ("Blue House", "KOR"),
        ("Guinea", "GIN"), ("Guinean", "GIN"), ("Guinea-Bissau", "GNB"), ("Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"), ("Papua New Guinea", "PNG"), ("Papua New Guinean", "PNG"),
        ("Burma", "MMR"), ("Burmese", "MMR"), ("Myanmar", "MMR"), ("Rangoon", "MMR"), ("Naypyidaw", "MMR"),
        ("Swaziland", "SWZ"), ("Eswatini", "SWZ"), ("Upper Volta", "BFA"), ("Ceylon", "LKA"), ("Persia", "IRN"),
        ("Dahomey", "BEN"), ("Holland", "NLD"), ("Dutch", "NLD"), ("The Hague", "NLD"), ("Macedonia", "MKD"),
        ("Czech Republic", "CZE"), ("Czechia", "CZE"), ("Czechoslovakia", "CSK"), ("Soviet", "SUN"),
        ("USSR", "SUN"), ("Russian", "RUS"), ("East Germany", "DDR"), ("GDR", "DDR"), ("West Germany", "DEU"),
        ("FRG", "DEU"), ("German", "DEU"), ("South Yemen", "YMD"), ("North Yemen", "YEM"), ("Rhodesia", "RHO"),
        ("Northern Rhodesia", "ZMB"), ("United Arab Republic", "EGY"), ("UAE", "ARE"), ("Emirati", "ARE"),
        ("Niger", "NER"), ("Nigerien", "NER"), ("Nigeria", "NGA"), ("Nigerian", "NGA"), ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"), ("Georgia", "GEO"), ("Turks", "TUR"), ("Turk", "TUR"), ("Türkiye", "TUR"),
        ("Ivory Coast", "CIV"), ("Côte d'Ivoire", "CIV"), ("Cote d'Ivoire", "CIV"), ("Cape Verde", "CPV"),
        ("East Timor", "TLS"), ("Timor-Leste", "TLS"), ("Viet Nam", "VNM"), ("South Vietnam", "VDR"),
        ("Kyiv", "UKR"), ("Kiev", "UKR"), ("Peking", "CHN"), ("Beijing", "CHN"), ("Republic of China", "TWN"),
        ("People's Republic of China", "CHN"), ("Holy See", "VAT"), ("Palestinian Authority", "PSE"),
        ("Pentagon", "USA"), ("White House", "USA"), ("US", "USA"), ("U.S.", "USA"), ("UK", "GBR"),
        ("Downing Street", "GBR"), ("Quai d'Orsay", "FRA"), ("Elysee", "FRA"), ("Bundestag", "DEU"),
        ("Knesset", "ISR"), ("Tel Aviv", "ISR"), ("Zhongnanhai", "CHN"), ("Sublime Porte", "TUR"),
        ("FR Yugoslavia", "SRB"), ("South Sudan", "SSD"), ("Sudan", "SDN"), ("Samoa", "WSM"), ("La Paz", "BOL"),
        ("Northern Ireland", ""), ("Ireland", "IRL"), ("American Samoa", ""), ("South Africa", "ZAF"),
    ],
)  # fmt: skip
def test_a_plain_text_has_one_reading(text, entity):
    assert read(text, date(2018, 4, 3)) == [entity]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Congo", ["COG", "COD"]), ("Congolese", ["COG", "COD"]), ("Dominican", ["DOM", "DMA"]),
        ("Brussels", ["BEL", "EU"]), ("Korea", ["KOR", "PRK", ""]), ("Koreans", ["KOR", "PRK", ""]),
    ],
)  # fmt: skip
def test_an_ambiguous_text_keeps_all_its_readings(text, entities):
    assert sorted(read(text, date(2018, 4, 3))) == sorted(entities)


@pytest.mark.parametrize(
    "text",
    [
        "Latin America", "Latin American", "South American", "North Africa", "Black Sea", "Sea of Japan",
        "South China Sea", "East China Sea", "Indian Ocean", "Gulf of Oman", "Gulf of Guinea", "New Mexico",
        "New England", "Niger Delta", "Lake Chad", "Jordan River", "Michael Jordan", "Georgia Tech", "Indiana",
        "Panama Canal", "Suez Canal", "Strait of Hormuz", "US dollar", "US dollars", "Canadian dollars",
        "Swiss francs", "Russian rubles", "Russian roubles", "Chinese yuan", "Times of India", "Voice of America",
        "China Daily", "Turkish Airlines", "American Airlines", "Washington Post", "Paris Agreement", "Minsk Group",
        "Korean Peninsula", "English Channel", "British Columbia", "French Guiana", "West Berlin",
    ],
)  # fmt: skip
def test_a_place_that_contains_a_state_is_not_the_state(text):
    assert read(text, date(2018, 4, 3)) == [""]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Kosovo", "Kosovo"), ("Kosovar", "Kosovo"), ("Hizbollah", "Hezbollah"), ("ISIS", "Islamic State"),
        ("Daesh", "Islamic State"), ("Taleban", "Taliban"), ("LTTE", "Tamil Tigers"), ("Vietcong", "Viet Cong"),
        ("PLO", "PLO"), ("Somaliland", "Somaliland"), ("Abkhazia", "Abkhazia"), ("Bosnian Serbs", "Bosnian Serbs"),
        ("Turkish Republic of Northern Cyprus", "Northern Cyprus"), ("KLA", "Kosovo Liberation Army"),
    ],
)  # fmt: skip
def test_a_group_goes_by_its_own_name(text, group):
    assert read(text) == [group]
    assert ATLAS.kind(group) == "organization" and ATLAS.label(group) == group


def test_yugoslavia_by_date():
    assert read("Yugoslavia", date(1985, 1, 1)) == ["YUG"]
    assert read("Yugoslavia", date(1999, 4, 1))[0] == "SRB"
    assert read("Yugoslavia", date(2010, 1, 1)) == ["YUG"]
    assert read("Serbia and Montenegro", date(2004, 1, 1)) == ["SCG"]
    assert read("Serbia and Montenegro", date(2015, 1, 1)) == []


def test_seats_by_date():
    assert read("Bonn", date(1980, 1, 1)) == ["DEU"]
    assert read("Bonn", date(2020, 1, 1)) == []
    assert read("Saigon", date(1970, 1, 1)) == ["VDR"]
    assert read("Moscow", date(1980, 1, 1))[0] == "SUN"
    assert read("Moscow", date(2018, 1, 1)) == ["RUS"]
    assert read("Kremlin", date(1962, 10, 1))[0] == "SUN"
    assert read("Prague", date(1968, 8, 1))[0] == "CSK"


@pytest.mark.parametrize(
    ("text", "entity", "state"),
    [
        ("Rosoboronexport", "org:rosoboronexport", "RUS"), ("Rostek", "org:rostec", "RUS"),
        ("Saudi Aramco", "org:saudi-aramco", "SAU"), ("CNPC", "org:cnpc", "CHN"), ("KCNA", "org:kcna", "PRK"),
        ("Baykar", "org:baykar", "TUR"), ("Pilatus", "org:pilatus", "CHE"), ("Sonatrach", "org:sonatrach", "DZA"),
        ("Revolutionary Guards", "org:irgc", "IRN"), ("Statoil", "org:equinor", "NOR"), ("KGB", "org:kgb", "SUN"),
        ("Airbus", "org:airbus", None), ("Huawei", "org:huawei", None), ("MBDA", "org:mbda", None),
    ],
)  # fmt: skip
def test_who_a_company_acts_for(text, entity, state):
    assert read(text) == [entity]
    assert ATLAS.acts_for(entity) == state
    assert ATLAS.kind(entity) == "organization"


@pytest.mark.parametrize(
    "text",
    ["S-400", "S-400 Triumph", "S-400 Triumf", "F-35", "F-16 Block 70", "Akkuyu", "TurkStream", "Turkish Stream",
     "Patriot", "HIMARS", "Bayraktar TB2", "Leopard 2", "K9", "Javelin", "Rooppur", "Nord Stream 2", "Kilo-class"],
)  # fmt: skip
def test_items_of_contracts_are_known(text):
    assert text in {item.text for item in ATLAS.items}


def test_turkish_stream_is_one_item():
    ids = {item.id for item in ATLAS.items if item.text in ("TurkStream", "Turkish Stream", "Turk Stream")}
    assert ids == {"item:turkstream"}


@pytest.mark.parametrize(
    ("number", "when", "iso3"),
    [
        (2, None, "USA"), (255, 2000, "DEU"), (260, 1970, "DEU"), (265, 1970, "DDR"), (315, 1970, "CSK"),
        (316, 2000, "CZE"), (345, 1980, "YUG"), (345, 1999, "SRB"), (345, 2004, "SCG"), (345, 2010, "SRB"),
        (365, 1914, "RUS"), (365, 1980, "SUN"), (365, 1991, "SUN"), (365, 1992, "RUS"), (365, None, "RUS"),
        (484, 2000, "COG"), (490, 2000, "COD"), (552, 1970, "RHO"), (552, 1985, "ZWE"), (552, 1950, "ZWE"),
        (678, 1980, "YEM"), (679, 2000, "YEM"), (680, 1980, "YMD"), (731, 1950, "PRK"), (732, 1950, "KOR"),
        (816, 1970, "VNM"), (817, 1970, "VDR"), (347, 2010, "XKX"), (511, 1964, "EAZ"), (12345, 2000, None),
    ],
)  # fmt: skip
def test_cow_numbers_by_year(number, when, iso3):
    assert codes.from_cow(number, when) == iso3


def test_numbers_go_back_by_year():
    assert codes.to_cow("DEU", 1990) == 260 and codes.to_cow("DEU", 1991) == 255
    assert codes.to_cow("YEM", 1980) == 678 and codes.to_cow("YEM", date(1990, 5, 22)) == 679
    assert codes.to_gw("SRB", 2005) == 345 and codes.to_gw("SRB") == 340
    assert codes.to_cow("XXX") is None and codes.to_gw("PSE") is None
    for state in ATLAS.states.values():
        if state.cow and state.valid_to is None:
            assert codes.from_cow(state.cow[0].number) == state.iso3


def test_iso_letters_and_numbers():
    assert codes.from_iso2("cs", 1980) == "CSK" and codes.from_iso2("CS", 2004) == "SCG"
    assert codes.from_numeric("810") == "SUN" and codes.from_numeric("x1") is None
    assert codes.from_numeric(736, 1990) == "SDN" and codes.from_numeric(280) == "DEU"
    assert codes.heir("YUG") == "SRB" and codes.heir("Hezbollah") == "Hezbollah"
