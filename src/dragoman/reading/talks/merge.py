"""From mentions to meetings: all mentions of one meeting are one meeting."""

from __future__ import annotations

from datetime import date

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.talks.delegations import Heads
from dragoman.reading.talks.guard import diplomatic, worldly
from dragoman.reading.talks.mention import Meeting, Mention, Part
from dragoman.reading.talks.principals import Principals
from dragoman.reading.talks.scene import Scene
from dragoman.record import TimeExpression, rule

OPENING = frozenset({"open", "close", "launch", "inaugurate", "start", "end", "convene", "lead", "direct", "conclude"})
PAST = frozenset({"held", "ongoing", "background", "denied"})
AHEAD = frozenset({"planned", "proposed", "postponed", "cancelled", "refused"})
LONGEST = 13
"""Days between the beginning and the end of one meeting at most; longer negotiations are told round by round."""
PERSONS = frozenset(
    "man men woman women leader leaders minister ministers president presidents premiers pair ambassadors".split()
)


class Merger:
    """Puts mentions together in text order. Headlines come last: the text below says it better."""

    def __init__(self, scene: Scene, mentions: list[Mention], principals: Principals, heads: Heads) -> None:
        self.scene, self.principals, self.heads = scene, principals, heads
        self.meetings: list[Meeting] = []
        self.focus: Meeting | None = None
        self.main: Meeting | None = None
        self.explicit = False
        self.diplomatic = diplomatic(scene)
        mediate_only(mentions, go_betweens(scene))
        self.worldly = worldly(scene)
        for m in [*(m for m in mentions if not m.title), *(m for m in mentions if m.title)]:
            self._take(m)

    def _take(self, m: Mention) -> None:
        if m.title:
            self.focus = self.main
        if m.linked is not None and m.linked.meeting is not None:
            self._add(m.linked.meeting, m)
            return
        resolve_pair(self, m)
        opened_by(self, m)
        target = self._choose(m)
        if m.title and self.main is not None and m.sides <= self.main.sides and m.kind not in ("call", "visit"):
            target = self.main
        if target is None:
            target = self._new(m)
            if target is None:
                return
            self.meetings.append(target)
            if self.main is None or (self.main.status in AHEAD and m.status in ("held", "ongoing") and m.head < 250):
                self.main = target
        self._add(target, m)
        self.focus = target

    def paragraph(self, token: int) -> int:
        """The segment that a token stands in."""
        return self.scene.parse.segment_of_sent[self.scene.parse.sent_of[token]]

    def _add(self, meeting: Meeting, m: Mention) -> None:
        meeting.mentions.append(m)
        m.meeting = meeting
        for p in m.parties:
            meeting.parties.setdefault(p.side, p)
            entity = self.scene.draft.cast.by_id[p.entity]
            if entity.kind == "person":
                people = meeting.people.setdefault(p.side, [])
                if p.entity not in people:
                    people.append(p.entity)
        if m.when is not None and not meeting.earliest:
            time = self.scene.draft.times[m.when]
            meeting.earliest, meeting.latest = time.earliest, time.latest

    def _office_holders(self, m: Mention) -> bool:
        """Whether one of those who meet holds an office that the text names, or two states meet in a text without any
        other world's words."""
        cast = self.scene.draft.cast.by_id
        return any(self.scene.level(cast[p.entity]) for p in m.parties) or not self.worldly

    def _mere_states(self, m: Mention) -> bool:
        """Whether only countries and unnamed people meet, as teams do too."""
        cast = self.scene.draft.cast.by_id
        return not any(cast[p.side].kind in ("organisation", "armed-group") for p in m.parties)

    def _bare(self, m: Mention) -> bool:
        """Whether a noun stands alone ("expects talks"): it may be talks at large."""
        parse = self.scene.parse
        return not any(
            parse.deps[k] in ("det", "poss", "amod", "nummod", "compound", "prep") for k in parse.children[m.head]
        )

    def _choose(self, m: Mention) -> Meeting | None:
        best: tuple[float, int] | None = None
        for index, meeting in enumerate(self.meetings):
            score = same_meeting(self, m, meeting)
            if score > 0 and (best is None or score >= best[0]):
                best = (score, index)
        return self.meetings[best[1]] if best is not None else None

    def _new(self, m: Mention) -> Meeting | None:
        """A meeting of its own, if enough is said of it: two parties, or it follows another, or its time or place."""
        meeting = Meeting(status=m.status)
        sides = m.sides
        source = self.focus or self.main
        anchored = m.when is not None or m.where is not None
        told = anchored or m.status is not None
        if m.title and self.meetings:
            return None
        if len(sides) > 1:
            if (m.pair or m.verb) and not self.diplomatic and not self._office_holders(m) and self._mere_states(m):
                return None
            self.explicit = self.explicit or not m.weak
            return meeting
        if m.kind == "visit" and m.verb and m.unknown and m.status is not None and not m.title:
            meeting.open = False
            return meeting
        if m.title or not (self.explicit or self.diplomatic):
            return None
        if m.newness or (m.ordinal is not None and self.meetings):
            if source is not None and told and (not sides or sides <= source.sides or not source.sides):
                meeting.follows = source
                return meeting
            if source is None and anchored:
                return meeting
        if m.mediators and (m.pair or not m.weak) and told:
            meeting.follows = source
            return meeting
        if m.pair and told:
            return meeting
        return meeting if self._stands_alone(m, meeting, anchored) else None

    def _stands_alone(self, m: Mention, meeting: Meeting, anchored: bool) -> bool:
        """Whether a mention with one party or none tells of a meeting of its own."""
        sides = m.sides
        told = anchored or m.status is not None
        strong = not m.weak and not m.verb
        ahead = m.status in AHEAD or m.status == "denied"
        bare = not m.verb and not sides and self._bare(m)
        if m.status is None and not anchored:
            return False
        if sides and m.status is not None:
            asked = ahead and not m.verb and m.kind in ("talks", "summit", "conference", "mediation")
            if m.unknown or asked or (m.kind == "visit" and anchored and self.explicit):
                meeting.open = self.principals.others(sides) is not None and not m.unknown and m.kind != "visit"
                return True
        if sides and self.principals.others(sides) is not None and (strong or m.kind in ("visit", "call")):
            return True
        if bare:
            return False
        if strong and ahead:
            return True
        if m.verb or m.kind not in ("talks", "summit", "conference", "mediation"):
            return False
        if not self.meetings and ((m.definite and told) or (strong and anchored)):
            return True
        return not sides and m.status is not None and ((m.definite and anchored) or (strong and m.where is not None))


