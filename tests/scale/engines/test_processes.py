"""Processes on this machine: what happens when they, or the one that began them, are ended."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from dragoman.scale import Options, run_batch
from tests.scale.corpus import command, environment, mixed, run, snapshot

KILLER = """
import os, signal
try:
    import dragoman.scale.shard as shard
except ImportError:
    pass
else:
    real = shard.opened
    def opened(path, *rest):
        if path.name == "r0007.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, *rest)
    shard.opened = opened
"""
"""Loaded by Python at its start: a process that begins to read a certain file is killed, as if for want of memory."""


def begin(inputs: Path, output: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(inputs, "-o", output, "--workers", 2, "--shard-files", 2, *more),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until_some_are_read(output: Path, process: subprocess.Popen[str], some: int = 1) -> None:
    manifest = output / "manifest"
    while not manifest.is_dir() or len(list(manifest.glob("[!.]*.json"))) < some:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


def is_undone(output: Path) -> bool:
    return not (output / "manifest.json").exists()


@pytest.mark.usefixtures("here")
def test_a_file_on_which_processes_die_is_in_quarantine_and_costs_no_other(tmp_path: Path) -> None:
    folder, output, site = mixed(tmp_path / "in", 12), tmp_path / "out", tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(KILLER)
    done = run(folder, "-o", output, "--workers", 2, "--shard-files", 4, PYTHONPATH=f"src{os.pathsep}{site}")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    quarantine = {Path(q["address"]).name: q for q in pq.read_table(output / "quarantine.parquet").to_pylist()}
    assert quarantine["r0007.txt"]["code"] == "crash"
    assert set(quarantine) == {"r0007.txt", "empty.txt", "noise.bin", "several.zip"}
    assert pq.read_table(output / "documents").num_rows == 12 - 1 + 3
    # nothing kills it any longer: it is tried again, and the tables are those of an undisturbed run
    for where in (output, tmp_path / "fresh"):
        run_batch([str(folder)], str(where), Options())
    assert snapshot(output) == snapshot(tmp_path / "fresh")


@pytest.mark.usefixtures("here")
def test_ctrl_c_ends_it_quietly_and_it_goes_on_from_there(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    process = begin(inputs, output)
    until_some_are_read(output, process)
    os.killpg(process.pid, signal.SIGINT)
    _, says = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "goes on from there" in says
    assert "Traceback" not in says
    assert is_undone(output)
    before = {path.name: path.stat().st_mtime_ns for path in (output / "shards").glob("[!.]*")}
    run_batch([str(inputs)], str(output), Options())
    assert before.items() <= {path.name: path.stat().st_mtime_ns for path in (output / "shards").iterdir()}.items()
    assert snapshot(output) == snapshot(undisturbed)


def test_workers_end_with_the_process_that_began_them(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    process = begin(inputs, output)
    until_some_are_read(output, process)
    workers = psutil.Process(process.pid).children(recursive=True)
    assert len(workers) >= 2
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive


@pytest.mark.usefixtures("here")
def test_killed_at_any_time_it_comes_to_the_same_tables(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    output, pick = tmp_path / "out", random.Random(5)
    for read in (1, 4, 9):
        process = begin(inputs, output)
        until_some_are_read(output, process, read)
        time.sleep(pick.random() / 4)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    until_tables_are_written(begin(inputs, output), output)
    run_batch([str(inputs)], str(output), Options())
    assert snapshot(output) == snapshot(undisturbed)


def until_tables_are_written(process: subprocess.Popen[str], output: Path) -> None:
    """The last kill falls into the merge."""
    while not list(output.glob("documents/*/*.parquet")) and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.usefixtures("here")
def test_no_room_is_told_and_what_was_read_is_kept(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    import resource

    output = tmp_path / "out"

    def small_files() -> None:
        # a file that grows past this many bytes cannot be written, which for the program is a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))

    process = subprocess.run(
        command(inputs, "-o", output, "--workers", 1),
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        preexec_fn=small_files,
        timeout=60,
        check=False,
    )
    assert process.returncode == 3, process.stderr
    assert "cannot write" in process.stderr
    assert "File too large" in process.stderr
    assert "goes on from there" in process.stderr
    assert "Traceback" not in process.stderr
    run_batch([str(inputs)], str(output), Options())
    assert snapshot(output) == snapshot(undisturbed)
