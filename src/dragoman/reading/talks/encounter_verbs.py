"""Verbs that tell of a meeting: A met B, they sat down, X received Y, A telephoned B, X flew to Z to meet Y."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_notes, meeting_words
from dragoman.reading.clauses import agent, negated, prep_objects, subjects, verb_forms
from dragoman.reading.talks.encounter_nouns import as_host, place_side
from dragoman.reading.talks.mention import Mention, Part
from dragoman.reading.talks.parties import is_forum, parts, parts_of, unique
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

EACH = ("other", "another")


def verb_mention(scene: Scene, i: int) -> Mention | None:
    """The mention that the verb at ``i`` makes, or None when nobody meets anybody."""
    parse = scene.parse
    verbs, notes = meeting_words("meet-verb"), meeting_notes("meet-verb")
    form = next((f for f in verb_forms(parse, i) if f in verbs), None)
    if form is None or (form == "bring" and not _to_table(scene, i)):
        return None
    how = notes[form]
    m = Mention(i, i, i + 1, verbs[form], True, "", weak=how in ("weak", "person", "move"))
    if form in ("hold talks", "hold discussions"):
        return None  # the noun tells it
    if how in ("reciprocal", "weak"):
        ok = met(scene, m, how == "weak")
    elif how == "person":
        ok = saw(scene, m)
    elif how == "host":
        ok = received(scene, m)
    elif how == "call":
        ok = telephoned(scene, m)
    elif how == "visit":
        ok = visited(scene, m)
    elif how == "move":
        ok = travelled(scene, m)
    elif how == "mediate":
        ok = mediated(scene, m, form)
    else:
        ok = False
    if ok and any(parse.lowers[k] in ("last", "previously") and parse.deps[k] == "advmod" for k in parse.children[i]):
        m.newness = "earlier"
    return m if ok else None


def _object(scene: Scene, i: int) -> int | None:
    """The object of the verb (or its passive subject), a verb's own one only."""
    parse = scene.parse
    found = parse.kid(i, "dobj")
    if found is not None:
        return found
    return parse.kid(i, "nsubjpass")


def _to_table(scene: Scene, verb: int) -> bool:
    """Whether "bring" is "bring to the table" or, far from its adverb, "bring together"."""
    parse = scene.parse
    last = min(verb + 14, parse.sentence(verb)[1])
    if parse.kid(verb, "dobj") is not None and "together" in parse.lowers[verb:last]:
        return True
    return any(parse.lemmas[o].lower() == "table" for o in prep_objects(parse, verb, "to"))


def _each_other(scene: Scene, obj: int | None) -> bool:
    parse = scene.parse
    return (
        obj is not None
        and parse.lowers[obj] in EACH
        and any(parse.lowers[k] in ("each", "one") for k in parse.children[obj])
    )


def _subject_parts(scene: Scene, i: int) -> tuple[list[Part], bool]:
    parse = scene.parse
    if parse.kid(i, "nsubjpass") is not None or parse.kid(i, "auxpass") is not None:
        by = agent(parse, i)
        return parts(scene, by) if by is not None else ([], False)
    return parts_of(scene, subjects(parse, i))


