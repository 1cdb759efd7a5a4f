"""Which states a word of place or form may mean: ``the Himalayan kingdom``, ``its eastern neighbour``."""

from __future__ import annotations

from .document import Document
from .wordlists import ranked, words

__all__ = ["lies", "narrow", "sized", "told"]

FORMS = {
    "kingdom": "context.kingdoms", "monarchy": "context.kingdoms", "king": "context.kingdoms",
    "emirate": "region.sheikhdom", "emir": "region.sheikhdom", "sheikhdom": "region.sheikhdom",
    "sultanate": "region.sultanate", "principality": "region.principality", "duchy": "region.duchy",
    "island": "context.islands", "archipelago": "region.archipelago", "city-state": "region.city-state",
    "federation": "region.federation", "peninsula": "region.peninsula", "atoll": "region.atoll",
    "communist": "context.communist",
}  # fmt: skip
PLACED = frozenset(
    ["himalayan", "andean", "baltic", "balkan", "nordic", "scandinavian", "caucasian", "caucasus", "transcaucasian",
     "caspian", "adriatic", "iberian", "alpine", "caribbean", "gulf", "arab", "maghreb", "sahelian", "sahel",
     "melanesian", "polynesian", "micronesian", "pacific", "landlocked", "islamic", "hermit", "ex-soviet", "soviet", "yugoslav",
     "african", "asian", "european"]
)  # fmt: skip
SIDES = frozenset(["central", "south", "southern", "north", "northern", "east", "eastern", "west", "western", "latin",
                   "southeast", "south-east", "southeastern"])  # fmt: skip
BROAD = frozenset(["african", "asian", "american"])
SIZES = ranked("region.sizes")
"""States from the largest area to the smallest."""
LARGE = frozenset(
    ["larger", "bigger", "giant", "huge", "vast", "mighty", "powerful", "great", "big", "large"]
)
SMALL = frozenset(["smaller", "tiny", "little", "small", "lesser", "diminutive"])
MOST = 8
BEARINGS = {"northern": (1, 0), "southern": (-1, 0), "eastern": (0, 1), "western": (0, -1)}


def told(words_: list[str]) -> frozenset[str] | None:
    """Return the states that the words of a description allow, or None where they allow any."""
    fits: frozenset[str] | None = None
    for place, word in enumerate(words_):
        before = words_[place - 1] if place else ""
        if word in BROAD and before in SIDES:
            found = _known(f"region.{before}-{word}") or _known(f"region.{before.removesuffix('ern')}-{word}")
        elif word in PLACED:
            found = _known(f"region.{word}")
        elif word in FORMS:
            found = words(FORMS[word])
        else:
            continue
        if found is not None:
            fits = found if fits is None else fits & found
    return fits


def narrow(fits: frozenset[str]) -> bool:
    """Tell whether so few states are meant that their common name means all of them that the text names."""
    return len(fits) <= MOST


def sized(word: str, of: str, other: str) -> bool | None:
    """Tell whether a state is larger or smaller than another, as a word says; None where it says nothing of it."""
    if word not in LARGE | SMALL or of not in SIZES or other not in SIZES:
        return None
    return (SIZES.index(other) < SIZES.index(of)) == (word in LARGE)


def _known(name: str) -> frozenset[str] | None:
    try:
        return words(name)
    except KeyError:
        return None


def lies(doc: Document, word: str, of: str, other: str) -> bool | None:
    """Tell whether one state lies to the north, south, east or west of another; None where nothing says so."""
    bearing = BEARINGS.get(word)
    here, there = doc.atlas.states.get(of), doc.atlas.states.get(other)
    if bearing is None or here is None or there is None:
        return None
    north, east = there.lat - here.lat, there.lon - here.lon
    along = north * bearing[0] + east * bearing[1]
    across = abs(north * bearing[1]) + abs(east * bearing[0])
    return along > 0 and along > 0.3 * across
