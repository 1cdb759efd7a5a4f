"""Tension and alignment between states, from articles and open data, in a property graph.

The names below are the whole public face; each is loaded when it is first used, so that importing
detente costs nothing. The same functions stand behind the `detente` command.

>>> import detente
>>> "analyze" in detente.__all__
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .app.explain import explanation as explain
    from .app.export import export_graph as export
    from .app.facts import extract
    from .app.pipeline import (
        Analysis,
        analyze,
        connect,
        load_articles,
        load_source,
        network,
        query,
        read_snapshot,
        score,
    )
    from .app.version import __version__
    from .atlas.book import open_atlas
    from .graph.errors import DetenteError
    from .views.notebook import Page

__all__ = [
    "Analysis",
    "DetenteError",
    "Page",
    "__version__",
    "analyze",
    "connect",
    "explain",
    "export",
    "extract",
    "load_articles",
    "load_source",
    "network",
    "open_atlas",
    "query",
    "read_snapshot",
    "score",
]

_WHERE = {
    "DetenteError": "graph.errors",
    "Page": "views.notebook",
    "__version__": "app.version",
    "explain": "app.explain:explanation",
    "export": "app.export:export_graph",
    "extract": "app.facts",
    "open_atlas": "atlas.book",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _WHERE.get(name, "app.pipeline").partition(":")
    return getattr(import_module(f".{module}", __name__), attribute or name)


def __dir__() -> list[str]:
    return [*__all__, *globals()]
