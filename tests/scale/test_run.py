"""A batch from inputs to tables: the same whatever happens on the way."""

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from dragoman.export.tables import BY_NAME
from dragoman.scale import BatchError, NoInputError, Options, Status, run_batch
from dragoman.scale.shard import working_schema
from tests.scale.corpus import mixed, plain, report, snapshot


@pytest.fixture(autouse=True)
def _engine(here: None) -> None:
    """What is tested here is the same with every engine."""


def batch(inputs: Path | list[Path], output: Path, **options: Any) -> Any:
    listed = inputs if isinstance(inputs, list) else [inputs]
    return run_batch([str(i) for i in listed], str(output), Options(workers=2, **options))


def shards(output: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (output / "shards").iterdir()}


def test_what_comes_of_a_folder(inputs: Path, undisturbed: Path) -> None:
    manifest = batch(inputs, undisturbed)
    assert manifest["reports"] == 29
    assert manifest["files_read"] == 31
    assert (manifest["files_copied"], manifest["reports_copied"]) == (1, 1)
    assert (manifest["files_failed"], manifest["failures"]) == (3, 3)
    quarantine = pq.read_table(undisturbed / "quarantine.parquet").to_pylist()
    assert [(Path(q["address"]).name, q["code"]) for q in quarantine] == [
        ("empty.txt", "empty"),
        ("noise.bin", "binary"),
        ("several.zip", "binary"),
    ]
    copies = pq.read_table(undisturbed / "copies.parquet").to_pylist()
    assert [(Path(c["address"]).name, Path(c["same_as"]).name, c["what"]) for c in copies] == [
        ("z-same-bytes.txt", "r0000.txt", "bytes"),
        ("z-same-text.txt", "r0001.txt", "text"),
    ]
    assert manifest["tables"]["documents"] == {"rows": 29, "files": len(list(undisturbed.glob("documents/*/*")))}
    assert not list(undisturbed.rglob(".*"))
    assert {p.name for p in undisturbed.iterdir() if p.name not in BY_NAME} == {
        *("batch.json", "copies.parquet", "manifest.json", "quarantine.parquet"),
        *("manifest", "shards", "lock"),
    }


@pytest.mark.parametrize("table", ["documents", "mentions", "statements", "meetings"])
def test_tables_are_read_as_hive_partitions(undisturbed: Path, table: str) -> None:
    found = ds.dataset(undisturbed / table, partitioning="hive")
    assert found.schema.field("month").type == pa.string()
    assert set(found.schema.names) == {"month", *(c.name for c in BY_NAME[table].columns)}
    rows = found.to_table().to_pylist()
    assert rows
    if table == "documents":
        assert all(row["published"].startswith(row["month"]) for row in rows)
        june = found.to_table(filter=ds.field("month") == "2010-06").num_rows
        assert june == sum(row["published"].startswith("2010-06") for row in rows)


