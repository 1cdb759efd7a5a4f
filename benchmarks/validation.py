"""Does tension agree with facts from outside? Rivalries, peace levels, disputes and votes; written to docs/validation.md.

Run: DETENTE_REFERENCE=FOLDER .venv/bin/python benchmarks/validation.py [--events LAYOUT FILE YEAR ...]
"""

import argparse
import warnings
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import annotated
import numpy as np
import outside
import pandas as pd
from scipy.stats import rankdata, spearmanr

from detente.analysis.alignment import alignment
from detente.analysis.frames import Rows
from detente.analysis.tension import tension
from detente.analysis.weights import read_weights

PAGE = Path(__file__).resolve().parent.parent / "docs" / "validation.md"
DRAWS = 500
WEIGHTS = read_weights()
INTRODUCTION = """# Validation against facts from outside

Made by `make validation` from files that the repository does not carry (DETENTE_REFERENCE names their folder).
The tables are what came out, the good and the bad.

* AUC: the chance that a rival pair has a higher value than another one; 0.5 is a coin toss. Rivals are the pairs of
  Thompson, Sakuwa and Suhas's list in that year; the others are all other pairs with an event. Intervals are 90 %,
  by resampling pairs (of articles: whole articles).
* Peace levels: Diehl, Goertz and Gallegos, from 0 (severe rivalry) to 1 (security community). Disputes: Correlates of
  War, MID 5.0. Votes: ideal points of Bailey, Strezhnev and Voeten.
* The baselines need no program: means and counts over the events of a pair, all of them, undecayed. They look at the same
  events, so the comparison is about the formula, not about the reading of articles.

## What it says

* **In articles tension tells rivals from other pairs** (AUC 0.77 on events annotated by hand, 0.66 on those that
  detente reads itself), and is higher where peace is lower.
* **`hostility` alone does it better** (0.84), and the single worst event better still (0.88): what pairs do well
  together says little about rivalry. Read the two beside each other, as the tables show them.
* **On coded events the net tension does not tell rivals from others.** The mean score of nearly every pair is
  friendly there, since states that matter to each other meet, visit and negotiate all the time, rivals no less. A
  prior of 0 then makes the silent pairs look tense. On data of this kind take `--prior mean`, which draws pairs to
  the mean of all instead, and better still look at `hostility`; it is about as good as the worst event or as the mere
  number of events, since rivals are reported more, and ahead of neither.
* The half-life costs a little everywhere: rivalries last for decades, and what decay is for, a change, is not tested
  by them. Shrinkage to 0 costs much on coded events and nothing in articles.
* The weights of modality hardly matter: all alike, or plans left out, is as good within the error. Claims might count
  more than a half. How REQUEST is scored makes no difference. ACCUSE at +3, as the manual prints it, is worse in
  articles.
* **Before disputes tension is not higher on coded events**; the number of reports and the worst event are, hostility
  a little. With so few disputes in reach of these samples that is a hint, not a finding.
* **Alignment by articles goes with the votes, weakly** (0.18). By coded events it does not; the small correlation of
  `s` there is that of being reported or not.
* Not tested for want of data: a whole year of all events, the signed windows (they end with 1999), anything after
  2020. With files of your own: `DETENTE_REFERENCE=FOLDER .venv/bin/python benchmarks/validation.py --events icews
  FILE.tab 2014 --out mine.md`, with `quadruples` or `gdelt` for other layouts, or `--store FOLDER 2018` for a graph
  of articles.
* The intervals are tested by simulation (`tests/analysis/test_interval.py`): 90 % intervals cover the true mean score
  of simulated pairs in 85 to 95 of 100 cases, with one story or forty, fresh or three years old.
"""
LAYOUTS = {"quadruples": outside.quadruples, "icews": outside.icews, "gdelt": outside.gdelt}


def auc(values, rival):
    """Return the chance that a rival pair stands above another one."""
    ranks, hits = rankdata(values), int(rival.sum())
    if hits in (0, len(rival)):
        return np.nan
    return (ranks[rival].sum() - hits * (hits + 1) / 2) / (hits * (len(rival) - hits))


