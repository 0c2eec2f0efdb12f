"""Who does an event and to whom: the entities behind a phrase, and their codes."""

from __future__ import annotations

from dragoman.knowledge.titles import title_levels
from dragoman.reading.cast import Cast
from dragoman.reading.clauses import conjuncts
from dragoman.reading.parse import Parse
from dragoman.record import Entity

PARTS = ("compound", "amod", "nmod", "poss", "appos")
PREPOSITIONS = frozenset(
    {"of", "in", "from", "with", "against", "throughout", "at", "near", "into", "to", "across", "by", "on"}
)


class Actors:
    """Asks the cast who stands behind the words of a clause."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.parse, self.cast = parse, cast
        self._at: dict[int, Entity | None] = {}

    def entity(self, token: int) -> Entity | None:
        """The entity that a head word refers to."""
        if token not in self._at:
            parse = self.parse
            start, end, left = parse.starts[token], parse.ends[token], parse.starts[parse.left[token]]
            around = self.cast.covering(start)
            own = [e for m, e in around if m.end == end and m.start >= left]
            found = own[0] if own else around[-1][1] if around else None
            self._at[token] = self.cast.by_id[found] if found is not None else None
        return self._at[token]

    def country(self, entity: Entity) -> str | None:
        """The country an entity acts for: its own, or its side's."""
        if entity.country:
            return entity.country
        side = self.cast.side(entity.id)
        found = self.cast.by_id.get(side or "")
        return found.country if found is not None else None

    def behind(self, token: int) -> list[Entity]:
        """The actors of a phrase with all that is coordinated with it.

        A phrase that names nobody known stands for the country or body named inside it ("rebels in A", "A's homes").
        """
        out: list[Entity] = []
        for t in conjuncts(self.parse, token):
            for e in self._one(t):
                if e not in out:
                    out.append(e)
        return out

    def _one(self, token: int) -> list[Entity]:
        entity = self.entity(token)
        inside = self.inside(token)
        if entity is None:
            return inside
        plural = self.parse.tags[token] in ("NNS", "NNPS")
        named = any(m.form == "name" for m in entity.mentions)
        if self.country(entity) is None and entity.kind != "person" and (not named or plural):
            return inside or [entity]
        if entity.kind in ("group", "unnamed-source", "armed-force") and plural:
            if len({self.country(e) for e in inside if e.kind == "state"}) > 1:
                return [e for e in inside if e.kind == "state"]
        return [entity]

    def inside(self, token: int) -> list[Entity]:
        """States and bodies named inside a noun phrase, nearest first."""
        parse = self.parse
        out: list[Entity] = []
        frontier = [token]
        for _ in range(3):
            following: list[int] = []
            for t in frontier:
                for k in parse.children[t]:
                    if parse.deps[k] in PARTS:
                        following.extend(conjuncts(parse, k))
                    elif parse.deps[k] == "prep" and parse.lowers[k] in PREPOSITIONS:
                        following.extend(c for o in parse.kids(k, "pobj") for c in conjuncts(parse, o))
                    elif parse.deps[k] == "acl" and parse.tags[k] in ("VBN", "VBG"):
                        following.append(k)
            for t in following:
                e = self.entity(t)
                if e is None or e in out:
                    continue
                body = e.kind in ("state", "organisation", "armed-group", "person", "government-body")
                if self.country(e) or (body and any(m.form == "name" for m in e.mentions)):
                    out.append(e)
            if out:
                return out
            frontier = following
        return out

    def code(self, entity: Entity, home: str | None = None) -> str:
        """A CAMEO actor code: country (or IGO, IMG, UNK) and sector; ``home`` is for an actor without a country."""
        country = self.country(entity)
        named = entity.kind == "organisation" and any(m.form == "name" for m in entity.mentions)
        if country is None and home is not None and not named:
            country = home
        if entity.kind == "organisation" and not country:
            return "IGO"
        if country is None:
            side = self.cast.by_id.get(self.cast.side(entity.id) or "")
            if side is not None and side is not entity and side.kind == "organisation":
                return "IGO"
            return {"armed-group": "IMG", "unnamed-source": "UNK"}.get(entity.kind, "UNK")
        return country + self.sector(entity)

    def sector(self, entity: Entity) -> str:
        """The CAMEO role of an actor: GOV, MIL, REB, CVL … or nothing for a state as such."""
        if entity.kind in ("government-body",):
            return "GOV"
        if entity.kind == "armed-force":
            return "MIL"
        if entity.kind == "armed-group":
            return "REB"
        if entity.kind == "person":
            for role in entity.roles:
                level = title_levels().get(role.office or "")
                if level == "military":
                    return "MIL"
                if level in ("leaders", "ministers", "ambassadors", "officials"):
                    return "GOV"
        return ""
