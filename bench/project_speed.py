"""A made-up project of many statements, and how long its views and searches take. No parser takes part."""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.project import Project, Query
from dragoman.record import (
    SCHEMA,
    Anchor,
    Block,
    Delegation,
    Document,
    DocumentView,
    Entity,
    Issue,
    Meeting,
    MeetingWhen,
    Mention,
    Model,
    Outcome,
    Pipeline,
    Place,
    Position,
    Published,
    Record,
    Ref,
    Role,
    Statement,
)

STATES = {
    "Peru": "PER", "Bolivia": "BOL", "Chile": "CHL", "Ecuador": "ECU", "Kenya": "KEN", "Uganda": "UGA", "Ghana": "GHA",
    "Togo": "TGO", "Niger": "NER", "Chad": "TCD", "Laos": "LAO", "Nepal": "NPL",
}  # fmt: skip
GIVEN = "Ana Omar Rosa Carlos Lena Musa Ivan Mira Paul Aisha Juan Nora Kofi Esther Pedro Salma".split()
FAMILY = (
    "Quintana Mbeki Arce Okello Ramos Haddad Silva Mensah Torres Kamau Vargas Diallo Flores Banda Rojas Adjei".split()
)
NOUNS = (
    "border port prisoners water fishing customs pipeline patrols visas railway dam sanctions trade refugees".split()
)
WORDS = (
    "open close delay promise review ship road village convoy market harbour winter accord draft clause observer lorry "
    "captain farmer bridge valley treaty fee quota permit office guard crossing season harvest river island summit round "
    "letter reply list deadline party cabinet voter school doctor engineer cable station engine canal lock tide"
).split()
_PARTS = "ba ko ri ne sul tam vor del mip gar ost lin ched fra tun pel mord quil sav hec".split()
RARE = tuple(a + b + c for a in _PARTS for b in _PARTS for c in ("", "ment", "er", "ing", "ate", "ian"))
ACTS = ("assert", "demand", "reject", "accuse", "propose", "deny", "agree")
STANCES = {"demand": "demands", "reject": "rejects", "propose": "offers", "agree": "accepts"}


def word(chance: random.Random) -> str:
    """A word: some are common, most are rare, as in any language."""
    if chance.random() < 0.3:
        return chance.choice(WORDS)
    return RARE[int(len(RARE) * chance.random() ** 2)]