def drawn(columns, rival):
    """Return the AUC of each column and its 90 % interval, and that of its lead over the first one."""
    generator = np.random.default_rng(1)
    picks = [generator.integers(0, len(rival), len(rival)) for _ in range(DRAWS)]
    sampled = {name: np.array([auc(values[p], rival[p]) for p in picks]) for name, values in columns.items()}
    first = next(iter(sampled.values()))
    told = {}
    for name, values in columns.items():
        lead = np.nanquantile(sampled[name] - first, [0.05, 0.95])
        told[name] = (auc(values, rival), *np.nanquantile(sampled[name], [0.05, 0.95]), *lead)
    return told


def values(events, as_of, **options):
    found = tension(events, as_of=as_of, draws=0, **options)
    return {(d.a, d.b): d.value for d in found if d.n}


def ours(events, as_of):
    """Return what detente computes for each pair: the tension, the same towards the mean of all, the hostility."""
    found = [d for d in tension(events, as_of=as_of, draws=0) if d.n]
    return {
        "detente: tension": {(d.a, d.b): d.value for d in found},
        "detente: tension, prior the mean of all events": values(events, as_of, prior="mean"),
        "detente: hostility": {(d.a, d.b): d.hostility for d in found},
    }


def baselines(events):
    """Return what one would compute without detente, higher for the more hostile."""
    pair = [tuple(sorted(ends)) for ends in zip(events["source"], events["target"], strict=True)]
    by = events.assign(pair=pair, hostile=np.maximum(-events["score"], 0), bad=events["score"] < 0).groupby(
        "pair"
    )
    told = {
        "mean Goldstein score of the pair": -by["score"].mean(),
        "sum of Goldstein scores": -by["score"].sum(),
        "share of hostile events": by["bad"].mean(),
        "worst event": -by["score"].min(),
        "number of events": by.size().astype(float),
    }
    if "tone" in events:
        told["mean tone of the articles"] = -by["tone"].mean()
    return {name: dict(column) for name, column in told.items()}


def plover(events):
    """Return the events without scores of their own, as classes that articles would have been read to."""
    classes = [outside.PLOVER[root][0] for root in events["root"]]
    intent = ["planned" if root == "03" else "fact" for root in events["root"]]
    return events.drop(columns=["score", "subtype"]).assign(type=classes, modality=intent)


def ablations(events, as_of):
    """Return tension by another choice of each ingredient."""
    scores, modality = dict(WEIGHTS.scores), dict(WEIGHTS.modality)
    read = plover(events)
    nothing = MappingProxyType(dict.fromkeys(WEIGHTS.classes, 1.0))

    def other(**changes):
        return values(read, as_of, weights=replace(WEIGHTS, **changes))

    roots = events.drop(columns=["score"])
    return {
        "detente, scores of the data set": values(events, as_of),
        "half-life 30 days": values(events, as_of, half_life=30),
        "half-life 365 days": values(events, as_of, half_life=365),
        "no decay": values(events, as_of, half_life=1e9),
        "no shrinkage (k = 0)": values(events, as_of, k=0),
        "shrinkage by empirical Bayes": values(events, as_of, k="eb"),
        "shrinkage to the mean of all events": values(events, as_of, prior="mean"),
        "strong shrinkage (k = 10)": values(events, as_of, k=10.0),
        "pure statements at full weight": values(events, as_of, weights=replace(WEIGHTS, classes=nothing)),
        "copies not shared (each row a story)": values(events.assign(story=events["fact"]), as_of),
        "scores by CAMEO root": values(roots, as_of),
        "article classes (PLOVER)": values(read, as_of),
        "… REQUEST scores 0": other(request=MappingProxyType({"+": 0.0, "-": 0.0})),
        "… ACCUSE scores +3, as the manual prints it": other(
            scores=MappingProxyType({**scores, "ACCUSE": 3.0})
        ),
        "… intents count as deeds": other(modality=MappingProxyType({**modality, "planned": 1.0})),
        "… intents count nothing": other(modality=MappingProxyType({**modality, "planned": 0.0})),
    }


