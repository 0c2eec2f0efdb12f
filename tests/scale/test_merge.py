"""The merge: slices, the order of rows, reports that were read twice."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.scale import merge as module
from dragoman.scale.inputs import cut, sort, units
from dragoman.scale.merge import merge, slices
from dragoman.scale.store import Store
from dragoman.scale.tasks import Job, Read
from tests.scale.corpus import Here, plain, snapshot


@given(st.dictionaries(st.sampled_from([f"20{n:02}-01" for n in range(30)]), st.integers(1, 50)), st.integers(1, 20))
def test_slices_take_every_document_once(reports: dict[str, int], most: int) -> None:
    cut_up = list(slices(reports, most))
    assert [m for s in cut_up for m in s.months if s.part == 0] == sorted(reports)
    for s in cut_up:
        assert sum(reports[m] for m in s.months) <= most or len(s.months) == 1
    for month in reports:
        parts = sorted((s for s in cut_up if month in s.months), key=lambda s: s.part)
        assert [s.part for s in parts] == list(range(parts[0].parts))
        bounds = [s.bounds() for s in parts]
        assert bounds[0][0] == "0000"
        assert bounds[-1][1] > "ffff"
        assert all(a[1] == b[0] for a, b in pairwise(bounds))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = plain(tmp_path_factory.mktemp("in"), 14)
    (found / "again.txt").write_bytes(b"\xef\xbb\xbf" + (found / "r0001.txt").read_bytes())
    (found / "thrice.txt").write_bytes((found / "r0001.txt").read_bytes().replace(b"\n", b"\r\n"))
    return found


def merged(folder: Path, output: Path, files: int) -> dict[str, bytes]:
    store = Store(str(output))
    tasks = [Read(s.id, s.units) for s in cut(sort(units([str(folder)])).units, files, 1 << 30)]
    engine = Here(Job(store.address))
    entries = list(engine.run(tasks))
    done = merge(store, [(e["task"], ()) for e in entries], engine.run, lambda *_: None)
    assert done.reports == sum(e["reports"] for e in entries) - len(done.same)
    store.remove("groups")
    return snapshot(output)


def test_the_cut_does_not_show(folder: Path, tmp_path: Path) -> None:
    whole = merged(folder, tmp_path / "whole", 1000)
    assert merged(folder, tmp_path / "single", 1) == whole
    assert merged(folder, tmp_path / "few", 5) == whole


def test_neither_do_groups_nor_the_size_of_what_is_sorted_at_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_by_table(merged(folder, tmp_path / "whole", 5))
    monkeypatch.setattr(module, "GROUP_SHARDS", 2)
    monkeypatch.setattr(module, "_GROUP_ROWS", 3)
    monkeypatch.setattr(module, "PART_REPORTS", 2)
    monkeypatch.setattr(module.slices, "__defaults__", (2,))
    parts = merged(folder, tmp_path / "parts", 5)
    assert any("part-1" in name for name in parts)
    assert rows_by_table(parts) == rows


def rows_by_table(files: dict[str, bytes]) -> dict[str, list[str]]:
    import io

    found: dict[str, list[str]] = {}
    for name, data in files.items():
        table, month, _ = name.split("/")
        rows = pq.ParquetFile(io.BytesIO(data)).read().to_pylist()
        assert [r["document"] for r in rows] == sorted(r["document"] for r in rows)
        found.setdefault(f"{table} {month}", []).extend(map(repr, rows))
    return found


def test_the_same_text_counts_once_and_the_first_address_is_kept(folder: Path, tmp_path: Path) -> None:
    merged(folder, tmp_path / "out", 3)
    documents = pq.read_table(tmp_path / "out" / "documents").to_pylist()
    assert max(Counter(d["document"] for d in documents).values()) == 1
    assert [Path(d["source"]).name for d in documents if "again" in d["source"] or "r0001" in d["source"]] == [
        "again.txt"
    ]
