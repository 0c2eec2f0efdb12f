"""The two sides, both ministers, the two."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.reading.actors.duties import pair_before
from dragoman.reading.actors.history import History
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Phrase, Scene, Spot
from dragoman.record import rule

_COUNTED = frozenset({"two", "both", "three", "neither", "either", "four"})
_PARTY_NOUNS = frozenset({"state", "state-side", "state-part", "organisation", "delegation", "pair"})
_PEOPLE_NOUNS = frozenset({"man", "leader", "minister", "president", "ambassador", "envoy", "negotiator"})


def is_pair(phrase: Phrase) -> bool:
    """Whether a phrase counts its people or parties ("both ministers"), or is "the sides"."""
    piece = phrase.piece
    if not piece.plural and piece.level not in ("side", "party", "delegation"):
        return False
    if phrase.owners:
        return False
    if phrase.number in _COUNTED:
        return piece.kind == "title" or piece.what in _PARTY_NOUNS
    return piece.level == "side" and piece.plural and phrase.determiner == "the"


@rule("actors.both-sides")
def both(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Actor:
    """ "The two sides" are the two parties that the text is about, "both ministers" the two people last named so."""
    piece = phrase.piece
    noun = piece.level if piece.kind == "noun" else piece.what
    people = piece.kind == "title" or noun in _PEOPLE_NOUNS
    if noun == "delegation":
        for _, actor in history.back():
            if actor.noun == noun and actor.plural:
                return actor
    if people == (noun in ("man", "leader", "official")) or not people:
        before = last_pair(history, people, phrase.number)
        if before is not None:
            return before
    for _, group in history.back(40):
        if people and group.plural and group.noun == noun and len(group.members) == 2:
            return group
    size = 3 if phrase.number == "three" else 4 if phrase.number == "four" else 2
    if people:
        members = last_people(history, size, lambda a: noun in ("man", "leader", "official") or _holds(a, noun))
        if len(members) < size:
            members = last_people(history, size, lambda a: True)
    else:
        members = pair_before(scene, registry, phrase.first) if size == 2 else []
    return _pair(scene, registry, history, phrase.first, phrase.last, people, members)


@rule("actors.the-two")
def the_two(scene: Scene, registry: Registry, history: History, i: int) -> tuple[Actor, Spot] | None:
    """ "The two" and "both", standing alone, are the two people last mentioned, or the two sides."""
    parse = scene.parse
    low = parse.lowers[i]
    alone = parse.deps[i] in ("nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj")
    if not alone or low not in ("two", "three", "both"):
        return None
    first = i
    if low in ("two", "three"):
        if not i or parse.lowers[i - 1] != "the":
            return None
        first = i - 1
    after = parse.lowers[i + 1] if i + 1 < len(parse) else ""
    if after in ("of", "-", "sides", "and", "men", "women") or (low == "both" and scene.at[min(i + 1, len(parse) - 1)]):
        return None
    before = last_pair(history, True, low)
    if before is not None:
        return before, scene.spot(first, i + 1, i, "nominal", the_two.id)
    members = last_people(history, 3 if low == "three" else 2, lambda a: True)
    people = len(members) > 1
    if not people:
        members = pair_before(scene, registry, first)
    actor = _pair(scene, registry, history, first, i + 1, people, members)
    return actor, scene.spot(first, i + 1, i, "nominal", the_two.id)


def last_pair(history: History, people: bool, number: str) -> Actor | None:
    """The last group that "the two", "both" or "the three" made, of people or of parties."""
    size = {"three": 3, "four": 4}.get(number, 2)
    for _, actor in history.back(40):
        if actor.kind == "group" and len(actor.members) == size:
            if people == all(member.kind == "person" for member in actor.members):
                return actor
    return None


def last_people(history: History, size: int, fits: Callable[[Actor], bool]) -> list[Actor]:
    """The last named people that fit, in the order of the text."""
    members: list[Actor] = []
    for _, one in history.back(40):
        if one.kind == "person" and not one.plural and one not in members and fits(one):
            members.append(one)
            if len(members) == size:
                break
    members.reverse()
    return members


def _holds(actor: Actor, office: str) -> bool:
    return any(d.office == office or d.office.endswith(f"-{office}") for d in actor.duties)


def pair_of(scene: Scene, registry: Registry, history: History, i: int, members: list[Actor]) -> Actor:
    """The group of two people that a pronoun at token i means."""
    return _pair(scene, registry, history, i, i + 1, True, members)


def _pair(
    scene: Scene, registry: Registry, history: History, first: int, last: int, people: bool, members: list[Actor]
) -> Actor:
    key = ("pair", "people" if people else "parties", *(str(id(m)) for m in sorted(members, key=lambda a: a.name)))
    actor = history.by_key.get(key)
    if actor is None:
        actor = registry.add(Actor(scene.words(first, last), "group", plural=True))
        actor.members = tuple(members)
        history.by_key[key] = actor
    return actor