def separated(measures, rival_pairs):
    """Return the table of AUC for the pairs that every measure has a value for."""
    pairs = sorted(set.intersection(*(set(told) for told in measures.values())))
    rival = np.array([pair in rival_pairs for pair in pairs])
    columns = {name: np.array([told[pair] for pair in pairs]) for name, told in measures.items()}
    if not 0 < rival.sum() < len(rival):
        return [f"None of the {len(pairs)} pairs, or all, are rivals: nothing to separate."]
    lines = [
        f"{int(rival.sum())} rival pairs among {len(pairs)}.", "",
        "| measure | AUC | 90 % interval | lead over the first row |", "|---|---|---|---|",
    ]  # fmt: skip
    for name, (value, lo, hi, low, high) in drawn(columns, rival).items():
        lead = "–" if name == next(iter(columns)) else f"{low:+.3f} to {high:+.3f}"
        lines.append(f"| {name} | {value:.3f} | {lo:.3f} to {hi:.3f} | {lead} |")
    return lines


def correlated(x, y):
    """Return a rank correlation with its 90 % interval over pairs."""
    generator = np.random.default_rng(2)
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    picks = (generator.integers(0, len(x), len(x)) for _ in range(DRAWS))
    sampled = [spearmanr(x[p], y[p]).statistic for p in picks if np.ptp(x[p]) > 0 and np.ptp(y[p]) > 0]
    lo, hi = np.quantile(sampled, [0.05, 0.95])
    return f"{spearmanr(x, y).statistic:+.3f} ({lo:+.3f} to {hi:+.3f}), {len(x)} pairs"


def peaceful(measures, year):
    levels = outside.peace(year)
    lines = ["| measure | rank correlation with 1 - peace level |", "|---|---|"]
    for name, told in measures.items():
        pairs = sorted(set(told) & set(levels))
        if len(pairs) < 10:
            return ["Fewer than ten pairs have a peace level in that year."]
        lines.append(f"| {name} | {correlated([told[p] for p in pairs], [1 - levels[p] for p in pairs])} |")
    return lines


def foreseen(events, year):
    """Return how high disputes stood, on the day before they began, among all pairs reported by then."""
    found = []
    for pair, day, _ in outside.onsets(year):
        past = events[events["valid_from"] < day]
        measures = {**ours(past, day - timedelta(days=1)), **baselines(past)} if len(past) else {}
        if measures and pair in next(iter(measures.values())):
            ranks = {}
            for name, told in measures.items():
                rest = np.array([value for other, value in told.items() if other != pair])
                ranks[name] = np.mean(rest < told[pair]) + np.mean(rest == told[pair]) / 2
            found.append(ranks)
    begun = len(outside.onsets(year))
    head = f"{begun} disputes began on a known day of {year}; of {len(found)} pairs anything had been reported before."
    if len(found) < 5:
        return [head, "That is too few to say anything."]
    table = pd.DataFrame(found)
    generator = np.random.default_rng(3)
    sampled = table.to_numpy()[generator.integers(0, len(table), (DRAWS, len(table)))].mean(axis=1)
    lead = np.quantile(sampled[:, 1:] - sampled[:, :1], [0.05, 0.95], axis=0)
    lines = [
        head,
        "",
        "| measure | mean share of pairs below | 90 % interval | lead over the first row |",
        "|---|---|---|---|",
    ]
    for i, name in enumerate(table):
        lo, hi = np.quantile(sampled[:, i], [0.05, 0.95])
        ahead = "–" if i == 0 else f"{lead[0, i - 1]:+.3f} to {lead[1, i - 1]:+.3f}"
        lines.append(f"| {name} | {table[name].mean():.3f} | {lo:.3f} to {hi:.3f} | {ahead} |")
    return lines


