"""``dragoman export``: records in other people's formats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.evaluate import gold_records
from dragoman.cli.files import write_folder, write_whole
from dragoman.cli.options import ActorsFile, IssuesFile, Model, Published, make_reader
from dragoman.cli.sources import STDIN, Source, documents, sources
from dragoman.export.formats import FORMATS, format_named

if TYPE_CHECKING:
    from dragoman.reading.reader import Reader
    from dragoman.record import Record

NAME = "export"
_SQLITE = b"SQLite format 3\0"


def _listing() -> str:
    lines = ["Formats, what opens them, and what each cannot hold:", ""]
    for f in FORMATS:
        kind = f"*{f.ending}" if f.ending else "a folder"
        lines.append(f"{f.name} ({kind}): {f.opens}. Loses: {f.loses}.")
        lines.append("")
    return "\n".join(lines)


def command(
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE...", help="Projects (.dragoman), records (.json, .jsonl), reports, or folders."),
    ],
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="One of the formats below.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file or folder to write; a file's format may be piped.")
    ] = None,
    published: Published = None,
    actors: ActorsFile = None,
    issues: IssuesFile = None,
    model: Model = None,
) -> None:
    """Write records in another format: tables, event data, annotations, calendar, map, network, briefing note."""
    from dragoman.intake import IntakeError
    from dragoman.project.errors import ProjectError

    try:
        chosen = format_named(format)
    except KeyError:
        names = ", ".join(f.name for f in FORMATS)
        raise typer.BadParameter(f"there is no format {format!r}; there are {names}") from None
    if output is None and not chosen.ending:
        raise typer.BadParameter(f"{format} is a folder of files; name one with -o")
    failures: list[str] = []
    found: list[Record] = []
    readers: list[Reader] = []

    def reader() -> Reader:
        if not readers:
            readers.append(make_reader(published, model, actors, issues))
        return readers[0]

    for source in sources(inputs):
        try:
            found.extend(_records(source, reader, gold=chosen.name == "gold"))
        except (IntakeError, ProjectError) as error:
            failures.append(f"{source.path}: {error}")
    if not found:
        typer.echo("\n".join(failures) or "there is no record to export", err=True)
        raise typer.Exit(1)
    try:
        if not chosen.ending:
            assert output is not None
            count = write_folder(output, chosen.files(found))
            typer.echo(f"{count} files from {len(found)} reports in {output}", err=True)
        elif output is None:
            sys.stdout.buffer.write(chosen.render(found))
        else:
            write_whole(output, chosen.render(found))
    except ModuleNotFoundError as error:
        extra = "parquet" if error.name == "pyarrow" else "exchange"
        raise typer.BadParameter(f"{format} needs {error.name}; run: pip install 'dragoman[{extra}]'") from error
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror or error}") from error
    if failures:
        typer.echo("\n".join(failures), err=True)
        raise typer.Exit(1)


command.__doc__ = f"{command.__doc__}\n\n{_listing()}"


def _records(source: Source, reader: Callable[[], Reader], *, gold: bool) -> Iterator[Record]:
    import msgspec

    from dragoman.record import Record

    head = b""
    if source.path != STDIN:
        with source.path.open("rb") as stream:
            head = stream.read(64)
    if head.startswith(_SQLITE):
        from dragoman.project import Project

        with Project.open(source.path) as project:
            yield from gold_records(project) if gold else (record for _, record in project.records())
        return
    if gold:
        raise typer.BadParameter(f"{source.path} is no project; only a project holds reviews")
    if head.lstrip().startswith(b'{"schema"') or (source.path.suffix == ".json" and head.lstrip().startswith(b"{")):
        data = source.path.read_bytes()
        try:
            for line in [data] if source.path.suffix != ".jsonl" else data.splitlines():
                yield Record.from_json(line)
        except msgspec.MsgspecError as error:
            raise typer.BadParameter(f"{source.path} is no record of this version ({error})") from error
        return
    for document in documents(source):
        yield reader().read(document)
