"""The page in a real browser: nothing leaves it, everything opens, nothing hostile runs."""

import io
import time
import urllib.parse

import pytest

from detente.views.dossier import build_dossier
from detente.views.page import build_page
from detente.views.ties import ties_at_rest, ties_on

PAYLOADS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "'\"><b onmouseover=alert(1)>", "javascript:alert(1)", "{{script}}", "${alert(1)}",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>", "\u2028alert(1)\u2029", "]]><script>alert(1)</script>",
    "<!--<script>", "<style>*{display:none}</style>", "<a href='javascript:alert(1)'>x</a>", "\\u003cscript\\u003e",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>", "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>", "<object data='javascript:alert(1)'>", "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>", "<link rel=stylesheet href=https://example.org>",
    "<form action=https://example.org><button>x", "&lt;script&gt;alert(1)&lt;/script&gt;", "%3Cscript%3E",
    "\x00<script>", "<scr\x00ipt>alert(1)</scr\x00ipt>", "`-alert(1)-`", "';alert(1)//", "\";alert(1)//",
    "constructor", "__proto__", "<template><script>alert(1)</script></template>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<input autofocus onfocus=alert(1)>", "<video><source onerror=alert(1)>", "<textarea></textarea><script>alert(1)</script>",
    "\ud83d\ude00<script>", "=HYPERLINK(\"https://example.org\")", "<x contenteditable onblur=alert(1)>",
]  # fmt: skip


def test_it_opens_without_requests_and_draws_what_python_counted(look, dossier):
    view = look()
    assert view.count("#network .node") == dossier["counts"]["nodes"]
    rest = ties_at_rest(dossier["ties"], dossier["facts"], dossier["as_of"])
    assert len(rest) == dossier["counts"]["ties"] - 1  # one rivalry has ended
    assert view.ties() == sum(t["layer"] != "rivalry" for t in rest)
    view.tab.locator('.chip[data-layer="rivalry"]').click()
    assert view.ties() == len(rest)
    assert view.count("#dyads tbody tr") == sum(d["tension"] is not None for d in dossier["dyads"])
    if view.count("#more-dyads"):
        view.tab.locator("#more-dyads").click()
    assert view.count("#dyads tbody tr") == dossier["counts"]["dyads"]
    assert view.count(".finding") == len(dossier["findings"])
    assert view.count('meta[http-equiv="Content-Security-Policy"]') == 1
    view.shut()


def test_the_policy_blocks_an_injected_script(look):
    view = look()
    view.tab.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
        " document.body.append(s); const i = document.createElement('div');"
        " i.innerHTML = '<img src=x onerror=\"window.hacked = 2\">'; document.body.append(i); }"
    )
    time.sleep(0.3)
    assert view.tab.evaluate("window.hacked") is None


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "light"), (390, 844, "dark")])
def test_the_picture_is_not_blank_and_labels_do_not_overlap(look, width, height, scheme):
    from PIL import Image, ImageStat

    view = look(width=width, height=height, scheme=scheme)
    shot = Image.open(io.BytesIO(view.tab.locator("#canvas").screenshot())).convert("L")
    assert ImageStat.Stat(shot).stddev[0] > 8
    boxes = view.tab.evaluate(
        "[...document.querySelectorAll('#network .label')].map(t => { const b = t.getBoundingClientRect();"
        " return [b.left, b.top, b.right, b.bottom]; })"
    )
    frame = view.tab.evaluate("(() => { const b = document.getElementById('canvas').getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })()")  # fmt: skip
    for i, a in enumerate(boxes):
        assert a[0] >= frame[0] - 1 and a[1] >= frame[1] - 1 and a[2] <= frame[2] + 1 and a[3] <= frame[3] + 1
        for b in boxes[i + 1 :]:
            assert min(a[2], b[2]) - max(a[0], b[0]) <= 0 or min(a[3], b[3]) - max(a[1], b[1]) <= 0
    wide = view.tab.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    view.shut()


