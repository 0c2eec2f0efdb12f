"""Records written by hand for tests of the project: every anchor is found by its words in the text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from dragoman.project import Added, Project
from dragoman.record import (
    SCHEMA,
    Anchor,
    Block,
    Delegation,
    Document,
    DocumentView,
    Duration,
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
    TimeExpression,
    Topic,
)

CODES = {"Peru": "PER", "Bolivia": "BOL", "Chile": "CHL", "Norway": "NOR"}


class Draft:
    """A report in the making: ``text`` first, then what was read in it."""

    def __init__(self, text: str, *, day: str | None = None, outlet: str | None = None) -> None:
        self.text, self.day, self.outlet = text, day, outlet
        self.entities: list[Entity] = []
        self.times: list[TimeExpression] = []
        self.statements: list[Statement] = []
        self.issues: list[Issue] = []
        self.meetings: list[Meeting] = []
        self.positions: list[Position] = []

    def at(self, words: str) -> Anchor:
        start = self.text.index(words)
        return Anchor(start, start + len(words), words)

    def _find(self, name: str) -> str | None:
        return next((e.id for e in self.entities if e.name == name), None)

    def state(self, name: str) -> str:
        """The id of a state, which is made where it is not there yet."""
        found = self._find(name)
        if found is None:
            a = self.at(name) if name in self.text else Anchor(0, 1, self.text[0])
            found = f"e{len(self.entities) + 1}"
            code = CODES[name]
            mention = Mention(start=a.start, end=a.end, text=a.text, form="name")
            self.entities.append(
                Entity(id=found, name=name, kind="state", country=code, ids={"iso3166": code}, mentions=(mention,))
            )
        return found

    def person(self, name: str, state: str | None = None, title: str | None = None, office: str | None = None) -> str:
        """The id of a person, who speaks for ``state``."""
        found = self._find(name)
        if found is None:
            side = self.state(state) if state else None
            a = self.at(name)
            found = f"e{len(self.entities) + 1}"
            roles = (
                (Role(title=title, of=side, from_=None, to=None, known_from="text", anchor=a, office=office),)
                if title
                else ()
            )
            mention = Mention(start=a.start, end=a.end, text=a.text, form="name")
            self.entities.append(
                Entity(
                    id=found, name=name, kind="person", country=CODES[state] if state else None, side=side, roles=roles,
                    mentions=(mention,),
                )
            )  # fmt: skip
        return found

    def issue(self, name: str) -> str:
        found = next((i.id for i in self.issues if i.name == name), None)
        if found is None:
            found = f"i{len(self.issues) + 1}"
            self.issues.append(Issue(id=found, name=name, contexts=(), mentions=(self.at(name),)))
        return found

    def says(
        self,
        speaker: str | None,
        words: str,
        act: str = "assert",
        *,
        standing: str = "attributed",
        target: str | None = None,
        issue: str | None = None,
    ) -> str:
        number = f"s{len(self.statements) + 1}"
        self.statements.append(
            Statement(
                id=number, parent=None, source=Ref(entity=speaker) if speaker else None, cue=None, content=(self.at(words),),
                quotation="indirect", act=act, negated=False, hedges=(), standing=standing,  # type: ignore[arg-type]
                addressee=None, target=Ref(entity=target) if target else None,
                issues=(self.issue(issue),) if issue else (),
            )
        )  # fmt: skip
        return number

    def wants(
        self, party: str, issue: str, stance: str, statement: str | None = None, speaker: str | None = None
    ) -> None:
        self.positions.append(
            Position(
                party=self.state(party), issue=self.issue(issue), stance=stance, statement=statement, speaker=speaker,  # type: ignore[arg-type]
                anchor=self.at(issue),
            )
        )  # fmt: skip

    def weekday(self, words: str, shift: str) -> None:
        a = self.at(words)
        self.times.append(
            TimeExpression(
                start=a.start, end=a.end, text=words, type="DATE", value=None, edtf=None, earliest=None, latest=None,
                relative_to="published", rule="t", shift=shift, direction="past",
            )
        )  # fmt: skip

    def meets(
        self, words: str, parties: Sequence[str], *, day: str | None = None, when: str | None = None, status: str = "held",
        place: str | None = None, country: str | None = None, venue: str | None = None, duration: str | None = None,
        heads: dict[str, str] | None = None, topics: Sequence[str] = (), outcomes: Sequence[tuple[str, str]] = (),
    ) -> None:  # fmt: skip
        told = self.at(when or day) if (when or (day and day in self.text)) else None  # type: ignore[arg-type]
        span: Any = None
        if day or told:
            span = MeetingWhen(
                value=day, earliest=day, latest=day, start=told.start if told else None, end=told.end if told else None,
                text=told.text if told else None,
            )  # fmt: skip
        self.meetings.append(
            Meeting(
                id=f"m{len(self.meetings) + 1}", status=status, kind="talks", format="bilateral", level="unknown", when=span,  # type: ignore[arg-type]
                duration=Duration(value=duration, start=0, end=1, text=self.text[0]) if duration else None,
                place=Place(name=place, venue=venue, country=country, geonames=None) if place or venue else None,
                parties=tuple(Ref(entity=self.state(p)) for p in parties),
                delegations=tuple(
                    Delegation(party=self.state(p), head=self.person(name, p)) for p, name in (heads or {}).items()
                ),
                hosts=(), mediators=(), observers=(),
                topics=tuple(Topic(issue=None, start=self.at(x).start, end=self.at(x).end, text=x) for x in topics),
                topics_excluded=(),
                outcomes=tuple(
                    Outcome(kind=kind, start=self.at(x).start, end=self.at(x).end, text=x) for kind, x in outcomes  # type: ignore[arg-type]
                ),
                characterised=(), first_since=None, next=None, evidence=(self.at(words),),
            )
        )  # fmt: skip

    def record(self, pipeline: str = "test") -> Record:
        blocks, low = [], 0
        while low < len(self.text):
            high = self.text.find("\n\n", low)
            high = len(self.text) if high < 0 else high + 2
            blocks.append(Block("body", low, high))
            low = high
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        status: Any = "known" if self.day else "unknown"
        return Record(
            schema=SCHEMA, dragoman="test", pipeline=Pipeline(id=pipeline, models=(Model("none", "0"),)),
            document=DocumentView(
                id=digest, source="s", title=None, outlet=self.outlet, agency=None, section=None, byline=None, language="en",
                dateline=None, text=self.text, blocks=tuple(blocks),
            ),
            published=Published(value=self.day, earliest=self.day, latest=self.day, status=status),
            entities=tuple(self.entities), times=tuple(self.times), statements=tuple(self.statements),
            issues=tuple(self.issues), meetings=tuple(self.meetings), positions=tuple(self.positions), events=(), warnings=(),
        )  # fmt: skip

    def into(self, project: Project, name: str) -> Added:
        record = self.record()
        data = self.text.encode()
        document = Document(source=name, format="text", text=self.text, sha256=hashlib.sha256(data).hexdigest())
        return project.add(data, name, [(document, record)])
