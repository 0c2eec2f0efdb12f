"""Whether a meeting was held, is planned, was refused …: from tense, aspect, negation and the words above a mention."""

from __future__ import annotations

from dragoman.knowledge.meetingwords import meeting_words
from dragoman.reading.clauses import above, is_verb, negated, tense, verb_forms
from dragoman.reading.talks.mention import Mention
from dragoman.reading.talks.scene import Scene
from dragoman.record import rule

TENSES = {
    "past": "held",
    "perfect": "held",
    "pluperfect": "held",
    "past-progressive": "held",
    "progressive": "ongoing",
    "future": "planned",
    "would": "planned",
    "could": "proposed",
    "should": "proposed",
}
HAPPEN = frozenset({"happen", "take", "occur", "materialise", "materialize", "go", "be"})
GOING_ON = frozenset({"run", "last", "continue", "end", "conclude", "finish", "close", "go"})
OBJECTS = ("dobj", "nsubjpass", "xcomp", "ccomp", "pcomp", "attr", "acl", "oprd")
OPENERS = frozenset({"after", "following", "during", "at", "since", "in", "on", "from", "with", "through"})


def read_status(scene: Scene, m: Mention) -> None:
    """Set what the words say of a mention's standing, or nothing where they say nothing."""
    parse = scene.parse
    m.chain = tuple(a.token for a in above(parse, m.head))
    if m.status is not None:
        return
    for found in (by_adjective(scene, m), by_clause(scene, m)):
        if found:
            m.status = found
    if conditional(scene, m) and m.status in ("held", "planned", "ongoing", None):
        m.status = "proposed"


@rule("talks.status-adjective")
def by_adjective(scene: Scene, m: Mention) -> str | None:
    """A word on the noun tells the standing of a meeting: a planned lunch, the postponed visit, ongoing talks."""
    if m.verb:
        return None
    adjectives = meeting_words("status-adj")
    for k in scene.parse.children[m.head]:
        if scene.parse.lowers[k] in ("under", "in") and scene.parse.lowers[k + 1 : k + 2] in (["way"], ["progress"]):
            m.status_rule = by_adjective.id
            return "ongoing"
        if scene.parse.deps[k] in ("amod", "compound", "acl"):
            found = adjectives.get(scene.parse.lowers[k])
            if found and scene.parse.lowers[k] not in ("open", "free", "next", "likely", "certain", "current"):
                m.status_rule = by_adjective.id
                return found
    return None


@rule("talks.status-clause")
def by_clause(scene: Scene, m: Mention) -> str | None:
    """The verbs above a mention tell the standing: tense, negation, and words such as agree, refuse, postpone, deny."""
    parse = scene.parse
    now = m.status
    seen_verb = settled = False
    verbs = meeting_words("status-verb")
    if m.verb:
        now = _by_tense(scene, m, m.head)
        seen_verb = True
    for token, relation in above(parse, m.head):
        if parse.pos[token] == "ADJ" or (parse.deps[token] in ("acomp", "oprd") and not is_verb(parse, token)):
            now = meeting_words("status-adj").get(parse.lemmas[token].lower(), now)
            seen_verb = seen_verb or now is not None
            continue
        if not is_verb(parse, token):
            if relation in ("conj", "appos"):
                if m.verb:
                    break
                continue
            noun = meeting_words("status-noun").get(parse.lemmas[token].lower())
            if noun is None and relation.startswith("prep:") and relation != "prep:of":
                break  # "dropping conditions for talks" says nothing of the talks
            if noun == "held":
                now, seen_verb, settled = (now or "held"), True, True
                continue
            if noun and relation != "poss":
                now = "denied" if _denied_plan(scene, token) else noun
                seen_verb = True
            continue
        found = next((verbs[f] for f in verb_forms(parse, token) if f in verbs), None)
        due = parse.kid(token, "acomp") if parse.lemmas[token].lower() == "be" else None
        if due is not None and not seen_verb and (relation.startswith("prep:") or relation == "nsubj"):
            standing = meeting_words("status-adj").get(parse.lowers[due])
            goes_on = parse.kid(due, "xcomp")
            if goes_on is not None and parse.lemmas[goes_on].lower() in GOING_ON:
                standing = "ongoing"  # "are due to run until Thursday"
            if standing:
                now, seen_verb = standing, True
                continue
        lemma = parse.lemmas[token].lower()
        if found and _applies(parse, token, relation, found, seen_verb):
            minus = negated(parse, token)
            if settled and found in ("planned", "proposed"):
                continue
            if tense(parse, token) == "pluperfect":
                m.past_before = True
            if lemma == "fail" and now != "proposed" and relation != "xcomp":
                break
            if found in ("refused", "denied", "cancelled", "postponed"):
                now = (
                    ("proposed" if found == "refused" else "planned" if found != "denied" else now) if minus else found
                )
                if not minus and found == "denied" and now in ("planned", "proposed"):
                    now = "denied"
                if minus and found == "denied":
                    now = now or "held"
            elif now not in ("refused", "cancelled", "postponed", "denied"):
                if relation in ("ccomp",) and now in ("held", "denied"):
                    pass
                elif minus:
                    now = "refused" if found == "planned" else "proposed"
                elif found == "planned" and tense(parse, token) in ("could", "should"):
                    now = "proposed"
                elif not (now == "held" and seen_verb and relation not in OBJECTS):
                    now = found
            seen_verb = True
            if relation in ("nsubj", "nsubjpass"):
                now = _then(scene, token, verbs) or now
            continue
        if seen_verb:
            thing = parse.kid(token, "dobj")
            if relation == "advcl" and now == "infinitive" and thing is not None:
                # "renewed the invitation to pay a visit", with the infinitive hung on the verb
                now = meeting_words("status-noun").get(parse.lemmas[thing].lower(), now)
            if relation in ("xcomp", "pcomp", "acl") and now in (None, "infinitive"):
                now = _by_tense(scene, m, token)
            if relation in ("ccomp", "relcl", "advcl", "conj", "parataxis") and now is not None:
                break
            continue
        if relation.startswith("prep:") and not m.verb:
            opener = relation[5:]
            running = any(f in meeting_words("run-verb") for f in verb_forms(parse, token))
            if running and opener in ("of", "from", "in", "to", "into", "out"):
                now, seen_verb = (_by_tense(scene, m, token) or now), True
                continue
            if (
                opener in OPENERS
                and tense(parse, token) in ("past", "pluperfect", "perfect")
                and lemma not in ("say", "tell")
            ):
                now = now or "held?"
            seen_verb = seen_verb or opener in ("in", "during")
            if opener not in ("to", "for", "with", "of", "on"):
                break
            continue
        now = _by_tense(scene, m, token) or now
        seen_verb = True
        if relation in ("nsubj", "nsubjpass"):
            now = _then(scene, token, verbs) or now
    if now is not None and now not in ("infinitive", "held?"):
        m.status_rule = m.status_rule or by_clause.id
        return now
    return None