def test_a_row_opens_to_the_exact_sentence(look, dossier):
    view = look()
    view.tab.locator('tr[data-dyad="ALD~BOR"] button').click()
    assert "Aldoria" in view.text("#panel h2") and "Borvia" in view.text("#panel h2")
    row = view.tab.locator("#panel .sum button.row").first
    fact = row.get_attribute("data-fact")
    row.click()
    view.tab.locator("#panel .sum .fact .read").first.click()
    record = dossier["facts"][fact]
    text = next(a["text"] for a in dossier["articles"] if a["id"] == record["source"])
    start, end = record["spans"][0]
    quote = text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
    assert view.tab.locator("mark#quoted").text_content() == quote
    assert view.tab.locator("#panel .text").text_content() == text
    box, panel = view.tab.locator("mark#quoted").bounding_box(), view.tab.locator("#panel").bounding_box()
    assert panel["y"] <= box["y"] and box["y"] + box["height"] <= panel["y"] + panel["height"]
    view.shut()


def test_every_fact_with_words_opens_to_exactly_its_words(look, dossier):
    view = look()
    for fact, record in dossier["facts"].items():
        if "spans" not in record:
            continue
        view.tab.evaluate(f"location.hash = 'sel=article:{record['source']}&fact={fact}'")
        text = next(a["text"] for a in dossier["articles"] if a["id"] == record["source"]).encode("utf-16-le")
        start, end = record["spans"][0]
        quote = text[2 * start : 2 * end].decode("utf-16-le")
        view.wait(f"document.getElementById('quoted')?.textContent === {quote!r}", 5)
    view.shut()


def test_a_tie_opens_its_dyad_and_a_contract_line_its_claims(look):
    view = look()
    for tie, title in (("ALD|BOR|tension", "Aldoria"), ("BOR|GOR|contract", "Skyshield")):
        hit = f'.hit[data-tie^="{tie}"]'
        x, y = view.tab.evaluate(
            f"(() => {{ const p = document.querySelector({hit!r}); const l = p.getTotalLength();"
            " const q = p.getPointAtLength(l * 0.45).matrixTransform(p.getScreenCTM()); return [q.x, q.y]; })()"
        )
        view.tab.mouse.click(x, y)
        assert title in view.text("#panel h2")
    assert view.text("#panel .tag.contested") == "contested"
    claims = view.tab.locator("#panel .claims").inner_text()
    assert "at least 2 bn USD" in claims and "1.7 bn USD" in claims and "3 battery" in claims
    assert view.count("#panel .claims td.differs") == 4
    view.shut()


def test_printed_contributions_add_up_to_the_printed_score(look, dossier):
    view = look()
    for dyad in dossier["dyads"]:
        if not dyad["tension"]:
            continue
        view.tab.evaluate(f"location.hash = 'sel=dyad:{dyad['id']}'")
        view.wait(
            f"location.hash.includes({dyad['id']!r}) && document.querySelector('#panel .sum .total') !== null",
            5,
        )
        printed = view.tab.locator("#panel .sum").first.locator(".value").all_inner_texts()
        numbers = [round(1000 * float(t.replace("−", "-"))) for t in printed]
        assert sum(numbers[:-1]) == numbers[-1]
        assert numbers[-1] == pytest.approx(1000 * dyad["tension"]["value"], abs=0.51)
    view.shut()


@pytest.mark.parametrize("on", ["2017-11-02", "2018-04-03", "2018-09-10", "2019-02-18", "2019-07-15"])
def test_the_slider_shows_as_many_ties_as_python(look, dossier, on):
    view = look(f"on={on}&off=")
    assert view.ties() == len(ties_on(dossier["ties"], dossier["facts"], on))
    assert f"of {len(dossier['ties'])} ties" in view.text("#status")
    view.shut()


def test_moving_the_slider_changes_picture_and_address(look, dossier):
    view = look("off=")
    view.tab.locator("#on").evaluate(
        "e => { e.value = String(Number(e.min) + 200); e.dispatchEvent(new Event('input')); }"
    )
    on = urllib.parse.parse_qs(view.tab.evaluate("location.hash.slice(1)"))["on"][0]
    assert view.ties() == len(ties_on(dossier["ties"], dossier["facts"], on)) < len(dossier["ties"])


