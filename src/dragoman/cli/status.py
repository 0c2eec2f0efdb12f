"""``dragoman status``: what is in a project."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.options import Model
from dragoman.cli.projects import Database, Format, ProjectFile, Shape, opened, print_json, print_rows

NAME = "status"

_COLUMNS = {
    "id": "no.",
    "lineage": "lineage",
    "published": "published",
    "outlet": "outlet",
    "title": "title",
    "source": "file",
    "stale": "stale",
    "copy_of": "copy of",
}


def command(
    project: ProjectFile = None,
    database: Database = None,
    model: Model = None,
    reports: Annotated[bool, typer.Option("--list", help="Also list every report.")] = False,
    format: Shape = Format.table,
) -> None:
    """Show how many reports a project holds, how many are independent, and which are stale."""
    from dragoman.cli.options import make_reader

    with opened(project, database) as target:
        pipeline = make_reader(None, model).pipeline.id
        status = target.status(pipeline)
        documents = target.documents()
        origin = {c.document: f"{c.of} ({c.relation}: {c.says})" for line in target.lineages() for c in line.copies}
    rows = [
        {
            "id": d.id,
            "lineage": d.lineage,
            "published": d.published or _between(d.earliest, d.latest),
            "outlet": d.outlet or d.agency,
            "title": d.title,
            "source": d.source,
            "stale": d.pipeline != pipeline,
            "copy_of": origin.get(d.id),
        }
        for d in documents
    ]
    if format is Format.csv:
        print_rows(rows, _COLUMNS, format)
        return
    if format is Format.json:
        print_json({"status": status, "documents": rows})
        return
    typer.echo(f"{status.name} ({status.database})")
    typer.echo(f"{_count(status.documents, 'report')}, {status.lineages} independent; {status.undated} without a date")
    if status.first:
        typer.echo(f"published {status.first} to {status.last}")
    typer.echo(
        f"{_count(status.statements, 'statement')}, {_count(status.people, 'person', 'people')}, "
        f"{_count(status.meetings, 'meeting')}, {_count(status.issues, 'issue')}"
    )
    typer.echo(f"{_count(status.merges, 'merge')} done, {status.proposed} proposed")
    for outlet, number in status.outlets.items():
        typer.echo(f"  {outlet or '(no outlet named)'}: {number}")
    if status.stale:
        typer.echo(f"{_count(status.stale, 'report')} read by another pipeline; dragoman update reads them again")
    if reports:
        typer.echo()
        print_rows(rows, _COLUMNS, format)


def _between(earliest: str | None, latest: str | None) -> str:
    return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else ""


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
