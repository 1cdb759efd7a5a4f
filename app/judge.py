"""`detente judge`: reject, confirm or correct facts, merge or split contracts, retract articles, and take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from .options import json_option, store_option

if TYPE_CHECKING:
    from ..graph.model import Action, Judgement

Object = dict[str, Any]
author_option = click.option(
    "--author", metavar="NAME", help="Who decides (default: your login name).", default=None
)
DOES: dict[Action, tuple[str, str]] = {
    "reject": ("Facts that are wrong: they count in no score and stand behind nothing.", "FACT..."),
    "confirm": (
        "Facts that you checked: their confidence becomes 1; what they say stays as it is.",
        "FACT...",
    ),
    "correct": ("Another party in the place of a wrong one, as in: --role target --to USA", "FACT..."),
    "merge": ("Two or more contracts that are one deal, or events that are one act.", "ID ID..."),
    "split": ("A contract or event, and those of its facts that belong to another one.", "ID FACT..."),
    "retract": ("Articles that were withdrawn: none of their facts counts.", "ARTICLE..."),
}


@click.group(short_help="Reject, confirm, correct, merge, split, retract; and take it back.")
def judge() -> None:
    """Decide about facts, contracts, events and articles; each judgement is kept and can be taken back.

    Facts are never edited: a judgement stands beside them, with author, reason and time, and scores and
    explanations follow it. Ids come from `detente review` and `detente explain ID`.
    """


def _command(action: Action) -> click.Command:
    text, metavar = DOES[action]

    def decide(
        ids: tuple[str, ...], reason: str, author: str | None, store: str | None, as_json: bool,
        role: str | None = None, to: str | None = None,
    ) -> None:  # fmt: skip
        from datetime import UTC, datetime

        from ..atlas.book import open_atlas
        from ..loaders.judging import judge as record
        from .pipeline import opened

        with opened(store, purpose="read") as graph:  # a graph that is not there yet is not made
            graph.apply_schema()
            made = record(
                graph, open_atlas(), action, ids, reason=reason, author=author or _login(),
                decided_at=datetime.now(UTC).replace(microsecond=0), role=role, to=to,
            )  # fmt: skip
        _show(made, as_json, f"Recorded. To take it back: detente judge undo {made.id}")

    made: Callable[..., None] = decide
    if action == "correct":
        made = click.option("--to", required=True, metavar="ID", help="The actor: USA, NATO, org:gazprom.")(
            made
        )
        made = click.option("--role", required=True, help="The part: source, target, buyer, seller ...")(made)
    made = json_option(store_option(author_option(made)))
    made = click.option("--reason", required=True, metavar="TEXT", help="Why; kept with the judgement.")(made)
    made = click.argument("ids", nargs=-1, required=True, metavar=metavar)(made)
    return click.command(action, help=text, short_help=text)(made)


for _action in DOES:
    judge.add_command(_command(_action))


@judge.command(short_help="Take a judgement back.")
@click.argument("judgement")
@author_option
@store_option
@json_option
def undo(judgement: str, author: str | None, store: str | None, as_json: bool) -> None:
    """Take JUDGEMENT back: the graph becomes what it would be without it, and the record stays."""
    from datetime import UTC, datetime

    from ..atlas.book import open_atlas
    from ..loaders.judging import undo as take_back
    from .pipeline import opened

    with opened(store, purpose="read") as graph:  # a graph that is not there yet is not made
        done = take_back(
            graph, open_atlas(), judgement, author=author or _login(),
            undone_at=datetime.now(UTC).replace(microsecond=0),
        )  # fmt: skip
    _show(done, as_json, "Taken back.")


@judge.command("list", short_help="All judgements, the oldest first.")
@store_option
@json_option
def list_(store: str | None, as_json: bool) -> None:
    """List all judgements, also those that were taken back."""
    from ..loaders.rulings import read_judgements
    from .pipeline import opened
    from .terminal import say, show_json, table

    with opened(store, purpose="read") as graph:
        rows = [judgement_row(j) for j in read_judgements(graph)]
    if as_json:
        show_json({"judgements": rows})
    elif rows:
        columns = ["judgement", "action", "targets", "becomes", "author", "decided_at", "reason", "undone_at"]
        table([[row[name] for name in columns] for row in rows], columns)
    else:
        say("No judgements yet. What is worth looking at: detente review")


def judgement_row(told: Judgement) -> Object:
    """Return a judgement as a plain row."""
    becomes = f"{told.role} is {(told.becomes or '').partition(':')[2]}" if told.role else None
    return {
        "judgement": told.id,
        "action": told.action,
        "targets": list(told.targets),
        "becomes": becomes,
        "author": told.author,
        "decided_at": told.decided_at,
        "reason": told.reason,
        "undone_at": told.undone_at,
        "undone_by": told.undone_by,
    }


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise click.UsageError("your login name is not known here: add --author NAME") from error


def _show(told: Judgement, as_json: bool, then: str) -> None:
    from .terminal import hint, say, show_json

    if as_json:
        show_json(judgement_row(told))
        return
    say(f"{told.id}  {told.action} {', '.join(told.targets)}: {told.reason} ({told.author})")
    hint(then)
