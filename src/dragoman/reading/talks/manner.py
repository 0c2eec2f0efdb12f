"""How a meeting was described, how public it was, whether the parties sat together, and since when it was the first."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge.meetingwords import meeting_words, phrases_by_first
from dragoman.reading.clauses import agent, conjuncts, is_verb, subject
from dragoman.reading.phrases import trim
from dragoman.reading.talks.focus import Focus
from dragoman.reading.talks.mention import Meeting, Mention
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule


class Manner(NamedTuple):
    """A description: its meeting, half-open tokens, and the entity whose words it is."""

    meeting: Meeting
    first: int
    last: int
    by: str | None


def find_manners(scene: Scene, focus: Focus) -> list[Manner]:
    """All descriptions of meetings."""
    parse = scene.parse
    out: list[Manner] = []
    verbs, nouns = meeting_words("manner-verb"), meeting_words("manner-noun")
    for i, pos in enumerate(parse.pos):
        if parse.segment(i).kind == "title":
            continue
        low = parse.lemmas[i].lower()
        if pos == "VERB" and low in verbs:
            out.extend(described(scene, focus, i))
        elif pos in ("NOUN",) and (low in nouns or focus.at(i) is not None):
            out.extend(was(scene, focus, i))
            out.extend(atmosphere(scene, focus, i, low in nouns))
    seen: set[int] = set()
    kept = []
    for m in sorted(out, key=lambda m: (m.first, m.last)):
        if not any(t in seen for t in range(m.first, m.last)):
            seen.update(range(m.first, m.last))
            kept.append(m)
    return kept


def _adjectives(scene: Scene, token: int) -> tuple[int, int] | None:
    """The tokens of a describing phrase around an adjective with what is coordinated with it."""
    parse = scene.parse
    known = meeting_words("manner-adj")
    group = conjuncts(parse, token)
    if not any(parse.lowers[t] in known for t in group):
        return None
    good = [t for t in group if parse.lowers[t] in known or parse.pos[t] == "ADJ"]
    first = min([*good, *(k for t in good for k in parse.children[t] if parse.deps[k] in ("advmod",) and k < t)])
    first, last = trim(parse, first, max(good) + 1)
    return (first + 1 if parse.lowers[first] == "as" and last - first > 1 else first), last


@rule("talks.described-as")
def described(scene: Scene, focus: Focus, verb: int) -> list[Manner]:
    """Who calls talks useful, describes them as frank or terms them positive characterises them."""
    parse = scene.parse
    target = parse.kid(verb, "dobj", "nsubjpass")
    found: list[int] = []
    small = None
    for k in parse.children[verb]:
        if k < verb:
            continue
        dep = parse.deps[k]
        if dep in ("oprd", "ccomp", "acomp", "attr", "advcl"):
            found.append(k)
            if dep == "ccomp":
                small = parse.kid(k, "nsubj")
        elif dep == "prep" and parse.lowers[k] == "as":
            found.extend(parse.children[k])
    about = target if target is not None else small
    if about is None and parse.deps[verb] in ("acl", "advcl", "amod"):
        about = parse.heads[verb]
    meeting = None
    if about is not None:
        mention = focus.at(about)
        if mention is not None:
            meeting = mention.meeting
        elif parse.lowers[about] in ("it", "them", "this", "which") or parse.lemmas[about].lower() in (
            "result", "mood", "atmosphere", "outcome", "exchange", "talk", "discussion", "tone", "debate", "meeting",
        ):  # fmt: skip
            meeting = focus.of(verb)
        elif is_verb(parse, about):
            meeting = focus.of(verb)
    if meeting is None:
        return []
    sub = (
        agent(parse, verb)
        if parse.kid(verb, "nsubjpass") is not None or parse.tags[verb] == "VBN"
        else subject(parse, verb)
    )
    by = scene.entity(sub) if sub is not None else None
    out = []
    for k in found:
        adj = k
        if parse.pos[k] != "ADJ" and parse.tags[k] not in ("VBG", "VBN", "JJ"):
            adj = next(
                (
                    c
                    for c in parse.children[k]
                    if parse.pos[c] == "ADJ" and parse.lowers[c] in meeting_words("manner-adj")
                ),
                k,
            )
        span = _adjectives(scene, adj)
        if span is not None:
            out.append(Manner(meeting, *span, by.id if by is not None else None))
    return out


@rule("talks.was-described")
def was(scene: Scene, focus: Focus, noun: int) -> list[Manner]:
    """Talks, a conversation or a mood that "was cordial" is characterised so."""
    parse = scene.parse
    head = parse.heads[noun]
    if parse.deps[noun] != "nsubj" or parse.lemmas[head].lower() not in ("be", "seem", "appear", "remain"):
        return []
    mention = focus.at(noun)
    meeting = mention.meeting if mention is not None else focus.of(noun)
    if meeting is None or (
        mention is None and parse.lemmas[noun].lower() in ("way", "start", "terms", "manner", "fashion")
    ):
        return []
    out = []
    for k in parse.children[head]:
        if k > head and parse.deps[k] in ("acomp", "attr", "ccomp", "oprd"):
            span = _adjectives(scene, k)
            if span is not None:
                out.append(Manner(meeting, *span, speaker(scene, noun)))
    return out


@rule("talks.atmosphere")
def atmosphere(scene: Scene, focus: Focus, noun: int, tone: bool) -> list[Manner]:
    """A constructive atmosphere, a spirit of friendship, a stormy start, a frank exchange characterise the meeting."""
    parse = scene.parse
    known = meeting_words("manner-adj")
    mention = focus.at(noun)
    found = [
        k
        for k in parse.children[noun]
        if parse.deps[k] in ("amod", "compound") and parse.lowers[k] in known and k < noun
    ]
    if mention is not None and not tone:
        found = [
            k
            for k in found
            if parse.lowers[k] not in ("formal", "informal", "direct", "open", "high", "hard", "important")
        ]
    meeting = mention.meeting if mention is not None else focus.of(noun)
    if meeting is None:
        return []
    by = speaker(scene, noun)
    if found:
        first, last = min(found), max(found) + 1
        for k in found:
            for t in conjuncts(parse, k):
                last = max(last, t + 1)
        first = min([first, *(k for f in found for k in parse.children[f] if parse.deps[k] == "advmod" and k < f)])
        return [Manner(meeting, *trim(parse, first, last), by)]
    if tone and parse.lemmas[noun].lower() in ("spirit", "atmosphere", "climate", "tone", "mood"):
        of = next((k for k in parse.children[noun] if parse.deps[k] == "prep" and parse.lowers[k] == "of"), None)
        if of is not None and parse.deps[noun] == "pobj":
            return [Manner(meeting, *trim(parse, noun, parse.right[of]), by)]
    return []


def speaker(scene: Scene, token: int) -> str | None:
    """The source of the innermost statement whose content holds a token."""
    start = scene.parse.starts[token]
    best: tuple[int, str | None] | None = None
    for s in scene.statements_at(token):
        size = sum(a.end - a.start for a in s.content)
        if any(a.start <= start < a.end for a in s.content) and (best is None or size < best[0]):
            best = (size, s.source.entity if s.source else None)
    return best[1] if best else None


@rule("talks.publicity")
def publicity(scene: Scene, m: Mention) -> tuple[int, int] | None:
    """Behind closed doors, in secret, privately: how public the meeting was."""
    return _phrase_in(scene, m.head, "publicity")


@rule("talks.indirect")
def indirect(scene: Scene, m: Mention) -> bool:
    """Separate rooms, one after the other, through mediators: the parties did not sit together."""
    return _phrase_in(scene, m.head, "indirect") is not None


def _phrase_in(scene: Scene, token: int, kind: str) -> tuple[int, int] | None:
    """The first phrase of a kind in the sentence of a token, as half-open tokens."""
    parse = scene.parse
    index = phrases_by_first(kind)
    first, last = parse.sentence(token)
    for i in range(first, last):
        for words in index.get(parse.lowers[i], ()):
            if tuple(parse.lowers[i : i + len(words)]) == words:
                return i, i + len(words)
    return None


@rule("talks.first-since")
def first_since(scene: Scene, m: Mention) -> tuple[int, int] | None:
    """The first meeting since something, or in so many years."""
    parse = scene.parse
    first, last = parse.sentence(m.head)
    marks = [i for i in range(first, last) if parse.lowers[i] in ("first", "last") and abs(i - m.head) < 25]
    if not any(parse.lowers[i] == "first" for i in marks):
        return None
    start = next(i for i in marks if parse.lowers[i] == "first")
    for i in range(start + 1, last):
        if parse.lowers[i] == "since" and i - start < 16:
            h = parse.heads[i]
            end = parse.right[h] if parse.deps[i] == "mark" else parse.right[i]
            stop = next((k for k in range(i + 1, max(end, i + 1)) if parse.words[k] in (",", ";") and k > i + 2), end)
            if i < m.head < end:
                return None  # the meeting of the since-clause is the earlier one
            return trim(parse, i, max(min(end, stop, last), i + 1))
        if parse.lowers[i] in ("in", "for") and i - start < 12:
            obj = parse.kid(i, "pobj")
            time = scene.time(obj) if obj is not None else None
            if time is not None and time.type == "DURATION":
                return trim(parse, i, max(parse.right[i], (obj or i) + 1))
    if (
        parse.lowers[start + 1 : start + 2] == ["time"]
        and start >= 2
        and parse.lowers[start - 2] == "for"
        and start > m.head - 12
    ):
        return start - 2, start + 2
    return None
