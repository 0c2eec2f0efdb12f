"""``dragoman read``: reports in, their records out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.files import write_whole
from dragoman.cli.options import ActorsFile, IssuesFile, Model, Published, make_reader
from dragoman.cli.sources import Source, documents, sources

if TYPE_CHECKING:
    from dragoman.reading.reader import Reader
    from dragoman.record import Record

NAME = "read"


class Format(StrEnum):
    """What is written for each report."""

    text = "text"
    json = "json"
    html = "html"


def command(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Reports, folders of reports, or - for standard input.")
    ],
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="A brief for a person, the record as JSON, or a page with marked text."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A folder for one file a report, or a file (.json, .html, .txt) for one."),
    ] = None,
    published: Published = None,
    actors: ActorsFile = None,
    issues: IssuesFile = None,
    model: Model = None,
) -> None:
    """Read reports and print the record of the talks.

    One report prints as a brief, or as one JSON object with --format json. Several print as one JSON object a line,
    or go into a folder with -o, one file a report. A file that cannot be read never stops the others.
    """
    listed = sources(inputs)
    if not listed:
        raise typer.BadParameter("there is no file in the folders given")
    single = output is not None and output.suffix in (".json", ".html", ".txt") and not output.is_dir()
    if single and len(listed) > 1:
        raise typer.BadParameter(f"{output} is one file but there are {len(listed)} inputs; give a folder")
    shape = format or _format_of(output, single)
    reader = make_reader(published, model, actors, issues)
    if output is not None and not single:
        failures = _into_folder(reader, listed, output, shape)
    else:
        failures = _print(reader, listed, shape, output)
    if failures:
        total = len(listed)
        if total > 1:
            typer.echo(f"{len(failures)} of {total} files could not be read:", err=True)
        for path, says in failures:
            typer.echo(f"{path}: {says}", err=True)
        raise typer.Exit(1)


def _format_of(output: Path | None, single: bool) -> Format:
    if output is None:
        return Format.text
    if single:
        return {".json": Format.json, ".html": Format.html, ".txt": Format.text}[output.suffix]
    return Format.json


def _print(reader: Reader, listed: list[Source], shape: Format, output: Path | None) -> list[tuple[Path, str]]:
    from dragoman.intake import IntakeError

    failures: list[tuple[Path, str]] = []
    records: list[Record] = []
    several = len(listed) > 1
    for source in listed:
        try:
            for document in documents(source):
                record = reader.read(document)
                if several and shape is Format.json and output is None:
                    sys.stdout.buffer.write(record.to_json() + b"\n")
                    sys.stdout.buffer.flush()
                elif several and shape is Format.text and output is None:
                    show(record, heading=str(source.path))
                else:
                    records.append(record)
        except IntakeError as error:
            failures.append((source.path, str(error)))
    if not records:
        return failures
    if output is not None:
        write_whole(output, b"".join(render(r, shape) for r in records))
    elif shape is Format.text:
        for record in records:
            show(record)
    elif shape is Format.json and len(records) > 1:
        sys.stdout.buffer.write(b"".join(r.to_json() + b"\n" for r in records))
    else:
        sys.stdout.buffer.write(b"".join(render(r, shape) for r in records))
    sys.stdout.flush()
    return failures


def _into_folder(reader: Reader, listed: list[Source], output: Path, shape: Format) -> list[tuple[Path, str]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dragoman.intake import IntakeError

    failures: list[tuple[Path, str]] = []
    ending = "." + ("txt" if shape is Format.text else shape.value)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}") from error
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=len(listed), file="")
        for source in listed:
            progress.update(task, file=source.path.name[:40])
            try:
                found = list(documents(source))
                for number, document in enumerate(found, 1):
                    name = source.name if len(found) == 1 else f"{source.name}.{number}"
                    write_whole(output / (name + ending), render(reader.read(document), shape))
            except IntakeError as error:
                failures.append((source.path, str(error)))
            except OSError as error:
                failures.append((source.path, f"its record could not be written: {error.strerror}"))
            progress.advance(task)
    done = len(listed) - len(failures)
    typer.echo(f"{done} of {len(listed)} files read into {output}", err=True)
    return failures


def render(record: Record, shape: Format) -> bytes:
    """A record in the format asked for, as bytes that end in a newline."""
    if shape is Format.json:
        return record.to_json(indent=2) + b"\n"
    if shape is Format.html:
        from dragoman.export.html import page

        return page(record).encode()
    from dragoman.export.brief import brief

    return "".join(f"{str(line).rstrip()}\n" for line in brief(record)).encode()


def show(record: Record, heading: str | None = None) -> None:
    """Print the brief: coloured and folded on a terminal, plain otherwise."""
    from rich.console import Console

    from dragoman.export.brief import brief

    if not sys.stdout.isatty():
        if heading:
            typer.echo(f"== {heading}")
        sys.stdout.write(render(record, Format.text).decode() + ("\n" if heading else ""))
        return
    console = Console(highlight=False)
    if heading:
        console.rule(heading)
    for line in brief(record):
        console.print(line)