@rule("talks.mediator-is-no-party")
def mediate_only(mentions: list[Mention], go_betweens: frozenset[str]) -> None:
    """Who mediates between two others in the report is not a third party where it is named beside them."""
    between = {p.side for m in mentions for p in m.mediators if len(m.sides - {p.side}) != 1}
    for m in mentions:
        go = [p for p in m.parties if p.entity in go_betweens]
        if go and (m.pair or len(m.sides - {p.side for p in go}) > 1):
            m.mediators.extend(go)
            m.parties = [p for p in m.parties if p not in go]
        m.hosts = [h for h in m.hosts if h.entity not in go_betweens] if go else m.hosts
        rest = m.sides - between
        if len(rest) > 1 and len(m.sides) > len(rest):
            m.mediators.extend(p for p in m.parties if p.side in between)
            m.parties = [p for p in m.parties if p.side not in between]


def go_betweens(scene: Scene) -> frozenset[str]:
    """The people whom the text calls mediators, facilitators or envoys of an organisation."""
    words = meeting_words("mediator-noun")
    found = set()
    for e in scene.draft.cast.entities:
        if e.kind == "person" and scene.side(e.id).kind in ("organisation", "state"):
            titles = {w for role in e.roles for w in role.title.lower().split()}
            if titles & words.keys():
                found.add(e.id)
    return frozenset(found)


@rule("talks.opened-by-another")
def opened_by(merger: Merger, m: Mention) -> None:
    """Who opens or ends a session between two others without being one of them presides over it."""
    meeting = merger.focus or merger.main
    opens = any(merger.scene.parse.lemmas[x].lower() in OPENING for x in m.chain[:2])
    if (
        not opens
        or m.verb
        or not m.definite
        or len(m.sides) != 1
        or meeting is None
        or len(meeting.sides) < 2
        or m.newness
    ):
        return
    if not (m.sides & meeting.sides) and m.kind in ("talks", "conference", "summit"):
        m.mediators.extend(m.parties)
        m.parties = []


