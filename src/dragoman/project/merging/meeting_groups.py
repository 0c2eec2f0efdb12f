"""The meetings of a project, gathered anew from what each report tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, select, update

from dragoman.project import schema as t
from dragoman.project.bulk import insert_rows, next_ids
from dragoman.project.content import stems
from dragoman.project.merging.cluster import Link, group
from dragoman.project.merging.decide import assign, decisions, write
from dragoman.project.merging.meetings import WITHIN, Sight, days, likeness, shifted, together, venues
from dragoman.project.merging.units import Unit, pairs, rows, units_of
from dragoman.project.names import plain
from dragoman.reading.times.shift import solve

ONLY = 0.15
"""What it adds to a score that no other day comes into question."""
_STATUS = (
    "held", "ongoing", "cancelled", "postponed", "refused", "denied", "planned", "proposed", "background",
)  # fmt: skip
"""Which status a meeting has when reports differ: the first of these that a lineage gives."""


def merge_meetings(connection: Connection) -> None:
    """Group what reports tell of meetings, write the merges, and give each group its meeting."""
    items = _items(connection)
    sights = _sights(connection, items)
    keys = [item.key for item in items]
    decided = decisions(connection, "meeting")
    units = units_of(keys, sights, decided)
    apart, joined = pairs(units, keys, decided)
    links = _only_one(units, list(_links(units)))

    def clash(a: int, b: int) -> bool:
        return _clash(units[a].form, units[b].form)

    grouping = group(len(units), links, apart, joined, clash)
    # what several reports tell together may show a meeting of another to be the same, though none of them does alone
    links += _links_of_groups(units, grouping.groups)
    grouping = group(len(units), links, apart, joined, clash)
    write(connection, "meeting", keys, rows(grouping, units, keys, "the same parties, day, place and heads"))
    groups = [sorted(i for n in g for i in units[n].items) for g in grouping.groups]
    _write_meetings(connection, items, sights, groups)


def sights_of(connection: Connection, meeting: int | None = None) -> list[tuple[Any, Sight]]:
    """Every place in which a report tells of a meeting, as its row and as what it is compared by."""
    items = _items(connection, meeting)
    return list(zip(items, _sights(connection, items), strict=True))


def _items(connection: Connection, meeting: int | None = None) -> Sequence[Any]:
    m, d, x = t.meeting_items, t.documents.c, t.redatings.c
    bounded = case((x.latest.is_not(None), x.earliest), else_=None)
    query = (
        select(
            m, d.lineage, func.coalesce(d.assumed, bounded).label("assumed"), d.earliest.label("from_day"),
            d.latest.label("to_day"), d.outlet, d.agency,
        )
        .join(t.documents, d.id == m.c.document)
        .outerjoin(t.redatings, x.document == d.id)
        .order_by(m.c.document, m.c.start, m.c.id)
    )  # fmt: skip
    if meeting is not None:
        query = query.where(m.c.meeting == meeting)
    return connection.execute(query).all()


def _sights(connection: Connection, items: Sequence[Any]) -> list[Sight]:
    people = _people(connection)
    words = _words(connection)
    came = _outcomes(connection)
    sights = [
        _sight(item, people.get(item.id, []), words.get(item.id, ("", False)), came.get(item.id, frozenset()))
        for item in items
    ]
    go_between, named = _go_betweens(sights), _buildings(connection, items)
    return [_without(sight, go_between)._replace(named=named.get(sight.document, frozenset())) for sight in sights]


def _buildings(connection: Connection, items: Iterable[Any]) -> dict[int, frozenset[str]]:
    """For each report the buildings that it names, among those in which some report has a meeting."""
    known = venues()
    wanted = sorted({plain(name) for item in items for name in (item.place, item.venue) if name and name in known})
    p = t.passages.c
    found: dict[int, frozenset[str]] = {}
    for name in wanted:
        words = name.split()
        query = select(p.document, p.content).where(*(p.content.ilike(f"%{word}%") for word in words))
        for row in connection.execute(query.order_by(p.document)).all():
            if f" {name} " in f" {plain(row.content)} ":
                found[row.document] = found.get(row.document, frozenset()) | {name}
    return found


def _go_betweens(sights: Iterable[Sight]) -> set[str]:
    """The actors that more lineages have as host or mediator than as a party."""
    between: dict[str, set[int]] = {}
    party: dict[str, set[int]] = {}
    for sight in sights:
        for actor in sight.others:
            between.setdefault(actor, set()).add(sight.lineage)
        for actor in sight.parties:
            party.setdefault(actor, set()).add(sight.lineage)
    return {actor for actor, lineages in between.items() if len(lineages) > len(party.get(actor, ()))}


def _without(sight: Sight, go_between: set[str]) -> Sight:
    """A sight in which go-betweens are none of the parties, as long as a party is left."""
    parties = sight.parties - go_between
    if not parties or parties == sight.parties:
        return sight
    return sight._replace(parties=parties, others=sight.others | (sight.parties & go_between))


def _outcomes(connection: Connection) -> dict[int, frozenset[str]]:
    """For each sight the content words of what came of it."""
    d = t.meeting_details.c
    found: dict[int, frozenset[str]] = {}
    for row in connection.execute(select(d.item, d.text).where(d.what == "outcome").order_by(d.item, d.start)):
        found[row.item] = found.get(row.item, frozenset()) | stems(row.text)
    return found


def _people(connection: Connection) -> dict[int, list[Any]]:
    """Each sight's people as rows with the actor's number and name, and the party each is of."""
    p = t.meeting_people.c
    side, own = t.entities.alias("side"), t.entities.alias("own")
    of_actor = t.actors.alias("of_actor")
    entity, actor_table = t.entities.alias("e"), t.actors.alias("actor")
    e, actor = entity.c, actor_table.c
    query = (
        select(
            p.item, p.part, e.kind, e.name, e.actor, e.country, actor.name.label("actor_name"),
            func.coalesce(side.c.actor, actor.side).label("side_actor"),
            func.coalesce(side.c.name, of_actor.c.name).label("side_name"),
            own.c.actor.label("party_actor"), own.c.name.label("party_name"),
        )
        .join(entity, e.id == p.entity)
        .outerjoin(actor_table, actor.id == e.actor)
        .outerjoin(of_actor, of_actor.c.id == actor.side)
        .outerjoin(side, (side.c.document == e.document) & (side.c.local == e.side))
        .outerjoin(own, own.c.id == p.party)
        .order_by(p.item, p.start, p.entity)
    )  # fmt: skip
    found: dict[int, list[Any]] = {}
    for row in connection.execute(query).all():
        found.setdefault(row.item, []).append(row)
    return found


def _words(connection: Connection) -> dict[int, tuple[str, bool]]:
    """For each sight the paragraph that it stands in, made comparable, and whether that is the headline."""
    m, p = t.meeting_items.c, t.passages.c
    query = (
        select(m.id, m.start, p.kind, p.content)
        .join(t.passages, (p.document == m.document) & (p.start <= m.start) & (p.end > m.start))
        .order_by(m.id)
    )
    return {row.id: (plain(row.content)[-400:], row.kind == "title") for row in connection.execute(query)}


def _party(row: Any) -> tuple[str, str]:
    """The party that a row speaks of, as a number (or name) and a name: a person stands for its side."""
    if row.kind not in ("state", "organisation", "armed-group", "government-body") and row.side_actor:
        return str(row.side_actor), row.side_name
    if row.kind == "government-body" and row.side_actor:
        return str(row.side_actor), row.side_name
    if row.actor:
        return str(row.actor), row.actor_name or row.name
    return plain(row.name), row.name


def _sight(item: Any, people: Iterable[Any], words: tuple[str, bool], came: frozenset[str]) -> Sight:
    parties: dict[str, str] = {}
    others: dict[str, str] = {}
    heads: dict[tuple[str, str], str] = {}
    for row in people:
        if row.part == "party":
            number, name = _party(row)
            parties[number] = name
        elif row.part == "head" and row.actor:
            party = str(row.party_actor) if row.party_actor else _party(row)[0]
            if row.party_actor:
                parties.setdefault(party, row.party_name)
            heads[party, str(row.actor)] = row.actor_name or row.name
        elif row.part in ("host", "mediator"):
            number, name = _party(row)
            others[number] = name
    low, high = item.earliest, item.latest
    if not (low and high) and item.shift and item.assumed:
        low, high = _resolved(item.shift, item.assumed, item.direction)
    if not (low and high):
        low = high = None
    place = item.place
    if low and item.assumed and low > item.assumed and item.status in ("held", "ongoing"):
        # no report tells of what is to come as past: day and place are of the next meeting
        low = high = place = None
    near_low, near_high = _vicinity(item)
    names = {**others, **parties, **{person: name for (_, person), name in heads.items()}}
    return Sight(
        document=item.document, lineage=item.lineage, status=item.status, kind=item.kind, level=item.level,
        parties=frozenset(parties), others=frozenset(others), heads=frozenset(heads), low=low, high=high,
        near_low=near_low, near_high=near_high, weekday=_weekday(item.shift), place=place, country=item.country,
        places=frozenset(plain(name) for name in (place, item.venue) if name),
        venue=item.venue, duration=item.duration, words=words[0], titled=words[1],
        published=item.assumed, came=came, named=frozenset(), names=tuple(sorted(names.items())),
    )  # fmt: skip


def _resolved(shift: str, base: str, direction: str | None) -> tuple[str | None, str | None]:
    from dragoman.reading.times.calendar import bounds

    value = solve(shift, base, direction if direction in ("past", "future", "same") else None)  # type: ignore[arg-type]
    found = bounds(value) if value else None
    return (found.earliest, found.latest) if found else (None, None)


def _weekday(shift: str | None) -> int | None:
    body = (shift or "").partition("|")[0]
    return int(body[2]) if body[:2] == "?w" and body[2:].isdigit() else None


def _vicinity(item: Any) -> tuple[str | None, str | None]:
    """The days in which a meeting without a day of its own lies, by the report's date."""
    if item.status == "background":
        return None, item.assumed or item.to_day
    if item.status in ("planned", "proposed", "postponed"):
        day = item.assumed or item.from_day
        return day, (shifted(item.assumed, 10 * WITHIN) if item.assumed else None)
    low = item.assumed or item.from_day
    return (shifted(low, -WITHIN) if low else None), item.assumed or item.to_day


