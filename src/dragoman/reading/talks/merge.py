"""From mentions to meetings: all mentions of one meeting are one meeting."""

from __future__ import annotations

from dragoman.reading.talks.mention import Meeting, Mention, Part
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

PAST = frozenset({"held", "ongoing", "background", "denied"})
AHEAD = frozenset({"planned", "proposed", "postponed", "cancelled", "refused"})


def merge(scene: Scene, mentions: list[Mention]) -> list[Meeting]:
    """The meetings in the order of their first mention. Headlines come last: the text below says it better."""
    meetings: list[Meeting] = []
    focus: Meeting | None = None
    for m in [*(m for m in mentions if not m.title), *(m for m in mentions if m.title)]:
        if m.title:
            focus = meetings[0] if meetings else None
        resolve_pair(scene, m, focus, meetings)
        target = _choose(scene, m, meetings, focus)
        if target is None:
            target = _new(scene, m, meetings, focus)
            if target is None:
                continue
            meetings.append(target)
        add(scene, target, m)
        focus = target
    return meetings


def add(scene: Scene, meeting: Meeting, m: Mention) -> None:
    """Make a mention part of a meeting."""
    meeting.mentions.append(m)
    m.meeting = meeting
    for p in m.parties:
        if p.side not in meeting.parties:
            meeting.parties[p.side] = p
        entity = scene.draft.cast.by_id[p.entity]
        if entity.kind == "person":
            people = meeting.people.setdefault(p.side, [])
            if p.entity not in people:
                people.append(p.entity)
    if m.when is not None and not meeting.earliest:
        time = scene.draft.times[m.when]
        meeting.earliest, meeting.latest = time.earliest, time.latest


@rule("talks.group-word")
def resolve_pair(scene: Scene, m: Mention, focus: Meeting | None, meetings: list[Meeting]) -> None:
    """ "The two sides", "both leaders", "they" are the parties of the meeting last spoken of, or the two parties last
    named."""
    if not m.pair or len(m.sides) > 1:
        return
    if focus is not None and len(focus.sides) > 1 and not m.sides:
        m.parties = [Part(p.side, p.entity, m.head, m.head) for p in focus.parties.values()]
        return
    have = {p.side for p in m.parties}
    start, _ = scene.parse.segments[0], None
    del start
    spoken: list[Part] = []
    for mention, entity_id in reversed(scene.draft.cast.mentions_in(0, scene.parse.starts[m.head])):
        entity = scene.draft.cast.by_id[entity_id]
        side = scene.side(entity_id)
        if entity.kind not in ("person", "state", "armed-group") or side.kind in ("person", "place"):
            continue
        if side.id in have:
            continue
        have.add(side.id)
        spoken.append(Part(side.id, entity_id, m.head, m.head))
        del mention
        if len(have) > 1:
            break
    if len(have) > 1:
        m.parties.extend(reversed(spoken))


def _choose(scene: Scene, m: Mention, meetings: list[Meeting], focus: Meeting | None) -> Meeting | None:
    if not meetings:
        return None
    best: tuple[float, int] | None = None
    for index, meeting in enumerate(meetings):
        score = same_meeting(scene, m, meeting, meeting is focus)
        if score > 0 and (best is None or score >= best[0]):
            best = (score, index)
    return meetings[best[1]] if best is not None else None


@rule("talks.same-meeting")
def same_meeting(scene: Scene, m: Mention, meeting: Meeting, in_focus: bool) -> float:
    """Two mentions are one meeting when nothing sets them apart (parties, date, place, rank, planned or held) and the
    later one is definite, or shares parties and date with it."""
    if m.newness and not m.definite:
        return 0.0
    if m.newness == "earlier" and not any(x.newness == "earlier" for x in meeting.mentions):
        return 0.0
    if m.newness == "next" and not any(x.newness == "next" for x in meeting.mentions):
        return 0.0
    if m.ordinal is not None and any(x.ordinal not in (None, m.ordinal) for x in meeting.mentions):
        return 0.0
    sides, theirs = m.sides, meeting.sides
    if sides and theirs:
        if not (sides <= theirs or theirs <= sides or len(sides & theirs) > 1):
            return 0.0
        if len(sides) == 1 and len(theirs) == 1:
            return 0.0
    score = 1.0 + len(sides & theirs)
    if m.when is not None and meeting.earliest:
        time = scene.draft.times[m.when]
        if time.earliest and time.latest:
            if time.latest < meeting.earliest or (meeting.latest or "") < time.earliest:
                return 0.0
            score += 1
    elif m.when is not None and any(x.when is not None for x in meeting.mentions):
        mine = scene.draft.times[m.when].value
        if all(x.when is None or scene.draft.times[x.when].value != mine for x in meeting.mentions):
            return 0.0
    place = next((x.where for x in meeting.mentions if x.where and x.where.name), None)
    if m.where is not None and m.where.name and place is not None:
        if m.where.name != place.name and m.where.country == place.country and not m.where.venue:
            return 0.0
        if m.where.name != place.name and m.where.country != place.country:
            return 0.0
        score += 1
    status = meeting.mentions[0].status
    if (m.status in PAST and status in AHEAD) or (m.status in AHEAD and status in PAST):
        if not (m.definite and m.when is None and m.where is None and not sides):
            return 0.0
    kinds = {x.kind for x in meeting.mentions}
    if (m.kind == "call") != ("call" in kinds) and not (m.definite and m.kind == "talks"):
        return 0.0
    if m.kind == "visit" and m.verb and "visit" not in kinds and not in_focus:
        return 0.0
    if m.definite or (m.verb and m.pair):
        return score + (1.0 if in_focus else 0.0) + (0.5 if meeting.mentions[0].head < 400 else 0.0)
    if len(sides) > 1 and len(theirs) > 1 and len(sides & theirs) > 1:
        distinct = m.when is not None or m.where is not None
        if m.title or not distinct or score >= 4:
            return score
    if m.title and not sides:
        return score
    if not sides and in_focus and not m.weak and m.status in (None, status):
        return score
    return 0.0


def _new(scene: Scene, m: Mention, meetings: list[Meeting], focus: Meeting | None) -> Meeting | None:
    """A meeting of its own, if enough is said of it: two parties, or a party and a mediator, or it follows another."""
    meeting = Meeting(status=m.status)
    sides = m.sides
    mediated = bool(m.mediators or m.hosts)
    enough = len(sides) > 1 or (len(sides) == 1 and mediated and not m.weak)
    if not enough and (m.newness or m.ordinal) and not m.title:
        source = focus or (meetings[0] if meetings else None)
        if source is not None and (m.status is not None or m.when is not None or m.where is not None):
            if not sides or sides <= source.sides:
                meeting.parties = dict(source.parties)
                meeting.inherited = True
                meeting.follows = source
                enough = True
    if (
        not enough
        and not sides
        and not m.weak
        and m.status in ("planned", "proposed", "refused", "cancelled", "postponed", "denied")
    ):
        source = focus or (meetings[0] if meetings else None)
        if source is not None:
            meeting.parties = dict(source.parties)
            meeting.inherited = True
            enough = True
    if not enough or (m.title and m.status is None):
        return None
    return meeting
