"""What is in the project, read back as it was put in."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from dragoman.project import schema as t
from dragoman.project.errors import ProjectError
from dragoman.project.model import Copy, Lineage, ProjectDocument, Status
from dragoman.record import Record

SOME = 500
"""Values in one IN list."""


def pipelines_of(connection: Connection, sha256: str) -> tuple[str, ...]:
    """The pipelines that read the reports of a file, by its bytes' SHA-256."""
    d, r = t.documents.c, t.records.c
    query = select(r.pipeline).join(t.documents, d.id == r.document).where(d.original == sha256).order_by(d.part)
    return tuple(connection.scalars(query))


def has_source(connection: Connection, sha256: str, source: str) -> bool:
    """Whether a file was met at ``source`` before."""
    d, s = t.documents.c, t.sources.c
    query = select(s.document).join(t.documents, d.id == s.document).where(d.original == sha256, s.source == source)
    return connection.execute(query.limit(1)).first() is not None


def _documents() -> Select[Any]:
    d, r, x = t.documents.c, t.records.c, t.redatings.c
    return (
        select(
            d.id, d.source, d.original.label("sha256"), d.part, d.format, d.title, d.outlet, d.agency, d.dateline,
            func.coalesce(x.value, d.published).label("published"),
            func.coalesce(x.earliest, d.earliest).label("earliest"),
            func.coalesce(x.latest, d.latest).label("latest"),
            d.status, x.says.label("redated"), d.lineage, r.pipeline, d.length, d.added,
        )
        .join(t.records, r.document == d.id)
        .outerjoin(t.redatings, x.document == d.id)
        .order_by(d.id)
    )  # fmt: skip


def documents(connection: Connection, ids: Iterable[int] | None = None) -> tuple[ProjectDocument, ...]:
    """The reports, all or those of ``ids``, in the order of their ids."""
    query = _documents()
    if ids is None:
        rows = connection.execute(query).all()
    else:
        wanted = sorted(set(ids))
        rows = []
        for at in range(0, len(wanted), SOME):
            rows += connection.execute(query.where(t.documents.c.id.in_(wanted[at : at + SOME]))).all()
    return tuple(ProjectDocument(**row._mapping) for row in rows)


def record(connection: Connection, document: int) -> Record:
    """The record of a report."""
    packed = connection.scalar(select(t.records.c.json).where(t.records.c.document == document))
    if packed is None:
        raise ProjectError("unknown-item", f"there is no report {document} in the project")
    try:
        return Record.from_json(_unpacked(packed))
    except msgspec.MsgspecError as error:
        says = "the record of this report was made by another version of dragoman; `dragoman update` reads it again"
        raise ProjectError("stale", says) from error


def original(connection: Connection, document: int) -> bytes:
    """The bytes of the file that a report was in."""
    d, o = t.documents.c, t.originals.c
    packed = connection.scalar(select(o.data).join(t.documents, d.original == o.sha256).where(d.id == document))
    if packed is None:
        raise ProjectError("unknown-item", f"there is no report {document} in the project")
    return _unpacked(packed)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise ProjectError("corrupt", f"what the project holds of this report is damaged ({error})") from error


def lineages(connection: Connection) -> tuple[Lineage, ...]:
    """The lineages in the order of their first reports."""
    d = t.documents.c
    members: dict[int, list[int]] = {}
    for row in connection.execute(select(d.id, d.lineage).order_by(d.id)):
        members.setdefault(row.lineage, []).append(row.id)
    copies: dict[int, list[Copy]] = {}
    c = t.copies.c
    query = select(t.copies, d.lineage).join(t.documents, d.id == c.document).order_by(c.document, c.of_document)
    for row in connection.execute(query):
        copies.setdefault(row.lineage, []).append(
            Copy(
                document=row.document, of=row.of_document, relation=row.relation, shared=row.shared,
                shared_of=row.shared_of, says=row.says,
            )
        )  # fmt: skip
    names = {row.id: row for row in connection.execute(select(t.lineages))}
    return tuple(
        Lineage(
            id=number,
            name=names[number].name,
            agency=names[number].agency,
            documents=tuple(found),
            copies=tuple(copies.get(number, ())),
        )
        for number, found in members.items()
    )


def status(connection: Connection, name: str, pipeline: str | None) -> Status:
    """The project in figures."""

    def count(query: Select[Any]) -> int:
        return int(connection.scalar(query) or 0)

    d = t.documents.c
    rows = select(func.count()).select_from
    r = t.records.c
    read_by = select(r.pipeline, func.count()).group_by(r.pipeline).order_by(r.pipeline)
    pipelines = {str(row[0]): int(row[1]) for row in connection.execute(read_by)}
    outlets = connection.execute(
        select(d.outlet, func.count(func.distinct(d.lineage))).group_by(d.outlet).order_by(d.outlet)
    )
    bounds = connection.execute(select(func.min(d.earliest), func.max(d.latest)).where(d.status == "known")).one()
    redated = select(t.redatings.c.document).where(t.redatings.c.value.is_not(None))
    return Status(
        name=name,
        database=connection.dialect.name,
        documents=count(rows(t.documents)),
        lineages=count(select(func.count(func.distinct(d.lineage)))),
        statements=count(rows(t.statements)),
        people=count(rows(t.actors).where(t.actors.c.kind == "person")),
        meetings=count(rows(t.meetings)),
        issues=count(rows(t.issues)),
        merges=count(rows(t.merges).where(t.merges.c.status == "done")),
        proposed=count(rows(t.merges).where(t.merges.c.status == "proposed")),
        stale=sum(n for p, n in pipelines.items() if pipeline is not None and p != pipeline),
        pipelines=pipelines,
        outlets={row[0] or "": row[1] for row in outlets},
        first=bounds[0],
        last=bounds[1],
        undated=count(rows(t.documents).where(d.status != "known", d.id.not_in(redated))),
    )
