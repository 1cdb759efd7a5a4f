"""The page computes scores of other dates itself: they must be those of Python."""

import json
import math
from datetime import date

import pytest

from detente.analysis.tension import tension
from detente.views.dossier import build_dossier
from detente.views.page import build_page
from detente.views.ties import reported, ties_at_rest, ties_on

MOMENTS = [
    (date(2018, 4, 3), None), (date(2018, 9, 10), None), (date(2019, 7, 15), date(2018, 4, 4)),
    (date(2019, 7, 15), date(2019, 2, 20)), (date(2018, 9, 10), date(2018, 9, 11)), (date(2019, 2, 18), date(2019, 7, 14)),
]  # fmt: skip


@pytest.fixture(scope="module")
def scored(invented):
    """Return the invented frames with the scores of the analysis, and their dossier."""
    tensions = tension(invented.frames.events, as_of=invented.as_of)
    return tensions, build_dossier(
        invented.frames, tensions, invented.alignments, invented.pressures, invented.balance, invented.as_of
    )


@pytest.fixture
def view(look, scored, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(build_page(scored[1]), encoding="utf-8")
    return lambda hash_="": look(hash_, path=path)


def shown_scores(page):
    """Save the table of dyads as CSV, as a user does, and return its rows."""
    import csv
    from pathlib import Path

    with page.tab.expect_download() as waiting:
        page.tab.locator("#saves").get_by_text("CSV", exact=True).click()
    with Path(waiting.value.path()).open(encoding="utf-8", newline="") as file:
        return {(row["a"], row["b"]): row for row in csv.DictReader(file)}


@pytest.mark.parametrize(("on", "by"), MOMENTS)
def test_scores_of_any_two_dates_are_those_of_python(view, invented, scored, on, by):
    expected = {(t.a, t.b): t for t in tension(invented.frames.events, as_of=on, known_by=by)}
    page = view(f"on={on}" + (f"&by={by}" if by else ""))
    rows = shown_scores(page)
    assert {pair for pair, row in rows.items() if row["tension"]} == set(expected)
    for pair, t in expected.items():
        row = rows[pair]
        assert float(row["tension"]) == pytest.approx(t.value, abs=1e-12)
        for name in ("n_eff", "hostility", "cooperation"):
            assert float(row[name]) == pytest.approx(getattr(t, name), abs=1e-9)
        assert int(row["n"]) == t.n
        if math.isnan(t.ambivalence):
            assert row["ambivalence"] == ""
        else:
            assert float(row["ambivalence"]) == pytest.approx(t.ambivalence, abs=1e-9)
        assert float(row["lo"]) == pytest.approx(t.lo, abs=0.05)
        assert float(row["hi"]) == pytest.approx(t.hi, abs=0.05)
        assert row["as_of"] == on.isoformat() and row["known_by"] == (by.isoformat() if by else "")
    facts = scored[1]["facts"]
    ties = ties_on(scored[1]["ties"], facts, on.isoformat(), by.isoformat() if by else None)
    assert page.ties() == sum(t["layer"] != "rivalry" for t in ties)
    page.shut()


def test_a_hidden_source_leaves_the_scores_too(view, invented):
    kept = invented.frames.events[invented.frames.events["outlet"] != "Gorvian State Wire"]
    expected = {(t.a, t.b): t.value for t in tension(kept, as_of=invented.as_of)}
    page = view()
    page.tab.locator("#filters summary").click()
    page.tab.get_by_label("Gorvian State Wire").uncheck()
    page.tab.keyboard.press("Escape")
    rows = shown_scores(page)
    found = {pair: float(row["tension"]) for pair, row in rows.items() if row["tension"]}
    assert found == pytest.approx(expected, abs=1e-12)


def test_the_panel_adds_up_at_another_date(view, invented):
    on = date(2019, 2, 20)
    expected = next(
        t for t in tension(invented.frames.events, as_of=on, known_by=on) if (t.a, t.b) == ("ALD", "BOR")
    )
    page = view(f"sel=dyad:ALD~BOR&on={on}&by={on}")
    printed = page.tab.locator("#panel .sum").first.locator(".value").all_inner_texts()
    numbers = [round(1000 * float(t.replace("−", "-"))) for t in printed]
    assert len(numbers) == 2 + len(expected.contributions) and sum(numbers[:-1]) == numbers[-1]
    assert numbers[-1] == pytest.approx(1000 * expected.value, abs=0.51)
    assert "as known by 20 Feb 2019" in page.tab.locator("#panel").inner_text()


def test_the_sliders_move_both_times_in_the_address(view):
    page = view()
    for key in ("on", "by"):
        page.tab.locator(f"#{key}").evaluate(
            "e => { e.value = String(Number(e.min) + 100); e.dispatchEvent(new Event('input')); }"
        )
    hash_ = page.tab.evaluate("location.hash")
    assert "on=" in hash_ and "by=" in hash_
    again = view(hash_[1:])
    assert again.text("#status") == page.text("#status") and "as known by" in again.text("#status")
    again.tab.get_by_role("button", name="Clear known by").click()
    assert "by=" not in again.tab.evaluate("location.hash")


def test_the_curve_is_the_score_at_each_day(view, invented):
    page = view("sel=dyad:ALD~BOR")
    points = json.loads(page.tab.locator("#panel .curve").get_attribute("data-points"))
    assert len(points) > 20
    for n in range(0, len(points), 7):
        on = date.fromordinal(points[n][0] + date(1970, 1, 1).toordinal())
        found = [t for t in tension(invented.frames.events, as_of=on) if (t.a, t.b) == ("ALD", "BOR")]
        assert points[n][1] == pytest.approx(found[0].value if found else 0.0, abs=1e-4)


def test_reported_and_at_rest_by_a_report_date(scored):
    _, dossier = scored
    facts, ties = dossier["facts"], dossier["ties"]
    assert reported({"reported": "2018-01-01"}, None)
    early = ties_at_rest(ties, facts, dossier["as_of"], "2018-04-04")
    assert {t["id"] for t in early} < {t["id"] for t in ties_at_rest(ties, facts, dossier["as_of"])}
    assert all(any(facts[f].get("reported", "") <= "2018-04-04" for f in t["facts"]) for t in early)


def test_copies_of_a_story_share_one_weight_here_too(look, invented, tmp_path):
    from dataclasses import replace

    events = invented.frames.events.copy()
    events["story"] = "one"
    events["type"] = ["ACCUSE" if p == "-" else "AGREE" for p in events["polarity"]]
    events["valid_from"] = events["valid_to"] = date(2018, 4, 3)
    events["confidence"] = [0.5 + 0.01 * i for i in range(len(events))]
    frames = replace(invented.frames, events=events)
    by = date(2018, 9, 12)
    whole, early = (tension(events, as_of=invented.as_of, known_by=k) for k in (None, by))
    assert any(t.n > t.n_eff * 1.5 for t in whole)
    path = tmp_path / "copies.html"
    path.write_text(build_page(build_dossier(frames, whole, [], [], None, invented.as_of)), encoding="utf-8")
    for hash_, expected in ((f"on={invented.as_of}", whole), (f"by={by}", early)):
        rows = shown_scores(look(hash_, path=path))
        assert {pair for pair, row in rows.items() if row["tension"]} == {(t.a, t.b) for t in expected}
        for t in expected:
            assert float(rows[t.a, t.b]["tension"]) == pytest.approx(t.value, abs=1e-12)
            assert float(rows[t.a, t.b]["n_eff"]) == pytest.approx(t.n_eff, abs=1e-9)


def test_a_page_made_with_a_report_date_starts_from_it(look, invented, tmp_path):
    by = date(2019, 2, 20)
    made = tension(invented.frames.events, as_of=invented.as_of, known_by=by)
    dossier = build_dossier(invented.frames, made, [], [], None, invented.as_of)
    path = tmp_path / "known.html"
    path.write_text(build_page(dossier), encoding="utf-8")
    view = look(path=path)
    rest = ties_at_rest(dossier["ties"], dossier["facts"], dossier["as_of"], by.isoformat())
    assert view.ties() == sum(t["layer"] != "rivalry" for t in rest)
    assert "as known by 20 Feb 2019" in view.text("#status")
    moved = {
        (t.a, t.b): t.value for t in tension(invented.frames.events, as_of=date(2018, 9, 10), known_by=by)
    }
    rows = shown_scores(look("on=2018-09-10", path=path))
    assert {p: float(r["tension"]) for p, r in rows.items() if r["tension"]} == pytest.approx(
        moved, abs=1e-12
    )
