"""From meetings to the record: status, date, place, parties, heads, format, level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from dragoman.knowledge.cities import city_named
from dragoman.reading.matters import Matters
from dragoman.reading.talks.conditions import Condition
from dragoman.reading.talks.delegations import Heads, by_rank, known_heads
from dragoman.reading.talks.filed import filed_from
from dragoman.reading.talks.manner import Manner, first_since, indirect, publicity
from dragoman.reading.talks.mention import Meeting, Mention, Part, Where
from dragoman.reading.talks.merge import AHEAD
from dragoman.reading.talks.outcomes import Result
from dragoman.reading.talks.scene import Scene
from dragoman.reading.talks.topics import Subject
from dragoman.record import (
    Anchor,
    Characterisation,
    Delegation,
    Duration,
    FirstSince,
    Level,
    MeetingFormat,
    MeetingStatus,
    MeetingWhen,
    Outcome,
    Place,
    Ref,
    TimeExpression,
    Topic,
    rule,
)
from dragoman.record import Meeting as Told

LEVELS: tuple[Level, ...] = ("leaders", "ministers", "ambassadors", "officials", "experts")
DAYS = re.compile(r"P(\d{1,2})D")
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
NEWS = 31
"""A meeting held longer ago than so many days before the report is background (the gold's guideline)."""


def ordered(meetings: list[Meeting]) -> list[Meeting]:
    """The meetings by their first word in the text."""
    return sorted(meetings, key=lambda m: (m.first, min(x.first for x in m.mentions)))


@dataclass(slots=True)
class Extras:
    """What was found apart from the mentions themselves: topics, outcomes and descriptions, all of all meetings."""

    topics: list[Subject]
    outcomes: list[Result]
    manners: list[Manner]
    conditions: list[Condition]
    matters: Matters


def tell(scene: Scene, listed: list[Meeting], main: Meeting | None, heads: Heads, extras: Extras) -> tuple[Told, ...]:
    """The meetings as the record tells them; ``listed`` in text order."""
    names = {id(m): f"m{n}" for n, m in enumerate(listed, 1)}
    after = {id(m.follows): names[id(m)] for m in reversed(listed) if m.follows is not None and status_of(m) in AHEAD}
    if main is not None and id(main) not in after and status_of(main) in ("held", "ongoing"):
        coming = [m for m in listed if m is not main and status_of(m) == "planned" and len(m.sides & main.sides) > 1]
        coming.sort(key=lambda m: m.earliest or "9999")
        if coming:
            after[id(main)] = names[id(coming[0])]
    return tuple(_tell(scene, m, heads, extras, names[id(m)], m is main, after.get(id(m))) for m in listed)


def main_meeting(meetings: list[Meeting]) -> Meeting | None:
    """The meeting that the report is about: the one most spoken of, the earlier one of equals."""
    best = None
    for m in meetings:
        worth = len(m.mentions) + (2 if status_of(m) in ("held", "ongoing") else 0)
        if best is None or worth > best[0]:
            best = (worth, m)
    return best[1] if best else None


def status_of(meeting: Meeting) -> MeetingStatus:
    """The status that the mentions agree on: the strongest word first, then the first that says anything."""
    said = [m.status for m in meeting.mentions if m.status]
    if said[:1] == ["held"] and any(m.status == "ongoing" and not m.quoted for m in meeting.mentions):
        said[0] = "ongoing"
    for strong in ("cancelled", "postponed", "refused", "denied"):
        telling = [m for m in meeting.mentions if m.status][:2]
        if any(m.status == strong and (not m.past_before or m is telling[0]) for m in telling):
            return strong
    for status in (
        "held",
        "ongoing",
        "planned",
        "proposed",
        "background",
        "refused",
        "denied",
        "cancelled",
        "postponed",
    ):
        if said and status == said[0]:
            return status
    return "held"


def when_of(scene: Scene, meeting: Meeting) -> tuple[TimeExpression | None, MeetingWhen | None]:
    """The date that the mentions give."""
    said = [(scene.draft.times[m.when], m.edge) for m in meeting.mentions if m.when is not None]
    said.sort(key=lambda t: (t[0].edtf is None, t[1] == "end", t[0].start))
    times = [t for t, _ in said]
    if not times:
        return None, None
    best = times[0]
    for other in times[1:]:
        if other.earliest and best.earliest and other.latest and best.latest:
            if best.earliest <= other.earliest and other.latest <= best.latest and other.edtf != best.edtf:
                best = other
    best = ahead(scene, meeting, best)
    best = from_to(scene, meeting, best)
    value = best.edtf
    if value and "T" in value:
        value = value.split("T")[0]
    reason = best.reason if value is None else None
    return best, MeetingWhen(
        value=value,
        earliest=best.earliest,
        latest=best.latest,
        start=best.start,
        end=best.end,
        text=best.text,
        reason=reason,
    )


@rule("talks.from-to")
def from_to(scene: Scene, meeting: Meeting, time: TimeExpression) -> TimeExpression:
    """A meeting that began on one day and ended on another lasted from the one to the other."""
    times = scene.draft.times
    starts = [times[m.when] for m in meeting.mentions if m.when is not None and m.edge == "start"]
    ends = [times[m.when] for m in meeting.mentions if m.when is not None and m.edge == "end"]
    for m in meeting.mentions:
        if m.until is not None and m.when is not None:
            starts.append(times[m.when])
            ends.append(times[m.until])
    first = next((t.earliest for t in starts if t.edtf and len(t.edtf) == 10), None)
    last = next((t.latest for t in ends if t.edtf and len(t.edtf) == 10), None)
    lasting = next((times[m.duration].value for m in meeting.mentions if m.duration is not None), None)
    days = DAYS.fullmatch(lasting or "")
    if days is not None and first is None and last is not None:
        first = (date.fromisoformat(last) - timedelta(days=int(days[1]) - 1)).isoformat()
    if first is None or last is None or not first < last:
        return time
    return msgspec.structs.replace(time, edtf=f"{first}/{last}", earliest=first, latest=last)


@rule("talks.weekday-ahead")
def ahead(scene: Scene, meeting: Meeting, time: TimeExpression) -> TimeExpression:
    """For a meeting still to come a bare weekday or month and day is the next one after the report, not the last."""
    published = scene.draft.published.value
    if status_of(meeting) not in ("planned", "proposed") or not published or not time.edtf or len(time.edtf) != 10:
        return time
    words = time.text.lower().replace(",", "").split()
    try:
        day, now = date.fromisoformat(time.edtf), date.fromisoformat(published)
    except ValueError:
        return time
    if not words or "last" in words or day >= now:
        return time
    if words[-1] in WEEKDAYS and (now - day).days <= 14:
        while day < now:
            day += timedelta(days=7)
    elif not any(w[:4].isdigit() and len(w) >= 4 for w in words) and day.replace(
        day=1, year=day.year + 1
    ) >= now.replace(day=1):
        if day.month == 2 and day.day == 29:
            return time
        day = day.replace(year=day.year + 1)
    else:
        return time
    value = day.isoformat()
    return msgspec.structs.replace(time, edtf=value, earliest=value, latest=value)


@rule("talks.background")
def background(scene: Scene, meeting: Meeting, status: MeetingStatus, when: TimeExpression | None) -> bool:
    """A meeting held more than a month before the report, or told as earlier history, is background."""
    if status not in ("held", "ongoing"):
        return False
    published = scene.draft.published.earliest
    if when is not None and when.latest and published:
        try:
            day = date.fromisoformat(published) - timedelta(days=NEWS)
        except ValueError:
            return False
        return when.latest < day.isoformat()
    if when is not None and when.latest and not published and when.relative_to is None and when.edtf:
        return True
    return any(m.newness == "earlier" and m.past_before for m in meeting.mentions)


def place_of(scene: Scene, meeting: Meeting, status: MeetingStatus, is_main: bool) -> Place | None:
    """The most exact place among the mentions; for the report's own meeting the dateline's where none is named."""
    found: Where | None = None
    for m in meeting.mentions:
        if m.where is None:
            continue
        if found is None:
            found = m.where
        elif found.name is None or (found.venue is None and m.where.venue is not None):
            found = Where(
                found.name or m.where.name,
                found.country or m.where.country,
                found.geonames or m.where.geonames,
                found.venue or m.where.venue,
                found.first if found.name else m.where.first,
                found.last if found.name else m.where.last,
            )
    filed = (
        filed_from(scene) if is_main and status in ("held", "ongoing") and (found is None or not found.name) else None
    )
    if filed is not None:
        known = city_named(filed.name)
        return Place(
            name=filed.name,
            venue=found.venue if found else None,
            country=known.country if known else None,
            geonames=known.geonames if known else None,
            start=filed.start,
            end=filed.end,
            text=scene.draft.text[filed.start : filed.end],
        )
    if found is None:
        return None
    anchor = scene.parse.anchor(found.first, found.last)
    return Place(
        name=found.name,
        venue=found.venue,
        country=found.country,
        geonames=found.geonames,
        start=anchor.start,
        end=anchor.end,
        text=anchor.text,
    )


def _ref(scene: Scene, part: Part, entity: str) -> Ref:
    if part.first >= part.last:
        return Ref(entity=entity, rule="talks.group-word")
    anchor = scene.parse.anchor(part.first, part.last)
    return Ref(entity=entity, start=anchor.start, end=anchor.end, text=anchor.text)


def _refs(scene: Scene, parts: list[Part], persons: bool = False) -> tuple[Ref, ...]:
    """References to sides, one a side; with ``persons`` to the person of a side who is named."""
    seen: dict[str, Ref] = {}
    cast = scene.draft.cast.by_id
    for p in sorted(parts, key=lambda p: persons and cast[p.entity].kind != "person"):
        named = persons and cast[p.entity].kind == "person" and any(m.form == "name" for m in cast[p.entity].mentions)
        seen.setdefault(p.side, _ref(scene, p, p.entity if named else p.side))
    return tuple(sorted(seen.values(), key=lambda r: (r.start is None, r.start or 0)))


def format_of(parties: int, indirect: bool) -> MeetingFormat:
    """The format by the number of parties, mediators not counted."""
    if indirect:
        return "indirect"
    # of a meeting with somebody whom the text does not name one party is known
    return (
        "bilateral" if 1 <= parties <= 2 else "trilateral" if parties == 3 else "multilateral" if parties else "unknown"
    )


def _topics(scene: Scene, meeting: Meeting, extras: Extras, excluded: bool) -> tuple[Topic, ...]:
    out = []
    for s in sorted(extras.topics, key=lambda s: (s.first, s.last)):
        if s.meeting is meeting and s.excluded is excluded:
            a = scene.parse.anchor(s.first, s.last)
            out.append(Topic(issue=extras.matters.issue(a, s.rule), start=a.start, end=a.end, text=a.text))
    return tuple(out)


def _outcomes(scene: Scene, meeting: Meeting, extras: Extras) -> tuple[Outcome, ...]:
    out = []
    for r in extras.outcomes:
        if r.meeting is meeting:
            a = scene.parse.anchor(r.first, r.last)
            out.append(Outcome(kind=r.kind, start=a.start, end=a.end, text=a.text))
    return tuple(out)


def _characterised(scene: Scene, meeting: Meeting, extras: Extras) -> tuple[Characterisation, ...]:
    out = []
    for c in extras.manners:
        if c.meeting is meeting:
            a = scene.parse.anchor(c.first, c.last)
            out.append(Characterisation(by=c.by, start=a.start, end=a.end, text=a.text))
    return tuple(out)


def _first_since(scene: Scene, meeting: Meeting) -> FirstSince | None:
    for m in meeting.mentions:
        found = first_since(scene, m)
        if found is not None:
            a = scene.parse.anchor(*found)
            value = next((t.value for t in scene.draft.times if a.start <= t.start and t.end <= a.end), None)
            return FirstSince(value=value, start=a.start, end=a.end, text=a.text)
    return None


def _tell(
    scene: Scene, meeting: Meeting, heads: Heads, extras: Extras, name: str, is_main: bool, after: str | None
) -> Told:
    status = status_of(meeting)
    time, when = when_of(scene, meeting)
    if background(scene, meeting, status, time):
        status = "background"
    delegations = _delegations(scene, meeting, heads, is_main)
    level = level_of(scene, delegations)
    if level == "unknown":
        level = next((m.rank for m in meeting.mentions if m.rank), level)
    hosts = [p for m in meeting.mentions for p in m.hosts]
    mediators = [p for m in meeting.mentions for p in m.mediators]
    out = {p.side for p in mediators}
    left = [p for p in meeting.parties.values() if p.side not in out]
    parties = left if len(left) > 1 or len(meeting.parties) < 2 else list(meeting.parties.values())
    mediators = [p for p in mediators if p.side not in {q.side for q in parties}]
    observers = [p for m in meeting.mentions for p in m.observers if p.side not in {q.side for q in parties}]
    told = next((found for m in meeting.mentions for found in [publicity(scene, m)] if found is not None), None)
    apart = any(indirect(scene, m) for m in meeting.mentions)
    lasting = next((scene.draft.times[m.duration] for m in meeting.mentions if m.duration is not None), None)
    rounds = next((m.ordinal for m in meeting.mentions if m.ordinal is not None), None)
    rules = dict.fromkeys(r for m in meeting.mentions for r in (m.rule, m.status_rule) if r)
    return Told(
        id=name,
        status=status,
        kind=kind_of(meeting),
        format=format_of(len(parties), apart),
        level=level,
        when=when,
        duration=None
        if lasting is None or not lasting.value or "X" in lasting.value
        else Duration(value=lasting.value, start=lasting.start, end=lasting.end, text=lasting.text),
        place=place_of(scene, meeting, status, is_main),
        parties=_refs(scene, parties),
        delegations=delegations,
        hosts=_refs(scene, hosts, True),
        mediators=_refs(scene, mediators, True),
        observers=_refs(scene, observers),
        topics=_topics(scene, meeting, extras, False),
        topics_excluded=_topics(scene, meeting, extras, True),
        outcomes=_outcomes(scene, meeting, extras),
        characterised=_characterised(scene, meeting, extras),
        first_since=_first_since(scene, meeting),
        next=after,
        preconditions=tuple(scene.parse.anchor(c.first, c.last) for c in extras.conditions if c.meeting is meeting),
        publicity=None if told is None else scene.parse.anchor(*told),
        evidence=tuple(evidence(scene, m) for m in sorted(meeting.mentions, key=lambda m: m.first)),
        round=rounds,
        rules=tuple(rules),
    )


def evidence(scene: Scene, m: Mention) -> Anchor:
    """The words of a mention."""
    return scene.parse.anchor(m.first, m.last)


def kind_of(meeting: Meeting):  # type: ignore[no-untyped-def]
    """The kind that most mentions name; talks outweigh a visit's frame only when named first."""
    kinds = [m.kind for m in meeting.mentions]
    return kinds[0]


def _delegations(scene: Scene, meeting: Meeting, heads: Heads, is_main: bool) -> tuple[Delegation, ...]:
    known = known_heads(scene, meeting)
    if is_main:
        for side in meeting.parties:
            if side in heads.heads:
                known[side] = heads.heads[side][0]
        known |= by_rank(scene, list(meeting.parties), known)
    out = []
    for side in meeting.parties:
        head = known.get(side)
        members = tuple(m for m in heads.members.get(side, ()) if m != head) if is_main else ()
        if head or members:
            out.append(Delegation(party=side, head=head, members=members))
    return tuple(out)


def level_of(scene: Scene, delegations: tuple[Delegation, ...]) -> Level:
    """The highest rank among the heads."""
    ranks = [
        level
        for d in delegations
        if d.head is not None
        for level in [scene.level(scene.draft.cast.by_id[d.head])]
        if level is not None
    ]
    return min(ranks, key=LEVELS.index) if ranks else "unknown"
