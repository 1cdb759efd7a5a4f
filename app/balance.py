"""`detente balance`: the signed balance of a network, from the graph or from a table of ties."""

from __future__ import annotations

from datetime import date

import click

from .metrics import scored
from .options import as_of_option, json_option, known_by_option, store_option


@click.command(short_help="Signed balance of the network.")
@as_of_option
@known_by_option
@store_option
@json_option
def balance(as_of: date | None, known_by: date | None, store: str | None, as_json: bool) -> None:
    """Signed triad balance of the network of relations."""
    from .tables import balance_object
    from .terminal import show_json, table

    _, scores = scored(store, as_of, known_by)
    told = balance_object(scores.balance)
    if as_json:
        show_json(told)
    else:
        table([[name, value] for name, value in told.items() if not isinstance(value, list)], ["balance", ""])
