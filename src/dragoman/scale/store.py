"""The output folder: Parquet files by table and month, a manifest entry for each finished shard, quarantine.

Layout below the folder (local or any fsspec address)::

    batch.json                              what was begun: pipeline, settings, inputs
    shards/TABLE/month=YYYY-MM/SHARD.parquet    what a shard wrote; counts only with its manifest entry
    manifest/SHARD.json                     the shard is done: its files, reports, failures
    TABLE/month=YYYY-MM/part-N.parquet      the final tables
    quarantine.parquet, manifest.json       the last things written

Every file appears whole: it is written under another name and moved. A shard's entry is its commit; without it the
shard is read again, and writes files of the same names. So a run may be killed anywhere and begun again.
"""

from __future__ import annotations

import io
import json
import posixpath
from collections.abc import Iterable
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dragoman.export.parquet import schema
from dragoman.export.tables import BY_NAME, TABLES, Row

UNKNOWN_MONTH = "unknown"
PART_ROWS = 1_000_000
"""Rows of a final file at most, which bounds the memory of the last step to some hundred megabytes."""
_COMPRESSION = "zstd"


class Store:
    """An output folder. Safe to use from many processes: no two write the same shard."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.fs, self.root = fsspec.core.url_to_fs(address)

    def path(self, *parts: str) -> str:
        """A path below the folder."""
        return posixpath.join(self.root, *parts)

    def write(self, data: bytes, *parts: str) -> None:
        """Write a file so that it is there whole or not at all."""
        target = self.path(*parts)
        if self.fs.protocol == "file" or "file" in self.fs.protocol:
            self.fs.makedirs(posixpath.dirname(target), exist_ok=True)
            draft = posixpath.join(posixpath.dirname(target), f".{posixpath.basename(target)}.{id(data):x}")
            self.fs.pipe_file(draft, data)
            self.fs.mv(draft, target)
        else:
            # object stores put whole objects or none
            self.fs.pipe_file(target, data)

    def read_json(self, *parts: str) -> Any:
        """A JSON file, or None when it is not there or broken."""
        try:
            return json.loads(self.fs.cat_file(self.path(*parts)))
        except (OSError, ValueError):
            return None

    def done(self) -> dict[str, dict[str, Any]]:
        """The manifest entries of finished shards by shard id."""
        self.fs.invalidate_cache()
        folder = self.path("manifest")
        if not self.fs.isdir(folder):
            return {}
        found = {}
        for path in sorted(self.fs.find(folder)):
            name = posixpath.basename(path)
            if name.endswith(".json") and not name.startswith("."):
                entry = self.read_json("manifest", name)
                if entry is not None:
                    found[entry["shard"]] = entry
        return found

    def write_shard(self, shard: str, rows: dict[tuple[str, str], list[Row]]) -> list[str]:
        """Write a shard's rows, given by (table, month); returns the files' names below the folder, sorted."""
        names = []
        for (table, month), found in sorted(rows.items()):
            name = f"shards/{table}/month={month}/{shard}.parquet"
            self.write(_parquet(pa.Table.from_pylist(found, schema=schema(BY_NAME[table]))), *name.split("/"))
            names.append(name)
        return names

    def finish(self, entries: Iterable[dict[str, Any]], summary: dict[str, Any]) -> dict[str, Any]:
        """Merge the shards' files into the final tables and write the manifest. Can be repeated; returns the manifest.

        The final files depend on the rows alone: not on engine, order, or how the input was cut into shards.
        """
        entries = list(entries)
        by_partition: dict[tuple[str, str], list[str]] = {}
        for entry in entries:
            for name in entry["files"]:
                _, table, month, _ = name.split("/")
                by_partition.setdefault((table, month), []).append(name)
        tables: dict[str, dict[str, int]] = {t.name: {"rows": 0, "files": 0} for t in TABLES}
        written: list[str] = []
        for (table, month), names in sorted(by_partition.items()):
            for name, count in self._merge(table, month, sorted(names)):
                written.append(name)
                tables[table]["rows"] += count
                tables[table]["files"] += 1
        failures = sorted((f for e in entries for f in e["failures"]), key=lambda f: (f["address"], f["says"]))
        fields = [(n, pa.string()) for n in ("address", "key", "code", "says")]
        self.write(_parquet(pa.Table.from_pylist(failures, schema=pa.schema(fields))), "quarantine.parquet")
        manifest = {
            **summary,
            "reports": sum(e["reports"] for e in entries),
            "files_read": sum(e["units"] for e in entries),
            "files_failed": len({f["address"] for f in failures}),
            "tables": tables,
            "files": written,
        }
        self.write(json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n", "manifest.json")
        self._remove_strays(set(written))
        return manifest

    def _merge(self, table: str, month: str, names: list[str]) -> Iterable[tuple[str, int]]:
        counts = [self._open(n).metadata.num_rows for n in names]
        parts = max(1, -(-sum(counts) // PART_ROWS))
        for part in range(parts):
            # documents' ids are hashes: an equal range of their first digits is an equal share of the rows
            low, high = f"{part * 0x10000 // parts:04x}", f"{(part + 1) * 0x10000 // parts:04x}"
            pieces = []
            for name in names:
                found = self._open(name).read()
                if parts > 1:
                    first = pc.utf8_slice_codeunits(found["document"], 0, 4)
                    keep = pc.greater_equal(first, low)
                    if part + 1 < parts:
                        keep = pc.and_(keep, pc.less(first, high))
                    found = found.filter(keep)
                pieces.append(found)
            merged = pa.concat_tables(pieces)
            # rows of one document came in their order and stay in it
            order = pc.sort_indices(
                merged.append_column("#", pa.array(range(len(merged)))), [("document", "ascending"), ("#", "ascending")]
            )
            name = f"{table}/{month}/part-{part}.parquet"
            self.write(_parquet(merged.take(order).combine_chunks()), *name.split("/"))
            yield name, len(merged)

    def _open(self, name: str) -> Any:
        return pq.ParquetFile(io.BytesIO(self.fs.cat_file(self.path(*name.split("/")))))

    def _remove_strays(self, kept: set[str]) -> None:
        self.fs.invalidate_cache()
        for path in self.fs.find(self.root):
            name = path[len(self.root) :].lstrip("/")
            table = name.split("/", 1)[0]
            base = posixpath.basename(name)
            if (table in BY_NAME and name not in kept) or base.startswith("."):
                self.fs.rm_file(path)


def _parquet(table: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression=_COMPRESSION)
    return sink.getvalue()
