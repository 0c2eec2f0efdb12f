"""The engines: thin adapters that hand batches of shards to the kernel and yield the manifest entries as they come."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from dragoman.scale.inputs import Shard
from dragoman.scale.kernel import ENTRIES, SHARDS, Job, batch_of, kernel, read_shard

AHEAD = 2
"""Shards handed out for each worker; more would only wait in memory."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

Entry = dict[str, Any]
Engine = Callable[[Job, Sequence[Shard]], Iterator[Entry]]


def in_processes(job: Job, shards: Sequence[Shard], workers: int) -> Iterator[Entry]:
    """Local processes. When one dies, the shards that were being read are read again one at a time; a file on which a
    process dies alone is the cause, and goes into quarantine."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as marks, _one_thread_each():
        job = msgspec.structs.replace(job, marks=marks)
        left = {shard.id: shard for shard in shards}
        while left:
            try:
                for entry in _pool(job, list(left.values()), workers):
                    del left[entry["shard"]]
                    yield entry
            except BrokenProcessPool:
                for mark in sorted(Path(marks).iterdir()):
                    shard = left.pop(mark.name, None)
                    mark.unlink()
                    if shard is not None:
                        yield _alone(job, shard, mark)


def _alone(job: Job, shard: Shard, mark: Path) -> Entry:
    while True:
        try:
            return next(_pool(job, [shard], 1))
        except BrokenProcessPool:
            job = msgspec.structs.replace(job, killers=(*job.killers, mark.read_text(encoding="utf-8")))


def _pool(job: Job, shards: Sequence[Shard], workers: int) -> Iterator[Entry]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        running: set[Future[Entry]] = set()
        for shard in shards:
            running.add(pool.submit(read_shard, job, shard))
            if len(running) >= AHEAD * workers:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (f.result() for f in finished)
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (f.result() for f in finished)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let each process parse with one thread: more, in as many processes as cores, only fight for them."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def on_dask(job: Job, shards: Sequence[Shard], scheduler: str | None, workers: int) -> Iterator[Entry]:
    """A Dask scheduler (``scheduler`` is its address), or a local cluster of ``workers`` processes.

    Dask reads a shard again when its worker is lost; after three lost workers it gives up, and so does the batch.
    """
    from distributed import Client, LocalCluster, as_completed

    with _one_thread_each():
        cluster = None
        if scheduler is None:
            cluster = LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None)
        with Client(cluster or scheduler, set_as_default=False) as client:
            slots = max(1, sum(client.nthreads().values()))
            waiting = iter(shards)
            running = as_completed(loop=client.loop, with_results=True)

            def hand_out(count: int) -> None:
                for _ in range(count):
                    shard = next(waiting, None)
                    if shard is not None:
                        running.add(
                            client.submit(_entries, batch_of(job, [shard]), key=f"dragoman-{shard.id}", retries=2)
                        )

            hand_out(AHEAD * slots)
            for _, entries in running:
                yield from entries
                hand_out(1)
        if cluster is not None:
            cluster.close()


def _entries(batch: Any) -> list[Entry]:
    return [json.loads(e) for out in kernel(iter([batch])) for e in out.column("entry").to_pylist()]


def on_spark(job: Job, shards: Sequence[Shard], master: str | None) -> Iterator[Entry]:
    """Spark's ``mapInArrow`` on the session that the user has configured (``master`` only where there is none).

    Spark retries a task whose worker is lost as often as ``spark.task.maxFailures`` says. Entries come as partitions
    end; a partition is one shard.
    """
    from pyspark.sql import SparkSession

    # executors on this machine must run the Python that has dragoman; a cluster's own setting wins
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("dragoman")
    if master:
        builder = builder.master(master)
    session = builder.getOrCreate()
    batch = batch_of(job, list(shards))
    frame = session.createDataFrame(batch.to_pandas(), ", ".join(f"{f.name} string" for f in SHARDS))
    mapped = frame.repartitionByRange(max(1, len(shards)), "shard").mapInArrow(
        kernel, ", ".join(f"{f.name} string" for f in ENTRIES)
    )
    for row in mapped.toLocalIterator(prefetchPartitions=True):
        yield json.loads(row["entry"])
