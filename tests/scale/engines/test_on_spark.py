"""Spark on this machine, with one of its Python workers killed in the middle."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.scale.corpus import command, environment, snapshot

pytest.importorskip("pyspark", reason="the extra spark is not installed")

from dragoman.scale.engines.on_spark import retrying


@pytest.mark.parametrize(
    ("master", "made"),
    [
        ("local", "local[1,4]"),
        ("local[2]", "local[2,4]"),
        ("local[*]", "local[*,4]"),
        ("local[2,3]", "local[2,3]"),
        ("yarn", "yarn"),
        ("spark://head:7077", "spark://head:7077"),
    ],
)
def test_local_masters_try_tasks_again(master: str, made: str) -> None:
    assert retrying(master) == made


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or later; there is none")
def test_a_python_worker_that_is_killed_costs_nothing(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    process = subprocess.Popen(
        command(inputs, "-o", output, "--engine", "spark", "--master", "local[2]", "--shard-files", 1),
        env=environment(SPARK_LOCAL_IP="127.0.0.1"),
        stderr=subprocess.PIPE,
        text=True,
    )
    killed = None
    while killed is None:
        assert process.poll() is None, process.communicate()
        if len(list(output.glob("manifest/[!.]*.json"))) >= 4:
            # a daemon forks the workers that read
            python = [p for p in psutil.Process(process.pid).children(recursive=True) if "pyspark" in " ".join(cmd(p))]
            workers = [p for p in python if p.parent() in python]
            killed = workers[0] if workers else None
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    assert not (output / "manifest.json").exists()
    _, says = process.communicate(timeout=240)
    assert process.returncode == 1, says
    assert "exited unexpectedly" in says
    assert snapshot(output) == snapshot(undisturbed)


def cmd(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
