"""What is to be merged again, noted in the transaction that made it so; a crash in between loses no note."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, text

from dragoman.project import schema as t


def mark(connection: Connection, kind: str, keys: Iterable[str]) -> None:
    """Note blocks of a kind (``actor``, ``meeting``, ``issue``) as dirty."""
    rows = [{"kind": kind, "key": key} for key in sorted(set(keys))]
    if rows:
        connection.execute(text("INSERT INTO dirty (kind, key) VALUES (:kind, :key) ON CONFLICT DO NOTHING"), rows)


def dirty_items(connection: Connection, document: int) -> None:
    """Note all that a report's items are compared within."""
    e = t.entities.c
    blocks = connection.scalars(select(e.block).where(e.document == document, e.block != "").distinct()).all()
    # who is named with an office may be the one whom another report calls by the office alone
    offices = connection.execute(
        select(t.roles.c.office, e.country)
        .join(t.entities, e.id == t.roles.c.entity)
        .where(e.document == document, t.roles.c.office.is_not(None))
        .distinct()
    )
    mark(connection, "actor", [*blocks, *(f"office:{office}:{country or ''}" for office, country in offices)])
    for kind, table in (("meeting", t.meeting_items), ("issue", t.issue_items)):
        if connection.execute(select(table.c.id).where(table.c.document == document).limit(1)).first():
            mark(connection, kind, [""])
