"""Nouns for many and for whole states: officials, the two sides, the delegation, the government, troops, rebels."""

from __future__ import annotations

from dragoman.reading.actors.duties import office_of, owner_actor, pair_before, party_of
from dragoman.reading.actors.history import History
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Phrase, Scene
from dragoman.record import rule

Found = tuple[Actor, str] | None

_MODIFYING = frozenset({"compound", "nmod", "amod"})
_FORMAL = {
    "republic": "Republic",
    "kingdom": "Kingdom",
    "emirate": "Emirate",
    "sultanate": "Sultanate",
    "state": "Islamic",
}


def resolve_group(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Found:
    """The actor that a plural title or a noun for many means, and the rule that says so."""
    kind = phrase.piece.what if phrase.piece.kind == "noun" else "official"
    if _is_pair_phrase(scene, phrase):
        return pair(scene, registry, history, phrase)
    if kind in ("state-part", "state-side", "state"):
        return _state(scene, registry, history, phrase, kind)
    if kind in ("body", "organisation", "armed-force", "armed-group"):
        return _body(scene, registry, history, phrase, kind)
    if phrase.piece.plural or kind == "delegation" or phrase.piece.level in ("press", "media"):
        return people_of(scene, registry, history, phrase, kind)
    return None


def _is_pair_phrase(scene: Scene, phrase: Phrase) -> bool:
    if not phrase.piece.plural and phrase.piece.level not in ("side", "party"):
        return False
    if phrase.number in ("two", "both", "three", "neither", "either"):
        return phrase.piece.kind == "title" or phrase.piece.what in (
            "state",
            "state-side",
            "state-part",
            "organisation",
            "official",
            "delegation",
            "pair",
        )
    return phrase.piece.level in ("side", "neighbour") and phrase.piece.plural and phrase.determiner == "the"


@rule("actors.both-sides")
def pair(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Found:
    """ "The two sides", "both countries" are the two parties that the text is about; "both ministers" the two named."""
    noun = phrase.piece.level or phrase.piece.what
    people = phrase.piece.kind == "title" or phrase.piece.what in ("official",)
    members: list[Actor] = []
    if people:
        for _, one in history.back():
            if one.kind == "person" and not one.plural and one not in members:
                if any(
                    d.office.endswith(noun)
                    or noun in ("leader", "man", "official", "envoy")
                    or d.office == phrase.piece.what
                    for d in one.duties
                ):
                    members.append(one)
                if len(members) == 2:
                    break
        members.reverse()
    else:
        members = pair_before(scene, registry, phrase.first)
    key = ("pair", "people" if people else "parties", *(str(id(m)) for m in sorted(members, key=lambda a: a.name)))
    actor: Actor | None = history.by_key.get(key)
    if actor is None:
        actor = registry.add(Actor(scene.words(phrase.first, phrase.last), "group", plural=True))
        actor.members = tuple(members)
        history.by_key[key] = actor
    return actor, pair.id


@rule("actors.government-for-state")
def government_for_state(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Actor | None:
    """ "The Peruvian side", "the government of Peru" and "the Silva administration" stand for the state itself."""
    of = office_of(phrase, registry)
    if of is not None:
        return party_of(of)
    return None


@rule("actors.country-for-state")
def country_for_state(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Actor | None:
    """ "The country" is the state last mentioned; "the kingdom", "the Islamic republic" one whose full name says so."""
    noun = phrase.piece.level
    formal = _FORMAL.get(noun)
    islamic = "islamic" in phrase.modifiers
    if noun == "state" and not islamic:
        return None
    for _, actor in history.back(40):
        if actor.kind != "state":
            continue
        if formal is None or (noun == "republic" and not islamic):
            return actor
        full = registry.official_names(actor.party)
        if any((formal in name) and (not islamic or "Islamic" in name) for name in full):
            return actor
    return None


def _state(scene: Scene, registry: Registry, history: History, phrase: Phrase, kind: str) -> Found:
    parse = scene.parse
    if parse.deps[phrase.head] in _MODIFYING and not phrase.owners:
        return None
    if kind == "state":
        if phrase.piece.plural or phrase.determiner not in ("the", "this", "that", "poss"):
            return None
        if phrase.owners:
            return None
        if phrase.pronoun is not None:
            actor = history.by_key.get(("pronoun", str(phrase.pronoun)))
            party = party_of(actor)
            return (party, country_for_state.id) if party is not None and party.kind == "state" else None
        found = country_for_state(scene, registry, history, phrase)
        return (found, country_for_state.id) if found is not None else None
    found = government_for_state(scene, registry, history, phrase)
    if found is not None:
        return found, government_for_state.id
    if phrase.pronoun is not None:
        party = party_of(history.by_key.get(("pronoun", str(phrase.pronoun))))
        return (party, government_for_state.id) if party is not None and party.kind != "person" else None
    if kind == "state-part" and phrase.determiner == "the":
        for _, actor in history.back(40):
            if actor.kind == "state":
                return actor, country_for_state.id
    return None


@rule("actors.group-of-people")
def people_of(scene: Scene, registry: Registry, history: History, phrase: Phrase, kind: str) -> Found:
    """ "Peruvian officials", "the delegation", "reporters" are a group, the same as before when called the same."""
    sides = list(dict.fromkeys(a for a in (owner_actor(p, registry) for p, _ in phrase.owners) if a is not None))
    side = party_of(office_of(phrase, registry))
    if phrase.pronoun is not None and side is None:
        side = party_of(history.by_key.get(("pronoun", str(phrase.pronoun))))
    several = [how for _, how in phrase.owners].count("adj") > 1 and len(sides) > 1
    noun = phrase.piece.level if phrase.piece.kind == "noun" else phrase.piece.what
    words = tuple(
        m for m in phrase.modifiers if m not in ("senior", "top", "high", "-", "ranking", "some", "many", "several")
    )
    definite = phrase.determiner in ("the", "these", "those", "poss")
    if side is None and definite and not words:
        for _, before in history.back(40):
            if before.noun == noun and before.kind in ("group", "unnamed-source", "armed-group", "armed-force"):
                return before, people_of.id
    key = ("group", noun, *(str(id(s)) for s in (sides if several else [side] if side is not None else [])), *words)
    actor: Actor | None = history.by_key.get(key)
    if actor is None:
        actor = registry.add(Actor(_bare(scene, phrase), "group", plural=True, noun=noun))
        actor.side = None if several else side
        actor.members = tuple(sides) if several else ()
        history.by_key[key] = actor
    return actor, people_of.id


@rule("actors.noun-for-body")
def last_of_kind(history: History, kind: str, noun: str) -> Actor | None:
    """ "The movement", "the ministry", "the rebels" mean the last actor of that kind when nothing else says whose."""
    for _, actor in history.back(40):
        if noun in ("group", "movement", "organisation", "organization", "faction") and actor.kind in (
            "armed-group",
            "organisation",
        ):
            return actor
        if actor.kind == kind and (
            kind in ("armed-group", "organisation") or noun in actor.name.lower() or actor.noun == noun
        ):
            return actor
    return None


def _body(scene: Scene, registry: Registry, history: History, phrase: Phrase, kind: str) -> Found:
    parse = scene.parse
    after = scene.at[phrase.last] if phrase.last < len(parse) else None
    if parse.deps[phrase.head] in _MODIFYING and after is not None:
        return None
    noun = phrase.piece.level
    side = party_of(office_of(phrase, registry))
    entity = {"body": "government-body"}.get(kind, kind)
    if phrase.pronoun is not None and side is None:
        side = party_of(history.by_key.get(("pronoun", str(phrase.pronoun))))
    named = [p for p, how in phrase.owners if how == "adj" and p.kind == "name" and p.actor is not None]
    if named and named[-1].actor is not None and named[-1].actor.kind == entity:
        return named[-1].actor, last_of_kind.id
    if side is None:
        if phrase.determiner in ("the", "this", "that"):
            found = last_of_kind(history, entity, noun)
            if found is not None:
                return found, last_of_kind.id
        if kind in ("organisation", "body") and not phrase.modifiers:
            return None
        if phrase.determiner in ("a", "an", "any", "no", "every"):
            return None
    if side is not None and side.kind == entity and kind in ("organisation", "armed-group") and not phrase.piece.plural:
        return side, last_of_kind.id
    words = tuple(m for m in phrase.modifiers if m not in ("-",))
    key = (
        "body",
        noun,
        str(id(side)) if side is not None else "",
        *words,
    )
    actor: Actor | None = history.by_key.get(key)
    if actor is None:
        actor = registry.add(Actor(_bare(scene, phrase), entity, noun=noun, plural=phrase.piece.plural))
        actor.side = side
        history.by_key[key] = actor
    return actor, people_of.id


def _bare(scene: Scene, phrase: Phrase) -> str:
    name = scene.words(phrase.first, phrase.last)
    for article in ("the ", "The ", "a ", "A ", "an ", "An ", "some ", "Some "):
        name = name.removeprefix(article)
    return name
