"""A briefing note as HTML, each claim with a numbered footnote to its sentence; :mod:`docx` writes the same as DOCX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Literal, NamedTuple

from dragoman.export.sentences import sentence_span
from dragoman.record import Meeting, Record, Ref

_STYLE = (
    "body{font:11pt/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1c1b19;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:1.6rem}sup a{text-decoration:none}ol.notes{font-size:.85rem}"
)


class Line(NamedTuple):
    """A line of the note. ``notes`` are indexes of footnotes, from 1."""

    kind: Literal["title", "heading", "text", "item"]
    text: str
    notes: tuple[int, ...] = ()


class Note(NamedTuple):
    """The note: its lines and its footnotes."""

    lines: list[Line]
    footnotes: list[str]


def note(records: Sequence[Record]) -> Note:
    """What the reports say of the talks: meetings, positions, who said what, what is not known."""
    lines: list[Line] = [Line("title", "Note on talks" if len(records) != 1 else records[0].document.title or "Note")]
    footnotes: list[str] = []
    numbers: dict[tuple[str, int, int], int] = {}

    def foot(record: Record, start: int | None, end: int | None) -> tuple[int, ...]:
        if start is None or end is None:
            return ()
        first, last = sentence_span(record, start, end)
        key = (record.document.id, first, last)
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            source = record.document.title or record.document.source
            who = record.document.outlet or record.document.agency
            words = " ".join(record.document.text[first:last].split())
            footnotes.append(f"“{words}” – {source}{f' ({who})' if who else ''}, {_published(record)}")
        return (numbers[key],)

    lines.append(Line("text", f"From {len(records)} report{'s' if len(records) != 1 else ''}."))
    lines.append(Line("heading", "The talks"))
    for record in records:
        for meeting in record.meetings:
            anchor = meeting.evidence[0] if meeting.evidence else None
            marks = foot(record, anchor.start, anchor.end) if anchor else ()
            lines.append(Line("item", _meeting(record, meeting), marks))
            for outcome in meeting.outcomes:
                words = " ".join(outcome.text.split())
                lines.append(
                    Line("item", f"Outcome ({outcome.kind}): {words}", foot(record, outcome.start, outcome.end))
                )
    lines.append(Line("heading", "Positions"))
    for record in records:
        names, issues = _names(record), {i.id: i.name for i in record.issues}
        for position in record.positions:
            doubt = "" if position.standing in ("asserted", "attributed") else f" ({position.standing})"
            hedges = f" [hedged: {', '.join(h.text for h in position.hedges)}]" if position.hedges else ""
            text = f"{names.get(position.party)} {position.stance}{doubt}: {issues.get(position.issue)}{hedges}"
            span = (position.anchor.start, position.anchor.end) if position.anchor else (None, None)
            lines.append(Line("item", text, foot(record, *span)))
    lines.append(Line("heading", "Who said what"))
    for record in records:
        names = _names(record)
        for statement in record.statements:
            words = " … ".join(" ".join(a.text.split()) for a in statement.content)
            doubt = "" if statement.standing in ("asserted", "attributed") else f", {statement.standing}"
            speaker = _who(statement.source, names) or "Source not named"
            first = statement.content[0]
            act = ("not " if statement.negated else "") + statement.act
            lines.append(Line("item", f"{speaker} ({act}{doubt}): {words}", foot(record, first.start, first.end)))
    lines.append(Line("heading", "Not known, or doubtful"))
    for record in records:
        reason = record.published.reason if record.published.status != "known" else None
        for says in dict.fromkeys([*([reason] if reason else []), *(w.says for w in record.warnings)]):
            lines.append(Line("item", f"{record.document.title or record.document.source}: {says}"))
    return Note([line for i, line in enumerate(lines) if not _empty_heading(lines, i)], footnotes)


def render(records: Sequence[Record]) -> bytes:
    """The note as a self-contained HTML page."""
    return "".join(_html(note(records))).encode()


def _html(found: Note) -> Iterator[str]:
    title = escape(found.lines[0].text)
    yield (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body>\n"
    )
    listing = False
    for line in found.lines:
        if listing and line.kind != "item":
            yield "</ul>\n"
            listing = False
        if line.kind == "item" and not listing:
            yield "<ul>\n"
            listing = True
        marks = "".join(f'<sup><a href="#n{n}" id="r{n}">{n}</a></sup>' for n in line.notes)
        tag = {"title": "h1", "heading": "h2", "text": "p", "item": "li"}[line.kind]
        yield f"<{tag}>{escape(line.text)}{marks}</{tag}>\n"
    if listing:
        yield "</ul>\n"
    yield "<h2>Sources</h2>\n<ol class='notes'>\n"
    for n, text in enumerate(found.footnotes, 1):
        yield f'<li id="n{n}">{escape(text)}</li>\n'
    yield "</ol></body></html>\n"


def _empty_heading(lines: list[Line], i: int) -> bool:
    return lines[i].kind == "heading" and (i + 1 == len(lines) or lines[i + 1].kind == "heading")


def _published(record: Record) -> str:
    published = record.published
    if published.value:
        return published.value
    if published.earliest or published.latest:
        return f"published between {published.earliest or '?'} and {published.latest or '?'}"
    return "date of publication unknown"


def _names(record: Record) -> dict[str, str]:
    return {e.id: e.name for e in record.entities}


def _who(ref: Ref | None, names: dict[str, str]) -> str:
    return "" if ref is None else names.get(ref.entity or "", ref.text or "")


def _meeting(record: Record, meeting: Meeting) -> str:
    names = _names(record)
    parts = [f"{meeting.status.capitalize()}: {' – '.join(filter(None, (_who(r, names) for r in meeting.parties)))}"]
    if meeting.when:
        parts.append(meeting.when.value or f"day not known ({meeting.when.reason or meeting.when.text})")
    if meeting.place:
        parts.append(", ".join(x for x in (meeting.place.venue, meeting.place.name) if x))
    if meeting.duration:
        parts.append(f"lasted {meeting.duration.text}")
    heads = [f"{names.get(d.party)}: {names.get(d.head or '')}" for d in meeting.delegations if d.head]
    if heads:
        parts.append("headed by " + "; ".join(heads))
    return ". ".join(p for p in parts if p) + "."
