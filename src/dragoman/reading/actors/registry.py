"""The actors found so far, and how a name finds the one it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz.distance import Levenshtein

from dragoman.knowledge.fold import fold, lowered
from dragoman.knowledge.gazetteer import Gazetteer, official_names
from dragoman.reading.actors.working import Actor

_PARTICLES = frozenset(
    {
        "al",
        "el",
        "ul",
        "ur",
        "ud",
        "as",
        "at",
        "ad",
        "an",
        "ar",
        "de",
        "da",
        "di",
        "du",
        "van",
        "der",
        "von",
        "la",
        "le",
        "dos",
    }
)
_VOWELS = str.maketrans("", "", "aeiouywh")
_SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "f", "j": "g", "b": "p", "d": "t"})
MOST_NAMESAKES = 12
"""People under one key that a name is compared with, the most recent ones; it bounds the time on lists of names."""


def name_tokens(name: str) -> list[str]:
    """The comparable parts of a person's name: folded, lower case, without particles, stops and hyphens."""
    parts = lowered(fold(name)).replace("-", " ").replace(".", " ").replace("'", "").split()
    kept = [p for p in parts if p not in _PARTICLES]
    return kept or parts


def skeleton(token: str) -> str:
    """A key under which spellings of one name meet: initial sound and consonants, doubled ones made single."""
    body = token.translate(_VOWELS).translate(_SOUNDS)
    out = ""
    for char in body:
        if not out or out[-1] != char:
            out += char
    return out or token[:1]


def same_token(a: str, b: str) -> bool:
    """Whether two name tokens may be spellings of one name ("Qumi", "Qomi"), or one is the other's initial."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if min(len(a), len(b)) < 4 or skeleton(a) != skeleton(b):
        return False
    return Levenshtein.distance(a, b) <= (1 if min(len(a), len(b)) < 7 else 2)


class Registry:
    """All actors, with indexes that keep every look-up bounded."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.actors: list[Actor] = []
        self.people: list[Actor] = []
        self.home: Actor | None = None
        self._parties: dict[str, Actor] = {}
        self._named: dict[str, Actor] = {}
        self._tokens: dict[str, list[Actor]] = {}
        self._parts: dict[int, list[list[str]]] = {}
        self._officers: dict[int, list[Actor]] | None = None

    def party(self, party_id: str) -> Actor | None:
        """The actor of a known party, made when first asked for."""
        actor = self._parties.get(party_id)
        if actor is None:
            known = self.gazetteer.parties.get(party_id)
            if known is None:
                return None
            actor = Actor(known.name, known.kind, known.country, party=known.id, wikidata=known.wikidata)
            self._parties[party_id] = actor
            self.actors.append(actor)
            if known.side and known.side != party_id:
                actor.side = self.party(known.side)
        return actor

    def has_party(self, party_id: str) -> Actor | None:
        """The actor of a known party if it was made already."""
        return self._parties.get(party_id)

    def official_names(self, party_id: str) -> tuple[str, ...]:
        """The full formal names of a known state ("Islamic Republic of Pakistan")."""
        return official_names().get(party_id, ())

    def thing(self, name: str, kind: str) -> Actor:
        """The actor with this name that is no person: an organisation, a body, a place."""
        key = f"{'place' if kind == 'place' else 'body'}:{lowered(fold(name))}"
        actor = self._named.get(key)
        if actor is None:
            actor = self._named[key] = Actor(name, kind)
            self.actors.append(actor)
        return actor

    def has_thing(self, name: str) -> Actor | None:
        """The organisation or body of this name, if there is one already."""
        return self._named.get(f"body:{lowered(fold(name))}")

    def alias(self, name: str, actor: Actor) -> None:
        """Let a further name find an actor that is no person."""
        self._named.setdefault(f"body:{lowered(fold(name))}", actor)

    def add(self, actor: Actor) -> Actor:
        """Take in an actor that has no name of its own to be found by."""
        self.actors.append(actor)
        return actor

    def person(self, name: str, gender: str = "") -> Actor:
        """A new person."""
        actor = Actor(name, "person", gender=gender)
        self.actors.append(actor)
        self.people.append(actor)
        self.called(actor, name)
        return actor

    def named_with(self, agrees: Callable[[str], bool], side: Actor) -> Actor | None:
        """The one named person of this side, or of none yet, whose present office agrees; None when there are more."""
        if self._officers is None:
            self._officers = {}
            for actor in self.people:
                key = id(actor.side) if actor.side is not None else 0
                if any(d.office and d.state == "current" for d in actor.duties):
                    self._officers.setdefault(key, []).append(actor)
        for key in (id(side), 0):
            found = [
                actor
                for actor in self._officers.get(key, [])[:MOST_NAMESAKES]
                if any(agrees(d.office) for d in actor.duties if d.office and d.state == "current")
            ]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def called(self, actor: Actor, name: str) -> None:
        """Let a further form of a person's name find that person."""
        tokens = name_tokens(name)
        parts = self._parts.setdefault(id(actor), [])
        if tokens in parts:
            return
        parts.append(tokens)
        for token in tokens:
            if len(token) > 1:
                same = self._tokens.setdefault(skeleton(token), [])
                if actor not in same[-MOST_NAMESAKES:]:
                    same.append(actor)

    def namesakes(self, name: str) -> list[tuple[Actor, int]]:
        """People whom this name may mean, each with how well it fits (3: same, 2: surname, 1: another part)."""
        tokens = name_tokens(name)
        found: list[tuple[Actor, int]] = []
        seen: set[int] = set()
        for token in reversed(tokens):
            for actor in reversed(self._tokens.get(skeleton(token), [])[-MOST_NAMESAKES:]):
                if id(actor) in seen:
                    continue
                seen.add(id(actor))
                fit = max((_fit(tokens, parts) for parts in self._parts[id(actor)]), default=0)
                if fit:
                    found.append((actor, fit))
        return found


def _fit(tokens: list[str], parts: list[str]) -> int:
    """How well the tokens of a name fit those of another: 3 same, 2 an end of it, 1 a beginning, 0 not."""
    short, long = (tokens, parts) if len(tokens) <= len(parts) else (parts, tokens)
    if not short:
        return 0
    if len(short) == len(long):
        return 3 if all(same_token(a, b) for a, b in zip(short, long, strict=True)) else 0
    if all(same_token(a, b) for a, b in zip(short, long[-len(short) :], strict=True)) and len(short[-1]) > 1:
        return 2
    if len(short) > 1:
        i = 0
        for token in long:
            if i < len(short) and same_token(short[i], token):
                i += 1
        if i == len(short) and same_token(short[-1], long[-1]):
            return 2
    if len(short[0]) > 1 and all(same_token(a, b) for a, b in zip(short, long, strict=False)):
        return 1
    return 0
