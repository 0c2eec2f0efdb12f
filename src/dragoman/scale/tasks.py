"""What the engines hand out: tasks as Arrow rows, small and without models or records in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pyarrow as pa

TASKS = pa.schema([("task", pa.string()), ("payload", pa.string())])
ENTRIES = pa.schema([("task", pa.string()), ("entry", pa.string())])

Entry = dict[str, Any]
"""What comes of a task: JSON values, ``task`` is the task's id."""


class Job(msgspec.Struct, frozen=True):
    """What every worker must know: where to write and how to read."""

    output: str
    published: str | None = None
    model: str | None = None
    actors_file: str | None = None
    issues_file: str | None = None
    columns: dict[str, str] = {}


class Read(msgspec.Struct, frozen=True, tag=True):
    """Read a shard: ``units`` are (key, address, bytes, piece, pieces), as in :class:`dragoman.scale.inputs.Unit`."""

    id: str
    units: tuple[tuple[str, str, int, int, int], ...]


class Gather(msgspec.Struct, frozen=True, tag=True):
    """Bring the rows of some shards into one file in the tables' order. ``shards`` are (id, addresses to leave out)."""

    id: str
    shards: tuple[tuple[str, tuple[str, ...]], ...]


class Settle(msgspec.Struct, frozen=True, tag=True):
    """Write final files: of each of ``months`` the part ``part`` of ``parts``, from the gathered ``groups``."""

    id: str
    groups: tuple[str, ...]
    months: tuple[str, ...]
    part: int = 0
    parts: int = 1


Task = Read | Gather | Settle


def rows_of(job: Job, tasks: Sequence[Task]) -> list[tuple[str, str]]:
    """Tasks as rows of the schema :data:`TASKS`."""
    return [(task.id, msgspec.json.encode((job, task)).decode()) for task in tasks]


def task_of(payload: str) -> tuple[Job, Task]:
    """The job and the task of a row."""
    return msgspec.json.decode(payload, type=tuple[Job, Task])
