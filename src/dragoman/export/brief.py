"""The record on a screen or two, for a person: what happened, who said what, and what cannot be known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from rich.text import Text

from dragoman.export.sentences import sentence_span
from dragoman.record import Meeting, Outcome, Record, Ref, Statement

_HEADING = "bold"
_LABEL = "dim"
_DOUBT = "yellow"
_NOTE = "cyan"
_LONGEST = 220
"""Code points of a statement's words that are shown; the rest is in its sentence."""
_STATUS = {
    "held": "Held",
    "ongoing": "Going on",
    "planned": "Planned",
    "proposed": "Proposed",
    "postponed": "Postponed",
    "cancelled": "Cancelled",
    "refused": "Refused",
    "denied": "Denied",
    "background": "Earlier",
}


@dataclass(slots=True)
class _Notes:
    """Footnotes: a number for each sentence, given when it is first asked for."""

    record: Record
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)

    def mark(self, start: int | None, end: int | None) -> str:
        if start is None or end is None:
            return ""
        span = sentence_span(self.record, start, end)
        number = self.numbers.setdefault(span, len(self.numbers) + 1)
        return f"[{number}]"


def brief(record: Record) -> Iterator[Text]:
    """The brief, line by line. ``str(line)`` is the plain form."""
    notes = _Notes(record)
    yield from _heading(record)
    yield from _meetings(record, notes)
    yield from _statements(record, notes)
    yield from _unknown(record)
    if notes.numbers:
        yield Text()
        yield Text("SENTENCES", _HEADING)
        for (start, end), number in notes.numbers.items():
            yield Text.assemble((f"[{number}] ", _NOTE), (_line(record.document.text[start:end]), _LABEL))


def _heading(record: Record) -> Iterator[Text]:
    document, published = record.document, record.published
    yield Text(document.title or "(no title)", _HEADING)
    where = document.dateline.place if document.dateline else None
    source = [x for x in (document.outlet, document.agency, f"filed from {where}" if where else None) if x]
    if document.byline:
        source.append(f"by {document.byline}")
    if source:
        yield Text(" · ".join(source), _LABEL)
    if published.status == "known":
        yield Text.assemble(("published ", _LABEL), published.value or "")
    elif published.status == "bounded":
        between = f"between {published.earliest or 'an unknown day'} and {published.latest or 'an unknown day'}"
        yield Text.assemble(("published ", _LABEL), (between, _DOUBT))
    else:
        yield Text.assemble(("published ", _LABEL), ("unknown", _DOUBT))
    for evidence in published.evidence[:6]:
        yield Text.assemble("  because ", (evidence.says, _LABEL))
    if len(published.evidence) > 6:
        yield Text(f"  and {len(published.evidence) - 6} more", _LABEL)
    for rejected in published.rejected:
        yield Text.assemble((f"  not {rejected.value}: ", _DOUBT), (rejected.says, _LABEL))


def _meetings(record: Record, notes: _Notes) -> Iterator[Text]:
    if not record.meetings:
        return
    yield Text()
    yield Text("THE TALKS", _HEADING)
    order = {status: i for i, status in enumerate(_STATUS)}
    for meeting in sorted(record.meetings, key=lambda m: order[m.status] if m.status == "background" else -1):
        yield from _meeting(record, meeting, notes)


def _meeting(record: Record, meeting: Meeting, notes: _Notes) -> Iterator[Text]:
    parties = " – ".join(_names(record, meeting.parties)) or "parties not named"
    first = meeting.evidence[0] if meeting.evidence else None
    note = notes.mark(first.start, first.end) if first else ""
    yield Text.assemble(
        (_STATUS[meeting.status], "bold green" if meeting.status == "held" else "bold " + _DOUBT),
        f"  {parties}",
        (f"  ({meeting.kind}, {meeting.format}, {meeting.level}) ".replace(", unknown", ""), _LABEL),
        (note, _NOTE),
    )
    rows: list[tuple[str, str, str]] = []
    when = meeting.when
    if when is not None:
        said = when.text or ""
        value = when.value or (f"between {when.earliest} and {when.latest}" if when.earliest and when.latest else "")
        doubt = f"(not resolved: {when.reason})" if when.reason and not when.value else ""
        rows.append(("when", " ".join(x for x in (value, f"“{said}”" if said else "", doubt) if x), ""))
    if meeting.duration:
        rows.append(("lasted", f"{meeting.duration.value} “{meeting.duration.text}”", ""))
    if meeting.place:
        rows.append(("where", ", ".join(x for x in (meeting.place.venue, meeting.place.name) if x), ""))
    for delegation in meeting.delegations:
        head = _name(record, delegation.head) if delegation.head else "head not named"
        members = ", ".join(_name(record, m) for m in delegation.members)
        rows.append((_name(record, delegation.party), head + (f"; with {members}" if members else ""), ""))
    for label, refs in (("host", meeting.hosts), ("mediator", meeting.mediators), ("observer", meeting.observers)):
        if refs:
            rows.append((label, ", ".join(_names(record, refs)), ""))
    for label, items in (
        ("discussed", meeting.topics),
        ("not discussed", meeting.topics_excluded),
        ("outcome", meeting.outcomes),
        ("described as", meeting.characterised),
    ):
        for item in items:
            kind = f"{item.kind}: " if isinstance(item, Outcome) else ""
            rows.append((label, kind + _line(item.text), notes.mark(item.start, item.end)))
    if meeting.first_since:
        rows.append(
            ("first since", meeting.first_since.text, notes.mark(meeting.first_since.start, meeting.first_since.end))
        )
    shown = ""
    for label, value, mark in rows:
        yield Text.assemble((f"  {'' if label == shown else label:<14}", _LABEL), f" {value} ", (mark, _NOTE))
        shown = label


