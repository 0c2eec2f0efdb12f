"""A record as rows: one an item, with its anchor, ready for questions across reports."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from dragoman.project import schema as t
from dragoman.project.bulk import Row, insert_numbered, insert_rows
from dragoman.project.content import sentences, stems
from dragoman.project.names import block_of, plain
from dragoman.project.numbers import quantities
from dragoman.record import Anchor, Entity, Issue, Meeting, Record, Ref


def clean(text: str | None) -> str | None:
    """Text that every database takes: NUL and lone surrogates become U+FFFD, lengths stay as they are."""
    if text is None:
        return None
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
    return text


def write_items(connection: Connection, document: int, prefix: str, record: Record) -> list[tuple[str, str]]:
    """Write the rows of a record whose ``documents`` row is there; nothing of an earlier reading may be left.

    ``prefix`` begins the keys of its items and is the document's own for good. Returns what is to be merged again:
    kinds and blocks.
    """
    entities = _entities(connection, document, prefix, record)
    issues = _issues(connection, document, prefix, record)
    insert_rows(
        connection,
        t.times,
        [
            {
                "document": document, "ordinal": n, "type": x.type, "value": x.value, "earliest": x.earliest,
                "latest": x.latest, "start": x.start, "end": x.end, "text": clean(x.text),
            }
            for n, x in enumerate(record.times)
        ],
    )  # fmt: skip
    statements = _statements(connection, document, record, entities, issues)
    _meetings(connection, document, prefix, record, entities, issues)
    _positions(connection, document, record, entities, issues, statements)
    _events(connection, document, record, entities)
    _passages(connection, document, record)
    _figures(connection, document, record)
    return stale_blocks(record)


def stale_blocks(record: Record) -> list[tuple[str, str]]:
    """The kinds and blocks that a record's items are compared within."""
    found: dict[tuple[str, str], None] = {}
    for entity in record.entities:
        block = clean(_block(entity))
        if block:
            found["actor", block] = None
        for role in entity.roles:
            # who is named with an office may be the one whom another report calls by the office alone
            if role.office:
                found["actor", f"office:{role.office}:{entity.country or ''}"] = None
    if record.meetings:
        found["meeting", ""] = None
    if record.issues:
        found["issue", ""] = None
    return list(found)


class Keys:
    """Names for the items of a report by what and where they are, told apart where two would have one name.

    They hold nothing of the record's own numbering, so that a later reading gives the same item the same key and what
    a person decided on it stays.
    """

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}

    def __call__(self, key: str) -> str:
        """The key, with a number behind it from its second use on."""
        count = self.taken[key] = self.taken.get(key, 0) + 1
        return key if count == 1 else f"{key}+{count}"


def _block(entity: Entity) -> str:
    role = entity.roles[0] if entity.roles else None
    office, title = (role.office, role.title) if role else (None, None)
    return block_of(entity.kind, entity.name, entity.country, entity.ids, office, title)


def _first(entity: Entity) -> tuple[int | None, int | None]:
    """Where an entity is first called by its fullest form: the first mention by name, or the first of all."""
    named = [m for m in entity.mentions if m.form == "name"] or list(entity.mentions)
    return (named[0].start, named[0].end) if named else (None, None)


def _entities(connection: Connection, document: int, prefix: str, record: Record) -> dict[str, int]:
    rows, keys = [], Keys()
    for entity in record.entities:
        start, end = _first(entity)
        role = entity.roles[0] if entity.roles else None
        rows.append(
            {
                "document": document,
                "local": entity.id,
                "key": keys(f"{prefix}:{entity.kind}:{start}:{clean(plain(entity.name))}"),
                "block": clean(_block(entity)),
                "kind": entity.kind,
                "name": clean(entity.name),
                "country": entity.country,
                "side": entity.side,
                "ids": json.dumps(entity.ids, sort_keys=True),
                "aliases": clean(json.dumps(entity.aliases, ensure_ascii=False)),
                "title": clean(role.title) if role else None,
                "office": role.office if role else None,
                "state": role.state if role else None,
                "start": start,
                "end": end,
            }
        )
    ids = dict(zip((e.id for e in record.entities), insert_numbered(connection, t.entities, rows), strict=True))
    insert_rows(
        connection,
        t.roles,
        [
            {
                "entity": ids[e.id], "title": clean(r.title), "of": r.of, "office": r.office, "state": r.state,
                "since": r.from_, "until": r.to, "known_from": r.known_from,
                "start": r.anchor.start if r.anchor else None, "end": r.anchor.end if r.anchor else None,
            }
            for e in record.entities
            for r in e.roles
        ],
    )  # fmt: skip
    insert_rows(
        connection,
        t.mentions,
        [
            {"entity": ids[e.id], "start": m.start, "end": m.end, "form": m.form}
            for e in record.entities
            for m in e.mentions
        ],
    )
    return ids


