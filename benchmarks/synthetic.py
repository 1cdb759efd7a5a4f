"""Invented event streams in the layout of GDELT 2.0: 61 columns, with the marginals and the dirt of real ones.

Pairs of states follow a finite Zipf law, classes a mix of each pair's own around the whole, a hundredth of the
pairs has bursts. Known pairs have a planted course of tension, so that a result can be compared with it.
"""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

BLOCK = 100_000
STATES = [
    "USA", "RUS", "CHN", "GBR", "FRA", "DEU", "TUR", "GRC", "ISR", "IRN", "IRQ", "SYR", "SAU", "EGY", "IND",
    "PAK", "JPN", "KOR", "PRK", "UKR", "POL", "ITA", "ESP", "CAN", "AUS", "BRA", "MEX", "ZAF", "NGA", "KEN",
    "ETH", "SDN", "SOM", "YEM", "ARE", "QAT", "KWT", "JOR", "LBN", "AFG", "BGD", "LKA", "MMR", "THA", "VNM",
    "PHL", "IDN", "MYS", "SGP", "NZL", "ARG", "CHL", "COL", "PER", "VEN", "CUB", "DZA", "MAR", "TUN", "LBY",
    "GHA", "SEN", "CIV", "CMR", "AGO", "MOZ", "ZWE", "UGA", "RWA", "TZA", "HUN", "CZE", "AUT", "CHE", "BEL",
    "NLD", "NOR", "SWE", "FIN", "DNK", "PRT", "ROU", "BGR", "SRB", "HRV", "ALB", "GEO", "ARM", "AZE", "KAZ",
    "UZB", "MNG", "NPL", "KHM", "LAO", "ISL", "IRL", "CYP",
]  # fmt: skip
ROOTS = {
    "04": 0.22, "01": 0.14, "19": 0.08, "03": 0.08, "05": 0.08, "11": 0.07, "02": 0.06, "08": 0.06, "17": 0.04,
    "07": 0.03, "10": 0.03, "12": 0.03, "13": 0.02, "06": 0.02, "09": 0.015, "14": 0.015, "16": 0.015, "18": 0.01,
    "15": 0.005, "20": 0.005,
}  # fmt: skip
SCORES = {
    "01": 0.0, "02": 3.0, "03": 4.0, "04": 1.0, "05": 3.5, "06": 6.0, "07": 7.0, "08": 5.0, "09": -2.0, "10": -5.0,
    "11": -2.0, "12": -4.0, "13": -6.0, "14": -6.5, "15": -7.2, "16": -4.0, "17": -7.0, "18": -9.0, "19": -10.0,
    "20": -10.0,
}  # fmt: skip
GROUPS = ("EUR", "AFR", "SEA", "MEA")
FIPS = ("BO", "RS", "GM", "CH", "EI", "SF", "AU", "TU", "GR", "US", "UK", "FR")
NAMES = ("PRESIDENT", "POLICE", "GOVERNMENT", 'THE "FRONT"', "PRIME MINISTER", "CITIZEN", "MINISTÈRE", "ARMY")
PLANTED = (("TUR", "GRC"), ("IRN", "ISR"), ("FRA", "DEU"))
FIRST = date(2019, 1, 1)


def hostile(pair, day):
    """Return the planted share of hostile events of one of the known pairs on a day of the year."""
    return (0.2 + 0.6 * day / 365, 0.8 - 0.6 * day / 365, 0.1)[pair]


def write_events(path, rows, *, seed=1, days=30, dirt=True):
    """Write a file of invented events."""
    draw = np.random.default_rng(seed)
    pairs, weights, own = _pairs(draw)
    with Path(path).open("wb") as out:
        done = 0
        while done < rows:
            size = min(BLOCK, rows - done)
            out.write(_block(draw, done, size, pairs, weights, own, days, dirt))
            done += size


