"""``dragoman accounts``: one meeting, account by account."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.projects import Database, Format, Reports, Shape, opened, print_rows

NAME = "accounts"


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="PROJECT MEETING", help="The project file, then a meeting's number (dragoman meetings)."
        ),
    ],
    database: Database = None,
    reports: Reports = False,
    format: Shape = Format.table,
) -> None:
    """Show what each account says of one meeting, where they agree, where they differ, and who is silent.

    One account is one independent report; its copies are listed with it in JSON.
    """
    project, rest = (None, arguments) if database else (arguments[0], arguments[1:])
    if len(rest) != 1 or not rest[0].isdigit():
        raise typer.BadParameter("give the project and the number of one meeting; dragoman meetings lists them")
    with opened(project, database) as target:
        found = target.accounts(int(rest[0]), reports=reports)
    names = {a.document: f"{a.document} {a.outlet or ''}".strip() for a in found.accounts}
    columns = {"aspect": "aspect", "verdict": "verdict", **{str(d): name for d, name in names.items()}}
    rows = []
    for aspect in found.aspects:
        row: dict[str, object] = {"aspect": aspect.name, "verdict": aspect.verdict}
        for document in names:
            row[str(document)] = list(dict.fromkeys(s.value for s in aspect.said if s.document == document))
        rows.append(row)
    if format is Format.table:
        typer.echo(found.name, err=True)
    print_rows(rows, columns, format, found)
