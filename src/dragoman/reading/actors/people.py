"""Names become people: which names are people's, and which of them name the same one."""

from __future__ import annotations

from dragoman.knowledge.people import given_names
from dragoman.knowledge.titles import past_honorifics, speaking_verbs
from dragoman.reading.actors.attach import Link
from dragoman.reading.actors.duties import office_of, party_of
from dragoman.reading.actors.registry import Registry, name_tokens
from dragoman.reading.actors.working import Actor, Phrase, Piece, Scene
from dragoman.record import rule

_IN = frozenset({"in", "at", "near", "outside", "around", "into", "through", "across"})
_NAMING = frozenset({"PROPN", "NOUN", "X"})
_NAMELESS_DEPS = frozenset({"compound", "amod", "nmod"})


def link_people(scene: Scene, registry: Registry, links: list[Link]) -> None:
    """Decide what every undecided name names, and give every person's name its person."""
    phrase_of: dict[int, list[Phrase]] = {}
    for phrase, name, _ in links:
        phrase_of.setdefault(id(name), []).append(phrase)
        name.what = "person"
    names = [p for p in scene.pieces if p.kind == "name" and p.what in ("person", "unknown")]
    speaking = speaking_verbs()
    titles = [_in_title(scene, p) for p in names]
    for piece, in_title in zip(names, titles, strict=True):
        if piece.what == "unknown":
            decide(scene, registry, piece, speaking, in_title)
    later: list[Piece] = []
    for piece, in_title in zip(names, titles, strict=True):
        if piece.what == "person" and not in_title and len(name_tokens(_bare(scene, piece))) > 1:
            _link(scene, registry, piece, phrase_of.get(id(piece), []))
        else:
            later.append(piece)
    later += surnames_again(scene, registry)
    for piece in later:
        if piece.what == "person":
            _link(scene, registry, piece, phrase_of.get(id(piece), []))
    for piece in later:
        if piece.what == "unknown":
            _leftover(scene, registry, piece)


def _in_title(scene: Scene, piece: Piece) -> bool:
    return scene.parse.segment(piece.first).kind == "title"


def _bare(scene: Scene, piece: Piece) -> str:
    """The name without honorifics."""
    first = past_honorifics(scene.parse.words, piece.first, piece.last)
    return scene.words(first, piece.last).replace("- ", "-")


def decide(scene: Scene, registry: Registry, piece: Piece, speaking: frozenset[str], in_title: bool) -> None:
    """Set ``what`` of an undecided name where its words or its place in the sentence tell."""
    for judge in (acronym, given_name_first, noun_behind, article_before, acts_like_person, place_preposition):
        verdict = judge(scene, piece, speaking)
        if verdict:
            piece.what, piece.rule = verdict, judge.id
            break
    else:
        if piece.last - piece.first in (2, 3, 4) and not in_title and two_names(scene, piece):
            piece.what, piece.rule = "person", two_names.id
    if piece.what in ("organisation", "armed-group"):
        name = scene.words(piece.first, piece.last)
        actor = registry.has_thing(name) or registry.thing(name, piece.what)
        piece.actor = actor
        actor.spot(scene.spot(piece.first, piece.last, piece.last - 1, "name", piece.rule))
    elif piece.what == "place":
        piece.actor = registry.thing(scene.words(piece.first, piece.last), "place")
        piece.actor.spot(scene.spot(piece.first, piece.last, piece.last - 1, "name", piece.rule))


def _two_capitals(scene: Scene, piece: Piece) -> bool:
    words = [scene.parse.words[i] for i in range(piece.first, piece.last)]
    return (
        sum(w[0].isupper() and not w.isupper() for w in words) > 1
        and all(
            scene.parse.tags[i] in ("NNP", "HYPH", "NNPS") or not scene.parse.words[i][0].isupper()
            for i in range(piece.first, piece.last)
        )
        and scene.parse.deps[piece.last - 1] not in _NAMELESS_DEPS
    )


@rule("actors.two-names")
def two_names(scene: Scene, piece: Piece) -> str:
    """Two to four capital words without an article that no word marks as anything else are a person's name."""
    return "person" if _two_capitals(scene, piece) and scene.parse.tags[piece.last - 1] != "NNPS" else ""


@rule("actors.given-name")
def given_name_first(scene: Scene, piece: Piece, speaking: frozenset[str]) -> str:
    """A name that begins with a known given name is a person's."""
    parse = scene.parse
    if piece.last - piece.first > 1 and parse.lowers[piece.first] in given_names():
        return "person"
    return ""


