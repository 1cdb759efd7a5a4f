"""Names of states, bodies, persons and companies in a text: longest match from a first-token dictionary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from .datelines import datelines
from .document import Mention, Token
from .wordlists import words

if TYPE_CHECKING:
    from ...atlas.book import Atlas

WORD = re.compile(r"[^\W_]+")
CAPITALS = re.compile(r"\s*[A-Z][A-Z'’ .,/-]{2,}")
MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? ?\d{1,2}\b|\b\d{1,2} [A-Z][a-z]+"
)
CURRENCY = words("gazetteer.currency")
DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|March|April|May|June|August")
PAPERS = frozenset(
    [
        "Post",
        "Times",
        "Herald",
        "Tribune",
        "Gazette",
        "Guardian",
        "Telegraph",
        "Airlines",
        "Airways",
        "University",
        "FC",
        "United",
    ]
)
FOLLOWING_PLACE = frozenset(
    [
        "Sea",
        "Gulf",
        "Strait",
        "Straits",
        "Canal",
        "Island",
        "Islands",
        "Peninsula",
        "Avenue",
        "Street",
        "Square",
    ]
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A name cut into words: their folded forms, as written, and what stands between them."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    joints: tuple[str, ...]
    exact: bool
    name: Token


def fold(text: str) -> str:
    """Return the text in lower case without accents, letter for letter, so that offsets stay.

    >>> fold("Türkiye"), len(fold("Côte d’Ivoire")) == len("Côte d’Ivoire")
    ('turkiye', True)
    """
    if text.isascii():
        return text.lower()
    out = []
    for letter in text:
        plain = unicodedata.normalize("NFKD", letter)[:1] or letter
        low = plain.lower()
        out.append(low if len(low) == 1 else letter)
    return "".join(out)


def joint(between: str) -> str:
    """Return the kind of what stands between two words: a point, an apostrophe, a blank or something else."""
    bare = between.strip()
    if bare in ("", "-", "–", "‑"):
        return " "
    if bare == ".":
        return "." if between == "." else ". "
    if bare in ("'", "’"):
        return "'"
    return bare


def entry(name: Token) -> Entry | None:
    """Cut one name of the atlas into an entry, or None if it holds no word."""
    found = list(WORD.finditer(name.text))
    if not found:
        return None
    written = tuple(m.group() for m in found)
    joints = tuple(joint(name.text[a.end() : b.start()]) for a, b in pairwise(found))
    letters = "".join(written)
    exact = letters.isupper() and len(letters) <= 6
    return Entry(tuple(fold(w) for w in written), written, joints, exact, name)


def index(atlas: Atlas) -> dict[str, tuple[Entry, ...]]:
    """Return the dictionary from first word to entries, longest first; made once for a version of the atlas."""
    made = _TABLES.get(atlas.version)
    if made is None:
        table: dict[str, list[Entry]] = {}
        for name in atlas.names:
            one = entry(name)
            if one:
                table.setdefault(one.words[0], []).append(one)
        made = {w: tuple(sorted(rows, key=lambda e: -len(e.words))) for w, rows in table.items()}
        _TABLES[atlas.version] = made
    return made


_TABLES: dict[str, dict[str, tuple[Entry, ...]]] = {}


def capital_letter(word: str, written: str, exact: bool) -> bool:
    """Tell whether a word of the text may stand for a word of a name by its case.

    >>> capital_letter("us", "US", True), capital_letter("TURKEY", "Turkey", False)
    (False, True)
    """
    if exact:
        return word == written
    if written[0].islower():
        return True
    return word[0].isupper() or word[0].isdigit()


def dateline_end(text: str) -> int:
    """Return where an agency dateline at the head of a text ends, or 0.

    >>> dateline_end("CAIRO, Oct. 5 - Egypt agreed."), dateline_end("Egypt agreed - at last.")
    (16, 0)
    """
    found = re.match(r"[^\n]{2,70}?(?:\s--?\s|\s?[–—]\s?)", text)
    if not found:
        return 0
    head = found.group()
    loud = CAPITALS.match(head)
    if (loud and len(loud.group().strip()) >= 4) or (MONTH.search(head) and "," in head):
        return found.end()
    return 0


def candidates(entries: Iterable[Entry], on: date | None) -> list[Entry]:
    """Keep the entries valid on a day (with a year's grace at the start), or all if none is."""
    kept = list(entries)
    if on is None:
        return kept
    return [
        e
        for e in kept
        if (e.name.valid_from is None or e.name.valid_from <= on)
        and (e.name.valid_to is None or on <= e.name.valid_to)
    ]


def match(
    table: dict[str, tuple[Entry, ...]],
    words: list[re.Match[str]],
    folded: list[str],
    text: str,
    at: int,
    on: date | None = None,
) -> list[Entry]:
    """Return the longest entries valid on a day that match at one word (several if the name is ambiguous)."""
    best: list[Entry] = []
    for one in table.get(folded[at], ()):
        size = len(one.words)
        if best and size < len(best[0].words):
            break
        if at + size > len(words) or tuple(folded[at : at + size]) != one.words:
            continue
        if not all(capital_letter(words[at + k].group(), one.written[k], one.exact) for k in range(size)):
            continue
        if any(
            not _joins(text[words[at + k].end() : words[at + k + 1].start()], one.joints[k])
            for k in range(size - 1)
        ):
            continue
        if one.name.text.endswith("+") and text[words[at + size - 1].end() :][:1] != "+":
            continue
        if candidates((one,), on):  # in 2024 "Serbia and Montenegro" are two states
            best.append(one)
    # "OPEC+" is not OPEC, and "GUAM" in capitals is the body, not the island.
    return [e for e in best if e.name.text.endswith("+")] or [e for e in best if e.exact] or best


def _joins(between: str, wanted: str) -> bool:
    found = joint(between)
    return found == wanted or (wanted == ". " and found == " ") or (wanted == "." and found == ". ")


def choose(found: list[Entry], seen: dict[str, int], on: date | None) -> Entry | None:
    """Choose among several readings of one name: valid on the day, then seen in the text, then first."""
    kept = candidates(found, on)
    if not kept:
        return None
    if len(kept) == 1:
        return kept[0]
    return max(enumerate(kept), key=lambda e: (seen.get(e[1].name.entity or "", 0), -e[0]))[1]


def find(text: str, atlas: Atlas, on: date | None = None) -> list[Mention]:
    """Return the mentions of atlas names in a text, sorted, without overlap.

    ``on`` is the day of the report, for names that were valid for a time only. Places that are no actors
    (seas, regions, newspapers, currencies, the dateline) come with kind ``place`` and no entity.
    """
    table = index(atlas)
    words = list(WORD.finditer(text))
    folded = [fold(w.group()) for w in words]
    hits: list[tuple[int, int, list[Entry]]] = []
    at = 0
    while at < len(words):
        best = match(table, words, folded, text, at, on) if folded[at] in table else []
        if best:
            kept = candidates(best, on)
            if kept:
                hits.append((at, at + len(best[0].words), kept))
                at += len(best[0].words)
                continue
        at += 1
    seen: dict[str, int] = {}
    for _, _, rows in hits:
        if len(rows) == 1 and rows[0].name.entity:
            seen[rows[0].name.entity] = seen.get(rows[0].name.entity, 0) + 1
    out = []
    head = dateline_end(text)
    filed = datelines(text)
    for first, last, rows in hits:
        chosen = choose(rows, seen, on)
        if chosen is None:
            continue
        start, end = words[first].start(), words[last - 1].end()
        if chosen.name.text[-1] in ".+" and text[end : end + 1] == chosen.name.text[-1]:
            end += 1
        following = words[last].group() if last < len(words) and words[last].start() - end <= 1 else ""
        out.append(
            mention(
                text,
                start,
                end,
                chosen.name,
                following,
                end <= head or any(f.start <= start and end <= f.end for f in filed),
            )
        )
    return halves(text, persons(out, atlas, on))


HALF = re.compile(r"\b[Tt]he (?P<half>North|South)\b(?![- ][A-Z])(?! of\b)")
HALVES = (("PRK", "KOR"), ("SDN", "SSD"))


def halves(text: str, found: list[Mention]) -> list[Mention]:
    """Return the mentions with ``the North`` and ``the South`` added, where a text names both halves of a country."""
    named = {m.entity for m in found}
    pair = next((p for p in HALVES if named.issuperset(p)), None)
    if pair is None:
        return found
    taken = [(m.start, m.end) for m in found]
    more = [
        Mention(
            hit.start("half"),
            hit.end(),
            hit["half"],
            pair[hit["half"] == "South"],
            "country",
            "metonym",
            "noun",
        )
        for hit in HALF.finditer(text)
        if not any(a < hit.end() and hit.start() < b for a, b in taken)
    ]
    return sorted([*found, *more], key=lambda m: m.start)


def persons(found: list[Mention], atlas: Atlas, on: date | None) -> list[Mention]:
    """Resolve the persons: a surname alone, or a post of the past, counts only where its state is named as well."""
    named = {m.entity for m in found if m.kind in ("country", "alliance")}
    whole = {m.entity for m in found if m.kind == "person" and m.form != "surname"}
    out = []
    for one in found:
        if one.kind != "person":
            out.append(one)
            continue
        made = bearer(one, atlas, on)
        holds = bool(atlas.officeholders(one.entity or "", on))
        sure = made.entity in named or (holds and (one.form != "surname" or one.entity in whole))
        if one.form != "surname" or not DAY.fullmatch(one.text):
            out.append(made if sure else replace(one, person=one.entity))
    return out


def bearer(mention: Mention, atlas: Atlas, on: date | None) -> Mention:
    """Return a person's mention as one of the state or body he acts for on a day, or acted for last before it."""
    person = mention.entity or ""
    posts = atlas.officeholders(person, on)
    if not posts:
        past = [p for p in atlas.officeholders(person) if on is None or p.start is None or p.start <= on]
        posts = tuple(sorted(past, key=lambda p: p.start or date.min, reverse=True))
    if not posts:
        # A post still to come tells the state as well, where there is but one: a minister who later governed.
        later = atlas.officeholders(person)
        posts = later[:1] if len({p.state for p in later}) == 1 else ()
    if not posts:
        return replace(mention, person=person)
    state = posts[0].state
    kind = "alliance" if state in atlas.alliances else "country"
    return replace(mention, entity=state, kind=kind, via="leader", form="person", person=person)  # type: ignore[arg-type]


def mention(text: str, start: int, end: int, name: Token, following: str, in_dateline: bool) -> Mention:
    """Make the mention of a name, or a place where what follows shows that no actor is meant."""
    kind, entity, via, form = name.kind, name.entity or None, name.via, name.form
    place = (
        in_dateline
        or text[end : end + 1] == "$"
        or (
            following.lower() in CURRENCY and not (following == "won" and form != "adj")
        )  # "Chile won the case"
        or (following in PAPERS and via in ("name", "capital", "metonym"))
        or (following in FOLLOWING_PLACE and kind == "country")
    )
    if place or kind == "place":
        return Mention(
            start, end, text[start:end], None, "place", "dateline" if in_dateline else "place", form
        )
    return Mention(start, end, text[start:end], entity, kind, via, form)
