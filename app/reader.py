"""Who reads the articles: our rules, or a language model of the user's behind the gate."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from ..loaders.manifest import Setback
    from .facts import Extractor

F = TypeVar("F", bound=Callable[..., object])


def reader_options(command: F) -> F:
    """Add the options that choose a reader: ``--extractor`` and ``--model``."""
    command = click.option(
        "--model",
        metavar="URL",
        help="Ask the language model at this address (sets --extractor llm; the key stays in DETENTE_LLM_KEY).",
    )(command)
    return click.option(
        "--extractor",
        type=click.Choice(["rules", "llm"]),
        default="rules",
        show_default=True,
        help="Our rules, or a language model of yours (see DETENTE_LLM_URL in docs/language-models.md).",
    )(command)


def chosen_reader(extractor: str, model: str | None, aside: list[Setback]) -> Extractor | None:
    """Return the extractor that asks a language model, or None for the rules.

    What the gate sets aside is added to ``aside``.
    """
    if extractor != "llm" and model is None:
        return None
    import os
    from functools import partial

    from ..loaders.articles.remote.extractor import client_from, extract_remote

    environ = {**os.environ, **({"DETENTE_LLM_URL": model} if model else {})}
    return partial(extract_remote, client=client_from(environ), setbacks=aside)