def _clash(a: Sight, b: Sight) -> bool:
    """Whether two sights cannot be in one group even by way of a third."""
    if a.on_a_day and b.on_a_day and a.low and b.low and a.high and b.high:
        if max(days(a.high, b.low), days(b.high, a.low)) > 3:
            return True
    same_day = a.on_a_day and a.low == b.low
    if a.place and b.place and a.country and b.country and a.country != b.country and not same_day:
        if not (a.places & b.places or a.places & b.named or b.places & a.named):
            return True
    # a report that names one party only may name either
    return len(a.parties) >= 2 and len(b.parties) >= 2 and not (a.parties | a.others) & (b.parties | b.others)


def _links(units: Sequence[Unit[Sight]]) -> Iterator[Link]:
    """Links between sights of the same parties: those of a month with the months beside it, the undated with all."""
    shelves: dict[tuple[str, ...], dict[int | None, list[int]]] = {}
    for n, unit in enumerate(units):
        for key in _shelved(unit.form):
            shelves.setdefault(key, {}).setdefault(_month(unit.form), []).append(n)
    for n, unit in enumerate(units):
        month = _month(unit.form)
        near: set[int] = set()
        for key in _sought(unit.form):
            months = shelves.get(key, {})
            wanted = months if month is None else (month - 1, month, month + 1, None)
            near.update(m for k in wanted for m in months.get(k, ()) if m > n)
        for m in sorted(near):
            like = likeness(unit.form, units[m].form)
            if like.score > 0:
                yield Link(n, m, like.score, like.evidence)