@rule("actors.acronym")
def acronym(scene: Scene, piece: Piece, speaking: frozenset[str]) -> str:
    """A single word of two to six capital letters that acts in the sentence is an organisation."""
    word = scene.parse.words[piece.first]
    if piece.last - piece.first == 1 and 2 <= len(word) <= 6 and word.isupper() and word.isalpha():
        dep = scene.parse.deps[piece.first]
        before = scene.parse.lowers[piece.first - 1] if piece.first else ""
        if dep in ("nsubj", "nsubjpass", "poss", "agent") or before == "the":
            return "organisation"
    return ""


@rule("actors.article-before-name")
def article_before(scene: Scene, piece: Piece, speaking: frozenset[str]) -> str:
    """A capital name after "the" that speaks or acts is an organisation, not a person."""
    if piece.first and scene.parse.lowers[piece.first - 1] == "the":
        last = piece.last - 1
        if scene.parse.deps[last] in ("nsubj", "nsubjpass") and scene.parse.lemmas[scene.parse.heads[last]] in speaking:
            return "organisation"
        return "thing"
    return ""


@rule("actors.noun-behind-name")
def noun_behind(scene: Scene, piece: Piece, speaking: frozenset[str]) -> str:
    """A name right before "rebels", "movement" or "province" names that kind of thing."""
    after = scene.at[piece.last] if piece.last < len(scene.at) else None
    if after is not None and after.kind == "noun" and scene.parse.deps[piece.last - 1] in _NAMELESS_DEPS:
        if after.what in ("armed-group", "organisation"):
            return str(after.what)
        return ""
    word = scene.parse.lowers[piece.last] if piece.last < len(scene.parse) else ""
    if word in ("province", "region", "city", "district", "valley", "area", "airport", "hotel", "town", "village"):
        return "place"
    return ""


@rule("actors.acts-like-person")
def acts_like_person(scene: Scene, piece: Piece, speaking: frozenset[str]) -> str:
    """A name that says something, or has "who" behind it, is a person's."""
    parse = scene.parse
    last = piece.last - 1
    head = parse.heads[last]
    if parse.tags[last] in ("NNPS", "NNS"):
        return ""
    if parse.deps[last] in ("nsubj", "nsubjpass") and parse.lemmas[head].lower() in speaking:
        return "person"
    for i in (piece.last, piece.last + 1):
        if i < len(parse) and parse.lowers[i] in ("who", "whom"):
            return "person"
    return ""


@rule("actors.place-preposition")
def place_preposition(scene: Scene, piece: Piece, speaking: frozenset[str]) -> str:
    """An unknown name after "in", "at" or "near" is a place."""
    parse = scene.parse
    before = parse.lowers[piece.first - 1] if piece.first else ""
    if before in _IN and parse.deps[piece.last - 1] in ("pobj", "compound", "conj", "appos"):
        return "place"
    return ""


def _link(scene: Scene, registry: Registry, piece: Piece, phrases: list[Phrase]) -> None:
    bare = _bare(scene, piece)
    long = len(name_tokens(bare)) > 1
    owners = [party_of(office_of(p, registry)) for p in phrases if not p.piece.plural and p.state == "current"]
    first, last, state = state_of_name(scene, registry, piece)
    side = next((o for o in owners if o is not None), party_of(state))
    offices = {p.piece.what for p in phrases if p.piece.kind == "title"}
    best: Actor | None = None
    score = 0.0
    candidates = registry.namesakes(bare)
    only_first = len(candidates) == 1 and candidates[0][1] == 1 and not long
    for actor, fit in candidates:
        if piece.gender and actor.gender and piece.gender != actor.gender:
            continue
        called_by_first = only_first and scene.quoted[piece.first]
        if (
            fit == 1
            and (long or bare.lower() in given_names())
            and not (called_by_first or _first_is_family(actor, bare))
        ):
            continue
        had = actor.duties
        value = float(fit)
        if side is not None and actor.side is not None and side is not actor.side:
            if fit < 3:
                continue
            value -= 1
        if offices and had:
            value += 0.5 if offices & {d.office for d in had} else -0.4
        recent = actor.spots[-1].start if actor.spots else 0
        value += 0.2 if recent <= piece.start else 0.0
        if value > score:
            best, score = actor, value
    how = full_name.id
    if best is None:
        best = registry.person(bare, piece.gender)
        best.gender = best.gender or given_names().get(scene.parse.lowers[piece.first], "")
    else:
        how = surname_after_full_name.id if len(name_tokens(bare)) < len(name_tokens(best.name)) else full_name.id
        registry.called(best, bare)
        best.gender = best.gender or piece.gender
        if len(name_tokens(bare)) > len(name_tokens(best.name)):
            best.aliases[best.name] = None
            best.name = bare
    if bare != best.name:
        best.aliases[bare] = None
    if side is not None and best.side is None:
        best.side = side
    for phrase in phrases:
        best.gender = best.gender or phrase.piece.gender
    piece.actor = best
    best.rules[how] = None
    if piece.rule:
        best.rules[piece.rule] = None
    prefix = next((p for p in phrases if p.last == piece.first and not p.piece.plural), None)
    if prefix is not None:
        first = prefix.first
    piece.owner = state
    if state is not None:
        best.rules[state_of_name.id] = None
        best.side = best.side or party_of(state)
    best.spot(scene.spot(first, last, piece.last - 1, "name", how))


