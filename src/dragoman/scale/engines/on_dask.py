"""A Dask cluster: one that is there, or one of local processes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import pyarrow as pa
from distributed import Client, KilledWorker, LocalCluster, as_completed

from dragoman.scale.engines import AHEAD, one_thread_each
from dragoman.scale.errors import BatchError, StoppedError
from dragoman.scale.kernel import kernel
from dragoman.scale.tasks import TASKS, Entry, Job, Task, rows_of


@contextmanager
def on_dask(job: Job, scheduler: str | None, workers: int) -> Iterator[OnDask]:
    """The cluster whose scheduler has the address ``scheduler``, or a local one of ``workers`` processes."""
    with one_thread_each(), ExitStack() as stack:
        target: Any = scheduler
        if scheduler is None:
            target = stack.enter_context(
                LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0")
            )
        try:
            client = stack.enter_context(Client(target, set_as_default=False))
        except (OSError, ValueError) as error:
            raise BatchError(f"there is no Dask scheduler at {scheduler}: {error}") from error
        yield OnDask(job, client)


class OnDask:
    """Tasks as Dask futures.

    Dask does a task again when its worker is lost; after more lost workers than ``distributed.scheduler.
    allowed-failures`` says (3) it gives up, and so does the batch.
    """

    def __init__(self, job: Job, client: Client) -> None:
        self._job = job
        self._client = client

    def run(self, tasks: Sequence[Task]) -> Iterator[Entry]:
        """The entries of the tasks as they are done."""
        waiting = iter(tasks)
        running = as_completed(loop=self._client.loop)

        def hand_out(count: int) -> None:
            for _, task in zip(range(count), waiting, strict=False):
                rows = pa.table([list(c) for c in zip(*rows_of(self._job, [task]), strict=True)], schema=TASKS)
                running.add(self._client.submit(_perform, rows.to_batches()[0], pure=False, retries=2))

        hand_out(AHEAD * max(1, sum(self._client.nthreads().values())))
        for future in running:
            try:
                entries = future.result()
            except KilledWorker as error:
                raise StoppedError(f"Dask lost too many workers over one task ({error})") from error
            future.release()
            hand_out(1)
            yield from entries


def _perform(batch: Any) -> list[Entry]:
    return [json.loads(e) for out in kernel(iter([batch])) for e in out.column("entry").to_pylist()]
