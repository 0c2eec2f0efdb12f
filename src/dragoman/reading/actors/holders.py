"""Titles without a name: the prime minister, the Peruvian envoy, his Chilean counterpart, a US official."""

from __future__ import annotations

from dragoman.reading.actors.duties import give_duty, office_of, party_of
from dragoman.reading.actors.history import History
from dragoman.reading.actors.registry import Registry
from dragoman.reading.actors.working import Actor, Phrase, Scene
from dragoman.record import rule

_GENERIC = {
    "leader": ("president", "prime-minister", "monarch", "supreme-leader", "party-leader", "chancellor", "rebel-leader",
               "crown-prince"),
    "envoy": ("ambassador", "special-representative", "chief-negotiator", "negotiator", "mediator"),
    "diplomat": ("ambassador", "foreign-minister", "secretary-of-state", "deputy-foreign-minister", "envoy",
                 "special-representative", "high-representative", "undersecretary-of-state"),
    "minister": ("foreign-minister", "defence-minister", "interior-minister", "finance-minister", "trade-minister",
                 "oil-minister", "justice-minister", "deputy-foreign-minister"),
    "official": ("deputy-foreign-minister", "undersecretary-of-state", "spokesman", "spokeswoman", "spokesperson"),
    "foreign-minister": ("secretary-of-state", "high-representative"),
    "spokesperson": ("spokesman", "spokeswoman"),
    "negotiator": ("chief-negotiator",),
    "mediator": ("envoy", "special-representative"),
    "general": ("commander", "chief-of-staff"),
    "commander": ("general", "rebel-leader"),
}  # fmt: skip


def offices_agree(asked: str, held: str) -> bool:
    """Whether the holder of one office may be spoken of by another title ("minister" for a foreign minister)."""
    if not asked or not held:
        return False
    return asked == held or held in _GENERIC.get(asked, ()) or held.endswith(f"-{asked}")


