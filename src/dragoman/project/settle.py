"""Do again what additions and removals made stale. One transaction; what it does depends on what is there, not on the
order in which it came."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from dragoman.project import schema as t
from dragoman.project.dating import redate, undate
from dragoman.project.merging.actor_groups import merge_blocks, sides
from dragoman.project.merging.decide import decisions
from dragoman.project.merging.issue_groups import merge_issues
from dragoman.project.merging.meeting_groups import merge_meetings
from dragoman.project.merging.review import joined_blocks
from dragoman.project.names import plain
from dragoman.project.views.contradictions import find_contradictions


def is_dirty(connection: Connection) -> bool:
    """Whether something is still to be merged."""
    return connection.execute(select(t.dirty.c.kind).limit(1)).first() is not None


def settle(connection: Connection) -> None:
    """Merge all that is noted as dirty, and clear the notes."""
    notes: dict[str, list[str]] = {}
    for row in connection.execute(select(t.dirty).order_by(t.dirty.c.kind, t.dirty.c.key)):
        notes.setdefault(row.kind, []).append(row.key)
    for lineage in notes.get("lineage", []):
        find_repeats(connection, int(lineage))
    if "actor" in notes:
        decided = decisions(connection, "actor")
        for blocks in joined_blocks(connection, notes["actor"], decided):
            merge_blocks(connection, blocks, decided)
        sides(connection)
    if "meeting" in notes or "actor" in notes:  # whose parties the actors are
        undate(connection)
        merge_meetings(connection)
        if redate(connection):  # what a report announces has a month once the report has one
            merge_meetings(connection)
            redate(connection)
    if "issue" in notes:
        merge_issues(connection)
    find_contradictions(connection)
    connection.execute(delete(t.dirty))


def find_repeats(connection: Connection, lineage: int) -> None:
    """Mark the statements of a lineage that repeat one in an earlier report of it, word for word."""
    d, s = t.documents.c, t.statements.c
    query = (
        select(s.id, s.content, s.act, s.repeats)
        .join(t.documents, d.id == s.document)
        .where(d.lineage == lineage)
        .order_by(d.id, s.id)
    )
    first: dict[tuple[str, str], int] = {}
    for row in connection.execute(query).all():
        origin = first.setdefault((plain(row.content), row.act), row.id)
        repeats = None if origin == row.id else origin
        if repeats != row.repeats:
            connection.execute(update(t.statements).where(s.id == row.id).values(repeats=repeats))
