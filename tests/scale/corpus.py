"""Small reports for the tests of batches, and what a batch made of them."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import psutil

from dragoman.scale.kernel import perform
from dragoman.scale.tasks import Entry, Job, Task

STATES = ["Norway", "Chad", "Peru", "Kenya", "Nepal", "Ghana", "Laos", "Chile", "Malta", "Oman"]
PLACES = ["Oslo", "Lima", "Nairobi", "Accra", "Valletta"]
MONTHS = ["January", "April", "June", "September"]
SUBJECTS = ["fishing", "rail freight", "river tolls", "school exchanges", "grazing rights"]


def report(number: int) -> str:
    """A report of two paragraphs; the same number gives the same text."""
    pick = random.Random(number)
    ours, theirs = pick.sample(STATES, 2)
    place, month, subject = pick.choice(PLACES), pick.choice(MONTHS), pick.choice(SUBJECTS)
    return (
        f"{place.upper()}, {month} {pick.randint(1, 28)}, {2009 + number % 3} (Reuters) - The foreign ministers of {ours} "
        f"and {theirs} met in {place} for round {number} of their talks on {subject}.\n\n"
        f"{ours} demanded that {theirs} withdraw its boats, a spokesman said. They meet again next week.\n"
    )


def plain(folder: Path, count: int) -> Path:
    """A folder of ``count`` plain reports."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"r{number:04}.txt").write_text(report(number), encoding="utf-8")
    return folder


def mixed(folder: Path, count: int) -> Path:
    """``count`` plain reports and: a copy by bytes, a copy by text, a zip of two reports and a bad member, a file that
    is no report, an empty one, one below a folder, and one that is hidden."""
    plain(folder, count)
    (folder / "z-same-bytes.txt").write_bytes((folder / "r0000.txt").read_bytes())
    (folder / "z-same-text.txt").write_bytes(b"\xef\xbb\xbf" + (folder / "r0001.txt").read_bytes())
    with zipfile.ZipFile(folder / "several.zip", "w") as archive:
        archive.writestr("a.txt", report(9001))
        archive.writestr("b.txt", report(9002))
        archive.writestr("c.bin", b"\x00\x01\x02\x03" * 300)
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "below").mkdir()
    (folder / "below" / "deep.txt").write_text(report(9003), encoding="utf-8")
    (folder / ".hidden.txt").write_text(report(9004), encoding="utf-8")
    return folder


class Here:
    """The engine in its plainest form: task by task, in this process, the last one first."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def run(self, tasks: Sequence[Task]) -> Iterator[Entry]:
        return (perform(self.job, task) for task in reversed(tasks))


def in_this_process(name: str, job: Job, **options: Any) -> AbstractContextManager[Here]:
    """In place of the engines' own choice: no process is begun, and models are loaded once for all tests."""
    return nullcontext(Here(job))


def kill_in_the_middle(output: Path, workers: Callable[[], list[psutil.Process]]) -> psutil.Process:
    """Kill one of two workers while it reads a shard.

    It is held first: a shard that is being read has a mark, so two marks mean that the held one is in the middle.
    """
    while True:
        found = workers() if len(list(output.glob("manifest/[!.]*.json"))) >= 2 else []
        if len(found) == 2:
            found[0].suspend()
            for _ in range(100):
                if len(list(output.glob("marks/[!.]*.json"))) == 2:
                    found[0].kill()
                    return found[0]
                time.sleep(0.005)
            found[0].resume()
        assert not (output / "manifest.json").exists(), "it ended before a worker could be killed"
        time.sleep(0.01)


def snapshot(output: Path) -> dict[str, bytes]:
    """The final tables and what goes with them, by name; working files left out."""
    working = ("shards", "manifest", "lock")
    found = {}
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.is_file() and name.split("/", 1)[0] not in working:
            found[name] = path.read_bytes()
    return found


def command(*arguments: object) -> list[str]:
    """The command line of a batch."""
    return [sys.executable, "-m", "dragoman", "batch", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """The environment of a batch that is a process of its own."""
    return {**os.environ, "PYTHONPATH": "src", **more}


def run(*arguments: object, timeout: float = 120, **more: str) -> subprocess.CompletedProcess[str]:
    """A batch as a process of its own, to its end."""
    return subprocess.run(
        command(*arguments), env=environment(**more), capture_output=True, text=True, timeout=timeout, check=False
    )
