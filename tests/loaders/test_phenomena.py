"""The hard phenomena of event coding, one by one, on sentences made up for the purpose."""

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.extract import extract
from detente.loaders.articles.reading import make


def facts(text, day="2015-06-12"):
    return extract(*make(text, title="T", date=day), open_atlas())


def events(text, **options):
    return {
        (f.roles[0].entity, f.type, f.roles[1].entity, f.modality)
        for f in facts(text, **options).facts
        if f.kind == "event"
    }


def contracts(text):
    return [f for f in facts(text).facts if f.kind == "contract"]


PRESENT = {
    "1 capital for its government": (
        "Lima rejected Quito's proposal.", [("PER", "REJECT", "ECU", "fact")]),
    "2 capital as a mere place": (
        "The foreign ministers of Chile and Kenya met in Geneva on Monday.", [("CHL", "CONSULT", "KEN", "fact"), ("KEN", "CONSULT", "CHL", "fact")]),
    "3 building or ministry": (
        "The Kremlin criticised Finland over the border law.", [("RUS", "ACCUSE", "FIN", "fact")]),
    "4 leader for the state": (
        "The Peruvian president met Bolivian officials in La Paz.", [("PER", "CONSULT", "BOL", "fact")]),
    "7 group expansion": (
        "Ghana and Benin held talks on Monday. Both governments condemned Mali.", [("GHA", "ACCUSE", "MLI", "fact"), ("BEN", "ACCUSE", "MLI", "fact")]),
    "9 a body, not its members": (
        "The African Union suspended Niger on Friday.", [("AU", "SANCTION", "NER", "fact")]),
    "10 a claimed attack": (
        "Benin accused Togo of shelling a border post.", [("BEN", "ACCUSE", "TGO", "fact"), ("TGO", "ASSAULT", "BEN", "claimed")]),
    "13 planned, not done": (
        "Portugal will sign the fishing treaty with Senegal in May.", [("PRT", "AGREE", "SEN", "planned"), ("SEN", "AGREE", "PRT", "planned")]),
    "15 conditional threat": (
        "Nepal warned Oman that it would seize tankers if supplies were cut.", [("NPL", "THREATEN", "OMN", "fact")]),
    "16 possible": (
        "Jamaica could buy patrol boats from Malta.", [("JAM", "AGREE", "MLT", "possible")]),
    "26 list with its scope": (
        "Gabon and Lesotho recalled their ambassadors from Niger.", [("GAB", "SANCTION", "NER", "fact"), ("LSO", "SANCTION", "NER", "fact")]),
    "27 passive": (
        "Bhutan was accused by Laos of dumping rice.", [("LAO", "ACCUSE", "BTN", "fact")]),
    "28 direction turned by the verb": (
        "Haiti received rifles from Spain.", [("ESP", "COOPERATE", "HTI", "fact")]),
    "29 pronoun": (
        "Norway signed a treaty with Iceland in March. It later accused Denmark of spying.", [("NOR", "ACCUSE", "DNK", "fact")]),
    "34 appositive and nested name": (
        "The North Macedonian ambassador to Greece met Greek officials on Monday.", [("MKD", "CONSULT", "GRC", "fact")]),
    "39 joint declaration": (
        "Peru and Chile pledged to open their markets to each other.", [("PER", "AGREE", "CHL", "fact"), ("CHL", "AGREE", "PER", "fact")]),
    "40 who is condemned for what": (
        "China condemned Japan's sale of missiles to Taiwan.", [("CHN", "ACCUSE", "JPN", "fact")]),
    "41 artefacts of typesetting": (
        "ADEN, March 2 - ``We reject this'', the Omani minister said. Oman accused Yemen of smuggling.", [("OMN", "ACCUSE", "YEM", "fact")]),
}  # fmt: skip

