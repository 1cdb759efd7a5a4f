"""Would a learned choice beat the lexicon's? Of the class of an event, and of whether it is one at all.

A logistic regression with a ridge penalty (rule, frame, class, modality, words of the evidence) is trained on the
facts that detente reads in the written articles and judged on articles left out, beside the rules alone. The
untouched and the measured-only articles are not used. Run: .venv/bin/python benchmarks/chooser.py
"""

import json
import re
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from detente.atlas.book import open_atlas
from detente.loaders.articles.extract import extract
from detente.loaders.articles.reading import make

GOLD = Path(__file__).resolve().parent / "gold"
FOLDS = 10
PENALTIES = (1.0, 3.0, 10.0, 30.0)
SURE = (0.5, 0.7, 0.85)  # how sure the model must be to overrule the lexicon
DOUBT = (0.3, 0.4, 0.5)  # how unlikely an event must be to be dropped
WORD = re.compile(r"[a-z]+")


def articles():
    """Return, by article, the events that annotators coded and the facts that detente reads."""
    atlas, found = open_atlas(), []
    for name in ("articles_written.jsonl", "wire.jsonl"):
        for record in map(json.loads, (GOLD / name).read_text(encoding="utf-8").splitlines()):
            if record.get("measured_only"):
                continue
            article, printed = make(record["text"], title=record["title"], date=record["date"])
            facts = [f for f in extract(article, printed, atlas).facts if f.kind == "event"]
            told = [(f.party("source"), f.party("target"), f) for f in facts]
            rows = [((a.entity, b.entity), f.type, signs(f)) for a, b, f in told if a and b]
            gold = {((e["source"], e["target"]), e["class"]) for e in record["events"]}
            found.append((gold, rows))
    return found


def signs(fact):
    trigger, _, frame = fact.rule.partition("/")
    words = WORD.findall(" ".join(s.quote for s in fact.evidence).lower())
    return {f"class {fact.type}", f"rule {trigger}", f"frame {frame}", f"modality {fact.modality}", *words}


def design(rows, places):
    at = [(i, places[sign]) for i, (_, _, told) in enumerate(rows) for sign in told if sign in places]
    ones, twos = zip(*at, strict=True)
    return csr_matrix((np.ones(len(at)), (ones, twos)), shape=(len(rows), len(places)))


def trained(matrix, right, classes, penalty):
    """Return the weights of a multinomial logit; the last row is the constants, which no penalty bears on."""
    truth = np.eye(classes)[right]

    def loss(flat):
        weights = flat.reshape(-1, classes)
        shares = softmax(matrix @ weights[:-1] + weights[-1])
        slope = matrix.T @ (shares - truth) + penalty * weights[:-1]
        value = -np.log(shares[truth == 1] + 1e-12).sum() + penalty / 2 * (weights[:-1] ** 2).sum()
        return value, np.vstack([slope, (shares - truth).sum(0)]).ravel()

    start = np.zeros((matrix.shape[1] + 1) * classes)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x.reshape(-1, classes)


def softmax(scores):
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


def left_out(found, label, names, penalty):
    """Return, by article, the shares of each class for its rows, from a model that has not seen the article."""
    shares = {}
    for fold in range(FOLDS):
        seen = [
            (row, label(row, gold))
            for i, (gold, rows) in enumerate(found)
            if i % FOLDS != fold
            for row in rows
        ]
        rows, right = zip(*((row, names.index(told)) for row, told in seen if told is not None), strict=True)
        places = {sign: i for i, sign in enumerate(sorted(set().union(*(row[2] for row in rows))))}
        weights = trained(design(rows, places), np.array(right), len(names), penalty)
        for i in range(fold, len(found), FOLDS):
            if found[i][1]:
                shares[i] = softmax(design(found[i][1], places) @ weights[:-1] + weights[-1])
    return shares


def true_class(row, gold):
    """Return the class that annotators gave the pair of a row; None where they gave none, or several others."""
    told = {kind for pair, kind in gold if pair == row[0]}
    return row[1] if row[1] in told else told.pop() if len(told) == 1 else None


def is_coded(row, gold):
    return "yes" if any(pair == row[0] for pair, _ in gold) else "no"


def typed(found, said):
    """Return F1 over pairs with their class; ``said`` gives the class of a row, None where it is dropped."""
    right = told = wanted = 0
    for i, (gold, rows) in enumerate(found):
        mine = {(row[0], kind) for j, row in enumerate(rows) if (kind := said(i, j, row))}
        right, told, wanted = right + len(gold & mine), told + len(mine), wanted + len(gold)
    return 2 * right / (told + wanted)


def main():
    found = articles()
    print(f"{len(found)} articles; the rules alone: {typed(found, lambda i, j, row: row[1]):.4f}")
    classes = sorted({kind for gold, _ in found for _, kind in gold})
    for penalty in PENALTIES:
        kinds = left_out(found, true_class, classes, penalty)
        coded = left_out(found, is_coded, ["no", "yes"], penalty)

        def chosen(i, j, row, sure, kinds=kinds):
            return classes[kinds[i][j].argmax()] if kinds[i][j].max() >= sure else row[1]

        def kept(i, j, row, doubt, coded=coded):
            return row[1] if coded[i][j, 1] >= doubt else None

        told = [f"{typed(found, lambda i, j, row, s=s: chosen(i, j, row, s)):.4f}" for s in SURE]
        dropped = [f"{typed(found, lambda i, j, row, d=d: kept(i, j, row, d)):.4f}" for d in DOUBT]
        print(
            f"penalty {penalty}: class chosen where as sure as {SURE}: {', '.join(told)}; "
            f"dropped below {DOUBT}: {', '.join(dropped)}",
            flush=True,
        )


if __name__ == "__main__":
    main()