@rule("talks.met")
def met(scene: Scene, m: Mention, weak: bool) -> bool:
    """Two sides that meet, confer, negotiate, sit down or shake hands with each other hold a meeting."""
    parse = scene.parse
    i = m.head
    obj = _object(scene, i)
    lemma = parse.lemmas[i].lower()
    if lemma == "be" and not any(parse.lowers[k] == "together" for k in parse.children[i]):
        return False
    if negated(parse, i) and set(parse.lowers[i : i + 5]) & {"together", "one", "face"}:
        return False  # "never met as one" says how they met
    if lemma == "sit" and (negated(parse, i) or not _at_table(scene, i)):
        return False
    subs, group = _subject_parts(scene, i)
    m.rule = met.id
    others: list[Part] = []
    if lemma in ("discuss", "review", "sign", "initial"):
        return conferred(scene, m, subs, obj)
    if obj is not None and not _each_other(scene, obj):
        if parse.lowers[obj] in ("hands", "hand", "views", "view"):
            pass
        else:
            others, pair = parts(scene, obj)
            if not others and not pair and parse.pos[obj] != "PRON":
                return False
            if weak and parse.lowers[obj] != "views":
                return False
            group = group or pair
    for t in prep_objects(parse, i, "with", *(("to",) if parse.lemmas[i] in ("speak", "talk") else ())):
        if as_host(scene, m, t):
            continue
        more, pair = parts(scene, t)
        entity = scene.entity(t)
        if entity is not None and entity.name in ("reporters", "press", "journalists"):
            return False
        if not more and not pair and not weak and obj is None and parse.pos[t] == "NOUN" and entity is None:
            return False
        others.extend(more)
        group = group or pair
        m.unknown = m.unknown or (not more and not pair and parse.pos[t] == "PROPN")
    m.parties = unique([*subs, *others])
    if not others and obj is None and not m.unknown and _they(scene, i, m):
        m.parties, group = [], True
    if not m.parties and obj is None and parse.deps[i] == "acl":
        # "a plan to meet in A" leaves the parties to the context
        group = group or parse.lemmas[parse.heads[i]].lower() in meeting_words("status-noun")
    if len(m.sides) == 1 and not weak and obj is None and not others and _many(scene, i):
        m.unknown = True
    m.pair = group and len(m.sides) < 2
    if weak:
        phone = any(parse.lowers[k] in ("telephone", "phone") for k in range(i, min(i + 6, len(parse))))
        if phone:
            m.kind = "call"
        elif parse.lemmas[i].lower() in ("speak", "talk", "sit", "gather", "resume", "embrace"):
            if not (len(m.sides) > 1 or m.pair):
                return False
            if (
                parse.lemmas[i].lower() in ("speak",)
                and not others
                and not any(scene.time(k) is not None for k in range(i, min(i + 8, len(parse))))
            ):
                return False
            if parse.lemmas[i].lower() == "resume" and obj is not None:
                return False
    if len(m.sides) > 1 or m.pair:
        return True
    return bool(m.parties) and not weak and (obj is not None or bool(others) or m.unknown)


@rule("talks.conferred")
def conferred(scene: Scene, m: Mention, subs: list[Part], obj: int | None) -> bool:
    """Two sides that discuss or review a matter, or sign an accord with each other, meet."""
    parse = scene.parse
    m.rule = conferred.id
    m.parties = subs
    if parse.lemmas[m.head].lower() in ("sign", "initial"):
        nouns = meeting_words("outcome-noun")
        if obj is None or not (
            parse.lemmas[obj].lower() in nouns or parse.lowers[obj] in ("peace", "paper", "document")
        ):
            return False
        m.pair = not m.parties and _they(scene, m.head, m)
    return (len(m.sides) > 1 or m.pair) and obj is not None and parse.kid(m.head, "nsubjpass") is None


def _at_table(scene: Scene, verb: int) -> bool:
    """Whether "sit" is sitting down with somebody."""
    parse = scene.parse
    for k in parse.children[verb]:
        if parse.lowers[k] in ("together", "again", "down", "with"):
            return True
        if parse.lowers[k] in ("in", "at") and any(
            parse.lemmas[o].lower() in ("room", "table") for o in parse.kids(k, "pobj")
        ):
            return True
    return False


def _many(scene: Scene, verb: int) -> bool:
    """Whether several people meet without a word on whom else they meet."""
    parse = scene.parse
    return any(parse.tags[k] in ("NNS", "NNPS") for k in subjects(parse, verb)) and parse.lemmas[verb].lower() == "meet"


def _they(scene: Scene, verb: int, m: Mention) -> bool:
    """Whether the doers are "they", or a commission in which two sides meet."""
    parse = scene.parse
    for sub in subjects(parse, verb):
        if parse.lowers[sub] in ("they", "both") and len(m.sides) < 2:
            return True
        entity = scene.entity(sub)
        if entity is not None and entity.kind == "organisation" and is_forum(entity):
            return True
        body = parse.lemmas[sub].lower()
        if not m.parties and (body in meeting_words("forum-noun") or body in ("team", "group", "body")):
            return any(parse.deps[k] in ("amod", "compound") for k in parse.children[sub])
    return False


@rule("talks.saw")
def saw(scene: Scene, m: Mention) -> bool:
    """A person who sees or faces a person of another side, or two who see each other, meet."""
    parse = scene.parse
    obj = _object(scene, m.head)
    if obj is None:
        return False
    subs, group = _subject_parts(scene, m.head)
    m.rule = saw.id
    if _each_other(scene, obj):
        m.parties = subs
        m.pair = len(m.sides) < 2
        return True
    if parse.lemmas[m.head].lower() in ("find", "greet") or parse.kid(m.head, "ccomp", "xcomp") is not None:
        return False
    others, pair = parts(scene, obj)
    if not (_people(scene, subs) or group) or not (_people(scene, others) or pair):
        entity = scene.entity(obj)
        if entity is None or entity.kind not in ("group", "unnamed-source") or not subs or not others:
            return False
    m.parties = unique([*subs, *others])
    m.pair = pair
    return len(m.sides) > 1 or (bool(subs) and pair)


