"""One meeting, account by account: where the reports agree, where they differ, what each is silent on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from dragoman.project import schema as t
from dragoman.project.content import SENTENCE_END, overlap, stems
from dragoman.project.errors import ProjectError
from dragoman.project.merging.meeting_groups import sights_of
from dragoman.project.merging.meetings import Sight, days
from dragoman.project.names import plain
from dragoman.project.views.meetings import _details, _people

ALIKE = 0.5
"""Least share of content words for two wordings to speak of the same outcome or topic."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A lineage's account of a meeting (or a report's): the first report of it that tells of the meeting."""

    document: int
    lineage: int
    outlet: str | None
    published: str | None
    title: str | None
    copies: tuple[int, ...]


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one account says, with the words that say it."""

    document: int
    value: str
    start: int | None
    end: int | None
    text: str | None


class Aspect(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that accounts may say of a meeting. ``silent`` are the reports that say nothing of it."""

    name: str
    verdict: Literal["agree", "differ", "single"]
    said: tuple[Said, ...]
    silent: tuple[int, ...]


class Accounts(msgspec.Struct, frozen=True, kw_only=True):
    """The accounts of a meeting, aspect by aspect."""

    meeting: int
    name: str
    accounts: tuple[Account, ...]
    aspects: tuple[Aspect, ...]


class Told(NamedTuple):
    """An account with all that its reports tell: rows of the meeting's items, people and details."""

    account: Account
    items: list[tuple[Any, Sight]]
    people: list[Any]
    details: list[Any]


def accounts(connection: Connection, meeting: int, *, reports: bool = False) -> Accounts:
    """The accounts of a meeting. Raises :class:`ProjectError` when there is no such meeting."""
    row = connection.execute(select(t.meetings).where(t.meetings.c.id == meeting)).first()
    if row is None:
        raise ProjectError(
            "unknown-item", f"there is no meeting {meeting} in the project; `dragoman meetings` lists them"
        )
    told = told_by(connection, meeting, reports=reports)
    return Accounts(
        meeting=meeting,
        name=row.name,
        accounts=tuple(x.account for x in told),
        aspects=tuple(aspects(told)),
    )


def told_by(connection: Connection, meeting: int, *, reports: bool = False) -> list[Told]:
    """The accounts of a meeting with what they tell, in the order of publication."""
    return all_told(connection, reports=reports, only=meeting).get(meeting, [])


def all_told(connection: Connection, *, reports: bool = False, only: int | None = None) -> dict[int, list[Told]]:
    """The accounts of every meeting."""
    people, details = _people(connection), _details(connection)
    titles = {row.id: row.title for row in connection.execute(select(t.documents.c.id, t.documents.c.title))}
    lengths = lengths_beside(connection)
    grouped: dict[tuple[int, int], list[tuple[Any, Sight]]] = {}
    for item, sight in sights_of(connection, only):
        if item.meeting is not None:
            if sight.duration is None and item.id in lengths:
                sight = sight._replace(duration=lengths[item.id])
            grouped.setdefault((item.meeting, item.document if reports else item.lineage), []).append((item, sight))
    found: dict[int, list[Told]] = {}
    for (meeting, _), items in grouped.items():
        first = min(items, key=lambda x: (x[0].assumed or "9999", x[0].document))[0]
        account = Account(
            document=first.document,
            lineage=first.lineage,
            outlet=first.outlet or first.agency,
            published=first.assumed,
            title=titles.get(first.document),
            copies=tuple(sorted({item.document for item, _ in items} - {first.document})),
        )
        own = [x for item, _ in items for x in people.get(item.id, ())]
        told = [x for item, _ in items for x in details.get(item.id, ())]
        found.setdefault(meeting, []).append(Told(account, items, own, told))
    for listed in found.values():
        listed.sort(key=lambda x: (x.account.published or "9999", x.account.document))
    return found


def lengths_beside(connection: Connection) -> dict[int, str]:
    """For past meetings without a length of their own, the only one in hours that their sentence gives."""
    m, x, p = t.meeting_items.c, t.times.c, t.passages.c
    query = (
        select(m.id, m.start, x.value, x.start.label("at"), p.start.label("low"), p.content)
        .join(t.times, (x.document == m.document) & (x.type == "DURATION") & x.value.like("PT%H"))
        .join(t.passages, (p.document == m.document) & (p.start <= m.start) & (p.end > m.start))
        .where(m.duration.is_(None), m.status.in_(("held", "ongoing")), x.start >= p.start, x.start < p.end)
        .order_by(m.id, x.start)
    )
    found: dict[int, list[str]] = {}
    for row in connection.execute(query).all():
        between = row.content[min(row.start, row.at) - row.low : max(row.start, row.at) - row.low]
        if not SENTENCE_END.search(between):
            found.setdefault(row.id, []).append(row.value)
    return {item: values[0] for item, values in found.items() if len(values) == 1}


