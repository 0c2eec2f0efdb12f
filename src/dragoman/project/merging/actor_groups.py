"""The actors of some blocks, gathered anew from the entities of all reports."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from dragoman.project import schema as t
from dragoman.project.bulk import insert_rows, next_ids
from dragoman.project.merging import actors
from dragoman.project.merging.cluster import PROPOSED, Link, group
from dragoman.project.merging.decide import Decision, Wanted, assign, write
from dragoman.project.merging.units import Unit, pairs, rows, units_of
from dragoman.project.names import plain, words

SOME = 500
"""Values in one IN list."""


def merge_blocks(connection: Connection, joined: Sequence[Sequence[str]], decided: list[Decision]) -> None:
    """Group the entities of blocks, each a list since a person may have joined some; write merges and actors."""
    found: dict[int, list[Any]] = {}
    place = {block: n for n, blocks in enumerate(joined) for block in blocks}
    for item in _items(connection, list(place)):
        found.setdefault(place[item.block], []).append(item)
    items: list[Any] = []
    keys: list[str] = []
    wanted: list[Wanted] = []
    groups: list[list[int]] = []
    for number in sorted(found):
        own = sorted(found[number], key=lambda x: (x.document, -1 if x.start is None else x.start, x.id))
        merges, grouped = _merge(connection, own, decided)
        groups += [[len(items) + i for i in members] for members in grouped]
        items += own
        keys += [item.key for item in own]
        wanted += merges
    write(connection, "actor", keys, wanted)
    _write_actors(connection, items, groups)


def _items(connection: Connection, blocks: Sequence[str]) -> list[Any]:
    party = t.entities.alias("party")
    e, d, p = t.entities.c, t.documents.c, party.c
    query = (
        select(
            e.id, e.key, e.block, e.kind, e.name, e.country, e.ids, e.aliases, e.office, e.start, e.document, e.actor,
            d.lineage, func.coalesce(p.country, p.name).label("party"),
        )
        .join(t.documents, d.id == e.document)
        .outerjoin(party, (p.document == e.document) & (p.local == e.side))
    )  # fmt: skip
    found: list[Any] = []
    for at in range(0, len(blocks), SOME):
        found += connection.execute(query.where(e.block.in_(blocks[at : at + SOME]))).all()
    return found


def _merge(
    connection: Connection, items: Sequence[Any], decided: list[Decision]
) -> tuple[list[Wanted], list[list[int]]]:
    """The merges of a block's entities, and which of them (by place) are one actor."""
    keys = [item.key for item in items]
    if len(items) == 1 and not items[0].block.startswith("office:"):
        return [], [[0]]
    units = units_of(keys, _forms(items), decided)
    apart, together = pairs(units, keys, decided)

    def clash(a: int, b: int) -> bool:
        return actors.clash(units[a].form, units[b].form)

    grouping = group(len(units), _links(units), apart, together, clash)
    wanted = rows(grouping, units, keys, "the same country" if items[0].kind == "state" else "the same name")
    if any(item.block.startswith("office:") for item in items):
        wanted += _named_holders(connection, [item for item in items if item.block.startswith("office:")])
    return wanted, [sorted(i for n in g for i in units[n].items) for g in grouping.groups]


def _named_holders(connection: Connection, items: Sequence[Any]) -> list[Wanted]:
    """Proposals: who is called by an office alone may be the only person whom the project names with that office."""
    e = t.entities.c
    found: list[Wanted] = []
    holders: dict[tuple[str, str | None], list[Any]] = {}
    for item in items:
        look = (item.office or "", item.country)
        if look not in holders:
            same_country = e.country == item.country if item.country else e.country.is_(None)
            holders[look] = list(
                connection.execute(
                    select(e.key, e.name, t.roles.c.title, e.block)
                    .join(t.roles, t.roles.c.entity == e.id)
                    .where(e.kind == "person", t.roles.c.office == item.office, same_country)
                    .where(e.block.like("person:%"))
                    .order_by(e.document, e.id)
                )
            )
        named = holders[look]
        if item.office and item.country and len({row.block for row in named}) == 1:
            first = named[0]
            says = (
                f"{first.name} is the only {first.title or item.office} of {item.country or 'that side'} that is named"
            )
            found.append(Wanted(item.key, first.key, "proposed", PROPOSED, says, (says,)))
    return found


def _forms(items: Sequence[Any]) -> list[actors.Form]:
    def look(item: Any) -> tuple[str, str | None, str | None]:
        if item.kind == "state":
            return item.country or item.name, item.country, None
        return item.name, item.country, plain(item.party) if item.party and not item.country else item.country

    offices: dict[tuple[str, str | None, str | None], set[str]] = {}
    others: dict[tuple[str, str | None, str | None], set[str]] = {}
    for item in items:
        offices.setdefault(look(item), set()).update([item.office] if item.office else [])
        others.setdefault(look(item), set()).update(json.loads(item.aliases))
    return [
        actors.Form(
            item.kind,
            *look(item),
            json.loads(item.ids).get("wikidata"),
            frozenset(offices[look(item)]),
            frozenset(others[look(item)]),
        )
        for item in items
    ]


