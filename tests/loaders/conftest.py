"""What the tests of the loaders share: a table whose rows are broken in ten ways, and what an article tells."""

import random
import re

import pytest

from detente.atlas.book import open_atlas
from detente.loaders.articles.extract import extract, sound
from detente.loaders.articles.reading import make

WAYS = (
    "cell dropped", "cell added", "letters in a number", "year out of range", "unknown state", "stray quote",
    "garbage line", "row cut short", "impossible date", "wrong delimiter",
)  # fmt: skip


@pytest.fixture
def corrupt():
    """Return the function that breaks a share of the rows of a table."""
    return broken_copy


@pytest.fixture
def read():
    """Return the function that reads an article of a day into facts, each of which stands on its words."""
    return facts_of


@pytest.fixture
def belongings():
    """Return the function that gives the memberships of an article: member, body, status."""

    def told(text, day):
        return {
            (f.party("member").entity, f.party("body").entity, f.type)
            for f in facts_of(text, day)
            if f.kind == "membership"
        }

    return told


@pytest.fixture
def acts():
    """Return the function that gives the events of an article: source, PLOVER class, target."""

    def told(text, day="2014-05-06"):
        return {
            (f.party("source").entity, f.type, f.party("target").entity)
            for f in facts_of(text, day)
            if f.kind == "event"
        }

    return told


@pytest.fixture
def rows():
    """Return the function that gives the events of an article: source, target, PLOVER class."""

    def told(text, title=None, day=None):
        return {
            (f.party("source").entity, f.party("target").entity, f.type)
            for f in facts_of(text, day, title)
            if f.kind == "event"
        }

    return told


@pytest.fixture
def deals():
    """Return the function that gives the contracts of an article: buyer, seller, millions of its currency."""

    def told(text, day="2019-05-04"):
        return {
            (
                f.party("buyer").entity,
                f.party("seller").entity,
                int(f.amount.value) // 10**6 if f.amount else None,
            )
            for f in facts_of(text, day)
            if f.kind == "contract"
        }

    return told


def facts_of(text, day, title=None):
    article, printing = make(text, title=title, date=day)
    found = extract(article, printing, open_atlas())
    assert found.dropped == 0
    assert all(sound(text, f) for f in found.facts)
    return list(found.facts)


def broken_copy(text, *, seed, share=0.01, delimiter=",", header=1):
    """Return the text with a share of its rows broken, and the broken lines by number with the way of each."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    chance = random.Random(seed)
    good = [n for n in range(header, len(lines)) if lines[n].strip()]
    chosen = sorted(chance.sample(good, max(len(WAYS), int(len(good) * share))))
    broken = {}
    for place, n in enumerate(chosen):
        way = WAYS[place % len(WAYS)]
        lines[n] = _broken(lines[n], way, delimiter, chance)
        broken[n + 1] = way
    return "\n".join(lines), broken


def _broken(line, way, delimiter, chance):
    cells = line.split(delimiter)
    numbers = [i for i, cell in enumerate(cells) if re.fullmatch(r'"?-?\d+(\.0)?"?', cell.strip())]
    years = [i for i in numbers if re.fullmatch(r"(1[4-9]|20)\d\d(\.0)?", cells[i].strip('" '))]
    match way:
        case "cell dropped":
            return delimiter.join(cells[1:])
        case "cell added":
            return delimiter.join(["extra", *cells])
        case "letters in a number" if numbers:
            cells[chance.choice(numbers)] = "12x4"
        case "year out of range" if years:
            cells[years[0]] = "20199"
        case "unknown state" if numbers:
            cells[numbers[0]] = "99999"
        case "stray quote":
            return '"' + line.replace('"', "")
        case "garbage line":
            return "\ufffd\ufffd not a row at all"
        case "row cut short":
            return line[: max(3, len(line) // 3)]
        case "impossible date" if years:
            cells[years[-1]] = "1899-13-45"
        case "wrong delimiter":
            return line.replace(delimiter, "|")
    return delimiter.join(cells)
