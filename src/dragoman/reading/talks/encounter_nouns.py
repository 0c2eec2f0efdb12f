"""Nouns that name a meeting ("talks", "the four-hour session", "a visit to X") and who is in their clause."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_words, ordinal_value
from dragoman.reading.clauses import (
    above,
    agent,
    conjuncts,
    is_verb,
    owner,
    prep_objects,
    subject,
    subjects,
    tense,
    verb_forms,
)
from dragoman.reading.talks.mention import Mention, Part
from dragoman.reading.talks.parties import parts, parts_of, unique, within
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

DEFINITE = frozenset({"the", "this", "that", "these", "those", "their", "its", "his", "her", "both"})


def noun_mention(scene: Scene, i: int, kind: str, note: str) -> Mention | None:
    """The mention that the noun at ``i`` makes, or None when it names no meeting."""
    parse = scene.parse
    word = parse.lowers[i]
    if note == "plural" and parse.tags[i] not in ("NNS", "NNPS") and not _in_contact(scene, i):
        return None
    if _part_of_other(scene, i):
        return None
    m = Mention(i, parse.left[i] if i - parse.left[i] < 8 else i, i + 1, kind, False, named_event.id)
    if parse.tags[i] == "NN" and not parse.children[i] and note in ("weak", "visit"):
        return None  # a count noun without an article is no meeting: "went on meeting", "on call"
    m.weak = note in ("weak", "meal", "visit", "call") or word in ("contacts", "exchanges", "discussions")
    _determine(scene, m)
    if m.ordinal is not None and word in ("round", "session"):
        m.weak = False
    named_event(scene, m)
    if kind == "visit":
        visit_of(scene, m)
    else:
        clause_parties(scene, m)
    for k in parse.children[i]:
        led_by(scene, m, k)
        if parse.deps[k] == "relcl":
            which_they_held(scene, m, k)
        elif parse.deps[k] == "compound" and parse.lowers[k] in ("telephone", "phone", "video"):
            m.kind = "call"
    if word in ("round", "session", "series"):
        for t in prep_objects(parse, i, "of"):
            for k in parse.children[t]:
                led_by(scene, m, k)
    if _at_large(scene, m) or _own_gathering(scene, m):
        return None
    if note == "meal" and len(m.sides) < 2 and not m.hosts and not m.pair:
        return None
    return m


def _at_large(scene: Scene, m: Mention) -> bool:
    """Whether "dialogue" or "mediation" without an article is the thing at large: "committed to dialogue with B"."""
    parse = scene.parse
    if parse.lemmas[m.head].lower() not in meeting_words("mass-noun") or parse.tags[m.head] != "NN":
        return False
    if any(parse.deps[k] in ("det", "poss", "amod", "nummod", "compound") for k in parse.children[m.head]):
        return False
    head = parse.heads[m.head]
    return not (parse.deps[m.head] in ("dobj", "nsubjpass") and is_verb(parse, head)) and not _in_contact(scene, m.head)


def _own_gathering(scene: Scene, m: Mention) -> bool:
    """Whether a summit or meeting is an organisation's own ("the bloc's summit") with nobody else named."""
    if m.verb or len(m.sides) != 1 or m.pair or m.hosts or m.mediators:
        return False
    entity = scene.draft.cast.by_id[m.parties[0].side]
    where = m.parties[0].first
    inside = scene.parse.left[m.head] <= where < m.head
    return entity.kind == "organisation" and inside and m.kind in ("summit", "conference", "talks")


def _in_contact(scene: Scene, i: int) -> bool:
    """Whether "contact" stands in "in contact"."""
    parse = scene.parse
    if parse.lowers[i] != "contact" or i < 2 or parse.lowers[i - 1] != "in":
        return False
    return parse.lemmas[parse.heads[parse.heads[i]]].lower() == "be"


@rule("talks.another")
def pronoun_mention(scene: Scene, i: int) -> Mention | None:
    """ "This one was held in …", "another is set for May" speak of a meeting told of before."""
    parse = scene.parse
    word, head = parse.lowers[i], parse.heads[i]
    if parse.deps[i] not in ("nsubj", "nsubjpass") or parse.lemmas[head].lower() not in (
        "hold", "set", "schedule", "plan", "take", "follow", "expect", "last", "end",
    ):  # fmt: skip
        return None
    m = Mention(i, parse.left[i], i + 1, "talks", False, pronoun_mention.id)
    if word == "another":
        m.newness = "next"
    elif any(parse.lowers[k] in ("this", "that", "the") for k in parse.children[i]):
        m.definite = True
    else:
        return None
    return m