def resolve_holder(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> tuple[Actor, str] | None:
    """The person that a singular title without a name means, and the rule that says so."""
    if phrase.piece.level == "counterpart" or phrase.piece.what == "counterpart":
        return counterpart(scene, registry, history, phrase)
    if _predicate(scene, phrase):
        return None
    of = office_of(phrase, registry)
    owner = scene.meant.get(phrase.pronoun) if phrase.pronoun is not None else None
    if of is None and owner is not None:
        of = party_of(owner)
    office = phrase.piece.what if phrase.piece.kind == "title" else phrase.piece.level
    definite = phrase.determiner in ("the", "this", "that", "poss") or phrase.pronoun is not None
    if definite or (not phrase.determiner and phrase.owners):
        for find in (title_of_known_person, known_holder):
            actor = find(scene, history, phrase, office, of)
            if actor is not None and actor is not owner:
                return actor, find.id
    if phrase.determiner in ("", "no", "any", "every", "each") and not phrase.owners and not phrase.number:
        return None
    if definite and of is None and phrase.pronoun is None:
        actor = description_of_last(scene, history, phrase)
        if actor is not None:
            give_duty(scene, registry, actor, phrase, None, description_of_last.id)
            return actor, description_of_last.id
    if (phrase.determiner or phrase.number) in ("a", "an", "one"):
        actor = unnamed_then_named(scene, registry, phrase, office, of)
        if actor is not None:
            give_duty(scene, registry, actor, phrase, of, unnamed_then_named.id)
            return actor, unnamed_then_named.id
    if phrase.piece.kind == "noun" or (phrase.determiner or phrase.number) in ("a", "an", "another", "one"):
        return _unnamed(scene, registry, history, phrase, of), unnamed_person.id
    for look in (title_before_its_name, named_next):
        actor = look(scene, registry, phrase, office, of)
        if actor is not None:
            give_duty(scene, registry, actor, phrase, of, look.id)
            return actor, look.id
    return _office_holder(scene, registry, history, phrase, office, of), unnamed_holder.id


@rule("actors.title-of-known-person")
def title_of_known_person(
    scene: Scene, history: History, phrase: Phrase, office: str, of: Actor | None
) -> Actor | None:
    """A definite title means the person nearest before who holds that office, of the same state when one is named."""
    side = party_of(of)
    word = scene.parse.lowers[phrase.piece.first] if phrase.piece.last - phrase.piece.first == 1 else ""
    best: Actor | None = None
    weight = 0.0
    for spot, actor in history.back():
        if actor.kind not in ("person", "unnamed-source") or actor.plural:
            continue
        if not actor.duties and office in _GENERIC and of is None and actor.kind == "person":
            value = history.weigh(spot, phrase.first) + 94.0
            if value > weight:
                best, weight = actor, value
        for duty in actor.duties:
            if not offices_agree(office, duty.office) and word not in duty.title.lower().split():
                continue
            holder = party_of(duty.of) or actor.side
            if side is not None and holder is not None and holder is not side:
                continue
            if side is not None and holder is None:
                continue
            value = history.weigh(spot, phrase.first) + 100.0 - 5.0 * scene.quoted[spot.first]
            if duty.office == office or word in duty.title.lower().split():
                value += 50.0
            if value > weight:
                best, weight = actor, value
    return best


@rule("actors.office-known-beforehand")
def known_holder(scene: Scene, history: History, phrase: Phrase, office: str, of: Actor | None) -> Actor | None:
    """ "The Peruvian president" is the person in the text who is known to have been president of Peru."""
    side = party_of(of)
    if side is None or not side.party:
        return None
    for _, actor in history.back():
        if any(offices_agree(office, t.office) and t.of == side.party for t in actor.held):
            return actor
    return None


@rule("actors.description-of-last")
def description_of_last(scene: Scene, history: History, phrase: Phrase) -> Actor | None:
    """ "The former general", "the cardinal" without a state describe the person last spoken of."""
    if phrase.state != "former" and phrase.piece.level not in ("military", "other"):
        return None
    sentence = scene.parse.sent_of[phrase.first]
    best: Actor | None = None
    weight = 0.0
    for spot, actor in history.back(12):
        if sentence - scene.parse.sent_of[spot.first] > 1:
            break
        if actor.kind == "person" and not actor.plural and not scene.quoted[spot.first]:
            value = history.weigh(spot, phrase.first)
            if value > weight:
                best, weight = actor, value
    return best


def _predicate(scene: Scene, phrase: Phrase) -> bool:
    """Whether "a mediator" says what somebody is and does not point at anybody."""
    parse = scene.parse
    if phrase.determiner not in ("a", "an", ""):
        return False
    dep, head = parse.deps[phrase.head], parse.heads[phrase.head]
    return dep in ("attr", "oprd") or (dep == "pobj" and parse.lowers[head] == "as")


@rule("actors.title-before-its-name")
def title_before_its_name(
    scene: Scene, registry: Registry, phrase: Phrase, office: str, of: Actor | None
) -> Actor | None:
    """A title that nobody before holds is the one person whom the text names with the same office further on."""
    side = party_of(of)
    if side is None:
        return None
    word = scene.parse.lowers[phrase.piece.last - 1]

    def agrees(held: str) -> bool:
        return offices_agree(office, held) or (offices_agree(held, office) and held.endswith(word))

    return registry.named_with(agrees, side)


@rule("actors.named-in-next-sentence")
def named_next(scene: Scene, registry: Registry, phrase: Phrase, office: str, of: Actor | None) -> Actor | None:
    """After "Peru's envoy arrived.", an untitled new name that begins one of the next two sentences is the envoy's."""
    parse = scene.parse
    if of is None or parse.deps[phrase.head] not in ("nsubj", "nsubjpass") or scene.quoted[phrase.first]:
        return None
    at = parse.sent_of[phrase.first]
    for first, last in parse.sents[at + 1 : at + 3]:
        while first < last and scene.at[first] is None and not parse.words[first][0].isalnum():
            first += 1
        piece = scene.at[first] if first < last else None
        actor = piece.actor if piece is not None and piece.kind == "name" else None
        if piece is not None and actor is not None and actor.kind == "person":
            new = min(s.first for s in actor.spots) == piece.first and piece.last - piece.first > 1
            return actor if new and not actor.duties and actor.side is None else None
        if any(p is not None and p.kind == "name" for p in scene.at[first:last]):
            return None
    return None


@rule("actors.unnamed-then-named")
def unnamed_then_named(scene: Scene, registry: Registry, phrase: Phrase, office: str, of: Actor | None) -> Actor | None:
    """After "a UN spokeswoman said", "Spokeswoman Ana Rojas" in one of the next two sentences is her name."""
    parse = scene.parse
    at = parse.sent_of[phrase.first]
    for first, last in parse.sents[at + 1 : at + 3]:
        title = next((p for p in scene.at[first : min(last, first + 3)] if p is not None), None)
        actor = title.phrase.actor if title is not None and title.phrase is not None else None
        if title is None or actor is None or actor.kind != "person" or title.kind != "title":
            continue
        bare = title.phrase is not None and not title.phrase.owners and not title.phrase.determiner
        if title.what == office and bare and actor.side in (None, party_of(of)):
            return actor
    return None


@rule("actors.counterpart")
def counterpart(scene: Scene, registry: Registry, history: History, phrase: Phrase) -> tuple[Actor, str] | None:
    """ "His Chilean counterpart" holds the same office as the person that "his" means, for the other state."""
    of = office_of(phrase, registry)
    meant = scene.meant.get(phrase.pronoun) if phrase.pronoun is not None else None
    if meant is not None and meant.kind == "government-body":
        return _other_body(registry, history, meant, of), counterpart.id
    person = meant if meant is not None and meant.kind == "person" and meant.duties else None
    for _, one in history.back(20):
        if person is not None:
            break
        if one.kind == "person" and one.duties and party_of(one.side) is not party_of(of):
            person = one
    if person is None:
        return None
    duty = next((d for d in person.duties if d.office), person.duties[-1])
    for _, actor in history.back():
        if actor.kind != "person" or actor is person:
            continue
        same = any(d.office in (duty.office, "counterpart") for d in actor.duties)
        if same and (of is None or actor.side is party_of(of)):
            return actor, counterpart.id
    side = party_of(of)
    if side is not None:
        later = registry.named_with(lambda held: offices_agree(held, duty.office) or held == duty.office, side)
        if later is not None and later is not person:
            return later, counterpart.id
    actor = registry.add(Actor(f"{duty.title} of {of.name}" if of is not None else phrase.piece.what, "person"))
    give_duty(scene, registry, actor, phrase, of, counterpart.id)
    actor.duties[-1].office = duty.office
    actor.duties[-1].level = duty.level
    actor.duties[-1].title = duty.title.split(" to ")[0].split(" of ")[0]
    return actor, counterpart.id


def _other_body(registry: Registry, history: History, body: Actor, of: Actor | None) -> Actor:
    """The same body of the other state: a ministry's counterpart is a ministry."""
    key = ("counterpart", str(id(body)), str(id(of)))
    actor = history.by_key.get(key)
    if actor is None:
        actor = registry.add(Actor(f"counterpart of {body.name}", body.kind, noun=body.noun))
        actor.side = party_of(of)
        history.by_key[key] = actor
    return actor


@rule("actors.unnamed-office-holder")
def unnamed_holder(phrase: Phrase) -> bool:
    """A definite title that no name in the text fills is a person of its own."""
    return phrase.piece.kind == "title" and phrase.determiner not in ("a", "an", "another")


@rule("actors.unnamed-person")
def unnamed_person(phrase: Phrase) -> bool:
    """ "A senior Peruvian diplomat" is somebody new whom the text leaves without a name."""
    return phrase.determiner in ("a", "an", "another", "one")


def _office_holder(
    scene: Scene, registry: Registry, history: History, phrase: Phrase, office: str, of: Actor | None
) -> Actor:
    title = scene.words(phrase.piece.first, phrase.piece.last)
    actor = registry.add(Actor(f"{title} of {of.name}" if of is not None else title, "person"))
    actor.noun = office
    actor.gender = phrase.piece.gender
    give_duty(scene, registry, actor, phrase, of, unnamed_holder.id)
    return actor


def _unnamed(scene: Scene, registry: Registry, history: History, phrase: Phrase, of: Actor | None) -> Actor:
    name = scene.words(phrase.first, phrase.last)
    for article in ("a ", "an ", "another ", "one ", "the ", "A ", "An ", "Another ", "One ", "The "):
        name = name.removeprefix(article)
    actor = registry.add(Actor(name, "unnamed-source"))
    actor.gender = phrase.piece.gender
    actor.noun = phrase.piece.what if phrase.piece.kind == "title" else phrase.piece.level
    give_duty(scene, registry, actor, phrase, of, unnamed_person.id)
    return actor
