"""The `detente` command: its doors, its exit codes, its error messages."""

from __future__ import annotations

import os
import sys

import click

from ..graph.errors import DetenteError
from .alignment import alignment
from .analyze import analyze, demo
from .balance import balance
from .blocs import blocs
from .doctor import doctor
from .explain import explain
from .export import export
from .extract import extract
from .judge import judge
from .load import load
from .metrics import pressure, tension
from .query import query
from .review import review
from .score import score
from .serve.command import serve
from .sources import cite, sources
from .watch import watch


class Doors(click.Group):
    """Lists the commands in the order in which a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of their making."""
        return list(self.commands)


def _version() -> str:
    from importlib.metadata import version

    return version("detente")


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="detente")
@click.option("--no-color", is_flag=True, help="No colours (also: the environment variable NO_COLOR).")
@click.option("-v", "--verbose", count=True, help="Say more of what happens; twice for details.")
def cli(no_color: bool, verbose: int) -> None:
    """Tension and alignment between states, from articles and open data, down to the sentence.

    Start with `detente demo`, then `detente analyze FILE-OR-FOLDER --out DIR`.
    """
    if no_color:
        os.environ["NO_COLOR"] = "1"
    if verbose:
        import logging

        logging.basicConfig(
            level=logging.INFO if verbose == 1 else logging.DEBUG, format="%(name)s: %(message)s"
        )


for door in (
    demo,
    analyze,
    extract,
    load,
    query,
    tension,
    alignment,
    pressure,
    balance,
    blocs,
    explain,
    review,
    judge,
    export,
    serve,
    watch,
    score,
    sources,
    cite,
    doctor,
):
    cli.add_command(door)


def main() -> None:
    """Run the command and leave with its exit code; a closed pipe ends quietly."""
    try:
        cli.main(standalone_mode=False)
        sys.stdout.flush()
        code = 0
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except DetenteError as error:
        sys.stderr.write(f"detente: {error}\n")
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write(
            "detente: interrupted; what was loaded so far is kept. Run the same command again.\n"
        )
        code = 130
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # or the interpreter complains at its end
        code = 0
    except Exception as error:
        if os.environ.get("DETENTE_DEBUG"):
            raise
        sys.stderr.write(
            f"detente: internal error: {type(error).__name__}: {error}\n"
            "This is a defect in detente. Run again with DETENTE_DEBUG=1 for the details to report.\n"
        )
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
