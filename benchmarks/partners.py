"""Trains the weights by which a left-out party is chosen, on the written articles: loaders/articles/events/partners.tsv.

An instance is an act with one side unknown; its candidates are the parties in focus; those that the gold set
names beside the known side are right. The weights are those of a conditional logit with a ridge penalty. The
share of right first choices is printed for articles left out in turn. The untouched articles, and the records that are
only measured, are not used.
Run: .venv/bin/python benchmarks/partners.py
"""

import json
import sys
from pathlib import Path

import numpy

from detente.atlas.book import open_atlas
from detente.loaders.articles import extract, reading
from detente.loaders.articles.events import partners

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "benchmarks" / "gold"
FILES = ("articles_written.jsonl", "wire.jsonl", "dense.jsonl", "belonging.jsonl")
RIDGE, STEPS, RATE, FOLDS = 8.0, 200, 0.05, 6


def instances(path):
    """Return, for each act with an unknown side: article, role, candidates' signs, which of them are right."""
    atlas, found = open_atlas(), []
    readings = reading.read_paths([path])
    articles = {a.id: a for a in readings.articles}
    printings = {p.article: p for p in readings.publications}
    gold = {r["id"]: r for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    plain_rank, plain_prepare, asked, docs = partners.rank, extract.prepare, [], []

    def watched(doc, rows, index, at, known, cls, *, bodies, role="target"):
        out = plain_rank(doc, rows, index, at, known, cls, bodies=bodies, role=role)
        asked.append((index, known, cls, role, out))
        return out

    def kept(*given):
        docs.append(plain_prepare(*given))
        return docs[-1]

    partners.rank, extract.prepare = watched, kept
    try:
        for name, article in readings.given_ids:
            if gold[name].get("measured_only"):
                continue
            asked.clear()
            extract.extract(articles[article], printings.get(article), atlas)
            rows = placed(docs[-1], gold[name]["events"])
            for index, known, cls, role, out in asked:
                right = partners_of(rows, known, index, cls)
                if out:
                    found.append((name, role, [c.signs for c in out], [c.entity in right for c in out]))
    finally:
        partners.rank, extract.prepare = plain_rank, plain_prepare
    return found


def placed(doc, events):
    """Return the gold events with the sentences that their evidence touches."""
    rows = []
    for event in events:
        start = doc.text.find(event["evidence"])
        end = start + len(event["evidence"])
        here = {s.index for s in doc.sentences if start >= 0 and s.start < end and start < s.end}
        rows.append((event["source"], event["target"], event["class"], here))
    return rows


def partners_of(rows, known, index, cls):
    """Return who is right: the other side of an act of the class in this sentence, else of any act here, else of the class."""
    for fits in (
        lambda c, here: index in here and c == cls,
        lambda c, here: index in here,
        lambda c, here: c == cls,
    ):
        right = {b if a in known else a for a, b, c, here in rows if {a, b} & known and fits(c, here)}
        if right:
            return right
    return set()


def fit(data, names):
    """Return the weights of a conditional logit with a ridge penalty, by Adam steps of fixed number."""
    place = {n: i for i, n in enumerate(names)}
    blocks = []
    for _, _, signs, right in data:
        if not 0 < sum(right) < len(right):
            continue
        table = numpy.zeros((len(signs), len(names)))
        for row, own in enumerate(signs):
            for sign, value in own.items():
                table[row, place[sign]] = value
        blocks.append((table, numpy.array(right) / sum(right)))
    weights, mean, square = (numpy.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = -RIDGE * weights / len(blocks)
        for table, aim in blocks:
            score = table @ weights
            chance = numpy.exp(score - score.max())
            slope += table.T @ (aim - chance / chance.sum()) / len(blocks)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights += RATE * (mean / (1 - 0.9**step)) / (numpy.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, weights, strict=True))


def share(data, weights):
    """Return how often the first choice is right, where any candidate is."""
    hits = [
        right[max(range(len(signs)), key=lambda i: sum(weights.get(s, 0) * v for s, v in signs[i].items()))]
        for _, _, signs, right in data
        if any(right)
    ]
    return sum(hits) / max(len(hits), 1)


def main():
    data, lines = [d for name in FILES for d in instances(GOLD / name)], ["sign\tweight"]
    for role in ("source", "target"):
        own = [d for d in data if d[1] == role]
        names = sorted({s for _, _, signs, _ in own for one in signs for s in one})
        ids = sorted({d[0] for d in own})
        left_out = []
        for fold in range(FOLDS) if "--check" in sys.argv else ():
            aside = set(ids[fold::FOLDS])
            weights = fit([d for d in own if d[0] not in aside], names)
            left_out.append(share([d for d in own if d[0] in aside], weights))
        weights = fit(own, names)
        lines += [f"{role} {n}\t{weights[n]:.2f}" for n in names]
        print(f"{role}: {len(own)} acts, first choice right {share(own, weights):.3f}", end="")
        print(f", left out {numpy.mean(left_out):.3f}" if left_out else "")
    partners.TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
