"""Delegations: who heads which side's team, and who belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.clauses import agent, conjuncts, prep_objects, subject
from dragoman.reading.talks.mention import Meeting
from dragoman.reading.talks.parties import parts, within
from dragoman.reading.talks.scene import Scene
from dragoman.record import Entity, rule


@dataclass(slots=True)
class Heads:
    """The heads and members that the text names, by party, with the token that says so."""

    heads: dict[str, tuple[str, int]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)

    def head(self, side: str, person: str, token: int) -> None:
        """The first one named stands."""
        self.heads.setdefault(side, (person, token))

    def member(self, side: str, person: str) -> None:
        """Add a member, once."""
        listed = self.members.setdefault(side, [])
        if person not in listed:
            listed.append(person)


def find_heads(scene: Scene) -> Heads:
    """All heads and members of delegations that the text names."""
    parse = scene.parse
    found = Heads()
    verbs, members = meeting_words("head-verb"), meeting_words("member-verb")
    nouns = meeting_words("delegation-noun")
    for i, lemma in enumerate(parse.lemmas):
        low = lemma.lower()
        if parse.pos[i] in ("VERB", "AUX") and low in verbs:
            led(scene, found, i, nouns)
        elif parse.pos[i] == "VERB" and low == "speak":
            spoke_for(scene, found, i)
        elif parse.pos[i] in ("NOUN", "PROPN") and low in ("head", "chief", "leader", "negotiator", "delegate"):
            named_head(scene, found, i)
        if parse.pos[i] == "VERB" and low in members:
            accompanied(scene, found, i, nouns)
    for sentence in {parse.sent_of[token] for _, token in found.heads.values()}:
        gapped(scene, found, sentence)
    return found


@rule("talks.headed-delegation-gapped")
def gapped(scene: Scene, found: Heads, sentence: int) -> None:
    """In "X heads A's team, and Y that of B", "X spoke for A; Y for B" Y heads B's."""
    parse = scene.parse
    first, last = parse.sents[sentence]
    last = min(last, first + 120)
    named = {p for p, _ in found.heads.values()}
    for i in range(first, last):
        low = parse.lowers[i]
        if low == "that" and i + 1 < last and parse.lowers[i + 1] in ("of", "for", "from"):
            at = i + 2
        elif low == "for" and parse.pos[i - 1] == "PROPN" if i > first else False:
            at = i + 1
        else:
            continue
        person = scene.entity(i - 1) if i > first else None
        if person is None or person.kind != "person" or person.id in named:
            continue
        while at < last and parse.pos[at] in ("DET", "ADJ") and scene.entity(at) is None:
            at += 1
        end = at
        while end + 1 < last and parse.deps[end] in ("compound", "nmod", "amod", "poss") and end - at < 6:
            end += 1
        sides = [p.side for p in parts(scene, end)[0]] if end < last else []
        for side in sides[:1]:
            found.heads[side] = (person.id, i)


def _person(scene: Scene, token: int | None) -> Entity | None:
    if token is None:
        return None
    entity = scene.entity(token)
    if entity is not None and entity.kind == "person":
        return entity
    for k in scene.parse.kids(token, "appos"):
        inner = scene.entity(k)
        if inner is not None and inner.kind == "person":
            return inner
    return None


def _persons(scene: Scene, token: int | None) -> list[Entity]:
    if token is None:
        return []
    out: list[Entity] = []
    for t in conjuncts(scene.parse, token):
        person = _person(scene, t)
        if person is not None and person not in out:
            out.append(person)
        for k in scene.parse.kids(t, "appos"):
            for u in conjuncts(scene.parse, k):
                inner = _person(scene, u)
                if inner is not None and inner not in out:
                    out.append(inner)
    return out


def _sides(scene: Scene, token: int) -> list[str]:
    """The parties whose delegation a noun phrase is."""
    found, _ = parts(scene, token)
    inner = [p.side for p in within(scene, token)]
    for t in prep_objects(scene.parse, token, "from", "of", "for"):
        inner.extend(p.side for p in parts(scene, t)[0])
    return list(dict.fromkeys(inner or [p.side for p in found]))


@rule("talks.headed-delegation")
def led(scene: Scene, found: Heads, verb: int, nouns: dict[str, str]) -> None:
    """Who heads, leads or represents a side's delegation is its head: X led the Greek team, the teams of A and B were
    headed by X and Y."""
    parse = scene.parse
    by = agent(parse, verb)
    passive = parse.kid(verb, "nsubjpass")
    if passive is not None or (parse.deps[verb] == "acl" and parse.tags[verb] == "VBN"):
        target = passive if passive is not None else parse.heads[verb]
        if parse.deps[verb] == "relcl" and parse.lowers[target] in ("which", "that"):
            target = parse.heads[verb]
        if by is None or parse.lemmas[target].lower() not in nouns:
            return
        _match(scene, found, _sides(scene, target), _persons(scene, by), verb)
        return
    sub = subject(parse, verb)
    people = _persons(scene, sub)
    if not people:
        return
    obj = parse.kid(verb, "dobj")
    if obj is None:
        sides = [p.side for t in prep_objects(parse, verb, "for") for p in parts(scene, t)[0]]
        _match(scene, found, sides, people, verb)
        return
    if parse.lemmas[obj].lower() in nouns:
        sides = _sides(scene, obj)
        if not sides:
            sides = [scene.side(p.id).id for p in people if scene.side(p.id).id != p.id] or sides
        if not sides and len(people) > 1:
            sides = [scene.side(p.id).id for p in people]
        _match(scene, found, sides, people, verb)
    elif parse.lemmas[verb].lower() in ("represent", "lead", "head"):
        entity = scene.entity(obj)
        if entity is not None and entity.kind in ("state", "armed-group", "organisation", "group", "government-body"):
            side = scene.side(entity.id).id
            if parse.lemmas[verb].lower() == "represent" or side not in {scene.side(p.id).id for p in people}:
                _match(scene, found, [side], people, verb)


