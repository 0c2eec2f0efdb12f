"""A record flattened into the rows of :mod:`dragoman.export.tables`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.export.tables import BY_NAME, Row
from dragoman.record import Anchor, Record, Ref


def rows(record: Record) -> Iterator[tuple[str, Row]]:
    """(table, row) of everything in a record, in the order of :data:`TABLES`; every column is there."""
    for table, row in _rows(record):
        yield table, {column.name: row.get(column.name) for column in BY_NAME[table].columns}


def _rows(record: Record) -> Iterator[tuple[str, Row]]:
    document = record.document.id
    names = {e.id: e.name for e in record.entities}
    sides = {e.id: e.side or (e.id if e.kind != "person" else None) for e in record.entities}

    def named(entity: str | None) -> str | None:
        return names.get(entity) if entity else None

    def all_named(entities: Iterable[str]) -> list[str]:
        return [names.get(e, e) for e in entities]

    def who(ref: Ref | None) -> str | None:
        return None if ref is None else named(ref.entity) or ref.text

    def refs(found: Iterable[Ref]) -> list[str]:
        return [name for ref in found if (name := who(ref))]

    yield "documents", _document(record)
    for evidence in record.published.evidence:
        yield (
            "evidence",
            {
                "document": document,
                "verdict": "for",
                "rule": evidence.rule,
                "says": evidence.says,
                "earliest": evidence.earliest,
                "latest": evidence.latest,
                **_words(evidence.anchor),
            },
        )
    for rejected in record.published.rejected:
        yield (
            "evidence",
            {
                "document": document,
                "verdict": "against",
                "value": rejected.value,
                "rule": rejected.rule,
                "says": rejected.says,
                **_words(rejected.anchor),
            },
        )
    for entity in record.entities:
        yield (
            "entities",
            {
                "document": document,
                "id": entity.id,
                "name": entity.name,
                "kind": entity.kind,
                "country": entity.country,
                "side": entity.side,
                "side_name": named(entity.side),
                "aliases": list(entity.aliases),
                "wikidata": entity.ids.get("wikidata"),
                "says": entity.says,
                "mentions": len(entity.mentions),
                "rules": list(entity.rules),
            },
        )
    for entity in record.entities:
        for role in entity.roles:
            yield (
                "roles",
                {
                    "document": document,
                    "entity": entity.id,
                    "name": entity.name,
                    "title": role.title,
                    "office": role.office,
                    "of": role.of,
                    "of_name": named(role.of),
                    "state": role.state,
                    "from": role.from_,
                    "to": role.to,
                    "known_from": role.known_from,
                    **_words(role.anchor),
                },
            )
    for entity in record.entities:
        for mention in entity.mentions:
            yield (
                "mentions",
                {
                    "document": document,
                    "entity": entity.id,
                    "form": mention.form,
                    "rule": mention.rule,
                    "start": mention.start,
                    "end": mention.end,
                    "text": mention.text,
                },
            )
    for n, time in enumerate(record.times):
        relative = time.relative_to
        yield (
            "times",
            {
                "document": document,
                "n": n,
                "type": time.type,
                "value": time.value,
                "edtf": time.edtf,
                "earliest": time.earliest,
                "latest": time.latest,
                "relative_to": None if relative is None else str(relative),
                "mod": time.mod,
                "rule": time.rule,
                "reason": time.reason,
                "start": time.start,
                "end": time.end,
                "text": time.text,
            },
        )
    for statement in record.statements:
        speaker = statement.source.entity if statement.source else None
        side = sides.get(speaker) if speaker else None
        yield (
            "statements",
            {
                "document": document,
                "id": statement.id,
                "parent": statement.parent,
                "source": speaker,
                "source_name": who(statement.source),
                "side": side,
                "side_name": named(side),
                "source_text": statement.source.text if statement.source else None,
                "cue_text": statement.cue.text if statement.cue else None,
                "quotation": statement.quotation,
                "act": statement.act,
                "negated": statement.negated,
                "standing": statement.standing,
                "hedges": [h.text for h in statement.hedges],
                "addressee": statement.addressee.entity if statement.addressee else None,
                "addressee_name": who(statement.addressee),
                "target": statement.target.entity if statement.target else None,
                "target_name": who(statement.target),
                "issues": list(statement.issues),
                "when": record.times[statement.when].value if statement.when is not None else None,
                "rules": list(statement.rules),
                "start": statement.content[0].start,
                "end": statement.content[-1].end,
                "text": " … ".join(a.text for a in statement.content),
            },
        )
    for issue in record.issues:
        yield (
            "issues",
            {
                "document": document,
                "id": issue.id,
                "name": issue.name,
                "contexts": list(issue.contexts),
                "mentions": len(issue.mentions),
            },
        )
    for meeting in record.meetings:
        when, place = meeting.when, meeting.place
        yield (
            "meetings",
            {
                "document": document,
                "id": meeting.id,
                "status": meeting.status,
                "kind": meeting.kind,
                "format": meeting.format,
                "level": meeting.level,
                "when": when.value if when else None,
                "earliest": when.earliest if when else None,
                "latest": when.latest if when else None,
                "when_text": when.text if when else None,
                "duration": meeting.duration.value if meeting.duration else None,
                "place": place.name if place else None,
                "venue": place.venue if place else None,
                "country": place.country if place else None,
                "geonames": place.geonames if place else None,
                "parties": [r.entity for r in meeting.parties if r.entity],
                "party_names": refs(meeting.parties),
                "hosts": refs(meeting.hosts),
                "mediators": refs(meeting.mediators),
                "observers": refs(meeting.observers),
                "first_since": meeting.first_since.text if meeting.first_since else None,
                "round": meeting.round,
                "next": meeting.next,
                "rules": list(meeting.rules),
                **_words(meeting.evidence[0] if meeting.evidence else None),
            },
        )
    for meeting in record.meetings:
        for delegation in meeting.delegations:
            yield (
                "delegations",
                {
                    "document": document,
                    "meeting": meeting.id,
                    "party": delegation.party,
                    "party_name": named(delegation.party),
                    "head": delegation.head,
                    "head_name": named(delegation.head),
                    "members": all_named(delegation.members),
                },
            )
    for meeting in record.meetings:
        base: Row = {"document": document, "meeting": meeting.id}
        for field, topics in (("topic", meeting.topics), ("topic-excluded", meeting.topics_excluded)):
            for topic in topics:
                yield "meeting_items", {**base, "field": field, "issue": topic.issue, **_words(topic)}
        for outcome in meeting.outcomes:
            yield "meeting_items", {**base, "field": "outcome", "kind": outcome.kind, **_words(outcome)}
        for described in meeting.characterised:
            yield (
                "meeting_items",
                {**base, "field": "characterised", "by": named(described.by), **_words(described)},
            )
        for anchor in meeting.preconditions:
            yield "meeting_items", {**base, "field": "precondition", **_words(anchor)}
    issue_names = {i.id: i.name for i in record.issues}
    for n, position in enumerate(record.positions):
        yield (
            "positions",
            {
                "document": document,
                "n": n,
                "party": position.party,
                "party_name": named(position.party),
                "issue": position.issue,
                "issue_name": issue_names.get(position.issue),
                "stance": position.stance,
                "statement": position.statement,
                "speaker": position.speaker,
                "speaker_name": named(position.speaker),
                "standing": position.standing,
                "hedges": [h.text for h in position.hedges],
                **_words(position.anchor),
            },
        )
    for n, event in enumerate(record.events):
        yield (
            "events",
            {
                "document": document,
                "n": n,
                "plover": event.plover,
                "mode": event.mode,
                "contexts": list(event.contexts),
                "cameo": event.cameo,
                "source": list(event.source),
                "source_names": all_named(event.source),
                "source_codes": list(event.source_codes),
                "target": list(event.target),
                "target_names": all_named(event.target),
                "target_codes": list(event.target_codes),
                "when": event.when,
                "place": event.place,
                "standing": event.standing,
                "statement": event.statement,
                "meeting": event.meeting,
                **_words(event.anchor),
            },
        )
    for warning in record.warnings:
        yield "warnings", {"document": document, "rule": warning.rule, "says": warning.says, **_words(warning.anchor)}


def _document(record: Record) -> Row:
    document, published = record.document, record.published
    return {
        "document": document.id,
        "source": document.source,
        "title": document.title,
        "outlet": document.outlet,
        "agency": document.agency,
        "section": document.section,
        "byline": document.byline,
        "language": document.language,
        "dateline_place": document.dateline.place if document.dateline else None,
        "dateline_date": document.dateline.date if document.dateline else None,
        "published": published.value,
        "published_earliest": published.earliest,
        "published_latest": published.latest,
        "published_status": published.status,
        "published_reason": published.reason,
        "characters": len(document.text),
        "dragoman": record.dragoman,
        "pipeline": record.pipeline.id,
    }


def _words(anchor: Anchor | Any | None) -> Row:
    if anchor is None:
        return {}
    return {"start": anchor.start, "end": anchor.end, "text": anchor.text}
