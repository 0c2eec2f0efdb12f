"""A Dask scheduler and two workers, as processes, one of which is killed in the middle."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from tests.scale.corpus import command, environment, kill_in_the_middle, run, snapshot

pytest.importorskip("distributed", reason="the extra dask is not installed")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    contact = tmp_path / "scheduler.json"
    base = [sys.executable, "-m"]
    with ExitStack() as stack:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                [*base, *arguments],
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=Path.cwd(),
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start(
            *("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            *("--scheduler-file", str(contact)),
        )
        workers = [
            start(
                *("distributed.cli.dask_worker", "--scheduler-file", str(contact), "--nthreads", "1", "--no-nanny"),
                *("--no-dashboard", "--local-directory", str(tmp_path / f"worker-{n}")),
            )
            for n in range(2)
        ]
        while not contact.exists() or not contact.read_bytes():
            time.sleep(0.05)
        yield json.loads(contact.read_text())["address"], workers


def test_a_worker_that_is_killed_costs_nothing(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], inputs: Path, undisturbed: Path, tmp_path: Path
) -> None:
    address, workers = cluster
    output = tmp_path / "out"
    with subprocess.Popen(
        command(inputs, "-o", output, "--engine", "dask", "--scheduler", address, "--shard-files", 2),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        kill_in_the_middle(output, lambda: [psutil.Process(worker.pid) for worker in workers])
    _, says = process.communicate(timeout=120)
    assert process.returncode == 1, says
    assert workers[0].wait() == -9
    assert workers[1].poll() is None
    assert snapshot(output) == snapshot(undisturbed)


def test_a_scheduler_that_is_not_there_is_told(inputs: Path, tmp_path: Path) -> None:
    done = run(
        *(inputs, "-o", tmp_path / "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"),
        DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s",
    )
    assert done.returncode == 2
    assert "there is no Dask scheduler" in done.stderr
    assert "Traceback" not in done.stderr
