"""Kills a process that adds reports, again and again, and looks whether the project stayed whole.

The child adds made-up reports (no parser takes part) as fast as it can; after a random, seeded time it gets SIGKILL, which
nothing can catch. Then the file must open, SQLite's own checks must pass, every report in it must be complete to the last
row, and every report that was there before must still be there.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.project_speed import made_up
from dragoman.project import Project

LONGEST = 0.05
"""Seconds that a child lives at most after the report before has been added."""


def child(path: str, first: int) -> None:
    """Add reports from number ``first`` on until killed; says "go" once the project is open, then each number."""
    import datasketch  # noqa: F401  (takes a second; the time to be killed in begins after it)

    with Project.open(path, create=True) as project:
        print("go", flush=True)
        number = first
        while True:
            document, record = made_up(number, random.Random(number), statements=8)
            project.add(document.text.encode(), document.source, [(document, record)], who="child")
            print(number, flush=True)
            if number % 5 == 4:
                project.settle()
            number += 1


def kill_once(path: Path, first: int, chance: random.Random) -> list[int]:
    """Run a child and kill it at a random moment. Returns the numbers that it had said were added."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-m", "bench.project_kill", str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        said: list[str] = []
        # now and then it dies while it still opens the file; else in the middle of its first to fourth report
        if chance.random() > 0.1:
            for _ in range(1 + chance.randrange(4)):
                said += process.stdout.readline().split()
        time.sleep(chance.random() * LONGEST)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
    return [int(word) for word in said if word.isdigit()]


def check(path: Path, told: set[int]) -> int:
    """Raise ``AssertionError`` where the project lost a report or holds a part of one. Returns how many it holds."""
    if not path.exists():
        assert not told
        return 0
    with Project.open(path, create=True) as project:
        documents = project.documents()
        sources = {int(d.source[1:-4]) for d in documents}
        assert told <= sources, f"lost {sorted(told - sources)}"
        with project.reading() as connection:
            for document in documents:
                record = project.record(document.id)
                assert project.original(document.id) == record.document.text.encode()
                for table, wanted in (
                    ("entities", len(record.entities)),
                    ("statements", len(record.statements)),
                    ("meeting_items", len(record.meetings)),
                    ("positions", len(record.positions)),
                    ("issue_items", len(record.issues)),
                    ("passages", len(record.document.blocks)),
                ):
                    count = connection.exec_driver_sql(
                        f"SELECT count(*) FROM {table} WHERE document = {document.id}"
                    ).scalar()
                    assert count == wanted, f"report {document.source}: {count} {table} of {wanted}"
        project.settle()
        assert project.status().statements == sum(len(project.record(d.id).statements) for d in documents)
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        plain.execute("INSERT INTO statements_fts(statements_fts, rank) VALUES ('integrity-check', 1)")
    plain.close()
    return len(documents)


def kill_many(times: int, seed: int = 7) -> dict[str, Any]:
    """Kill a child so many times on one project file, checking it after each."""
    chance = random.Random(seed)
    told: set[int] = set()
    held = 0
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "killed.dragoman"
        for _ in range(times):
            # a child starts at what the file holds, so that it meets reports that are there and new ones
            told.update(kill_once(path, max(0, held - 1), chance))
            held = check(path, told)
    return {
        "kills": times,
        "reports told of": len(told),
        "reports there": held,
        "lost": 0,
        "s": round(time.perf_counter() - started, 1),
    }


if __name__ == "__main__":
    child(sys.argv[1], int(sys.argv[2]))
