"""Whose office is it? From the words around a title to the party that its holder speaks for."""

from __future__ import annotations

from bisect import bisect_left

from dragoman.knowledge.titles import singular
from dragoman.reading.actors.attach import Link, second_title
from dragoman.reading.actors.phrases import sent
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Duty, Phrase, Piece, Scene, Spot
from dragoman.record import rule

_PIECES_BACK = 400
"""Pieces that are looked back over for the two parties of a text; it keeps long texts linear."""


def owner_actor(piece: Piece, registry: Registry, depth: int = 3) -> Actor | None:
    """The actor that an owning piece names; for a city the state it lies in."""
    actor = piece.actor
    if actor is not None and actor.kind == "place":
        return registry.party(actor.country) if actor.country else None
    if actor is None and piece.phrase is not None:
        if piece.phrase.actor is not None:
            return piece.phrase.actor
        if piece.what == "state-part" and not piece.phrase.owners and piece.phrase.pronoun is None:
            return registry.home
        return office_of(piece.phrase, registry, depth - 1) if depth else None
    return actor


@rule("actors.office-of")
def office_of(phrase: Phrase, registry: Registry, depth: int = 3) -> Actor | None:
    """An office is its possessor's or adjective's ("Peru's", "Peruvian"), else that of the phrase with "of".

    An ambassador's "to Peru" names the host, not the sender, and says nothing of whose office it is.
    """
    near = [(owner_actor(p, registry, depth), how) for p, how in phrase.owners]
    owners = [(a, how) for a, how in near if a is not None]
    own = [a for a, how in owners if how in ("poss", "adj")]
    if own:
        last, first = own[-1], own[0]
        if last is first:
            return last
        if last.kind in ("organisation",) and first.kind == "state" and sent(phrase.piece):
            return first
        return last
    of = [a for a, how in owners if how == "of"]
    if of:
        return of[-1] if len(of) > 1 and of[0].kind == "state" and of[-1].kind == "state" else of[0]
    for a, how in owners:
        if how == "at" and a.kind != "place" and a.kind != "state":
            return a
        if how == "for" and not sent(phrase.piece):
            return a
        if how in ("in", "from", "to") and not sent(phrase.piece):
            return a
    implied = registry.has_party(phrase.piece.of) if phrase.piece.of else None
    return implied if implied is not None and implied.spots else None


def party_of(actor: Actor | None) -> Actor | None:
    """The party an actor speaks for: its side and so on upwards, or itself."""
    seen = 0
    while actor is not None and actor.side is not None and actor.side is not actor and seen < 6:
        actor = actor.side
        seen += 1
    return actor


@rule("actors.side-of-office")
def give_duty(scene: Scene, registry: Registry, actor: Actor, phrase: Phrase, of: Actor | None, rule_id: str) -> None:
    """Who holds an office speaks for the state or organisation whose office it is."""
    first, last = phrase.first, phrase.last
    parse = scene.parse
    title = scene.words(phrase.piece.first, last)
    if phrase.piece.plural:
        title = title.replace(parse.words[phrase.piece.last - 1], singular(parse.words[phrase.piece.last - 1]), 1)
    for duty in actor.duties:
        if duty.office == phrase.piece.what and duty.of is of and duty.state == phrase.state:
            return
    office = phrase.piece.what if phrase.piece.kind == "title" else ""
    anchor = parse.anchor(first, last)
    duty = Duty(title, office, of, phrase.state, anchor, rule_id, phrase.piece.level)
    unresolved = phrase.pronoun is not None or any(p.kind in ("noun", "title", "name") for p, _ in phrase.owners)
    duty.pending = of is None and unresolved
    actor.duties.append(duty)
    actor.rules[rule_id] = None
    if of is not None:
        actor.rules[office_of.id] = None
    side = party_of(of)
    if side is None or side is actor:
        return
    spoken_for = any(d.state == "current" and d.of is not None for d in actor.duties[:-1])
    if actor.side is None or (phrase.state == "current" and not spoken_for):
        actor.side = side
        actor.rules[give_duty.id] = None


def give_duties(scene: Scene, registry: Registry, links: list[Link]) -> None:
    """Every attached title becomes a role of its holder, and every appositive one a mention."""
    plural: dict[int, list[Link]] = {}
    for link in links:
        phrase, name, rule_id = link
        if name.actor is None:
            continue
        if phrase.piece.plural:
            plural.setdefault(id(phrase), []).append(link)
            name.actor.rules[rule_id] = None
            continue
        of = office_of(phrase, registry) or name.owner
        if of is None and (of := shared_owner(scene, phrase)) is not None:
            name.actor.rules[shared_owner.id] = None
        give_duty(scene, registry, name.actor, phrase, of, rule_id)
        phrase.actor = name.actor
        if phrase.last != name.first and not rule_id.endswith("copula"):
            before = name.actor.spots[-1]
            if rule_id == second_title.id and before.form == "title" and before.last == phrase.first - 1:
                before.last, before.end = phrase.last, scene.parse.ends[phrase.last - 1]
            else:
                name.actor.spot(_title_spot(scene, phrase, rule_id))
    for same in plural.values():
        _distribute(scene, registry, same)
        same[0][0].holders = tuple(name.actor for _, name, _ in same if name.actor is not None)


