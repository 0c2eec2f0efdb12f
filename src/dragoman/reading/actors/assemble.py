"""The finished cast: entities in the order of their first mention, each with its side, roles and mentions."""

from __future__ import annotations

from dragoman.knowledge.titles import speaking_verbs
from dragoman.reading.actors.duties import party_of
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Scene, Spot
from dragoman.reading.cast import Cast
from dragoman.reading.draft import Draft
from dragoman.record import Entity, Mention, Role, rule


def assemble(draft: Draft, scene: Scene, registry: Registry) -> Cast:
    """Make entities of the actors that have mentions, and of the sides that those need."""
    for actor in registry.actors:
        actor.spots = _unique(actor.spots)
        unnamed_source(scene, actor)
    mentioned = [a for a in registry.actors if a.spots]
    mentioned.sort(key=lambda a: (a.spots[0].start, -a.spots[0].end))
    listed = list(mentioned)
    have = {id(a) for a in listed}
    for actor in mentioned:
        for other in (party_of(actor), actor.side, *(d.of for d in actor.duties)):
            if other is not None and id(other) not in have:
                have.add(id(other))
                listed.append(other)
    ids = {id(a): f"e{n}" for n, a in enumerate(listed, 1)}
    return Cast(_entity(draft, a, ids) for a in listed)


def _unique(spots: list[Spot]) -> list[Spot]:
    kept: dict[tuple[int, int], Spot] = {}
    for spot in spots:
        kept.setdefault((spot.start, spot.end), spot)
    return sorted(kept.values(), key=lambda s: (s.start, -s.end))


@rule("actors.unnamed-source")
def unnamed_source(scene: Scene, actor: Actor) -> None:
    """Officials, diplomats or observers who say something without a name are an unnamed source."""
    if actor.kind not in ("group", "unnamed-source") or actor.noun in ("journalist", "") or actor.members:
        return
    parse = scene.parse
    speaking = speaking_verbs()
    for spot in actor.spots:
        head = spot.head
        verb = parse.heads[head]
        said = parse.deps[head] == "nsubj" and parse.lemmas[verb].lower() in speaking
        according = (
            parse.deps[head] == "pobj" and parse.lowers[verb] == "to" and parse.lowers[parse.heads[verb]] == "according"
        )
        if said or according:
            actor.kind = "unnamed-source"
            actor.rules[unnamed_source.id] = None
            first = actor.spots[0]
            actor.says = " ".join(parse.text[first.start : first.end].split())
            return


def _entity(draft: Draft, actor: Actor, ids: dict[int, str]) -> Entity:
    text = draft.text
    side = party_of(actor)
    if side is not None and (side.members or (side.kind == "group" and side.noun)):
        side = None  # some people, or two parties at once, are no party
    wants_side = side is not None and side is not actor
    country = actor.country or (side.country if side is not None else "")
    codes: dict[str, str] = {}
    if actor.wikidata:
        codes["wikidata"] = actor.wikidata
    if actor.kind == "state" and actor.party:
        codes["iso3166"] = actor.party
    aliases = dict(actor.aliases)
    for spot in actor.spots:
        if spot.form == "name" and actor.kind not in ("person",):
            form = " ".join(text[spot.start : spot.end].split())
            if form != actor.name:
                aliases[form] = None
    return Entity(
        id=ids[id(actor)],
        name=actor.name,
        kind=actor.kind,  # type: ignore[arg-type]
        country=country or None,
        side=ids[id(side)] if wants_side and side is not None else None,
        roles=tuple(
            Role(
                title=d.title,
                of=ids.get(id(d.of)) if d.of is not None else None,
                from_=d.since,
                to=d.until,
                known_from=d.known_from,
                anchor=d.anchor,
                office=d.office or None,
                state=d.state,  # type: ignore[arg-type]
                rule=d.rule,
            )
            for d in actor.duties
        ),
        ids=codes,
        aliases=tuple(aliases),
        mentions=tuple(
            Mention(start=s.start, end=s.end, text=text[s.start : s.end], form=s.form, rule=s.rule) for s in actor.spots
        ),
        says=actor.says,
        rules=tuple(actor.rules),
    )
