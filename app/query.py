"""`detente query`: the questions of the library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..queries.library import MEANING
from .options import DAY, json_option, store_option


@click.command(short_help="Ask the graph a question of the library.", epilog=MEANING.replace("`", ""))
@click.argument("name", required=False)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the query.")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="A folder of your own .cypher files."
)
@click.option("--csv", "as_csv", is_flag=True, help="CSV on stdout.")
@click.option("--show", is_flag=True, help="Print the Cypher text instead of running it.")
@click.option("--as-of", type=DAY, help="What stood in the world on that day; see below.")
@click.option("--known-by", type=DAY, help="What had been reported by that day; see below.")
@store_option
@json_option
def query(
    name: str | None,
    params: tuple[str, ...],
    folder: Path | None,
    as_csv: bool,
    show: bool,
    as_of: date | None,
    known_by: date | None,
    store: str | None,
    as_json: bool,
) -> None:
    """Ask the graph a question of the library; without NAME, list the questions."""
    from ..queries.library import find, library, run
    from .terminal import frame_table, say, show_json, table

    if name is None:
        known = library(folder).values()
        if as_json:
            show_json(
                [
                    {"name": q.name, "question": q.question, "columns": q.columns, "dates": q.dated,
                     "parameters": [{"name": p.name, "type": p.type, "default": p.default, "note": p.note} for p in q.parameters]}
                    for q in known
                ]
            )  # fmt: skip
        else:
            table(
                [
                    [q.name, q.question, ", ".join(p.name for p in q.own), "yes" if q.dated else "no"]
                    for q in known
                ],
                ["name", "question", "parameters", "two dates"],
            )
        return
    asked = find(name, folder)
    if show:
        say(asked.text.rstrip())
        return
    given = dict(_pair(text) for text in params)
    given |= {key: str(day) for key, day in (("as_of", as_of), ("known_by", known_by)) if day}
    asked.bind(given)  # a wrong parameter is said before a database is started
    from .pipeline import opened

    with opened(store, purpose="read") as graph:
        frame = run(graph, asked, given)
    if as_json:
        show_json(
            {"name": asked.name, "columns": list(frame.columns), "rows": frame.astype(object).values.tolist()}
        )
    elif as_csv:
        from ..views.tables import csv_text

        say(csv_text(frame).rstrip("\n"))
    else:
        frame_table(frame, asked.question)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--param {text}: write it as NAME=VALUE")
    return name, value
