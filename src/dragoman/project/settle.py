"""Do again what additions and removals made stale. One transaction; what it does depends on what is there, not on the
order in which it came."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, select, update

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
    find_repeats(connection, [int(lineage) for lineage in notes.get("lineage", [])])
    if "actor" in notes:
        decided = decisions(connection, "actor")
        merge_blocks(connection, joined_blocks(connection, notes["actor"], decided), decided)
        sides(connection)
    if "meeting" in notes or "actor" in notes:  # whose parties the actors are
        undate(connection)
        merge_meetings(connection)
        if redate(connection):  # what a report announces has a month once the report has one
            merge_meetings(connection)
            redate(connection)
    if "issue" in notes:
        merge_issues(connection)
    # with no lineage changed it was a person who decided something, or a report that went: all is compared again
    find_contradictions(connection, {int(lineage) for lineage in notes.get("lineage", [])} or None)
    connection.execute(delete(t.dirty))


def find_repeats(connection: Connection, lineages: Sequence[int]) -> None:
    """Mark the statements of lineages that repeat one in an earlier report of theirs, word for word."""
    d, s = t.documents.c, t.statements.c
    changes = []
    for at in range(0, len(lineages), 500):
        some = lineages[at : at + 500]
        # a report alone in its lineage repeats nothing
        several = select(d.lineage).where(d.lineage.in_(some)).group_by(d.lineage).having(func.count() > 1)
        query = (
            select(s.id, s.content, s.act, s.repeats, d.lineage)
            .join(t.documents, d.id == s.document)
            .where(d.lineage.in_(some), d.lineage.in_(several) | s.repeats.is_not(None))
            .order_by(d.id, s.id)
        )
        first: dict[tuple[int, str, str], int] = {}
        for row in connection.execute(query).all():
            origin = first.setdefault((row.lineage, plain(row.content), row.act), row.id)
            repeats = None if origin == row.id else origin
            if repeats != row.repeats:
                changes.append({"row": row.id, "origin": repeats})
    if changes:
        connection.execute(
            update(t.statements).where(s.id == bindparam("row")).values(repeats=bindparam("origin")), changes
        )
