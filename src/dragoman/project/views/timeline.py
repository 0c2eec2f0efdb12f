"""What happened when: meetings, and events that are none."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec
from sqlalchemy import Connection, select

from dragoman.project import schema as t
from dragoman.project.views.meetings import meetings
from dragoman.record import Standing

_SUREST: tuple[Standing, ...] = get_args(Standing)


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was, or is to be. ``value`` is EDTF; ``evidence`` are report, start and end of its words.

    ``kind`` is meeting or event (a PLOVER type in ``status``); ``meeting`` the meeting's number. ``standing`` is the
    surest that any report gives an event (``alleged`` where all only allege it); of a meeting ``status`` says it.
    """

    value: str | None
    earliest: str | None
    latest: str | None
    kind: Literal["meeting", "event"]
    status: str
    what: str
    place: str | None
    meeting: int | None
    count: int
    evidence: tuple[tuple[int, int, int], ...]
    standing: Standing | None = None


def timeline(connection: Connection, *, reports: bool = False, undated: bool = True) -> tuple[Moment, ...]:
    """The moments in order of time; those without a day last, in the order in which reports first tell of them."""
    found = [
        Moment(
            value=m.value, earliest=m.earliest, latest=m.latest, kind="meeting", status=m.status, what=_what(m.name, m),
            place=m.place, meeting=m.id, count=m.count,
            evidence=tuple((s.document, s.start, s.end) for s in m.sights if s.start is not None and s.end is not None),
        )
        for m in meetings(connection, reports=reports)
    ]  # fmt: skip
    found += _events(connection, reports)
    if not undated:
        found = [m for m in found if m.earliest]
    first = {id(m): m.evidence[0] if m.evidence else (0, 0, 0) for m in found}
    return tuple(sorted(found, key=lambda m: (m.earliest or "9999", m.latest or "9999", m.kind, first[id(m)])))


def _what(name: str, meeting: object) -> str:
    parts = [p.name for p in getattr(meeting, "parties", ())]
    return f"{getattr(meeting, 'kind', 'talks')}: {' – '.join(sorted(parts)) or name}"


def _events(connection: Connection, reports: bool) -> list[Moment]:
    """Events with a day, apart from consultations, which the meetings are; the same of several reports is one."""
    v, d = t.events.c, t.documents.c
    rows = connection.execute(
        select(t.events, d.lineage)
        .join(t.documents, d.id == v.document)
        .where(v.when.is_not(None), v.plover != "CONSULT")
        .order_by(v.document, v.ordinal)
    ).all()
    if not rows:
        return []
    parts = _actors_of(connection)
    grouped: dict[tuple[str, str, str, str], list[int]] = {}
    for n, row in enumerate(rows):
        source, target = (", ".join(parts.get((row.id, part), ())) for part in ("source", "target"))
        grouped.setdefault((row.when, row.plover, source, target), []).append(n)
    found = []
    for (when, plover, source, target), numbers in grouped.items():
        same = [rows[n] for n in numbers]
        low, _, high = when.partition("/")
        found.append(
            Moment(
                value=when, earliest=low if len(low) == 10 else None, latest=(high or low) if len(low) == 10 else None,
                kind="event", status=plover.lower(), what=f"{source or 'somebody'} → {target or 'nobody named'}",
                place=next((r.place for r in same if r.place), None), meeting=None,
                count=len({r.document if reports else r.lineage for r in same}),
                evidence=tuple((r.document, r.start, r.end) for r in same if r.start is not None and r.end is not None),
                standing=min((r.standing for r in same), key=_SUREST.index),
            )
        )  # fmt: skip
    return found


def _actors_of(connection: Connection) -> dict[tuple[int, str], list[str]]:
    p, e, a = t.event_actors.c, t.entities.c, t.actors.c
    query = (
        select(p.event, p.part, a.name, e.name.label("words"))
        .join(t.entities, e.id == p.entity)
        .outerjoin(t.actors, a.id == e.actor)
        .order_by(p.event, p.part, e.id)
    )
    found: dict[tuple[int, str], list[str]] = {}
    for row in connection.execute(query).all():
        found.setdefault((row.event, row.part), []).append(row.name or row.words)
    return found
