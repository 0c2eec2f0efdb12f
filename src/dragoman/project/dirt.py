"""What is to be merged again, noted in the transaction that made it so; a crash in between loses no note."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from dragoman.project import schema as t
from dragoman.project.bulk import insert_rows


def mark(connection: Connection, kind: str, keys: Iterable[str]) -> None:
    """Note blocks of a kind (``actor``, ``meeting``, ``issue``, ``lineage``) as dirty."""
    mark_all(connection, ((kind, key) for key in keys))


def mark_all(connection: Connection, blocks: Iterable[tuple[str, str]]) -> None:
    """Note kinds and blocks as dirty."""
    rows = [{"kind": kind, "key": key} for kind, key in sorted(set(blocks))]
    insert_rows(connection, t.dirty, rows, unless_there=True)
