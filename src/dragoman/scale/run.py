"""A batch from plan to final tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from dragoman.reading.reader import Reader
from dragoman.scale.engines import Entry, in_processes, on_dask, on_spark
from dragoman.scale.inputs import Plan, Shard, plan, units
from dragoman.scale.kernel import Job
from dragoman.scale.store import Store

SHARD_FILES = 200
"""Files of a shard. Its rows wait in memory until it is done: about 30 kB a report, so some 6 MB."""
SHARD_BYTES = 16 * 1024 * 1024


class BatchError(RuntimeError):
    """A batch that cannot begin or go on; ``str(error)`` says why and what to do."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a batch is run. ``workers`` 0 means one a core."""

    engine: Literal["processes", "dask", "spark"] = "processes"
    workers: int = 0
    scheduler: str | None = None
    master: str | None = None
    shard_files: int = SHARD_FILES
    published: str | None = None
    model: str | None = None
    actors_file: str | None = None
    issues_file: str | None = None
    restart: bool = False


Progress = Callable[[int, int, int], None]
"""Called with (files done, files in all, reports so far)."""


def run_batch(inputs: Sequence[str], output: str, options: Options, progress: Progress | None = None) -> dict[str, Any]:
    """Read every file below ``inputs`` (addresses) into tables below ``output``; returns the manifest.

    A batch that was stopped goes on where it was when it is begun again with the same output. Raises
    :class:`BatchError`, and ``NoInputError`` for an input that is not there.
    """
    job = Job(
        output=output,
        published=options.published,
        model=options.model,
        actors_file=options.actors_file,
        issues_file=options.issues_file,
    )
    pipeline = Reader(
        published=options.published,
        model=options.model,
        actors_file=options.actors_file,
        issues_file=options.issues_file,
    ).pipeline.id
    made = plan(units(inputs), options.shard_files, SHARD_BYTES)
    store = Store(output)
    _begin(store, pipeline, options, made)
    entries = {i: e for i, e in store.done().items() if i in {s.id for s in made.shards}}
    left = [shard for shard in made.shards if shard.id not in entries]

    def report() -> None:
        if progress is not None:
            done = sum(e["units"] for e in entries.values())
            progress(done, made.units, sum(e["reports"] for e in entries.values()))

    report()
    for entry in _engine(job, left, options):
        entries[entry["shard"]] = entry
        report()
    missing = [shard.id for shard in made.shards if shard.id not in entries]
    if missing:
        raise BatchError(f"{len(missing)} shards were not read; begin the batch again to go on")
    summary = {"pipeline": pipeline, "copies": [list(c) for c in made.copies], "inputs": list(inputs)}
    return store.finish([entries[shard.id] for shard in made.shards], summary)


def _begin(store: Store, pipeline: str, options: Options, made: Plan) -> None:
    """Begin the folder, or make sure that it was begun with the same program, settings and input."""
    begun = store.read_json("batch.json")
    wanted = {"pipeline": pipeline, "shard_files": options.shard_files}
    if begun is not None and not options.restart:
        if begun["pipeline"] != pipeline:
            raise BatchError(
                f"{store.address} was begun with another program version or other settings (pipeline "
                f"{begun['pipeline']}, now {pipeline}); use --restart to begin it anew"
            )
        if begun["shard_files"] != options.shard_files:
            raise BatchError(f"{store.address} was begun with {begun['shard_files']} files a shard; use the same")
        return
    if begun is None and store.fs.exists(store.root) and store.fs.find(store.root):
        raise BatchError(f"{store.address} holds other files; give an empty folder")
    if options.restart and begun is not None:
        store.fs.rm(store.root, recursive=True)
        store.fs.invalidate_cache()
    store.write(msgspec.json.encode(wanted), "batch.json")


def _engine(job: Job, shards: list[Shard], options: Options) -> Iterator[Entry]:
    if not shards:
        return iter(())
    workers = options.workers or os.cpu_count() or 1
    if options.engine == "processes":
        return in_processes(job, shards, min(workers, len(shards)))
    if options.engine == "dask":
        return on_dask(job, shards, options.scheduler, workers)
    return on_spark(job, shards, options.master)