def _shelved(sight: Sight) -> set[tuple[str, ...]]:
    """Under what a sight is found: each two of its parties, hosts and mediators, and each party alone.

    A sight of one party is found by ``("one", party)``, too, by all that have that party.
    """
    everybody = sorted(sight.parties | sight.others)
    keys: set[tuple[str, ...]] = set(combinations(everybody, 2))
    keys.update((party,) for party in sight.parties)
    if len(sight.parties) == 1:
        keys.update(("one", party, "") for party in sight.parties)
    return keys


def _sought(sight: Sight) -> set[tuple[str, ...]]:
    """Under what the sights are found that may be the same meeting."""
    if len(sight.parties) == 1:
        return {(party,) for party in sight.parties}
    keys: set[tuple[str, ...]] = set(combinations(sorted(sight.parties | sight.others), 2))
    keys.update(("one", party, "") for party in sight.parties)
    return keys


def _links_of_groups(units: Sequence[Unit[Sight]], groups: Sequence[Sequence[int]]) -> list[Link]:
    """Links between groups, each as what all its sights tell, written as links of their first units."""
    joined = []
    for members in groups:
        sights = [units[n].form for n in members]
        joined.append(Unit(together(sights, *best_day(sights)), [members[0]]))
    found = _only_one(joined, list(_links(joined)))
    return [
        Link(
            min(joined[x.first].items[0], joined[x.second].items[0]),
            max(joined[x.first].items[0], joined[x.second].items[0]),
            x.score,
            x.evidence,
        )
        for x in found
        if len(groups[x.first]) > 1 or len(groups[x.second]) > 1
    ]