def _part_of_other(scene: Scene, i: int) -> bool:
    """Whether the noun belongs to another: "meeting room", "round of talks" (told by "round"), "peace talks envoy"."""
    parse = scene.parse
    out = meeting_words("not-event")
    pair = f"{parse.lowers[i - 1]} {parse.lowers[i]}" if i else ""
    after = f"{parse.lowers[i]} {parse.lowers[i + 1]}" if i + 1 < len(parse) else ""
    if pair in out or after in out:
        return True
    if parse.deps[i] in ("compound", "nmod", "amod") and parse.heads[i] > i:
        return True
    head = parse.heads[i]
    if parse.deps[i] == "pobj" and parse.lowers[head] == "of":
        over = parse.heads[head]
        if parse.lemmas[over].lower() in ("round", "session"):
            return True
    return (
        parse.deps[i] == "pobj" and parse.lowers[head] == "about" and parse.lemmas[parse.heads[head]].lower() == "talk"
    )


def _determine(scene: Scene, m: Mention) -> None:
    """Read determiners and adjectives: definite or not, numbered, next or earlier."""
    parse = scene.parse
    newness = meeting_words("new-word")
    for k in parse.children[m.head]:
        low = parse.lowers[k]
        dep = parse.deps[k]
        if dep in ("det", "poss", "predet"):
            if low in DEFINITE or (dep == "poss" and scene.time(k) is not None):
                m.definite = True
        if dep in ("amod", "advmod", "nummod", "compound"):
            if low in newness:
                m.newness = newness[low]
            if low == "such":
                m.definite = True
            number = ordinal_value(low)
            if number is not None and dep == "amod":
                numbered = number > 1 or parse.lemmas[m.head].lower() in ("round", "session")
                m.ordinal = number if numbered else None
        if scene.time(k) is not None and dep in ("compound", "poss", "nmod"):
            m.definite = True
    if m.ordinal is not None and any(parse.lowers[k] in ("a", "an") for k in parse.children[m.head]):
        m.newness = "next"


@rule("talks.noun")
def named_event(scene: Scene, m: Mention) -> None:
    """Talks, a meeting, a summit, a round name a meeting of those that stand in the phrase: US-Russian talks, talks
    between A and B, A's talks with B."""
    parse = scene.parse
    i = m.head
    modifiers = list(within(scene, i))
    found: list[Part] = [p for p in modifiers if not _mediated(scene, p.first) and not _among(scene, p.first)]
    for t in prep_objects(parse, i, "between", "among", "with", "by"):
        if as_host(scene, m, t):
            continue
        more, group = parts(scene, t)
        if parse.lowers[parse.heads[t]] in ("between", "among") and len({p.side for p in more}) < 2:
            more = [*more, *second_party(scene, t)]
        found.extend(more)
        m.pair = m.pair or group
        m.unknown = m.unknown or (not more and not group and parse.pos[t] == "PROPN")
    for t in prep_objects(parse, i, "of"):
        more, group = parts(scene, t)
        if len({p.side for p in more}) > 1 or (group and not more):
            found.extend(more)
            m.pair = m.pair or group
    for verb in (i, parse.heads[i], *parse.kids(i, "relcl", "acl")):
        for t in prep_objects(parse, verb, "with", "through"):
            if parse.lemmas[t].lower() in ("participation", "attendance", "presence", "involvement"):
                for u in prep_objects(parse, t, "of"):
                    found.extend(parts(scene, u)[0])
    if parse.lemmas[i].lower() in ("round", "session", "series"):
        for t in prep_objects(parse, i, "of"):
            inner = [p for p in within(scene, t) if not _among(scene, p.first) and not _mediated(scene, p.first)]
            for u in prep_objects(parse, t, "between", "among", "with"):
                more, group = parts(scene, u)
                if parse.lowers[parse.heads[u]] in ("between", "among") and len({p.side for p in more}) < 2:
                    more = [*more, *second_party(scene, u)]
                inner.extend(more)
                m.pair = m.pair or group
            found.extend(inner)
    if not found and not m.pair and not m.weak:
        found = deeper(scene, i)
    m.parties = unique(found)


