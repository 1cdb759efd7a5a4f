"""From names of office holders to persons: ids, spellings without accents, surnames that may stand alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from .tables import rows

FAMILY_FIRST = frozenset({"CHN", "TWN", "PRK", "KOR", "KHM"})
TITLES = frozenset({
    "King", "Queen", "Pope", "Emir", "Emperor", "Empress", "Sultan", "Sheikh", "Sheikha", "Shaikh", "Prince",
    "Princess", "Ayatollah", "Grand", "Crown", "Tunku", "Tuanku",
})  # fmt: skip
PARTICLES = frozenset({"al", "el", "bin", "ibn", "ben", "ould", "abu"})
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss", "æ": "ae", "ə": "e"}
)
_ROMAN = re.compile(r"[IVX]+\Z")


def plain(text: str) -> str:
    """Return the text in letters without accents.

    >>> plain("Erdoğan"), plain("Yıldırım"), plain("Løkke")
    ('Erdogan', 'Yildirim', 'Lokke')
    """
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in split if not unicodedata.combining(c))


def person_id(name: str) -> str:
    """Return the id of a person.

    >>> person_id("Recep Tayyip Erdoğan"), person_id("Bashar al-Assad")
    ('person:recep-tayyip-erdogan', 'person:bashar-al-assad')
    """
    words = re.sub(r"[^a-z0-9]+", "-", plain(name).replace("'", "").replace("’", "").lower())
    return "person:" + words.strip("-")


def surname(name: str, state: str) -> str | None:
    """Return the part of a full name that newspapers print alone, or None where that is not plain.

    >>> surname("Angela Merkel", "DEU"), surname("Xi Jinping", "CHN"), surname("Bashar al-Assad", "SYR")
    ('Merkel', 'Xi', 'Assad')
    >>> surname("King Abdullah II", "JOR"), surname("Theresa May", "GBR"), surname("Modibo", "MLI")
    (None, None, None)
    """
    words = name.split()
    if len(words) < 2 or words[0] in TITLES or _ROMAN.match(words[-1]):
        return None
    if any(w in ("bin", "ibn", "bint", "ould") for w in words):
        return None
    last = words[0] if state in FAMILY_FIRST and len(words) < 4 else words[-1]
    head, dash, tail = last.partition("-")
    if dash and head.lower() in PARTICLES:
        last = tail
    if len(last) < (2 if state == "CHN" else 3) or not last[0].isupper() or last.endswith("."):
        return None
    return None if last in _words() or plain(last) in _words() else last


def forms(name: str, aliases: tuple[str, ...], state: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield each way to write a person: text, whether it is only a part of the name, whether it was guessed.

    >>> list(forms("Recep Tayyip Erdoğan", (), "TUR"))[2:]
    [('Erdoğan', True, True), ('Erdogan', True, True)]
    >>> list(forms("Xi Jinping", ("Xi",), "CHN"))
    [('Xi Jinping', False, False), ('Xi', True, False)]
    """
    told: list[tuple[str, bool, bool]] = [(name, False, False)]
    told += [(alias, _part(alias, name), False) for alias in aliases]
    if not any(part for _, part, _ in told):
        guessed = surname(name, state)
        if guessed:
            told.append((guessed, True, True))
    seen: set[str] = set()
    for text, part, guess in told:
        for spelling in dict.fromkeys((text, plain(text))):
            if spelling not in seen and not (part and _words().get(spelling) == "never"):
                seen.add(spelling)
                yield spelling, part, guess


def _part(alias: str, name: str) -> bool:
    short, full = plain(alias).split(), plain(name).split()
    return len(short) == 1 or (len(short) < len(full) and full[-len(short) :] == short)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    """Return surnames that are ordinary words or too common: to stand alone if listed, or never."""
    table = Path(__file__).parent / "words.tsv"
    return {row.cells[0]: row.cells[1] for row in rows(table, ("word", "alone"))}
