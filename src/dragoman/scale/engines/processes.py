"""Processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from dragoman.scale.engines import AHEAD, one_thread_each
from dragoman.scale.errors import StoppedError
from dragoman.scale.kernel import perform
from dragoman.scale.tasks import Entry, Job, Read, Task


@contextmanager
def processes(job: Job, workers: int) -> Iterator[Processes]:
    """``workers`` processes. They end with the context, and with the process that began them."""
    others = set(multiprocessing.active_children())
    with one_thread_each():
        pool = Processes(job, workers)
        try:
            yield pool
            pool.close()
        except BaseException:
            # what is being read now is read again by the next run
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
            raise


class Processes:
    """A pool that goes on when a process dies.

    The tasks that were at work are then done one at a time; the kernel notes each file, and skips the one on which a
    process dies alone.
    """

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """Let the processes end."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def run(self, tasks: Sequence[Task]) -> Iterator[Entry]:
        """The entries of the tasks as they are done."""
        left = {task.id: task for task in tasks}
        while left:
            suspects: list[Task] = []
            for entry in self._pass(list(left.values()), suspects):
                left.pop(entry["task"], None)
                yield entry
            for entry in self._one_by_one(suspects):
                left.pop(entry["task"], None)
                yield entry

    def _pass(self, tasks: list[Task], suspects: list[Task]) -> Iterator[Entry]:
        """Do tasks until all are done or a process dies; ``suspects`` are then the tasks that were handed out."""
        if self._pool is None:
            self._pool = _pool(self._workers)
        waiting = iter(tasks)
        running: dict[Future[Entry], Task] = {}
        try:
            for _ in range(AHEAD * self._workers):
                self._hand_out(waiting, running)
            while running:
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in sorted(finished, key=lambda f: f.exception() is not None):
                    entry = future.result()
                    del running[future]
                    yield entry
                    self._hand_out(waiting, running)
        except BrokenProcessPool:
            suspects.extend(running.values())
            self._pool.shutdown()
            self._pool = None

    def _hand_out(self, waiting: Iterator[Task], running: dict[Future[Entry], Task]) -> None:
        assert self._pool is not None
        task = next(waiting, None)
        if task is not None:
            running[self._pool.submit(perform, self._job, task)] = task

    def _one_by_one(self, tasks: list[Task]) -> Iterator[Entry]:
        """Do each task with no other beside it, so that a process that dies names its task."""
        pool = _pool(1)
        try:
            for task in tasks:
                # a shard may hold several files on which a process dies; each costs two attempts at most
                attempts = 2 + 2 * len(task.units) if isinstance(task, Read) else 2
                for attempt in range(1, attempts + 1):
                    try:
                        yield pool.submit(perform, self._job, task).result()
                        break
                    except BrokenProcessPool:
                        pool.shutdown()
                        if attempt == attempts:
                            raise StoppedError(
                                "the processes that read die again and again; is there enough memory?"
                            ) from None
                        pool = _pool(1)
        finally:
            pool.shutdown()


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _begin() -> None:
    # Ctrl-C goes to every process of the terminal; the first one ends the others
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
