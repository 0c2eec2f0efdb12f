"""Who met whom, who speaks for whom, and who says what of whom."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import msgspec
from sqlalchemy import Connection, select

from dragoman.project import schema as t


class Node(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An actor that an edge touches."""

    id: int
    name: str
    kind: str
    country: str | None
    party: int | None


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """``met`` has no direction; ``speaks-for`` and ``said-of`` go from the person; ``count`` is of lineages or reports.

    ``acts`` counts the acts of statements (accuse, praise …) on ``said-of`` edges.
    """

    source: int
    target: int
    kind: Literal["met", "speaks-for", "said-of"]
    count: int
    acts: dict[str, int]


class Network(msgspec.Struct, frozen=True):
    """Nodes and edges, in the order of their numbers."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(connection: Connection, *, reports: bool = False) -> Network:
    """The network of actors."""
    edges = [*_met(connection, reports), *_speaks_for(connection), *_said_of(connection, reports)]
    touched = {n for edge in edges for n in (edge.source, edge.target)}
    a = t.actors.c
    nodes = tuple(
        Node(id=row.id, name=row.name, kind=row.kind, country=row.country, party=row.side)
        for row in connection.execute(select(t.actors).order_by(a.id))
        if row.id in touched
    )
    return Network(nodes, tuple(sorted(edges, key=lambda x: (x.kind, x.source, x.target))))


def _met(connection: Connection, reports: bool) -> list[Edge]:
    """Parties with parties and heads with heads, of meetings that were held."""
    m, p, e, d = t.meeting_items.c, t.meeting_people.c, t.entities.c, t.documents.c
    held = select(t.meetings.c.id).where(t.meetings.c.status.in_(("held", "ongoing", "background")))
    query = (
        select(m.meeting, p.part, e.actor, d.id if reports else d.lineage)
        .join(t.meeting_people, p.item == m.id)
        .join(t.entities, e.id == p.entity)
        .join(t.documents, d.id == m.document)
        .where(m.meeting.in_(held), p.part.in_(("party", "head")), e.actor.is_not(None))
        .order_by(m.meeting)
    )
    people: dict[tuple[int, str], set[int]] = {}
    told: dict[int, set[int]] = {}
    for meeting, part, actor, unit in connection.execute(query).all():
        people.setdefault((meeting, part), set()).add(actor)
        told.setdefault(meeting, set()).add(unit)
    pairs: dict[tuple[int, int], set[int]] = {}
    for (meeting, _), actors in people.items():
        for pair in combinations(sorted(actors), 2):
            pairs.setdefault(pair, set()).update(told[meeting])
    return [Edge(source=a, target=b, kind="met", count=len(units), acts={}) for (a, b), units in pairs.items()]


def _speaks_for(connection: Connection) -> list[Edge]:
    a, e, d = t.actors.c, t.entities.c, t.documents.c
    rows = connection.execute(
        select(a.id, a.side, d.lineage)
        .join(t.entities, e.actor == a.id)
        .join(t.documents, d.id == e.document)
        .where(a.side.is_not(None), a.kind == "person")
        .distinct()
    )
    count: dict[tuple[int, int], int] = {}
    for row in rows:
        count[row.id, row.side] = count.get((row.id, row.side), 0) + 1
    return [Edge(source=a, target=b, kind="speaks-for", count=n, acts={}) for (a, b), n in count.items()]


def _said_of(connection: Connection, reports: bool) -> list[Edge]:
    s, d = t.statements.c, t.documents.c
    by, of = t.entities.alias("speaker"), t.entities.alias("target")
    speaker, target = by.c, of.c
    query = (
        select(speaker.actor, target.actor, s.act, d.id if reports else d.lineage)
        .select_from(t.statements)
        .join(t.documents, d.id == s.document)
        .join(by, speaker.id == s.speaker)
        .join(of, target.id == s.target)
        .where(speaker.actor.is_not(None), target.actor.is_not(None), speaker.actor != target.actor)
    )
    if not reports:
        query = query.where(s.repeats.is_(None))
    units: dict[tuple[int, int], set[int]] = {}
    acts: dict[tuple[int, int], dict[str, int]] = {}
    for source, aim, act, unit in connection.execute(query).all():
        units.setdefault((source, aim), set()).add(unit)
        counted = acts.setdefault((source, aim), {})
        counted[act] = counted.get(act, 0) + 1
    return [
        Edge(source=a, target=b, kind="said-of", count=len(found), acts=dict(sorted(acts[a, b].items())))
        for (a, b), found in units.items()
    ]
