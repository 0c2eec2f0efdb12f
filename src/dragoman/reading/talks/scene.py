"""What the talks stage looks at together: the draft, and who, when and where at each token."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.knowledge.titles import title_levels
from dragoman.reading.draft import Draft
from dragoman.reading.parse import Parse
from dragoman.record import Entity, Level, Statement, TimeExpression

PARTY_KINDS = frozenset({"state", "organisation", "armed-group", "government-body", "armed-force", "group"})


@dataclass(slots=True)
class Scene:
    """One report while its meetings are found. ``time_at`` gives the index of the time expression at a token."""

    draft: Draft
    parse: Parse
    time_at: dict[int, int] = field(default_factory=dict)
    cues: dict[int, int] = field(default_factory=dict)
    _entity: dict[int, str | None] = field(default_factory=dict)
    _sides: dict[str, str] = field(default_factory=dict)
    _home: str | None = None
    _stated: dict[int, list[Statement]] | None = None

    @classmethod
    def of(cls, draft: Draft) -> Scene:
        """The scene of a draft."""
        scene = cls(draft, draft.parse)
        for index, time in enumerate(draft.times):
            for token in draft.parse.tokens_in(time.start, time.end):
                scene.time_at.setdefault(token, index)
        for index, statement in enumerate(draft.statements):
            if statement.cue is not None:
                for token in draft.parse.tokens_in(statement.cue.start, statement.cue.end):
                    scene.cues.setdefault(token, index)
        return scene

    def statements_at(self, token: int) -> list[Statement]:
        """The statements whose content touches the sentence of a token."""
        if self._stated is None:
            self._stated = {}
            for statement in self.draft.statements:
                touched: dict[int, None] = {}
                for a in statement.content:
                    tokens = self.parse.tokens_in(a.start, a.end)
                    if tokens:
                        for s in range(self.parse.sent_of[tokens[0]], self.parse.sent_of[tokens[-1]] + 1):
                            touched[s] = None
                for s in touched:
                    self._stated.setdefault(s, []).append(statement)
        return self._stated.get(self.parse.sent_of[token], [])

    def time(self, token: int) -> TimeExpression | None:
        """The time expression that a token belongs to."""
        index = self.time_at.get(token)
        return None if index is None else self.draft.times[index]

    def entity(self, token: int) -> Entity | None:
        """The entity that the phrase with this head word refers to, where the word is part of one of its mentions."""
        if token not in self._entity:
            parse = self.parse
            start, end, left = parse.starts[token], parse.ends[token], parse.starts[parse.left[token]]
            around = self.draft.cast.covering(start)
            # "ministers of A and B" ends with B without being what the word B refers to
            own = [e for m, e in around if m.end == end and m.start >= left]
            self._entity[token] = own[0] if own else around[-1][1] if around else None
        found = self._entity[token]
        return None if found is None else self.draft.cast.by_id[found]

    def side(self, entity: str) -> Entity:
        """The party that an entity speaks or acts for, or itself."""
        own = self.draft.cast.by_id.get(entity)
        if own is not None and own.kind == "armed-group":
            return own  # rebels of a country are not on its government's side
        found = self._sides.get(entity) or self.draft.cast.side(entity)
        for _ in range(3):
            if found in self._sides:
                found = self._sides[found]
        return self.draft.cast.by_id[found] if found in self.draft.cast.by_id else self.draft.cast.by_id[entity]

    def home(self) -> str | None:
        """The state that the text speaks of most: the one meant by "the government" where no other is near."""
        if self._home is None:
            states = [e for e in self.draft.cast.entities if e.kind == "state" and e.mentions]
            best = max(states, key=lambda e: len(e.mentions), default=None)
            self._home = best.id if best is not None else ""
        return self._home or None

    def assign(self, entity: str, side: str) -> None:
        """Let an entity without a side of its own speak for ``side`` from here on."""
        if self.side(side).id != entity:
            self._sides[entity] = side

    def level(self, entity: Entity) -> Level | None:
        """The rank of a person by the offices that the text gives, the present one first."""
        roles = sorted(entity.roles, key=lambda r: (r.state not in ("current", "acting"), r.known_from == "gazetteer"))
        for role in roles:
            level = title_levels().get(role.office or "")
            if level in ("leaders", "ministers", "ambassadors", "officials", "experts"):
                return level  # type: ignore[return-value]
            if level == "military":
                return "officials"
        for role in roles:
            words = role.title.lower().split()
            rank = next((meeting_words("pair-rank").get(w) for w in words if w in meeting_words("pair-rank")), None)
            if rank is not None:
                return rank  # type: ignore[return-value]
        return None
