"""The layouts of a source's tables, told apart by the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: its columns by the names they go by, in any order unless ``positions`` are given.

    ``columns`` maps each field to the header spellings it has in the releases known; ``needed`` are the
    fields without which a file is not this layout. A layout without ``columns`` has no header: its cells
    are ``positions`` fields by place, and ``width`` the number of cells of a good row.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    delimiter: str = ","
    quoted: bool = True
    positions: Mapping[str, int] = field(default_factory=dict)
    width: int | None = None
    tested: str = "official file"

    def match(self, header: Sequence[str]) -> dict[str, int] | None:
        """Return where each field stands in a header, or None where it is not a header of this layout.

        >>> pacts = Layout("pacts", {"state": ("ccode", "cow"), "year": ("year",)}, needed=("state",))
        >>> pacts.match(["Year ", "CCODE", "note"])
        {'state': 1, 'year': 0}
        >>> pacts.match(["country", "year"]) is None
        True
        """
        places: dict[str, int] = {}
        names = [plain(name) for name in header]
        for name, spellings in self.columns.items():
            for spelling in spellings:
                if (wanted := plain(spelling)) in names:
                    places[name] = names.index(wanted)
                    break
        wanted_all = self.needed or tuple(self.columns)
        return places if self.columns and all(name in places for name in wanted_all) else None

    def shown(self) -> str:
        """Return the layout on one line, as error messages list it."""
        names = [s[0] for n, s in self.columns.items() if n in (self.needed or self.columns)]
        return (
            f"{self.name}: {', '.join(names)}" if names else f"{self.name}: {self.width} columns, no header"
        )


def plain(name: str) -> str:
    """Return a column's name without case, blanks around it, quotes, and with one kind of separator.

    >>> plain(' "Event Date" '), plain("EventDate"), plain("event_date")
    ('event_date', 'eventdate', 'event_date')
    """
    return re.sub(r"[\s_.\-]+", "_", name.strip().strip('"').strip().lower())