def test_filters_by_relation_modality_source_and_atlas(look, dossier):
    view = look("off=")
    view.tab.locator('.chip[data-layer="tension"]').click()
    assert view.count("#network .line.tension:not(.gone)") == 0
    assert view.count("#network .line.tie:not(.gone)") > 0
    view.tab.locator("#filters summary").click()
    view.tab.get_by_label("Hide what only the atlas says").check()
    assert view.count("#network .line.rivalry:not(.gone)") == 0
    assert view.count("#network .line.membership:not(.gone)") == 1
    view.tab.get_by_label("Cestria Today").uncheck()
    assert view.count("#network .line.membership:not(.gone)") == 0
    view.tab.get_by_role("button", name="Reset all filters").click()
    rest = ties_at_rest(dossier["ties"], dossier["facts"], dossier["as_of"])
    assert view.ties() == sum(t["layer"] != "rivalry" for t in rest)
    view.shut()


def test_the_address_restores_the_state(look):
    view = look()
    view.tab.locator('.chip[data-layer="rivalry"]').click()
    view.tab.locator('tr[data-dyad="FEN~GOR"] button').click()
    view.tab.locator("#panel .sum button.row").first.click()
    view.tab.locator("thead th.c-pair button").click()
    hash_ = view.tab.evaluate("location.hash.slice(1)")
    again = look(hash_)
    for selector in ("#panel h2", "#status", "#dyads", "#panel .sum"):
        assert again.text(selector) == view.text(selector)
    assert again.tab.evaluate("location.hash.slice(1)") == hash_
    assert again.tab.locator('.chip[data-layer="rivalry"]').get_attribute("aria-pressed") == "true"
    again.shut()


@pytest.mark.parametrize("hash_", ["sel=dyad:", "sel=nothing:x&fact=y", "sel=entity:%E0%A4%A&on=zzz", "zoom=NaN,1&view=x&sort=__proto__", "sel=article:nope&fact=__proto__", "__proto__=1&sel=contract:constructor"])  # fmt: skip
def test_a_broken_address_breaks_nothing(look, hash_):
    view = look(hash_)
    assert view.count("#network .node") > 0
    view.shut()


def test_the_keyboard_alone_walks_opens_and_closes(look, dossier):
    view = look()
    for _ in range(60):
        view.tab.keyboard.press("Tab")
        if view.tab.evaluate("document.activeElement.classList.contains('node')"):
            break
    first = view.tab.evaluate("document.activeElement.dataset.id")
    assert first == max(dossier["nodes"], key=lambda n: n["degree"])["id"]
    seen = {first}
    for key in ("ArrowLeft",) * 3 + ("ArrowUp",) * 3 + ("ArrowRight",) * 3 + ("ArrowDown",) * 3:
        view.tab.keyboard.press(key)
        seen.add(view.tab.evaluate("document.activeElement.dataset.id"))
    assert len(seen) >= 4
    here = view.tab.evaluate("document.activeElement.dataset.id")
    view.tab.keyboard.press("Enter")
    assert view.tab.evaluate("location.hash") == f"#sel={urllib.parse.quote(f'entity:{here}', safe='')}"
    assert view.tab.evaluate("document.activeElement.closest('#panel') !== null")
    view.tab.keyboard.press("Escape")
    assert view.tab.evaluate("location.hash") == ""
    assert view.tab.evaluate("document.activeElement.dataset.id") == here
    view.shut()


def test_sorting_by_a_column(look, dossier):
    view = look()
    first = view.tab.locator("#dyads tbody tr").first
    assert first.get_attribute("data-dyad") == "ALD~BOR"
    view.tab.locator("th.c-tension button").click()
    assert first.get_attribute("data-dyad") == "BOR~GOR"
    assert view.tab.locator("th.c-tension").get_attribute("aria-sort") == "ascending"


def test_search_finds_and_opens(look):
    view = look()
    view.tab.fill("#search", "skysh")
    view.tab.keyboard.press("Enter")
    assert "Skyshield" in view.text("#panel h2")
    view.tab.fill("#search", "zzzz")
    assert view.text("#hits") == "Nothing found"
    view.shut()


