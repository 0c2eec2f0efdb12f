"""A record as annotations: (id, kind, label, spans), shared by the standoff formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.record import Record, Ref

Span = tuple[int, int]


class Annotation(NamedTuple):
    """Something tied to words: its id in the record, kind, label, spans (half-open code points) and a remark."""

    id: str
    kind: str
    label: str
    spans: list[Span]
    remark: str


def marks(record: Record) -> Iterator[Annotation]:
    """Mentions, time expressions, statements' parts, issues, meetings' words, in the record's order."""
    names = {e.id: e.name for e in record.entities}

    def who(ref: Ref | None) -> str:
        return "" if ref is None else names.get(ref.entity or "", ref.text or "")

    for entity in record.entities:
        for n, mention in enumerate(entity.mentions):
            remark = f"{entity.name} ({entity.kind}{', ' + entity.country if entity.country else ''})"
            yield Annotation(f"{entity.id}.{n}", "mention", entity.kind, [(mention.start, mention.end)], remark)
    for n, time in enumerate(record.times):
        yield Annotation(f"t{n}", "time", time.type, [(time.start, time.end)], time.value or time.reason or "")
    for statement in record.statements:
        remark = f"{who(statement.source) or '?'}: {statement.act} ({statement.standing})"
        yield Annotation(
            f"{statement.id}.content", "content", statement.act, [(a.start, a.end) for a in statement.content], remark
        )
        for part, ref in (
            ("source", statement.source),
            ("addressee", statement.addressee),
            ("target", statement.target),
        ):
            if ref is not None and ref.start is not None and ref.end is not None:
                yield Annotation(f"{statement.id}.{part}", part, part, [(ref.start, ref.end)], who(ref))
        if statement.cue is not None:
            yield Annotation(f"{statement.id}.cue", "cue", "cue", [(statement.cue.start, statement.cue.end)], "")
        for n, hedge in enumerate(statement.hedges):
            yield Annotation(f"{statement.id}.hedge{n}", "hedge", "hedge", [(hedge.start, hedge.end)], "")
    for issue in record.issues:
        for n, anchor in enumerate(issue.mentions):
            yield Annotation(f"{issue.id}.{n}", "issue", "issue", [(anchor.start, anchor.end)], issue.name)
    for meeting in record.meetings:
        parties = " – ".join(filter(None, map(who, meeting.parties)))
        for n, anchor in enumerate(meeting.evidence):
            remark = f"{meeting.status} {meeting.kind}: {parties}"
            yield Annotation(f"{meeting.id}.{n}", "meeting", meeting.status, [(anchor.start, anchor.end)], remark)
        for n, outcome in enumerate(meeting.outcomes):
            yield Annotation(f"{meeting.id}.o{n}", "outcome", outcome.kind, [(outcome.start, outcome.end)], "")
        for n, topic in enumerate((*meeting.topics, *meeting.topics_excluded)):
            kind = "topic" if n < len(meeting.topics) else "topic-excluded"
            yield Annotation(f"{meeting.id}.x{n}", kind, kind, [(topic.start, topic.end)], "")


def file_stem(record: Record) -> str:
    """A safe, distinct file name for a record: its source's stem and the first digits of its document's id."""
    stem = record.document.source.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in stem).strip("-")[:60] or "report"
    return f"{safe}-{record.document.id[:8]}"
