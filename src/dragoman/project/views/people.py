"""Who speaks for whom, over time."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.project import schema as t


class RoleSpan(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An office or function as reports name it; ``first``/``last`` are the days of the first and last that do."""

    title: str
    party: str | None
    state: str
    first: str | None
    last: str | None
    count: int


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person with all spellings, the parties spoken for, and how much the reports have of it.

    ``count`` is of lineages (or reports) that name the person, ``statements`` of different statements by it.
    """

    id: int
    name: str
    spellings: tuple[str, ...]
    country: str | None
    party: str | None
    wikidata: str | None
    roles: tuple[RoleSpan, ...]
    statements: int
    meetings: tuple[int, ...]
    count: int
    first: str | None
    last: str | None


def people(connection: Connection, *, reports: bool = False) -> tuple[Person, ...]:
    """The people, those that most lineages name first."""
    e, d, a = t.entities.c, t.documents.c, t.actors.c
    side, of = t.actors.alias("side"), t.entities.alias("of")
    listed = connection.execute(
        select(a.id, a.name, a.country, a.wikidata, side.c.name.label("party"))
        .outerjoin(side, side.c.id == a.side)
        .where(a.kind == "person")
    ).all()
    rows = connection.execute(
        select(e.id, e.actor, e.name, e.document, d.lineage, d.assumed)
        .join(t.documents, d.id == e.document)
        .where(e.actor.in_(select(a.id).where(a.kind == "person")))
        .order_by(e.document, e.id)
    ).all()
    names: dict[int, dict[str, None]] = {}
    units: dict[int, set[int]] = {}
    seen: dict[int, list[str]] = {}
    of_entity: dict[int, tuple[int, int, str | None]] = {}
    for row in rows:
        unit = row.document if reports else row.lineage
        names.setdefault(row.actor, {})[row.name] = None
        units.setdefault(row.actor, set()).add(unit)
        if row.assumed:
            seen.setdefault(row.actor, []).append(row.assumed)
        of_entity[row.id] = (row.actor, unit, row.assumed)
    spans: dict[int, dict[tuple[str, str | None, str], tuple[set[int], list[str]]]] = {}
    role = t.roles.c
    query = (
        select(role.entity, role.title, role.state, of.c.name, t.actors.c.name.label("actor_name"))
        .join(t.entities, e.id == role.entity)
        .outerjoin(of, (of.c.document == e.document) & (of.c.local == role.of))
        .outerjoin(t.actors, t.actors.c.id == of.c.actor)
        .where(e.kind == "person")
        .order_by(role.entity, role.start)
    )
    for held in connection.execute(query).all():
        if held.entity not in of_entity:
            continue
        actor, unit, day = of_entity[held.entity]
        key = (held.title, held.actor_name or held.name, held.state)
        counted, days = spans.setdefault(actor, {}).setdefault(key, (set(), []))
        counted.add(unit)
        if day:
            days.append(day)
    s = t.statements.c
    said = {
        row[0]: row[1]
        for row in connection.execute(
            select(e.actor, func.count())
            .join(t.entities, e.id == s.speaker)
            .where(s.repeats.is_(None))
            .group_by(e.actor)
        )
    }
    met: dict[int, dict[int, None]] = {}
    at = (
        select(e.actor, t.meeting_items.c.meeting)
        .join(t.meeting_people, t.meeting_people.c.entity == e.id)
        .join(t.meeting_items, t.meeting_items.c.id == t.meeting_people.c.item)
        .where(e.kind == "person", e.actor.is_not(None), t.meeting_items.c.meeting.is_not(None))
        .distinct()
        .order_by(e.actor, t.meeting_items.c.meeting)
    )
    for actor, meeting in connection.execute(at).all():
        met.setdefault(actor, {})[meeting] = None
    found = [
        Person(
            id=row.id, name=row.name, spellings=tuple(names.get(row.id, ())), country=row.country, party=row.party,
            wikidata=row.wikidata,
            roles=tuple(
                RoleSpan(
                    title=title, party=party, state=state, first=min(days, default=None), last=max(days, default=None),
                    count=len(counted),
                )
                for (title, party, state), (counted, days) in sorted(
                    spans.get(row.id, {}).items(), key=lambda x: (min(x[1][1], default="9999"), -len(x[1][0]), x[0][0])
                )
            ),
            statements=said.get(row.id, 0), meetings=tuple(met.get(row.id, ())), count=len(units.get(row.id, ())),
            first=min(seen.get(row.id, ()), default=None), last=max(seen.get(row.id, ()), default=None),
        )
        for row in listed
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda p: (-p.count, -p.statements, p.name, p.id)))
