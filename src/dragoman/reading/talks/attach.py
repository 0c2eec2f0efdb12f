"""When, how long and where: the time expressions and places in the clause of a mention."""

from __future__ import annotations

import re

from dragoman.knowledge.cities import city_named
from dragoman.knowledge.gazetteer import capitals
from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.clauses import HOPS, is_verb, prep_objects
from dragoman.reading.talks.mention import Mention, Where
from dragoman.reading.talks.scene import Scene
from dragoman.record import TimeExpression, rule

SAYING = frozenset({"say", "tell", "add", "announce", "report", "reply", "write", "note", "warn"})
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "to", "on", "off"})
AFLOAT = frozenset(
    {"yacht", "ship", "boat", "barge", "bridge", "island", "border", "train", "ferry", "farm", "ranch", "estate"}
)
LASTING = frozenset({"last", "take", "run", "spend", "continue", "go", "stretch", "drag"})


def attach(scene: Scene, mentions: list[Mention]) -> None:
    """Give every mention its date, duration and place, each word to the nearest mention that governs it."""
    by_sentence: dict[int, list[Mention]] = {}
    for m in mentions:
        by_sentence.setdefault(scene.parse.sent_of[m.head], []).append(m)
    for sentence, here in by_sentence.items():
        first, last = scene.parse.sents[sentence]
        _times(scene, here, first, last)
        for m in here:
            m.where = place_of(scene, m, here)
            if m.when is None and m.verb:
                when_clause(scene, m)


def _owner(scene: Scene, token: int, here: list[Mention], place: Where | None = None) -> Mention | None:
    """The mention that a word hangs on: the first one met on the way up, itself or through its verb."""
    parse = scene.parse
    heads = {m.head: m for m in reversed(here)}
    verbs: dict[int, Mention] = {}
    for m in here:
        for t in own_verbs(scene, m):
            verbs.setdefault(t, m)
    i = token
    for _ in range(HOPS):
        if i in heads:
            return heads[i]
        if i in verbs and i != token:
            return verbs[i]
        if is_verb(parse, i) and parse.lemmas[i].lower() in SAYING and i != token:
            return None
        if parse.heads[i] == i:
            return None
        if place is not None and parse.heads[token] == i and parse.deps[i] == "pobj":
            entity = scene.entity(i)
            if entity is not None and place.country in (None, scene.side(entity.id).country):
                return None  # "the government in A" says where a party is
        # a clause of its own keeps its times, unless it only says for what or how
        if is_verb(parse, i) and i != token and parse.deps[i] in ("relcl", "ccomp", "advcl") and not _purpose(scene, i):
            return heads.get(parse.heads[i]) if parse.deps[i] == "relcl" else None
        i = parse.heads[i]
    return None


def own_verbs(scene: Scene, m: Mention) -> list[int]:
    """The verbs whose times and places are those of a mention: it is their subject or object, not part of one."""
    parse = scene.parse
    out: list[int] = []
    for t in m.chain:
        if not is_verb(parse, t):
            lemma = parse.lemmas[t].lower()
            counted = any(parse.deps[k] in ("nummod", "amod") for k in parse.children[t])
            if (
                lemma in meeting_words("status-noun")
                or counted
                or t in scene.time_at
                or parse.deps[t] in ("acomp", "conj")
            ):
                continue
            break
        if parse.lemmas[t].lower() not in SAYING:
            out.append(t)
        if parse.deps[t] in ("ROOT", "ccomp", "relcl"):
            break
        if parse.deps[t] == "conj" and parse.kid(t, "nsubj", "nsubjpass") is not None:
            break
    return out


def _purpose(scene: Scene, verb: int) -> bool:
    return any(scene.parse.lowers[k] == "to" for k in scene.parse.children[verb])


def _times(scene: Scene, here: list[Mention], first: int, last: int) -> None:
    seen: set[int] = set()
    for t in range(first, last):
        index = scene.time_at.get(t)
        if index is None or index in seen:
            continue
        seen.add(index)
        time = scene.draft.times[index]
        head = _head(scene, time)
        if (
            scene.parse.deps[head] in ("poss", "compound", "nmod")
            and time.type != "DURATION"
            and all(m.head != scene.parse.heads[head] for m in here)
        ):
            continue
        owner = _owner(scene, head, here)
        if time.type == "DURATION":
            of_them = [o for k in scene.parse.kids(head, "prep") for o in scene.parse.kids(k, "pobj")]
            owner = next((m for m in here if m.head in of_them), owner)
            duration_of(scene, owner, here, head, index)
        elif time.type in ("DATE", "TIME") and owner is not None and usable(time):
            date_of(scene, owner, head, index)


