"""`detente sources` and `detente cite`: the data sets that can be loaded, their terms and how to cite them."""

from __future__ import annotations

import click

from .options import json_option


@click.command(short_help="The data sets that can be loaded.")
@click.argument("name", required=False)
@json_option
def sources(name: str | None, as_json: bool) -> None:
    """List the data sets with their terms; with NAME, all that its card says."""
    from dataclasses import asdict

    from ..loaders.sources import card, names
    from .terminal import show_json, table

    cards = [card(name)] if name else [card(one) for one in names()]
    if as_json:
        show_json([asdict(one) for one in cards])
    elif name:
        told = asdict(cards[0])
        told["expected"] = "; ".join(f"{e.file}: {e.rows} rows" for e in cards[0].expected)
        table([[key, value] for key, value in told.items() if value not in ("", None)], [name, ""])
    else:
        table(
            [[one.name, one.title, one.coverage, one.gives, one.tested] for one in cards],
            ["source", "title", "coverage", "gives", "tried on"],
        )


@click.command(short_help="How to cite a data set.")
@click.argument("name")
def cite(name: str) -> None:
    """Print the citation and the terms of a data set."""
    from ..loaders.sources import card
    from .terminal import say

    found = card(name)
    say(found.citation)
    say(f"Version {found.version}. Terms: {found.terms}.")
