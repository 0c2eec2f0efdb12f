"""Spark on this machine, with one of its Python workers killed in the middle."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.scale.corpus import command, environment, kill_in_the_middle, snapshot

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
    with subprocess.Popen(
        command(inputs, "-o", output, "--engine", "spark", "--master", "local[2]", "--shard-files", 2),
        env=environment(SPARK_LOCAL_IP="127.0.0.1"),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        kill_in_the_middle(output, lambda: python_workers(process.pid))
        assert not (output / "manifest.json").exists()
        _, says = process.communicate(timeout=240)
    assert process.returncode == 1, says
    assert "Python worker exited unexpectedly" in says
    assert snapshot(output) == snapshot(undisturbed)


def python_workers(driver: int) -> list[psutil.Process]:
    """The two processes that read: a daemon of Spark's forks them, and they alone have loaded models."""
    found = []
    for process in psutil.Process(driver).children(recursive=True):
        with suppress(psutil.Error):
            parent = process.parent()
            if parent is not None and all("pyspark" in " ".join(p.cmdline()) for p in (process, parent)):
                found.append((process.memory_info().rss, process.pid, process))
    return [process for _, _, process in sorted(found)[-2:]]
