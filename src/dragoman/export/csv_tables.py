"""The flat tables as CSV, with a data dictionary (Frictionless Table Schema)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from dragoman.export.flatten import rows
from dragoman.export.tables import BY_NAME, TABLES, Value, data_dictionary
from dragoman.record import Record

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def files(records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
    """``TABLE.csv`` for every table (UTF-8, header line, lists joined by ``|``) and ``datapackage.json``."""
    buffers = {table.name: io.StringIO(newline="") for table in TABLES}
    writers = {name: csv.writer(buffer, lineterminator="\n") for name, buffer in buffers.items()}
    for table in TABLES:
        writers[table.name].writerow([c.name for c in table.columns])
    for record in records:
        for name, row in rows(record):
            writers[name].writerow([cell(row[c.name]) for c in BY_NAME[name].columns])
    for name, buffer in buffers.items():
        yield f"{name}.csv", buffer.getvalue().encode()
    yield "datapackage.json", json.dumps(data_dictionary(), indent=1, ensure_ascii=False).encode() + b"\n"


def cell(value: Value) -> str | int:
    """A value as CSV holds it. Text that a spreadsheet would run as a formula gets a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    text = "|".join(value) if isinstance(value, list) else value
    return "'" + text if text.startswith(_FORMULA) else text