def usable(time: TimeExpression) -> bool:
    """Whether a time expression names a day or period rather than "now" or "recently"."""
    return bool(time.value) and not str(time.value).startswith(("PAST", "PRESENT", "FUTURE"))


def _head(scene: Scene, time: TimeExpression) -> int:
    tokens = scene.parse.tokens_in(time.start, time.end)
    return scene.parse.head_of(tokens.start, tokens.stop)


@rule("talks.date")
def date_of(scene: Scene, m: Mention, head: int, index: int) -> None:
    """A meeting is dated by the time expression on its noun or its verb, not by one on "said"."""
    parse = scene.parse
    before = parse.lowers[parse.heads[head]] if parse.deps[head] == "pobj" else ""
    if before == "since" and m.status != "ongoing":
        return  # "the first visit since 2010" was not in 2010
    if m.when is not None and m.until is None:
        old = scene.draft.times[m.when]
        between = scene.draft.text[old.end : scene.draft.times[index].start].strip().lower()
        if between in ("to", "and", "-", "–", "until", "till", "through"):
            m.until = index
            return
    if m.when is None:
        m.when = index
        m.edge = _edge(scene, m, head)
        return
    old, new = scene.draft.times[m.when], scene.draft.times[index]
    if _width(new) < _width(old) and old.type == new.type and new.earliest and old.earliest:
        if old.earliest <= new.earliest and (new.latest or "") <= (old.latest or ""):
            m.when = index


@rule("talks.date-when")
def when_clause(scene: Scene, m: Mention) -> None:
    """In "on Tuesday, when A and B are to meet", they meet on Tuesday."""
    parse = scene.parse
    for token in (m.head, *m.chain[:3]):
        if parse.deps[token] in ("relcl", "advcl") and any(parse.lowers[k] == "when" for k in parse.children[token]):
            index = scene.time_at.get(parse.heads[token])
            if index is not None and scene.draft.times[index].type in ("DATE", "TIME"):
                m.when = index
            return


ENDING = frozenset("end conclude close finish wrap adjourn break collapse run last continue extend".split())
STARTING = frozenset("begin open start resume enter convene commence launch kick".split())


def _edge(scene: Scene, m: Mention, head: int) -> str:
    """Whether a date is that on which a meeting began or ended, by the verb or "until" before the date."""
    parse = scene.parse
    before = parse.lowers[parse.heads[head]] if parse.deps[head] == "pobj" else ""
    if before in ("until", "till"):
        return "end"
    if before in ("since", "from"):
        return "start"
    i = head
    for _ in range(4):
        if parse.heads[i] == i:
            break
        i = parse.heads[i]
        if is_verb(parse, i):
            lemma = parse.lemmas[i].lower()
            return "end" if lemma in ENDING else "start" if lemma in STARTING else ""
    return ""


