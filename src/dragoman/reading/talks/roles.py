"""Who was there without being a party: hosts, mediators and observers named apart from the meeting's own noun."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.clauses import agent, is_verb, negated, prep_objects, subject
from dragoman.reading.talks.focus import Focus
from dragoman.reading.talks.mention import Meeting, Part
from dragoman.reading.talks.parties import parts
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

MEDIATING = frozenset({"mediate", "chair", "moderate", "broker", "facilitate", "preside", "convene", "arbitrate"})


def find_roles(scene: Scene, focus: Focus) -> None:
    """Add hosts, mediators and observers to the meetings that their clauses are about."""
    parse = scene.parse
    mediators, observers, hosts = (meeting_words(k) for k in ("mediator-noun", "observer-noun", "host-noun"))
    auspices, envoys = meeting_words("auspices"), meeting_words("envoy-noun")
    for i, pos in enumerate(parse.pos):
        low = parse.lemmas[i].lower()
        if pos == "VERB" and low in MEDIATING:
            chaired(scene, focus, i)
        elif pos in ("NOUN", "PROPN"):
            if low in mediators:
                mediator(scene, focus, i)
            elif low in observers:
                observer(scene, focus, i)
            elif low in hosts:
                host(scene, focus, i)
            elif low == "attendance":
                attended(scene, focus, i)
            elif low in auspices or parse.lowers[i] in auspices:
                under(scene, focus, i)
            elif low == "invitation" and parse.deps[i] == "pobj" and parse.lowers[parse.heads[i]] == "at":
                invited(scene, focus, i)
            elif low == "presence" and parse.deps[i] == "pobj" and parse.lowers[parse.heads[i]] == "in":
                for t in prep_objects(parse, i, "of"):
                    _give(scene, focus, i, t, "observers")
            if low in envoys:
                under_envoy(scene, focus, i)
            elif low == "chair" and parse.deps[i] == "pobj" and parse.lowers[parse.heads[i]] == "in":
                _give(scene, focus, i, subject(parse, parse.heads[parse.heads[i]]), "mediators")
        elif pos == "VERB" and low == "attend" and parse.kid(i, "dobj") is None:
            attended(scene, focus, i)


def _give(scene: Scene, focus: Focus, token: int, who: int | None, what: str, meeting: Meeting | None = None) -> None:
    if who is None:
        return
    found, _ = parts(scene, who)
    meeting = meeting or focus.of(token, anybody=True)
    if meeting is None or not found:
        return
    mention = meeting.mentions[0]
    if what == "observers":
        found = [p for p in found if p.side not in meeting.sides]
    listed: list[Part] = getattr(mention, what)
    listed.extend(p for p in found if all(p.side != q.side or p.entity != q.entity for q in listed))


@rule("talks.auspices")
def under(scene: Scene, focus: Focus, noun: int) -> None:
    """Talks under the auspices of a body, with somebody's mediation, have that body as their mediator."""
    parse = scene.parse
    if parse.deps[noun] != "pobj" or parse.lowers[parse.heads[noun]] not in (
        "under",
        "with",
        "through",
        "thanks",
        "by",
    ):
        return
    for t in [*prep_objects(parse, noun, "of", "by", "from"), *parse.kids(noun, "poss", "amod", "compound", "nmod")]:
        entity = scene.entity(t)
        if entity is not None and entity.kind in ("state", "organisation", "person", "government-body"):
            _give(scene, focus, noun, t, "mediators")


@rule("talks.under-envoy")
def under_envoy(scene: Scene, focus: Focus, noun: int) -> None:
    """Talks under, through or with an organisation's envoy have the envoy as their mediator."""
    parse = scene.parse
    head = parse.heads[noun] if parse.deps[noun] in ("compound", "nmod") else noun
    prep = parse.heads[head]
    if parse.deps[head] != "pobj" or parse.lowers[prep] not in ("under", "through", "via", "with", "between"):
        return
    entity = scene.entity(head)
    if entity is None or entity.kind != "person":
        entity = next((e for k in parse.kids(head, "appos") for e in [scene.entity(k)] if e is not None), None)
    if entity is None or entity.kind != "person" or scene.side(entity.id).kind not in ("organisation", "state"):
        return
    if parse.lowers[prep] == "with" and scene.side(entity.id).kind == "state":
        return
    meeting = focus.of(noun)
    if meeting is not None and len(meeting.sides - {scene.side(entity.id).id}) != 1:
        _give(scene, focus, noun, head, "mediators", meeting)


