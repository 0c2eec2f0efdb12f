"""Mentions of meetings: every noun and verb that tells of one, with the parties that its clause names."""

from __future__ import annotations

from typing import cast

from dragoman.knowledge.meetingwords import meeting_notes, meeting_words
from dragoman.reading.clauses import above, conjuncts, is_verb, prep_objects, subjects
from dragoman.reading.talks.encounter_nouns import noun_mention, pronoun_mention
from dragoman.reading.talks.encounter_verbs import verb_mention
from dragoman.reading.talks.guard import foreign_sentences
from dragoman.reading.talks.mention import Mention
from dragoman.reading.talks.scene import Scene
from dragoman.record import Level, Statement, rule


def find_mentions(scene: Scene) -> list[Mention]:
    """All mentions, in text order."""
    parse = scene.parse
    nouns, notes = meeting_words("event-noun"), meeting_notes("event-noun")
    verbs = meeting_words("meet-verb")
    starts = {form.split()[0] for form in verbs}
    elsewhere = foreign_sentences(scene)
    out: list[Mention] = []
    for i, lemma in enumerate(parse.lemmas):
        pos = parse.pos[i]
        low = lemma.lower()
        found = None
        if (
            pos in ("NOUN", "PROPN", "VERB", "ADJ")
            and (low in nouns or parse.lowers[i] in nouns or (low == "table" and table(scene, i)))
            and not (pos == "VERB" and parse.tags[i] != "VBG")
        ):
            key = low if low in nouns else parse.lowers[i]
            pair = f"{parse.lowers[i - 1]} {low}" if i else ""
            key = pair if pair in nouns else "negotiating table" if low == "table" else key
            if pos != "VERB" or parse.deps[i] in ("dobj", "pobj", "nsubj", "nsubjpass"):
                found = noun_mention(scene, i, nouns[key], notes[key])
        if found is None and low in ("one", "another") and out:
            found = pronoun_mention(scene, i)
        if found is None and pos in ("VERB", "AUX") and low in starts:
            found = verb_mention(scene, i)
        if found is not None and parse.sent_of[i] not in elsewhere:
            found.rank = rank_of(scene, found)
            found.quoted = any(s.quotation != "indirect" for s in scene.statements_at(i) if _inside(scene, s, i))
            found.title = headline(scene, i)
            out.append(found)
    link(scene, out)
    return out


def _to(scene: Scene, verb: int) -> bool:
    return any(scene.parse.lowers[k] == "to" and scene.parse.deps[k] == "aux" for k in scene.parse.children[verb])


@rule("talks.rank-word")
def rank_of(scene: Scene, m: Mention) -> Level | None:
    """The rank of those who meet, from the words for them: the foreign ministers, senior officials, experts."""
    parse = scene.parse
    ranks = meeting_words("pair-rank")
    verb = m.head if m.verb else next((a.token for a in above(parse, m.head) if is_verb(parse, a.token)), m.head)
    tokens = [
        *subjects(parse, verb),
        *parse.kids(verb, "dobj"),
        *prep_objects(parse, m.head, "between", "of", "with", "by"),
    ]
    tokens.extend(parse.kids(m.head, "compound", "amod", "poss"))
    if m.verb:
        tokens.extend(prep_objects(parse, verb, "with"))
    for t in tokens:
        for u in conjuncts(parse, t):
            found = ranks.get(parse.lemmas[u].lower())
            if found and u != m.head:
                return cast(Level, found)
    return None


def headline(scene: Scene, token: int) -> bool:
    """Whether a token stands in a headline: a title, or a first line that is one sentence without a stop."""
    parse = scene.parse
    segment = parse.segment(token)
    if segment.kind == "title":
        return True
    first, last = parse.sentence(token)
    alone = first == segment.first and last == segment.last
    return (
        alone
        and segment.first < 60
        and last - first < 20
        and parse.words[last - 1] not in (".", "!", "?", '"', "”", "’")
    )


def during_which(scene: Scene, verb: int, by_head: dict[int, Mention]) -> Mention | None:
    """The visit or summit "during which" or "at which" another meeting takes place."""
    parse = scene.parse
    if parse.deps[verb] != "relcl":
        return None
    if not any(parse.lowers[o] == "which" for o in prep_objects(parse, verb, "during", "at", "in")):
        return None
    token = parse.heads[verb]
    for _ in range(3):
        if token in by_head:
            return by_head[token]
        token = parse.heads[token]
    if token in by_head:
        return by_head[token]
    first, _ = parse.sentence(verb)
    return next((by_head[i] for i in range(verb, first, -1) if i in by_head and i < parse.left[verb]), None)


def _inside(scene: Scene, statement: Statement, token: int) -> bool:
    start = scene.parse.starts[token]
    return any(a.start <= start < a.end for a in statement.content)


def table(scene: Scene, i: int) -> bool:
    """Whether a table is that at which parties talk: the negotiating table, back at the table."""
    parse = scene.parse
    if i and parse.lowers[i - 1] in TALKING:
        return True
    verb = parse.heads[parse.heads[i]]
    return (
        parse.deps[i] == "pobj"
        and parse.lowers[parse.heads[i]] == "to"
        and parse.lemmas[verb].lower() in ("return", "come", "go", "get")
        and any(parse.lowers[k] == "the" for k in parse.children[i])
    )


TALKING = ("negotiating", "bargaining", "conference")
LINKING = frozenset(
    {
        "relcl",
        "acl",
        "appos",
        "prep:for",
        "prep:at",
        "prep:in",
        "prep:during",
        "prep:on",
        "prep:of",
        "prep:by",
        "prep:via",
        "attr",
    }
)


@rule("talks.one-clause")
def link(scene: Scene, mentions: list[Mention]) -> None:
    """A noun and a verb that tell of a meeting in one clause tell of one: met for talks, talks at which they met."""
    by_head = {m.head: m for m in mentions}
    for m in mentions:
        for token, relation in above(scene.parse, m.head):
            other = by_head.get(token)
            if other is not None and other.linked is not m and (other.kind != "visit" or m.kind == "visit"):
                purpose = relation in ("advcl", "xcomp") and other.kind == "visit" and m.verb and _to(scene, m.head)
                if purpose:
                    m.linked = other
                elif relation in LINKING and not (m.newness or m.ordinal) and not (m.verb and other.verb):
                    m.linked = other
                break
            if relation == "nsubjpass" or relation == "nsubj":
                during = during_which(scene, token, by_head)
                if during is not None and during is not m:
                    m.linked = during
                break
            if relation not in ("relcl", "attr", "appos", "conj", "pobj") and not relation.startswith("prep:"):
                break
