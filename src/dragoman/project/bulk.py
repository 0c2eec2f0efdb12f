"""Many rows at once, without the cost of building each statement anew: adding a report is mostly this."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

Row = dict[str, Any]


@lru_cache(maxsize=512)
def _insert(dialect: str, table: str, columns: tuple[str, ...], rest: str) -> str:
    names = ", ".join(f'"{c}"' for c in columns)
    marks = ", ".join(f":{c}" if dialect == "sqlite" else f"%({c})s" for c in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({marks}){rest}'


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row], *, unless_there: bool = False) -> None:
    """Insert rows of the same columns; ``unless_there`` leaves those out that would break a unique constraint."""
    if rows:
        rest = " ON CONFLICT DO NOTHING" if unless_there else ""
        sql = _insert(connection.dialect.name, table.name, tuple(rows[0]), rest)
        connection.exec_driver_sql(sql, list(rows))


def next_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """The numbers for so many new rows, rising.

    SQLite's writers have the file to themselves, so that the numbers after the highest are theirs; PostgreSQL's take
    them from the column's sequence.
    """
    if not count:
        return []
    if connection.dialect.name == "sqlite":
        first = (connection.exec_driver_sql(f'SELECT max(id) FROM "{table.name}"').scalar() or 0) + 1
        return list(range(first, first + count))
    sql = f"SELECT nextval(pg_get_serial_sequence('{table.name}', 'id')) FROM generate_series(1, {count})"
    return sorted(row[0] for row in connection.exec_driver_sql(sql))


def insert_numbered(connection: Connection, table: Table, rows: Sequence[Row]) -> list[int]:
    """Insert rows and return their numbers, in the same order."""
    ids = next_ids(connection, table, len(rows))
    insert_rows(connection, table, [{"id": number, **row} for number, row in zip(ids, rows, strict=True)])
    return ids
