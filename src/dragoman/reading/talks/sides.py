"""For whom people speak at talks, where the cast leaves it open: whose delegation they head, whose they are called."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.talks.delegations import find_heads
from dragoman.reading.talks.parties import within
from dragoman.reading.talks.scene import Scene
from dragoman.record import Entity, rule

OWN = ("name", "demonym", "metonym")


def named_party(entity: Entity) -> bool:
    """Whether an entity can be a party of its own: a state, a movement, a body, or a group with a name."""
    if entity.kind in ("state", "armed-group", "organisation"):
        return True
    return entity.kind == "group" and any(m.form in OWN for m in entity.mentions)


def settle_sides(scene: Scene) -> None:
    """Work out the sides that the cast leaves open, before the meetings are read."""
    cast = scene.draft.cast
    for entity in cast.entities:
        side = scene.side(entity.id)
        if entity.kind == "person" and presides(scene, entity):
            continue
        if (
            entity.kind in ("unnamed-source", "group")
            and side.kind == "state"
            and any(" in " in m.text for m in entity.mentions)
        ):
            other = government(scene, entity)
            if other is not None and other != side.id:
                scene.assign(entity.id, other)
                continue
        if side.kind in ("group", "unnamed-source") and not named_party(side):
            other = movement(scene, side) or government(scene, side)
            if other is not None:
                scene.assign(side.id, other)
        elif side.kind == "person" and side.id == entity.id:
            other = movement(scene, entity) or whose(scene, entity) or government(scene, entity)
            if other is not None:
                scene.assign(entity.id, other)
    for side_id, (person, _) in find_heads(scene).heads.items():
        if scene.side(person).kind in ("person", "group") and named_party(cast.by_id[side_id]):
            scene.assign(person, side_id)


@rule("talks.presiding-is-no-side")
def presides(scene: Scene, person: Entity) -> bool:
    """Who heads or chairs a meeting speaks for those whose office the person holds, not for those who meet."""
    words = meeting_words("event-noun")
    chairs = [
        r for r in person.roles if any(w in words or w.removesuffix("s") in words for w in r.title.lower().split())
    ]
    if not chairs:
        return False
    other = next((r.of for r in person.roles if r not in chairs and r.of is not None), None) or whose(scene, person)
    side = scene.draft.cast.side(other) if other is not None else None
    if side is not None and side != person.id:
        scene.assign(person.id, side)
        return True
    return False


@rule("talks.side-of-movement")
def movement(scene: Scene, group: Entity) -> str | None:
    """ "The rebel delegation", "opposition leaders" belong to the one movement of that kind that the text names."""
    words = {w.lower() for m in group.mentions for w in m.text.replace("-", " ").split()[:12]}
    kinds = {
        meeting_words("movement-word").get(w) or meeting_words("movement-word").get(w.removesuffix("s")) for w in words
    }
    if "armed-group" in kinds:
        found = [e.id for e in scene.draft.cast.entities if e.kind == "armed-group"]
        return found[0] if len(found) == 1 else None
    if "opposition" in kinds:
        found = [
            e.id
            for e in scene.draft.cast.entities
            if e.kind in ("organisation", "group", "armed-group") and "pposition" in e.name
        ]
        return found[0] if len(found) == 1 and found[0] != group.id else None
    return None


@rule("talks.side-of-government")
def government(scene: Scene, entity: Entity) -> str | None:
    """ "The government's negotiator", "a government envoy" belong to the state that the text speaks of most."""
    words = {w.lower() for m in entity.mentions for w in m.text.split()[:6]} | {
        w for role in entity.roles for w in role.title.lower().split()
    }
    if "government" not in words:
        return None
    return scene.home()


@rule("talks.side-of-person")
def whose(scene: Scene, person: Entity) -> str | None:
    """A person called "A's X", "the leader of A, X" or "X of A" speaks for A."""
    parse = scene.parse
    for spot in person.mentions:
        tokens = parse.tokens_in(spot.start, spot.end)
        if not tokens or spot.form == "pronoun":
            continue
        head = parse.head_of(tokens.start, tokens.stop)
        for token in (head, *parse.kids(head, "appos")):
            for p in within(scene, token):
                if scene.draft.cast.by_id[p.entity].kind != "person" and named_party(scene.draft.cast.by_id[p.side]):
                    return p.side
        if parse.deps[head] == "appos":
            for p in within(scene, parse.heads[head]):
                if scene.draft.cast.by_id[p.entity].kind != "person" and named_party(scene.draft.cast.by_id[p.side]):
                    return p.side
    return None
