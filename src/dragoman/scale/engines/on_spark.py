"""Spark, on the session that the user has configured."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pyspark.sql import SparkSession

from dragoman.scale.engines import one_thread_each
from dragoman.scale.errors import StoppedError, WriteError
from dragoman.scale.kernel import kernel
from dragoman.scale.store import Store
from dragoman.scale.tasks import ENTRIES, TASKS, Entry, Job, Task, rows_of

POLL = 1.0
"""Seconds between looks at the manifest, or ten times as long as a look takes."""
MOST_PARTITIONS = 20_000
_CONFIGURED = ("PYSPARK_GATEWAY_PORT", "PYSPARK_SUBMIT_ARGS", "SPARK_CONF_DIR", "SPARK_HOME", "SPARK_REMOTE")
"""Set by spark-submit, or by whoever has configured Spark: the master is then theirs to name."""
ATTEMPTS = 4
"""How often a local session tries a task, which is what a cluster does by itself."""


@contextmanager
def on_spark(job: Job, master: str | None, workers: int) -> Iterator[OnSpark]:
    """The session there is. Where there is none, one is made with ``master`` (``local[workers]``) and stopped after."""
    session = SparkSession.getActiveSession()
    if session is not None:
        yield OnSpark(job, session)
        return
    with one_thread_each():
        builder = SparkSession.builder.appName("dragoman")
        if master or not any(name in os.environ for name in _CONFIGURED):
            # Python workers on this machine must run the Python that has dragoman
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            builder = builder.master(retrying(master or f"local[{workers}]"))
        session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
        try:
            yield OnSpark(job, session)
        finally:
            session.stop()


def retrying(master: str) -> str:
    """A local master that tries tasks again when a Python worker dies: plain ``local[N]`` never does."""
    return re.sub(r"^local(?:\[(\d+|\*)\])?$", lambda m: f"local[{m[1] or 1},{ATTEMPTS}]", master)


class OnSpark:
    """Tasks as rows through ``mapInArrow``.

    Spark does a task again when its worker is lost, as often as ``spark.task.maxFailures`` says. All run at once; how
    far they are is seen from the manifest, since Spark gives results only at the end of a job.
    """

    def __init__(self, job: Job, session: SparkSession) -> None:
        self._job = job
        self._session = session

    def run(self, tasks: Sequence[Task]) -> Iterator[Entry]:
        """The entries of the tasks as they are done."""
        if not tasks:
            return
        frame = self._session.createDataFrame(rows_of(self._job, tasks), _ddl(TASKS))
        mapped = frame.repartition(min(len(tasks), MOST_PARTITIONS)).mapInArrow(kernel, _ddl(ENTRIES))
        collecting = _Collecting(mapped)
        store, ids, seen = Store(self._job.output), {task.id for task in tasks}, set[str]()
        pause = POLL
        while not collecting.wait(pause):
            begun = time.monotonic()
            for entry in store.entries(seen):
                seen.add(entry["task"])
                if entry["task"] in ids:
                    yield entry
            pause = max(POLL, 10 * (time.monotonic() - begun))
        for entry in collecting.entries():
            if entry["task"] not in seen:
                yield entry


class _Collecting:
    """A job in a thread of its own."""

    def __init__(self, frame: Any) -> None:
        self._rows: list[Any] = []
        self._error: Exception | None = None
        self._done = threading.Event()
        threading.Thread(target=self._collect, args=(frame,), daemon=True).start()

    def _collect(self, frame: Any) -> None:
        try:
            self._rows = frame.collect()
        except Exception as error:  # handed to the thread that asks
            self._error = error
        finally:
            self._done.set()

    def wait(self, seconds: float) -> bool:
        return self._done.wait(seconds)

    def entries(self) -> list[Entry]:
        if self._error is not None:
            says = str(self._error)
            ours = re.search(r"(WriteError|StoppedError): (.*)", says)
            if ours:
                raise (WriteError if ours[1] == "WriteError" else StoppedError)(ours[2]) from self._error
            causes = re.findall(r"^(?:Caused by: )?(\S*(?:Exception|Error)): (.*)$", says, re.M)
            last = ": ".join(causes[-1]) if causes else next(iter(says.splitlines()), "")
            raise StoppedError(f"Spark gave up ({last})") from self._error
        return [json.loads(row["entry"]) for row in self._rows]


def _ddl(schema: Any) -> str:
    return ", ".join(f"{field.name} string" for field in schema)
