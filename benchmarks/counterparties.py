"""Trains the weights by which a deal's unsaid party is chosen: loaders/articles/deals/counterparties.tsv.

An instance is a deal told with one party; its candidates are the other states of the text; those right are the
counterparties of that party in a contract of the gold set whose evidence stands in the sentence, or which has the
deal's sum. The weights are those of a conditional logit with a ridge penalty. The share of right first choices is
printed for articles left out in turn. The untouched articles, and the records that are only measured, are not used.
Run: .venv/bin/python benchmarks/counterparties.py
"""

import json
from pathlib import Path

import numpy

from detente.atlas.book import open_atlas
from detente.loaders.articles import extract, reading
from detente.loaders.articles.deals import counterparties, unsaid

GOLD = Path(__file__).resolve().parent / "gold"
FILES = ("articles_written.jsonl", "passages.jsonl", "wire.jsonl", "dense.jsonl")
TIMES = {"articles_written.jsonl": 3}  # how often a deal of a file counts: the widest file most
RIDGE, STEPS, RATE = 1.0, 400, 0.1
NEAR = 0.05  # sums that differ by less are one sum


def instances(path):
    """Return, for each deal with one party unsaid: article, features of the candidates, which of them are right."""
    atlas, found, asked = open_atlas(), [], []
    gold = {r["id"]: r for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    readings = reading.read_paths([path])
    articles = {a.id: a for a in readings.articles}
    printings = {p.article: p for p in readings.publications}
    plain = counterparties.unsaid

    def watched(doc, deal, role, told, known):
        states = [s for s in sorted(unsaid.places(doc)) if s not in told]
        table = [unsaid.features(doc, deal, s, role, told, known) for s in states]
        asked.append((doc, deal, role, told, states, table))
        return plain(doc, deal, role, told, known)

    counterparties.unsaid = watched
    try:
        for name, article in readings.given_ids:
            if gold[name].get("measured_only"):
                continue
            asked.clear()
            extract.extract(articles[article], printings.get(article), atlas)
            for doc, deal, role, told, states, table in asked:
                right = right_ones(doc, deal, role, told, gold[name]["contracts"])
                if right & {*states}:
                    found.append((name, numpy.array(table), numpy.array([s in right for s in states])))
    finally:
        counterparties.unsaid = plain
    return found


def right_ones(doc, deal, role, told, contracts):
    """Return the gold counterparties of the party that is told."""
    sentence, right = doc.sentences[deal.index], set()
    for row in contracts:
        start = doc.text.find(row["evidence"])
        here = start < sentence.end and start + len(row["evidence"]) > sentence.start
        value = float(deal.amount.amount.value) if deal.amount else None
        paid = value is not None and row["value"] and abs(value - row["value"]) < NEAR * row["value"]
        if (here or paid) and row["buyer" if role == "seller" else "seller"] in told:
            right.add(row[role])
    return right


def fit(data):
    """Return the weights of a conditional logit with a ridge penalty, by steps of fixed number."""
    weights = numpy.zeros(len(unsaid.FEATURES))
    for _ in range(STEPS):
        slope = -RIDGE * weights
        for _, table, right in data:
            score = table @ weights
            chance = numpy.exp(score - score.max())
            chance /= chance.sum()
            aim = chance * right
            slope += table.T @ (aim / aim.sum() - chance)
        weights += RATE * slope / len(data) ** 0.5
    return weights


def share(data, weights):
    """Return how many first choices are right."""
    return sum(bool(right[int(numpy.argmax(table @ weights))]) for _, table, right in data)


def main():
    data = [one for name in FILES for one in instances(GOLD / name) * TIMES.get(name, 1)]
    ids = sorted({name for name, _, _ in data})
    left_out = sum(
        share([d for d in data if d[0] == one], fit([d for d in data if d[0] != one])) for one in ids
    )
    weights = fit(data)
    print(f"{len(data)} deals, first choice right {share(data, weights)}, left out {left_out}")
    lines = ["sign\tweight", *(f"{n}\t{w:.2f}" for n, w in zip(unsaid.FEATURES, weights, strict=True))]
    unsaid.TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
