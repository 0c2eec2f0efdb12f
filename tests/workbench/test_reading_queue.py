"""Files on their way: read by a process that may break or hang without taking the server along."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.project import Project
from dragoman.workbench import reading_queue
from dragoman.workbench.reading_queue import Job, QueueFullError, ReadingQueue
from dragoman.workbench.settings import Settings

REPORT = b"OSLO, June 3, 2015 (Reuters) - The foreign ministers of Norway and Chad met in Oslo on Wednesday, officials said.\n"


@pytest.fixture
def queue(project_file: Path) -> Iterator[ReadingQueue]:
    """A queue on this test's own project."""
    made = ReadingQueue(Settings(project=str(project_file), most_files=3))
    yield made
    made.close()


def through(queue: ReadingQueue, seconds: float = 90) -> dict[str, Job]:
    """The jobs by name, once all are through."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        jobs = queue.jobs()
        if all(job.over for job in jobs):
            return {job.name: job for job in jobs}
        time.sleep(0.1)
    raise AssertionError(queue.jobs())


def test_files_are_read_in_the_background(queue: ReadingQueue, project_file: Path) -> None:
    queue.put("one.txt", REPORT, "Ana")
    queue.put("broken.pdf", b"%PDF-1.7 nothing", "Ana")
    queue.put("again.txt", REPORT, "Ben")
    jobs = through(queue)
    assert jobs["one.txt"].state == "added"
    assert jobs["broken.pdf"].state == "failed"
    assert jobs["broken.pdf"].says
    assert jobs["again.txt"].state == "known"
    with Project.open(project_file) as project:
        (document,) = project.documents(jobs["one.txt"].documents)
        assert document.source == "one.txt"
        assert [line.who for line in project.review_log() if line.action == "added"][-1] == "Ana"
    queue.clear()
    assert queue.jobs() == []


def _breaks(connection: Any, target: str, model: str | None) -> None:
    """A reading process that dies over a file called bomb, and hangs over one called sleep."""
    import os

    connection.send({"pipeline": "p"})
    while True:
        _, name, _ = connection.recv()
        if name == "bomb.txt":
            os._exit(1)
        if name == "sleep.txt":
            time.sleep(600)
        connection.send({"state": "added", "documents": (), "says": ""})


def test_a_file_that_breaks_or_hangs_the_reader_does_not_stop_the_others(
    project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_queue, "_work", _breaks)
    queue = ReadingQueue(Settings(project=str(project_file), seconds_per_report=1.0))
    try:
        for name in ("a.txt", "bomb.txt", "b.txt", "sleep.txt", "c.txt"):
            queue.put(name, b"x", "Ana")
        jobs = through(queue)
    finally:
        queue.close()
    assert {n: j.state for n, j in jobs.items()} == {
        "a.txt": "added", "bomb.txt": "failed", "b.txt": "added", "sleep.txt": "failed", "c.txt": "added",
    }  # fmt: skip
    assert "broke down" in jobs["bomb.txt"].says
    assert "longer than 1 seconds" in jobs["sleep.txt"].says


def test_a_file_of_many_reports_tells_how_far_it_is(queue: ReadingQueue) -> None:
    line = '{{"title": "Talks {n}", "text": "OSLO, June {n}, 2015 (Reuters) - Norway and Chad met in Oslo, officials said."}}\n'
    queue.put("many.jsonl", "".join(line.format(n=n) for n in range(1, 6)).encode(), "Ana")
    job = through(queue)["many.jsonl"]
    assert job.state == "added"
    assert (job.done, job.total, len(job.documents)) == (5, 5, 5)


def test_no_more_is_taken_than_can_wait(project_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReadingQueue, "_run", lambda self: None)
    queue = ReadingQueue(Settings(project=str(project_file), most_files=2))
    queue.put("a", b"x", "Ana")
    queue.put("b", b"x", "Ana")
    with pytest.raises(QueueFullError, match="2 files"):
        queue.put("c", b"x", "Ana")
    monkeypatch.setattr(reading_queue, "MOST_WAITING", 10)
    other = ReadingQueue(Settings(project=str(project_file)))
    with pytest.raises(QueueFullError, match="bytes"):
        other.put("d", b"x" * 11, "Ana")
