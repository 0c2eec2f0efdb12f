"""Which meeting a clause speaks of: the one it mentions, else the one last spoken of, else the report's own."""

from __future__ import annotations

from bisect import bisect_right

from dragoman.reading.clauses import above, is_verb, subject
from dragoman.reading.talks.mention import Meeting, Mention
from dragoman.reading.talks.parties import parts
from dragoman.reading.talks.scene import Scene


class Focus:
    """The meetings of a report by where they are mentioned. ``main`` is the one that the report is about."""

    def __init__(self, scene: Scene, meetings: list[Meeting], main: Meeting | None) -> None:
        self.scene = scene
        self.main = main
        self.mentions = sorted((m for g in meetings for m in g.mentions if not m.title), key=lambda m: m.head)
        self._heads = [m.head for m in self.mentions]
        self._by_head = {m.head: m for g in meetings for m in g.mentions}
        self._segment: list[int] = [scene.parse.segment_of_sent[scene.parse.sent_of[m.head]] for m in self.mentions]

    def at(self, token: int) -> Mention | None:
        """The mention whose head is this token."""
        return self._by_head.get(token)

    def of(self, token: int, anybody: bool = False) -> Meeting | None:
        """The meeting that the clause of a token is about; with ``anybody`` its doer need not be a party to it."""
        parse = self.scene.parse
        near = self.in_clause(token)
        if near is not None:
            return near
        own = parse.segment_of_sent[parse.sent_of[token]]
        if anybody:
            here = [m for m in self.mentions if parse.sent_of[m.head] == parse.sent_of[token]]
            before = [m for m in here if m.head < token]
            if here:
                return (before[-1] if before else here[0]).meeting
            if self.main is not None:
                return self.main
        sides = set() if anybody else self._subject_sides(token)
        i = bisect_right(self._heads, token) - 1
        best: Meeting | None = None
        steps = 0
        while i >= 0 and steps < 8:
            m = self.mentions[i]
            if own - self._segment[i] > 1:
                break
            meeting = m.meeting
            if meeting is not None and (not sides or sides & meeting.sides):
                if self._segment[i] == own or meeting is self.main:
                    best = meeting
                    break
                best = best or meeting
            i -= 1
            steps += 1
        if best is not None and parse.segment_of_sent[parse.sent_of[token]] == own:
            last = bisect_right(self._heads, token) - 1
            if last >= 0 and self._segment[last] == own:
                return best
        if self.main is not None and (not sides or sides & self.main.sides):
            return self.main
        return best or self.main

    def in_clause(self, token: int) -> Meeting | None:
        """A meeting mentioned as subject or object of the token's own clause, or above it."""
        parse = self.scene.parse
        mention = self.at(token)
        if mention is not None:
            return mention.meeting
        verb = token
        if not is_verb(parse, verb):
            for a in above(parse, token):
                verb = a.token
                if a.token in self._by_head:
                    return self._by_head[a.token].meeting
                if is_verb(parse, verb):
                    break
        sub = subject(parse, verb)
        if sub is not None and sub in self._by_head:
            return self._by_head[sub].meeting
        for a in above(parse, verb):
            if a.token in self._by_head and a.relation not in ("ccomp", "conj"):
                return self._by_head[a.token].meeting
            if is_verb(parse, a.token) and parse.deps[a.token] in ("ROOT", "ccomp"):
                break
        for k in parse.children[verb]:
            if k in self._by_head and parse.deps[k] in ("nsubj", "nsubjpass", "dobj"):
                return self._by_head[k].meeting
            if parse.deps[k] == "prep" and parse.lowers[k] in ("at", "in", "during"):
                obj = parse.kid(k, "pobj")
                if obj is not None and obj in self._by_head:
                    return self._by_head[obj].meeting
        return None

    def _subject_sides(self, token: int) -> set[str]:
        parse = self.scene.parse
        verb = token
        if not is_verb(parse, verb):
            verb = next((a.token for a in above(parse, token) if is_verb(parse, a.token)), token)
        sub = subject(parse, verb)
        if sub is None:
            return set()
        return {p.side for p in parts(self.scene, sub)[0]}
