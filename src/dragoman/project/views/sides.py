"""A contradiction and its sides."""

from __future__ import annotations

from typing import Literal

import msgspec
from sqlalchemy import Connection, select

from dragoman.project import schema as t


class Side(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one report says, with its words; ``value`` is empty where it is silent. ``length`` is the report's."""

    document: int
    lineage: int
    outlet: str | None
    published: str | None
    length: int
    speaker: str | None = None
    value: str = ""
    start: int | None = None
    end: int | None = None
    text: str | None = None


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Something on which accounts differ. ``about`` is day, place, duration, number, claim … or an aspect's name."""

    id: int
    kind: Literal["direct", "omission", "emphasis"]
    about: str
    meeting: int | None
    says: str
    sides: tuple[Side, ...]


def sources(connection: Connection) -> dict[int, Side]:
    """For each report an empty side."""
    d = t.documents.c
    rows = connection.execute(select(d.id, d.lineage, d.outlet, d.agency, d.assumed, d.length))
    return {
        row.id: Side(
            document=row.id,
            lineage=row.lineage,
            outlet=row.outlet or row.agency,
            published=row.assumed,
            length=row.length,
        )
        for row in rows
    }