def test_the_size_of_shards_does_not_show(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    batch(inputs, tmp_path / "out", shard_files=3)
    assert len(shards(tmp_path / "out")) > len(shards(undisturbed))
    assert snapshot(tmp_path / "out") == snapshot(undisturbed)


def test_additions_cost_themselves_and_what_is_gone_leaves_the_tables(tmp_path: Path) -> None:
    folder, output = plain(tmp_path / "in", 12), tmp_path / "out"
    batch(folder, output)
    first, tables = shards(output), snapshot(output)
    (folder / "new.txt").write_text(report(500))
    (folder / "r0003.txt").rename(tmp_path / "aside")
    (folder / "r0004.txt").write_text(report(501))
    manifest = batch(folder, output)
    assert manifest["reports"] == 12
    sources = {Path(d["source"]).name for d in pq.read_table(output / "documents").to_pylist()}
    assert "new.txt" in sources
    assert "r0003.txt" not in sources
    second = shards(output)
    assert {name: second[name] for name in first} == first
    assert len(second) == len(first) + 1
    assert snapshot(output) == fresh(folder, tmp_path / "fresh")
    # back as it was: nothing is left to read
    (tmp_path / "aside").rename(folder / "r0003.txt")
    (folder / "new.txt").unlink()
    (folder / "r0004.txt").write_text(report(4))
    batch(folder, output)
    assert shards(output) == second
    assert snapshot(output) == tables


def fresh(folder: Path, output: Path) -> dict[str, bytes]:
    batch(folder, output)
    return snapshot(output)


def test_a_large_file_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = plain(tmp_path / "in", 2)
    with zipfile.ZipFile(folder / "large.zip", "w") as archive:
        for number in range(40, 51):
            archive.writestr(f"{number}.txt", report(number))
        archive.writestr("r.txt", report(1))
        archive.writestr("bad.bin", b"\0\1\2" * 900)
    (folder / "lines.jsonl").write_text("".join(json.dumps({"text": report(n)}) + "\n" for n in range(60, 70)))
    whole = batch(folder, tmp_path / "whole")
    assert (whole["reports"], whole["failures"], whole["reports_copied"]) == (23, 1, 1)
    monkeypatch.setattr("dragoman.scale.inputs.PIECE_BYTES", 1000)
    steps: list[Status] = []
    run_batch([str(folder)], str(tmp_path / "out"), Options(), steps.append)
    assert steps[-1].step == "merging"
    assert max(s.total for s in steps if s.step == "reading") > 6
    in_pieces, in_one = snapshot(tmp_path / "out"), snapshot(tmp_path / "whole")
    # reports of a file have other numbers, which show only where copies are told
    del in_pieces["copies.parquet"], in_one["copies.parquet"]
    assert in_pieces == in_one
    # one piece lost: only that one is read again
    entry = next(p for p in sorted((tmp_path / "out" / "manifest").iterdir()) if "lines.jsonl" in p.read_text())
    entry.unlink()
    (tmp_path / "out" / "manifest.json").unlink()
    steps.clear()
    run_batch([str(folder)], str(tmp_path / "out"), Options(), steps.append)
    assert max(s.done - s.kept for s in steps if s.step == "reading") == 1
    again = snapshot(tmp_path / "out")
    del again["copies.parquet"]
    assert again == in_one


def test_a_file_that_moved_is_read_again_since_rows_say_where_they_are_from(tmp_path: Path) -> None:
    folder, output = plain(tmp_path / "in", 3), tmp_path / "out"
    batch(folder, output)
    (folder / "r0001.txt").rename(folder / "moved.txt")
    batch(folder, output)
    assert snapshot(output) == fresh(folder, tmp_path / "fresh")


def test_a_batch_that_is_done_is_left_as_it_is(inputs: Path, undisturbed: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in undisturbed.rglob("*") if path.name != "lock"}
    steps: list[Status] = []
    run_batch([str(inputs)], str(undisturbed), Options(workers=2), steps.append)
    assert {s.step for s in steps} == {"finding"}
    assert {path: path.stat().st_mtime_ns for path in undisturbed.rglob("*") if path.name != "lock"} == before


@pytest.mark.parametrize("loss", ["entry", "rows", "half an entry", "the tables", "the manifest"])
def test_what_is_lost_is_made_again(
    inputs: Path, undisturbed: Path, tmp_path: Path, loss: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    shutil.copytree(undisturbed, output)
    (output / "manifest.json").unlink()
    entry, rows = sorted((output / "manifest").iterdir())[0], sorted((output / "shards").iterdir())[-1]
    if loss == "entry":
        entry.unlink()
    elif loss == "rows":
        rows.unlink()
    elif loss == "half an entry":
        entry.write_bytes(entry.read_bytes()[:50])
    elif loss == "the tables":
        shutil.rmtree(output / "mentions")
    (output / "mentions" / "month=1999-01").mkdir(parents=True)
    (output / "mentions" / "month=1999-01" / "part-0.parquet").write_bytes(b"a stray of another time")
    (output / "drafts" / "dragoman-x").mkdir(parents=True)
    (output / "drafts" / "dragoman-x" / "mentions.parquet").write_bytes(b"half")
    batch(inputs, output)
    assert not (output / "drafts").exists()
    assert snapshot(output) == snapshot(undisturbed)


def test_a_file_that_could_not_be_opened_is_tried_again(tmp_path: Path) -> None:
    folder, output = plain(tmp_path / "in", 4), tmp_path / "out"
    os.symlink(tmp_path / "later.txt", folder / "link.txt")
    assert batch(folder, output)["failures"] == 1
    assert batch(folder, output)["failures"] == 1
    (tmp_path / "later.txt").write_text(report(77))
    manifest = batch(folder, output)
    assert (manifest["failures"], manifest["reports"]) == (0, 5)
    assert snapshot(output) == fresh(folder, tmp_path / "fresh")


def test_other_settings_are_refused_unless_begun_anew(tmp_path: Path) -> None:
    folder, output = plain(tmp_path / "in", 2), tmp_path / "out"
    batch(folder, output)
    with pytest.raises(BatchError, match="other settings"):
        batch(folder, output, published="2011-05-02")
    assert batch(folder, output, published="2011-05-02", restart=True)["reports"] == 2
    documents = pq.read_table(output / "documents").to_pylist()
    assert {d["published"] for d in documents} == {"2011-05-02"}


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(BatchError, match="holds other files"):
        batch(plain(tmp_path / "in", 1), tmp_path / "out", restart=True)
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_restarting_removes_only_what_a_batch_wrote(tmp_path: Path) -> None:
    folder, output = plain(tmp_path / "in", 2), tmp_path / "out"
    batch(folder, output)
    (output / "notes.txt").write_text("mine")
    batch(folder, output, restart=True)
    assert (output / "notes.txt").read_text() == "mine"


def test_the_output_may_lie_in_the_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = plain(tmp_path / "in", 3)
    for _ in range(2):
        assert batch(folder, folder / "tables")["files_read"] == 3
    monkeypatch.chdir(folder)
    assert batch(Path(), Path("tables"))["files_read"] == 3


def test_nothing_but_failures_still_makes_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.bin").write_bytes(b"\x00\x01" * 999)
    manifest = batch(tmp_path / "in", tmp_path / "out")
    assert (manifest["reports"], manifest["failures"], manifest["files"]) == (0, 1, [])


def test_no_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match="there is no file"):
        batch(tmp_path / "none", tmp_path / "out")


def test_columns_are_a_setting(tmp_path: Path) -> None:
    folder = plain(tmp_path / "in", 1)
    batch(folder, tmp_path / "out")
    with pytest.raises(BatchError, match="other settings"):
        batch(folder, tmp_path / "out", columns={"text": "body"})


def test_progress_counts_what_was_there_apart(tmp_path: Path) -> None:
    folder, output = plain(tmp_path / "in", 8), tmp_path / "out"
    batch(folder, output)
    for number in range(20, 24):
        (folder / f"r{number}.txt").write_text(report(number))
    steps: list[Status] = []
    run_batch([str(folder)], str(output), Options(workers=1, shard_files=2), steps.append)
    reading = [s for s in steps if s.step == "reading"]
    assert [(s.done, s.total, s.kept, s.reports) for s in reading] == [(8, 12, 8, 0), (10, 12, 8, 2), (12, 12, 8, 4)]
    assert reading[0].bytes == 0
    assert reading[-1].bytes == reading[-1].bytes_total > 0
    assert steps[-1] == Status("merging", steps[-1].total, steps[-1].total)


def test_working_rows_have_the_columns_of_their_table() -> None:
    names = working_schema("mentions").names
    assert names[:4] == ["#month", "#address", "#n", "#row"]
    assert names[4:] == [c.name for c in BY_NAME["mentions"].columns]


def test_the_mixed_folder_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    one, two = mixed(tmp_path / "a", 3), mixed(tmp_path / "b", 3)
    names = [sorted(p.relative_to(f) for f_, p in ((f, p) for p in f.rglob("*.txt"))) for f in (one, two)]
    assert names[0] == names[1]
