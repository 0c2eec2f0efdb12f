"""The ``dragoman`` command: its options, its commands, its exit codes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli import (
    accounts,
    actors,
    add,
    batch,
    contradictions,
    evaluate,
    explain,
    export,
    inspect,
    meetings,
    merges,
    network,
    people,
    positions,
    read,
    remove,
    rules,
    schema,
    search,
    serve,
    status,
    timeline,
    update,
)
from dragoman.record.version import __version__

EPILOG = (
    "Data goes to standard output, progress and messages to standard error. "
    "Exit codes: 0 all done, 1 something could not be read, 2 wrong usage."
)

app = typer.Typer(
    name="dragoman",
    help="Read reports of diplomatic talks; give back the record of the talks, every value tied to its words.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


for module in (
    read,
    inspect,
    batch,
    add,
    update,
    remove,
    status,
    search,
    timeline,
    meetings,
    people,
    positions,
    accounts,
    contradictions,
    network,
    merges,
    serve,
    evaluate,
    actors,
    explain,
    export,
    rules,
    schema,
):
    app.command(module.NAME, epilog=EPILOG)(module.command)


def main() -> None:
    """Entry point. A closed pipe (``dragoman … | head``) ends the program quietly."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
