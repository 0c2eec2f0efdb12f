"""What people decide on merges: accept a proposal, undo a merge, put two items together or keep them apart."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dragoman.project import schema as t
from dragoman.project.dirt import mark
from dragoman.project.errors import ProjectError
from dragoman.project.merging.decide import Decision
from dragoman.project.model import Merge

_TABLES = {"actor": t.entities, "meeting": t.meeting_items, "issue": t.issue_items}


def merges(connection: Connection, kind: str | None = None, status: str | None = None) -> tuple[Merge, ...]:
    """The merges as rows, with the names and reports of both items."""
    m = t.merges.c
    query = select(t.merges).order_by(m.kind, m.id)
    if kind:
        query = query.where(m.kind == kind)
    if status:
        query = query.where(m.status == status)
    rows = connection.execute(query).all()
    named: dict[str, dict[str, tuple[str, int]]] = {}
    for wanted in {row.kind for row in rows}:
        table: Any = _TABLES[wanted]
        name = t.meetings.c.name if wanted == "meeting" else table.c.name
        items = select(table.c.key, name, table.c.document)
        if wanted == "meeting":
            items = items.outerjoin(t.meetings, t.meetings.c.id == table.c.meeting)
        named[wanted] = {row[0]: (row[1] or "", row[2]) for row in connection.execute(items)}
    found = []
    for row in rows:
        item, other = (named[row.kind].get(key, ("", None)) for key in (row.item, row.with_item))
        found.append(
            Merge(
                id=row.id, kind=row.kind, status=row.status, score=row.score, says=row.says,
                evidence=tuple(json.loads(row.evidence)), by=row.by, item=row.item, item_name=item[0],
                item_document=item[1], with_item=row.with_item, with_name=other[0], with_document=other[1],
            )
        )  # fmt: skip
    return tuple(found)


def keys(connection: Connection, kind: str, number: int) -> tuple[str, ...]:
    """The keys of the items that an actor, meeting or issue of the project gathers, in the order of their reports."""
    table: Any = _TABLES.get(kind)
    if table is None:
        raise ProjectError("unknown-item", f"{kind} is no kind of item that is merged; it is actor, meeting or issue")
    query = select(table.c.key).where(table.c[kind] == number).order_by(table.c.document, table.c.id)
    return tuple(connection.scalars(query))


def decide(connection: Connection, merge: int, together: bool, who: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Settle a merge for good. Returns what it was, what it is, and what it is about, for the review log."""
    m = t.merges.c
    row = connection.execute(select(t.merges).where(m.id == merge)).first()
    if row is None:
        raise ProjectError("unknown-item", f"there is no merge {merge} in the project")
    status = "done" if together else "undone"
    connection.execute(update(t.merges).where(m.id == merge).values(status=status, by=who or "reviewer"))
    touch(connection, row.kind, [row.item, row.with_item])
    before = {"status": row.status, "by": row.by, "says": row.says}
    return before, {"status": status, "by": who or "reviewer"}, f"{row.kind} {row.item} = {row.with_item}"


def put(connection: Connection, kind: str, item: str, other: str, together: bool, who: str, says: str) -> int:
    """Put two items (by their keys) together, or keep them apart, whatever the program thinks. Returns the merge."""
    table: Any = _TABLES.get(kind)
    if table is None:
        raise ProjectError("unknown-item", f"{kind} is no kind of item that is merged; it is actor, meeting or issue")
    for key in (item, other):
        if connection.scalar(select(table.c.id).where(table.c.key == key)) is None:
            raise ProjectError("unknown-item", f"there is no {kind} {key} in the project")
    m = t.merges.c
    status = "done" if together else "undone"
    pair = ((m.item == item) & (m.with_item == other)) | ((m.item == other) & (m.with_item == item))
    there = connection.scalar(select(m.id).where(m.kind == kind, pair))
    if there is not None:
        connection.execute(update(t.merges).where(m.id == there).values(status=status, by=who or "reviewer"))
    else:
        values = {
            "kind": kind, "item": item, "with_item": other, "status": status, "score": 1.0, "says": says,
            "evidence": json.dumps([says], ensure_ascii=False), "by": who or "reviewer",
        }  # fmt: skip
        there = connection.execute(insert(t.merges).values(values).returning(m.id)).scalar_one()
    touch(connection, kind, [item, other])
    return int(there)


def touch(connection: Connection, kind: str, keys: Iterable[str]) -> None:
    """Have what these items are compared within merged again."""
    if kind != "actor":
        mark(connection, kind, [""])
        return
    e = t.entities.c
    mark(connection, kind, connection.scalars(select(e.block).where(e.key.in_(list(keys)), e.block != "")).all())


def joined_blocks(connection: Connection, blocks: Iterable[str], decided: Iterable[Decision]) -> list[list[str]]:
    """The blocks to merge again, gathered so that items that a person put together are in one."""
    e = t.entities.c
    together = [d for d in decided if d.together]
    keys = {key for d in together for key in (d.item, d.with_item)}
    block_of: dict[str, str] = {}
    listed = sorted(keys)
    for at in range(0, len(listed), 500):
        some = listed[at : at + 500]
        block_of.update((row[0], row[1]) for row in connection.execute(select(e.key, e.block).where(e.key.in_(some))))
    parent: dict[str, str] = {}

    def root(block: str) -> str:
        while parent.setdefault(block, block) != block:
            block = parent[block]
        return block

    for decision in together:
        a, b = block_of.get(decision.item), block_of.get(decision.with_item)
        if a and b and root(a) != root(b):
            parent[max(root(a), root(b))] = min(root(a), root(b))
    wanted = {root(block) for block in blocks}
    groups: dict[str, list[str]] = {}
    for block in sorted(set(parent) | set(blocks)):
        if root(block) in wanted:
            groups.setdefault(root(block), []).append(block)
    return [groups[key] for key in sorted(groups)]
