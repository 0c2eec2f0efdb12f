"""The items of a record that a person may judge: what each is called, its words, and the fields that can be mended.

An item's ``key`` names it by its words (``statement:120-164@98``), not by its place in a list, so that a judgement
finds its item again when a newer program reads the report and numbers things differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

import msgspec

from dragoman.record import Act, Meeting, Quotation, Record, Ref, Standing, Statement, model

Kind = Literal["published", "meeting", "statement", "entity", "time", "issue", "position", "event"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Span = tuple[int, int]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item. ``spans`` are half-open code points into the document's text, ``words`` those of ``spans``.

    ``fields`` holds JSON values; a party or speaker stands there by name, a span as ``[start, end]``.
    """

    id: str
    key: str
    kind: Kind
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    fields: dict[str, Any]
    rules: tuple[str, ...] = ()


CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("statement", "act"): get_args(Act),
    ("statement", "standing"): get_args(Standing),
    ("statement", "quotation"): get_args(Quotation),
    ("entity", "kind"): get_args(model.EntityKind),
    ("time", "type"): get_args(model.TimexType),
    ("meeting", "status"): get_args(model.MeetingStatus),
    ("meeting", "kind"): get_args(model.MeetingKind),
    ("meeting", "format"): get_args(model.MeetingFormat),
    ("meeting", "level"): get_args(model.Level),
    ("position", "stance"): get_args(model.Stance),
    ("position", "standing"): get_args(Standing),
    ("event", "standing"): get_args(Standing),
}
"""The values that a field may take, where they are a closed list."""

FIELDS: dict[Kind, dict[str, str]] = {
    "published": {"value": "date"},
    "meeting": {
        "status": "choice", "kind": "choice", "format": "choice", "level": "choice", "when": "date", "place": "text",
        "duration": "text", "parties": "names", "evidence": "spans", "same_as": "name",
    },
    "statement": {
        "source": "name", "act": "choice", "negated": "flag", "standing": "choice", "quotation": "choice",
        "addressee": "name", "target": "name", "content": "spans", "cue": "span",
    },
    "entity": {
        "name": "text", "kind": "choice", "country": "country", "side": "name", "title": "text", "mentions": "spans",
        "same_as": "name",
    },
    "time": {"type": "choice", "value": "text", "edtf": "date", "span": "span"},
    "issue": {"name": "text", "mentions": "spans"},
    "position": {"party": "name", "issue": "text", "stance": "choice", "standing": "choice"},
    "event": {"plover": "text", "cameo": "text", "standing": "choice"},
}  # fmt: skip
"""The fields that can be mended, each with what its value is."""


def items(record: Record) -> tuple[Item, ...]:
    """All items of a record, kind after kind in the order of :data:`KINDS`, keys distinct."""
    taken: dict[str, int] = {}
    out = []
    for item in _items(record):
        count = taken[item.key] = taken.get(item.key, 0) + 1
        out.append(item if count == 1 else msgspec.structs.replace(item, key=f"{item.key}#{count}"))
    return tuple(out)


def make_key(kind: str, spans: Iterable[Span], cue: Span | None = None) -> str:
    """The key of an item with these words; items without words are named by kind alone."""
    listed = sorted(spans)
    where = f":{listed[0][0]}-{listed[-1][1]}" if listed else ""
    return kind + where + (f"@{cue[0]}" if cue else "")


