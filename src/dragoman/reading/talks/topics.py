"""What was on the table at a meeting, and what was kept off it."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.clauses import conjuncts, is_verb, negated, prep_objects, subject, verb_forms
from dragoman.reading.parse import Parse
from dragoman.reading.phrases import phrase, trim
from dragoman.reading.talks.focus import Focus
from dragoman.reading.talks.mention import Meeting, Mention
from dragoman.reading.talks.parties import is_forum
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

WEAK_OBJECTS = frozenset(
    {"matter", "issue", "thing", "it", "them", "this", "that", "question", "other", "what", "which", "each"}
)


class Subject(NamedTuple):
    """A topic: its meeting, half-open tokens, whether it was kept off the table, and the rule that found it."""

    meeting: Meeting
    first: int
    last: int
    excluded: bool
    rule: str


class Topics:
    """Collects topics, one a meeting and phrase; what is excluded is not also a topic."""

    def __init__(self, scene: Scene, focus: Focus) -> None:
        self.scene = scene
        self.focus = focus
        self.found: list[Subject] = []
        self._seen: set[tuple[int, int, int]] = set()

    def add(self, meeting: Meeting | None, noun: int, excluded: bool, rule_id: str) -> None:
        """Add the phrases of a noun and of what is coordinated with it."""
        if meeting is None:
            return
        items = comma_list(self.scene.parse, noun)
        if items:
            for first, last in items:
                self.put(meeting, first, last, excluded, rule_id)
            return
        for t in listed(self.scene.parse, noun):
            if t != noun and is_verb(self.scene.parse, t) and self.scene.parse.tags[t] != "VBG":
                continue
            if not self._worth(t):
                continue
            first, last = phrase(self.scene.parse, self.scene.time_at, t)
            self.put(meeting, first, last, excluded, rule_id)

    def put(self, meeting: Meeting, first: int, last: int, excluded: bool, rule_id: str) -> None:
        """Add a phrase by its tokens."""
        key = (id(meeting), first, last)
        if key not in self._seen:
            self._seen.add(key)
            self.found.append(Subject(meeting, first, last, excluded, rule_id))

    def _worth(self, t: int) -> bool:
        """Whether a noun can be a topic: no person, no time, no bare "issues" or "it"."""
        parse, scene = self.scene.parse, self.scene
        if parse.pos[t] in ("PRON", "PUNCT", "ADV") or scene.time(t) is not None:
            return False
        if parse.lemmas[t].lower() in WEAK_OBJECTS or parse.lowers[t] in WEAK_OBJECTS:
            first, last = phrase(scene.parse, scene.time_at, t)
            content = [k for k in range(first, last) if k != t and parse.pos[k] in ("NOUN", "PROPN", "VERB")]
            if not content:
                return False
        if self.focus.at(t) is not None and self.focus.at(t) is not None and parse.deps[t] == "pobj":
            return False
        entity = scene.entity(t)
        return entity is None or entity.kind not in ("person", "unnamed-source")


def comma_list(parse: Parse, noun: int) -> list[tuple[int, int]]:
    """The items of "A, B and C" below a noun as half-open token ranges; empty when its phrase is no such list.

    Read from the commas, since the parser hangs later items on any noun of the earlier ones.
    """
    first, last = parse.left[noun], parse.right[noun]
    commas = [k for k in range(first, last) if parse.words[k] == ","]
    if not commas or last - first > 60:
        return []
    edges = [first, *(k + 1 for k in commas)]
    ends = [*commas, last]
    ands = [k for k in range(commas[-1] + 1, last) if parse.lowers[k] in ("and", "or", "nor")]
    if not ands:
        return []
    cut = ands[-1] if ands[0] != commas[-1] + 1 else ands[0]
    items = list(zip(edges, ends, strict=True))
    if cut > items[-1][0]:
        items[-1:] = [(items[-1][0], cut), (cut + 1, last)]
    else:
        items[-1] = (cut + 1, last)
    for start, end in items:
        if start >= end or parse.lowers[start] in (
            "which",
            "who",
            "where",
            "whose",
            "when",
            "while",
            "but",
            "including",
        ):
            return []
        if any(parse.tags[k] in ("VBD", "VBZ", "VBP", "MD") for k in range(start, end)):
            return []
        if not any(parse.pos[k] in ("NOUN", "PROPN") or parse.tags[k] == "VBG" for k in range(start, end)):
            return []
    return [trim(parse, start, end) for start, end in items]


def listed(parse: Parse, noun: int) -> list[int]:
    """A noun with what is coordinated with it."""
    return conjuncts(parse, noun)


def find_topics(scene: Scene, focus: Focus) -> list[Subject]:
    """All topics, and all that is said not to have been one."""
    topics = Topics(scene, focus)
    parse = scene.parse
    verbs, passives, actives = (meeting_words(k) for k in ("topic-verb", "topic-passive", "topic-active"))
    outs = meeting_words("exclude-verb")
    agenda = meeting_words("topic-noun")
    for m in focus.mentions:
        if not m.verb and m.meeting is not None:
            on_topic(scene, topics, m)
    for i, pos in enumerate(parse.pos):
        if pos in ("VERB", "AUX") and parse.segment(i).kind != "title":
            forms = verb_forms(parse, i)
            if any(f in verbs or f in passives for f in forms):
                discussed(scene, topics, i, forms)
            if any(f in actives for f in forms):
                came_up(scene, topics, i)
            if forms[-1] in outs:
                kept_out(scene, topics, i)
        elif pos == "NOUN" and parse.lemmas[i].lower() in agenda:
            on_agenda(scene, topics, i)
    out = {(id(s.meeting), s.first) for s in topics.found if s.excluded}
    return [s for s in topics.found if s.excluded or (id(s.meeting), s.first) not in out]


@rule("talks.topic-of-noun")
def on_topic(scene: Scene, topics: Topics, m: Mention) -> None:
    """Talks on, about or over something are about it."""
    parse = scene.parse
    heads = [m.head]
    if m.chain and is_verb(parse, m.chain[0]) and parse.deps[m.head] == "dobj":
        heads.append(m.chain[0])
    for head in heads:
        for k in parse.children[head]:
            if parse.deps[k] != "prep" or k < m.head or parse.lowers[k] not in meeting_words("topic-prep"):
                continue
            if parse.lowers[k] == "for" or (parse.lowers[k] in ("around", "over") and head != m.head):
                continue
            for obj in parse.kids(k, "pobj", "pcomp"):
                if scene.time(obj) is None and not _place(scene, obj):
                    topics.add(m.meeting, obj, False, on_topic.id)


def _place(scene: Scene, noun: int) -> bool:
    entity = scene.entity(noun)
    parse = scene.parse
    low = parse.lemmas[noun].lower()
    return (
        (entity is not None and entity.kind == "place")
        or (low in meeting_words("place-noun") and parse.lowers[parse.heads[noun]] == "on")
        or (low in meeting_words("venue-noun") and parse.lowers[parse.heads[noun]] == "on")
    )


def _speakers(scene: Scene, topics: Topics, verb: int) -> bool:
    """Whether the doer of a verb can be at a meeting: a party, a person, the two sides, the talks themselves."""
    parse = scene.parse
    sub = subject(parse, verb)
    if sub is None:
        return True
    if topics.focus.at(sub) is not None or parse.lowers[sub] in (
        "they",
        "we",
        "he",
        "she",
        "it",
        "nobody",
        "side",
        "sides",
    ):
        return True
    entity = scene.entity(sub)
    if entity is not None:
        return entity.name not in ("reporters", "press") and entity.kind != "place"
    return parse.lowers[sub] in meeting_words("group-word") or parse.lemmas[sub].lower() in (
        "dialogue",
        "agenda",
        "conversation",
    )


@rule("talks.topic-discussed")
def discussed(scene: Scene, topics: Topics, verb: int, forms: tuple[str, ...]) -> None:
    """What parties discuss, review, raise or focus on is a topic; under a negation it was kept off the table."""
    parse = scene.parse
    verbs, passives = meeting_words("topic-verb"), meeting_words("topic-passive")
    form = next((f for f in forms if f in verbs or f in passives), None)
    if form is None and forms[0] == "exchange views":
        form = "exchange views on"
    if form is None:
        return
    strong = form in meeting_words("topic-strong")
    meeting = topics.focus.of(verb)
    passive = parse.kid(verb, "nsubjpass")
    if meeting is None or (passive is None and not _speakers(scene, topics, verb)):
        return
    minus = negated(parse, verb) or refused(scene, verb)
    if passive is not None:
        if form not in passives and form not in verbs:
            return
        if (
            strong
            or topics.focus.in_clause(verb) is not None
            or form in ("settle", "treat", "deal with", "touch", "mention")
        ):
            topics.add(meeting, passive, minus, discussed.id)
            if not minus and parse.lowers[verb] == "mentioned":
                return
        return
    if not strong and topics.focus.in_clause(verb) is None and not _pair(scene, verb):
        return
    if form == "mention":
        return
    if form.startswith("exchange views"):
        objs = views(scene, verb)
    elif " " in form:
        word = form.split()[-1]
        objs = [
            o
            for k in parse.children[verb]
            if k > verb and parse.lowers[k] == word
            for o in parse.kids(k, "pobj", "pcomp")
        ]
        if not objs:
            objs = [o for o in parse.kids(verb, "dobj") if o > verb]
    else:
        objs = [o for o in parse.kids(verb, "dobj") if o > verb or parse.deps[verb] == "relcl"]
        if form in ("raise", "include", "put", "prepare") and objs and _not_matter(scene, objs[0]):
            return
        if not objs and form in ("discuss", "debate", "consider", "review", "explore"):
            for c in parse.kids(verb, "ccomp", "xcomp"):
                first, last = trim(parse, max(parse.left[c], verb + 1), parse.right[c])
                topics.put(meeting, first, last, minus, discussed.id)
    for obj in objs:
        topics.add(meeting, obj, minus, discussed.id)
    for k in parse.children[verb]:
        # "reviewed the border, trade and visas, and on the salmon": further objects after "on"
        if parse.deps[k] == "conj" and parse.deps[k] == "prep":
            topics.add(meeting, k, minus, discussed.id)


def views(scene: Scene, verb: int) -> list[int]:
    """What views are exchanged on: "on A, on B, and on C"."""
    parse = scene.parse
    out: list[int] = []
    preps = [k for h in (verb, *parse.kids(verb, "dobj")) for k in parse.kids(h, "prep")]
    for k in preps:
        for p in conjuncts(parse, k):
            if parse.lowers[p] in ("on", "about", "regarding"):
                out.extend(parse.kids(p, "pobj"))
    return out


def _pair(scene: Scene, verb: int) -> bool:
    parse = scene.parse
    sub = subject(parse, verb)
    if sub is None:
        return False
    entity = scene.entity(sub)
    forum = entity is not None and entity.kind == "organisation" and is_forum(entity)
    return forum or parse.lowers[sub] in meeting_words("group-word") or parse.lowers[sub] == "they"


def _not_matter(scene: Scene, noun: int) -> bool:
    """Objects that are raised or put without being a topic: hopes, doubts, hands, flags, names."""
    return scene.parse.lemmas[noun].lower() in (
        "hope",
        "doubt",
        "hand",
        "flag",
        "name",
        "tension",
        "fear",
        "pressure",
        "price",
        "voice",
    )


def refused(scene: Scene, verb: int) -> bool:
    """Whether a verb stands under "refused to", "declined to", "without", "avoided"."""
    parse = scene.parse
    h = parse.heads[verb]
    if parse.deps[verb] in ("xcomp", "pcomp"):
        lemma = parse.lemmas[h].lower()
        if lemma in ("refuse", "decline", "avoid", "fail", "without") or (is_verb(parse, h) and negated(parse, h)):
            return True
    if parse.deps[verb] == "conj" and is_verb(parse, h):
        return (
            negated(parse, h)
            and not any(parse.deps[k] in ("nsubj", "nsubjpass") for k in parse.children[verb])
            and any(parse.lowers[k] in ("or", "nor") for k in parse.children[h])
        )
    return False


@rule("talks.topic-came-up")
def came_up(scene: Scene, topics: Topics, verb: int) -> None:
    """What came up or figured was a topic; what did not come up was not."""
    parse = scene.parse
    meeting = topics.focus.of(verb)
    sub = parse.kid(verb, "nsubj")
    if sub is None and parse.deps[verb] == "xcomp":
        sub = subject(parse, verb)
    if meeting is None or sub is None or topics.focus.at(sub) is not None:
        return
    h = parse.heads[verb]
    minus = negated(parse, verb) or (parse.deps[verb] == "xcomp" and negated(parse, h))
    topics.add(meeting, sub, minus, came_up.id)


AWAY = (
    ("for later",), ("for", "another", "time"), ("for", "later"), ("out", "of"), ("aside",), ("off", "the", "table"),
    ("from", "the"), ("out",), ("for", "another"), ("to", "later"), ("until",), ("to", "one", "side"), ("off",),
)  # fmt: skip
ALONE = frozenset(
    {
        "exclude",
        "bar",
        "omit",
        "avoid",
        "skirt",
        "sidestep",
        "eschew",
        "ban",
        "bypass",
        "ignore",
        "shelve",
        "defer",
        "park",
    }
)


@rule("talks.topic-kept-out")
def kept_out(scene: Scene, topics: Topics, verb: int) -> None:
    """What is kept out, left for later, put aside, barred or ruled out of order is not on the table."""
    parse = scene.parse
    lemma = parse.lemmas[verb].lower()
    passive = parse.kid(verb, "nsubjpass")
    obj = parse.kid(verb, "dobj")
    target = passive if passive is not None else obj
    if target is None or topics.focus.at(target) is not None:
        return
    behind = [parse.lowers[k] for k in range(verb + 1, min(verb + 5, len(parse)))]
    away = any(tuple(behind[: len(a)]) == a for a in AWAY)
    if lemma == "rule":
        away = behind[:3] == ["out", "of", "order"]
    if lemma in ("hold", "put", "leave", "keep", "set", "drop", "postpone", "reserve", "skip") and passive is None:
        away = away and "out" in behind + [parse.lowers[k] for k in range(parse.left[obj or verb], parse.right[verb])]
    if not away and not (lemma in ALONE and (topics.focus.in_clause(verb) is not None or lemma in ("exclude", "bar"))):
        return
    if lemma in ("ban", "bar", "exclude", "drop", "shelve", "defer", "postpone") and not _matter(scene, target):
        return
    meeting = topics.focus.of(verb)
    topics.add(meeting, target, True, kept_out.id)


def _matter(scene: Scene, noun: int) -> bool:
    """Whether a noun is a matter rather than a meeting, a person or a party."""
    entity = scene.entity(noun)
    parse = scene.parse
    if parse.lemmas[noun].lower() in meeting_words("event-noun"):
        return False
    return entity is None or entity.kind in ("place",)


@rule("talks.topic-on-agenda")
def on_agenda(scene: Scene, topics: Topics, noun: int) -> None:
    """What is on the agenda or among the items is a topic; what is not on it, or no part of the talks, is kept off."""
    parse = scene.parse
    head = parse.heads[noun]
    low = parse.lemmas[noun].lower()
    if (
        parse.deps[noun] == "pobj"
        and parse.lowers[head] in ("on", "among", "off")
        and low not in ("part", "point", "heart")
    ):
        verb = parse.heads[head]
        if not is_verb(parse, verb) and parse.deps[head] == "prep":
            return
        sub = parse.kid(verb, "nsubj", "nsubjpass")
        if sub is None:
            return
        minus = negated(parse, verb) or parse.lowers[head] == "off"
        topics.add(topics.focus.of(noun), sub, minus, on_agenda.id)
        return
    if low == "part" and parse.deps[noun] in ("dobj", "attr"):
        sub = parse.kid(head, "nsubj")
        whole = prep_objects(parse, noun, "of")
        about = [
            t
            for t in whole
            if topics.focus.at(t) is not None or parse.lemmas[t].lower() in ("agenda", "programme", "talk")
        ]
        if sub is None or not about:
            return
        minus = negated(parse, head) or any(parse.lowers[k] == "no" for k in parse.children[noun])
        if topics.focus.at(sub) is None and _matter(scene, sub):
            topics.add(topics.focus.of(noun), sub, minus, on_agenda.id)
        return
    if (
        low in ("agenda", "programme", "program", "topic", "subject", "item", "theme", "focus")
        and parse.deps[noun] == "nsubj"
    ):
        lemma = parse.lemmas[head].lower()
        if lemma in ("include", "comprise", "cover", "list", "contain", "feature"):
            for obj in parse.kids(head, "dobj"):
                topics.add(topics.focus.of(noun), obj, negated(parse, head), on_agenda.id)
        elif lemma == "be":
            for obj in parse.kids(head, "attr"):
                topics.add(topics.focus.of(noun), obj, negated(parse, head), on_agenda.id)
