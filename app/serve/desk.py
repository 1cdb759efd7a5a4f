"""What the server answers from: the store, and what was last read and computed from it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from .shelf import Shelf

if TYPE_CHECKING:
    from ...graph.store import GraphStore
    from ...queries.snapshot import Snapshot
    from ..pipeline import Scores

STAMP = (
    "MATCH (l:Load) RETURN l.id AS id, toString(l.started) AS started, toString(l.finished) AS finished, "
    "l.complete AS complete ORDER BY id"
)
FACTS = "MATCH (f:Fact) RETURN count(f) AS n"
ARTICLES = "MATCH (a:Article) RETURN count(a) AS n"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"<>]+)">')
Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """The page as it is sent, and the policy that lets only its own script and style run."""

    html: bytes
    policy: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A store that is read only, with the last few snapshots, scores and pages of it."""

    store: GraphStore
    cypher: bool = False
    _snapshots: Shelf[Snapshot] = field(default_factory=lambda: Shelf(1))
    _scores: Shelf[Scores] = field(default_factory=lambda: Shelf(8))
    _dossiers: Shelf[Object] = field(default_factory=lambda: Shelf(4))
    _pages: Shelf[Page] = field(default_factory=lambda: Shelf(4))

    def counts(self) -> Object:
        """Return how many articles and facts the graph holds, and the stamp of its content."""
        facts, articles = self.store.read(FACTS)[0]["n"], self.store.read(ARTICLES)[0]["n"]
        told = json.dumps([self.store.read(STAMP), facts, articles], sort_keys=True, default=str)
        return {"articles": articles, "facts": facts, "stamp": hashlib.sha256(told.encode()).hexdigest()[:16]}

    def stamp(self) -> str:
        """Return a text that changes whenever something is loaded."""
        return str(self.counts()["stamp"])

    def snapshot(self, stamp: str | None = None) -> Snapshot:
        """Return what the graph holds now, or held when it had that stamp and was read."""
        from ..pipeline import read_snapshot

        return self._snapshots.get(stamp or self.stamp(), lambda: read_snapshot(self.store))

    def scores(
        self, as_of: date | None, known_by: date | None, *, metric: str = "s_known", directed: bool = False,
        stamp: str | None = None,
    ) -> tuple[Snapshot, Scores]:  # fmt: skip
        """Return what the graph holds, and its scores at a date."""
        from ..pipeline import score

        stamp = stamp or self.stamp()
        snapshot = self.snapshot(stamp)
        key = (stamp, as_of, known_by, metric, directed)
        return snapshot, self._scores.get(
            key,
            lambda: score(snapshot, as_of=as_of, known_by=known_by, metric=metric, directed=directed),
        )

    def dossier(self, as_of: date | None, known_by: date | None, stamp: str | None = None) -> Object:
        """Return everything that the page knows; with a date, without what had not happened or been told by then."""
        from ...views.dossier import build_dossier
        from ...views.exports.window import window

        stamp = stamp or self.stamp()

        def make() -> Object:
            snapshot, scores = self.scores(as_of, known_by, stamp=stamp)
            return build_dossier(
                window(snapshot, as_of, known_by), scores.tensions, scores.alignments, scores.pressures,
                scores.balance, scores.as_of,
            )  # fmt: skip

        return self._dossiers.get((stamp, as_of, known_by), make)

    def page(self, as_of: date | None, known_by: date | None) -> Page:
        """Return the page, and its policy as a header says it: in no frame but that of its own origin."""
        from ...views.page import build_page

        stamp = self.stamp()

        def make() -> Page:
            html = build_page(self.dossier(as_of, known_by, stamp))
            found = _POLICY.search(html)
            policy = found.group(1) if found else "default-src 'none'"
            return Page(html.encode(), policy + "; frame-ancestors 'none'")

        return self._pages.get((stamp, as_of, known_by), make)
