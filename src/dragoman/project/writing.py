"""One file into the project, or out of it. All of it runs inside the caller's transaction."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from dragoman.project import copies
from dragoman.project import schema as t
from dragoman.project.bulk import insert_numbered, insert_rows
from dragoman.project.dirt import mark_all
from dragoman.project.errors import ProjectError
from dragoman.project.merging.decide import drop_of
from dragoman.project.model import Added
from dragoman.project.reading_back import record as stored_record
from dragoman.project.rows import clean, stale_blocks, write_items
from dragoman.record import Document, Published, Record


class Part(NamedTuple):
    """One report of a file, with all that takes time done before the database is locked."""

    number: int
    document: Document
    record: Record
    packed: bytes
    text: copies.Text
    bands: list[str]


class Prepared(NamedTuple):
    """A file ready to be written."""

    sha256: str
    size: int
    packed: bytes
    source: str
    given: str | None
    parts: list[Part]


def prepare(data: bytes, source: str, read: Sequence[tuple[Document, Record]], given: str | None) -> Prepared:
    """Compress a file and its records, and hash its texts."""
    parts = []
    for number, (document, record) in enumerate(read, 1):
        text = copies.Text(record.document.text, record.document.blocks)
        parts.append(Part(number, document, record, zlib.compress(record.to_json(), 6), text, copies.bands(text)))
    return Prepared(hashlib.sha256(data).hexdigest(), len(data), zlib.compress(data, 6), source, given, parts)


def write(connection: Connection, file: Prepared, at: str, *, again: bool = False) -> Added:
    """Write a file: add it, or replace what another pipeline (or another given date) made of the same bytes.

    ``again`` replaces it even where the pipeline is the same.
    """
    d, r = t.documents.c, t.records.c
    there = {
        row.part: row
        for row in connection.execute(
            select(d.id, d.part, d.given, r.pipeline)
            .join(t.records, r.document == d.id)
            .where(d.original == file.sha256)
        )
    }
    same = {p.number: (p.record.pipeline.id, file.given) for p in file.parts}
    if there and not again and same == {n: (row.pipeline, row.given) for n, row in there.items()}:
        note_source(connection, file.sha256, file.source)
        return Added(status="known", documents=tuple(row.id for row in there.values()))
    if not there:
        original = {"sha256": file.sha256, "size": file.size, "data": file.packed}
        insert_rows(connection, t.originals, [original], unless_there=True)
    for number, row in there.items():
        if number not in same:
            remove(connection, row.id)
    ids = []
    for part in file.parts:
        old = there.get(part.number)
        ids.append(_write_part(connection, file, part, old.id if old else None, at))
    note_source(connection, file.sha256, file.source)
    return Added(status="read-again" if there else "added", documents=tuple(ids))


def _write_part(connection: Connection, file: Prepared, part: Part, old: int | None, at: str) -> int:
    record, view, published = part.record, part.record.document, part.record.published
    values = {
        "original": file.sha256,
        "part": part.number,
        "text_sha256": view.id,
        "source": clean(file.source),
        "format": part.document.format,
        "title": clean(view.title),
        "outlet": clean(view.outlet),
        "agency": clean(view.agency),
        "section": clean(view.section),
        "byline": clean(view.byline),
        "language": view.language,
        "dateline": clean(view.dateline.place) if view.dateline else None,
        "published": published.value,
        "earliest": published.earliest,
        "latest": published.latest,
        "status": published.status,
        "given": file.given,
        "assumed": assumed_day(published),
        "length": len(view.text),
    }
    others = copies.candidates(connection, part.bands, but=old or 0)
    if old is None:
        # a report like no other begins a lineage of its own, which needs no second look
        alone = None if others else copies.new_lineage(connection, values)
        (document,) = insert_numbered(connection, t.documents, [{**values, "added": at, "lineage": alone}])
    else:
        document = old
        del values["source"]
        _clear(connection, document)
        connection.execute(update(t.documents).where(t.documents.c.id == document).values(**values))
    stored = {
        "document": document, "pipeline": record.pipeline.id, "schema": record.schema, "dragoman": record.dragoman,
        "json": part.packed, "read": at,
    }  # fmt: skip
    insert_rows(connection, t.records, [stored])
    mark_all(connection, write_items(connection, document, f"{file.sha256[:12]}.{part.number}", record))
    insert_rows(connection, t.shingles, [{"document": document, "band": band} for band in part.bands])
    if others or old is not None:
        _find_copies(connection, file, part, document, others)
    return document


ONE_WITNESS = frozenset(
    f"times.{name}" for name in ("page-markup-date", "header-line", "address-date", "field-date", "dateline-date")
)
"""Rules of reading that state a day of publication, though none of them settles it alone."""


def assumed_day(published: Published) -> str | None:
    """The day to compare a report by: its date, or the one that a single witness states and nothing contradicts."""
    if published.earliest and published.earliest == published.latest:
        return published.earliest
    stated = {e.latest for e in published.evidence if e.rule in ONE_WITNESS and e.latest}
    return published.latest if published.latest in stated else None


def _find_copies(connection: Connection, file: Prepared, part: Part, document: int, candidates: list[int]) -> None:
    view = part.record.document
    here = copies.Report(
        document,
        copies.order_of(part.record.published.earliest, len(view.text), file.sha256),
        view.agency,
        part.text,
    )
    others = []
    for other in candidates:
        row = connection.execute(
            select(t.documents.c.original, t.documents.c.earliest, t.documents.c.length).where(
                t.documents.c.id == other
            )
        ).one()
        stored = stored_record(connection, other).document
        order = copies.order_of(row.earliest, row.length, row.original)
        others.append(copies.Report(other, order, stored.agency, copies.Text(stored.text, stored.blocks)))
    copies.link(connection, here, others)


_OF_DOCUMENT = (
    t.passages, t.statements, t.meeting_items, t.positions, t.events, t.times, t.issue_items, t.entities, t.shingles,
    t.copies, t.redatings, t.records, t.figures,
)  # fmt: skip


def _clear(connection: Connection, document: int) -> None:
    """Delete what was read from a report, and leave its row."""
    try:
        mark_all(connection, stale_blocks(stored_record(connection, document)))
    except (
        ProjectError
    ):  # a record of another version cannot be read; its rows still say what they were compared within
        e = t.entities.c
        blocks = connection.scalars(select(e.block).where(e.document == document, e.block != "").distinct())
        mark_all(connection, [("meeting", ""), ("issue", ""), *(("actor", block) for block in blocks)])
    apart = copies.neighbours(connection, document)
    for table in (t.entities, t.meeting_items, t.issue_items):
        drop_of(connection, connection.scalars(select(table.c.key).where(table.c.document == document)).all())
    for table in _OF_DOCUMENT:
        connection.execute(delete(table).where(table.c.document == document))
    connection.execute(delete(t.copies).where(t.copies.c.of_document == document))
    copies.regroup(connection, sorted(apart))


def remove(connection: Connection, document: int) -> None:
    """Delete a report, and its bytes unless another report is of the same file."""
    d = t.documents.c
    row = connection.execute(select(d.original, d.lineage).where(d.id == document)).one()
    _clear(connection, document)
    connection.execute(delete(t.documents).where(d.id == document))
    if row.lineage is not None:
        copies.drop_empty(connection, [row.lineage])
    left = connection.scalar(select(func.count()).select_from(t.documents).where(d.original == row.original))
    if not left:
        connection.execute(delete(t.originals).where(t.originals.c.sha256 == row.original))


def note_source(connection: Connection, sha256: str, source: str) -> None:
    """Remember that a file was met at ``source``."""
    documents = connection.scalars(select(t.documents.c.id).where(t.documents.c.original == sha256)).all()
    rows = [{"document": document, "source": clean(source)} for document in documents]
    insert_rows(connection, t.sources, rows, unless_there=True)
