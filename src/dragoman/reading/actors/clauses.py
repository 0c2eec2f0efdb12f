"""What clauses say of a person's part: who headed a delegation, who represented whom, who leads a movement."""

from __future__ import annotations

from dragoman.reading.actors.duties import owner_actor, party_of
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Duty, Piece, Scene
from dragoman.record import rule

_LEAD = frozenset({"head", "lead", "chair", "command", "direct"})
_PLACES_OF_CHARGE = frozenset({"head", "helm", "charge", "command"})
_BODIES = frozenset({"organisation", "government-body", "armed-group", "armed-force"})
_SPEAK_FOR = frozenset({"represent"})
_FOR = frozenset({"speak", "lead", "negotiate", "sign", "act", "talk", "mediate", "appear", "testify", "answer", "run"})


def duties_of_clauses(scene: Scene, registry: Registry) -> None:
    """Give roles that a verb and not a title says. Run again once nouns are resolved, it adds what it then knows."""
    parse = scene.parse
    for i, tag in enumerate(parse.tags):
        if tag[:2] != "VB":
            continue
        lemma = parse.lemmas[i]
        if lemma in _LEAD:
            headed(scene, registry, i)
        elif lemma in _SPEAK_FOR:
            represented(scene, registry, i)
        if lemma in _FOR:
            spoke_for(scene, registry, i)
    for i, low in enumerate(parse.lowers):
        if low in _PLACES_OF_CHARGE and i + 1 < len(parse) and parse.lowers[i + 1] == "of":
            at_the_head(scene, registry, i)
    for piece in scene.pieces:
        if piece.kind == "name" and piece.actor is not None and piece.actor.kind == "person":
            movement_of(scene, registry, piece)


@rule("actors.heads-delegation")
def headed(scene: Scene, registry: Registry, verb: int) -> bool:
    """Who "headed the Peruvian delegation", or "led the team", holds that place and speaks for whose it is."""
    found = scene.parse.kid(verb, "dobj")
    person = _subject(scene, verb)
    if found is None:
        person, found = _agent(scene, verb), scene.parse.kid(verb, "nsubjpass")
        if found is None and scene.parse.deps[verb] == "acl":
            found = scene.parse.heads[verb]
    if person is None or found is None:
        return False
    piece = scene.at[found]
    if piece is None and (behind := scene.parse.kid(found, "appos")) is not None:
        piece = scene.at[behind]  # "the main opposition body, the Amber Committee"
    if piece is None:
        piece = _last_owner(scene, found)
    if piece is None or piece.phrase is None or piece.what not in ("delegation", "organisation", "body", "armed-group"):
        if piece is None or piece.actor is None or piece.actor.kind in ("person", "place"):
            return False
        return _give(scene, person, piece.actor, verb, piece, _part(scene, found, piece), headed.id)
    of = piece.phrase.actor or owner_actor(piece, registry)
    office = "chief-negotiator" if piece.what == "delegation" else ""
    return _give(scene, person, of, verb, piece, f"head of the {scene.parse.words[found]}", headed.id, office)


@rule("actors.represents")
def represented(scene: Scene, registry: Registry, verb: int) -> bool:
    """Who "represented Peru at the talks" speaks for it."""
    found = scene.parse.kid(verb, "dobj")
    person = _subject(scene, verb)
    if person is None:
        person, found = _agent(scene, verb), scene.parse.kid(verb, "nsubjpass")
    if person is None or found is None:
        return False
    piece = scene.at[found]
    if piece is None:
        return False
    of = owner_actor(piece, registry)
    if of is None or of.kind in ("person", "place"):
        return False
    return _give(scene, person, of, verb, piece, "representative", represented.id)


@rule("actors.speaks-for")
def spoke_for(scene: Scene, registry: Registry, verb: int) -> bool:
    """Who "speaks for the clans", "signed for Peru" or "leads the talks for the rebels" is on their side."""
    parse = scene.parse
    person = _subject(scene, verb)
    matter = parse.kid(verb, "dobj")
    for preposition in (*parse.kids(verb, "prep"), *(parse.kids(matter, "prep") if matter is not None else ())):
        if parse.lowers[preposition] != "for":
            continue
        found = parse.kid(preposition, "pobj")
        piece = scene.at[found] if found is not None else None
        if person is None or piece is None:
            return False
        of = owner_actor(piece, registry)
        if of is None or of.kind in ("person", "place"):
            return False
        return _give(scene, person, of, verb, piece, "speaker", spoke_for.id)
    return False


def _part(scene: Scene, token: int, piece: Piece) -> str:
    if piece.first <= token < piece.last and piece.actor is not None:
        return f"head of {piece.actor.name}"
    return f"head of the {scene.parse.words[token]}"


