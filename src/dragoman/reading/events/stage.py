"""The events stage: what happened as PLOVER and CAMEO code it, each fact once, each with its standing."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.issuewords import contexts_of
from dragoman.reading.clauses import above
from dragoman.reading.draft import Draft
from dragoman.reading.events.actors import Actors
from dragoman.reading.events.coder import Coded, code_clauses
from dragoman.reading.events.meetings import as_event
from dragoman.record import Anchor, Entity, Event, Standing, Statement, rule


def read_events(draft: Draft) -> Draft:
    """Code the clauses and the meetings of a report as events."""
    parse = draft.parse
    actors = Actors(parse, draft.cast)
    told = _meeting_tokens(draft)
    events: list[tuple[int, Event]] = []
    for n, meeting in enumerate(draft.meetings):
        found = as_event(meeting)
        if found is None or len(meeting.parties) < 2:
            continue
        parties = [p.entity for p in meeting.parties if p.entity]
        anchor = meeting.evidence[0] if meeting.evidence else None
        guests = [p for p in parties if all(p != h.entity for h in meeting.hosts)]
        host = [h.entity for h in meeting.hosts if h.entity in parties]
        source = [x for x in host if x][:1] or guests[:1] or parties[:1]
        target = [p for p in parties if p not in source]
        cast = draft.cast.by_id
        events.append(
            (
                anchor.start if anchor else n,
                Event(
                    plover=found.code.event,
                    mode=found.code.mode or None,
                    contexts=_contexts_of_meeting(draft, n),
                    cameo=found.code.cameo,
                    source=tuple(source),
                    target=tuple(target),
                    source_codes=tuple(actors.code(cast[e]) for e in source),
                    target_codes=tuple(actors.code(cast[e]) for e in target),
                    when=meeting.when.value if meeting.when else None,
                    place=meeting.place.name if meeting.place else None,
                    standing=found.standing,
                    statement=None,
                    anchor=anchor,
                    meeting=meeting.id,
                    rules=("events.meeting",),
                ),
            )
        )
    owners = _statements_at(draft)
    for coded in code_clauses(parse, actors, told):
        if parse.segment(coded.verb).kind == "title" and len(parse.segments) > 1:
            continue
        if not coded.source and not coded.target:
            continue
        if coded.denied and coded.code.event not in ("AGREE",):
            continue
        events.append((parse.starts[coded.first], _event(draft, actors, coded, owners)))
    events.sort(key=lambda e: e[0])
    return replace(draft, events=_once([e for _, e in events]))


def _meeting_tokens(draft: Draft) -> frozenset[int]:
    """The verbs that tell of meetings, which are coded as such."""
    parse = draft.parse
    out: set[int] = set()
    for meeting in draft.meetings:
        for a in meeting.evidence:
            tokens = parse.tokens_in(a.start, a.end)
            if not tokens:
                continue
            head = parse.head_of(tokens.start, tokens.stop)
            out.add(head)
            for up in above(parse, head):
                if parse.pos[up.token] in ("VERB", "AUX"):
                    if up.relation in (
                        "dobj",
                        "nsubj",
                        "nsubjpass",
                        "attr",
                        "xcomp",
                        "prep:for",
                        "prep:on",
                        "prep:to",
                        "prep:in",
                    ):
                        out.add(up.token)
                    if up.relation in ("ccomp", "advcl"):
                        break
                elif up.relation not in ("acl", "prep:of", "conj", "pobj"):
                    break
    return frozenset(out)


def _contexts_of_meeting(draft: Draft, n: int) -> tuple[str, ...]:
    meeting = draft.meetings[n]
    found: dict[str, None] = {"diplomatic": None}
    for topic in meeting.topics[:6]:
        for c in contexts_of(topic.text):
            found[c] = None
    return tuple(found)


def _statements_at(draft: Draft) -> dict[int, Statement]:
    """For every token the innermost statement in whose content it stands."""
    parse = draft.parse
    out: dict[int, Statement] = {}
    sized = sorted(draft.statements, key=lambda s: -sum(a.end - a.start for a in s.content))
    for statement in sized:
        for a in statement.content:
            for t in parse.tokens_in(a.start, a.end):
                out[t] = statement
    return out


def _event(draft: Draft, actors: Actors, coded: Coded, owners: dict[int, Statement]) -> Event:
    parse = draft.parse
    a = parse.anchor(coded.first, coded.last)
    cue = next(
        (s for s in draft.statements if s.cue is not None and s.cue.start <= parse.starts[coded.verb] < s.cue.end), None
    )
    around = owners.get(coded.verb)
    standing: Standing = "asserted"
    if around is not None:
        standing = around.standing if around.standing in ("alleged", "denied", "hypothetical") else "attributed"
        if around.act == "deny" and not around.negated:
            standing = "denied"
        elif around.act == "accuse":
            standing = "alleged"
    if coded.possible:
        standing = "hypothetical"
    if coded.denied:
        standing = "denied"
    when = next(
        (t.edtf for t in draft.times if t.edtf and t.type in ("DATE", "TIME") and a.start <= t.start < a.end),
        None,
    )
    home = one_country(actors, coded)
    return Event(
        plover=coded.code.event,
        mode=coded.code.mode or None,
        contexts=contexts_of(a.text),
        cameo=coded.code.cameo,
        source=tuple(e.id for e in coded.source),
        target=tuple(e.id for e in coded.target),
        source_codes=_codes(actors, coded.source, home),
        target_codes=_codes(actors, coded.target, home),
        when=when.split("T")[0] if when else None,
        place=_place(actors, coded),
        standing=standing,
        statement=cue.id if cue is not None else around.id if around is not None else None,
        anchor=Anchor(a.start, a.end, a.text),
        rules=tuple(coded.rules),
    )


def _codes(actors: Actors, entities: list[Entity], home: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actors.code(e, home) for e in entities))


@rule("events.one-country")
def one_country(actors: Actors, coded: Coded) -> str | None:
    """In a sentence that names one country, rebels, a newspaper or a party without another country belong to it."""
    parse = actors.parse
    first, last = parse.sentence(coded.verb)
    found: dict[str, None] = {}
    for t in range(max(first, coded.verb - 60), min(last, coded.verb + 60)):
        e = actors.entity(t)
        country = actors.country(e) if e is not None else None
        if country:
            found[country] = None
    return next(iter(found)) if len(found) == 1 else None


def _place(actors: Actors, coded: Coded) -> str | None:
    parse = actors.parse
    for t in range(coded.first, min(coded.last, coded.first + 40)):
        if parse.deps[t] == "pobj" and parse.lowers[parse.heads[t]] in ("in", "at", "near", "outside"):
            e = actors.entity(t)
            if e is not None and e.kind == "place":
                return e.name
    return None


def _once(events: list[Event]) -> tuple[Event, ...]:
    """One fact told twice is one event: the same type, actors and (where both are dated) day."""
    out: list[Event] = []
    seen: dict[tuple[str, str | None, frozenset[str], frozenset[str]], list[int]] = {}
    for e in events:
        key = (e.plover, e.mode, frozenset(c[:3] for c in e.source_codes), frozenset(c[:3] for c in e.target_codes))
        same = next((n for n in seen.get(key, ()) if _agree(out[n], e)), None)
        if same is None:
            seen.setdefault(key, []).append(len(out))
            out.append(e)
        elif out[same].standing != "asserted" and e.standing == "asserted":
            out[same] = e
    return tuple(out)


def _agree(a: Event, b: Event) -> bool:
    if a.meeting != b.meeting and a.meeting is not None and b.meeting is not None:
        return False
    if a.when is not None and b.when is not None and a.when != b.when:
        return False
    return a.plover == "CONSULT" or bool(set(a.contexts) & set(b.contexts)) or (not a.contexts and not b.contexts)
