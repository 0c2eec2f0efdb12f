"""Which meetings there were, and which reports tell of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.project import schema as t
from dragoman.project.merging.meeting_groups import sights_of
from dragoman.project.merging.meetings import Sight


class Named(msgspec.Struct, frozen=True, gc=False):
    """An actor (or, where ``id`` is null, words) with the number of lineages that name it here."""

    id: int | None
    name: str
    lineages: int


class Delegate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody at a meeting. ``part`` is head or member; ``party`` a name."""

    person: int | None
    name: str
    part: str
    party: str | None
    lineages: int


class MeetingSight(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A meeting in one report: the record's item (``m1``), its words, and why it is taken for this meeting."""

    key: str
    document: int
    lineage: int
    outlet: str | None
    published: str | None
    item: str
    status: str
    value: str | None
    place: str | None
    start: int | None
    end: int | None
    because: str | None


class MergedMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as all reports together tell it. ``value`` is EDTF, ``count`` of lineages (or reports)."""

    id: int
    name: str
    status: str
    kind: str
    value: str | None
    earliest: str | None
    latest: str | None
    place: str | None
    venue: str | None
    parties: tuple[Named, ...]
    delegates: tuple[Delegate, ...]
    hosts: tuple[Named, ...]
    mediators: tuple[Named, ...]
    observers: tuple[Named, ...]
    topics: tuple[str, ...]
    excluded: tuple[str, ...]
    outcomes: tuple[str, ...]
    count: int
    sights: tuple[MeetingSight, ...]


def meetings(connection: Connection, *, reports: bool = False, only: int | None = None) -> tuple[MergedMeeting, ...]:
    """The meetings in order of time, those without a day last; only one of them where its number is given."""
    query = select(t.meetings).order_by(t.meetings.c.id)
    if only is not None:
        query = query.where(t.meetings.c.id == only)
    rows = {row.id: row for row in connection.execute(query)}
    found: dict[int, list[tuple[Any, Sight]]] = {}
    for item, sight in sights_of(connection, only):
        if item.meeting in rows:
            found.setdefault(item.meeting, []).append((item, sight))
    people = _people(connection)
    details = _details(connection)
    because = _because(connection)
    built = [_meeting(rows[n], seen, people, details, because, reports) for n, seen in found.items()]
    return tuple(sorted(built, key=lambda m: (m.earliest or "9999", m.latest or "9999", m.id)))


def _people(connection: Connection) -> dict[int, list[Any]]:
    p = t.meeting_people.c
    entity, actor, party, party_actor = (
        t.entities.alias("person"), t.actors.alias("actor"), t.entities.alias("party"), t.actors.alias("party_actor")
    )  # fmt: skip
    query = (
        select(
            p.item, p.part, func.coalesce(p.start, entity.c.start).label("start"),
            func.coalesce(p.end, entity.c.end).label("end"), entity.c.actor, entity.c.name,
            actor.c.name.label("actor_name"), party.c.name.label("party_name"),
            party_actor.c.name.label("party_actor_name"),
            party_actor.c.id.label("party_actor"), actor.c.side.label("speaks_for"),
        )
        .join(entity, entity.c.id == p.entity)
        .outerjoin(actor, actor.c.id == entity.c.actor)
        .outerjoin(party, party.c.id == p.party)
        .outerjoin(party_actor, party_actor.c.id == party.c.actor)
        .order_by(p.item, p.start, p.entity)
    )  # fmt: skip
    found: dict[int, list[Any]] = {}
    for row in connection.execute(query).all():
        found.setdefault(row.item, []).append(row)
    return found


def _details(connection: Connection) -> dict[int, list[Any]]:
    d, i = t.meeting_details, t.issue_items
    query = (
        select(d, t.issues.c.name.label("issue_name"))
        .outerjoin(i, i.c.id == d.c.issue)
        .outerjoin(t.issues, t.issues.c.id == i.c.issue)
        .order_by(d.c.item, d.c.start)
    )
    found: dict[int, list[Any]] = {}
    for row in connection.execute(query).all():
        found.setdefault(row.item, []).append(row)
    return found


def _because(connection: Connection) -> dict[str, str]:
    m = t.merges.c
    rows = connection.execute(select(m.item, m.says).where(m.kind == "meeting", m.status == "done"))
    return {row.item: row.says for row in rows}


def _meeting(
    row: Any,
    seen: Sequence[tuple[Any, Sight]],
    people: dict[int, list[Any]],
    details: dict[int, list[Any]],
    because: dict[str, str],
    reports: bool,
) -> MergedMeeting:
    def unit(item: Any) -> int:
        return int(item.document if reports else item.lineage)

    parts: dict[str, dict[tuple[int | None, str], set[int]]] = {}
    delegates: dict[tuple[int | None, str, str], tuple[str | None, set[int]]] = {}
    texts: dict[str, dict[str, None]] = {"topic": {}, "excluded": {}, "outcome": {}}
    for item, _ in seen:
        for person in people.get(item.id, ()):
            name = person.actor_name or person.name
            if person.part in ("head", "member"):
                key = (person.actor, name, person.part)
                party = person.party_actor_name or person.party_name
                delegates.setdefault(key, (party, set()))[1].add(unit(item))
            else:
                parts.setdefault(person.part, {}).setdefault((person.actor, name), set()).add(unit(item))
        for detail in details.get(item.id, ()):
            if detail.what in texts:
                kind = f"{detail.kind}: " if detail.what == "outcome" and detail.kind else ""
                texts[detail.what][kind + " ".join((detail.issue_name or detail.text).split())] = None
    venues = [sight.venue for _, sight in seen if sight.venue]
    return MergedMeeting(
        id=row.id, name=row.name, status=row.status, kind=row.kind, value=row.value, earliest=row.earliest,
        latest=row.latest, place=row.place, venue=venues[0] if venues else None,
        parties=_named(parts.get("party", {})), hosts=_named(parts.get("host", {})),
        mediators=_named(parts.get("mediator", {})), observers=_named(parts.get("observer", {})),
        delegates=tuple(
            Delegate(person=number, name=name, part=part, party=party, lineages=len(units))
            for (number, name, part), (party, units) in sorted(
                delegates.items(), key=lambda d: (d[0][2], -len(d[1][1]), d[0][1])
            )
        ),
        topics=tuple(texts["topic"]), excluded=tuple(texts["excluded"]), outcomes=tuple(texts["outcome"]),
        count=len({unit(item) for item, _ in seen}),
        sights=tuple(
            MeetingSight(
                key=item.key, document=item.document, lineage=item.lineage, outlet=item.outlet or item.agency,
                published=item.assumed, item=item.local, status=item.status, value=_edtf(sight), place=sight.place,
                start=item.start, end=item.end, because=because.get(item.key),
            )
            for item, sight in seen
        ),
    )  # fmt: skip


def _edtf(sight: Sight) -> str | None:
    if not sight.low:
        return None
    return sight.low if sight.low == sight.high else f"{sight.low}/{sight.high}"


def _named(counted: dict[tuple[int | None, str], set[int]]) -> tuple[Named, ...]:
    ordered: Iterable[tuple[tuple[int | None, str], set[int]]] = sorted(
        counted.items(), key=lambda c: (-len(c[1]), c[0][1])
    )
    return tuple(Named(number, name, len(units)) for (number, name), units in ordered)
