"""Tension in single articles against the list of rivals: on rows annotated by hand and on what detente reads itself."""

import calendar
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
import outside
import pandas as pd
from scipy.stats import spearmanr

from detente.analysis.alignment import alignment
from detente.analysis.frames import Rows
from detente.analysis.scores import event_scores
from detente.analysis.tension import tension
from detente.analysis.weights import read_weights
from detente.atlas.book import open_atlas
from detente.atlas.codes import from_name

GOLD = Path(__file__).resolve().parent / "gold" / "articles_written.jsonl"
LAST = 2020  # the last year of the list of rivals
DRAWS = 500
WEIGHTS = read_weights()


def records():
    """Return the dated articles of the gold set up to the last year of the outside facts."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [r for r in map(json.loads, lines) if r["date"] and int(r["date"][:4]) <= LAST]


def read_by_detente(articles):
    """Return the articles with the event rows that detente extracts in place of those of the annotators."""
    from detente.loaders.articles.extract import extract
    from detente.loaders.articles.reading import make
    from detente.loaders.articles.record import gold_record

    atlas, told = open_atlas(), []
    for record in articles:
        article, publication = make(record["text"], title=record["title"], date=record["date"])
        told.append(
            {
                **record,
                "events": gold_record(record["id"], extract(article, publication, atlas), atlas)["events"],
            }
        )
    return told


def frames(articles):
    """Return one table of events between states for each article, with the day of the article."""
    found = []
    for record in articles:
        day = (
            date.fromisoformat(record["date"][:10]) if len(record["date"]) >= 10 else _days(record["date"])[1]
        )
        rows = [row for i, event in enumerate(record["events"]) if (row := _row(record["id"], i, event, day))]
        if rows:
            found.append((record["id"], day, pd.DataFrame(rows)))
    return found


def _row(article, number, event, day):
    ends = [_state(event[side], day.year) for side in ("source", "target")]
    if None in ends or ends[0] == ends[1]:
        return None
    start, end = _days(event["date"]) if event["date"] else (None, None)
    return {
        "fact": f"{article}.{number:03d}", "event": None, "source": ends[0], "target": ends[1],
        "source_kind": "country", "target_kind": "country", "type": event["class"], "polarity": event["polarity"],
        "modality": event["modality"], "valid_from": start, "valid_to": end, "reported_at": day, "confidence": 1.0,
        "article": article, "story": article,
    }  # fmt: skip


def _state(name, year):
    if name in open_atlas().countries:
        return name
    return from_name(name, year) if isinstance(name, str) else None


def _days(text):
    parts = [int(part) for part in text[:10].split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if len(parts) > 2:
        return date(*parts), date(*parts)
    first = date(year, month or 1, 1)
    last = month or 12
    return first, date(year, last, calendar.monthrange(year, last)[1])


def measured(tables, **options):
    """Return the tension of each pair of each article, as of its day."""
    return {
        (article, d.a, d.b): d
        for article, day, table in tables
        for d in tension(table, as_of=day, draws=0, **options)
        if d.n
    }


def measures(tables):
    """Return detente's numbers and plain ones for each pair of each article."""
    found = measured(tables)
    plain = {
        name: {}
        for name in (
            "mean score of the pair's events",
            "share of hostile events",
            "worst event",
            "number of events",
        )
    }
    for article, _, table in tables:
        scores = event_scores(table)
        ends = [tuple(sorted(pair)) for pair in zip(table["source"], table["target"], strict=True)]
        for pair in set(ends):
            mine = scores[[end == pair for end in ends]]
            values = (-mine.mean(), (mine < 0).mean(), -mine.min(), float(len(mine)))
            for name, value in zip(plain, values, strict=True):
                plain[name][article, *pair] = value
    told = {
        "detente: tension": {unit: d.value for unit, d in found.items()},
        "detente: hostility": {unit: d.hostility for unit, d in found.items()},
    }
    return {**told, **plain}


def choices(tables):
    """Return tension by another choice of each ingredient."""
    scores, modality = dict(WEIGHTS.scores), dict(WEIGHTS.modality)

    def by(**options):
        return {unit: d.value for unit, d in measured(tables, **options).items()}

    def other(**changes):
        return by(weights=replace(WEIGHTS, **changes))

    def modal(**weights):
        return other(modality=MappingProxyType({**modality, **weights}))

    return {
        "detente": by(),
        "half-life 365 days": by(half_life=365),
        "no decay": by(half_life=1e9),
        "no shrinkage (k = 0)": by(k=0),
        "strong shrinkage (k = 10)": by(k=10.0),
        "all modalities alike": modal(planned=1.0, claimed=1.0, possible=1.0),
        "facts alone": modal(planned=0.0, claimed=0.0, possible=0.0),
        "plans count as facts": modal(planned=1.0),
        "claims count as facts": modal(claimed=1.0),
        "REQUEST scores 0": other(request=MappingProxyType({"+": 0.0, "-": 0.0})),
        "REQUEST scores +2 whatever is asked": other(request=MappingProxyType({"+": 2.0, "-": 2.0})),
        "ACCUSE scores +3, as the manual prints it": other(
            scores=MappingProxyType({**scores, "ACCUSE": 3.0})
        ),
    }


