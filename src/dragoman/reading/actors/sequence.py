"""The second pass: through the text once, giving titles, nouns and pronouns to those they mean."""

from __future__ import annotations

from dragoman.reading.actors.groups import resolve_group
from dragoman.reading.actors.history import History
from dragoman.reading.actors.holders import resolve_holder
from dragoman.reading.actors.pairs import pair_of, the_two
from dragoman.reading.actors.pronouns import PRONOUNS, THEY, resolve_pronoun, two_before
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Phrase, Scene, Spot
from dragoman.record import MentionForm, rule

_MOVEMENTS = frozenset({"organisation", "armed-group"})
_SILENT_DEPS = frozenset({"compound", "nmod", "amod"})


def resolve(scene: Scene, registry: Registry, phrases: list[Phrase]) -> None:
    """Pass through the text and add the mentions that only make sense after what came before."""
    parse = scene.parse
    history = History(parse)
    todo: list[tuple[int, int, int, str, object]] = []
    for actor in registry.actors:
        for spot in actor.spots:
            todo.append((spot.last, 0, -spot.first, "spot", (spot, actor)))
    for phrase in phrases:
        if phrase.actor is None:
            todo.append((phrase.last, 1, -phrase.first, "phrase", phrase))
    for i, low in enumerate(parse.lowers):
        if low in PRONOUNS:
            todo.append((i + 1, -1, -i, "pronoun", i))
        elif low in ("two", "three", "both") and scene.at[i] is None:
            todo.append((i + 1, -1, -i, "two", i))
    todo.sort(key=lambda t: t[:3])
    for _, _, _, what, item in todo:
        if what == "spot":
            spot, actor = item  # type: ignore[misc]
            history.add(spot, actor)
        elif what == "pronoun":
            assert isinstance(item, int)
            _pronoun(scene, registry, history, item)
        elif what == "two":
            assert isinstance(item, int)
            if (pair := the_two(scene, registry, history, item)) is not None:
                pair[0].spot(pair[1])
                history.add(pair[1], pair[0])
        else:
            assert isinstance(item, Phrase)
            _phrase(scene, registry, history, item)


def _pronoun(scene: Scene, registry: Registry, history: History, i: int) -> None:
    found = resolve_pronoun(scene, history, i)
    if found is None and scene.parse.lowers[i] in THEY:
        members = two_before(scene, history, i)
        if members:
            found = pair_of(scene, registry, history, i, members), two_before.id
    if found is None:
        return
    actor, rule_id = found
    spot = scene.spot(i, i + 1, i, "pronoun", rule_id)
    actor.spot(spot)
    history.add(spot, actor)
    scene.meant[i] = actor


def _phrase(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> None:
    parse = scene.parse
    piece = phrase.piece
    name = scene.at[phrase.last] if phrase.last < len(parse) else None
    if (
        name is not None
        and name.first == phrase.last
        and name.actor is not None
        and noun_before_name(phrase, name.actor)
    ):
        phrase.actor = name.actor
        for spot in name.actor.spots:
            if spot.first == name.first:
                spot.first, spot.start = phrase.first, parse.starts[phrase.first]
                name.actor.rules[noun_before_name.id] = None
                break
        return
    if parse.deps[phrase.head] in _SILENT_DEPS and _before_head(scene, phrase):
        return
    if parse.segment(phrase.first).kind == "title" and not phrase.owners:
        return
    found: tuple[Actor, str] | None = None
    if piece.kind == "title" and not piece.plural:
        found = resolve_holder(scene, registry, history, phrase)
    else:
        found = resolve_group(scene, registry, history, phrase)
        if found is None and piece.kind == "noun" and piece.what in ("official", "observer") and not piece.plural:
            found = resolve_holder(scene, registry, history, phrase)
    if found is None:
        return
    actor, rule_id = found
    phrase.actor = actor
    form: MentionForm = "title" if piece.kind == "title" and not piece.plural and actor.kind == "person" else "nominal"
    spot = Spot(
        parse.starts[phrase.first], parse.ends[phrase.last - 1], phrase.first, phrase.last, phrase.head, form, rule_id
    )
    actor.spot(spot)
    history.add(spot, actor)


@rule("actors.noun-before-name")
def noun_before_name(phrase: Phrase, actor: Actor) -> bool:
    """A noun right before the name of such a thing ("the former rebel movement Akita") is part of the mention."""
    kinds = {"organisation": _MOVEMENTS, "armed-group": _MOVEMENTS, "place": {"place"}, "body": {"government-body"}}
    return phrase.piece.kind == "noun" and not phrase.piece.plural and actor.kind in kinds.get(phrase.piece.what, ())


def _before_head(scene: Scene, phrase: Phrase) -> bool:
    parse = scene.parse
    head = parse.heads[phrase.head]
    if scene.at[head] is None and parse.deps[head] in ("advcl", "ROOT", "ccomp", "relcl", "conj"):
        return False  # the parser took a verb for a noun: "while the envoy travels"
    return head >= phrase.last and head - phrase.last < 6
