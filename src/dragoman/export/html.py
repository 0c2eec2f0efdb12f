"""One self-contained page: the report with its marks, the record beside it. A click on an item shows its words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources
from typing import Any, NamedTuple

from dragoman.record import Meeting, Record, Ref, Statement

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_HIDDEN_KINDS = frozenset({"navigation", "page-date", "related", "boilerplate", "header-field", "caption", "byline"})


class _Item(NamedTuple):
    """One line of the record's column: what it says, its small print, its kind, and its spans in the text."""

    id: str
    kind: str
    head: str
    words: str
    small: str
    spans: list[tuple[int, int]]


def page(record: Record) -> str:
    """The page as HTML. Needs no other file and no network; all text of the report is escaped."""
    assets = resources.files("dragoman.export").joinpath("assets")
    css = assets.joinpath("page.css").read_text(encoding="utf-8")
    script = assets.joinpath("page.js").read_text(encoding="utf-8")
    items = list(_items(record))
    spans = {item.id: {"kind": item.kind, "spans": item.spans} for item in items}
    # "</" inside a script element would end it, whatever the type
    data = json.dumps(spans, ensure_ascii=False).replace("<", "\\u003c")
    title = escape(record.document.title or "Report")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title} – dragoman</title>
<style>{css}</style>
</head>
<body>
<header><h1>{title}</h1><p>{escape(_subtitle(record))}</p>{_toggles(items)}</header>
<main>
<article id="text" aria-label="The report">{_text(record)}</article>
<section id="record" aria-label="The record">{"".join(_groups(items))}{_doubts(record)}</section>
</main>
<footer>dragoman {escape(record.dragoman)} · pipeline {escape(record.pipeline.id)}</footer>
<script type="application/json" id="spans">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def _subtitle(record: Record) -> str:
    document, published = record.document, record.published
    place = document.dateline.place if document.dateline else None
    if published.status == "known":
        when = f"published {published.value}"
    elif published.status == "bounded":
        when = f"published between {published.earliest or '?'} and {published.latest or '?'}"
    else:
        when = "date of publication unknown"
    return " · ".join(x for x in (document.outlet, document.agency, place, when) if x)


def _text(record: Record) -> str:
    """The blocks, each one element with one text node, so that offsets stay simple for the script."""
    parts = []
    for block in record.document.blocks:
        words = record.document.text[block.start : block.end].rstrip()
        tag = "h2" if block.kind == "title" else "span" if block.kind == "dateline" else "p"
        furniture = " furniture" if block.kind in _HIDDEN_KINDS else ""
        marks = f'class="block {block.kind}{furniture}" data-start="{block.start}" title="{block.kind}"'
        parts.append(f"<{tag} {marks}>{escape(words)}</{tag}>")
    return "".join(parts)


def _items(record: Record) -> Iterator[_Item]:
    names = {e.id: e.name for e in record.entities}

    def name(ref: Ref | None) -> str:
        if ref is None:
            return ""
        return names.get(ref.entity or "") or ref.text or ""

    for n, evidence in enumerate(record.published.evidence):
        spans = [(evidence.anchor.start, evidence.anchor.end)] if evidence.anchor else []
        yield _Item(f"pe{n}", "date", "Dated", evidence.says, evidence.rule, spans)
    for n, rejected in enumerate(record.published.rejected):
        spans = [(rejected.anchor.start, rejected.anchor.end)] if rejected.anchor else []
        yield _Item(f"pr{n}", "date", f"Not {rejected.value}", rejected.says, rejected.rule, spans)
    for meeting in record.meetings:
        yield _meeting(meeting, names, name)
    for statement in record.statements:
        yield _statement(statement, name)
    for entity in record.entities:
        role = "; ".join(dict.fromkeys(r.title for r in entity.roles))
        side = names.get(entity.side or "", "")
        yield _Item(
            entity.id,
            "actor",
            entity.name,
            role,
            " · ".join(x for x in (entity.kind, side if side != entity.name else "", entity.country or "") if x),
            [(m.start, m.end) for m in entity.mentions],
        )
    for n, time in enumerate(record.times):
        small = time.reason or " · ".join(x for x in (time.type, time.edtf if time.edtf != time.value else "") if x)
        yield _Item(f"t{n}", "time", time.text, time.value or "unknown", small, [(time.start, time.end)])
    for issue in record.issues:
        yield _Item(
            issue.id, "issue", issue.name, "", ", ".join(issue.contexts), [(a.start, a.end) for a in issue.mentions]
        )
    for n, event in enumerate(record.events):
        who = ", ".join(names.get(e, e) for e in event.source)
        whom = ", ".join(names.get(e, e) for e in event.target)
        spans = [(event.anchor.start, event.anchor.end)] if event.anchor else []
        mode = f"-{event.mode}" if event.mode else ""
        small = " · ".join(x for x in (f"CAMEO {event.cameo}" if event.cameo else "", event.standing) if x)
        yield _Item(f"v{n}", "event", f"{event.plover}{mode}", f"{who} → {whom}", small, spans)


