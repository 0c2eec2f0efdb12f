"""``dragoman update``: read a project's reports again."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.add import report
from dragoman.cli.options import ActorsFile, IssuesFile, Model, make_reader
from dragoman.cli.projects import Database, ProjectFile, opened, user

NAME = "update"


def command(
    project: ProjectFile = None,
    database: Database = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that this pipeline has read.")] = False,
    actors: ActorsFile = None,
    issues: IssuesFile = None,
    model: Model = None,
) -> None:
    """Read again, from the bytes kept in the project, the reports that another pipeline read.

    Each file is replaced whole or not at all. What was decided about merges stays decided.
    """
    from rich.console import Console
    from rich.progress import track

    from dragoman.intake import IntakeError, read_bytes

    tally: dict[str, list[str]] = {"again": [], "failed": []}
    with opened(project, database) as target:
        reader = make_reader(None, model, actors, issues)
        wanted = target.documents() if everything else target.stale(reader.pipeline.id)
        files = {d.sha256: d for d in reversed(wanted)}
        ordered = sorted(files.values(), key=lambda d: d.id)
        for file in track(ordered, "reading again", console=Console(stderr=True), transient=True):
            given = target.given(file.id)
            try:
                data = target.original(file.id)
                read = [(d, reader.read(d, published=given)) for d in read_bytes(data, file.source)]
                target.add(data, file.source, read, given=given, who=user(), again=True)
                tally["again"].append(file.source)
            except IntakeError as error:
                tally["failed"].append(f"{file.source}: {error}")
        target.settle()
    report(tally, len(ordered))
    if tally["failed"]:
        raise typer.Exit(1)