def deeper(scene: Scene, noun: int) -> list[Part]:
    """The two sides of "talks to end the war between A and B"."""
    parse = scene.parse
    for k in range(noun + 1, min(parse.right[noun], noun + 25)):
        if parse.lowers[k] == "between":
            for t in parse.kids(k, "pobj"):
                found = parts(scene, t)[0]
                if len({p.side for p in found}) > 1:
                    return found
    return []


def second_party(scene: Scene, token: int) -> list[Part]:
    """The second of "between the government in A and B", where the parser joins B to A."""
    parse = scene.parse
    out: list[Part] = []
    for k in range(token + 1, min(parse.right[token], token + 30)):
        if parse.deps[k] == "conj":
            entity = scene.entity(k)
            if entity is not None and entity.kind in ("state", "organisation", "armed-group", "person", "group"):
                out.extend(parts(scene, k)[0])
    return out


def _among(scene: Scene, token: int) -> bool:
    """Whether a modifier is the second half of "inter-Malian", "intra-Afghan": it names no party."""
    parse = scene.parse
    return token >= 2 and parse.words[token - 1] in ("-", "–") and parse.lowers[token - 2] in ("inter", "intra", "all")


def _mediated(scene: Scene, token: int) -> bool:
    """Whether a modifier is the first half of "UN-led", "Norwegian-brokered"."""
    parse = scene.parse
    return (
        token + 2 < len(parse)
        and parse.words[token + 1] in ("-", "–")
        and parse.lowers[token + 2] in meeting_words("chair-part")
    )


def as_host(scene: Scene, m: Mention, t: int) -> bool:
    """Read "with the Swiss as hosts": those are hosts, observers or mediators, not parties."""
    parse = scene.parse
    for u in conjuncts(parse, t):
        for role in prep_objects(parse, u, "as"):
            lemma = parse.lemmas[role].lower()
            who = parts(scene, t)[0]
            if lemma in ("host", "observer") or lemma in meeting_words("mediator-noun"):
                {"host": m.hosts, "observer": m.observers}.get(lemma, m.mediators).extend(who)
                return True
    return False


@rule("talks.which-they-held")
def which_they_held(scene: Scene, m: Mention, verb: int) -> None:
    """In "the talks which X opened with Y", X and Y are the parties; "which are under way" says that they go on."""
    parse = scene.parse
    objects = [
        k for k in parse.children[verb] if parse.deps[k] in ("dobj", "pobj") and parse.lowers[k] in ("which", "that")
    ]
    if objects and any(f in meeting_words("run-verb") for f in verb_forms(parse, verb)):
        sub = subject(parse, verb)
        found = parts(scene, sub)[0] if sub is not None and parse.lowers[sub] not in ("which", "that") else []
        for t in prep_objects(parse, verb, "with", "between"):
            more, group = parts(scene, t)
            found = [*found, *more]
            m.pair = m.pair or group
        m.parties = unique([*m.parties, *found])
    if any(parse.lowers[o] == "which" for o in prep_objects(parse, verb, "at", "in", "during")):
        found, group = parts_of(scene, subjects(parse, verb))
        m.parties = unique([*m.parties, *found])
        m.pair = m.pair or group
    for v in conjuncts(parse, verb):
        if parse.lemmas[v].lower() == "be" and tense(parse, v) == "present":
            words = {parse.lowers[k] for k in range(v, parse.right[v])}
            if "way" in words or words & {"ongoing", "underway", "continuing"}:
                m.status = "ongoing"


def led_by(scene: Scene, m: Mention, k: int) -> None:
    """Read "UN-sponsored", "brokered by Qatar", "hosted by Oman", "chaired by X" on the noun."""
    parse = scene.parse
    word = parse.lowers[k]
    if parse.deps[k] in ("amod", "acl") and word in meeting_words("chair-part"):
        who: list[Part] = []
        if k >= 2 and parse.words[k - 1] in ("-", "–") and parse.deps[k] == "amod":
            entity = scene.entity(k - 2)
            if entity is not None:
                who = [Part(scene.side(entity.id).id, entity.id, k - 2, k - 1)]
        else:
            by = agent(parse, k)
            if by is not None:
                who = parts(scene, by)[0]
        (m.hosts if word == "hosted" else m.mediators).extend(who)
        names = {p.side for p in who}
        m.parties = [p for p in m.parties if p.side not in names]


