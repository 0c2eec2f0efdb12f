"""Two processes that add to one project at the same time both finish, and nothing is lost or doubled."""

import os
import random
import subprocess
import sys
from pathlib import Path

from bench.project_speed import made_up
from dragoman.project import Project


def add(path: str, first: int, last: int) -> None:
    with Project.open(path, create=True) as project:
        for number in range(first, last):
            document, record = made_up(number, random.Random(number), statements=4)
            project.add(document.text.encode(), document.source, [(document, record)])
            if number % 3 == 0:
                project.settle()


def test_two_processes_adding_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shared.dragoman"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.project.test_concurrent", str(path), str(first), str(last)],
            env=environment, stderr=subprocess.PIPE, text=True,
        )
        for first, last in ((0, 12), (6, 18))
    ]  # fmt: skip
    for child in children:
        _, errors = child.communicate(timeout=300)
        assert child.returncode == 0, errors
    with Project.open(path) as project:
        assert sorted(d.source for d in project.documents()) == sorted(f"r{n}.txt" for n in range(18))
        assert project.status().statements == 18 * 4
        with project.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


if __name__ == "__main__":
    add(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
