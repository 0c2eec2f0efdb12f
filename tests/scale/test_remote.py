"""Inputs and outputs on an object store: a server that speaks S3, on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("s3fs", reason="the extra s3 is not installed")

import fsspec
from moto.server import ThreadedMotoServer

from dragoman.scale import BatchError, Options, run_batch
from tests.scale.corpus import run, snapshot

KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(endpoint: str) -> object:
    return fsspec.filesystem("s3", endpoint_url=endpoint, key="x", secret="x", skip_instance_cache=True)


def test_from_and_to_a_bucket(endpoint: str, s3: object, inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    s3.mkdir("talks")
    for path in inputs.rglob("*"):
        if path.is_file():
            s3.pipe_file(f"talks/in/{path.relative_to(inputs)}", path.read_bytes())
    environment = {**KEYS, "AWS_ENDPOINT_URL": endpoint}
    for _ in range(2):
        done = run("s3://talks/in", "-o", "s3://talks/out", "--workers", 1, **environment)
        assert done.returncode == 1, done.stderr
        assert "29 reports from 31 files in s3://talks/out; 2 copies left out; 3 failures in 3 files" in done.stderr
        assert "Traceback" not in done.stderr
    s3.invalidate_cache()
    s3.get("talks/out", str(tmp_path / "got"), recursive=True)
    there, here = snapshot(tmp_path / "got"), snapshot(undisturbed)
    assert sorted(there) == sorted(here)
    # the tables that do not name the address are the same to the byte
    for name, data in here.items():
        if name.split("/")[0] in ("mentions", "statements", "meetings", "events"):
            assert there[name] == data, name
    import pyarrow.parquet as pq

    sources = [d["source"] for d in pq.read_table(tmp_path / "got" / "documents").to_pylist()]
    assert all(source.startswith("s3://talks/in/") for source in sources)
    assert not s3.exists("talks/out/lock")
    assert not s3.exists("talks/out/groups")


@pytest.mark.parametrize(
    ("addresses", "more", "says"),
    [
        (("s3://nobody/in", "-o", "{out}"), {}, "s3://nobody/in"),
        (("{in}", "-o", "s3://nobody/out"), {}, "bucket does not exist"),
        (("s3://nobody/in", "-o", "{out}"), {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "Could not connect"),
        (("{in}", "-o", "s3://nobody/out"), {"AWS_ACCESS_KEY_ID": ""}, "credentials"),
        (("{in}", "-o", "nosuch://x/out"), {}, "nosuch"),
    ],
    ids=["no bucket to read", "no bucket to write", "no server", "no credentials", "no such protocol"],
)
def test_what_is_wrong_with_an_address_is_told(
    endpoint: str,
    inputs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    addresses: tuple[str, ...],
    more: dict[str, str],
    says: str,
) -> None:
    for key, value in {**KEYS, "AWS_ENDPOINT_URL": endpoint, "AWS_EC2_METADATA_DISABLED": "true", **more}.items():
        monkeypatch.setenv(key, value)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    places = {"{in}": str(inputs), "{out}": str(tmp_path / "out")}
    with pytest.raises(BatchError, match=says):
        run_batch([places.get(addresses[0], addresses[0])], places.get(addresses[2], addresses[2]), Options())
