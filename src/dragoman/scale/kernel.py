"""The kernel: an Arrow batch of shards in, an Arrow batch of manifest entries out. Every engine runs this and no more.

A shard's records are written by whoever reads it; only its manifest entry travels back.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa

from dragoman.export.flatten import rows
from dragoman.export.tables import Row
from dragoman.intake import IntakeError, read_bytes
from dragoman.reading.reader import Reader
from dragoman.record import Record
from dragoman.scale.inputs import Shard, Unit, load
from dragoman.scale.store import UNKNOWN_MONTH, Store

SHARDS = pa.schema([("shard", pa.string()), ("job", pa.string())])
ENTRIES = pa.schema([("shard", pa.string()), ("entry", pa.string())])


class Job(msgspec.Struct, frozen=True):
    """What a worker must know: where to write and how to read.

    ``marks`` is a local folder in which a process leaves word of the file it is reading; ``killers`` are keys of files
    on which a process died, which are not read again.
    """

    output: str
    published: str | None = None
    model: str | None = None
    actors_file: str | None = None
    issues_file: str | None = None
    marks: str | None = None
    killers: tuple[str, ...] = ()


class _Work(NamedTuple):
    """One line of a batch: a shard and the job it belongs to."""

    job: Job
    shard: Shard


def batch_of(job: Job, shards: list[Shard]) -> Any:
    """Shards as an Arrow batch of the schema :data:`SHARDS`."""
    described = [msgspec.json.encode([job, s.id, [list(u) for u in s.units]]).decode() for s in shards]
    return pa.record_batch([[s.id for s in shards], described], schema=SHARDS)


def kernel(batches: Iterator[Any]) -> Iterator[Any]:
    """Read every shard of the batches and yield their manifest entries (schema :data:`ENTRIES`).

    The signature is that of Spark's ``mapInArrow``. Entries are also written into the output folder, as the shard's
    commit; what is yielded serves progress.
    """
    for batch in batches:
        for line in batch.column("job").to_pylist():
            work = _decode(line)
            entry = read_shard(work.job, work.shard)
            yield pa.record_batch([[work.shard.id], [json.dumps(entry, sort_keys=True)]], schema=ENTRIES)


def _decode(line: str) -> _Work:
    job, shard, listed = msgspec.json.decode(line, type=tuple[Job, str, list[tuple[str, str, int]]])
    return _Work(job, Shard(shard, tuple(Unit(*u) for u in listed)))


@lru_cache(maxsize=2)
def _reader(published: str | None, model: str | None, actors_file: str | None, issues_file: str | None) -> Reader:
    """One reader a process: models are loaded once."""
    return Reader(published=published, model=model, actors_file=actors_file, issues_file=issues_file)


def read_shard(job: Job, shard: Shard) -> dict[str, Any]:
    """Read a shard's files, write its tables, and commit its manifest entry, which is returned.

    A file that cannot be read is a failure in the entry; so is one on which the reader itself breaks.
    """
    reader = _reader(job.published, job.model, job.actors_file, job.issues_file)
    store = Store(job.output)
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    failures: list[dict[str, str]] = []
    reports = 0
    seen: set[str] = set()
    for unit in shard.units:
        if unit.key in job.killers:
            failures.append(_failure(unit, "crash", "the process that read this file died"))
            continue
        if job.marks:
            with open(os.path.join(job.marks, shard.id), "w", encoding="utf-8") as stream:
                stream.write(unit.key)
        try:
            for document in read_bytes(load(unit.address), unit.address):
                record = reader.read(document)
                if record.document.id in seen:
                    continue
                seen.add(record.document.id)
                month = month_of(record)
                for table, row in rows(record):
                    found[table, month].append(row)
                reports += 1
        except IntakeError as error:
            failures.append(_failure(unit, error.code, str(error)))
        except OSError as error:
            failures.append(_failure(unit, "unreadable", error.strerror or str(error)))
        except Exception as error:  # a fault of ours on one file must not cost its neighbours
            failures.append(_failure(unit, "fault", f"{type(error).__name__}: {error}"))
    entry = {
        "shard": shard.id,
        "units": len(shard.units),
        "reports": reports,
        "failures": failures,
        "files": store.write_shard(shard.id, found),
    }
    store.write(json.dumps(entry, sort_keys=True).encode() + b"\n", "manifest", f"{shard.id}.json")
    return entry


def month_of(record: Record) -> str:
    """The partition of a record: the month of publication, or ``unknown`` when its bounds span more than one."""
    earliest, latest = record.published.earliest, record.published.latest
    if earliest and latest and earliest[:7] == latest[:7]:
        return earliest[:7]
    return UNKNOWN_MONTH


def _failure(unit: Unit, code: str, says: str) -> dict[str, str]:
    return {"address": unit.address, "key": unit.key, "code": code, "says": says[:500]}