def _match(scene: Scene, found: Heads, sides: list[str], people: list[Entity], token: int) -> None:
    """Give each side its head: by the side that a person speaks for, else in the order of naming."""
    left = list(people)
    open_sides = []
    for side in sides:
        own = next((p for p in left if scene.side(p.id).id == side), None)
        if own is not None:
            found.head(side, own.id, token)
            left.remove(own)
        else:
            open_sides.append(side)
    loose = [p for p in left if scene.side(p.id).id == p.id or len(sides) == len(people) == 1]
    for side, person in zip(open_sides, loose, strict=False):
        found.head(side, person.id, token)


@rule("talks.spoke-for")
def spoke_for(scene: Scene, found: Heads, verb: int) -> None:
    """At talks, who spoke for a side headed it."""
    people = _persons(scene, subject(scene.parse, verb))
    sides = [p.side for t in prep_objects(scene.parse, verb, "for") for p in parts(scene, t)[0]]
    if people and sides:
        _match(scene, found, sides, people, verb)


@rule("talks.chief-delegate")
def named_head(scene: Scene, found: Heads, noun: int) -> None:
    """A person called head of a delegation, chief negotiator or chief delegate heads that side's team."""
    parse = scene.parse
    forms = meeting_words("head-noun")
    before = parse.lowers[noun - 1] if noun else ""
    name = f"{before} {parse.lowers[noun]}"
    whole = name in forms
    if not whole:
        teams = [
            t for t in prep_objects(parse, noun, "of") if parse.lemmas[t].lower() in meeting_words("delegation-noun")
        ]
        if not teams or parse.lemmas[noun].lower() not in ("head", "chief", "leader"):
            return
    person = _person(scene, noun)
    if person is None:
        head = parse.heads[noun]
        person = _person(scene, head) if parse.deps[noun] in ("appos", "compound", "nmod") else None
        if person is None and parse.deps[noun] in ("pobj", "attr"):
            person = _person(scene, subject(parse, parse.heads[head] if parse.deps[noun] == "pobj" else head))
    if person is None:
        return
    sides = _sides(scene, noun)
    if not whole:
        sides = [s for t in prep_objects(parse, noun, "of") for s in _sides(scene, t)]
    own = scene.side(person.id).id
    found.head(own if own != person.id or not sides else sides[0], person.id, noun)


@rule("talks.accompanied")
def accompanied(scene: Scene, found: Heads, verb: int, nouns: dict[str, str]) -> None:
    """Those who accompany or join somebody at talks, or of whom a delegation consists, are its members."""
    parse = scene.parse
    passive = parse.kid(verb, "nsubjpass")
    if passive is not None:
        leader, people = _person(scene, passive), _persons(scene, agent(parse, verb))
        if leader is not None:
            for person in people:
                found.member(scene.side(leader.id).id, person.id)
        return
    if parse.lemmas[verb].lower() in ("comprise", "include", "consist"):
        target = subject(parse, verb)
        if target is None or parse.lemmas[target].lower() not in nouns:
            return
        obj = parse.kid(verb, "dobj")
        people = (
            _persons(scene, obj)
            if obj is not None
            else [p for t in prep_objects(parse, verb, "of") for p in _persons(scene, t)]
        )
        for side in _sides(scene, target)[:1]:
            for person in people:
                found.member(side, person.id)


def known_heads(scene: Scene, meeting: Meeting) -> dict[str, str]:
    """The heads that follow from who met: of two persons, each is the head of its own side."""
    found = {}
    for side, people in meeting.people.items():
        if people and side in meeting.parties and side != people[0]:
            found[side] = people[0]
    return found


@rule("talks.heads-by-rank")
def by_rank(scene: Scene, sides: list[str], have: dict[str, str]) -> dict[str, str]:
    """In a text that speaks of "the two ministers" each side's only minister named heads its side."""
    levels = spoken_levels(scene)
    found: dict[str, str] = {}
    for level in levels:
        for side in sides:
            if side in have or side in found:
                continue
            named = [
                e.id
                for e in scene.draft.cast.entities
                if e.kind == "person" and scene.level(e) == level and scene.side(e.id).id == side and _has_name(e)
            ]
            if len(named) == 1:
                found[side] = named[0]
    return found


def _has_name(entity: Entity) -> bool:
    return any(m.form == "name" for m in entity.mentions)


def spoken_levels(scene: Scene) -> list[str]:
    """The ranks at which the text speaks of a pair: the two ministers, both presidents, the leaders."""
    parse = scene.parse
    ranks = meeting_words("pair-rank")
    out: dict[str, None] = {}
    for i, lemma in enumerate(parse.lemmas):
        if parse.tags[i] == "NNS" and lemma.lower() in ranks:
            if any(parse.lowers[k] in ("two", "both", "the") for k in parse.children[i]):
                out[ranks[lemma.lower()]] = None
    return list(out)