def _items(record: Record) -> Iterator[Item]:
    text = record.document.text
    names = {e.id: e.name for e in record.entities}
    issues = {i.id: i.name for i in record.issues}

    def item(
        id: str, kind: Kind, own: list[Span], shown: list[Span], fields: dict[str, Any], rules: Any, cue: Any = None
    ) -> Item:
        spans = tuple(dict.fromkeys(own + shown))
        return Item(
            id=id,
            key=make_key(kind, own, cue),
            kind=kind,
            spans=spans,
            words=tuple(text[s:e] for s, e in spans),
            fields={k: v for k, v in fields.items() if v not in (None, [], "")},
            rules=tuple(dict.fromkeys(r for r in rules if r)),
        )

    published = record.published
    evidence = [(e.anchor.start, e.anchor.end) for e in published.evidence if e.anchor]
    yield item("published", "published", [], evidence, {"value": published.value}, [e.rule for e in published.evidence])
    for meeting in record.meetings:
        own = [(a.start, a.end) for a in meeting.evidence]
        yield item(meeting.id, "meeting", own, _meeting_words(meeting), _meeting_fields(meeting, names), meeting.rules)
    for statement in record.statements:
        own = [(a.start, a.end) for a in statement.content]
        cue = (statement.cue.start, statement.cue.end) if statement.cue else None
        refs = [r for r in (statement.source, statement.target, statement.addressee) if r]
        rules = [*statement.rules, *(r.rule for r in refs)]
        yield item(
            statement.id, "statement", own, _statement_words(statement), _statement_fields(statement, names), rules, cue
        )
    for entity in record.entities:
        spans = [(m.start, m.end) for m in entity.mentions]
        fields: dict[str, Any] = {
            "name": entity.name,
            "kind": entity.kind,
            "country": entity.country,
            "side": names.get(entity.side or "") if entity.side != entity.id else None,
            "title": entity.roles[0].title if entity.roles else None,
            "mentions": [list(s) for s in spans],
        }
        rules = [*entity.rules, *(r.rule for r in entity.roles), *(m.rule for m in entity.mentions)]
        yield item(entity.id, "entity", spans[:1], spans, fields, rules)
    for n, time in enumerate(record.times):
        span = (time.start, time.end)
        fields = {"type": time.type, "value": time.value, "edtf": time.edtf, "span": list(span)}
        yield item(f"t{n}", "time", [span], [], fields, [time.rule])
    for issue in record.issues:
        spans = [(a.start, a.end) for a in issue.mentions]
        fields = {"name": issue.name, "mentions": [list(s) for s in spans]}
        yield item(issue.id, "issue", spans[:1], spans, fields, issue.rules)
    for n, position in enumerate(record.positions):
        spans = [(position.anchor.start, position.anchor.end)] if position.anchor else []
        fields = {
            "party": names.get(position.party, position.party),
            "issue": issues.get(position.issue, position.issue),
            "stance": position.stance,
            "standing": position.standing,
        }
        yield item(f"p{n}", "position", spans, [], fields, position.rules)
    for n, event in enumerate(record.events):
        spans = [(event.anchor.start, event.anchor.end)] if event.anchor else []
        fields = {
            "plover": event.plover,
            "cameo": event.cameo,
            "standing": event.standing,
            "source": [names.get(e, e) for e in event.source],
            "target": [names.get(e, e) for e in event.target],
        }
        yield item(f"v{n}", "event", spans, [], fields, event.rules)


def ref_name(ref: Ref | None, names: dict[str, str]) -> str | None:
    """How a speaker or party is called: its entity's name, or its words."""
    if ref is None:
        return None
    return names.get(ref.entity or "") or ref.text


def _statement_fields(statement: Statement, names: dict[str, str]) -> dict[str, Any]:
    return {
        "source": ref_name(statement.source, names),
        "act": statement.act,
        "negated": statement.negated,
        "standing": statement.standing,
        "quotation": statement.quotation,
        "addressee": ref_name(statement.addressee, names),
        "target": ref_name(statement.target, names),
        "content": [[a.start, a.end] for a in statement.content],
        "cue": [statement.cue.start, statement.cue.end] if statement.cue else None,
        "hedges": [h.text for h in statement.hedges],
    }


def _statement_words(statement: Statement) -> list[Span]:
    parts = [statement.source, statement.cue]
    return [(p.start, p.end) for p in parts if p is not None and p.start is not None and p.end is not None]


def _meeting_fields(meeting: Meeting, names: dict[str, str]) -> dict[str, Any]:
    place = meeting.place
    return {
        "status": meeting.status,
        "kind": meeting.kind,
        "format": meeting.format,
        "level": meeting.level,
        "when": meeting.when.value if meeting.when else None,
        "place": place.name if place else None,
        "venue": place.venue if place else None,
        "duration": meeting.duration.value if meeting.duration else None,
        "parties": [name for ref in meeting.parties if (name := ref_name(ref, names))],
        "heads": [
            f"{names.get(d.head, d.head)} ({names.get(d.party, d.party)})" for d in meeting.delegations if d.head
        ],
        "hosts": [name for ref in meeting.hosts if (name := ref_name(ref, names))],
        "mediators": [name for ref in meeting.mediators if (name := ref_name(ref, names))],
        "topics": [" ".join(t.text.split()) for t in meeting.topics],
        "topics_excluded": [" ".join(t.text.split()) for t in meeting.topics_excluded],
        "outcomes": [f"{o.kind}: {' '.join(o.text.split())}" for o in meeting.outcomes],
        "evidence": [[a.start, a.end] for a in meeting.evidence],
    }


def _meeting_words(meeting: Meeting) -> list[Span]:
    return [(a.start, a.end) for a in meeting.evidence]
