"""How the cost of reading grows with the length of a hostile text: ratios in one run, written to docs/speed.md.

Each row repeats one unit up to 1x, 10x and 100x; the ratio of cost to length stays near 1 where the cost is
linear. Run: .venv/bin/python benchmarks/linear.py
"""

import time

from section import write_section

from detente.atlas.book import open_atlas
from detente.loaders.articles import dates, gazetteer, money, quantities, sentences, speech
from detente.loaders.articles.extract import extract
from detente.loaders.articles.reading import make

SIZES = (2_000, 20_000, 200_000)
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


def cost(find, text):
    begun = time.process_time()
    find(text)
    return time.process_time() - begun


def main():
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


if __name__ == "__main__":
    main()
