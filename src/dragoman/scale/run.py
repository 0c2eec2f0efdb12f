"""A batch from inputs to final tables."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from typing import Any, Literal

import msgspec
import pyarrow as pa

from dragoman.export.tables import TABLES
from dragoman.scale import inputs
from dragoman.scale.engines import Engine, Name, engine
from dragoman.scale.errors import BatchError, StoppedError, WriteError
from dragoman.scale.inputs import Found, Unit, cut, shard_files, sort
from dragoman.scale.merge import Merged, merge
from dragoman.scale.shard import AGAIN, reader_of
from dragoman.scale.store import OURS, Store
from dragoman.scale.tasks import Entry, Job, Read, Task

SHARD_BYTES = 16 * 1024 * 1024

_QUARANTINE = ("address", "part", "key", "code", "says")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a batch is run. ``workers`` 0 means one a core, ``shard_files`` 0 what the number of files suggests."""

    engine: Name = "processes"
    workers: int = 0
    scheduler: str | None = None
    master: str | None = None
    shard_files: int = 0
    published: str | None = None
    model: str | None = None
    actors_file: str | None = None
    issues_file: str | None = None
    columns: dict[str, str] = {}
    restart: bool = False


class Status(msgspec.Struct, frozen=True):
    """How far a batch is: ``done`` of ``total`` (0 while unknown) files, or steps of the merge. ``kept`` files were
    read by an earlier run. ``bytes`` are those read by this run, of ``bytes_total`` that it has to read."""

    step: Literal["finding", "reading", "merging"]
    done: int = 0
    total: int = 0
    kept: int = 0
    bytes: int = 0
    bytes_total: int = 0
    reports: int = 0


Progress = Callable[[Status], None]


def run_batch(addresses: Sequence[str], output: str, options: Options, progress: Progress | None = None) -> Any:
    """Read every file below ``addresses`` into tables below ``output``; returns the manifest.

    The tables hold what the addresses hold now. What an earlier run with the same output has read is not read again,
    whether that run ended or was killed. Raises :class:`BatchError`; of its kinds, :class:`StoppedError` says that
    the same command goes on from where it stopped.
    """
    store = Store(output)
    job = Job(
        output=store.address,
        published=options.published,
        model=options.model,
        actors_file=options.actors_file,
        issues_file=options.issues_file,
        columns=options.columns,
    )
    show = progress or (lambda status: None)
    try:
        with store.locked():
            return _Batch(job, store, options, show).run(addresses)
    except WriteError as error:
        raise StoppedError(f"cannot write {error}") from error


class _Batch:
    def __init__(self, job: Job, store: Store, options: Options, show: Progress) -> None:
        self.job = job
        self.store = store
        self.options = options
        self.show = show

    def run(self, addresses: Sequence[str]) -> Any:
        self._begin()
        self.show(Status("finding"))
        found = sort(self._counted(inputs.units(addresses, self.store.address)))
        entries = self._done()
        there = {name for entry in entries.values() for name in _read_by(entry)}
        units = list(inputs.pieces(found.units))
        left = [unit for unit in units if unit.name not in there]
        content = _digest(found)
        manifest = self.store.read_json("manifest.json")
        if not left and manifest is not None and manifest["content"] == content:
            return manifest
        for name in ("manifest.json", "marks", "drafts"):
            self.store.remove(name)
        workers = self.options.workers or os.cpu_count() or 1
        chosen = self.options
        with engine(
            chosen.engine, self.job, workers=workers, scheduler=chosen.scheduler, master=chosen.master
        ) as hands:
            self._read(hands, len(units), left, entries)
            return self._finish(hands, found, {unit.name for unit in units}, entries, content)

    def _begin(self) -> None:
        """Begin the folder, or make sure that it was begun with the same program and settings."""
        reader = reader_of(self.job.published, self.job.model, self.job.actors_file, self.job.issues_file)
        wanted = {"pipeline": reader.pipeline.id, "tables": _tables_digest(), "columns": self.job.columns}
        begun = self.store.read_json("batch.json")
        if begun is None and set(self.store.names()) - {"lock", "drafts"}:
            raise BatchError(f"{self.store.address} holds other files; give an empty folder")
        if begun is not None and not self.options.restart:
            if begun != wanted:
                raise BatchError(
                    f"{self.store.address} was begun with another program version or other settings (pipeline "
                    f"{begun.get('pipeline')}, now {wanted['pipeline']}); use --restart to begin it anew"
                )
            return
        if begun is not None:
            for name in OURS:
                if name != "lock":
                    self.store.remove(name)
        self.store.write_json(wanted, "batch.json")

    def _counted(self, units: Iterator[Unit | inputs.Unreadable]) -> Iterator[Unit | inputs.Unreadable]:
        for number, unit in enumerate(units, 1):
            yield unit
            if number % 1000 == 0:
                self.show(Status("finding", number))

    def _done(self) -> dict[str, Entry]:
        """The entries of shards that are done, by shard."""
        files = set(self.store.names("shards"))
        return {e["task"]: e for e in self.store.entries() if f"{e['task']}.zip" in files}

    def _read(self, hands: Engine, total: int, left: Sequence[Unit], entries: dict[str, Entry]) -> None:
        files = self.options.shard_files or shard_files(len(left))
        tasks: list[Task] = [Read(s.id, s.units) for s in cut(left, files, SHARD_BYTES)]
        kept = total - len(left)
        bytes_total = sum(unit.size for unit in left)
        done = size = reports = 0

        def show() -> None:
            self.show(Status("reading", kept + done, total, kept, size, bytes_total, reports))

        show()
        for entry in hands.run(tasks):
            entries[entry["task"]] = entry
            done += len(entry["units"])
            size += entry["bytes"]
            reports += entry["reports"]
            show()
        missing = [task.id for task in tasks if task.id not in entries]
        if missing:
            raise StoppedError(f"{len(missing)} shards were not read")

    def _finish(self, hands: Engine, found: Found, wanted: set[_Name], entries: dict[str, Entry], content: str) -> Any:
        shards, failures = _chosen(entries, wanted)
        failures += [{"address": u.address, "code": "unreadable", "says": u.says} for u in found.unreadable]
        failures.sort(key=lambda f: (f["address"], f.get("part") or "", f["says"]))
        merged = merge(self.store, shards, hands.run, lambda done, total: self.show(Status("merging", done, total)))
        text = pa.string()
        quarantine = pa.schema([(name, text) for name in _QUARANTINE])
        self.store.write_table(pa.Table.from_pylist(failures, schema=quarantine), "quarantine.parquet")
        self.store.write_table(_copies(found, merged), "copies.parquet")
        tables = _counts(merged)
        for table in tables:
            self.store.sweep(table, keep={name for name, _ in merged.files})
        manifest = {
            "pipeline": self.store.read_json("batch.json")["pipeline"],
            "content": content,
            "files_read": len(found.units) + len(found.unreadable),
            "files_copied": len(found.copies),
            "files_failed": len({f["address"] for f in failures}),
            "failures": len(failures),
            "reports": merged.reports,
            "reports_copied": len(merged.same),
            "tables": tables,
            "files": [name for name, _ in merged.files],
        }
        self.store.write_json(manifest, "manifest.json")
        for name in ("groups", "marks", "drafts"):
            self.store.remove(name)
        return manifest


