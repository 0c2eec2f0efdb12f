"""What the commands on a project share: where it is, who works on it, and how rows are printed."""

from __future__ import annotations

import csv
import getpass
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dragoman.project import Project


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


ProjectFile = Annotated[
    str | None, typer.Argument(metavar="PROJECT", help="The project file (not with --database).", show_default=False)
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database", metavar="URL", help="A PostgreSQL database (postgresql://…) in place of a project file."
    ),
]
Shape = Annotated[Format, typer.Option("--format", "-f", help="A table for people, JSON, or CSV for spreadsheets.")]
Reports = Annotated[
    bool, typer.Option("--reports", help="Count every report; without it, copies of one text count once.")
]
Why = Annotated[str | None, typer.Option("--why", help="A reason, for the project's review log.")]


def user() -> str:
    """Who is at the keyboard, for the review log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


@contextmanager
def opened(project: str | None, database: str | None, *, create: bool = False) -> Iterator[Project]:
    """The project that the arguments name; what is wrong with it ends the command with a sentence and exit code 1."""
    from dragoman.project import Project, ProjectError

    if (project is None) == (database is None):
        raise typer.BadParameter("give a project file, or a database with --database")
    try:
        with Project.open(database or project or "", create=create) as found:
            yield found
    except ProjectError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], shape: Format, data: Any = None) -> None:
    """Print rows. ``columns`` maps keys to headings; ``data`` is what JSON shows in their place."""
    if shape is Format.json:
        print_json(data if data is not None else [dict(row) for row in rows])
    elif shape is Format.csv:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(columns)
        for row in rows:
            out.writerow([_safe(_plain(row.get(key))) for key in columns])
    else:
        _table(rows, columns)


def print_json(data: Any) -> None:
    """Print data as indented JSON."""
    import msgspec

    typer.echo(json.dumps(msgspec.to_builtins(data), indent=2, ensure_ascii=False))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(_plain(v) for v in value)
    return str(value)


def _safe(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # piped, a table is as wide as it needs, so that grep sees whole cells
    console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=100_000)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(" ".join(_plain(row.get(key)).split())) for key in columns))
    if sys.stdout.isatty():
        console.print(table)
        return
    from io import StringIO

    buffer = StringIO()
    Console(file=buffer, highlight=False, width=100_000).print(table)
    for line in buffer.getvalue().splitlines():
        if line.strip():
            typer.echo(line.rstrip())


def split_project(paths: list[str], database: str | None) -> tuple[str | None, list[Path]]:
    """The project among a command's arguments, and the rest: all of them where there is a database."""
    if database is not None:
        return None, [Path(p) for p in paths]
    return paths[0], [Path(p) for p in paths[1:]]
