"""Nouns that stand for a whole state or party: the Peruvian side, the government, the country, the kingdom."""

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


def resolve_state(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Found:
    """The state or party that a noun for one means, and the rule that says so."""
    kind = phrase.piece.what
    if kind == "other-state":
        other = other_state(scene, registry, phrase)
        return (other, other_state.id) if other is not None else None
    if scene.parse.deps[phrase.head] in _MODIFYING and not phrase.owners:
        return None
    if phrase.pronoun is not None:
        party = own_country(scene, history, phrase)
        return (party, own_country.id) if party is not None else None
    if kind == "state":
        if phrase.piece.plural or phrase.owners or phrase.determiner not in ("the", "this", "that"):
            return None
        found = country_for_state(scene, registry, history, phrase)
        return (found, country_for_state.id) if found is not None else None
    if phrase.piece.plural and len(phrase.owners) > 1:
        return governments(registry, history, scene, phrase), governments.id
    found = government_for_state(scene, registry, history, phrase)
    if found is not None:
        return found, party_as_side.id if kind == "organisation" else government_for_state.id
    if kind == "state-part" and phrase.determiner == "the" and not phrase.owners:
        found = the_government(scene, registry, history, phrase)
        return (found, the_government.id) if found is not None else None
    return None


@rule("actors.governments-of-several")
def governments(registry: Registry, history: History, scene: Scene, phrase: Phrase) -> Actor:
    """ "The Peruvian and Chilean governments" are the two states together."""
    states = [a for a in (owner_actor(p, registry) for p, _ in phrase.owners) if a is not None]
    key = ("pair", "parties", *(str(id(m)) for m in sorted(states, key=lambda a: a.name)))
    actor = history.by_key.get(key)
    if actor is None:
        actor = registry.add(Actor(scene.words(phrase.first, phrase.last), "group", plural=True))
        actor.members = tuple(states)
        history.by_key[key] = actor
    return actor


@rule("actors.neighbour-for-state")
def other_state(scene: Scene, registry: Registry, phrase: Phrase) -> Actor | None:
    """ "Its Russian ally" is Russia; "its neighbour" is the other of the two states that the text is about."""
    if phrase.piece.plural:
        return None
    of = [a for a in (owner_actor(p, registry) for p, how in phrase.owners if how == "adj") if a is not None]
    if of:
        return of[-1] if of[-1].kind == "state" else None
    owner = party_of(scene.meant.get(phrase.pronoun)) if phrase.pronoun is not None else None
    if owner is None or owner.kind != "state":
        return None
    pair = pair_before(scene, registry, phrase.first)
    return next((state for state in pair if state is not owner), None) if owner in pair else None


@rule("actors.party-as-side")
def party_as_side(scene: Scene, phrase: Phrase) -> bool:
    """In a communiqué "the Peruvian party" is Peru: a party with a state's adjective and no word for its politics."""
    piece = phrase.piece
    if (
        piece.level != "party"
        or piece.plural
        or phrase.modifiers
        or phrase.determiner != "the"
        or len(phrase.owners) != 1
    ):
        return False
    owner, how = phrase.owners[0]
    return how == "adj" and owner.kind == "known" and owner.actor is not None and owner.actor.kind == "state"


@rule("actors.government-for-state")
def government_for_state(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Actor | None:
    """The Peruvian side, the government of Peru and the Silva administration stand for the state itself."""
    party = party_of(office_of(phrase, registry))
    return party if party is not None and party.kind not in ("person", "place") else None


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


@rule("actors.own-country")
def own_country(scene: Scene, history: History, phrase: Phrase) -> Actor | None:
    """ "His country", "their side", "her government" are those of the person or group that the pronoun means."""
    assert phrase.pronoun is not None
    owner = scene.meant.get(phrase.pronoun)
    party = party_of(owner)
    if phrase.piece.level == "leadership":
        return None
    if party is None or party.kind in ("person", "place", "unnamed-source"):
        return None
    if phrase.piece.level in ("country", "nation", "republic", "kingdom") and party.kind != "state":
        return None
    return party if party is not owner or party.kind == "state" else None


@rule("actors.the-government")
def the_government(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Actor | None:
    """ "The government" without a name is that of the person who speaks of it, else of the text's main state."""
    if phrase.modifiers:
        words = (*phrase.modifiers, phrase.piece.level)
        for _, actor in history.back(40):
            if all(word in actor.name.lower() for word in words):
                return actor
    sentence = scene.parse.sent_of[phrase.first]
    for spot, actor in history.back(12):
        if scene.parse.sent_of[spot.first] != sentence:
            break
        party = party_of(actor)
        country = actor.country or (party.country if party is not None else "")
        if actor.kind == "person" and country:
            state = registry.party(country)
            if state is not None and state.spots:
                return state
    if registry.home is not None:
        return registry.home
    before = history.by_key.get(("government",))
    if before is None:
        before = next((actor for _, actor in history.back(40) if actor.kind == "state"), None)
        if before is not None:
            history.by_key[("government",)] = before
    return before
