"""Published values of alignment, recomputed from the votes in the reference folder."""

import csv

import numpy as np
import pandas as pd
import pytest

from detente.analysis.panel_dyads import alignment_panel
from detente.analysis.portfolio_votes import coincidence
from detente.queries.registers import Registers

PLACE = {1: 0, 2: 1, 3: 2, 8: 3}
# of 1970 to 1990 every published dyad is met; the votes of 2010 were revised since
EXACT = (1970, 1974, 1982, 1990)


@pytest.fixture(scope="module")
def votes(reference):
    (path,) = (reference / "data" / "unga_votes").glob("UNVotes_*.csv")
    return pd.read_csv(path, usecols=["rcid", "vote", "ccode", "year"])


@pytest.fixture(scope="module")
def haege(reference):
    return pd.read_csv(reference / "data" / "fp_similarity_haege" / "haege_dyads_even_years.csv")


def told(votes, haege, year):
    """Return the registers of the dyads that the publication lists in a year, and what it says of them."""
    cast = votes[(votes["year"] == year) & votes["vote"].isin(PLACE)]
    grid = cast.assign(place=cast["vote"].map(PLACE)).pivot(index="ccode", columns="rcid", values="place")
    hot = {
        state: np.array([row == p for p in range(4)], dtype=float)
        for state, row in zip(grid.index, grid.values, strict=True)
    }
    rows, published = [], {}
    for row in haege[haege["year"] == year].to_dict("records"):
        a, b = int(row["ccode1"]), int(row["ccode2"])
        if a in hot and b in hot:
            key = (f"{a:03}", f"{b:03}")
            rows.append([*key, year, (hot[a] @ hot[b].T).reshape(-1).astype(int).tolist(), "votes"])
            published[tuple(sorted(key))] = (row["kappavv"], row["pivv"])
    columns = ["a", "b", "year", "table", "dataset"]
    return Registers(votes=pd.DataFrame(rows, columns=columns)), published


def recomputed(frames, published, year, metric):
    found = alignment_panel(frames, source="unga", year=year, metric=metric, absence="abstain", draws=0)
    place = ("kappa", "pi_weighted").index(metric)
    said = [published[pair][place] for pair in zip(found["a"], found["b"], strict=True)]
    return found["value"].to_numpy(), np.array(said)


@pytest.mark.parametrize("metric", ["kappa", "pi_weighted"])
@pytest.mark.parametrize("year", EXACT)
def test_kappa_and_pi_of_votes_are_those_of_haege(votes, haege, year, metric):
    values, said = recomputed(*told(votes, haege, year), year, metric)
    known = ~np.isnan(said)
    assert known.sum() >= 60
    assert np.abs(values - said)[known].max() <= 0.0011


@pytest.mark.parametrize("metric", ["kappa", "pi_weighted"])
def test_revised_votes_still_correlate(votes, haege, metric):
    values, said = recomputed(*told(votes, haege, 2010), 2010, metric)
    known = ~np.isnan(said)
    assert np.corrcoef(values[known], said[known])[0, 1] >= 0.99


@pytest.mark.parametrize("year", [2013, 2015, 2017, 2019, 2021, 2023])
def test_coincidence_with_the_united_states_is_that_of_the_state_department(reference, year):
    path = reference / "data" / "us_state_voting_coincidence" / f"un-coincidence-{year}.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["COUNTRY"]]
    number = lambda *names: np.array([float(next(r[n] for n in names if n in r) or 0) for r in rows])  # noqa: E731
    same, opposite, absent = number("SAME"), number("OPPOSITE", "OPPOSE"), number("ABSENT")
    partial = number("PARTIAL", "ABSTAIN")
    said = pd.to_numeric(pd.Series([row["COINCIDENCE"] for row in rows]), errors="coerce").to_numpy()
    if year <= 2015:
        found = coincidence(same, 0, opposite)
    else:
        found = coincidence(same, partial, opposite, absent if year >= 2021 else 0)
    both = ~np.isnan(said) & ~np.isnan(found)
    assert both.sum() >= len(rows) - 2
    met = (np.abs(found - said) <= 0.0051)[both].sum()
    if year == 2021:  # how an absence counted in that year was not published
        assert np.corrcoef(found[both], said[both])[0, 1] > 0.95
    else:
        assert met >= {2019: 175}.get(year, both.sum())
