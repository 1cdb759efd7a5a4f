"""What the tests of the loaders share: a table whose rows are broken in ten ways."""

import random
import re

import pytest

WAYS = (
    "cell dropped", "cell added", "letters in a number", "year out of range", "unknown state", "stray quote",
    "garbage line", "row cut short", "impossible date", "wrong delimiter",
)  # fmt: skip


@pytest.fixture
def corrupt():
    """Return the function that breaks a share of the rows of a table."""
    return broken_copy


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
