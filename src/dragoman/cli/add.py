"""``dragoman add``: reports into a project."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import ActorsFile, IssuesFile, Model, Published, make_reader
from dragoman.cli.projects import Database, opened, split_project, user
from dragoman.cli.sources import STDIN, Source, sources

if TYPE_CHECKING:
    from dragoman.project import Project
    from dragoman.reading.reader import Reader

NAME = "add"


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="PROJECT FILE...",
            help="The project file, then reports, folders of reports, or - for standard input.",
        ),
    ],
    database: Database = None,
    published: Published = None,
    actors: ActorsFile = None,
    issues: IssuesFile = None,
    model: Model = None,
) -> None:
    """Read reports into a project, making it where there is none.

    Each file is added whole or not at all. A file that is there already (by its content) is not read again; one that
    an older pipeline read stays as it is until `dragoman update`. A file that cannot be read never stops the others.
    """
    project, paths = split_project(arguments, database)
    if not paths:
        raise typer.BadParameter("give the project first, then the reports to add")
    listed = sources(paths)
    if not listed:
        raise typer.BadParameter("there is no file in the folders given")
    with opened(project, database, create=True) as target:
        reader = make_reader(None, model, actors, issues)
        tally = add_all(target, reader, listed, published)
        target.settle()
    report(tally, len(listed))
    if tally["failed"]:
        raise typer.Exit(1)


def add_all(
    project: Project, reader: Reader, listed: list[Source], published: str | None = None
) -> dict[str, list[str]]:
    """Add files one by one, with progress on standard error. Returns paths by what became of them.

    ``published`` goes with each report and not with the reader, so that stating it makes no report stale.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dragoman.intake import IntakeError, read_bytes

    tally: dict[str, list[str]] = {"added": [], "known": [], "stale": [], "failed": []}
    columns = (
        TextColumn("adding"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("adding", total=len(listed), file="")
        for source in listed:
            progress.update(task, file=source.path.name[:40])
            name = "stdin" if source.path == STDIN else str(source.path)
            try:
                data = _bytes(source)
                there = project.known(data, name)
                if there:
                    fresh = all(pipeline == reader.pipeline.id for pipeline in there)
                    tally["known" if fresh else "stale"].append(name)
                else:
                    read = [
                        (document, reader.read(document, published=published)) for document in read_bytes(data, name)
                    ]
                    project.add(data, name, read, given=published, who=user())
                    tally["added"].append(name)
            except IntakeError as error:
                tally["failed"].append(f"{name}: {error}")
            progress.advance(task)
    return tally


def _bytes(source: Source) -> bytes:
    """The bytes of a file, never more than are read of a single one. Raises ``IntakeError``."""
    from dragoman.intake import IntakeError
    from dragoman.intake.files import LARGEST

    try:
        if source.path == STDIN:
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            size = source.path.stat().st_size
            if size > LARGEST:
                raise IntakeError("too-large", f"the file has {size:,} bytes; at most {LARGEST:,} are read")
            data = source.path.read_bytes()
    except OSError as error:
        raise IntakeError("unreadable", (error.strerror or str(error)).lower()) from error
    if len(data) > LARGEST:
        raise IntakeError("too-large", f"it has more than {LARGEST:,} bytes, which is the most that is read")
    return data


def report(tally: dict[str, list[str]], total: int) -> None:
    """Say on standard error what became of the files."""
    words = {
        "added": "added",
        "again": "read again",
        "known": "already there",
        "stale": "already there, read by another pipeline (dragoman update reads them again)",
        "failed": "not readable",
    }
    parts = [f"{len(tally[key])} {says}" for key, says in words.items() if tally.get(key)]
    typer.echo(f"{total} {'file' if total == 1 else 'files'}: {', '.join(parts) or 'nothing to do'}", err=True)
    for line in tally["failed"]:
        typer.echo(line, err=True)
