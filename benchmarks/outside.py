"""Coded events and outside facts as plain tables, read from the files of DETENTE_REFERENCE for the validation."""

import os
import re
import sys
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from detente.atlas.codes import from_cow, from_name

# The PLOVER class that a CAMEO root comes nearest to, as detente would have read it in an article.
PLOVER = {
    "01": ("STATEMENT", "+"), "02": ("REQUEST", "+"), "03": ("AGREE", "+"), "04": ("CONSULT", "+"),
    "05": ("SUPPORT", "+"), "06": ("COOPERATE", "+"), "07": ("AID", "+"), "08": ("CONCEDE", "+"),
    "09": ("ACCUSE", "-"), "10": ("REQUEST", "-"), "11": ("ACCUSE", "-"), "12": ("REJECT", "-"),
    "13": ("THREATEN", "-"), "14": ("PROTEST", "-"), "15": ("MOBILIZE", "-"), "16": ("SANCTION", "-"),
    "17": ("COERCE", "-"), "18": ("ASSAULT", "-"), "19": ("ASSAULT", "-"), "20": ("ASSAULT", "-"),
}  # fmt: skip


def home():
    told = os.environ.get("DETENTE_REFERENCE")
    if not told or not (Path(told) / "data").is_dir():
        sys.exit("DETENTE_REFERENCE must name a folder with the folder data of outside facts in it")
    return Path(told) / "data"


@cache
def cameo():
    """Return code by name and Goldstein score by code, as the makers of ICEWS published them."""
    table = pd.read_csv(
        home() / "gdelt_schema" / "icews_cameo-codes.csv",
        encoding="latin-1",
        dtype=str,
        keep_default_na=False,
    )
    score = pd.to_numeric(table["goldstein"], errors="coerce")
    return dict(zip(table["name"].str.strip().str.lower(), table["code"], strict=True)), dict(
        zip(table["code"], score, strict=True)
    )


def quadruples(path):
    """Return the events between states in a file of (actor, relation, actor, date)."""
    table = pd.read_csv(
        path, sep="\t", header=None, names=["s", "r", "t", "d"], quoting=3, keep_default_na=False
    )
    codes, scores = cameo()
    code = table["r"].str.strip().str.lower().map(codes)
    state = {actor: _state(actor) for actor in set(table["s"]) | set(table["t"])}
    return _events(
        table["s"].map(state), table["t"].map(state), pd.to_datetime(table["d"]).dt.date, code, code.map(scores),
        pd.Series(table.index.map("q{}".format)), "q",
    )  # fmt: skip


def icews(path):
    """Return the events between states in an ICEWS file; its story numbers are the stories."""
    table = pd.read_csv(path, sep="\t", dtype=str, quoting=3, keep_default_na=False)
    table.columns = [
        name.replace("_", " ").title().replace("Id", "ID").replace("Cameo", "CAMEO") for name in table
    ]
    state = {name: from_name(name) for name in set(table["Source Country"]) | set(table["Target Country"])}
    return _events(
        table["Source Country"].map(state), table["Target Country"].map(state),
        pd.to_datetime(table["Event Date"]).dt.date, table["CAMEO Code"].str.strip(), pd.to_numeric(table["Intensity"]),
        table["Story ID"], "i",
    )  # fmt: skip


def gdelt(path):
    """Return the events between states in a GDELT 2.0 file, with the tone of their articles; an address is a story."""
    table = pd.read_csv(path, sep="\t", header=None, dtype=str, quoting=3, keep_default_na=False)
    codes = set(table[7]) | set(table[17])
    known = {code: code if re.fullmatch("[A-Z]{3}", code) and _is_state(code) else None for code in codes}
    events = _events(
        table[7].map(known), table[17].map(known), pd.to_datetime(table[1], format="%Y%m%d").dt.date, table[26],
        pd.to_numeric(table[30]), table[60], "g", tone=pd.to_numeric(table[34]),
    )  # fmt: skip
    # some rows are dated back by a year or ten: those tell of another time
    latest = events["valid_from"].max()
    return events[events["valid_from"].map(lambda day: (latest - day).days < 40)]


