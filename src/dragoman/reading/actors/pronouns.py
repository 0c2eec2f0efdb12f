"""He, she, it, they and who."""

from __future__ import annotations

from dragoman.reading.actors.history import History
from dragoman.reading.actors.working import Actor, Scene
from dragoman.record import rule

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
WHO = frozenset({"who", "whom", "whose", "which"})
PRONOUNS = HE | SHE | IT | THEY | WHO
_FARTHEST = 4
_COLLECTIVE = frozenset({"organisation", "armed-group", "armed-force", "government-body", "group", "unnamed-source"})


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
    return _best(
        scene,
        history,
        i,
        lambda a: a.kind in ("person", "unnamed-source") and not a.plural and a.gender in ("", gender),
        gender,
    )


@rule("actors.it")
def thing_pronoun(scene: Scene, history: History, i: int) -> Actor | None:
    """ "Its", and "it" where it acts or is acted on, are the nearest state or body that is a subject."""
    parse = scene.parse
    if parse.lowers[i] == "it" and _empty_it(scene, i):
        return None
    return _best(
        scene,
        history,
        i,
        lambda a: a.kind in ("state", "organisation", "armed-group", "armed-force", "government-body") and not a.plural,
        "",
        1,
    )


@rule("actors.they")
def plural_pronoun(scene: Scene, history: History, i: int) -> Actor | None:
    """ "They" are the nearest group of people, else the two sides, else a body that counts as many."""
    found = _best(scene, history, i, lambda a: a.plural, "", 2)
    if found is None:
        found = _best(scene, history, i, lambda a: a.kind in _COLLECTIVE, "", 1)
    return found


def _best(scene: Scene, history: History, i: int, fits: object, gender: str, farthest: int = _FARTHEST) -> Actor | None:
    assert callable(fits)
    parse = scene.parse
    best: Actor | None = None
    weight = -1e9
    clause = _clause(scene, i)
    for spot, actor in history.back():
        away = parse.sent_of[i] - parse.sent_of[spot.first]
        if away > farthest:
            break
        if not fits(actor):
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
        value = history.weigh(spot, i)
        if gender and actor.gender == gender:
            value += 1.0
        if parse.segment(spot.first).kind == "title":
            value -= 4.0
        if value > weight:
            best, weight = actor, value
    return best


def _clause(scene: Scene, i: int) -> int:
    return scene.parse.sentence(i)[0]


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
