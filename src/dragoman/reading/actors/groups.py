"""Nouns for many people: officials, diplomats, the delegation, reporters."""

from __future__ import annotations

from dragoman.reading.actors.bodies import bare, noun_for_body, resolve_body, the_city
from dragoman.reading.actors.duties import office_of, owner_actor, party_of
from dragoman.reading.actors.history import History
from dragoman.reading.actors.pairs import both, is_pair
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.states import party_as_side, resolve_state
from dragoman.reading.actors.working import Actor, Phrase, Scene
from dragoman.record import rule

Found = tuple[Actor, str] | None

_RANK = frozenset({"senior", "top", "high", "-", "ranking", "some", "many", "several", "other", "new", "key"})
_TALKERS = frozenset(
    {
        "official", "diplomat", "journalist", "expert", "negotiator", "mediator", "envoy", "spokesman", "adviser",
        "source", "delegation", "representative", "special-representative", "participant", "observer", "delegate",
        "press", "media",
    }
)  # fmt: skip
_ACTING = frozenset({"nsubj", "nsubjpass", "agent"})


def resolve_group(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Found:
    """The actor that a plural title or a noun for many means, and the rule that says so."""
    piece = phrase.piece
    kind = piece.what if piece.kind == "noun" else "official"
    if is_pair(phrase):
        return both(scene, registry, history, phrase), both.id
    if kind in ("state-part", "state-side", "state", "other-state") or party_as_side(scene, phrase):
        return resolve_state(scene, registry, history, phrase)
    if kind in ("body", "organisation", "armed-force", "armed-group"):
        return resolve_body(scene, registry, history, phrase)
    if kind == "place":
        city = the_city(scene, registry, history, phrase)
        return (city, the_city.id) if city is not None else None
    if (kind == "pair" and phrase.pronoun is None) or _nobody(scene, phrase):
        return None
    if piece.plural or kind in ("delegation", "pair") or piece.level in ("press", "media"):
        return people_of(scene, registry, history, phrase)
    return None


def _nobody(scene: Scene, phrase: Phrase) -> bool:
    """Whether a noun names no one in particular: "politicians" that nothing tells apart and that do not act."""
    parse, piece = scene.parse, phrase.piece
    dep = parse.deps[phrase.head]
    if dep in ("attr", "oprd") or (dep == "pobj" and parse.lowers[parse.heads[phrase.head]] == "as"):
        return True
    if phrase.owners or phrase.determiner or phrase.number:
        return phrase.pronoun is not None and piece.level in ("head", "chief")
    noun = piece.level if piece.kind == "noun" else piece.what
    told = dep in ("dobj", "dative") and parse.lemmas[parse.heads[phrase.head]] in ("tell", "brief", "inform", "meet")
    return noun not in _TALKERS and dep not in _ACTING and not told


@rule("actors.group-of-people")
def people_of(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> Found:
    """ "Peruvian officials", "the delegation", "reporters" are a group, the same as before when called the same."""
    sides = list(dict.fromkeys(a for a in (owner_actor(p, registry) for p, _ in phrase.owners) if a is not None))
    side = party_of(office_of(phrase, registry))
    if side is None:
        side = _side_of_noun(history, registry, phrase) or _sender(scene, phrase)
    if phrase.pronoun is not None and side is None:
        side = party_of(scene.meant.get(phrase.pronoun))
    if side is not None and side.kind == "group" and side.noun and side.side is None and phrase.pronoun is not None:
        side = None
    if phrase.holders:
        sides, side = list(phrase.holders), None
    if side is not None and side.members:
        sides, side = list(side.members), None
    hows = [how for _, how in phrase.owners]
    several = len(sides) > 1 and (
        side is None or hows.count("adj") > 1 or (phrase.piece.plural and hows.count("of") + hows.count("from") > 1)
    )
    noun = phrase.piece.level if phrase.piece.kind == "noun" else phrase.piece.what
    words = tuple(m for m in phrase.modifiers if m not in _RANK)
    if side is None and phrase.pronoun is None and phrase.determiner in ("the", "these", "those") and not words:
        before = same_noun(history, noun)
        if before is not None:
            return before, same_noun.id
    key = ("group", noun, *(str(id(s)) for s in (sides if several else [side] if side is not None else [])), *words)
    actor = history.by_key.get(key)
    if actor is None:
        actor = registry.add(Actor(bare(scene, phrase), "group", plural=True, noun=noun))
        actor.side = None if several else side
        actor.members = tuple(sides) if several else ()
        history.by_key[key] = actor
    return actor, people_of.id


@rule("actors.same-noun-again")
def same_noun(history: History, noun: str) -> Actor | None:
    """ "The officials", "the delegation" mean the group last called so."""
    for _, before in history.back(40):
        if before.noun == noun and before.kind in ("group", "unnamed-source", "armed-group", "armed-force"):
            return before
        if noun == "delegation" and before.noun in ("delegation", "team", "mission"):
            return before
    return None


def _sender(scene: Scene, phrase: Phrase) -> Actor | None:
    """Monitors or envoys that somebody sends are the sender's side's."""
    parse = scene.parse
    verb = parse.heads[phrase.head]
    if (
        phrase.determiner
        or parse.deps[phrase.head] != "dobj"
        or parse.lemmas[verb] not in ("send", "dispatch", "deploy")
    ):
        return None
    subject = parse.kid(verb, "nsubj")
    piece = scene.at[subject] if subject is not None else None
    if piece is None:
        return None
    return party_of(piece.actor or (piece.phrase.actor if piece.phrase is not None else None))


def _side_of_noun(history: History, registry: Registry, phrase: Phrase) -> Actor | None:
    """Whose "the rebel delegation", "the government team" is: that of the movement or state last meant."""
    for piece, how in phrase.owners:
        if how != "adj" or piece.kind != "noun":
            continue
        if piece.what in ("armed-group", "organisation"):
            return noun_for_body(history, piece.what, piece.level)
        if piece.what == "state-part":
            return registry.home or next((a for _, a in history.back(40) if a.kind == "state"), None)
    return None