def _width(time: TimeExpression) -> int:
    from datetime import date

    if not time.earliest or not time.latest:
        return 10**6
    return (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days


@rule("talks.duration")
def duration_of(scene: Scene, owner: Mention | None, here: list[Mention], head: int, index: int) -> None:
    """How long: "four-hour meeting", "lasted two hours", "talked for three hours", "three days of talks"."""
    parse = scene.parse
    h = parse.heads[head]
    if owner is None:
        return
    near = h == owner.head or head in parse.children[owner.head] or parse.deps[head] in ("compound", "nummod", "amod")
    of = any(parse.lowers[k] == "of" for k in parse.children[head])
    prep = parse.lowers[h] if parse.deps[head] == "pobj" else ""
    verb = parse.heads[h] if prep else h
    lasting = is_verb(parse, verb) and (
        parse.lemmas[verb].lower() in LASTING
        or (prep in ("for", "after", "over") and verb in (owner.head, *owner.chain[:2]))
    )
    if prep in ("in", "since", "within", "before") or parse.lowers[min(parse.right[head], len(parse) - 1)] in (
        "ago",
        "later",
    ):
        return
    value = str(scene.draft.times[index].value)
    if prep == "after" and "T" not in value and value[-1:] in ("Y", "M"):
        return  # "resumed after five years" is a pause
    if prep == "as" and any(parse.lowers[k] in ("length", "duration") for k in parse.kids(verb, "dobj")):
        lasting = True
    if ((near and prep in ("", "of")) or of or lasting or prep == "after") and owner.duration is None:
        owner.duration = index


@rule("talks.place")
def place_of(scene: Scene, m: Mention, here: list[Mention]) -> Where | None:
    """A meeting is where the phrase with in, at, near or to on its noun or its verb says: city, and venue if named."""
    parse = scene.parse
    best: Where | None = None
    first, last = parse.sentence(m.head)
    for k in range(first, last):
        if parse.deps[k] not in ("prep", "advmod") or parse.lowers[k] not in PLACE_PREPOSITIONS:
            continue
        if parse.lowers[k] == "to" and m.kind != "visit":
            continue
        if parse.lowers[k] in ("on", "off") and not any(
            parse.lemmas[o].lower() in AFLOAT or parse.lemmas[o].lower() in ("side", "outskirts", "shore")
            for o in parse.kids(k, "pobj")
        ):
            continue
        obj = parse.kid(k, "pobj")
        if obj is None or scene.time(obj) is not None:
            continue
        found = where(scene, obj)
        if found is None or _owner(scene, k, here, found) is not m:
            continue
        best = found if best is None else join(best, found)
    if best is None and m.verb and m.kind == "visit":
        obj = parse.kid(m.head, "dobj")
        best = where(scene, obj) if obj is not None else None
    if best is None:
        best = there(scene, m)
    if best is None and not m.verb:
        for k in parse.children[m.head]:
            if parse.deps[k] in ("compound", "nmod", "poss") and scene.parse.pos[k] == "PROPN":
                entity = scene.entity(k)
                if entity is not None and entity.kind == "place":
                    best = where(scene, k)
    return best


@rule("talks.place-there")
def there(scene: Scene, m: Mention) -> Where | None:
    """ "There" is the place last named before."""
    parse = scene.parse
    verbs = [m.head, *(t for t in m.chain if is_verb(parse, t))][:2]
    verbs.extend(k for k in parse.children[m.head] if parse.deps[k] in ("relcl", "acl"))
    if not any(parse.lowers[k] == "there" and parse.deps[k] == "advmod" for v in verbs for k in parse.children[v]):
        return None
    for t in range(m.head - 1, max(-1, m.head - 60), -1):
        if parse.pos[t] == "PROPN" and parse.lowers[parse.heads[t]] in ("in", "to", "at", "from"):
            city = _city(scene, t)
            if city is not None:
                return Where(*city, None, t, t + 1)
    return None


def join(a: Where, b: Where) -> Where:
    """Two phrases on one meeting: the venue of one, the city of the other."""
    if a.name and b.name and not a.venue and not b.venue:
        return a
    return Where(
        a.name or b.name,
        a.country or b.country,
        a.geonames or b.geonames,
        a.venue or b.venue,
        min(a.first, b.first),
        max(a.last, b.last),
    )


def where(scene: Scene, noun: int) -> Where | None:
    """The place that a noun phrase names."""
    parse = scene.parse
    first, last = _phrase(scene, noun)
    lemma = parse.lemmas[noun].lower()
    if lemma in meeting_words("settlement") or lemma in (
        "side",
        "outskirts",
        "shore",
        "north",
        "south",
        "east",
        "west",
    ):
        for obj in prep_objects(parse, noun, "of"):
            named = _city(scene, obj) or _proper(scene, obj)
            if named is not None:
                return Where(*named, None, first, last)
    entity = scene.entity(noun)
    if lemma == "capital" and entity is not None and entity.kind == "place":
        known = city_named(entity.name)
        return Where(entity.name, entity.country, known.geonames if known else None, None, first, last)
    venues = meeting_words("venue-noun")
    titled = parse.pos[noun] == "PROPN" and any(
        parse.lowers[k] in venues for k in range(first, noun + 1) if parse.pos[k] == "PROPN"
    )
    if lemma in venues or titled:
        return _venue(scene, noun, first, last)
    city = _city(scene, noun)
    if city is not None:
        return Where(*city, None, first, last)
    if lemma == "capital":
        for p in range(first, last):
            inner = scene.entity(p)
            if inner is not None and inner.kind == "state" and inner.country:
                name = next((c for c, code in capitals().items() if code == inner.country), None)
                known = city_named(name) if name else None
                if known is not None:
                    return Where(known.name, known.country, known.geonames, None, first, last)
    if entity is not None and entity.kind == "state" and parse.pos[noun] == "PROPN":
        return Where(entity.name, entity.country, None, None, first, last)
    return None


def _proper(scene: Scene, noun: int) -> tuple[str, str | None, int | None] | None:
    """A proper noun that stands where a town's name must stand."""
    parse = scene.parse
    if parse.pos[noun] != "PROPN" or scene.time(noun) is not None:
        return None
    start = noun
    while start > parse.left[noun] and parse.deps[start - 1] in ("compound", "punct", "nmod"):
        start -= 1
    entity = scene.entity(noun)
    return parse.text[parse.starts[start] : parse.ends[noun]], entity.country if entity is not None else None, None


def _venue(scene: Scene, noun: int, first: int, last: int) -> Where | None:
    """A hotel, palace, residence: the venue, with the city named in its phrase."""
    parse = scene.parse
    if any(parse.lowers[k] in ("one", "separate", "different", "side", "same") for k in parse.children[noun]):
        return None
    city = None
    comma = next((k for k in range(noun + 1, last) if parse.words[k] == ","), last)
    last = comma
    own = scene.entity(noun)
    for p in range(noun + 1, last):
        inner = scene.entity(p)
        if inner is not None and own is not None and inner.id == own.id:
            continue
        if parse.pos[p] == "PROPN" and (parse.deps[p] != "compound" or p + 1 == last):
            city = city or _city(scene, p)
    if city is None:
        for k in parse.children[noun]:
            if parse.deps[k] == "poss":
                city = city or _city(scene, k)
    words = " ".join(parse.text[parse.starts[first] : parse.ends[last - 1]].split())
    name, country, geonames = city or (None, None, None)
    return Where(name, country, geonames, words, first, last)


def _phrase(scene: Scene, noun: int) -> tuple[int, int]:
    """A noun phrase without relative clauses, times and trailing marks."""
    parse = scene.parse
    first, last = parse.left[noun], parse.right[noun]
    for k in parse.children[noun]:
        if k > noun and (
            parse.deps[k] in ("relcl", "acl", "conj", "cc", "punct", "appos", "advcl") or scene.time(k) is not None
        ):
            last = min(last, parse.left[k])
        elif k > noun and parse.deps[k] == "prep":
            obj = parse.kid(k, "pobj")
            if (obj is not None and scene.time(obj) is not None) or parse.lowers[k] in ("with", "on", "between", "for"):
                last = min(last, k)
    return first, max(last, noun + 1)


_CAPITAL = re.compile(r"[A-Z\u00c0-\u00de]")


def _city(scene: Scene, noun: int) -> tuple[str, str | None, int | None] | None:
    """The city named by a proper noun with its compounds."""
    parse = scene.parse
    if parse.pos[noun] != "PROPN" and not _CAPITAL.match(parse.words[noun]):
        return None
    entity = scene.entity(noun)
    start = noun
    while (
        start - 1 >= parse.left[noun]
        and parse.deps[start - 1] in ("compound", "punct", "nmod")
        and (parse.pos[start - 1] == "PROPN" or parse.words[start - 1] in ("-", "'"))
    ):
        start -= 1
    name = parse.text[parse.starts[start] : parse.ends[noun]]
    if entity is not None and entity.kind == "place":
        name = entity.name
    known = city_named(name)
    if entity is not None and entity.kind in ("person", "organisation", "armed-group"):
        return None
    if entity is not None and entity.kind == "place":
        if known is not None and (not entity.country or known.country == entity.country):
            return known.name if known.name.casefold() == name.casefold() else name, known.country, known.geonames
        return name, entity.country, None
    if known is not None and (known.population > 20000 or known.geonames is None):
        return name if known.name.casefold() != name.casefold() else known.name, known.country, known.geonames
    return None