def _events(source, target, day, code, score, story, letter, tone=None):
    table = pd.DataFrame(
        {
            "fact": [f"{letter}{i:08d}" for i in range(len(source))],
            "source": source.to_numpy(), "target": target.to_numpy(), "subtype": code.to_numpy(),
            "valid_from": day.to_numpy(), "score": score.to_numpy(dtype=float), "story": story.to_numpy(),
        }
    )  # fmt: skip
    if tone is not None:
        table["tone"] = tone.to_numpy()
    table["root"] = table["subtype"].str[:2]
    known = table["source"].notna() & table["target"].notna() & (table["source"] != table["target"])
    table = table[known & table["root"].isin(list(PLOVER)) & table["score"].notna()].copy()
    table["type"] = table["subtype"]  # what makes an act, beside parties, day and story
    table["polarity"] = [PLOVER[root][1] for root in table["root"]]
    return table.assign(
        source_kind="country", target_kind="country", modality="fact", valid_to=table["valid_from"],
        reported_at=table["valid_from"], confidence=1.0, article=table["story"], event=table["fact"],
    )  # fmt: skip


def _state(actor):
    country = re.search(r"\(([^()]*)\)\s*$", actor)
    return from_name(country[1] if country else actor)


@cache
def _is_state(code):
    from detente.atlas.book import open_atlas

    return code in open_atlas().countries


def rivals(year):
    """Return the pairs of states that were rivals in a year, by the list of rivalries."""
    table = pd.read_csv(home() / "rivalries" / "tss_rivalries.csv")
    live = table[(table["start"] <= year) & (table["end"] >= year)]
    return {_pair(a, b, year) for a, b in zip(live["ccode1"], live["ccode2"], strict=True)} - {None}


def peace(year):
    """Return the peace level of pairs in a year, 0 a severe rivalry to 1 a security community."""
    table = pd.read_csv(home() / "peace_scale" / "peacedatav31dyyearmean.csv")
    table = table[(table["yearmonth"] == year) & (table["peacelevel"] <= 1)]
    found = {
        _pair(dyad // 1000, dyad % 1000, year): level
        for dyad, level in zip(table["dyad"], table["peacelevel"], strict=True)
    }
    return {pair: level for pair, level in found.items() if pair}


def onsets(year):
    """Return (pair, first day, hostility) of the disputes that began on a known day of a year."""
    folder = home() / "cow_mid5"
    sides, whole = pd.read_csv(folder / "MIDB 5.0.csv"), pd.read_csv(folder / "MIDA 5.0.csv")
    found = {}
    for row in whole[(whole["styear"] == year) & (whole["stday"] > 0)].itertuples():
        mine = sides[sides["dispnum"] == row.dispnum]
        day = date(row.styear, row.stmon, row.stday)
        for a in mine[mine["sidea"] == 1].itertuples():
            for b in mine[mine["sidea"] == 0].itertuples():
                pair = _pair(a.ccode, b.ccode, year)
                if pair:
                    found[pair] = min(found.get(pair, (day, row.hostlev)), (day, row.hostlev))
    return [(pair, day, level) for pair, (day, level) in sorted(found.items())]


def ideal_points(year):
    """Return the ideal point of each state in the session of the General Assembly that began in a year."""
    table = pd.read_csv(
        home() / "unga_ideal_points" / "IdealpointestimatesAll_Apr2020.csv", encoding="windows-1252"
    )
    table = table[table["session"] == year - 1945]
    return {
        iso3: point
        for iso3, point in zip(table["iso3c"], table["IdealPoint"], strict=True)
        if isinstance(iso3, str) and not np.isnan(point)
    }


def _pair(a, b, year):
    try:
        one, other = from_cow(int(a), year), from_cow(int(b), year)
    except (KeyError, ValueError):
        return None
    return tuple(sorted((one, other))) if one and other and one != other else None