@rule("talks.light-verb")
def clause_parties(scene: Scene, m: Mention) -> None:
    """Who holds, opens, attends talks is a party to them; who hosts or chairs them is not."""
    parse = scene.parse
    asked = False
    for token, relation in above(parse, m.head):
        if not is_verb(parse, token):
            if relation in ("conj", "compound"):
                continue
            if parse.lemmas[token].lower() in meeting_words("status-noun") and relation != "poss":
                whose = owner(parse, token)
                offered = parts(scene, whose)[0] if whose is not None else []
                asked = True
                for t in [*prep_objects(parse, token, "from", "by"), *prep_objects(parse, m.head, "from")]:
                    offered.extend(parts(scene, t)[0])
                (m.mediators if m.kind == "mediation" else m.parties).extend(offered)
                m.parties = unique(m.parties)
                continue
            if parse.pos[token] == "ADJ":
                continue
            if relation == "prep:of" and parse.lemmas[token].lower() in (
                "day",
                "hour",
                "week",
                "month",
                "round",
                "series",
            ):
                continue
            return
        forms = verb_forms(parse, token)
        held, host, chair = (meeting_words(k) for k in ("run-verb", "host-verb", "chair-verb"))
        status = meeting_words("status-verb")
        if relation == "nsubj" and any(f in meeting_words("gathering-verb") for f in forms):
            for o in parse.kids(token, "dobj"):
                more, group = parts(scene, o)
                m.parties = unique([*more, *m.parties])
                m.pair = m.pair or group
        sub = subject(parse, token)
        passive = relation == "nsubjpass" or any(
            parse.deps[k] in ("nsubjpass", "auxpass") for k in parse.children[token]
        )
        if relation == "nsubjpass":
            sub = agent(parse, token)
        hold_in_place = relation.startswith("prep:") and relation[5:] not in (
            "for",
            "to",
            "at",
            "in",
            "with",
            "on",
            "from",
            "into",
            "out",
            "of",
            "after",
        )
        if sub is None or hold_in_place or (relation == "nsubj"):
            found, group = list[Part](), False
        elif relation == "nsubjpass":
            found, group = parts(scene, sub)
        else:
            found, group = parts_of(scene, subjects(parse, token))
        roles = {parse.lemmas[o].lower() for o in prep_objects(parse, token, "as")}
        if found and roles & {"observer", "mediator", "host", "facilitator", "guarantor"}:
            (m.observers if "observer" in roles else m.hosts if "host" in roles else m.mediators).extend(found)
            found = []
        if asked and relation in ("dobj", "nsubjpass") and any(f in host for f in forms):
            m.parties.extend(found)  # "received a request for a meeting"
        elif (any(f in host for f in forms) and relation in ("dobj", "nsubjpass", "acl")) or (
            relation == "acl" and any(f in host for f in forms)
        ):
            m.hosts.extend(found)
            for t in [*prep_objects(parse, token, "for"), *prep_objects(parse, m.head, "for")]:
                more, group = parts(scene, t)
                m.parties.extend(more)
                m.pair = m.pair or group
        elif (
            any(f in chair for f in forms)
            and not (forms[-1] == "convene" and {p.side for p in found} & m.sides)
            and not any(f in ("open",) for f in forms)
            and relation in ("dobj", "nsubjpass", "prep:over", "acl")
        ):
            state = all(scene.draft.cast.by_id[p.entity].kind == "state" for p in found)
            (m.hosts if forms[-1] == "convene" and state else m.mediators).extend(found)
        elif relation != "nsubj" and any(f in held or f in status for f in forms) and not passive:
            if relation in ("dobj", "attr", "xcomp", "ccomp") or relation in (
                "prep:for",
                "prep:in",
                "prep:with",
                "prep:to",
                "prep:on",
                "prep:from",
                "prep:of",
                "prep:into",
                "prep:out",
                "prep:at",
            ):
                m.parties.extend(found)
                m.pair = m.pair or group
                if forms[-1] in ("invite", "summon"):
                    for o in parse.kids(token, "dobj"):
                        m.parties.extend(parts(scene, o)[0])
                for t in prep_objects(parse, token, "with", "between"):
                    if as_host(scene, m, t):
                        continue
                    if (t != m.head and parse.left[t] > m.head) or t < m.head:
                        more, group = parts(scene, t)
                        m.parties.extend(p for p in more if p.first != m.head)
                        m.pair = m.pair or group
        elif relation == "nsubjpass" and any(f in held for f in forms):
            m.parties.extend(found)
            for t in prep_objects(parse, token, "between", "with"):
                m.parties.extend(parts(scene, t)[0])
        elif relation == "dobj" and any(f in host for f in forms):
            pass
        elif relation == "nsubj":
            below = [*prep_objects(parse, token, "between", "with")]
            for o in parse.kids(token, "dobj"):
                below.extend(prep_objects(parse, o, "between", "with"))
            for t in below:
                more, group = parts(scene, t)
                m.parties.extend(more)
        for k in parse.kids(token, "dobj"):
            # "turned down B's invitation to a meeting", with "to a meeting" hung on the verb
            whose = owner(parse, k) if parse.lemmas[k].lower() in meeting_words("status-noun") else None
            if whose is not None and k != m.head:
                m.parties.extend(parts(scene, whose)[0])
        m.parties = unique(m.parties)
        if len(m.sides) == 1 and not m.pair and not m.unknown:
            asker(scene, m, token)
        if not m.parties and not m.pair and relation == "dobj":
            m.pair = any(parse.lemmas[k].lower() in meeting_words("forum-noun") for k in subjects(parse, token))
        if (
            not m.parties
            and not m.pair
            and relation in ("prep:in", "prep:after", "prep:at", "prep:during", "prep:from")
        ):
            outer_parties(scene, m, token)
        return


