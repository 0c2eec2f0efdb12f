"""The engines: thin adapters that hand tasks to the kernel and yield the entries as they come."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Literal, Protocol

from dragoman.scale.tasks import Entry, Job, Task

AHEAD = 2
"""Tasks handed out for each worker; more would only wait in memory."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

Name = Literal["processes", "dask", "spark"]


class Engine(Protocol):
    """Something that does tasks, in any order."""

    def run(self, tasks: Sequence[Task]) -> Iterator[Entry]:
        """The entries of the tasks as they are done. Raises :class:`StoppedError` and :class:`WriteError`."""
        ...


def engine(
    name: Name, job: Job, *, workers: int, scheduler: str | None = None, master: str | None = None
) -> AbstractContextManager[Engine]:
    """The engine of a name, which lasts as long as the context. Raises ``ModuleNotFoundError`` without its extra."""
    if name == "dask":
        from dragoman.scale.engines.on_dask import on_dask

        return on_dask(job, scheduler, workers)
    if name == "spark":
        from dragoman.scale.engines.on_spark import on_spark

        return on_spark(job, master, workers)
    from dragoman.scale.engines.processes import processes

    return processes(job, workers)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Let each process begun here parse with one thread: more, in as many processes as cores, only fight for them."""
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