def zipf_pairs(draw):
    """Return the directed pairs of states and their weights, which fall with the power -0.7 of their rank."""
    known = list(PLANTED)
    every = [(a, b) for a in STATES for b in STATES if a != b and (a, b) not in known]
    order = draw.permutation(len(every))
    pairs = known + [every[i] for i in order]
    weights = np.arange(1, len(pairs) + 1) ** -0.7
    return pairs, weights / weights.sum()


def _pairs(draw):
    """Return the pairs of states, their weights, and the mix of classes of each."""
    pairs, weights = zipf_pairs(draw)
    share = np.array(list(ROOTS.values()))
    own = draw.dirichlet(share / share.sum() * 20 + 1e-3, len(pairs))
    return pairs, weights, np.cumsum(own, axis=1)


def _block(draw, start, size, pairs, weights, own, days, dirt):
    roots = list(ROOTS)
    pair = draw.choice(len(pairs), size, p=weights)
    root = (draw.random(size)[:, None] > own[pair]).sum(axis=1).clip(0, len(roots) - 1)
    day = np.sort(draw.integers(0, days, size))
    burst = pair % 100 == 7
    day[burst] = (day[burst] // 7) * 7  # what is reported of these pairs comes in bursts
    for number in range(len(PLANTED)):
        mine = np.flatnonzero(pair == number)
        bad = draw.random(len(mine)) < np.array([hostile(number, d) for d in day[mine]])
        root[mine] = np.where(bad, roots.index("19"), roots.index("04"))
    no_a, no_b = draw.random(size) < 0.39, draw.random(size) < 0.52
    group, same = draw.random(size) < 0.02, draw.random(size) < 0.2
    mentions = 1 + draw.negative_binomial(1.6, 0.3, size)
    sources = 1 + draw.poisson(0.3, size)
    is_root, tone = draw.random(size) < 0.6, draw.normal(-2, 3.7, size)
    story, back = np.arange(start, start + size) // 5, draw.random(size) < 0.03
    back_by = np.array([7, 30, 365])[draw.integers(0, 3, size)]
    again = draw.random(size) < 0.01
    slot = draw.integers(0, 96, size)
    dates = [FIRST + timedelta(days=int(d)) for d in range(-366, days + 1)]
    text = [d.strftime("%Y%m%d") for d in dates]
    lines = []
    for i in range(size):
        a, b = pairs[pair[i]]
        a = "" if no_a[i] else GROUPS[i % 4] if group[i] else a
        b = "" if no_b[i] else a if same[i] else b
        code = roots[root[i]]
        number, added = 500_000_000 + start + i, text[366 + day[i]]
        on = text[366 + day[i] - (back_by[i] if dirt and back[i] else 0)]
        clock = f"{slot[i] // 4:02}{slot[i] % 4 * 15:02}00"
        name = NAMES[i % len(NAMES)]
        fips = FIPS[i % len(FIPS)]
        geo = f"4\tOld Town, District\t{fips}\t{fips}00\t5840\t53.9\t27.5667\t-194632"
        none = "0\t\t\t\t\t\t\t"
        quad = 1 if code <= "05" else 2 if code <= "08" else 3 if code <= "13" else 4
        line = (
            f"{number}\t{on}\t{on[:6]}\t{on[:4]}\t{on[:4]}.5\t{a}GOV\t{name}\t{a}\t\t\t\t\tGOV\t\t\t{b}GOV\t{name}\t{b}"
            f"\t\t\t\t\tGOV\t\t\t{int(is_root[i])}\t{code}0\t{code}0\t{code}\t{quad}\t{SCORES[code]}\t{mentions[i]}"
            f"\t{sources[i]}\t{mentions[i]}\t{tone[i]:.13f}\t{geo}\t{none if i % 3 else geo}\t{geo}\t{added}{clock}"
            f"\thttps://news{story[i] % 50}.example/2019/world/a-headline-of-some-length-about-it-{story[i]}\n"
        )
        lines.append(line)
        if dirt and again[i] and i:
            lines[-1] = lines[-2]
    return "".join(lines).encode()