@rule("talks.group-word")
def resolve_pair(merger: Merger, m: Mention) -> None:
    """The two sides, both leaders, they: the parties of the meeting last spoken of, or the two parties last named."""
    if not m.pair or len(m.sides) > 1:
        return
    focus = merger.focus
    if focus is not None and not focus.sides and not m.sides and m.verb:
        return  # its parties are found later
    near = focus is not None and merger.paragraph(m.head) - merger.paragraph(focus.mentions[-1].head) <= 1
    if near and focus is not None and len(focus.sides) > 1 and not m.sides:
        m.parties = [Part(p.side, p.entity, m.head, m.head) for p in focus.parties.values()]
        return
    if focus is not None and len(focus.sides) > 1 and len(m.sides) == 1 and m.sides <= focus.sides and near:
        m.parties.extend(Part(p.side, p.side, m.head, m.head) for p in focus.parties.values() if p.side not in m.sides)
        return
    words = merger.scene.parse.lowers[max(0, m.head - 8) : m.head + 5]
    persons = any(w in PERSONS for w in words)
    apart = {p.side for p in (*m.mediators, *m.hosts)}
    found = merger.principals.before(m.head, persons, apart)
    if len(found) < 2 and merger.main is not None and len(merger.main.sides) > 1:
        found = [Part(p.side, p.entity, m.head, m.head) for p in merger.main.parties.values()]
    if len(found) < 2:
        found = merger.principals.before(m.head, False, apart)
    if not persons and merger.main is not None and len(merger.main.sides) > 1 and not m.sides:
        found = [Part(p.side, p.side, m.head, m.head) for p in merger.main.parties.values()]
    if m.sides and not found:
        m.unknown = True
        return
    if m.sides:
        found = [p for p in found if p.side not in m.sides][-1:]
    elif len(found) < 2:
        found = [Part(s, s, m.head, m.head) for s in merger.principals.two()]
    m.parties = [*m.parties, *found]


@rule("talks.same-meeting")
def same_meeting(merger: Merger, m: Mention, meeting: Meeting) -> float:
    """Two mentions are one meeting when nothing sets them apart (parties, date, place, rank, planned or held) and the
    later one is definite, or shares parties and date with it."""
    in_focus = meeting is merger.focus
    first = meeting.mentions[0]
    if m.newness and not any(x.newness == m.newness for x in meeting.mentions):
        return 0.0
    if m.newness and not m.definite:
        return 0.0
    if m.ordinal is not None and any(x.ordinal not in (None, m.ordinal) for x in meeting.mentions):
        return 0.0
    sides, theirs = m.sides, meeting.sides
    shared = len(sides & theirs)
    if sides and theirs:
        if not (sides <= theirs or theirs <= sides or shared > 1):
            return 0.0
        if len(sides) == 1 and len(theirs) == 1 and not (m.definite and in_focus):
            return 0.0
    score = 1.0 + shared
    agreed = _dates(merger, m, meeting)
    if agreed < 0:
        return 0.0
    score += agreed
    placed = _places(m, meeting)
    if placed < 0:
        return 0.0
    score += placed
    status = first.status
    loose = m.when is None and (m.where is None or placed > 0) and len(sides) < 2
    if (m.status in PAST and status in AHEAD) or (m.status in AHEAD and status in PAST):
        if not (m.definite and loose) and not (m.status == "planned" and agreed >= 1):
            return 0.0
        score -= 2.0
        if score <= 0:
            score = 0.1
    kinds = {x.kind for x in meeting.mentions}
    if "denied" in (m.status, status) and m.status != status and m.status is not None and m.kind == "mediation":
        return 0.0
    if (m.kind == "call") != ("call" in kinds) and not (m.definite and m.kind == "talks"):
        return 0.0
    sentence = merger.scene.parse.sent_of[m.head] == merger.scene.parse.sent_of[meeting.mentions[-1].head]
    if m.kind == "visit" and "visit" not in kinds and not (agreed > 0 or placed > 0 or (sentence and shared > 1)):
        return 0.0
    if not _same_people(merger, m, meeting):
        return 0.0
    if m.kind == "visit" and sentence and shared > 1:
        return score + 2
    near = merger.paragraph(m.head) == merger.paragraph(meeting.mentions[-1].head)
    told = 1.5 if in_focus and near else 0.5 if in_focus else 0.0
    if meeting is merger.main:
        told += 3.0 if m.title else 0.8
    if m.definite or (m.verb and m.pair):
        return score + told
    if shared > 1:
        distinct = (m.when is not None and agreed <= 0) or (m.where is not None and placed <= 0)
        undated = placed >= 0 and all(x.when is None for x in meeting.mentions)
        gap = merger.paragraph(m.head) - merger.paragraph(meeting.mentions[-1].head)
        open_still = undated and (gap <= 1 or (gap <= 2 and all(x.status is None for x in meeting.mentions)))
        same = m.status in (None, status) or status is None
        if m.title or not distinct or score >= 4 or (in_focus and open_still and same):
            return score + told
    if m.title and not sides:
        return score
    gap = merger.paragraph(m.head) - merger.paragraph(meeting.mentions[-1].head)
    if meeting.open and len(theirs) == 1 and shared == 1 and gap <= 2 and {m.status, status} <= PAST | {None}:
        return score + told
    if not sides and in_focus and not m.weak and m.status in (None, status) and near:
        return score
    return 0.0