def _issue_block(issue: Issue) -> str:
    kept = plain(issue.name).split()
    return kept[-1] if kept else ""


def _issues(connection: Connection, document: int, prefix: str, record: Record) -> dict[str, int]:
    rows, keys = [], Keys()
    for issue in record.issues:
        first = issue.mentions[0] if issue.mentions else None
        rows.append(
            {
                "document": document,
                "local": issue.id,
                "key": keys(f"{prefix}:issue:{first.start if first else None}:{clean(plain(issue.name))}"),
                "block": clean(_issue_block(issue)),
                "name": clean(issue.name),
                "contexts": json.dumps(issue.contexts),
                "start": first.start if first else None,
                "end": first.end if first else None,
            }
        )
    return dict(zip((i.id for i in record.issues), insert_numbered(connection, t.issue_items, rows), strict=True))


def _entity(ref: Ref | None, entities: dict[str, int]) -> int | None:
    return entities.get(ref.entity) if ref and ref.entity else None


def _words(anchors: tuple[Anchor, ...]) -> str:
    return json.dumps([clean(a.text) for a in anchors], ensure_ascii=False)


def _statements(
    connection: Connection, document: int, record: Record, entities: dict[str, int], issues: dict[str, int]
) -> dict[str, int]:
    contents = [" … ".join(" ".join(a.text.split()) for a in s.content) for s in record.statements]
    rows = [
        {
            "document": document,
            "local": s.id,
            "parent": s.parent,
            "speaker": _entity(s.source, entities),
            "speaker_text": clean(s.source.text) if s.source else None,
            "addressee": _entity(s.addressee, entities),
            "target": _entity(s.target, entities),
            "act": s.act,
            "negated": s.negated,
            "quotation": s.quotation,
            "standing": s.standing,
            "hedges": _words(s.hedges),
            "when": s.when,
            "start": s.content[0].start if s.content else (s.cue.start if s.cue else 0),
            "end": s.content[-1].end if s.content else (s.cue.end if s.cue else 0),
            "content": clean(content),
            "stems": clean(" ".join(sorted(stems(content)))),
        }
        for s, content in zip(record.statements, contents, strict=True)
    ]
    ids = dict(zip((s.id for s in record.statements), insert_numbered(connection, t.statements, rows), strict=True))
    insert_rows(
        connection,
        t.statement_issues,
        [
            {"statement": ids[s.id], "item": issues[i]}
            for s in record.statements
            for i in dict.fromkeys(s.issues)
            if i in issues
        ],
    )
    return ids


def _meetings(
    connection: Connection,
    document: int,
    prefix: str,
    record: Record,
    entities: dict[str, int],
    issues: dict[str, int],
) -> None:
    by_start = {x.start: x for x in record.times}
    rows, keys = [], Keys()
    for m in record.meetings:
        first = m.evidence[0] if m.evidence else None
        time = by_start.get(m.when.start) if m.when and m.when.start is not None else None
        relative = time is not None and time.relative_to in ("published", "dateline")
        rows.append(
            {
                "document": document,
                "local": m.id,
                "key": keys(f"{prefix}:meeting:{first.start if first else None}"),
                "block": "",
                "status": m.status,
                "kind": m.kind,
                "format": m.format,
                "level": m.level,
                "value": m.when.value if m.when else None,
                "earliest": m.when.earliest if m.when else None,
                "latest": m.when.latest if m.when else None,
                "when_text": clean(m.when.text) if m.when else None,
                "shift": time.shift if time and relative else None,
                "direction": time.direction if time and relative else None,
                "place": clean(m.place.name) if m.place else None,
                "venue": clean(m.place.venue) if m.place else None,
                "country": m.place.country if m.place else None,
                "geonames": m.place.geonames if m.place else None,
                "duration": m.duration.value if m.duration else None,
                "start": first.start if first else None,
                "end": first.end if first else None,
            }
        )
    ids = dict(zip((m.id for m in record.meetings), insert_numbered(connection, t.meeting_items, rows), strict=True))
    people: list[Row] = []
    details: list[Row] = []
    for m in record.meetings:
        people += _people_of(m, ids[m.id], entities)
        details += _details_of(m, ids[m.id], entities, issues)
    insert_rows(connection, t.meeting_people, people)
    insert_rows(connection, t.meeting_details, details)


