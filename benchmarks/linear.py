"""How the cost of reading grows with the length of a hostile text, written to docs/speed.md.

The finders one by one, up to 200,000 letters, and the whole of `detente extract` up to ten megabytes, each in a
process of its own. Run: .venv/bin/python benchmarks/linear.py [finders] [whole] [--most 10000000]
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from section import write_section

from detente.atlas.book import open_atlas
from detente.loaders.articles import gazetteer, sentences, speech
from detente.loaders.articles.extract import extract
from detente.loaders.articles.reading import make, read_paths
from detente.loaders.articles.values import dates, money, quantities

SIZES = (2_000, 20_000, 200_000)
WHOLE = (100_000, 1_000_000, 10_000_000)
ATLAS = open_atlas()
FINDERS = {
    "sentences": sentences.split,
    "names": lambda text: gazetteer.find(text, ATLAS, None),
    "dates": dates.find,
    "sums": money.find,
    "quantities": quantities.quantities,
    "speech": lambda text: speech.quotations(text, sentences.split(text)),
    "everything": lambda text: extract(*make(text), ATLAS),
}
UNITS = {
    "plain news": "Norway accused Iceland of illegal fishing on Monday. Iceland rejected the charge. ",
    "quotes left open": '"said ',
    "numbers": "$1 billion 1,000 ",
    "country names": "Norway Chad Turkey ",
    "full stops": ". ",
    "one word": "x",
    "months": "May March 3 ",
}
OPENING = "The minister said that the talks of the two states were over and that it was for them to go on.\n"


def names():
    """Return 3,000 names of states in a row, of those that the atlas knows, always the same."""
    known = sorted(
        n.text for n in ATLAS.names if n.kind == "country" and n.text.isascii() and n.text.istitle()
    )
    return " ".join(random.Random(1).choices(known, k=3000)) + " "


KINDS = {
    "one sentence": lambda: "that Norway accused Chad of illegal fishing and of the ",
    "quotes left open": lambda: "Norway said \"no and Chad said 'yes “maybe of the ",
    "control characters": lambda: "Nor\x07way accused\x00 the Chad\x1b of spying. ",
    "right-to-left marks": lambda: "\u202eNorway\u202c accused\u200f the Chad of spying\u2067. ",
    "country names in a row": names,
    "one word": lambda: "the of and x",
    "plain news": lambda: UNITS["plain news"],
}  # fmt: skip


def cost(find, text):
    begun = time.process_time()
    find(text)
    return time.process_time() - begun


def finders():
    """Measure the finders one by one."""
    lines = [
        "## Reading hostile text", "",
        "Made by `benchmarks/linear.py`: processor time of a finder on a repeated unit of text, as the growth of the",
        "cost from 2,000 to 20,000 and from 20,000 to 200,000 characters (10 is linear), on one core.", "",
        "| finder | " + " | ".join(UNITS) + " |", "|---" * (len(UNITS) + 1) + "|",
    ]  # fmt: skip
    for name, find in FINDERS.items():
        find(UNITS["plain news"])  # loads the model and the tables
        cells = []
        for unit in UNITS.values():
            small, middle, large = (
                max(cost(find, (unit * (size // len(unit) + 1))[:size]), 1e-4) for size in SIZES
            )
            cells.append(f"{middle / small:.0f}, {large / middle:.0f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
        print(lines[-1], flush=True)
    write_section("linear", lines)


def one(kind, size):
    """Read and extract one text in this process, and print what it took."""
    extract(*make(UNITS["plain news"]), ATLAS)
    unit = KINDS[kind]()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.txt"
        path.write_text((OPENING + unit * (size // len(unit) + 1))[:size], encoding="utf-8")
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.process_time()
        reading = read_paths([path], most=2 * path.stat().st_size)
        found = [extract(article, reading.publications[0], ATLAS) for article in reading.articles]
        took = time.process_time() - begun
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024
    said = "; ".join(f"{r.reason}" for r in reading.rejected)
    print(
        json.dumps({"seconds": took, "mb": peak, "facts": sum(len(f.facts) for f in found), "rejected": said})
    )


def whole(most):
    """Measure the whole way from a file to its facts."""
    sizes = [size for size in WHOLE if size <= most]
    lines = [
        "## Extracting hostile text", "",
        "Made by `benchmarks/linear.py whole`: a file read and all its facts extracted, with the limit of 2 MB raised",
        "(`detente extract --largest MB`), in processor seconds on one core and megabytes above what the loaded program",
        "holds. Without the limit raised a larger text is set aside with its size and the limit.", "",
        "| text | " + " | ".join(f"{size / 1e6:g} MB" for size in sizes) + " | growth for ten times the length | facts |",
        "|---" * (len(sizes) + 3) + "|",
    ]  # fmt: skip
    for kind in KINDS:
        told = []
        for size in sizes:
            command = [sys.executable, __file__, "--one", kind, "--size", str(size)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            told.append(json.loads(done.stdout.splitlines()[-1]))
            print(kind, size, told[-1], flush=True)
        cells = [
            f"{t['seconds']:.1f} s, {t['mb']:.0f} MB" + (f" ({t['rejected']})" if t["rejected"] else "")
            for t in told
        ]
        grown = ", ".join(f"{b['seconds'] / max(a['seconds'], 0.01):.0f}" for a, b in pairwise(told))
        lines.append(f"| {kind} | " + " | ".join(cells) + f" | {grown} | {told[-1]['facts']:,} |")
    write_section("whole", lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["finders", "whole"])
    parser.add_argument("--most", type=int, default=WHOLE[-1])
    parser.add_argument("--one", choices=KINDS)
    parser.add_argument("--size", type=int)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one, asked.size)
        return
    if "finders" in asked.parts:
        finders()
    if "whole" in asked.parts:
        whole(asked.most)


if __name__ == "__main__":
    main()
