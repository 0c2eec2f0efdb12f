"""Files on their way into the project: a queue, and one process beside the server that reads them.

A process, not a thread: a hostile file may hang or blow up what reads it, and then only that process is ended. The
queue lives in the server, so a page that is loaded again finds its files where they were.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any, Literal

import msgspec

from dragoman.workbench.settings import Settings

State = Literal["waiting", "reading", "added", "known", "read-again", "failed"]
MOST_WAITING = 256 * 1024 * 1024
"""Bytes that wait to be read, all files together."""
_KEPT = 1_000
_START = 120.0


class QueueFullError(Exception):
    """No more files are taken now. ``str(error)`` says why."""


class Job(msgspec.Struct, kw_only=True):
    """A file on its way. ``says`` tells what went wrong, or what is special; ``done`` of ``total`` reports are read."""

    id: int
    name: str
    size: int
    who: str
    at: str
    state: State = "waiting"
    says: str = ""
    documents: tuple[int, ...] = ()
    done: int = 0
    total: int = 0
    seconds: float | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in ("waiting", "reading")


class ReadingQueue:
    """Reads one file after the other, in the order in which they came. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._jobs: dict[int, Job] = {}
        self._waiting: deque[tuple[Job, bytes]] = deque()
        self._bytes = 0
        self._next = 1
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._worker: _Worker | None = None

    def put(self, name: str, data: bytes, who: str) -> Job:
        """Queue a file. Raises :class:`QueueFullError`."""
        with self._changed:
            if len(self._waiting) >= self.settings.most_files:
                raise QueueFullError(f"{self.settings.most_files} files are waiting already; let some be read first")
            if self._bytes + len(data) > MOST_WAITING:
                raise QueueFullError("too many bytes are waiting already; let some files be read first")
            job = Job(id=self._next, name=name, size=len(data), who=who, at=_now())
            self._next += 1
            self._keep(job)
            self._waiting.append((job, data))
            self._bytes += len(data)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="reading queue", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            return job

    def refuse(self, name: str, size: int, who: str, says: str) -> Job:
        """Note a file that is not taken, so that the list shows it with the reason."""
        with self._changed:
            job = Job(id=self._next, name=name, size=size, who=who, at=_now(), state="failed", says=says)
            self._next += 1
            self._keep(job)
            return job

    def jobs(self) -> list[Job]:
        """All files, the newest first; copies, so that they stay as they are."""
        with self._changed:
            return [msgspec.structs.replace(job) for job in reversed(self._jobs.values())]

    def clear(self) -> None:
        """Forget the files that are through."""
        with self._changed:
            self._jobs = {id: job for id, job in self._jobs.items() if not job.over}

    def close(self) -> None:
        """Stop. What is being read is given up; the project keeps only whole reports."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
            worker = self._worker
        if worker is not None:
            worker.end()

    def _keep(self, job: Job) -> None:
        self._jobs[job.id] = job
        if len(self._jobs) > _KEPT:
            for id in [j.id for j in self._jobs.values() if j.over][: len(self._jobs) - _KEPT]:
                del self._jobs[id]

    def _note(self, job: Job, done: int, total: int) -> None:
        with self._changed:
            job.done, job.total = done, total

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                job, data = self._waiting.popleft()
                self._bytes -= len(data)
                job.state = "reading"
                if self._worker is None or not self._worker.alive():
                    self._worker = _Worker(self.settings)
                worker = self._worker
            began = time.monotonic()
            answer = worker.read(data, job, self.settings.seconds_per_report, self._note)
            with self._changed:
                job.seconds = round(time.monotonic() - began, 2)
                job.state = answer["state"]
                job.says = answer.get("says", "")
                job.documents = tuple(answer.get("documents", ()))


class _Worker:
    """The process that reads."""

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=_work, args=(theirs, settings.project, settings.model), name="dragoman reading", daemon=True
        )
        self.process.start()
        theirs.close()
        self.ready = False

    def alive(self) -> bool:
        return self.process.is_alive()

    def end(self) -> None:
        self.process.terminate()
        self.process.join(5)

    def read(self, data: bytes, job: Job, seconds: float, note: Callable[[Job, int, int], None]) -> dict[str, Any]:
        """The answer to a file. Each of its reports may take ``seconds``; what takes longer is ended."""
        try:
            if not self.ready:
                if not self.connection.poll(_START):
                    self.end()
                    return {"state": "failed", "says": "the program that reads did not start"}
                first: dict[str, Any] = self.connection.recv()
                if "says" in first:
                    self.end()
                    return {"state": "failed", **first}
                self.ready = True
            self.connection.send((data, job.name, job.who))
            while self.connection.poll(seconds):
                answer: dict[str, Any] = self.connection.recv()
                if "state" in answer:
                    return answer
                note(job, answer["done"], answer["total"])
            self.end()
            return {"state": "failed", "says": f"one report took longer than {seconds:.0f} seconds; reading was ended"}
        except (EOFError, OSError):
            self.process.join(5)
            return {"state": "failed", "says": "the program that reads broke down over this file"}


def _work(connection: Connection, target: str, model: str | None) -> None:
    """The reading process: a file in, an answer out, until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from dragoman.intake import IntakeError, read_bytes
    from dragoman.project import Project, ProjectError
    from dragoman.reading.language import NoModelError
    from dragoman.reading.reader import Reader

    reader = Reader(model=model)
    try:
        pipeline = reader.pipeline.id
    except NoModelError as error:
        connection.send({"says": str(error)})
        return
    connection.send({"pipeline": pipeline})
    while True:
        try:
            data, name, who = connection.recv()
        except EOFError:
            return
        try:
            documents = read_bytes(data, name)
            read: list[tuple[Any, Any]] = []
            for document in documents:
                connection.send({"done": len(read), "total": len(documents)})
                read.append((document, reader.read(document)))
            connection.send({"done": len(read), "total": len(documents)})
            with Project.open(target) as project:
                added = project.add(data, name, read, who=who)
                project.settle()
            warnings = [w for document, _ in read for w in document.warnings]
            says = "these bytes were in the project already" if added.status == "known" else "; ".join(warnings)
            connection.send({"state": added.status, "documents": added.documents, "says": says})
        except (IntakeError, ProjectError) as error:
            connection.send({"state": "failed", "says": str(error)})
        except Exception as error:  # a fault of ours must not take the other files along
            connection.send({"state": "failed", "says": f"a fault in dragoman: {type(error).__name__}"})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
