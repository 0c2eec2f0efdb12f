"""``dragoman batch``: as many reports as there are."""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import ActorsFile, IssuesFile, Model, Published

NAME = "batch"


class Engine(StrEnum):
    """What runs the batch."""

    processes = "processes"
    dask = "dask"
    spark = "spark"


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Files, folders, or addresses such as s3://bucket/folder or gs://…"),
    ],
    output: Annotated[str, typer.Option("--output", "-o", help="A folder or address for tables and manifest.")],
    engine: Annotated[
        Engine, typer.Option("--engine", help="Local processes, a Dask cluster, or Spark.")
    ] = Engine.processes,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes; 0 is one a core.")] = 0,
    scheduler: Annotated[str | None, typer.Option("--scheduler", help="Address of a Dask scheduler.")] = None,
    master: Annotated[
        str | None, typer.Option("--master", help="Spark master, where no session is configured: local[2].")
    ] = None,
    shard_files: Annotated[int, typer.Option("--shard-files", min=1, help="Files that are read together.")] = 200,
    restart: Annotated[bool, typer.Option("--restart", help="Throw away what an earlier run wrote.")] = False,
    published: Published = None,
    actors: ActorsFile = None,
    issues: IssuesFile = None,
    model: Model = None,
) -> None:
    """Read many reports into Parquet tables, one a record kind, by month of publication, with a manifest.

    A run that was stopped goes on where it was when it is begun again. Files that cannot be read are listed in
    quarantine.parquet and never stop the others; the exit code is then 1. The tables do not depend on the engine.
    """
    try:
        from dragoman.scale import BatchError, Options, run_batch
        from dragoman.scale.inputs import NoInputError
    except ModuleNotFoundError as error:
        raise typer.BadParameter(f"batch needs {error.name}; run: pip install 'dragoman[batch]'") from error
    from dragoman.knowledge.ownactors import ActorsFileError
    from dragoman.reading.language import NoModelError

    options = Options(
        engine=engine.value,
        workers=workers,
        scheduler=scheduler,
        master=master,
        shard_files=shard_files,
        published=published,
        model=model,
        actors_file=_absolute(actors),
        issues_file=_absolute(issues),
        restart=restart,
    )
    try:
        with _Progress() as progress:
            manifest = run_batch([_address(i) for i in inputs], _address(output), options, progress.show)
    except (BatchError, NoInputError, NoModelError, ActorsFileError) as error:
        raise typer.BadParameter(str(error)) from error
    except ModuleNotFoundError as error:
        raise typer.BadParameter(
            f"{engine.value} needs {error.name}; run: pip install 'dragoman[{engine.value}]'"
        ) from error
    failed = manifest["files_failed"]
    typer.echo(
        f"{manifest['reports']} reports from {manifest['files_read']} files in {output}"
        + (f"; {failed} files in quarantine" if failed else ""),
        err=True,
    )
    if failed:
        raise typer.Exit(1)


def _absolute(path: Path | None) -> str | None:
    return str(path.resolve()) if path else None


def _address(text: str) -> str:
    """Local paths are made absolute, since workers may stand elsewhere."""
    return text if "://" in text else str(Path(text).resolve())


class _Progress:
    """A bar with rate and time left on a terminal; a line every half minute otherwise."""

    def __enter__(self) -> _Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.started = self.told = time.monotonic()
        self.first: int | None = None
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self.task = self.bar.add_task("reading", total=None, rate="")
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def show(self, done: int, total: int, reports: int) -> None:
        """Take note of how far the batch is."""
        now = time.monotonic()
        if self.first is None:
            self.first = done
        seconds = max(now - self.started, 1e-9)
        rate = (done - self.first) / seconds
        self.bar.update(self.task, completed=done, total=total, rate=f"{rate:.0f} files/s")
        if self.bar.disable and now - self.told > 30 and rate:
            self.told = now
            left = (total - done) / rate
            typer.echo(f"{done} of {total} files, {reports} reports, {rate:.1f} files/s, {left:.0f} s left", err=True)