def separated(told, auc):
    """Return the table of AUC over the pairs of articles, resampling whole articles."""
    years = _years()
    rivals = {year: outside.rivals(year) for year in set(years.values())}
    units = sorted(set.intersection(*(set(values) for values in told.values())))
    rival = np.array([(a, b) in rivals[years[article]] for article, a, b in units])
    columns = {name: np.array([values[unit] for unit in units]) for name, values in told.items()}
    articles = sorted({article for article, _, _ in units})
    places = {article: [i for i, unit in enumerate(units) if unit[0] == article] for article in articles}
    generator = np.random.default_rng(4)
    picks = [
        np.concatenate([places[articles[i]] for i in generator.integers(0, len(articles), len(articles))])
        for _ in range(DRAWS)
    ]
    sampled = {name: np.array([auc(values[p], rival[p]) for p in picks]) for name, values in columns.items()}
    first = next(iter(sampled.values()))
    lines = [
        f"{int(rival.sum())} rival pairs among {len(units)}, in {len(articles)} articles.", "",
        "| measure | AUC | 90 % interval | lead over the first row |", "|---|---|---|---|",
    ]  # fmt: skip
    for i, (name, values) in enumerate(columns.items()):
        lo, hi = np.nanquantile(sampled[name], [0.05, 0.95])
        low, high = np.nanquantile(sampled[name] - first, [0.05, 0.95])
        lead = "–" if i == 0 else f"{low:+.3f} to {high:+.3f}"
        lines.append(f"| {name} | {auc(values, rival):.3f} | {lo:.3f} to {hi:.3f} | {lead} |")
    return lines


def peaceful(told):
    """Return rank correlations with 1 - peace level over the pairs of articles."""
    levels = {year: outside.peace(year) for year in set(_years().values())}
    lines = ["| measure | rank correlation with 1 - peace level |", "|---|---|"]
    for name, values in told.items():
        lines.append(
            f"| {name} | {_correlated(values, lambda year, pair: 1 - levels[year].get(pair, np.nan))} |"
        )
    return lines


def voted(tables):
    """Return rank correlations of alignment in an article, and of tension, with nearness in the General Assembly."""
    points = {year: outside.ideal_points(year) for year in set(_years().values())}

    def near(year, pair):
        return -abs(points[year].get(pair[0], np.nan) - points[year].get(pair[1], np.nan))

    told = {"minus the tension of the pair": {unit: -d.value for unit, d in measured(tables).items()}}
    for metric in ("s_known", "kappa"):
        told[f"alignment, `{metric}`"] = {
            (article, d.a, d.b): d.value
            for article, day, table in tables
            for d in alignment(Rows(events=table), as_of=day, metric=metric, draws=0, atlas=False)
            if d.status == "ok"
        }
    lines = ["| measure | rank correlation with nearness of ideal points |", "|---|---|"]
    return lines + [f"| {name} | {_correlated(values, near)} |" for name, values in told.items()]


def _years():
    return {record["id"]: int(record["date"][:4]) for record in records()}


def _correlated(values, other):
    """Return a rank correlation over the pairs of articles, with its interval from resampling whole articles."""
    years = _years()
    outer = {unit: other(years[unit[0]], unit[1:]) for unit in sorted(values)}
    units = [unit for unit, value in outer.items() if not np.isnan(value)]
    x, y = np.array([values[unit] for unit in units]), np.array([outer[unit] for unit in units])
    articles = sorted({unit[0] for unit in units})
    places = {article: [i for i, unit in enumerate(units) if unit[0] == article] for article in articles}
    generator, sampled = np.random.default_rng(5), []
    for _ in range(DRAWS):
        p = np.concatenate([places[articles[i]] for i in generator.integers(0, len(articles), len(articles))])
        sampled.append(spearmanr(x[p], y[p]).statistic)
    lo, hi = np.nanquantile(sampled, [0.05, 0.95])
    return f"{spearmanr(x, y).statistic:+.3f} ({lo:+.3f} to {hi:+.3f}), {len(units)} pairs"


def chapter(auc):
    """Return the chapter on articles: annotated rows, rows read by detente, and each ingredient."""
    articles = records()
    by_hand, own = frames(articles), frames(read_by_detente(articles))
    told, read = measures(by_hand), measures(own)
    return [
        "## Articles", "",
        f"The {len(articles)} dated articles up to {LAST} of the [open gold set](../benchmarks/gold/README.md), about real dealings of",
        "states since 1955: the events annotated by hand, then those that detente reads itself. Each pair of each article is",
        "measured on the article's day; intervals resample whole articles.", "",
        "### Are rivals more tense? Events annotated by hand", "", *separated(told, auc), "",
        "### Are rivals more tense? Events read by detente", "", *separated(read, auc), "",
        "### Is tension higher where peace is lower?", "", "Annotated by hand:", "", *peaceful(told), "",
        "Read by detente:", "", *peaceful(read), "",
        "### Do tension and alignment in articles follow the votes?", "", "Annotated by hand:", "", *voted(by_hand), "",
        "Read by detente:", "", *voted(own), "",
        "### What does each ingredient add, on annotated events?", "", *separated(choices(by_hand), auc), "",
    ]  # fmt: skip
