"""Reading one shard: rows, failures, commits, attempts."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from dragoman.intake import read_path, read_text
from dragoman.scale import shard as module
from dragoman.scale.errors import WriteError
from dragoman.scale.inputs import cut, sort, units
from dragoman.scale.kernel import perform
from dragoman.scale.shard import TableReader, month_of, read_shard, reader_of
from dragoman.scale.store import Store
from dragoman.scale.tasks import Job, Read
from tests.scale.corpus import plain, report


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "out"))


def read(store: Store, folder: Path, **job: Any) -> dict[str, Any]:
    return read_shard(Job(store.address, **job), store, task(folder))


def task(folder: Path) -> Read:
    (shard,) = cut(sort(units([str(folder)])).units, 1000, 1 << 30)
    return Read(shard.id, shard.units)


def table(store: Store, entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    reader = TableReader(store, "shards", f"{entry['task']}.zip")
    try:
        found = reader.parquet(name)
        return [] if found is None else found.read().to_pylist()
    finally:
        reader.close()


def test_rows_know_their_month_file_and_place(store: Store, tmp_path: Path) -> None:
    folder = plain(tmp_path / "in", 1)
    with zipfile.ZipFile(folder / "two.zip", "w") as archive:
        archive.writestr("a.txt", report(71))
        archive.writestr("b.txt", report(72))
    entry = read(store, folder)
    assert entry["reports"] == 3
    assert entry["failures"] == []
    assert sorted(Path(address).name for _, address, _ in entry["units"]) == ["r0000.txt", "two.zip"]
    rows = table(store, entry, "documents")
    assert sorted((Path(r["#address"]).name, r["#n"], r["#row"]) for r in rows) == [
        ("r0000.txt", 1, 0),
        ("two.zip", 1, 0),
        ("two.zip", 2, 0),
    ]
    assert all(r["#month"] == r["published"][:7] for r in rows)
    mentions = [r["#row"] for r in table(store, entry, "mentions") if r["#address"].endswith("r0000.txt")]
    assert mentions == list(range(len(mentions)))
    assert store.read_json("manifest", f"{entry['task']}.json") == entry


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("noise.bin", bytes(range(256)) * 9, "binary", "not text"),
        ("empty.txt", b"", "empty", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_failure_and_its_neighbours_are_kept(
    store: Store, tmp_path: Path, name: str, data: bytes, code: str, says: str
) -> None:
    folder = plain(tmp_path / "in", 2)
    (folder / name).write_bytes(data)
    entry = read(store, folder)
    assert entry["reports"] == 2
    (failure,) = entry["failures"]
    assert (Path(failure["address"]).name, failure["code"]) == (name, code)
    assert says in failure["says"]


def test_a_bad_member_is_a_failure_of_its_own(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "box.zip", "w") as archive:
        archive.writestr("good.txt", report(1))
        archive.writestr("bad.bin", b"\x00\x01\x02" * 500)
        archive.writestr("good2.txt", report(2))
    entry = read(store, tmp_path / "in")
    assert entry["reports"] == 2
    (failure,) = entry["failures"]
    assert failure["address"].endswith("box.zip")
    assert "bad.bin" in failure["part"]


def test_a_fault_of_the_reader_costs_one_report(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = plain(tmp_path / "in", 3)
    reader = reader_of(None, None, None, None)
    real = reader.read

    def break_on_one(document: Any) -> Any:
        if document.source.endswith("r0001.txt"):
            raise RecursionError("too deep")
        return real(document)

    monkeypatch.setattr(reader, "read", break_on_one)
    entry = read(store, folder)
    assert entry["reports"] == 2
    (failure,) = entry["failures"]
    assert failure["code"] == "fault"
    assert failure["says"] == "RecursionError: too deep"
    assert {Path(r["#address"]).name for r in table(store, entry, "mentions")} == {"r0000.txt", "r0002.txt"}


def test_models_are_loaded_once(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    real = module.Reader

    def counting(**settings: Any) -> Any:
        made.append(settings)
        return real(**settings)

    reader_of.cache_clear()
    monkeypatch.setattr(module, "Reader", counting)
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "r.txt").write_text(report(ord(name)))
        perform(Job(store.address), task(tmp_path / name))
    assert len(made) == 1
    reader_of.cache_clear()


def test_rows_go_to_the_file_as_they_come(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = plain(tmp_path / "in", 12)
    whole = table(store, read(store, folder), "mentions")
    monkeypatch.setattr(module, "FLUSH_ROWS", 50)
    entry = read(store, folder)
    assert table(store, entry, "mentions") == whole
    reader = TableReader(store, "shards", f"{entry['task']}.zip")
    assert reader.parquet("mentions").num_row_groups > 3
    reader.close()


def test_the_same_shard_makes_the_same_bytes(tmp_path: Path) -> None:
    folder = plain(tmp_path / "in", 5)
    stores = [Store(str(tmp_path / name)) for name in ("one", "two")]
    first, second = (read(store, folder) for store in stores)
    assert first == second
    for store in stores:
        assert store.names("marks") == []
    one, two = (tmp_path / name / "shards" / f"{first['task']}.zip" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


class Died(BaseException):
    """Stands for the end of the process: nothing in the program catches it."""


def test_a_file_on_which_attempts_die_is_skipped_at_the_third(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plain(tmp_path / "in", 4)
    real = module.opened
    read_files: list[str] = []

    def die_on_one(path: Path, *rest: Any) -> Any:
        read_files.append(path.name)
        if path.name == "r0002.txt":
            raise Died
        return real(path, *rest)

    monkeypatch.setattr(module, "opened", die_on_one)
    for _ in range(2):
        with pytest.raises(Died):
            read(store, folder)
        assert store.names("manifest") == []
    entry = read(store, folder)
    assert entry["reports"] == 3
    (failure,) = entry["failures"]
    assert (Path(failure["address"]).name, failure["code"]) == ("r0002.txt", "crash")
    assert read_files.count("r0002.txt") == 2
    assert store.names("marks") == []


def test_an_output_without_room_is_no_fault_of_the_report(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plain(tmp_path / "in", 3)
    monkeypatch.setattr(module, "FLUSH_ROWS", 1)

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.pq, "ParquetWriter", full)
    with pytest.raises(WriteError, match="No space left on device"):
        read(store, folder)
    assert store.names("manifest") == []


def test_half_a_surrogate_pair_does_not_cost_the_shard(store: Store, tmp_path: Path) -> None:
    reader = reader_of(None, None, None, None)
    records = [reader.read(read_text(report(number), "x.txt")) for number in (3, 4)]
    views = [
        structs.replace(record.document, byline=byline) for record, byline in zip(records, ("\ud800", "A"), strict=True)
    ]
    records = [structs.replace(record, document=view) for record, view in zip(records, views, strict=True)]
    with module.table_file(store) as file:
        rows = module._Rows(file)
        for n, record in enumerate(records):
            rows.add(record, "x", n)
        rows.flush()
        file.close(store, "shards", "s.zip")
    reader_ = TableReader(store, "shards", "s.zip")
    assert reader_.parquet("documents").read()["byline"].to_pylist() == ["?", "A"]
    reader_.close()


def test_month_is_unknown_where_bounds_span_several(tmp_path: Path) -> None:
    reader = reader_of(None, None, None, None)
    path = tmp_path / "r.txt"
    path.write_text(report(1))
    (document,) = read_path(path)
    assert month_of(reader.read(document)) == "2010-" + month_of(reader.read(document))[5:]
    path.write_text("The two sides met and agreed to meet again.\n")
    (document,) = read_path(path)
    assert month_of(reader.read(document)) == "unknown"
