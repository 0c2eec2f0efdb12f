"""A shard's reading: its files' records as rows, written into one file as they come, and committed by an entry."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.export.flatten import rows
from dragoman.export.parquet import schema
from dragoman.export.tables import BY_NAME, TABLES, Row
from dragoman.intake import Failure, IntakeError, opened
from dragoman.intake.outcome import Count
from dragoman.reading.reader import Reader
from dragoman.record import Document, Record
from dragoman.scale.errors import WriteError
from dragoman.scale.inputs import local
from dragoman.scale.store import COMPRESSION, Store
from dragoman.scale.tasks import Entry, Job, Read

UNKNOWN_MONTH = "unknown"
FLUSH_ROWS = 20_000
"""Rows that wait in memory before they are written: about 30 MB of them, however many reports a file holds."""

HIDDEN = (
    pa.field("#month", pa.string()),
    pa.field("#address", pa.string()),
    pa.field("#n", pa.int32()),
    pa.field("#row", pa.int32()),
)
"""What a working table has beside a table's own columns: the record's month, the address of the file it was read from,
its number within that file, and the row's number within the record."""

AGAIN = ("unreadable", "crash")
"""Failures that may not happen again: files with one of them are read again by the next run."""


def working_schema(table: str) -> Any:
    """The schema of a table in shards' files: the hidden columns first; no descriptions, which outweigh few rows."""
    return pa.schema([*HIDDEN, *(field.remove_metadata() for field in schema(BY_NAME[table]))])


class TableFile:
    """A zip file of one Parquet file a table, all growing at once in a folder for temporary files.

    Few files are made however many tables and months there are: object stores and cluster file systems charge by
    file. The zip members are stored as they are, so that one can be read without the others.
    """

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self._writers: dict[str, Any] = {}

    def append(self, name: str, table: Any, row_group_size: int | None = None) -> None:
        """Rows at the end of a table."""
        with self._room():
            writer = self._writers.get(name)
            if writer is None:
                path = str(self.folder / f"{name}.parquet")
                writer = self._writers[name] = pq.ParquetWriter(path, table.schema, compression=COMPRESSION)
            writer.write_table(table, row_group_size=row_group_size)

    def close(self, store: Store, *parts: str) -> None:
        """Put the file into the store."""
        target = self.folder / "tables.zip"
        with self._room(), zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for name, writer in sorted(self._writers.items()):
                writer.close()
                path = self.folder / f"{name}.parquet"
                # a fixed date: the same rows make the same bytes
                info = zipfile.ZipInfo(path.name)
                with path.open("rb") as stream, archive.open(info, "w", force_zip64=True) as member:
                    shutil.copyfileobj(stream, member, 1 << 20)
                path.unlink()
        store.put(target, *parts)

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WriteError(f"{self.folder}: {error.strerror or error}") from error


@contextmanager
def table_file(store: Store) -> Iterator[TableFile]:
    """A :class:`TableFile` that grows in a workplace of the store. Raises :class:`WriteError`."""
    with store.workplace() as path:
        yield TableFile(path)


class TableReader:
    """What :class:`TableFile` wrote."""

    def __init__(self, store: Store, *parts: str) -> None:
        self._stream = store.fs.open(store.path(*parts), "rb")
        self._archive = zipfile.ZipFile(self._stream)
        self._names = set(self._archive.namelist())

    def parquet(self, name: str) -> Any | None:
        """The Parquet file of a table, or None when it has no row."""
        member = f"{name}.parquet"
        return pq.ParquetFile(self._archive.open(member)) if member in self._names else None

    def close(self) -> None:
        """Close the file."""
        self._archive.close()
        self._stream.close()


@lru_cache(maxsize=2)
def reader_of(published: str | None, model: str | None, actors_file: str | None, issues_file: str | None) -> Reader:
    """One reader a process: models are loaded once."""
    return Reader(published=published, model=model, actors_file=actors_file, issues_file=issues_file)


class _Rows:
    """The rows of records, gathered into a :class:`TableFile`."""

    def __init__(self, file: TableFile) -> None:
        self._file = file
        self._waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._count = 0
        self.reports = 0

    def add(self, record: Record, address: str, n: int) -> None:
        month = month_of(record)
        numbers: Counter[str] = Counter()
        whole = list(rows(record))  # all rows of a record or none
        for table, row in whole:
            row.update({"#month": month, "#address": address, "#n": n, "#row": numbers[table]})
            numbers[table] += 1
            self._waiting[table].append(row)
        self.reports += 1
        self._count += len(whole)
        if self._count >= FLUSH_ROWS:
            self.flush()

    def flush(self) -> None:
        for table, found in self._waiting.items():
            if found:
                self._file.append(table, _arrow(table, found))
                found.clear()
        self._count = 0


