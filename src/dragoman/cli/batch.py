"""``dragoman batch``: as many reports as there are."""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import ActorsFile, Columns, IssuesFile, Model, Published

if TYPE_CHECKING:
    from dragoman.scale import Status

NAME = "batch"
STOPPED = 3
"""Exit code of a batch that has to be begun again."""


class Engine(StrEnum):
    """What runs the batch."""

    processes = "processes"
    dask = "dask"
    spark = "spark"


class Format(StrEnum):
    """What is printed in the end."""

    text = "text"
    json = "json"


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
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Address of a Dask scheduler; without it a local cluster is made.")
    ] = None,
    master: Annotated[
        str | None, typer.Option("--master", help="Spark master where none is configured, such as local[2].")
    ] = None,
    shard_files: Annotated[
        int, typer.Option("--shard-files", min=0, help="Files that are read together; 0 is 8 to 200.")
    ] = 0,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="A line for a person, or the manifest as JSON on standard output.")
    ] = Format.text,
    restart: Annotated[bool, typer.Option("--restart", help="Throw away what an earlier run wrote.")] = False,
    published: Published = None,
    columns: Columns = None,
    actors: ActorsFile = None,
    issues: IssuesFile = None,
    model: Model = None,
) -> None:
    """Read many reports into Parquet tables, one a record kind, by month of publication, with a manifest.

    A run that was stopped goes on where it was when it is begun again. The tables hold what the inputs hold now: give
    more files and only those are read; take some away and they leave the tables. Files that cannot be read are listed
    in quarantine.parquet and never stop the others; the exit code is then 1. It is 3 when the batch had to stop before
    its end. The tables do not depend on the engine.
    """
    try:
        from dragoman.scale import BatchError, Options, StoppedError, run_batch
    except ModuleNotFoundError as error:
        raise typer.BadParameter(f"batch needs {error.name}; run: pip install 'dragoman[batch]'") from error
    from dragoman.reading.language import NoModelError

    options = Options(
        engine=engine.value,
        workers=workers,
        scheduler=scheduler,
        master=master,
        shard_files=shard_files,
        published=published,
        columns=columns or {},
        model=model,
        actors_file=_absolute(actors, "--actors"),
        issues_file=_absolute(issues, "--issues"),
        restart=restart,
    )
    try:
        with _Progress() as progress:
            manifest = run_batch([_address(i) for i in inputs], _address(output), options, progress.show)
    except StoppedError as error:
        typer.echo(f"{error}; what was read is kept, and the same command goes on from there", err=True)
        raise typer.Exit(STOPPED) from error
    except (BatchError, NoModelError, ValueError) as error:
        raise typer.BadParameter(str(error)) from error
    except ModuleNotFoundError as error:
        raise typer.BadParameter(_needs(error.name or "", engine)) from error
    except KeyboardInterrupt:
        typer.echo("stopped; what was read is kept, and the same command goes on from there", err=True)
        raise
    if format is Format.json:
        typer.echo(json.dumps(manifest, indent=2, sort_keys=True))
    else:
        typer.echo(_summary(manifest, output), err=True)
    if manifest["failures"]:
        raise typer.Exit(1)


def _needs(module: str, engine: Engine) -> str:
    extra = {"s3fs": "s3", "gcsfs": "gcs"}.get(module, engine.value)
    return f"this needs {module}; run: pip install 'dragoman[{extra}]'"


def _summary(manifest: dict[str, Any], output: str) -> str:
    says = f"{manifest['reports']} reports from {manifest['files_read']} files in {output}"
    copies = manifest["files_copied"] + manifest["reports_copied"]
    if copies:
        says += f"; {copies} copies left out"
    if manifest["failures"]:
        says += f"; {manifest['failures']} failures in {manifest['files_failed']} files, see quarantine.parquet"
    return says


def _absolute(path: Path | None, option: str) -> str | None:
    if path is None:
        return None
    if not path.is_file():
        raise typer.BadParameter(f"{option}: {path} is no file")
    return str(path.resolve())


def _address(text: str) -> str:
    """Local paths are made absolute, since workers may stand elsewhere."""
    return text if "://" in text else str(Path(text).resolve())


class Pace:
    """The rate of a batch and the time it will still take, from the last entries that came.

    What an earlier run had read does not count, and neither, from the third entry on, does the time before the first,
    in which models are loaded.
    The time left goes by bytes, since the time of a report does.
    """

    LAST = 40

    def __init__(self, now: float) -> None:
        self._last: deque[tuple[float, int, int]] = deque([(now, 0, 0)], self.LAST)

    def note(self, now: float, files: int, size: int) -> None:
        """So many files and bytes had been read by this run."""
        if files > self._last[-1][1]:
            self._last.append((now, files, size))
            if self._last[0][1] == 0 and len(self._last) > 3:
                self._last.popleft()

    def rate(self) -> float | None:
        """Files a second, or None while nothing can be said."""
        (begun, first, _), (ended, last, _) = self._last[0], self._last[-1]
        return (last - first) / (ended - begun) if ended > begun and last > first else None

    def left(self, now: float, total: int) -> float | None:
        """Seconds until ``total`` bytes have been read, or None while nothing can be said."""
        (begun, _, first), (ended, _, last) = self._last[0], self._last[-1]
        if ended <= begun or last <= first:
            return None
        return max(0.0, (total - last) * (ended - begun) / (last - first) - (now - ended))


class _Progress:
    """A bar with rate and time left on a terminal; a line every half minute otherwise."""

    EVERY = 30

    def __enter__(self) -> _Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self.pace: Pace | None = None
        self.told = time.monotonic()
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[says]}"),
        )
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self.task = self.bar.add_task("finding", total=None, says="")
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def show(self, status: Status) -> None:
        """Take note of how far the batch is."""
        now = time.monotonic()
        says = ""
        if status.step == "reading":
            if self.pace is None:
                self.pace = Pace(now)
            self.pace.note(now, status.done - status.kept, status.bytes)
            says = _says(status, self.pace.rate(), self.pace.left(now, status.bytes_total))
        self.bar.update(
            self.task, description=status.step, completed=status.done, total=status.total or None, says=says
        )
        if self.bar.disable and now - self.told > self.EVERY:
            self.told = now
            typer.echo(f"{status.step}: {status.done} of {status.total or '?'}{says and ', ' + says}", err=True)


def _says(status: Status, rate: float | None, left: float | None) -> str:
    parts = [f"{status.reports} reports"]
    if status.kept:
        parts.append(f"{status.kept} files were there")
    if rate is not None and left is not None:
        parts += [f"{rate:.1f} files/s", f"{duration(left)} left"]
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A time for a person: ``40 s``, ``12 min``, ``3 h 20 min``, ``4 days 2 h``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min"
    days, hours = divmod(hours, 24)
    return f"{days} days {hours} h"
