"""Common nouns for bodies, movements and forces: the ministry, the movement, the rebels, Peruvian troops."""

from __future__ import annotations

from dragoman.knowledge.gazetteer import capitals
from dragoman.knowledge.titles import nominals
from dragoman.reading.actors.duties import office_of, party_of
from dragoman.reading.actors.history import History
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Phrase, Scene
from dragoman.record import rule

Found = tuple[Actor, str] | None

_MODIFYING = frozenset({"compound", "nmod", "amod"})
_ANY_BODY = frozenset({"organisation", "government-body", "armed-group", "armed-force"})
_ANY_MOVEMENT = frozenset({"group", "movement", "organisation", "organization", "faction", "front"})
_WHOLE_FORCES = frozenset({"army", "military", "navy"})
_KINDS = {"body": "government-body"}


def resolve_body(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Found:
    """The body, movement or force that a common noun means, and the rule that says so."""
    parse, kind, noun = scene.parse, phrase.piece.what, phrase.piece.level
    after = scene.at[phrase.last] if phrase.last < len(parse) else None
    if parse.deps[phrase.head] in _MODIFYING and after is not None:
        return None
    entity = _KINDS.get(kind, kind)
    named = [
        p.actor for p, how in phrase.owners if how == "adj" and p.kind in ("name", "known") and p.actor is not None
    ]
    if named and named[-1].kind in ("armed-group", "organisation") and kind in ("armed-group", "organisation"):
        return named[-1], noun_for_body.id
    if phrase.pronoun is not None and kind in ("organisation", "body"):
        own = own_movement(scene, phrase)
        if own is not None:
            return own, own_movement.id
    side = party_of(office_of(phrase, registry))
    if phrase.pronoun is not None and side is None:
        side = party_of(scene.meant.get(phrase.pronoun))
    sent = side is None and entity == "armed-force" and not phrase.determiner
    if sent:
        side = force_of_subject(scene, phrase)
        sent = side is not None
    if side is None:
        if phrase.determiner in ("the", "this", "that") and not _described(scene, phrase):
            found = noun_for_body(history, entity, noun)
            if found is not None:
                return found, noun_for_body.id
        definite = phrase.determiner == "the" and noun != "agency" and (kind == "body" or noun == "opposition")
        bare_noun = not phrase.modifiers and not definite
        if kind in ("organisation", "body") and (bare_noun or phrase.determiner in ("a", "an")):
            return None
        if phrase.determiner in ("a", "an", "any", "no", "every") or noun == "agency":
            return None
        if kind == "armed-force" and not phrase.piece.plural and not phrase.determiner:
            return None
    if kind == "body" and any(how == "of" for _, how in phrase.owners) and noun == "presidency":
        return None
    actor = force_of(scene, registry, history, phrase, entity, side)
    if sent:
        actor.rules[force_of_subject.id] = None
    return actor, force_of.id


def _described(scene: Scene, phrase: Phrase) -> bool:
    """Whether a word like "ruling" or "contact" before the noun tells it from the others of its kind."""
    telling = nominals()
    return any(noun.kind == "telling" for word in phrase.modifiers for noun in telling.get(word, ()))


@rule("actors.noun-for-body")
def noun_for_body(history: History, kind: str, noun: str) -> Actor | None:
    """ "The movement", "the ministry", "the rebels" mean the last actor of that kind when nothing else says whose."""
    if noun == "opposition":
        return None
    passed = [a for _, a in history.back(40)]
    named = [a for a in passed if not a.noun]
    for actor in (*named, *passed):
        if actor.noun and actor.side is not None and actor.side.kind == kind and kind == "armed-group":
            continue  # "its fighters" are not who "the rebels" are, their movement is
        if kind == "armed-force" and actor.kind == kind and noun in _WHOLE_FORCES and not actor.plural:
            return actor
        if noun in _ANY_MOVEMENT and actor.kind in ("armed-group", "organisation"):
            return actor
        if actor.kind in _ANY_BODY and (noun in actor.name.lower() or actor.noun == noun):
            return actor
        if actor.kind == kind and kind in ("armed-group", "organisation"):
            return actor
    return None


@rule("actors.own-movement")
def own_movement(scene: Scene, phrase: Phrase) -> Actor | None:
    """ "His movement", "her party", "its ministry" are the body that the person or party belongs to."""
    assert phrase.pronoun is not None
    owner = scene.meant.get(phrase.pronoun)
    side = owner.side if owner is not None else None
    return side if side is not None and side.kind in _ANY_BODY else None


@rule("actors.force-of-subject")
def force_of_subject(scene: Scene, phrase: Phrase) -> Actor | None:
    """Troops that a state sends, moves or withdraws are that state's."""
    parse = scene.parse
    if parse.deps[phrase.head] != "dobj":
        return None
    subject = parse.kid(parse.heads[phrase.head], "nsubj")
    piece = scene.at[subject] if subject is not None else None
    return piece.actor if piece is not None and piece.actor is not None and piece.actor.kind == "state" else None


@rule("actors.force-of-side")
def force_of(
    scene: Scene, registry: Registry, history: History, phrase: Phrase, entity: str, side: Actor | None
) -> Actor:
    """ "Peruvian troops", "the Peruvian parliament" are a force or body of that state, the same if called so again."""
    words = tuple(m for m in phrase.modifiers if m != "-")
    key = ("body", phrase.piece.level, str(id(side)) if side is not None else "", *words)
    actor = history.by_key.get(key)
    if actor is None and side is not None:
        actor = history.by_key.get(("body", phrase.piece.level, "", *words))  # "the navy", then "the Peruvian navy"
        if actor is not None and actor.side in (None, side):
            actor.side = side
            history.by_key[key] = actor
        else:
            actor = None
    if actor is None:
        actor = registry.add(Actor(bare(scene, phrase), entity, noun=phrase.piece.level, plural=phrase.piece.plural))
        actor.side = side
        history.by_key[key] = actor
    return actor


@rule("actors.the-city")
def the_city(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Actor | None:
    """ "The city", "the town" are the place last mentioned; "the Peruvian capital" is that of Peru."""
    if phrase.piece.plural or phrase.determiner != "the":
        return None
    owners = [p.actor for p, how in phrase.owners if p.actor is not None]
    if owners:
        if phrase.piece.level == "capital" and owners[-1].kind == "state":
            name = capitals().get(owners[-1].party, "")
            if name:
                place = registry.thing(name, "place")
                place.country = owners[-1].country
                return place
        named, piece = owners[-1], phrase.owners[-1][0]
        if named.kind == "place" or phrase.owners[-1][1] == "of":
            named.spots = [s for s in named.spots if s.first != piece.first]
            return named
        return None
    if phrase.modifiers:
        return None
    if phrase.piece.level == "capital":
        state = next((a for _, a in history.back(40) if a.kind == "state"), None)
        name = capitals().get(state.party, "") if state is not None else ""
        return next((a for _, a in history.back(40) if a.kind == "place" and a.name == name), None)
    return next((a for s, a in history.back(40) if a.kind == "place" and a.noun == "city" and s.form == "name"), None)


def bare(scene: Scene, phrase: Phrase) -> str:
    """The words of a phrase without an article."""
    name = scene.words(phrase.first, phrase.last)
    for article in ("the ", "The ", "a ", "A ", "an ", "An ", "some ", "Some "):
        name = name.removeprefix(article)
    return name
