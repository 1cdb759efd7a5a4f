"""Tension and alignment between states, from articles and open data, in a property graph.

The names below are the whole public face; each is loaded when it is first used, so that importing
detente costs nothing. The same functions stand behind the `detente` command.
"""

from __future__ import annotations

from importlib import import_module

_WHERE = {
    "Analysis": "app.pipeline",
    "DetenteError": "graph.errors",
    "Page": "views.notebook",
    "__version__": "app.version",
    "analyze": "app.pipeline",
    "connect": "app.pipeline",
    "explain": "app.pipeline",
    "extract": "app.pipeline",
    "load_articles": "app.pipeline",
    "network": "app.pipeline",
    "open_atlas": "atlas.book",
    "open_store": "graph.store",
    "query": "app.pipeline",
    "read_articles": "loaders.articles.reading",
}

__all__ = sorted(_WHERE)  # noqa: PLE0605


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(f".{_WHERE[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, *globals()]