def late_duties(scene: Scene, registry: Registry, links: list[Link]) -> None:
    """Once nouns are resolved, offices "of the movement", of "the kingdom" or "of the delegation" find their owners."""
    for phrase, name, _ in links:
        actor = name.actor
        if actor is None or phrase.piece.plural:
            continue
        if actor.side is None and name.kind == "name":
            late_owner(scene, actor, name)
        if phrase.piece.what == "counterpart":
            same_office(scene, actor, phrase)
        for duty in actor.duties:
            if duty.of is None and duty.anchor is not None and duty.anchor.end == scene.parse.ends[phrase.last - 1]:
                meant = scene.meant.get(phrase.pronoun) if phrase.pronoun is not None else None
                duty.of, duty.pending = office_of(phrase, registry) or party_of(meant), False
                side = party_of(duty.of)
                if side is not None and side is not actor and actor.side is None:
                    actor.side = side
                    actor.rules[give_duty.id] = None


@rule("actors.shared-owner")
def shared_owner(scene: Scene, phrase: Phrase) -> Actor | None:
    """ "Peruvian Defence Minister Rojas and army chief Soto": the second's office is of the same state."""
    before = scene.at[phrase.first - 2] if phrase.first > 1 and scene.parse.lowers[phrase.first - 1] == "and" else None
    if before is None or before.kind != "name" or before.actor is None or phrase.determiner or phrase.owners:
        return None
    if phrase.piece.what.endswith("-leader") or phrase.modifiers:
        return None  # "and rebel leader Soto"
    return next((d.of for d in before.actor.duties if d.of is not None), None)


def late_owner(scene: Scene, actor: Actor, name: Piece) -> None:
    """ "Bishop Okello of the Council": the noun behind a name says whose the person is, once it is resolved."""
    parse = scene.parse
    j = name.last + 1
    if j + 1 < len(parse) and parse.lowers[name.last] == "of" and parse.lowers[j] == "the":
        piece = scene.at[j + 1]
        owner = piece.phrase.actor if piece is not None and piece.phrase is not None else None
        if owner is not None and owner.kind not in ("person", "place"):
            actor.side = party_of(owner)
            actor.rules[give_duty.id] = None


@rule("actors.counterpart-office")
def same_office(scene: Scene, actor: Actor, phrase: Phrase) -> None:
    """ "Her Chilean counterpart, Ana Rojas" has the office that the person meant by "her" has."""
    other = scene.meant.get(phrase.pronoun) if phrase.pronoun is not None else None
    held = next((d for d in other.duties if d.office), None) if other is not None else None
    for duty in actor.duties:
        if duty.office == "counterpart" and held is not None:
            duty.office, duty.level, duty.title = held.office, held.level, held.title.split(" to ")[0].split(" of ")[0]
            actor.rules[same_office.id] = None


def _title_spot(scene: Scene, phrase: Phrase, rule_id: str) -> Spot:
    return scene.spot(phrase.first, phrase.last, phrase.head, "title", rule_id)


@rule("actors.shared-title")
def _distribute(scene: Scene, registry: Registry, links: list[Link]) -> None:
    """Of a title that two share ("the two countries' envoys, A and B"), each gets the state that is not the other's."""
    phrase = links[0][0]
    people = [name.actor for _, name, _ in links if name.actor is not None]
    owners = [owner_actor(p, registry) for p, how in phrase.owners if how in ("poss", "adj")]
    owners = owners or [owner_actor(p, registry) for p, how in phrase.owners if how == "of"]
    parties = [o for o in dict.fromkeys(owners) if o is not None]
    if not parties and _is_pair(phrase):
        parties = pair_before(scene, registry, phrase.first)
    free = [p for p in parties if not any(person.side is p for person in people)]
    for person in people:
        named = next((name.owner for _, name, _ in links if name.actor is person), None)
        if named is not None:
            of: Actor | None = named
        elif len(parties) == 1:
            of = parties[0]
        elif person.side is not None and person.side in parties:
            of = person.side
        elif len(parties) == len(people) and free:
            of = free.pop(0)
        else:
            of = None
        give_duty(scene, registry, person, phrase, of, _distribute.id)


def _is_pair(phrase: Phrase) -> bool:
    return any(p.kind == "noun" and p.phrase is not None and (p.phrase.number or p.plural) for p, _ in phrase.owners)


def pair_before(scene: Scene, registry: Registry, token: int) -> list[Actor]:
    """The two parties that a text is about at a token: those of the sentence, else the two named most so far."""
    parse = scene.parse
    first = parse.sentence(token)[0] if token < len(parse) else 0
    here: dict[int, Actor] = {}
    counts: dict[int, int] = {}
    actors: dict[int, Actor] = {}
    end = bisect_left(scene.pieces, token, key=lambda p: p.first)
    for piece in scene.pieces[max(0, end - _PIECES_BACK) : max(end, _PIECES_BACK)]:
        if piece.first >= token and counts:
            break
        actor = piece.actor
        if actor is None or actor.kind in ("place", "person") or piece.kind != "known":
            continue
        actor = party_of(actor) or actor
        counts[id(actor)] = counts.get(id(actor), 0) + 1
        actors[id(actor)] = actor
        if piece.first >= first and piece.first < token:
            here[id(actor)] = actor
    if len(here) == 2:
        return list(here.values())
    order = list(actors)
    best = sorted(order, key=lambda k: (-counts[k], order.index(k)))[:2]
    return [actors[k] for k in order if k in best]