def aspects(told: Sequence[Told]) -> Iterable[Aspect]:
    """What the accounts say, in the order in which a reader asks: when, where, how long, who, about what, what came."""
    yield from _one(told, "day", _day, _same_day)
    yield from _one(told, "place", lambda item, sight: sight.place, _same_place)
    yield from _one(told, "venue", lambda item, sight: sight.venue, _same_venue)
    yield from _one(told, "duration", lambda item, sight: sight.duration, _same_length)
    yield from _one(told, "status", _status, lambda a, b: a == b)
    yield from _one(told, "level", lambda item, sight: None if sight.level == "unknown" else sight.level, str.__eq__)
    heads = [p for x in told for p in x.people if _heads_its_own(p)]
    for party in sorted({p.party_actor_name or p.party_name for p in heads} - {None}):
        yield from _people_aspect(
            told,
            f"head of {party}",
            lambda p, party=party: _heads_its_own(p) and party == (p.party_actor_name or p.party_name),
        )
    for part in ("member", "host", "mediator", "observer"):
        yield from _people_aspect(told, part, lambda p, part=part: p.part == part)
    for what, name in (
        ("topic", "topic"),
        ("excluded", "not discussed"),
        ("outcome", "outcome"),
        ("characterised", "described as"),
    ):
        yield from _texts(told, what, name)


def _heads_its_own(person: Any) -> bool:
    """Whether somebody is told to head a delegation, and does not by all other reports speak for another party."""
    return person.part == "head" and person.speaks_for in (None, person.party_actor, person.actor)


def _day(item: Any, sight: Sight) -> str | None:
    if not (sight.low and sight.high):
        return None
    return sight.low if sight.low == sight.high else f"{sight.low}/{sight.high}"


def _same_day(a: str, b: str) -> bool:
    (low_a, _, high_a), (low_b, _, high_b) = a.partition("/"), b.partition("/")
    return max(days(high_a or low_a, low_b), days(high_b or low_b, low_a)) <= 0


def _same_place(a: str, b: str) -> bool:
    one, two = plain(a), plain(b)
    return one == two or bool(stems(a) & stems(b)) or fuzz.ratio(one, two) >= 85


def _same_venue(a: str, b: str) -> bool:
    """Only names can differ: "his office" may be the palace."""
    return not (any(c.isupper() for c in a) and any(c.isupper() for c in b)) or _same_place(a, b)


def _same_length(a: str, b: str) -> bool:
    """Hours are compared with hours and days with days: a round of two days may sit for four hours."""
    return a == b or a[:2] != b[:2]


def _status(item: Any, sight: Sight) -> str | None:
    """Held or not, where the report puts the meeting on a day: without one, what was refused may be another."""
    if not sight.on_a_day:
        return None
    if sight.status in ("held", "ongoing", "background"):
        return "held"
    return sight.status if sight.status in ("cancelled", "postponed", "refused", "denied") else None


def _one(told: Sequence[Told], name: str, value: Any, same: Any) -> Iterable[Aspect]:
    said: list[Said] = []
    for x in told:
        for item, sight in x.items:
            found = value(item, sight)
            if found:
                text = item.when_text if name == "day" else None
                said.append(Said(document=item.document, value=found, start=item.start, end=item.end, text=text))
                break
    if said:
        differ = any(not same(a.value, b.value) for n, a in enumerate(said) for b in said[n + 1 :])
        yield _aspect(told, name, said, differ)


def _aspect(told: Sequence[Told], name: str, said: Sequence[Said], differ: bool) -> Aspect:
    spoke = {s.document for s in said}
    silent = tuple(
        x.account.document for x in told if not spoke & {x.account.document, *(item.document for item, _ in x.items)}
    )
    speakers = len(told) - len(silent)
    verdict: Literal["agree", "differ", "single"] = "differ" if differ else ("agree" if speakers > 1 else "single")
    return Aspect(name=name, verdict=verdict, said=tuple(said), silent=silent)


def _people_aspect(told: Sequence[Told], name: str, wanted: Any) -> Iterable[Aspect]:
    said: list[Said] = []
    by_account: list[set[str]] = []
    for x in told:
        named = {p.actor_name or p.name: p for p in x.people if wanted(p)}
        if named:
            by_account.append(set(named))
            said += [
                Said(document=x.account.document, value=who, start=p.start, end=p.end, text=p.name)
                for who, p in sorted(named.items())
            ]
    if said:
        differ = any(not (a & b) for n, a in enumerate(by_account) for b in by_account[n + 1 :])
        # lists of members or mediators add to each other; two heads of one delegation contradict each other
        yield _aspect(told, name, said, differ and name.startswith("head"))


def _texts(told: Sequence[Told], what: str, name: str) -> Iterable[Aspect]:
    """One aspect a topic, outcome or description: wordings that share most of their content words are one."""
    groups: list[tuple[frozenset[str], str | None, list[Said]]] = []
    for x in told:
        for detail in x.details:
            if detail.what != what:
                continue
            words = stems(detail.issue_name or detail.text)
            text = " ".join(detail.text.split())
            shown = detail.issue_name or text
            said = Said(document=x.account.document, value=shown, start=detail.start, end=detail.end, text=text)
            for have, _, listed in groups:
                if have == words or overlap(have, words) >= ALIKE:
                    if all(s.document != said.document for s in listed):
                        listed.append(said)
                    break
            else:
                groups.append((words, detail.kind, [said]))
    for _, kind, listed in groups:
        shown = min((s.value for s in listed), key=len)
        yield _aspect(told, f"{name}{f' ({kind})' if what == 'outcome' and kind else ''}: {shown}", listed, False)