def _statements(record: Record, notes: _Notes) -> Iterator[Text]:
    if not record.statements:
        return
    yield Text()
    yield Text("WHO SAID WHAT", _HEADING)

    def speaker(statement: Statement) -> str:
        source = statement.source
        if source is None:
            return "(not said by whom)"
        if source.entity:
            return _name(record, source.entity)
        return source.text or "(not said by whom)"

    order: dict[str, int] = {}
    for statement in record.statements:
        order.setdefault(speaker(statement), len(order))
    ranked = sorted(record.statements, key=lambda s: order[speaker(s)])
    by_id = {s.id: s for s in record.statements}
    for name, group in groupby(ranked, key=speaker):
        yield Text.assemble((name, "bold"), (_party(record, name), _LABEL))
        for statement in group:
            yield _statement(statement, by_id, notes, record)


def _statement(
    statement: Statement,
    by_id: dict[str, Statement],
    notes: _Notes,
    record: Record,
) -> Text:
    words = " … ".join(_line(a.text) for a in statement.content).removeprefix("that ")
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
    act = ("not " if statement.negated else "") + statement.act
    toward = _ref_name(record, statement.target)
    doubt = "" if statement.standing in ("asserted", "attributed") else f" ({statement.standing})"
    hedges = ", ".join(dict.fromkeys(h.text for h in statement.hedges))
    parent = by_id.get(statement.parent or "")
    via = ""
    if parent is not None and parent.source is not None:
        via = f" as told by {_ref_name(record, parent.source)}"
    first = statement.content[0]
    return Text.assemble(
        (f"  {act:<11}", "bold"),
        (f"{'→ ' + toward + ': ' if toward else ''}", _LABEL),
        words,
        (doubt + (f" (hedged: {hedges})" if hedges else ""), _DOUBT),
        (via + " ", _LABEL),
        (notes.mark(first.start, first.end), _NOTE),
    )


def _unknown(record: Record) -> Iterator[Text]:
    reasons: list[str] = []
    if record.published.status != "known" and record.published.reason:
        reasons.append(record.published.reason)
    unresolved: dict[str, list[str]] = {}
    for time in record.times:
        if time.reason:
            unresolved.setdefault(time.reason, []).append(time.text)
    for reason, words in unresolved.items():
        shown = ", ".join(f"“{w}”" for w in dict.fromkeys(words))
        reasons.append(f"{shown}: {reason}")
    reasons.extend(warning.says for warning in record.warnings)
    if not reasons:
        return
    yield Text()
    yield Text("NOT KNOWN, OR DOUBTFUL", _HEADING)
    for reason in dict.fromkeys(reasons):
        yield Text.assemble(("  – ", _DOUBT), _line(reason))


def _name(record: Record, entity: str) -> str:
    for e in record.entities:
        if e.id == entity:
            return e.name
    return entity


def _names(record: Record, refs: Iterable[Ref]) -> list[str]:
    return [name for ref in refs if (name := _ref_name(record, ref))]


def _ref_name(record: Record, ref: Ref | None) -> str:
    if ref is None:
        return ""
    return _name(record, ref.entity) if ref.entity else (ref.text or "")


def _party(record: Record, name: str) -> str:
    for e in record.entities:
        if e.name == name:
            role = e.roles[0].title if e.roles else ""
            side = _name(record, e.side) if e.side and e.side != e.id else ""
            about = ", ".join(x for x in (role, side) if x)
            return f" ({about})" if about else ""
    return ""


def _line(text: str) -> str:
    return " ".join(text.split())