def made_up(number: int, chance: random.Random, statements: int = 20) -> tuple[Document, Record]:
    """A report with so many statements, the same for the same number and state of ``chance``."""
    names = list(STATES)
    pair = chance.sample(names[: 4 + 2 * (number % 5)], 2)
    day = date(2010, 1, 4) + timedelta(days=chance.randrange(900))
    parts: list[str] = []
    at = 0

    def put(text: str) -> Anchor:
        nonlocal at
        anchor = Anchor(at, at + len(text), text)
        parts.append(text)
        at += len(text)
        return anchor

    people = [f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}" for _ in range(4)]
    mentions: dict[str, list[Mention]] = {}

    def name(words: str) -> Anchor:
        anchor = put(words)
        mentions.setdefault(words, []).append(Mention(start=anchor.start, end=anchor.end, text=words, form="name"))
        return anchor

    place = chance.choice(("Geneva", "Doha", "Lima", "Nairobi", "Oslo"))
    put("Envoys of ")
    first = name(pair[0])
    put(" and ")
    second = name(pair[1])
    put(" ")
    met = put("met")
    put(" in ")
    where = put(place)
    put(" on ")
    when = put(day.isoformat())
    put(" and ")
    agreed = put(f"agreed on {chance.choice(NOUNS)}")
    put(".\n\n")
    ids = {person: f"e{n + 3}" for n, person in enumerate(dict.fromkeys(people))}
    said: list[Statement] = []
    issues: dict[str, list[Anchor]] = {}
    positions: list[Position] = []
    for n in range(statements):
        speaker = chance.choice(people)
        source = name(speaker)
        put(" ")
        cue = put("said that ")
        start = at
        put(" ".join(word(chance) for _ in range(9)) + " ")
        noun = chance.choice(NOUNS)
        issues.setdefault(noun, []).append(put(noun))
        content = Anchor(start, at, "".join(parts)[start:at] if n == 0 else "")
        put(".\n\n" if n % 4 == 3 else ". ")
        act = chance.choice(ACTS)
        said.append(
            Statement(
                id=f"s{n + 1}", parent=None, source=Ref(entity=ids[speaker], start=source.start, end=source.end, text=speaker),
                cue=cue, content=(content,), quotation="indirect", act=act, negated=False, hedges=(),
                standing="denied" if act == "deny" else "attributed", addressee=None, target=None, issues=(noun,),
            )
        )  # fmt: skip
        if act in STANCES:
            side = "e1" if people.index(speaker) % 2 == 0 else "e2"
            positions.append(
                Position(
                    party=side,
                    issue=noun,
                    stance=STANCES[act],
                    statement=f"s{n + 1}",
                    speaker=ids[speaker],
                    anchor=None,
                )  # type: ignore[arg-type]
            )
    text = "".join(parts)
    issue_ids = {noun: f"i{n + 1}" for n, noun in enumerate(issues)}
    entities = [
        Entity(
            id="e1",
            name=pair[0],
            kind="state",
            country=STATES[pair[0]],
            ids={"iso3166": STATES[pair[0]]},
            mentions=tuple(mentions[pair[0]]),
        ),
        Entity(
            id="e2",
            name=pair[1],
            kind="state",
            country=STATES[pair[1]],
            ids={"iso3166": STATES[pair[1]]},
            mentions=tuple(mentions[pair[1]]),
        ),
    ]
    for person, number_ in ids.items():
        side = "e1" if people.index(person) % 2 == 0 else "e2"
        role = Role(title="envoy", of=side, from_=None, to=None, known_from="text", anchor=None, office="envoy")
        country = STATES[pair[0] if side == "e1" else pair[1]]
        entities.append(
            Entity(
                id=number_,
                name=person,
                kind="person",
                country=country,
                side=side,
                roles=(role,),
                mentions=tuple(mentions.get(person, ())),
            )
        )
    meeting = Meeting(
        id="m1", status="held", kind="talks", format="bilateral", level="officials",
        when=MeetingWhen(value=day.isoformat(), earliest=day.isoformat(), latest=day.isoformat(), start=when.start, end=when.end, text=when.text),
        duration=None, place=Place(name=place, venue=None, country=None, geonames=None, start=where.start, end=where.end, text=place),
        parties=(Ref(entity="e1", start=first.start, end=first.end, text=first.text), Ref(entity="e2", start=second.start, end=second.end, text=second.text)),
        delegations=(Delegation(party="e1", head="e3"),), hosts=(), mediators=(), observers=(), topics=(), topics_excluded=(),
        outcomes=(Outcome(kind="agreed", start=agreed.start, end=agreed.end, text=agreed.text),), characterised=(), first_since=None,
        next=None, evidence=(met,),
    )  # fmt: skip
    published = (day + timedelta(days=1)).isoformat()
    blocks, low = [], 0
    while low < len(text):
        high = text.find("\n\n", low)
        high = len(text) if high < 0 else high + 2
        blocks.append(Block("body", low, high))
        low = high
    record = Record(
        schema=SCHEMA, dragoman="bench", pipeline=Pipeline(id="bench", models=(Model("none", "0"),)),
        document=DocumentView(
            id=f"{number:064x}", source=f"r{number}.txt", title=None, outlet=f"Outlet {number % 23}", agency=None, section=None,
            byline=None, language="en", dateline=None, text=text, blocks=tuple(blocks),
        ),
        published=Published(value=published, earliest=published, latest=published, status="known"),
        entities=tuple(entities), times=(),
        statements=tuple(_filled(s, text, issue_ids) for s in said),
        issues=tuple(Issue(id=issue_ids[noun], name=noun, contexts=(), mentions=tuple(found)) for noun, found in issues.items()),
        meetings=(meeting,), positions=tuple(_numbered(p, issue_ids) for p in positions), events=(), warnings=(),
    )  # fmt: skip
    return Document(source=f"r{number}.txt", format="text", text=text, sha256=f"{number:064x}"), record


