"""What persons decided and what sources dispute, on the page in a real Chromium."""

from dataclasses import replace

import pytest

from detente.views.dossier import build_dossier
from detente.views.page import build_page

REASON = "the <b>threat</b> was a quotation"


@pytest.fixture(scope="module")
def judged(invent):
    """Return a dossier with a rejected threat, a confirmed act, a denied sanction and a disputed membership."""
    made = invent()
    frames = made.frames
    facts, events = frames.facts, frames.events

    def act(source, target, kind, nth=0):
        found = events[(events["source"] == source) & (events["target"] == target) & (events["type"] == kind)]
        return found["fact"].tolist()[nth]

    threat, praise = act("ALD", "BOR", "THREATEN"), act("BOR", "GOR", "SUPPORT")
    done, denied = act("ALD", "BOR", "SANCTION"), act("ALD", "BOR", "SANCTION", 1)
    facts["judged"], facts["note"] = None, None
    for fact, verdict, why in ((threat, "rejected", REASON), (praise, "confirmed", "read it in print")):
        facts.loc[facts["fact"] == fact, "judged"] = verdict
        facts.loc[facts["fact"] == fact, "note"] = f"{verdict} by ana on 2024-05-01: {why}"
    for frame in (facts, events):
        frame.loc[frame["fact"] == denied, "modality"] = "denied"
    events.loc[events["fact"].isin([done, denied]), "event"] = "one act"
    frames.memberships["contested"] = [
        ["valid_from"] if (c, a) == ("BOR", "Northern Pact") else []
        for c, a in zip(frames.memberships["country"], frames.memberships["alliance"], strict=True)
    ]
    counted = replace(frames, events=events[events["fact"] != threat].reset_index(drop=True))
    tensions = []
    for one in made.tensions:
        kept = tuple(c for c in one.contributions if c.fact != threat)
        gone = sum(c.value for c in one.contributions if c.fact == threat)
        tensions.append(replace(one, contributions=kept, prior=one.prior + gone))
    dossier = build_dossier(counted, tensions, made.alignments, made.pressures, made.balance, made.as_of)
    return dossier, threat, praise, done, denied


@pytest.fixture(scope="module")
def path(judged, tmp_path_factory):
    file = tmp_path_factory.mktemp("judged") / "index.html"
    file.write_text(build_page(judged[0]), encoding="utf-8")
    return file


def test_the_dossier_keeps_what_was_set_aside_apart(judged):
    dossier, threat, _, done, denied = judged
    assert dossier["counts"]["set_aside"] == 1
    assert all(threat not in tie["facts"] for tie in dossier["ties"])
    marked = {tie["id"]: tie["contested"] for tie in dossier["ties"] if "contested" in tie}
    assert marked == {
        "ALD|BOR|tension": ["done"],
        "BOR|GOR|contract": ["quantity", "value"],
        "BOR|Northern Pact|membership": ["valid_from"],
    }
    kinds = {d["kind"]: d["facts"] for d in dossier["disputes"]}
    assert kinds["event"] == sorted([done, denied])


def test_a_rejected_fact_is_struck_through_and_apart_and_the_score_says_so(look, path, judged):
    _, threat, _, _, _ = judged
    view = look("sel=dyad:ALD~BOR", path)
    assert "1 fact set aside by a person" in view.text("#panel .aside-note")
    aside = view.tab.locator('#panel details[data-list="Set aside"]')
    assert aside.locator(f'.fact.struck[data-fact="{threat}"]').count() == 1
    assert f"Rejected by ana on 2024-05-01: {REASON}." in aside.inner_text()
    quote = aside.locator("blockquote").first
    assert "line-through" in quote.evaluate("e => getComputedStyle(e).textDecoration")
    others = view.tab.locator('#panel details:not([data-list="Set aside"]):not([data-list="Alignment"])')
    assert others.locator(f'[data-fact="{threat}"]').count() == 0
    assert view.count("#panel .timeline .event") == 3
    view.shut()


def test_a_confirmed_fact_says_who_confirmed_it(look, path, judged):
    praise = judged[2]
    view = look(f"sel=dyad:BOR~GOR&fact={praise}", path)
    card = view.tab.locator(f'#panel .fact.open[data-fact="{praise}"]').first
    assert "Confirmed by ana on 2024-05-01: read it in print." in card.inner_text()
    assert view.count("#panel .aside-note") == 0
    view.shut()


def test_disputed_acts_and_memberships_bear_the_mark_and_can_be_filtered(look, path):
    view = look("sel=dyad:ALD~BOR", path)
    assert view.count("#network .badge.contested") == 3
    card = view.text("#panel .disputed")
    assert "Sources differ on: whether it was done." in card and "denied" in card
    before = view.ties()
    view.tab.evaluate("location.hash = 'dis=only'")
    view.wait("document.querySelectorAll('#network .line[data-tie]:not(.gone)').length === 3")
    assert before > 3 and "contested: sources differ" in view.text("#key")
    assert view.count('#drawer [data-key="dis"]') == 1
    view.tab.evaluate("location.hash = 'sel=entity:Northern Pact'")
    view.wait("document.querySelector('#panel .members .tag.contested') !== null")
    assert "Sources differ on: first day." in view.text("#panel .members")
    view.shut()
