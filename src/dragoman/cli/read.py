"""``dragoman read``: reports in, their records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.files import write_whole
from dragoman.cli.options import ActorsFile, Columns, IssuesFile, Model, Published, make_reader
from dragoman.cli.sources import Source, items, sources

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
    columns: Columns = None,
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
    reading = _Reading(reader, columns or {})
    if output is not None and not single:
        _into_folder(reading, listed, output, shape)
    else:
        _print(reading, listed, shape, output)
    failures = reading.failures
    if failures:
        total = len(listed)
        if total > 1 and reading.lost:
            typer.echo(f"{reading.lost} of {total} files could not be read:", err=True)
        elif len(failures) > 1:
            typer.echo(f"{len(failures)} parts could not be read:", err=True)
        for where, says in failures:
            typer.echo(f"{where}: {says}", err=True)
        raise typer.Exit(1)


def _format_of(output: Path | None, single: bool) -> Format:
    if output is None:
        return Format.text
    if single:
        return {".json": Format.json, ".html": Format.html, ".txt": Format.text}[output.suffix]
    return Format.json


class _Reading:
    """The records of many sources, one at a time, and what could not be read on the way."""

    def __init__(self, reader: Reader, columns: Mapping[str, str]) -> None:
        self.reader = reader
        self.columns = columns
        self.failures: list[tuple[str, str]] = []
        self.lost = 0

    def records(self, source: Source) -> Iterator[Record]:
        """The records of a source. What fails is kept in ``failures``; what is only noteworthy is printed."""
        from dragoman.intake import Failure, IntakeError, Note
        from dragoman.record import Document

        found = failed = 0
        try:
            for item in items(source, self.columns):
                if isinstance(item, Document):
                    found += 1
                    yield self.reader.read(item)
                elif isinstance(item, Failure):
                    failed += 1
                    self.failures.append((item.source, item.says))
                elif isinstance(item, Note):
                    typer.echo(f"{item.source}: {item.says}", err=True)
            if not found and not failed:
                self.failures.append((str(source.path), "there is no report in this file"))
        except IntakeError as error:
            self.failures.append((str(source.path), str(error)))
        self.lost += not found


def _print(reading: _Reading, listed: list[Source], shape: Format, output: Path | None) -> None:
    records = ((source, record) for source in listed for record in reading.records(source))
    if output is not None:
        whole = [render(record, shape) for _, record in records]
        if whole:
            write_whole(output, b"".join(whole))
        return
    # The first record waits for the second: one prints by itself, several print one a line or under headings.
    ahead: tuple[Source, Record] | None = None
    several = len(listed) > 1
    for following in records:
        if ahead is not None:
            several = True
            _print_one(*ahead, shape, several)
        ahead = following
    if ahead is not None:
        _print_one(*ahead, shape, several)
    sys.stdout.flush()


def _print_one(source: Source, record: Record, shape: Format, several: bool) -> None:
    if shape is Format.text:
        part = record.document.part
        heading = record.document.source + (f" ({part})" if part is not None else "")
        show(record, heading=heading if several else None)
    elif several and shape is Format.json:
        sys.stdout.buffer.write(record.to_json() + b"\n")
        sys.stdout.buffer.flush()
    else:
        sys.stdout.buffer.write(render(record, shape))


def _into_folder(reading: _Reading, listed: list[Source], output: Path, shape: Format) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

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
    done = written = 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=len(listed), file="")
        for source in listed:
            progress.update(task, file=source.path.name[:40])
            before = len(reading.failures)
            try:
                for name, record in _named(source.name, reading.records(source)):
                    write_whole(output / (name + ending), render(record, shape))
                    written += 1
            except OSError as error:
                reading.failures.append((str(source.path), f"its record could not be written: {error.strerror}"))
            done += len(reading.failures) == before
            progress.advance(task)
    reports = "" if written == done else f", {written} reports,"
    typer.echo(f"{done} of {len(listed)} files read{reports} into {output}", err=True)


def _named(name: str, records: Iterator[Record]) -> Iterator[tuple[str, Record]]:
    """Records and the names of their files: NAME when there is one, NAME.1, NAME.2 … when there are more."""
    first = next(records, None)
    if first is None:
        return
    second = next(records, None)
    if second is None:
        yield name, first
        return
    yield f"{name}.1", first
    yield f"{name}.2", second
    for number, record in enumerate(records, 3):
        yield f"{name}.{number}", record


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