def asker(scene: Scene, m: Mention, verb: int) -> None:
    """Who calls on a single other party to meet is the party that it is to meet."""
    parse = scene.parse
    head = parse.heads[verb]
    if parse.deps[verb] != "xcomp" or not is_verb(parse, head):
        return
    if any(meeting_words("status-verb").get(f) == "proposed" for f in verb_forms(parse, head)):
        found, _ = parts_of(scene, subjects(parse, head))
        m.parties = unique([*m.parties, *found])


def outer_parties(scene: Scene, m: Mention, verb: int) -> None:
    """In "the ministers of A and B failed to settle who … in talks", the parties are the subject of an outer clause."""
    parse = scene.parse
    for token, _ in [(verb, ""), *((a.token, a.relation) for a in above(parse, verb))][:4]:
        if not is_verb(parse, token):
            continue
        sub = subject(parse, token)
        if sub is None:
            continue
        found, group = parts(scene, sub)
        if len({p.side for p in found}) > 1:
            m.parties = found
            return
        if group and not found:
            m.pair = True
            return


@rule("talks.visit-noun")
def visit_of(scene: Scene, m: Mention) -> None:
    """A visit brings together the visitor's side and the side of the place or person visited."""
    parse = scene.parse
    i = m.head
    found = list(m.parties)
    for t in prep_objects(parse, i, "of", "by", "from"):
        found.extend(parts(scene, t)[0])
    if not found:
        head = parse.heads[i]
        for token, relation in above(parse, i):
            if is_verb(parse, token):
                sub = subject(parse, token)
                if sub is not None and relation in ("dobj", "prep:on", "prep:for", "prep:to", "pobj"):
                    found.extend(parts(scene, sub)[0])
                break
        del head
    below = [i]
    for k in parse.kids(i, "relcl", "acl"):
        sub = subject(parse, k)
        if sub is not None and sub != i:
            found.extend(parts(scene, sub)[0])
        below.extend((k, *parse.kids(k, "xcomp")))
    guests = unique(found)
    hosts: list[Part] = []
    if parse.deps[i] == "dobj":
        below.append(parse.heads[i])
    for t in [t for b in below for t in prep_objects(parse, b, "to", "with")]:
        more = parts(scene, t)[0]
        hosts.extend(more if more else place_side(scene, t))
    m.parties = unique([*guests, *hosts])


def place_side(scene: Scene, token: int) -> list[Part]:
    """The state that a place belongs to, when the cast knows that state."""
    entity = scene.entity(token)
    if entity is None or entity.kind != "place" or not entity.country:
        return []
    for other in scene.draft.cast.entities:
        if other.kind == "state" and other.country == entity.country:
            return [Part(other.id, other.id, token, token + 1)]
    return []
