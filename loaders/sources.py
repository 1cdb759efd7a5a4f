"""The data sets that can be loaded, by name; a source's module is imported when it is used."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from ..graph.errors import UsageError

if TYPE_CHECKING:
    from ..atlas.book import Atlas
    from ..graph.model import Agreement, Fact
    from .card import Card
    from .intake import Intake
    from .opening import SourceFile

MODULES: dict[str, str] = {
    "acled": "acled",
    "atop": "atop",
    "borders": "borders",
    "codes": "codes",
    "cow_alliances": "cow_alliances",
    "cow_contiguity": "cow_contiguity",
    "cow_dipex": "cow_dyads",
    "cow_igo": "cow_dyads",
    "cow_mid": "cow_mid",
    "cow_nmc": "cow_nmc",
    "cow_states": "cow_states",
    "cow_trade": "cow_dyads",
    "cow_war": "cow_war",
    "gdelt1_events": "gdelt",
    "gdelt2_events": "gdelt",
    "gdelt2_mentions": "gdelt",
    "icews": "icews",
    "icews_tkg": "icews",
    "mid_dyadic": "mid_dyadic",
    "nca": "nca",
    "peace_scale": "peace_scale",
    "rivalries": "rivalries",
    "signed_edges": "signed_edges",
    "sipri_trade_register": "sipri",
    "ucdp_acd": "ucdp",
    "ucdp_ged": "ucdp",
    "unga_ideal_points": "unga_ideal_points",
    "unga_votes": "unga_votes",
}


class Source(Protocol):
    """What a source's module offers: its cards by name, the endings of its files, and the reading of them.

    ``read`` yields facts (and, for votes, agreements) from the files of one load; it may read them in any
    order, and what it yields must not depend on the order in which they were named.
    """

    CARDS: dict[str, Card]
    SUFFIXES: tuple[str, ...]

    def read(
        self, name: str, files: Sequence[SourceFile], intake: Intake, atlas: Atlas
    ) -> Iterator[Fact | Agreement]:
        """Yield what the files tell."""
        ...


def names(*, offered: bool = True) -> list[str]:
    """Return the names of the sources; those that only a user's own file can serve are left out if ``offered``."""
    return [name for name in sorted(MODULES) if not offered or name != "cow_alliances"]


def source(name: str) -> Source:
    """Return the module of a source; UsageError with the nearest names where there is none."""
    if name not in MODULES:
        near = difflib.get_close_matches(name, names(), 3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"no source is called {name!r}.{hint} `detente sources` lists them.")
    return cast("Source", import_module(f"..{MODULES[name]}", __name__))


def card(name: str) -> Card:
    """Return the card of a source."""
    return source(name).CARDS[name]