def test_pressure_lists_the_atlas_apart(look):
    view = look("sel=pressure:BOR")
    groups = view.tab.locator("#panel .term").first.locator(".group h4").all_inner_texts()
    assert [g.rstrip("0123456789") for g in groups if g] == [
        "Contract, from the articles", "Alliance, from the articles", "Rivalry, from the articles", "From the atlas",
    ]  # fmt: skip
    prior = view.tab.locator("#panel .group").filter(has_text="From the atlas").first.inner_text()
    assert "Aldoria in Northern Pact, since 1952" in prior and "Treaty register" in prior
    printed = view.tab.locator("#panel .ally summary .value").all_text_contents()
    assert sum(round(1000 * float(t)) for t in printed) == round(1000 * float(view.text("#panel .big")))
    view.shut()


@pytest.mark.parametrize(("name", "head"), [("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"a,b,name_a")])
def test_saving(look, name, head, dossier):
    view = look()
    with view.tab.expect_download() as waiting:
        view.tab.locator("#saves").get_by_text(name, exact=True).click()
    from pathlib import Path

    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(head) and len(content) > 400
    if name == "CSV":
        assert content.count(b"\r\n") == 1 + dossier["counts"]["dyads"]
    view.shut()


def test_hostile_strings_in_every_field_run_nothing(look, invent, tmp_path):
    counter = iter(range(10**6))

    def dirty(text):
        return f"{text} {PAYLOADS[next(counter) % len(PAYLOADS)]}"

    table = {}
    hostile = invent(lambda text: table.setdefault(text, dirty(text)))
    dossier = build_dossier(*hostile.args, title="".join(PAYLOADS))
    path = tmp_path / "hostile.html"
    path.write_text(build_page(dossier), encoding="utf-8", errors="strict")
    view = look(path=path)
    assert view.count("#network .node") == dossier["counts"]["nodes"]
    selections = ["dyad:ALD~BOR", "entity:BOR", "entity:Northern Pact", "pressure:BOR", "dyad:BOR~GOR"]
    selections += [f"contract:{dossier['contracts'][0]['id']}"] + [
        f"article:{a['id']}" for a in dossier["articles"]
    ]
    for sel in selections:
        view.tab.evaluate(f"location.hash = 'sel=' + encodeURIComponent({sel!r})")
        time.sleep(0.05)
        view.tab.evaluate(
            "for (const e of [...document.querySelectorAll('#panel .row, #panel .cited')].slice(0, 6)) e.click?.()"
        )
        assert view.text("#panel h2")
    view.tab.evaluate("for (const e of document.querySelectorAll('#sections summary')) e.click()")
    view.tab.fill("#search", "alert")
    assert view.count("script") == 2 and view.count("iframe, img, object, form, base, video, math") == 0
    hrefs = view.tab.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert all(h is None or h.startswith("https://example.org/") for h in hrefs)
    view.shut()


def test_it_runs_in_a_sandboxed_frame_as_in_a_notebook(look, file, tmp_path):
    from detente.views.notebook import Page

    path = tmp_path / "notebook.html"
    path.write_text(
        f"<!doctype html><body>{Page.from_file(file)._repr_html_()}<script>window.ready=true</script>"
    )
    view = look(path=path)
    frame = view.tab.frames[-1]
    end = time.monotonic() + 10
    while not frame.evaluate("window.ready === true"):
        assert time.monotonic() < end
        time.sleep(0.05)
    frame.locator('tr[data-dyad="ALD~BOR"] button').click()
    assert "Aldoria" in frame.locator("#panel h2").inner_text()
    view.shut()


def test_an_empty_graph_says_so(look, invented, tmp_path):
    frames = invented.frames
    empty = type(frames)(*(getattr(frames, f).iloc[:0] for f in frames.__dataclass_fields__))
    path = tmp_path / "empty.html"
    path.write_text(build_page(build_dossier(empty, [], [], [], None, None)), encoding="utf-8")
    view = look(path=path)
    assert view.text("#empty") == "There are no articles in this file."
    view.shut()