def _people_of(m: Meeting, item: int, entities: dict[str, int]) -> list[Row]:
    rows: list[Row] = []

    def add(part: str, entity: str | None, party: str | None = None, ref: Ref | None = None) -> None:
        if entity in entities:
            rows.append(
                {
                    "item": item, "part": part, "entity": entities[entity],
                    "party": entities.get(party) if party else None,
                    "start": ref.start if ref else None, "end": ref.end if ref else None,
                }
            )  # fmt: skip

    for part, refs in (("party", m.parties), ("host", m.hosts), ("mediator", m.mediators), ("observer", m.observers)):
        for ref in refs:
            add(part, ref.entity, None, ref)
    for delegation in m.delegations:
        add("head", delegation.head, delegation.party)
        for member in delegation.members:
            if member != delegation.head:
                add("member", member, delegation.party)
    return rows


def _details_of(m: Meeting, item: int, entities: dict[str, int], issues: dict[str, int]) -> list[Row]:
    rows: list[Row] = []

    def add(what: str, x: Any, kind: str | None = None, issue: str | None = None, by: str | None = None) -> None:
        rows.append(
            {
                "item": item, "what": what, "kind": kind, "issue": issues.get(issue) if issue else None,
                "by": entities.get(by) if by else None, "start": x.start, "end": x.end, "text": clean(x.text),
            }
        )  # fmt: skip

    for topic in m.topics:
        add("topic", topic, issue=topic.issue)
    for topic in m.topics_excluded:
        add("excluded", topic, issue=topic.issue)
    for outcome in m.outcomes:
        add("outcome", outcome, outcome.kind)
    for said in m.characterised:
        add("characterised", said, by=said.by)
    if m.first_since:
        add("first-since", m.first_since, m.first_since.value)
    if m.duration:
        add("duration", m.duration, m.duration.value)
    return rows


def _positions(
    connection: Connection,
    document: int,
    record: Record,
    entities: dict[str, int],
    issues: dict[str, int],
    statements: dict[str, int],
) -> None:
    insert_rows(
        connection,
        t.positions,
        [
            {
                "document": document, "ordinal": n, "party": entities.get(p.party), "item": issues.get(p.issue),
                "stance": p.stance, "standing": p.standing, "hedges": _words(p.hedges),
                "statement": statements.get(p.statement) if p.statement else None,
                "speaker": entities.get(p.speaker) if p.speaker else None,
                "start": p.anchor.start if p.anchor else None, "end": p.anchor.end if p.anchor else None,
                "text": clean(p.anchor.text) if p.anchor else None,
            }
            for n, p in enumerate(record.positions)
        ],
    )  # fmt: skip


def _events(connection: Connection, document: int, record: Record, entities: dict[str, int]) -> None:
    rows = [
        {
            "document": document, "ordinal": n, "plover": e.plover, "mode": e.mode, "contexts": json.dumps(e.contexts),
            "cameo": e.cameo, "when": e.when, "place": clean(e.place), "standing": e.standing,
            "start": e.anchor.start if e.anchor else None, "end": e.anchor.end if e.anchor else None,
        }
        for n, e in enumerate(record.events)
    ]  # fmt: skip
    ids = insert_numbered(connection, t.events, rows)
    insert_rows(
        connection,
        t.event_actors,
        [
            {"event": row, "part": part, "entity": entities[local]}
            for row, e in zip(ids, record.events, strict=True)
            for part, locals_ in (("source", e.source), ("target", e.target))
            for local in locals_
            if local in entities
        ],
    )


def _passages(connection: Connection, document: int, record: Record) -> None:
    text = record.document.text
    insert_rows(
        connection,
        t.passages,
        [
            {
                "document": document, "kind": b.kind, "start": b.start, "end": b.end,
                "content": clean(text[b.start : b.end]),
            }
            for b in record.document.blocks
            if b.kind in ("title", "dateline", "body", "caption") and text[b.start : b.end].strip()
        ],
    )  # fmt: skip


def _figures(connection: Connection, document: int, record: Record) -> None:
    rows = []
    for block in record.document.blocks:
        if block.kind not in ("title", "body"):
            continue
        for start, sentence in sentences(record.document.text[block.start : block.end]):
            found = quantities(sentence)
            context = " ".join(sorted(stems(sentence))) if found else ""
            rows += [
                {
                    "document": document, "value": q.value, "noun": clean(q.noun), "context": clean(context),
                    "start": block.start + start + q.start, "end": block.start + start + q.end,
                    "text": clean(sentence[q.start : q.end]),
                }
                for q in found
            ]  # fmt: skip
    insert_rows(connection, t.figures, rows)
