"""A small record made by hand, and a way to write log entries about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dragoman.record import (
    SCHEMA,
    Anchor,
    Block,
    DocumentView,
    Entity,
    Mention,
    Model,
    Pipeline,
    Published,
    Record,
    Ref,
    Statement,
    TimeExpression,
)
from dragoman.review import Entry, Item, items

TEXT = "Peru said the river was open. Chile denied that the port had closed on Monday. Peru thanked Bolivia."


def _at(words: str, nth: int = 0, text: str = TEXT) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def make_record(text: str = TEXT, prefix: str = "") -> Record:
    """The record of ``prefix + text``; with a prefix it is what a changed intake would give."""
    shift = len(prefix)
    whole = prefix + text

    def anchor(words: str, nth: int = 0) -> Anchor:
        start, end = _at(words, nth, text)
        return Anchor(start + shift, end + shift, words)

    def mention(words: str, nth: int = 0) -> Mention:
        a = anchor(words, nth)
        return Mention(start=a.start, end=a.end, text=a.text, form="name")

    def ref(entity: str, words: str) -> Ref:
        a = anchor(words)
        return Ref(entity=entity, start=a.start, end=a.end, text=a.text)

    def statement(id: str, source: Ref, cue: str, content: str, act: Any, rules: tuple[str, ...]) -> Statement:
        return Statement(
            id=id, parent=None, source=source, cue=anchor(cue), content=(anchor(content),), quotation="indirect", act=act,
            negated=False, hedges=(), standing="attributed", addressee=None, target=None, rules=rules,
        )  # fmt: skip

    monday = anchor("Monday")
    return Record(
        schema=SCHEMA,
        dragoman="0",
        pipeline=Pipeline(id="p", models=(Model("m", "1"),)),
        document=DocumentView(
            id="d", source="a.txt", title=None, outlet=None, agency=None, section=None, byline=None, language="en",
            dateline=None, text=whole, blocks=(Block("body", 0, len(whole)),),
        ),
        published=Published(value="2015-03-02/2015-03-09", earliest="2015-03-02", latest="2015-03-09", status="bounded"),
        entities=(
            Entity(id="e0", name="Peru", kind="state", country="PER", mentions=(mention("Peru"), mention("Peru", 1))),
            Entity(id="e1", name="Chile", kind="state", country="CHL", mentions=(mention("Chile"),)),
            Entity(id="e2", name="Bolivia", kind="state", country="BOL", mentions=(mention("Bolivia"),)),
        ),
        times=(
            TimeExpression(
                start=monday.start, end=monday.end, text="Monday", type="DATE", value="XXXX-WXX-1", edtf=None, earliest=None,
                latest=None, relative_to="published", rule="times.weekday",
            ),
        ),
        statements=(
            statement("s0", ref("e0", "Peru"), "said", "the river was open", "assert", ("statements.verb",)),
            statement(
                "s1", ref("e1", "Chile"), "denied", "the port had closed on Monday", "deny", ("statements.verb", "statements.deny")
            ),
        ),
        issues=(),
        meetings=(),
        positions=(),
        events=(),
        warnings=(),
    )  # fmt: skip


@pytest.fixture
def record() -> Record:
    """The record as the program read it first."""
    return make_record()


@pytest.fixture
def reread() -> Callable[..., Record]:
    """Makes the record of a changed text."""
    return make_record


class Log:
    """Writes entries, numbered as a project would."""

    def __init__(self, record: Record) -> None:
        self.items = {i.id: i for i in items(record)}
        self.entries: list[Entry] = []

    def write(self, who: str, action: str, item: str | None = None, **after: Any) -> Entry:
        """One entry; ``item`` is an id of the record."""
        found: Item | None = self.items.get(item or "")
        before = None
        if found is not None:
            after = {"item": found.key, **after}
            before = {
                "item": {
                    "kind": found.kind, "spans": [list(s) for s in found.spans], "words": list(found.words),
                    "fields": found.fields, "rules": list(found.rules),
                }
            }  # fmt: skip
        why = after.pop("why", None)
        number = len(self.entries) + 1
        entry = Entry(
            id=number, at="2020-01-01T00:00:00+00:00", who=who, action=action, subject="report x.1", before=before,
            after=after, why=why,
        )  # fmt: skip
        self.entries.append(entry)
        return entry

    @property
    def all(self) -> tuple[Entry, ...]:
        """All entries so far."""
        return tuple(self.entries)


@pytest.fixture
def log(record: Record) -> Log:
    """An empty log about the record."""
    return Log(record)
