"""Actor dictionaries in the form of Phoenix, PETRARCH and TABARI: more names for the atlas.

An entry is a name in capitals with underscores for blanks, synonyms on lines that begin with ``+``, and
codes in brackets, perhaps with dates: ``[USAGOV 090120-170120]``, ``[RUS >911226]``. The first three
letters of a code are the state, the next its role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..atlas.values import Name
from ..graph.model import digest
from .table import encoding_of

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from .intake import Intake
    from .opening import SourceFile

# Roles that act for their state; the others (rebels, opposition, business, media ...) do not.
ACTING = frozenset(["", "GOV", "MIL", "LEG", "JUD", "SPY", "COP", "ELI"])
_CODE = re.compile(r"\[([^\[\]\s]++)([^\[\]]*+)\]")
_ENTRY = re.compile(r"[+*]?[\w'&.\-/ ]+")


@dataclass(frozen=True, slots=True)
class Coding:
    """One code of an entry: the state, the role, and the days between which it holds."""

    state: str
    role: str
    start: date | None = None
    end: date | None = None


def read_actors(file: SourceFile, intake: Intake, atlas: Atlas) -> Iterator[Name]:
    """Yield the names of a dictionary that stand for states of the atlas, or for groups under their own name.

    Parameters
    ----------
    file : the dictionary, a text
    intake : counts each name; lines that are none are set aside
    atlas : whose states the codes must mean

    Notes
    -----
    Untested on an official file: written from the published form. A name with several codes gives a name
    for each with its dates. Codes of regions and of bodies tell no name.
    """
    held: list[tuple[str, int]] = []
    codes: list[Coding] = []
    with file.open() as opened:
        coding = encoding_of(file)
        lines = opened.read().decode(coding, errors="replace").splitlines()
    for number, line in enumerate([*lines, "END_OF_FILE_ []"], 1):
        text = line.split("#")[0].split(";")[0].strip()
        if not text or text.startswith(("<!", "//")):
            continue
        found = list(_CODE.finditer(text))
        name = text[: found[0].start()].strip() if found else text.split("\t")[0].strip()
        more = text.startswith("+") or (not name and bool(found))
        if not more:
            yield from _names(held, codes, intake, atlas)
            held, codes = [], []
        if name and number <= len(lines):
            intake.came()
            if _ENTRY.fullmatch(name):
                held.append((name.lstrip("+*"), number))
            else:
                intake.reject(file.shown, number, f"{name[:60]!r} is no name of a dictionary", column="name")
        for one in found:
            try:
                codes.append(_coding(one[1], one[2].strip()))
            except ValueError as error:
                intake.doubt(f"{file.shown}:{number}: {error}")


def with_actors(atlas: Atlas, names: tuple[Name, ...]) -> Atlas:
    """Return the atlas with more names; those that it has already are not doubled."""
    known = {(n.text, n.entity) for n in atlas.names}
    fresh = tuple(dict.fromkeys(n for n in names if (n.text, n.entity) not in known))
    stamp = digest(atlas.version, *(f"{n.text}={n.entity}@{n.valid_from}" for n in fresh))[:12]
    return replace(atlas, names=atlas.names + fresh, version=stamp) if fresh else atlas


def _names(held: list[tuple[str, int]], codes: list[Coding], intake: Intake, atlas: Atlas) -> Iterator[Name]:
    for raw, _ in held:
        written = _written(raw)
        if not codes:
            intake.passes("a name without a code")
            continue
        made = 0
        for code in codes:
            if code.state not in atlas.countries:
                continue
            made += 1
            if code.role in ACTING:
                via = "metonym" if code.role == "" else "leader"
                yield Name(written, code.state, "country", via, "noun", code.start, code.end)  # type: ignore[arg-type]
            else:
                yield Name(written, written, "group", "group", "noun", code.start, code.end)
        if not made:
            intake.passes("a code that means no state of the atlas")


def _written(raw: str) -> str:
    """Return a name as texts print it.

    >>> _written("BARACK_OBAMA_"), _written("MINISTRY_OF_DEFENSE")
    ('Barack Obama', 'Ministry of Defense')
    """
    words = [w for w in re.split(r"[_\s]+", raw.strip()) if w]
    small = {"OF", "THE", "AND", "FOR", "IN", "DE", "AL", "EL", "BIN", "VON", "VAN"}
    shown = [
        w.lower() if w in small and i else w if not w.isupper() else w.capitalize()
        for i, w in enumerate(words)
    ]
    return " ".join(shown)


def _coding(code: str, dates: str) -> Coding:
    """Return a code with its dates, written as YYMMDD or YYYYMMDD: ``<day``, ``>day`` or ``day-day``."""
    if not re.fullmatch(r"[A-Z]{3,15}", code):
        raise ValueError(f"{code!r} is no code of an actor")
    start = end = None
    if dates.startswith("<"):
        end = _day(dates[1:]) - timedelta(days=1)
    elif dates.startswith(">"):
        start = _day(dates[1:]) + timedelta(days=1)
    elif dates:
        first, _, last = dates.partition("-")
        start, end = _day(first), _day(last or first)
    return Coding(code[:3], code[3:6], start, end)


def _day(text: str) -> date:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 6:  # 46 and later is of the last century
        digits = ("19" if digits[:2] >= "46" else "20") + digits
    if len(digits) != 8:
        raise ValueError(f"{text!r} is no day of a dictionary")
    return date(int(digits[:4]), max(1, int(digits[4:6])), max(1, int(digits[6:])))