ABSENT = {
    "2 a host is no party": ("The ministers of Peru and Ghana met in Vienna.", "AUT", None),
    "8 a group that is not named": ("Western allies criticised Fiji.", None, None),
    "12 a denied deal": (
        "Canada denied that it had agreed to sell ferries to Cuba.",
        None,
        ("SUPPORT", "fact"),
    ),
    "14 a visit put off": ("Ghana postponed its minister's visit to Ecuador.", None, ("CONSULT", "fact")),
    "14 a visit called off": (
        "The Peruvian president cancelled a trip to Chile on Monday.",
        None,
        ("CONSULT", "fact"),
    ),
    "15 what is only threatened": (
        "If Oman cuts supplies, Nepal would seize its tankers.",
        None,
        ("COERCE", "fact"),
    ),
    "17 negation": ("No Paraguayan troops crossed into Bolivia.", None, ("ASSAULT", "fact")),
    "18 rebels are no state": ("Rebels based in Chad shelled a Libyan town.", "TCD", None),
    "19 a domestic act": (
        "Malawi's police arrested opposition members in Lilongwe.",
        None,
        ("COERCE", "fact"),
    ),
    "33 an adjective of origin": ("Swedish-built jets of the Thai air force bombed Laos.", "SWE", None),
    "37 a rhetorical quote": (
        '"This is war between Peru and Chile", the editor wrote.',
        None,
        ("ASSAULT", "fact"),
    ),
    "38 an old war in passing": (
        "Veterans of the war between Iran and Iraq met in Basra.",
        None,
        ("ASSAULT", "fact"),
    ),
    "35 a state of the union": (
        "The governor of Georgia met voters in Atlanta before talks with Canada.",
        "GEO",
        None,
    ),
    "35 a person's name": ("Michael Jordan praised Spain after the match.", "JOR", None),
}


@pytest.mark.parametrize("name", sorted(PRESENT))
def test_what_must_be_found(name):
    text, wanted = PRESENT[name]
    found = events(text)
    assert set(wanted) <= found, found


@pytest.mark.parametrize("name", sorted(ABSENT))
def test_what_must_not_be_found(name):
    text, actor, act = ABSENT[name]
    found = events(text)
    if actor:
        assert not any(actor in (e[0], e[2]) for e in found), found
    elif act:
        assert not any((e[1], e[3]) == act for e in found), found
    else:
        assert not found, found


@pytest.mark.parametrize(
    ("text", "day", "state", "other"),
    [
        ("Niger accused Benin of closing the border.", "2015-01-01", "NER", "NGA"),
        ("Nigeria accused Benin of closing the border.", "2015-01-01", "NGA", "NER"),
        ("Guinea-Bissau accused Senegal of smuggling.", "2015-01-01", "GNB", "GIN"),
        ("Equatorial Guinea accused Gabon of smuggling.", "2015-01-01", "GNQ", "GIN"),
        ("The Democratic Republic of Congo accused Rwanda of smuggling.", "2015-01-01", "COD", "COG"),
        ("Zaire accused Rwanda of smuggling.", "1994-01-01", "COD", "COG"),
        ("Burma accused Thailand of smuggling.", "1994-01-01", "MMR", "BDI"),
        ("Georgia accused Russia of smuggling.", "2015-01-01", "GEO", "SGS"),
    ],
)
def test_look_alikes_and_changed_names(text, day, state, other):
    found = facts(text, day)
    assert state in found.states and other not in found.states


@pytest.mark.parametrize(
    ("text", "value", "currency", "bound"),
    [
        ("Peru signed a contract with Spain for trains worth 400 million euros.", 400e6, "EUR", "exact"),
        ("Peru signed a contract with Spain for trains worth more than $1.2bn.", 1.2e9, "USD", "at_least"),
        (
            "Peru signed a contract with Spain for trains worth up to 2 billion dollars.",
            2e9,
            "USD",
            "at_most",
        ),
        ("Peru signed a contract with Spain for trains worth about $300 million.", 300e6, "USD", "about"),
    ],
)
def test_values_and_their_bounds(text, value, currency, bound):
    (deal, *_) = contracts(text)
    assert (float(deal.amount.value), deal.amount.currency, deal.amount.bound) == (value, currency, bound)


def test_parties_of_a_deal_by_company_and_maker():
    (supply,) = contracts("Sonatrach will supply gas to Croatia.")
    assert (supply.party("buyer").entity, supply.party("seller").entity) == ("HRV", "DZA")
    (deal,) = contracts("Turkey signed a contract with Russia for four S-400 battalions.")
    assert float(deal.quantity.value) == 4 and "S-400" in deal.item


@pytest.mark.parametrize(
    ("text", "first", "granularity"),
    [
        ("Peru accused Chile of spying on Tuesday.", "2015-06-09", "day"),
        ("Peru accused Chile of spying last month.", "2015-05-01", "month"),
        ("Peru accused Chile of spying in 2009.", "2009-01-01", "year"),
    ],
)
def test_dates_relative_to_the_report(text, first, granularity):
    dated = {
        (f.valid.start.isoformat(), f.valid.granularity) for f in facts(text).facts if f.type == "ACCUSE"
    }
    assert dated == {(first, granularity)}
