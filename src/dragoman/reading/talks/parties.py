"""Who is at a meeting: the parties behind a noun phrase."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.clauses import conjuncts
from dragoman.reading.talks.mention import Part
from dragoman.reading.talks.scene import PARTY_KINDS, Scene
from dragoman.record import Entity


def parts(scene: Scene, token: int) -> tuple[list[Part], bool]:
    """The parties behind a noun with all that is coordinated with it, and whether a group word stands for some.

    A person, a body or a delegation counts for its side; a plural such as "the ministers of A and B" for each of the
    sides named in it.
    """
    out: list[Part] = []
    group = False
    for t in conjuncts(scene.parse, token):
        found, many = _one(scene, t)
        out.extend(found)
        group = group or many
    return unique(out), group


def parts_of(scene: Scene, tokens: list[int]) -> tuple[list[Part], bool]:
    """The parties behind several nouns."""
    out: list[Part] = []
    group = False
    for token in tokens:
        found, many = parts(scene, token)
        out.extend(found)
        group = group or many
    return unique(out), group


def unique(found: list[Part]) -> list[Part]:
    """One part a side and entity, in order."""
    seen: dict[tuple[str, str], Part] = {}
    for part in found:
        seen.setdefault((part.side, part.entity), part)
    return list(seen.values())


def _one(scene: Scene, t: int) -> tuple[list[Part], bool]:
    parse = scene.parse
    entity = scene.entity(t)
    word = parse.lowers[t]
    plural = parse.tags[t] in ("NNS", "NNPS") or word in ("they", "them", "both", "two", "these")
    if entity is not None and entity.kind == "person" and not (plural and parse.tags[t] == "NNS"):
        nameless = len(entity.mentions) == 1 and entity.mentions[0].form != "name"
        if nameless and scene.side(entity.id).id == entity.id:
            return [], False  # "the deputy prime minister", of nobody knows whom
        return [Part(scene.side(entity.id).id, entity.id, t, t + 1)], False
    inside = within(scene, t)
    if entity is not None and entity.kind == "organisation" and is_forum(entity):
        return inside, False
    if entity is not None and entity.kind in ("state", "organisation", "armed-group", "government-body", "armed-force"):
        if len({p.side for p in inside}) > 1 and plural:
            return inside, False
        return [Part(scene.side(entity.id).id, entity.id, t, t + 1)], False
    if inside and (plural or len(inside) == 1):
        return inside, False
    home = scene.home() if entity is None else None
    if home is not None and (word == "government" or any(parse.lowers[k] == "government" for k in parse.children[t])):
        return [Part(home, home, t, t + 1)], False
    owned = any(parse.deps[k] == "poss" or parse.lowers[k] in ("these", "those") for k in parse.children[t])
    if plural and not inside and not owned and parse.tags[t] == "NNS" and word in meeting_words("group-word"):
        return [], True
    if entity is not None and entity.side is not None:
        return [Part(scene.side(entity.id).id, entity.id, t, t + 1)], False
    of_both = any(
        parse.lowers[d] in ("both", "two")
        for k in parse.children[t]
        if parse.deps[k] == "prep" and parse.lowers[k] in ("of", "from")
        for o in parse.kids(k, "pobj")
        for d in parse.children[o]
    )
    if of_both and not inside:
        return [], True
    number = parse.tags[t] == "CD" and word in meeting_words("group-word")
    if word in meeting_words("group-word") and (plural or number or word in ("other",)) and not owned:
        return [], True
    if entity is not None and entity.kind in ("group", "unnamed-source") and parse.pos[t] == "PRON":
        return [], True
    return [], False


def is_forum(entity: Entity) -> bool:
    """Whether a body is where parties meet rather than a party: a joint commission, a committee, a working group."""
    words = entity.name.lower().split()
    return bool(words) and (words[-1] in meeting_words("forum-noun") or words[0] in ("joint", "mixed"))


def within(scene: Scene, noun: int) -> list[Part]:
    """The parties named inside a noun phrase as its possessors, adjectives, compounds, or after ``of``/``from``."""
    parse = scene.parse
    out: list[Part] = []
    for k in parse.children[noun]:
        dep = parse.deps[k]
        if dep in ("compound", "amod", "nmod", "poss"):
            tokens = conjuncts(parse, k)
        elif dep == "prep" and parse.lowers[k] in ("of", "from", "between", "representing"):
            preps = [p for p in conjuncts(parse, k) if parse.pos[p] == "ADP"]
            tokens = [c for q in preps for p in parse.kids(q, "pobj") for c in conjuncts(parse, p)]
        else:
            continue
        for t in tokens:
            entity = scene.entity(t)
            if entity is not None and entity.kind == "organisation" and is_forum(entity):
                continue
            if entity is not None and (
                (entity.kind in PARTY_KINDS and entity.kind != "group") or entity.kind == "person"
            ):
                out.append(Part(scene.side(entity.id).id, entity.id, t, t + 1))
            elif entity is not None and entity.kind == "group" and entity.side is not None:
                out.append(Part(scene.side(entity.id).id, entity.id, t, t + 1))
    return unique(out)