@rule("talks.invitation")
def invited(scene: Scene, focus: Focus, noun: int) -> None:
    """A meeting at somebody's invitation is hosted by them."""
    parse = scene.parse
    for t in [*prep_objects(parse, noun, "of"), *parse.kids(noun, "poss", "amod")]:
        entity = scene.entity(t)
        if entity is not None and entity.kind in ("state", "organisation", "person", "government-body"):
            _give(scene, focus, noun, t, "hosts")


@rule("talks.chaired")
def chaired(scene: Scene, focus: Focus, verb: int) -> None:
    """Who mediates, chairs or moderates the talks is the mediator."""
    parse = scene.parse
    if negated(parse, verb) or parse.segment(verb).kind == "title":
        return
    obj = parse.kid(verb, "dobj", "nsubjpass")
    if (
        obj is not None
        and focus.at(obj) is None
        and parse.lemmas[obj].lower() not in ("dialogue", "session", "talk", "meeting", "discussion", "round")
    ):
        return
    who = (
        agent(parse, verb)
        if parse.kid(verb, "nsubjpass") is not None or parse.deps[verb] == "acl"
        else subject(parse, verb)
    )
    meeting = focus.of(verb)
    convened = parse.lemmas[verb].lower() == "convene"
    if convened and meeting is not None and who is not None and {p.side for p in parts(scene, who)[0]} & meeting.sides:
        _give(scene, focus, verb, who, "hosts", meeting)
        return
    _give(scene, focus, verb, who, "mediators")


@rule("talks.mediator-named")
def mediator(scene: Scene, focus: Focus, noun: int) -> None:
    """A person or state called the mediator, or acting "through" or "under" whom the parties talk, is one."""
    parse = scene.parse
    head = parse.heads[noun]
    if (
        parse.deps[noun] in ("compound", "nmod", "appos")
        and scene.entity(head if parse.deps[noun] != "appos" else noun) is not None
    ):
        _give(scene, focus, noun, head, "mediators")
        return
    if parse.deps[noun] == "pobj" and parse.lowers[head] in ("through", "via"):
        _give(scene, focus, noun, noun, "mediators")
        return
    if parse.deps[noun] == "pobj" and parse.lowers[head] == "as" and is_verb(parse, parse.heads[head]):
        _give(scene, focus, noun, subject(parse, parse.heads[head]), "mediators")
        return
    if parse.deps[noun] == "attr" and not negated(parse, head):
        _give(scene, focus, noun, subject(parse, head), "mediators")
        return
    appos = parse.kid(noun, "appos")
    if appos is not None or scene.entity(noun) is not None:
        entity = scene.entity(noun)
        if entity is not None and entity.kind == "person":
            _give(scene, focus, noun, noun, "mediators")


@rule("talks.observer-named")
def observer(scene: Scene, focus: Focus, noun: int) -> None:
    """Those who sit in as observers, or send observers, observe."""
    parse = scene.parse
    head = parse.heads[noun]
    if parse.deps[noun] == "pobj" and parse.lowers[head] == "as":
        verb = parse.heads[head]
        if is_verb(parse, verb):
            _give(scene, focus, noun, subject(parse, verb), "observers")
        else:
            _give(scene, focus, noun, verb, "observers")
    elif (
        parse.deps[noun] == "dobj"
        and is_verb(parse, head)
        and parse.lemmas[head].lower() in ("send", "have", "dispatch")
    ):
        _give(scene, focus, noun, subject(parse, head), "observers")


@rule("talks.host-named")
def host(scene: Scene, focus: Focus, noun: int) -> None:
    """Who is called the host, or whose guests the parties were, is the host."""
    parse = scene.parse
    head = parse.heads[noun]
    if parse.lemmas[noun].lower() == "guest":
        if parse.deps[noun] == "pobj" and parse.lowers[head] == "as":
            for k in parse.children[noun]:
                if parse.deps[k] == "prep" and parse.lowers[k] == "of":
                    _give(scene, focus, noun, parse.kid(k, "pobj"), "hosts")
        return
    if parse.deps[noun] == "attr" and not negated(parse, head):
        _give(scene, focus, noun, subject(parse, head), "hosts")
    elif parse.deps[noun] == "pobj" and parse.lowers[head] == "as":
        over = parse.heads[head]
        _give(scene, focus, noun, subject(parse, over) if is_verb(parse, over) else over, "hosts")
        for k in parse.children[over]:
            if parse.deps[k] == "prep" and parse.lowers[k] == "with" and not is_verb(parse, over):
                _give(scene, focus, noun, parse.kid(k, "pobj"), "hosts")


@rule("talks.attended")
def attended(scene: Scene, focus: Focus, token: int) -> None:
    """Those who are in attendance without being a party observe."""
    parse = scene.parse
    verb = token if is_verb(parse, token) else parse.heads[parse.heads[token]]
    if not negated(parse, verb):
        _give(scene, focus, token, subject(parse, verb), "observers")
