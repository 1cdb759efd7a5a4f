"""Options that several commands share."""

from __future__ import annotations

from datetime import date

import click


class Day(click.ParamType[date]):
    """A calendar day in ISO form."""

    name = "YYYY-MM-DD"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that the text stands for."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day of the form 2018-04-03", param, ctx)


DAY = Day()

store_option = click.option(
    "--store",
    metavar="FOLDER|URI",
    help="Where the graph is: a folder, or a bolt:// or neo4j:// address. "
    "Else NEO4J_URI, else DETENTE_STORE, else your data folder.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object on stdout and nothing else."
)
as_of_option = click.option(
    "--as-of", type=DAY, help="The state of the world on that day (default: the latest date in the graph)."
)
known_by_option = click.option("--known-by", type=DAY, help="Only what had been reported by that day.")