def _dates(merger: Merger, m: Mention, meeting: Meeting) -> float:
    """1 where the dates agree, -1 where they contradict, 0 where one says nothing."""
    times = merger.scene.draft.times
    if m.when is None:
        return 0.0
    mine = times[m.when]
    said = [times[x.when] for x in meeting.mentions if x.when is not None]
    if not said:
        return 0.0
    if mine.edtf and mine.earliest and mine.latest and meeting.earliest and meeting.latest:
        if mine.latest < meeting.earliest or meeting.latest < mine.earliest:
            return 0.2 if _one_stretch(m, mine, meeting) else -1.0
        return 1.0
    if any(t.value == mine.value for t in said):
        return 1.0
    # unresolved weekdays contradict each other, "earlier in the day" contradicts nothing
    days = [t for t in said if "-WXX-" in str(t.value)]
    return -1.0 if days and "-WXX-" in str(mine.value) else 0.0


def _one_stretch(m: Mention, mine: TimeExpression, meeting: Meeting) -> bool:
    """Whether two dates are the beginning and the end of one meeting."""
    if m.sides and len(m.sides & meeting.sides) < 2:
        return False
    if m.status in AHEAD or meeting.mentions[0].status in AHEAD or days_between(mine, meeting) > LONGEST:
        return False
    later = (mine.earliest or "") > (meeting.latest or "")
    edges = {x.edge for x in meeting.mentions if x.when is not None}
    return (m.edge == "end" or "start" in edges) if later else (m.edge == "start" or "end" in edges)


def days_between(time: TimeExpression, meeting: Meeting) -> int:
    """The days from the end of the earlier to the beginning of the later."""
    assert time.earliest
    assert time.latest
    assert meeting.earliest
    assert meeting.latest
    a, b = (time.latest, meeting.earliest) if time.latest < meeting.earliest else (meeting.latest, time.earliest)
    return (date.fromisoformat(b) - date.fromisoformat(a)).days


def _places(m: Mention, meeting: Meeting) -> float:
    """1 where the places agree, -1 where they are two cities, 0 where one says nothing."""
    if m.where is None or not m.where.name:
        return 0.0
    for x in meeting.mentions:
        if x.where is not None and x.where.name:
            if x.where.name == m.where.name:
                return 1.0
            if x.where.country == m.where.country and (x.where.geonames is None) != (m.where.geonames is None):
                return 1.0  # a country and a city in it
            if x.where.country == m.where.country and (x.where.venue or m.where.venue):
                return 0.0
            return -1.0
    return 0.0


def _same_people(merger: Merger, m: Mention, meeting: Meeting) -> bool:
    """Whether no side is spoken for by another person here than there."""
    if not meeting.people or m.definite:
        return True
    cast = merger.scene.draft.cast.by_id
    for p in m.parties:
        known = [e for e in meeting.people.get(p.side, ()) if any(x.form == "name" for x in cast[e].mentions)]
        named = cast[p.entity].kind == "person" and any(x.form == "name" for x in cast[p.entity].mentions)
        if named and known and p.entity not in known:
            return False
    return True