def _first_is_family(actor: Actor, bare: str) -> bool:
    first = name_tokens(actor.name)[:1]
    return first == name_tokens(bare)[:1] and len(name_tokens(bare)) == 1 and first[0] not in given_names()


@rule("actors.full-name")
def full_name(name: str) -> bool:
    """A person's name as it first stands, or in full again, is that person."""
    return len(name_tokens(name)) > 1


@rule("actors.surname-after-full-name")
def surname_after_full_name(name: str, full: str) -> bool:
    """A surname, or another spelling of one, is the person whose full name stands elsewhere in the text."""
    return name_tokens(full)[-1:] == name_tokens(name)[-1:]


def _leftover(scene: Scene, registry: Registry, piece: Piece) -> None:
    """An undecided single name is a person when it is part of a person's name that the text has."""
    after = scene.at[piece.last] if piece.last < len(scene.at) else None
    bare = _bare(scene, piece)
    found = [a for a, fit in registry.namesakes(bare) if fit >= 2]
    if not found and after is not None and after.kind == "title" and after.first == piece.last:
        name_before_title(scene, registry, piece)
        return
    if found:
        piece.what = "person"
        _link(scene, registry, piece, [])
        return
    actor = registry.has_thing(bare)
    if actor is not None:
        piece.actor = actor
        actor.spot(scene.spot(piece.first, piece.last, piece.last - 1, "name", full_name.id))


@rule("actors.name-before-title")
def name_before_title(scene: Scene, registry: Registry, piece: Piece) -> None:
    """An unknown name right before a title ("Akita spokesman") is the organisation whose title it is."""
    name = scene.words(piece.first, piece.last)
    piece.what = "organisation"
    piece.actor = registry.has_thing(name) or registry.thing(name, "organisation")
    piece.actor.spot(scene.spot(piece.first, piece.last, piece.last - 1, "name", name_before_title.id))


@rule("actors.surname-again")
def surnames_again(scene: Scene, registry: Registry) -> list[Piece]:
    """A capital word that ends a person's name elsewhere in the text is that surname, however it was parsed."""
    parse = scene.parse
    families = set()
    for actor in registry.people:
        words = actor.name.split()
        families.add(words[-1])
        if words[0].lower() not in given_names():
            families.add(words[0])
    found = []
    for i, word in enumerate(parse.words):
        if (
            word in families
            and scene.at[i] is None
            and word[0].isupper()
            and (len(word) > 2 or parse.pos[i] in _NAMING)
        ):
            piece = Piece("name", i, i + 1, parse.starts[i], parse.ends[i], "person", rule=surnames_again.id)
            scene.put(piece)
            found.append(piece)
    scene.pieces.sort(key=lambda p: p.first)
    return found


@rule("actors.state-before-name")
def state_of_name(scene: Scene, registry: Registry, piece: Piece) -> tuple[int, int, Actor | None]:
    """ "Peru's Ana Rojas" and "Ana Rojas of Peru" speak for Peru; gives the mention's tokens and the state."""
    parse = scene.parse
    first, last = piece.first, piece.last
    before = scene.at[first - 2] if first > 1 and parse.tags[first - 1] == "POS" else None
    if before is None and first:
        before = scene.at[first - 1]
        if before is not None and (before.kind != "known" or before.use != "adjective"):
            before = None
    if before is not None and before.kind == "known" and before.actor is not None and _speaks(before.actor):
        return before.first, last, before.actor
    if last + 1 < len(parse) and parse.lowers[last] == "of":
        j = last + 1 + (parse.lowers[last + 1] == "the")
        after = scene.at[j] if j < len(parse) else None
        if after is not None and after.first == j and after.actor is not None and _speaks(after.actor):
            return first, after.last, after.actor
    return first, last, None


def _speaks(actor: Actor) -> bool:
    return actor.kind in ("state", "organisation", "armed-group", "government-body")