def voted(events, as_of):
    """Return how alignment by events goes with nearness in the General Assembly."""
    points = outside.ideal_points(as_of.year)
    lines = ["| measure | rank correlation with nearness of ideal points |", "|---|---|"]
    told = {}
    for metric in ("s_known", "kappa", "s"):
        found = alignment(Rows(events=events), as_of=as_of, metric=metric, draws=0, atlas=False)
        kept = [d for d in found if d.status == "ok" and d.a in points and d.b in points]
        told[f"alignment, `{metric}`"] = {(d.a, d.b): d.value for d in kept}
        if metric == "s_known":
            told["the same, at least 5 states known to either"] = {
                (d.a, d.b): d.value for d in kept if d.n >= 5
            }
    told["minus the tension of the pair"] = {
        pair: -value
        for pair, value in values(events, as_of).items()
        if pair[0] in points and pair[1] in points
    }
    for name, measured in told.items():
        pairs = sorted(measured)
        near = [-abs(points[a] - points[b]) for a, b in pairs]
        lines.append(
            f"| {name} | {correlated([measured[p] for p in pairs], near) if len(pairs) > 9 else 'too few'} |"
        )
    return lines


def chapter(title, events, year, coded=True):
    as_of = max(events["valid_from"])
    pairs = {tuple(sorted(ends)) for ends in zip(events["source"], events["target"], strict=True)}
    measures = {**ours(events, as_of), **baselines(events)}
    lines = [
        f"## {title}", "",
        f"{len(events):,} events between states, {len(pairs)} pairs, {min(events['valid_from'])} to {as_of}.", "",
        "### Are rivals more tense?", "", *separated(measures, outside.rivals(year)), "",
        "### Is tension higher where peace is lower?", "", *peaceful(measures, year), "",
        "### Does tension come before disputes?", "",
        *(foreseen(events, year) if year <= 2014 else ["The list of disputes ends with 2014."]), "",
        "### Does alignment by events follow the votes?", "", *voted(events, as_of), "",
    ]  # fmt: skip
    if coded:
        lines += [
            "### What does each ingredient add?",
            "",
            *separated(ablations(events, as_of), outside.rivals(year)),
            "",
        ]
    return lines


def of_store(folder):
    """Return the events between states that a graph holds, with the scores that detente gives them."""
    from detente.analysis.clock import event_days
    from detente.analysis.scores import event_scores
    from detente.app.pipeline import opened, read_snapshot

    with opened(folder, purpose="read") as graph:
        events = read_snapshot(graph).events
    days, _ = event_days(events)
    states = (events["source_kind"] == "country") & (events["target_kind"] == "country") & ~np.isnan(days)
    day = [date.fromordinal(int(d)) for d in days[states]]
    return events[states].assign(valid_from=day, score=event_scores(events[states]))


def main():
    warnings.simplefilter("ignore")  # constant resamples have no rank correlation
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", nargs=3, action="append", metavar=("LAYOUT", "FILE", "YEAR"), default=[],
                        help=f"a file of your own; LAYOUT is one of {', '.join(LAYOUTS)}")  # fmt: skip
    parser.add_argument(
        "--store", nargs=2, metavar=("FOLDER", "YEAR"), help="a graph of articles of your own"
    )
    parser.add_argument("--out", type=Path, default=PAGE)
    asked = parser.parse_args()
    home = outside.home()
    sets = [
        ("ICEWS events of 2014 (a sample)", "quadruples", home / "icews_tkg" / "icews_2014_valid.txt", 2014)
    ]
    sets += [
        ("ICEWS, two days of June 2018 (a sample)", "icews", p, 2018)
        for p in sorted((home / "icews").glob("*.tab"))
    ]
    sets += [("GDELT, a quarter of an hour of October 2019", "gdelt", p, 2019)
             for p in sorted((home / "gdelt2_events").glob("*.CSV"))]  # fmt: skip
    own = bool(asked.events or asked.store)
    if own:
        sets = [(Path(file).name, layout, Path(file), int(year)) for layout, file, year in asked.events]
    lines = [] if own else annotated.chapter(auc)
    for title, layout, path, year in sets:
        lines += chapter(title, LAYOUTS[layout](path), year)
        print(title, flush=True)
    if asked.store:
        lines += chapter("A graph of articles", of_store(asked.store[0]), int(asked.store[1]), coded=False)
    text = "\n".join([INTRODUCTION, *lines]).rstrip() + "\n"
    asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
