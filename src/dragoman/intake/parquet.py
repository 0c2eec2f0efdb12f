"""Parquet tables: a report in each row, read batch by batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from dragoman.intake import rows
from dragoman.intake.errors import IntakeError
from dragoman.intake.extra import needed
from dragoman.intake.job import Bytes, Job
from dragoman.intake.outcome import Failure, Item

_BATCH = 64
_LARGEST_GROUP = 4 * 1024**3
"""Bytes that a row group may unpack to: beyond that a reader of a column would not fit into memory."""


def sniff(head: bytes) -> bool:
    """Whether bytes begin as Parquet."""
    return head.startswith(b"PAR1")


def read(data: Bytes, source: str, job: Job) -> Iterator[Item]:
    """The rows in order; one without text is a failure.

    Raises :class:`IntakeError` ``damaged``, ``columns``, ``extra`` or ``bomb``.
    """
    parquet = needed("pyarrow.parquet", "Parquet table")
    if data.size is None:
        raise IntakeError("too-large", "a Parquet table inside another archive is too large to be read from there")
    digest = hashlib.sha256()
    while piece := data.file.read(1 << 20):
        digest.update(piece)
    data.file.seek(0)
    try:
        table = parquet.ParquetFile(data.file)
        names = [n for n in table.schema_arrow.names if isinstance(n, str)]
        metadata = table.metadata
        sizes = [metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups)]
    except Exception as error:  # the library raises almost anything over a damaged file
        raise IntakeError("damaged", f"the Parquet table is damaged: {_words(error)}") from error
    if any(size > _LARGEST_GROUP for size in sizes):
        raise IntakeError("bomb", "the Parquet table has a row group that unpacks to more than fits into memory")
    where = rows.mapping(names, job.columns)
    number = 0
    batches = _batches(table, sorted(set(where.values())))
    while True:
        try:
            batch = next(batches, None)
        except IntakeError as error:
            yield Failure(f"{source}, after row {number}", error.code, str(error))
            return
        if batch is None:
            return
        for row in batch:
            number += 1
            document = rows.document(
                row, where, source=source, format="parquet", sha256=digest.hexdigest(), part=number
            )
            yield document or Failure(f"{source}, row {number}", "empty", "the row has no text")


def _batches(table: Any, columns: list[str]) -> Iterator[list[dict[str, Any]]]:
    try:
        for batch in table.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False):
            yield batch.to_pylist()
    except Exception as error:  # see above
        raise IntakeError("damaged", f"the Parquet table breaks off or is damaged: {_words(error)}") from error


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]