def _people(scene: Scene, found: list[Part]) -> bool:
    return any(scene.draft.cast.by_id[p.entity].kind == "person" for p in found)


@rule("talks.received")
def received(scene: Scene, m: Mention) -> bool:
    """Who receives or hosts a guest of another side meets that guest, as the host."""
    parse = scene.parse
    obj = _object(scene, m.head)
    if obj is None or parse.lemmas[m.head].lower() in ("welcome", "entertain"):
        return False
    subs, _ = _subject_parts(scene, m.head)
    others, pair = parts(scene, obj)
    people = _people(scene, others) or pair or _is_group(scene, obj)
    if not people or not (others or pair) or (not subs and not m.pair):
        return False
    m.rule = received.id
    m.hosts = subs
    sides = {p.side for p in others}
    m.parties = unique(others) if len(sides) > 1 or (pair and not others) else unique([*subs, *others])
    m.pair = pair and not others
    return len(m.sides) > 1 or m.pair


def _is_group(scene: Scene, token: int) -> bool:
    entity = scene.entity(token)
    return entity is not None and entity.kind in ("group", "unnamed-source")


@rule("talks.telephoned")
def telephoned(scene: Scene, m: Mention) -> bool:
    """Who telephones somebody of another side holds a call with them."""
    obj = _object(scene, m.head)
    subs, _ = _subject_parts(scene, m.head)
    others = parts(scene, obj)[0] if obj is not None else []
    for t in prep_objects(scene.parse, m.head, "with", "to"):
        others.extend(parts(scene, t)[0])
    m.rule = telephoned.id
    m.parties = unique([*subs, *others])
    return len(m.sides) > 1


@rule("talks.visited")
def visited(scene: Scene, m: Mention) -> bool:
    """A person who visits a country, its capital or its leaders meets that side."""
    obj = _object(scene, m.head)
    if obj is None:
        return False
    subs, _ = _subject_parts(scene, m.head)
    others = parts(scene, obj)[0] or place_side(scene, obj)
    m.rule = visited.id
    m.parties = unique([*subs, *others])
    subject_noun = subjects(scene.parse, m.head)
    team = any(scene.parse.lemmas[k].lower() in meeting_words("delegation-noun") for k in subject_noun)
    return (team or _people(scene, subs)) and len(m.sides) > 1


@rule("talks.travelled")
def travelled(scene: Scene, m: Mention) -> bool:
    """An office-holder who travels to another country's city visits it."""
    parse = scene.parse
    subs, _ = _subject_parts(scene, m.head)
    if not subs or not any(scene.level(scene.draft.cast.by_id[p.entity]) for p in subs):
        return False
    sided = [p for p in subs if scene.draft.cast.by_id[p.side].kind != "person"]
    subs = sided or subs
    others: list[Part] = []
    for t in prep_objects(parse, m.head, "to", "in"):
        others.extend(parts(scene, t)[0] or place_side(scene, t))
    if parse.kid(m.head, "ccomp", "dobj") is not None:
        return False
    m.rule = travelled.id
    m.parties = unique([*subs, *others])
    m.unknown = len(m.sides) == 1 and any(scene.draft.cast.by_id[p.side].kind == "state" for p in subs)
    return len(m.sides) > 1 or (m.unknown and _abroad(scene, m))


def _abroad(scene: Scene, m: Mention) -> bool:
    """Whether a traveller goes to a place in another country than his own."""
    home = scene.draft.cast.by_id[m.parties[0].side].country
    for t in prep_objects(scene.parse, m.head, "to", "in"):
        entity = scene.entity(t)
        if entity is not None and entity.kind == "place" and entity.country not in (None, home):
            return True
    return False


@rule("talks.mediated")
def mediated(scene: Scene, m: Mention, form: str) -> bool:
    """Who brings two sides together or mediates between them is the mediator of their meeting."""
    parse = scene.parse
    subs, _ = _subject_parts(scene, m.head)
    found: list[Part] = []
    group = False
    targets = prep_objects(parse, m.head, "between")
    obj = _object(scene, m.head)
    if form in ("bring together", "bring") and obj is not None:
        targets.append(obj)
    for t in targets:
        more, pair = parts(scene, t)
        found.extend(more)
        group = group or pair
    m.rule = mediated.id
    m.mediators = [p for p in subs if any(x.form == "name" for x in scene.draft.cast.by_id[p.entity].mentions)]
    m.parties = unique([p for p in found if p.side not in {s.side for s in subs}])
    m.pair = group and len(m.sides) < 2
    return len(m.sides) > 1 or m.pair
