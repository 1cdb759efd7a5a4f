"""Measures the page in a headless Chromium and writes the section of docs/speed.md: size, requests, times.

`python benchmarks/page.py`; times are of the machine it runs on, the best of three openings in a fresh context.
"""

import shutil
import tempfile
import time
from datetime import date
from importlib.resources import files
from pathlib import Path

from crowd import crowd
from playwright.sync_api import sync_playwright

import detente
from detente.analysis.tension import tension
from detente.views.dossier import build_dossier
from detente.views.page import build_page

SPEED = Path(__file__).resolve().parent.parent / "docs" / "speed.md"
START, END = "<!-- page -->", "<!-- end of page -->"
SIZES = ((60, 200), (300, 1500), (1000, 10_000))
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
FRAME = "(hash) => { location.hash = hash; return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }"
FLAGS = ["--no-sandbox"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = [("the demo", *demo(Path(folder)))]
        for nodes, ties in SIZES:
            pages.append((f"invented, {nodes:,} actors, {ties:,} ties", *invented(Path(folder), nodes, ties)))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        rows = [
            [name, built, f"{path.stat().st_size / 1e6:.2f} MB", *measured(browser, path, node)]
            for name, path, built, node in pages
        ]
        browser.close()
    write(rows)


def demo(folder: Path) -> tuple[Path, str, str]:
    run = detente.analyze([Path(str(files("detente.app") / "sample"))], folder / "demo", environ={})
    start = time.process_time()
    dossier = build_dossier(
        run.snapshot, run.tensions, run.alignments, run.pressures, run.scores.balance, run.scores.as_of
    )
    build_page(dossier)
    return run.page, f"{time.process_time() - start:.1f} s", "TUR"


def invented(folder: Path, nodes: int, ties: int) -> tuple[Path, str, str]:
    frames, on = crowd(nodes, ties), date(2020, 6, 30)
    scores = tension(frames.events, as_of=on, draws=100)
    start = time.process_time()
    dossier = build_dossier(frames, scores, [], [], None, on)
    path = folder / f"{nodes}.html"
    path.write_text(build_page(dossier), encoding="utf-8")
    return (
        path,
        f"{time.process_time() - start:.1f} s",
        max(dossier["nodes"], key=lambda n: n["degree"])["id"],
    )


def measured(browser, path: Path, node: str) -> list[str]:
    requests, best = [], [99.0] * 4
    for _ in range(3):
        context = browser.new_context(offline=True, viewport={"width": 1360, "height": 860})
        page = context.new_page()
        page.on("request", lambda r: requests.append(r.url))
        start = time.perf_counter()
        page.goto(path.resolve().as_uri())
        while not page.evaluate("window.ready === true"):
            time.sleep(0.005)
        page.evaluate(PAINTED)
        times = [time.perf_counter() - start]
        for hash_ in (f"sel=entity:{node}", "on=2018-06-01", f"view=ego&at={node}"):
            start = time.perf_counter()
            page.evaluate(FRAME, hash_)
            times.append(time.perf_counter() - start)
        best = [min(a, b) for a, b in zip(best, times, strict=True)]
        context.close()
    outside = [u for u in requests if not u.startswith(("file:", "data:", "blob:"))]
    return [str(len(outside)), *(f"{t:.2f} s" for t in best)]


def write(rows: list[list[str]]) -> None:
    head = [
        "page",
        "made in",
        "size",
        "requests",
        "open to painted",
        "choose the busiest",
        "move the date",
        "its ego view",
    ]
    table = [head, ["---"] * len(head), *rows]
    text = "\n".join([
        START, "## The page", "",
        "Made by `benchmarks/page.py`: a headless Chromium with the network off and no graphics card, on two cores that",
        "other work may share; the best of three. *Made in* is processor time of layout and page in Python. Up to 1,500 actors",
        "and 10,000 ties are drawn; beyond that those with fewest facts are left out, and the page says how many.", "",
        *("| " + " | ".join(row) + " |" for row in table), END,
    ])  # fmt: skip
    old = SPEED.read_text(encoding="utf-8")
    if START in old:
        before, after = old[: old.index(START)], old[old.index(END) + len(END) :]
        SPEED.write_text(before + text + after, encoding="utf-8")
    else:
        SPEED.write_text(old.rstrip("\n") + "\n\n" + text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