def _filled(statement: Statement, text: str, issues: dict[str, str]) -> Statement:
    import msgspec

    content = tuple(Anchor(a.start, a.end, text[a.start : a.end]) for a in statement.content)
    return msgspec.structs.replace(statement, content=content, issues=tuple(issues[i] for i in statement.issues))


def _numbered(position: Position, issues: dict[str, str]) -> Position:
    import msgspec

    return msgspec.structs.replace(position, issue=issues[position.issue])


def fill(project: Project, statements: int, each: int = 20, seed: int = 1) -> int:
    """Add reports until the project has so many statements. Returns the number of reports."""
    chance = random.Random(seed)
    reports = max(1, statements // each)
    for number in range(reports):
        document, record = made_up(number, chance, each)
        project.add(document.text.encode(), document.source, [(document, record)])
    return reports


def timed(work: Callable[[], Any], times: int = 3) -> dict[str, float]:
    """The medians of several runs, in milliseconds: by the clock, and of the processor (the machine may be shared)."""
    clock, processor = [], []
    for _ in range(times):
        started, used = time.perf_counter(), time.process_time()
        work()
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - used))
    return {"clock": round(sorted(clock)[times // 2], 1), "processor": round(sorted(processor)[times // 2], 1)}


def speed(statements: int) -> dict[str, Any]:
    """Milliseconds for each view and search on a project of so many statements."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.dragoman"
        with Project.open(path, create=True) as project:
            started = time.perf_counter()
            reports = fill(project, statements)
            adding = time.perf_counter() - started
            started = time.perf_counter()
            project.settle()
            settling = time.perf_counter() - started
            document, record = made_up(reports, random.Random(99))
            project.add(document.text.encode(), document.source, [(document, record)])
            started = time.perf_counter()
            project.settle()
            one_more = time.perf_counter() - started
        with Project.open(path) as project:
            meeting = project.meetings()[0].id
            views = {
                name: timed(work)
                for name, work in (
                    ("timeline", project.timeline),
                    ("meetings", project.meetings),
                    ("people", project.people),
                    ("positions", project.positions),
                    ("accounts", lambda: project.accounts(meeting)),
                    ("contradictions", project.contradictions),
                    ("network", project.network),
                    ("status", project.status),
                    ("documents", project.documents),
                )
            }
            searches = {
                words: timed(lambda words=words, query=query: project.search(words, query=query))
                for words, query in (
                    ("harbour", Query()),
                    ("harbour OR winter OR treaty OR convoy", Query()),
                    ('"open close" OR harb*', Query()),
                    ("treaty NOT winter", Query(speaker="Quintana")),
                    ("winter", Query(party="PER", act="demand")),
                    ("tide", Query(issue="border", since="2011-01-01", until="2011-12-31", outlet="Outlet 7")),
                    ("ship", Query(offset=400)),
                    ("", Query(party="PER")),
                    ("", Query(speaker="Ana Quintana", order="date")),
                    ("lorry", Query(within="text")),
                )
            }
            size = path.stat().st_size
        return {
            "statements": statements,
            "reports": reports,
            "ms to add a report": round(1000 * adding / reports, 2),
            "s to merge all": round(settling, 2),
            "s to merge one more": round(one_more, 2),
            "views, ms": views,
            "slowest view, ms": {kind: max(v[kind] for v in views.values()) for kind in ("clock", "processor")},
            "searches, ms": searches,
            "slowest search, ms": {kind: max(v[kind] for v in searches.values()) for kind in ("clock", "processor")},
            "file, MB": round(size / 1e6, 1),
            "memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
