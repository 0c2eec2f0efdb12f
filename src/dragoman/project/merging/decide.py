"""Merges as rows: what the program found beside what people decided, who always win."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, or_, select, update

from dragoman.project import schema as t
from dragoman.project.bulk import insert_rows

PROGRAM = "dragoman"
"""Who made a merge that no person decided on."""
_SOME = 400


class Wanted(NamedTuple):
    """A merge as it should stand."""

    item: str
    with_item: str
    status: str
    score: float
    says: str
    evidence: tuple[str, ...]


class Decision(NamedTuple):
    """What a person said of two items."""

    item: str
    with_item: str
    together: bool


def decisions(connection: Connection, kind: str) -> list[Decision]:
    """All that people decided on items of a kind, oldest first."""
    m = t.merges.c
    rows = connection.execute(
        select(m.item, m.with_item, m.status).where(m.kind == kind, m.by != PROGRAM).order_by(m.id)
    )
    return [Decision(row.item, row.with_item, row.status == "done") for row in rows if row.status != "proposed"]


def write(connection: Connection, kind: str, items: Sequence[str], wanted: Iterable[Wanted]) -> None:
    """Make the program's merges of these items as wanted: rows that stay keep their ids, decided ones stay."""
    m = t.merges.c
    there: dict[tuple[str, str], tuple[int, str, float, str, str]] = {}
    for at in range(0, len(items), _SOME):
        some = items[at : at + _SOME]
        for row in connection.execute(select(t.merges).where(m.kind == kind, m.item.in_(some))):
            there[row.item, row.with_item] = (row.id, row.by, row.score, row.status, row.says)
    new = []
    kept: set[tuple[str, str]] = set()
    for want in wanted:
        pair = (want.item, want.with_item)
        old, back = there.get(pair), there.get((want.with_item, want.item))
        if back is not None and back[1] != PROGRAM:
            continue
        kept.add(pair)
        if old is None:
            new.append(
                {
                    "kind": kind, "item": want.item, "with_item": want.with_item, "status": want.status,
                    "score": round(want.score, 3), "says": want.says,
                    "evidence": json.dumps(want.evidence, ensure_ascii=False), "by": PROGRAM,
                }
            )  # fmt: skip
        elif old[1] == PROGRAM and old[2:] != (round(want.score, 3), want.status, want.says):
            connection.execute(
                update(t.merges)
                .where(m.id == old[0])
                .values(
                    status=want.status,
                    score=round(want.score, 3),
                    says=want.says,
                    evidence=json.dumps(want.evidence, ensure_ascii=False),
                )
            )
    gone = [row[0] for pair, row in there.items() if row[1] == PROGRAM and pair not in kept]
    for at in range(0, len(gone), _SOME):
        connection.execute(delete(t.merges).where(m.id.in_(gone[at : at + _SOME])))
    if new:
        insert_rows(connection, t.merges, new)


def drop_of(connection: Connection, keys: Sequence[str]) -> None:
    """Delete the program's merges that name items which are gone."""
    m = t.merges.c
    for at in range(0, len(keys), _SOME):
        some = keys[at : at + _SOME]
        connection.execute(delete(t.merges).where(m.by == PROGRAM, or_(m.item.in_(some), m.with_item.in_(some))))


def assign(old: Mapping[int, int | None], groups: Sequence[Sequence[int]]) -> list[int | None]:
    """For each group of items the number that it keeps: that of most of its items, given away once; else None."""
    chosen: list[int | None] = []
    taken: set[int] = set()
    for group in groups:
        votes: dict[int, int] = {}
        for item in group:
            number = old.get(item)
            if number is not None and number not in taken:
                votes[number] = votes.get(number, 0) + 1
        best = min(votes, key=lambda n: (-votes[n], n)) if votes else None
        if best is not None:
            taken.add(best)
        chosen.append(best)
    return chosen