def _arrow(table: str, found: list[Row]) -> Any:
    try:
        return pa.Table.from_pylist(found, schema=working_schema(table))
    except UnicodeEncodeError:
        # half of a surrogate pair, which Parquet cannot hold
        for row in found:
            for name, value in row.items():
                if isinstance(value, str):
                    row[name] = _whole(value)
                elif isinstance(value, list):
                    row[name] = [_whole(v) for v in value]
        return pa.Table.from_pylist(found, schema=working_schema(table))


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def month_of(record: Record) -> str:
    """The partition of a record: the month of publication, or ``unknown`` when its bounds span more than one."""
    earliest, latest = record.published.earliest, record.published.latest
    if earliest and latest and earliest[:7] == latest[:7]:
        return earliest[:7]
    return UNKNOWN_MONTH


def read_shard(job: Job, store: Store, task: Read) -> Entry:
    """Read a shard's files, write their rows, and commit the shard's entry, which is returned.

    What cannot be read is a failure in the entry; so is a report on which the reader itself breaks. Where an earlier
    attempt at the same shard died, each file is noted before it is read; a file on which an attempt died is skipped.
    """
    attempt = _Attempt(store, task.id)
    reader = reader_of(job.published, job.model, job.actors_file, job.issues_file)
    failures: list[dict[str, str]] = []
    with table_file(store) as file:
        found = _Rows(file)
        for key, address, _, piece, pieces in task.units:
            if attempt.died_on(address):
                failures.append(_failure(address, key, address, "crash", "the process that read this file died"))
                continue
            attempt.begin(address)
            for part, code, says in _read(job, reader, address, (piece, pieces), found):
                failures.append(_failure(address, key, part, code, says))
        found.flush()
        file.close(store, "shards", f"{task.id}.zip")
    entry = {
        "task": task.id,
        "units": [[key, address, piece] for key, address, _, piece, _ in task.units],
        "bytes": sum(size for _, _, size, _, _ in task.units),
        "reports": found.reports,
        "failures": failures,
    }
    store.write_json(entry, "manifest", f"{task.id}.json")
    attempt.over()
    return entry


def _read(
    job: Job, reader: Reader, address: str, share: tuple[int, int], found: _Rows
) -> Iterator[tuple[str, str, str]]:
    """Add a file's records to the rows; what failed is given as (where, code, reason).

    Reports are numbered within the file as if all its pieces were read in turn, so that no two have the same number.
    """
    piece, pieces = share
    n = given = 0
    count: Count | None = None
    try:
        with local(address) as path:
            for item in opened(path, job.columns, address, share if pieces > 1 else None)[1]:
                if isinstance(item, Document):
                    n += 1
                    number = (n - 1) * pieces + piece + 1
                    try:
                        found.add(reader.read(item), address, number)
                    except WriteError:
                        raise
                    except Exception as error:  # a fault of ours on one report must not cost its neighbours
                        given += 1
                        yield f"{address}, report {number}", "fault", f"{type(error).__name__}: {error}"
                elif isinstance(item, Failure):
                    given += 1
                    yield item.source, item.code, item.says
                elif isinstance(item, Count):
                    count = item
                    if item.stated != item.found:
                        given += 1
                        yield item.source, "count", f"it says it holds {item.stated} reports; {item.found} were found"
    except IntakeError as error:
        given += 1
        yield address, error.code, str(error)
    except (WriteError, GeneratorExit):
        raise
    except Exception as error:
        given += 1
        yield address, "fault", f"{type(error).__name__}: {error}"
    if not n and not given and count is None and pieces == 1:
        yield address, "empty", "there is no report in this file"


def _failure(address: str, key: str, part: str, code: str, says: str) -> dict[str, str]:
    return {"address": address, "part": part, "key": key, "code": code, "says": _whole(says[:500])}


class _Mark(msgspec.Struct):
    reading: str | None = None
    killers: list[str] = []


class _Attempt:
    """A note in the output folder that a shard was begun, by which the next attempt knows that this one died."""

    def __init__(self, store: Store, shard: str) -> None:
        self._store = store
        self._name = ("marks", f"{shard}.json")
        before = store.read_json(*self._name)
        self._careful = before is not None
        self._mark = msgspec.convert(before, _Mark) if before else _Mark()
        if self._mark.reading is not None:
            self._mark.killers.append(self._mark.reading)
            self._mark.reading = None
        self._write()

    def _write(self) -> None:
        self._store.write_json(msgspec.to_builtins(self._mark), *self._name)

    def died_on(self, address: str) -> bool:
        return address in self._mark.killers

    def begin(self, address: str) -> None:
        if self._careful:
            self._mark.reading = address
            self._write()

    def over(self) -> None:
        self._store.remove(*self._name)