_Name = tuple[str, str, int]
"""A unit's key, address and piece."""


def _units(entry: Entry) -> Iterator[_Name]:
    return ((key, address, piece) for key, address, piece in entry["units"])


def _read_by(entry: Entry) -> Iterator[_Name]:
    """The units that a shard has read and that need not be read again."""
    again = {f["address"] for f in entry["failures"] if f["code"] in AGAIN and f["part"] == f["address"]}
    return (name for name in _units(entry) if name[1] not in again)


def _chosen(
    entries: dict[str, Entry], wanted: set[_Name]
) -> tuple[list[tuple[str, tuple[str, ...]]], list[dict[str, Any]]]:
    """The shards whose rows count with the addresses to leave out of each, and the failures that count.

    A unit may be in several shards: one that could not be opened once and could later. The last place counts in which
    it could, and any where it never could. No shard has two units of the same address.
    """
    owner: dict[_Name, str] = {}
    good: set[_Name] = set()
    for shard in sorted(entries):
        for name in _read_by(entries[shard]):
            if name in wanted:
                owner[name] = shard
                good.add(name)
    for shard in sorted(entries):
        for name in _units(entries[shard]):
            if name in wanted and name not in good:
                owner[name] = shard
    shards: list[tuple[str, tuple[str, ...]]] = []
    failures: dict[tuple[tuple[str, str], ...], dict[str, Any]] = {}
    for shard in sorted(entries):
        names = list(_units(entries[shard]))
        mine = {name[1] for name in names if owner.get(name) == shard}
        if mine:
            shards.append((shard, tuple(sorted(name[1] for name in names if name[1] not in mine))))
            for failure in entries[shard]["failures"]:
                if failure["address"] in mine:
                    # several pieces of a file may tell the same of it
                    failures[tuple(sorted(failure.items()))] = failure
    return shards, list(failures.values())


def _copies(found: Found, merged: Merged) -> Any:
    rows: list[dict[str, str | int]] = [
        {"address": address, "same_as": kept, "what": "bytes"} for address, kept in found.copies
    ]
    rows += [
        {"address": address, "report": n, "same_as": kept, "same_as_report": number, "what": "text"}
        for address, n, kept, number in merged.same
    ]
    fields = [
        ("address", pa.string()),
        ("report", pa.int32()),
        ("same_as", pa.string()),
        ("same_as_report", pa.int32()),
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema([*fields, ("what", pa.string())]))


def _counts(merged: Merged) -> dict[str, dict[str, int]]:
    tables = {table.name: {"rows": 0, "files": 0} for table in TABLES}
    for name, rows in merged.files:
        table = tables[name.split("/", 1)[0]]
        table["rows"] += rows
        table["files"] += 1
    return tables


def _digest(found: Found) -> str:
    """A hash of the inputs: with it a folder knows that its tables are of these."""
    digest = hashlib.sha256()
    for rows in (found.units, found.copies, found.unreadable):
        for row in rows:
            digest.update(repr(tuple(row)).encode("utf-8", "backslashreplace"))
        digest.update(b"\0")
    return digest.hexdigest()


def _tables_digest() -> str:
    """A hash of the code that makes rows of records, which the pipeline's id does not know."""
    digest = hashlib.sha256()
    for name in ("export/flatten.py", "export/tables.py", "export/parquet.py", "scale/shard.py"):
        digest.update(resources.files("dragoman").joinpath(name).read_bytes())
    return digest.hexdigest()[:16]