def _then(scene: Scene, verb: int, verbs: dict[str, str]) -> str | None:
    """What a second verb with the same subject says: "was foreseen for May and has been postponed"."""
    parse = scene.parse
    for k in parse.children[verb]:
        if (
            parse.deps[k] not in ("conj", "ccomp")
            or parse.kid(k, "nsubj", "nsubjpass") is not None
            or not is_verb(parse, k)
        ):
            continue
        found = next((verbs[f] for f in verb_forms(parse, k) if f in verbs), None)
        passive = parse.kid(k, "auxpass") is not None
        if found in ("postponed", "cancelled") and passive and not negated(parse, k):
            return found
    return None


def _applies(parse, token: int, relation: str, found: str, seen_verb: bool) -> bool:  # type: ignore[no-untyped-def]
    if relation.startswith("prep:"):
        return found in ("proposed", "planned", "refused", "cancelled") and relation[5:] in (
            "for", "to", "on", "in", "out", "from", "of", "about",
        )  # fmt: skip
    if relation == "nsubj":
        return found in ("postponed", "cancelled") and not any(
            parse.deps[k] in ("dobj", "xcomp") for k in parse.children[token]
        )
    if relation in ("relcl", "advcl", "conj", "parataxis"):
        return False
    return relation in OBJECTS or relation == "dobj"


def _denied_plan(scene: Scene, noun: int) -> bool:
    parse = scene.parse
    return any(parse.lowers[k] == "no" for k in parse.children[noun])


def _by_tense(scene: Scene, m: Mention, verb: int) -> str | None:
    """What the tense of one verb says of the meeting."""
    parse = scene.parse
    when = tense(parse, verb)
    lemma = parse.lemmas[verb].lower()
    minus = negated(parse, verb)
    if when == "pluperfect":
        m.past_before = True
    if when == "infinitive" or (when == "participle" and parse.tags[verb] == "VBG"):
        head = parse.heads[verb]
        if parse.deps[verb] == "xcomp" and parse.lemmas[head].lower() == "be":
            return "planned" if not minus and not negated(parse, head) else "refused"
        return "infinitive"
    if when == "participle":
        return "held"
    if when == "present":
        if lemma in (
            "meet",
            "sit",
            "hold",
            "resume",
            "begin",
            "start",
            "travel",
            "visit",
            "fly",
            "open",
            "gather",
        ) and not (m.title):
            return "refused" if minus else "planned"
        return "held" if m.title and not minus else "denied" if minus else "ongoing"
    found = TENSES.get(when)
    if not minus:
        return found
    if found == "held":
        if not m.verb and lemma == "be":
            return "denied"
        if not m.verb and lemma in HAPPEN:
            return "cancelled"
        return "denied" if m.verb and m.kind != "visit" else "denied" if lemma in ("hold", "have") else found
    return "refused" if found == "planned" else found


@rule("talks.status-conditional")
def conditional(scene: Scene, m: Mention) -> bool:
    """A meeting in an if-clause was not said to have happened."""
    parse = scene.parse
    for token in (m.head, *m.chain):
        for k in parse.children[token]:
            if parse.deps[k] == "mark" and parse.lowers[k] in ("if", "unless"):
                return True
        if m.verb and token == m.head:
            for k in parse.children[token]:
                marks = [parse.lowers[c] for c in parse.children[k] if parse.deps[c] == "mark"]
                if parse.deps[k] == "advcl" and (
                    "unless" in marks or ("if" in marks and "only" in parse.lowers[token:k])
                ):
                    return True
        if parse.deps[token] in ("ccomp", "ROOT"):
            return False
    return False
