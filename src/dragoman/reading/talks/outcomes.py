"""What came of a meeting: agreed, not agreed, left open, a next meeting, a statement, nothing."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.clauses import is_verb, negated, subject, tense, verb_forms
from dragoman.reading.phrases import clause, phrase, trim
from dragoman.reading.talks.focus import Focus
from dragoman.reading.talks.mention import Meeting
from dragoman.reading.talks.scene import Scene
from dragoman.record import OutcomeKind, rule

BAD_TENSES = frozenset({"future", "would", "could", "should"})


class Result(NamedTuple):
    """An outcome: its meeting, kind, half-open tokens, and the rule that found it."""

    meeting: Meeting
    kind: OutcomeKind
    first: int
    last: int
    rule: str


class Results:
    """Collects outcomes, one a stretch of text."""

    def __init__(self, scene: Scene, focus: Focus) -> None:
        self.scene, self.focus = scene, focus
        self.found: list[Result] = []
        self._taken: set[int] = set()

    def add(
        self, token: int, kind: OutcomeKind, first: int, last: int, rule_id: str, meeting: Meeting | None = None
    ) -> None:
        """Add an outcome to the meeting that the clause of ``token`` is about."""
        meeting = meeting or self.focus.of(token)
        if meeting is not None and meeting.mentions[0].status in ("planned", "proposed"):
            meeting = meeting.follows or self.focus.main  # what is still to come has no outcome
        if meeting is None or token in self._taken:
            return
        self._taken.update(range(first, min(last, first + 60)))
        self.found.append(Result(meeting, kind, first, last, rule_id))


def find_outcomes(scene: Scene, focus: Focus) -> list[Result]:
    """All outcomes in text order."""
    results = Results(scene, focus)
    parse = scene.parse
    verbs, fails, opens = (meeting_words(k) for k in ("outcome-verb", "outcome-fail", "outcome-open"))
    nouns = meeting_words("outcome-noun") | meeting_words("outcome-noun-bad")
    for i, pos in enumerate(parse.pos):
        if parse.segment(i).kind == "title":
            continue
        if pos in ("VERB", "AUX"):
            forms = verb_forms(parse, i)
            lemma = forms[-1]
            if any(f in fails for f in forms):
                failed(scene, results, i, forms)
            elif lemma in opens or lemma == "be":
                left_open(scene, results, i)
            if any(f in verbs for f in forms) or lemma in meeting_words("reach-verb"):
                agreed(scene, results, i, forms)
        elif pos in ("NOUN", "PROPN", "PRON", "ADV"):
            low = parse.lowers[i]
            if low in nouns or parse.lemmas[i].lower() in nouns:
                came_away(scene, results, i)
    follow_ups(scene, results)
    results.found.sort(key=lambda r: (r.first, r.last))
    return results.found


def _actors(scene: Scene, results: Results, verb: int) -> bool:
    """Whether the doer can come to terms: parties, persons at it, the two sides, the meeting itself, or nobody said."""
    parse = scene.parse
    sub = subject(parse, verb)
    if sub is None:
        return True
    if results.focus.at(sub) is not None or parse.lowers[sub] in ("they", "both", "it", "we"):
        return True
    if parse.lowers[sub] in meeting_words("group-word"):
        return True
    entity = scene.entity(sub)
    if entity is None:
        return False
    side = scene.side(entity.id).id
    meeting = results.focus.of(verb)
    return meeting is not None and side in meeting.sides


def _embeds_meeting(scene: Scene, results: Results, verb: int) -> bool:
    """Whether what is agreed on is a meeting ("agreed to hold talks"), which is told as that meeting."""
    parse = scene.parse
    for k in parse.children[verb]:
        if parse.deps[k] not in ("xcomp", "ccomp", "prep", "dobj"):
            continue
        if parse.deps[k] == "prep" and parse.lowers[k] not in ("on", "to", "upon"):
            continue  # "agreed on quotas at a meeting" tells where
        targets = [k, *parse.kids(k, "dobj", "pobj")]
        if any(results.focus.at(t) is not None for t in targets):
            return True
    return False


@rule("talks.outcome-agreed")
def agreed(scene: Scene, results: Results, verb: int, forms: tuple[str, ...]) -> None:
    """What the parties agreed, signed or reached came of their meeting; under a negation, it was not agreed."""
    parse = scene.parse
    lemma = forms[-1]
    when = tense(parse, verb)
    h = parse.heads[verb]
    minus = negated(parse, verb)
    able = next((parse.lowers[k] for k in parse.children[verb] if parse.deps[k] == "aux"), "")
    if able == "could" and minus:
        when = "past"
    if when in BAD_TENSES or (when == "infinitive" and not _failed_above(scene, verb)):
        return
    if parse.deps[verb] == "xcomp" and parse.lemmas[h].lower() in ("fail", "refuse", "try", "hope", "want"):
        return
    passive = parse.kid(verb, "nsubjpass")
    obj = passive if passive is not None else parse.kid(verb, "dobj")
    nouns = meeting_words("outcome-noun")
    thing = obj is not None and (parse.lemmas[obj].lower() in nouns or parse.lowers[obj] in ("name", "names"))
    if parse.deps[verb] in ("acl", "amod") and parse.tags[verb] == "VBN":
        return  # "the limits agreed in 2010"
    if lemma == "put" and not thing:
        return
    if lemma == "agree":
        if parse.deps[verb] == "advcl" and parse.tags[verb] != "VBG":
            return
        if not _actors(scene, results, verb) and passive is None:
            return
        first = parse.left[verb] if passive is not None or minus else verb
        if able == "could":
            first = parse.left[verb]
        begin, end = clause(scene.parse, verb, first)
        if _embeds_meeting(scene, results, verb):
            if not minus:
                results.add(verb, "next-meeting", begin, end, agreed.id, _before(scene, results, verb))
            return
        results.add(verb, "not-agreed" if minus else "agreed", begin, end, agreed.id)
        return
    if obj is None and lemma not in ("decide", "settle", "pledge", "promise", "undertake", "commit"):
        return
    if lemma in meeting_words("reach-verb") and not thing and lemma not in ("sign", "initial", "ratify"):
        matter = obj is not None and parse.lemmas[obj].lower() in (
            "date",
            "calendar",
            "timetable",
            "decision",
            "invitation",
            "schedule",
            "term",
            "deadline",
            "venue",
        )
        if not (matter and minus):
            return
    if lemma in (
        "accept",
        "confirm",
        "approve",
        "adopt",
        "endorse",
        "restore",
        "settle",
        "decide",
        "resolve",
        "pledge",
        "promise",
        "undertake",
        "commit",
    ) and not (
        _pair(scene, results, verb)
        or (passive is not None and results.focus.in_clause(verb) is not None)
        or (lemma == "settle" and passive is not None)
    ):
        return
    if passive is None and not _actors(scene, results, verb) and parse.deps[verb] != "relcl":
        return
    first = parse.left[verb] if passive is not None else verb
    begin, end = clause(scene.parse, verb, first)
    kind: OutcomeKind = "agreed"
    if obj is not None and nouns.get(parse.lemmas[obj].lower()) == "statement":
        kind = "statement"
        if minus:
            return
    results.add(verb, "not-agreed" if minus else kind, begin, end, agreed.id)


def _pair(scene: Scene, results: Results, verb: int) -> bool:
    parse = scene.parse
    sub = subject(parse, verb)
    return sub is not None and (
        parse.lowers[sub] in meeting_words("group-word")
        or results.focus.at(sub) is not None
        or parse.lowers[sub] == "they"
    )


def _failed_above(scene: Scene, verb: int) -> bool:
    h = scene.parse.heads[verb]
    return scene.parse.lemmas[h].lower() in ("manage",)


def _before(scene: Scene, results: Results, token: int) -> Meeting | None:
    """The meeting spoken of before the one that is agreed on in this clause."""
    del scene
    earlier = [m for m in results.focus.mentions if m.head < token and m.meeting is not None]
    return earlier[-1].meeting if earlier else results.focus.main


@rule("talks.outcome-failed")
def failed(scene: Scene, results: Results, verb: int, forms: tuple[str, ...]) -> None:
    """Talks that fail, collapse or break up, and parties that fail to agree, have not agreed."""
    parse = scene.parse
    when = tense(parse, verb)
    if when in BAD_TENSES or negated(parse, verb) or when == "infinitive":
        return
    sub = subject(parse, verb)
    about = results.focus.at(sub) if sub is not None else None
    lemma = forms[-1]
    inner = parse.kid(verb, "xcomp")
    if lemma == "fail" and inner is not None:
        if about is None and not _actors(scene, results, verb) and parse.deps[verb] not in ("conj", "acl", "advcl"):
            return
        if parse.lemmas[inner].lower() not in _agreeing():
            return
    elif about is None and not (lemma in ("disagree", "differ") and _pair(scene, results, verb)):
        return
    begin, end = clause(scene.parse, verb)
    results.add(verb, "not-agreed", begin, end, failed.id, about.meeting if about else None)


def _agreeing() -> frozenset[str]:
    return frozenset().union(*(meeting_words(k) for k in ("outcome-verb", "reach-verb", "reach-verb-failed")))


@rule("talks.outcome-open")
def left_open(scene: Scene, results: Results, verb: int) -> None:
    """What remains open, stays unresolved or is left to later is an unresolved point."""
    parse = scene.parse
    adjectives = meeting_words("open-adj")
    lemma = parse.lemmas[verb].lower()
    if tense(parse, verb) in BAD_TENSES or parse.deps[verb] == "advcl":
        return
    if lemma == "leave":
        obj = parse.kid(verb, "dobj")
        if obj is None or not (_pair(scene, results, verb) or results.focus.in_clause(verb) is not None):
            return
        behind = [parse.lowers[k] for k in range(obj, min(obj + 8, parse.right[verb]))]
        if "later" in behind or any(w in adjectives for w in behind):
            begin, end = clause(scene.parse, verb)
            results.add(verb, "unresolved", begin, end, left_open.id)
        return
    for k in parse.children[verb]:
        if parse.deps[k] in ("acomp", "attr", "oprd", "xcomp", "advcl") and parse.lowers[k] in adjectives:
            sub = parse.kid(verb, "nsubj")
            if sub is None or (lemma == "be" and parse.lowers[k] in ("open", "apart", "clear")):
                return
            begin, end = clause(scene.parse, verb, parse.left[sub])
            if not negated(parse, verb):
                results.add(verb, "unresolved", begin, end, left_open.id)
            return


@rule("talks.outcome-noun")
def came_away(scene: Scene, results: Results, noun: int) -> None:
    """Ending without agreement, in failure or in deadlock, with a joint statement or an accord is the outcome."""
    parse = scene.parse
    head = parse.heads[noun]
    lemma = parse.lemmas[noun].lower()
    good = meeting_words("outcome-noun").get(parse.lowers[noun], meeting_words("outcome-noun").get(lemma))
    bad = meeting_words("outcome-noun-bad").get(parse.lowers[noun], meeting_words("outcome-noun-bad").get(lemma))
    before = parse.lowers[noun - 1] if noun else ""
    if good == "statement" or (
        lemma in ("statement", "declaration", "communique", "communiqué") and before in ("joint", "final", "common")
    ):
        if before in ("joint", "final", "common") or lemma.startswith("communiq"):
            first, last = phrase(scene.parse, scene.time_at, noun)
            results.add(noun, "statement", first, last, came_away.id)
        return
    if parse.deps[noun] != "pobj" or parse.pos[head] not in ("ADP", "SCONJ"):
        if (
            bad == "none"
            and parse.deps[noun] == "dobj"
            and is_verb(parse, head)
            and results.focus.in_clause(head) is not None
        ):
            begin, end = clause(scene.parse, head)
            results.add(head, "none", begin, end, came_away.id)
        return
    prep = parse.lowers[head]
    over = parse.heads[head]
    about = results.focus.in_clause(over) if is_verb(parse, over) else None
    if is_verb(parse, over) and about is None and not _actors(scene, results, over):
        return
    if not is_verb(parse, over):
        if results.focus.at(over) is None:
            return
        about = results.focus.at(over).meeting  # type: ignore[union-attr]
    if is_verb(parse, over) and tense(parse, over) in BAD_TENSES:
        return
    first, last = head, parse.right[head]
    if is_verb(parse, over) and over < head and head - over < 6:
        first = over
    begin, end = trim(parse, first, max(last, noun + 1))
    if prep == "without" and good:
        results.add(noun, "not-agreed", begin, end, came_away.id, about)
    elif prep in ("in", "with") and bad:
        results.add(noun, bad, begin, end, came_away.id, about)  # type: ignore[arg-type]
    elif prep == "with" and good and is_verb(parse, over):
        minus = any(parse.lowers[k] == "no" for k in parse.children[noun])
        results.add(noun, "not-agreed" if minus else "agreed", begin, end, came_away.id, about)


@rule("talks.outcome-next-meeting")
def follow_ups(scene: Scene, results: Results) -> None:
    """A next round, or that the parties will meet again, is an outcome of the meeting before it."""
    focus = results.focus
    for m in focus.mentions:
        meeting = m.meeting
        if meeting is None or meeting.follows is None or m is not meeting.mentions[0]:
            continue
        if (m.status or meeting.status) != "planned" or meeting.follows.status not in ("held", "ongoing", None):
            continue
        verb = m.head if m.verb else next((t for t in m.chain if is_verb(scene.parse, t)), m.head)
        begin, end = clause(scene.parse, verb, min(scene.parse.left[verb], m.first))
        if m.head in results._taken:
            continue
        results.add(m.head, "next-meeting", begin, end, follow_ups.id, meeting.follows)