def _links(units: Sequence[Unit[actors.Form]]) -> list[Link]:
    """All pairs of a block, or, in a block with very many spellings, those that share their first word."""
    found = []
    many = len(units) > 400
    for n, first in enumerate(units):
        for m in range(n + 1, len(units)):
            second = units[m]
            if many and words(first.form.name)[:1] != words(second.form.name)[:1]:
                continue
            like = actors.likeness(first.form, second.form)
            if like.score > 0:
                found.append(Link(n, m, like.score, like.evidence))
    return _only_one(units, found)


def _only_one(units: Sequence[Unit[actors.Form]], links: list[Link]) -> list[Link]:
    """Strengthen the links of a bare surname where all its bearers in the project may be one person."""
    bare = {n for n, unit in enumerate(units) if unit.form.kind == "person" and len(words(unit.form.name)) == 1}
    if not bare:
        return links
    full = {n: {x.first + x.second - n for x in links if n in (x.first, x.second)} - bare for n in bare}
    single = {
        n
        for n, others in full.items()
        if all(
            actors.given_alike(units[a].form.name, units[b].form.name) is not False
            for a in others
            for b in others
            if a < b
        )
    }
    return [
        Link(
            x.first,
            x.second,
            round(min(x.score + 0.2, 1.0), 3),
            (*x.evidence, "nobody else in the project has this surname"),
        )
        if (x.first in single) != (x.second in single)
        else x
        for x in links
    ]


def _write_actors(connection: Connection, items: Sequence[Any], groups: list[list[int]]) -> None:
    elsewhere = _used_elsewhere(connection, items)
    old = {i: None if item.actor in elsewhere else item.actor for i, item in enumerate(items)}
    kept = assign(old, groups)
    fresh = iter(next_ids(connection, t.actors, sum(number is None for number in kept)))
    new, again, moves = [], [], []
    for members, number in zip(groups, kept, strict=True):
        values = _actor([items[i] for i in members])
        if number is None:
            number = next(fresh)
            new.append({"id": number, **values})
        else:
            again.append({"row": number, **{f"new_{key}": value for key, value in values.items()}})
        moves += [{"row": items[i].id, "actor": number} for i in members if items[i].actor != number]
    insert_rows(connection, t.actors, new)
    if again:
        values = {key: bindparam(f"new_{key}") for key in ("kind", "name", "country", "wikidata")}
        connection.execute(update(t.actors).where(t.actors.c.id == bindparam("row")).values(values), again)
    if moves:
        connection.execute(
            update(t.entities).where(t.entities.c.id == bindparam("row")).values(actor=bindparam("actor")), moves
        )
    _drop_empty(connection)


def _used_elsewhere(connection: Connection, items: Sequence[Any]) -> set[int]:
    """The actors of these items that items of other blocks have, too: left over from a merge that was undone."""
    own = {item.block for item in items}
    numbers = sorted({item.actor for item in items if item.actor is not None})
    e = t.entities.c
    found: set[int] = set()
    for at in range(0, len(numbers), SOME):
        some = e.actor.in_(numbers[at : at + SOME])
        found.update(
            row.actor
            for row in connection.execute(select(e.actor, e.block).where(some).distinct())
            if row.block not in own
        )
    return found


def _actor(items: Sequence[Any]) -> dict[str, Any]:
    """Name, country and kind that most lineages give, a full name before a bare surname."""
    names: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    seen: set[tuple[int | None, str]] = set()
    wikidata: str | None = None
    for item in items:
        if (item.lineage, item.name) not in seen:
            seen.add((item.lineage, item.name))
            names[item.name] += 1
            kinds[item.kind] += 1
            if item.country:
                countries[item.country] += 1
        wikidata = wikidata or json.loads(item.ids).get("wikidata")
    person = kinds.most_common(1)[0][0] == "person"
    name = min(names, key=lambda n: (person and len(words(n)) < 2, -names[n], -len(plain(n)), n))
    return {
        "kind": min(kinds, key=lambda k: (-kinds[k], k)),
        "name": name,
        "country": min(countries, key=lambda c: (-countries[c], c)) if countries else None,
        "wikidata": wikidata,
    }


def _drop_empty(connection: Connection) -> None:
    """Delete the actors that no entity is of any more."""
    of = select(t.entities.c.id).where(t.entities.c.actor == t.actors.c.id)
    connection.execute(delete(t.actors).where(~of.exists()))


def sides(connection: Connection) -> None:
    """Give every actor the party that most lineages say it speaks for."""
    e, p, d = t.entities.alias("e").c, t.entities.alias("p").c, t.documents.c
    query = (
        select(e.actor, p.actor, d.lineage)
        .where(p.document == e.document, p.local == e.side, d.id == e.document)
        .where(e.actor.is_not(None), p.actor.is_not(None), p.actor != e.actor)
        .distinct()
    )
    votes: dict[int, Counter[int]] = {}
    for actor, side, _ in connection.execute(query):
        votes.setdefault(actor, Counter())[side] += 1
    there = {row.id: row.side for row in connection.execute(select(t.actors.c.id, t.actors.c.side))}
    moves = []
    for actor, old in there.items():
        count = votes.get(actor)
        side = min(count, key=lambda s: (-count[s], s)) if count else None
        if side != old:
            moves.append({"row": actor, "side": side})
    if moves:
        connection.execute(
            update(t.actors).where(t.actors.c.id == bindparam("row")).values(side=bindparam("side")), moves
        )