def _only_one(units: Sequence[Unit[Sight]], links: list[Link]) -> list[Link]:
    """Strengthen a report's link to a day when all that its undated meeting may be are on it, give or take three."""
    dated: dict[int, set[str]] = {}
    for link in links:
        for one, other in ((link.first, link.second), (link.second, link.first)):
            sight = units[other].form
            if not units[one].form.on_a_day and units[one].form.published and sight.on_a_day and sight.low:
                dated.setdefault(one, set()).add(sight.low)
    single = {n for n, found in dated.items() if days(min(found), max(found)) <= 3}
    result = []
    for link in links:
        undated = [n for n in (link.first, link.second) if n in single]
        if len(undated) == 1 and units[link.first + link.second - undated[0]].form.on_a_day:
            says = (*link.evidence, "they met on no other day in that time")
            result.append(Link(link.first, link.second, round(min(1.0, link.score + ONLY), 3), says))
        else:
            result.append(link)
    return result


def _month(sight: Sight) -> int | None:
    if not (sight.on_a_day and sight.low):
        return None
    return int(sight.low[:4]) * 12 + int(sight.low[5:7])


def _write_meetings(
    connection: Connection, items: Sequence[Any], sights: Sequence[Sight], groups: list[list[int]]
) -> None:
    old = {i: item.meeting for i, item in enumerate(items)}
    kept = assign(old, groups)
    m = t.meetings.c
    fresh = iter(next_ids(connection, t.meetings, sum(number is None for number in kept)))
    there = {row.id: dict(row._mapping) for row in connection.execute(select(t.meetings))}
    new, again, moves = [], [], []
    for members, number in zip(groups, kept, strict=True):
        values = _meeting([items[i] for i in members], [sights[i] for i in members])
        if number is None:
            number = next(fresh)
            new.append({"id": number, **values})
        elif there[number] != {"id": number, **values}:
            again.append({"row": number, **{f"new_{key}": value for key, value in values.items()}})
        moves += [{"row": items[i].id, "meeting": number} for i in members if items[i].meeting != number]
    insert_rows(connection, t.meetings, new)
    if again:
        values = {c.name: bindparam(f"new_{c.name}") for c in t.meetings.columns if c.name != "id"}
        connection.execute(update(t.meetings).where(m.id == bindparam("row")).values(values), again)
    if moves:
        row = t.meeting_items.c.id == bindparam("row")
        connection.execute(update(t.meeting_items).where(row).values(meeting=bindparam("meeting")), moves)
    used = select(t.meeting_items.c.meeting).where(t.meeting_items.c.meeting.is_not(None))
    connection.execute(delete(t.meetings).where(m.id.not_in(used)))


def _meeting(items: Sequence[Any], sights: Sequence[Sight]) -> dict[str, Any]:
    """What most lineages say of a meeting."""
    statuses = {sight.status for sight in sights}
    low, high = best_day(sights)
    places: Counter[str] = Counter()
    parties: Counter[str] = Counter()
    names: dict[str, str] = {}
    seen: set[tuple[int, str]] = set()
    for sight in sights:
        names.update(sight.names)
        told = [(places, sight.place)] if sight.place else []
        told += [(parties, party) for party in sorted(sight.parties)]
        for counter, value in told:
            if (sight.lineage, value) not in seen:
                seen.add((sight.lineage, value))
                counter[value] += 1
    place = min(places, key=lambda p: (-places[p], p)) if places else None
    most = [p for p in parties if parties[p] * 2 >= max(parties.values())] if parties else []
    who = " – ".join(sorted(names.get(p, p) for p in most)) or "parties not named"
    day = None if low is None else (low if low == high else f"{low}/{high}")
    kinds = Counter(item.kind for item in items)
    return {
        "status": next((s for s in _STATUS if s in statuses), "held"),
        "kind": min(kinds, key=lambda k: (-kinds[k], k)),
        "value": day,
        "earliest": low,
        "latest": high,
        "place": place,
        "name": ", ".join(x for x in (who, place, day) if x),
    }


def best_day(sights: Iterable[Sight]) -> tuple[str | None, str | None]:
    """The days that most lineages give, the narrowest among equals; those that have passed before those announced."""
    votes: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[int, str, str]] = set()
    ranked = sorted(sights, key=lambda s: (s.status in ("planned", "proposed", "postponed"), s.document))
    dated = [s for s in ranked if s.low and s.high]
    past = [s for s in dated if s.status not in ("planned", "proposed", "postponed")]
    for sight in past if any(s.on_a_day for s in past) else dated:
        assert sight.low
        assert sight.high
        if (sight.lineage, sight.low, sight.high) not in seen:
            seen.add((sight.lineage, sight.low, sight.high))
            votes[sight.low, sight.high] += 1
    if not votes:
        return None, None
    told = [s.published for s in ranked if s.published and s.status not in ("planned", "proposed", "postponed")]
    first = min(told, default=None)
    # among equals the day nearest to the first report: agencies file on the day itself
    return min(
        votes,
        key=lambda v: (days(*v) > 3, -votes[v], days(*v), abs(days(v[1], first)) if first else 0, v),
    )
