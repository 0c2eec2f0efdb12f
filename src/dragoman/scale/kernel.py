"""The kernel: Arrow batches of tasks in, Arrow batches of entries out. Every engine runs this and no more.

What a task makes is written by whoever does the task; only a small entry travels back.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from dragoman.scale.errors import StoppedError, WriteError
from dragoman.scale.merge import gather, settle
from dragoman.scale.shard import read_shard
from dragoman.scale.store import Store
from dragoman.scale.tasks import ENTRIES, Entry, Gather, Job, Read, Task, task_of

# A worker with several threads (a Dask cluster's, say) does one task at a time: the parse holds the interpreter anyway,
# and memory stays that of one task.
_ONE = threading.Lock()


def kernel(batches: Iterator[Any]) -> Iterator[Any]:
    """Do every task of the batches (schema :data:`TASKS`) and yield entries (schema :data:`ENTRIES`).

    The signature is that of Spark's ``mapInArrow``.
    """
    for batch in batches:
        for payload in batch.column("payload").to_pylist():
            job, task = task_of(payload)
            entry = perform(job, task)
            yield pa.record_batch([[task.id], [json.dumps(entry, sort_keys=True)]], schema=ENTRIES)


def perform(job: Job, task: Task) -> Entry:
    """Do one task. Raises :class:`WriteError` when the output cannot be written, :class:`StoppedError` for the rest."""
    with _ONE:
        try:
            store = Store(job.output)
            if isinstance(task, Read):
                return read_shard(job, store, task)
            if isinstance(task, Gather):
                return gather(store, task)
            return settle(store, task)
        except (WriteError, StoppedError):
            raise
        except Exception as error:  # a model that this worker has not, a store that is gone
            raise StoppedError(f"a worker broke off: {type(error).__name__}: {error}") from error