def _last_owner(scene: Scene, token: int) -> Piece | None:
    """The last party inside a noun phrase that is no actor itself ("the North America department of the ministry")."""
    parse = scene.parse
    found = None
    for i in range(parse.left[token], min(parse.right[token], token + 12)):
        piece = scene.at[i]
        if piece is not None and piece.kind == "known" and piece.actor is not None and piece.actor.kind == "state":
            found = piece if i > token else found
    return found


@rule("actors.at-the-head-of")
def at_the_head(scene: Scene, registry: Registry, i: int) -> bool:
    """Somebody "at the head of" or "in charge of" an organisation speaks for it and not for the state of birth."""
    parse = scene.parse
    if i < 2 or parse.lowers[i - 1] not in ("the", "in"):
        return False
    first = i - 2 if parse.lowers[i - 1] == "the" else i - 1
    title = scene.at[first - 1] if first else None
    person = title.phrase.actor if title is not None and title.phrase is not None else None
    if title is not None and title.kind == "name":
        person = title.actor
    of = None
    for j in range(i + 2, min(parse.right[i + 1], i + 14)):
        piece = scene.at[j]
        if piece is not None and piece.actor is not None and piece.actor.kind in _BODIES:
            of = piece
    if person is None or person.kind != "person" or of is None:
        return False
    state_only = all(d.of is None or d.of.kind == "state" for d in person.duties)
    given = _give(scene, person, of.actor, i, of, "head", at_the_head.id)
    if given and state_only:
        person.side = party_of(of.actor)
    return given


@rule("actors.movement-of-person")
def movement_of(scene: Scene, registry: Registry, piece: Piece) -> bool:
    """ "Rojas's Amber Front": the person leads or belongs to the movement."""
    parse, person = scene.parse, piece.actor
    i = piece.last
    if person is None or person.side is not None or i + 1 >= len(parse) or parse.tags[i] != "POS":
        return False
    after = scene.at[i + 1]
    movement = after.actor if after is not None and after.first == i + 1 else None
    if movement is None or movement.kind not in ("organisation", "armed-group"):
        return False
    person.side = movement
    person.rules[movement_of.id] = None
    return True


@rule("actors.delegation-of-head")
def side_of_head(delegation: Actor, person: Actor) -> None:
    """A delegation that nothing else tells the side of is that of the person who heads it."""
    if delegation.side is None:
        delegation.side = person.side
        delegation.rules[side_of_head.id] = None


def _subject(scene: Scene, verb: int) -> Actor | None:
    parse = scene.parse
    subject = parse.kid(verb, "nsubj")
    if subject is None:
        return None
    if parse.tags[subject] in ("WP", "WDT"):
        subject = parse.heads[verb] if parse.deps[verb] == "relcl" else subject - 1
        piece = _name_ending(scene, subject, verb)
    else:
        piece = scene.at[subject]
    actor = piece.actor if piece is not None and piece.kind == "name" else None
    if actor is None and piece is not None and piece.phrase is not None:
        actor = piece.phrase.actor
    return actor if actor is not None and actor.kind == "person" else None


def _name_ending(scene: Scene, token: int, verb: int) -> Piece | None:
    """The name that a relative clause is about: a person's right before the pronoun, else that at the clause's head."""
    j = verb
    while j > 0 and scene.parse.lowers[j] not in ("who", "which") and verb - j < 12:
        j -= 1
    for k in (j - 1, j - 2):
        piece = scene.at[k] if k >= 0 else None
        if piece is not None and piece.kind == "name" and piece.actor is not None and piece.actor.kind == "person":
            return piece
    if scene.at[token] is not None:
        return scene.at[token]
    return next((scene.at[k] for k in (j - 1, j - 2) if k >= 0 and scene.at[k] is not None), None)


def _agent(scene: Scene, verb: int) -> Actor | None:
    parse = scene.parse
    by = parse.kid(verb, "agent")
    found = parse.kid(by, "pobj") if by is not None else None
    piece = scene.at[found] if found is not None else None
    if piece is None or piece.actor is None or piece.actor.kind != "person":
        return None
    return piece.actor


def _give(
    scene: Scene, person: Actor, of: Actor | None, verb: int, piece: Piece, title: str, rule_id: str, office: str = ""
) -> bool:
    if of is None:
        return False
    side = party_of(of)
    if side is not None and side.kind == "group" and side.noun:
        if person.side is not None:
            side_of_head(side, person)
        side = party_of(side) if side.side is not None else None
    first, last = min(verb, piece.first), max(verb + 1, piece.last)
    anchor = scene.parse.anchor(first, last)
    if any(d.rule == rule_id and (d.of is of or d.anchor == anchor) for d in person.duties):
        return False
    only_former = all(d.state == "former" for d in person.duties)
    person.duties.append(Duty(title, office, of, "current", anchor, rule_id))
    person.rules[rule_id] = None
    if side is not None and side is not person and (person.side is None or only_former):
        person.side = side
    return True
