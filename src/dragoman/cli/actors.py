"""``dragoman actors``: the cast of a report."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import ActorsFile, Model, make_reader
from dragoman.cli.sources import STDIN, Source, documents

if TYPE_CHECKING:
    from dragoman.record import Record

NAME = "actors"
COLUMNS = ("id", "name", "kind", "side", "country", "roles", "aliases", "mentions")


class Format(StrEnum):
    """How the cast is written."""

    table = "table"
    json = "json"
    csv = "csv"


def command(
    file: Annotated[Path, typer.Argument(help="A report, or - for standard input.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print it.")] = Format.table,
    actors: ActorsFile = None,
    model: Model = None,
) -> None:
    """List the cast of a report: who, of what kind, speaking for whom, in which office.

    An actors file is CSV with the header form,id,name,kind,country,side,wikidata (one line a spelling) or YAML; see
    docs/actors.md.
    """
    from dragoman.intake import IntakeError

    if file != STDIN and not file.exists():
        raise typer.BadParameter(f"{file} does not exist")
    reader = make_reader(model=model, actors=actors)
    try:
        found = [row for document in documents(Source(file, file.stem)) for row in cast_rows(reader.read(document))]
    except IntakeError as error:
        typer.echo(f"{file}: {error}", err=True)
        raise typer.Exit(1) from error
    if format is Format.json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    elif format is Format.csv:
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    else:
        _table(found)


def cast_rows(record: Record) -> list[dict[str, str]]:
    """One row an entity, with :data:`COLUMNS`; lists are joined by semicolons."""
    names = {e.id: e.name for e in record.entities}
    return [
        {
            "id": e.id,
            "name": e.name,
            "kind": e.kind,
            "side": names.get(e.side or "", ""),
            "country": e.country or "",
            "roles": "; ".join(dict.fromkeys(_role(r.title, r.state, names.get(r.of or "")) for r in e.roles)),
            "aliases": "; ".join(e.aliases),
            "mentions": str(len(e.mentions)),
        }
        for e in record.entities
    ]


def _role(title: str, state: str, of: str | None) -> str:
    prefix = "" if state == "current" or state in title else f"{state} "
    return f"{prefix}{title}" + (f" ({of})" if of else "")


def _table(found: list[dict[str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column in COLUMNS:
        table.add_column(column, justify="right" if column == "mentions" else "left", overflow="fold")
    for row in found:
        table.add_row(*(row[c] for c in COLUMNS))
    Console(width=None if sys.stdout.isatty() else 180, highlight=False).print(table)
