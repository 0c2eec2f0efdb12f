"""The output folder."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.scale.errors import BatchError, WriteError
from dragoman.scale.store import Store


@pytest.fixture(params=["local", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return Store(str(tmp_path / "out") if request.param == "local" else f"memory:/{tmp_path}/out")


def test_files_are_written_listed_and_removed(store: Store) -> None:
    store.write_json({"b": 1, "a": [2]}, "manifest", "s1.json")
    store.write(b"{broken", "manifest", "s2.json")
    assert store.names("manifest") == ["s1.json", "s2.json"]
    assert store.read_json("manifest", "s1.json") == {"a": [2], "b": 1}
    assert store.read_json("manifest", "s2.json") is None
    assert store.read_json("manifest", "s3.json") is None
    assert store.names("nothing") == []
    store.remove("manifest")
    store.remove("manifest")
    assert store.names("manifest") == []


def test_entries_that_are_known_are_not_read(store: Store) -> None:
    for name in ("s1", "s2"):
        store.write_json({"task": name}, "manifest", f"{name}.json")
    assert [e["task"] for e in store.entries({"s1"})] == ["s2"]


def test_sweeping_keeps_what_is_named(store: Store) -> None:
    for name in ("t/month=1/part-0", "t/month=1/part-1", "t/month=2/part-0", "u/x"):
        store.write(b"x", *name.split("/"))
    store.sweep("t", keep={"t/month=1/part-0"})
    assert sorted(p[len(store.root) + 1 :] for p in store.fs.find(store.root)) == ["t/month=1/part-0", "u/x"]
    store.sweep("nothing")


def test_one_batch_at_a_time(store: Store) -> None:
    other = Store(store.address)
    with store.locked():
        if not store.local:
            # an object store cannot know that this very process asks twice
            store.write_json({"host": "elsewhere", "pid": 1}, "lock")
        with pytest.raises(BatchError, match="another batch is at work"), other.locked():
            pass
    if not store.local:
        store.remove("lock")
    with other.locked():
        pass


def test_a_local_lock_goes_with_its_process(tmp_path: Path) -> None:
    holder = (
        f"from dragoman.scale.store import Store\nwith Store({str(tmp_path)!r}).locked():\n print(flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holder],
        env={**os.environ, "PYTHONPATH": "src"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        told = f"process {process.pid} on {socket.gethostname()}"
        with pytest.raises(BatchError, match=told), Store(str(tmp_path)).locked():
            pass
        process.kill()
        process.wait()
    with Store(str(tmp_path)).locked():
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()


def test_a_lock_on_an_object_store_is_stale_when_its_process_is_gone(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    store = Store(f"memory:/{tmp_path}/out")
    store.write_json({"host": socket.gethostname(), "pid": gone.pid}, "lock")
    with store.locked():
        assert store.read_json("lock")["pid"] == os.getpid()
    assert store.read_json("lock") is None


def test_what_cannot_be_written_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    store = Store(str(tmp_path / "file" / "out"))
    with pytest.raises(WriteError, match=r"out/x: Not a directory"):
        store.write(b"x", "x")
    with pytest.raises(BatchError, match="cannot be written: not a directory"), store.locked():
        pass
