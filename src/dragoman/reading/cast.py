"""The cast of a report, and how the later stages ask it who stands at a place in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from dragoman.record import Entity, Mention


class Cast:
    """The entities of a report with an index of their mentions.

    Offsets are half-open code points into the document's text. Of two mentions at one place the shorter one is the
    inner one ("Iran" inside "Iran's foreign minister").
    """

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self.entities: tuple[Entity, ...] = tuple(entities)
        self.by_id: dict[str, Entity] = {e.id: e for e in self.entities}
        spans = sorted(
            ((m.start, m.end, e.id, m) for e in self.entities for m in e.mentions), key=lambda s: (s[0], -s[1], s[2])
        )
        self._spans = spans
        self._starts = [s[0] for s in spans]
        self._longest = max((s[1] - s[0] for s in spans), default=0)

    def mentions_in(self, start: int, end: int) -> list[tuple[Mention, str]]:
        """Mentions that lie wholly inside the range, in text order, with their entity's id."""
        out = []
        for i in range(bisect_left(self._starts, start), len(self._spans)):
            s, e, entity, mention = self._spans[i]
            if s >= end:
                break
            if e <= end:
                out.append((mention, entity))
        return out

    def covering(self, offset: int) -> list[tuple[Mention, str]]:
        """Mentions that cover a code point, outermost first."""
        out = []
        for i in range(bisect_left(self._starts, offset - self._longest), len(self._spans)):
            s, e, entity, mention = self._spans[i]
            if s > offset:
                break
            if offset < e:
                out.append((mention, entity))
        out.sort(key=lambda m: m[0].start - m[0].end)
        return out

    def at(self, start: int, end: int) -> str | None:
        """The entity that the noun phrase ``start`` to ``end`` refers to.

        That of the mention with exactly this span; else of the longest mention inside it that ends where it ends or
        starts where it starts; else of the longest mention inside it; else of the innermost one around it.
        """
        inside = self.mentions_in(start, end)
        if inside:
            best = max(inside, key=lambda m: (m[0].end - m[0].start, m[0].end == end, m[0].start == start))
            return best[1]
        around = self.covering(start)
        return around[-1][1] if around else None

    def at_token(self, start: int, end: int) -> str | None:
        """The entity of the longest mention whose last word is the token ``start`` to ``end``, else the innermost
        mention around that token. This is the way to ask with the head word of a phrase."""
        around = self.covering(start)
        ending = [m for m in around if m[0].end == end]
        if ending:
            return ending[0][1]
        return around[-1][1] if around else None

    def side(self, entity: str | None) -> str | None:
        """The party an entity speaks or acts for: its side, or itself where it is a party of its own."""
        seen: set[str] = set()
        while entity is not None and entity not in seen:
            seen.add(entity)
            found = self.by_id.get(entity)
            if found is None or found.side is None or found.side == entity:
                return entity
            entity = found.side
        return entity

    def named(self, name: str) -> Entity | None:
        """The entity with this name or alias, letter for letter."""
        for e in self.entities:
            if e.name == name or name in e.aliases:
                return e
        return None
