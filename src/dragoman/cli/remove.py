"""``dragoman remove``: reports out of a project."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.projects import Database, Why, opened, split_project, user

NAME = "remove"


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="PROJECT REPORT...", help="The project file, then numbers or paths as `status` lists them."
        ),
    ],
    database: Database = None,
    why: Why = None,
) -> None:
    """Take reports out of a project, with all that was read from them and all that only they supported."""
    project, wanted = split_project(arguments, database)
    if not wanted:
        raise typer.BadParameter("give the project first, then the reports to remove")
    missing = []
    with opened(project, database) as target:
        documents = target.documents()
        found: set[int] = set()
        for name in map(str, wanted):
            matching = [d.id for d in documents if str(d.id) == name or d.source == name]
            found.update(matching)
            if not matching:
                missing.append(name)
        if missing:
            for name in missing:
                typer.echo(f"there is no report {name} in the project; nothing was removed", err=True)
            raise typer.Exit(1)
        removed = target.remove(found, who=user(), why=why)
        target.settle()
    typer.echo(f"{removed} {'report' if removed == 1 else 'reports'} removed", err=True)
