"""The parties that a report is about: those it names most, mediators and hosts apart."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.talks.delegations import Heads
from dragoman.reading.talks.mention import Meeting, Mention, Part
from dragoman.reading.talks.scene import Scene
from dragoman.reading.talks.sides import named_party

NEAR = 120
"""Tokens before a word like "both sides" within which two sides must have been named to be meant."""


class Principals:
    """The sides of a report by how much they are spoken of, and who was named before any place in it."""

    def __init__(self, scene: Scene, mentions: list[Mention], heads: Heads) -> None:
        self.scene = scene
        weight: dict[str, float] = {}
        apart = {p.side for m in mentions for p in (*m.mediators, *m.hosts)}
        titles = [(b.start, b.end) for b in scene.draft.blocks if b.kind == "title"]
        self._named: list[tuple[int, str, str]] = []
        for entity in scene.draft.cast.entities:
            side = scene.side(entity.id)
            party = named_party(side)
            if not party and side.kind != "person":
                continue
            for spot in entity.mentions:
                if spot.form == "pronoun" or _of_place(scene, spot.start):
                    continue
                worth = 1.0 if party else 0.2
                if any(a <= spot.start < b for a, b in titles):
                    worth += 2.0
                if entity.kind == "person" and party:
                    worth += 0.5
                weight[side.id] = weight.get(side.id, 0.0) + worth
                self._named.append((spot.start, side.id, entity.id))
        for m in mentions:
            for p in m.parties:
                if p.side in weight:
                    weight[p.side] += 3.0
        for led in heads.heads:
            if led in weight:
                weight[led] += 4.0
        for other in apart:
            if other in weight:
                weight[other] /= 3.0
        self._named.sort()
        self.weight = weight
        self.ranked = sorted(weight, key=lambda s: (-weight[s], s))

    def two(self) -> list[str]:
        """The two principal parties, if there are two that stand out."""
        found = [s for s in self.ranked if self.scene.draft.cast.by_id[s].kind != "person"][:2]
        return found if len(found) == 2 else self.ranked[:2]

    def others(self, sides: frozenset[str] | set[str]) -> str | None:
        """The principal party that is not among ``sides``, where one of them is principal too."""
        pair = self.two()
        if len(pair) == 2 and len(sides & set(pair)) == 1 and len(sides) == 1:
            return next(s for s in pair if s not in sides)
        return None

    def before(self, token: int, persons: bool, apart: set[str]) -> list[Part]:
        """The two sides, both leaders or they are the two parties, or the two persons' parties, last named together."""
        start = self.scene.parse.starts[token]
        reach = self.scene.parse.starts[max(0, token - NEAR)]
        found: list[Part] = []
        have: set[str] = set(apart)
        for at, side, entity in reversed(self._named):
            if at >= start or side in have:
                continue
            if at < reach:
                break
            if persons and self.scene.draft.cast.by_id[entity].kind != "person":
                continue
            if (
                self.scene.draft.cast.by_id[side].kind == "organisation"
                and len(self.ranked) > 2
                and (side not in self.ranked[:2])
            ):
                continue
            have.add(side)
            found.append(Part(side, entity, token, token))
            if len(found) == 2:
                return found[::-1]
        return []


def _of_place(scene: Scene, offset: int) -> bool:
    """Whether a name stands in "the Saudi city of", where it says where and not who."""
    token = scene.parse.token_at(offset)
    if token is None:
        return False
    head = scene.parse.heads[token]
    return scene.parse.deps[token] in ("amod", "compound", "nmod") and scene.parse.lemmas[
        head
    ].lower() in meeting_words("settlement")


def fill(scene: Scene, meetings: list[Meeting], principals: Principals, heads: Heads, main: Meeting | None) -> None:
    """Give parties to meetings that were told of without them: the delegations' sides, else those of the meeting that
    it follows, else the two principal parties."""
    del scene
    watching = {p.side for g in meetings for m in g.mentions for p in m.observers}
    for meeting in meetings:
        out = watching | {p.side for m in meeting.mentions for p in (*m.mediators, *m.hosts)}
        inside = {s for s in meeting.sides if s not in out}
        if not meeting.open and inside:
            continue
        if len(inside) > 1 or (len(meeting.sides) > 1 and not out):
            continue
        if meeting is main:
            sides = [s for s in heads.heads if s not in out]
            if len(sides) > 1 and inside <= set(sides):
                _put(meeting, sides)
                continue
        if meeting.follows is not None and len(meeting.follows.sides) > 1 and inside <= meeting.follows.sides:
            _put(meeting, [s for s in meeting.follows.sides if s not in out] or list(meeting.follows.sides))
            continue
        other = principals.others(inside)
        if other is not None and other not in out:
            _put(meeting, [other])
        elif not inside:
            pair = principals.two()
            if len(pair) == 2 and not set(pair) & out:
                _put(meeting, pair)
            elif len(pair) == 2:
                left = [s for s in principals.ranked if s not in out][:2]
                if len(left) == 2:
                    _put(meeting, left)


def _put(meeting: Meeting, sides: list[str]) -> None:
    at = meeting.mentions[0].head
    for side in sides:
        meeting.parties.setdefault(side, Part(side, side, at, at))
