"""He, she, it, they and who."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.reading.actors.history import History
from dragoman.reading.actors.working import Actor, Scene, Spot
from dragoman.record import rule

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
WHO = frozenset({"who", "whom", "whose", "which"})
PRONOUNS = HE | SHE | IT | THEY | WHO
_FARTHEST = 4
_COLLECTIVE = frozenset({"organisation", "armed-group", "armed-force", "government-body", "group"})
_THINGS = frozenset({"state", "organisation", "armed-group", "armed-force", "government-body"})


def resolve_pronoun(scene: Scene, history: History, i: int) -> tuple[Actor, str] | None:
    """The actor that the pronoun at token i means, and the rule that says so, or None when it stays open."""
    low = scene.parse.lowers[i]
    if low in WHO:
        actor = relative(scene, history, i)
        return (actor, relative.id) if actor is not None else None
    if low in HE or low in SHE:
        actor = person_pronoun(scene, history, i)
        return (actor, person_pronoun.id) if actor is not None else None
    if low in IT:
        actor = thing_pronoun(scene, history, i)
        return (actor, thing_pronoun.id) if actor is not None else None
    actor = plural_pronoun(scene, history, i)
    return (actor, plural_pronoun.id) if actor is not None else None


@rule("actors.relative-pronoun")
def relative(scene: Scene, history: History, i: int) -> Actor | None:
    """ "Who" is the person or group that its clause is about."""
    parse = scene.parse
    if parse.lowers[i] == "which" and not (i and (parse.words[i - 1] == "," or parse.tags[i - 1] == "IN")):
        return None
    for spot, actor in history.back(3):
        right_before = spot.last == i or (spot.last == i - 1 and parse.words[i - 1] == ",")
        if right_before and actor.kind == "person" and parse.lowers[i] != "which":
            return actor  # a person right before is meant, whatever the parse joins the clause to
    head = i
    for above in parse.ancestors(i):
        if parse.deps[head] == "relcl":
            for spot, actor in history.back(12):
                if (spot.last - 1 == above or spot.head == above) and spot.last <= i:
                    return actor if _may_be(parse.lowers[i], actor) else None
            break
        head = above
    for spot, actor in history.back(3):
        near = spot.last == i or (spot.last == i - 1 and parse.words[i - 1] == ",")
        if near and _may_be(parse.lowers[i], actor):
            return actor
    return None


def _may_be(pronoun: str, actor: Actor) -> bool:
    if pronoun == "which":
        return actor.kind not in ("person", "place")
    return pronoun == "whose" or actor.kind not in ("state", "place")


@rule("actors.he-or-she")
def person_pronoun(scene: Scene, history: History, i: int) -> Actor | None:
    """ "He" and "she" are the nearest person of that gender, subjects and speakers before others."""
    parse = scene.parse
    gender = "male" if parse.lowers[i] in HE else "female"

    def one(actor: Actor, spot: Spot) -> float | None:
        if actor.kind not in ("person", "unnamed-source") or actor.plural or actor.gender not in ("", gender):
            return None
        return 1.0 if actor.gender else 0.0

    return _best(scene, history, i, one, _FARTHEST)


@rule("actors.it")
def thing_pronoun(scene: Scene, history: History, i: int) -> Actor | None:
    """ "Its", and "it" where it acts or is acted on, are the nearest state or body that is a subject."""
    parse = scene.parse
    if parse.lowers[i] == "it" and _empty_it(scene, i):
        return None

    def it(actor: Actor, spot: Spot) -> float | None:
        if actor.kind not in _THINGS or actor.plural or parse.tags[spot.head] in ("NNS", "NNPS"):
            return None
        return 0.0

    return _best(scene, history, i, it, 1)


@rule("actors.they")
def plural_pronoun(scene: Scene, history: History, i: int) -> Actor | None:
    """ "They" are the nearest group of people or people of a state, else a body that counts as many."""
    tags = scene.parse.tags

    def many(actor: Actor, spot: Spot) -> float | None:
        if actor.plural:
            return 2.0
        if actor.kind in ("person", "place"):
            return None
        if tags[spot.head] in ("NNS", "NNPS"):
            return 2.0
        if actor.kind in _COLLECTIVE:
            return 0.0
        return None

    return _best(scene, history, i, many, 2)


@rule("actors.they-two")
def two_before(scene: Scene, history: History, i: int) -> list[Actor]:
    """ "They" without a group before are the two people of the sentence before ("X met Y. They agreed …")."""
    people: list[Actor] = []
    for spot, actor in history.back(20):
        if scene.parse.sent_of[i] - scene.parse.sent_of[spot.first] > 1:
            break
        if actor.kind == "person" and not actor.plural and actor not in people:
            people.append(actor)
    return people[::-1] if len(people) == 2 else []


def _best(
    scene: Scene, history: History, i: int, fits: Callable[[Actor, Spot], float | None], farthest: int
) -> Actor | None:
    """The mention that fits best: ``fits`` gives a bonus, or None where a mention cannot be meant."""
    parse = scene.parse
    best: Actor | None = None
    weight = -1e9
    clause = parse.sentence(i)[0]
    beside = _beside(scene, i)
    verb = _own_verb(scene, i)
    for spot, actor in history.back():
        away = parse.sent_of[i] - parse.sent_of[spot.first]
        if away > farthest:
            break
        bonus = fits(actor, spot)
        if bonus is None or actor in beside:
            continue
        if (
            parse.tags[i] != "PRP$"
            and spot.first >= clause
            and parse.heads[spot.head] == parse.heads[i]
            and spot.head != i
        ):
            continue  # "he met him": two arguments of one verb are two people
        if spot.first <= i < spot.last:
            continue
        value = history.weigh(spot, i) + bonus
        if verb is not None and parse.heads[spot.head] == verb and parse.deps[spot.head] in ("nsubj", "nsubjpass"):
            value += 4.0
        if scene.quoted[spot.first] and not scene.quoted[i]:
            value -= 6.0
        if parse.segment(spot.first).kind == "title":
            value -= 4.0
        if value > weight:
            best, weight = actor, value
    return best


def _own_verb(scene: Scene, i: int) -> int | None:
    """The verb whose subject owns what "its" and "his" stand before, or to which "itself" goes back."""
    parse = scene.parse
    if parse.tags[i] != "PRP$" and not parse.lowers[i].endswith(("self", "selves")):
        return None
    j = i
    for above in parse.ancestors(i):
        if parse.deps[j] in ("nsubj", "nsubjpass"):
            return None
        if parse.pos[above] == "VERB":
            return above
        j = above
    return None


def _beside(scene: Scene, i: int) -> list[Actor]:
    """Actors joined to a pronoun by "and": "he and Rojas" are two."""
    parse = scene.parse
    if parse.tags[i] == "PRP$":
        return []
    joined = parse.kids(i, "conj")
    if parse.deps[i] == "conj":
        joined.append(parse.heads[i])
    return [piece.actor for k in joined if (piece := scene.at[k]) is not None and piece.actor is not None]


def _empty_it(scene: Scene, i: int) -> bool:
    """ "It is clear that", "it took three hours": nothing is meant."""
    parse = scene.parse
    dep, head = parse.deps[i], parse.heads[i]
    if dep == "expl":
        return True
    if dep in ("nsubj", "nsubjpass"):
        lemma = parse.lemmas[head]
        if lemma in ("be", "seem", "appear", "take", "happen", "remain", "become", "come", "mean", "follow", "make"):
            return True
        return dep == "nsubjpass" or (
            parse.kid(head, "ccomp") is not None
            and lemma
            not in (
                "say",
                "announce",
                "add",
                "warn",
                "insist",
                "accuse",
                "deny",
                "declare",
                "state",
                "believe",
                "hope",
                "want",
            )
        )
    return dep == "dobj"
