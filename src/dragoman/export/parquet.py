"""The flat tables as Parquet files (needs the extra ``parquet``)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.export.flatten import rows
from dragoman.export.tables import TABLES, Row, Table
from dragoman.record import Record

_TYPES = {"string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "list": pa.list_(pa.string())}


def files(records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
    """``TABLE.parquet`` for every table, also for those without a row."""
    found: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for record in records:
        for name, row in rows(record):
            found[name].append(row)
    for table in TABLES:
        sink = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(found[table.name], schema=schema(table)), sink, compression="zstd")
        yield f"{table.name}.parquet", sink.getvalue()


def schema(table: Table) -> Any:
    """The Arrow schema of a table; each field's metadata says what it holds."""
    return pa.schema(
        [pa.field(c.name, _TYPES[c.type], metadata={"description": c.says}) for c in table.columns],
        metadata={"description": table.says},
    )