def _meeting(meeting: Meeting, names: dict[str, str], name: Any) -> _Item:
    parties = " – ".join(filter(None, map(name, meeting.parties))) or "parties not named"
    bits = []
    if meeting.place:
        bits.append(", ".join(x for x in (meeting.place.venue, meeting.place.name) if x))
    if meeting.when and (meeting.when.value or meeting.when.text):
        bits.append(meeting.when.value or meeting.when.text or "")
    if meeting.duration:
        bits.append(meeting.duration.value)
    bits += [f"{names.get(d.party, d.party)}: {names.get(d.head, d.head)}" for d in meeting.delegations if d.head]
    bits += [f"discussed: {t.text}" for t in meeting.topics]
    bits += [f"not discussed: {t.text}" for t in meeting.topics_excluded]
    bits += [f"outcome ({o.kind}): {o.text}" for o in meeting.outcomes]
    return _Item(
        meeting.id,
        "meeting",
        f"{meeting.status}: {parties}",
        " · ".join(bits),
        " · ".join((meeting.kind, meeting.format, meeting.level)),
        [(a.start, a.end) for a in meeting.evidence],
    )


def _statement(statement: Statement, name: Any) -> _Item:
    words = " … ".join(" ".join(a.text.split()) for a in statement.content)
    target = name(statement.target)
    act = ("not " if statement.negated else "") + statement.act
    small = [act + (f" → {target}" if target else ""), statement.quotation, statement.standing]
    if statement.parent:
        small.append(f"inside {statement.parent}")
    if statement.hedges:
        small.append("hedged: " + ", ".join(dict.fromkeys(h.text for h in statement.hedges)))
    spans = [(a.start, a.end) for a in statement.content]
    for part in (statement.source, statement.cue):
        if part is not None and part.start is not None and part.end is not None:
            spans.append((part.start, part.end))
    return _Item(
        statement.id, "statement", name(statement.source) or "(source not named)", words, " · ".join(small), spans
    )


_TITLES = {
    "date": "Date of publication",
    "meeting": "The talks",
    "statement": "Who said what",
    "actor": "Who",
    "time": "When",
    "issue": "About what",
    "event": "As events",
}


def _toggles(items: list[_Item]) -> str:
    kinds = [kind for kind in _TITLES if any(item.kind == kind for item in items)]
    boxes = "".join(
        f'<label class="{k}"><input type="checkbox" value="{k}"{" checked" * (k == "statement")}> {_TITLES[k]}</label>'
        for k in kinds
    )
    return f'<fieldset id="toggles"><legend>Marks</legend>{boxes}</fieldset>'


def _groups(items: list[_Item]) -> Iterator[str]:
    for kind, title in _TITLES.items():
        group = [item for item in items if item.kind == kind]
        if group:
            yield f'<h2 class="{kind}">{title}</h2><ul>'
            yield from (_li(item) for item in group)
            yield "</ul>"


def _li(item: _Item) -> str:
    words = f"<span>{escape(item.words)}</span>" if item.words else ""
    return (
        f'<li><button type="button" class="{item.kind}" data-item="{escape(item.id)}"><b>{escape(item.head)}</b>{words}'
        f"<small>{escape(item.small)}</small></button></li>"
    )


def _doubts(record: Record) -> str:
    says: Iterable[str] = dict.fromkeys(
        [
            *([record.published.reason] if record.published.reason and record.published.status != "known" else []),
            *(w.says for w in record.warnings),
        ]
    )
    lines = "".join(f"<li>{escape(s)}</li>" for s in says)
    return f"<h2>Not known, or doubtful</h2><ul class='plain'>{lines}</ul>" if lines else ""
